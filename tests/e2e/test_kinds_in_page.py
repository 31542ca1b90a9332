"""What people really send, tried on both halves of the page: files, forwards, edits, deletions, groups, guests and more."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.halves import (
    ANA,
    BEN,
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
    teams,
    upcoming,
    upcoming_thread,
    write,
)

ASK = "my VPN drops every ten minutes"
RIGHT = "Networks and connectivity"
LENA = "Lena Fischer, Agency (guest)"
LAPTOP = "I need a new laptop for our new colleague"


@pytest.fixture
def page(playground: str, open_page: OpenPage) -> Page:
    """The page of a playground that the tests of this module share."""
    return opened_by(open_page, playground)


def both(page: Page) -> tuple[Locator, Locator]:
    """The halves."""
    return slack(page), teams(page)


def attach(half: Locator, what: str) -> None:
    """Attach one of the samples."""
    half.get_by_role("button", name="Attach a file").last.click()
    half.page.get_by_role("menuitem", name=what).click()


def do(message: Locator, what: str) -> None:
    """Pick something from what can be done to a message."""
    message.hover()
    message.get_by_role("button", name=re.compile("^More ")).click()
    message.page.get_by_role("menuitem", name=what).click()


def rewrite(message: Locator, text: str) -> None:
    """Change one's own message."""
    do(message, "Edit message")
    message.get_by_label("Edit message").fill(text)
    message.get_by_role("button", name="Save").click()


def field(half: Locator) -> Locator:
    """The field below the open conversation."""
    return half.locator(".main > .composer textarea, .app-panel > .composer textarea")


def test_a_picture_reaches_the_team(page: Page) -> None:
    """A screenshot sent with a request is shown, and the team that gets the request is told of it, from either half."""
    for half, channel in ((slack(page), "network-ops"), (teams(page), "network-ops")):
        be(page, ANA)
        go_to(half, "Waypost")
        attach(half, "A screenshot")
        said = upcoming(half)
        write(half, "Message Waypost", ASK)
        expect(said.get_by_role("img", name="Picture screenshot.png")).to_be_visible()
        expect(half.get_by_role("heading", name=RIGHT).last).to_be_visible()
        hand_over(half, "Network operations")
        expect(half.get_by_role("heading", name="Handed to Network operations").last).to_be_visible()
        go_to(slack(page), channel)
        request = slack(page).get_by_role("article").last
        expect(request).to_contain_text("Attached: a picture")
        if half == slack(page):
            go_to(slack(page), "Waypost")
            go_to(teams(page), "General")


def test_files_of_ones_own_are_named(page: Page, tmp_path: Path) -> None:
    """A file from this computer shows with its name and size; one that was attached by mistake can be taken away."""
    log = tmp_path / "vpn-client.log"
    log.write_text("timeout\n" * 200)
    for half, conversation in ((slack(page), "finance"), (teams(page), "Sales")):
        go_to(half, conversation)
        attach(half, "A spreadsheet")
        half.get_by_role("button", name="Remove sales-report.xlsx").click()
        half.get_by_label("Choose files").last.set_input_files(log)
        expect(half.get_by_role("list", name="Attached")).to_contain_text("vpn-client.log")
        said = upcoming(half)
        field(half).fill(ASK)
        field(half).press("Enter")
        expect(said).to_contain_text("vpn-client.log 1.6 kB")
        expect(half.get_by_role("list", name="Attached")).to_have_count(0)


def test_a_forwarded_alert_is_answered(page: Page) -> None:
    """What the monitoring reports can be forwarded to Waypost with a question, and Waypost says whose it is."""
    for half, alerts in ((slack(page), "alerts"), (teams(page), "Alerts")):
        go_to(half, alerts)
        half.get_by_role("button", name="Raise an alert").click()
        do(half.get_by_role("article", name="Monitoring").last, "Forward…")
        dialog = page.get_by_role("dialog", name="Forward this message")
        dialog.get_by_label("Add a message").fill("whose is this?")
        assert faults(page) == []
        dialog.get_by_role("button", name="Forward", exact=True).click()
        said = half.get_by_role("article").filter(has_text="whose is this?").first
        expect(said.get_by_role("blockquote", name="Forwarded message")).to_contain_text("vpn-gw-2 is down")
        expect(half.get_by_role("article", name="Waypost").last).to_contain_text("Network operations")


def test_an_edit_and_a_deletion_reach_the_other_side(page: Page) -> None:
    """What the requester changes or deletes in the thread of a request changes and goes on the team's side as well."""
    be(page, ANA)
    go_to(slack(page), "general")
    write(slack(page), "Message #general", f"@Waypost {LAPTOP}")
    hand_over(slack(page), "Workplace services")
    thread = slack(page).locator(".thread").last
    expect(thread.get_by_role("heading", name="Handed to Workplace services")).to_be_visible()
    thread.get_by_role("button", name="Reply in the thread").click()
    write(thread, "Reply in the thread", "for Mnday")
    go_to(teams(page), "Workplace")
    expect(teams(page).get_by_text("for Mnday")).to_be_visible()
    mine = thread.get_by_role("article", name="Ana Ribeiro").last
    rewrite(mine, "for Monday")
    expect(mine).to_contain_text("(edited)")
    expect(teams(page).get_by_text("for Monday")).to_be_visible()
    do(mine, "Delete message")
    expect(thread.get_by_text("for Monday")).to_have_count(0)
    expect(teams(page).get_by_text("for Monday")).to_have_count(0)


def test_a_deletion_in_teams_can_be_undone(page: Page) -> None:
    """A deleted message leaves a line; its author, and nobody else, can undo that, and delete it again."""
    be(page, ANA)
    go_to(teams(page), "Office move")
    mine = upcoming(teams(page))
    write(teams(page), "Message Office move", "the lift is booked for Friday")
    expect(mine).to_contain_text("the lift is booked for Friday")
    rewrite(mine, "the lift is booked for Thursday")
    expect(mine).to_contain_text("Edited")
    for _ in range(2):
        do(mine, "Delete message")
        expect(mine).to_contain_text("This message has been deleted.")
        be(page, BEN)
        expect(mine.get_by_role("button", name="Undo")).to_have_count(0)
        be(page, ANA)
        mine.get_by_role("button", name="Undo").click()
        expect(mine).to_contain_text("the lift is booked for Thursday")


def test_an_answered_message_leaves_a_sign_in_slack(page: Page) -> None:
    """A deleted question stays as a line above its answer; what was written is gone."""
    be(page, ANA)
    go_to(slack(page), "data-office")
    thread = upcoming_thread(slack(page))
    write(slack(page), "Message #data-office", f"@Waypost {ASK}")
    expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()
    do(thread.get_by_role("article", name="Ana Ribeiro").first, "Delete message")
    expect(thread.get_by_role("article", name="Ana Ribeiro").first).to_contain_text("This message was deleted.")
    expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()


def test_in_a_group_waypost_answers_when_it_is_mentioned(page: Page) -> None:
    """A group of three talks among itself; a mention is answered there for all of them."""
    be(page, ANA)
    go_to(slack(page), "Ben Okafor, Mei Tanaka")
    write(slack(page), "Message Ben Okafor, Mei Tanaka", "who is in today?")
    expect(page.get_by_text("Waypost stays silent here, because nobody mentioned it.")).to_be_visible()
    write(slack(page), "Message Ben Okafor, Mei Tanaka", f"@Waypost {ASK}")
    expect(slack(page).get_by_role("heading", name=RIGHT)).to_be_visible()
    go_to(teams(page), "Office move")
    write(teams(page), "Message Office move", ASK)
    expect(teams(page).get_by_role("heading", name=RIGHT)).to_be_visible()
    be(page, BEN)
    expect(slack(page).get_by_role("heading", name="Ana Ribeiro, Mei Tanaka")).to_be_visible()
    expect(slack(page).get_by_role("heading", name=RIGHT)).to_be_visible()


def test_a_guest_sees_where_they_were_invited(page: Page) -> None:
    """A guest has one channel in Slack and the team's in Teams, and no groups; they get answers, and no lists of owners."""
    be(page, LENA)
    conversations = slack(page).get_by_role("navigation", name="Slack conversations")
    expect(conversations.get_by_role("button")).to_have_text(["#new-website", "Waypost"])
    expect(teams(page).get_by_role("button", name="Office move")).to_have_count(0)
    for half, conversation in ((slack(page), "new-website"), (teams(page), "General")):
        go_to(half, conversation)
        thread = upcoming_thread(half)
        field(half).fill(ASK if half == teams(page) else f"@Waypost {ASK}")
        field(half).press("Enter")
        expect(thread.get_by_role("heading", name=RIGHT)).to_be_visible()
        go_to(half, "Waypost")
        answer = answer_to(half, "Message Waypost", "owners")
        expect(answer).to_contain_text("people of this organisation")


def test_who_owns_this_in_teams(page: Page) -> None:
    """On a colleague's message Waypost's answer opens in a dialog; shared from there, everybody reads it below."""
    be(page, BEN)
    go_to(teams(page), "Sales")
    thread = upcoming_thread(teams(page))
    teams(page).get_by_role("button", name="@Waypost").first.click()
    write(teams(page), "Post in Sales", ASK)
    be(page, ANA)
    do(thread.get_by_role("article", name="Ben Okafor"), "Who owns this?")
    dialog = page.get_by_role("dialog", name="Waypost")
    expect(dialog.get_by_role("heading", name=RIGHT)).to_be_visible()
    assert faults(page) == []
    dialog.get_by_role("button", name="Not right?").click()
    expect(dialog.get_by_role("heading", name="Which is right?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    do(thread.get_by_role("article", name="Ben Okafor"), "Who owns this?")
    dialog.get_by_role("button", name="Share in the thread").click()
    expect(dialog).to_be_hidden()
    expect(thread.get_by_role("article", name="Waypost").get_by_role("heading", name=RIGHT)).to_be_visible()


def test_looking_something_up_while_writing(page: Page) -> None:
    """What Waypost finds becomes a card in one's own message; the keyboard is enough for it."""
    be(page, ANA)
    go_to(teams(page), "Sales")
    thread = upcoming_thread(teams(page))
    teams(page).get_by_role("button", name="Look something up with Waypost").last.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Look something up with Waypost")
    page.keyboard.type("network")
    expect(dialog.get_by_role("status")).to_contain_text("result")
    assert faults(page) == []
    result = dialog.get_by_role("button", name=RIGHT)
    result.focus()
    page.keyboard.press("Enter")
    expect(teams(page).get_by_role("list", name="Attached")).to_contain_text(f"Card: {RIGHT}")
    teams(page).get_by_role("button", name="@Waypost").first.click()
    write(teams(page), "Post in Sales", "this is what I meant")
    said = thread.get_by_role("article", name="Ana Ribeiro")
    expect(said).to_contain_text("this is what I meant")
    expect(said.get_by_role("heading", name=RIGHT)).to_be_visible()


def test_people_are_called_by_their_full_names(page: Page) -> None:
    """A mention arrives as the full name: on the message, and on the card of the team on the other platform."""
    be(page, ANA)
    go_to(slack(page), "finance")
    write(slack(page), "Message #finance", f"@Waypost {LAPTOP} @Ben Okafor")
    hand_over(slack(page), "Workplace services")
    go_to(teams(page), "Workplace")
    card = teams(page).get_by_role("article", name="Waypost").last
    expect(card).to_contain_text("Ana Ribeiro")
    expect(slack(page).get_by_role("article", name="Ana Ribeiro").last).to_contain_text("@Ben Okafor")


def test_a_phone_has_room_for_all_of_it(playground: str, open_page: OpenPage) -> None:
    """At phone width files, menus and dialogs fit the screen, in the light and in the dark; axe finds no fault."""
    page = opened_by(open_page, playground, color_scheme="dark", **PHONE)
    for half, name, alerts in ((slack(page), "Slack", "# alerts"), (teams(page), "Teams", "Alerts")):
        page.get_by_role("group", name="Platform").get_by_role("button", name=name).tap()
        half.get_by_role("combobox", name="Conversation").select_option(label=alerts)
        half.get_by_role("button", name="Raise an alert").tap()
        attach(half, "A screenshot")
        field(half).fill(ASK)
        half.get_by_role("button", name="Send").last.tap()
        expect(half.get_by_role("img", name="Picture screenshot.png").last).to_be_visible()
        do(half.get_by_role("article", name="Monitoring").last, "Forward…")
        picture(page, f"phone-kinds-{name.lower()}")
        assert fits(page)
        assert faults(page) == []
        page.keyboard.press("Escape")


def test_days_stand_between_messages(page: Page) -> None:
    """Messages get their time from the playground's clock, and the day stands above the first of each. The last test: time passes."""
    be(page, ANA)
    for half, conversation in ((slack(page), "security"), (teams(page), "Security")):
        go_to(half, conversation)
        field(half).fill("good morning")
        field(half).press("Enter")
        expect(half.locator(".feed > .day").last).to_have_text("Today")
    page.get_by_role("group", name="Time").get_by_role("button", name="1 day").click()
    expect(page.get_by_text("1 day has passed.")).to_be_visible()
    for half in both(page):
        expect(half.locator(".feed > .day").last).to_have_text("Yesterday")
        field(half).fill("good morning again")
        field(half).press("Enter")
        expect(half.locator(".feed > .day").last).to_have_text("Today")
        assert half.locator(".feed > .day").all_inner_texts()[-2:] == ["Yesterday", "Today"]
