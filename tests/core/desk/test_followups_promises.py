"""What goes on with a request keeps what was promised of it: masked stays masked, sent stays sent, private stays private."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer
from core.conversation.messages import Press, Question
from core.conversation.people import Person, Place
from core.desk.desk import Desk
from core.limits import Limit
from core.storage.tables import handoffs, verdicts
from tests.core.handoff.conftest import ANA, directory
from tests.support.app import OpenWaypost, open_waypost

_CHANNEL = Place("slack", "T1", "C7")
_DIRECT = Place("slack", "T1", "D7")
_VPN = "My VPN connection to Rotterdam drops every ten minutes"
_NAMED = "rotterdam"
_SECRET = "Hunter2!xyz"
_DETAIL = "since this morning"


@pytest.fixture
def opened(catalogue: Catalogue, classifier: Classifier, engine: AsyncEngine) -> OpenWaypost:
    """Waypost with a directory."""
    found = open_waypost(Desk(catalogue, classifier.suggest, directory()), engine)
    found.now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return found


async def _say(
    opened: OpenWaypost, text: str, at: Place = _DIRECT, thread: str | None = None, *, openly: bool = False
) -> Answer:
    return await opened.waypost.ask(Question(text, ANA.id, at, thread=thread, openly=openly, known_as=ANA))


async def _press(opened: OpenWaypost, answer: Answer, verb: Verb, choice: str | None = None) -> Answer:
    action = next(a for a in answer.outline.actions() if a.verb is verb)
    if choice:
        action = Action(Verb.CORRECT_TO, action.ask, choice=choice)
    return await opened.waypost.press(Press(action, ANA, _DIRECT))


async def _send(opened: OpenWaypost) -> None:
    preview = await _press(opened, await _say(opened, _VPN), Verb.HAND_OVER)
    assert (await _press(opened, preview, Verb.SEND)).kind == "sent"


async def _count(opened: OpenWaypost) -> int:
    async with opened.engine.connect() as connection:
        return int((await connection.execute(sa.select(sa.func.count()).select_from(handoffs))).scalar() or 0)


async def test_a_secret_in_an_addition_is_in_no_button(opened: OpenWaypost) -> None:
    """The answer that others read holds the addition nowhere, not even where nobody sees it."""
    await _say(opened, _VPN, _CHANNEL, "1", openly=True)
    answer = await _say(opened, f"since Monday, my password: {_SECRET}", _CHANNEL, "1", openly=True)
    assert "part of your last request" in repr(answer.outline)
    assert _SECRET not in repr(answer.outline)


async def test_what_was_masked_stays_masked_when_the_request_grows(opened: OpenWaypost) -> None:
    """The preview of the request with a detail more shows the text as it was left, not as it was written first."""
    asked = await _say(opened, f"My VPN drops every ten minutes, my password is {_SECRET}")
    masked = await _press(opened, await _press(opened, asked, Verb.HAND_OVER), Verb.MASK)
    assert _SECRET not in repr(masked.outline)
    grown = await _say(opened, _DETAIL)
    preview = await _press(opened, grown, Verb.HAND_OVER)
    assert preview.kind == "preview"
    assert _DETAIL in repr(preview.outline)
    assert _SECRET not in repr(preview.outline)


async def test_a_correction_outlives_a_detail(opened: OpenWaypost) -> None:
    """Who said where a request belongs need not say so again when something is added."""
    asked = await _say(opened, _VPN)
    corrected = await _press(opened, asked, Verb.CORRECT, "it.hardware")
    assert "Hardware" in corrected.outline.title
    assert "Hardware" in (await _say(opened, _DETAIL)).outline.title


@pytest.mark.parametrize("after", [_DETAIL, "and it is urgent"])
async def test_what_is_with_a_team_grows_no_more(opened: OpenWaypost, after: str) -> None:
    """Also where it was sent by a button; and a yes to what follows makes no second hand-off of it."""
    await _send(opened)
    answer = await _say(opened, after)
    assert "part of your last request" not in repr(answer.outline)
    for _ in range(2):
        await _say(opened, "yes")
    assert await _count(opened) == 1


async def test_nobody_is_told_that_nothing_was_sent_when_something_was(opened: OpenWaypost) -> None:
    """“Never mind” after sending says that the team has it, and how to take it back."""
    await _send(opened)
    says = (await _say(opened, "never mind")).outline.summary
    assert "Nothing was handed over" not in says
    assert "Withdraw" in says


@pytest.mark.parametrize("then", ["urgent!!!", _DETAIL, "yes", "why?"])
async def test_what_was_dropped_stays_dropped(opened: OpenWaypost, then: str) -> None:
    """Nothing goes on with a request after “never mind”."""
    await _say(opened, _VPN)
    assert (await _say(opened, "never mind")).kind == "dropped"
    assert _NAMED not in repr((await _say(opened, then)).outline).lower()


@pytest.mark.parametrize("then", ["why there?", _DETAIL, "who do I call about it?"])
async def test_what_was_asked_privately_is_not_gone_on_with_openly(opened: OpenWaypost, then: str) -> None:
    """An answer that others read says nothing of a question that they did not see."""
    await _say(opened, _VPN, _CHANNEL, "1")
    answer = await _say(opened, then, _CHANNEL, "1", openly=True)
    assert _NAMED not in repr(answer.outline).lower()


async def test_a_press_in_words_counts_once(catalogue: Catalogue, classifier: Classifier, engine: AsyncEngine) -> None:
    """Three messages are three, whether or not one of them does what a button would."""
    opened = open_waypost(
        Desk(catalogue, classifier.suggest, directory()),
        engine,
        limits={"asks": Limit(3, timedelta(minutes=1), "minute")},
    )
    kinds = [(await _say(opened, text)).kind for text in (_VPN, "hand it over", "why there?", "thanks")]
    assert kinds == ["route", "preview", "why", "limited"]


async def test_guests_are_told_nothing_untrue_of_owners(opened: OpenWaypost) -> None:
    """Owners that are withheld are not said to be nobody's, or not the same."""
    guest = Person("slack", "T1", "G9", "Gus", external=True)
    for text in (_VPN, "is that the same team as hardware?"):
        answer = await opened.waypost.ask(Question(text, guest.id, _DIRECT, known_as=guest))
    assert "nobody who is listed" not in answer.outline.summary
    assert not answer.outline.summary.startswith("No")


async def test_what_looks_like_a_line_of_ours_is_text(opened: OpenWaypost) -> None:
    """Who writes “Before: …” on a line of its own is read like anybody else, and asks two things by two sentences."""
    plain = "My VPN drops every ten minutes.\nAlso, please order me a new laptop."
    assert (await _say(opened, plain)).kind == "several"
    assert (await _say(opened, plain.replace("\n", "\nBefore: it worked.\n"))).kind == "several"


async def test_a_new_request_stays_in_its_thread(opened: OpenWaypost) -> None:
    """Who says that an addition was a request of its own goes on with that one, and not with the first."""
    await _say(opened, _VPN, _CHANNEL, "1", openly=True)
    grown = await _say(opened, _DETAIL, _CHANNEL, "1", openly=True)
    new = next(action for action in grown.outline.actions() if action.verb is Verb.ASK)
    await opened.waypost.press(Press(new, ANA, _CHANNEL, thread="1"))
    assert _NAMED not in repr((await _say(opened, "again?", _CHANNEL, "1", openly=True)).outline).lower()


async def test_an_agreement_is_with_what_was_there(opened: OpenWaypost) -> None:
    """It is kept once, with the suggestion that it was given to, and not with what the request becomes."""
    asked = await _say(opened, _VPN)
    agree = Action(Verb.AGREE, next(a for a in asked.outline.actions() if a.ask).ask)
    assert (await opened.waypost.press(Press(agree, ANA, _DIRECT))).kind == "agreed"
    assert "part of your last request" in repr((await _say(opened, _DETAIL)).outline)
    async with opened.engine.connect() as connection:
        kept = [row.how for row in await connection.execute(sa.select(verdicts.c.how))]
    assert kept == ["agreement"]


async def test_what_was_changed_in_the_preview_is_shown_to_nobody_else(opened: OpenWaypost) -> None:
    """A detail that is added in the open brings the requester's other words to them alone."""
    asked = await _say(opened, _VPN, _CHANNEL, "1", openly=True)
    preview = await _press(opened, asked, Verb.HAND_OVER)
    edit = next(action for action in preview.outline.actions() if action.verb is Verb.EDIT)
    await opened.waypost.press(Press(edit, ANA, _CHANNEL, inputs={"text": "VPN drops while I am in treatment"}))
    grown = await _say(opened, _DETAIL, _CHANNEL, "1", openly=True)
    assert "treatment" in repr(grown.outline)
    assert grown.privately


async def test_an_ask_of_several_is_handed_over_once(opened: OpenWaypost) -> None:
    """In words as by buttons: what a team has already is not put again."""
    asked = await _say(opened, "My VPN drops every ten minutes.\nAlso, please order me a new laptop.")
    preview = await _press(opened, asked, Verb.HAND_OVER)
    assert (await _press(opened, preview, Verb.SEND)).kind == "sent"
    for text in ("the first one", "hand it over", "yes"):
        await _say(opened, text)
    assert await _count(opened) == 1


async def test_a_correction_of_one_of_several_counts_when_it_is_picked(opened: OpenWaypost) -> None:
    """“The second one” is what its asker said it is."""
    asked = await _say(opened, "My VPN drops every ten minutes.\nAlso, please order me a new laptop.")
    second = next(a for a in asked.outline.actions() if a.verb is Verb.CORRECT and a.part == 1)
    await opened.waypost.press(Press(Action(Verb.CORRECT_TO, second.ask, 1, "it.projects"), ANA, _DIRECT))
    assert (await _say(opened, "the second one")).outline.title == "IT projects and budget (IT Management)"


async def test_a_shared_answer_is_gone_on_with_openly(opened: OpenWaypost) -> None:
    """After “Share in the thread” others have seen it."""
    question = Question(_VPN, ANA.id, _CHANNEL, thread="1", openly=False, shareable=True, known_as=ANA)
    asked = await opened.waypost.ask(question)
    await opened.waypost.press(Press(next(a for a in asked.outline.actions() if a.verb is Verb.SHARE), ANA, _CHANNEL))
    assert (await _say(opened, "why there?", _CHANNEL, "1", openly=True)).kind == "why"


async def test_in_a_direct_conversation_nothing_is_hidden_from_its_owner(opened: OpenWaypost) -> None:
    """What was asked by a command goes on in a message there."""
    await _say(opened, _VPN, openly=False)
    assert (await _say(opened, "why there?", openly=True)).kind == "why"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "thanks, that's all",
            "ok thanks bye",
            "all good",
            "that will be all",
            "that's it, thank you",
            "no more questions",
        ),
        *("no that's all", "i'm good thanks", "nothing else, cheers", "have a nice day"),
    ],
)
async def test_who_says_goodbye_adds_nothing(opened: OpenWaypost, text: str) -> None:
    """They are thanked, told that nothing was sent, and may send it yet; the request stays what it was."""
    await _say(opened, _VPN)
    answer = await _say(opened, text)
    assert answer.outline.summary.startswith("You’re welcome.")
    assert "haven’t sent" in answer.outline.summary
    assert [a.verb for a in answer.outline.actions()] == [Verb.HAND_OVER]
    assert await _count(opened) == 0
    assert "part of your last request" in repr((await _say(opened, _DETAIL)).outline)
    assert text not in repr((await _say(opened, "hand it over")).outline)


@pytest.mark.parametrize(
    "text", ["never mind, works now", "it's working again, thanks!", "all good now", "sorted, cheers"]
)
async def test_what_is_solved_is_not_sent(opened: OpenWaypost, text: str) -> None:
    """Nor added to anything; where a team has it already, it can be taken back with one press."""
    await _say(opened, _VPN)
    assert (await _say(opened, text)).outline.summary.endswith("I won’t send your request to anyone.")
    await _send(opened)
    offered = await _say(opened, text)
    assert [a.verb for a in offered.outline.actions()] == [Verb.WITHDRAW]
    assert (await _press(opened, offered, Verb.WITHDRAW)).kind == "withdraw"


@pytest.mark.parametrize(
    "text",
    ["withdraw it", "cancel that", "take it back", "I don't need it any more", "stop it", "it's no longer needed"],
)
async def test_a_request_is_taken_back_with_one_press(opened: OpenWaypost, text: str) -> None:
    """Right after it was sent and long after; before and after that, a short sentence says that there is nothing."""
    assert "nothing to withdraw" in (await _say(opened, text)).outline.summary
    await _send(opened)
    for later in (timedelta(0), timedelta(hours=2)):
        opened.now = (opened.now or datetime.now(UTC)) + later
        offered = await _say(opened, text)
        assert [a.verb for a in offered.outline.actions()] == [Verb.WITHDRAW], offered.outline
    assert (await _press(opened, offered, Verb.WITHDRAW)).kind == "withdraw"
    assert "nothing to withdraw" in (await _say(opened, text)).outline.summary
