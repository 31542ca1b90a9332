"""What Slack does when a person does something: it keeps the message, and sends the app a signed request."""

import hashlib
import hmac
import json
import secrets
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from bots.playground.cast import SLACK_APP, SLACK_BOT_USER, SLACK_COMMANDS, SLACK_TEAM, Person, slack_direct
from bots.playground.config import PlaygroundConfig
from bots.playground.delivery import Courier, ImpossibleError, UndeliveredError
from bots.playground.live import Record
from bots.playground.slack.api import SlackError
from bots.playground.slack.markup import is_addressed, written
from bots.playground.slack.responses import Responses
from bots.playground.slack.views import Views
from bots.playground.slack.workspace import Message, Workspace, channel_name

PATH = "/slack/events"
"""Where the app takes events, commands and presses."""

_PATIENCE_SECONDS = 3.0
"""Slack's own: an app that has not acknowledged by then has failed."""


class SlackPlatform:
    """Acts for the people of the workspace towards the app."""

    def __init__(
        self, config: PlaygroundConfig, workspace: Workspace, views: Views, responses: Responses, courier: Courier
    ) -> None:
        self._views = views
        self._secret = config.slack_signing_secret.encode()
        self._workspace = workspace
        self._responses = responses
        self._courier = courier

    async def say(self, person: Person, channel: str, text: str, thread: str | None) -> bool | None:
        """Write a message.

        Returns:
            Whether the app answers it: in its direct conversation, and where it is mentioned. None for a thread without a
            mention, of which the app hears: it may be that of a request.

        Raises:
            ImpossibleError: the person cannot see that conversation or thread.
            UndeliveredError: the app did not take the event.
        """
        self._admit(person, channel)
        root = self._workspace.find(channel, thread) if thread else None
        if thread and (root is None or root.thread or root.only_for):
            raise ImpossibleError("There is no such thread.")
        message = Message(channel, self._workspace.next_ts(), person.slack, written(text), thread=thread)
        is_direct, addressed = channel == slack_direct(person), is_addressed(message.text)
        said = _event(message, {"type": "message", "channel_type": "im" if is_direct else "channel"})
        events = [said] if is_direct or not addressed else [_event(message, {"type": "app_mention"}), said]
        self._workspace.add(replace(message, raw=events[0]))
        for event in events:
            await self._send(json.dumps(event).encode(), "application/json")
        return True if is_direct or addressed else None if thread else False

    async def submit(self, person: Person, view_id: str, answers: Mapping[str, str]) -> Record | None:
        """Send a form that is open.

        Args:
            person: whose it is.
            view_id: which.
            answers: what was filled in, by `block_id`; an empty text for what was left empty.

        Returns:
            What is wrong with it, by `block_id`, as the app says; None when it was taken.

        Raises:
            ImpossibleError: the person has no such form open.
            UndeliveredError: the app did not take it.
        """
        view = self._views.take(person, view_id)
        if view is None:
            raise ImpossibleError("There is no such form.")
        values = {str(block.get("block_id")): _filled_in(block, answers) for block in view.content["blocks"]}
        payload: Record = {
            "type": "view_submission",
            "team": {"id": SLACK_TEAM, "domain": "playground"},
            "user": {"id": person.slack, "username": person.id, "name": person.id, "team_id": SLACK_TEAM},
            "api_app_id": SLACK_APP,
            "token": "playground",
            "trigger_id": self._views.trigger(person),
            "view": {**view.content, "id": view.id, "state": {"values": values}},
            "response_urls": [],
            "is_enterprise_install": False,
            "enterprise": None,
        }
        form = urlencode({"payload": json.dumps(payload)})
        answer = _direct_answer(await self._send(form.encode(), "application/x-www-form-urlencoded"))
        if answer and answer.get("response_action") == "errors":
            errors = answer.get("errors")
            return errors if isinstance(errors, dict) else {}
        return None

    async def command(self, person: Person, channel: str, command: str, text: str) -> None:
        """Give a slash command.

        Raises:
            ImpossibleError: there is no such command or conversation.
            UndeliveredError: the app did not take it, or answered what Slack refuses.
        """
        self._admit(person, channel)
        if command not in {known.name for known in SLACK_COMMANDS}:
            raise ImpossibleError(f"{command} is not a command here.")
        name = channel_name(channel)
        form = {
            "token": "playground",
            "team_id": SLACK_TEAM,
            "team_domain": "playground",
            "channel_id": channel,
            "channel_name": name,
            "user_id": person.slack,
            "user_name": person.id,
            "command": command,
            "text": written(text),
            "api_app_id": SLACK_APP,
            "is_enterprise_install": "false",
            "response_url": self._responses.url(person, channel),
            "trigger_id": self._views.trigger(person),
        }
        body = await self._send(urlencode(form).encode(), "application/x-www-form-urlencoded")
        answer = _direct_answer(body)
        if answer:
            try:
                self._responses.answer(answer, person, channel)
            except SlackError as error:
                raise UndeliveredError(f"Slack would refuse Waypost's answer ({error.code}).") from error

    async def press(self, person: Person, channel: str, ts: str, action_id: str, choice: str | None) -> None:
        """Press a button, or pick an option of a menu.

        Args:
            person: who presses.
            channel: where the message is.
            ts: the message.
            action_id: the element.
            choice: value of the picked option; None for a button.

        Raises:
            ImpossibleError: the person sees no such element or option.
            UndeliveredError: the app did not take it.
        """
        self._admit(person, channel)
        message = self._workspace.find(channel, ts)
        if message is None or message.only_for not in (None, person.slack):
            raise ImpossibleError("There is no such message.")
        found = next((pair for pair in _elements(message.blocks) if pair[1].get("action_id") == action_id), None)
        if found is None:
            raise ImpossibleError("The message has no such button.")
        block_id, element = found
        action = {**_pressed(element, choice), "block_id": block_id, "action_ts": f"{time.time():.6f}"}
        container: Record = {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread:
            container["thread_ts"] = message.thread
        payload: Record = {
            "type": "block_actions",
            "user": {"id": person.slack, "username": person.id, "name": person.id, "team_id": SLACK_TEAM},
            "api_app_id": SLACK_APP,
            "token": "playground",
            "container": container,
            "trigger_id": self._views.trigger(person),
            "team": {"id": SLACK_TEAM, "domain": "playground"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": channel, "name": channel_name(channel)},
            "state": {"values": _picked(message, action)},
            "response_url": self._responses.url(person, channel, ts),
            "actions": [action],
        }
        if message.only_for is None:
            payload["message"] = message.as_sent()
        form = urlencode({"payload": json.dumps(payload)})
        await self._send(form.encode(), "application/x-www-form-urlencoded")

    def _admit(self, person: Person, channel: str) -> None:
        is_elsewhere = channel.startswith("D") and channel != slack_direct(person)
        if is_elsewhere or channel_name(channel) is None:
            raise ImpossibleError("There is no such conversation.")

    async def _send(self, body: bytes, content_type: str) -> bytes:
        timestamp = str(int(time.time()))
        signature = hmac.new(self._secret, b"v0:%s:%s" % (timestamp.encode(), body), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={signature}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        return (await self._courier.post(PATH, body, headers, _PATIENCE_SECONDS)).body


def _event(message: Message, kind: Record) -> Record:
    event: Record = {
        **kind,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "client_msg_id": str(uuid.uuid4()),
        "team": SLACK_TEAM,
        "channel": message.channel,
    }
    if message.thread:
        event["thread_ts"] = message.thread
    bot = {"enterprise_id": None, "team_id": SLACK_TEAM, "user_id": SLACK_BOT_USER, "is_bot": True}
    return {
        "token": "playground",
        "team_id": SLACK_TEAM,
        "api_app_id": SLACK_APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [{**bot, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": secrets.token_hex(16),
    }


def _direct_answer(body: bytes) -> Record | None:
    """What an app answers to a command in the acknowledgement itself: a message as JSON or plain text, or nothing."""
    text = body.decode(errors="replace").strip()
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text else None
    return answer if isinstance(answer, dict) and answer else None


def _elements(blocks: tuple[Record, ...]) -> Iterator[tuple[str, Record]]:
    """Everything in a message that can be pressed, with the id of its block."""
    for block in blocks:
        held = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory")]
        yield from ((block["block_id"], element) for element in held if isinstance(element, dict))


def _filled_in(block: Record, answers: Mapping[str, str]) -> Record:
    """What an input stands at, by `action_id`."""
    element = block["element"]
    value = answers.get(str(block.get("block_id"))) or None
    if element["type"] != "static_select":
        return {element["action_id"]: {"type": element["type"], "value": value}}
    option = next((option for option in _options(element) if option["value"] == value), None)
    return {element["action_id"]: {"type": "static_select", "selected_option": option}}


def _pressed(element: Record, choice: str | None) -> Record:
    """The element as `actions` of a payload carries it."""
    action: Record = {"type": element["type"], "action_id": element["action_id"]}
    if element["type"] == "button":
        return action | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    options = _options(element)
    option = next((option for option in options if option.get("value") == choice), None)
    if option is None:
        raise ImpossibleError("The menu has no such option.")
    return {**action, "placeholder": element.get("placeholder"), "selected_option": option}


def _options(element: Record) -> list[Record]:
    return [
        *element.get("options", []),
        *(option for group in element.get("option_groups", []) for option in group["options"]),
    ]


def _picked(message: Message, action: Record) -> Record:
    """`state.values`: what each menu of the message stands at, by block and action."""
    values: Record = {}
    for block_id, element in _elements(message.blocks):
        if element["type"] == "static_select":
            now = action if element["action_id"] == action["action_id"] else element
            option = now.get("selected_option") or now.get("initial_option")
            values.setdefault(block_id, {})[element["action_id"]] = {"type": "static_select", "selected_option": option}
    return values
