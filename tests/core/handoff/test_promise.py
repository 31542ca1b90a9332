"""What a requester is promised when a request is handed over, is known to work."""

import pytest

from core.conversation.actions import Verb
from core.handoff.delivery.ports import DeliveryError, TemporaryError, UnreachableError
from tests.core.handoff.office import Office


async def _sent(office: Office, *, openly: bool) -> str:
    preview = await office.press(await office.ask(openly=openly), Verb.HAND_OVER)
    return (await office.press(preview, Verb.SEND)).outline.summary


async def test_who_asked_openly_is_kept_posted_there(office: Office) -> None:
    """The suggestion stands there, so we can write there."""
    assert "I'll keep you posted here." in await _sent(office, openly=True)


async def test_the_direct_conversation_is_named_once_it_is_known_to_work(office: Office) -> None:
    """The platform is asked, and nothing is posted to find out."""
    office.opened.waypost.courier({"slack": office.slack, "teams": office.teams})
    assert "I'll keep you posted in our direct conversation." in await _sent(office, openly=False)


@pytest.mark.parametrize("error", [UnreachableError("blocked"), TemporaryError("down"), TimeoutError(), OSError()])
async def test_nothing_is_promised_where_that_is_not_known(
    office: Office, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, or not found out in time: it is said what the requester can do, and the request is with its team."""

    async def reach(_: object) -> None:
        raise error

    monkeypatch.setattr(office.slack, "reach", reach)
    office.opened.waypost.courier({"slack": office.slack, "teams": office.teams})
    said = await _sent(office, openly=False)
    assert said.startswith("Handed to Network operations.")
    assert "keep you posted" not in said
    assert "status" in said
    assert isinstance(error, DeliveryError | OSError)


async def test_without_a_messenger_nothing_is_promised(office: Office) -> None:
    """As while the server starts."""
    assert "keep you posted" not in await _sent(office, openly=False)
