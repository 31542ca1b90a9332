"""The policy as a table for docs/security.md: `python -m core.handoff.policy_table`."""

from core.conversation.actions import Verb
from core.handoff.parties import Party
from core.handoff.policy import FREE, MAY, OF_ASKER

_COLUMNS = (
    ("who asked", frozenset({Party.REQUESTER})),
    ("the team", frozenset({Party.TEAM})),
    ("the team it was escalated to", frozenset({Party.ABOVE})),
    ("who has taken it", frozenset({Party.CLAIMANT})),
    ("others in a team’s channel", frozenset({Party.COLLEAGUE})),
    ("guests in a team’s channel", frozenset({Party.GUEST})),
    ("others in a former team’s channel", frozenset({Party.FORMER})),
    ("others where it was asked", frozenset({Party.BYSTANDER})),
    ("anybody else", frozenset[Party]()),
)


def table() -> str:
    """One row for each verb, in Markdown, with a line break at its end."""
    names = [name for name, _ in _COLUMNS]
    rows = [["verb", *names], ["---"] * (len(names) + 1)]
    for verb in Verb:
        if verb in FREE:
            allowed = [True] * len(_COLUMNS)
        elif verb in OF_ASKER:
            allowed = [Party.REQUESTER in those for _, those in _COLUMNS]
        else:
            allowed = [bool(those & MAY.get(verb, frozenset())) for _, those in _COLUMNS]
        rows.append([f"`{verb}`", *("yes" if may else "no" for may in allowed)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - that is what it is for
