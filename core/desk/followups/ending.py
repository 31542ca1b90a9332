"""How people end a conversation: that is all, it works again, I no longer need it."""

import re

from core.conversation.actions import Verb
from core.desk.followups import words
from core.desk.followups.replies import Dropped, Farewell
from core.desk.followups.turn import Choose, Move, Tell, Turn
from core.desk.requests import NotOurs
from core.desk.several import Several

_THANKS = r"(?:thanks?(?: you)?(?: (?:so|very) much| a lot| again| anyway)?|thx|ty|cheers|merci)"
_NOW = r"(?: (?:now|again|already|by itself|itself|for me|fine))*"
_THING = r"(?:it|that|this|everything|all|they|(?:the|my|our) [\w-]+(?: [\w-]+)?)"
_PROBLEM = r"(?:the |my |our )?(?:problem|issue|matter|error|thing)"
_BYE = (
    r"(?:(?:good ?)?bye(?:[ -]bye)?|see (?:you|ya)(?: (?:later|soon|tomorrow))?"
    r"|have a (?:nice|good|great) (?:day|evening|weekend|one)|take care)"
)

_FAREWELL = re.compile(
    rf"(?:(?:no|ok(?:ay)?|yes)[, ]+)?(?:{_THANKS}[ ,.!]+)?(?:and )?(?:"
    r"(?:that|this)(?:['’]?s| is| was|['’]?ll be| will be| would be) (?:all|everything)"
    r"(?: (?:for (?:now|today|me)|i (?:need(?:ed)?|wanted)|from me))*"
    r"|nothing (?:else|more|further)|no (?:more|further|other) questions?|(?:i|we) (?:don['’]?t|do not) need anything else"
    r"|(?:it['’]?s |that['’]?s |we['’]?re |i['’]?m |everything(?:['’]?s| is) )?all (?:good|set|done)(?: here)?"
    rf"|(?:i['’]?m|i am|we['’]?re|we are) (?:good|all set|done|fine)(?: here| for now)?|{_BYE})(?:[ ,.!]+{_THANKS})?"
    rf"|that(?:['’]?s| is) it[ ,.!]+(?:{_THANKS}|{_BYE})(?:[ ,.!]+{_BYE})?|{_THANKS}[ ,.!]+that(?:['’]?s| is) it",
    re.IGNORECASE,
)
"""“That’s it” alone may well mean “yes, that team”; with thanks it ends a conversation."""

_SOLVED = re.compile(
    r"(?:(?:never ?mind|nvm|forget (?:it|that)|no need|cancel (?:it|that)|ignore that)[ ,.!:–-]+(?:but |because |as )?)?(?:"
    rf"(?:{_THING} )?(?:just |suddenly |actually |already |seems to )*(?:works?|worked|working)"
    rf"(?: (?:fine|ok(?:ay)?|perfectly))? (?:now|again){_NOW}"
    rf"|{_THING}(?:['’]?s| is| are)? (?:all |just |now |already )*"
    rf"(?:working|fine|ok(?:ay)?|good|up|running|back up)(?: fine)? (?:now|again){_NOW}"
    r"|(?:the|my|our) [\w-]+(?: [\w-]+)? (?:is|are) back(?: up)?"
    rf"|(?:already |just |all )*(?:solved|sorted|fixed|resolved)(?: (?:it|out|myself))*{_NOW}"
    rf"|(?:{_THING}|{_PROBLEM})(?:['’]s| is| has| have| was| got)? (?:been |all |just )*"
    rf"(?:solved|sorted|fixed|resolved)(?: out)?{_NOW}"
    rf"|{_PROBLEM}(?:['’]s| is| has) (?:gone|over|disappeared){_NOW}"
    r"|(?:i|we)(?:['’]ve| have)? (?:just |already )*(?:solved|fixed|sorted|figured) (?:it|that|the (?:problem|issue))"
    r"(?: (?:out|myself|ourselves|now|already))*"
    r"|(?:a|my) colleague (?:has |just )*(?:helped(?: me)?|(?:fixed|solved|sorted) (?:it|that))(?: out)?"
    rf"){_NOW}(?:[ ,.!]+{_THANKS}(?: mate| all| everyone)?)?",
    re.IGNORECASE,
)


_NAMED = re.compile(
    r"\b(?:the|my|our|that|this) (?!(?:problem|issue|matter|error|thing|request|one|other|whole|rest|same|end|morning|moment)\b)"
    r"(?P<thing>[^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?)",
    re.IGNORECASE,
)
"""A thing that is spoken of by its name."""

_PLACE = re.compile(r"\b(?:first|second|third|last|other|one|1|2|3|1st|2nd|3rd)\b", re.IGNORECASE)


def names_another(turn: Turn, text: str) -> bool:
    """Whether a text names a thing of which the request in hand says nothing."""
    said = turn.request.casefold()
    named = [found["thing"].casefold() for found in _NAMED.finditer(text)]
    return bool(named) and not any(
        word in said for thing in named for word in re.split(r"[ -]", thing) if word not in _VAGUE
    )


_VAGUE = frozenset("now again fine works working back just already all good".split())


def is_of_one(text: str) -> bool:
    """Whether a text is about one of several things: it names it, or says which."""
    return bool(_NAMED.search(text) or _PLACE.search(text))


def end(turn: Turn, text: str) -> Move | None:
    """What ends the matter in hand, or None: it is dropped where it is solved or not needed any more, and left as it is otherwise."""
    if turn.kind == "choose":
        return None  # what is refused there is a list
    solved = any(_SOLVED.fullmatch(wording) for wording in words.wordings(text))
    if (solved or words.match(words.DROP, text) is not None) and not names_another(turn, text):
        if isinstance(turn.current, Several) and is_of_one(text):
            return None  # the others are not done with that
        return drop(turn, solved=solved)
    if any(_FAREWELL.fullmatch(wording) for wording in words.wordings(text)):
        is_sent = turn.is_sent or bool(turn.sent)
        some = isinstance(turn.current, Several) or not isinstance(turn.current, NotOurs)
        return Tell(Farewell(is_sent=is_sent, is_open=some and not is_sent))
    return None


def drop(turn: Turn, *, solved: bool = False) -> Move:
    """What ends the matter in hand, whether or not it is known to be solved."""
    if turn.kind == "preview":
        return Choose(Verb.CANCEL)
    return Tell(Dropped(is_sent=turn.is_sent or bool(turn.sent), under_way=turn.under_way, solved=solved))
