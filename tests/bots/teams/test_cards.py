"""Outlines drawn as Adaptive Cards."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bots.teams.render import MOST_BYTES, card
from bots.teams.render.actions import read_execute, read_submit
from bots.teams.render.card import size
from bots.teams.render.text import clip, escape, plain
from core.addresses import Channel
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Link,
    Menu,
    Note,
    Option,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
    Rule,
)
from core.directory.model import Team
from tests.bots.teams.outlines import ANY, ASK, TEXTS, TYPICAL
from tests.bots.teams.payloads import action_of, actions
from tests.bots.teams.schema import complaints

GOLDEN = Path(__file__).parent / "golden"


def _assert_valid(drawn: dict[str, Any]) -> None:
    """The card keeps to schema 1.5."""
    assert complaints(drawn) == []


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    """Every object in a card."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for item in node:
            yield from _nodes(item)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _markdown(text: str) -> str | None:
    """What Markdown makes of a text; None where it finds more than plain text in it."""
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(text)
    if [token.type for token in tokens] not in ([], ["paragraph_open", "inline", "paragraph_close"]):
        return None
    inline = tokens[1].children or [] if tokens else []
    return "".join(token.content for token in inline) if {token.type for token in inline} <= {"text"} else None


@pytest.mark.parametrize("name", TYPICAL)
def test_typical_answers_look_as_agreed(name: str) -> None:
    """Typical outlines are drawn exactly as in the golden files."""
    drawn = card(TYPICAL[name])
    _assert_valid(drawn)
    assert drawn == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_any_outline_becomes_a_valid_card(outline: Outline) -> None:
    """Whatever the outline, its card keeps to the schema, to the size, and has an id of its own for each input."""
    drawn = card(outline)
    _assert_valid(drawn)
    assert size(drawn) <= MOST_BYTES
    inputs = [node["id"] for node in _nodes(drawn) if str(node.get("type")).startswith("Input.")]
    assert len(inputs) == len(set(inputs))


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_no_text_is_markup(outline: Outline) -> None:
    """No text of any outline is drawn as markup: what knows Markdown gets it escaped, and no macro is left whole."""
    drawn: dict[str, Any] = card(outline)
    rich = [drawn["fallbackText"]]
    for node in _nodes(drawn):
        if node.get("type") == "TextBlock":
            rich.append(node["text"])
        if node.get("type") == "FactSet":
            rich += [fact[name] for fact in node["facts"] for name in ("title", "value")]
        if node.get("type") == "TextRun":
            assert "{{DATE(" not in node["text"]
    for text in rich:
        assert _markdown(text) is not None
        assert "{{DATE(" not in text
    assert not set("<>&") & set(drawn["speak"])


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_presses_come_back_as_they_were_meant(outline: Outline) -> None:
    """Each press, by Action.Execute or by its fallback, comes back as the action of the outline, picks as choices."""
    offered = list(outline.actions())
    drawn = card(outline)
    menus = {node["id"]: node for node in drawn["body"] if node.get("type") == "Input.ChoiceSet"}
    assert all(len(node["actions"]) <= 6 for node in _nodes(drawn) if node.get("type") == "ActionSet")
    for action in actions(drawn):
        if action["type"] == "Action.ShowCard":
            _comes_back_filled_in(action["card"], offered)
            continue
        # The client adds what was picked in every menu of the card only where the action asks for it.
        picks = {name: menu["choices"][-1]["value"] for name, menu in menus.items()}
        added = picks if action["associatedInputs"] == "auto" else {}
        executed, filled_in = read_execute({"action": {**action, "data": {**action["data"], **added}}})
        assert read_submit({**action["fallback"]["data"], **added}) == (executed, filled_in)
        assert filled_in == {}
        if added:
            picked = picks[action["data"]["input"]]
            assert executed.choice == picked
            assert any(Action(a.verb, a.ask, a.part, picked) == executed for a in offered)
        else:
            assert executed in offered


def _comes_back_filled_in(form: dict[str, Any], offered: list[Action]) -> None:
    """What is filled into a form's inputs comes back by field, beside the button's action."""
    (send,) = form["actions"]
    typed = {field["id"]: f"typed {field['id']}" for field in form["body"]}
    executed, filled_in = read_execute({"action": {**send, "data": {**send["data"], **typed}}})
    assert read_submit({**send["fallback"]["data"], **typed}) == (executed, filled_in)
    assert executed in offered
    assert {f"{send['data']['form']}{name}": text for name, text in filled_in.items()} == typed
    assert set(filled_in) <= {"text", "belongs"}


@given(TEXTS)
def test_escaped_text_is_drawn_as_it_is(text: str) -> None:
    """What Markdown draws of an escaped text is the text itself on one line."""
    assert _markdown(escape(text)) == _one_line(text)


@pytest.mark.parametrize(
    "text", ["R&D (Lisbon), 3.5 GB - wi-fi + LAN #1 > 0!", "the words “vpn” and “drops”", "ça va?"]
)
def test_common_text_is_not_escaped(text: str) -> None:
    """Ordinary sentences go out as they are."""
    assert escape(text) == plain(text) == text


@given(TEXTS, st.integers(1, 100))
def test_clip_shows_what_it_cuts(text: str, most: int) -> None:
    """A text that is cut ends in an ellipsis and keeps to the limit; one that fits stays."""
    clipped = clip(text, most)
    assert len(clipped) <= most
    assert clipped == text if len(text) <= most else clipped.endswith("…")


def _card(*parts: Part) -> dict[str, Any]:
    drawn = card(Outline("Title", parts, "Summary"))
    _assert_valid(drawn)
    return drawn


def test_too_many_parts_end_visibly() -> None:
    """What does not fit at all is replaced by an ellipsis, and what comes first is kept."""
    parts = tuple(Paragraph(f"{number}: {'word ' * 100}") for number in range(500))
    body = _card(*parts)["body"]
    assert body[1]["inlines"][0]["text"].startswith("0: word")
    assert body[1]["inlines"][0]["text"].endswith("…")
    assert body[-1]["inlines"][0]["text"] == "…"
    assert 100 < len(body) < 500


def test_long_texts_are_shortened_before_parts_are_dropped() -> None:
    """Texts give way before parts do: the buttons under a very long text are still there."""
    drawn = _card(*[Paragraph("x" * 3000)] * 20, Buttons((Button("Skills", Action(Verb.SKILLS)),)))
    assert [action["title"] for action in actions(drawn)] == ["Skills"]


def test_facts_in_a_row_share_a_table() -> None:
    """Facts that follow one another line up in one table."""
    drawn = _card(Fact("a", "1"), Fact("b", "2"), Note("n"), Fact("c", "3"))
    assert [len(node["facts"]) for node in drawn["body"] if node["type"] == "FactSet"] == [2, 1]


def test_rule_draws_a_line_above_what_follows() -> None:
    """A rule is the line above the next part; none is drawn at the end."""
    body = _card(Paragraph("a"), Rule(), Bullets("b", ("c",)), Rule())["body"]
    assert [bool(node.get("separator")) for node in body] == [False, False, True, False]


def test_quotation_keeps_its_lines() -> None:
    """The requester's words stand in a container of their own, line by line."""
    quoted = _card(Quoted("one\n\n two\r\nthree"))["body"][1]
    assert (quoted["type"], quoted["style"]) == ("Container", "emphasis")
    assert [line["inlines"][0]["text"] for line in quoted["items"]] == ["one", "two", "three"]


def test_menu_keeps_groups_in_order() -> None:
    """A menu is a drop-down list whose entries name their group, in the order of the outline."""
    groups = (("Most likely", (Option("b", "Beta", ""),)), ("IT", (Option("a", "Alpha", ""), Option("c", "Gamma", ""))))
    drawn = _card(Menu("Where?", groups, Action(Verb.CORRECT_TO, ASK)))
    pick = drawn["body"][1]
    assert (pick["label"], pick["style"]) == ("Where?", "compact")
    assert [choice["title"] for choice in pick["choices"]] == ["Most likely: Beta", "IT: Alpha", "IT: Gamma"]
    assert [choice["value"] for choice in pick["choices"]] == ["b", "a", "c"]


def test_two_menus_do_not_mix() -> None:
    """With two menus on one card, each button sends the pick of its own."""
    menus = [Menu("?", (("", (Option(o, o, ""),)),), Action(Verb.CORRECT_TO, ASK, at)) for at, o in enumerate("ab")]
    drawn = _card(*menus)
    first, second = (node["id"] for node in drawn["body"] if node["type"] == "Input.ChoiceSet")
    read = [
        read_execute({"action": {"verb": action["verb"], "data": {**action["data"], first: "a", second: "b"}}})[0]
        for action in actions(drawn)
    ]
    assert read == [Action(Verb.CORRECT_TO, ASK, 0, "a"), Action(Verb.CORRECT_TO, ASK, 1, "b")]


def test_primary_button_stands_out() -> None:
    """The press that most people want is drawn as such, in the fallback too."""
    drawn = _card(Buttons((Button("Yes", Action(Verb.BACK), "primary"), Button("No", Action(Verb.BACK)))))
    yes, no = action_of(drawn, "Yes"), action_of(drawn, "No")
    assert (yes["style"], yes["fallback"]["style"]) == ("positive", "positive")
    assert "style" not in no


@pytest.mark.parametrize(
    ("team", "query"),
    [
        (
            "9d1a0000-0000-4000-8000-00000000000a",
            "groupId=9d1a0000-0000-4000-8000-00000000000a&tenantId=t%26x",
        ),
        ("19:team", "tenantId=t%26x"),
    ],
)
def test_owner_links_to_its_channel(team: str, query: str) -> None:
    """The owner's name opens its channel in Teams; every id keeps to its place in the address."""
    owner = Team("net", "Net & / Ops", channels={"teams": Channel("t&x", "19:net@thread.tacv2", team)})
    (name,) = (run for run in _card(OwnedBy("Owner", owner))["body"][1]["inlines"] if "selectAction" in run)
    assert name["text"] == "Net & / Ops"
    channel = "https://teams.microsoft.com/l/channel/19%3Anet%40thread.tacv2/Net%20%26%20%2F%20Ops"
    assert name["selectAction"] == {"type": "Action.OpenUrl", "url": f"{channel}?{query}"}


def test_owner_without_a_place_in_teams_has_no_link() -> None:
    """A team that sits elsewhere is named with how else to reach it."""
    runs = _card(OwnedBy("Owner", Team("desk", "Service desk", contact="extension 1")))["body"][1]["inlines"]
    assert "".join(run["text"] for run in runs) == "Owner: Service desk (extension 1)"
    assert not any("selectAction" in run for run in runs)


def test_only_an_address_of_the_web_can_be_pressed() -> None:
    """An address of anything else is shown as text."""
    web, other = (
        card(Outline("t", (Link("Where", url),), "s"))["body"][1] for url in ("https://a.example/x", "file:///x")
    )
    assert web["inlines"][1]["selectAction"] == {"type": "Action.OpenUrl", "url": "https://a.example/x"}
    assert other["inlines"][1] == {"type": "TextRun", "text": "file:///x"}


def test_the_request_that_a_card_is_about_is_its_largest_text() -> None:
    """It is larger than the title above it, and smaller where large letters would fill a phone."""
    sizes = ("small", "default", "medium", "large", "extraLarge")
    for text in ("my VPN drops", "word " * 200):
        title, request, *_ = _card(Quoted(text, leads=True), Fact("By", "Ana"))["body"]
        drawn = {line["inlines"][0].get("size", "default") for line in request["items"]}
        assert min(map(sizes.index, drawn)) > sizes.index(title["size"])
        assert drawn == {"large" if len(text) < 100 else "medium"}
