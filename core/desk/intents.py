"""What kind of thing a text asks for: something to route, or something about the roles themselves.

Patterns, not a model: these are few, short and closed, and a request that merely contains such words must still be routed.
So each pattern has to match the whole text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.catalogue.model import Catalogue
from core.desk.phrasings import PATTERNS, Topic


@dataclass(frozen=True, slots=True)
class Intent:
    """What is asked for, and about what.

    Attributes:
        topic: the kind.
        about: the rest of the text that the topic is about; empty where there is none.
    """

    topic: Topic
    about: str = ""


LONGEST_QUESTION = 200
"""Questions about the roles are short; longer texts are requests, and the patterns need not be tried on them."""

_EDGES = " \t\r\n.!?,;:…\"'“”‘’()👋🙏😊🙂"

_OPENING = re.compile(
    r"^(?:(?:please|pls|so|and|hi|hello|hey)(?: waypost| there)?[ ,!]+)?(?:(?:can|could) you (?:please )?(?:tell me )?)?",
    re.IGNORECASE,
)


def recognise(text: str) -> Intent:
    """The intent of a text; `route` for all that is not plainly something else."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_QUESTION:
        return Intent("route", plain)
    stripped = plain.strip(_EDGES) or plain
    # whole first: "hello there" is a greeting, not an opening with "there" behind it
    for wording in dict.fromkeys((stripped, _OPENING.sub("", stripped))):
        for topic, pattern in PATTERNS:
            match = pattern.fullmatch(wording)
            if match:
                about = next((group for group in match.groups() if group), "")
                return Intent(topic, about.strip(_EDGES))
    return Intent("route", plain)


_NOISE = re.compile(
    r"\b(?:an?|the|our|my|your|we|i|one|somebody|someone|good|great|do|does|need|to|be|become|for|in|of|about|with|working|work"
    r"|manager|managers|management|managing|role|job|professional|people|person|department|team|requests?|things?|stuff|skills?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Subjects:
    """The names by which people ask for roles and responsibilities."""

    roles: Mapping[str, str]
    responsibilities: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Subjects":
        """All names of the catalogue: ids, names and aliases, bare of filler words."""
        roles = {
            _bare(name): role.id
            for role in catalogue.roles.values()
            for name in (role.id, role.name, role.title, *role.aliases)
        }
        responsibilities = {
            _bare(name): record.id
            for record in catalogue.responsibilities.values()
            for name in _names(record.id, record.name, record.aliases)
        }
        return cls(roles, responsibilities)

    def find(self, about: str) -> str | None:
        """The role or responsibility that `about` names, or None. Names must match whole, so that requests do not."""
        plain = about.strip(_EDGES).lower()
        bare = _bare(plain)
        for names in (self.roles, self.responsibilities):
            if found := names.get(bare) or names.get(plain):
                return found
        return None

    def both_roles(self, text: str) -> bool:
        """Whether a question names both roles."""
        return all(pattern.search(text) for pattern in _ROLES.values())

    def within(self, text: str) -> str | None:
        """The role or responsibility that is named somewhere in a question, or None; also when both roles are."""
        named = {role for role, pattern in _ROLES.items() if pattern.search(text)}
        words = re.findall(r"[^\W_]+", text.lower())
        plain = f" {' '.join(words)} "
        inside = [name for name in self.responsibilities if len(name) >= _NAME_AT_LEAST and f" {name} " in plain]
        if inside and not any(_AS_A_JOB.search(text) for _ in named):
            return self.responsibilities[max(inside, key=len)]
        return named.pop() if len(named) == 1 else None


_NAME_AT_LEAST = 4
"""MessageContent of a responsibility's name for it to be looked for inside of a question."""

_JOB = r"[ -]?(?:manag\w+|mgmt|role|side|people|person|lead|department|dept|team|job|head|professional)\b"
_AS_A_JOB = re.compile(rf"\b(?:it|is|information (?:technology|systems?)){_JOB}", re.IGNORECASE)
_ROLES = {
    "it": re.compile(rf"\bIT\b|\b(?i:it{_JOB}|information technology)"),
    "is": re.compile(rf"\bIS\b|\b(?i:is{_JOB}|(?:information|info) systems?)"),
}
"""How a role is named inside of a question. In small letters both are common words, but not before a word such as manager."""


def _names(identifier: str, name: str, aliases: Iterable[str]) -> Iterable[str]:
    yield identifier
    yield identifier.partition(".")[2]
    yield name
    yield from re.split(r" and ", name)
    yield from aliases


def _bare(text: str) -> str:
    kept = " ".join(re.sub(r"[^\w.&/+ -]", " ", _NOISE.sub(" ", text)).lower().split())
    return kept or " ".join(text.lower().split())
