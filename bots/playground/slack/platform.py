"""What Slack does when a person writes, marks a message or opens the app's home: it keeps it, and tells the app."""

import uuid
from dataclasses import replace
from typing import Literal

from bots.playground.cast import SLACK_APP, SLACK_BOT_USER, SLACK_COMMANDS, SLACK_TEAM, Person, slack_direct
from bots.playground.config import PlaygroundConfig
from bots.playground.delivery import ImpossibleError, UndeliveredError
from bots.playground.files import File
from bots.playground.live import Record
from bots.playground.slack.given import SlackError
from bots.playground.slack.markup import is_addressed, mark_up
from bots.playground.slack.responses import Responses
from bots.playground.slack.shapes import share_of
from bots.playground.slack.views import Views
from bots.playground.slack.wire import Wire, callback
from bots.playground.slack.workspace import Message, Workspace, admit, channel_name, channel_type


class SlackPlatform:
    """Acts for the people of the workspace towards the app."""

    def __init__(
        self, config: PlaygroundConfig, workspace: Workspace, views: Views, responses: Responses, wire: Wire
    ) -> None:
        self._emojis = config.slack_emojis
        self._workspace = workspace
        self._views = views
        self._responses = responses
        self._wire = wire

    async def say(
        self,
        person: Person,
        channel: str,
        text: str,
        thread: str | None,
        files: tuple[File, ...] = (),
        attachments: tuple[Record, ...] = (),
    ) -> bool | None:
        """Write a message.

        Args:
            person: who writes.
            channel: where.
            text: what.
            thread: `ts` of the message that it answers, or None.
            files: what is sent along.
            attachments: a message that is forwarded.

        Returns:
            Whether the app answers it: in its direct conversation, and where it is mentioned. None for a thread without a
            mention, of which the app hears: it may be that of a request.

        Raises:
            ImpossibleError: the person cannot see that conversation or thread.
            UndeliveredError: the app did not take the event.
        """
        admit(person, channel)
        root = self._workspace.find(channel, thread) if thread else None
        if thread and (root is None or root.thread or root.only_for):
            raise ImpossibleError("There is no such thread.")
        message = Message(
            channel,
            self._workspace.next_ts(),
            person.slack,
            mark_up(text),
            thread=thread,
            files=files,
            attachments=attachments,
        )
        is_direct, addressed = channel == slack_direct(person), is_addressed(message.text)
        said = _message_event(message, {"type": "message", "channel_type": channel_type(channel)})
        events = [said] if is_direct or not addressed else [_message_event(message, {"type": "app_mention"}), said]
        self._workspace.add(replace(message, raw=events[0]))
        for event in events:
            await self._wire.event(event)
        return True if is_direct or addressed else None if thread else False

    async def forward(self, person: Person, channel: str, ts: str, to: str, note: str) -> bool | None:
        """Forward a message into another conversation, with a few words of one's own or none.

        Raises:
            ImpossibleError: the person sees no such message or conversation.
            UndeliveredError: the app did not take the event.
        """
        admit(person, channel)
        message = self._workspace.find(channel, ts)
        if message is None or message.only_for or message.deleted:
            raise ImpossibleError("There is no such message.")
        return await self.say(person, to, note, None, (), (share_of(message.as_sent(), channel),))

    async def command(self, person: Person, channel: str, command: str, text: str) -> None:
        """Give a slash command.

        Raises:
            ImpossibleError: there is no such command or conversation.
            UndeliveredError: the app did not take it, or answered what Slack refuses.
        """
        admit(person, channel)
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
            "text": mark_up(text),
            "api_app_id": SLACK_APP,
            "is_enterprise_install": "false",
            "response_url": self._responses.url(person, channel),
            "trigger_id": self._views.trigger(person),
        }
        answer = await self._wire.command(form)
        if answer:
            try:
                self._responses.answer(answer, person, channel)
            except SlackError as error:
                raise UndeliveredError(f"Slack would refuse Waypost's answer ({error.code}).") from error

    async def open_home(self, person: Person, tab: Literal["home", "messages"]) -> None:
        """Open a tab of the app's home. The app hears of it, and may draw the home anew.

        Raises:
            UndeliveredError: the app did not take the event.
        """
        event: Record = {
            "type": "app_home_opened",
            "user": person.slack,
            "channel": slack_direct(person),
            "tab": tab,
            "event_ts": self._workspace.next_ts(),
        }
        home = self._views.home(person)
        if home and tab == "home":
            event["view"] = home.as_sent()
        await self._wire.event(callback(event))

    async def react(self, person: Person, channel: str, ts: str, emoji: str) -> bool | None:
        """Put an emoji on a message, or take it off again.

        Returns:
            Whether the app answers it: one emoji, on what a person wrote. None for all else.

        Raises:
            ImpossibleError: the person sees no such message, or there is no such emoji.
            UndeliveredError: the app did not take the event.
        """
        admit(person, channel)
        message = self._workspace.find(channel, ts)
        if message is None or message.only_for:
            raise ImpossibleError("There is no such message.")
        if emoji not in self._emojis:
            raise ImpossibleError("There is no such emoji.")
        if not self._workspace.react(message, emoji, person.slack):
            return None  # of what is taken off the app has not asked to hear
        event: Record = {
            "type": "reaction_added",
            "user": person.slack,
            "reaction": emoji,
            "item_user": message.user,
            "item": {"type": "message", "channel": channel, "ts": ts},
            "event_ts": self._workspace.next_ts(),
        }
        await self._wire.event(callback(event))
        return True if emoji == self._emojis[0] and message.user != SLACK_BOT_USER else None


def _message_event(message: Message, kind: Record) -> Record:
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
    carried = message.as_sent()
    event |= {name: carried[name] for name in ("files", "upload", "attachments") if name in carried}
    if message.files and event["type"] == "message":
        event |= {"subtype": "file_share", "display_as_bot": False}
    return callback(event)
