"""Drawing outlines with Block Kit."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.slack.render import Rendered, action_of, render
from core.addresses import Channel
from core.conversation.actions import Action, UnknownActionError, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Grid,
    Link,
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
from tests.bots.slack.blockkit import controls, faults, texts
from tests.bots.slack.outlines import OUTLINES

GOLDEN = Path(__file__).parent / "golden"

_HOSTILE = st.sampled_from(
    [
        "<!channel>",
        "<@U1>",
        "*bold*",
        "_it_",
        "~no~",
        "`code`",
        "```",
        "&lt;",
        "\n> quote",
        "https://x.example",
        "😀",
        "*",
    ]
)
_TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(_HOSTILE, max_size=8).map(" ".join),
    st.tuples(st.one_of(_HOSTILE, st.characters()), st.integers(1, 4000)).map(lambda drawn: drawn[0] * drawn[1]),
)
_TEAM = st.builds(
    Team,
    id=st.just("network-ops"),
    name=_TEXT,
    channels=st.just({})
    | st.from_regex(r"[CG][A-Z0-9]{8,10}", fullmatch=True).map(lambda channel: {"slack": Channel("T1", channel)}),
)
_ASK = st.just("") | st.from_regex(r"[A-Za-z0-9_-]{16}", fullmatch=True)
_ACTION = st.builds(Action, st.sampled_from(Verb), _ASK, st.integers(0, 9), st.text(max_size=30) | _TEXT)
_BUTTONS = st.lists(st.builds(Button, _TEXT, _ACTION, st.sampled_from(["default", "primary"])), max_size=30)
_OPTIONS = st.lists(st.builds(Option, st.text(max_size=20) | _TEXT, _TEXT, _TEXT), max_size=5) | st.integers(
    90, 220
).map(lambda many: [Option(f"it.{at}", f"Option {at}", "") for at in range(many)])


@st.composite
def _grids(draw: st.DrawFn) -> Grid:
    columns = draw(st.integers(1, 13))
    row = st.lists(_TEXT, min_size=columns, max_size=columns).map(tuple)
    return Grid(draw(row), draw(st.lists(row, max_size=6).map(tuple)))


_PART = st.one_of(
    st.builds(Paragraph, _TEXT, st.booleans()),
    st.builds(Quoted, _TEXT, st.booleans()),
    st.builds(Fact, _TEXT, _TEXT),
    st.builds(Bullets, _TEXT, st.lists(_TEXT, max_size=8).map(tuple)),
    _grids(),
    st.builds(OwnedBy, _TEXT, _TEAM),
    st.builds(Note, _TEXT),
    st.builds(Link, _TEXT, _TEXT | st.builds("https://{}".format, _TEXT)),
    st.builds(Buttons, _BUTTONS.map(tuple)),
    st.builds(Menu, _TEXT, st.lists(st.tuples(_TEXT, _OPTIONS.map(tuple)), max_size=4).map(tuple), _ACTION),
    st.just(Rule()),
)
_OUTLINE = st.builds(
    Outline, _TEXT, (st.lists(_PART, max_size=8) | st.lists(_PART, min_size=40, max_size=60)).map(tuple), _TEXT
)


def as_message(rendered: Rendered) -> dict[str, Any]:
    """As it goes over the wire."""
    message: dict[str, Any] = json.loads(json.dumps({"text": rendered.text, "blocks": rendered.blocks}))
    return message


@given(_OUTLINE)
@settings(max_examples=60, deadline=None)
def test_any_outline_fits_and_injects_nothing(outline: Outline) -> None:
    """Whatever an outline holds, Slack accepts the message, and nothing in it is a mention, a link or formatting."""
    assert faults(as_message(render(outline))) == []


@given(_OUTLINE)
@settings(max_examples=40, deadline=None)
def test_what_is_drawn_to_press_is_what_was_meant(outline: Outline) -> None:
    """Every button and option that is drawn brings back an action of the outline."""
    meant = {button.action for part in outline.parts if isinstance(part, Buttons) for button in part.buttons} | {
        replace(menu.action, choice=option.choice)
        for menu in outline.parts
        if isinstance(menu, Menu)
        for _, options in menu.options
        for option in options
    }
    for control in controls(as_message(render(outline))):
        options = [o for group in control.get("option_groups", [control]) for o in group.get("options", [control])]
        assert {action_of(control["action_id"], option["value"]) for option in options} <= meant


@pytest.mark.parametrize("name", OUTLINES)
def test_outlines_look_as_agreed(name: str) -> None:
    """The drawings of typical answers are those that were looked at and kept in golden/."""
    drawn = as_message(render(OUTLINES[name]))
    assert drawn == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert faults(drawn) == []


@pytest.mark.parametrize("name", OUTLINES)
def test_typical_outlines_are_drawn_in_full(name: str) -> None:
    """Nothing of a typical answer is lost: each text and each press of the outline is in the message."""
    outline = OUTLINES[name]
    message = as_message(render(outline))
    shown = "\n".join(texts(message))
    for part in outline.parts:
        match part:
            case Paragraph(text) | Quoted(text) | Note(text) | Fact(_, text):
                assert text in shown
            case Bullets(label, items):
                assert all(text in shown for text in (label, *items))
            case Grid(heads, rows):
                assert all(text in shown for line in (heads, *rows) for text in line)
            case OwnedBy(label, team):
                assert label in shown
                assert team.name in shown
    assert len(controls(message)) == len(list(outline.actions()))


def test_a_team_links_to_its_channel() -> None:
    """The owner's channel is one press away where the team sits in Slack, and no dead link where it does not."""
    here = Team("network-ops", "Network operations", channels={"slack": Channel("T1", "C0456")})
    elsewhere = Team("plant-it", "Plant IT")
    drawn = render(Outline("", (OwnedBy("Owner", here), OwnedBy("Owner", elsewhere)), "x")).blocks
    assert drawn[0]["text"]["text"] == "*Owner:* Network operations <#C0456>\n*Owner:* Plant IT"


@pytest.mark.parametrize(
    ("url", "drawn"),
    [
        ("https://example.org/a?b=1&c=2", "*Where:* <https://example.org/a?b=1&amp;c=2>"),
        ("https://example.org/|<!channel>", "*Where:* https://example.org/|&lt;!channel&gt;"),
        ("javascript:alert(1)", "*Where:* javascript:alert(1)"),
        ("https://" + "&" * 599, "*Where:* https://" + "&amp;" * 38 + "…"),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(url: str, drawn: str) -> None:
    """What could hold a label, a mention or a script, or is too wide once it is escaped, is shown as text."""
    message = as_message(render(Outline("", (Link("Where", url),), "x")))
    assert message["blocks"][0]["text"]["text"] == drawn


def test_long_text_ends_in_an_ellipsis() -> None:
    """What does not fit is cut visibly, and never inside of an escaped character."""
    drawn = render(Outline("T" * 200, (Fact("Why", "&" * 3000),), "s" * 5000))
    assert drawn.blocks[0]["text"]["text"] == "T" * 149 + "…"
    assert drawn.blocks[1]["text"]["text"].endswith("&amp;…")
    assert drawn.text.endswith("s…")


def test_too_many_parts_keep_what_can_be_pressed() -> None:
    """When a message is too long its end says so, and its buttons are still there."""
    button = Buttons((Button("Not right?", Action(Verb.CORRECT, "a" * 16)),))
    drawn = as_message(
        render(Outline("Long", (*[Paragraph(f"{at}", strong=True) for at in range(80)], button), "Long"))
    )
    assert faults(drawn) == []
    assert [control["text"]["text"] for control in controls(drawn)] == ["Not right?"]
    assert texts(drawn)[-1].startswith("…")


def test_the_requesters_words_are_not_changed() -> None:
    """A quotation is shown letter for letter, with all the characters that Slack's markup gives a meaning."""
    words = "*urgent* `rm -rf` _now_ ~never~ <!channel> & :tada: file_name"
    drawn = render(Outline("", (Quoted(words),), "x")).blocks
    assert drawn[0]["elements"] == [{"type": "plain_text", "text": f"“{words}”", "emoji": False}]


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("other:ask:0", "{}"),
        ("waypost:explode:0", "{}"),
        ("waypost:ask:0", "no json"),
        ("waypost:ask:0", "[1]"),
        ("", ""),
    ],
)
def test_a_strange_press_is_known_as_one(action_id: str, value: str) -> None:
    """A button of another version or app is told apart from ours, not mistaken for one."""
    with pytest.raises(UnknownActionError):
        action_of(action_id, value)


@pytest.mark.parametrize("word", ["word ", "x", "😀", "two\n\nlines "])
def test_the_longest_request_is_shown_to_its_end(word: str) -> None:
    """A request of 3000 characters, which is all that can be handed over, is read in full on its card."""
    text = ((word * 3000)[:2990] + " that's all").strip()[-3000:].strip()
    for leads in (False, True):
        drawn = render(Outline("Request", (Quoted(text, leads),), "x")).blocks
        read = " ".join(each["text"] for block in drawn[1:] for each in block.get("elements", [block.get("text")]))
        assert "".join(read.split()) == "".join(f"“{text}”".split())
        assert not faults({"text": "x", "blocks": list(drawn)})


def test_the_request_that_a_card_is_about_is_its_largest_text() -> None:
    """It comes as a heading where it fits into one, and in full size where not; the title is a line above it."""
    for text, kind in (("my VPN drops", "header"), ("one\ntwo", "section"), ("word " * 60, "section")):
        title, request, *_ = render(
            Outline("Request for Network", (Quoted(text, leads=True), Fact("By", "Ana")), "x")
        ).blocks
        assert (title["type"], request["type"]) == ("section", kind)
        assert request["text"]["type"] == "plain_text"
    title, *_ = render(
        Outline("Waiting", (Paragraph("Nobody took it."), Quoted("my VPN drops", leads=True)), "x")
    ).blocks
    assert title["type"] == "header"
