"""A hand-off between the two platforms, as people see it: a real browser, the real platforms, the real engine and its timers."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import ANA, BEN, be, go_to, hand_over, opened_by, picture, slack, teams, write

LAPTOP = "I need a new laptop for our new colleague"
DEFINITION = "we need one agreed definition of active customer in our data"


@pytest.fixture
def page(playground: str, open_page: OpenPage) -> Page:
    """The page of a playground that the tests of this module share."""
    return opened_by(open_page, playground)


def status(half: Locator) -> Locator:
    """The newest status of a request."""
    return half.get_by_role("article").filter(has=half.page.get_by_role("heading", name=re.compile("^Handed to"))).last


def card(half: Locator) -> Locator:
    """The newest card of a request."""
    return half.get_by_role("article").filter(has=half.page.get_by_text(re.compile("^Request for"))).last


def test_from_slack_to_teams(page: Page) -> None:
    """Asked in Slack, taken and resolved in Teams; words cross both ways; both sides always show how it stands."""
    be(page, ANA)
    write(slack(page), "Message #general", f"@Waypost {LAPTOP}")
    hand_over(slack(page), "Workplace services")
    expect(status(slack(page))).to_contain_text("Open: nobody in Workplace services has taken it yet.")
    go_to(teams(page), "Workplace")
    expect(card(teams(page))).to_contain_text(LAPTOP)
    picture(page, "handoff-slack-to-teams-before")
    be(page, BEN)
    card(teams(page)).get_by_role("button", name="Take it").click()
    expect(card(teams(page))).to_contain_text("Taken by Ben Okafor.")
    expect(status(slack(page))).to_contain_text("Taken by Ben Okafor.")
    picture(page, "handoff-slack-to-teams-after")
    card(teams(page)).get_by_role("button", name="Reply…").click()
    card(teams(page)).get_by_label("Your message").fill("Which <b>model</b> would you like?")
    card(teams(page)).get_by_role("button", name="Send", exact=True).click()
    expect(slack(page).get_by_text("Which <b>model</b> would you like?")).to_be_visible()
    be(page, ANA)
    slack(page).get_by_role("button", name="Reply in the thread").last.click()
    write(slack(page), "Reply in the thread", "The *small* one, please")
    expect(teams(page).get_by_text("The *small* one, please")).to_be_visible()
    be(page, BEN)
    card(teams(page)).get_by_role("button", name="Resolve…").click()
    card(teams(page)).get_by_label("Note to the requester").fill("Ordered, arrives on Friday")
    card(teams(page)).get_by_role("button", name="Resolve", exact=True).click()
    expect(status(slack(page))).to_contain_text("Ordered, arrives on Friday")


def test_from_teams_to_slack(page: Page) -> None:
    """Asked in a Teams channel, passed on and resolved in Slack by the forms that open there."""
    be(page, ANA)
    go_to(teams(page), "Sales")
    write(teams(page), "Post in Sales", DEFINITION)
    hand_over(teams(page), "Data office")
    expect(status(teams(page))).to_contain_text("Open: nobody in the Data office has taken it yet.")
    be(page, BEN)
    go_to(slack(page), "data-office")
    expect(card(slack(page))).to_contain_text(DEFINITION)
    card(slack(page)).get_by_role("button", name="Not ours…").click()
    form = page.get_by_role("dialog", name="Not ours")
    form.get_by_label("Where does it belong?").select_option("is.analytics")
    form.get_by_role("button", name="Pass it on").click()
    expect(card(slack(page))).to_contain_text("it went to Analytics and reporting")
    expect(status(teams(page))).to_contain_text("Analytics and reporting")
    go_to(teams(page), "Analytics")
    expect(card(teams(page))).to_contain_text(DEFINITION)


def test_time_passes(page: Page) -> None:
    """Nobody takes it: the channel is reminded, then the next in line is told, and so is the requester."""
    be(page, ANA)
    go_to(slack(page), "general")
    write(slack(page), "Message #general", "@Waypost my VPN drops every ten minutes")
    hand_over(slack(page), "Network operations")
    expect(status(slack(page))).to_contain_text("nobody in Network operations")
    page.get_by_role("button", name="30 min").click()
    go_to(slack(page), "network-ops")
    expect(slack(page).get_by_text("Nobody has taken this request by Ana Ribeiro yet").first).to_be_visible()
    page.get_by_role("button", name="2 h").click()
    go_to(slack(page), "platform")
    expect(slack(page).get_by_text("Nobody in Network operations has taken this request yet.").first).to_be_visible()
    go_to(slack(page), "general")
    expect(slack(page).get_by_text("so I've told the Platform team").first).to_be_visible()
    picture(page, "handoff-escalated")
