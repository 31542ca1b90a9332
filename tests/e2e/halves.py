"""The two halves of the playground's page, and what people do in them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import NODE_PARTS
from tests.e2e.conftest import ARTEFACTS, OpenPage

ANA = "Ana Ribeiro, Sales"
BEN = "Ben Okafor, Network engineer"
MEI = "Mei Tanaka, Data steward"

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def opened_by(open_page: OpenPage, address: str, **given: object) -> Page:
    """The page, once it has greeted its visitor: the bot says in Teams what it can do."""
    opened = open_page(address, **given)
    expect(opened.locator(".teams").get_by_text("How I can help")).to_be_attached()
    return opened


def slack(page: Page) -> Locator:
    """The Slack half."""
    return page.get_by_role("region", name="Slack")


def teams(page: Page) -> Locator:
    """The Teams half."""
    return page.get_by_role("region", name="Teams")


def write(half: Locator, field: str, text: str) -> None:
    """Type into a field, key by key, and send it."""
    box = half.get_by_label(field, exact=True)
    box.click()
    box.press_sequentially(text)
    box.press("Enter")


def answer_to(half: Locator, field: str, question: str) -> Locator:
    """The bot's answer to what is asked in the open conversation."""
    answers = half.get_by_role("article", name="Waypost")
    count = answers.count()
    write(half, field, question)
    expect(answers.nth(count)).to_be_visible()
    return answers.nth(count)


def picture(shown: Page | Locator, name: str, **given: Any) -> None:  # noqa: ANN401 - Playwright's own keywords
    """Keep what a page looks like, or a part of it."""
    ARTEFACTS.mkdir(exist_ok=True)
    shown.screenshot(path=ARTEFACTS / f"playground-{name}.png", **given)


def be(page: Page, person: str) -> None:
    """Go on as somebody else."""
    page.get_by_label("You are").select_option(label=person)


def go_to(half: Locator, place: str) -> None:
    """Open a conversation."""
    half.get_by_role("navigation", name="conversations").get_by_role("button", name=re.compile(place)).click()


def hand_over(half: Locator, team: str) -> None:
    """Press the newest button of that team, and send what the preview shows."""
    half.get_by_role("button", name=f"Hand to {team}…").last.click()
    half.get_by_role("button", name="Send it").last.click()


def upcoming(half: Locator) -> Locator:
    """The next message of a half's open conversation, which is not there yet."""
    return half.get_by_role("article").nth(half.get_by_role("article").count())


def upcoming_thread(half: Locator) -> Locator:
    """The next message together with its answers."""
    return half.locator(".thread").nth(half.locator(".thread").count())


def faults(page: Page) -> list[str]:
    """What axe, the accessibility checker, finds wrong with the page as it is."""
    page.evaluate((NODE_PARTS / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        """axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(({violations}) =>
           violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`)))"""
    )
    assert isinstance(found, list)
    return found


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen. A phone's browser shrinks a page that is; its own width then says nothing."""
    return bool(page.evaluate("Math.max(document.documentElement.scrollWidth, innerWidth) <= screen.width"))
