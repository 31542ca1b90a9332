"""What reaches Waypost beside questions: presses, and what people say in the thread of a hand-off."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.desk.action import Action
from core.desk.question import Person, Place, readable


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button, a pick from a menu, or a form that was sent.

    Attributes:
        action: what the button carried.
        person: who pressed; the name as colleagues know it.
        place: the conversation of the message that the button sits on.
        id: the platform's name for this press, so that it acts once however often it arrives; empty where there is none.
        inputs: what was filled into the button's form, by field; made `readable` here.
        link: address of the message that the button sits on, or else of its conversation, or empty.
        privately: whether an answer of its own is shown to the person alone, also in a conversation with others.
    """

    action: Action
    person: Person
    place: Place
    id: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    privately: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", {name: readable(text).strip() for name, text in self.inputs.items()})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, or rewrote, in a thread.

    Attributes:
        person: who.
        place: the conversation (Teams: with the thread's `;messageid=…`).
        root: the message that began the thread (Slack `thread_ts`), or None where the conversation is the thread.
        message: the platform's id of what was written.
        text: as the person meant it, as in `Question`; empty for a message that was deleted. Made `readable` here.
    """

    person: Person
    place: Place
    root: str | None
    message: str
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", readable(self.text).strip())
