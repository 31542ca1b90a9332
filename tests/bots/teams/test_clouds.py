"""Links that lead there: to the Teams of the cloud in which a conversation is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.teams.links import for_cloud, teams_host
from bots.teams.payloads import read
from bots.teams.trust.gate import teams_link
from tests.bots.teams.payloads import CHANNEL, activity

_CLOUDS = {
    "https://smba.trafficmanager.net/emea/": "teams.microsoft.com",
    "https://smba.infra.gcc.teams.microsoft.com/": "teams.microsoft.com",
    "https://smba.infra.gov.teams.microsoft.us/": "gov.teams.microsoft.us",
    "https://smba.infra.dod.teams.microsoft.us/": "dod.teams.microsoft.us",
    "https://directline.botframework.azure.us/": "gov.teams.microsoft.us",
    "http://127.0.0.1:3978/": "teams.microsoft.com",
    "http://[": "teams.microsoft.com",
}


@pytest.mark.parametrize(("service_url", "host"), _CLOUDS.items())
def test_a_message_is_linked_in_its_own_cloud(service_url: str, host: str) -> None:
    """And the address is one that is taken for Teams' own when a client names it."""
    channel = {"conversationType": "channel", "id": CHANNEL, "tenantId": "t"}
    said = read(json.dumps(activity(service_url, conversation=channel)).encode())
    assert said.link.startswith(f"https://{host}/l/message/19%3Ageneral%40thread.tacv2/")
    assert teams_link(said.link) == said.link


@pytest.mark.parametrize(("service_url", "host"), _CLOUDS.items())
def test_links_in_cards_lead_into_the_cloud_of_their_reader(service_url: str, host: str) -> None:
    """Texts stay as they are, and so do addresses of other sites."""
    opens = {"type": "Action.OpenUrl", "url": "https://teams.microsoft.com/l/channel/19%3Aa/IT?tenantId=t"}
    other = {"type": "Action.OpenUrl", "url": "https://wiki.example.org/?to=https://teams.microsoft.com/l/x"}
    card = {"body": [{"text": "https://teams.microsoft.com/l/x", "selectAction": opens}, {"selectAction": other}]}
    moved = for_cloud({"attachments": [{"content": card}]}, service_url)
    first, second = moved["attachments"][0]["content"]["body"]  # type: ignore[index]
    assert first["selectAction"]["url"] == f"https://{host}/l/channel/19%3Aa/IT?tenantId=t"
    assert first["text"] == "https://teams.microsoft.com/l/x"
    assert second["selectAction"] == other


@pytest.mark.parametrize(
    ("conversation", "expected"),
    [
        ("19:abc@thread.v2", "context="),
        ("19:meeting_abc@thread.v2", "context="),
        ("19:general@thread.tacv2;messageid=17", "parentMessageId=17"),
        ("19:general@thread.skype;messageid=17", "parentMessageId=17"),
    ],
)
def test_a_conversation_whose_kind_is_left_out_is_linked_too(conversation: str, expected: str) -> None:
    """Its id tells whether it is a chat or a channel."""
    said = read(json.dumps(activity("https://smba.trafficmanager.net/", conversation={"id": conversation})).encode())
    assert expected in said.link


@given(st.text())
def test_any_service_address_has_a_host(service_url: str) -> None:
    """Whatever it says, links begin with one of Microsoft's."""
    assert teams_host(service_url) in {"teams.microsoft.com", "gov.teams.microsoft.us", "dod.teams.microsoft.us"}
