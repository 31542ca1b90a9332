"""A request from one Teams client to another, and the message extension: a real browser, and Microsoft's own page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bots.teams.extension import LOOK_UP, QUERY_PARAMETER, WHO_OWNS_THIS
from tests.e2e.agents_playground import Office, agents_playground, office
from tests.e2e.teams_page import TeamsPage

VPN = "my VPN drops every ten minutes"
EDITED = "My VPN drops every ten minutes, on floors 3 & 4"
WIFI = "The Wi-Fi in the lift is gone again. Does anybody know whose that is?"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Waypost, and the Teams before which Ana sits."""
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def ana(browser: Browser, place: Office) -> Iterator[TeamsPage]:
    """Ana's page."""
    opened = TeamsPage.opened(browser, place.teams)
    yield opened
    opened.page.context.close()


@pytest.fixture
def ben(browser: Browser, place: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamsPage]:
    """The page of Ben, who looks after networks: another Teams of the same organisation, and the same Waypost."""
    with agents_playground(place.waypost.said[1], tmp_path_factory.mktemp("ben"), "Ben Okafor") as teams:
        opened = TeamsPage.opened(browser, teams)
        yield opened
        opened.page.context.close()


def test_a_request_goes_from_channel_to_channel(ana: TeamsPage, ben: TeamsPage) -> None:
    """Ana edits and sends it, Ben takes it in his channel; both cards show so, and what Ben says there reaches Ana."""
    ben.go_to("Network operations")
    ben.post("help")
    ben.sees("How I can help")
    ana.go_to("General")
    ana.post(VPN)
    ana.sees("Networks and connectivity")
    ana.picture("suggestion", ana.thread(VPN))
    ana.press("Hand to Network operations…")
    ana.sees("Nothing is sent before you press")
    ana.press("Edit…")
    ana.page.get_by_label("What the team will read").fill(EDITED)
    ana.picture("preview", ana.thread(VPN))
    ana.press("Save")
    # until the card is another one, “Send it” is that of the old text
    expect(ana.page.get_by_label("What the team will read")).not_to_be_visible()
    ana.sees(EDITED)
    ana.press("Send it")
    ana.sees("Open: nobody in Network operations has taken it yet.")
    ben.sees(EDITED)
    ben.picture("request", ben.thread(EDITED))
    ben.press("Take it")
    ben.sees("Taken by Ben Okafor.")
    ana.sees("Taken by Ben Okafor.")
    ben.reply(EDITED, "Since when? And by cable, too?")
    ana.sees("Since when? And by cable, too?")
    ana.sees("Ben Okafor (Network operations):")
    ben.picture("taken", ben.thread(EDITED))
    ana.picture("status", ana.thread(VPN))


def test_who_owns_this_on_a_message_of_a_colleague(ana: TeamsPage) -> None:
    """A dialog tells only who asks; shared, the answer stands in the thread of the message that it is about."""
    ana.go_to("General")
    ana.post(WIFI, mention=False)
    ana.ask_about(WIFI, WHO_OWNS_THIS)
    dialog = ana.page.get_by_role("dialog")
    expect(dialog.get_by_text(WIFI)).to_be_visible()
    ana.picture("dialog", dialog)
    dialog.get_by_role("button", name="Share in the thread").click()
    expect(ana.thread(WIFI).locator(".ac-adaptiveCard").get_by_text("Networks and connectivity")).to_be_visible()


def test_things_are_looked_up_while_writing(ana: TeamsPage) -> None:
    """What is found is listed, and what is picked there goes into the message as a card with its owner."""
    ana.go_to("General")
    found = ana.look_up("network", LOOK_UP, QUERY_PARAMETER)
    networks = found.get_by_text("Networks and connectivity", exact=True).first
    expect(networks).to_be_visible()
    ana.picture("look-up", found)
    networks.click()
    message = ana.page.get_by_role("textbox").first
    expect(message).to_contain_text("Keeps wired, wireless and remote connections working")
    expect(message).to_contain_text("Network operations")
    expect(message.get_by_role("button")).to_have_count(0)
