"""Reading what people write in Slack."""

import time

from hypothesis import example, given
from hypothesis import strategies as st

from bots.slack.text import plain
from core.text import trim

US = "U0WAYPOST"

_TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t<>&@#!|*_`"), max_size=60)
"""What a person can type."""

_LABEL = (
    st.text(st.sampled_from("abc äß&<>|-."), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: bool(text) and not text.startswith(("@", "#")))
)


def escaped(text: str) -> str:
    """As Slack sends what was typed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked(label: str) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(
        [
            (f"<@U1|{escaped(label)}>", f"@{label}"),
            ("<@W1>", "@someone"),
            (f"<#C1|{escaped(label)}>", f"#{label}"),
            ("<#C1>", "#channel"),
            ("<#C1|>", "#channel"),
            ("<!here>", "@here"),
            ("<!channel>", "@channel"),
            ("<!everyone|everyone>", "@everyone"),
            (f"<!subteam^S1|@{escaped(label)}>", f"@{label}"),
            ("<!subteam^S1>", "@group"),
            (f"<!date^1392734382^{{date}}|{escaped(label)}>", label),
            (f"<https://example.com/?a=1&amp;b=2|{escaped(label)}>", label),
            ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
            ("<mailto:ana@example.com|ana@example.com>", "ana@example.com"),
            ("<mailto:ana@example.com>", "ana@example.com"),
            ("<tel:+351210000000>", "+351210000000"),
        ]
    )


@given(_TYPED)
@example("a &lt;b&gt; &amp;amp; c")
@example("<https://x|y>")
def test_what_was_typed_is_what_is_read(typed: str) -> None:
    """Text without markup arrives as it was typed, whatever special characters it holds; only outer space goes."""
    assert plain(escaped(typed), US) == trim(typed)


@given(st.lists(st.tuples(_TYPED, _LABEL.flatmap(_marked)), max_size=6), _TYPED)
@example([], "\xad")
def test_markup_reads_as_it_looks(pieces: list[tuple[str, tuple[str, str]]], end: str) -> None:
    """People, channels, groups, dates and links read as Slack shows them, between any text."""
    wire = "".join(escaped(typed) + marked for typed, (marked, _) in pieces) + escaped(end)
    shown = "".join(typed + meant for typed, (_, meant) in pieces) + end
    assert plain(wire, US) == trim(shown)


@given(st.text())
@example("<@U0WAYPOST")
@example("<<@U0WAYPOST>>")
@example("\ud83d <@U1|\x00>")
def test_no_text_is_too_strange(text: str) -> None:
    """Any text at all is read, our mention never stays, and the result can be stored and sent."""
    read = plain(text, US)
    assert read == read.strip()
    read.encode()
    assert "\x00" not in read


def test_our_mention_goes_with_its_punctuation() -> None:
    """A mention at the start goes together with the colon or comma after it."""
    assert plain(f"<@{US}> my vpn drops", US) == "my vpn drops"
    assert plain(f" <@{US}>: my vpn drops", US) == "my vpn drops"
    assert plain(f"<@{US}|waypost>, my vpn drops", US) == "my vpn drops"
    assert plain(f"<@{US}> <@{US}> my vpn drops", US) == "my vpn drops"


def test_our_mention_leaves_one_space_inside() -> None:
    """A mention inside of a text leaves neither a gap nor two words grown together."""
    assert plain(f"hey <@{US}> my vpn drops", US) == "hey my vpn drops"
    assert plain(f"my vpn<@{US}>drops", US) == "my vpn drops"
    assert plain(f"my vpn drops <@{US}>", US) == "my vpn drops"


def test_a_mention_alone_is_an_empty_text() -> None:
    """Who only mentions us has asked nothing."""
    assert plain(f"<@{US}>", US) == ""


def test_others_with_a_similar_id_stay() -> None:
    """Only our own mention is removed, not that of an id which begins like ours."""
    assert plain(f"<@{US}2|ana> left", US) == "@ana left"
    assert plain("<@U1|ana> left", None) == "@ana left"


def test_a_long_run_of_spaces_takes_no_time() -> None:
    """All that a request may hold is read in a moment, for meanwhile nobody else is answered."""
    begun = time.process_time()
    assert plain(f"<@{US}> a{' ' * 250_000}b <@{US}> c", US) == f"a{' ' * 250_000}b c"
    assert time.process_time() - begun < 1
