"""`waypost evaluate --report`."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.bots.cli.conftest import Waypost
from tests.bots.cli.labelled import HOSTILE, ROWS, labelled


class _Reader(HTMLParser):
    """Reads a page as a browser does: its elements, with their attributes and text. A tag left open fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def tags(self, tag: str) -> Iterator[dict[str, str | None]]:
        """The attributes of each element of a kind."""
        return (attributes for name, attributes in self.found if name == tag)

    def said(self, tag: str) -> list[str]:
        """The texts in elements of a kind."""
        return [text for name, text in self.texts if name == tag]


def _page(waypost: Waypost, *rows: object) -> _Reader:
    ran = waypost("evaluate", labelled(*rows), "--by", "source", "--report", "page.html")
    assert ran.code == 0
    reader = _Reader()
    reader.feed(Path("page.html").read_text(encoding="utf-8"))
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_holds_everything(waypost: Waypost) -> None:
    """Figures with intervals, breakdown, confusion, reliability in words too, and mistakes with three examples each."""
    wrong = [{"text": f"The printer has a paper jam {n}", "responsibility": "is.data"} for n in range(4)]
    page = _page(waypost, *ROWS, *wrong)
    assert page.said("caption") == [
        "All 8 requests",
        "By source",
        "Where requests belong (down) and what they are taken for (across)",
        "How true the confidence is",
        "Mistaken most often",
    ]
    assert "21.5% – 78.5%" in page.said("td")
    assert {"chat", "mail", "None"} <= set(page.said("th"))
    assert page.said("li") == [row["text"] for row in wrong[:3]]
    assert any(said.startswith("By confidence: ") for said in page.said("desc"))


def test_the_tables_of_the_page_can_be_heard(waypost: Waypost) -> None:
    """Each has a caption, each head says what it is the head of, and the drawing has a text in its place."""
    page = _page(waypost, *ROWS)
    assert len(list(page.tags("table"))) == len(list(page.tags("caption"))) == 5
    assert {head["scope"] for head in page.tags("th")} == {"col", "row", "colgroup"}
    (drawing,) = page.tags("svg")
    named = {attributes.get("id") for _, attributes in page.found}
    assert drawing["role"] == "img"
    assert set(str(drawing["aria-labelledby"]).split()) <= named


def test_the_page_runs_and_loads_nothing(waypost: Waypost) -> None:
    """Whatever stands in a request or a field is text on it, and its policy forbids the rest."""
    page = _page(waypost, *ROWS, HOSTILE)
    assert {tag for tag, _ in page.found}.isdisjoint({"script", "img", "b", "link", "iframe"})
    given = {name for _, attributes in page.found for name in attributes}
    assert given.isdisjoint({"src", "href", "onclick", "onerror"})
    assert "default-src 'none'; style-src 'unsafe-inline'" in [meta.get("content") for meta in page.tags("meta")]
    assert page.said("li") == ["<script>alert(1)</script> & the printer [31mjams <img src=x onerror=alert(2)>"]
    assert '<b onclick="x">' in page.said("th")
    assert "url(" not in page.said("style")[0]
    assert "prefers-color-scheme: dark" in page.said("style")[0]


def test_a_page_that_cannot_be_written_is_said_to_be(waypost: Waypost) -> None:
    """Before anything is classified: one sentence, exit code 2."""
    ran = waypost("evaluate", labelled(*ROWS), "--report", "absent/page.html")
    says = "Error: absent/page.html cannot be written (No such file or directory).\n"
    assert (ran.code, ran.out, ran.err) == (2, "", says)


def test_the_page_does_not_overwrite_what_is_measured(waypost: Waypost) -> None:
    """A slip of the hand must not cost the labels or the earlier result."""
    file, earlier = labelled(*ROWS), Path("earlier.json")
    earlier.write_text(waypost("evaluate", file, "--json").out, encoding="utf-8")
    for path in (file, earlier):
        content = path.read_bytes()
        ran = waypost("evaluate", file, "--against", earlier, "--report", f"./{path}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"Error: {path} is read here too, and --report would overwrite it.\n"
        assert path.read_bytes() == content
