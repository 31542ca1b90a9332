"""Questions and presses, and what is remembered of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.conversation.actions import Action, Verb
from core.conversation.answer import Answer
from core.conversation.messages import Question
from core.conversation.outline import Fact, Note, Outline, Paragraph, Quoted
from core.conversation.people import Place
from core.desk.desk import Desk
from core.storage.tables import asks, verdicts
from tests.core.desk.questions import HERE, asked
from tests.support.outlines import said
from tests.support.questions import OpenQuestions

_VPN = "My VPN connection drops every ten minutes"
_TWO = "1. I forgot my password and cannot log in\n2. The printer on floor 3 has a paper jam"


@pytest.fixture
def doubting_questions(doubting_desk: Desk, engine: AsyncEngine) -> OpenQuestions:
    """A desk that asks back."""
    return OpenQuestions(doubting_desk, engine)


async def _verdicts(engine: AsyncEngine) -> Sequence[tuple[object, ...]]:
    """Part, suggested, chosen, how and actor of each verdict, oldest first."""
    columns = [verdicts.c[name] for name in ("part", "suggested", "chosen", "how", "actor")]
    async with engine.connect() as connection:
        rows = await connection.execute(sa.select(*columns).order_by(verdicts.c.id))
        return [tuple(row) for row in rows]


async def _asked(engine: AsyncEngine) -> Sequence[tuple[object, ...]]:
    columns = [asks.c[name] for name in ("platform", "workspace", "conversation", "thread", "asker", "locale", "text")]
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(sa.select(*columns))]


def _action(outline: Outline, verb: Verb, part: int = 0) -> Action:
    """The first action of that kind on an outline."""
    return next(a for a in outline.actions() if a.verb is verb and a.part == part)


async def _corrected(questions: OpenQuestions, answer: Answer, choice: str, part: int = 0) -> Answer:
    """Press "not right", then pick from the menu."""
    choices = await questions.press(_action(answer.outline, Verb.CORRECT, part), "U0ANA", HERE)
    menu = _action(choices.outline, Verb.CORRECT_TO, part)
    return await questions.press(Action(menu.verb, menu.ask, menu.part, choice), "U0ANA", HERE)


async def test_a_request_is_remembered_before_it_is_answered(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """With who asked what, where, so that a press can come back to it."""
    question = Question(_VPN, "U0ANA", Place("slack", "T0123", "C0456"), thread="1763.5", locale="en-GB")
    answer = await questions.ask(question)
    assert (answer.kind, answer.presentation) == ("route", "add")
    assert await _asked(engine) == [("slack", "T0123", "C0456", "1763.5", "U0ANA", "en-GB", _VPN)]
    assert _action(answer.outline, Verb.CORRECT).ask


@pytest.mark.parametrize("text", ["help", "thanks", "skills it", "compare", "owners", "what is IT?", "IT or IS?", ""])
async def test_what_cannot_be_corrected_is_not_remembered(
    questions: OpenQuestions, engine: AsyncEngine, text: str
) -> None:
    """Questions about the roles and small talk leave no trace."""
    await questions.ask(asked(text))
    assert await _asked(engine) == []


async def test_a_correction_is_kept_and_changes_the_answer(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """The verdict says what was suggested, what was chosen and by whom; the new answer replaces the old, with thanks."""
    first = await questions.ask(asked(_VPN))
    answer = await _corrected(questions, first, "it.security")
    assert await _verdicts(engine) == [(0, "it.network", "it.security", "correction", "U0ANA")]
    assert (answer.outline.title, answer.kind, answer.presentation) == ("Security (IT Management)", "route", "replace")
    assert any(isinstance(part, Note) and "Thank you" in part.text for part in answer.outline.parts)


async def test_the_same_correction_twice_is_kept_once(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """A second press, also by somebody else, changes nothing and is answered the same."""
    first = await questions.ask(asked(_VPN))
    one = await _corrected(questions, first, "it.security")
    other = await _corrected(questions, first, "it.security")
    assert one == other
    assert len(await _verdicts(engine)) == 1


async def test_a_correction_can_be_corrected(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """The last word counts, and all are kept in their order."""
    first = await questions.ask(asked(_VPN))
    await _corrected(questions, first, "it.security")
    answer = await _corrected(questions, first, "none")
    assert (answer.kind, answer.outline.title) == ("none", "This isn't an IT or IS matter")
    back = await _corrected(questions, first, "it.network")
    assert back.outline.title == "Networks and connectivity (IT Management)"
    assert [chosen for _, _, chosen, _, _ in await _verdicts(engine)] == ["it.security", "none", "it.network"]


async def test_a_clarification_is_kept_and_answered(doubting_questions: OpenQuestions, engine: AsyncEngine) -> None:
    """The pressed answer routes the request; it is kept as a clarification, without thanks for a correction."""
    first = await doubting_questions.ask(asked(_VPN))
    assert first.kind == "clarify"
    answer = await doubting_questions.press(_action(first.outline, Verb.CLARIFY), "U0BEN", HERE)
    assert (answer.kind, answer.presentation) == ("route", "replace")
    assert answer.outline.title == "Networks and connectivity (IT Management)"
    assert await _verdicts(engine) == [(0, "it.network", "it.network", "clarification", "U0BEN")]
    assert not any(isinstance(part, Note) and "Thank you" in part.text for part in answer.outline.parts)


async def test_neither_leads_to_all_choices(doubting_questions: OpenQuestions, engine: AsyncEngine) -> None:
    """Where both candidates are wrong one can choose from everything."""
    first = await doubting_questions.ask(asked(_VPN))
    answer = await _corrected(doubting_questions, first, "it.hardware")
    assert answer.outline.title == "Hardware and devices (IT Management)"
    assert len(await _verdicts(engine)) == 1


async def test_not_right_and_back_gives_the_first_answer_again(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """Whoever only looked at the choices finds everything as it was."""
    for text in (_VPN, _TWO, "When is lunch served in the canteen today?"):
        first = await questions.ask(asked(text))
        choices = await questions.press(_action(first.outline, Verb.CORRECT), "U0ANA", HERE)
        assert (choices.kind, choices.presentation) == ("choose", "replace")
        again = await questions.press(_action(choices.outline, Verb.BACK), "U0ANA", HERE)
        assert (again.outline, again.kind) == (first.outline, first.kind)
    assert await _verdicts(engine) == []


async def test_a_choice_on_several_asks_changes_its_part_alone(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """The second ask goes elsewhere, the first stays."""
    first = await questions.ask(asked(_TWO))

    def titles(answer: Answer) -> list[str]:
        return [p.text for p in answer.outline.parts if isinstance(p, Paragraph) and p.strong and p.text[:2] in "1.2."]

    assert titles(first) == ["1. Accounts and access (IT Management)", "2. Hardware and devices (IT Management)"]
    second = await _corrected(questions, first, "it.support", part=1)
    assert titles(second) == [
        "1. Accounts and access (IT Management)",
        "2. Support and troubleshooting (IT Management)",
    ]
    third = await _corrected(questions, first, "it.security", part=0)
    assert titles(third) == ["1. Security (IT Management)", "2. Support and troubleshooting (IT Management)"]
    assert [row[:3] for row in await _verdicts(engine)] == [
        (1, "it.hardware", "it.support"),
        (0, "it.access", "it.security"),
    ]


@pytest.mark.parametrize("verb", [Verb.CORRECT, Verb.CORRECT_TO, Verb.CLARIFY, Verb.BACK])
@pytest.mark.parametrize("ask", ["", "never-was", "\0", "\ud800", "x" * 5000])
async def test_an_unknown_question_is_gone(questions: OpenQuestions, engine: AsyncEngine, verb: Verb, ask: str) -> None:
    """A press on something that is not remembered says so, and keeps nothing."""
    answer = await questions.press(Action(verb, ask, 0, "it.network"), "U0ANA", HERE)
    assert (answer.kind, answer.outline.title) == ("gone", "Please ask again")
    assert await _verdicts(engine) == []


@pytest.mark.parametrize(
    ("part", "choice"), [(1, "it.network"), (10**30, "it.network"), (0, "it.gone"), (0, "it"), (0, "")]
)
async def test_a_choice_that_cannot_be_is_gone(
    questions: OpenQuestions, engine: AsyncEngine, part: int, choice: str
) -> None:
    """A part that the question does not have, and an answer that the catalogue does not have (any more)."""
    first = await questions.ask(asked(_VPN))
    ask = _action(first.outline, Verb.CORRECT).ask
    answer = await questions.press(Action(Verb.CORRECT_TO, ask, part, choice), "U0ANA", HERE)
    assert answer.kind == "gone"
    assert await _verdicts(engine) == []


async def test_more_comes_as_a_message_of_its_own(questions: OpenQuestions) -> None:
    """It is added below, the answer stays."""
    first = await questions.ask(asked(_VPN))
    answer = await questions.press(_action(first.outline, Verb.SKILLS), "U0ANA", HERE)
    assert (answer.kind, answer.presentation, answer.outline.title) == (
        "skills",
        "add",
        "More about Networks and connectivity",
    )


async def test_text_that_no_database_takes_is_remembered(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """Half an emoji and NUL are replaced before they get there."""
    answer = await questions.ask(asked("my laptop \ud83d is broken \0"))
    assert answer.kind in ("route", "clarify", "none", "several")
    assert [row[-1] for row in await _asked(engine)] == ["my laptop ? is broken ?"]


async def test_presses_at_the_same_time_are_kept_once(questions: OpenQuestions, engine: AsyncEngine) -> None:
    """A double click, and two people who correct alike: one verdict, and the same answer for all."""
    first = await questions.ask(asked(_VPN))
    action = Action(Verb.CORRECT_TO, _action(first.outline, Verb.CORRECT).ask, 0, "it.security")
    answers = await asyncio.gather(*(questions.press(action, "U0ANA", HERE) for _ in range(5)))
    assert len(set(answers)) == 1
    assert len(await _verdicts(engine)) == 1


async def _reasons(questions: OpenQuestions, *presses: tuple[Action, str, str], openly: bool) -> tuple[str, str]:
    """After some presses: why, as the answer says it, and as the team would read it."""
    question = Question(_VPN, "U0ANA", HERE, openly=openly)
    shown = await questions.ask(question)
    for action, actor, name in presses:
        ask = next(a.ask for a in shown.outline.actions() if a.ask)
        shown = await questions.press(replace(action, ask=ask), actor, HERE, name=name)
    said = next(part.value for part in shown.outline.parts if isinstance(part, Fact) and part.label == "Why")
    asked_then = await questions.asked(next(a.ask for a in shown.outline.actions() if a.ask), 0)
    assert asked_then is not None
    return said, asked_then.why


_CHOSEN = Action(Verb.CORRECT_TO, choice="it.security")


@pytest.mark.parametrize(
    ("openly", "actor", "name", "said", "why"),
    [
        (False, "U0ANA", "Ana", "because you chose it", "Ana chose it"),
        (True, "U0ANA", "Ana", "Ana chose it", "Ana chose it"),
        (True, "U0BEN", "Ben", "Ben chose it", "Ben chose it"),
        (False, "U0BEN", "Ben", "Ben chose it", "Ben chose it"),
        (True, "U0BEN", "", "it was chosen by hand", "it was chosen by hand"),
    ],
)
async def test_a_choice_says_who_made_it(
    questions: OpenQuestions, openly: bool, actor: str, name: str, said: str, why: str
) -> None:
    """“You” to the asker alone; by name before others and to the team; what was kept without a name is vaguer."""
    assert await _reasons(questions, (_CHOSEN, actor, name), openly=openly) == (said, why)


async def test_who_chose_the_same_again_is_not_who_chose_it(questions: OpenQuestions) -> None:
    """The first one did."""
    presses = (_CHOSEN, "U0ANA", "Ana"), (_CHOSEN, "U0BEN", "Ben")
    assert await _reasons(questions, *presses, openly=True) == ("Ana chose it", "Ana chose it")


async def test_an_answer_to_a_question_is_said_with_the_question(doubting_questions: OpenQuestions) -> None:
    """Which answer was given, by whom, and to what; a choice after it counts in its place."""
    settled = Action(Verb.CLARIFY, choice="it.network")
    said, why = await _reasons(doubting_questions, (settled, "U0ANA", "Ana"), openly=False)
    question = (await doubting_questions.ask(asked(_VPN))).outline
    answer = next(b.label for b in question.buttons() if b.action.choice == "it.network")
    asked_back = next(part.text for part in question.parts if isinstance(part, Paragraph))
    assert said == f"you answered “{answer}” when I asked “{asked_back}”"
    assert why == f"Ana answered “{answer}” when I asked “{asked_back}”"
    after = (settled, "U0ANA", "Ana"), (_CHOSEN, "U0BEN", "Ben")
    assert await _reasons(doubting_questions, *after, openly=True) == ("Ben chose it", "Ben chose it")


async def test_a_private_answer_that_is_shared_names_who_chose(questions: OpenQuestions) -> None:
    """What everybody reads says no “you”."""
    first = await questions.ask(Question(_VPN, "U0ANA", HERE, thread="17.5", openly=False, shareable=True))
    share = _action(first.outline, Verb.SHARE)
    await questions.press(replace(_CHOSEN, ask=share.ask), "U0ANA", HERE, name="Ana")
    shared = await questions.press(share, "U0ANA", HERE, name="Ana")
    assert Fact("Why", "Ana chose it") in shared.outline.parts


async def test_what_was_said_to_be_nobodys_says_by_whom(questions: OpenQuestions) -> None:
    """The fallback team that gets it reads who said so."""
    first = await questions.ask(Question(_VPN, "U0ANA", HERE, openly=False))
    press = replace(_CHOSEN, ask=_action(first.outline, Verb.CORRECT).ask, choice="none")
    answer = await questions.press(press, "U0ANA", HERE, name="Ana")
    assert "You said that this isn't an IT or IS matter." in answer.outline.summary
    handed = await questions.asked(press.ask, 0)
    assert handed is not None
    assert handed.why == "Ana said that it isn't an IT or IS matter"


@pytest.mark.parametrize("conversation", ["D0ANA", "a:1q2w3e", "@U0ANA"])
async def test_in_a_direct_conversation_the_asker_is_you(questions: OpenQuestions, conversation: str) -> None:
    """Though it is answered in the conversation itself; the team still reads the name."""
    here = Place("teams" if ":" in conversation else "slack", "T0123", conversation)
    first = await questions.ask(Question(_VPN, "U0ANA", here))
    press = replace(_CHOSEN, ask=_action(first.outline, Verb.CORRECT).ask)
    answer = await questions.press(press, "U0ANA", here, name="Ana")
    assert Fact("Why", "because you chose it") in answer.outline.parts
    handed = await questions.asked(press.ask, 0)
    assert handed is not None
    assert handed.why == "Ana chose it"


async def test_more_tells_of_a_request_only_those_who_can_read_it(questions: OpenQuestions) -> None:
    """Its words and the next best are for the asker, and for whoever is where it was asked openly; others get the skills alone."""
    private = replace(asked(_VPN), openly=False)
    elsewhere = replace(HERE, conversation="C0ELSE")
    for question, who, where, told in (
        (asked(_VPN), "U0BEN", HERE, True),
        (asked(_VPN), "U0BEN", elsewhere, False),
        (private, "U0ANA", elsewhere, True),
        (private, "U0BEN", HERE, False),
    ):
        first = await questions.ask(question)
        answer = await questions.press(_action(first.outline, Verb.SKILLS), who, where)
        assert ("“VPN”" in said(answer.outline)) is told
        assert "Networks and connectivity" in answer.outline.title


async def test_buttons_of_old_answers_bring_the_skills(questions: OpenQuestions) -> None:
    """They name no question; and one that names a question that is gone, or has changed since, does as well as they."""
    first = await questions.ask(asked(_VPN))
    press = _action(first.outline, Verb.SKILLS)
    await _corrected(questions, first, "it.security")
    for action in (Action(Verb.SKILLS, choice="it.network"), replace(press, ask="gone"), press, replace(press, part=7)):
        answer = await questions.press(action, "U0ANA", HERE)
        assert answer.outline.title == "Skills for Networks and connectivity"


async def test_what_is_new_among_others_says_which_request_it_answers(questions: OpenQuestions) -> None:
    """A correction in a channel names the request, and so does an answer that is shared; to the asker alone neither need."""
    for place, quoted in ((HERE, [Quoted(_VPN)]), (Place("slack", "T0123", "D0ANA"), [])):
        first = await questions.ask(replace(asked(_VPN), place=place))
        answer = await _corrected(questions, first, "it.security")
        assert [part for part in answer.outline.parts if isinstance(part, Quoted)] == quoted
    shareable = await questions.ask(replace(asked(_VPN), openly=False, shareable=True))
    shared = await questions.press(_action(shareable.outline, Verb.SHARE), "U0ANA", HERE)
    for answer in (shareable, shared, await _corrected(questions, shared, "it.security")):
        assert Quoted(_VPN) in answer.outline.parts
