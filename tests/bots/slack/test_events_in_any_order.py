"""What Slack tells of by several events, or in another order than it happened: the last state counts."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bots.settings import Settings
from tests.bots.slack.conftest import Serve, Served
from tests.bots.slack.test_oauth import VPN, _from_new, _install, oauth  # noqa: F401 - the fixture is used by its name
from tests.bots.slack.wire import direct, event, mention, new_ts
from tests.support.slack_cloud import BOT_USER, SlackDouble

US = f"<@{BOT_USER}>"
Change = Callable[..., dict[str, Any]]


def _said(text: str, seconds: float = 0.0, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an event
    """What Ana says in a channel, so long ago."""
    ts = f"{time.time() - seconds:.6f}"
    return direct(text, channel="C0GENERAL", channel_type="channel", **{"ts": ts, **other})


def _edited(said: dict[str, Any], text: str, before: str | None = None) -> dict[str, Any]:
    """The event of an edit; without `before` it is as it was said, with an empty one Slack leaves it out."""
    ts = f"{time.time() + 1:.6f}"
    changed = {**said, "text": text, "edited": {"user": said["user"], "ts": ts}}
    was = {"previous_message": {**said, "text": said["text"] if before is None else before}} if before != "" else {}
    about = {"channel": said["channel"], "channel_type": said["channel_type"], "message": changed, **was}
    return event({"type": "message", "subtype": "message_changed", "ts": ts, **about})


def _as_mention(said: dict[str, Any], text: str) -> dict[str, Any]:
    """The mention that Slack sends beside an edit."""
    edited = {"user": said["user"], "ts": f"{time.time() + 1:.6f}"}
    told = {**said, "type": "app_mention", "text": text, "edited": edited}
    return event({name: value for name, value in told.items() if name != "channel_type"})


async def _answers(served: Served, slack: SlackDouble, *events: dict[str, Any]) -> int:
    before = len(slack.posted)
    for each in events:
        assert (await served.sending.event(each))[0] == 200
        await served.platform.settle()
    return len(slack.posted) - before


@pytest.mark.parametrize("minutes", [0, 600])
@pytest.mark.parametrize("thread", [{}, {"thread_ts": "1763900000.000001"}], ids=["channel", "thread"])
async def test_a_mention_that_an_edit_adds_is_heard_once(
    served: Served, slack: SlackDouble, thread: dict[str, str], minutes: int
) -> None:
    """However long ago it was said, and by however many events Slack tells of it; later edits are none."""
    await served.until_trouble_is(None)
    said = _said(VPN, 60 * minutes, **thread)
    now = f"{US} {VPN}"
    told = [event(said), _edited(said, now), _edited(said, now)]
    told += [_as_mention(said, now)] * 2 if minutes == 0 else []
    assert await _answers(served, slack, *told) == 1
    assert slack.posted[-1][1]["thread_ts"] == (thread or said).get("thread_ts", said["ts"])
    again = _edited(said, f"{now} since Monday", before=now)
    assert await _answers(served, slack, again, _as_mention(said, f"{now} since Monday")) == 0


async def test_an_edited_mention_is_heard_by_the_mention_alone(served: Served, slack: SlackDouble) -> None:
    """Where Slack sends no other messages of channels: what was said just now, and not what is old."""
    await served.until_trouble_is(None)
    fresh, old = _said(VPN), _said(VPN, 3600)
    assert await _answers(served, slack, _as_mention(fresh, f"{US} {VPN}")) == 1
    assert await _answers(served, slack, _as_mention(old, f"{US} {VPN}")) == 0


async def test_an_edit_of_a_mention_is_no_second_question(served: Served, slack: SlackDouble) -> None:
    """Also where Slack leaves out how it read before."""
    await served.until_trouble_is(None)
    asked = mention(VPN, ts=f"{time.time():.6f}")
    said = {**asked, "channel_type": "channel"}
    edits = [_edited(said, f"{asked['text']}!", before=before) for before in (asked["text"], "")]
    assert await _answers(served, slack, event(asked), *edits, _as_mention(said, f"{asked['text']}!")) == 1
    old = {**said, "ts": new_ts()}
    assert await _answers(served, slack, _edited(old, f"{asked['text']}!", before="")) == 0


@pytest.mark.parametrize("gone", ["app_uninstalled", "tokens_revoked"])
async def test_a_removal_that_comes_after_a_new_installation_is_of_before(
    oauth: Settings,  # noqa: F811 - the fixture
    serve: Serve,
    slack: SlackDouble,
    gone: str,
) -> None:
    """Slack sends what failed again for an hour; the workspace has installed us anew since. A later removal counts."""
    tokens: dict[str, Any] = {"tokens": {"bot": [BOT_USER]}} if gone == "tokens_revoked" else {}
    async with serve(oauth) as served:
        await _install(served)
        late = {**_from_new(event({"type": gone, **tokens})), "event_time": int(time.time()) - 60}
        assert await _answers(served, slack, late, _from_new(event(mention(VPN)))) == 1
        assert await _answers(served, slack, _from_new(event({"type": gone, **tokens})), late) == 0
        assert await _answers(served, slack, _from_new(event(mention(VPN)))) == 0
