"""What Teams does when a person does something: it keeps the message, and sends the bot an activity."""

import asyncio
import json
import uuid
from dataclasses import replace
from typing import Literal

import structlog
from aiohttp import web

from bots.playground.cast import (
    BOT_NAME,
    PEOPLE,
    TEAMS_BOT,
    TEAMS_CHANNELS,
    TEAMS_GROUPS,
    TEAMS_TEAM,
    TEAMS_TEAM_NAME,
    TEAMS_TENANT,
    Person,
    teams_personal,
)
from bots.playground.config import PlaygroundConfig
from bots.playground.delivery import Courier, ImpossibleError, UndeliveredError
from bots.playground.files import File
from bots.playground.live import Record
from bots.playground.teams.shapes import MENTION, activity_of, split_mention
from bots.playground.teams.tenant import Forwarded, Message, Tenant, chat_partner, is_channel, is_group, people_in

_log = structlog.get_logger()

PATH = "/api/messages"
"""Where the bot takes activities."""

_PATIENCE_SECONDS = 15.0
"""Teams' own: it then says that something went wrong."""

_CARD_ANSWER = "application/vnd.microsoft.card.adaptive"
_TEXT_ANSWER = "application/vnd.microsoft.activity.message"


class TeamsPlatform:
    """Acts for the people of the tenant towards the bot."""

    def __init__(self, config: PlaygroundConfig, tenant: Tenant, courier: Courier) -> None:
        self._service_url = f"{config.base_url}/playground/teams/"
        self._tenant = tenant
        self._courier = courier
        self._installing: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Add the bot to the team and to everybody's chats, once and in the background."""
        if self._installing is None:
            self._installing = asyncio.create_task(self._install())

    async def close(self, _: web.Application) -> None:
        """Leave off what goes on in the background: the bot does not answer any more."""
        if self._installing is not None:
            self._installing.cancel()
            await asyncio.wait([self._installing])

    async def _install(self) -> None:
        """Tell the bot of its installation, in the two ways that Teams has for it."""
        joined = {"type": "conversationUpdate", "membersAdded": [{"id": TEAMS_BOT}]}
        added = {"type": "installationUpdate", "action": "add"}
        try:
            for place in (TEAMS_TEAM, *map(teams_personal, PEOPLE), *(group.id for group in TEAMS_GROUPS)):
                person = chat_partner(place) or PEOPLE[0]
                for event in (joined, added):
                    await self.send(self.activity(person, place, place, {**event, "id": f"f:{uuid.uuid4()}"}))
        except UndeliveredError as error:
            _log.warning("the bot was not told of its installation", platform="playground", why=str(error))

    async def say(
        self,
        person: Person,
        place: str,
        text: str,
        root: str | None,
        *,
        mention: bool,
        files: tuple[File, ...] = (),
        cards: tuple[Record, ...] = (),
        forwarded: Forwarded | None = None,
    ) -> bool:
        """Write a message. Returns whether the bot hears of it: in its chat, or where it is mentioned.

        Args:
            person: who writes.
            place: channel or chat.
            text: what.
            root: the channel's post that it answers, or None.
            mention: whether it begins with a mention of the bot.
            files: what is sent along.
            cards: what was looked up with an app, and is sent with it.
            forwarded: the message that it forwards, or None.

        Raises:
            ImpossibleError: the person cannot see that place, or there is no such post.
            UndeliveredError: the bot did not take the activity.
        """
        self.admit(person, place)
        post = self._tenant.find(place, root) if root else None
        if root and (post is None or post.root or not is_channel(place)):
            raise ImpossibleError("There is no such post.")
        message = Message(
            place=place,
            id=self._tenant.next_id(),
            sender=person.teams,
            text=f"{MENTION} {text}".strip() if mention else text,
            cards=cards,
            root=root,
            files=files,
            forwarded=forwarded,
        )
        if not is_heard(message):
            self._tenant.put(message)
            return False
        told = {"type": "message", "id": message.id, **activity_of(message)}
        activity = self.activity(person, place, message.conversation, told)
        self._tenant.put(replace(message, raw=activity))
        await self.send(activity)
        return True

    async def press(
        self, person: Person, place: str, message_id: str, kind: Literal["execute", "submit"], verb: str, data: Record
    ) -> str | None:
        """Press a button of a card. Returns what Teams tells the person beside the card, if anything.

        Args:
            person: who presses.
            place: where the message is.
            message_id: the message that the card sits on.
            kind: `Action.Execute` or `Action.Submit`.
            verb: the button's verb; without meaning for a submit.
            data: the button's data, with the card's inputs merged in.

        Raises:
            ImpossibleError: there is no such message.
            UndeliveredError: the bot did not take it, or answered with an error.
        """
        self.admit(person, place)
        message = self._tenant.find(place, message_id)
        if message is None or not message.cards:
            raise ImpossibleError("There is no such card.")
        base: Record = {"id": f"f:{uuid.uuid4()}", "replyToId": message_id}
        if kind == "submit":
            submit = {**base, "type": "message", "value": data}
            await self.send(self.activity(person, place, message.conversation, submit))
            return None
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
        invoke = {**base, "type": "invoke", "name": "adaptiveCard/action", "value": value}
        answer = await self.send(self.activity(person, place, message.conversation, invoke))
        return self._take(answer, person, message)

    def _take(self, answer: object, person: Person, pressed: Message) -> str | None:
        """Show what an invoke was answered with."""
        match answer:
            case {"statusCode": 200, "type": str(kind), "value": dict(card)} if kind == _CARD_ANSWER:
                # The bot may have changed the message for everybody in the meantime: that is the newer one.
                if self._tenant.find(pressed.place, pressed.id) == pressed:
                    self._tenant.show(pressed, person, card)
                return None
            case {"statusCode": 200, "type": str(kind), "value": str(says)} if kind == _TEXT_ANSWER:
                return says
            case {"value": {"message": str(why)}}:
                raise UndeliveredError(why)
            case _:
                raise UndeliveredError("Something went wrong: Waypost's answer is none that Teams knows.")

    def admit(self, person: Person, place: str) -> None:
        """See that the person can look into that place.

        Raises:
            ImpossibleError: there is none, or it is another's.
        """
        if person not in people_in(place):
            raise ImpossibleError("There is no such conversation.")

    def activity(self, person: Person, place: str, conversation: str, what: Record) -> Record:
        """What a person did, as the bot is told of it."""
        now = self._tenant.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        channel_data: Record = {"tenant": {"id": TEAMS_TENANT}}
        where: Record = {"id": conversation, "tenantId": TEAMS_TENANT}
        if is_channel(place):
            channel_data["team"] = {"id": TEAMS_TEAM, "name": TEAMS_TEAM_NAME}
            channel_data["channel"] = {"id": place, "name": _name(place)}
            where |= {"isGroup": True, "conversationType": "channel", "name": _name(place)}
        elif is_group(place):
            where |= {"isGroup": True, "conversationType": "groupChat"}
        else:
            where["conversationType"] = "personal"
        return {
            "timestamp": now,
            "localTimestamp": now,
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "locale": "en-GB",
            "from": {
                "id": person.teams,
                "name": person.name,
                "aadObjectId": person.directory,
                **({"userRole": "guest"} if person.is_guest else {}),
            },
            "recipient": {"id": TEAMS_BOT, "name": BOT_NAME},
            "conversation": where,
            **what,
            "channelData": {**channel_data, **what.get("channelData", {})},
        }

    async def send(self, activity: Record) -> object:
        """Send the bot an activity. Returns what it answers.

        Raises:
            UndeliveredError: it did not take it.
        """
        body = json.dumps(activity).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        receipt = await self._courier.post(PATH, body, headers, _PATIENCE_SECONDS)
        try:
            return json.loads(receipt.body or b"null")
        except ValueError:
            return None


def is_heard(message: Message) -> bool:
    """Whether the bot gets a message of a person: in its own chat, or where it is mentioned."""
    return chat_partner(message.place) is not None or split_mention(message.text)[0]


def _name(place: str) -> str:
    return next(channel.name for channel in TEAMS_CHANNELS if channel.id == place)
