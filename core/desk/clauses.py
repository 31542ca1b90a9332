"""The pieces of a message that could be asks of their own, and by which form each could be one.

Only the writing is looked at here: how two pieces are joined, and whether a piece asks for something, tells of something that does not
work, names something that is wanted, or goes on with what was said before it. What a piece is about, `core.desk.split` asks.
"""

import re
from dataclasses import dataclass
from enum import Enum

from core.desk.cuts import (
    ALSO_FOR,
    AUX,
    HAS_VERB,
    IMPERATIVE,
    ITEM,
    NUMBERED,
    ORDINAL,
    QUESTION_WORD,
    SHORT,
    Joint,
    cuts,
)
from core.patterns import compile_late


class Form(Enum):
    """What a piece is by its form."""

    ASK = "ask"
    FAULT = "fault"
    NAME = "name"  # no verb: "a laptop", "licence for Visio"
    TELL = "tell"  # a statement that could be news or a reason
    FOLLOW = "follow"  # goes on with what was said, or has no object of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Attributes:
        start, end: where it stands in the text, in characters.
        text: as it stands there.
        joint: how it is joined to the piece before it; of the first piece it means nothing.
        form: what it is by its form.
        follows: whether its words refer to what was said before it.
    """

    start: int
    end: int
    text: str
    joint: Joint
    form: Form
    follows: bool


_EDGES = " \t\r\n,;-–—•*&+"

_ENCLOSED = compile_late(
    r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|(?<!\w)'[^'\n]{3,}'(?!\w)|\((?!(?:\d{1,2}|[a-e])\))[^()\n]*\)"
)


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces in their order. What is in quotation marks or brackets stays whole."""
    read = _ENCLOSED.sub(lambda found: "x" * len(found[0]), text)
    found: list[Piece] = []
    start, joint = 0, Joint.SENTENCE
    context = False
    for at, until, kind in (*cuts(read), (len(text), len(text), Joint.SENTENCE)):
        own = text[start:at].strip(_EDGES)
        if own and re.search(r"\w", own):
            begin = text.index(own, start)
            if joint in {Joint.CLAUSE, Joint.SENTENCE} and _INSIDE.match(own):
                joint = Joint.NEXT
            elif joint == Joint.SENTENCE and _AND.match(own):
                joint = Joint.LINKED
            form, follows, context = _form(
                own, read[begin : begin + len(own)], joint, after=bool(found), context=context
            )
            found.append(Piece(begin, begin + len(own), own, joint, form, follows))
        start, joint = until, kind
    return tuple(found)


_GENERIC = frozenset(
    """
    a about above actually advance advice advise after again ago all already also always am an and another any anybody anyone anything
    apologies appreciate appreciated are around as asap ask asking at away back be became because been before being believe below best
    better between both but by call came can cannot cant case check clue come comes could course day days deadline did do does doing
    done during each earliest early either else end error especially etc even ever every everybody everyone everything examine explain
    far feel few find fine first fix fixed for friday from fully further get gets getting give glad go goes going gone good got great
    guess guys had happen happened happening happens happy has have having he hear heard hello help helped helpful helping her here hey
    hi high him his hope how however hurry i idea ideas if immediately important in into investigate is issue issues it its just keep
    kind kindly know last late later least let like likely little long look looked looking lot lots love made make makes many matter
    may maybe me mean means might mind minute minutes moment monday month more morning most much must my myself necessary need needed needs
    never new next no nobody none noon nor not nothing now of off oh ok okay old on once one only onto or other others ought our out
    over own particularly please pls point possible possibly prefer preferably preference priority probably problem problems quick
    quickly quite rather re reach really regarding regards repair reply request resolve resolved respond response rest right said same
    saturday say says see seem seems seen send several shall she should since so solution solve solved some somebody somehow someone
    something sometimes somewhere soon sorry sort still stuck such suggest suggestions sunday sure take taken tell than thank thanks
    that the their them then there these they thing things think this those though thought thursday till time times to today together
    told tomorrow tonight too tried try trying tuesday twice two under understand until up update urgent urgently us use used using
    usual usually very via wait waiting want wanted wants was way we wednesday week weeks well went were what whatever when where
    whether which while who whole whom whose why will wish with within without won wonder work worked working works would wrong yes
    yesterday yet you your yours yourself mine ours ty thx cheers fit cause treat renew clean install create add remove reset restart
    replace start stop provide configure delete enable disable restore bring build completed due upcoming
    """.split()
)
"""Words that name no object: those of grammar, of asking for help and thanking for it, of time, and of trouble in general."""

_CONTEXT = compile_late(
    r"\W*(?:[\w/]+\s+){0,2}?(?:why|reasons?|reason being|background|context|outcomes?|benefits?|impact|goal|aim|purpose|objective"
    r"|motivation|rationale"
    r"|notes?|fyi|details?|description|steps?|expected|actual|results?|acceptance|criteria|deadline|due|priority|urgency|location"
    r"|room|contact"
    r"|phone|e-?mail|attachments?|attached|example|e\.g\.|i\.e\.|ie|eg|error|message|version|environment|device|os|browser"
    r"|affected|users? affected"
    r"|parameters|symptoms?|workaround|when|who|where|since|cost centre|cost center|budget code|asset"
    r"|serial(?: number)?)\s*(?:[:–—]|\s-\s)",
    re.IGNORECASE,
)
"""The label of what is not asked for but told about what is: a reason, an outcome, where and when."""

_CONTINUES = compile_late(
    r"[\"“'‘]|(?:and\s+|but\s+|so\s+|or\s+)*(?:says?\b|message|error|screen|display|steps?|it(?!['’]s time)|its|it['’]s(?! time)"
    r"|they|them|their|they['’]re|this|that|that['’]s|these|those|both|same|so|because|as|if|since|although|though"
    r"|even|except|including|especially|such|like|i\.e\.?|e\.g\.?|ie|eg|namely|meaning|in order|due|thus|therefore|hence"
    r"|otherwise|instead|but|or|not|nor"
    r"|just|only|still|yet|already|maybe|perhaps|probably|preferably|ideally|which|than|until|unless|once|after|before|while"
    r"|whenever|whereas|when"
    r"|(?:when|while|after|before|by)\s+\w+ing|for|with|without|to|of|on|in|at|from|by|into|about|per|then|again|currently|right now"
    r"|all|everything|everyone|everybody|nothing|nobody|no one|most|some|none|another|others|other|happy|hope|sorry|thanks|thank"
    r"|thx|ty|regards|looking forward"
    r"|(?:i|we)(?:['’]m|['’]re| am| are)?\s+(?:think|believe|guess|suspect|hope|assume|know|suppose|mean|hear|available|happy"
    r"|glad|sure|guessing|asking|aware)"
    r"|(?:i|we)\s+(?:only|just)|(?:i|we)['’]ll|i\s+ask\s+(?:because|since|as)"
    r"|(?:the|this|that|these|those)\s+(?:app|application|system|tool|site|page|website|button|screen|error|message|device"
    r"|machine|file|issue|problem|thing|team"
    r"|user|users|program|software|process|colleague|colleagues|person|rest|latest|vendor|others?|same|data|link|old|new ones?"
    r"|old ones?|email|mail|ticket|picture"
    r"|button|window|whole|first|second|third|last|next|result|reason|idea|goal|purpose|aim|point)(?=\s+(?:is|are|was|were|has"
    r"|have|had|can|could|does|do|did|will|would|should|says?|said|shows?|\w+n['’]t|\w+ed)\b|\s*[,.]|\s*$))\b",
    re.IGNORECASE,
)
"""How a piece begins that goes on with what was said before it."""

_LATER = compile_late(
    r"(?:(?:and|but)\s+)?(?:in|on|at|for|from|with|after|before|since|when|while|if|as|by|once|until|then)\b.*?(?:[,:]|\b(?=i\b"
    r"|we\b|could\b|can\b|please\b|who\b|the\b|my\b|our\b))",
    re.IGNORECASE,
)
_TRIED = compile_late(
    r"(?:and\s+|then\s+|but\s+)*(?:(?:i|we|he|she|they|you)\s+)?(?:(?:['’]ve|have|had|has)\s+)?(?:already\s+|also\s+|even\s+"
    r"|just\s+|then\s+)*"
    r"(?!received|clicked|deleted|dropped|wanted|needed|expired|failed|crashed|required|wished|locked|overheated|jammed|forwarded"
    r"|interested|requested)"
    r"(?:(?!need|seed|feed|speed|embed|shed)[a-z]{2,}[^e\W]ed|tried|looked|rebooted|took|put|went|cleared|rolled"
    r"|got told)\b(?!\s+(?:by\s+friday|please))",
    re.IGNORECASE,
)
"""What somebody has done about it already."""

_START = r"(?:^|[:,–—]\s+|\s-\s+)(?:(?:and|plus|so|but|then|ok|okay|well|oh|now|hi|hello)[,:]?\s+){0,4}"
_ASK = compile_late(
    rf"{_START}(?:{IMPERATIVE}|{QUESTION_WORD}\b|whether\b"
    rf"|{AUX}\s+(?:i|we|you|they|he|she|it|there|the|my|our|your|a|an|some\w*|any\w*|this|that)\b"
    r"|(?:need(?:ed)?|want(?:ed)?|require|request(?:ing)?|looking (?:for|to)|searching for|in need of|asking for|would (?:like"
    r"|love)|wondering)\b"
    r"|any (?:news|chance|update))"
    r"|\b(?:please|pls|plz|kindly)\b|\?[\"”’)]*\s*$"
    r"|\b(?:i|we|he|she|they|you)(?:['’](?:m|re|d|ve|ll)|\s+(?:am|are|is|would|will|do|have|has|must|also|still|really|urgently"
    r"|kindly|all))*\s+"
    r"(?:need(?:s|ed)?|want(?:s|ed)?|requires?|request(?:s|ing)?|like|love|appreciate|wish(?:es)?|looking (?:for|to)"
    r"|asking (?:for|you|if)|waiting for|wondering?"
    r"|interested in|glad (?:if|to have)|be interested)\b"
    r"|\b(?:we|you|it|they) should\b|[\w=]\s+(?:needs?|wants?|requires?|would (?:like|love))\s|\w\s+(?:requests|asks?"
    r"|wish(?:es)?)\s+(?:to|for|if|when|whether)\b"
    r"|\b(?:somebody|someone|anyone)\s+(?:to|should|must|has to|who)\b|\b(?:has|have|need) to be\b|\bmust be\b|\bshould (?:be"
    r"|show|have|get|also)\b|\bit['’]s time\b"
    r"|\b(?:can|could|would|will|may)\s+(?:i|we|you|somebody|someone|anyone|anybody)\b|\bhow (?:to|do|can|would)\b|\b(?:it['’]d"
    r"|it would) be (?:great|nice|good|perfect)\b",
    re.IGNORECASE,
)
_FAULT = compile_late(
    r"n['’]t\b|\b(?:cannot|cant|wont|doesnt|dont|isnt|can not|not able|unable|no longer|any ?more|fail(?:s|ed|ing|ure)?|crash\w*"
    r"|keeps?|stopped|stuck|fr[eo]ez\w*|froze|frozen|hangs?"
    r"|hung|broken?|dead|down|missing|wrong|lost|forg[eo]t\w*|errors?|locked|blocked|expire[sd]?|slow\w*|full|won['’]t|refus\w*"
    r"|jam\w*|flicker\w*|leak\w*|nois[ey]\w*|smell\w*|disappear\w*"
    r"|vanished|gone|denied|rejected|nothing|out of|empty|cracked|crack|damaged|blank|suspicious|phishing|virus|malware|trojan"
    r"|hacked|scam|fishy|stolen|not working|problems?|trouble|issues?"
    r"|crackles|loose|(?:do|does|did|is|are|was|were|has|have) not|overheat\w*|unstable|drops|dropping|duplicates?|incorrect"
    r"|outdated|garbage|mess|late|delayed|offline"
    r"|unreachable|not\s+\w+ing|double clicks|stripes|black|deleted|clicked"
    r"|hide|bad|poor|awful\w*|terrible|exception|timeout|timed out|takes (?:ages|forever|\w+ (?:seconds?|minutes?|hours?|weeks?"
    r"|days?|months?))|\d+\s?(?:%|percent)|never|no)\b",
    re.IGNORECASE,
)
_POINTS = compile_late(
    r"\b(?-i:[iI]t|this|that|them|these|those|there|ones?|two|do so\b.*|(?:it|they|that|this) (?:is|are|does|do"
    r"|was))\W*(?:(?:please|pls|asap|again|too|today|now|as well|at all|by \w+|at once)\W*)*$",
    re.IGNORECASE,
)
"""How a piece ends that speaks of what was said before it."""
_FEW = 2
_BACK = compile_late(r"\b(?:it|them|this)\b(?! (?:week|month|morning|year|time))")
_REST = compile_late(r",|\s(?:or|because|since|so|before|as)\s")
_OBJECT_BACK = compile_late(
    r"\b(?:like|want|need|have|get|make|do|use|fix|see|check|solve|resolve)\s+(?:this|it|that|them)\b"
)
_AND = compile_late(r"(?:and|plus)\b", re.IGNORECASE)
_INSIDE = compile_late(
    rf"(?:(?:and|but|so)\s+)?(?:(?:i|we|he|she|they|you|{SHORT}|{AUX}|please)\s+){{1,3}}also\s|{NUMBERED}"
    rf"|{ORDINAL}\s+(?:question|point|thing)\b|\w+(?: \w+)? also (?:need|want|ask|{AUX})",
    re.IGNORECASE,
)


def _form(own: str, read: str, joint: Joint, *, after: bool, context: bool) -> tuple[Form, bool, bool]:
    """The form of a piece, whether it refers back, and whether what comes next still stands under a label of what is not asked for."""
    if _CONTEXT.match(read) and "?" not in read:
        return Form.FOLLOW, True, True
    if context and joint < Joint.MARK:
        return Form.FOLLOW, True, True
    if not objects(own) or _TRIED.match(read):
        return Form.FOLLOW, True, False
    if (joint == Joint.NEXT and ALSO_FOR.match(read)) or (
        joint == Joint.CLAUSE and re.match(r"then\b", read, re.IGNORECASE)
    ):
        return Form.FOLLOW, True, False
    asks, fails = _ASK.search(read) is not None, _FAULT.search(read) is not None
    later = (asks or fails) and joint >= Joint.SENTENCE and _LATER.match(read)
    if _CONTINUES.match(read) and not (asks or fails) and joint < Joint.MARK:
        return Form.FOLLOW, True, False
    head = _REST.split(read, maxsplit=1)[0]
    short = len(objects(own)) <= _FEW and _BACK.search(head)
    follows = (after and bool(short or _OBJECT_BACK.search(head))) or (
        after
        and bool((_CONTINUES.match(read) and not later) or (_POINTS.search(head) and len(objects(head)) <= _FEW + 1))
    )
    if joint == Joint.ITEM and re.match(ITEM, read, re.IGNORECASE):
        return Form.NAME, follows, False
    if asks:
        return Form.ASK, follows, False
    if fails:
        return Form.FAULT, follows, False
    heading = read.endswith(":") and not HAS_VERB.search(read)
    if heading or (follows and joint < Joint.MARK):
        return Form.FOLLOW, True, False
    return (Form.TELL if HAS_VERB.search(read) else Form.NAME), follows, False


def objects(text: str) -> frozenset[str]:
    """The words of a text that may name what it is about."""
    return frozenset(
        word
        for word in re.findall(r"[^\W_][\w'’-]*", text.lower())
        if len(word) > 1 and word.partition("'")[0].partition("’")[0] not in _GENERIC
    )


def names_for(text: str) -> bool:
    """Whether a name says for whom or to what it is wanted: "licence for Ana"."""
    return re.match(ITEM, text, re.IGNORECASE) is not None
