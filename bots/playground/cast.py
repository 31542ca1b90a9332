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
        is_guest: whether the person belongs to another company, and sees in Slack only where they were invited to.
    """

    id: str
    name: str
    job: str
    slack: str
    teams: str
    directory: str
    is_guest: bool = False

    @property
    def email(self) -> str:
        """The person's address; a guest's belongs to another company."""
        return f"{self.id}@{'agency.example' if self.is_guest else 'example.com'}"


_STAFF = ("ana", "ben", "mei")
_EVERYBODY = (*_STAFF, "lena")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a workspace or a team, or a group of people who talk among themselves.

    Attributes:
        id: its id there.
        name: as people see it; of a group in Slack there is none, and it is called by its members.
        purpose: what it is for.
        kind: a channel, or a group: a group direct message in Slack, a group chat in Teams.
        members: ids of the people who see it. The bot is everywhere.
    """

    id: str
    name: str
    purpose: str
    kind: Literal["channel", "group"] = "channel"
    members: tuple[str, ...] = _STAFF


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

MONITORING = "Monitoring"
"""Another app, which raises alerts where the visitor lets it."""
SLACK_MONITORING = "U0MONITORING"
SLACK_MONITORING_BOT = "B0MONITORING"
TEAMS_MONITORING = "28:00000000-0000-4000-8000-00000000c0c0"

PEOPLE = (
    Person("ana", "Ana Ribeiro", "Sales", "U0ANA", "29:ana", "00000000-0000-4000-8000-0000000000a1"),
    Person("ben", "Ben Okafor", "Network engineer", "U0BEN", "29:ben", "00000000-0000-4000-8000-0000000000b2"),
    Person("mei", "Mei Tanaka", "Data steward", "U0MEI", "29:mei", "00000000-0000-4000-8000-0000000000c3"),
    Person(
        id="lena",
        name="Lena Fischer",
        job="Agency (guest)",
        slack="U0LENA",
        teams="29:lena",
        directory="00000000-0000-4000-8000-0000000000d4",
        is_guest=True,
    ),
)

SLACK_TEAM = "T0EXAMPLE"
SLACK_APP = "A0WAYPOST"
SLACK_BOT_USER = "U0WAYPOST"
SLACK_BOT = "B0WAYPOST"

SLACK_ALERTS = "C0ALERTS"
"""Where the monitoring raises alerts."""

SLACK_CHANNELS = (
    Channel("C0GENERAL", "general", "Company-wide talk"),
    Channel("C0FINANCE", "finance", "The finance department"),
    Channel("C0SERVICEDESK", "service-desk", "First line for anything that does not work"),
    Channel("C0NETWORK", "network-ops", "Networks, Wi-Fi and VPN"),
    Channel("C0PLATFORM", "platform", "Servers, cloud and backups"),
    Channel("C0SECURITY", "security", "Information security"),
    Channel("C0DATA", "data-office", "Data definitions, quality and ownership"),
    Channel("C0ANALYTICS", "analytics", "Reports, dashboards and forecasts"),
    Channel(SLACK_ALERTS, "alerts", "What our monitoring reports"),
    Channel("C0WEBSITE", "new-website", "The new website, with our agency", members=("ana", "ben", "lena")),
    Channel("G0TRIO", "", "A group direct message", "group"),
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

TEAMS_ALERTS = "19:alerts@thread.tacv2"

# In Teams a guest of a team sees all of its channels.
TEAMS_CHANNELS = (
    # in Teams, too, General has the id of its team
    Channel(TEAMS_TEAM, "General", "Company-wide talk", members=_EVERYBODY),
    Channel("19:sales@thread.tacv2", "Sales", "The sales department", members=_EVERYBODY),
    Channel("19:security@thread.tacv2", "Security", "Information security", members=_EVERYBODY),
    Channel("19:workplace@thread.tacv2", "Workplace", "Devices and applications", members=_EVERYBODY),
    Channel("19:projects@thread.tacv2", "IT projects", "Projects, purchases and budget", members=_EVERYBODY),
    Channel("19:strategy@thread.tacv2", "Digital strategy", "Strategy, portfolio and governance", members=_EVERYBODY),
    Channel(
        "19:business-systems@thread.tacv2",
        "Business systems",
        "Business systems and the processes around them",
        members=_EVERYBODY,
    ),
    Channel("19:analytics@thread.tacv2", "Analytics", "Reports, dashboards and forecasts", members=_EVERYBODY),
    Channel("19:adoption@thread.tacv2", "Change and adoption", "Training and roll-out", members=_EVERYBODY),
    Channel(TEAMS_ALERTS, "Alerts", "What our monitoring reports", members=_EVERYBODY),
)

TEAMS_GROUPS = (Channel("19:office-move@thread.v2", "Office move", "A group chat", "group"),)


def slack_direct(person: Person) -> str:
    """Id of the person's direct conversation with the bot in Slack."""
    return f"D0{person.id.upper()}"


def teams_personal(person: Person) -> str:
    """Id of the person's chat with the bot in Teams."""
    return f"a:{person.id}-with-waypost"
