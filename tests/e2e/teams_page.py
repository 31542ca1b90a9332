"""The page of Microsoft's Agents Playground, as somebody uses it who sits before it."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.agents_playground import BOT_NAME
from tests.e2e.conftest import ARTEFACTS


@dataclass(frozen=True)
class TeamsPage:
    """Somebody's page.

    Attributes:
        page: in the browser.
    """

    page: Page

    @classmethod
    def opened(cls, browser: Browser, address: str) -> "TeamsPage":
        """The page of a playground. What it wants from elsewhere, fonts and the like, it does not get."""

        def only_there(route: Route) -> None:
            if route.request.url.startswith(address):
                route.continue_()
            else:
                route.fulfill(status=200, content_type="text/javascript", body="")

        context = browser.new_context(viewport={"width": 1300, "height": 1900})
        context.route("**/*", only_there)
        page = context.new_page()
        page.goto(address)
        return cls(page)

    def go_to(self, channel: str) -> None:
        """Open a channel."""
        self.page.get_by_role("treeitem", name=f"Operations - {channel}").click()

    def post(self, text: str, *, mention: bool = True) -> None:
        """Begin a thread, with a mention of the bot or without."""
        self._write(self.page.get_by_role("textbox").first, text, mention=mention)
        self.page.get_by_role("button", name="Post", exact=True).click()

    def thread(self, saying: str) -> Locator:
        """The newest thread in which that stands."""
        return self.page.locator("[role=group]:has([aria-label='Send Message'])").filter(has_text=saying).first

    def reply(self, saying: str, text: str) -> None:
        """Answer, with a mention of the bot, in the thread in which something stands."""
        box = self.thread(saying).get_by_role("textbox").last
        self._write(box, text)
        box.press("Enter")

    def ask_about(self, saying: str, command: str) -> None:
        """Use a message action on the message that begins a thread. This page asks which; Teams has it in the menu."""
        self.thread(saying).get_by_role("button", name="Show more information").first.click()
        self.page.get_by_role("menuitem", name="Action Command").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Command ID").fill(command)
        dialog.get_by_text("Fetch the dialog dynamically").click()
        dialog.get_by_role("button", name="Create").click()

    def look_up(self, text: str, command: str, parameter: str) -> Locator:
        """Use a search command below the place where one writes, this page asks which; the list of what is found."""
        self.page.get_by_role("button", name="Trigger Message Extension App").first.click()
        self.page.get_by_role("menuitem", name="Search Command").click()
        asked = self.page.get_by_text("Specify Command ID or Parameter")
        asked.click()
        self.page.get_by_placeholder("Command ID").fill(command)
        self.page.get_by_placeholder("Parameter name").fill(parameter)
        asked.click()  # the answer to it goes, and leaves room for what is found
        field = self.page.get_by_placeholder("Enter a search term")
        field.fill(text)
        field.press("Enter")
        return self.page.locator(".fui-PopoverSurface")

    def press(self, button: str) -> None:
        """Press a button of the newest card that has one of that name."""
        self.page.locator(".ac-adaptiveCard").get_by_role("button", name=button, exact=True).last.click()

    def sees(self, text: str) -> None:
        """That stands on the page."""
        expect(self.page.get_by_text(text).last).to_be_visible()

    def picture(self, name: str, of: Locator | None = None) -> None:
        """Keep what the page, or a part of it, looks like."""
        ARTEFACTS.mkdir(exist_ok=True)
        (of or self.page).screenshot(path=ARTEFACTS / f"teams-{name}.png")

    def _write(self, box: Locator, text: str, *, mention: bool = True) -> None:
        box.click()
        if not mention:
            box.press_sequentially(text)
            return
        box.press_sequentially("@")
        self.page.get_by_role("listbox").or_(self.page.locator("#typeahead-menu")).get_by_text(BOT_NAME).first.click()
        box.press_sequentially(f" {text}")
