"""The names by which people ask for roles and responsibilities."""

import pytest

from core.catalogue.model import Catalogue
from core.desk.subjects import Subjects


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("it", "it"),
        ("IS", "is"),
        ("an IT manager", "it"),
        ("information systems", "is"),
        ("it.network", "it.network"),
        ("network", "it.network"),
        ("the network team", "it.network"),
        ("Data Management", "is.data"),
        ("passwords", "it.access"),
        ("change and adoption", "is.change"),
        ("adoption", "is.change"),
        ("my broken laptop", None),
        ("the weather", None),
        ("", None),
    ],
)
def test_names_lead_to_what_they_name(catalogue: Catalogue, name: str, found: str | None) -> None:
    """Ids, names, their halves and aliases, with or without filler; a request that contains one names nothing."""
    assert Subjects.of(catalogue).find(name) == found


def test_every_name_of_the_catalogue_is_found(catalogue: Catalogue) -> None:
    """Whatever the catalogue calls a role or responsibility, people can ask for it by that name."""
    subjects = Subjects.of(catalogue)
    for record in (*catalogue.responsibilities.values(), *catalogue.roles.values()):
        for name in (record.id, record.name, *record.aliases):
            assert subjects.find(name) == record.id, name
