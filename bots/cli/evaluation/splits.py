"""What `waypost ask` would answer to labelled requests: a request that is wrongly taken apart counts as wrong.

The other figures are about the classifier, which reads a message whole.
"""

from collections.abc import Mapping, Sequence

from core.classifier.evaluate import Labelled
from core.classifier.intervals import Interval, wilson
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from core.desk.several import Several

SPLITS: Mapping[str, str] = {
    "answers_right": "answer right, parts of a message included",
    "taken_apart": "taken apart",
    "false_splits": "wrongly taken apart",
}
"""Names of the figures, in their order, with what each says."""

_HERE = Place("cli", "", "")


def count_answers(row: Labelled, desk: Desk) -> tuple[str, ...]:
    """The best guess for each request that the desk sees in a text: one, where it leaves the text whole."""
    reply = desk.answer(Question(row.text, "you", _HERE))
    if isinstance(reply, Several):
        return tuple(single.suggestion.best.answer for _, single in reply.parts)
    return (desk.best_guess(row.text).best.answer,)


def measure(
    rows: Sequence[Labelled], answers: Sequence[tuple[str, ...]]
) -> tuple[dict[str, float], dict[str, Interval]]:
    """The figures as shares of all requests, from 0 to 1, each with its interval.

    A split is false where the label of a part is none that the request accepts.
    """
    right = [all(map(row.accepts, given)) for row, given in zip(rows, answers, strict=True)]
    apart = [len(given) > 1 for given in answers]
    counted = {
        "answers_right": sum(right),
        "taken_apart": sum(apart),
        "false_splits": sum(split and not accepted for split, accepted in zip(apart, right, strict=True)),
    }
    number = len(rows)
    return (
        {name: count / number for name, count in counted.items()},
        {name: wilson(count, number) for name, count in counted.items()},
    )
