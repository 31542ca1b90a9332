"""The hand-off desk: from a suggestion to the owning team, and what people press then."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.outline import Fact, Form, Link, Note, Outline, OwnedBy, Paragraph, Pick, Quoted
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.directory.model import Directory
from core.handoff.policy import FREE
from core.storage.engine import writing
from tests.core.handoff.conftest import ANA, BOB, CLOSED, DATA, IN_DATA, NETWORK, directory
from tests.support.app import OpenWaypost, open_waypost
from tests.support.messenger import StandIn
from tests.support.sentences import is_one_sentence

HERE = Place("slack", "T1", "C7")
VPN = "My VPN connection drops every ten minutes"


class Office:
    """Ana asks, Bob answers, and both platforms are stood in for."""

    def __init__(self, opened: OpenWaypost) -> None:
        self.opened = opened
        self.waypost = opened.waypost
        self.slack, self.teams = StandIn(), StandIn("teams")

    async def ask(self, text: str = VPN, *, openly: bool = True) -> Answer:
        """Ana's question."""
        link = "https://example.org/1"
        return await self.waypost.ask(Question(text, ANA.id, HERE, thread="17.5", openly=openly, link=link))

    async def press(
        self,
        shown: Answer | Outline,
        verb: Verb,
        person: Person = ANA,
        part: int = 0,
        **inputs: str,
    ) -> Answer:
        """Press the first button of that kind on what is shown."""
        outline = shown.outline if isinstance(shown, Answer) else shown
        action = next(a for a in outline.actions() if a.verb is verb and a.part == part)
        return await self.waypost.press(Press(action, person, self._place(outline), inputs=inputs))

    def _place(self, shown: Outline) -> Place:
        """Where what is shown stands: a card with its team; a status, and all that is no message of a hand-off, where Ana asked."""
        for message in self.slack.messages.values():
            if message.outline.title == shown.title and shown.title.startswith("Request for"):
                return message.place
        return HERE

    card_place = Place("slack", "T1", "C1")

    async def work(self) -> None:
        """Deliver all that is due."""
        await self.opened.deliver(self.slack, self.teams)

    async def sent(self, text: str = VPN) -> Outline:
        """Ana has handed it over: the team's card."""
        preview = await self.press(await self.ask(text), Verb.HAND_OVER)
        await self.press(preview, Verb.SEND)
        await self.work()
        return self.card

    @property
    def card(self) -> Outline:
        """The card in the network team's channel."""
        return next(m.outline for m in self.slack.messages.values() if m.place.conversation == "C1")

    @property
    def status(self) -> Outline:
        """The requester's status."""
        return next(m.outline for m in self.slack.messages.values() if m.outline.title.startswith("Handed to"))


@pytest.fixture
def directed(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk that knows the teams."""
    return Desk(catalogue, classifier.suggest, directory())


@pytest.fixture
def office(directed: Desk, database: AsyncEngine) -> Office:
    """With nothing asked yet."""
    return Office(open_waypost(directed, database, directory()))


def _text(outline: Outline) -> str:
    return " ".join(part.text for part in outline.parts if isinstance(part, Paragraph | Quoted))


async def test_nothing_goes_out_before_the_requester_has_seen_it(office: Office) -> None:
    """The preview shows the text, the facts and the place that the team's card will show; what is sent is that."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    assert preview.presentation == "instead"
    assert office.opened.queued == []
    await office.press(preview, Verb.SEND)
    await office.work()
    shown, posted = preview.outline.parts, office.card.parts
    for kind in (Quoted, Fact, Link):
        assert [part for part in shown if isinstance(part, kind)] == [part for part in posted if isinstance(part, kind)]
    assert next(part for part in shown if isinstance(part, OwnedBy)).team == NETWORK
    assert any(isinstance(part, Link) and part.url == "https://example.org/1" for part in posted)


async def test_the_text_can_be_changed_before_it_goes(office: Office) -> None:
    """What Edit… saves is what the next form shows, and what is sent."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edit = next(button for button in preview.outline.buttons() if button.action.verb is Verb.EDIT)
    form = await office.waypost.form(edit.action, ANA, HERE)
    assert form == edit.form
    assert isinstance(form, Form)
    edited = await office.press(preview, Verb.EDIT, text="VPN drops since Monday")
    assert Quoted("VPN drops since Monday") in edited.outline.parts
    again = await office.waypost.form(edit.action, ANA, HERE)
    assert isinstance(again, Form)
    assert getattr(again.fields[0], "value", "") == "VPN drops since Monday"
    await office.press(edited, Verb.SEND)
    await office.work()
    assert Quoted("VPN drops since Monday") in office.card.parts


async def test_what_is_handed_over_is_not_offered_again(office: Office) -> None:
    """After sending, the suggestion says so in place of the button; what else it offers stays. Unsent, the button is back."""
    asked = await office.ask(openly=False)
    offered = {button.action.verb for button in asked.outline.buttons()}
    preview = await office.press(asked, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert {button.action.verb for button in kept.outline.buttons()} == offered
    sent = await office.press(preview, Verb.SEND)
    assert {button.action.verb for button in sent.outline.buttons()} == offered - {Verb.HAND_OVER}
    assert "I'll keep you posted" in _text(sent.outline)


async def test_one_persons_question_is_nobody_elses(office: Office) -> None:
    """In a channel several may press: whoever did not ask neither hands over, edits nor redraws, and nothing is changed."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    for shown in (answer, preview):
        for action in shown.outline.actions():
            if action.verb in FREE:
                continue
            refused = await office.waypost.press(Press(action, BOB, HERE, inputs={"text": "Bob's words"}))
            assert (refused.kind, refused.presentation, refused.privately) == ("refused", "aside", True)
            assert is_one_sentence(refused.outline.summary)
            assert VPN not in str(refused.outline)
    edit = next(button.action for button in preview.outline.buttons() if button.action.verb is Verb.EDIT)
    told = await office.waypost.form(edit, BOB, HERE)
    assert isinstance(told, Answer)
    assert told.kind == "refused"
    assert office.opened.queued == []
    assert Quoted(VPN) in (await office.press(answer, Verb.HAND_OVER)).outline.parts


async def test_a_secret_is_pointed_out_and_can_be_masked(office: Office) -> None:
    """The warning names what it looks like; after masking nothing of it is left, and nothing is warned of."""
    answer = await office.ask(f"{VPN}, my VPN password is Hunter2!x")
    preview = await office.press(answer, Verb.HAND_OVER)
    assert "a password" in _text(preview.outline)
    masked = await office.press(preview, Verb.MASK)
    assert "Hunter2" not in _text(masked.outline)
    assert "[masked]" in _text(masked.outline)
    assert Verb.MASK not in {action.verb for action in masked.outline.actions()}
    await office.press(masked, Verb.SEND)
    await office.work()
    assert "Hunter2" not in _text(office.card)


async def test_it_can_be_left_alone(office: Office) -> None:
    """Don't send says so, and nothing was sent."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert (kept.presentation, kept.outline.summary) == ("replace", "Not handed over.")
    assert office.opened.queued == []


async def test_where_the_preview_took_its_place_the_suggestion_comes_back(office: Office) -> None:
    """As after a command, whose answer the preview replaces."""
    answer = await office.ask(openly=False)
    preview = await office.press(answer, Verb.HAND_OVER)
    kept = await office.press(preview, Verb.CANCEL)
    assert (kept.presentation, kept.outline.title) == ("replace", answer.outline.title)


async def test_sent_twice_is_sent_once(office: Office) -> None:
    """A second press on Send, and a second hand-over of the same question, show how it stands."""
    answer = await office.ask()
    preview = await office.press(answer, Verb.HAND_OVER)
    first = await office.press(preview, Verb.SEND)
    assert first.kind == "sent"
    second = await office.press(preview, Verb.SEND)
    third = await office.press(answer, Verb.HAND_OVER)
    assert {second.kind, third.kind} == {"stale"}
    assert "Network operations" in third.outline.summary
    await office.work()
    assert len([m for m in office.slack.messages.values() if m.place.conversation == "C1"]) == 1


@pytest.mark.parametrize(("openly", "place"), [(False, "@U1"), (True, "C7")])
async def test_the_requester_is_kept_posted_where_it_was_asked(office: Office, openly: bool, place: str) -> None:
    """In the thread of a public answer; where the answer was private, in the direct conversation."""
    preview = await office.press(await office.ask(openly=openly), Verb.HAND_OVER)
    await office.press(preview, Verb.SEND)
    await office.work()
    status = next(m for m in office.slack.messages.values() if m.outline == office.status)
    assert (status.place.conversation, status.thread) == (place, "17.5" if openly else None)


async def test_each_of_several_asks_goes_to_its_own_team(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """The second ask of a message is handed over with its own words, to its own owner."""
    both = directory()
    office = Office(open_waypost(Desk(catalogue, classifier.suggest, both), database, both))
    answer = await office.ask(f"1. {VPN}\n2. We need one agreed definition of an active customer in our data")
    preview = await office.press(answer, Verb.HAND_OVER, part=1)
    await office.press(preview, Verb.SEND, part=1)
    await office.work()
    (card,) = office.teams.messages.values()
    assert "active customer" in _text(card.outline)
    assert "VPN" not in _text(card.outline)


async def test_the_team_takes_it_and_ends_it(office: Office) -> None:
    """Each press answers with the card as it then is, and both sides are redrawn."""
    card = await office.sent()
    taken = await office.press(card, Verb.TAKE, BOB)
    assert taken.presentation == "follows"
    assert "Taken by Bob" in _text(taken.outline)
    await office.work()
    assert "Taken by Bob" in _text(office.card)
    assert "Taken by Bob" in _text(office.status)
    resolved = await office.press(office.card, Verb.RESOLVE, BOB, note="new cable")
    await office.work()
    assert Fact("Note", "new cable") in resolved.outline.parts
    assert Fact("Note", "new cable") in office.status.parts


async def test_who_comes_second_is_told_who_was_first(office: Office) -> None:
    """Their press changes nothing."""
    card = await office.sent()
    await office.press(card, Verb.TAKE, BOB)
    late = await office.press(card, Verb.TAKE, Person("slack", "T1", "U3", "Cem"))
    assert (late.kind, late.presentation) == ("stale", "aside")
    assert "Taken by Bob" in late.outline.summary


async def test_not_ours_passes_it_on(office: Office) -> None:
    """The form offers the other places; the other team gets it, on its own platform."""
    card = await office.sent()
    button = next(button for button in card.buttons() if button.action.verb is Verb.NOT_OURS)
    form = await office.waypost.form(button.action, BOB, office.card_place)
    assert isinstance(form, Form)
    pick = next(field for field in form.fields if isinstance(field, Pick))
    assert "is.data" in {option.choice for _, options in pick.options for option in options}
    assert "it.network" not in {option.choice for _, options in pick.options for option in options}
    await office.press(card, Verb.NOT_OURS, BOB, belongs="is.data", note="about figures")
    await office.work()
    assert len(office.teams.messages) == 1
    assert "Data office" in _text(office.card)


async def test_only_a_place_that_exists_can_be_chosen(office: Office) -> None:
    """A forged choice declines nothing."""
    card = await office.sent()
    answer = await office.press(card, Verb.NOT_OURS, BOB, belongs="it.nonsense")
    assert answer.kind == "refused"
    await office.work()
    assert "Open" in _text(office.card)


async def test_the_requester_withdraws_and_reopens(office: Office) -> None:
    """Only the requester can withdraw; reopened, it is open again and the team hears of it."""
    card = await office.sent()
    refused = await office.waypost.press(Press(Action(Verb.WITHDRAW, next(card.actions()).ask), BOB, office.card_place))
    assert refused.kind == "refused"
    await office.press(office.status, Verb.WITHDRAW)
    await office.work()
    assert "Withdrawn by Ana" in _text(office.card)
    await office.press(office.status, Verb.REOPEN)
    await office.work()
    assert "Reopened by Ana; open again." in _text(office.card)
    assert any("reopened" in m.outline.summary for m in office.slack.messages.values() if m.place.conversation == "C1")


async def test_only_those_whom_the_directory_lists_may_take_it(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """The vault names its responders: Eva is none of them."""
    vault = directory(CLOSED)
    office = Office(open_waypost(Desk(catalogue, classifier.suggest, vault), database, vault))
    preview = await office.press(
        await office.ask("I got a phishing mail asking for my login, please look into it"), Verb.HAND_OVER
    )
    await office.press(preview, Verb.SEND)
    await office.work()
    card = next(m.outline for m in office.slack.messages.values() if m.place.conversation == "C3")
    refused = await office.press(card, Verb.TAKE, Person("slack", "T1", "U9", "Eva"))
    assert (refused.kind, refused.presentation) == ("refused", "aside")
    assert "Only Vault’s responders" in refused.outline.summary
    assert (await office.press(card, Verb.TAKE, BOB)).kind == "take"


async def test_a_reply_is_shown_to_both_sides(office: Office) -> None:
    """In the thread of the card and of the status, with who wrote it; the same press twice writes once."""
    card = await office.sent()
    write = next(action for action in card.actions() if action.verb is Verb.REPLY)
    press = Press(write, BOB, office.card_place, id="press-1", inputs={"text": "Which floor?"})
    await office.waypost.press(press)
    await office.waypost.press(press)
    await office.work()
    said = [
        (m.place.conversation, m.thread) for m in office.slack.messages.values() if "Which floor?" in m.outline.summary
    ]
    assert len(said) == 2
    assert all(thread for _, thread in said)
    assert {place for place, _ in said} == {"C1", "C7"}
    empty = await office.waypost.press(Press(write, BOB, office.card_place, inputs={"text": " "}))
    assert empty.kind == "refused"


@pytest.mark.parametrize("verb", [Verb.TAKE, Verb.RESOLVE, Verb.HAND_OVER, Verb.SEND, Verb.REPLY, Verb.REOPEN])
async def test_a_stale_button_says_so(office: Office, verb: Verb) -> None:
    """What its hand-off or question was is not known any more, and nothing happens."""
    answer = await office.waypost.press(Press(Action(verb, "gone"), ANA, HERE, inputs={"text": "hello"}))
    assert answer.presentation == "aside"
    assert answer.kind in ("gone", "refused")
    assert await office.waypost.form(Action(verb, "gone"), ANA, HERE) is None


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
async def test_an_empty_edit_changes_nothing(office: Office, text: str) -> None:
    """Nobody hands over nothing."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edited = await office.press(preview, Verb.EDIT, text=text)
    assert Quoted(VPN) in edited.outline.parts


async def test_a_request_that_is_too_long_is_refused_with_its_length(office: Office) -> None:
    """Forty thousand characters: what to do about it is said, and nothing is sent."""
    answer = await office.ask(f"{VPN}. {'It drops again and again. ' * 1600}")
    preview = await office.press(answer, Verb.HAND_OVER)
    sent = await office.press(preview, Verb.SEND)
    assert sent.kind == "refused"
    assert "3,000" in sent.outline.summary
    assert office.opened.queued == []


async def test_nobody_is_offered_what_nobody_can_be_given(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """Without a directory there is no button; with one whose teams have no place neither."""
    for known in (None, Directory(directory().organisation, {})):
        waypost = open_waypost(Desk(catalogue, classifier.suggest, known), database, known).waypost
        answer = await waypost.ask(Question(VPN, ANA.id, HERE))
        assert Verb.HAND_OVER not in {action.verb for action in answer.outline.actions()}


async def test_status_lists_what_is_under_way(office: Office) -> None:
    """My own for me; a team's where its name is said, or in its channel; the oldest first for the team."""
    await office.sent()
    await office.sent("The Wi-Fi in the canteen is very slow since this morning")
    mine = await office.waypost.ask(Question("status", ANA.id, HERE))
    assert mine.kind == "status"
    assert mine.outline.summary == "Your open requests: 2."
    none = await office.waypost.ask(Question("what is open?", "U77", HERE))
    assert none.outline.summary == "You have no open requests."
    named = await office.waypost.ask(Question("status of network operations", "U77", HERE))
    there = await office.waypost.ask(Question("status", "U77", Place("slack", "T1", "C1")))
    assert "2 open requests, none taken yet" in named.outline.summary
    assert VPN not in str(named.outline)
    texts = [part.text for part in there.outline.parts if isinstance(part, Paragraph)]
    assert [VPN in text for text in texts] == [True, False]


async def test_a_teams_status_is_that_of_the_team_that_is_named(
    catalogue: Catalogue, classifier: Classifier, database: AsyncEngine
) -> None:
    """Not of another whose name is part of it, nor of one whose name only stands among the words of the question."""
    teams = (
        dataclasses.replace(DATA, id="net", name="Network"),
        NETWORK,
        dataclasses.replace(CLOSED, id="is", name="IS team"),
    )
    known = directory(*teams, fallback=None)
    waypost = open_waypost(Desk(catalogue, classifier.suggest, known), database, known).waypost
    for text, said in (
        ("Hi Waypost, status of network operations", "Network operations"),
        ("status of the network team", "Network."),
        ("what is the status of my requests?", "You have no open requests"),
    ):
        assert said in (await waypost.ask(Question(text, "U77", HERE))).outline.summary


async def test_status_in_a_thread_of_the_teams_channel_is_the_teams(office: Office) -> None:
    """A Teams thread has an id of its own, and where the directory names the organisation Slack tells the workspace."""
    in_thread = dataclasses.replace(IN_DATA, conversation=f"{IN_DATA.conversation};messageid=17")
    theirs = Person("slack", "T77", "29:u", "Uma", member_of=frozenset({"T1"}))
    for place, known_as in ((in_thread, None), (Place("slack", "T77", "C1"), theirs)):
        answer = await office.waypost.ask(Question("status", "29:u", place, known_as=known_as))
        assert answer.outline.summary.startswith(("Open in", "Nothing is open in"))
        assert not answer.privately


@pytest.mark.parametrize(("place", "privately"), [(HERE, True), (Place("slack", "T1", "C3"), False)])
async def test_what_a_responder_asks_elsewhere_is_for_them_alone(
    office: Office, place: Place, *, privately: bool
) -> None:
    """A team's requests are listed for all to see in the team's own channel, and nowhere else, whoever asks."""
    answer = await office.waypost.ask(Question("status of vault", BOB.id, place))
    assert answer.kind == "status"
    assert answer.privately is privately


async def test_what_waits_too_long_is_overdue_wherever_it_is_seen(office: Office) -> None:
    """At home, in `status` of the requester and in the team's channel, on the status and on the card: with who was told."""
    office.opened.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    await office.sent()
    office.opened.now += timedelta(hours=3)
    now = office.opened.now
    office.opened.queued = [(d, (d.due - now).total_seconds()) for d, _ in office.opened.queued]
    await office.work()
    there = Place("slack", "T1", "C1")
    home = await office.waypost.home(ANA)
    mine = await office.waypost.ask(Question("status", ANA.id, HERE))
    teams = await office.waypost.ask(Question("status", "U77", there))
    says = "Overdue: waiting for 3 hours; IT management was told today at 12:00"
    for shown, rest in ((home, "Network operations · "), (mine.outline, "Network operations · "), (teams.outline, "")):
        notes = [part.text for part in shown.parts if isinstance(part, Note)]
        asker = " · Ana" if shown is teams.outline else ""  # a list names nobody to themselves
        assert f"{rest}{says} · asked 3 hours ago{asker}" in notes
    dated = "waiting since Monday, 2 March, at 09:00; IT management was told on Monday, 2 March, at 12:00"
    assert Fact("Overdue", dated) in office.card.parts
    assert Fact("Overdue", dated) in office.status.parts
    await office.press(office.card, Verb.TAKE, BOB)
    await office.work()
    assert "Overdue" not in str(office.card) + str(office.status)
    assert "Overdue" not in str(await office.waypost.home(ANA))


@pytest.mark.parametrize(("verb", "belongs"), [(Verb.RESOLVE, ""), (Verb.NOT_OURS, "none"), (Verb.NOT_OURS, "is.data")])
async def test_no_note_carries_a_secret(office: Office, verb: Verb, belongs: str) -> None:
    """It is masked for the requester and in the team's channel, and who wrote it is told."""
    await office.sent()
    done = await office.press(office.card, verb, BOB, note="log in with password Start123!x", belongs=belongs)
    assert done.warning
    assert "a password" in done.warning.summary
    await office.work()
    assert "Start123" not in str(office.slack.messages)


async def test_a_reply_carries_no_secret(office: Office) -> None:
    """Written with the Reply button it is masked on both sides, and the answer says so."""
    await office.sent()
    told = await office.press(office.card, Verb.REPLY, BOB, text="use password Start123!x")
    assert "[masked]" in told.outline.summary
    await office.work()
    assert "Start123" not in str(office.slack.messages)


async def test_a_draft_that_stays_behind_is_no_failure(office: Office, database: AsyncEngine) -> None:
    """What was handed over is said to be, whatever becomes of the text that was edited on the way."""
    preview = await office.press(await office.ask(), Verb.HAND_OVER)
    edited = await office.press(preview, Verb.EDIT, text="VPN drops since Monday")
    async with writing(database) as connection:
        for statement in _NO_DELETION[database.dialect.name]:
            await connection.execute(sa.text(statement))
    sent = await office.press(edited, Verb.SEND)
    assert sent.kind == "sent"
    await office.work()
    assert Quoted("VPN drops since Monday") in office.card.parts


_NO_DELETION = {
    "sqlite": ["CREATE TRIGGER refuse BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'no'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER refuse BEFORE DELETE ON drafts FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
