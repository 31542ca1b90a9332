"""How well messages with several asks are told from those with one: `classifier/data/several.jsonl`."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from core.desk.desk import Desk
from core.desk.several import Several
from tests.core.desk.questions import asked

_FILE = Path(__file__).parents[1] / "classifier" / "data" / "several.jsonl"

F1_TARGET = 0.85  # of "this message holds several asks"; measured 0.907 on 2026-11-23

# Measured on 2026-11-23, less two to three points: another model may trade a handful of messages for others, not more.
PRECISION_AT_LEAST = 0.92  # measured 0.930 on 2026-11-28: a message wrongly taken apart is worse than one left whole
SAME_ASKS_AT_LEAST = 0.955  # measured 0.986


class Message(NamedTuple):
    """A message, where each of its asks belongs, and where the desk sent each; one of both for a message left whole."""

    text: str
    asks: list[str]
    answers: list[str]


@pytest.fixture(scope="module")
def messages(desk: Desk) -> list[Message]:
    """All messages with what the desk made of them."""
    rows = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return [Message(row["text"], row["asks"], _answers(desk, row["text"])) for row in rows]


def _answers(desk: Desk, text: str) -> list[str]:
    reply = desk.answer(asked(text))
    return [single.suggestion.best.answer for _, single in reply.parts] if isinstance(reply, Several) else [reply.kind]


def test_half_of_the_messages_hold_several_asks(messages: list[Message]) -> None:
    """The set is balanced, so that neither splitting everything nor nothing does well."""
    several = [message for message in messages if len(message.asks) > 1]
    assert (len(messages), len(several)) == (170, 85)
    assert all(len(set(message.asks)) == len(message.asks) for message in messages)


def test_several_asks_are_told_from_one(messages: list[Message]) -> None:
    """Messages with several asks are taken apart and others left whole: F1 reaches its target, precision its level."""
    several = [message for message in messages if len(message.asks) > 1]
    taken_apart = [message for message in messages if len(message.answers) > 1]
    rightly = [message for message in taken_apart if len(message.asks) > 1]
    assert 2 * len(rightly) / (len(several) + len(taken_apart)) >= F1_TARGET
    assert len(rightly) / len(taken_apart) >= PRECISION_AT_LEAST


def test_the_asks_taken_apart_are_the_asks_of_the_message(messages: list[Message]) -> None:
    """What is rightly taken apart has exactly the asks of the message, in its order, each with the right answer."""
    rightly = [message for message in messages if len(message.answers) > 1 and len(message.asks) > 1]
    same = [message for message in rightly if message.answers == message.asks]
    assert len(same) / len(rightly) >= SAME_ASKS_AT_LEAST
