"""What a person wrote, freed of Teams' markup."""

import html
import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.http import MAX_BODY_BYTES
from bots.teams.payloads import Mention, read
from bots.teams.text import is_mentioned, plain_text, readable
from core.text import trim
from tests.bots.teams.payloads import activity

BOT = "28:bot"


def _mention(text: str, who: str = BOT) -> Mention:
    return Mention(who, text)


@pytest.mark.parametrize(
    ("text", "mentions", "meant"),
    [
        ("", (), ""),
        ("<at>Waypost</at> help", (_mention("<at>Waypost</at>"),), "help"),
        ("help <at>Waypost</at>", (_mention("<at>Waypost</at>"),), "help"),
        ("please <at>Waypost</at> help", (_mention("<at>Waypost</at>"),), "please help"),
        ("a,<at>Waypost</at>b", (_mention("<at>Waypost</at>"),), "a,b"),
        (
            "<at>Router</at> who owns the core Router in Lisbon? Routers are down",
            (_mention("<at>Router</at>"),),
            "who owns the core Router in Lisbon? Routers are down",
        ),
        ("<at>Bot</at> ask <at>Bot</at> again", (_mention("<at>Bot</at>"),), "ask Bot again"),
        ("<at>Bot</at> ask <at>Bot</at> again", (_mention("<at>Bot</at>"),) * 2, "ask again"),
        ('<at id="0">Way post</at>&nbsp;help', (_mention("<at>Way post</at>"),), "help"),
        ("<at>IT &amp; IS Router</at> vpn", (_mention("<at>IT & IS Router</at>"),), "vpn"),
        ("<at>Bot</at> <at>Ana Bot</at> has no access", (_mention("<at>Bot</at>"),), "Ana Bot has no access"),
        (
            "<at>Ana</at> and <at>Bot</at>: vpn",
            (_mention("<at>Ana</at>", "29:ana"), _mention("<at>Bot</at>")),
            "Ana and : vpn",
        ),
        ("the word Bot stays", (_mention("Bot"),), "the word Bot stays"),
        ("no mention here", (_mention("<at>Bot</at>"), _mention("")), "no mention here"),
        ("a &lt;b&gt; &amp;lt; R&D ?a=1&copy=2", (), "a <b> &lt; R&D ?a=1&copy=2"),
        ("&lt;at&gt;Bot&lt;/at&gt; typed", (_mention("<at>Bot</at>"),), "<at>Bot</at> typed"),
        ("one\u00a0two\r\nthree", (), "one two\r\nthree"),
        ("<at>Bot</at>\n1. vpn\n2. printer", (_mention("<at>Bot</at>"),), "1. vpn\n2. printer"),
        ("<at>unclosed", (_mention("<at>Bot</at>"),), "<at>unclosed"),
    ],
)
def test_plain_text(text: str, mentions: tuple[Mention, ...], meant: str) -> None:
    """The bot's own mention goes, once for each that there is; every other word stays."""
    assert plain_text(text, mentions, BOT) == meant


@pytest.mark.parametrize("unit", ["<at>", "<at ", "<at>x</at>", "<", "&", "&#1", "&nbsp;", " "])
def test_no_text_takes_long(unit: str) -> None:
    """However large a text the edge lets in, and however many mentions there are, it is read in a moment."""
    text = unit * (MAX_BODY_BYTES // len(unit))
    started = time.process_time()
    plain_text(text, [_mention("<at>x</at>")] * 1000, BOT)
    assert time.process_time() - started < 5  # it was minutes once


_WORDS = st.text(st.characters(exclude_characters="<>&\0\u00a0", exclude_categories=["Cs"]), max_size=30)
_NAMES = _WORDS.map(str.strip).filter(bool)


@given(before=_WORDS, name=_NAMES, after=_WORDS)
def test_nothing_but_the_mention_is_lost(before: str, name: str, after: str) -> None:
    """Whatever the bot is called and whatever is said around its mention, all other characters are kept in order."""
    question = f"{before} {name} {after}"
    meant = plain_text(f"<at>{name}</at> {question}", (_mention(f"<at>{name}</at>"),), BOT)
    assert meant == trim(question)


@given(before=_WORDS, name=_NAMES, after=_WORDS)
def test_names_of_others_stay(before: str, name: str, after: str) -> None:
    """A mention of somebody else leaves the name."""
    tag = f'<at id="7">{html.escape(name)}</at>'
    meant = plain_text(f"{before}{tag}{after}", (_mention(tag, "29:ana"),), BOT)
    assert meant == trim(f"{before}{name}{after}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_people_type_comes_back_unescaped(typed: str) -> None:
    """What Teams escapes on its way arrives as it was typed."""
    meant = plain_text(html.escape(typed), (), BOT)
    assert meant == trim(typed.replace("\u00a0", " ").replace("\0", ""))


@given(st.text(alphabet="<>/at &;nbspBot\"'=0", max_size=60), st.text(alphabet="<>/at Bot", max_size=20))
def test_any_markup_is_survived(text: str, tag: str) -> None:
    """Broken markup does no harm, and no complete at-tag is left over where nothing was escaped."""
    meant = plain_text(text, (_mention(tag), _mention("<at>Bot</at>")), BOT)
    if "&" not in text:
        assert len(meant) <= len(text)
        assert not re.search(r"<at>[^<>]*</at>", meant) or text.count("<at") > 1


def test_is_mentioned() -> None:
    """Only a mention of our own id is one of us."""
    assert is_mentioned(BOT, (_mention("x", "29:a"), _mention("x")))
    assert not is_mentioned(BOT, (_mention("<at>bot</at>", "29:bot"),))


@pytest.mark.parametrize("kind", ["person", "bot", "channel", "team", "tag", "everyone", None])
@pytest.mark.parametrize(
    ("tag", "name", "meant"),
    [
        ("<at>IT & IS</at>", "IT & IS", "IT & IS"),
        ("<at>IT &amp; IS</at>", None, "IT & IS"),
        ('<at id="2">On call</at>', "Another", "On call"),
        ("<at></at>", "On <call>", "On <call>"),
        ("<at> </at>", None, "someone"),
        ("<at></at>", 7, "someone"),
    ],
)
def test_whatever_is_mentioned_is_named(kind: str | None, tag: str, name: object, meant: str) -> None:
    """People, channels, teams and tags leave their names, as they stand in the text or as Teams gives them besides."""
    mentioned = {"id": "19:general@thread.tacv2", "name": name, "type": kind}
    ours = {"type": "mention", "text": "<at>Waypost</at>", "mentioned": {"id": activity("")["recipient"]["id"]}}
    entities = [ours, {"type": "mention", "text": tag, "mentioned": mentioned}]
    sent = activity(
        "https://x.example/", type="message", text=f"<at>Waypost</at> vpn drops for {tag}", entities=entities
    )
    assert readable(read(json.dumps(sent).encode())) == f"vpn drops for {meant}"
