"""Texts as people write them: what can be read of one, whether it says anything, and its beginning where it is too long."""


def readable(text: str) -> str:
    """The text with a mark in place of what is no character: NUL, and half of a pair that a client cut an emoji into.

    The encoder, the database and a terminal each refuse one of them.
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


_UNSEEN = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u00ad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2062\u2063\u2064\u2066\u2067"
    "\u2068\u2069\u3000\ufeff"
)
"""All white space, and what has no width: joiners, marks of direction, soft hyphens, marks of byte order."""


UNSEEN_WITHIN = dict.fromkeys(
    map(ord, "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
)
"""For `str.translate`: takes out what has no width, also from within words, where a short command is to be told."""


def trim(text: str) -> str:
    """The text without white space and characters of no width around it, which clients and copied texts bring along."""
    return text.strip(_UNSEEN)


def says_something(text: str) -> bool:
    """Whether there is anything to see in a text: white space and characters of no width are nothing."""
    return any(character.isprintable() and not character.isspace() for character in text)


def shorten(text: str, most: int) -> str:
    """At most `most` characters, with a visible ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
