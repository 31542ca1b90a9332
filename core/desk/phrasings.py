"""How people phrase what is not a request: each line one way to say it, as a pattern that has to match the whole text.

A group in a pattern is what the question is about. Fragments in braces are filled in: the ones below, which several topics use,
and a topic's own. Case does not matter; edge punctuation and openings such as "please" or "can you tell me" are gone before.
"""

import re

_SHARED = {
    "it": r"(?:an? |the )?(?:it|information technology|tech(?:nology)?)(?: {side})?",
    "is": r"(?:an? |the )?(?:is|information systems?)(?: {side})?",
    "role": r"(?:{it}|{is})",
    "either": r"(?:{it} or (?:rather )?{is}|{is} or (?:rather )?{it})",
    "both": (
        r"(?:both(?: of them)?(?: {side}| roles| jobs)?|(?:the )?(?:two|both) (?:roles|jobs|{side})|either role|{it}(?: and | &"
        r" |/){is}|{is}(?: and | & |/){it})"
    ),
    "we": (
        r"(?:we|i|you|they|one|(?:my|our|the|a|an|this|small|large|big|every|each)(?: small| large| big)? (?:team|company"
        r"|companies|firm|organi[sz]ation|department|business|school|shop|charity|startup|office))"
    ),
    "org": (
        r"(?:(?:an?|the|our|my|your|this|any|every|all|small|large|big|modern|most)? ?(?:small |large |big |modern |whole"
        r" )?(?:us|me|we|you|people|everybody|everyone|organi[sz]ations?|compan(?:y|ies)|business(?:es)?|firms?|enterprises?"
        r"|teams?|society|world|work(?:place)?|today|nowadays)(?: of (?:every|any|all) sizes?)?(?: at all| these days| today)?)"
    ),
    "side": r"(?:manag(?:er|ers|ement|ing)|professionals?|people|person|specialist|department|team|role|job|side)",
    "you": r"(?:you|this bot|this|waypost)",
    "show": r"(?:show|list|tell|give)(?: me)?(?: all)?",
    "what_is": (
        r"(?:what(?:'s|’s| is| are| does)|define|explain|describe|tell me about|definition of|meaning of)"
        r"(?: exactly| really| actually)?(?: meant (?:by|with))?"
    ),
    # a name such as "the data warehouse": one sentence at most, and no verb, for that would make a request of it
    "thing": r"(?:{it}|{is}|(?!(?:.*\s)?{verb}(?:\s|$))[^?!;]+)",
    # "skills matrix", "owner field": the word is part of the name of something else
    "elses": r"(?:training|courses?|gaps?|matrix|database|records?|levels?|lists?|fields?|changes?|approvals?|rights?|permissions?)",
    "verb": r"(?:is|are|was|were|be|been|has|have|had|do|does|did|can|cannot|could|should|must|will|would|may|needs?|wants?|\w+n['’]t)",
}


def patterns(*lines: str, **own: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of some lines.

    Args:
        lines: one way to say it each; `{{` and `}}` stand for braces.
        own: fragments that only these lines use.

    Raises:
        KeyError: a line names a fragment that there is not.
    """
    return tuple(re.compile(_filled(line, _SHARED | own), re.IGNORECASE) for line in lines)


def _filled(line: str, fragments: dict[str, str]) -> str:
    while "{" in re.sub(r"\{\{.*?\}\}", "", line):
        line = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: f"(?:{fragments[match[1]]})", line)
    return line.replace("{{", "{").replace("}}", "}")
