"""How people go on with what was said before. Each pattern has to match the whole text, without what leads in and out of it."""

import re
from collections.abc import Iterator

from core.desk.subjects import EDGES

_LEAD = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|but|well|hm+|haha+|oh|ah|fine|cheers|thanks|thank you|please|pls|just|then|also"
    r"|jesus|alright"
    r"|all right|good|great|perfect|right|yes|yeah|yep|yup|sure|hey|hi|hello|sorry|seriously|now|(?:no"
    r"|nope)(?=[,.!:;]|$)|actually|i thought so"
    r"|you convinced me|i see|aha|next time|in that case|one more thing|wait)\b[ ,.!:…-]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[ ,.!?]+(?:then|please|pls|now|right now|right away|at once|though|tho|exactly|again|thanks|thank you"
    r"|instead|btw|dw|asap"
    r"|anyway|actually|i mean|i guess|i think|for me|first|today|here|🙏|👍|😂|😊|🙂|\w?lol))+$",
    re.IGNORECASE,
)

_IT = r"(?:it|this|that|that one|this one|these|those|them|there|the (?:request|problem|issue|matter|thing|whole thing|project))"
_THEY = r"(?:they|he|she|it|that|this|one|you|i|we|somebody|someone|that (?:person|team|one)|those people|these people|such a person)"
_REACH = (
    r"(?:call|ask|contact|talk to|speak to|speak with|write to|write|see|go to|turn to|tell|ring|phone|reach|mail"
    r"|email|message|approach)"
)


def _any(*lines: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE)


OWNER = _any(
    r"who(?:m)?|(?:which|what) (?:team|department|person|one of them)|who (?:gets|will get|receives|reads) (?:it"
    r"|this|that)",
    rf"(?:who|whom|which team|what team|which person)(?: (?:do|should|can|must|could|shall|would) (?:i|we)"
    rf"| to) {_REACH}(?: (?:about|for|on|with|regarding) {_IT})?",
    (
        rf"(?:who|which team|which person)(?: is|['’]s|s)? (?:really |actually |the )*(?:owner|owns?|responsible"
        rf"|in charge|boss|head|lead"
        r"|leads|leader|manager|contact(?: person)?|decides?|deals with|handles|looks after|takes care of|does|has"
        r"|knows?|can help(?: me)?"
        rf"|helps|fixes|can tell me|is it|runs|there|can fix|would know)(?: (?:of|for|with|about|on))?(?: {_IT}"
        rf"| the (?:number|figure|answer)s?)?"
    ),
    rf"(?:the )?(?:owner|contact|phone number|number|contact details|name)(?: (?:of|for) {_IT})?",
    r"who(?:['’]s| is)(?: (?:that|it|he|she|this))?|(?:do|does) (?:they|he|she|that team) have (?:an? )?(?:phone"
    r"|number|phone number|hotline|email|channel)"
    r"|is there (?:an? )?(?:phone |telephone )?(?:number|hotline|contact)(?: for (?:it|that|them))?|who (?:would"
    r"|will) (?:that|it) be",
    rf"how (?:do|can) (?:i|we) (?:reach|contact|call|get hold of|find) (?:{_THEY}|them|him|her)",
    r"what(?:['’]s| is) (?:their|his|her|the) (?:number|phone number|contact|extension|email|address|name|channel)",
    rf"(?:and )?who (?:do|should|can) (?:i|we) {_REACH}",
)
HAND_OVER = _any(
    (
        r"(?:can you |could you |would you |i want to |i['’]d like to |let['’]?s |let us |you can |can (?:i|we) "
        r"|you may )?"
        r"(?:send|hand|pass|forward|give|submit|escalate|file|raise|report|transfer|move)(?: (?:it|this|that|them"
        r"|both|the request"
        r"|my request|a ticket|the ticket|one|all))?(?: (?:over|off|on|in|along|up|through))?"
        r"(?: to (?:them|him|her|the team|that team|the owner|the right team))?"
    ),
    r"(?:can you |could you |would you |please )?(?:open|create|make|log) (?:a |the )?(?:ticket|request)(?: (?:for"
    r"|about) (?:it|this|that))?",
    (
        r"(?:can you |could you |would you |please )?(?:tell|ask|inform|notify|ping|contact|let|call|message"
        r"|write to) (?:them|him|her"
        r"|the team|that team|whoever it is)(?: know)?(?: (?:about|of) (?:it|this|that))?"
    ),
    r"go|go ahead|do it|do that|go for it|proceed|let['’]?s do (?:it|that)|make it so|ship it|hand[ -]?over"
    r"|hand[ -]?off",
    r"can (?:i|we) (?:give|send|pass|tell|write|show) (?:them|him|her)(?: (?:an?|my|the|this|that|some) ?\w*)?",
)
AGREE = _any(
    r"(?:yes|yep|yeah|yup|sure|of course|exactly|absolutely|definitely|please(?: do)?|agreed|y|✅)",
    r"that (?:one|sounds (?:right|good|fine|ok)|is (?:right|fine|it|good)|works|fits|makes sense)"
    r"|that['’]?s (?:it|right|the one|fine|good|correct)",
    r"sounds (?:right|good|fine|ok)|(?:i )?agree|it is|works for me|let['’]?s go|(?:yes )?i (?:do|would)|we do"
    r"|suits me",
)
"""Answers to “shall I?”."""
CONTENT = _any(r"ok(?:ay)?|right|correct|looks (?:good|fine|right)|perfect|great|good|fine|lgtm|👍|👌")
"""What says yes to a preview, and under a suggestion only that it was read."""
UNSURE = _any(
    r"(?:i (?:really )?)?(?:don['’]?t|do not|dunno|dont) ?(?:know|care)?|(?:i have )?no (?:idea|clue)"
    r"|(?:i['’]?m )?not (?:really |quite )?sure|either(?: one| of them)?|whatever"
    r"|you (?:tell me|choose|decide|pick)|what do you (?:mean|think|suggest|recommend)|(?:i )?(?:don['’]?t"
    r"|do not) understand(?: the question)?|why do you ask(?: that| me)?|how should i know"
    r"|what(?:['’]s| is) the difference|can['’]?t (?:say|tell)|maybe|perhaps"
)
"""Answers to a question of ours that choose nothing."""
ADD = _any(
    r"(?:can you |could you |please )*(?:add|include|mention|write|note|say)"
    r"(?: to (?:it|that|the request)(?: that)?|(?: also| please)? that|:) (?P<a>.{3,})",
    r"(?:can you |could you |please )*(?:add|include|mention) (?P<b>.{3,}?) to (?:it|that|the request|my request)",
)
"""With what is to be added."""
REFUSE = _any(
    r"(?:i(?:['’]?ll| will)? )?pass"
    r"|no|nope|nah|don['’]?t|no don['’]?t|don['’]?t send(?: it)?|keep it|stop|wait|hold on|cancel(?: it| that)?"
    r"|not (?:now|yet)"
    r"|no (?:thanks|thank you|need)|undo|better not|rather not"
)
DROP = _any(
    (
        r"(?:it['’]?s over(?: now)?[ ,.]+)?(?:forget (?:it|that|about it|about that|the request)|never ?mind"
        r"|drop it|leave it|cancel (?:it|that)"
        r"|no longer needed|not needed(?: any ?more)?|ignore that|scrap that|skip it)(?:[ ,.!:-]+(?:i "
        r"|we )?(?:just )?(?:found|got|fixed|solved"
        r"|figured|have|it|works|all) .{1,50}|[ ,.!]+(?:found|fixed|solved) (?:it|one))?"
    ),
    r"(?:it|that)(?:['’]s| is| has) (?:been )?(?:over|solved|sorted|fixed|resolved|done|gone)(?: (?:now|by itself"
    r"|already))*",
    r"(?:it|that|everything) (?:just )?(?:works|worked|solved itself|fixed itself|is working)(?: (?:again|now"
    r"|itself|fine))*",
    r"(?:already )?(?:solved|sorted|fixed|found (?:it|one)|problem solved)(?: (?:it|myself|already))*",
    (
        r"(?:(?:can|could|would) you |i(?:['’]d like| want| would like) (?:you )?to )*"
        r"(?:withdraw|retract|recall|revoke|cancel|delete|abort|stop|take back|call off|pull)"
        r"(?: (?:it|that|this|(?:my|the) (?:last |latest )?(?:request|ticket|hand-?off)))?(?: (?:back|off))?"
    ),
    r"(?:take|call|pull) (?:it|that|this|(?:my|the) (?:last |latest )?(?:request|ticket)) (?:back|off)",
    (
        r"(?:i|we) (?:don['’]?t|do not|no longer) (?:really )?(?:need|want|require) (?:it|that|this|them|help|any help)"
        r"(?: (?:any ?more|any longer|now|after all))*"
    ),
    r"(?:it|that|this)(?:['’]s| is|s) (?:no longer|not) (?:needed|necessary|required|relevant)(?: (?:any ?more|any longer))?",
    r"(?:please )?don['’]?t (?:bother(?: any ?more)?|(?:send|hand over) (?:it|that|this)(?: (?:over|on|to anyone))?)",
    r"no need(?: any ?more)?",
)
WRONG = _any(
    r"(?:that|this|it)(?: is|['’]s|s| was)? ?(?:not|n['’]t) (?:really |quite )?(?:it|right|correct|what i (?:mean"
    r"|meant|asked|need|want)(?: for)?|the one)",
    r"(?:that|this|it) (?:isn|wasn|aint|isnt|wasnt)['’]?t? (?:it|right|correct|what i (?:mean|meant|asked|need"
    r"|want)(?: for)?)",
    r"(?:that|this|it)(?: is|['’]s|s) (?:all |totally |completely )?(?:wrong|incorrect|off)|wrong(?: (?:team|place"
    r"|one|department))?",
    r"not (?:right|correct|that|this|them|that one|it)|neither(?: of (?:them|these|the two|those))?"
    r"|none(?: of (?:them|these|those))?"
    r"|something else|not right",
)
WHY = _any(
    r"why(?: (?:there|that|this|so|them|it|is (?:that|it)|me|that one|do you (?:think|say) (?:so|that|it)|exactly"
    r"|though|this one|this team|that team))?",
    r"how come|how so|what makes you (?:think|say) (?:so|that|it)|how do you know(?: that| this)?|based on what"
    r"|says who|reason",
    r"(?:(?:are|r) )?(?:you|u) (?:really |quite |very |absolutely |100 ?% )?(?:sure|certain)(?: (?:about|of) (?:it"
    r"|that"
    r"|this))?|(?:is|was) that (?:right|sure|certain|correct)",
    r"really|for real|certain|how sure(?: are you)?|how certain(?: are you)?|is it",
    r"you (?:did|have|do)(?:n['’]?t| not) (?:say|tell me|explain|told me|said|given me) (?:why|the reason)",
    r"(?:can you |could you )?explain(?: (?:that|this|why|your answer|it|your choice))?|(?:what(?:['’]s| is"
    r"|s) )?(?:the|your) (?:reason|reasoning|logic)(?: (?:for|behind) (?:it|that|this))?",
)
WHY_NOT = _any(
    r"why not|why (?:isn['’]?t|is) (?:it|that|this)(?: not)? (?:yours|it or is|for (?:you|it)|an it matter)"
    r"|but (?:it|that) is it"
)
AGAINST = _any(
    r"why (?:the |it['’]?s |is it )?(?P<i>(?!not\b|isn).+)",
    r"why (?:not|isn['’]?t (?:it|that|this)) (?P<a>.+)",
    r"(?:are you |r u )?(?:really )?sure (?:that )?(?:it|this|that)(?:['’]?s| is|s) (?:not|n['’]t) (?:for |about "
    r"|rather )?(?P<b>.+)",
    r"(?:isn['’]?t|is|shouldn['’]?t|wouldn['’]?t|couldn['’]?t|could|might) (?:it|this|that)(?: not)?(?: rather"
    r"| more| also| be| belong to| go to| be for)* (?P<c>.+)",
    r"(?:and )?(?:what|how) about (?P<d>.+)|for (?P<k>is|it)",
    r"(?P<f>(?:it|is) or (?:is|it))|(?:is )?(?:it|that|this) (?P<g>(?:it|is) or (?:it|is))",
    r"rather (?P<h>.+)",
)
"""With what somebody thinks of instead."""
NOT = _any(
    r"(?:(?:it|this|that)(?:['’]?s| is|s) )?not (?:an? |the |really |about )*(?P<a>.+?)(?: (?:problem|issue|thing"
    r"|matter|question|request))?",
    r"(?:it|this|that) (?:isn|wasn|has nothing to do with|is not about)(?:['’]?t)? (?:an? "
    r"|the )*(?P<b>.+?)(?: (?:problem|issue|thing|matter))?",
    r"(?:i|we) (?:don['’]?t|do not) think (?:it|this|that)(?:['’]?s| is) (?:an? |the "
    r"|about )*(?P<c>.+?)(?: (?:problem|issue|thing|matter))?",
)
"""With what it is said not to be."""
WHICH = _any(
    r"(?:you said |you say )?.{0,40} or .{0,40}[, ]+which(?: (?:one|of (?:them|the two)))?(?: is it)?"
    r"|which(?: (?:one|of (?:them|the two)))?(?: is it)?"
)
SKILLS = _any(
    r"(?:what|which|wich) (?:kind of |sort of )?(?:skills?|abilities|qualifications?|expertise|competenc(?:e|es"
    r"|ies))(?: (?:do|does|should|must|would|will|is|are))?"
    rf"(?: {_THEY}| that person| such a person| people)?(?: (?:there|then))?(?: (?:need|needed|have|bring|take"
    rf"|takes|require|required|necessary|have to have))*(?: (?:for|in) {_IT})?",
    r"(?:the |their |and )?skills?",
    rf"what (?:must|should|do|does) (?:{_THEY}) (?:be able to do|be good at|need to know|know)",
)
MEANING = _any(
    r"what(?: does| do|['’]s| is| are) (?P<x>.+?)(?: mean| cover| include| involve| look after| handle"
    r"| do)?(?: (?:here|in this case|for you"
    r"|exactly|all day|actually))*",
    r"(?P<y>.+?) meaning",
)
THAT = _any(rf"{_IT}|{_THEY}|their job|the team|that team|that word")
OTHER = _any(
    r"(?:and |what about |how about |for )*(?:the )?other(?: (?:one|role|side|two|manager|of the two))?"
    r"|the (?:second|latter|former) (?:role|manager)"
)
MORE = _any(
    r"(?:tell me |say |a bit |a little |some |give me )*more(?: (?:please|details?|info(?:rmation)?|about (?:it"
    r"|that|this)))?|(?:go|carry) on|continue|next(?: one)?"
    r"|(?:more |further |the )?(?:details?|info|information)|what else|anything else|elaborate|such as(?: what)?"
    r"|for (?:example|instance)|like what|e\.?g\.?"
    r"|an example|examples?|and (?:then|so)|in (?:more )?detail|say that again in more words|expand"
)
WHAT_NOW = _any(
    r"(?:(?:i(?:['’]ve| have)?|we(?:['’]ve| have)?|it(?:['’]s| is)|all|that(?:['’]s| is)|ok(?:ay)?) )*"
    r"(?:done|did (?:it|that|this)|finished)"
    r"(?:[ ,.!:;-]+(?:and )?(?:what(?:['’]?s)?(?: (?:now|next|else|then))?|next|now))?",
    r"what(?:['’]?s| is)? (?:now|next|then|else)|and (?:then|now|next)|then what|now what|next(?: step)?"
    r"|what (?:(?:should|do|can|must|shall) (?:i|we)|to) do(?: (?:now|next|then|first|about it))*",
)
"""What is asked by who is told step by step what to do."""
SHORTER = _any(
    r"tl;? ?dr|(?:(?:way |much |far )?too (?:long|much text)[ ,.!]*)?(?:(?:even |much |a bit )?(?:shorter|briefer)|in short|briefly"
    r"|(?:the )?short version|in (?:fewer|less) words|in (?:one|a) (?:line|sentence|word)|boil it down|keep it short"
    r"|(?:a )?summary|summari[sz]e(?: (?:it|that))?)|(?:way |much |far )?too long"
)
"""Wants the last answer in a sentence."""
UNCLEAR = re.compile(r"[?!.…]{1,8}")
"""All that is written by who waits for an answer."""
TOO = _any(
    r"(?:and )?(?:what|how) about (?P<a>.+)",
    r"and (?:for |in |of |about )?(?P<b>.+?)(?: too| as well)?",
    r"(?:same|the same) (?:for|with|about) (?P<c>.+)",
    r"for (?P<d>.+)|(?P<e>who (?:about|for) .+)",
)
"""The last question, asked about something else."""
SAME = _any(
    r"(?:is|are) (?:that|it|this|he|she|they|those) (?:also )?(?:the |for )?(?:same)?(?: (?:one|person|team|people"
    r"|owner|guys))?(?: (?:as|also|too))?(?: for| with| of)? (?P<x>.+)"
)
MEANT = _any(
    r"(?:no |nope |not that |sorry )?(?:i|we) (?:mean|meant|am talking about|was talking about"
    r"|talk about)(?: to say| more)?[ ,:]+(?P<a>.+)",
    r"(?:it|this)(?:['’]s| is|s) (?:more |rather |really )?about (?P<b>.+)",
    r"(?P<c>.+?),? i (?:mean|meant)",
)
"""With what was meant."""
STATEMENT = _any(
    r"(?:it['’]?s|its|it is|this is|that['’]?s|rather|more|i think(?: it['’]?s)?|i['’]?d say|definitely"
    r"|the)? ?(?P<x>.+?)(?: (?:i think|i['’]?d say|rather|one|side|please|of course))*"
)
"""Any answer to a question of ours, without what wraps it."""

_ORDINALS = {
    "first": 0, "1st": 0, "1": 0, "one": 0, "former": 0, "top": 0, "a": 0,
    "second": 1, "2nd": 1, "2": 1, "two": 1, "latter": 1, "b": 1,
    "third": 2, "3rd": 2, "3": 2, "three": 2, "c": 2,
    "fourth": 3, "4th": 3, "4": 3, "fifth": 4, "5th": 4, "5": 4,
    "last": -1, "bottom": -1,
}  # fmt: skip
_NUMBER = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NTH = re.compile(
    rf"(?:(?:only|just|take|do|i(?:['’]d| would)? (?:take|mean|meant|want|like|choose|pick)|the|number|no\.?|nr\.?"
    rf"|option|#|answer|what about|how about|about|send|hand over|for|it['’]s) ?)*"
    rf"(?P<n>(?:{_NUMBER})(?:\)|\.)?(?:(?:,| and| &|, and| und|\+) ?(?:the )?(?:number )?(?:{_NUMBER}))*|first two"
    rf"|last two|both(?: of them)?|all(?: of them)?)"
    r"(?: (?:one|ones|option|options|choice|answer|part|thing|of (?:them|these|the two)|only"
    r"|please))*(?: requests?(?: only)?)?",
    re.IGNORECASE,
)
_BOTH = {"both": (0, 1), "first two": (0, 1), "last two": (-2, -1), "all": ()}


def nth(text: str) -> tuple[int, ...] | None:
    """The places in a list that a text names, from 0, negative ones from its end; empty for all, None where it names none."""
    found = _NTH.fullmatch(text)
    if not found:
        return None
    named = found["n"].lower().removesuffix(" of them")
    if re.fullmatch(r"\w+ requests", text, re.IGNORECASE) and not text.lower().startswith(("both", "all")):
        return None  # how many there are
    if named in _BOTH:
        return _BOTH[named]
    words = re.findall(rf"\b(?:{_NUMBER})\b", named)
    if named in ("a", "one") and text.lower() == named:
        return None
    return tuple(_ORDINALS[word] for word in words)


_ONE_OF_A_LIST = re.compile(
    r"(?:the |only |just |take )*(?:(?:first|second|third|last|other) (?:one|option|choice|answer)|(?:first|second"
    r"|third|last|other))",
    re.IGNORECASE,
)


def points_at_list(text: str) -> bool:
    """Whether a text speaks of one among several that were shown, and not merely of a number."""
    return any(_ONE_OF_A_LIST.fullmatch(wording) for wording in wordings(text))


DETAIL = re.compile(
    r"(?:happens|happened|started|began|comes|came|already|tried|did (?:that|it|this)|error|code|version"
    r"|windows \d+|mac(?:os)?\b|android|iphone|ios"
    r"|i (?:have |['’]?ve )?(?:already |just |also )?(?:tried|did|restarted|rebooted|checked|updated|called|asked"
    r"|only|just|already)|i have an? (?:deadline|meeting|call"
    r"|customer|presentation|demo|flight)|my (?:colleagues?|team|number|room|extension|desk|whole|office) (?:is"
    r"|are|has|have|can|too|also|does|do)|\d+\s*$"
    r"|since|for (?:tomorrow|today|now|\d+|the whole|everybody|everyone|all)|only|just|not (?:urgent|for|on|in"
    r"|only|just|even|yet|really|the)|(?:very |quite |pretty |really |kind of )?urgent"
    r"|asap|actually|with (?:a |the |my )?\w+|without|neither|nor|it['’]?s|its|it|i['’]?m|im|he|she|they|we|this"
    r"|that['’]?s|that|those|no[, ]|not |but |my whole|our whole|all of|every|each"
    r"|on (?:floor|my|our|the|all|both|every|monday|tuesday|wednesday|thursday|friday)|by (?:tomorrow|friday"
    r"|monday|noon|the end|tonight|next)|until|till|before|after|because|again|still|also|in (?:room|building"
    r"|teams|my|the|all|every)"
    r"|at (?:the|home|work|my)|from (?:home|the|my)|\d+ (?:of (?:us|them|those)|people|pieces|times|more|x)"
    r"|the \w+ (?:one|version)|two|three|four|five|both|colleague|my colleague|nobody|everybody|everyone|someone"
    r"|somebody|didn['’]?t|doesn['’]?t"
    r"|no idea|no clue|dunno|don['’]?t|yesterday|today|tomorrow|last|next (?:week|month|year|monday|time)"
    r"|this (?:morning|week)|room|floor"
    r"|building|error|there|same|maybe|probably|seriously|if |when |and if|otherwise|some|most|or|so|see|because"
    r"|a (?:colleague|customer|client))\b"
    r"|(?:it|this|that|no|not|but|if)\b",
    re.IGNORECASE,
)
"""How begins what adds to a request."""

POINTS_BACK = re.compile(
    r"\b(?:(?-i:[Ii]ts?)|them|they|their|he|him|his|she|her|then|ones?|the others?)\b"
    r"|(?<!is )(?<!are )(?<!was )\bthere\b"
    r"|\b(?:that|this|these|those)\b(?= *(?:$|[?.!,]|(?:is|was|are|even|really|be|take|mean|happen|work|cost|go"
    r"|help|count"
    r"|ones?|too|also|then|now|already|ok|possible|allowed)\b))",
    re.IGNORECASE,
)
"""Words that stand for something said before."""
_QUESTION = re.compile(
    r"^(?:(?:and|but|so|ok|or|then) )*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did"
    r"|can|could|should|shall|would|will|may|must|has|have|any)\b|\?\s*$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"(?:did|have|has|was|were|is|will|would|can|could) (?:that|it|this|so) (?:already|before|too)[^?]*$"
    r"|did (?:that|it|this)[^?]*$",
    re.IGNORECASE,
)
"""What begins like a question and tells what was done: “did that already”."""
MONEY = _any(
    r"(?:who|which (?:team|department|budget)) (?:pays|is paying|will pay|has to pay)(?: (?:for )?(?:it|this|that"
    r"|them))?",
    r"(?:what|how much) (?:does|will|would|do) (?:it|that|this|they|one) cost(?: (?:us|me|something|anything))?"
    r"|how much(?: is (?:it|that|this))?",
    r"(?:would|does|will|do) (?:it|that|this|they) cost (?:us |me )?(?:something|anything|money|much|a lot)"
    r"|is (?:it|that|this) (?:expensive|free)|what(?:['’]s| is) the (?:price|cost)",
)
PAY = _any(
    r"(?:who|which(?: (?:one|role|of (?:them|the two)))?|what) (?:earns|makes|gets|is paid|gets paid"
    r"|pays)(?: \w+){0,3}|how (?:much|well) (?:do|does|is|are) \w+ (?:earn|make|paid|get)(?: paid)?|(?:the "
    r"|their )?(?:salary|salaries|pay|wage)s?"
)
"""What people earn, which no catalogue of roles tells."""


def strip_edges(text: str) -> str:
    """A text on one line, without punctuation at its edges."""
    return " ".join(text.split()).strip(EDGES)


def wordings(text: str) -> Iterator[str]:
    """A text as it stands, and without what leads into it and out of it."""
    plain = strip_edges(text)
    seen = {""}
    without_lead = _LEAD.sub("", plain).strip(EDGES)
    without_tail = _TAIL.sub("", plain).strip(EDGES)
    for wording in (plain, without_lead, without_tail, _TAIL.sub("", without_lead).strip(EDGES)):
        if wording not in seen:
            seen.add(wording)
            yield wording


def is_question(text: str) -> bool:
    """Whether a text asks something."""
    plain = " ".join(text.split())
    return bool(_QUESTION.search(plain)) and not _DID.match(plain)


def match(pattern: re.Pattern[str], text: str) -> str | None:
    """What a pattern's group holds where it matches the whole text in one of its wordings; None where it matches none."""
    for wording in wordings(text):
        found = pattern.fullmatch(wording)
        if found:
            return next((group for group in found.groups() if group), "")
    return None
