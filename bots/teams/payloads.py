"""What arrives from Teams, read into a record of ours. Nothing is trusted: what does not fit is left out or refused."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from bots.teams.links import teams_host
from bots.teams.trust.refused import MalformedError
from core.conversation.people import DIRECT, Person, Place

Json = dict[str, object]

THREAD = ";messageid="
"""Between a channel's id and that of the message that began a thread in it."""

ALONE = "alone"
"""In the data of each button of a message that only one person sees: what they press is seen by nobody else either."""

_BOT = "28:"
"""What ids of bots begin with; people's begin with `29:`."""

_UNUSABLE_IDS = {".", ".."}
"""Would climb out of the path of a URL that an id is put into."""

_LONGEST_ID = 255
_LONGEST_TENANT = 64
_LONGEST_NAME = 255
_LONGEST_KIND = 16
_LONGEST_LOCALE = 35
"""What the tables hold: PostgreSQL takes no more. Teams' own stay far below, but for names, which may have a character more."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something mentioned in a message: a person, a bot, a channel, a team or a tag.

    Attributes:
        id: theirs.
        text: by which they are mentioned, such as `<at>Name</at>`.
        name: what Teams calls them besides, or empty.
    """

    id: str
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An activity.

    Attributes:
        type: `message`, `invoke`, `installationUpdate`, `conversationUpdate`, or one that we do not know.
        channel: `msteams`.
        service_url: where the answer goes.
        conversation: conversation id; in a channel's thread it ends in `;messageid=…`.
        conversation_type: `personal`, `groupChat`, `channel`, or empty.
        id: the activity's own id, or empty.
        tenant: id of the tenant to which the conversation belongs (a GUID), or empty.
        sender: id of the person, `29:…`, or else their object id; empty only for what nobody in particular did.
        sender_name: the person's name as colleagues see it, or empty.
        bot: our id there, `28:…`.
        text: what was written, with markup; empty for none. The HTML among the attachments may say more.
        subject: the heading of a post in a channel, or empty.
        attachments: what is attached, as Teams sent it: the message's HTML, cards, files.
        mentions: who is mentioned in it.
        added: ids of those who joined the conversation.
        removed: ids of those who left it, or were taken out.
        event: what became of a team or a channel, such as `channelDeleted`; empty for none.
        channel_named: id of the channel that such an event is about, or empty.
        action: of an installation: `add`, `add-upgrade`, `remove` …
        name: of an invoke, such as `adaptiveCard/action`.
        value: what a button or an invoke carries.
        reply_to: id of the message that a pressed button sits on, or empty.
        locale: language tag such as `en-GB`, or None.
        sender_object: the person's object id in Microsoft Entra (a GUID), or empty.
        is_external: whether Teams says that the person is a guest there, or of another tenant than the conversation.
        sent_at: when Teams sent it, as it says it; the same when it sends it again.
        is_targeted: whether nobody but the sender and Waypost sees it, or what they pressed, although others are in the conversation.
    """

    type: str
    channel: str
    service_url: str
    conversation: str
    conversation_type: str = ""
    id: str = ""
    tenant: str = ""
    sender: str = ""
    sender_name: str = ""
    bot: str = ""
    text: str = ""
    mentions: tuple[Mention, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    action: str = ""
    name: str = ""
    value: object = None
    reply_to: str = ""
    locale: str | None = None
    sender_object: str = ""
    is_external: bool = False
    sent_at: str = ""
    is_targeted: bool = False
    subject: str = ""
    attachments: tuple[Json, ...] = ()
    event: str = ""
    channel_named: str = ""

    @property
    def person(self) -> Person:
        """Who did it, in the desk's terms."""
        return Person(
            platform="teams",
            workspace=self.tenant,
            id=self.sender,
            name=self.sender_name,
            external=self.is_external,
            alias=self.sender_object,
            # Teams makes it of the person and our bot, and a channel may be another tenant's than the person's own
            is_unique=True,
        )

    @property
    def is_by_bot(self) -> bool:
        """Whether a bot or an agent sent it: another, or we ourselves."""
        return self.sender != "" and (self.sender == self.bot or self.sender.startswith(_BOT))

    @property
    def removes_us(self) -> bool:
        """Whether it says that we were taken out of the conversation. Teams says so by two events, in any order."""
        if self.type == "installationUpdate":
            return self.action.startswith("remove")
        return self.type == "conversationUpdate" and self.bot in self.removed

    @property
    def shows_us_there(self) -> bool:
        """Whether it can only come from where we are: somebody spoke to us, pressed something, or has just added us."""
        if self.type == "installationUpdate":
            return self.action.startswith("add")
        return self.type in ("message", "invoke") or (self.type == "conversationUpdate" and self.bot in self.added)

    @property
    def sent_seconds(self) -> float:
        """When Teams sent it, in seconds since 1970; 0 where it does not say so."""
        try:
            return datetime.fromisoformat(self.sent_at).timestamp()
        except (ValueError, OverflowError, OSError):
            return 0.0

    @property
    def link(self) -> str:
        """The address of the message; see `link_to`."""
        return self.link_to(self.id)

    def link_to(self, message: str) -> str:
        """The address of a message of this channel or group chat; empty for others, which nobody else could open.

        Its form: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
        """
        if self.conversation_type not in ("channel", "groupChat") or not message:
            return ""
        channel, _, root = self.conversation.partition(THREAD)
        query = {"tenantId": self.tenant}
        if self.conversation_type == "groupChat":
            query["context"] = '{"contextType":"chat"}'
        elif root:
            query["parentMessageId"] = root
        conversation = quote(channel, safe="")
        opens = f"https://{teams_host(self.service_url)}/l/message"
        return f"{opens}/{conversation}/{quote(message, safe='')}?{urlencode(query)}"

    @property
    def place(self) -> Place:
        """Where it was said, in the desk's terms."""
        return Place("teams", self.tenant, self.conversation)


def read(body: bytes) -> Incoming:
    """The activity in a request's body.

    Raises:
        MalformedError: it is not JSON, or lacks what every activity has.
    """
    try:
        activity = _clean(json.loads(body))
    except RecursionError as error:
        raise MalformedError("The body is nested too deeply.") from error
    except ValueError as error:
        raise MalformedError("The body is not JSON.") from error
    if not isinstance(activity, dict):
        raise MalformedError("The body is not a JSON object.")
    conversation = object_in(activity, "conversation")
    incoming = Incoming(
        type=string_in(activity, "type"),
        channel=string_in(activity, "channelId"),
        service_url=string_in(activity, "serviceUrl"),
        conversation=_place(activity, conversation),
        conversation_type=_short(string_in(conversation, "conversationType"), _LONGEST_KIND)
        or _kind_by_id(conversation),
        id=_short(string_in(activity, "id"), _LONGEST_ID),
        sent_at=_short(string_in(activity, "timestamp"), _LONGEST_TIME),
        tenant=_bare(string_in(conversation, "tenantId"))
        or _bare(string_in(object_in(object_in(activity, "channelData"), "tenant"), "id")),
        sender=string_in(object_in(activity, "from"), "id") or string_in(object_in(activity, "from"), "aadObjectId"),
        sender_name=string_in(object_in(activity, "from"), "name")[:_LONGEST_NAME],
        sender_object=_short(string_in(object_in(activity, "from"), "aadObjectId"), _LONGEST_TENANT).lower(),
        is_external=_is_external(activity),
        bot=string_in(object_in(activity, "recipient"), "id"),
        # https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
        is_targeted=object_in(activity, "recipient").get("isTargeted") is True or _is_pressed_alone(activity),
        text=string_in(activity, "text"),
        subject=string_in(activity, "subject"),
        attachments=tuple(objects_in(activity, "attachments")),
        mentions=tuple(_mentions(activity)),
        added=_members(activity, "membersAdded"),
        removed=_members(activity, "membersRemoved"),
        event=string_in(object_in(activity, "channelData"), "eventType"),
        channel_named=_short(string_in(object_in(object_in(activity, "channelData"), "channel"), "id"), _LONGEST_ID),
        action=string_in(activity, "action"),
        name=string_in(activity, "name"),
        value=activity.get("value"),
        reply_to=_short(string_in(activity, "replyToId"), _LONGEST_ID),
        locale=_short(string_in(activity, "locale"), _LONGEST_LOCALE) or None,
    )
    for name, value in (
        ("type", incoming.type),
        ("channelId", incoming.channel),
        ("serviceUrl", incoming.service_url),
        ("conversation.id", incoming.conversation),
    ):
        if not value:
            raise MalformedError(f"The activity has no {name}.")
    if incoming.type in _BY_PEOPLE and not incoming.sender:  # all who have no id would be one person
        raise MalformedError("The activity does not say who sent it.")
    ids = {incoming.conversation, incoming.id, incoming.reply_to}
    longest = max(map(len, {*ids, incoming.sender, incoming.bot}))
    # what begins like a person's own home comes from us alone
    ours = incoming.conversation.startswith(DIRECT)
    if ours or _UNUSABLE_IDS & ids or longest > _LONGEST_ID or len(incoming.tenant) > _LONGEST_TENANT:
        raise MalformedError("The activity has an unusable id.")
    return incoming


_BY_PEOPLE = ("message", "invoke")


def _is_pressed_alone(activity: Json) -> bool:
    value = object_in(activity, "value")
    return value.get(ALONE) is True or object_in(object_in(value, "action"), "data").get(ALONE) is True


def _kind_by_id(conversation: Json) -> str:
    """What kind of conversation it is where Teams leaves that out; empty where its id does not tell."""
    channel = string_in(conversation, "id").partition(THREAD)[0]
    return next((kind for end, kind in _KINDS_BY_END.items() if channel.endswith(end)), "")


_KINDS_BY_END = {"@thread.tacv2": "channel", "@thread.skype": "channel", "@thread.v2": "groupChat"}


def _is_external(activity: Json) -> bool:
    """Whether the sender is not of the tenant to which the conversation belongs, as far as the activity says.

    Every tenant that it names counts, for in a channel that is shared across tenants any of them may be the sender's own.
    """
    sender = object_in(activity, "from")
    host = string_in(object_in(activity, "conversation"), "tenantId")
    named = (
        string_in(sender, "tenantId"),
        string_in(object_in(object_in(activity, "channelData"), "tenant"), "id"),
        host,
    )
    tenants = {_bare(each) for each in named} - {""}
    return len(tenants) > 1 or string_in(sender, "userRole").strip().lower() in _OUTSIDE


def _bare(tenant: str) -> str:
    """A tenant's id as the directory has it, however Teams writes it: GUIDs have no case."""
    return tenant.strip().lower()


_LONGEST_TIME = 40
"""ISO 8601 with fractions of a second takes 33."""

_OUTSIDE = ("guest", "anonymous")
"""Roles of those who are in a conversation and do not belong to its tenant."""


def _place(activity: Json, conversation: Json) -> str:
    """The id of the conversation; where an invoke is about a message in a channel, that of the message's thread."""
    given = string_in(conversation, "id")
    message = object_in(object_in(activity, "value"), "messagePayload")
    root = string_in(message, "replyToId") or string_in(message, "id")
    in_channel = string_in(conversation, "conversationType") == "channel"
    return f"{given}{THREAD}{root}" if given and root and in_channel and THREAD not in given else given


def _members(activity: Json, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (string_in(member, "id") for member in objects_in(activity, name))))


def _mentions(activity: Json) -> list[Mention]:
    entities = [entity for entity in objects_in(activity, "entities") if string_in(entity, "type").lower() == "mention"]
    mentions = [
        Mention(string_in(object_in(entity, "mentioned"), "id"), string_in(entity, "text"), _name_in(entity))
        for entity in entities
    ]
    return [mention for mention in mentions if mention.id]


def _name_in(entity: Json) -> str:
    return string_in(object_in(entity, "mentioned"), "name").strip()[:_LONGEST_NAME]


def _clean(value: object) -> object:
    """The value without what no database and no UTF-8 text can hold: half surrogate pairs and NUL."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item) for name, item in value.items()}
    return value


def _short(value: str, most: int) -> str:
    """The value, or nothing where it is longer than any that has a meaning."""
    return value if len(value) <= most else ""


def string_in(holder: Json, name: str) -> str:
    """The text of that name; empty where there is none, or something else."""
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def object_in(holder: Json, name: str) -> Json:
    """The object of that name; empty where there is none, or something else."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def objects_in(holder: Json, name: str) -> list[Json]:
    """The objects in the list of that name; none where there is no list."""
    value = holder.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
