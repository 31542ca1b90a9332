"""Where a message can be cut into pieces, and the forms of words by which both that and what the pieces are is told."""

import re
from collections.abc import Iterator
from enum import IntEnum

from core.patterns import compile_late


class Joint(IntEnum):
    """How a piece is joined to the one before it; the higher, the more the writing itself sets it apart."""

    ITEM = 1  # the next of the things that one sentence asks for: "a laptop and a licence for Visio"
    CLAUSE = 2  # a clause of the same sentence: ", and the printer is dead"
    SENTENCE = 3  # a sentence, a line, a semicolon
    LINKED = 4  # a sentence that begins with "And"
    MARK = 5  # a mark of a list
    NEXT = 6  # words such as "also" and "another thing"


_MARK = r"(?:\d{1,2}[.)]|\((?:\d{1,2}|[a-e])\)|[a-e]\))\s+"
ORDINAL = r"(?:first|second|third|sec\.?|other|next|last|final|further)"
_ALSO = (
    r"(?:(?:oh|and|but|plus|so|then|ah)[,:]?\s+){0,4}"  # counted, for it is tried at every word
    r"(?:also|additionally|in addition(?: to (?:that|this))?|furthermore|moreover|besides(?: (?:that|this))?|apart from (?:that|this)"
    r"|what['’]s more|on top(?: of (?:that|this|it))?|(?:one (?:more|last|other|further)|another|an other|some more) (?:thing"
    r"|question|point|problem|issue)"
    r"|by the way|btw|in the meantime|meanwhile|while (?:i['’]m|you['’]re|we['’]re) (?:at it|here)|separately|unrelated(?:ly)?"
    r"|on another note"
    r"|on a (?:different|more \w+|side) note|side note|when that['’]s done|once that['’]s done|while we are at it|oh(?=[, ])"
    r"|(?:first|second|third|last|final)(?:ly)?(?=[,:])|firstly|secondly|thirdly|lastly|finally|ps|p\.s\.)(?!\w)[,:]?\s+"
)
NUMBERED = (
    r"(?:(?:my|the)\s+)?(?:question|request|complaint|ask|wish)\s*:|"
    rf"(?:my|the|a|one)\s+{ORDINAL}(?:['’]s|\s+(?:is|one|thing|point|question|problem|issue|ask|request|task|matter)\b|\s*[:,])"
)
"""The words by which somebody announces the next matter."""

QUESTION_WORD = r"(?:who|whom|whose|how|what|where|when|why|which|whats|wheres|whens|hows|whos)"
AUX = (
    r"(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|must|should|shall|may|might|isn['’]?t|aren['’]?t|cant|cannot"
    r"|can['’]t|won['’]?t|doesn['’]?t|don['’]?t|didn['’]?t|hasn['’]?t|haven['’]?t|couldn['’]?t|wasn['’]?t)"
)
SHORT = r"(?:i|we|you|they|he|she|there|who|what|when|where|how)['’](?:s|d|re|ll|ve|m)"
_VERBS = (
    "add|adjust|allow|amend|analy[sz]e|approve|archive|arrange|assign|automate|block|book|bring|build|buy|calculate|call|cancel|change"
    "|check|clean|clear|close|collect|compare|configure|connect|convert|copy|correct|create|deactivate|define|delete|deliver|deploy"
    "|design|develop|disable|draft|enable|encrypt|ensure|escalate|evaluate|exchange|explain|export|extend|fetch|find|fix|forecast"
    "|forward|get|give|grant|help|hire|identify|implement|import|improve|increase|install|integrate|investigate|invite|issue|join"
    "|let|lock|make|map|merge|migrate|monitor|mount|move|open|order|organi[sz]e|patch|plan|prepare|prevent|print|procure|produce"
    "|provide|publish|purchase|put|raise|recover|redesign|reduce|refresh|register|reinstall|release|remove|rename|renew|repair"
    "|replace|report|request|reset|resolve|restart|restore|retrieve|return|review|revoke|roll out|run|scan|schedule|send|separate"
    "|set up|set|share|show|simplify|speed up|split|start|stop|streamline|supply|swap|switch|sync|take|teach|tell|test|tidy|track"
    "|train|transfer|translate|turn|unblock|uninstall|unlock|update|upgrade|upload|validate|verify|wipe|whitelist|write"
)
_OBJECT = (
    r"(?:me|us|him|her|them|the|a|an|my|our|your|his|their|this|that|these|those|all|any|some|every|each|both|one|two|three|four"
    r"|five|six|seven|eight|ten|twenty|somebody|someone|port|ports"
    r"|new|more|whether|if|how|what|who|when|why|access|rights|permissions?|\d[\w.]*|[\w-]+['’]s|[A-Z][\w-]*)\b"
)
IMPERATIVE = (
    rf"(?:please |pls |kindly |then |just )*(?:(?:{_VERBS})\s+(?:up\s+|back\s+)?(?-i:{_OBJECT})|please|pls|kindly)"
)
FINITE = (
    rf"(?:{AUX}|{SHORT}|\w+n['’]t|needs?|wants?|requires?|asks?|wish(?:es)?|would|please|pls|keeps?|takes?|shows?|says?|hangs?"
    r"|crash(?:es|ed)?|freez(?:es)?|froze|fails?|failed|stopped|throws?|makes?|gives?|gets?|got|expires?|expired|lost|loses|broke"
    r"|forgot|looks?|drops?|dropped|jams?|blocks?|lets|opens|closes|disappeared|vanished|flickers?|complains?|received|gone"
    r"|\w+['’]s(?=\s+(?:empty|dead|broke\w*|down|gone|not|out|off|full|slow|missing|wrong|late|back|\w+ed|\w+ing)\b))"
)
_CLAUSE = (
    rf"(?:{IMPERATIVE}|(?!(?:when|where|while)\s+(?:i|we|you|they|he|she|it|the|my|our)\b){QUESTION_WORD}\b|whether\b|if\b"
    rf"|{AUX}\s+(?:i|we|you|they|he|she|it|there|the|my|our|somebody|someone|anyone|anybody)\b"
    rf"|{SHORT}|(?:somebody|someone|people)\s+\w+|(?:[\w'’\"“”()/-]+\s+){{1,7}}?(?<!\bto\s){FINITE}\b)"
)
"""How a clause with a verb of its own begins."""

_AMOUNT = r"(?:a|an|one|another|two|three|four|five|six|ten|some|more|new|extra|additional|\d+)"
ITEM = (
    rf"(?:{_AMOUNT}\s+[\w-]+|(?:somebody|someone)\s+(?:to|who|for)\b|(?:access|training|licen[cs]es?|rights|permissions?"
    rf"|accounts?|software|hardware)\s+(?:to|for|on)\b"
    r"|(?:[\w-]+\s+){1,3}(?:for|to|from)\s)"
)
"""How one of several things that are wanted begins: with an amount, or as a name that says for whom or to what."""

_GIVES = compile_late(
    rf"(?:^|[:,–—]\s+|\s)(?:(?:i|we|he|she|they|you|{SHORT}|\w+)\s+)?(?:needs?|wants?|requires?|order|get|give|provide|arrange"
    rf"|send|buy|procure|supply|bring|request(?:ing)?"
    r"|(?:would|['’]d|d)\s+(?:also\s+)?(?:like|love|need)|looking for|asking for|have|set up|install|create|help (?:me|us) with"
    r"|tell (?:me|us)|show (?:me|us)|know|could i get)\b",
    re.IGNORECASE,
)
"""A sentence that asks for things, which may be several."""

_JOIN = r"(?:and(?:\s+(?:then|maybe|perhaps|finally))?|plus|as\s+well\s+as|&|\+)"

_CUT = compile_late(
    rf"(?P<line>[\r\n]+\s*(?:(?P<mark1>{_MARK}|[-*•–]\s+))?)(?P<also1>{_ALSO})?"
    rf"|(?:^|(?<=\s))(?P<mark2>{_MARK})"
    rf"|(?<!\s)\s+(?P<mark3>[*•]\s+)"
    rf"|(?P<stop>;\s+|(?<=[.!?…])[\"”’)]*\s+(?:\W(?=\s)\s*)?)(?P<also2>{_ALSO})?"
    rf"|(?<!\s)(?P<also3>,?\s+(?:[-–—]\s+)?{_ALSO})(?={_CLAUSE}|{ITEM}|[\w-]+\s+(?:pls|please)\b)"
    rf"|(?<!\s)(?P<thing>,?\s+{_JOIN}\s+|,\s+)(?={_AMOUNT}\s+[\w-]|(?:somebody|someone)\s+(?:to|who|for)\b)"
    rf"|(?<!\s)(?P<joined>,?\s+{_JOIN}\s+)(?={_CLAUSE})"
    rf"|(?P<comma>,\s+|\s+[-–—]\s+)(?={_CLAUSE})"
    rf"|(?<!\s)(?P<item>,?\s+{_JOIN}\s+|,\s+)(?={ITEM}|[\w-]+(?:\s+[\w-]+)?\s*(?:,|$|[.;!?\n]|{_JOIN}\s))",
    re.IGNORECASE,
)
_ABBREVIATED = compile_late(
    r"\b(?:mr|mrs|ms|dr|st|no|nr|approx|incl|vs|e\.g|i\.e|sec|fig|ext|resp|ca)\.$", re.IGNORECASE
)
ALSO_FOR = compile_late(
    r"(?:for|in|on|at|from|with|to|of|by|because|makes?|leaves?|it)\b(?!\s+(?:the|my|our)\s[^,]*(?:,|\b(?:is|are)\b))",
    re.IGNORECASE,
)
_SUBORDINATE = compile_late(
    r"\W*(?:and\s+)?(?:if|when|while|since|after|before|as|until|up until|once|because|although|though|given|at|in|on|for|with)\b",
    re.IGNORECASE,
)
_UNFINISHED = compile_late(r"\b(?:for|to|of|with|in|on|and|or|the|a|an|by|from)$", re.IGNORECASE)
_FOR = compile_late(r"(?:[\w-]+\s+){1,3}(?:for|to|from)\s", re.IGNORECASE)
_LISTED = compile_late(r"[\w-]+\s+[\w-]+(?:\s+[\w-]+)?\s*(?:,|$|[.;!?\n]|(?:and|plus|&)\s)", re.IGNORECASE)
_UNIT = compile_late(
    r"\d+\s*(?:[kmgt]i?b|cores?|mbit|ghz|inch|cm|m|x|%|percent|euros?|eur|usd|dollars?|people|persons|users|days|weeks|months|years)\b",
    re.IGNORECASE,
)
_BEFORE_ALSO = compile_late(
    rf"(?:^|\W)(?:i|we|you|they|he|she|it|{AUX}|{SHORT}|and|to|that|who|which|please|pls|need|needs|want|wants)$",
    re.IGNORECASE,
)
HAS_VERB = compile_late(rf"\b{FINITE}\b", re.IGNORECASE)

_LAST_WORD = 20
"""Characters before a cut in which the last word is looked for: the longest of those above has ten."""

_MOST_ITEMS = 60
"""Things in a row of which each is looked at with all that stands before it. What names more is a list, which is not taken apart."""


def cuts(read: str) -> Iterator[tuple[int, int, Joint]]:
    """Where pieces end, where the next one begins, and how they are joined."""
    number = begin = items = 0
    for cut in _CUT.finditer(read):
        if cut["stop"] is not None and _ends(read, cut.start(), _ABBREVIATED):
            continue
        if cut["mark2"]:
            sign = re.sub(r"\W", "", cut["mark2"]).lower()
            count = int(sign) if sign.isdigit() else ord(sign) - ord("a") + 1
            if count not in {1, number + 1}:
                continue  # "on floor 5. My password"
            number = count
        if (cut["comma"] and _SUBORDINATE.match(read, begin)) or (
            (cut["comma"] or cut["joined"]) and _ends(read, cut.start(), _UNFINISHED)
        ):
            continue
        if cut["also3"] and _ends(read, cut.start(), _BEFORE_ALSO):
            continue  # "we also need"
        loud = Joint.NEXT if cut["also1"] or cut["also2"] or cut["also3"] else Joint.MARK
        marked = loud == Joint.NEXT or cut["mark1"] or cut["mark2"] or cut["mark3"]
        if cut["item"] or cut["thing"]:
            items += 1
            if items > _MOST_ITEMS:
                continue
            before = re.split(r"(?:(?<![A-Z][a-z])[.!?;]|\n)\s", read[: cut.start()])[-1]
            if not _is_item(before, read[cut.end() :]):
                continue
        joint = (
            Joint.ITEM
            if cut["item"] or cut["thing"]
            else Joint.CLAUSE
            if cut["joined"] or cut["comma"]
            else Joint.SENTENCE
        )
        begin = cut.end()
        yield cut.start(), begin, loud if marked else joint


def _ends(read: str, at: int, word: re.Pattern[str]) -> bool:
    """Whether a text up to a place ends with such a word."""
    return word.search(read, max(at - _LAST_WORD, 0), at) is not None


def _is_item(before: str, item: str) -> bool:
    """Whether what comes next is one more thing that a sentence asks for, and not a part of the same or of what is the matter."""
    if _UNIT.match(item):
        return False
    if _GIVES.search(before):
        return bool(re.match(ITEM, item, re.IGNORECASE) or ("," in before and _LISTED.match(item)))
    return not HAS_VERB.search(before) and bool(_FOR.match(item) and _FOR.search(before))
