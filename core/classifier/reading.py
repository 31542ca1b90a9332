"""What of a message is the request: without greeting, signature, quotation marks, and the markup of where it was pasted from."""

import html
import re

from core.patterns import compile_late

# Quantifiers that give nothing back (`*+`, `++`) keep the time in step with the length, whatever somebody pastes.
_MARKUP = (
    # in angle brackets: <@U1|ana>, <!subteam^S1|@it>, <#C1|help>, <https://…|label>, <mailto:…|…>; a bare link says only its address
    (compile_late(r"<(?:[@!#][^<>|\s]++)\|?@?#?([^<>|]*)>"), r" \1 "),
    (compile_late(r"<(?:https?|mailto|tel):([^<>|\s]+)>"), r" \1 "),
    (compile_late(r"<(?:https?|mailto|tel):[^<>|\s]+\|([^<>]*)>"), r" \1 "),
    # mentions of ourselves: @waypost, <at>Waypost</at>; links of Markdown: [label](https://…)
    (compile_late(r"(?:^|(?<=\s))@waypost\b", re.IGNORECASE), " "),
    (compile_late(r"<at\b[^<>]*>[^<>]*</at>", re.IGNORECASE), " "),
    (compile_late(r"\[([^\[\]\n]+)\]\((?:https?|mailto):[^()\s]+\)"), r"\1"),
)

_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", re.IGNORECASE)
"""How a picture may be written, such as `:sunny:`. Beside words it says nothing of a request."""

_ADDRESSED = (
    r"(?:all|team|there|both|everyone|everybody|folks|guys|colleagues|friends|sirs?|madam|ma'am|sir or madam|sir/madam|waypost"
    r"|it|it team|support|it support|support team|help ?desk|service ?desk|admins?|bot)"
)
_NO_NAME = r"(?:my|i|we|the|a|an|our|is|can|please|what|who|how)"
_GREETING = compile_late(
    # a name behind the greeting counts when a comma or a new line ends it; what is no name begins a request
    rf"(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))"
    rf"(?:(?: +{_ADDRESSED})?(?:[ \t]*[,!.:;–-]+\s*|[ \t]*\n\s*)|(?: (?!{_NO_NAME}\b)[^\W\d_]+){{1,2}}"
    rf"(?:[ \t]*[,!:]\s*|[ \t]*\n\s*))"
    rf"|dear(?: [^\W\d_]+\.?){{1,4}}(?:[ \t]*[,!:]\s*|[ \t]*\n\s*))+",
    re.IGNORECASE,
)

_REGARDS = (
    r"(?:(?:kind|best|warm|many|with|with kind|with best)? ?regards|best wishes|all the best"
    r"|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|cheers"
    r"|(?:many |kind )?thanks(?: again| a lot| so much| very much| in advance| a million)*"
    r"|thank you(?: again| so much| very much| in advance)*|thx|br|rgds|best)"
)
_LINES_DOWN = r"(?<!\s)(?=[^\S\n]*\n)\s*+"
"""White space that holds the end of a line, taken as a whole: tried from within too, a page of blank lines would take seconds."""

_SIGNATURE = compile_late(
    # a closing line and a few short lines below; a closing with a name at the end of the last line
    rf"(?:{_LINES_DOWN}sent from my [^\n]{{1,40}}+"
    rf"|{_LINES_DOWN}{_REGARDS}[ \t]*+[,.!–-]*+[ \t]*+(?:\n[^\n]{{0,60}}+){{0,6}}+"
    rf"|(?:(?<=[.!?…])\s*+|{_LINES_DOWN}){_REGARDS}(?:[ \t]*+[,.!]++)?"
    rf"(?:[ \t]++(?!(?:for|to|if)\b)[^\W\d_]++){{0,3}}[ \t]*+[.!]*+)\s*+\Z",
    re.IGNORECASE | re.DOTALL,
)

_LONGEST_SIGNATURE = 600
"""Characters at the end of a message in which a closing is looked for: it has six short lines below it at most."""
_BELOW = compile_late(rf"{_LINES_DOWN}-- ?\n.*", re.DOTALL)
"""The line that mail programs put above a signature, and all below."""

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "`": "`"}


def request_in(text: str) -> str:
    """The request in a message; the whole message where nothing else is in it. What has been read so reads the same again.

    Args:
        text: as it was sent or pasted.
    """
    plain = text
    for pattern, replacement in _MARKUP:
        plain = pattern.sub(replacement, plain)
    plain = html.unescape(plain).strip() if plain != text else text.strip()
    if re.search(r"\w", bare := _EMOJI.sub(" ", plain)):
        plain = bare.strip()
    while True:
        greeted = _GREETING.sub("", plain, count=1) if _GREETING.match(plain) else plain
        shorter = _unquote(_unsign(greeted)).strip()
        if shorter == plain or not re.search(r"\w", shorter):
            return plain
        plain = shorter


def _unsign(text: str) -> str:
    """Without what is a signature at first sight; there may be another above it."""
    shorter = _BELOW.sub("", text)
    if shorter != text:
        return shorter
    found = _SIGNATURE.search(text, max(len(text) - _LONGEST_SIGNATURE, 0))
    return text[: found.start()] if found else text


def _unquote(text: str) -> str:
    """Without the quotation marks that enclose the whole; those inside belong to the request."""
    closing = _QUOTES.get(text[:1])
    enclosed = (
        closing and len(text) > 1 and text.endswith(closing) and text[0] not in text[1:-1] and closing not in text[1:-1]
    )
    return text[1:-1].strip() if enclosed else text
