"""Slack's other ways in, as people see them: the menu of a message, shortcuts, the app's home, an emoji."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import (
    ANA,
    BEN,
    MEI,
    PHONE,
    answer_to,
    be,
    faults,
    fits,
    go_to,
    hand_over,
    opened_by,
    picture,
    slack,
    upcoming_thread,
    write,
)

ASK = "my VPN drops every ten minutes"
RIGHT = "Networks and connectivity"
STILL = {"reduced_motion": "reduce"}
"""What is still fading in has other colours than those that axe shall judge."""

WIFI = "the Wi-Fi on floor 3 drops all the time"


@pytest.fixture
def page(playground: str, open_page: OpenPage) -> Page:
    """The page of a playground that the tests of this module share."""
    return opened_by(open_page, playground, **STILL)


def said(page: Page, channel: str, text: str) -> Locator:
    """The thread of something that the person says to colleagues in a channel."""
    go_to(slack(page), channel)
    thread = upcoming_thread(slack(page))
    write(slack(page), f"Message #{channel}", text)
    expect(thread.get_by_text(text)).to_be_visible()
    return thread


def whispers(page: Page) -> Locator:
    """What Waypost shows to the person alone."""
    return slack(page).get_by_role("article", name="Waypost, only visible to you")


def open_home(page: Page) -> Locator:
    """What the app has drawn for the person."""
    go_to(slack(page), "Waypost")
    slack(page).get_by_role("tab", name="Home").click()
    home = slack(page).get_by_role("region", name="Home of Waypost")
    expect(home.get_by_role("button", name="Who owns what")).to_be_visible()
    return home


def handed_over(page: Page, text: str) -> None:
    """A request of the person's that is open with Network operations."""
    go_to(slack(page), "Waypost")
    slack(page).get_by_role("tab", name="Messages").click()
    hand_over(answer_to(slack(page), "Message Waypost", text), "Network operations")
    expect(slack(page).get_by_role("heading", name="Handed to Network operations").last).to_be_visible()


def test_who_owns_a_message_is_asked_in_its_menu(page: Page) -> None:
    """The answer is for who asked alone, below the message; shared, all can read it in the thread, where the next one comes too."""
    be(page, BEN)
    thread = said(page, "finance", ASK)
    be(page, ANA)
    thread.get_by_role("article").first.hover()
    thread.get_by_role("button", name="More actions for the message of Ben Okafor").click()
    picture(page, "slack-message-menu")
    page.get_by_role("menuitem", name="Who owns this?").click()
    answer = whispers(page).last
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    picture(page, "slack-message-shortcut")
    be(page, BEN)
    expect(whispers(page)).to_have_count(0)
    be(page, ANA)
    answer.get_by_role("button", name="Share in the thread").click()
    be(page, BEN)
    expect(thread.get_by_role("article", name="Waypost").get_by_role("heading", name=RIGHT)).to_be_visible()
    thread.get_by_role("article").first.hover()
    thread.get_by_role("button", name="More actions for the message of Ben Okafor").click()
    page.get_by_role("menuitem", name="Who owns this?").click()
    expect(thread.get_by_text("Only visible to you")).to_be_visible()
    picture(page, "slack-message-shared")


def test_one_asks_from_anywhere_in_a_form(page: Page) -> None:
    """The bolt opens a form; sent, it becomes the answer, and from there the request is handed over."""
    be(page, MEI)
    slack(page).get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Ask Waypost").click()
    form = page.get_by_role("dialog", name="Ask Waypost")
    expect(form.get_by_label("What do you need, or what is wrong?")).to_be_focused()
    picture(page, "slack-ask-form")
    assert faults(page) == []
    page.keyboard.type(ASK)
    form.get_by_label("Details").fill("since Monday")
    form.get_by_label("How urgent is it?").select_option(label="It's blocking me")
    form.get_by_role("button", name="Find the owner").click()
    answer = page.get_by_role("dialog", name="Waypost")
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    picture(page, "slack-ask-answer")
    assert faults(page) == []
    answer.get_by_role("button", name="Hand to Network operations…").click()
    answer.get_by_role("button", name="Edit").click()
    edit = page.get_by_role("dialog", name="Edit")
    expect(edit.get_by_role("textbox")).to_have_value(re.compile("since Monday"))
    picture(page, "slack-ask-edit")
    edit.get_by_role("button", name="Back").click()
    answer.get_by_role("button", name="Send it").click()
    expect(answer.get_by_text("Handed to Network operations. I'll keep you posted")).to_be_visible()
    page.keyboard.press("Escape")
    expect(answer).to_be_hidden()


def test_home_shows_ones_requests_and_what_there_is(page: Page) -> None:
    """It is drawn whenever it is opened, with what each can do about it; what is looked up there is answered in a form."""
    be(page, ANA)
    expect(open_home(page)).to_contain_text("You have none.")
    handed_over(page, WIFI)
    home = open_home(page)
    expect(home.get_by_text(WIFI)).to_be_visible()
    assert faults(page) == []
    home.get_by_role("button", name="How they differ").click()
    answer = page.get_by_role("dialog", name="Waypost")
    expect(answer.get_by_text("IS Management").first).to_be_visible()
    picture(page, "slack-home-answer")
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(home.get_by_role("button", name="How they differ")).to_be_focused()
    home.get_by_role("button", name="Skills needed").click()
    page.get_by_role("option", name=RIGHT).click()
    expect(answer.get_by_role("heading", name=f"Skills for {RIGHT}")).to_be_visible()
    answer.get_by_role("button", name="Close").first.click()
    expect(answer).to_be_hidden()
    be(page, BEN)
    expect(home.get_by_text("Open in Network operations")).to_be_visible()
    expect(home.get_by_text(WIFI)).to_be_visible()
    home.get_by_role("button", name="Take it").last.click()
    expect(home.get_by_text("Taken by you", exact=True)).to_be_visible()
    be(page, ANA)
    open_home(page).get_by_role("button", name="Withdraw").last.click()
    expect(home).to_contain_text("You have none.")
    slack(page).get_by_role("tab", name="Messages").click()
    expect(slack(page).get_by_text("Withdrawn by you").last).to_be_visible()


def test_the_app_suggests_what_to_ask(page: Page) -> None:
    """As long as nothing was said in the conversation with it; a press says it."""
    be(page, BEN)
    go_to(slack(page), "Waypost")
    picture(page, "slack-prompts")
    slack(page).get_by_role("button", name="How do the roles differ?").click()
    expect(slack(page).get_by_text("What is the difference between IT and IS?").first).to_be_visible()
    expect(slack(page).get_by_role("article", name="Waypost")).to_have_count(1)


def test_the_keyboard_is_enough(page: Page) -> None:
    """Menus, tabs and forms are opened, walked through and left without a mouse, and the keyboard goes back where it was."""
    be(page, BEN)
    thread = said(page, "security", ASK)
    keys = page.keyboard
    more = thread.get_by_role("button", name="More actions")
    more.focus()
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="Who owns this?")).to_be_focused()
    keys.press("Escape")
    expect(more).to_be_focused()
    expect(page.get_by_role("menu")).to_have_count(0)
    react = thread.get_by_role("button", name="Add a reaction")
    react.focus()
    keys.press("Enter")
    for key, there in (("ArrowDown", ":eyes:"), ("End", ":heart:"), ("ArrowDown", ":compass:"), ("ArrowUp", ":heart:")):
        keys.press(key)
        expect(page.get_by_role("menuitem", name=there)).to_be_focused()
    keys.press("Enter")
    expect(thread.get_by_role("button", name="heart, 1 person")).to_be_visible()
    expect(react).to_be_focused()
    bolt = slack(page).get_by_role("button", name="Shortcuts")
    bolt.focus()
    keys.press("Enter")
    keys.press("Enter")
    form = page.get_by_role("dialog", name="Ask Waypost")
    expect(form.get_by_label("What do you need, or what is wrong?")).to_be_focused()
    keys.press("Escape")
    expect(form).to_be_hidden()
    expect(bolt).to_be_focused()
    go_to(slack(page), "Waypost")
    tab = slack(page).get_by_role("tab", name="Messages")
    tab.focus()
    keys.press("ArrowLeft")
    expect(slack(page).get_by_role("tab", name="Home")).to_be_focused()
    expect(slack(page).get_by_role("region", name="Home of Waypost")).to_be_visible()
    keys.press("ArrowRight")
    expect(tab).to_be_focused()
    expect(slack(page).get_by_label("Message Waypost", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_too_wide(playground: str, open_page: OpenPage, scheme: str) -> None:
    """Home, menu and form fit, and axe finds no fault with them."""
    page = opened_by(open_page, playground, color_scheme=scheme, **STILL, **PHONE)
    half = slack(page)

    def looks_well(name: str) -> None:
        picture(page, f"slack-phone-{scheme}-{name}")
        assert fits(page)
        assert faults(page) == []

    half.get_by_role("combobox", name="Conversation").select_option("Waypost")
    half.get_by_role("tab", name="Home").tap()
    expect(half.get_by_role("button", name="Who owns what")).to_be_visible()
    looks_well("home")
    half.get_by_role("button", name="Who owns what").tap()
    expect(page.get_by_role("dialog").get_by_role("heading").nth(1)).to_be_visible()
    looks_well("answer")
    page.get_by_role("dialog").get_by_role("button", name="Close").first.tap()
    half.get_by_role("combobox", name="Conversation").select_option("# analytics")
    write(half, "Message #analytics", f"{ASK} in {scheme}")
    half.get_by_role("button", name="Add a reaction").last.tap()
    expect(page.get_by_role("menuitem", name=":compass:")).to_be_visible()
    looks_well("menu")
    page.get_by_role("menuitem", name=":compass:").tap()
    expect(half.get_by_text("Only visible to you").last).to_be_visible()
    looks_well("emoji")


def test_an_emoji_asks_who_owns_a_message(page: Page) -> None:
    """Put on a message, it is answered to who put it there alone; others stand there and ask nothing; each can be taken off."""
    be(page, BEN)
    thread = said(page, "platform", ASK)
    be(page, ANA)
    question = thread.get_by_role("article").first
    for emoji in (":eyes:", ":compass:"):
        question.hover()
        question.get_by_role("button", name="Add a reaction to the message of Ben Okafor").click()
        picture(page, "slack-emoji-menu")
        page.get_by_role("menuitem", name=emoji).click()
    answer = whispers(page).last
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    picture(page, "slack-emoji")
    assert faults(page) == []
    be(page, BEN)
    eyes = question.get_by_role("button", name="eyes, 1 person")
    expect(eyes).to_have_attribute("aria-pressed", "false")
    eyes.click()
    mine = question.get_by_role("button", name="eyes, 2 people")
    expect(mine).to_have_attribute("aria-pressed", "true")
    mine.click()
    expect(eyes).to_have_attribute("aria-pressed", "false")
    expect(whispers(page)).to_have_count(0)
