"""The two halves of the playground's page, and what people do in them."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import ARTEFACTS, OpenPage


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


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"playground-{name}.png")
