"""What goes on with a request: it adds to it, corrects it, asks something about it, or asks the same for something else."""

import re

from core.catalogue.model import NONE, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.desk.followups import words
from core.desk.followups.grown import add, correct, follow_on
from core.desk.followups.names import ABOUT, find_named
from core.desk.followups.replies import CannotTell
from core.desk.followups.topics import tell_of
from core.desk.followups.turn import Again, Ask, Move, Tell, Turn
from core.desk.knowledge import Knowledge
from core.desk.requests import Clarify, NotOurs, Route, Single

_SURE_AT_LEAST = 0.7
"""From here on a text is clear by itself, as an ask of several is (`core.desk.split`)."""

FRESH_WORDS = 12
"""So many words say what they are about."""
_FRESH_WORDS_WITH_SENSE = 8
"""So many do where the classifier makes something of them."""
_SHORT_WORDS = 8
"""What is longer has said what it is about."""
_SUREST_NONE = 0.95
"""From here on a text has nothing to do with IT or IS."""
_FEW_WORDS = 3
"""So few, if they begin as a detail does, are one: “error 720”."""
_ANSWER_WORDS = 6
"""An answer to a question of ours is hardly longer."""

_ONE_MORE = re.compile(r"\b(?:also|another|one more|a new|something else|as well|different)\b", re.IGNORECASE)
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
    r"(?:ok(?:ay)?|so|but|hm+|oh|well)?[ ,]*(?:and|what about|how about|(?:the )?same (?:for|with"
    r"|about))\b(?! (?:now|then|my|i|we|our|also|btw|by the way)\b)",
    re.IGNORECASE,
)
_AND_IS_THERE = re.compile(r"(?:and|but|so)\b.*\b(?:is|are) there\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?:on|with|in|at|for|from) ", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:her|his|their|its|them|it|that|itself|one|other)\b", re.IGNORECASE)
_WHEN = re.compile(r"(?:and |so |but )?(?:when|how (?:long|soon))\b.{0,30}\b(?:it|this|that)\b.{0,30}", re.IGNORECASE)
"""Asks about what was said before, whatever the classifier makes of its words."""
_WHAT_TO_DO = re.compile(
    r"(?:should|must|shall|need|may) i\b|do i (?:have|need) to\b|what (?:should|do|can|must|shall) i (?:do|tell"
    r"|say)\b|is (?:it|this) safe\b"
    r"|can i (?:still|keep|wait|turn|switch|use|work)\b",
    re.IGNORECASE,
)


def go_on(turn: Turn, current: Single, text: str, known: Knowledge) -> Move | None:
    """What adds to the request, corrects it, asks something about it, or asks the same for something else."""
    meant = words.match(words.MEANT, text)
    if meant:
        asks = words.is_question(meant)
        return Tell(cannot_tell(turn, known)) if asks else Ask(correct(turn.request, meant), added=True)
    rest = _WRONG_AND.fullmatch(text)
    if rest:
        return Ask(correct(turn.request, rest["rest"]), added=True)
    alone = known.suggest(text)
    if not _WHEN.fullmatch(text) and reads_as_request(text, alone, current):
        return None
    too = words.match(words.TOO, text) if _AND.match(text) and len(text.split()) <= _SHORT_WORDS else None
    if too and not words.is_question(too):
        return something_else(turn, too, known)
    if _asks_about_it(text, current, alone):
        if isinstance(current, NotOurs) or (isinstance(current, Route) and current.danger):
            return Again()
        return Tell(cannot_tell(turn, known))
    adds = any(words.DETAIL.match(wording) for wording in words.wordings(text)) or _BOSS.match(text)
    answers_us = isinstance(current, Clarify) and len(text.split()) <= _ANSWER_WORDS and _touches(alone, current)
    if (adds or answers_us) and not words.is_question(text.rstrip("?!. ")):
        return Ask(add(turn.request, text), added=True, settled=not answers_us)
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
    if text.lower().startswith("no ") and alone.outcome == "route":
        return True  # “no internet in room 4”
    sure = alone.outcome == "route" and alone.best.confidence >= _SURE_AT_LEAST
    candidates = current.suggestion.candidates or (current.suggestion.best.answer,)
    elsewhere = alone.best.answer not in candidates
    if count >= FRESH_WORDS or (sure and not _leans_on(text) and (elsewhere or count >= _FRESH_WORDS_WITH_SENSE)):
        return True
    sense = alone.outcome != NONE or alone.best.confidence < _SURE_AT_LEAST
    if count >= _FRESH_WORDS_WITH_SENSE and sense and elsewhere and not _leans_on(text):
        return True
    return bool(sense and _ONE_MORE.search(text)) or any(_NOT_MORE.match(wording) for wording in words.wordings(text))


def _touches(alone: Suggestion, current: Clarify) -> bool:
    """Whether a short text has to do with one of the two that a question of ours left open."""
    likeliest = next(ranked for ranked in alone.ranking if ranked.answer != NONE)
    far = alone.outcome == NONE and alone.best.confidence > _SUREST_NONE
    return likeliest.answer in (current.first.id, current.second.id) and not far


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
    if len(text.split()) > _SHORT_WORDS:
        return False
    return bool(words.POINTS_BACK.search(words.strip_edges(text)) or _AND_IS_THERE.match(text))


def something_else(turn: Turn, what: str, known: Knowledge) -> Move | None:
    """The same for something else: what the last answer told of it, or a request of its own that needs the first to be understood."""
    found = find_named(known, what)
    if isinstance(found, Responsibility | Role) and turn.kind in ("owner", "skills", "define", "duties"):
        return Tell(tell_of(turn.kind, found, known))
    bare = ABOUT.sub("", what)
    alone = known.suggest(bare)
    if alone.outcome == "route" and alone.best.confidence >= _SURE_AT_LEAST and not _PREPOSITION.match(what):
        return Ask(follow_on(what, turn.request), added=True) if _PRONOUN.search(what) else Ask(what)
    if _PREPOSITION.match(what):
        return Ask(correct(turn.request, what), added=True)
    if alone.outcome == "clarify" or _PRONOUN.search(what):
        return Ask(follow_on(what, turn.request), added=True)
    return Ask(what)


def cannot_tell(turn: Turn, known: Knowledge) -> CannotTell:
    """What is said to what only the team in charge knows."""
    record = turn.responsibility
    if record is None:
        return (
            CannotTell(None, None, undecided=True)
            if isinstance(turn.current, Clarify)
            else CannotTell(known.directory.fallback if known.directory else None, None)
        )
    ownership = known.ownership(record)
    return CannotTell(ownership.team or ownership.fallback, record if ownership.team else None)
