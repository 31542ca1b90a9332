"""What reaches Waypost, freed of all that belongs to the platform it came by: questions, presses, and messages in threads."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field

from core.conversation.actions import Action
from core.conversation.attached import without_notes
from core.conversation.people import Person, Place
from core.text import readable


@dataclass(frozen=True, slots=True)
class Question:
    """One text that somebody wants an answer to.

    Attributes:
        text: as the person meant it: mention and markup removed, entities unescaped. Made `readable` here.
        asker: the person's id on the platform.
        alias: another id of theirs, as `Person.alias`.
        known_as: all that the platform tells of the asker, or how to find it out; None where that is no more than the id.
        place: where it was asked.
        thread: what a reply must name to stay in the thread, or None.
        locale: the person's language tag where the platform tells it, such as `en-GB`.
        openly: whether it is answered in the conversation itself; otherwise only the asker sees the answer.
        link: address of the question for who may read the conversation, or empty.
        shareable: whether the answer, which only the asker sees, may be shared in the thread.
        in_own_thread: whether the thread is a conversation of its own although only the asker and Waypost are there.
        viewing: the conversation that the asker has open beside this one, or None where the platform does not tell.
    """

    text: str
    asker: str
    place: Place
    _: KW_ONLY
    thread: str | None = None
    locale: str | None = None
    openly: bool = True
    link: str = ""
    shareable: bool = False
    in_own_thread: bool = False
    viewing: Place | None = None
    alias: str = ""
    known_as: Person | Callable[[], Awaitable[Person]] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", readable(self.text))

    async def person(self) -> Person:
        """Who asks. May ask the platform, so it is called only for answers that are not for everybody."""
        if isinstance(self.known_as, Person):
            return self.known_as
        if self.known_as is not None:
            return await self.known_as()
        return Person(self.place.platform, self.place.workspace, self.asker, "", alias=self.alias)


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button, a pick from a menu, or a form that was sent.

    Attributes:
        action: what the button carried.
        person: who pressed; the name as colleagues know it.
        place: the conversation of the message that the button sits on.
        id: the platform's name for this press, so that it acts once however often it arrives; empty where there is none.
        inputs: what was filled into the button's form, by field; made `readable` here, and free of what looks like a line of ours.
        link: address of the message that the button sits on, or else of its conversation, or empty.
        privately: whether an answer of its own is shown to the person alone, also in a conversation with others.
        thread: of the message that the button sits on, as in `Question`.
        in_own_thread: as in `Question`.
    """

    action: Action
    person: Person
    place: Place
    _: KW_ONLY
    id: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    privately: bool = False
    thread: str | None = None
    in_own_thread: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "inputs", {name: without_notes(readable(text).strip()) for name, text in self.inputs.items()}
        )


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """What somebody wrote, or rewrote, in a thread.

    Attributes:
        person: who.
        place: the conversation, with the thread where the platform's ids of conversations name it.
        root: the message that began the thread, or None where the conversation is the thread.
        message: the platform's id of what was written.
        text: as the person meant it, as in `Question`; empty for a message that was deleted. Made `readable` here.
        at: when it was edited or deleted, in seconds since 1970 by the platform's clock; 0 for a new one, or where it tells none.
    """

    person: Person
    place: Place
    root: str | None
    message: str
    text: str
    at: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", readable(self.text).strip())
