"""The payloads that we listen to, as far as we read them. The edge refuses what does not fit, before Bolt sees it."""

import re
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from core.text import readable


class _Payload(BaseModel):
    """Fields that we do not know are left alone. What people wrote stays out of error messages, and so out of logs."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, given: object) -> object:
        """A field that is null is one that is missing; and no text holds what no database takes, such as half of an emoji."""
        if not isinstance(given, dict):
            return given
        return {
            name: readable(value) if isinstance(value, str) else value
            for name, value in given.items()
            if value is not None
        }

    @model_validator(mode="wrap")
    @classmethod
    def _leave_out(cls, given: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """What can be missing is left out where it is of another type than we know: a new client is to be understood all the same."""
        try:
            return handler(given)
        except ValidationError as error:
            wrong = {each["loc"][0] for each in error.errors(include_url=False, include_input=False) if each["loc"]}
            if not isinstance(given, dict) or not all(_may_be_missing(cls, name) for name in wrong):
                raise
            return handler({name: value for name, value in given.items() if name not in wrong})


def _may_be_missing(kind: type[BaseModel], name: str | int) -> bool:
    return name in kind.model_fields and not kind.model_fields[str(name)].is_required()


_Id = Annotated[str, Field(max_length=255)]
"""An id as the tables hold one; Slack's own have some twenty characters."""


class _Content(_Payload):
    """What a message says: `bots.slack.text.readable` reads it, whatever stands in the fields that are not checked here."""

    text: str | None = None
    blocks: object = None
    attachments: object = None
    files: object = None
    bot_id: str | None = None


class Rewritten(_Content):
    """A message as it is after an edit, or was before it was deleted."""

    ts: _Id = ""
    thread_ts: _Id | None = None
    user: _Id | None = None
    subtype: str | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether it is what stays of a deleted message that has replies."""
        return self.subtype == "tombstone"


class Event(_Content):
    """What happened: for an `app_mention` or a `message`, somebody said something.

    Attributes:
        type: `app_mention`, `message`, or another that we do not listen to.
        channel: conversation id, `C…`, `D…` or `G…`.
        ts: the message's own id in its conversation, such as `1763800000.000100`.
        thread_ts: the `ts` of the message that started its thread.
        user: who said it (`U…` or `W…`).
        user_team: in a channel that is shared with other workspaces, the one that they belong to.
        bot_id: set when a bot said it (`B…`).
        message: with the subtype `message_changed`: as it is now.
        previous_message: with `message_changed` and `message_deleted`: as it was.
        app_context: what the writer has open beside the direct conversation: see `conversation_in_view`. Slack sends it, if empty,
            where the app has the agent's view and listens to `app_context_changed`; None elsewhere.
    """

    type: str
    channel: _Id = ""
    channel_type: str = ""
    ts: _Id = ""
    thread_ts: _Id | None = None
    user: _Id | None = None
    user_team: _Id | None = None
    subtype: str | None = None
    edited: object = None
    message: Rewritten | None = None
    previous_message: Rewritten | None = None
    app_context: object = None


class _Authorization(_Payload):
    user_id: str | None = None
    is_bot: bool = False


class EventCallback(_Payload):
    """An event with its delivery's id (`Ev…`): the same event may come more than once, and under several ids."""

    event: Event
    event_id: str = ""
    authorizations: tuple[_Authorization, ...] = ()

    @property
    def bot_user(self) -> str | None:
        """The user id for which the app got the event, where that is a bot's: ours."""
        return next((who.user_id for who in self.authorizations if who.is_bot), None)


class Command(_Payload):
    """A slash command. `response_url` takes five answers within 30 minutes, in every conversation."""

    command: str
    text: str = ""
    user_id: _Id
    channel_id: _Id = ""
    response_url: str = ""
    trigger_id: str = ""


class _Interaction(_Payload):
    """A press, a shortcut, a view and the like: anything that says what it is and is no event."""

    type: str
    callback_id: str = ""


class _Identified(_Payload):
    id: _Id


class _Person(_Payload):
    """Who acted; `team_id` is the workspace that they belong to, which in a shared channel may be another than ours."""

    id: _Id
    name: str = ""
    username: str = ""
    team_id: _Id = ""


class _Container(_Payload):
    """The message, or the view, that a button sits on."""

    type: str = "message"
    channel_id: _Id = ""
    message_ts: _Id = ""
    thread_ts: _Id | None = None
    is_ephemeral: bool = False


class _Message(_Content):
    ts: _Id = ""
    thread_ts: _Id | None = None
    parent_user_id: _Id | None = None


NO_MESSAGE = _Message()
"""In place of one that a payload lacks: it says nothing."""


class _Option(_Payload):
    value: str


class _Pressed(_Payload):
    action_id: str
    value: str | None = None
    selected_option: _Option | None = None


class _State(_Payload):
    values: dict[str, object] = {}


class _View(_Payload):
    id: _Id = ""
    type: str = "modal"
    callback_id: str = ""
    private_metadata: str = ""
    state: _State = _State()


class Press(_Interaction):
    """A press of a button or a pick from a menu.

    Attributes:
        user: who pressed.
        channel: where; None for a press outside of a conversation.
        container: the message that the button sits on.
        message: the same message in full; None for an ephemeral one.
        view: the form, or the App Home, that the button sits on instead; None for messages.
        actions: what was pressed; Slack sends one.
    """

    user: _Person
    channel: _Identified | None = None
    container: _Container = _Container()
    message: _Message | None = None
    view: _View | None = None
    response_url: str = ""
    trigger_id: str = ""
    actions: Annotated[tuple[_Pressed, ...], Field(min_length=1)]

    @property
    def thread(self) -> str | None:
        """The thread that the message stands in, or None."""
        return self.container.thread_ts or (self.message.thread_ts if self.message else None)

    def is_in_own_thread(self, us: str | None) -> bool:
        """Whether the message stands in a conversation of its own: in a thread of the agent's view, which people begin.

        Presses do not say which view it is. In the classic one what we answer stands beside the question; a thread there is one
        that somebody opened below an answer of ours.
        """
        begun_by = self.message.parent_user_id if self.message else None
        return self.thread is not None and (us is None or begun_by != us)


class Submission(_Interaction):
    """A form that was sent.

    Attributes:
        user: who sent it.
        view: the form, with what was filled in.
        trigger_id: opens another form, once and within three seconds.
    """

    user: _Person
    view: _View
    trigger_id: str = ""


class Shortcut(_Interaction):
    """A shortcut: on a message (`message_action`), or from anywhere.

    Attributes:
        user: who chose it.
        channel: where the message is; None from anywhere.
        message: the message; None from anywhere.
    """

    user: _Person
    channel: _Identified | None = None
    message: _Message | None = None
    response_url: str = ""
    trigger_id: str = ""


_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,254}")


def conversation_in_view(context: object) -> tuple[str, str] | None:
    """The channel that somebody has open and its workspace, which may be empty; None where it is none, or nothing is told.

    Slack names what is open in the order of relevance: a channel by its id, a message by that and its `ts`.
    https://docs.slack.dev/reference/events/app_context_changed
    """
    entities = context.get("entities") if isinstance(context, dict) else None
    for entity in entities if isinstance(entities, list) else ():
        value = entity.get("value") if isinstance(entity, dict) else None
        channel = value.get("channel_id") if isinstance(value, dict) else value
        kinds = ("slack#/types/channel_id", "slack#/types/message_context")
        if isinstance(channel, str) and _CHANNEL.fullmatch(channel) and entity.get("type") in kinds:
            team = entity.get("team_id")
            return channel, team if isinstance(team, str) else ""
    return None


class HomeOpened(_Payload):
    """Somebody opened a tab of the app's home."""

    user: _Id = ""
    tab: str = ""


class _Item(_Payload):
    type: str = ""
    channel: _Id = ""
    ts: _Id = ""


class Reaction(_Payload):
    """Somebody put an emoji on something."""

    user: _Id = ""
    reaction: str = ""
    item: _Item = _Item()


class _HomeCallback(_Payload):
    event: HomeOpened


class _ReactionCallback(_Payload):
    event: Reaction


class _OtherEvent(_Payload):
    type: str


class _OtherCallback(_Payload):
    """An event that we do not listen to."""

    event: _OtherEvent


_EVENTS: dict[str, type[_Payload]] = {
    "app_mention": EventCallback,
    "message": EventCallback,
    "app_home_opened": _HomeCallback,
    "reaction_added": _ReactionCallback,
}
_INTERACTIONS: dict[str, type[_Payload]] = {
    "block_actions": Press,
    "view_submission": Submission,
    "message_action": Shortcut,
    "shortcut": Shortcut,
}


def check(body: object) -> None:
    """Make sure that a body is one that Slack could have sent.

    Raises:
        ValueError: it is not. The message quotes nothing from the body.
    """
    if not isinstance(body, dict):
        raise ValueError("The body is not an object.")  # noqa: TRY004 - one kind of error for a body that does not fit
    _kind(body).model_validate(body)


def _kind(body: dict[object, object]) -> type[_Payload]:
    """What a body claims to be. It can be but one thing: Bolt would look at all that it holds."""
    if [name in body for name in ("type", "command")].count(True) != 1:
        raise ValueError("The body is no command and nothing else.")
    if "command" in body:
        kind: type[_Payload] = Command
    elif body["type"] == "event_callback":
        event = body.get("event")
        happened = event.get("type") if isinstance(event, dict) else None
        kind = _EVENTS.get(happened, _OtherCallback) if isinstance(happened, str) else _OtherCallback
    else:
        kind = _INTERACTIONS.get(str(body["type"]), _Interaction)
    if "event" in body and body.get("type") != "event_callback":
        raise ValueError("Only an event's callback holds an event.")
    return kind
