"""HTML as a tree, so that no text can become markup: it is escaped when the tree is written."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, tostring

Child = Element | str


def element(tag: str, *children: Child, **attributes: str) -> Element:
    """An element. `class_` is the attribute `class`, `aria_label` is `aria-label`."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): _plain(value) for name, value in attributes.items()})
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + _plain(child)
        else:
            last.tail = (last.tail or "") + _plain(child)
    return made


def head(name: str, scope: str = "col", **attributes: str) -> Element:
    """The head of a column, or of what `scope` says."""
    return element("th", name, scope=scope, **attributes)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Element:
    """A table of figures whose first column names the row."""
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *map(head, heads))),
        element("tbody", *(element("tr", head(first, "row"), *map(_number, rest)) for first, *rest in rows)),
    )


def document(title: str, style: str, policy: str, *body: Child) -> str:
    """A page of its own.

    Args:
        title: of the window.
        style: CSS.
        policy: what the page may do and load, as in a Content-Security-Policy header.
        body: what is in its main part.
    """
    page = element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", **{"http-equiv": "Content-Security-Policy", "content": policy}),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", title),
            element("style", style),
        ),
        element("body", element("main", *body)),
        lang="en",
    )
    return f"<!doctype html>\n{tostring(page, encoding='unicode', method='html')}\n"


def _number(cell: str) -> Element:
    return element("td", cell, class_="number")


def _plain(text: str) -> str:
    """Without control characters, which no page may hold."""
    return "".join(char if char.isprintable() else " " for char in text)
