"""Questions on the roles, talk, and danger, in many wordings: `data/phrasings.jsonl`; requests that sound like them: `data/requests.jsonl`.

Both are ours, written beside the patterns: they hold what works, and say nothing on what nobody has tried.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bots.playground.config import OWNERS
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.outline import Outline, Paragraph
from core.desk.compose import compose
from core.desk.danger import danger_in
from core.desk.desk import Desk
from core.desk.requests import Route
from core.desk.several import Routable
from core.directory.load import load
from tests.core.desk.questions import asked

_DATA = Path(__file__).parent / "data"
_ROWS = [json.loads(line) for line in (_DATA / "phrasings.jsonl").read_text("utf-8").splitlines()]
_REQUESTS = [json.loads(line)["text"] for line in (_DATA / "requests.jsonl").read_text("utf-8").splitlines()]

_DOMAIN = (
    "looks after infrastructure, networks, hardware and software",
    "secure, efficient and perform well",
    "joins IT to the goals of the business",
    "Choose IT Management: it gives you a technical foundation",
    "Choose IS Management: it gives you business-driven solutions",
    "depends on your goals and operational needs",
    "Information technology (IT) is the use of computers, networks, software",
    "includes hardware, software development, cloud computing, technical support and cybersecurity",
    "organisations of every size",
    "mix of technical expertise, leadership and strategic thinking",
    "IS managers bridge technology and business strategy",
)
"""A phrase of each sentence that the whole catalogue was made from."""

_WORDINGS_AT_LEAST = 5


@pytest.fixture(scope="module")
def staffed_desk(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk whose directory names teams, their contacts, and a fallback."""
    return Desk(catalogue, classifier.suggest, load(OWNERS, catalogue))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))


def _first(outline: Outline) -> str:
    return next(part.text for part in outline.parts if isinstance(part, Paragraph))


def test_there_are_enough_of_both() -> None:
    """Two hundred ways to ask and sixty requests at the least, none twice."""
    assert len({row["text"].lower() for row in _ROWS}) == len(_ROWS) >= 200
    assert len(set(_REQUESTS)) == len(_REQUESTS) >= 60


def test_each_sentence_on_the_roles_can_be_had_in_many_wordings() -> None:
    """Whatever the catalogue was made from is asked for in five ways at the least."""
    wordings = Counter(row["says"] for row in _ROWS)
    assert [phrase for phrase in _DOMAIN if wordings[phrase] < _WORDINGS_AT_LEAST and phrase != _DOMAIN[1]] == []


@pytest.mark.parametrize("row", _ROWS, ids=[row["text"] for row in _ROWS])
def test_each_wording_gets_its_answer(staffed_desk: Desk, row: dict[str, str]) -> None:
    """Of the kind that was asked for, and with what was asked for in it."""
    reply = staffed_desk.answer(asked(row["text"]))
    outline = compose(reply)
    assert (reply.kind, row["says"] in " ".join((outline.summary, *_texts(outline.parts)))) == (row["kind"], True)


@pytest.mark.parametrize("row", _ROWS, ids=[row["text"] for row in _ROWS])
def test_the_answer_comes_first_and_is_short(staffed_desk: Desk, row: dict[str, str]) -> None:
    """It begins with one to three sentences, and the details come after."""
    first = _first(compose(staffed_desk.answer(asked(row["text"]))))
    assert len(re.findall(r"[.?!](?: |$)", first)) <= 3
    assert len(first) <= 330


@pytest.mark.parametrize("text", _REQUESTS)
def test_a_request_that_sounds_like_one_is_routed(staffed_desk: Desk, text: str) -> None:
    """And is not taken for a danger either."""
    reply = staffed_desk.answer(asked(text))
    assert isinstance(reply, Routable)
    assert not (isinstance(reply, Route) and reply.danger)


def test_one_person_gets_the_same_answers_without_a_directory(desk: Desk) -> None:
    """Where nobody is listed, people are told what to do, and nobody is made up."""
    for row in _ROWS:
        if row["kind"] in ("person", "talk", "privacy", "route"):
            outline = compose(desk.answer(asked(row["text"])))
            assert outline.summary
            assert "Service desk" not in outline.summary
            assert "extension" not in outline.summary


def test_danger_is_handed_over_like_any_request(staffed_desk: Desk) -> None:
    """It is security's, with what to do now in front, unless a person has said otherwise."""
    reply = staffed_desk.answer(asked("There is a fire in the server room!"))
    assert isinstance(reply, Route)
    assert reply.responsibility.id == "it.security"
    labels = [button.label for button in compose(reply, "1").buttons()]
    assert labels[0].startswith("Hand to Information security")
    again = staffed_desk.answer_again("There is a fire in the server room!", {})
    assert again == reply


def test_what_the_facts_name_is_in_the_catalogue(catalogue: Catalogue) -> None:
    """Each field of technology and each job belongs to a responsibility that there is, and no job to two."""
    facts = catalogue.facts
    named = {field.responsibility for field in facts.technology.fields} | set(facts.careers)
    assert named <= set(catalogue.responsibilities)
    jobs = [job for each in facts.careers.values() for job in each]
    assert len(set(jobs)) == len(jobs)
    assert set(facts.matters) == set(catalogue.roles)


@pytest.mark.parametrize(
    "text",
    [
        "Smoke in the server room and the fire alarm is ringing",
        "I clicked a phishing link, how should I report it?",
        "We were hacked last night, the firewall is down",
        "Files are encrypted and they demand bitcoin, how do we report this?",
    ],
)
def test_what_is_happening_is_a_danger_whatever_else_is_mentioned(text: str) -> None:
    """An alarm that rings or a firewall that is down makes it no smaller."""
    assert danger_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Test the fire alarm in the server room on Friday",
        "Please install a smoke detector in the server room",
        "Where is the procedure for a ransomware attack?",
        "Phishing awareness training for new colleagues who clicked a phishing link in the simulation",
    ],
)
def test_who_prepares_for_a_danger_reports_none(text: str) -> None:
    """Alarms are tested and detectors installed on quiet days."""
    assert danger_in(text) is None
