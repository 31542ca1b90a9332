"""Answers to an open question of ours: a number, a label, a name from a list."""

import re

from core.catalogue.model import NONE, Responsibility, Role
from core.conversation.actions import Verb
from core.desk.followups import words
from core.desk.followups.turn import Again, Choose, Move, Turn
from core.desk.knowledge import Knowledge
from core.desk.requests import Clarify, NotOurs, Route, Single, question_between

_LIKELIER = 3
"""Answers that the list of choices puts first: see `core.desk.several`."""

_MOST_WORDS = 6
"""A longer answer says more than which of two is meant, and is read as a whole."""

_MOSTLY = 0.5
"""Where fewer of its words are those of a label, a text says something else."""

_SMALL = frozenset(
    "a an and are as at be by for from has have i in is it its me my of on or our should that the their them this to us we with you "
    "what which do does did will would can could must need needs want side one part rather more please think mean just only it's "
    "work something people who".split()
)
"""Words that tell no option from another."""

_NO = re.compile(r"\b(?:no|not|never|n['’]t|neither|without)\b", re.IGNORECASE)


def settle(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """The choice that a text makes among what the last answer offered; None where it makes none."""
    places = next((found for wording in words.wordings(text) if (found := words.nth(wording)) is not None), None)
    if turn.kind == "choose":
        return _from_list(current, text, places, known)
    if isinstance(current, Clarify):
        return _between(current, text, places, known)
    if isinstance(current, Route) and words.points_at_list(text):
        # one answer was given, and the rest stands in the list
        return Again() if places == (0,) else Choose(Verb.CORRECT)
    named = _state(text, known)
    if isinstance(named, Role) and isinstance(current, NotOurs):
        return Choose(Verb.CORRECT)
    if isinstance(named, Responsibility) and is_field(named, text):
        return Again() if named == turn.responsibility else Choose(Verb.CORRECT_TO, named.id)
    return None


def _from_list(current: Single, text: str, places: tuple[int, ...] | None, known: Knowledge) -> Move | None:
    if any(words.REFUSE.fullmatch(wording) or words.DROP.fullmatch(wording) for wording in words.wordings(text)):
        return Choose(Verb.BACK)
    likelier = [ranked.answer for ranked in current.suggestion.ranking if ranked.answer != NONE][:_LIKELIER]
    if places and len(places) == 1 and -len(likelier) <= places[0] < len(likelier):
        return Choose(Verb.CORRECT_TO, likelier[places[0]])
    if words.match(words.WRONG, text) is not None:
        return Choose(Verb.CORRECT_TO, NONE)
    found = _state(text, known)
    return Choose(Verb.CORRECT_TO, found.id) if isinstance(found, Responsibility) else None


def _between(current: Clarify, text: str, places: tuple[int, ...] | None, known: Knowledge) -> Move | None:
    both = (current.first, current.second)
    if places is not None:
        one = len(places) == 1 and -len(both) <= places[0] < len(both)
        return Choose(Verb.CLARIFY, both[places[0]].id) if one else Again()
    if any(words.REFUSE.fullmatch(wording) for wording in words.wordings(text)):
        return Choose(Verb.CORRECT)
    found = _state(text, known) or _side(text, known)
    if isinstance(found, Role):
        of_role = [record for record in both if record.role == found.id]
        return Choose(Verb.CLARIFY, of_role[0].id) if len(of_role) == 1 else Again()
    if found is not None:
        return Choose(Verb.CLARIFY if found in both else Verb.CORRECT_TO, found.id)
    meant = _by_label(current, text)
    return Choose(Verb.CLARIFY, meant.id) if meant else None


_SIDE = re.compile(
    r"(?:the |rather the |more the )?(?:(?P<it>technical|technology|tech|computer)|(?P<is>business|people|human|organi[sz]ational))"
    r" (?:side|part|aspect|question)",
    re.IGNORECASE,
)


def _side(text: str, known: Knowledge) -> Role | None:
    """The role on whose side something is: “the technical side”."""
    found = next((found for wording in words.wordings(text) if (found := _SIDE.fullmatch(wording))), None)
    return known.catalogue.roles["it" if found["it"] else "is"] if found else None


def _by_label(current: Clarify, text: str) -> Responsibility | None:
    """The one of two whose label has a word of a short answer; None where both have, or none."""
    if len(text.split()) > _MOST_WORDS or _NO.search(text) or words.is_question(text):
        return None
    _, labels = question_between(current.first, current.second, current.boundary)
    said = _stems(text)
    counts = {
        record.id: len(said & _stems(f"{labels[record.id]} {record.name}"))
        for record in (current.first, current.second)
    }
    first, second = counts[current.first.id], counts[current.second.id]
    if first == second or max(first, second) < _MOSTLY * len(said):
        return None
    return current.first if first > second else current.second


def is_field(record: Responsibility, text: str) -> bool:
    """Whether a text calls a responsibility by its own name, as “hardware” does, and not by a thing in it, as “the printer” does."""
    return bool(_stems(text) & _stems(f"{record.name} {record.id.partition('.')[2]}"))


def _stems(text: str) -> frozenset[str]:
    """The words that tell something, without their endings."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    return frozenset(re.sub(r"(?:ing|ed|es|s|e)$", "", word) for word in found if word not in _SMALL)


def _state(text: str, known: Knowledge) -> Role | Responsibility | None:
    """The role or responsibility that a text names and does nothing else, such as “it’s data” or “software, i think”."""
    if text.rstrip().endswith("?") or re.match(r"(?:and|what about|how about|also|or|but)\b", text, re.IGNORECASE):
        return None
    for wording in words.wordings(text):
        if found := known.find_named(wording):
            return found
        inner = words.STATEMENT.fullmatch(wording)
        if inner and (found := known.find_named(inner["x"])):
            return found
    return None
