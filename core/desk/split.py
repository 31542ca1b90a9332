"""Several requests in one message, taken apart: only where the writing itself says so.

A message is cut into pieces (`core.desk.clauses`). A piece opens an ask of its own where it asks for something by its form, has an
object of its own, and is about another matter than the ask before it; every other piece goes on with that one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.catalogue.model import NONE
from core.classifier.suggestion import Suggestion
from core.desk.clauses import Form, Piece, names_for, objects, pieces
from core.desk.cuts import Joint

MOST_PARTS = 5
"""More asks than this in one message are a list to be handed over whole, not to be routed one by one."""

_MOST_PIECES = 40
"""As many sentences as a text that is read to the end may have; each costs a reading of its own, of about a millisecond."""

_LOUD = 0.0
_SURE_AT_LEAST = {
    Joint.ITEM: 0.9,
    Joint.CLAUSE: 0.8,
    Joint.SENTENCE: 0.7,
    Joint.LINKED: 0.6,
    Joint.MARK: _LOUD,
    Joint.NEXT: _LOUD,
}
"""How surely each of two neighbours must be an ask by itself: the less, the more clearly the writing sets them apart."""

_ELSEWHERE_AT_LEAST = {
    Joint.ITEM: 0.97,
    Joint.CLAUSE: 0.9,
    Joint.SENTENCE: 0.9,
    Joint.LINKED: 0.8,
    Joint.MARK: _LOUD,
    Joint.NEXT: _LOUD,
}
"""The same for what is another department's: half of what people say besides is nobody's work, and no ask either."""

_FAULTS_AT_LEAST = 0.75
"""The same for two faults side by side, for one fault shows in many ways."""

_NAME_AT_LEAST = 0.8
"""The same for what has no verb, or refers to what was said."""

_LISTED_AT_LEAST = 0.9
"""The same for a line of a list below a plain ask, whose lines are mostly details."""

_OBJECTS_AT_LEAST = 3
"""Words that name something: an ask with so many is one, even where the classifier does not know whose."""

_APART_AT_LEAST = 0.5
"""How far apart the two must be, from 0 to 1."""

_STRANGE, _FAMILIAR = 0.5, 0.85
"""Cosines to the nearest example of another department's work: below the first it resembles none, above the second it is one."""

Suggest = Callable[[str], Suggestion]


def split(text: str, suggest: Suggest) -> tuple[tuple[str, Suggestion], ...]:
    """The asks in a text with a suggestion each; empty where it holds one ask only, or too many."""
    candidates = pieces(text)
    if not 2 <= len(candidates) <= _MOST_PIECES:  # noqa: PLR2004 - one piece is the whole text
        return ()
    if not any(_may_open(piece) for piece in candidates[1:]):
        return ()  # whatever the classifier would say: reading is what takes long
    groups = [" ".join(group.split()) for group in _group(text, candidates, suggest)]
    if not 2 <= len(groups) <= MOST_PARTS:  # noqa: PLR2004
        return ()
    asks = tuple((group, suggest(group)) for group in groups)
    return asks if len({suggestion.best.answer for _, suggestion in asks}) > 1 else ()


def _group(text: str, candidates: Sequence[Piece], suggest: Suggest) -> Iterator[str]:
    """The text again in fewer parts, each from the start of its first piece to the end of its last."""
    start, end = candidates[0].start, candidates[0].end
    core: _Read | None = None
    named: frozenset[str] = frozenset()
    last = max((at for at, piece in enumerate(candidates) if _may_open(piece)), default=0)
    for at, piece in enumerate(candidates):
        if piece.form != Form.FOLLOW and at <= last:
            own = _Read(piece, suggest(" ".join(piece.text.split())))
            if core is not None and objects(piece.text) - named and _opens(own, core):
                yield text[start:end]
                start, core, named = piece.start, own, frozenset()
            elif core is None or own.weight > core.weight:
                core = own
        named |= objects(piece.text)
        end = piece.end
    yield text[start:end]


@dataclass(frozen=True, slots=True)
class _Read:
    """A piece with what the classifier says of it."""

    piece: Piece
    suggestion: Suggestion

    @property
    def elsewhere(self) -> bool:
        return self.suggestion.best.answer == NONE

    @property
    def sure(self) -> float:
        """How surely it is an ask for somebody, from 0 to 1."""
        best = self.suggestion.best
        if self.suggestion.unread:
            return 0.0
        if not self.elsewhere:
            return best.confidence
        nearest = self.suggestion.examples[0]
        likeness = (nearest.similarity - _STRANGE) / (_FAMILIAR - _STRANGE)
        return best.confidence * min(max(likeness, 0.0), 1.0) if nearest.answer == NONE else 0.0

    @property
    def weight(self) -> float:
        """How much it says what its group is about."""
        form = {Form.ASK: 0.3, Form.FAULT: 0.25, Form.NAME: 0.1}.get(self.piece.form, 0.0)
        return self.sure + form - (0.5 if self.piece.follows else 0.0)

    def is_clear(self, joint: Joint) -> bool:
        least = _ELSEWHERE_AT_LEAST if self.elsewhere else _SURE_AT_LEAST
        return self.sure >= least[joint]


def _may_open(piece: Piece) -> bool:
    """Whether a piece can open an ask by its form alone, whatever it is about: as `_opens`, before anything is read."""
    if piece.form == Form.FOLLOW or not objects(piece.text):
        return False
    if piece.joint == Joint.ITEM:
        return piece.form == Form.NAME
    if piece.joint >= Joint.MARK:
        return True
    named = piece.form == Form.NAME and piece.joint == Joint.SENTENCE
    return not piece.follows and (named or piece.form in {Form.ASK, Form.FAULT})


def _opens(own: _Read, core: _Read) -> bool:
    """Whether a piece opens an ask of its own beside the one that its group is about so far."""
    joint = own.piece.joint
    if own.suggestion.best.answer == core.suggestion.best.answer or own.suggestion.unread:
        return False
    if _distance(own.suggestion, core.suggestion) < _APART_AT_LEAST:
        return False
    if joint == Joint.ITEM:
        named = not own.elsewhere or names_for(own.piece.text)
        return own.piece.form == Form.NAME and named and _both_clear(own, core)
    if own.piece.follows and (joint < Joint.MARK or own.sure < _NAME_AT_LEAST):
        return False
    if joint >= Joint.MARK:
        return joint == Joint.NEXT or not _is_detail(own, core)
    return _asks_twice(own, core) or (_both_clear(own, core) and _stand_apart(own, core))


def _is_detail(own: _Read, core: _Read) -> bool:
    """Whether one line of a list belongs to what stands above the list: the steps of a fault, the details of an ask."""
    if core.piece.joint == Joint.MARK:
        return False
    if core.piece.form == Form.FAULT:
        return own.piece.form != Form.FAULT
    listed = own.piece.form in {Form.NAME, Form.TELL} and core.piece.form == Form.ASK
    return listed and (own.elsewhere or own.sure < _LISTED_AT_LEAST)


def _asks_twice(own: _Read, core: _Read) -> bool:
    """Whether both ask by their form, and the second so clearly that the first need not be clear."""
    if own.piece.form != Form.ASK or core.piece.form != Form.ASK or own.elsewhere or not own.is_clear(own.piece.joint):
        return False
    if own.piece.joint == Joint.CLAUSE:
        return own.sure >= _NAME_AT_LEAST and len(objects(core.piece.text)) >= _OBJECTS_AT_LEAST
    return own.piece.joint == Joint.LINKED


def _both_clear(own: _Read, core: _Read) -> bool:
    return own.is_clear(own.piece.joint) and core.is_clear(Joint.SENTENCE)


def _stand_apart(own: _Read, core: _Read) -> bool:
    """Whether the forms of two clear neighbours let each be an ask."""
    joint, form, before = own.piece.joint, own.piece.form, core.piece.form
    least = min(own.sure, core.sure)
    if joint == Joint.LINKED:
        return form in {Form.ASK, Form.FAULT}
    if form == Form.NAME:
        return joint == Joint.SENTENCE and least >= _NAME_AT_LEAST and names_for(own.piece.text)
    if Form.TELL in {form, before}:
        return False
    if before == Form.NAME:
        return core.sure >= _NAME_AT_LEAST and " " in core.piece.text
    if form == before == Form.FAULT:
        own_subject = own.piece.text.lower().startswith(("my ", "our ", "the "))
        return least >= _FAULTS_AT_LEAST or (own_subject and own.sure + core.sure >= 2 * _FAULTS_AT_LEAST)
    return True


def _distance(one: Suggestion, other: Suggestion) -> float:
    """How unlike two suggestions are, from 0 to 1: the likelihood that they do not share."""
    others = {ranked.answer: ranked.confidence for ranked in other.ranking}
    return 1 - sum(min(ranked.confidence, others[ranked.answer]) for ranked in one.ranking)
