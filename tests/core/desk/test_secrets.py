"""What is sensitive in a request decides nothing, and no answer repeats it."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import Action, Verb
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.several import Routable
from core.sensitive.search import findings
from tests.support.app import open_waypost
from tests.support.questions import OpenQuestions

_REQUESTS = [
    ("VPN drops every ten minutes", "{}, my number is +351 912 345 678, password hunter2!", ("hunter2", "912 345")),
    ("The printer on floor 3 has a paper jam", "{}. You can call me on +49 151 23456789.", ("151 23456789",)),
    ("We need one definition of an active customer", "{}; password: Tr0ub4dor&3", ("Tr0ub4dor",)),
    ("My laptop screen flickers since the update", "{}, my password is sunshine", ("sunshine",)),
    ("Please order two new monitors for our team", "{} (write to ana.ribeiro@example.com)", ("ana.ribeiro",)),
    ("I forgot my password and cannot log in", "{}. My SSN is 536-90-4399", ("536-90",)),
]


@pytest.mark.parametrize(("plain", "with_secret", "values"), _REQUESTS)
def test_the_suggestion_is_as_without_it(desk: Desk, plain: str, with_secret: str, values: tuple[str, ...]) -> None:
    """The same answer, as sure of it, whatever was said beside the request; neither quote nor evidence tells it."""
    text = with_secret.format(plain)
    here = Place("slack", "T1", "C1")
    bare, reply = (desk.answer(Question(each, "U1", here)) for each in (plain, text))
    assert isinstance(bare, Routable)
    assert isinstance(reply, Routable)
    assert findings(text)
    assert reply.kind == bare.kind
    assert reply.suggestion.best.answer == bare.suggestion.best.answer
    assert reply.suggestion.best.confidence == pytest.approx(bare.suggestion.best.confidence, abs=0.05)
    shown = str(compose(reply, "q"))
    assert not [value for value in values if value in shown]


@pytest.mark.parametrize(
    ("text", "ordinary"),
    [
        ("Password manager: KeePass or Bitwarden?", "Password manager, KeePass or Bitwarden?"),
        ("Mailbox jane.doe@example.com needs a new owner", "Mailbox sales needs a new owner"),
        ("Port the number +41 44 668 18 00 to Swisscom", "Port the number to Swisscom"),
        ("The password is Sommer2023 and SAP says it is wrong", "The password is right and SAP says it is wrong"),
        ("My password is Giraffe_77! but Outlook rejects it", "My password is new but Outlook rejects it"),
        ("Wi-Fi password Sardinha!9 does not work in Porto", "Wi-Fi password below does not work in Porto"),
        ("Mails from rosa.lind@example.com land in junk", "Mails from suppliers land in junk"),
        ("SAP password Winter2024! expired, I cannot log in", "SAP password just expired, I cannot log in"),
        ("The PIN 4711 of my new SIM is not accepted", "The PIN code of my new SIM is not accepted"),
        ("Docker login fails with -p Rhubarb^1", "Docker login fails with -p mine"),
    ],
)
def test_what_is_masked_is_read_as_an_ordinary_word(desk: Desk, text: str, ordinary: str) -> None:
    """Where a request is about its password, its address or its number, only the value itself is left out."""
    here = Place("slack", "T1", "C1")
    masked, plain = (desk.answer(Question(each, "U1", here)) for each in (text, ordinary))
    assert isinstance(masked, Routable)
    assert isinstance(plain, Routable)
    assert masked.kind == plain.kind
    assert masked.suggestion.best.answer == plain.suggestion.best.answer


_TWO = "1. I forgot my password Tr0ub4dor&3 and cannot log in\n2. The printer on floor 3 has a paper jam, call +49 151 23456789"


async def test_of_several_asks_none_repeats_it_and_each_can_be_handed_over_whole(questions: OpenQuestions) -> None:
    """The answer quotes neither; what is handed over is what was asked, for its preview lets the asker choose."""
    question = Question(_TWO, "U1", Place("slack", "T1", "C1"))
    answer = await questions.ask(question)
    assert answer.kind == "several"
    assert "Tr0ub4dor" not in str(answer.outline)
    assert "23456789" not in str(answer.outline)
    action = next(a for a in answer.outline.actions() if a.verb is Verb.CORRECT)
    parts = [await questions.asked(action.ask, part) for part in (0, 1)]
    assert "Tr0ub4dor&3" in (parts[0].text if parts[0] else "")
    assert "+49 151 23456789" in (parts[1].text if parts[1] else "")
    again = await questions.press(Action(Verb.BACK, action.ask), "U1", question.place)
    assert "Tr0ub4dor" not in str(again.outline)


async def test_who_asks_in_front_of_others_is_warned_of_a_secret(desk: Desk, engine: AsyncEngine) -> None:
    """With what it looks like; not of a telephone number, which people give to be called, nor where only they see the answer."""
    waypost = open_waypost(desk, engine).waypost
    here = Place("slack", "T1", "C1")
    told = (await waypost.ask(Question("VPN drops, my password is hunter2!", "U1", here))).warning
    assert told
    assert "a password" in told.summary
    assert "hunter2" not in str(told)
    assert (await waypost.ask(Question("VPN drops, call +49 151 23456789", "U1", here))).warning is None
    assert (await waypost.ask(Question("VPN drops, password hunter2!", "U1", here, openly=False))).warning is None


def test_a_message_that_is_nothing_but_a_secret_is_answered(desk: Desk) -> None:
    """There is always something to quote, and it is not the secret."""
    for text in ("Password: Summer2024!", "my SSN is 536-90-4399", "hunter2! is my password"):
        reply = desk.answer(Question(text, "U1", Place("slack", "T1", "C1")))
        assert isinstance(reply, Routable)
        assert reply.suggestion.text.strip()
        assert not [f for f in findings(text) if text[f.start : f.end] in str(compose(reply, "q"))]
