"""What cannot wait, told in four languages; and what only sounds like it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.cli.draw import draw
from bots.playground.config import OWNERS
from bots.slack.render.message import render
from bots.teams.render.card import card
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.outline import Bullets, Outline, OwnedBy, Paragraph, Quoted
from core.desk.compose import compose
from core.desk.danger import LOOKED_AT, danger_in
from core.desk.danger_steps import FIRST, STEPS, WORDINGS
from core.desk.desk import SECURITY, Desk
from core.desk.requests import Route
from core.desk.several import Several
from core.directory.load import load
from tests.core.desk.questions import asked

_ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "dangers.jsonl").read_text("utf-8").splitlines()
]
_TOLD = [row for row in _ROWS if row["danger"]]
_CALM = [row["text"] for row in _ROWS if not row["danger"]]
_CONTACT = "in an emergency call extension 1000"


@pytest.fixture(scope="module")
def staffed(catalogue: Catalogue, classifier: Classifier) -> Desk:
    """A desk whose security team has a number to call."""
    return Desk(catalogue, classifier.suggest, load(OWNERS, catalogue))


@pytest.mark.parametrize("row", _TOLD, ids=[row["text"] for row in _TOLD])
def test_a_danger_gets_the_number_to_call_first_and_then_what_to_do(staffed: Desk, row: dict[str, str]) -> None:
    """In the language in which it was told, whatever else the message mentions."""
    reply = staffed.answer(asked(row["text"]))
    singles = [one for _, one in reply.parts] if isinstance(reply, Several) else [reply]
    urgent = next(one for one in singles if isinstance(one, Route) and one.danger)
    assert urgent.responsibility.id == SECURITY
    assert urgent.danger
    assert f"{urgent.danger.kind}/{urgent.danger.language}" == row["danger"]
    outline = compose(reply, "1")
    leading = [part.text for part in outline.parts if isinstance(part, Paragraph | Quoted)][:2]
    assert _CONTACT in "".join(leading)  # behind the title of one of several
    assert _CONTACT in outline.summary
    assert next(part for part in outline.parts if isinstance(part, Bullets)).items == urgent.danger.steps


@pytest.mark.parametrize("text", _CALM)
def test_what_only_sounds_like_a_danger_raises_no_alarm(text: str) -> None:
    """Plans, questions, rehearsals, and other things that share a word with one."""
    assert danger_in(text) is None


def test_each_danger_says_what_to_do_in_each_language() -> None:
    """Nothing is missing, and no language has fewer steps than another."""
    kinds = {kind for kind, _ in STEPS}
    for kind in kinds:
        assert len({len(STEPS[kind, language]) for language in WORDINGS}) == 1
    assert {language for _, language in FIRST} == set(WORDINGS)


def test_a_danger_is_seen_behind_a_long_story(staffed: Desk) -> None:
    """Also past what is read of a text to route it."""
    story = "The meeting room projector shows a green tint in the mornings, which is not nice for guests.\n" * 60
    reply = staffed.answer(asked(f"{story}And just now I clicked on a phishing link and typed my password."))
    assert isinstance(reply, Route | Several)
    assert _CONTACT in compose(reply, "1").summary


def test_one_ask_of_several_that_is_a_danger_comes_first_with_its_steps(staffed: Desk) -> None:
    """The other asks are not lost, and their buttons act on what they stand under."""
    reply = staffed.answer(asked("My monitor stays black since this morning.\nAlso I clicked on a phishing link."))
    assert isinstance(reply, Several)
    outline = compose(reply, "1")
    shown = [part for part in outline.parts if isinstance(part, Paragraph | Bullets)]
    assert isinstance(shown[1], Paragraph)
    assert _CONTACT in shown[1].text
    steps = [part.items for part in shown if isinstance(part, Bullets)]
    assert steps == [single.danger.steps for _, single in reply.parts if isinstance(single, Route) and single.danger]
    presses = [action.part for action in outline.actions()]
    assert set(presses) == {0, 1}
    assert presses[0] == next(at for at, (_, one) in enumerate(reply.parts) if isinstance(one, Route) and one.danger)


def test_two_sentences_that_tell_a_danger_together_are_not_torn_apart(staffed: Desk) -> None:
    """Who called and what was done are often told apart."""
    told = (
        "A man rang and said he was from Microsoft. I let him onto my PC. Also the printer on floor 2 is out of toner."
    )
    reply = staffed.answer(asked(told))
    assert _CONTACT in compose(reply, "1").summary


def test_where_security_left_no_number_the_fallback_team_has_one(
    catalogue: Catalogue, classifier: Classifier, tmp_path: Path
) -> None:
    """A number is better than a name alone."""
    path = tmp_path / "owners.yaml"
    path.write_text(OWNERS.read_text("utf-8").replace(f"    contact: {_CONTACT}\n", ""), "utf-8")
    reply = Desk(catalogue, classifier.suggest, load(path, catalogue)).answer(asked("I clicked a phishing link"))
    assert "extension 4357" in compose(reply, "1").summary


@given(
    st.lists(
        st.sampled_from(
            ("fire", "water", "my", "files", "customer", "list", "sent", "if", "we", "\n", ". ", "wrong", "account")
        ),
        max_size=4000,
    )
)
def test_any_text_is_read_to_an_end(words: list[str]) -> None:
    """Texts that are made to keep the patterns busy get an answer like others, and cut texts never fail."""
    text = " ".join(words)
    found = danger_in(text)
    assert found == danger_in(text[:LOOKED_AT])


def test_the_number_to_call_is_seen_on_every_platform(staffed: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """In what is drawn, beside the team too, and in what a notification shows."""
    outline = compose(staffed.answer(asked("I clicked a phishing link")), "1")
    owner = Outline("", tuple(part for part in outline.parts if isinstance(part, OwnedBy)), "owner")
    draw(owner)
    terminal = " ".join(capsys.readouterr().out.split())
    for shown in (terminal, json.dumps(render(owner).blocks), json.dumps(card(owner))):
        assert _CONTACT in shown
    assert _CONTACT in render(outline).text
