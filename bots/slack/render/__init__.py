"""Block Kit: pure functions from an outline to what Slack draws, and back from a press to an action."""

from bots.slack.render.controls import ACTION_ID, pressed
from bots.slack.render.forms import ASK_CALLBACK, CALLBACK, answers, home, modal, shown, state_of
from bots.slack.render.message import Rendered, render

__all__ = [
    "ACTION_ID",
    "ASK_CALLBACK",
    "CALLBACK",
    "Rendered",
    "answers",
    "home",
    "modal",
    "pressed",
    "render",
    "shown",
    "state_of",
]
