"""Block Kit: pure functions from an outline to what Slack draws, and back from a press to an action."""

from bots.slack.render.controls import ACTION_ID, FEEDBACK_BLOCK, action_of
from bots.slack.render.forms import ASK_CALLBACK, CALLBACK, answer_view, answers, home, modal, state_of
from bots.slack.render.message import Rendered, render

__all__ = [
    "ACTION_ID",
    "ASK_CALLBACK",
    "CALLBACK",
    "FEEDBACK_BLOCK",
    "Rendered",
    "action_of",
    "answer_view",
    "answers",
    "home",
    "modal",
    "render",
    "state_of",
]
