"""How people phrase what is not a request: each line one way to say it, as a pattern that has to match the whole text.

A group in a pattern is what the question is about. Fragments in braces are filled in: the ones below, which several topics use,
and a topic's own. Case does not matter; edge punctuation and openings such as "please" or "can you tell me" are gone before.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.patterns import compile_late

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


@dataclass(frozen=True)
class Phrasing:
    """One way to say something.

    Attributes:
        line: the pattern, with its fragments.
        fragments: what they stand for.
        guard: what is in every text that the pattern can match. Most texts do without the pattern then, which takes long to build.
    """

    line: str
    fragments: Mapping[str, str]
    guard: re.Pattern[str] | None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole text, or None."""
        if self.guard and not self.guard.search(text):
            return None
        return self.pattern.fullmatch(text)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The line as a pattern.

        Raises:
            KeyError: it names a fragment that there is not.
        """
        return re.compile(_fill(self.line, self.fragments), re.IGNORECASE)


def patterns(*lines: str, guard: str = "", **own: str) -> tuple[Phrasing, ...]:
    """The patterns of some lines.

    Args:
        lines: one way to say it each; `{{` and `}}` stand for braces.
        guard: what is in every text that they can match, as a pattern to look for; empty where there is nothing like that.
        own: fragments that only these lines use.
    """
    guarded = compile_late(guard, re.IGNORECASE) if guard else None
    fragments = _SHARED | own
    return tuple(Phrasing(line, fragments, guarded) for line in lines)


def _fill(line: str, fragments: Mapping[str, str]) -> str:
    while "{" in re.sub(r"\{\{.*?\}\}", "", line):
        line = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: f"(?:{fragments[match[1]]})", line)
    return line.replace("{{", "{").replace("}}", "}")
