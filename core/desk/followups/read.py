"""From the last turn and a text to what that text means there: a pure function, and no model of language.

Closed phrases come first. What merely adds to a request must begin like it, and must not read as a request of its own: a
text that is wrongly taken for a new one costs a second message, one that is wrongly taken for a follow-up is lost in another.
"""

import re
from collections.abc import Callable

from core.catalogue.model import Responsibility, Role
from core.conversation.actions import Verb
from core.desk.danger import danger_in
from core.desk.followups import words
from core.desk.followups.ending import end
from core.desk.followups.going_on import go_on
from core.desk.followups.grown import add
from core.desk.followups.names import find_named, find_named_by
from core.desk.followups.options import is_field, settle
from core.desk.followups.replies import Because, CannotTell, Dropped, Farewell, SameOwner
from core.desk.followups.sense import follow_sense, follow_sense_of_several, follow_sense_of_topic, sense_of
from core.desk.followups.topics import follow_topic, tell_of
from core.desk.followups.turn import LONGEST_FOLLOW_UP, Again, Ask, Choose, Move, Tell, Turn
from core.desk.knowledge import Knowledge
from core.desk.requests import Clarify, More, NotOurs, Route, Single
from core.desk.several import Several
from core.desk.topics.define import Define
from core.desk.topics.owners import Owner
from core.desk.topics.skills import Skills

_ANSWER_FIRST = "One answer first, so that it reaches the right team:"

_FEW_WORDS = 5
"""So few words add to a request more often than they make one, whatever the classifier says of them."""

_BEFORE_TALK = ("drop", "hand_over", "shorter", "wrong")
"""What is done with the request in hand, though there is also something to say to it."""

_THAT_IS_ALL = re.compile(
    r"^(?:(?:yes|ok(?:ay)?)[ ,.]+)?that(?:['’]?s| is) (?:all|everything)[ ,.!:–-]+|[ ,.!–-]+that(?:['’]?s| is) (?:all|everything)[ .!]*$",
    re.IGNORECASE,
)
"""Said around a yes, it adds nothing to it."""

_BUDGET = "budget"
"""What the responsibility for money is called, to find it by."""

_OF_ONE = re.compile(
    r"(?:and |but )?(?:who|why|what|which|how)\b.{0,30}\b(?:for|about|of|with) (?P<n>(?:the |number )*\w+(?: one)?)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:please |can you |i want to |let['’]?s )*(?:hand|send|pass|forward|give|move|transfer|route"
    r"|assign)(?: (?:it|this|that|them))?"
    r"(?: (?:over|on))? to (?P<to>.+)",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"(?:please |can you |could you )*(?:tell|let) (?:them|him|her|the team)(?: know)?,? (?P<what>.+)", re.IGNORECASE
)


def follow(turn: Turn, text: str, known: Knowledge, answers: Callable[[str], bool]) -> Move | None:
    """What a text means after a turn; None where it stands for itself.

    Args:
        turn: what was said last.
        text: what is written now.
        known: what there is to know.
        answers: whether a text is a question on the roles or to the bot that is answered as it stands.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST_FOLLOW_UP or danger_in(plain):
        return None
    if turn.current is None:
        return _follow_topic(turn, plain, known, answers)
    move = _follow_request(turn, turn.current, plain, known, answers)
    if not turn.own and isinstance(move, Tell) and isinstance(move.reply, Dropped | Farewell):
        return None  # a colleague's request is not theirs to end
    return move if turn.own or isinstance(move, Tell) else None


def _follow_topic(turn: Turn, text: str, known: Knowledge, answers: Callable[[str], bool]) -> Move | None:
    def read(phrase: str) -> Move | None:
        return follow_topic(turn, phrase, known, answers)

    if move := read(text):
        return move
    is_for_us = answers(text) and sense_of(text, known).does != "shorter"
    return None if is_for_us else follow_sense_of_topic(turn, text, known, read)


def _follow_request(
    turn: Turn, current: Single | Several, text: str, known: Knowledge, answers: Callable[[str], bool]
) -> Move | None:
    def read(phrase: str) -> Move | None:
        return _by_phrase(turn, current, phrase, known)

    if move := read(text):
        return move
    sense = sense_of(text, known)
    if answers(text) and not (sense.is_plain and sense.does in _BEFORE_TALK):
        return None
    if isinstance(current, Several):
        return follow_sense_of_several(turn, text, known, read)
    by_sense, by_words = follow_sense(turn, current, text, known, read), go_on(turn, current, text, known)
    if isinstance(by_words, Tell) and isinstance(by_words.reply, CannotTell) and sense.is_likely:
        return by_sense or by_words  # what can be said is said
    if by_sense and turn.kind == "choose" and sense.is_plain:
        return by_sense
    if not isinstance(by_words, Ask):
        return by_sense if by_sense and sense.is_plain else by_words or by_sense
    is_detail = any(words.DETAIL.match(wording) for wording in words.wordings(text)) or words.POINTS_BACK.search(text)
    is_full = len(text.split()) > _FEW_WORDS or known.suggest(text).outcome == "route"
    is_new = sense.is_new and is_full and not is_detail
    if is_new or (by_sense and sense.is_plainest):
        return by_sense
    return by_words


def _by_phrase(turn: Turn, current: Single | Several, text: str, known: Knowledge) -> Move | None:
    """What a text means by a phrase that is known."""
    said = words.strip_edges(text).casefold()
    pressed = next((choice for label, choice in turn.labels if words.strip_edges(label).casefold() == said), None)
    if pressed:
        return pressed
    if turn.kind == "preview" and (decided := _decide(turn, text)):
        return decided
    if ended := end(turn, text):
        return ended
    if words.UNCLEAR.fullmatch(text):
        return Again()
    if isinstance(current, Route) and current.danger and _is(words.WHAT_NOW, text):
        return Again()
    if isinstance(current, Several):
        return _of_several(turn, current, text)
    return (
        settle(turn, current, text, known) or _press(turn, current, text, known) or _inquire(turn, current, text, known)
    )


def _decide(turn: Turn, text: str) -> Move | None:
    """An answer to the preview of a hand-off; it carries the seal of what was seen."""
    if _is(words.REFUSE, text):
        return Choose(Verb.CANCEL)
    bare = _THAT_IS_ALL.sub("", text)
    is_yes = any(_is(pattern, bare) for pattern in (words.AGREE, words.HAND_OVER)) or _is(words.CONTENT, text)
    return Choose(Verb.SEND, turn.about) if is_yes else None


def _of_several(turn: Turn, current: Several, text: str) -> Move | None:
    """One or some of several asks; what is said of all of them shows them again, each with its own buttons."""
    for wording in words.wordings(text):
        places = words.nth(wording)
        if places is not None:
            count = len(current.parts)
            wanted = sorted({place % count for place in places if -count <= place < count})
            if not wanted or len(wanted) == count or turn.sent.intersection(wanted):
                return Again()
            if wanted[1:]:
                return Ask("\n".join(f"- {current.parts[at][0]}" for at in wanted))
            return Ask(current.parts[wanted[0]][0], part=wanted[0])
    of_one = _OF_ONE.fullmatch(words.strip_edges(text))
    places = words.nth(of_one["n"]) if of_one else None
    if places and len(places) == 1 and places[0] < len(current.parts):
        return Again() if places[0] in turn.sent else Ask(current.parts[places[0]][0], part=places[0])
    general = (words.AGREE, words.HAND_OVER, words.OWNER, words.WHY)
    if any(_is(pattern, text) for pattern in general):
        return Again()
    return None


def _press(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """What is done with a request: handed over, corrected, dropped."""
    if _is(words.WRONG, text) or _denies(turn, text, known):
        return Choose(Verb.CORRECT)
    found = find_named_by(_TO, text, known)
    if isinstance(found, Responsibility):
        same = found == turn.responsibility
        return Choose(Verb.HAND_OVER) if same else Choose(Verb.CORRECT_TO, found.id)
    message = _group(_MESSAGE, text) or _group(words.ADD, text)
    if message:
        return Ask(add(turn.request, message), added=True, settled=True)
    if isinstance(current, Clarify):
        # nobody can be handed what belongs to one of two: the question stands
        return Again(_ANSWER_FIRST) if _is(words.HAND_OVER, text) or _is(words.AGREE, text) else None
    if _is(words.HAND_OVER, text) or (isinstance(current, Route) and _is(words.AGREE, text)):
        return Choose(Verb.HAND_OVER)
    return None


def _inquire(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """What is asked about the answer: who, why, with which skills."""
    record = turn.responsibility
    if isinstance(current, Clarify) and _is(words.UNSURE, text):
        return Tell(Because(current, None))
    if isinstance(current, NotOurs) and _is(words.WHY_NOT, text):
        return Tell(Because(current, None))
    if _is(words.OWNER, text):
        if isinstance(current, Clarify):
            return Tell(tell_of("owner", (current.first, current.second), known))
        return Tell(tell_of("owner", record, known)) if record else Again()
    if _is(words.MONEY, text) and isinstance(budget := find_named(known, _BUDGET), Responsibility):
        return Tell(Owner(budget, ((budget, known.ownership(budget)),)))
    return _reason(current, record, text, known)


def _reason(current: Single, record: Responsibility | None, text: str, known: Knowledge) -> Move | None:
    """What is asked about why it belongs there, and about what that is."""
    role = known.catalogue.roles[record.role] if record else None
    if _is(words.WHY, text) or _is(words.WHICH, text):
        return Tell(Because(current, role))
    against = find_named_by(words.AGAINST, text, known)
    if against == record and record:
        return Tell(Because(current, role))
    if isinstance(against, Role) or (against and is_field(against, text)):
        return Tell(Because(current, role, against))
    if role and (words.match(words.AGAINST, text) or "").lower() in ("it or is", "is or it"):
        return Tell(Because(current, role, role))
    likeliest = current.first if isinstance(current, Clarify) else record
    if isinstance(current, Route) and _is(words.MORE, text):
        return Tell(More(current))
    if likeliest and (_is(words.SKILLS, text) or _is(words.MORE, text)):
        return Tell(Skills(likeliest, known.catalogue))
    if record is None:
        return _explain(likeliest, text, known) if likeliest else None
    found = find_named_by(words.SAME, text, known)
    if isinstance(found, Responsibility) and "same" in text.lower():
        return Tell(SameOwner((record, known.ownership(record)), (found, known.ownership(found))))
    return _explain(record, text, known)


def _explain(record: Responsibility, text: str, known: Knowledge) -> Move | None:
    """What a word means that the answer used."""
    meant = words.match(words.MEANING, text)
    if not meant or not ("mean" in text.lower() or words.THAT.fullmatch(meant)):
        return None
    if words.THAT.fullmatch(meant):
        return Tell(Define(record, known.catalogue))
    found = find_named(known, meant) or known.skill_named(meant)
    said = meant.lower() in f"{record.name} {record.short} {record.definition} {' '.join(record.activities)}".lower()
    if found is None and (said or text.lower().rstrip("?!. ").endswith(" here")):
        found = record  # a word of the answer is explained by what the answer named
    return Tell(Define(found, known.catalogue)) if found else None


def _denies(turn: Turn, text: str, known: Knowledge) -> bool:
    """Whether somebody says that the request is not what the answer took it for."""
    return turn.responsibility is not None and find_named_by(words.NOT, text, known) == turn.responsibility


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return words.match(pattern, text) is not None


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    return words.match(pattern, text)
