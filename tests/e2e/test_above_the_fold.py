"""What of a fresh answer is on the screen before anybody scrolls."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import PHONE, opened_by, picture, slack, teams, upcoming_thread

ASK = "my VPN drops every ten minutes"
_HAND = "Hand to Network operations…"


def _ask(page: Page) -> None:
    page.get_by_role("region", name="Example questions").get_by_role("button", name=ASK).click()


def test_the_main_button_is_seen_in_both_halves(playground: str, open_page: OpenPage) -> None:
    """At 1440 x 900 all of a suggestion's buttons are on the screen, and so is its heading."""
    page = opened_by(open_page, playground)
    threads = [upcoming_thread(half) for half in (slack(page), teams(page))]
    _ask(page)
    for thread in threads:
        hand = thread.get_by_role("button", name=_HAND)
        expect(hand).to_be_in_viewport(ratio=1)
        for name in ("Not right?", "More about this"):
            expect(thread.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
        expect(thread.get_by_role("heading", name="Networks and connectivity")).to_be_in_viewport(ratio=1)
        # nothing lies over it, such as the field below the messages
        assert hand.evaluate(
            """button => { const {x, y, width, height} = button.getBoundingClientRect();
            return button.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""
        )
    picture(page, "suggestion-desktop")


@pytest.mark.parametrize("platform", ["Slack", "Teams"])
def test_on_a_phone_it_is_seen_too(playground: str, open_page: OpenPage, platform: str) -> None:
    """In either half, at 390 x 844."""
    page = opened_by(open_page, playground, **PHONE)
    page.get_by_role("group", name="Platform").get_by_role("button", name=platform).tap()
    half = slack(page) if platform == "Slack" else teams(page)
    half.get_by_role("combobox", name="Conversation").select_option(index=2)
    thread = upcoming_thread(half)
    _ask(page)
    expect(thread.get_by_role("button", name=_HAND)).to_be_in_viewport(ratio=1)
    picture(page, f"suggestion-phone-{platform.lower()}")
