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
from core.conversation.people import Place
from core.desk import here
from core.desk.danger import Danger, danger_in
from core.desk.followups.grown import has_grown, suggest_grown
from core.desk.followups.turn import Move, Turn
from core.desk.intents import LONGEST_QUESTION, intents, respell
from core.desk.knowledge import READ_CHARACTERS, Knowledge
from core.desk.reply import Ownership, Reply
from core.desk.requests import Choice, Clarify, ForPerson, NotOurs, Route, Settled, Single, question_between
from core.desk.several import Choose, Routable, Several
from core.desk.split import split
from core.desk.subjects import Subjects
from core.desk.topics import BY_LABEL, OVERHEARD, closer_topics, distress
from core.desk.topics.define import Define
from core.desk.topics.help import NO_TEXT, ONLY_ATTACHED, UNKNOWN_SUBJECT, Help
from core.desk.topics.person import Person
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

_GUESS_AT_LEAST = 0.4
"""Of 18 own requests in German, French and Spanish about which it was so sure, 16 were guessed right; below, two in five."""

_TOPIC_AT_LEAST = {"route": 0.7, "clarify": 0.5, "none": 0.3}
"""How likely a question to us must be, by what would be said to a request: who is taken for talking reaches nobody, and who
talks should not be told that it is not ours."""

_COMMAND = re.compile(r"^\s*/?route\b\s*[:,]?\s+", re.IGNORECASE)
"""The short command in front of a request."""

_NOWHERE = Place("cli", "", "")

_MOST_SENTENCES = 4
_REST_WORDS = 4
"""So few words, left of a text that held a secret, do not tell the classifier what is asked."""
_SENTENCES = re.compile(r"(?<=[.?!])[.?!\s]+|[,;:] | [-–] ")

Suggest = Callable[[str], Suggestion]


class Desk:
    """Answers questions. Synchronous, and pure but for what it was built with.

    Attributes:
        catalogue: what the responsibilities are.
        suggest: the classifier, from a text to a suggestion; what was read lately is remembered.
        directory: who owns them, or None where nobody has written that down yet.
    """

    def __init__(
        self, catalogue: Catalogue, suggest: Suggest, directory: Directory | None, *, withheld: bool = False
    ) -> None:
        self.catalogue = catalogue
        # Neither decides what a request is about, and no answer quotes it, for others may read along.
        self._masked = lru_cache(_REMEMBERED)(lambda text: mask(text[:LOOKED_THROUGH]))
        self.suggest = lru_cache(_REMEMBERED)(lambda text: suggest(gist(text) or text.replace(MASK, "…")))
        self._suggest = suggest
        self.directory = directory
        self._subjects = Subjects.of(catalogue)
        self._withheld = withheld

    def for_guests(self) -> "Desk":
        """A desk that says where things belong, and never who owns them."""
        return Desk(self.catalogue, self._suggest, None, withheld=True)

    def answer(self, question: Question) -> Reply:
        """The reply to a question."""
        if despair := distress.distress_in(question.text):
            return despair
        # what cannot wait may stand behind all that is read
        if danger := danger_in(split_note(question.text)[0]):
            return self._route(self._masked(question.text), {}, danger)
        masked = self._masked(question.text)
        asked, attached = split_note(masked)
        text = _read(asked)
        if not text:
            return Help(ONLY_ATTACHED if attached else NO_TEXT)
        if has_grown(text):
            return self._route(asked, {})
        if not self._withheld and (whose := here.reply(self._knowledge(), text, question.viewing)):
            return whose
        heard = respell(text)
        is_rest = masked != question.text and len(text.split()) <= _REST_WORDS
        understood = () if is_rest else self._understand(heard)
        inquiries = chain(_recognise(heard), understood, self._overhear(heard))
        replies = (reply for inquiry in inquiries if (reply := self._reply(inquiry)))
        found = next(replies, None)
        return self._for_person(found, text) if isinstance(found, Person) else found or self._route(asked, {})

    def answer_again(self, text: str, settled: Settled) -> Routable:
        """The reply to a text that was routed before, with what people have chosen since."""
        if not settled and (again := self._asks_for_person(text)):
            return again
        return self._route(self._masked(text), settled, danger_in(split_note(text)[0]))

    def follow(self, turn: Turn, text: str) -> Move | None:
        """What a text means after what was said before; None where it stands for itself."""
        from core.desk.followups.read import follow  # noqa: PLC0415 - its many patterns take long to build

        asked, attached = split_note(text)
        return None if attached else follow(turn, asked, self._knowledge(), self._is_answered)

    def stands_alone(self, text: str) -> bool:
        """Whether a text surely stands for itself, whatever was said before."""
        from core.desk.followups.sense import stands_alone  # noqa: PLC0415 - as above

        is_plain = self._masked(text) == text
        return is_plain and stands_alone(_flat(_read(split_note(text)[0])), self._knowledge())

    def _is_answered(self, text: str) -> bool:
        return any(self._reply(inquiry) for inquiry in _recognise(_read(text)))

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
        reply = self._route(self._masked(text), {}, danger_in(split_note(text)[0]))
        if isinstance(reply, Several):
            return tuple(single.suggestion.best.answer for _, single in reply.parts)
        return (reply.suggestion.best.answer,)

    def best_guess(self, text: str) -> Suggestion:
        """What the classifier says of the whole text, whatever kind of reply it gets."""
        return self.suggest(_flat(_read(split_note(self._masked(readable(text)))[0])))

    # --- questions about the roles -------------------------------------------------------------------------------

    def _knowledge(self) -> Knowledge:
        return Knowledge(self.catalogue, self.suggest, self.directory, self._subjects, self._withheld)

    def _reply(self, inquiry: Inquiry) -> Reply | None:
        return BY_LABEL[inquiry.label].reply(self._knowledge(), inquiry)

    def _understand(self, text: str) -> Iterator[Inquiry]:
        """What is asked in a text that no pattern knows, as the classifier takes it; nothing for a request."""
        if len(text) > LONGEST_QUESTION:
            return
        suggestion = self.suggest(_flat(text))
        found = suggestion.topic
        topic = BY_LABEL.get(found.answer)
        if topic is None or found.confidence < _TOPIC_AT_LEAST[suggestion.outcome]:
            return
        sure = suggestion.best.answer if suggestion.outcome == "route" else ""
        about = self._subjects.within(text) or sure
        for label in (*closer_topics(found.answer, text), found.answer):
            yield Inquiry(text, label, about, by_pattern=False)

    def _for_person(self, reply: Person, text: str) -> Person | ForPerson:
        """What can be handed over where people are asked for who have a place for that."""
        fallback = self.directory.fallback if self.directory else None
        if fallback is None or reply.team != fallback or not fallback.has_place:
            return reply
        return ForPerson(self.suggest(_flat(text)), fallback)

    def _asks_for_person(self, text: str) -> ForPerson | None:
        """The same reply to a text that was asked before; None for one that got another."""
        read = _read(split_note(self._masked(text))[0])
        if len(read) > LONGEST_QUESTION or danger_in(read):
            return None
        again = self.answer(Question(text, "", _NOWHERE))
        return again if isinstance(again, ForPerson) else None

    def _overhear(self, text: str) -> Iterator[Inquiry]:
        """A question that stands beside other sentences, in what is no request for either role otherwise."""
        if len(text) > LONGEST_QUESTION or self.suggest(_flat(text)).outcome == "route":
            return
        sentences = [sentence for sentence in _SENTENCES.split(_flat(text)) if sentence]
        for sentence in sentences if 1 < len(sentences) <= _MOST_SENTENCES else ():
            yield from (each for each in _recognise(sentence) if each.label in OVERHEARD or _asks_for_owners(each))

    # --- requests ------------------------------------------------------------------------------------------------

    def _route(self, text: str, settled: Settled, danger: Danger | None = None) -> Routable:
        text = _COMMAND.sub("", split_note(text)[0].strip())
        read = _read(text)
        shortened = len(text) > READ_CHARACTERS
        if has_grown(read):
            return self._single(suggest_grown(read, self.suggest), settled.get(0), danger, shortened=shortened)
        asks = split(read, self._of_piece)
        dangers = [danger_in(ask) for ask, _ in asks]
        # a danger that only the whole tells of must not be torn apart
        if asks and (danger is None or any(dangers)):
            last = len(asks) - 1
            parts = (
                (ask, self._single(s, settled.get(at), dangers[at], shortened=shortened and at == last))
                for at, (ask, s) in enumerate(asks)
            )
            return Several(self.suggest(_flat(read)), tuple(parts))
        return self._single(self.suggest(_flat(read)), settled.get(0), danger, shortened=shortened)

    def _of_piece(self, text: str) -> Suggestion:
        """What the classifier says of a piece of a request; one that only tells a secret is no request."""
        return self.suggest(text) if gist(text) else self._suggest("")

    def _single(
        self, suggestion: Suggestion, chosen: Choice | None, danger: Danger | None, *, shortened: bool
    ) -> Single:
        danger = danger if chosen is None else None
        answer = chosen.answer if chosen else SECURITY if danger else suggestion.best.answer
        if chosen is None and danger is None and suggestion.outcome == "clarify":
            first, second = (self.catalogue.responsibilities[name] for name in suggestion.candidates)
            return Clarify(suggestion, first, second, self.catalogue.boundary(first.id, second.id), shortened)
        if answer == NONE or (chosen is None and danger is None and suggestion.outcome == "none"):
            fallback = self.directory.fallback if self.directory else None
            return NotOurs(suggestion, fallback, chosen, shortened, self._guess(suggestion))
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

    def _guess(self, suggestion: Suggestion) -> Responsibility | None:
        """What a text in another language may be about: names of products and words that both languages share tell something."""
        best = next(ranked for ranked in suggestion.ranking if ranked.answer != NONE)
        likely = suggestion.unread and best.confidence >= _GUESS_AT_LEAST
        return self.catalogue.responsibilities[best.answer] if likely else None

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


def _asks_for_owners(inquiry: Inquiry) -> bool:
    """Whether the whole list is asked for: of one thing's owner a sentence alone does not tell."""
    return inquiry.label == "owner" and not inquiry.about


def _read(text: str) -> str:
    """What of a text is read."""
    return request_in(text[:READ_CHARACTERS])


def _flat(text: str) -> str:
    return " ".join(text.split())
