"""An evaluation as a page of its own: no script, nothing loaded from elsewhere, light or dark as the reader likes."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from bots.cli.evaluate_figures import BY, FIGURES, in_order, interval, percent, points
from core.classifier.comparison import Comparison
from core.classifier.evaluate import BINS, Judged, worst_pairs

_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 300
_CHART = 320
"""Side of the chart in its own units."""

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: 46 125 50; --bad: 198 40 40; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; font-size: 1.2rem; margin: .5rem 0; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
.matrix { overflow-x: auto; }
.matrix th[scope=col] { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400; }
.matrix td { text-align: center; min-width: 1.6rem; padding: .2rem; border: 1px solid var(--line); }
svg { max-width: 100%; height: auto; }
svg text { fill: currentColor; font-size: 11px; }
"""


def written(name: str, figures: Mapping[str, Any], judged: Sequence[Judged], comparison: Comparison | None) -> str:
    """The page.

    Args:
        name: of the file that was measured on.
        figures: what `evaluate --json` prints.
        judged: requests with what was said of each.
        comparison: with an earlier result, or None.
    """
    body = [
        f"<h1>How right Waypost is on {escape(name)}</h1>",
        _table(
            f"{figures['n']} requests",
            ("Figure", "Value", "95 % interval"),
            [(says, percent(figures[key]), interval(figures, key)) for key, says in FIGURES],
        ),
        _compared(comparison) if comparison else "",
        _groups(figures["by"]) if "by" in figures else "",
        _confusion(figures["confusion"]),
        _reliability(judged),
        _pairs(judged),
    ]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Waypost: {escape(name)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    lines = (
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td class=n>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _compared(comparison: Comparison) -> str:
    rows = [
        (says, percent(before), percent(now), points(before, now))
        for key, says in FIGURES
        for before, now in [comparison.figures.get(key, (None, None))]
    ]
    counted = (
        f"<p>{len(comparison.mended)} requests became right (lines {_numbers(comparison.mended)}), "
        f"{len(comparison.broken)} became wrong (lines {_numbers(comparison.broken)}).</p>"
    )
    return _table("Against the earlier result", ("Figure", "Before", "Now", "Points"), rows) + counted


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines)) or "none"


def _groups(by: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [(value, str(group["n"]), *(percent(group[key]) for key, _ in BY)) for value, group in by.items()]
    return _table("By value", ("Value", "Number", *(says for _, says in BY)), rows)


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> str:
    """A table whose cells are the redder or greener the larger their share of the row."""
    names = in_order(confusion)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    lines: list[str] = []
    for truth in names:
        row = confusion.get(truth, {})
        total = sum(row.values()) or 1
        cells = "".join(_cell(row.get(guess, 0), total, right=guess == truth) for guess in names)
        lines.append(f'<tr><th scope="row">{escape(truth)}</th>{cells}</tr>')
    return (
        '<div class="matrix"><table><caption>Belongs to (down), taken for (across)</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(times: int, total: int, *, right: bool) -> str:
    if not times:
        return "<td></td>"
    colour = "--good" if right else "--bad"
    return f'<td style="background: rgb(var({colour}) / {0.15 + 0.6 * times / total:.2f})">{times}</td>'


def _reliability(judged: Sequence[Judged]) -> str:
    """How often guesses of a confidence were right: on the diagonal, confidence is true."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for row, suggestion in judged:
        confidence = suggestion.best.confidence
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, row.accepts(suggestion.best.answer)))
    filled = [
        (sum(c for c, _ in found) / len(found), sum(right for _, right in found) / len(found), len(found))
        for found in bins
        if found
    ]
    told = "; ".join(f"said {said:.0%}, right {right:.0%} of {number}" for said, right, number in filled)
    dots = "".join(
        f'<circle cx="{said * _CHART:.1f}" cy="{(1 - right) * _CHART:.1f}" r="{3 + 12 * (number / len(judged)) ** 0.5:.1f}"'
        f' fill="rgb(var(--good) / .6)"/>'
        for said, right, number in filled
    )
    return (
        "<h2>How true the confidence is</h2>"
        f'<svg role="img" aria-label="{escape(told)}" viewBox="-30 -10 {_CHART + 50} {_CHART + 50}" width="{_CHART + 50}">'
        f'<rect width="{_CHART}" height="{_CHART}" fill="none" stroke="currentColor" stroke-opacity=".3"/>'
        f'<line x1="0" y1="{_CHART}" x2="{_CHART}" y2="0" stroke="currentColor" stroke-dasharray="4"/>{dots}'
        f'<text x="0" y="{_CHART + 16}">confidence 0</text><text x="{_CHART - 20}" y="{_CHART + 16}">100 %</text>'
        f'<text x="-28" y="8">right</text></svg><p>{escape(told)}.</p>'
    )


def _pairs(judged: Sequence[Judged]) -> str:
    lines: list[str] = []
    for pair in worst_pairs(judged):
        texts = "".join(f"<li>{escape(_short(text))}</li>" for text in pair.texts[:_EXAMPLES])
        lines.append(
            f'<tr><th scope="row">{escape(pair.truth)}</th><td>{escape(pair.guess)}</td><td class=n>{pair.times}</td>'
            f"<td><ul>{texts}</ul></td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Belongs to", "Taken for", "Times", "Such as"))
    return (
        f"<table><caption>Mistaken most often</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXAMPLE_CHARACTERS else f"{flat[: _EXAMPLE_CHARACTERS - 1]}…"
