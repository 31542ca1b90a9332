"""Several requests in one message: taken apart where the writing says so, and nothing lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.classifier.classifier import Classifier
from core.classifier.suggestion import Suggestion
from core.desk.split import MOST_PARTS, split

_PASSWORD = "I forgot my password and cannot log in"
_PRINTER = "The printer on floor 3 has a paper jam"
_WIFI = "The Wi-Fi in the meeting room keeps disconnecting"
_PHISHING = "I received a phishing email with a suspicious attachment"
_DASHBOARD = "Please build a dashboard with monthly sales KPIs"
_PROCESS = "Can we simplify the invoice approval process"


@pytest.mark.parametrize(
    "text",
    [
        f"{_PRINTER}. Also, {_WIFI}.",
        f"1. {_PRINTER}\n2. {_WIFI}",
        f"- {_PRINTER}\n- {_WIFI}",
        f"• {_PRINTER} • {_WIFI}",
        f"{_PRINTER}\n\n{_WIFI}",
        f"{_PRINTER}; {_WIFI}",
        f"{_PRINTER}. Another thing: {_WIFI}",
        f"{_PRINTER} and additionally {_WIFI}",
        f"1) {_PRINTER} 2) {_WIFI}",
    ],
)
def test_two_asks_are_taken_apart(classifier: Classifier, text: str) -> None:
    """Lists, lines, semicolons and words such as "also" divide asks that belong to different places."""
    found = split(text, classifier.suggest)
    assert [suggestion.best.answer for _, suggestion in found] == ["it.hardware", "it.network"]
    assert [part.rstrip(".") for part, _ in found] == [_PRINTER, _WIFI]


def test_an_ask_keeps_its_first_word(classifier: Classifier) -> None:
    """Who asks stands before "also", and stays with what is asked."""
    found = split(f"{_PRINTER} and we also need a dashboard of monthly sales", classifier.suggest)
    assert [part for part, _ in found] == [_PRINTER, "we also need a dashboard of monthly sales"]


def test_two_questions_are_taken_apart(classifier: Classifier) -> None:
    """A full stop divides two sentences that each ask for something."""
    found = split(f"{_DASHBOARD}. {_PROCESS}?", classifier.suggest)
    assert [suggestion.best.answer for _, suggestion in found] == ["is.analytics", "is.process"]


@pytest.mark.parametrize(
    "text",
    [
        _PRINTER,
        "",
        "My laptop is slow. It started yesterday. I have restarted it twice.",
        "I forgot my password.\nI cannot log in to my account.\nPlease reset my password.",
        "We need a dashboard for sales and marketing and finance",
        "Printer broken\n\nThanks\nAna",
        "The Wi-Fi is slow, also it disconnects all the time",
        "Please install Photoshop 3.2 on the 4 laptops on floor 2. by 10.30",
    ],
)
def test_one_ask_stays_whole(classifier: Classifier, text: str) -> None:
    """Details, thanks and repetitions of one matter are no asks of their own."""
    assert split(text, classifier.suggest) == ()


def test_a_list_too_long_to_answer_stays_whole(classifier: Classifier) -> None:
    """More asks than `MOST_PARTS` are handed over as a list."""
    asks = [_PRINTER, _WIFI] * MOST_PARTS
    assert split("\n".join(f"{n}. {ask}" for n, ask in enumerate(asks, start=1)), classifier.suggest) == ()


_asks = st.sampled_from([_PASSWORD, _PRINTER, _WIFI, _PHISHING, _DASHBOARD, _PROCESS, "It is really urgent"])
_joints = st.sampled_from(["\n", ". ", "; ", ". Also ", ", and please ", "\n- ", "\n2. "])


@given(st.lists(st.tuples(_asks, _joints), min_size=1, max_size=6))
@settings(max_examples=40)
def test_no_word_of_an_ask_is_lost(classifier: Classifier, drawn: list[tuple[str, str]]) -> None:
    """Taken apart, a text keeps its words in their order, but for the words and marks that join its asks."""
    text = "".join(f"{ask}{joint}" for ask, joint in drawn)
    found = split(text, classifier.suggest)
    if found:
        kept = [word for part, _ in found for word in _words(part)]
        rest = iter(_words(text))
        lost = [word for word in _words(text) if word not in kept]
        assert all(word in rest for word in kept)
        assert set(lost) <= {"also", "and", "please", "2"}
        assert 2 <= len(found) <= MOST_PARTS
        assert len({suggestion.best.answer for _, suggestion in found}) > 1


@given(st.text(max_size=200) | st.text(st.sampled_from("ab ,;.!?\n-*•1)and also"), max_size=200))
@settings(max_examples=40)
def test_any_text_can_be_read_for_several_asks(classifier: Classifier, text: str) -> None:
    """Whatever stands in it, the parts are cut out of the text."""
    whole = "".join(text.split())
    assert all("".join(part.split()) in whole for part, _ in split(text, classifier.suggest))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize(
    "text",
    [
        f"{_DASHBOARD}. Why: our laptops are slow and the wifi keeps dropping.",
        f"{_DASHBOARD}. Outcome:\n- faster sign-in for everybody\n- fewer calls about the printer",
        "My laptop shows a blue screen, i.e. the printer driver crashes and Windows restarts.",
        "Excel takes two minutes to open, Teams freezes and the fan is loud.",
        "The VPN does not connect.\n1. open the client\n2. enter the password\n3. wait",
        f"{_PRINTER}. Please fix it as soon as possible, we need it for the board meeting on Monday.",
        f"{_PHISHING}. What should I do? Please advise, many thanks for your help.",
        "When I try to reset my password, the page shows an error after the last step.",
    ],
)
def test_what_is_told_about_an_ask_is_no_ask(classifier: Classifier, text: str) -> None:
    """Reasons, outcomes, explanations, symptoms, steps and closing sentences stay with the ask that they are about."""
    assert split(text, classifier.suggest) == ()


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("the numbers in the report are wrong, and also the printer jams", ["is.analytics", "it.hardware"]),
        ("we need training for the new CRM and licences for Visio", ["is.change", "it.software"]),
        ("wifi is dead in room 3, also when is payday?", ["it.network", "none"]),
        ("Please arrange a laptop and access to SAP for the new colleague", ["it.hardware", "it.access"]),
        (f"{_WIFI}. And where can our visitors park their cars?", ["it.network", "none"]),
    ],
)
def test_an_ask_without_a_sentence_of_its_own_is_found(classifier: Classifier, text: str, answers: list[str]) -> None:
    """What is wanted besides is an ask: a thing in a list, and what is another department's."""
    assert [suggestion.best.answer for _, suggestion in split(text, classifier.suggest)] == answers


def test_a_piece_that_cannot_open_an_ask_is_not_read() -> None:
    """Reading is what takes long, so a message whose form rules out a second ask is not taken to pieces for the classifier."""

    def suggest(text: str) -> Suggestion:
        raise AssertionError(f"{text} was read")

    assert split("My laptop is broken. It shows a blue screen since this morning.", suggest) == ()
