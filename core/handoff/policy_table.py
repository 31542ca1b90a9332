"""The policy as a table for docs/security.md: `python -m core.handoff.policy_table`."""

from core.desk.action import Verb
from core.handoff.policy import FREE, MAY, OF_ASKER, Role

_COLUMNS = (
    ("who asked", frozenset({Role.REQUESTER})),
    ("the team", frozenset({Role.TEAM, Role.HOLDER})),
    ("the team it was escalated to", frozenset({Role.ABOVE})),
    ("others in a team’s channel", frozenset({Role.COLLEAGUE})),
    ("others in a former team’s channel", frozenset({Role.FORMER})),
    ("others where it was asked", frozenset({Role.BYSTANDER})),
    ("anybody else", frozenset[Role]()),
)


def table() -> str:
    """One row for each verb, in Markdown, with a line break at its end."""
    names = [name for name, _ in _COLUMNS]
    rows = [["verb", *names], ["---"] * (len(names) + 1)]
    for verb in Verb:
        if verb in FREE:
            allowed = [True] * len(_COLUMNS)
        elif verb in OF_ASKER:
            allowed = [Role.REQUESTER in roles for _, roles in _COLUMNS]
        else:
            allowed = [bool(roles & MAY.get(verb, frozenset())) for _, roles in _COLUMNS]
        rows.append([f"`{verb}`", *("yes" if may else "no" for may in allowed)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - that is what it is for
