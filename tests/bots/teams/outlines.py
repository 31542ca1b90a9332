"""Typical answers, as the core lays them out, and any others."""

from hypothesis import strategies as st

from core.addresses import Channel
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Field,
    Form,
    Grid,
    Link,
    Menu,
    Note,
    Option,
    Outline,
    OwnedBy,
    Paragraph,
    Pick,
    Quoted,
    Rule,
)
from core.directory.model import Team
from tests.support.microsoft_cloud import TENANT

ASK = "q3ZkV0pXb1Yt9aBc"

_NETWORK = Team(
    "network-ops",
    "Network operations",
    channels={"teams": Channel(TENANT, "19:network@thread.tacv2", "9d1a0000-0000-4000-8000-00000000000a")},
    contact="extension 4711",
)
_DESK = Team("service-desk", "Service desk", channels={"slack": Channel("T0123", "C0456")})

TYPICAL = {
    "route": Outline(
        "Network and connectivity",
        (
            Quoted("My VPN drops *every* ten minutes <at>all</at>\n- and the wifi, too {{DATE(2026-11-22,SHORT)}}"),
            Paragraph("Keeps people and systems connected.", strong=True),
            Fact("Why", "the words “vpn” and “[drops](https://evil.example)”"),
            Fact("How sure", "fairly sure (84%); next best is End-user devices"),
            OwnedBy("Owner", _NETWORK),
            Bullets("Good to include in the request", ("where you are", "since when it happens")),
            Buttons(
                (
                    Button("Not right?", Action(Verb.CORRECT, ASK)),
                    Button("Skills", Action(Verb.SKILLS, choice="it.network")),
                )
            ),
            Note("Thank you. Your correction is kept, so that I can learn from it."),
        ),
        "This belongs to Network and connectivity (IT Management). Network operations owns it.",
    ),
    "clarify": Outline(
        "One question first",
        (
            Quoted("The report is wrong"),
            Paragraph("Does it break, or does it show the wrong thing?", strong=True),
            Buttons(
                (
                    Button("It breaks", Action(Verb.CLARIFY, ASK, 0, "it.applications"), "primary"),
                    Button("The figures are wrong", Action(Verb.CLARIFY, ASK, 0, "is.data")),
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
            Rule(),
            Paragraph("2. Not ours", strong=True),
            OwnedBy("A person to ask", _DESK),
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
}

HOSTILE = st.sampled_from(
    [
        "*bold*",
        "_it_",
        "~~no~~",
        "`code`",
        "[text](https://evil.example)",
        "![x](y)",
        "<at>all</at>",
        "<b>",
        "</speak>",
        "&lt;",
        "# head",
        "> quote",
        "- item",
        "1. item",
        "\\",
        "{{DATE(2026-11-22,SHORT)}}",
        "${title}",
        "\n\n",
        "😀",
        "---",
    ]
)
_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
TEXTS = st.one_of(
    _WORDS,
    st.lists(st.one_of(HOSTILE, _WORDS), max_size=8).map(" ".join),
    st.tuples(HOSTILE, st.integers(1, 3000)).map(lambda drawn: drawn[0] * drawn[1]),
)
_LABELS = st.one_of(HOSTILE, _WORDS)
_ASKS = st.text("abcXYZ019_-", max_size=24)
_ACTIONS = st.builds(Action, st.sampled_from(Verb), _ASKS, st.integers(0, 20), _WORDS)
_OPTIONS = st.lists(st.builds(Option, _WORDS, _LABELS, _LABELS), max_size=6).map(tuple)
_GROUPS = st.lists(st.tuples(_LABELS, _OPTIONS), max_size=3).map(tuple)
_FIELDS = st.tuples(
    st.builds(Field, st.just("text"), _LABELS, TEXTS, st.integers(1, 3000), st.booleans()),
    st.builds(Pick, st.just("belongs"), _LABELS, _GROUPS),
)
_FORMS = st.builds(Form, _LABELS, _FIELDS | st.just(()), _LABELS)
_BUTTONS = st.builds(Button, _LABELS, _ACTIONS, st.sampled_from(["default", "primary"]), st.none() | _FORMS)
_CHANNELS = st.builds(Channel, _WORDS, _WORDS, _WORDS).map(lambda channel: {"teams": channel})
_TEAMS = st.builds(Team, _WORDS, TEXTS, channels=st.just({}) | _CHANNELS, contact=st.none() | TEXTS)


def _grids() -> st.SearchStrategy[Grid]:
    def of(width: int) -> st.SearchStrategy[Grid]:
        row = st.lists(TEXTS, min_size=width, max_size=width).map(tuple)
        return st.builds(Grid, row, st.lists(row, max_size=4).map(tuple))

    return st.integers(0, 3).flatmap(of)


_PARTS = st.one_of(
    st.builds(Paragraph, TEXTS, st.booleans()),
    st.builds(Quoted, TEXTS, st.booleans()),
    st.builds(Link, TEXTS, TEXTS | st.builds("https://{}".format, TEXTS)),
    st.builds(Fact, TEXTS, TEXTS),
    st.builds(Bullets, TEXTS, st.lists(TEXTS, max_size=5).map(tuple)),
    _grids(),
    st.builds(OwnedBy, TEXTS, _TEAMS),
    st.builds(Note, TEXTS),
    st.builds(Buttons, st.lists(_BUTTONS, max_size=8).map(tuple)),
    st.builds(Menu, _LABELS, _GROUPS, _ACTIONS),
    st.just(Rule()),
)
ANY = st.builds(
    Outline,
    TEXTS,
    st.tuples(st.lists(_PARTS, max_size=8), st.integers(1, 30)).map(lambda drawn: tuple(drawn[0] * drawn[1])),
    TEXTS,
)
"""Outlines of all kinds of parts, some of them far too large for a card."""
