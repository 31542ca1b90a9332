"""The messages of hand-offs in Teams, and what each fault of Teams' is taken for."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from sqlalchemy.ext.asyncio import AsyncEngine

from bots.teams.connector import Connector
from bots.teams.conversations import References
from bots.teams.messenger import TeamsMessenger
from bots.teams.payloads import Incoming
from core.conversation.outline import Outline, Paragraph
from core.conversation.people import Place
from core.handoff.delivery.ports import (
    CannotLookError,
    DeliveryError,
    MessageGoneError,
    RateLimitedError,
    Sent,
    TemporaryError,
    UnreachableError,
    UnsureError,
)
from tests.bots.teams.payloads import BOT, PERSON
from tests.support.microsoft_cloud import TENANT, Microsoft

CHANNEL = Place("teams", TENANT, "19:network@thread.tacv2")
ALEX = Place("teams", TENANT, f"@{PERSON}")
CARD = Outline("Request", (Paragraph("My VPN drops"),), "Request: My VPN drops")


@pytest.fixture
async def references(engine: AsyncEngine, microsoft: Microsoft) -> References:
    """A tenant in whose general channel somebody has used Waypost."""
    references = References(engine)
    general = "19:general@thread.tacv2;messageid=17"
    url = microsoft.service_url
    await references.remember(
        Incoming(
            type="message",
            channel="msteams",
            service_url=url,
            conversation=general,
            conversation_type="channel",
            id="1",
            tenant=TENANT,
            sender=PERSON,
            sender_name="Alex",
            bot=BOT,
        )
    )
    return references


@pytest.fixture
async def messenger(references: References) -> AsyncIterator[TeamsMessenger]:
    """Ready to send, without tokens."""
    async with ClientSession() as session:
        messenger = TeamsMessenger(references)
        messenger.use(Connector(session, None))
        yield messenger


async def test_a_card_begins_a_thread_in_the_channel(messenger: TeamsMessenger, microsoft: Microsoft) -> None:
    """What follows is said in that thread, and the card is changed in its place."""
    sent = await messenger.post(CHANNEL, CARD, "h1.card")
    created = await microsoft.connector.next()
    assert (created.method, created.body["channelData"]["channel"]["id"]) == ("CREATE", CHANNEL.conversation)
    assert created.body["activity"]["summary"] == "Request: My VPN drops"
    assert sent == Sent(Place("teams", TENANT, f"{CHANNEL.conversation};messageid=sent-1"), "sent-1")
    answered = await messenger.post(CHANNEL, CARD, "h1.noted", sent.message)
    said = await microsoft.connector.next()
    assert (said.method, said.conversation) == ("POST", sent.place.conversation)
    assert answered.place == sent.place
    await messenger.update(sent, CARD)
    put = await microsoft.connector.next()
    assert (put.method, put.conversation, put.activity) == ("PUT", sent.place.conversation, "sent-1")


async def test_a_thread_is_answered_in_itself(messenger: TeamsMessenger, microsoft: Microsoft) -> None:
    """The place where a question was asked in a channel is its thread."""
    thread = Place("teams", TENANT, "19:general@thread.tacv2;messageid=17")
    sent = await messenger.post(thread, CARD, "h1.status")
    assert (await microsoft.connector.next()).conversation == thread.conversation
    assert sent.place == thread


async def test_a_person_is_written_to_in_the_personal_chat(
    messenger: TeamsMessenger, microsoft: Microsoft, references: References
) -> None:
    """It is created when it is first wanted, with the address that the tenant has, and kept, also over a restart."""
    sent = await messenger.post(ALEX, CARD, "h1.status")
    created = await microsoft.connector.next()
    assert (created.method, created.body["members"], created.body["bot"]) == ("CREATE", [{"id": PERSON}], {"id": BOT})
    assert sent.place.conversation == f"a:with-{PERSON}"
    again = TeamsMessenger(references)
    again.use(messenger._connector)  # noqa: SLF001 - the session of before
    await again.post(ALEX, CARD, "h2.status")
    assert [call.method for call in microsoft.connector.calls] == ["CREATE", "POST", "POST"]


async def test_a_personal_chat_that_met_us_is_used(
    messenger: TeamsMessenger, microsoft: Microsoft, references: References
) -> None:
    """Nothing is created then."""
    url = microsoft.service_url
    await references.remember(
        Incoming(
            type="message",
            channel="msteams",
            service_url=url,
            conversation="a:1",
            conversation_type="personal",
            id="1",
            tenant=TENANT,
            sender=PERSON,
            sender_name="Alex",
            bot=BOT,
        )
    )
    await messenger.post(ALEX, CARD, "h1")
    assert [(call.method, call.conversation) for call in microsoft.connector.calls] == [("POST", "a:1")]


async def test_who_has_not_met_us_cannot_be_reached(messenger: TeamsMessenger) -> None:
    """Another tenant has no address; a channel of ours can be posted to, but is not known to be within reach."""
    with pytest.raises(UnreachableError):
        await messenger.post(Place("teams", "another", "19:x@thread.tacv2"), CARD, "h1")
    with pytest.raises(UnreachableError):
        await messenger.reach(CHANNEL)
    await messenger.reach(Place("teams", TENANT, "19:general@thread.tacv2"))


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (500, {}, TemporaryError),
        (503, {}, TemporaryError),
        (429, {"Retry-After": "7"}, RateLimitedError),
        (403, {}, None),
        (404, {}, None),
        (405, {}, None),
    ],
)
async def test_whether_teams_is_well_is_asked_without_posting(
    messenger: TeamsMessenger,
    microsoft: Microsoft,
    status: int,
    headers: dict[str, str],
    error: type[DeliveryError] | None,
) -> None:
    """Trouble that passes is told; what Teams refuses is for the message itself to find out."""
    microsoft.connector.answers.append((status, headers))
    with pytest.raises(error) if error else contextlib.nullcontext():
        await messenger.reach(Place("teams", TENANT, "19:general@thread.tacv2"))
    assert microsoft.connector.calls == []


async def test_where_we_were_removed_we_are_forgotten(
    messenger: TeamsMessenger, references: References, microsoft: Microsoft
) -> None:
    """The reference goes with the installation, and comes back with the next message."""
    general = "19:general@thread.tacv2"
    url = microsoft.service_url
    removed = Incoming(
        type="installationUpdate",
        channel="msteams",
        service_url=url,
        conversation=general,
        conversation_type="channel",
        id="2",
        tenant=TENANT,
        bot=BOT,
        action="remove",
    )
    await references.remember(removed)
    with pytest.raises(UnreachableError):
        await messenger.reach(Place("teams", TENANT, general))
    await references.remember(
        Incoming(
            type="message",
            channel="msteams",
            service_url=url,
            conversation=general,
            conversation_type="channel",
            id="3",
            tenant=TENANT,
            sender=PERSON,
            sender_name="Alex",
            bot=BOT,
        )
    )
    await messenger.reach(Place("teams", TENANT, general))


async def test_one_cannot_look(messenger: TeamsMessenger, microsoft: Microsoft) -> None:
    """Teams cannot be searched, so nobody can tell."""
    import datetime as dt  # noqa: PLC0415

    with pytest.raises(CannotLookError):
        await messenger.find(CHANNEL, "h1", dt.datetime.now(dt.UTC))
    assert microsoft.connector.calls == []


@pytest.mark.parametrize(
    ("answer", "on_post", "on_update"),
    [
        ((429, {"Retry-After": "7"}), RateLimitedError, RateLimitedError),
        ((429, {}), RateLimitedError, RateLimitedError),
        ((401, {}), TemporaryError, TemporaryError),
        ((403, {}), UnreachableError, UnreachableError),
        ((404, {}), UnreachableError, MessageGoneError),
        ((412, {}), TemporaryError, TemporaryError),
        ((500, {}), UnsureError, TemporaryError),
        ((503, {}), TemporaryError, TemporaryError),
        ((0, {}), UnsureError, TemporaryError),
    ],
    ids=["429 with a time", "429", "401", "403", "404", "412", "500", "503", "broken off"],
)
async def test_what_teams_refuses(
    messenger: TeamsMessenger,
    microsoft: Microsoft,
    answer: tuple[int, dict[str, str]],
    on_post: type[DeliveryError],
    on_update: type[DeliveryError],
) -> None:
    """Each refusal leads to its own way on, and nothing is sent twice."""
    thread = Place("teams", TENANT, "19:general@thread.tacv2;messageid=17")
    microsoft.connector.answers += [answer] * 3  # aiohttp itself repeats a PUT over a connection that was closed
    with pytest.raises(on_post) as raised:
        await messenger.post(thread, CARD, "h1")
    with pytest.raises(on_update):
        await messenger.update(Sent(thread, "18"), CARD)
    assert [call.method for call in microsoft.connector.calls].count("POST") == 1
    if isinstance(raised.value, RateLimitedError):
        assert raised.value.seconds == (7 if answer[1] else 30)


async def test_a_card_that_is_too_large_goes_out_as_text(messenger: TeamsMessenger, microsoft: Microsoft) -> None:
    """Nothing is lost for a card too many."""
    microsoft.connector.answers.append((413, {}))
    await messenger.post(Place("teams", TENANT, "19:general@thread.tacv2;messageid=17"), CARD, "h1")
    assert microsoft.connector.calls[-1].body["text"] == "Request: My VPN drops"


async def test_teams_is_down(references: References) -> None:
    """A connection that does not come about has sent nothing; before the start, and after the end, there is none."""
    messenger = TeamsMessenger(references)
    with pytest.raises(TemporaryError):
        await messenger.post(CHANNEL, CARD, "h1")
    incoming = Incoming(
        type="message",
        channel="msteams",
        service_url="http://127.0.0.1:9",
        conversation="a:2",
        conversation_type="personal",
        id="1",
        tenant="other",
        sender="29:x",
        sender_name="X",
        bot=BOT,
    )
    await references.remember(incoming)
    async with ClientSession() as session:
        messenger.use(Connector(session, None))
        with pytest.raises(TemporaryError):
            await messenger.post(Place("teams", "other", "a:2"), CARD, "h1")
