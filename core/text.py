"""Texts as people write them: what can be read of one, whether it says anything, and its beginning where it is too long."""


def readable(text: str) -> str:
    """The text with a mark in place of what is no character: NUL, and half of a pair that a client cut an emoji into.

    The encoder, the database and a terminal each refuse one of them.
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def says_something(text: str) -> bool:
    """Whether there is anything to see in a text: white space and characters of no width are nothing."""
    return any(character.isprintable() and not character.isspace() for character in text)


def clipped(text: str, most: int) -> str:
    """At most `most` characters, with a visible ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
