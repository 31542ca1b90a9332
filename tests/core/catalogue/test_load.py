"""Reading the catalogue: the shipped one, and an organisation's own file on top."""

from pathlib import Path

import pytest

from core.catalogue.load import examples, load, practice
from core.catalogue.model import NONE, Catalogue
from core.typed_yaml import MistakeInFileError
from tests.support.sentences import is_one_sentence

_IDS = (
    "it.support",
    "it.access",
    "it.network",
    "it.hardware",
    "it.software",
    "it.infrastructure",
    "it.security",
    "it.projects",
    "is.strategy",
    "is.alignment",
    "is.process",
    "is.data",
    "is.analytics",
    "is.change",
    "is.leadership",
)

_GIS = """
  it.gis:
    name: Geographic information systems
    short: Maps and spatial data services
    definition: Runs the map services and spatial databases.
    activities: [Publish map layers]
    skills: {technical-proficiency: knows spatial databases}
    include: [Which map or layer]
    not_here: [{what: A slow desktop, goes_to: it.hardware}]
    aliases: [gis, maps]
"""


def _own(text: str) -> Path:
    path = Path("own.yaml").resolve()
    path.write_text(text, encoding="utf-8")
    return path


def test_the_ids_are_stable(catalogue: Catalogue) -> None:
    """Labels, directories and scripts rely on these fifteen ids, in this order of menus."""
    assert tuple(catalogue.responsibilities) == _IDS


def test_each_role_takes_five_skills_of_its_own(catalogue: Catalogue) -> None:
    """Five skills a role, none shared."""
    assert [len(role.skills) for role in catalogue.roles.values()] == [5, 5]
    assert len(catalogue.skills) == 10


def test_a_boundary_is_found_from_both_sides(catalogue: Catalogue) -> None:
    """Which candidate is likelier does not matter for the question that separates two."""
    boundary = catalogue.boundary("it.access", "it.security")
    assert boundary is not None
    assert boundary is catalogue.boundary("it.security", "it.access")
    assert "it.security" in catalogue.neighbours("it.access")
    assert catalogue.boundary("it.access", "it.access") is None


def test_of_role_splits_the_responsibilities(catalogue: Catalogue) -> None:
    """Each responsibility stands under the role that its id begins with."""
    assert [r.id for role in ("it", "is") for r in catalogue.of_role(role)] == list(_IDS)


def test_an_own_file_replaces_a_name_and_leaves_the_rest(catalogue: Catalogue) -> None:
    """Only the given fields change."""
    own = load(_own("responsibilities:\n  it.support: {name: Service desk}\nroles:\n  is: {title: CIO}\n"))
    support, shipped = own.responsibilities["it.support"], catalogue.responsibilities["it.support"]
    assert (support.name, support.definition) == ("Service desk", shipped.definition)
    assert (own.roles["is"].title, own.roles["is"].focus) == ("CIO", catalogue.roles["is"].focus)
    assert own.responsibilities["it.access"] == catalogue.responsibilities["it.access"]


def test_an_own_file_adds_a_responsibility(catalogue: Catalogue) -> None:
    """It comes after the shipped ones, with the role of its id."""
    own = load(_own("responsibilities:" + _GIS))
    assert tuple(own.responsibilities) == (*_IDS, "it.gis")
    assert own.responsibilities["it.gis"].role == "it"
    assert own.responsibilities["it.gis"] in own.of_role("it")


def test_an_own_file_adds_examples() -> None:
    """They come after the shipped ones, for our answers and for new ones."""
    text = f"responsibilities:{_GIS}examples:\n  it.gis: [the map is empty]\n  none: [who waters the plants]\n"
    shipped, own = examples(), examples(_own(text))
    assert own["it.gis"] == ("the map is empty",)
    assert own[NONE] == (*shipped[NONE], "who waters the plants")
    assert own["it.access"] == shipped["it.access"]


def test_an_own_file_replaces_a_boundary(catalogue: Catalogue) -> None:
    """The same pair, in whatever order, replaces ours; a new pair is added."""
    text = """
boundaries:
  - between: [it.security, it.access]
    question: Strange or ordinary?
    answers: {it.security: Strange, it.access: Ordinary}
  - between: [it.projects, is.change]
    question: Delivery or people?
    answers: {it.projects: Delivery, is.change: People}
"""
    own = load(_own(text))
    boundary = own.boundary("it.access", "it.security")
    assert boundary is not None
    assert boundary.question == "Strange or ordinary?"
    new = catalogue.boundary("it.projects", "is.change") is None
    assert len(own.boundaries) == len(catalogue.boundaries) + new


def test_an_own_file_may_be_empty(catalogue: Catalogue) -> None:
    """A file of comments alone changes nothing."""
    own = load(_own("# nothing yet\n"))
    assert own.responsibilities == catalogue.responsibilities
    assert examples(_own("# nothing yet\n")) == examples()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("responsibilities:\n  it.support:\n    name: 5\n", ":3: responsibilities.it.support.name: "),
        (
            "responsibilities:\n  it.support:\n    nam: x\n",
            ":3: responsibilities.it.support.nam: is not a known field.",
        ),
        (
            "responsibilities:\n  it.support:\n    id: it.help\n",
            ":3: responsibilities.it.support.id: cannot be changed",
        ),
        ("responsibilities:\n  it.gis:\n    name: Maps\n", ":2: responsibilities.it.gis.short: is missing."),
        ("responsibilities:\n  hr.pay: {name: Pay}\n", ":2: responsibilities.hr.pay: must start with “it.” or “is.”."),
        ("responsibilities:\n  it: {name: IT}\n", ":2: responsibilities.it: must start with “it.” or “is.”."),
        (
            "responsibilities:\n  it.support:\n    skills:\n      problem-solvin: tries\n",
            ":4: responsibilities.it.support.skills.problem-solvin: is not a skill of it. Did you mean problem-solving?",
        ),
        (
            "responsibilities:\n  it.support:\n    not_here:\n      - {what: x, goes_to: it.nowhere}\n",
            ":4: responsibilities.it.support.not_here.0.goes_to: it.nowhere is not a responsibility.",
        ),
        ("roles:\n  it: {motto: x}\n", ":2: roles.it.motto: is not a known field."),
        ("roles:\n  it:\n    id: is\n", ":3: roles.it.id: cannot be changed"),
        ("roles:\n  its: {title: x}\n", ":2: roles.its: is not a role"),
        ("examples:\n  it.acess: [x]\n", ":2: examples.it.acess: is not a responsibility. Did you mean it.access?"),
        ("example: {}\n", ":1: example: is not a known field."),
        (
            "boundaries:\n  - between: [it.support, it.acess]\n    question: x\n    answers: {}\n",
            ":2: boundaries.0.between: it.acess is not a responsibility. Did you mean it.access?",
        ),
        (
            "boundaries:\n  - between: [it.support, it.support]\n    question: x\n    answers: {}\n",
            ":2: boundaries.0.between: must be two different responsibilities, each pair once.",
        ),
        (
            "boundaries:\n  - between: [it.support, it.access]\n    question: x\n    answers: {it.support: x}\n",
            ":4: boundaries.0.answers: must hold one answer for each of the two.",
        ),
    ],
)
def test_a_mistake_in_the_own_file_is_blamed_on_it(text: str, message: str) -> None:
    """The sentence names the organisation's file and its line, never a shipped one."""
    own = _own(text)
    with pytest.raises(MistakeInFileError) as caught:
        load(own)
    assert str(caught.value).startswith(f"{own}{message}")
    assert is_one_sentence(str(caught.value))


def test_practice_texts_are_no_examples() -> None:
    """What the encoder alone is tuned on belongs to answers that there are, and to no examples; nothing is there twice."""
    learned = {text for texts in examples().values() for text in texts}
    texts = [text for each in practice().values() for text in each]
    assert set(practice()) == set(examples())
    assert len(texts) == len(set(texts))
    assert not learned & set(texts)
