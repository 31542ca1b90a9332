"""The message extension: "Who owns this?" on any message, and looking up roles, responsibilities and owners while writing."""

import html
import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from bots.teams.outbound import CARD, InvokeResult, Message, Turn
from bots.teams.payloads import Incoming, Json, Mention
from bots.teams.render import card
from bots.teams.render.actions import read_submit
from bots.teams.render.text import clip
from bots.teams.text import readable_payload
from bots.teams.trust.gate import teams_link
from core.app import Waypost
from core.conversation.actions import UnknownActionError
from core.conversation.answer import Answer, Presentation
from core.conversation.messages import Press, Question
from core.conversation.outline import Outline, Paragraph
from core.desk.compose import compose_gone

FETCH = "composeExtension/fetchTask"
SUBMIT = "composeExtension/submitAction"
QUERY = "composeExtension/query"
INVOKES = frozenset({FETCH, SUBMIT, QUERY})

WHO_OWNS_THIS = "whoOwnsThis"
LOOK_UP = "lookUp"
QUERY_PARAMETER = "query"

_TITLE = "Waypost"
_PREVIEW_CHARACTERS = 100
_THUMBNAIL = "application/vnd.microsoft.card.thumbnail"

_NO_TEXT = "This message has no text that I could read."
_NOT_HERE = "I could not post here. Add Waypost to this team or chat first, then share again."

_TAG = re.compile(r"<[^<>]*>")


class Extension:
    """Answers the message extension's invokes. Its cards stand in a dialog, which knows no Action.Execute."""

    def __init__(self, waypost: Waypost, post: Callable[[Turn, Message], Awaitable[bool]]) -> None:
        """Take the core, and how to post for everybody, which says whether that was possible."""
        self._waypost = waypost
        self._post = post

    async def handle(self, turn: Turn) -> InvokeResult:
        """Answer an invoke whose name is in `INVOKES`. One that carries nothing of ours gets an empty answer."""
        incoming = turn.incoming
        value = incoming.value if isinstance(incoming.value, dict) else {}
        match incoming.name:
            case n if n == QUERY:
                return await self._look_up(incoming, value)
            case n if n == SUBMIT:
                return await self._submit(turn, value)
            case _:
                return await self._ask(incoming, value)

    async def _ask(self, incoming: Incoming, value: Json) -> InvokeResult:
        message = value.get("messagePayload")
        message = message if isinstance(message, dict) else {}
        text = readable_payload(message, _mentions(message, incoming.bot), incoming.bot)
        if not text:
            return _dialog(Outline("", (Paragraph(_NO_TEXT),), _NO_TEXT))
        question = Question(
            text,
            incoming.sender,
            incoming.place,
            locale=incoming.locale,
            openly=False,
            link=teams_link(message.get("linkToMessage")),
            shareable=True,
            alias=incoming.sender_object,
            known_as=incoming.person,
        )
        return _dialog((await self._waypost.ask(question)).outline)

    async def _submit(self, turn: Turn, value: Json) -> InvokeResult:
        incoming = turn.incoming
        try:
            action, inputs = read_submit(value.get("data"))
        except UnknownActionError:
            return _dialog(compose_gone())
        press = Press(action, incoming.person, incoming.place, id=incoming.id, inputs=inputs, privately=True)
        answer = await self._waypost.press(press)
        if answer.presentation != Presentation.SHARE_IN_THREAD:
            return _dialog(answer.outline)
        shared = await self._post(turn, _draw(answer))
        # without a body the dialog closes: everybody sees the answer now
        return InvokeResult(HTTPStatus.OK) if shared else _dialog(Outline("", (Paragraph(_NOT_HERE),), _NOT_HERE))

    async def _look_up(self, incoming: Incoming, value: Json) -> InvokeResult:
        parameters = value.get("parameters")
        given: dict[str, object] = {
            str(parameter.get("name")): parameter.get("value")
            for parameter in (parameters if isinstance(parameters, list) else [])
            if isinstance(parameter, dict)
        }
        found = await self._waypost.look_up(str(given.get(QUERY_PARAMETER) or ""), incoming.person)
        if isinstance(found, Answer):
            said: Json = {"type": "message", "text": found.outline.summary}
            return InvokeResult(HTTPStatus.OK, {"composeExtension": said})
        attachments = [_result(outline) for outline in found]
        body: Json = {"type": "result", "attachmentLayout": "list", "attachments": attachments}
        return InvokeResult(HTTPStatus.OK, {"composeExtension": body})


def _mentions(message: Json, bot: str) -> list[Mention]:
    """The mentions in a message as this invoke carries it: a bot by the id of its app, and its name with a tag or without."""
    found: list[Mention] = []
    mentions = message.get("mentions")
    for mention in mentions if isinstance(mentions, list) else []:
        mentioned = mention.get("mentioned") if isinstance(mention, dict) else None
        application = mentioned.get("application") if isinstance(mentioned, dict) else None
        if isinstance(application, dict) and bot in (application.get("id"), f"28:{application.get('id')}"):
            name = _TAG.sub("", str(mention.get("mentionText")))
            found.append(Mention(bot, f"<at>{name}</at>"))
    return found


def for_dialog(node: object) -> object:
    """A card, or a part of one, with each Action.Execute in it replaced by its fallback, which dialogs know."""
    if isinstance(node, list):
        return [for_dialog(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "Action.Execute" and isinstance(node.get("fallback"), dict):
        return for_dialog(node["fallback"])
    return {name: for_dialog(value) for name, value in node.items()}


def _dialog(outline: Outline) -> InvokeResult:
    shown: Mapping[str, object] = {"contentType": CARD, "content": for_dialog(card(outline))}
    value: Json = {"title": _TITLE, "width": "medium", "height": "medium", "card": shown}
    return InvokeResult(HTTPStatus.OK, {"task": {"type": "continue", "value": value}})


def _result(outline: Outline) -> Json:
    says = clip(" ".join(outline.summary.split()), _PREVIEW_CHARACTERS)
    preview = {"contentType": _THUMBNAIL, "content": {"title": outline.title, "text": html.escape(says)}}
    # inserted, it is the sender's own message: its buttons would lead nowhere
    return {"contentType": CARD, "content": _without_actions(card(outline)), "preview": preview}


def _without_actions(drawn: Json) -> Json:
    body = drawn["body"]
    kept = [element for element in body if element.get("type") != "ActionSet"] if isinstance(body, list) else []
    return {**drawn, "body": kept}


def _draw(answer: Answer) -> Message:
    return Message(card=card(answer.outline), summary=clip(answer.outline.summary, _PREVIEW_CHARACTERS))
