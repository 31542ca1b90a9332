"""What Slack shows somebody who does too much at once: a polite word to that person alone, and nothing lost."""

import asyncio

from bots.settings import Settings
from core.desk.desk import Desk
from core.limits import Kind, Limit
from tests.bots.slack.blockkit import Json, controls, texts
from tests.bots.slack.conftest import Database, Served, serving
from tests.bots.slack.wire import ANA, command, event, mention, new_ts, press, shortcut, submission
from tests.support.slack_cloud import Call, SlackDouble

VPN = "my vpn drops every ten minutes"
HOME = "C0456"


def _control(call: Call, label: str) -> Json:
    return next(c for c in controls(call.args) if c.get("text", {}).get("text", "").startswith(label))


def _limits(**written: str) -> dict[Kind, Limit | None]:
    kinds: tuple[Kind, ...] = ("asks", "handoffs", "forms", "messages")
    return {kind: Limit.of(written[kind]) for kind in kinds if kind in written}


async def _pressed(served: Served, slack: SlackDouble, shown: Call, label: str, **where: str) -> list[Call]:
    before = len(slack.calls)
    payload = press(slack, _control(shown, label), **where)
    slack.triggers.add(payload["trigger_id"])
    assert await served.sending.interaction(payload) == (200, "")
    await served.deliver()
    return slack.calls[before:]


async def test_forty_hand_offs_in_seconds(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """As many as the limit says reach the team; each other press is refused politely, to who pressed alone, and can be made again."""
    slack.members |= {HOME, "D0ANA"}
    async with serving(desk, database.engine, settings, _limits(handoffs="10/10m")) as served:
        for _ in range(40):
            await served.sending.command(command(slack, "/route", VPN))
        await served.deliver()
        answers = slack.sent("response_url")
        ways = [served.sending.interaction(press(slack, _control(answer, "Hand to"))) for answer in answers]
        await asyncio.gather(*ways)
        await served.deliver()
        previews = slack.sent("response_url")[40:]
        ways = [served.sending.interaction(press(slack, _control(preview, "Send"))) for preview in previews]
        await asyncio.gather(*ways)
        await served.deliver()
        cards = [args for _, args in slack.posted if args["channel"] == HOME]
        said = slack.sent("response_url")[80:]
        refused = [call for call in said if "You've handed over 10 requests" in call.args["text"]]
        assert (len(previews), len(cards), len(refused), len(said)) == (40, 10, 30, 40)
        # the preview is still there, for later
        assert all(not call.args.get("replace_original") for call in refused)
        assert all(call.args["response_type"] == "ephemeral" for call in refused)


async def test_mentions_beyond_the_limit_are_answered_privately(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """The channel sees the answers that were allowed and nothing of the refusals; other people are answered as ever."""
    async with serving(desk, database.engine, settings, _limits(asks="3/1m")) as served:
        for _ in range(5):
            await served.sending.event(event(mention(VPN)))
        await served.sending.event(event(mention(VPN, user="U0BEN")))
        await served.deliver()
    assert len(slack.posted) == 4
    refusals = slack.sent("chat.postEphemeral")
    assert [call.args["user"] for call in refusals] == [ANA, ANA]
    assert all("in the last minute" in call.args["text"] for call in refusals)


async def test_a_question_in_a_form_is_given_back(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """What was typed stands in the form with the refusal, for it stands nowhere else."""
    field = {"type": "plain_text_input", "action_id": "answer"}
    view = {"type": "modal", "callback_id": "waypost_ask", "blocks": [{"block_id": "what", "element": field}]}
    async with serving(desk, database.engine, settings, _limits(asks="1/1m")) as served:
        for text in ("help", "a long question about my printer"):
            await served.sending.interaction(submission(view, what=text))
            await served.deliver()
    shown = slack.sent("views.update")[-1].args["view"]
    assert "You can ask again in" in " ".join(texts(shown))
    assert "a long question about my printer" in " ".join(texts(shown))


async def test_forms_and_messages_have_limits_too(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """A form that is one too many is not opened, a message that is one too many not carried, and the person knows."""
    slack.members |= {HOME, "D0ANA"}
    async with serving(desk, database.engine, settings, _limits(forms="1/1m", messages="1/1m")) as served:
        await served.sending.command(command(slack, "/route", VPN))
        (answer,) = await slack.wait_for(1)
        preview = (await _pressed(served, slack, answer, "Hand to"))[-1]
        opened = await _pressed(served, slack, preview, "Edit")
        assert [call.method for call in opened] == ["views.open"]
        (refused,) = await _pressed(served, slack, preview, "Edit")
        assert (refused.method, "opened 1 form in" in refused.args["text"]) == ("response_url", True)
        await _pressed(served, slack, preview, "Send")
        status = next(ts for ts, args in slack.posted if args["channel"] == "D0ANA")
        for text in ("first word", "second word"):
            said = {
                "type": "message",
                "user": ANA,
                "text": text,
                "ts": new_ts(),
                "channel": "D0ANA",
                "thread_ts": status,
            }
            await served.sending.event(event({**said, "channel_type": "im"}))
            await served.deliver()
        carried = str([args for _, args in slack.posted if args["channel"] == HOME])
        assert ("first word" in carried, "second word" in carried) == (True, False)
        told = slack.sent("chat.postMessage")[-1]
        assert (told.args["channel"], told.args["thread_ts"]) == ("D0ANA", status)
        assert "I haven't passed this one on" in told.args["text"]


async def test_the_form_from_anywhere_counts(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """The shortcut's form is a form like others; who has to wait is told in the conversation with us."""
    slack.members.add(ANA)  # what is posted to a person arrives in the conversation with them
    async with serving(desk, database.engine, settings, _limits(forms="1/1m")) as served:
        for _ in range(2):
            await served.sending.interaction(shortcut(slack, "ask_waypost"))
            await served.deliver()
    assert len(slack.sent("views.open")) == 1
    (told,) = slack.sent("chat.postMessage")
    assert (told.args["channel"], "opened 1 form in" in told.args["text"]) == (ANA, True)


async def test_a_refusal_in_a_form_leaves_the_form(
    desk: Desk, database: Database, settings: Settings, slack: SlackDouble
) -> None:
    """It is laid over the form in which somebody pressed, so that they can go back and press again."""
    async with serving(desk, database.engine, settings, _limits(handoffs="1/1m")) as served:
        slack.members |= {HOME, "D0ANA"}
        previews = []
        for number in (1, 2):
            await served.sending.command(command(slack, "/route", VPN))
            answer = (await slack.wait_for(2 * number - 1))[-1]
            previews.append((await _pressed(served, slack, answer, "Hand to"))[-1])
        for preview in previews:
            payload = press(slack, _control(preview, "Send"))
            payload.pop("channel")
            payload["container"] = {"type": "view", "view_id": "V7"}
            slack.triggers.add(payload["trigger_id"])
            await served.sending.interaction(payload | {"view": {"id": "V7", "type": "modal"}})
            await served.deliver()
    (laid_over,) = slack.sent("views.push")
    assert "You've handed over 1 request in" in " ".join(texts(laid_over.args["view"]))
    assert len(slack.sent("views.update")) == 1
