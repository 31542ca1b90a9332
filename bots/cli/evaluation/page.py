"""An evaluation as a page of its own: no script, nothing loaded from elsewhere, light or dark as the reader likes."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from bots.cli.evaluation.chart import reliability_chart, span
from bots.cli.evaluation.figures import (
    BY_HEADS,
    Figures,
    Groups,
    by_cells,
    by_role,
    describe_changes,
    flatten,
    interval,
    percent,
    points,
)
from bots.cli.evaluation.markup import document, element, head, table
from bots.cli.evaluation.splits import SPLITS
from core.catalogue.model import NONE
from core.classifier.comparison import Comparison
from core.classifier.evaluate import FIGURES, Judged, Mistaken, reliability, role_of, worst_pairs

_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 300
_LINES_SHOWN = 200
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever a request may hold, the page runs and loads nothing."""

_FAINTEST, _STRONGEST = 0.12, 0.55
"""How much colour a cell has: the least that is seen, and the most on which text is read easily, light or dark."""

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d5dae0;
  --good: 46 140 87; --bad: 214 69 65; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #e6e9ed; --soft: #9aa4af; --line: #343b44; --good: 55 150 95; --bad: 205 70 66; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: .5rem 0; max-width: 46rem; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; margin-top: 2.5rem; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; font-size: 1.15rem; padding-bottom: .4rem; }
th, td { padding: .25rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 500; }
thead th { color: var(--soft); vertical-align: bottom; }
.number, thead th + th { text-align: right; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.matrix th { font-weight: 400; white-space: nowrap; }
.matrix thead th { text-align: center; }
.matrix thead [scope=col] { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; padding: .5rem .25rem; }
.matrix td { min-width: 1.9rem; padding: .25rem; text-align: center; font-variant-numeric: tabular-nums; }
.matrix td.nothing { color: var(--soft); opacity: .5; }
.matrix td.right { font-weight: 700; outline: 2px solid var(--ink); outline-offset: -2px; }
.matrix tbody + tbody { border-top: 3px solid var(--line); }
.matrix .first { border-left: 3px solid var(--line); }
.pairs thead th { text-align: left; }
.pairs ul { margin: 0; padding-left: 1.1rem; }
.pairs td:last-child { min-width: 16rem; }
.pairs li { overflow-wrap: anywhere; }
.side { display: flex; flex-wrap: wrap; gap: 1rem 3rem; align-items: flex-start; }
svg { width: 26rem; max-width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 12px; }
svg .frame { fill: none; stroke: var(--soft); }
svg .grid { stroke: var(--line); }
svg .true { stroke: var(--soft); stroke-dasharray: 5 4; }
svg .dot { fill: rgb(var(--good) / .65); stroke: rgb(var(--good)); }
@media print { .wide { overflow: visible; break-inside: avoid; } }
"""


def write_page(
    name: str, figures: Figures, groups: Groups, judged: Sequence[Judged], comparison: Comparison | None
) -> str:
    """The page.

    Args:
        name: of the file that was measured on.
        figures: what `core.classifier.evaluate.report` gives, with `intervals`.
        groups: the same by field and value.
        judged: requests with what was said of each.
        comparison: with an earlier result, or None.
    """
    said = [
        element("h1", f"How right Waypost is on {name}"),
        element(
            "p",
            "A guess is right if it is the label of the request or one that is accepted beside it. The intervals say how "
            "far a figure may be, at 95 % confidence, from what endless requests of the same kind would give.",
        ),
        element("p", "This page quotes requests: treat it as you treat the file they are from.", class_="soft"),
    ]
    sections = [
        _figures(figures),
        *([_comparison(comparison)] if comparison else []),
        *(_breakdown(field, values) for field, values in groups.items()),
        _confusion(figures["confusion"]),
        _reliability(judged),
        _pairs(worst_pairs(judged)),
    ]
    wide = (element("section", section, class_="wide") for section in sections)
    return document(f"Waypost on {name}", _STYLE, _POLICY, *said, *wide)


def _figures(figures: Figures) -> Element:
    rows = [
        (says, percent(figures[name]), interval(figures["intervals"].get(name)))
        for name, says in (*FIGURES.items(), *SPLITS.items())
        if name in figures
    ]
    return table(f"All {figures['n']} requests", ("Figure", "Share", "95 % interval"), rows)


def _comparison(comparison: Comparison) -> Element:
    rows = [
        (says, percent(before), percent(now), points(before, now))
        for name, says in FIGURES.items()
        for before, now in [comparison.figures[name]]
    ]
    made = table("Against the earlier result", ("Figure", "Before", "Now", "Points"), rows)
    changes = comparison.changes
    return element("div", made, element("p", describe_changes(changes, _LINES_SHOWN))) if changes else made


def _breakdown(field: str, values: Mapping[str, Figures]) -> Element:
    rows = [(flatten(value, _EXAMPLE_CHARACTERS), *by_cells(group)) for value, group in values.items()]
    return table(f"By {field}", (field, *BY_HEADS), rows)


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> Element:
    """Truth down, guess across, by role; the more of a row is in a cell, the more colour it has."""
    roles = by_role(confusion)
    names = [name for role in roles for name in role]
    firsts = {role[0] for role in roles}
    over = [_over(role) for role in roles]
    heads = [head(name, class_=_first(name, firsts)) for name in names]
    bodies = (
        element("tbody", *(_row(truth, confusion.get(truth, {}), names, firsts) for truth in role)) for role in roles
    )
    return element(
        "table",
        element("caption", "Where requests belong (down) and what they are taken for (across)"),
        element("colgroup"),
        *(element("colgroup", span=str(len(role))) for role in roles),
        element("thead", element("tr", element("td"), *over), element("tr", element("td"), *heads)),
        *bodies,
        class_="matrix",
    )


def _over(role: Sequence[str]) -> Element:
    """The head over the columns of a role; over `none`, which is a role of its own, nothing has to be said twice."""
    if list(role) == [NONE]:
        return element("td", class_="first")
    return head(role_of(role[0]), "colgroup", colspan=str(len(role)), class_="first")


def _row(truth: str, row: Mapping[str, int], names: Sequence[str], firsts: set[str]) -> Element:
    total = sum(row.values())
    cells = (_cell(row.get(guess, 0), total, guess == truth, _first(guess, firsts)) for guess in names)
    return element("tr", head(truth, "row"), *cells)


def _first(name: str, firsts: set[str]) -> str:
    return "first" if name in firsts else ""


def _cell(times: int, total: int, right: bool, place: str) -> Element:
    if not times:
        return element("td", "·", class_=f"nothing {place}".rstrip())
    colour, kind = ("--good", "right") if right else ("--bad", "wrong")
    strength = _FAINTEST + (_STRONGEST - _FAINTEST) * times / total
    style = f"background: rgb(var({colour}) / {strength:.2f})"
    return element("td", str(times), class_=f"{kind} {place}".rstrip(), style=style)


def _reliability(judged: Sequence[Judged]) -> Element:
    bins = reliability(judged)
    rows = [(span(found), str(found.number), f"{found.confidence:.1%}", f"{found.right:.1%}") for found in bins]
    heads = ("Confidence", "Requests", "On average", "Right")
    made = table("How true the confidence is", heads, rows)
    return element("div", made, reliability_chart(bins), class_="side")


def _pairs(pairs: Sequence[Mistaken]) -> Element:
    rows = (
        element(
            "tr",
            head(pair.truth, "row"),
            element("td", pair.guess),
            element("td", str(pair.times), class_="number"),
            element("td", element("ul", *(_example(text) for text in pair.texts[:_EXAMPLES]))),
        )
        for pair in pairs
    )
    heads = map(head, ("Belongs to", "Taken for", "Times", "Such as"))
    return element(
        "table",
        element("caption", "Mistaken most often"),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="pairs",
    )


def _example(text: str) -> Element:
    return element("li", flatten(text, _EXAMPLE_CHARACTERS))
