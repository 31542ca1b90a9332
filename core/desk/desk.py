"""The front desk: one function from a question to a reply. Same question, same catalogue, same directory: same reply."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import cast

from core.catalogue.model import NONE, Catalogue, Responsibility, Role
from core.classifier.reading import request_in
from core.classifier.suggestion import Ranked, Suggestion
from core.conversation.messages import Question
from core.desk.intents import LONGEST_QUESTION, Intent, Subjects, recognise
from core.desk.phrasings import TOPICS, Topic
from core.desk.reply import (
    Advise,
    Choice,
    Choose,
    Clarify,
    Compare,
    Define,
    Help,
    NotOurs,
    Owner,
    Ownership,
    Reply,
    Routable,
    Route,
    Settled,
    Several,
    Single,
    Skills,
    Smalltalk,
    Standing,
)
from core.desk.split import split
from core.desk.words import asked_between
from core.directory.model import Directory
from core.sensitive.gist import gist
from core.sensitive.search import LOOKED_THROUGH, MASK, masked
from core.text import readable

READ_CHARACTERS = 1500
"""How much of a text is read: about twice what the encoder takes in, so that what is cut off could not have counted."""

EXAMPLES = (
    "My VPN drops every ten minutes",
    "We need one definition of an active customer",
    "What skills does an IS manager need?",
    "What is the difference between IT and IS?",
    "Who owns the network?",
)
"""Questions to press in the help."""

_REMEMBERED = 16
"""Suggestions kept: to take a message apart, its pieces are read alone and together, and some of these are the same text."""

_RUNNER_UP_AT_LEAST = 0.05
"""Below one in twenty a second guess helps nobody."""

_ADVICE_AT_LEAST = 0.6
"""How likely one role must be, against the other, before it is recommended for a need."""

_TOPIC_AT_LEAST = 0.5
"""How likely a question on the roles must be: a request that is taken for one is not routed."""

_SURELY_REQUEST = 0.9
"""How likely a request must be to overrule a pattern."""

_ABOUT_SOMETHING = ("skills", "define", "owner")
"""Topics that have a subject: what the question names, or what it is plainly about."""

_SMALLTALK = {
    "thanks": "You're welcome. Ask me again whenever something needs an owner.",
    "greeting": "Hello! Tell me what you need, in your own words, and I'll say who looks after it.",
    "farewell": "Goodbye. I'm here when you need me.",
}

_COMMAND = re.compile(r"^\s*route\b\s*[:,]?\s+", re.IGNORECASE)
"""The short command in front of a request."""

Suggest = Callable[[str], Suggestion]


class Desk:
    """Answers questions. Synchronous, and pure but for what it was built with.

    Attributes:
        catalogue: what the responsibilities are.
        suggest: the classifier, from a text to a suggestion; what was read lately is remembered.
        directory: who owns them, or None where nobody has written that down yet.
    """

    def __init__(self, catalogue: Catalogue, suggest: Suggest, directory: Directory | None) -> None:
        self.catalogue = catalogue
        # Neither decides what a request is about, and no answer quotes it, for others may read along.
        self._masked = lru_cache(_REMEMBERED)(lambda text: masked(text[:LOOKED_THROUGH]))
        self.suggest = lru_cache(_REMEMBERED)(lambda text: suggest(gist(text) or text.replace(MASK, "…")))
        self._suggest = suggest
        self.directory = directory
        self._subjects = Subjects.of(catalogue)

    def answer(self, question: Question) -> Reply:
        """The reply to a question."""
        asked = self._masked(question.text)
        text = _read(asked)
        if not text:
            return Help(EXAMPLES, "You sent no text.")
        return (
            self._about_roles(self._recognised(text), text)
            or self._about_roles(self._understood(text), text)
            or self._route(asked, {})
        )

    def answer_again(self, text: str, settled: Settled) -> Routable:
        """The reply to a text that was routed before, with what people have chosen since."""
        return self._route(self._masked(text), settled)

    def choices(self, current: Routable, part: int) -> Choose:
        """Everything that one could choose in place of one ask of a reply."""
        return Choose(
            current, part if isinstance(current, Several) and part < len(current.parts) else 0, self.catalogue
        )

    def skills(self, subject: str) -> Reply:
        """What it takes: for a role or responsibility id, or for both roles when `subject` is empty."""
        if not subject:
            return Skills(None, self.catalogue)
        found = self._subject(subject)
        return Skills(found, self.catalogue) if found else Help(EXAMPLES, "I don't know that role or responsibility.")

    def knows(self, answer: str) -> bool:
        """Whether `answer` is a responsibility id, or `none`."""
        return answer == NONE or answer in self.catalogue.responsibilities

    def look_up(self, text: str) -> tuple[tuple[Define, Ownership | None], ...]:
        """Roles and responsibilities that a few words name, in part, by another name or by their sense; all for no words.

        Each comes with who owns it; roles are owned by nobody.
        """
        words = " ".join(self._masked(readable(text))[:LONGEST_QUESTION].lower().split())
        everything: tuple[Role | Responsibility, ...] = (
            *self.catalogue.roles.values(),
            *self.catalogue.responsibilities.values(),
        )
        named = [
            subject
            for subject in everything
            if any(words in name.lower() for name in (subject.id, subject.name, *subject.aliases))
        ]
        meant = self._guess(words) if words and not named else None
        return tuple(
            (
                Define(subject, self.catalogue),
                self._ownership(subject) if isinstance(subject, Responsibility) else None,
            )
            for subject in (named or ([meant] if meant else []))
        )

    def guesses(self, text: str) -> tuple[str, ...]:
        """The classifier's best single guess for each ask in a text that was routed."""
        reply = self._route(self._masked(text), {})
        if isinstance(reply, Several):
            return tuple(single.suggestion.best.answer for _, single in reply.parts)
        return (reply.suggestion.best.answer,)

    def best_guess(self, text: str) -> Suggestion:
        """What the classifier says of the whole text, whatever kind of reply it gets."""
        return self.suggest(_flat(_read(self._masked(readable(text)))))

    # --- questions about the roles -------------------------------------------------------------------------------

    def _recognised(self, text: str) -> Intent:
        """The intent by pattern. "Which role do I need to …" is often a request for a right in some system."""
        intent = recognise(text)
        if intent.topic != "advise" or self._subjects.both_roles(text):
            return intent
        topic = self.suggest(_flat(text)).topic
        return Intent("route", text) if topic.answer == NONE and topic.confidence >= _SURELY_REQUEST else intent

    def _understood(self, text: str) -> Intent:
        """The intent of a text that no pattern knows, as the classifier takes it."""
        if len(text) > LONGEST_QUESTION:
            return Intent("route", text)
        suggestion = self.suggest(_flat(text))
        topic = suggestion.topic
        if topic.answer not in TOPICS or topic.confidence < _TOPIC_AT_LEAST:
            return Intent("route", text)
        if topic.answer == "advise":
            return Intent("advise", text)
        sure = suggestion.best.answer if suggestion.outcome == "route" else ""
        about = self._subjects.within(text) or (sure if topic.answer in _ABOUT_SOMETHING else "")
        if topic.answer == "define" and not about:  # of both roles, or of nothing that we could define
            return Intent("compare" if self._subjects.both_roles(text) else "route", text)
        return Intent(cast("Topic", topic.answer), about)

    def _about_roles(self, intent: Intent, text: str) -> Reply | None:
        """The reply to what is no request; None for a request, or where the subject turns out to be nothing we know."""
        match intent.topic:
            case "help":
                return Help(EXAMPLES)
            case "thanks" | "greeting" | "farewell":
                return Smalltalk(_SMALLTALK[intent.topic])
            case "compare":
                return Compare(self.catalogue)
            case "skills":
                return self._skills_of(intent.about)
            case "define":
                return self._definition_of(intent.about)
            case "owner":
                return self._owner_of(intent.about)
            case "status":
                return Standing() if not intent.about or self._names_a_team(intent.about) else None
            case "advise":
                return self._advice_on(intent.about or text, known=bool(intent.about))
            case _:
                return None

    def _names_a_team(self, about: str) -> bool:
        """Whether a status is asked of one of the teams; "status of my laptop order" is a request."""
        bare = " ".join(re.findall(r"[^\W_]+", about.lower())).removeprefix("the ").removesuffix(" team")
        teams = self.directory.teams.values() if self.directory else ()
        names = (name for team in teams for name in (team.name, team.id))
        return any(" ".join(re.findall(r"[^\W_]+", name.lower())).removesuffix(" team") == bare for name in names)

    def _skills_of(self, about: str) -> Reply | None:
        if not about:
            return Skills(None, self.catalogue)
        found = self._named(about)
        if found is None:
            guess = self._guess(about)
            found = guess if guess and len(about.split()) <= 4 else None  # noqa: PLR2004 - a subject, not a request
        return Skills(found, self.catalogue) if found else None

    def _definition_of(self, about: str) -> Reply | None:
        name = about.lower().removeprefix("the ").strip()
        if name in ("it", "information technology", "technology"):
            return Define(None, self.catalogue)
        found = self._named(about)
        return Define(found, self.catalogue) if found else None

    def _owner_of(self, about: str) -> Reply | None:
        if not about:
            everything = self.catalogue.responsibilities.values()
            return Owner(None, tuple((record, self._ownership(record)) for record in everything))
        found = self._named(about)
        if isinstance(found, Role):
            owned = self.catalogue.of_role(found.id)
            return Owner(None, tuple((record, self._ownership(record)) for record in owned))
        found = found or self._guess(about)
        return Owner(found, ((found, self._ownership(found)),)) if found else None

    def _advice_on(self, need: str, *, known: bool) -> Reply:
        suggestion = self.suggest(need[:READ_CHARACTERS])
        if not known:
            return Advise("", None, None, suggestion, self.catalogue)
        weight = {
            role: sum(r.confidence for r in suggestion.ranking if r.answer.startswith(f"{role}."))
            for role in ("it", "is")
        }
        likelier = max(weight, key=lambda role: weight[role])
        sure = weight[likelier] >= _ADVICE_AT_LEAST * (sum(weight.values()) or 1)
        best = next(r.answer for r in suggestion.ranking if r.answer.startswith(f"{likelier}."))
        return Advise(
            need,
            self.catalogue.roles[likelier] if sure else None,
            self.catalogue.responsibilities[best] if sure else None,
            suggestion,
            self.catalogue,
        )

    # --- requests ------------------------------------------------------------------------------------------------

    def _route(self, text: str, settled: Settled) -> Routable:
        text = _COMMAND.sub("", text.strip())
        read = _read(text)
        shortened = len(text) > READ_CHARACTERS
        asks = split(read, self._of_piece)
        if asks:
            last = len(asks) - 1
            parts = (
                (ask, self._single(s, settled.get(at), shortened=shortened and at == last))
                for at, (ask, s) in enumerate(asks)
            )
            return Several(self.suggest(_flat(read)), tuple(parts))
        return self._single(self.suggest(_flat(read)), settled.get(0), shortened=shortened)

    def _of_piece(self, text: str) -> Suggestion:
        """What the classifier says of a piece of a request; one that only tells a secret is no request."""
        return self.suggest(text) if gist(text) else self._suggest("")

    def _single(self, suggestion: Suggestion, chosen: Choice | None, *, shortened: bool) -> Single:
        answer = chosen.answer if chosen else suggestion.best.answer
        if chosen is None and suggestion.outcome == "clarify":
            first, second = (self.catalogue.responsibilities[name] for name in suggestion.candidates)
            return Clarify(suggestion, first, second, self.catalogue.boundary(first.id, second.id), shortened)
        if answer == NONE or (chosen is None and suggestion.outcome == "none"):
            fallback = self.directory.fallback if self.directory else None
            return NotOurs(suggestion, fallback, chosen, shortened)
        record = self.catalogue.responsibilities[answer]
        return Route(
            suggestion,
            record,
            self.catalogue.roles[record.role],
            tuple((self.catalogue.skills[name].name, shows) for name, shows in record.skills.items()),
            self._ownership(record),
            self._runner_up(suggestion, record),
            self._in_words(chosen, suggestion) if chosen else None,
            shortened,
        )

    def _in_words(self, chosen: Choice, suggestion: Suggestion) -> Choice:
        """The choice with the question that it answered and the answer in words, where that question can still be told."""
        if not chosen.to_question or chosen.answer not in suggestion.candidates:
            return chosen
        first, second = (self.catalogue.responsibilities[name] for name in suggestion.candidates)
        question, answers = asked_between(first, second, self.catalogue.boundary(first.id, second.id))
        return replace(chosen, question=question, said=answers[chosen.answer])

    def _runner_up(self, suggestion: Suggestion, record: Responsibility) -> Responsibility | None:
        second: Ranked = next(ranked for ranked in suggestion.ranking if ranked.answer != record.id)
        if second.confidence < _RUNNER_UP_AT_LEAST:
            return None
        return self.catalogue.responsibilities.get(second.answer)

    # --- who and what --------------------------------------------------------------------------------------------

    def _ownership(self, record: Responsibility) -> Ownership:
        if self.directory is None:
            return Ownership(None, None, directory=False)
        return Ownership(self.directory.owner(record.id), self.directory.fallback, directory=True)

    def _named(self, about: str) -> Role | Responsibility | None:
        found = self._subjects.find(about)
        return self._subject(found) if found else None

    def _subject(self, identifier: str) -> Role | Responsibility | None:
        return self.catalogue.roles.get(identifier) or self.catalogue.responsibilities.get(identifier)

    def _guess(self, about: str) -> Responsibility | None:
        """The responsibility that a phrase most likely means, where it is ours at all."""
        suggestion = self.suggest(about[:READ_CHARACTERS])
        if suggestion.outcome == "none":
            return None
        return self.catalogue.responsibilities.get(suggestion.best.answer)


def _read(text: str) -> str:
    """What of a text is read."""
    return request_in(text[:READ_CHARACTERS])


def _flat(text: str) -> str:
    return " ".join(text.split())
