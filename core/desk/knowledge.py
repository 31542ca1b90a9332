"""What the topics answer from."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.catalogue.facts import SharedSkill
from core.catalogue.model import Catalogue, Responsibility, Role, Skill
from core.classifier.suggestion import Suggestion
from core.desk.reply import Ownership
from core.desk.subjects import Subjects
from core.directory.model import Directory

READ_CHARACTERS = 1500
"""How much of a text is read: about twice what the encoder takes in, so that what is cut off could not have counted."""


def _in_words(text: str) -> str:
    return " ".join(("", *re.findall(r"[^\W_]+", text.lower()), ""))


_MEANS = re.compile(r"\b(?:mean\w*|skill|ability|definition|define)\b")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known at the moment of a question.

    Attributes:
        catalogue: what the responsibilities are.
        suggest: the classifier, from a text to a suggestion.
        directory: who owns them, or None where nobody has written that down yet.
        subjects: the names in the catalogue.
        withheld: whether who asks is not to be told who owns them.
    """

    catalogue: Catalogue
    suggest: Callable[[str], Suggestion]
    directory: Directory | None
    subjects: Subjects
    withheld: bool = False

    def ownership(self, record: Responsibility) -> Ownership:
        """Who answers for a responsibility."""
        if self.directory is None:
            return Ownership(None, None, directory=False, withheld=self.withheld)
        return Ownership(self.directory.owner(record.id), self.directory.fallback, directory=True)

    def find_named(self, phrase: str) -> Role | Responsibility | None:
        """The role or responsibility that a phrase names, whole; None where it names neither."""
        found = self.subjects.find(phrase) or self._field(phrase)
        return self.subject(found) if found else None

    def _field(self, phrase: str) -> str | None:
        """The responsibility that looks after a field of information technology that a phrase names."""
        plain = " ".join(phrase.lower().split()).removeprefix("the ").removeprefix("our ")
        fields = self.catalogue.facts.technology.fields
        return next((field.responsibility for field in fields if plain in field.aliases), None)

    def role_named(self, phrase: str) -> Role | None:
        """The role that a phrase names, whole; None where it names none."""
        found = self.find_named(phrase)
        return found if isinstance(found, Role) else None

    def role_within(self, text: str) -> Role | None:
        """The one role that is named somewhere in a question; None where none is, or both are."""
        found = self.subjects.role_within(text)
        return self.catalogue.roles[found] if found else None

    def skill_named(self, phrase: str) -> Skill | None:
        """The skill that a phrase names, whole; None where it names none."""
        found = self.subjects.find_skill(phrase)
        return self.catalogue.skills[found] if found else None

    def skill_within(self, text: str) -> Skill | None:
        """The skill that is named, by its whole name, in a question on what it means; None where none is."""
        plain = " ".join(text.lower().split())
        if not _MEANS.search(plain):
            return None
        inside = (
            s for s in self.catalogue.skills.values() if any(name in plain for name in (s.name.lower(), *s.aliases))
        )
        return next(inside, None)

    def skill_inside(self, text: str) -> Skill | None:
        """The skill whose name, or another name for it, stands somewhere in a question: the longest; None where none does."""
        plain = _in_words(text)
        named = [
            (len(name), skill)
            for skill in self.catalogue.skills.values()
            for name in (skill.name.lower(), *skill.aliases)
            if _in_words(name) in plain
        ]
        return max(named, key=lambda each: each[0])[1] if named else None

    def skills_inside(self, text: str) -> tuple[Skill, ...]:
        """Each skill whose whole name stands in a question, in the order of the catalogue."""
        plain = _in_words(text)
        return tuple(skill for skill in self.catalogue.skills.values() if _in_words(skill.name) in plain)

    def shared_skill_inside(self, text: str) -> SharedSkill | None:
        """The skill of both roles whose name stands somewhere in a question; None where none does."""
        plain = text.lower()
        return next((s for s in self.catalogue.facts.shared_skills if any(name in plain for name in s.aliases)), None)

    def find_shared_skill(self, phrase: str) -> SharedSkill | None:
        """The skill of both roles that a phrase names, whole; None where it names none."""
        plain = " ".join(phrase.lower().split()).removeprefix("the ")
        return next((skill for skill in self.catalogue.facts.shared_skills if plain in skill.aliases), None)

    def subject(self, identifier: str) -> Role | Responsibility | None:
        """The role or responsibility of an id."""
        return self.catalogue.roles.get(identifier) or self.catalogue.responsibilities.get(identifier)

    def guess(self, phrase: str) -> Responsibility | None:
        """The responsibility that a phrase most likely means, where it is ours at all."""
        suggestion = self.suggest(phrase[:READ_CHARACTERS])
        if suggestion.outcome == "none":
            return None
        return self.catalogue.responsibilities.get(suggestion.best.answer)
