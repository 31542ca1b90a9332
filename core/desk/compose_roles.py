"""Replies to questions about the roles, laid out."""

from core.catalogue.model import NONE, Catalogue, Responsibility, Role
from core.conversation.actions import Action, Verb
from core.conversation.outline import Bullets, Button, Buttons, Fact, Grid, Note, Outline, Paragraph, Part, Quoted
from core.desk.reply import (
    Advise,
    Define,
    Help,
    Owner,
    Skills,
)
from core.desk.words import FIND_OWNERS, LABEL_CHARACTERS, QUOTE_CHARACTERS, clipped, deciding_words, owned, who


def skills(reply: Skills) -> Outline:
    """What it takes."""
    match reply.subject:
        case Responsibility() as record:
            skills = [reply.catalogue.skills[name] for name in record.skills]
            items = tuple(f"{s.name}: {record.skills[s.id]}" for s in skills)
            title = f"Skills for {record.name}"
            role = reply.catalogue.roles[record.role]
            parts: tuple[Part, ...] = (
                Paragraph(record.definition),
                Bullets("What it takes", items),
                Bullets("Typical work", record.activities),
                Buttons((Button(f"All skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
            )
            return Outline(title, parts, f"{title}: {', '.join(s.name for s in skills)}.")
        case Role() as role:
            title = f"Skills of an {role.title}"
            parts = tuple(Bullets(f"{s.name}: {s.meaning}", s.shows) for s in role.skills)
            return Outline(title, parts, f"{title}: {', '.join(s.name for s in role.skills)}.")
        case None:
            roles = reply.catalogue.roles.values()
            parts = (
                *(Bullets(role.title, tuple(f"{s.name}: {s.meaning}" for s in role.skills)) for role in roles),
                Buttons(
                    tuple(Button(f"More on the {role.title}", Action(Verb.SKILLS, choice=role.id)) for role in roles)
                ),
            )
            return Outline(
                "Skills of the two roles",
                parts,
                " ".join(f"{r.title}: {', '.join(s.name for s in r.skills)}." for r in roles),
            )


def compare(catalogue: Catalogue) -> Outline:
    """The roles point by point."""
    it, is_ = catalogue.roles["it"], catalogue.roles["is"]
    rows = tuple((difference.point, difference.it, difference.is_) for difference in catalogue.differences)
    buttons = tuple(Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)) for role in (it, is_))
    summary = f"{it.name}: {it.focus}. {is_.name}: {is_.focus}."
    return Outline(f"{it.name} and {is_.name}", (Grid(("", it.name, is_.name), rows), Buttons(buttons)), summary)


def define(reply: Define) -> Outline:
    """What something is."""
    catalogue = reply.catalogue
    match reply.subject:
        case Role() as role:
            owned = tuple(f"{r.name}: {r.short}" for r in catalogue.of_role(role.id))
            parts: tuple[Part, ...] = (
                Paragraph(role.definition, strong=True),
                Bullets("Turn to it when", role.choose_when),
                Bullets("Its responsibilities", owned),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=role.id)),)),
            )
            return Outline(role.name, parts, role.definition)
        case Responsibility() as record:
            elsewhere = tuple(
                f"{e.what}: {catalogue.responsibilities[e.goes_to].name if e.goes_to != NONE else 'another department'}"
                for e in record.not_here
            )
            parts = (
                Paragraph(record.definition, strong=True),
                Fact("Role", catalogue.roles[record.role].name),
                Bullets("Typical work", record.activities),
                Bullets("Not here", elsewhere),
                Buttons((Button("Skills", Action(Verb.SKILLS, choice=record.id)),)),
            )
            return Outline(record.name, parts, record.definition)
        case None:
            parts = (
                Paragraph(catalogue.information_technology, strong=True),
                *(Fact(role.name, role.definition) for role in catalogue.roles.values()),
            )
            return Outline("Information technology", parts, catalogue.information_technology)


def advise(reply: Advise) -> Outline:
    """Which role fits, and why."""
    roles = reply.catalogue.roles
    if reply.role is None or reply.responsibility is None:
        lists = tuple(Bullets(f"{role.name}, when", role.choose_when) for role in roles.values())
        says = (
            "It depends on what has to change."
            if not reply.need
            else "It could be either: it depends on what has to change."
        )
        return Outline("IT or IS Management?", (Paragraph(says, strong=True), *lists), says)
    role, record = reply.role, reply.responsibility
    says = f"Turn to {role.name}."
    other = next(r for r in roles.values() if r.id != role.id)
    parts = (
        Quoted(clipped(reply.need, QUOTE_CHARACTERS)),
        Paragraph(says, strong=True),
        Fact(
            "Why",
            f"it is a matter of {record.name} ({deciding_words(reply.suggestion)}), and {role.name} is about {role.focus}",
        ),
        Fact("It would be " + other.name, f"if it were about {other.focus}"),
        Buttons((Button(f"Skills of an {role.title}", Action(Verb.SKILLS, choice=role.id)),)),
    )
    return Outline("IT or IS Management?", parts, f"{says} It is about {record.name}.")


def owner(reply: Owner) -> Outline:
    """Who owns one responsibility, or each of them."""
    if reply.subject is not None:
        record, ownership = reply.owners[0]
        team = ownership.team or ownership.fallback
        says = who(ownership, record)
        contact = (Fact("Contact", team.contact),) if team and team.contact else ()
        return Outline(
            record.name,
            (Paragraph(record.definition), owned(ownership), *contact),
            says if team else f"{says} {FIND_OWNERS}",
        )
    if not any(ownership.directory for _, ownership in reply.owners):
        return Outline("Owners", (Paragraph(FIND_OWNERS),), FIND_OWNERS)
    rows = tuple((r.name, o.team.name if o.team else "no owner listed") for r, o in reply.owners)
    summary = "; ".join(f"{name}: {team}" for name, team in rows)
    return Outline("Owners", (Grid(("Responsibility", "Owner"), rows),), summary)


def help_(reply: Help) -> Outline:
    """What one can ask."""
    says = "I tell you which IT or IS Management responsibility a question or request belongs to, why, and who owns it."
    parts: list[Part] = [Paragraph(reply.note)] if reply.note else []
    parts += [
        Paragraph(says, strong=True),
        Bullets(
            "You can",
            (
                "describe what you need or what is wrong, in your own words",
                "ask which skills a role or a responsibility takes (skills it, skills data management)",
                "ask what IT or IS Management is, and how they differ (compare)",
                "ask which of the two fits a need (do we need IT or IS management for …)",
                "ask who owns something (owners, who owns the network)",
                "hand a request to the team that owns it, by a button under the answer, and ask how it stands (status)",
            ),
        ),
        Paragraph("Or try one of these:"),
        Buttons(
            tuple(
                Button(clipped(example, LABEL_CHARACTERS), Action(Verb.ASK, choice=example))
                for example in reply.examples
            )
        ),
        Note("Answers are suggestions. Nothing goes to a team before you have seen it and sent it."),
    ]
    return Outline("How I can help", tuple(parts), says)
