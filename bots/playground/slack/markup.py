"""What a person types, in Slack's markup.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re

from bots.playground.cast import BOT_NAME, PEOPLE, SLACK_BOT_USER, SLACK_CHANNELS

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_NAMES = {
    **{f"@{person.name}": f"<@{person.slack}>" for person in PEOPLE},
    f"@{BOT_NAME}": f"<@{SLACK_BOT_USER}>",
    **{f"#{channel.name}": f"<#{channel.id}|{channel.name}>" for channel in SLACK_CHANNELS},
    "@channel": "<!channel>",
    "@here": "<!here>",
    "@everyone": "<!everyone>",
}

_MARKED = re.compile(
    "|".join(
        (
            r"(?P<address>https?://[^\s<>|]+)",
            r"(?P<name>(?<!\S)(?:" + "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True))) + r")(?![\w-]))",
        )
    ),
    re.IGNORECASE,
)
_NAMES_IN_LOWER_CASE = {name.lower(): markup for name, markup in _NAMES.items()}


def mark_up(text: str) -> str:
    """The text as Slack's events carry it: names and addresses marked up, everything else escaped."""
    pieces: list[str] = []
    end = 0
    for match in _MARKED.finditer(text):
        pieces.append(text[end : match.start()].translate(_ESCAPES))
        address = match["address"]
        pieces.append(f"<{address.translate(_ESCAPES)}>" if address else _NAMES_IN_LOWER_CASE[match["name"].lower()])
        end = match.end()
    return "".join([*pieces, text[end:].translate(_ESCAPES)])


def is_addressed(text: str) -> bool:
    """Whether a text in Slack's markup mentions the bot."""
    return f"<@{SLACK_BOT_USER}>" in text
