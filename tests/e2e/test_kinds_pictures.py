"""What a request with a picture and a forwarded alert look like; docs/handoff.md shows what these tests keep."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import ANA, be, go_to, hand_over, opened_by, picture, slack, teams, upcoming_thread
from tests.e2e.test_kinds_in_page import ASK, RIGHT, attach, do, field

TALL = {"viewport": {"width": 1440, "height": 1240}}
"""Question and answer fit into it."""


def test_a_request_with_a_picture(playground: str, open_page: OpenPage) -> None:
    """Asked in Teams with a screenshot; the card in the team's Slack channel names it, and leads to it."""
    page = opened_by(open_page, playground, **TALL)
    be(page, ANA)
    go_to(teams(page), "Sales")
    thread = upcoming_thread(teams(page))
    attach(teams(page), "A screenshot")
    field(teams(page)).fill(ASK)
    field(teams(page)).press("Enter")
    expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()
    hand_over(teams(page), "Network operations")
    expect(thread.get_by_role("heading", name="Handed to Network operations")).to_be_visible()
    go_to(slack(page), "network-ops")
    card = slack(page).get_by_role("article", name="Waypost").last
    expect(card).to_contain_text("Attached: a picture")
    for half in (slack(page), teams(page)):
        assert half.get_by_role("log").evaluate("feed => feed.scrollWidth <= feed.clientWidth")
    teams(page).get_by_role("log").evaluate("feed => feed.scrollTo({top: 0})")
    page.mouse.move(0, 0)
    picture(page, "request-with-picture", animations="disabled")


def test_a_forwarded_alert(playground: str, open_page: OpenPage) -> None:
    """An alert of another app, forwarded to Waypost with a question, in both halves."""
    page = opened_by(open_page, playground, **TALL)
    be(page, ANA)
    for half, alerts in ((slack(page), "alerts"), (teams(page), "Alerts")):
        go_to(half, alerts)
        half.get_by_role("button", name="Raise an alert").click()
        do(half.get_by_role("article", name="Monitoring").last, "Forward…")
        dialog = page.get_by_role("dialog", name="Forward this message")
        dialog.get_by_label("Add a message").fill("Whose is this?")
        dialog.get_by_role("button", name="Forward", exact=True).click()
        expect(half.get_by_role("heading", name=RIGHT)).to_be_visible()
    page.mouse.move(0, 0)
    picture(page, "forwarded-alert", animations="disabled")
