"""How people phrase what is not a request: each line one way to say it, as a pattern that has to match the whole text.

A group in a pattern is what the question is about. Fragments in braces are filled in below. Case does not matter; edge
punctuation and openings such as "please" or "can you tell me" are gone before.
"""

import re
from typing import Literal

Topic = Literal[
    "skills", "compare", "define", "advise", "owner", "status", "help", "thanks", "greeting", "farewell", "route"
]

TOPICS = frozenset({"skills", "compare", "define", "advise", "owner", "help", "thanks", "greeting", "farewell"})
"""Topics of questions, which the classifier tells from requests where no pattern knows a text."""

_FRAGMENTS = {
    "it": r"(?:an? |the )?(?:it|information technology|tech(?:nology)?)(?: {side})?",
    "is": r"(?:an? |the )?(?:is|information systems?)(?: {side})?",
    "side": r"(?:manag(?:er|ers|ement|ing)|professionals?|people|person|specialist|department|team|role|job|side)",
    "both": r"(?:{it}{and}{is}|{is}{and}{it}|(?:the )?(?:two|both) roles)",
    "versus": r"(?:{it}(?: vs\.? | versus ){is}|{is}(?: vs\.? | versus ){it})",
    "and": r"(?: and | vs\.? | versus | or | to | from | & |/)",
    "either": r"(?:{it} or {is}|{is} or {it})",
    "skill": r"(?:{key} )?(?:skill ?sets?|skills?|abilities|competenc(?:y|es|ies)|qualifications?|expertise)",
    "key": r"(?:main|key|core|basic|right|required|necessary|(?:most )?important)",
    "you": r"(?:you|this bot|this|waypost)",
    "we": r"(?:we|i|they|one|(?:my|our|the|a) (?:team|company|organi[sz]ation|department|business))",
    "you_all": r"(?:[ ,]+(?:waypost|all|everyone|everybody|team|bot|there|again|folks))?",
    "show": r"(?:show|list|tell|give)(?: me)?(?: all)?",
    "what_is": r"(?:what(?:'s|’s| is| are| does)|define|explain|describe|tell me about|definition of|meaning of)(?: meant by)?",
    "what": r"(?:(?:what(?:'s|’s| is| are)?|explain|describe|show me|how big is|is there)(?: me)?)",
    "which": r"(?:what|which)(?: (?:kind|sort|set) of)?",
    "who": r"(?:who|which (?:team|department|group|person))",
    "must": r"(?:do|does|should|must|would|is|are|will)",
    "about": r"(?:for|to|if|when|about)",
    "turn_to": r"(?:need|want|use|hire|choose|ask|go to|call|involve|contact|pick|turn to|talk to|speak to|get|have)",
    "thanks": r"(?:thanks?(?: you)?|thank u|thx|ty|cheers|merci)",
    "much": r"(?:(?:so|very) much|a lot|a million|again)",
    "for_it": r"for (?:the|your|all the|all your) (?:\w+ )?(?:help|reply|answer|support)",
    "it_helped": r"(?:that|this|it) (?:helped|helps|works|worked|did it|solved it)(?: (?:now|again|a lot|me))*",
    "how_are": r"how (?:are you|is it going|are things)(?: doing)?(?: today)?",
    "needed": r"(?:need(?:ed)?|have|required?|requires|take|takes|necessary|important|bring)",
    # a name such as "the data warehouse": one sentence at most, and no verb, for that would make a request of it
    "thing": r"(?:{it}|{is}|(?!(?:.*\s)?{verb}(?:\s|$))[^?!;]+)",
    # "skills matrix", "owner field": the word is part of the name of something else
    "elses": r"(?:training|courses?|gaps?|matrix|database|records?|levels?|lists?|fields?|changes?|approvals?|rights?|permissions?)",
    "verb": r"(?:is|are|was|were|be|been|has|have|had|do|does|did|can|cannot|could|should|must|will|would|may|needs?|wants?|\w+n['’]t)",
}

_PHRASINGS: dict[Topic, tuple[str, ...]] = {
    "help": (
        r"(?:{show} )?(?:the )?(?:help|usage|commands)|\?|help me(?: please)?",
        r"(?:can|could) you help(?: me)?",
        r"what (?:can|do) {you} do(?: for me)?",
        r"what can i ask(?: {you})?",
        r"how (?:do|can|should) i use {you}",
        r"how does {you} work",
        r"(?:who|what) are you|what is (?:waypost|this bot)",
    ),
    "status": (
        r"status(?: (?:of|for|in))?(?: (.+))?",
        r"(?:{show} )?(?:my|our|all|the) (?:open |pending )?(?:requests|tickets|hand-?offs)(?: status)?",
        r"(?:what(?:'s|’s| is)|{show})(?: the)? status(?: of)? (?:my|our|all) (?:open |pending )?(?:requests?|tickets|hand-?offs?)",
        r"(?:what|which requests?) (?:is|are|do i have|do we have)(?: still)? (?:open|pending|under way)(?: (?:in|for|with) (.+))?",
        r"open (?:requests|tickets|hand-?offs)(?: (?:in|for|of|with|at) (.+))?",
    ),
    "thanks": (
        r"(?:ok(?:ay)?|many|great|perfect|awesome|cool|super)?[ ,!.]*{thanks}(?: {much})*(?: {for_it})?{you_all}(?:[ ,!.]+{it_helped})?",
        r"much appreciated|great|perfect|awesome|brilliant|lovely|nice one|got it|good job|well done|ok(?:ay)?|{it_helped}",
    ),
    "greeting": (
        r"(?:hi|hello|hey|hiya|howdy|yo|good (?:morning|afternoon|evening|day)|greetings){you_all}(?:[ ,!.]+{how_are})?",
        r"{how_are}|what'?s up",
    ),
    "farewell": (
        r"(?:bye(?:[ -]bye)?|goodbye|good night|see you(?: (?:later|soon|tomorrow))?|ciao){you_all}",
        r"have a (?:nice|good|great) (?:day|evening|weekend|one){you_all}",
    ),
    "compare": (
        r"compare(?: {both}| (?:the )?roles)?",
        r"{versus}",
        r"(?:{what} )?(?:the |any |a )?(?:main |key |real )?differences?(?: is| are)?(?: there)? (?:between|of) {both}",
        r"how (?:do|does|are|is) {both} (?:differ(?:ent)?|compare)(?: from each other)?|how {both} (?:differ|are different)",
        r"how (?:does|is) (?:{it} (?:differ|different) from {is}|{is} (?:differ|different) from {it})",
        r"what (?:makes|distinguishes) (?:{it}(?: different)? from {is}|{is}(?: different)? from {it})",
        r"(?:are|is) {both} the same(?: thing)?",
        r"is (?:{it} the same(?: thing)? as {is}|{is} the same(?: thing)? as {it})",
    ),
    "skills": (
        r"{skill}",
        r"(?:{show} )?(?:the )?{skill}(?: (?:needed|required|necessary))? (?:for|of|in|as|to be) ({thing})",
        r"(?:the )?{skill} (?!{elses}\b)({thing})",
        r"(?:{show} )?(?:the )?{skill}(?: that)? ({thing}) needs?",
        r"{which} {skill}",
        r"{what_is} (?:the )?{skill}(?: (?:needed|required|necessary))? (?:for|of|in|to be) ({thing})",
        r"{which} {skill} {must} (.*?) ?{needed}(?: to have)?",
        r"{which} {skill} {must} (?:.*? )?{needed} (?:for|to be|to|in|as|of) (.+)",
        r"{which} {skill} (?:for|in|make|makes) (.+)",
        r"{which} {skill} ([^?!;]+?) (?:needs?|requires?|takes?|(?:should|must) have)",
        r"(?:what does it take|what do (?:i|you|we) need(?: to know)?) to (?:be|become) (an? .*manager)",
    ),
    "owner": (
        r"owners?|(?:show|list)(?: me)?(?: all)?(?: the)? owners|who owns what",
        r"owners? (?:of|for) ({thing})",
        r"owners? (?!{elses}\b)({thing})",
        r"who(?:'s|’s| is) the owner of ([^?!;]+)",
        r"{who} (?:owns?|is responsible for|is accountable for|is in charge of) ([^?!;]+)",
        r"{who} (?:looks after|takes care of|handles?|manages?|deals with|runs) ([^?!;]+)",
        r"{who} (?:do|should) (?:i|we) (?:ask|contact|talk to|go to|call) (?:about|for|regarding) ([^?!;]+)",
    ),
    "advise": (
        r"(?:do|would|will|should|shall) {we} {turn_to} {either}(?: (?:for|to|in order to|about|when|if|with) (.+))?",
        r"(?:do|would) you (?:recommend|suggest|advise) {either}(?: {about} (.+))?",
        r"(?:is|are) (.+?) {either}",
        r"{either}(?:(?: for| to| when| if|:) (.+))",
        r"(.+?) ?[,:–-] ?{either}",
        r"{either}",
        r"when (?:do|should|would) {we} {turn_to} (?:{it}|{is})(?: (?:over|instead of|rather than) (?:{it}|{is}))?",
        r"which(?: one)?(?: of the (?:two|roles))?(?: role| {side})? (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
        r"what (?:role|kind of {side}) (?:do|should|would) {we} {turn_to}(?: {about} (.+))?",
        r"which(?: role| {side}| of the two)? (?:fits?|suits|is right|is better|is best)(?: (?:for|to|if|when))? (.+)",
    ),
    "define": (
        r"{what_is} ({it}|{is}|our (?:{it}|{is}))(?: (?:do|mean|about|stand for))?(?: exactly)?",
        # one name, with a full stop only inside it, as in an id
        r"{what_is} ((?:[^,.;?]|\.(?=\w)){{3,60}}?)(?: (?:do|mean|cover|include))?",
    ),
}


def _filled(pattern: str) -> str:
    while "{" in re.sub(r"\{\{.*?\}\}", "", pattern):
        pattern = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: f"(?:{_FRAGMENTS[match[1]]})", pattern)
    return pattern.replace("{{", "{").replace("}}", "}")


PATTERNS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(_filled(line), re.IGNORECASE)) for topic, lines in _PHRASINGS.items() for line in lines
)
"""Tried in this order; the first that matches the whole text decides."""
