"""What the playground needs to know, and what the platforms need to know of the playground."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pydantic import SecretStr
from yarl import URL

from bots.playground.cast import SLACK_BOT_USER, SLACK_EMOJIS

OWNERS = Path(__file__).parent / "owners.yaml"
"""The example directory; its ids are those of the cast."""

EXAMPLES = (
    "my VPN drops every ten minutes",
    "the projector in room 4 shows no picture",
    "we need one definition of active customer",
    "difference between IT and IS",
    "what skills does an IS manager need",
    "who owns the network",
    "when is payday?",
)

_EMOJI = "compass"

_SECRET_BYTES = 32

_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What a person may type for this machine."""


def _secret() -> str:
    return secrets.token_hex(_SECRET_BYTES)


@dataclass(frozen=True, slots=True)
class PlaygroundConfig:
    """One start of the playground.

    Attributes:
        base_url: where the application listens, such as `http://127.0.0.1:3000`, without a path.
        slack_signing_secret: with it the playground signs what it sends as Slack.
        slack_bot_token: what the Slack platform must show to the playground's Web API.
        slack_bot_user: Slack user id of the bot, `U…`.
        slack_emoji: on a message it asks who owns that; without colons.
        examples: questions to click.
    """

    base_url: str
    slack_signing_secret: str = field(default_factory=_secret, repr=False)
    slack_bot_token: str = field(default_factory=lambda: f"xoxb-playground-{_secret()}", repr=False)
    slack_bot_user: str = SLACK_BOT_USER
    slack_emoji: str = _EMOJI
    examples: tuple[str, ...] = EXAMPLES

    @classmethod
    def on_port(cls, port: int, slack_emoji: str | None = None) -> Self:
        """For an application that listens on 127.0.0.1, with new secrets, and with an emoji of one's own if one is given."""
        asking = (slack_emoji or "").strip(":") or _EMOJI
        return cls(f"http://127.0.0.1:{port}", slack_emoji=asking)

    @property
    def slack_emojis(self) -> tuple[str, ...]:
        """What can be put on messages in Slack, first the one that asks."""
        return (self.slack_emoji, *(emoji for emoji in SLACK_EMOJIS if emoji != self.slack_emoji))

    def settings(self) -> dict[str, object]:
        """Values of `bots.settings.Settings` with which both platforms talk to the playground and to nobody else."""
        url = URL(self.base_url)
        return {
            "host": url.host,
            "port": url.port,
            "directory": OWNERS,
            "slack_bot_token": SecretStr(self.slack_bot_token),
            "slack_signing_secret": SecretStr(self.slack_signing_secret),
            "slack_api_url": f"{self.base_url}/playground/slack/api/",
            "slack_emoji": self.slack_emoji,
            "teams_anonymous": True,
            # one visitor plays everybody, as fast as they like
            "limit_asks": None,
            "limit_handoffs": None,
            "limit_forms": None,
            "limit_messages": None,
        }

    def origins(self) -> frozenset[str]:
        """The origins of its own page."""
        port = URL(self.base_url).port
        return frozenset({self.base_url, *(f"http://{name}:{port}" for name in _LOOPBACK_NAMES)})
