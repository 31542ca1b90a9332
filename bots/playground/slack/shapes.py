"""Parts of messages as Slack's payloads carry them: files, forwarded messages, alerts of other apps.

https://docs.slack.dev/reference/objects/file-object and https://docs.slack.dev/messaging/formatting-message-text
"""

from datetime import UTC, datetime

from bots.playground.cast import BOT_NAME, MONITORING, PEOPLE, SLACK_MONITORING, SLACK_TEAM
from bots.playground.files import File
from bots.playground.live import Record

_SITE = "https://playground.slack.com"
_ALERT_COLOUR = "a30200"


def file_object(file: File, user: str, ts: str) -> Record:
    """A file that somebody sent with the message of that `ts`."""
    address = f"{_SITE}/files-pri/{SLACK_TEAM}-{file.id}/{file.name}"
    shown: Record = {"thumb_360": address, "original_w": 640, "original_h": 400} if file.is_picture else {}
    return {
        "id": file.id,
        "created": int(float(ts)),
        "timestamp": int(float(ts)),
        "name": file.name,
        "title": file.name,
        "mimetype": file.type,
        "filetype": file.ending or "binary",
        "pretty_type": file.ending.upper() or "Binary",
        "user": user,
        "user_team": SLACK_TEAM,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": f"{_SITE}/files/{user}/{file.id}/{file.name}",
        "has_rich_preview": False,
        "file_access": "visible",
        **shown,
    }


def link_to(channel: str, ts: str) -> str:
    """The address of a message."""
    return f"{_SITE}/archives/{channel}/p{ts.replace('.', '')}"


def share_of(message: Record, channel: str) -> Record:
    """A message as the attachment that a forward of it holds.

    Args:
        message: as payloads carry it.
        channel: where it is.
    """
    user = str(message.get("user") or SLACK_MONITORING)
    text = str(message.get("text") or "")
    found = message.get("attachments")
    inner: list[Record] = found if isinstance(found, list) else []
    if not text:  # Slack shows an alert that lies in an attachment by what that says
        text = "\n".join(str(each.get(name)) for each in inner for name in ("title", "text") if each.get(name))
    ts = str(message["ts"])
    day = datetime.fromtimestamp(float(ts), UTC)
    attachment: Record = {
        "id": 1,
        "is_msg_unfurl": True,
        "is_share": True,
        "ts": ts,
        "author_id": user,
        "author_name": name_of(user),
        "author_subname": name_of(user),
        "author_link": f"{_SITE}/team/{user}",
        "channel_id": channel,
        "channel_team": SLACK_TEAM,
        "original_url": link_to(channel, ts),
        "from_url": link_to(channel, ts),
        "fallback": f"[{day:%B} {day.day}, {day.year} {day:%H:%M}] {name_of(user)}: {text}",
        "text": text,
        "footer": "Slack Conversation",
        "mrkdwn_in": ["text"],
        "color": "D0D0D0",
    }
    if message.get("blocks"):
        shown = {"team": SLACK_TEAM, "channel": channel, "ts": ts, "message": {"blocks": message["blocks"]}}
        attachment["message_blocks"] = [shown]
    if message.get("files"):
        attachment["files"] = message["files"]
    return attachment


def alert() -> tuple[Record, ...]:
    """What the monitoring says: as such apps do, in an attachment beside an empty text."""
    says = "VPN gateway vpn-gw-2 is down"
    details = "Packet loss 100 % for five minutes, 212 sessions dropped. Every new VPN connection times out."
    fields = [
        {"title": "Severity", "value": "critical", "short": True},
        {"title": "Host", "value": "vpn-gw-2", "short": True},
    ]
    shown: Record = {
        "id": 1,
        "color": _ALERT_COLOUR,
        "fallback": says,
        "title": says,
        "text": details,
        "fields": fields,
    }
    return (shown,)


def name_of(user: str) -> str:
    """What a user is called, by id."""
    if user == SLACK_MONITORING:
        return MONITORING
    return next((person.name for person in PEOPLE if person.slack == user), BOT_NAME)
