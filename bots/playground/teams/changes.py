"""What Teams does when people forward, edit, delete and restore messages, and when another app speaks.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-with-bots
"""

from dataclasses import replace

from bots.playground.cast import TEAMS_MONITORING, Person
from bots.playground.delivery import ImpossibleError
from bots.playground.live import Record
from bots.playground.teams.platform import TeamsPlatform, is_heard
from bots.playground.teams.shapes import activity_of, forward_of
from bots.playground.teams.tenant import Message, Tenant

_ALERT = (
    "VPN gateway vpn-gw-2 is down\n"
    "Packet loss 100 % for five minutes, 212 sessions dropped. Every new VPN connection times out.\n"
    "Severity: critical. Host: vpn-gw-2."
)


class Changes:
    """Forwards, edits, deletions and alerts. The bot hears of them where it hears of the message itself."""

    def __init__(self, tenant: Tenant, platform: TeamsPlatform) -> None:
        self._tenant = tenant
        self._platform = platform

    async def forward(self, person: Person, place: str, message_id: str, to: str, note: str, *, mention: bool) -> bool:
        """Forward a message into another conversation; as `TeamsPlatform.say`.

        Args:
            person: who forwards it.
            place: where the message is.
            message_id: which.
            to: channel or chat.
            note: a few words of one's own, or empty.
            mention: whether they begin with a mention of the bot.
        """
        message = self._find(person, place, message_id)
        forwarded = forward_of(message)
        if not (forwarded.text or forwarded.files):
            raise ImpossibleError("Teams forwards no cards.")
        return await self._platform.say(person, to, note, None, mention=mention, forwarded=forwarded)

    async def edit(self, person: Person, place: str, message_id: str, text: str) -> None:
        """Give an own message another text; what was sent along stays.

        Raises:
            ImpossibleError: the person has no such message.
            UndeliveredError: the bot did not take the activity.
        """
        before = self._own(person, place, message_id)
        after = replace(before, text=text, edited=True)
        await self._tell(person, before, after, "messageUpdate", "editMessage")

    async def delete(self, person: Person, place: str, message_id: str) -> None:
        """Delete an own message; as `edit`."""
        before = self._own(person, place, message_id)
        await self._tell(person, before, replace(before, deleted=True), "messageDelete", "softDeleteMessage")

    async def restore(self, person: Person, place: str, message_id: str) -> None:
        """Undo the deletion of an own message; as `edit`."""
        before = self._own(person, place, message_id, deleted=True)
        await self._tell(person, before, replace(before, deleted=False), "messageUpdate", "undeleteMessage")

    def raise_alert(self, person: Person, place: str) -> None:
        """Let the monitoring report something in a conversation. It mentions nobody, so the bot does not hear of it.

        Raises:
            ImpossibleError: the person cannot see that conversation.
        """
        self._platform.admit(person, place)
        self._tenant.put(Message(place, self._tenant.next_id(), TEAMS_MONITORING, _ALERT))

    def _find(self, person: Person, place: str, message_id: str, *, deleted: bool = False) -> Message:
        self._platform.admit(person, place)
        message = self._tenant.find(place, message_id)
        if message is None or message.deleted != deleted:
            raise ImpossibleError("There is no such message.")
        return message

    def _own(self, person: Person, place: str, message_id: str, *, deleted: bool = False) -> Message:
        message = self._find(person, place, message_id, deleted=deleted)
        if message.sender != person.teams:
            raise ImpossibleError("You have written no such message.")
        return message

    async def _tell(self, person: Person, before: Message, after: Message, kind: str, event: str) -> None:
        """Carry a change out, and tell the bot of it where it knows the message as it was or as it is."""
        if not (is_heard(before) or is_heard(after)):
            self._tenant.put(after)
            return
        told: Record = {"type": kind, "id": after.id, "channelData": {"eventType": event}}
        if kind == "messageUpdate":
            told |= activity_of(after)
        activity = self._platform.activity(person, after.place, after.conversation, told)
        self._tenant.put(replace(after, raw=activity))
        await self._platform.send(activity)
