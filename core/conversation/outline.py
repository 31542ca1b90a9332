"""A reply laid out in plain parts that every platform can draw. No markup: a text is a text, and each platform escapes it.

`core.desk.compose` turns a reply into an outline; platforms draw outlines and know nothing of replies.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.conversation.actions import Action
from core.conversation.people import Person
from core.directory.model import Team


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences. `strong` marks the one sentence that matters most."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The requester's own words, drawn as a quotation.

    Attributes:
        text: what they wrote.
        leads: whether that is what the message is about, and is drawn as large as any text in it.
    """

    text: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A short label and its value: "Why" - "the words vpn, drops".

    Attributes:
        label: what is said of it.
        value: what that is.
        person: who the value names, for a platform that can show a person as more than a name; where they are on another platform,
            and for what is no person, None.
    """

    label: str
    value: str
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list under a label; the label may be empty."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: column heads, then rows of as many cells. The first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """The team that owns it. A platform adds a link to the team's channel where it has one on that platform."""

    label: str
    team: Team


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to: a label and an address (https)."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a menu: at most 75 characters of label and of description (the tightest limit of a platform)."""

    choice: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Field:
    """A text to be written.

    Attributes:
        name: under which it comes back.
        label: what to write.
        value: what stands there at first.
        most: characters that it takes.
        optional: whether it may be left empty.
    """

    name: str
    label: str
    value: str = ""
    most: int = 1000
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick of one out of many, in a form.

    Attributes:
        name: under which the option's `choice` comes back.
        label: what is picked.
        options: in groups that have a heading each.
    """

    name: str
    label: str
    options: tuple[tuple[str, tuple[Option, ...]], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a person fills in, seen by that person alone, before a press counts.

    Attributes:
        title: at most 24 characters (the tightest limit of a platform for the title of a form).
        fields: from top to bottom.
        submit: label of the press that sends it, at most 24 characters.
    """

    title: str
    fields: tuple[Field | Pick, ...]
    submit: str


@dataclass(frozen=True, slots=True)
class Button:
    """One press.

    Attributes:
        label: what happens, at most 75 characters (the tightest limit of a platform).
        action: what the press sends back.
        style: `primary` for the one press that most people want.
        form: what is asked first, or None; its answers come back with the action.
    """

    label: str
    action: Action
    style: Literal["default", "primary"] = "default"
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of presses that belong to the parts above it."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A pick of one out of many.

    Attributes:
        label: what is picked.
        options: in groups that have a heading each.
        action: what the pick sends back; its `choice` is replaced by that of the picked option.
    """

    label: str
    options: tuple[tuple[str, tuple[Option, ...]], ...]
    action: Action


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two asks."""


Part = Paragraph | Quoted | Fact | Bullets | Grid | OwnedBy | Note | Link | Buttons | Menu | Rule


@dataclass(frozen=True, slots=True)
class Feedback:
    """What two small presses under an answer send back, on platforms that have such.

    Nothing else hangs on them: what `disagree` brings, a button of the answer brings too.

    Attributes:
        agree: the answer is right.
        disagree: it is not.
    """

    agree: Action
    disagree: Action


@dataclass(frozen=True, slots=True)
class OwnView:
    """Somebody who sees a message in another way than the rest, on platforms that can show that.

    Attributes:
        person: who. On another platform than theirs it means nothing.
        action: what their client asks by itself when it shows the message; the answer is what they see.
    """

    person: Person
    action: Action


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole answer.

    Attributes:
        title: what it says, in a few words; empty for what is short enough without.
        parts: from top to bottom.
        summary: the answer in one or two sentences, for notifications, screen readers and clients that draw no cards.
        own_view: somebody who sees it in another way, or None.
        feedback: what to send back where people say whether it is right, or None.
    """

    title: str
    parts: tuple[Part, ...]
    summary: str
    own_view: OwnView | None = None
    feedback: Feedback | None = None

    @property
    def is_led(self) -> bool:
        """Whether somebody's own words come before all else, and the title is no more than a line above them."""
        return bool(self.parts) and isinstance(self.parts[0], Quoted) and self.parts[0].leads

    def actions(self) -> Iterator[Action]:
        """Every action that the outline offers, menus with an empty choice."""
        for part in self.parts:
            if isinstance(part, Buttons):
                yield from (button.action for button in part.buttons)
            elif isinstance(part, Menu):
                yield part.action

    def buttons(self) -> Iterator[Button]:
        """Every button, from top to bottom."""
        return (button for part in self.parts if isinstance(part, Buttons) for button in part.buttons)
