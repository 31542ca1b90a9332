"""What every platform does, through its own wire: a suite that each passes by giving it a `Seat`.

A platform's own tests hold how it does it. Here stands what people, and the core, can rely on wherever they are.
"""

from datetime import UTC, datetime

import pytest

from core.conversation.outline import Outline, Paragraph
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
from tests.bots.seat import ASKED_TO_WAIT, Fault, Seat, Shown

VPN = "my vpn drops every ten minutes"
OWNER = "Network operations"
TOO_LONG = b'"' + b"x" * 300 * 1024 + b'"'
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
CARD = Outline("Request", (Paragraph("The third floor is dark"),), "Request: The third floor is dark")
CHANGED = Outline("Request", (Paragraph("The third floor has light"),), "Request: The third floor has light")


class PlatformContract:
    """To be inherited by a platform's tests, beside a fixture `seat`."""

    # --- questions ---------------------------------------------------------------------------------------------------

    async def test_asked_openly_everybody_sees_the_answer(self, seat: Seat) -> None:
        """It says who looks after it, where it was asked."""
        await seat.ask(VPN, openly=True)
        (answer,) = seat.shown()
        assert (answer.room, answer.reader) == ("asked", None)
        assert "Networks and connectivity" in answer.text
        assert OWNER in answer.text

    async def test_asked_alone_nobody_else_sees_the_answer(self, seat: Seat) -> None:
        """The same answer, to the asker."""
        await seat.ask(VPN, openly=False)
        (answer,) = seat.shown()
        assert answer.reader == "requester"
        assert OWNER in answer.text

    async def test_a_private_answer_stays_private(self, seat: Seat) -> None:
        """What somebody has open is for them alone, also where they ask before all."""
        await _hand_over(seat)
        before = len(seat.shown())
        await seat.ask("status", openly=True)
        since = seat.shown()[before:]
        assert [each.reader for each in since if VPN in each.text] == ["requester"]
        assert "Your open requests" in seat.newest_for("requester").text

    async def test_who_shows_a_secret_is_warned_alone(self, seat: Seat) -> None:
        """And the answer does not repeat it."""
        await seat.ask(f"{VPN}, my password is hunter2!", openly=True)
        assert "a password" in seat.newest_for("requester").text
        assert OWNER in seat.newest("asked").text
        assert "hunter2" not in "".join(each.text for each in seat.shown())

    async def test_what_arrives_twice_is_answered_once(self, seat: Seat) -> None:
        """Platforms send again what they doubt has arrived."""
        await seat.ask(VPN, openly=True, times=2)
        assert len(seat.shown()) == 1

    async def test_a_private_answer_can_be_shared(self, seat: Seat) -> None:
        """On a press of who asked, everybody sees it where it was asked about."""
        await seat.ask_about(VPN)
        answer = seat.newest_for("requester")
        assert seat.public() == ""
        await seat.press(answer, "Share")
        assert OWNER in seat.newest("asked").text

    async def test_strangers_learn_nothing(self, seat: Seat) -> None:
        """Where Waypost is not for an organisation, nobody there is told who owns what."""
        await seat.ask_from_elsewhere(VPN)
        assert OWNER not in "".join(each.text for each in seat.shown())

    async def test_people_from_elsewhere_learn_where_it_belongs_and_no_more(self, seat: Seat) -> None:
        """Neither who owns it, nor a way to hand it over; a question of a member beside it is answered in full."""
        await seat.ask(VPN, openly=True, who="guest")
        answer = seat.newest("asked").text
        assert "Networks and connectivity" in answer
        assert "Only people of this organisation" in answer
        assert OWNER not in answer
        assert "Hand to" not in answer
        await seat.ask(VPN, openly=True)
        assert OWNER in seat.newest("asked").text

    # --- conversations -----------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("alone", [True, False])
    async def test_what_follows_goes_on_with_what_was_said(self, seat: Seat, alone: bool) -> None:
        """In a thread and with us alone the last turn counts, until the request is with the team."""
        await seat.talk(VPN, alone=alone)
        await seat.talk("and who do I call about it?", alone=alone)
        assert OWNER in seat.shown()[-1].text
        await seat.talk("since this morning", alone=alone)
        await seat.talk("ok hand it over then", alone=alone)
        preview = seat.newest_for("requester")
        assert VPN in preview.text
        assert "since this morning" in preview.text
        await seat.talk("yes", alone=alone)
        assert VPN in seat.newest("team").text

    @pytest.mark.parametrize("alone", [True, False])
    async def test_a_request_of_its_own_is_a_new_one(self, seat: Seat, alone: bool) -> None:
        """However it begins: nothing of the one before is in the answer."""
        await seat.talk(VPN, alone=alone)
        before = len(seat.shown())
        await seat.talk("and the printer on floor 3 eats paper again", alone=alone)
        answer = "".join(each.text for each in seat.shown()[before:])
        assert "Hardware and devices" in answer
        assert VPN not in answer

    # --- presses -----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("openly", [True, False])
    async def test_an_answer_is_corrected(self, seat: Seat, openly: bool) -> None:
        """The choices take its place, and what is picked takes theirs."""
        await seat.ask(VPN, openly=openly)
        answer = seat.shown()[-1]
        await seat.press(answer, "Not right?")
        choices = seat.shown()[-1]
        assert "Which is right?" in choices.text
        assert (choices.room, choices.reader) == (answer.room, answer.reader)
        await seat.pick(choices, "it.hardware")
        corrected = seat.shown()[-1]
        assert "Thank you" in corrected.text
        assert (corrected.room, corrected.reader) == (answer.room, answer.reader)

    @pytest.mark.parametrize("label", ["Not right?", "Hand to"])
    async def test_somebody_elses_answer_is_theirs(self, seat: Seat, label: str) -> None:
        """Who did not ask is told so alone, and nothing changes."""
        await seat.ask(VPN, openly=True)
        before = seat.public()
        await seat.press(seat.newest("asked"), label, "colleague")
        assert "Only the person who asked" in seat.newest_for("colleague").text
        assert seat.public() == before

    @pytest.mark.parametrize("openly", [True, False])
    async def test_a_request_is_handed_over(self, seat: Seat, openly: bool) -> None:
        """The requester alone sees what will be sent; then the team has a card and the requester its status."""
        await seat.ask(VPN, openly=openly)
        before = seat.public()
        await seat.press(seat.shown()[-1], "Hand to")
        preview = seat.newest_for("requester")
        assert VPN in preview.text
        assert seat.public() == before
        await seat.press(preview, "Send")
        card = seat.newest("team")
        assert "Request for" in card.text
        assert VPN in card.text
        status = seat.newest("asked") if openly else seat.newest_for("requester")
        assert "Handed to" in status.text
        assert "Open" in status.text

    async def test_the_text_is_edited_before_it_is_sent(self, seat: Seat) -> None:
        """What is filled in is what the preview then shows and the team gets, character by character."""
        await seat.ask(VPN, openly=True)
        await seat.press(seat.newest("asked"), "Hand to")
        await seat.fill_in(seat.newest_for("requester"), "Edit", text="VPN <b>drops</b> & *dies*, floor 3")
        edited = seat.newest_for("requester")
        assert "VPN <b>drops</b> & *dies*, floor 3" in _unescaped(edited.text)
        await seat.press(edited, "Send")
        assert "VPN <b>drops</b> & *dies*, floor 3" in _unescaped(seat.newest("team").text)

    async def test_sent_twice_it_is_handed_over_once(self, seat: Seat) -> None:
        """A press that arrives again brings no second card."""
        await _hand_over(seat, times=2)
        assert len([each for each in seat.shown() if each.room == "team" and "Request for" in each.text]) == 1

    async def test_a_request_is_taken(self, seat: Seat) -> None:
        """Both sides see by whom; who comes too late is told so alone."""
        await _hand_over(seat)
        card = seat.newest("team")
        await seat.press(card, "Take it", "responder")
        assert "Taken by Ben" in seat.newest("team").text
        assert any("Handed to" in each.text and "Taken by Ben" in each.text for each in seat.shown())
        before = seat.public()
        await seat.press(card, "Take it", "colleague")
        assert "Taken by Ben" in seat.newest_for("colleague").text
        assert seat.public() == before

    async def test_a_request_is_resolved_with_a_note(self, seat: Seat) -> None:
        """What the responder fills in arrives with the requester."""
        await _hand_over(seat)
        await seat.press(seat.newest("team"), "Take it", "responder")
        await seat.fill_in(seat.newest("team"), "Resolve", "responder", note="new cable")
        assert any(
            "Handed to" in each.text and "new cable" in each.text for each in seat.shown() if each.room == "asked"
        )

    async def test_guests_take_nothing(self, seat: Seat) -> None:
        """They may see a team's channel, and are told why they can't, alone."""
        await _hand_over(seat)
        before = seat.public()
        await seat.press(seat.newest("team"), "Take it", "guest")
        assert f"Only members of {OWNER}" in seat.newest_for("guest").text
        assert seat.public() == before

    async def test_a_button_that_is_not_known_any_more(self, seat: Seat) -> None:
        """Who presses it hears so, and everything stays as it is."""
        await seat.ask(VPN, openly=True)
        before = seat.public()
        await seat.press_unknown(seat.newest("asked"))
        assert "again" in seat.newest_for("requester").text
        assert seat.public() == before

    async def test_what_is_written_in_the_threads_crosses(self, seat: Seat) -> None:
        """Both ways, with who wrote it, and without what looks like a secret."""
        await _hand_over(seat)
        await seat.write(seat.newest("team"), "Which floor? The password is hunter2!", "responder")
        crossed = seat.newest("asked").text
        assert "Which floor?" in crossed
        assert "Ben" in crossed
        assert "hunter2" not in crossed
        await seat.write(seat.newest("asked"), "The third", "requester")
        assert "The third" in seat.newest("team").text

    # --- what is edited, deleted, and comes in another order ------------------------------------------------------------

    async def test_the_last_state_of_what_was_said_counts(self, seat: Seat) -> None:
        """However often it goes back to what stood there before, and also where it was deleted and brought back between."""
        await _hand_over(seat)
        said = seat.compose(seat.newest("team"), "come at 4", "responder")
        await seat.tell(said)
        for at, text in enumerate(("come at 5", "come at 4", "come at 5", "come at 4"), 1):
            await seat.edit(said, text, at)
            assert text in seat.newest("asked").text
        await seat.delete(said, 5)
        assert "(deleted)" in seat.newest("asked").text
        await seat.edit(said, "come at 4", 6)
        assert "come at 4" in seat.newest("asked").text
        await seat.delete(said, 7)
        assert "(deleted)" in seat.newest("asked").text

    async def test_an_older_state_undoes_nothing(self, seat: Seat) -> None:
        """Platforms send again what failed, and so after what came later; the message itself too."""
        await _hand_over(seat)
        said = seat.compose(seat.newest("team"), "come at 4", "responder")
        await seat.edit(said, "come at 6", 2)
        await seat.tell(said)
        assert "come at 6" in seat.newest("asked").text
        before = len(seat.shown())
        await seat.edit(said, "come at 5", 1)
        await seat.tell(said)
        assert not [each for each in seat.shown()[before:] if "come at" in each.text]

    async def test_what_was_deleted_before_it_came_is_not_carried(self, seat: Seat) -> None:
        """Nothing of it reaches the other side."""
        await _hand_over(seat)
        said = seat.compose(seat.newest("team"), "wrong window: the salaries", "responder")
        await seat.delete(said, 1)
        await seat.tell(said)
        assert "salaries" not in "".join(each.text for each in seat.shown())

    async def test_a_mention_that_an_edit_adds_is_heard_once(self, seat: Seat) -> None:
        """And not again when it is edited further."""
        said = seat.compose(None, VPN, "requester")
        await seat.tell(said)
        assert seat.shown() == []
        await seat.edit(said, VPN, 1, to_us=True)
        assert OWNER in seat.newest("asked").text
        await seat.edit(said, f"{VPN}, also at home", 2, to_us=True)
        assert len(seat.shown()) == 1

    async def test_an_edit_of_a_question_is_no_second_one(self, seat: Seat) -> None:
        """Its answer stays as it is, for somebody may have acted on it."""
        said = seat.compose(None, VPN, "requester", to_us=True)
        await seat.tell(said)
        await seat.edit(said, f"{VPN}, also at home", 1, to_us=True)
        assert [OWNER in each.text for each in seat.shown()] == [True]

    # --- names -------------------------------------------------------------------------------------------------------

    async def test_who_is_mentioned_arrives_by_name(self, seat: Seat) -> None:
        """With the team, in what is asked and in what is said and edited later: an id says nothing there."""
        await seat.ask(f"{VPN}, ask {seat.mark('colleague')}", openly=True)
        await seat.press(seat.newest("asked"), "Hand to")
        await seat.press(seat.newest_for("requester"), "Send")
        assert "ask @Cara Lind" in seat.newest("team").text or "ask Cara Lind" in seat.newest("team").text
        said = seat.compose(seat.newest("asked"), f"{seat.mark('responder')} knows", "requester")
        await seat.tell(said)
        assert "Ben Okafor knows" in seat.newest("team").text
        await seat.edit(said, f"{seat.mark('colleague')} knows", 1)
        assert "Cara Lind knows" in seat.newest("team").text

    async def test_a_name_that_is_not_told_is_mended_once_it_is(self, seat: Seat) -> None:
        """Whatever still stands is drawn anew, on both sides: card, status, and what was said; as often as it is called for."""
        await _hand_over(seat)
        seat.tell_name("responder", told=False)
        await seat.press(seat.newest("team"), "Take it", "responder")
        await seat.write(seat.newest("team"), "Which floor?", "responder")
        assert [each.text for each in seat.shown() if "Ben" in each.text] == []
        # a platform may know what else they are called
        assert "Taken by somebody" in _card(seat).text or "Taken by @" in _card(seat).text
        seat.tell_name("responder", told=True)
        before = len(seat.shown())
        await seat.write(_card(seat), "I mean the one below", "responder")
        drawn = [(each.room, each.text) for each in seat.shown()[before:]]
        for room, says in (("team", "Taken by Ben"), ("asked", "Taken by Ben"), ("asked", "Which floor?")):
            assert any(at == room and says in text and "Ben" in text for at, text in drawn)
        seat.tell_name("responder", told=False)
        await seat.press(_card(seat), "Put back", "responder")
        seat.tell_name("responder", told=True)
        await seat.write(_card(seat), "It is not mine", "responder")
        assert "Put back by Ben" in _card(seat).text

    # --- the last resort -----------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("fault", [Fault.PASSING, Fault.CLOSED, Fault.GONE, Fault.UNANSWERED])
    @pytest.mark.parametrize("openly", [True, False])
    async def test_one_refusal_costs_nobody_their_answer(self, seat: Seat, openly: bool, fault: Fault) -> None:
        """It comes once: where it was asked, or to the asker alone. Where it may have arrived, it does not come twice."""
        seat.fail(fault)
        await seat.ask(VPN, openly=openly)
        answers = [each for each in seat.shown() if OWNER in each.text]
        assert len(answers) == 1 or (fault is Fault.UNANSWERED and answers == [])
        assert all(each.room == "asked" or each.reader == "requester" for each in answers)

    @pytest.mark.parametrize("fault", [Fault.PASSING, Fault.CLOSED])
    async def test_one_refusal_costs_nobody_the_answer_to_a_press(self, seat: Seat, fault: Fault) -> None:
        """The same for what a button brings."""
        await seat.ask(VPN, openly=True)
        answer = seat.newest("asked")
        seat.fail(fault)
        await seat.press(answer, "More about this")
        assert len([each for each in seat.shown() if "More about Networks" in each.text]) == 1

    async def test_what_is_for_one_alone_stays_so_when_it_is_refused(self, seat: Seat) -> None:
        """No fault makes a private answer public."""
        await _hand_over(seat)
        before = len(seat.shown())
        seat.fail(Fault.CLOSED)
        await seat.ask("status", openly=True)
        assert [each.reader for each in seat.shown()[before:] if VPN in each.text] in (["requester"], [])

    async def test_where_somebody_asked_is_not_where_they_can_be_written_to(self, seat: Seat) -> None:
        """A conversation that we were only called from replaces nobody's own place."""
        await seat.ask_about_among_colleagues(VPN)
        assert OWNER in seat.newest_for("requester").text
        await seat.messenger.post(seat.requester, CARD, "h1.status")
        assert "is dark" in seat.newest("alone", reader="requester").text
        assert seat.public() == ""

    async def test_who_mentions_us_in_a_thread_speaks_to_the_people_in_it(self, seat: Seat) -> None:
        """It goes to the other side like any other word, and they are told so alone."""
        await _hand_over(seat)
        await seat.write(seat.newest("asked"), "any news?", "requester", mentioned=True)
        assert "any news?" in seat.newest("team").text
        assert "passed that on" in seat.newest_for("requester").text
        await seat.write(seat.newest("team"), "by noon", "responder", mentioned=True)
        assert "by noon" in seat.newest("asked").text

    @pytest.mark.parametrize("command", ["status", "\u200bstatus\u2060", "sta\u200btus?"])
    async def test_a_command_is_for_us_in_every_thread(self, seat: Seat, command: str) -> None:
        """With a mention it is answered, alone, whatever cannot be seen in it; the other side gets nothing."""
        await _hand_over(seat)
        before = [each.text for each in seat.shown() if each.room == "team"]
        await seat.write(seat.newest("asked"), command, "requester", mentioned=True)
        assert "Your open requests" in seat.newest_for("requester").text
        assert [each.text for each in seat.shown() if each.room == "team"] == before

    # --- what is too long --------------------------------------------------------------------------------------------

    async def test_a_form_holds_all_of_a_text(self, seat: Seat) -> None:
        """Opened and saved as it is, a text that is too long to be sent is as long as before, and its requester was told."""
        long = f"{VPN} {'and the router on floor three blinks ' * 90}since today"
        await seat.ask(long, openly=True)
        await seat.press(seat.newest("asked"), "Hand to")
        preview = seat.newest_for("requester")
        says = f"{len(long):,} characters"
        assert says in preview.text
        await seat.fill_in(preview, "Edit")
        edited = seat.newest_for("requester")
        assert edited is not preview
        assert says in edited.text
        await seat.press(edited, "Send")
        assert says in seat.newest_for("requester").text
        assert not [each for each in seat.shown() if each.room == "team"]

    async def test_who_writes_too_much_is_told_how_much_crosses(self, seat: Seat) -> None:
        """The other side sees its beginning, and whoever wrote it knows, alone."""
        await _hand_over(seat)
        await seat.write(seat.newest("asked"), f"first {'word ' * 1000}", "requester")
        assert "first word" in seat.newest("team").text
        assert "5,005 characters" in seat.newest_for("requester").text

    # --- what is no good ---------------------------------------------------------------------------------------------

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b"\xff", b"[" * 20_000], ids=range(7))
    async def test_what_makes_no_sense_is_refused(self, seat: Seat, body: bytes) -> None:
        """With 400, and with 401 where nothing proves where it comes from: whoever sends it learns no more."""
        assert await seat.send(body, proven=True) == 400
        assert await seat.send(body, proven=False) == 401
        assert seat.shown() == []

    async def test_what_is_too_long_is_refused(self, seat: Seat) -> None:
        """Before it is read to its end."""
        assert await seat.send(TOO_LONG, proven=True) == 413

    # --- the messenger -----------------------------------------------------------------------------------------------

    async def test_a_message_is_posted_answered_and_changed(self, seat: Seat) -> None:
        """Everybody there sees it; a change shows in its place, and made twice does no harm."""
        sent = await seat.messenger.post(seat.room, CARD, "h1.card")
        posted = seat.newest("asked")
        assert "The third floor is dark" in posted.text
        answer = await seat.messenger.post(seat.room, CARD, "h1.noted", sent.message)
        assert answer.message != sent.message
        for _ in range(2):
            await seat.messenger.update(sent, CHANGED)
        assert "The third floor has light" in seat.newest("asked").text

    async def test_a_person_is_written_to_alone(self, seat: Seat) -> None:
        """In a conversation that is named in what comes back, so that the message can be changed there."""
        sent = await seat.messenger.post(seat.requester, CARD, "h1.status")
        assert sent.place.is_direct
        assert "is dark" in seat.newest("alone", reader="requester").text
        await seat.messenger.update(sent, CHANGED)
        assert "has light" in seat.newest("alone", reader="requester").text
        assert seat.public() == ""

    async def test_a_message_is_found_or_cannot_be_looked_for(self, seat: Seat) -> None:
        """By its key, and no other by that; a platform that cannot look says so each time."""
        first, second = [await seat.messenger.post(seat.room, CARD, key) for key in ("h1.card", "h2.card")]
        found = [await _find(seat, key) for key in ("h1.card", "h2.card", "h3.card")]
        assert found in ([first, second, None], ["cannot look"] * 3)

    async def test_whether_it_can_be_reached(self, seat: Seat) -> None:
        """It can where the platform lets us post; nothing is posted to find out."""
        await seat.messenger.reach(seat.room)
        with pytest.raises(UnreachableError):
            await seat.messenger.reach(seat.stranger)
        assert seat.shown() == []

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (Fault.PASSING, TemporaryError),
            (Fault.UNANSWERED, UnsureError),
            (Fault.CLOSED, UnreachableError),
            (Fault.LIMITED, RateLimitedError),
            (Fault.LIMITED_ODDLY, RateLimitedError),
        ],
    )
    async def test_what_becomes_of_a_new_message(self, seat: Seat, fault: Fault, error: type[DeliveryError]) -> None:
        """The courier is told each by its own error, and may try again: the messenger itself does not."""
        seat.fail(fault)
        with pytest.raises(error) as raised:
            await seat.messenger.post(seat.room, CARD, "h1.card")
        assert type(raised.value) is error
        seconds = getattr(raised.value, "seconds", ASKED_TO_WAIT)
        assert seconds == ASKED_TO_WAIT or (fault is Fault.LIMITED_ODDLY and 1 <= seconds <= 60)
        assert "third floor" not in str(raised.value)

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (Fault.PASSING, TemporaryError),
            (Fault.UNANSWERED, TemporaryError),
            (Fault.CLOSED, UnreachableError),
            (Fault.GONE, MessageGoneError),
            (Fault.LIMITED, RateLimitedError),
        ],
    )
    async def test_what_becomes_of_a_change(self, seat: Seat, fault: Fault, error: type[DeliveryError]) -> None:
        """As with a new message, but that one is sure: a change may be made again."""
        sent = await seat.messenger.post(seat.room, CARD, "h1.card")
        seat.fail(fault)
        with pytest.raises(error) as raised:
            await seat.messenger.update(sent, CHANGED)
        assert type(raised.value) is error
        assert getattr(raised.value, "seconds", ASKED_TO_WAIT) == ASKED_TO_WAIT
        await seat.messenger.update(sent, CHANGED)
        assert "has light" in seat.newest("asked").text


async def _hand_over(seat: Seat, *, times: int = 1) -> None:
    """The requester asks before all, and hands it to the team."""
    await seat.ask(VPN, openly=True)
    await seat.press(seat.newest("asked"), "Hand to")
    await seat.press(seat.newest_for("requester"), "Send", times=times)


def _card(seat: Seat) -> Shown:
    """The team's card as it was drawn last."""
    return [each for each in seat.shown() if each.room == "team" and "Request for" in each.text][-1]


def _unescaped(text: str) -> str:
    """Without the backslashes by which a platform may keep a text from being read as markup."""
    return text.replace("\\", "")


async def _find(seat: Seat, key: str) -> Sent | str | None:
    try:
        return await seat.messenger.find(seat.room, key, LONG_AGO)
    except CannotLookError:
        return "cannot look"
