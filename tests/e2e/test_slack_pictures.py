"""What Slack's users get to see, kind by kind; docs/slack.md shows what these tests keep."""

import base64
from html import escape

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import ANA, BEN, answer_to, be, go_to, hand_over, opened_by, picture, slack, write

TALL = {"viewport": {"width": 1440, "height": 1900}}
"""A whole reply fits into it."""

ASK = "my VPN drops every ten minutes"
LAPTOP = "I need a new laptop for our new colleague"

ASKED = (
    ("Sure", ASK, "very sure"),
    ("One of two: it asks one question", "move our data to the cloud", "One question first"),
    ("Out of scope", "when is payday?", ""),
    ("How the roles differ", "difference between IT and IS", "IT Management and IS Management"),
    ("Skills", "what skills does an IS manager need", "Skills of an IS manager"),
)
"""What is shown by it, what is asked for it, and what the answer says."""

_GALLERY = """
<style>
  body { margin: 0; padding: 20px; background: #eef1f0; font: 600 15px/1.4 "Open Sans", sans-serif; color: #1b1f1e; }
  main { columns: 3; column-gap: 20px; }
  figure { break-inside: avoid; margin: 0 0 20px; }
  figcaption { padding: 0 2px 6px; }
  img { display: block; width: 100%; border-radius: 10px; background: #fff; box-shadow: 0 1px 4px rgb(0 0 0 / 20%); }
</style>
<main>
"""


def test_each_kind_of_reply(playground: str, open_page: OpenPage, browser: Browser) -> None:
    """A sure suggestion, one question between two, out of scope, roles, skills; and a private answer that can be shared."""
    page = opened_by(open_page, playground, **TALL)
    replies: list[tuple[str, bytes]] = []
    go_to(slack(page), "Waypost")
    for kind, question, says in ASKED:
        answer = answer_to(slack(page), "Message Waypost", question)
        expect(answer).to_contain_text(says)
        replies.append((kind, shot(page, answer)))
    be(page, BEN)
    go_to(slack(page), "finance")
    write(slack(page), "Message #finance", ASK)
    be(page, ANA)
    question = slack(page).get_by_role("article").last
    question.hover()
    question.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Who owns this?").click()
    answer = slack(page).get_by_role("article", name="Waypost, only visible to you")
    expect(answer.get_by_role("button", name="Share in the thread")).to_be_visible()
    replies.append(("“Who owns this?”, on a colleague's message", shot(page, answer)))
    keep_gallery(browser, replies)


def test_a_home_with_all_that_one_has(playground: str, open_page: OpenPage) -> None:
    """A responder's home: the own requests, what is taken, what else the team has open, and what to look up."""
    page = opened_by(open_page, playground, **TALL)
    be(page, ANA)
    for request in ("the Wi-Fi on floor 3 drops all the time", "no network in meeting room 2 since this morning"):
        go_to(slack(page), "Waypost")
        hand_over(answer_to(slack(page), "Message Waypost", request), "Network operations")
        expect(slack(page).get_by_role("heading", name="Handed to Network operations").last).to_be_visible()
    be(page, BEN)
    go_to(slack(page), "Waypost")
    hand_over(answer_to(slack(page), "Message Waypost", LAPTOP), "Workplace services")
    go_to(slack(page), "network-ops")
    slack(page).get_by_role("button", name="Take it").first.click()
    expect(slack(page).get_by_text("Taken by Ben").first).to_be_visible()
    go_to(slack(page), "Waypost")
    slack(page).get_by_role("tab", name="Home").click()
    home = slack(page).get_by_role("region", name="Home of Waypost")
    for heading in ("Your open requests", "Taken by you", "Open in Network operations", "Look something up"):
        expect(home.get_by_text(heading, exact=True)).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 940})
    picture(slack(page), "slack-home")


def shot(page: Page, shown: Locator) -> bytes:
    """A picture of a message, without the tools that the mouse would bring up over it."""
    page.mouse.move(0, 0)
    return shown.screenshot(animations="disabled")


def keep_gallery(browser: Browser, replies: list[tuple[str, bytes]]) -> None:
    """Keep the pictures on one page, each under its name."""
    figures = (
        f'<figure><figcaption>{escape(kind)}</figcaption><img src="data:image/png;base64,{encoded}"></figure>'
        for kind, encoded in ((kind, base64.b64encode(image).decode()) for kind, image in replies)
    )
    page = browser.new_page(viewport={"width": 1500, "height": 600})
    page.set_content(_GALLERY + "".join(figures))
    picture(page, "slack-replies", full_page=True)
    page.close()
