"""Replies to requests, laid out."""

from collections.abc import Collection, Iterable

from core.catalogue.model import NONE, Responsibility
from core.conversation.actions import Action, Verb
from core.conversation.outline import (
    Bullets,
    Button,
    Buttons,
    Fact,
    Menu,
    Note,
    Option,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
    Rule,
)
from core.desk.reply import (
    Choose,
    Clarify,
    NotOurs,
    Route,
    Several,
    Single,
)
from core.desk.words import (
    LABEL_CHARACTERS,
    QUOTE_CHARACTERS,
    asked_between,
    chosen_by,
    clipped,
    deciding_words,
    owned,
    sureness,
    the,
    who,
    why,
)
from core.directory.model import Team

_SUREST = 0.99
"""Nothing is shown as certain."""

_INCLUDED = 4
"""What to include in a request: more than a handful nobody reads in a chat."""


def single(reply: Single, ask: str, part: int, *, can_hand_over: bool = True) -> Outline:
    """One ask: where it belongs, a question back, or that it is not ours."""
    match reply:
        case Route():
            return _route(reply, ask, part, can_hand_over=can_hand_over)
        case Clarify():
            return _clarify(reply, ask, part)
        case NotOurs():
            return _not_ours(reply, ask, part, can_hand_over=can_hand_over)


def _route(reply: Route, ask: str, part: int, *, can_hand_over: bool) -> Outline:
    record, suggestion = reply.responsibility, reply.suggestion
    parts: list[Part] = [Quoted(clipped(suggestion.text, QUOTE_CHARACTERS)), Paragraph(record.definition, strong=True)]
    parts.append(owned(reply.ownership))
    parts.append(Fact("Role", reply.role.name))
    if reply.chosen:
        parts.append(Fact("Why", chosen_by(reply.chosen)))
    else:
        parts.append(Fact("Why", why(suggestion)))
        parts.append(Fact("How sure", _how_sure(reply)))
    parts.append(Fact("What it takes", ", ".join(name for name, _ in reply.skills)))
    parts.append(Bullets("Good to include in the request", record.include[:_INCLUDED]))
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    parts.append(
        Buttons(
            (
                *(_hand_over((reply.ownership.team, reply.ownership.fallback), ask, part) if can_hand_over else ()),
                Button("Not right?", Action(Verb.CORRECT, ask, part)),
                Button("Skills", Action(Verb.SKILLS, choice=record.id)),
            )
        )
    )
    says = f"This belongs to {record.name} ({reply.role.name}). {who(reply.ownership, record)}"
    return Outline(record.name, tuple(parts), says.rstrip())


def _hand_over(teams: Iterable[Team | None], ask: str, part: int) -> tuple[Button, ...]:
    """The press that hands it to the first of some teams that can be given a request, where there is one."""
    team = next((team for team in teams if team and team.has_place), None)
    if team is None or not ask:
        return ()
    label = clipped(f"Hand to {team.name}…", LABEL_CHARACTERS)
    return (Button(label, Action(Verb.HAND_OVER, ask, part), "primary"),)


_SHORTENED = (
    "Your message is long: I read only the first part of it. If what you need stands later, send that part alone."
)


def _clarify(reply: Clarify, ask: str, part: int) -> Outline:
    first, second = reply.first, reply.second
    question, answers = asked_between(first, second, reply.boundary)
    parts: list[Part] = [
        Quoted(clipped(reply.suggestion.text, QUOTE_CHARACTERS)),
        Paragraph(question, strong=True),
        Fact(
            "Why I ask",
            f"it could be {first.name} or {second.name}, and {deciding_words(reply.suggestion)} left it open",
        ),
    ]
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    parts.append(
        Buttons(
            (
                *(
                    Button(clipped(answers[record.id], LABEL_CHARACTERS), Action(Verb.CLARIFY, ask, part, record.id))
                    for record in (first, second)
                ),
                Button("Neither", Action(Verb.CORRECT, ask, part)),
            )
        )
    )
    return Outline("One question first", tuple(parts), f"{question} ({answers[first.id]} / {answers[second.id]})")


def _not_ours(reply: NotOurs, ask: str, part: int, *, can_hand_over: bool) -> Outline:
    says = "This does not look like something that IT or IS Management owns."
    if reply.suggestion.unread:
        says = "So far I only understand English, and I recognise too few of these words to say where this belongs."
    if reply.chosen:
        by = reply.chosen.by or "somebody"
        says = f"{by[0].upper()}{by[1:]} said that this isn't an IT or IS matter."
    person = (
        f"You can ask {the(reply.fallback.name)}."
        if reply.fallback
        else "A colleague or your manager may know whom to ask."
    )
    parts: list[Part] = [Quoted(clipped(reply.suggestion.text, QUOTE_CHARACTERS)), Paragraph(says, strong=True)]
    parts.append(OwnedBy("You can ask", reply.fallback) if reply.fallback else Paragraph(person))
    if reply.shortened:
        parts.append(Note(_SHORTENED))
    unread = reply.suggestion.unread and not reply.chosen
    choose = "Choose the place" if unread else "It is for IT or IS: choose a team"
    # what a person said is nobody's here is offered to a person; what I cannot read is for people to read
    hand_over = _hand_over((reply.fallback,), ask, part) if can_hand_over else ()
    parts.append(Buttons((*hand_over, Button(choose, Action(Verb.CORRECT, ask, part)))))
    return Outline(
        "I cannot read this" if unread else "This isn't an IT or IS matter", tuple(parts), f"{says} {person}"
    )


def several(reply: Several, ask: str, handed_over: Collection[int] = ()) -> Outline:
    """Each ask in short, with its own buttons."""
    outlines = [single(part, ask, at, can_hand_over=at not in handed_over) for at, (_, part) in enumerate(reply.parts)]
    parts: list[Part] = [Paragraph(f"Your message contains {len(outlines)} requests. Here is where each belongs.")]
    for number, outline in enumerate(outlines, start=1):
        parts += [Rule(), Paragraph(f"{number}. {outline.title}", strong=True), *_brief(outline.parts)]
    summary = " ".join(f"{number}. {outline.summary}" for number, outline in enumerate(outlines, start=1))
    return Outline("Several requests", tuple(parts), summary)


def _brief(parts: Iterable[Part]) -> Iterable[Part]:
    """What one of several requests shows: all but the lists, which the Skills button brings."""
    return (part for part in parts if not isinstance(part, Bullets))


def choose(reply: Choose, ask: str) -> Outline:
    """Everything there is to choose from, the likeliest first."""
    current = reply.current
    wrong = current.parts[reply.part][1] if isinstance(current, Several) else current
    likelier = [ranked.answer for ranked in wrong.suggestion.ranking if ranked.answer != NONE][:3]
    likely = tuple(_option(reply.catalogue.responsibilities[name]) for name in likelier)
    groups = (
        ("Most likely", likely),
        *(
            (role.name, tuple(_option(r) for r in reply.catalogue.of_role(role.id) if r.id not in likelier))
            for role in reply.catalogue.roles.values()
        ),
        ("Neither", (Option(NONE, "None of these", "Another department's work, or no request"),)),
    )
    parts = (
        Quoted(clipped(wrong.suggestion.text, QUOTE_CHARACTERS)),
        Paragraph(
            "Where does it belong? Your choice changes the answer and is kept, so that I can learn from it.",
            strong=True,
        ),
        Menu("Choose the right place", groups, Action(Verb.CORRECT_TO, ask, reply.part)),
        Buttons((Button("Leave it as it was", Action(Verb.BACK, ask, reply.part)),)),
    )
    return Outline("Which is right?", parts, "Choose where this request belongs.")


def _option(record: Responsibility) -> Option:
    return Option(record.id, clipped(record.name, LABEL_CHARACTERS), clipped(record.short, LABEL_CHARACTERS))


def _how_sure(reply: Route) -> str:
    best = reply.suggestion.best.confidence
    words = f"{sureness(best)} ({min(best, _SUREST):.0%})"
    return f"{words}; next best is {reply.runner_up.name}" if reply.runner_up else words
