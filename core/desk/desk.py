"""The front desk: one function from a question to a reply. Same question, same catalogue, same directory: same reply."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from core.catalogue.model import NONE, Catalogue, Responsibility, Role
from core.classifier.reading import request_in
from core.classifier.suggestion import Ranked, Suggestion
from core.conversation.attached import split_note
from core.conversation.messages import Question
from core.desk import here
from core.desk.danger import danger_in
from core.desk.intents import LONGEST_QUESTION, intents
from core.desk.knowledge import READ_CHARACTERS, Knowledge
from core.desk.reply import Ownership, Reply
from core.desk.requests import Choice, Clarify, NotOurs, Route, Settled, Single, question_between
from core.desk.several import Choose, Routable, Several
from core.desk.split import split
from core.desk.subjects import Subjects
from core.desk.topics import BY_LABEL, closer_topics
from core.desk.topics.define import Define
from core.desk.topics.help import NO_TEXT, ONLY_ATTACHED, UNKNOWN_SUBJECT, Help
from core.desk.topics.skills import Skills
from core.desk.topics.topic import Inquiry
from core.directory.model import Directory
from core.sensitive.gist import gist
from core.sensitive.search import LOOKED_THROUGH, MASK, mask
from core.text import readable

SECURITY = "it.security"
"""The responsibility to which what is dangerous goes, whatever it sounds like."""

_REMEMBERED = 16
"""Suggestions kept: to take a message apart, its pieces are read alone and together, and some of these are the same text."""

_RUNNER_UP_AT_LEAST = 0.05
"""Below one in twenty a second guess helps nobody."""

_TOPIC_AT_LEAST = 0.5
"""How likely a question on the roles must be: a request that is taken for one is not routed."""

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
        self._masked = lru_cache(_REMEMBERED)(lambda text: mask(text[:LOOKED_THROUGH]))
        self.suggest = lru_cache(_REMEMBERED)(lambda text: suggest(gist(text) or text.replace(MASK, "…")))
        self._suggest = suggest
        self.directory = directory
        self._subjects = Subjects.of(catalogue)

    def answer(self, question: Question) -> Reply:
        """The reply to a question."""
        asked, attached = split_note(self._masked(question.text))
        text = _read(asked)
        if not text:
            return Help(ONLY_ATTACHED if attached else NO_TEXT)
        if danger_in(text):
            return self._route(asked, {})
        if whose := here.reply(self._knowledge(), text, question.viewing):
            return whose
        inquiries = chain(_recognise(text), self._understand(text))
        replies = (reply for inquiry in inquiries if (reply := self._reply(inquiry)))
        return next(replies, None) or self._route(asked, {})

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
        found = self._knowledge().subject(subject)
        return Skills(found, self.catalogue) if found or not subject else Help(UNKNOWN_SUBJECT)

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
        known = self._knowledge()
        meant = known.guess(words) if words and not named else None
        return tuple(
            (
                Define(subject, self.catalogue),
                known.ownership(subject) if isinstance(subject, Responsibility) else None,
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
        return self.suggest(_flat(_read(split_note(self._masked(readable(text)))[0])))

    # --- questions about the roles -------------------------------------------------------------------------------

    def _knowledge(self) -> Knowledge:
        return Knowledge(self.catalogue, self.suggest, self.directory, self._subjects)

    def _reply(self, inquiry: Inquiry) -> Reply | None:
        return BY_LABEL[inquiry.label].reply(self._knowledge(), inquiry)

    def _understand(self, text: str) -> Iterator[Inquiry]:
        """What is asked in a text that no pattern knows, as the classifier takes it; nothing for a request."""
        if len(text) > LONGEST_QUESTION:
            return
        suggestion = self.suggest(_flat(text))
        found = suggestion.topic
        topic = BY_LABEL.get(found.answer)
        if topic is None or not topic.learned or found.confidence < _TOPIC_AT_LEAST:
            return
        sure = suggestion.best.answer if suggestion.outcome == "route" else ""
        about = self._subjects.within(text) or sure
        for label in (*closer_topics(found.answer, text), found.answer):
            yield Inquiry(text, label, about, by_pattern=False)

    # --- requests ------------------------------------------------------------------------------------------------

    def _route(self, text: str, settled: Settled) -> Routable:
        text = _COMMAND.sub("", split_note(text)[0].strip())
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
        danger = danger_in(suggestion.text) if chosen is None else None
        answer = chosen.answer if chosen else SECURITY if danger else suggestion.best.answer
        if chosen is None and danger is None and suggestion.outcome == "clarify":
            first, second = (self.catalogue.responsibilities[name] for name in suggestion.candidates)
            return Clarify(suggestion, first, second, self.catalogue.boundary(first.id, second.id), shortened)
        if answer == NONE or (chosen is None and danger is None and suggestion.outcome == "none"):
            fallback = self.directory.fallback if self.directory else None
            return NotOurs(suggestion, fallback, chosen, shortened)
        record = self.catalogue.responsibilities[answer]
        return Route(
            suggestion=suggestion,
            responsibility=record,
            role=self.catalogue.roles[record.role],
            skills=tuple((self.catalogue.skills[name].name, shows) for name, shows in record.skills.items()),
            ownership=self._knowledge().ownership(record),
            runner_up=self._runner_up(suggestion, record),
            chosen=self._in_words(chosen, suggestion) if chosen else None,
            shortened=shortened,
            danger=danger,
        )

    def _in_words(self, chosen: Choice, suggestion: Suggestion) -> Choice:
        """The choice with the question that it answered and the answer in words, where that question can still be told."""
        if not chosen.to_question or chosen.answer not in suggestion.candidates:
            return chosen
        first, second = (self.catalogue.responsibilities[name] for name in suggestion.candidates)
        question, answers = question_between(first, second, self.catalogue.boundary(first.id, second.id))
        return replace(chosen, question=question, said=answers[chosen.answer])

    def _runner_up(self, suggestion: Suggestion, record: Responsibility) -> Responsibility | None:
        second: Ranked = next(ranked for ranked in suggestion.ranking if ranked.answer != record.id)
        if second.confidence < _RUNNER_UP_AT_LEAST:
            return None
        return self.catalogue.responsibilities.get(second.answer)


def _recognise(text: str) -> Iterator[Inquiry]:
    """What is asked by pattern, likeliest first."""
    return (Inquiry(text, intent.topic, intent.about, by_pattern=True) for intent in intents(text))


def _read(text: str) -> str:
    """What of a text is read."""
    return request_in(text[:READ_CHARACTERS])


def _flat(text: str) -> str:
    return " ".join(text.split())
