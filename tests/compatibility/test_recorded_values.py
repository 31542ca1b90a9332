"""What versions before this one stored or put on buttons is still understood: recorded values, not those of the code."""

import pytest

from bots.platform import all_settings
from bots.slack.render.controls import action_of
from bots.teams.render.actions import read_execute
from core.conversation.actions import Action, Verb
from core.handoff.delivery.outbox import Kind
from core.handoff.model import EventKind, Status

_VERBS = """
right not_right choose settle back skills share ask hand_over mask edit send keep take put_back resolve not_ours write withdraw reopen
look status
""".split()
_KINDS = "card status show told noted remind escalate relay digest".split()
_STATUSES = "open claimed resolved declined withdrawn".split()
_EVENTS = "opened claimed released resolved rerouted declined withdrawn reopened reminded escalated diverted".split()
_SETTINGS = """
database_url data_dir host port directory catalogue log_level log_format slack_bot_token slack_signing_secret slack_app_token
slack_client_id slack_client_secret slack_encryption_key slack_emoji slack_api_url teams_app_id teams_app_password
teams_managed_identity teams_tenant_id teams_allowed_tenants teams_anonymous teams_targeted_messages teams_openid_metadata_url
teams_login_url teams_service_hosts
""".split()


@pytest.mark.parametrize("verb", _VERBS)
def test_old_buttons_go_on_working(verb: str) -> None:
    """As Slack and as Teams send them."""
    meant = Action(Verb(verb), "a1b2", 1, "it.network")
    assert action_of(f"waypost:{verb}:3", '{"ask":"a1b2","part":1,"choice":"it.network"}') == meant
    invoke = {
        "action": {
            "type": "Action.Execute",
            "verb": f"waypost.{verb}",
            "data": {"ask": "a1b2", "part": 1, "choice": "it.network"},
        }
    }
    assert read_execute(invoke) == (meant, {})


@pytest.mark.parametrize(
    ("now", "before"),
    [(Kind, _KINDS), (Status, _STATUSES), (EventKind, _EVENTS)],
    ids=["deliveries", "statuses", "events"],
)
def test_old_rows_can_be_read(now: type[Kind | Status | EventKind], before: list[str]) -> None:
    """Each value that a row may hold is still one."""
    assert [now(value).value for value in before] == before


def test_old_settings_are_still_settings() -> None:
    """By the same names."""
    assert set(_SETTINGS) <= set(all_settings().model_fields)
