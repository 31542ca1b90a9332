"""The rules of the catalogue: the shipped one keeps them, and each is noticed where it is broken."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from core.catalogue.lint import (
    ANSWER_CHARACTERS,
    BOUNDARIES_AT_LEAST,
    EXAMPLES_AT_LEAST,
    NAME_CHARACTERS,
    NONE_EXAMPLES_AT_LEAST,
    lint,
)
from core.catalogue.load import examples
from core.catalogue.model import NONE, Boundary, Catalogue, Skill

Examples = Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="session")
def texts() -> Examples:
    """As many of the shipped examples as the rules want; to compare all of them takes a second each time."""
    least = {NONE: NONE_EXAMPLES_AT_LEAST}
    return {answer: found[: least.get(answer, EXAMPLES_AT_LEAST)] for answer, found in examples().items()}


def _with(catalogue: Catalogue, responsibility: str, **changes: object) -> Catalogue:
    record = replace(catalogue.responsibilities[responsibility], **changes)
    return replace(catalogue, responsibilities={**catalogue.responsibilities, responsibility: record})


def test_the_shipped_catalogue_keeps_all_rules(catalogue: Catalogue) -> None:
    """What we ship passes what we ask of others."""
    assert lint(catalogue, examples()) == []


def test_a_skill_that_nothing_takes_is_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """A skill without a responsibility is listed for nobody's good."""
    it = catalogue.roles["it"]
    idle = Skill("juggling", "Juggling", "Keeps balls in the air.", ("Drops none",))
    broken = replace(catalogue, roles={**catalogue.roles, "it": replace(it, skills=(*it.skills, idle))})
    assert lint(broken, texts) == ["skill juggling: no responsibility takes it."]


@pytest.mark.parametrize("what", ["name", "short"])
def test_a_name_that_fits_no_menu_is_noticed(catalogue: Catalogue, texts: Examples, what: str) -> None:
    """Menus would cut a longer name or description off."""
    assert lint(_with(catalogue, "it.access", **{what: "x" * NAME_CHARACTERS}), texts) == []
    (said,) = lint(_with(catalogue, "it.access", **{what: "x" * (NAME_CHARACTERS + 1)}), texts)
    assert said.startswith("it.access: name or short is longer than")


@pytest.mark.parametrize("what", ["activities", "skills", "include", "not_here", "aliases"])
def test_an_empty_list_is_noticed(catalogue: Catalogue, texts: Examples, what: str) -> None:
    """Each responsibility says what is done, what it takes, what to include, what goes elsewhere, and its other names."""
    assert f"it.access: has no {what}." in lint(_with(catalogue, "it.access", **{what: ()}), texts)


def test_an_alias_with_two_owners_is_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """A name must lead to one place, whatever its case."""
    network = catalogue.responsibilities["it.network"]
    broken = _with(catalogue, "it.network", aliases=(*network.aliases, "Passwords"))
    assert lint(broken, texts) == ["alias “passwords”: is given 2 times."]


def test_too_few_boundaries_are_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """Each responsibility has neighbours that it is told apart from."""
    kept = tuple(b for b in catalogue.boundaries if "it.access" not in b.between)
    of_access = [b for b in catalogue.boundaries if "it.access" in b.between]
    broken = replace(catalogue, boundaries=(*kept, *of_access[: BOUNDARIES_AT_LEAST - 1]))
    assert f"it.access: has fewer than {BOUNDARIES_AT_LEAST} boundaries." in lint(broken, texts)


def test_an_answer_that_fits_no_button_is_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """The answers of a boundary become buttons."""
    first, *rest = catalogue.boundaries
    one, other = first.between
    long = Boundary(first.between, first.question, {one: "x" * (ANSWER_CHARACTERS + 1), other: "y"})
    (said,) = lint(replace(catalogue, boundaries=(long, *rest)), texts)
    assert said.startswith(f"boundary {one} / {other}: an answer is longer than")


@pytest.mark.parametrize("answer", ["it.access", NONE])
def test_too_few_examples_are_noticed(catalogue: Catalogue, texts: Examples, answer: str) -> None:
    """Each answer needs enough requests to learn from, `none` more than the others; a missing list counts as empty."""
    few = texts[answer][: EXAMPLES_AT_LEAST - 1]
    (said,) = lint(catalogue, {**texts, answer: few})
    assert said.startswith(f"{answer}: has {len(few)} examples, fewer than ")
    (said,) = lint(catalogue, {name: found for name, found in texts.items() if name != answer})
    assert said.startswith(f"{answer}: has 0 examples, fewer than ")


def test_an_example_that_stands_twice_is_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """The same words under two answers would teach both; case and punctuation make no difference."""
    doubled = texts["it.access"][0]
    louder = f"  {doubled.upper()} !!"
    said = lint(catalogue, {**texts, "it.network": (*texts["it.network"], louder)})
    assert said == [f"example “{louder}” of it.network: stands in it.access already."]


def test_near_duplicates_are_noticed(catalogue: Catalogue, texts: Examples) -> None:
    """A template with a swapped noun teaches no more than one example, and says so."""
    one, other = "my quill broke in the east tower", "my quill broke in the west tower"
    said = lint(catalogue, {**texts, "it.hardware": (*texts["it.hardware"], one, other)})
    assert said == [f"example “{other}” of it.hardware: is much the same as “{one}” of it.hardware."]
