"""Socket Mode: the same listeners, over a WebSocket."""

import asyncio

import pytest

from bots.settings import Settings
from bots.slack import socket
from tests.bots.slack.blockkit import controls
from tests.bots.slack.conftest import Database, Serve
from tests.bots.slack.wire import command, direct, event, mention, press
from tests.support.slack_cloud import SlackDouble

VPN = "my vpn drops every ten minutes"


async def test_all_kinds_of_payload_are_answered(serve: Serve, socket_settings: Settings, slack: SlackDouble) -> None:
    """Events, commands and presses over the socket are acknowledged and answered as over HTTP."""
    async with serve(socket_settings) as served:
        await slack.wait_for_socket()
        assert set(await slack.send("slash_commands", command(slack, "/route", VPN))) >= {"envelope_id"}
        (answer,) = await slack.wait_for(1)
        assert answer.method == "response_url"
        await slack.send("events_api", event(mention(VPN)))
        assert (await slack.wait_for(2))[-1].method == "chat.postMessage"
        await slack.send("interactive", press(slack, controls(answer.args)[0]))
        assert (await slack.wait_for(3))[-1].args["replace_original"] is True
        await served.until_trouble_is(None)


async def test_a_repeated_envelope_is_answered_once(
    serve: Serve, socket_settings: Settings, slack: SlackDouble
) -> None:
    """The same event in a second envelope is acknowledged, and not answered again."""
    again = event(direct(VPN))
    async with serve(socket_settings) as served:
        await slack.wait_for_socket()
        await slack.send("events_api", again)
        await slack.send("events_api", again)
        await served.finish()
    assert len(slack.sent()) == 1


async def test_an_unknown_command_is_acknowledged(serve: Serve, socket_settings: Settings, slack: SlackDouble) -> None:
    """A command that we do not know gets its kind word over the socket, too."""
    async with serve(socket_settings):
        await slack.wait_for_socket()
        await slack.send("slash_commands", command(slack, "/unknown"))
        (answer,) = await slack.wait_for(1)
    assert answer.args["text"].startswith("I don't know that command")


async def test_a_disconnect_is_followed_by_a_new_connection(
    serve: Serve, socket_settings: Settings, slack: SlackDouble
) -> None:
    """When Slack asks to reconnect, the new socket is served."""
    async with serve(socket_settings):
        await slack.wait_for_socket()
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await slack.wait_for_socket(2)
        await slack.send("events_api", event(direct(VPN)))
        await slack.wait_for(1)


async def test_a_malformed_envelope_harms_nobody(serve: Serve, socket_settings: Settings, slack: SlackDouble) -> None:
    """A payload that is none of Slack's is not acknowledged, and the next one is answered as ever."""
    async with serve(socket_settings):
        await slack.wait_for_socket()
        for junk in ({}, {"type": "event_callback", "event": 7}, {"command": "/route"}, {"type": "block_actions"}):
            await slack.sockets[0].send_json({"envelope_id": "J1", "type": "events_api", "payload": junk})
        await slack.send("events_api", event(direct(VPN)))
        await slack.wait_for(1)


async def test_no_route_is_open_in_socket_mode(serve: Serve, socket_settings: Settings) -> None:
    """In Socket Mode nothing comes in over HTTP."""
    async with serve(socket_settings) as served:
        assert (await served.sending.event(event(direct(VPN))))[0] == 404


async def test_a_closed_socket_is_trouble(serve: Serve, socket_settings: Settings, slack: SlackDouble) -> None:
    """Until the socket is open the platform says that it cannot serve, and the server starts all the same."""
    slack.refuse_once("apps.connections.open", "internal_error")
    async with serve(socket_settings) as served:
        await served.until_trouble_is("The socket to Slack is not open.")


async def test_work_under_way_is_finished_when_the_socket_closes(
    serve: Serve, socket_settings: Settings, slack: SlackDouble, database: Database
) -> None:
    """What was acknowledged over the socket is answered before the process ends."""
    async with serve(socket_settings) as served:
        await slack.wait_for_socket()
        async with database.busy():
            await slack.send("events_api", event(direct(VPN)))
            ending = asyncio.create_task(served.finish())
            await asyncio.sleep(0.05)
            assert slack.sent() == []
        await ending
        assert len(slack.sent()) == 1


async def test_a_socket_that_fell_silent_is_opened_anew(
    serve: Serve, socket_settings: Settings, slack: SlackDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It still answers pings, but nothing comes over it: after a while there is a new one, and that one serves."""
    monkeypatch.setattr(socket, "QUIET_SECONDS", 0.4)
    async with serve(socket_settings) as served:
        await slack.wait_for_socket(2)
        await served.until_trouble_is(None)
        await slack.send("slash_commands", command(slack, "/route", VPN))
        await slack.wait_for(1)
