"""The playground as a person meets it: a real browser, the real platforms, the real core."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from yarl import URL

from tests.e2e.conftest import OpenPage, serving
from tests.e2e.halves import PHONE, faults, fits, opened_by, picture, slack, teams, upcoming, upcoming_thread, write

ASK = "my VPN drops every ten minutes"
RIGHT = "Networks and connectivity"
OTHER = "Infrastructure and cloud"


@pytest.fixture
def page(playground: str, open_page: OpenPage) -> Page:
    """The page, as somebody sees it who was not here before."""
    return opened_by(open_page, playground)


def own_conversation(half: Locator) -> None:
    """Open the conversation with the bot."""
    half.get_by_role("navigation", name="conversations").get_by_role("button", name="Waypost").click()


def test_a_question_is_answered_explained_and_corrected_in_slack(page: Page) -> None:
    """Typed as /route it is answered to the person alone; More explains; Not right? lets pick another, and shows it."""
    answer = upcoming(slack(page))
    write(slack(page), "Message #general", f"/route {ASK}")
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    expect(answer.get_by_text("Only visible to you")).to_be_visible()
    expect(answer.get_by_role("button", name="#network-ops")).to_be_visible()
    skills = upcoming(slack(page))
    answer.get_by_role("button", name="More about this").click()
    expect(skills.get_by_role("heading", name=f"More about {RIGHT}")).to_be_visible()
    answer.get_by_role("button", name="Not right?").click()
    answer.get_by_role("button", name="Choose the right place").click()
    page.get_by_role("option", name=OTHER).first.click()
    expect(answer.get_by_role("heading", name=OTHER)).to_be_visible()
    expect(answer.get_by_text("Your correction is kept")).to_be_visible()


def test_a_question_is_answered_explained_and_corrected_in_teams(page: Page) -> None:
    """Posted in a channel it is answered below; More explains; Not right? lets pick another, and shows it."""
    thread = upcoming_thread(teams(page))
    write(teams(page), "Post in General", ASK)
    answer = thread.get_by_role("article").nth(1)
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    expect(answer.get_by_text("Network operations", exact=True)).to_be_visible()
    answer.get_by_role("button", name="More about this").click()
    expect(thread.get_by_role("article").nth(2).get_by_role("heading", name=f"More about {RIGHT}")).to_be_visible()
    answer.get_by_role("button", name="Not right?").click()
    answer.get_by_label("Choose the right place").select_option("it.infrastructure")
    answer.get_by_role("button", name="Choose", exact=True).click()
    expect(answer.get_by_role("heading", name=OTHER)).to_be_visible()
    expect(answer.get_by_text("Your correction is kept")).to_be_visible()


def test_a_pick_is_asked_for_before_it_is_sent(page: Page) -> None:
    """A card whose menu stands at nothing says so, and stays."""
    answer = upcoming_thread(teams(page)).get_by_role("article").nth(1)
    write(teams(page), "Post in General", ASK)
    answer.get_by_role("button", name="Not right?").click()
    answer.get_by_role("button", name="Choose", exact=True).click()
    expect(answer.get_by_text("Please pick one first.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_example_is_asked_on_both_sides_and_all_can_read_it(
    playground: str, open_page: OpenPage, scheme: str
) -> None:
    """A press on an example is answered in both halves; axe finds no fault with the page by WCAG 2.2 AA."""
    page = opened_by(open_page, playground, color_scheme=scheme)
    threads = [upcoming_thread(half) for half in (slack(page), teams(page))]
    example(page, ASK).click()
    for thread in threads:
        expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()
    picture(page, f"desktop-{scheme}")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_halves_are_tabs(playground: str, open_page: OpenPage, scheme: str) -> None:
    """At phone width one half shows at a time, examples go to that one, nothing is too wide, and axe finds no fault."""
    page = opened_by(open_page, playground, color_scheme=scheme, **PHONE)
    for shown, hidden, name in ((slack(page), teams(page), "Slack"), (teams(page), slack(page), "Teams")):
        page.get_by_role("group", name="Platform").get_by_role("button", name=name).tap()
        expect(hidden).to_be_hidden()
        shown.get_by_role("combobox", name="Conversation").select_option(index=2)
        thread = upcoming_thread(shown)
        example(page, ASK).tap()
        expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()
        picture(page, f"phone-{scheme}-{name.lower()}")
        assert fits(page)
        assert faults(page) == []


def test_examples_go_where_they_are_sent(page: Page) -> None:
    """With Teams chosen, a press on an example asks in Teams and not in Slack."""
    in_slack = slack(page).get_by_role("article").count()
    page.get_by_role("radio", name="Teams").check(force=True)
    thread = upcoming_thread(teams(page))
    example(page, "difference between IT and IS").click()
    expect(thread.get_by_role("table")).to_be_visible()
    expect(slack(page).get_by_role("article")).to_have_count(in_slack)


def test_the_keyboard_is_enough(page: Page) -> None:
    """Complete a command, ask, press a button, find an option in the menu and pick it, without a mouse; focus is not lost."""
    answer = upcoming(slack(page))
    field = slack(page).get_by_label("Message #general", exact=True)
    field.focus()
    keys = page.keyboard
    keys.type("/ro")
    expect(slack(page).get_by_role("option", name="/route")).to_be_visible()
    keys.press("Tab")
    keys.type(ASK)
    expect(field).to_have_value(f"/route {ASK}")
    keys.press("Enter")
    expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
    answer.get_by_role("button", name="Not right?").focus()
    keys.press("Enter")
    expect(answer.get_by_role("heading", name="Which is right?")).to_be_visible()
    expect(answer).to_be_focused()
    keys.press("Tab")
    expect(answer.get_by_role("button", name="Choose the right place")).to_be_focused()
    keys.press("Enter")
    keys.type("cloud")
    expect(page.get_by_role("listbox", name="Choose the right place").get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    expect(answer.get_by_role("heading", name=OTHER)).to_be_visible()
    expect(answer).to_be_focused()


def test_a_mention_is_answered_in_its_thread(page: Page) -> None:
    """In a Slack channel the answer stands below the question, and a question in the thread is answered there as well."""
    slack(page).get_by_role("button", name="finance", exact=True).click()
    thread = upcoming_thread(slack(page))
    write(slack(page), "Message #finance", f"@Waypost {ASK}")
    expect(thread.locator(".replies").get_by_role("heading", name=RIGHT)).to_be_visible()
    thread.get_by_role("button", name="Reply in the thread").click()
    reply = thread.get_by_label("Reply in the thread", exact=True)
    expect(reply).to_have_value("@Waypost ")
    reply.press_sequentially("the projector in room 4 shows no picture")
    reply.press("Enter")
    expect(thread.locator(".replies").get_by_role("heading", name="Hardware and devices")).to_be_visible()


def test_both_direct_conversations_answer(page: Page) -> None:
    """What is written to the bot alone is answered without a mention on both sides."""
    for half in (slack(page), teams(page)):
        own_conversation(half)
        expect(half.get_by_role("heading", name="Skills of an IS manager")).to_have_count(0)
        write(half, "Message Waypost", "what skills does an IS manager need")
        expect(half.get_by_role("heading", name="Skills of an IS manager")).to_be_visible()


def test_a_whisper_is_hidden_from_others(page: Page) -> None:
    """Only who asked sees the answer to a command; another person at the same channel does not."""
    slack(page).get_by_role("button", name="security", exact=True).click()
    answer = upcoming(slack(page))
    write(slack(page), "Message #security", "/route my laptop makes noises")
    expect(answer).to_be_visible()
    page.get_by_label("You are").select_option(label="Ben Okafor, Network engineer")
    expect(answer).to_be_hidden()


def test_nobody_is_surprised_by_silence(page: Page) -> None:
    """A message in a channel that does not mention the bot stays among people, and the page says why nothing comes."""
    teams(page).get_by_role("button", name="Sales").click()
    thread = upcoming_thread(teams(page))
    teams(page).get_by_role("button", name="@Waypost").click()
    write(teams(page), "Post in Sales", "lunch?")
    expect(page.get_by_text("Waypost stays silent here, because nobody mentioned it.")).to_be_visible()
    expect(thread.get_by_role("article")).to_have_count(1)


def test_work_and_news_are_shown(playground: str, page: Page) -> None:
    """That the bot types is said in the conversation where it does; what it says elsewhere marks that conversation."""
    conversations = f"{playground}teams/v3/conversations"
    requests = page.context.request
    requests.post(f"{conversations}/19:example@thread.tacv2/activities", data={"type": "typing"})
    expect(teams(page).get_by_text("Waypost is working on it…")).to_be_visible()
    requests.post(f"{conversations}/19:analytics@thread.tacv2/activities", data={"type": "message", "text": "hello"})
    teams(page).get_by_role("button", name=re.compile("Analytics.*unread")).click()
    expect(teams(page).get_by_role("article", name="Waypost")).to_have_count(1)
    expect(teams(page).get_by_role("button", name=re.compile("Analytics.*unread"))).to_have_count(0)


def test_what_people_write_is_text(page: Page) -> None:
    """HTML and emphasis come back in the cards as they were typed, links and notifications as bare words: nothing of it works."""
    nasty = "my VPN <img src=x onerror=alert(1)> **drops** <!channel> [a](https://example.com)"
    page.get_by_label("You are").select_option(label="Mei Tanaka, Data steward")
    for half in (slack(page), teams(page)):
        own_conversation(half)
        said = upcoming(half)
        write(half, "Message Waypost", nasty)
        expect(said).to_be_visible()
        answer = half.get_by_role("article").last
        expect(answer.get_by_role("heading", name=RIGHT)).to_be_visible()
        answer.get_by_role("button", name="Not right?").click()  # what to choose from stands under the request
        expect(answer).to_contain_text("my VPN <img src=x onerror=alert(1)> **drops** a")
        expect(answer.locator("img[src=x], a[href*=example], .slack_broadcast")).to_have_count(0)


def test_a_message_can_be_inspected(page: Page) -> None:
    """Inspect shows the JSON that went over the wire; Escape closes it."""
    slack(page).get_by_role("button", name="platform", exact=True).click()
    write(slack(page), "Message #platform", f"@Waypost {ASK}")
    for_person, for_bot = slack(page).get_by_role("article").nth(0), slack(page).get_by_role("article").nth(1)
    for article, title, content in (
        (for_person, "What Slack sent to Waypost", '"type": "app_mention"'),
        (for_bot, "What Waypost sent to Slack", '"blocks"'),
    ):
        article.hover()
        article.get_by_role("button", name=re.compile("Inspect")).click()
        drawer = page.get_by_role("dialog", name=title)
        expect(drawer).to_contain_text(content)
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()


def test_a_lost_connection_is_said_and_mended(tmp_path: Path, browser: Browser) -> None:
    """When the server stops the page says so and keeps what was said failing visible; once it is back, so is the page."""
    page = browser.new_page()
    with serving(tmp_path) as address:
        page.goto(address)
        expect(slack(page)).to_be_visible()
    banner = page.get_by_text("The connection to the playground is lost.")
    expect(banner).to_be_visible()
    write(slack(page), "Message #general", "/route vpn")
    expect(page.get_by_text("The playground cannot be reached.")).to_be_visible()
    expect(slack(page).get_by_label("Message #general", exact=True)).to_have_value("/route vpn")
    with serving(tmp_path, URL(address).port or 0):
        expect(banner).to_be_hidden(timeout=15_000)
        slack(page).get_by_role("button", name="Send").click()
        expect(slack(page).get_by_role("heading", name=RIGHT)).to_be_visible()
    page.close()


def example(page: Page, text: str) -> Locator:
    """The button of an example question."""
    return page.get_by_role("region", name="Example questions").get_by_role("button", name=text)
