"""Who and what there is in the playground: people, the bot, channels in Slack and in Teams.

`owners.yaml` names the same ids.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the visitor can be, with an account on both platforms.

    Attributes:
        id: its key in the playground.
        name: as colleagues see it.
        job: what the person does, shown beside the name.
        slack: Slack user id, `U…`.
        teams: Teams user id, `29:…`.
        directory: object id in the tenant, a GUID.
    """

    id: str
    name: str
    job: str
    slack: str
    teams: str
    directory: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a workspace or a team: its id there, its name, and what it is for."""

    id: str
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the Slack app, as the composer offers it."""

    name: str
    hint: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the Slack app, in the menu of each message or everywhere."""

    callback: str
    kind: Literal["message", "global"]
    name: str
    purpose: str


BOT_NAME = "Waypost"

PEOPLE = (
    Person("ana", "Ana Ribeiro", "Sales", "U0ANA", "29:ana", "00000000-0000-4000-8000-0000000000a1"),
    Person("ben", "Ben Okafor", "Network engineer", "U0BEN", "29:ben", "00000000-0000-4000-8000-0000000000b2"),
    Person("mei", "Mei Tanaka", "Data steward", "U0MEI", "29:mei", "00000000-0000-4000-8000-0000000000c3"),
)

SLACK_TEAM = "T0EXAMPLE"
SLACK_APP = "A0WAYPOST"
SLACK_BOT_USER = "U0WAYPOST"
SLACK_BOT = "B0WAYPOST"

SLACK_CHANNELS = (
    Channel("C0GENERAL", "general", "Company-wide talk"),
    Channel("C0FINANCE", "finance", "The finance department"),
    Channel("C0SERVICEDESK", "service-desk", "First line for anything that does not work"),
    Channel("C0NETWORK", "network-ops", "Networks, Wi-Fi and VPN"),
    Channel("C0PLATFORM", "platform", "Servers, cloud and backups"),
    Channel("C0SECURITY", "security", "Information security"),
    Channel("C0DATA", "data-office", "Data definitions, quality and ownership"),
    Channel("C0ANALYTICS", "analytics", "Reports, dashboards and forecasts"),
)

SLACK_COMMANDS = (
    Command("/route", "what you need or what is wrong", "Where does it belong, and who owns it?"),
    Command("/skills", "a role or a responsibility", "What skills does it take?"),
    Command("/waypost", "help, compare, owners …", "Ask Waypost anything about IT and IS Management"),
)

SLACK_SHORTCUTS = (
    Shortcut("who_owns_this", "message", "Who owns this?", "See which team owns what this message asks for, and why"),
    Shortcut("ask_waypost", "global", "Ask Waypost", "Describe what you need, and see who looks after it"),
)

SLACK_PROMPTS = (
    ("Something does not work", "My VPN drops every ten minutes"),
    ("We need something", "We need one definition of an active customer"),
    ("How do the roles differ?", "What is the difference between IT and IS?"),
    ("Who owns what?", "owners"),
)
"""What the app's messages tab suggests to say: a title, and what it stands for."""

SLACK_EMOJIS = ("eyes", "white_check_mark", "heart")
"""What one may put on a message, beside the emoji that asks."""

TEAMS_TENANT = "00000000-0000-4000-8000-00000000aaaa"
TEAMS_BOT = "28:00000000-0000-4000-8000-00000000b0b0"
TEAMS_TEAM = "19:example@thread.tacv2"
TEAMS_TEAM_NAME = "Example Ltd"

TEAMS_CHANNELS = (
    Channel(TEAMS_TEAM, "General", "Company-wide talk"),  # in Teams, too, General has the id of its team
    Channel("19:sales@thread.tacv2", "Sales", "The sales department"),
    Channel("19:security@thread.tacv2", "Security", "Information security"),
    Channel("19:workplace@thread.tacv2", "Workplace", "Devices and applications"),
    Channel("19:projects@thread.tacv2", "IT projects", "Projects, purchases and budget"),
    Channel("19:strategy@thread.tacv2", "Digital strategy", "Strategy, portfolio and governance"),
    Channel("19:business-systems@thread.tacv2", "Business systems", "Business systems and the processes around them"),
    Channel("19:analytics@thread.tacv2", "Analytics", "Reports, dashboards and forecasts"),
    Channel("19:adoption@thread.tacv2", "Change and adoption", "Training and roll-out"),
)


def slack_direct(person: Person) -> str:
    """Id of the person's direct conversation with the bot in Slack."""
    return f"D0{person.id.upper()}"


def teams_personal(person: Person) -> str:
    """Id of the person's chat with the bot in Teams."""
    return f"a:{person.id}-with-waypost"
