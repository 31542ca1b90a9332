"""Somebody who may harm themselves: a few kind words and whom to call, before anything about technology."""

from dataclasses import dataclass
from typing import ClassVar

from core.conversation.outline import Bullets, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.topics.topic import Inquiry, Topic

PATTERNS = patterns(
    r"(?:.*\b)?(?:kill|hang|hurt|harm|shoot|drown|cut) my ?self\b.*",
    r"(?:.*\b)?(?:end|take|ending|taking) my (?:own )?life\b.*",
    r"(?:.*\b)?i (?:\w+ )?(?:want to|wanna|am going to|plan to|would rather|wish i could) (?:die|be dead)\b(?! (?:laughing|of (?:\w+ )?"
    r"(?:shame|boredom|embarrassment|laughter))).*",
    r"(?:.*\b)?i(?:['’]?m|['’]?d be| am| would be) better off dead\b.*",
    r"(?:.*\b)?(?:don['’]?t|do not|no longer) (?:want|wish) to (?:live|be alive|exist|wake up)\b.*",
    r"(?:.*\b)?(?:i (?:am|feel)|i['’]?m|feeling|having) (?:\w+ )?suicidal\b.*",
    r"(?:.*\b)?(?:suicidal thoughts|thoughts of suicide|commit(?:ting)? suicide|thinking (?:of|about) suicide)\b.*",
    r"(?:.*\b)?(?:no (?:reason|point) (?:to|in) (?:live|living|go on|going on)|life is(?:n['’]?t| not) worth living)\b.*",
    guard=(r"\bmy ?self\b|\bmy (?:own )?life\b|\b(?:die|dead|alive|exist|suicid\w+|living)\b|\bto (?:live|wake up)\b"),
)


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may harm themselves."""

    kind: ClassVar[str] = "distress"


def reply(_: Knowledge, __: Inquiry) -> Distress:
    """The same to everybody."""
    return Distress()


def outline(_: Distress) -> Outline:
    """Kind, short, and with numbers that somebody answers."""
    says = (
        "I’m sorry that you feel this way. I’m only a bot and can’t help with this, but there are people who can, "
        "and they want to hear from you. Please talk to one of them now."
    )
    lines = (
        "In danger right now: call the emergency services (112 in Europe, 911 in North America, 999 in the UK)",
        "To talk to somebody at any hour: 988 in the USA and Canada, 116 123 in the UK and Ireland, 0800 111 0 111 in Germany",
        "Or go to somebody near you whom you trust: a colleague, a friend, your doctor",
    )
    return Outline("You are not alone", (Paragraph(says, strong=True), Bullets("", lines)), says)


TOPIC = Topic({"distress": PATTERNS}, reply, Distress, outline)
