"""What people are told, alone, about secrets in what they wrote."""

from core.desk.outline import Outline, Paragraph
from core.desk.words import listed
from core.sensitive.finding import Finding
from core.sensitive.search import secrets


def exposed(text: str) -> Outline | None:
    """A warning to who wrote a text where others read it; None where there is no secret in it."""
    found = secrets(text)
    if not found:
        return None
    says = (
        f"Your message holds what looks like {_kinds(found)}, and everybody in this conversation can read it. "
        f"Please delete or edit your message{_renew(found)}. I don’t repeat it in my answer."
    )
    return Outline("This can be read by all", (Paragraph(says),), says)


def left_out(text: str) -> Outline | None:
    """What to tell who wrote a text that is passed on without the secrets in it; None where there is none."""
    found = secrets(text)
    if not found:
        return None
    says = (
        f"I left out what looks like {_kinds(found)}: the other side sees “[masked]” in its place. "
        "If they need it, give it to them in person or by a safe way."
    )
    return Outline("I left something out", (Paragraph(says),), says)


def _kinds(found: tuple[Finding, ...]) -> str:
    kinds = list(dict.fromkeys(each.kind for each in found))
    return listed(kinds) if len(kinds) > 1 else kinds[0]


_CHANGEABLE = ("password", "key", "token", "code", "secret", "cookie", "webhook")


def _renew(found: tuple[Finding, ...]) -> str:
    """Deleting is not enough for what can be used: many may have read it."""
    can = any(word in each.kind for each in found for word in _CHANGEABLE)
    return ", and change what it gives away" if can else ""
