"""How true the confidence of an evaluation is, drawn."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from bots.cli.evaluation.markup import element
from core.classifier.evaluate import BINS, Bin

_SIDE = 320
"""Of the square, in units of the drawing."""

_LEFT, _BELOW, _MARGIN = 52, 44, 16
_LARGEST = 14
"""Radius of a dot that stands for all requests; the area of a dot is as its number of requests."""

_SMALLEST = 3
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability_chart(bins: Sequence[Bin]) -> Element:
    """A dot for each bin: confidence to the right, share of right guesses upwards; on the diagonal the two are alike."""
    total = sum(found.number for found in bins)
    box = f"{-_LEFT} {-_MARGIN} {_LEFT + _SIDE + _MARGIN} {_MARGIN + _SIDE + _BELOW}"
    return element(
        "svg",
        element("title", "How often guesses were right, by confidence", id="chart-title"),
        element("desc", describe(bins), id="chart-told"),
        element("rect", class_="frame", width=str(_SIDE), height=str(_SIDE)),
        *(part for tick in _TICKS for part in _tick(tick)),
        element("line", class_="true", x1="0", y1=str(_SIDE), x2=str(_SIDE), y2="0"),
        *(_dot(found, total) for found in bins),
        element("text", "confidence", x=str(_SIDE / 2), y=str(_SIDE + 36), **{"text-anchor": "middle"}),
        element(
            "text",
            "right",
            x="-42",
            y=str(_SIDE / 2),
            transform=f"rotate(-90 -42 {_SIDE / 2})",
            **{"text-anchor": "middle"},
        ),
        role="img",
        viewBox=box,
        **{"aria-labelledby": "chart-title chart-told"},
    )


def describe(bins: Sequence[Bin]) -> str:
    """The drawing in words."""
    parts = (
        f"of {found.number} with {span(found)}, on average {found.confidence:.0%}, {found.right:.0%} were right"
        for found in bins
    )
    return f"By confidence: {'; '.join(parts)}."


def span(found: Bin) -> str:
    """From where to where a bin goes."""
    return f"{found.low:.0%} to {found.low + 1 / BINS:.0%}"


def _tick(share: float) -> tuple[Element, ...]:
    across, up = share * _SIDE, (1 - share) * _SIDE
    return (
        element("line", class_="grid", x1=f"{across:g}", y1="0", x2=f"{across:g}", y2=str(_SIDE)),
        element("line", class_="grid", x1="0", y1=f"{up:g}", x2=str(_SIDE), y2=f"{up:g}"),
        element("text", f"{share:.0%}", x=f"{across:g}", y=str(_SIDE + 16), **{"text-anchor": "middle"}),
        element("text", f"{share:.0%}", x="-6", y=f"{up + 4:g}", **{"text-anchor": "end"}),
    )


def _dot(found: Bin, total: int) -> Element:
    radius = max(_SMALLEST, _LARGEST * (found.number / total) ** 0.5)
    return element(
        "circle",
        class_="dot",
        cx=f"{found.confidence * _SIDE:.1f}",
        cy=f"{(1 - found.right) * _SIDE:.1f}",
        r=f"{radius:.1f}",
    )
