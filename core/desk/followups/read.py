"""From the last turn and a text to what that text means there: a pure function, and no model of language.

Closed phrases come first. What merely adds to a request must begin like it, and must not read as a request of its own: a
text that is wrongly taken for a new one costs a second message, one that is wrongly taken for a follow-up is lost in another.
"""

import re
from collections.abc import Callable

from core.catalogue.model import NONE, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Verb
from core.desk.danger import danger_in
from core.desk.followups import words
from core.desk.followups.grown import add, correct, follow_on
from core.desk.followups.options import is_field, settle
from core.desk.followups.replies import Because, CannotTell, Dropped, SameOwner
from core.desk.followups.topics import follow_topic, tell_of
from core.desk.followups.turn import LONGEST_FOLLOW_UP, Again, Ask, Choose, Move, Tell, Turn
from core.desk.knowledge import Knowledge
from core.desk.requests import Clarify, NotOurs, Route, Single
from core.desk.several import Several
from core.desk.topics.define import Define
from core.desk.topics.owners import Owner
from core.desk.topics.skills import Skills

_BUDGET = "budget"
"""What the responsibility for money is called, to find it by."""

_SURE_AT_LEAST = 0.7
"""From here on a text is clear by itself, as an ask of several is (`core.desk.split`)."""

_FRESH_WORDS = 12
"""So many words say what they are about."""
_FRESH_WORDS_WITH_SENSE = 8
"""So many do where the classifier makes something of them."""
_SHORT_WORDS = 8
"""What is longer has said what it is about."""
_FEW_WORDS = 3
"""So few, if they begin as a detail does, are one: “error 720”."""
_ANSWER_WORDS = 6
"""An answer to a question of ours is hardly longer."""

_OF_ONE = re.compile(
    r"(?:and |but )?(?:who|why|what|which|how)\b.{0,30}\b(?:for|about|of|with) (?P<n>(?:the |number )*\w+(?: one)?)",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(r"\b(?:also|another|one more|a new|something else|as well|different)\b", re.IGNORECASE)
_TO = re.compile(
    r"(?:please |can you |i want to |let['’]?s )*(?:hand|send|pass|forward|give|move|transfer|route"
    r"|assign)(?: (?:it|this|that|them))?"
    r"(?: (?:over|on))? to (?P<to>.+)",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"(?:please |can you |could you )*(?:tell|let) (?:them|him|her|the team)(?: know)?,? (?P<what>.+)", re.IGNORECASE
)
_NOT_MORE = re.compile(r"(?:we|i) (?:also )?(?:need|want|would|like|have to|must|can['’]?t|cannot)\b", re.IGNORECASE)
_BOSS = re.compile(
    r"(?:my|our|the) (?:boss|manager|team lead|lead|head|director|supervisor) (?:already |has |have )*"
    r"(?:says?|said|agrees?|agreed|approves?|approved|wants?|knows?|allow\w*|signed|ok|is (?:fine|ok|waiting))\b",
    re.IGNORECASE,
)
_WRONG_AND = re.compile(
    r"(?:no[, ]+)?(?:that|this|it)(?:['’]s| is|s)? ?(?:not|n['’]t) (?:it|right|what i (?:mean|meant|need|want"
    r"|asked for))[,.:;–-]+ *(?P<rest>.{3,})",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:ok(?:ay)?|so|but|hm+|oh|well)?[ ,]*(?:and|what about|how about|(?:the )?same (?:for|with|about))\b(?! (?:now|then|my|i|we|our|also|btw|by the way)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:on|with|in|at|for|from) ", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:her|his|their|its|them|it|that|itself|one|other)\b", re.IGNORECASE)
_WHAT_TO_DO = re.compile(
    r"(?:should|must|shall|need|may) i\b|do i (?:have|need) to\b|what (?:should|do|can|must|shall) i (?:do|tell"
    r"|say)\b|is (?:it|this) safe\b"
    r"|can i (?:still|keep|wait|turn|switch|use|work)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:with|for|about|on|in|the|our|a|an)\s+", re.IGNORECASE)


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
        return follow_topic(turn, plain, known, answers)
    move = _follow_request(turn, turn.current, plain, known, answers)
    return move if turn.own or isinstance(move, Tell) else None


def _follow_request(
    turn: Turn, current: Single | Several, text: str, known: Knowledge, answers: Callable[[str], bool]
) -> Move | None:
    said = words.strip_edges(text).casefold()
    pressed = next((choice for label, choice in turn.labels if words.strip_edges(label).casefold() == said), None)
    if pressed:
        return pressed
    if turn.kind == "preview" and (decided := _decide(turn, text)):
        return decided
    if words.UNCLEAR.fullmatch(text):
        return Again()
    if isinstance(current, Several):
        return _of_several(current, text)
    return (
        settle(turn, current, text, known)
        or _press(turn, current, text, known)
        or _inquire(turn, current, text, known)
        or (None if answers(text) else _go_on(turn, current, text, known))
    )


def _decide(turn: Turn, text: str) -> Move | None:
    """An answer to the preview of a hand-off; it carries the seal of what was seen."""
    if any(_is(pattern, text) for pattern in (words.AGREE, words.CONTENT, words.HAND_OVER)):
        return Choose(Verb.SEND, turn.about)
    if _is(words.REFUSE, text) or _is(words.DROP, text):
        return Choose(Verb.CANCEL)
    return None


def _of_several(current: Several, text: str) -> Move | None:
    """One or some of several asks; what is said of all of them shows them again, each with its own buttons."""
    for wording in words.wordings(text):
        places = words.nth(wording)
        if places is not None:
            count = len(current.parts)
            wanted = sorted({place % count for place in places if -count <= place < count})
            if not wanted or len(wanted) == count:
                return Again()
            return Ask(
                "\n".join(f"- {current.parts[at][0]}" for at in wanted) if wanted[1:] else current.parts[wanted[0]][0]
            )
    of_one = _OF_ONE.fullmatch(words.strip_edges(text))
    places = words.nth(of_one["n"]) if of_one else None
    if places and len(places) == 1 and places[0] < len(current.parts):
        return Ask(current.parts[places[0]][0])
    general = (words.AGREE, words.HAND_OVER, words.OWNER, words.WHY)
    if any(_is(pattern, text) for pattern in general):
        return Again()
    return Tell(Dropped()) if _is(words.DROP, text) else None


def _press(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """What is done with a request: handed over, corrected, dropped."""
    if _is(words.DROP, text):
        return Tell(Dropped())
    if _is(words.WRONG, text) or _denies(turn, text, known):
        return Choose(Verb.CORRECT)
    found = _named_by(_TO, text, known)
    if isinstance(found, Responsibility):
        same = found == turn.responsibility
        return Choose(Verb.HAND_OVER) if same else Choose(Verb.CORRECT_TO, found.id)
    message = _group(_MESSAGE, text) or _group(words.ADD, text)
    if message:
        return Ask(add(turn.request, message), added=True)
    if isinstance(current, Clarify):
        # nobody can be handed what belongs to one of two: the question stands
        return Again() if _is(words.HAND_OVER, text) or _is(words.AGREE, text) else None
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
    if _is(words.MONEY, text) and isinstance(budget := _named(known, _BUDGET), Responsibility):
        return Tell(Owner(budget, ((budget, known.ownership(budget)),)))
    return _reason(current, record, text, known)


def _reason(current: Single, record: Responsibility | None, text: str, known: Knowledge) -> Move | None:
    """What is asked about why it belongs there, and about what that is."""
    role = known.catalogue.roles[record.role] if record else None
    if _is(words.WHY, text) or _is(words.WHICH, text):
        return Tell(Because(current, role))
    against = _named_by(words.AGAINST, text, known)
    if against == record and record:
        return Tell(Because(current, role))
    if isinstance(against, Role) or (against and is_field(against, text)):
        return Tell(Because(current, role, against))
    if role and (words.match(words.AGAINST, text) or "").lower() in ("it or is", "is or it"):
        return Tell(Because(current, role, role))
    likeliest = current.first if isinstance(current, Clarify) else record
    if likeliest and (_is(words.SKILLS, text) or _is(words.MORE, text)):
        return Tell(Skills(likeliest, known.catalogue))
    if record is None:
        return None
    found = _named_by(words.SAME, text, known)
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
    found = _named(known, meant) or known.skill_named(meant)
    # a word that the catalogue has no entry for is explained by the responsibility that was named
    return Tell(Define(found or record, known.catalogue))


# --- what goes on with the request ---------------------------------------------------------------------------------------


def _go_on(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """What adds to the request, corrects it, asks something about it, or asks the same for something else."""
    meant = words.match(words.MEANT, text)
    if meant:
        asks = words.is_question(meant)
        return Tell(_cannot_tell(turn, known)) if asks else Ask(correct(turn.request, meant), added=True)
    rest = _WRONG_AND.fullmatch(text)
    if rest:
        return Ask(correct(turn.request, rest["rest"]), added=True)
    alone = known.suggest(text)
    if reads_as_request(text, alone, current):
        return None
    too = words.match(words.TOO, text) if _AND.match(text) and len(text.split()) <= _SHORT_WORDS else None
    if too and not words.is_question(too):
        return _something_else(turn, too, known)
    if _asks_about_it(text, current, alone):
        if isinstance(current, NotOurs) or (isinstance(current, Route) and current.danger):
            return Again()
        return Tell(_cannot_tell(turn, known))
    adds = any(words.DETAIL.match(wording) for wording in words.wordings(text)) or _BOSS.match(text)
    answers_us = isinstance(current, Clarify) and len(text.split()) <= _ANSWER_WORDS
    if (adds or answers_us) and not words.is_question(text.rstrip("?!. ")):
        return Ask(add(turn.request, text), added=True)
    return None


def reads_as_request(text: str, alone: Suggestion, current: Single) -> bool:
    """Whether a text is a full request of its own, by what the classifier makes of it and by its length."""
    count = len(text.split())
    if (
        count <= _FEW_WORDS
        and not text.lower().startswith("no ")
        and any(map(words.DETAIL.match, words.wordings(text)))
    ):
        return False
    sure = alone.outcome == "route" and alone.best.confidence >= _SURE_AT_LEAST
    candidates = current.suggestion.candidates or (current.suggestion.best.answer,)
    elsewhere = alone.best.answer not in candidates
    if count >= _FRESH_WORDS or (sure and not _leans_on(text) and (elsewhere or count >= _FRESH_WORDS_WITH_SENSE)):
        return True
    sense = alone.outcome != NONE or alone.best.confidence < _SURE_AT_LEAST
    if count >= _FRESH_WORDS_WITH_SENSE and sense and elsewhere and not _leans_on(text):
        return True
    return bool(sense and _ONE_MORE.search(text)) or any(_NOT_MORE.match(wording) for wording in words.wordings(text))


def _leans_on(text: str) -> bool:
    """Whether a short text begins with what is said of something before it: “and …”, “what about …”, “i’m the one …”."""
    return bool(
        re.match(
            r"(?:no[, ]+)?(?:and|what about|how about|the same|i['’]?m the one|(?:we|i|it['’]?s|its) (?:just|only"
            r"|rather|really))\b",
            text,
            re.IGNORECASE,
        )
    ) and not re.match(
        r"(?:and|but) (?:now|then|who|my|i|we|our)\b|and (?:for |on )?(?:the )?\w+(?: \w+)? (?:is|are|has|have"
        r"|does|do|in|at)\b",
        text,
        re.IGNORECASE,
    )


def _asks_about_it(text: str, current: Single, alone: Suggestion) -> bool:
    """Whether a text asks something about what was said before, such as “is he in today?”."""
    wordings = tuple(words.wordings(text))
    if not any(words.is_question(wording) for wording in wordings) and not text.rstrip().endswith("?"):
        return False
    if any(re.match(r"(?:what )?if\b", wording, re.IGNORECASE) for wording in wordings):
        return False
    if isinstance(current, Route) and current.danger and alone.outcome == NONE:
        return True
    if isinstance(current, Route) and any(_WHAT_TO_DO.match(wording) for wording in wordings):
        return True
    return bool(words.POINTS_BACK.search(words.strip_edges(text))) and (
        alone.outcome == NONE or len(text.split()) <= _SHORT_WORDS
    )


def _something_else(turn: Turn, what: str, known: Knowledge) -> Move | None:
    """The same for something else: what the last answer told of it, or a request of its own that needs the first to be understood."""
    found = _named(known, what)
    if isinstance(found, Responsibility | Role) and turn.kind in ("owner", "skills", "define", "duties"):
        return Tell(tell_of(turn.kind, found, known))
    bare = _ABOUT.sub("", what)
    alone = known.suggest(bare)
    if alone.outcome == "route" and alone.best.confidence >= _SURE_AT_LEAST and not _PREPOSITION.match(what):
        return Ask(follow_on(what, turn.request), added=True) if _PRONOUN.search(what) else Ask(what)
    if _PREPOSITION.match(what):
        return Ask(correct(turn.request, what), added=True)
    if alone.outcome == "clarify" or _PRONOUN.search(what):
        return Ask(follow_on(what, turn.request), added=True)
    return Ask(what)


def _cannot_tell(turn: Turn, known: Knowledge) -> CannotTell:
    record = turn.responsibility
    if record is None:
        return (
            CannotTell(None, None, undecided=True)
            if isinstance(turn.current, Clarify)
            else CannotTell(known.directory.fallback if known.directory else None, None)
        )
    ownership = known.ownership(record)
    return CannotTell(ownership.team or ownership.fallback, record if ownership.team else None)


def _named(known: Knowledge, phrase: str) -> Role | Responsibility | None:
    """The role or responsibility that a phrase names, whole."""
    plain = _ABOUT.sub("", words.strip_edges(phrase))
    return known.find_named(plain) if plain else None


def _denies(turn: Turn, text: str, known: Knowledge) -> bool:
    """Whether somebody says that the request is not what the answer took it for."""
    return turn.responsibility is not None and _named_by(words.NOT, text, known) == turn.responsibility


def _named_by(pattern: re.Pattern[str], text: str, known: Knowledge) -> Role | Responsibility | None:
    """The role or responsibility that stands where a pattern has a group, in whichever wording it does."""
    for wording in words.wordings(text):
        found = pattern.fullmatch(wording)
        named = next((group for group in found.groups() if group), "") if found else ""
        if named and (subject := _named(known, named)):
            return subject
    return None


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return words.match(pattern, text) is not None


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    return words.match(pattern, text)
