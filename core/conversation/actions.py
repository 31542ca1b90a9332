"""What comes back when somebody presses a button."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verb(StrEnum):
    """What a press asks for."""

    AGREE = "right"
    """The suggestion is right (that is kept)."""
    CORRECT = "not_right"
    """The suggestion is wrong: show the others to choose from."""
    CORRECT_TO = "choose"
    """This responsibility is the right one (the correction is kept)."""
    CLARIFY = "settle"
    """The answer to a clarifying question."""
    BACK = "back"
    """Leave the list of choices as it was."""
    SKILLS = "skills"
    """What it takes: the skills of a role or responsibility."""
    SHARE = "share"
    """Show a private answer to everybody, in the thread of what was asked about."""
    ASK = "ask"
    """Put an example question, as if it had been typed."""

    HAND_OVER = "hand_over"
    """Show what would be handed to the owning team."""
    MASK = "mask"
    """In that preview: mask what looks like a secret or personal data."""
    EDIT = "edit"
    """In that preview: change the text (field `text`)."""
    SEND = "send"
    """Hand it over."""
    CANCEL = "keep"
    """Do not hand it over."""

    TAKE = "take"
    PUT_BACK = "put_back"
    RESOLVE = "resolve"
    """With an optional note (field `note`)."""
    NOT_OURS = "not_ours"
    """With where it belongs (field `belongs`) and an optional note (field `note`)."""
    REPLY = "write"
    """A message to the other side (field `text`)."""
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    REFRESH = "look"
    """Show it as the person who looks should see it; clients ask this by themselves."""
    STATUS = "status"
    """What is under way."""


ASKS_FIRST = frozenset({Verb.EDIT, Verb.RESOLVE, Verb.NOT_OURS, Verb.REPLY})
"""A press of these brings a form; it counts when the form is sent."""


class UnknownActionError(ValueError):
    """A press that this version does not know: an old button, or a forged one."""


@dataclass(frozen=True, slots=True)
class Action:
    """A press of a button or a pick from a menu.

    Attributes:
        verb: what is asked for.
        ask: id of the stored question, or of the hand-off, that the button belongs to; empty where it belongs to none.
        part: which of several asks in one question, from 0.
        choice: a responsibility id, a role id, `none`, or for `Verb.ASK` the question itself.
    """

    verb: Verb
    ask: str = ""
    part: int = 0
    choice: str = ""

    def to_data(self) -> dict[str, Any]:
        """The action without its verb, as the small JSON object that a button carries; defaults left out."""
        data = {"ask": self.ask, "part": self.part, "choice": self.choice}
        return {name: value for name, value in data.items() if value}

    def to_value(self) -> str:
        """`to_data` as compact JSON text."""
        return json.dumps(self.to_data(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, verb: object, data: object) -> "Action":
        """The action that a button carried.

        Raises:
            UnknownActionError: the verb or a field is not one of ours.
        """
        if not isinstance(data, dict):
            raise UnknownActionError("The button carries no data.")
        ask, part, choice = data.get("ask", ""), data.get("part", 0), data.get("choice", "")
        if not (isinstance(ask, str) and type(part) is int and isinstance(choice, str) and part >= 0):
            raise UnknownActionError("The data of the button is malformed.")
        try:
            return cls(Verb(str(verb)), ask, part, choice)
        except ValueError as error:
            raise UnknownActionError("The button is of an unknown kind.") from error

    @classmethod
    def from_value(cls, verb: object, value: object) -> "Action":
        """The inverse of `to_value`.

        Raises:
            UnknownActionError: the value is not JSON text of ours.
        """
        try:
            data = json.loads(value if isinstance(value, str) else "")
        except (ValueError, RecursionError) as error:
            raise UnknownActionError("The data of the button is malformed.") from error
        return cls.of(verb, data)
