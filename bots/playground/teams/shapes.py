"""What a message says, as Teams' payloads carry it: to a bot as an activity, and to a message extension.

https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability and
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
"""

import html
import json
import re
import uuid
from datetime import UTC, datetime

from bots.playground.cast import (
    BOT_NAME,
    MONITORING,
    PEOPLE,
    TEAMS_BOT,
    TEAMS_MONITORING,
    TEAMS_TEAM,
    TEAMS_TENANT,
    Person,
)
from bots.playground.files import File
from bots.playground.live import Record
from bots.playground.teams.tenant import Forwarded, Message, chat_partner, is_channel

MENTION = f"@{BOT_NAME}"
"""How a message of the playground begins that mentions the bot."""

CARD = "application/vnd.microsoft.card.adaptive"
_DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_SITE = "https://example.sharepoint.com/sites/playground/Shared%20Documents"

_AT = f"<at>{BOT_NAME}</at>"
_IN_HTML = f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">{BOT_NAME}</span>'
_IN_GRAPH = f'<at id="0">{BOT_NAME}</at>'


def activity_of(message: Message) -> Record:
    """A person's message as the activity that the bot gets: text, entities, and what is attached."""
    mentions, text = split_mention(message.text)
    entities: list[Record] = [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}]
    if mentions:
        entities.append({"type": "mention", "mentioned": {"id": TEAMS_BOT, "name": BOT_NAME}, "text": _AT})
    told: Record = {
        "text": " ".join(filter(None, (_AT if mentions else "", html.escape(text, quote=False)))),
        "textFormat": "plain",
        "entities": entities,
    }
    attached = _attachments(message, is_personal=chat_partner(message.place) is not None)
    if attached:
        page = {"contentType": "text/html", "content": _page(message, attached, _IN_HTML)}
        told["attachments"] = [*attached, page]
    return told


def payload_of(message: Message) -> Record:
    """A message as a message extension gets it: its shape is that of Microsoft Graph."""
    mentions, _ = split_mention(message.text)
    attached = _attachments(message, is_personal=False)
    written = datetime.fromtimestamp(int(message.id) / 1_000, UTC).isoformat(timespec="milliseconds")
    application = {"id": TEAMS_BOT.removeprefix("28:"), "displayName": BOT_NAME, "applicationIdentityType": "bot"}
    payload: Record = {
        "id": message.id,
        "replyToId": message.root,
        "createdDateTime": written,
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-gb",
        "linkToMessage": _link_to(message),
        "from": _sender(message.sender),
        "body": {"contentType": "html", "content": _page(message, attached, _IN_GRAPH)},
        "attachments": [each for each in attached if not each["contentType"].startswith("image/")],
        "mentions": [{"id": 0, "mentionText": BOT_NAME, "mentioned": {"application": application}}] if mentions else [],
        "reactions": [],
    }
    return payload


def forward_of(message: Message) -> Forwarded:
    """What a forward of a message holds."""
    return Forwarded(message.id, message.place, message.sender, name_of(message.sender), message.text, message.files)


def name_of(sender: str) -> str:
    """What somebody is called, by their id."""
    person = _person(sender)
    return person.name if person else MONITORING if sender == TEAMS_MONITORING else BOT_NAME


def split_mention(text: str) -> tuple[bool, str]:
    """Whether a text begins with a mention of the bot, and what it says besides."""
    mentions = re.match(rf"{MENTION}(?!\w)\s*", text)
    return (True, text[mentions.end() :]) if mentions else (False, text)


def _attachments(message: Message, *, is_personal: bool) -> list[Record]:
    found = [_file(file, is_personal=is_personal) for file in message.files]
    if message.forwarded:
        found.append(_forward_attachment(message.forwarded))
    return found + [{"id": uuid.uuid4().hex, "contentType": CARD, "content": card} for card in message.cards]


def _file(file: File, *, is_personal: bool) -> Record:
    address = f"{_SITE}/{file.name}"
    if file.is_picture:
        return {
            "contentType": "image/*",
            "contentUrl": f"https://smba.trafficmanager.net/emea/v3/attachments/{file.id}",
        }
    if not is_personal:  # in channels and group chats files lie in SharePoint
        return {"id": file.id, "contentType": "reference", "contentUrl": address, "name": file.name}
    content = {"downloadUrl": address, "uniqueId": file.id, "fileType": file.ending}
    return {"contentType": _DOWNLOAD, "contentUrl": address, "name": file.name, "content": content}


def _forward_attachment(forwarded: Forwarded) -> Record:
    user = _sender(forwarded.sender)["user"] or {"userIdentityType": "bot", "displayName": forwarded.name}
    content = {
        "originalMessageId": forwarded.id,
        "originalMessageContent": _paragraph(forwarded.text) + "".join(map(_image, _pictures(forwarded.files))),
        "originalConversationId": forwarded.place,
        "originalSentDateTime": datetime.fromtimestamp(int(forwarded.id) / 1_000, UTC).isoformat(),
        "originalMessageSender": {"application": None, "device": None, "user": user},
    }
    return {"id": forwarded.id, "contentType": "forwardedMessageReference", "content": json.dumps(content)}


def _page(message: Message, attached: list[Record], mention: str) -> str:
    mentions, text = split_mention(message.text)
    paragraph = " ".join(filter(None, (mention if mentions else "", _escape(text))))
    tags = [f'<attachment id="{each["id"]}"></attachment>' for each in attached if "id" in each]
    return f"<p>{paragraph}</p>" + "".join(map(_image, _pictures(message.files))) + "".join(tags)


def _pictures(files: tuple[File, ...]) -> list[File]:
    return [file for file in files if file.is_picture]


def _image(file: File) -> str:
    address = f"https://graph.microsoft.com/v1.0/hostedContents/{file.id}/$value"
    return f'<p><img alt="image" src="{address}" itemtype="http://schema.skype.com/AMSImage" width="250"></p>'


def _paragraph(text: str) -> str:
    return f"<p>{_escape(text)}</p>"


def _escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _sender(sender: str) -> Record:
    person = _person(sender)
    if person:
        user = {"id": person.directory, "displayName": person.name, "userIdentityType": "aadUser"}
        return {"user": user, "application": None, "device": None}
    about = {"id": sender.removeprefix("28:"), "displayName": name_of(sender), "applicationIdentityType": "bot"}
    return {"user": None, "application": about, "device": None}


def _person(sender: str) -> Person | None:
    return next((person for person in PEOPLE if person.teams == sender), None)


def _link_to(message: Message) -> str:
    if not is_channel(message.place):
        context = "%7B%22contextType%22%3A%22chat%22%7D"
        return f"https://teams.microsoft.com/l/message/{message.place}/{message.id}?context={context}"
    root = message.root or message.id
    query = f"groupId={TEAMS_TEAM}&tenantId={TEAMS_TENANT}&parentMessageId={root}&createdTime={message.id}"
    return f"https://teams.microsoft.com/l/message/{message.place}/{message.id}?{query}"
