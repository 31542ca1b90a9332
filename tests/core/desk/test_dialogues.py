"""Dialogues as people have them, written by hands that did not know the code: what each turn is taken for."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.answer import Answer
from core.conversation.messages import Question
from core.conversation.outline import Note, Quoted
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from tests.core.handoff.conftest import directory
from tests.support.app import open_waypost

_DIALOGUES = Path(__file__).parent / "data" / "dialogues.yaml"
_RECORDED = 0.9
"""Of the turns that go on with what was said, so many are taken for what they are; it is to rise."""
_FRESH = 0.97
"""Of those that look like it and are requests of their own, so many are taken for new ones."""
_REQUESTS = {"route", "clarify", "none", "several"}
_WORDS = {"preview": "hand_over", "choose": "correct", "dropped": "drop"}


@dataclass(frozen=True)
class _Said:
    """One turn, with what it may be taken for, and what it was taken for."""

    text: str
    follows: bool
    means: tuple[str, ...]
    taken: str


def _quoted(answer: Answer) -> str:
    return next((part.text for part in answer.outline.parts if isinstance(part, Quoted)), "")


def _taken_for(answer: Answer, text: str, before: str) -> str:
    """What a reader of the answer sees that the text was taken for."""
    if answer.kind not in _REQUESTS:
        return _WORDS.get(answer.kind, answer.kind)
    if any(isinstance(part, Note) and "part of your last request" in part.text for part in answer.outline.parts):
        return "added"
    quoted = _quoted(answer)
    if answer.kind == "several":
        return "new" if not before else "kept"
    if quoted in ("", " ".join(text.split())):
        return "new"  # it stands right above the answer
    return "kept" if quoted == before else "other"


async def _play(desk: Desk, engine: AsyncEngine) -> list[_Said]:
    directed = Desk(desk.catalogue, desk.suggest, directory())
    waypost = open_waypost(directed, engine).waypost
    ana = Person("slack", "T1", "U1", "Ana")
    said: list[_Said] = []
    for number, turns in enumerate(yaml.safe_load(_DIALOGUES.read_text(encoding="utf-8"))):
        before = ""
        for turn in turns:
            place = Place("slack", "T1", f"D{number}")
            answer = await waypost.ask(Question(turn["text"], ana.id, place, known_as=ana))
            taken = _taken_for(answer, turn["text"], before)
            before = _quoted(answer) or (" ".join(turn["text"].split()) if taken == "new" else before)
            said.append(_Said(turn["text"], turn["follows"], tuple(turn["means"]), taken))
    return said


async def test_turns_are_taken_for_what_they_are(desk: Desk, engine: AsyncEngine) -> None:
    """Follow-ups go on with what was said, and requests of their own do not, at the recorded levels."""
    said = await _play(desk, engine)
    for follows, level in ((True, _RECORDED), (False, _FRESH)):
        turns = [each for each in said if each.follows == follows]
        wrong = [each for each in turns if each.taken not in each.means]
        assert len(turns) > 60
        assert 1 - len(wrong) / len(turns) >= level, wrong
