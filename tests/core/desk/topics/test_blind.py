"""Half of 300 wordings that somebody wrote who had not seen the code, with what each must be answered: `data/blind.jsonl`.

The other half is for judging by eye. `says` is the beginning of the answer that a careful reader of what was expected took for right;
a `danger` is security's with the number to call, a `request` is routed or asked back about, and raises no alarm.
"""

import json
from pathlib import Path

import pytest

from bots.playground.config import OWNERS
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.reply import Reply
from core.desk.requests import Clarify, ForPerson, NotOurs, Route
from core.desk.several import Several
from core.directory.load import load
from tests.core.desk.questions import asked
from tests.core.desk.topics.test_phrasings import _texts

_ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "blind.jsonl").read_text("utf-8").splitlines()]
_RIGHT_AT_LEAST = 146
"""Of 150. What is not right: a page of the web site whose PDF is to be swapped is taken for nobody's, and an AI assistant to be
bought for the choice between the roles."""


@pytest.fixture(scope="module")
def staffed(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk whose directory names teams, their contacts, and a fallback."""
    return Desk(catalogue, classifier.suggest, load(OWNERS, catalogue))


def _kind(reply: Reply) -> str:
    singles = [single for _, single in reply.parts] if isinstance(reply, Several) else [reply]
    if any(isinstance(single, Route) and single.danger for single in singles):
        return "danger"
    if isinstance(reply, ForPerson):
        return reply.kind
    routed = any(isinstance(single, Route | Clarify) for single in singles)
    return "request" if routed else "none" if isinstance(reply, NotOurs) else reply.kind


def test_wordings_that_nobody_wrote_code_against_are_answered(staffed: Desk) -> None:
    """As many as were when this was last looked at, and each danger among them."""
    assert len(_ROWS) == len({row["text"] for row in _ROWS}) == 150
    wrong = []
    for row in _ROWS:
        reply = staffed.answer(asked(row["text"]))
        outline = compose(reply)
        says = " ".join((outline.summary, *_texts(outline.parts)))
        if (_kind(reply), row["says"] in says) != (row["kind"], True):
            wrong.append((row["kind"], _kind(reply), row["text"]))
    assert [row for row in wrong if row[0] == "danger"] == []
    assert len(_ROWS) - len(wrong) >= _RIGHT_AT_LEAST, wrong


def test_no_talk_to_the_bot_is_called_nobodys(staffed: Desk) -> None:
    """Whoever thanks, complains or asks about the bot gets an answer to that."""
    talk = [row for row in _ROWS if row["kind"] in ("talk", "smalltalk", "bot", "privacy", "person", "status", "help")]
    assert len(talk) > 50
    assert [row["text"] for row in talk if _kind(staffed.answer(asked(row["text"]))) in ("none", "request")] == []


_SECOND = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "blind_second.jsonl").read_text("utf-8").splitlines()
]
_SECOND_RIGHT_AT_LEAST = 141
"""Of 150. What is not right is in the file as it should be: among others two questions whether one role is part of the other."""


def test_the_other_half_keeps_its_level(staffed: Desk) -> None:
    """The half that was judged by eye gets the answers that were taken for right since, and each danger but one is seen."""
    assert len({row["text"] for row in _SECOND}) == 150
    wrong = []
    for row in _SECOND:
        reply = staffed.answer(asked(row["text"]))
        outline = compose(reply)
        says = " ".join((outline.summary, *_texts(outline.parts)))
        if (_kind(reply), row["says"] in says) != (row["kind"], True):
            wrong.append((row["kind"], _kind(reply), row["text"]))
    assert len([row for row in wrong if row[0] == "danger"]) <= 1
    assert len(_SECOND) - len(wrong) >= _SECOND_RIGHT_AT_LEAST, wrong
