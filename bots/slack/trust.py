"""Before anything else is done about a request: whether its workspace, and the person in it, may use Waypost."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bots.access import NOT_ALLOWED, Access
from bots.slack.listeners.common import HOME, workspace
from bots.slack.listeners.removals import EVENTS as REMOVALS
from bots.slack.oauth.identity import Identity
from bots.slack.people import People
from bots.slack.render import answer_view
from bots.slack.reply_target import ReplyTarget
from core.conversation.outline import Outline, Paragraph

_TURNED_AWAY = Outline("", (Paragraph(NOT_ALLOWED),), NOT_ALLOWED)

_PATIENCE_SECONDS = 1.5
"""How long a request waits for Slack to say whose token we have: half of what Slack waits for its acknowledgement."""

Tell = Callable[[Outline, ReplyTarget, tuple[tuple[str, ...], ...]], None]
"""Tells one person something: see `Inbound.tell`."""


class Own(Protocol):
    """Knows the workspace of our token."""

    async def wait_until_known(self, seconds: float) -> bool:
        """Whether Slack has said it, waiting for so long at most."""


class Gate:
    """Bolt's middleware in front of all others."""

    def __init__(self, access: Access, own: Own | None, people: People, identity: Identity, tell: Tell) -> None:
        """Take what decides.

        Args:
            access: which workspaces are allowed.
            own: with the token of one workspace, which counts as allowed once Slack has said which it is.
            people: tells where somebody belongs whose payload does not.
            identity: knows the organisation over a workspace of ours.
            tell: tells somebody that they are turned away.
        """
        self._access = access
        self._own = own
        self._people = people
        self._identity = identity
        self._tell = tell

    async def check(
        self,
        body: Mapping[str, Any],
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt passes it by this name
    ) -> BoltResponse:
        """Let a request pass on, or answer it here."""
        # Slack tries our address out; and an installation from before its workspace was left out is forgotten all the same
        if body.get("type") == "url_verification" or _event(body).get("type") in REMOVALS:
            return await next()
        if not self._access.allows(context.team_id, context.enterprise_id):
            if self._own and not self._access.is_listed and not await self._own.wait_until_known(_PATIENCE_SECONDS):
                return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)  # Slack sends events again
            if not await self._access.admits(context.team_id, context.enterprise_id):
                self._access.note_outsider(_kind(body))
                return _refusal(body)
        home = await self._identity.home(context.team_id or "", context.enterprise_id or "")
        if self._access.allows(home):
            context[HOME] = home
        if not await self._is_ours(body, context):
            self._access.note_outsider(f"{_kind(body)} by somebody from elsewhere")
            self._say_so(body, context)
            return _refusal(body)
        return await next()

    async def _is_ours(self, body: Mapping[str, Any], context: AsyncBoltContext) -> bool:
        """Whether who did it belongs to an allowed workspace, or at least to its organisation.

        In a channel shared by Slack Connect, others act too. Who is of the organisation only is let in as a guest is: see
        `Person.external`.
        """
        event = _event(body)
        if "event" in body:
            if body.get("is_ext_shared_channel") is not True:
                return True  # all who are there belong to the organisation
            home = _author_team(event)
        else:
            user = body.get("user")
            told = user.get("team_id") if isinstance(user, Mapping) else None
            home = told if isinstance(told, str) else None if told is None else ""
            if home is None:
                return True  # commands: only their own workspace can use them
        # not the payload's organisation: of a form it is that of who sends it, while the workspace is that of our token
        if home and (home == context.team_id or await self._access.admits(home)):
            return True
        if not context.user_id:
            return False
        team = workspace(context)
        profile = await self._people.profile(team, context.user_id)
        if self._identity.organisation(team) in profile.workspaces:
            return True
        return await self._access.admits(*profile.workspaces)

    def _say_so(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """To a press; an event gets silence, and what Slack takes an answer to, that answer."""
        if context.response_url and context.user_id and "command" not in body:
            spot = ReplyTarget(
                workspace(context), context.channel_id or "", context.user_id, response_url=context.response_url
            )
            self._tell(_TURNED_AWAY, spot, (("trigger", spot.workspace, str(body.get("trigger_id") or "")),))


def _event(body: Mapping[str, Any]) -> Mapping[str, Any]:
    event = body.get("event")
    return event if isinstance(event, Mapping) else {}


def _author_team(event: Mapping[str, Any]) -> str | None:
    """Where the author of a message belongs, as the event says it; of an edit or a deletion, the author of what it changes."""
    for each in (event, event.get("message"), event.get("previous_message")):
        if isinstance(each, Mapping):
            for name in ("user_team", "source_team", "team"):
                if isinstance(each.get(name), str) and each[name]:
                    return str(each[name])
    return None


def _kind(body: Mapping[str, Any]) -> str:
    return "event" if "event" in body else "command" if "command" in body else "interaction"


def _refusal(body: Mapping[str, Any]) -> BoltResponse:
    """The acknowledgement, with a word to the person where Slack shows one."""
    if "command" in body:
        return _answer({"response_type": "ephemeral", "text": NOT_ALLOWED})
    if body.get("type") == "view_submission":
        return _answer({"response_action": "update", "view": answer_view(_TURNED_AWAY)})
    return BoltResponse(status=HTTPStatus.OK)


def _answer(said: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=HTTPStatus.OK, body=said, headers={"content-type": "application/json"})
