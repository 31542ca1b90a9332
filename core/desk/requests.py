"""Replies to a request: where it belongs, a question back, or that it is not ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from core.catalogue.model import NONE, Boundary, Responsibility, Role
from core.classifier.suggestion import Suggestion
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Feedback,
    Note,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
)
from core.desk.danger import Danger
from core.desk.elsewhere import hint
from core.desk.languages import LANGUAGES, Sentences, language_of
from core.desk.reply import Ownership
from core.desk.wording import (
    LABEL_CHARACTERS,
    QUOTE_CHARACTERS,
    YOU,
    deciding_words,
    owner_part,
    sureness,
    the,
    who,
    why,
)
from core.directory.model import Team
from core.text import shorten

_SUREST = 0.99
"""Nothing is shown as certain."""

_INCLUDED = 4
"""What to include in a request: more than a handful nobody reads in a chat."""

_SHORTENED = "Your message is long, so I read only the first part. If what you need comes later, please send that part by itself."


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody said about where a request belongs.

    Attributes:
        answer: a responsibility id, or `none`.
        by: who, as a reader of the reply calls them: `you`, a name, or empty where that is not known.
        question, said: where it answered a clarifying question, that question and the answer in words; otherwise empty.
        to_question: whether it answered a clarifying question at all.
    """

    answer: str
    by: str = ""
    to_question: bool = False
    question: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """It belongs to this responsibility.

    Attributes:
        suggestion: what the classifier said.
        responsibility: where it belongs; a person's choice where there was one.
        role: its role.
        skills: what it takes: the names of the skills with how each shows.
        ownership: who answers for it.
        runner_up: the next best, or None when that is `none` or far behind.
        chosen: what a person said, or None where nobody did.
        shortened: whether only the first part of the text was read.
        danger: what cannot wait, or None.
    """

    kind: ClassVar[str] = "route"

    suggestion: Suggestion
    responsibility: Responsibility
    role: Role
    skills: tuple[tuple[str, str], ...]
    ownership: Ownership
    runner_up: Responsibility | None
    chosen: Choice | None = None
    shortened: bool = False
    danger: Danger | None = None


@dataclass(frozen=True, slots=True)
class More:
    """All that there is to say of where a request belongs. To what follows it is an answer about skills."""

    kind: ClassVar[str] = "skills"

    route: Route


@dataclass(frozen=True, slots=True)
class Clarify:
    """It could be either of two: one question decides.

    Attributes:
        suggestion: what the classifier said.
        first, second: the candidates, likelier first.
        boundary: the catalogue's question for the two, or None where it has none.
        shortened: whether only the first part of the text was read.
    """

    kind: ClassVar[str] = "clarify"

    suggestion: Suggestion
    first: Responsibility
    second: Responsibility
    boundary: Boundary | None
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Neither role owns it.

    Attributes:
        suggestion: what the classifier said.
        fallback: a team of people to turn to, or None.
        chosen: what a person said, or None where nobody did.
        shortened: whether only the first part of the text was read.
        guess: what a text in another language may be about, or None.
    """

    kind: ClassVar[str] = "none"

    suggestion: Suggestion
    fallback: Team | None
    chosen: Choice | None = None
    shortened: bool = False
    guess: Responsibility | None = None


@dataclass(frozen=True, slots=True)
class ForPerson(NotOurs):
    """Somebody wants to speak to a person: the fallback team, which has a place where that can be handed over.

    How it reads, `core.desk.topics.person` says.
    """

    kind: ClassVar[str] = "person"


FOR_A_PERSON = "the requester asked to speak to a person"
"""Why that comes to a team, as a phrase."""

Single = Route | Clarify | NotOurs

Settled = Mapping[int, Choice]
"""What people chose, by the number of the ask in the text, from 0."""


def outline(
    reply: Single, ask_id: str | None, part: int = 0, *, can_hand_over: bool = True, quotes: bool = False
) -> Outline:
    """A request's reply laid out.

    Args:
        reply: to one ask.
        ask_id: of the stored question; None where it was not stored, and nothing can be corrected or handed over.
        part: the number of the ask in the question, from 0.
        can_hand_over: whether it is not with a team already.
        quotes: whether the request is shown, for who does not see it beside the answer.
    """
    quoted = (Quoted(shorten(reply.suggestion.text, QUOTE_CHARACTERS)),) if quotes else ()
    match reply:
        case Route():
            return _route(reply, quoted, ask_id, part, can_hand_over=can_hand_over)
        case Clarify():
            return _clarify(reply, quoted, ask_id, part)
        case NotOurs():
            return _not_ours(reply, quoted, ask_id, part, can_hand_over=can_hand_over)


def question_between(
    first: Responsibility, second: Responsibility, boundary: Boundary | None
) -> tuple[str, Mapping[str, str]]:
    """The question that decides between two responsibilities, and the answers in words, by responsibility id."""
    if boundary:
        return boundary.question, boundary.answers
    question = "Which of the two comes closer to what you need?"
    return question, {first.id: first.short, second.id: second.short}


def reason_of(choice: Choice) -> str:
    """Why it belongs where a person said that it does, as a phrase."""
    if choice.answer == NONE:
        return _not_ours_by(choice, "it")
    if choice.to_question:
        answered = f"{choice.by} answered" if choice.by else "the answer was"
        if not choice.said:
            return f"{answered} the question that I asked" if choice.by else "an answer to my question decided"
        return f"{answered} “{choice.said}” when I asked “{choice.question}”"
    if choice.by == YOU:
        return "because you chose it"
    return f"{choice.by} chose it" if choice.by else "it was chosen by hand"


def _not_ours_by(choice: Choice, what: str) -> str:
    return f"{choice.by or 'somebody'} said that {what} isn't an IT or IS matter"


def _route(reply: Route, quoted: tuple[Quoted, ...], ask_id: str | None, part: int, *, can_hand_over: bool) -> Outline:
    record, danger = reply.responsibility, reply.danger
    if danger and not danger.is_for_it:
        # no team of IT is called, and none is offered: nobody is to wait for it
        says = _at_once(danger, reply.ownership)
        return Outline(
            "", (*_urgent(danger, reply.ownership), *quoted, Buttons(_correct("Not right?", ask_id, part))), says
        )
    parts: list[Part] = [*(_urgent(danger, reply.ownership) if danger else ()), *quoted, owner_part(reply.ownership)]
    if reply.chosen:
        parts.append(Fact("Why", reason_of(reply.chosen)))
    elif not danger:
        parts.append(Fact("Why", f"{deciding_words(reply.suggestion)}; {_how_sure(reply.suggestion)}"))
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    parts.append(
        Buttons(
            (
                *_hand_over((reply.ownership.team, reply.ownership.fallback) if can_hand_over else (), ask_id, part),
                *_correct("Not right?", ask_id, part),
                Button("More about this", Action(Verb.SKILLS, ask_id or "", part, record.id)),
            )
        )
    )
    named = f"{record.name} ({reply.role.name})"
    says = f"This belongs to {named}. {who(reply.ownership, record)}"
    if danger:
        says = _at_once(danger, reply.ownership)
    feedback = None if danger else _feedback(reply, ask_id, part)
    return Outline(record.name if danger else named, tuple(parts), says.rstrip(), feedback=feedback)


def outline_more(reply: More) -> Outline:
    """What a suggestion leaves out: what it covers, all the reasons, what to include, and what it takes."""
    route, record = reply.route, reply.route.responsibility
    parts: list[Part] = [Paragraph(record.definition, strong=True)]
    if route.chosen:
        parts.append(Fact("Why", reason_of(route.chosen)))
    elif not route.danger:
        sure = _how_sure(route.suggestion)
        next_best = f"; next best is {route.runner_up.name}" if route.runner_up else ""
        parts += [Fact("Why", why(route.suggestion)), Fact("How sure", f"{sure}{next_best}")]
    parts += [
        Bullets("Good to include in the request", record.include[:_INCLUDED]),
        Bullets("Skills needed", tuple(f"{name}: {shows}" for name, shows in route.skills)),
        Bullets("Typical work", record.activities),
        Buttons((Button(f"All skills of an {route.role.title}", Action(Verb.SKILLS, choice=route.role.id)),)),
    ]
    return Outline(f"More about {record.name}", tuple(parts), f"{record.name}: {record.definition}")


def _at_once(danger: Danger, ownership: Ownership) -> str:
    """What to do before anything else, with how to reach the team, in the language of who reports it."""
    if not danger.is_for_it:
        return danger.first
    says = danger.wording
    team = ownership.team or ownership.fallback
    # whoever answers for it may have left no number: then that of the team for what nobody owns is better than none
    contact = next((each.contact for each in (ownership.team, ownership.fallback) if each and each.contact), None)
    reached = says.contact.format(contact=contact) if contact else ""
    whom = the(team.name) if danger.language == "en" and team else team.name if team else says.nobody
    call = (says.then_tell if danger.first else says.tell).format(
        team=whom, reached=reached if team else says.nobody_reached
    )
    return f"{danger.first} {call}.".lstrip()


def _urgent(danger: Danger, ownership: Ownership) -> tuple[Part, ...]:
    return Paragraph(_at_once(danger, ownership), strong=True), Bullets(danger.wording.label, danger.steps)


def _hand_over(teams: Iterable[Team | None], ask_id: str | None, part: int) -> tuple[Button, ...]:
    """The press that hands it to the first of some teams that can be given a request, where there is one."""
    team = next((team for team in teams if team and team.has_place), None)
    if team is None or ask_id is None:
        return ()
    label = shorten(f"Hand to {team.name}…", LABEL_CHARACTERS)
    return (Button(label, Action(Verb.HAND_OVER, ask_id, part), "primary"),)


def _correct(label: str, ask_id: str | None, part: int) -> tuple[Button, ...]:
    """The press that offers every responsibility to choose from."""
    return () if ask_id is None else (Button(label, Action(Verb.CORRECT, ask_id, part)),)


def _feedback(reply: Route | NotOurs, ask_id: str | None, part: int) -> Feedback | None:
    """Whether it is right is asked where nobody has said it yet, and where there was something to say it of."""
    if ask_id is None or reply.chosen or reply.suggestion.unread:
        return None
    return Feedback(Action(Verb.AGREE, ask_id, part), Action(Verb.CORRECT, ask_id, part))


def _clarify(reply: Clarify, quoted: tuple[Quoted, ...], ask_id: str | None, part: int) -> Outline:
    first, second = reply.first, reply.second
    question, answers = question_between(first, second, reply.boundary)
    parts: list[Part] = [
        *quoted,
        Paragraph(question, strong=True),
        Fact("Why I ask", f"{deciding_words(reply.suggestion)} could mean {first.name} or {second.name}"),
    ]
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    if ask_id is not None:
        choices = (
            Button(shorten(answers[record.id], LABEL_CHARACTERS), Action(Verb.CLARIFY, ask_id, part, record.id))
            for record in (first, second)
        )
        parts.append(Buttons((*choices, *_correct("Neither", ask_id, part))))
    return Outline("One question first", tuple(parts), f"{question} ({answers[first.id]} / {answers[second.id]})")


def _not_ours(
    reply: NotOurs, quoted: tuple[Quoted, ...], ask_id: str | None, part: int, *, can_hand_over: bool
) -> Outline:
    if reply.suggestion.unread and not reply.chosen and (language := language_of(reply.suggestion.text)):
        return _not_read(reply, LANGUAGES[language], quoted, ask_id, part, can_hand_over=can_hand_over)
    unread = reply.suggestion.unread and not reply.chosen
    title = "I cannot read this" if unread else "This isn't an IT or IS matter"
    says = "" if unread or reply.chosen else hint(reply.suggestion.text)
    summary = f"This doesn’t look like an IT or IS matter. {says}".rstrip()
    if unread:
        says = summary = (
            "So far I only understand English, and I recognise too few of these words to say where this belongs."
        )
    elif reply.chosen:
        said = _not_ours_by(reply.chosen, "this")
        says = summary = f"{said[0].upper()}{said[1:]}."
    person = (
        f"You can ask {the(reply.fallback.name)}."
        if reply.fallback
        else "A colleague or your manager may know whom to ask."
    )
    parts: list[Part] = [*quoted, *([Paragraph(says, strong=True)] if says else [])]
    parts.append(OwnedBy("You can ask", reply.fallback) if reply.fallback else Paragraph(person))
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    choose = "Choose the place" if unread else "It is for IT or IS: choose a team"
    # what a person said is nobody's here is offered to a person; what I cannot read is for people to read
    buttons = (*_hand_over((reply.fallback,) if can_hand_over else (), ask_id, part), *_correct(choose, ask_id, part))
    if buttons:
        parts.append(Buttons(buttons))
    return Outline(title, tuple(parts), f"{summary} {person}", feedback=_feedback(reply, ask_id, part))


def _not_read(
    reply: NotOurs,
    says: Sentences,
    quoted: tuple[Quoted, ...],
    ask_id: str | None,
    part: int,
    *,
    can_hand_over: bool,
) -> Outline:
    """That only English is read, in the asker's own language, with what it may be about and whom to ask."""
    guess = says.guess.format(responsibility=reply.guess.name) if reply.guess else ""
    ask = says.ask.format(team=reply.fallback.name) if reply.fallback else says.colleague
    parts: list[Part] = [
        *quoted,
        Paragraph(f"{says.not_read} {guess}".rstrip(), strong=True),
        Paragraph(ask),
    ]
    if reply.fallback:
        parts.append(OwnedBy("Team", reply.fallback))
    take: tuple[Button, ...] = ()
    if reply.guess and ask_id is not None:
        label = shorten(says.is_it.format(responsibility=reply.guess.name), LABEL_CHARACTERS)
        take = (Button(label, Action(Verb.CORRECT_TO, ask_id, part, reply.guess.id)),)
    buttons = (
        *take,
        *_hand_over((reply.fallback,) if can_hand_over else (), ask_id, part),
        *_correct(says.choose, ask_id, part),
    )
    if buttons:
        parts.append(Buttons(buttons))
    parts.append(Note("I only read English so far."))  # for whoever reads along
    return Outline(says.title, tuple(parts), f"{says.not_read} {guess} {ask}".replace("  ", " "))


def _how_sure(suggestion: Suggestion) -> str:
    shown = round(min(suggestion.best.confidence, _SUREST), 2)  # the words go with the number that stands beside them
    return f"{sureness(shown)} ({shown:.0%})"
