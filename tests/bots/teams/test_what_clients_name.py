"""What a client names is shown only where it is harmless: links that lead to Teams, and texts without macros."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bots.teams.render.text import escape, plain, speech
from bots.teams.trust.gate import teams_link

_OWN = "https://teams.microsoft.com/l/message/19%3Ageneral/1700000000001"


@pytest.mark.parametrize(
    "link",
    [
        _OWN,
        _OWN.replace("microsoft.com", "cloud.microsoft"),
        _OWN.replace("teams.", "gov.teams.").replace(".com", ".us"),
    ],
)
def test_a_link_to_teams_is_kept(link: str) -> None:
    """A message's address in each cloud stays as it is."""
    assert teams_link(link) == link


_EVIL = [
    "evil.test",
    "teams.microsoft.com.evil.test",
    "teams.microsoft.com@evil.test",
    "evil.test#@teams.microsoft.com",
]


@given(
    st.sampled_from(["https", "http", "javascript", "HTTPS", ""]),
    st.sampled_from(["://", ":", ":\\\\", "//"]),
    st.sampled_from([*_EVIL, "teams.microsoft.com", "teams.microsoft.com:8443"]) | st.text(max_size=20),
    st.text(max_size=20),
)
def test_a_link_leads_to_teams_or_nowhere(scheme: str, between: str, host: str, path: str) -> None:
    """Whatever a client names, what is shown is an https address of Teams' own, or nothing."""
    shown = teams_link(f"{scheme}{between}{host}/{path}")
    assert not shown or (URL(shown).scheme, URL(shown).host) == ("https", "teams.microsoft.com")
    assert not re.search(r"[\\\s<>\"]", shown)


@given(
    st.text(st.sampled_from("{}<>& \nDATEIMdate(2026)T"), max_size=30),
    st.sampled_from(["{{DATE(x)}}", "{{ TIME(x)}}", "{<{DATE(x)}}"]),
)
def test_macros_do_nothing_in_any_text(before: str, macro: str) -> None:
    """No text of a card, spoken or drawn, holds a date macro."""
    for draw in (plain, speech, escape):
        assert not re.search(r"\{\{\s*(?:DATE|TIME)", draw(before + macro), re.IGNORECASE)
