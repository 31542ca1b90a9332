"""What Slack does when a person presses, picks, fills in a form or takes a shortcut: the app gets it as an interaction."""

import time
from collections.abc import Mapping

from bots.playground.cast import SLACK_SHORTCUTS, Person
from bots.playground.delivery import ImpossibleError, UndeliveredError
from bots.playground.live import Record
from bots.playground.slack.elements import Blocks, action_of, elements, input_value, state_values
from bots.playground.slack.given import SlackError
from bots.playground.slack.responses import Responses
from bots.playground.slack.views import Views
from bots.playground.slack.wire import Wire
from bots.playground.slack.workspace import Message, Workspace, admit, channel_name


class Interactions:
    """Acts for the people of the workspace towards the app. All of it raises two errors.

    `ImpossibleError`: the person sees no such message, view or element. `UndeliveredError`: the app did not take it.
    """

    def __init__(self, workspace: Workspace, views: Views, responses: Responses, wire: Wire) -> None:
        self._workspace = workspace
        self._views = views
        self._responses = responses
        self._wire = wire

    async def press(self, person: Person, channel: str, ts: str, action_id: str, choice: str | None) -> None:
        """Press a button of a message, or pick an option of a menu.

        Args:
            person: who presses.
            channel: where the message is.
            ts: the message.
            action_id: the element.
            choice: value of the picked option; None for a button.
        """
        message = self._visible_message(person, channel, ts)
        action = _action(message.blocks, action_id, choice)
        container: Record = {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread:
            container["thread_ts"] = message.thread
        payload: Record = {
            "container": container,
            "trigger_id": self._views.trigger(person),
            "channel": {"id": channel, "name": channel_name(channel)},
            "state": {"values": state_values(message.blocks, action)},
            "response_url": self._responses.url(person, channel, ts),
            "actions": [action],
        }
        if message.only_for is None:
            payload["message"] = self._workspace.payload_of(message)
        await self._wire.interaction("block_actions", person, payload)

    async def press_in_view(self, person: Person, view_id: str, action_id: str, choice: str | None) -> None:
        """Press a button of a form or of the home, or pick an option there; as `press`."""
        view = self._views.find(person, view_id)
        if view is None:
            raise ImpossibleError("There is no such form.")
        blocks = view.content["blocks"]
        action = _action(blocks, action_id, choice)
        payload: Record = {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._views.trigger(person, view),
            "view": view.as_sent(state_values(blocks, action)),
            "actions": [action],
        }
        await self._wire.interaction("block_actions", person, payload)

    async def submit(self, person: Person, view_id: str, answers: Mapping[str, str]) -> Record | None:
        """Send a form that is open.

        Args:
            person: whose it is.
            view_id: which.
            answers: what was filled in, by `block_id`; an empty text for what was left empty.

        Returns:
            What is wrong with it, by `block_id`, as the app says; None when it was taken.
        """
        view = self._views.find(person, view_id)
        if view is None or view.content["type"] != "modal":
            raise ImpossibleError("There is no such form.")
        inputs = [block for block in view.content["blocks"] if block["type"] == "input"]
        values = {block["block_id"]: input_value(block, answers) for block in inputs}
        payload: Record = {
            "trigger_id": self._views.trigger(person),
            "view": view.as_sent(values),
            "response_urls": [],
        }
        answer = await self._wire.interaction("view_submission", person, payload)
        try:
            return self._views.answer(view, answer or {})
        except SlackError as error:
            raise UndeliveredError(f"Slack would refuse Waypost's answer ({error.code}).") from error

    async def shortcut(self, person: Person, callback: str) -> None:
        """Take a shortcut that there is everywhere."""
        _admit_shortcut(callback, "global")
        await self._wire.interaction("shortcut", person, self._shortcut(person, callback))

    async def message_shortcut(self, person: Person, callback: str, channel: str, ts: str) -> None:
        """Take a shortcut of a message. Messages for one person have none."""
        _admit_shortcut(callback, "message")
        message = self._visible_message(person, channel, ts)
        if message.only_for:
            raise ImpossibleError("There is no such message.")
        payload = {
            **self._shortcut(person, callback),
            "channel": {"id": channel, "name": channel_name(channel)},
            "message_ts": ts,
            "message": self._workspace.payload_of(message),
            "response_url": self._responses.url(person, channel),
        }
        await self._wire.interaction("message_action", person, payload)

    def _shortcut(self, person: Person, callback: str) -> Record:
        return {"callback_id": callback, "trigger_id": self._views.trigger(person), "action_ts": f"{time.time():.6f}"}

    def _visible_message(self, person: Person, channel: str, ts: str) -> Message:
        admit(person, channel)
        message = self._workspace.find(channel, ts)
        if message is None or message.only_for not in (None, person.slack):
            raise ImpossibleError("There is no such message.")
        return message


def _admit_shortcut(callback: str, kind: str) -> None:
    if not any(known.callback == callback and known.kind == kind for known in SLACK_SHORTCUTS):
        raise ImpossibleError("There is no such shortcut.")


def _action(blocks: Blocks, action_id: str, choice: str | None) -> Record:
    found = next((pair for pair in elements(blocks) if pair[1].get("action_id") == action_id), None)
    if found is None:
        raise ImpossibleError("There is no such button.")
    block_id, element = found
    return {**action_of(element, choice), "block_id": block_id, "action_ts": f"{time.time():.6f}"}
