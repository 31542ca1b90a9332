"""Slash commands, from Slack's request to the answer."""

import pytest

from tests.bots.slack.blockkit import texts
from tests.bots.slack.conftest import Database, Served
from tests.bots.slack.wire import Sending, command, new_ts
from tests.support.slack_cloud import SlackDouble


def _title(args: object) -> str:
    assert isinstance(args, dict)
    return str(args["blocks"][0]["text"]["text"])


async def test_route_answers_who_looks_after_it(sending: Sending, slack: SlackDouble) -> None:
    """`/route` says which responsibility a request belongs to and who owns it, to the asker alone."""
    assert await sending.command(command(slack, "/route", "my vpn drops every ten minutes")) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert answer.method == "response_url"
    assert answer.args["response_type"] == "ephemeral"
    assert answer.args["replace_original"] is False
    assert _title(answer.args) == "Networks and connectivity (IT Management)"
    assert any("Network operations <#C0456>" in text for text in texts(answer.args))


async def test_answers_mention_and_unfurl_nothing(sending: Sending, slack: SlackDouble) -> None:
    """An answer is plain text to Slack: no names linked, no previews, and a summary for those who see no blocks."""
    await sending.command(command(slack, "/route", "<!channel> <@U1> my vpn to https://x.example drops"))
    (answer,) = await slack.wait_for(1)
    literally = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}
    assert literally.items() <= answer.args.items()
    assert answer.args["text"].startswith("This belongs to Networks and connectivity")


async def test_the_question_is_what_was_typed(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """The desk gets the text without Slack's markup and entities, with the asker and the conversation."""
    text = "<@U9|ana>'s vpn &amp; wifi in <#C1|berlin> drop &lt; 10 min, see <https://x.example/a|the log>"
    await sending.command(command(slack, "/route", text, channel="C0OTHER"))
    await slack.wait_for(1)
    plain = "@ana's vpn & wifi in #berlin drop < 10 min, see the log"
    assert await database.asked() == [(plain, "U0ANA", "T0123", "C0OTHER", None)]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("/route", "", "How I can help"),
        ("/route", "   ", "How I can help"),
        ("/skills", "it", "Skills of an IT manager"),
        ("/skills", "", "Skills of the two roles"),
        ("/waypost", "", "How I can help"),
        ("/waypost", "help", "How I can help"),
        ("/waypost", "compare", "IT Management and IS Management"),
        ("/waypost", "owners", "Owners"),
        ("/waypost", "skills is", "Skills of an IS manager"),
        ("/waypost", "who owns the network?", "Networks and connectivity"),
        ("/waypost", "my vpn drops", "Networks and connectivity (IT Management)"),
    ],
)
async def test_each_command_asks_its_question(
    sending: Sending, slack: SlackDouble, name: str, text: str, title: str
) -> None:
    """Each command, with or without text, gets the answer that it stands for."""
    await sending.command(command(slack, name, text))
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == title


async def test_a_command_sent_twice_is_answered_once(served: Served, slack: SlackDouble) -> None:
    """A repeated delivery is acknowledged, and not answered again."""
    first = command(slack, "/route", "my vpn drops")
    assert [await served.sending.command(first), await served.sending.command(first)] == [(200, ""), (200, "")]
    await served.finish()
    assert len(slack.sent()) == 1


async def test_the_command_is_acknowledged_before_it_is_answered(
    sending: Sending, slack: SlackDouble, database: Database
) -> None:
    """Slack gets its acknowledgement while the work still goes on."""
    async with database.busy():
        assert await sending.command(command(slack, "/route", "my vpn drops")) == (200, "")
        assert slack.sent() == []
    assert len(await slack.wait_for(1)) == 1


@pytest.mark.parametrize("name", ["/unknown", "/ROUTE"])
async def test_an_unknown_command_gets_a_kind_word(sending: Sending, slack: SlackDouble, name: str) -> None:
    """A command that we do not know is acknowledged, and its user told what to do."""
    assert await sending.command(command(slack, name, "x")) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == "I don't know that one"
    assert answer.args["response_type"] == "ephemeral"


@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
async def test_an_unknown_shortcut_gets_a_kind_word(served: Served, slack: SlackDouble, kind: str) -> None:
    """A shortcut that we do not know is acknowledged, and its user told what to do: in our conversation where Slack names none."""
    slack.members.add("U0ANA")
    who = {"user": {"id": "U0ANA"}, "team": {"id": "T0123"}, "trigger_id": new_ts(), "callback_id": "x"}
    where = {"response_url": slack.response_url(), "channel": {"id": "C0GENERAL"}}
    assert await served.sending.interaction({"type": kind, **who, **where}) == (200, "")
    assert await served.sending.interaction({"type": kind, **who, "trigger_id": new_ts()}) == (200, "")
    await served.finish()
    answers = slack.sent()
    assert sorted(each.method for each in answers) == ["chat.postMessage", "response_url"]
    assert {_title(each.args) for each in answers} == {"I don't know that one"}


async def test_a_failure_is_told_and_counted(sending: Sending, slack: SlackDouble, database: Database) -> None:
    """When the database is gone the person gets an apology and the acknowledgement was still given."""
    await database.engine.dispose()
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE asks RENAME TO lost")
    assert await sending.command(command(slack, "/route", "my vpn drops")) == (200, "")
    (answer,) = await slack.wait_for(1)
    assert _title(answer.args) == "That did not work"
