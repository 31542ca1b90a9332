"""What people read in an outline."""

from core.conversation.outline import (
    Bullets,
    Buttons,
    Fact,
    Grid,
    Menu,
    Note,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
)


def texts(part: Part) -> list[str]:
    """What a part says, a line each."""
    match part:
        case Paragraph() | Quoted() | Note():
            return [part.text]
        case Fact():
            return [part.label, part.value]
        case Bullets():
            return list(part.items)
        case Grid():
            return [cell for row in part.rows for cell in row]
        case OwnedBy():
            return [part.label, part.team.name]
        case Buttons():
            return [button.label for button in part.buttons]
        case Menu():
            return [part.label, *(o.label for _, options in part.options for o in options)]
        case _:
            return []


def said(outline: Outline) -> str:
    """All that an outline says, a line each."""
    return "\n".join(text for part in outline.parts for text in texts(part))
