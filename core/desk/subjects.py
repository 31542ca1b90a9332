"""The names by which people ask for roles, responsibilities and skills."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.catalogue.model import Catalogue
from core.patterns import compile_late

EDGES = " \t\r\n.!?,;:…\"'“”‘’()👋🙏😊🙂"
"""What is no part of a question or of a name at its edges."""

_NOISE = compile_late(
    r"\b(?:an?|the|our|my|your|we|i|one|somebody|someone|good|great|do|does|need|to|be|become|for|in|of|about|with|working|work"
    r"|manager|managers|management|managing|role|job|professional|people|person|department|team|requests?|things?|stuff|skills?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Subjects:
    """The names by which people ask for roles, responsibilities and skills, each with the id of what it names."""

    roles: Mapping[str, str]
    responsibilities: Mapping[str, str]
    skills: Mapping[str, str]

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
        skills = {
            _as_skill(name): skill.id
            for skill in catalogue.skills.values()
            for name in (skill.id, skill.name, *skill.aliases)
        }
        return cls(roles, responsibilities, skills)

    def find(self, about: str) -> str | None:
        """The role or responsibility that `about` names, or None. Names must match whole, so that requests do not."""
        plain = about.strip(EDGES).lower()
        bare = _bare(plain)
        for names in (self.roles, self.responsibilities):
            if found := names.get(bare) or names.get(plain):
                return found
        return None

    def find_skill(self, about: str) -> str | None:
        """The skill that `about` names, or None. Its name must be all of it."""
        return self.skills.get(_as_skill(about))

    def both_roles(self, text: str) -> bool:
        """Whether a question names both roles."""
        return all(pattern.search(text) for pattern in _ROLES.values())

    def role_within(self, text: str) -> str | None:
        """The id of the one role that is named somewhere in a question; None where none is, or both are."""
        named = [role for role, pattern in _ROLES.items() if pattern.search(text)]
        return named[0] if len(named) == 1 else None

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
"""Characters of a responsibility's name for it to be looked for inside of a question."""

_JOB = r"[ -]?(?:manag\w+|mgmt|role|side|people|person|lead|department|dept|team|job|head|professional)\b"
_AS_A_JOB = compile_late(rf"\b(?:it|is|information (?:technology|systems?)){_JOB}", re.IGNORECASE)
_ROLES = {
    "it": compile_late(rf"\bIT\b|\b(?i:it{_JOB}|information technology)"),
    "is": compile_late(rf"\bIS\b|\b(?i:is{_JOB}|(?:information|info) systems?)"),
}
"""How a role is named inside of a question. In small letters both are common words, but not before a word such as manager."""


def _names(identifier: str, name: str, aliases: Iterable[str]) -> Iterable[str]:
    yield identifier
    yield identifier.partition(".")[2]
    yield name
    yield from re.split(r" and ", name)
    yield from aliases


_ABOUT_A_SKILL = compile_late(
    r"^(?:the |a |an )?(?:(?:it |is )?(?:skill|ability|competence) (?:of |called |named )?)?|(?: as an?)?(?: it| is)?"
    r" (?:skills?|ability|competence)$"
)


def _as_skill(text: str) -> str:
    plain = " ".join(re.sub(r"[^\w&-]", " ", text.lower()).split())
    return _ABOUT_A_SKILL.sub("", plain) or plain


def _bare(text: str) -> str:
    kept = " ".join(re.sub(r"[^\w.&/+ -]", " ", _NOISE.sub(" ", text)).lower().split())
    return kept or " ".join(text.lower().split())
