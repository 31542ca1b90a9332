"""What Notepad sends: something that was written, or a button that was pressed."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter

from core.conversation.people import Person, Place

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]


class Writer(BaseModel):
    """Somebody, with the book that they are a member of."""

    id: Id
    name: Annotated[str, Field(max_length=200)]
    book: Id


class _Event(BaseModel):
    """What both have: where it happened, who did it, and on which note."""

    id: Id
    book: Id
    pad: Id
    by: Writer
    note: Id
    thread: Id | None = None
    private: bool = False
    """Whether `by` alone sees the note."""

    @property
    def place(self) -> Place:
        """The pad."""
        return Place("notepad", self.book, self.pad)

    @property
    def person(self) -> Person:
        """Who did it; members of other books are guests."""
        return Person("notepad", self.book, self.by.id, self.by.name, external=self.by.book != self.book)


class Written(_Event):
    """A note, as it was written or as it is since a change. It may be a question to us, or one that `by` alone asks us about."""

    kind: Literal["written", "rewritten"]
    text: Annotated[str, Field(max_length=20_000)]
    """Empty where it was deleted."""
    asks: bool = False
    asked: bool = False
    """Whether it asked us before the change, too."""
    about: bool = False
    named: dict[Id, str] = {}
    """What those are called whom the text names, as `<id>`."""
    at: float = 0.0
    """When it was changed, in seconds since 1970."""

    @property
    def said(self) -> str:
        """The text with names."""
        return re.sub("<([a-z0-9-]+)>", lambda found: f"@{self.named.get(found[1]) or 'somebody'}", self.text)


class Pressed(_Event):
    """A press of a button or a pick from a menu, with what the button carried and what was filled in."""

    kind: Literal["pressed"]
    verb: str
    data: dict[str, object]
    inputs: dict[str, str] = {}


EVENT: TypeAdapter[Written | Pressed] = TypeAdapter(Annotated[Written | Pressed, Field(discriminator="kind")])
