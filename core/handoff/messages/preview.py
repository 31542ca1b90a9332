"""What the requester sees before a request is handed over: exactly what will be posted, where, and what had better not be."""

import hashlib
import json
from collections.abc import Sequence

from core.conversation.actions import Action, Verb
from core.conversation.attached import split_note
from core.conversation.outline import (
    Button,
    Buttons,
    Fact,
    Form,
    Link,
    Note,
    Outline,
    OwnedBy,
    Paragraph,
    Part,
    Quoted,
)
from core.desk.wording import join_words
from core.directory.model import Team
from core.handoff.fields import fields_of
from core.handoff.model import LONGEST_TEXT
from core.handoff.places import home_of
from core.handoff.sensitive import Finding
from core.text import shorten

_SUMMARY = 200

_SEAL_CHARACTERS = 24
"""96 bits: nobody needs to guess it, for it lets nobody do more."""


def preview(
    text: str,
    team: Team,
    facts: Sequence[Fact | Link],
    found: Sequence[Finding],
    action: Action,
    *,
    sealed: str,
    changed: bool = False,
) -> Outline:
    """The request as the team will see it.

    Args:
        text: the request, with the line of what came with it, which is among the facts.
        team: who will get it.
        facts: what the card says beside the request.
        found: what looks like a secret or personal data in it.
        action: carries the ask and its part.
        sealed: the `seal` of all this, which comes back with “Send it”.
        changed: whether the preview before this one showed something else: another text, team or channel.
    """
    request = split_note(text)[0]
    parts: list[Part] = [
        Paragraph(f"{team.name} will see this. Nothing is sent before you press “Send it”.", strong=True),
        OwnedBy("Goes to", team),
        Quoted(request),
        *facts,
    ]
    if changed:
        says = (
            "This has changed since you last looked, so nothing has been sent yet. Please check it and send it again."
        )
        parts.insert(0, Paragraph(says, strong=True))
    if len(request) > LONGEST_TEXT:
        too_long = (
            f"This has {len(request):,} characters; {LONGEST_TEXT:,} can be handed over. "
            "“Edit…” shows all of it: please shorten it there."
        )
        parts.insert(0, Paragraph(too_long, strong=True))
    if found:
        kinds = list(dict.fromkeys(finding.kind for finding in found))
        what = join_words(kinds) if len(kinds) > 1 else kinds[0]
        parts.append(
            Paragraph(
                f"Careful: this contains what looks like {what}. Everyone in that channel will see it.", strong=True
            )
        )
        parts.append(Note("“Mask it” replaces what I found; “Edit…” lets you change the text."))
    edit = form_to_edit(text)
    buttons = [Button("Send it", _with(action, Verb.SEND, sealed), "default" if found else "primary")]
    if found:
        buttons.append(Button("Mask it", _with(action, Verb.MASK), "primary"))
    buttons += [
        Button("Edit…", _with(action, Verb.EDIT), form=edit),
        Button("Don’t send", _with(action, Verb.CANCEL)),
    ]
    parts.append(Buttons(tuple(buttons)))
    return Outline(
        f"Hand over to {team.name}?", tuple(parts), f"This would go to {team.name}: {shorten(request, _SUMMARY)}"
    )


def seal(text: str, team: Team, responsibility: str, why: str) -> str:
    """Stands for what a preview shows, so that nothing else is sent by its button.

    Args:
        text: the request.
        team: who gets it; where, is part of that.
        responsibility: id of what it belongs to.
        why: the reason that the team will read.
    """
    home = home_of(team)
    where = (home.platform, home.workspace, home.conversation) if home else None
    shown = [text, team.id, team.name, where, responsibility, why]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:_SEAL_CHARACTERS]


def form_to_edit(text: str) -> Form:
    """The form in which a request is changed before it goes, whole; what came with it stays with it."""
    return Form("Edit your request", fields_of(split_note(text)[0], "What the team will read", LONGEST_TEXT), "Save")


def _with(action: Action, verb: Verb, choice: str = "") -> Action:
    return Action(verb, action.ask, action.part, choice)
