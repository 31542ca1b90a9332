"""What people are told, alone, about secrets in what they wrote."""

from enum import Enum

from core.conversation.outline import Outline, Paragraph
from core.desk.wording import join_words
from core.sensitive.finding import Finding
from core.sensitive.search import secrets


class Fate(Enum):
    """What becomes of a text with a secret in it, with the title of the warning and what it says."""

    EXPOSED = (
        "Your message isn't private",
        (
            "Your message contains what looks like {kinds}, and everyone in this conversation can read it. "
            "Please delete the message, or edit it{renew}. My answer doesn't repeat it."
        ),
    )
    """It stands where others read it."""
    LEFT_OUT = (
        "I left something out",
        (
            "Your message contains what looks like {kinds}, so I left that out: the other side sees “[masked]” instead. "
            "If they need it, share it from a password manager, or tell them in person."
        ),
    )
    """It is passed on without the secret."""


def warn(text: str, fate: Fate) -> Outline | None:
    """What to tell who wrote a text, alone; None where there is no secret in it."""
    found = secrets(text)
    if not found:
        return None
    title, told = fate.value
    says = told.format(kinds=_kinds(found), renew=_renew(found))
    return Outline(title, (Paragraph(says),), says)


def _kinds(found: tuple[Finding, ...]) -> str:
    kinds = list(dict.fromkeys(each.kind for each in found))
    return join_words(kinds) if len(kinds) > 1 else kinds[0]


_CHANGEABLE = ("password", "key", "token", "code", "secret", "cookie", "webhook")


def _renew(found: tuple[Finding, ...]) -> str:
    """Deleting is not enough for what can be used: many may have read it."""
    can = any(word in each.kind for each in found for word in _CHANGEABLE)
    return ", and change the password or key" if can else ""
