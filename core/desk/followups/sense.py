"""What goes on with the last answer in words that no phrase foresees: the classifier says what such a text does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.catalogue.model import NONE, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Verb
from core.desk.followups import words
from core.desk.followups.ending import drop, is_of_one, names_another
from core.desk.followups.going_on import FRESH_WORDS, cannot_tell, reads_as_request, something_else
from core.desk.followups.grown import add, correct, follow_on
from core.desk.followups.replies import Because, CannotTell, InShort
from core.desk.followups.topics import tell_of
from core.desk.followups.turn import Again, Ask, Choose, Move, Tell, Turn
from core.desk.knowledge import Knowledge
from core.desk.requests import Clarify, Route, Single
from core.desk.topics.compare import Compare
from core.desk.topics.skills import Skills

Reader = Callable[[str], Move | None]
"""From a phrase that is known to what it means after the same turn."""

_AT_LEAST = 0.6
"""Of 153 messages of our own that nobody trained on, nine in ten were read right that were read so surely."""

_NOTHING_AT_LEAST = 0.55
"""For what would else be told that it is not ours."""

_REQUEST_AT_LEAST = 0.92
"""For what would be a request by itself: taken for a new one it costs a second message, lost in another it costs the request."""

_PLAIN_AT_LEAST = 0.8
"""From here on it comes before what a text is taken for by its first words."""

_PLAINEST = 0.95
"""The same before an addition: whatever else is meant, to add it loses nothing."""

NEW_AT_LEAST = 0.97
"""From here on a text stands for itself, whatever word it begins with."""

_SAYS: Mapping[str, str] = {
    "agree": "yes",
    "both": "both",
    "cost": "what does it cost?",
    "first": "the first one",
    "hand_over": "hand it over",
    "meaning": "what does that mean?",
    "more": "tell me more",
    "owner": "who owns it?",
    "second": "the second one",
    "skills": "which skills does it need?",
    "sure": "are you sure?",
    "unsure": "no idea",
    "why": "why?",
    "wrong": "that's wrong",
}
"""What a text does, in the plainest words for it."""

_LONG_WORDS = 8
"""So many words say enough for the classifier to know."""

_PLACES = ("first", "second", "both")
"""Places in what was offered."""

_ACTS = ("hand_over", "owner", "unsure", "why")
"""What hardly any detail sounds like."""

_DOUBTFUL_AT_MOST = 0.55
"""What points back, is nothing by itself, and hardly stands for itself, adds to what was said."""

_WHICH = "Which of these do you mean? Hand that one over, and add to it with “Edit…” before you send it."
_WHICH_IS_DONE = "I haven’t sent any of these. Hand over the ones that are still needed, and leave the others."
_ONE = "That was one suggestion:"
_YOU = re.compile(r"\b(?:you|u) (?:choose|decide|pick|say|tell|think|know best|guess)\b", re.IGNORECASE)
"""Who leaves it to us."""

_NO = re.compile(
    r"\b(?:no|not|never|\w+n['’]?t|neither|forget|skip|drop|cancel|leave out|without"
    r"|done|solved|sorted|fixed|works?|gone|over)\b",
    re.IGNORECASE,
)
"""Turns a choice around, or says that it is over."""
_BUT = re.compile(r"\b(?:except|but|only|however|besides|apart from|unless)\b", re.IGNORECASE)
"""With what is left when the rest is settled."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a text does after an answer.

    Attributes:
        does: a name of `core/catalogue/data/moves`, or `none`.
        likely: how likely, from 0 to 1.
    """

    does: str
    likely: float

    @property
    def is_new(self) -> bool:
        """Whether the text surely stands for itself."""
        return self.does == NONE and self.likely >= NEW_AT_LEAST

    @property
    def is_plainest(self) -> bool:
        """Whether it is so sure that it cannot be an addition."""
        return self.does not in (NONE, *_PLACES) and self.likely >= (
            _PLAIN_AT_LEAST if self.does in _ACTS else _PLAINEST
        )

    @property
    def is_likely(self) -> bool:
        """Whether the text most likely goes on with the answer."""
        return self.does != NONE and self.likely >= _AT_LEAST

    @property
    def is_plain(self) -> bool:
        """Whether the text surely goes on with the answer."""
        return self.does != NONE and self.likely >= _PLAIN_AT_LEAST


def sense_of(text: str, known: Knowledge) -> Sense:
    """What the classifier says that a text does."""
    if words.match(words.SHORTER, text) is not None:
        return Sense("shorter", 1)
    moves = known.suggest(text).moves
    return Sense(moves[0].answer, moves[0].confidence) if moves else Sense(NONE, 0)


def stands_alone(text: str, known: Knowledge) -> bool:
    """Whether a text surely stands for itself, whatever was said before: nothing of that has to be looked up for it."""
    return len(text.split()) >= _LONG_WORDS and sense_of(text, known).is_new


def follow_sense(turn: Turn, current: Single, text: str, known: Knowledge, read: Reader) -> Move | None:
    """What goes on with the request in hand; None where that is not sure enough."""
    sense, alone = sense_of(text, known), known.suggest(text)
    is_nothing = alone.outcome == NONE and len(text.split()) < FRESH_WORDS
    is_request = not is_nothing and reads_as_request(text, alone, current)
    is_doubtful = not is_nothing or sense.does == "add"
    at_least = _REQUEST_AT_LEAST if is_request else _AT_LEAST if is_doubtful else _NOTHING_AT_LEAST
    if sense.does == NONE or sense.likely < at_least:
        return _add_for_want_of_sense(turn, text, alone) if is_nothing else None
    if turn.kind == "preview" and sense.does in ("agree", "hand_over"):
        return Choose(Verb.HAND_OVER)  # what may be a yes with a condition is shown once more; only a plain yes sends
    if sense.does in _PLACES and isinstance(current, Route):
        # one answer was given, and the rest stands in the list
        listed = Choose(Verb.CORRECT) if sense.does == "second" else Again(_ONE)
        return listed if is_nothing else None
    if sense.does == "unsure" and isinstance(current, Clarify) and _YOU.search(text) and not _NO.search(text):
        return Choose(Verb.CLARIFY, current.first.id)
    if phrase := _SAYS.get(sense.does):
        return read(phrase) or (Again() if is_nothing and sense.likely >= _AT_LEAST else None)
    return _go_on(turn, current, text, sense, known)


def _add_for_want_of_sense(turn: Turn, text: str, alone: Suggestion) -> Move | None:
    """A short statement that is nothing by itself, and points back: with the request it reaches somebody."""
    if turn.kind in ("preview", "choose") or len(text.split()) > _LONG_WORDS or words.is_question(text):
        return None
    new = next((move.confidence for move in alone.moves if move.answer == NONE), 1.0)
    is_detail = new <= _DOUBTFUL_AT_MOST and words.POINTS_BACK.search(text)
    return Ask(add(turn.request, text), added=True, settled=True) if is_detail else None


def _go_on(turn: Turn, current: Single, text: str, sense: Sense, known: Knowledge) -> Move | None:
    match sense.does:
        case "add":
            return None if words.is_question(text) else Ask(add(turn.request, text), added=True, settled=True)
        case "correct":
            return Ask(correct(turn.request, words.match(words.MEANT, text) or text), added=True)
        case "drop" | "refuse":
            # what is left, or is about another thing, is no end
            return None if _BUT.search(text) or names_another(turn, text) else drop(turn)
        case "elsewhere":
            return _propose(turn, current, text, known)
        case "same":
            what = words.match(words.TOO, text) or text
            move = something_else(turn, what, known)
            # what says nothing by itself is understood by what it follows
            is_bare = isinstance(move, Ask) and move.text == what and known.suggest(what).outcome == NONE
            return Ask(follow_on(what, turn.request), added=True) if is_bare and sense.is_plain else move
        case "shorter":
            return Again() if isinstance(current, Clarify) else Tell(InShort(current))
        case "when" | "what_now":
            is_danger = isinstance(current, Route) and current.danger
            return Again() if is_danger else Tell(cannot_tell(turn, known))
    return None


def follow_sense_of_several(turn: Turn, text: str, known: Knowledge, read: Reader) -> Move | None:
    """What is said about several asks at once; None where that is not sure enough."""
    sense = sense_of(text, known)
    if sense.is_plain and (sense.does in ("drop", "refuse") or (sense.does in _PLACES and _NO.search(text))):
        # of several, one that is done ends none of the others
        return Again(_WHICH_IS_DONE) if is_of_one(text) or sense.does in _PLACES else drop(turn)
    is_nothing = known.suggest(text).outcome == NONE
    if is_nothing and sense.does in ("add", "correct", "same") and sense.likely >= _NOTHING_AT_LEAST:
        return Again(_WHICH)
    phrase = _SAYS.get(sense.does)
    if phrase is None or not sense.is_plain:
        return None
    return read(phrase) or (Again() if is_nothing else None)


def follow_sense_of_topic(turn: Turn, text: str, known: Knowledge, read: Reader) -> Move | None:
    """What goes on with a question on the roles; None where that is not sure enough."""
    sense, is_nothing = sense_of(text, known), known.suggest(text).outcome == NONE
    if sense.does == NONE or sense.likely < (_NOTHING_AT_LEAST if is_nothing else _AT_LEAST):
        return None
    named = known.role_within(text) or known.skill_inside(text)
    subject = known.subject(turn.about) or known.catalogue.skills.get(turn.about)
    meant = named or subject
    match sense.does:
        case "same" | "correct" | "elsewhere" if named:
            return Tell(tell_of(turn.kind, named, known))
        case "meaning" if meant:
            return Tell(tell_of("define", meant, known))
        case "shorter" if subject:
            return Tell(InShort(subject))
        case "cost" | "when" | "what_now" if isinstance(subject, Responsibility):
            ownership = known.ownership(subject)
            return Tell(CannotTell(ownership.team or ownership.fallback, subject if ownership.team else None))
        case "shorter" if turn.kind == "compare":
            return Ask("in one sentence, how do IT management and IS management differ?")
        case "more" if subject is None:
            return Tell(Skills(None, known.catalogue) if turn.kind == "compare" else Compare(known.catalogue))
        case "wrong" if is_nothing:
            return Ask("that's wrong")
        case "sure" if is_nothing:
            return Ask("are you sure?")
    phrase = _SAYS.get(sense.does)
    return read(phrase) if phrase else None


def _propose(turn: Turn, current: Single, text: str, known: Knowledge) -> Move:
    """Another team or field is proposed: asked about, it is weighed; else there is the list to choose from."""
    if isinstance(current, Clarify) and (meant := known.guess(text)) in (current.first, current.second):
        return Choose(Verb.CLARIFY, meant.id)
    if turn.responsibility is None or not words.is_question(text):
        return Choose(Verb.CORRECT)
    role: Role = known.catalogue.roles[turn.responsibility.role]
    against = known.role_within(text) or known.guess(text)
    return Tell(Because(current, role, against)) if against else Choose(Verb.CORRECT)
