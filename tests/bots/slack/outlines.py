"""Typical answers, as the core lays them out."""

from core.addresses import Channel
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Grid,
    Menu,
    Note,
    Option,
    Outline,
    OwnedBy,
    Paragraph,
    Quoted,
    Rule,
)
from core.directory.model import Team

ASK = "q3ZkV0pXb1Yt9aBc"

_NETWORK = Team("network-ops", "Network operations", channels={"slack": Channel("T0123", "C0456")})
_DESK = Team("service-desk", "Service desk")


def _corrections(part: int) -> Buttons:
    return Buttons(
        (
            Button("Not right?", Action(Verb.CORRECT, ASK, part)),
            Button("Skills", Action(Verb.SKILLS, choice="it.network")),
        )
    )


OUTLINES = {
    "route": Outline(
        "Network and connectivity",
        (
            Quoted("My VPN drops every ten minutes & the <office> wifi too"),
            Paragraph("Keeps people and systems connected.", strong=True),
            Fact("Why", "the words “vpn” and “drops”"),
            Fact("How sure", "fairly sure (84%); next best is End-user devices"),
            OwnedBy("Owner", _NETWORK),
            Bullets("Good to include in the request", ("where you are", "since when it happens")),
            _corrections(0),
        ),
        "This belongs to Network and connectivity (IT Management). Network operations owns it.",
    ),
    "clarify": Outline(
        "One question first",
        (
            Quoted("The report is wrong"),
            Paragraph("Does it break, or does it show the wrong thing?", strong=True),
            Note("Your message is long: I read only the first part of it."),
            Buttons(
                (
                    Button("It breaks", Action(Verb.CLARIFY, ASK, 0, "it.applications"), "primary"),
                    Button("The figures are wrong", Action(Verb.CLARIFY, ASK, 0, "is.data_management")),
                    Button("Neither", Action(Verb.CORRECT, ASK)),
                )
            ),
        ),
        "Does it break, or does it show the wrong thing?",
    ),
    "choose": Outline(
        "Which is right?",
        (
            Menu(
                "Choose the right place",
                (
                    ("Most likely", (Option("it.network", "Network and connectivity", "Connections of all kinds"),)),
                    ("Empty", ()),
                    ("Neither", (Option("none", "None of these", ""),)),
                ),
                Action(Verb.CORRECT_TO, ASK, 1),
            ),
            Buttons((Button("Leave it as it was", Action(Verb.BACK, ASK, 1)),)),
        ),
        "Choose where this request belongs.",
    ),
    "several": Outline(
        "Several requests",
        (
            Paragraph("Your message contains 2 requests. Here is where each belongs."),
            Rule(),
            Paragraph("1. Network and connectivity", strong=True),
            OwnedBy("Owner", _NETWORK),
            _corrections(0),
            Rule(),
            Paragraph("2. Not ours", strong=True),
            OwnedBy("A person to ask", _DESK),
            _corrections(1),
        ),
        "1. Network and connectivity. 2. Not ours.",
    ),
    "compare": Outline(
        "IT Management and IS Management",
        (
            Grid(
                ("", "IT Management", "IS Management"),
                (
                    ("Asks", "Does it run?", "Does it serve the business?"),
                    ("Looks after", "hardware, networks, platforms", "information, processes, applications"),
                ),
            ),
        ),
        "IT keeps technology running. IS makes information work.",
    ),
    "owners": Outline(
        "Owners",
        (Grid(("Responsibility", "Owner"), (("Network", "Network operations"), ("Data", "no owner listed"))),),
        "Network: Network operations; Data: no owner listed",
    ),
    "help": Outline(
        "How I can help",
        (
            Bullets("You can", ("describe what you need", "ask who owns something (owners)")),
            Paragraph("Or try one of these:"),
            Buttons((Button("Who owns the network?", Action(Verb.ASK, choice="Who owns the network?")),)),
            Note("Answers are suggestions. Nothing is sent to anybody."),
        ),
        "I tell you who looks after what.",
    ),
}
