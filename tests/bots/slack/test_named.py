"""Whom a text names by an id: Slack gives no more, and an id says nothing to who reads the text elsewhere."""

import pytest
import structlog
from aiohttp import web

from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import command, direct, event, mention
from tests.support.slack_cloud import SlackDouble

RESET = "please reset the password for"


@pytest.fixture(autouse=True)
def _people(slack: SlackDouble) -> None:
    slack.names["U0CARA"] = "Cara Lind"


async def _asked(served: Served, database: Database) -> str:
    await served.deliver()
    return str((await database.asked())[-1].text)


async def test_people_are_named_in_a_mention_a_message_and_a_command(
    served: Served, slack: SlackDouble, database: Database
) -> None:
    """As colleagues call them, whether Slack adds their user name or not; each is asked for once."""
    await served.sending.event(event(mention(f"{RESET} <@U0CARA>")))
    assert await _asked(served, database) == f"{RESET} @Cara Lind"
    await served.sending.event(event(direct(f"{RESET} <@U0CARA> and <@U0BEN>")))
    assert await _asked(served, database) == f"{RESET} @Cara Lind and @Ben Okafor"
    await served.sending.command(command(slack, "/route", f"{RESET} <@U0CARA|cara.l>"))
    assert await _asked(served, database) == f"{RESET} @Cara Lind"
    asked = [call.args["user"] for call in slack.sent("users.info")]
    assert sorted(set(asked) - {"U0ANA"}) == ["U0BEN", "U0CARA"]


async def test_people_are_named_in_blocks(served: Served, database: Database) -> None:
    """Where an app's blocks hold them."""
    elements = [{"type": "text", "text": f"{RESET} "}, {"type": "user", "user_id": "U0CARA"}]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
    card = {"type": "section", "text": {"type": "mrkdwn", "text": "of the payroll system"}}
    await served.sending.event(event(direct("", blocks=[rich, card])))
    assert f"{RESET} @Cara Lind" in await _asked(served, database)


async def test_who_cannot_be_looked_up_is_somebody(served: Served, slack: SlackDouble, database: Database) -> None:
    """The text goes on without the name; the user name that Slack adds stands for it."""
    await served.sending.event(event(mention(f"{RESET} <@U0NOBODY>")))
    assert await _asked(served, database) == f"{RESET} @someone"
    await served.sending.command(command(slack, "/route", f"{RESET} <@U0NOBODY|ghost>"))
    assert await _asked(served, database) == f"{RESET} @ghost"


async def test_a_failed_look_up_is_remembered_briefly(
    served: Served, slack: SlackDouble, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a name for long."""
    slack.refuse_once("users.info", "internal_error")
    monkeypatch.setattr("bots.slack.people._NAMELESS_SECONDS", 0.0)
    for name in ("@someone", "@Cara Lind", "@Cara Lind"):
        await served.sending.event(event(mention(f"{RESET} <@U0CARA>")))
        assert await _asked(served, database) == f"{RESET} {name}"
    assert [call.args["user"] for call in slack.sent("users.info")].count("U0CARA") == 2


@pytest.mark.parametrize(("private", "name"), [(False, "#payroll"), (True, "#private channel"), (None, "#channel")])
async def test_only_public_channels_are_named(
    served: Served, slack: SlackDouble, database: Database, private: bool | None, name: str
) -> None:
    """The name of a private one is for who is in it; where Slack does not say which it is, it is private."""
    found = {"id": "C0PAY", "name": "payroll", "is_private": private}
    slack.next_answers["conversations.info"].append(lambda: web.json_response({"ok": True, "channel": found}))
    await served.sending.event(event(mention("the vpn drops, see <#C0PAY|>")))
    assert await _asked(served, database) == f"the vpn drops, see {name}"


async def test_a_text_of_names_asks_for_few(served: Served, slack: SlackDouble, database: Database) -> None:
    """Whatever it holds, Slack is asked for no more than it takes in a moment."""
    await served.sending.event(event(mention(" ".join(["vpn drops", *(f"<@U0X{number}>" for number in range(200))]))))
    assert (await _asked(served, database)).count("@someone") == 200
    assert len([call for call in slack.sent("users.info") if call.args["user"].startswith("U0X")]) == 20


async def test_user_groups_are_named(served: Served, slack: SlackDouble, database: Database) -> None:
    """By their handle, in text and in blocks; Slack is asked once for all of them, and the label that it adds is enough."""
    found = [
        {"id": "S0ONCALL", "name": "On call", "handle": "oncall"},
        {"id": "S0OPS", "name": "Operations"},
        {"id": 7},
    ]
    slack.next_answers["usergroups.list"].append(lambda: web.json_response({"ok": True, "usergroups": found}))
    await served.sending.event(event(mention("the vpn drops, says <!subteam^S0ONCALL> of <!subteam^S0OPS>")))
    assert await _asked(served, database) == "the vpn drops, says @oncall of @Operations"
    group = {"type": "usergroup", "usergroup_id": "S0ONCALL"}
    rich = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "vpn drops for "}, group]}]
    card = {"type": "section", "text": {"type": "mrkdwn", "text": "since noon"}}
    await served.sending.event(event(direct("", blocks=[{"type": "rich_text", "elements": rich}, card])))
    assert "vpn drops for @oncall" in await _asked(served, database)
    await served.sending.event(event(direct("vpn drops for <!subteam^S0NEW|@netops> and <!subteam^S0ELSE>")))
    assert await _asked(served, database) == "vpn drops for @netops and @group"
    assert len(slack.sent("usergroups.list")) == 1


@pytest.mark.parametrize("error", ["missing_scope", "internal_error"])
async def test_without_the_right_to_look_names_stay_out(
    served: Served, slack: SlackDouble, database: Database, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text goes on as it is; a workspace that does not grant the scope is not written into the log with each message."""
    monkeypatch.setattr("bots.slack.people._NAMELESS_SECONDS", 0.0)
    with structlog.testing.capture_logs() as logged:
        for _ in range(2):
            slack.refuse_once("usergroups.list", error)
            slack.refuse_once("conversations.info", error)
            await served.sending.event(event(mention("the vpn drops, see <#C0PAY> and <!subteam^S0ONCALL>")))
            assert await _asked(served, database) == "the vpn drops, see #channel and @group"
    assert len([each for each in logged if "could not be looked up" in each["event"]]) == (
        4 if error != "missing_scope" else 0
    )
