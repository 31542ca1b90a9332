"""Draws who imports whom into docs/architecture.md: `make docs`; with --check it only says whether the picture is up to date."""

import sys
from pathlib import Path

import grimp

PAGE = Path(__file__).with_name("architecture.md")
BEGIN, END = "<!-- imports: made by `make docs` -->\n", "<!-- end of the imports -->"

# What every room uses: arrows to these would hide all others.
_EVERYWHERE = {"core.errors", "core.text", "core.typed_yaml", "bots.metrics"}


def draw(graph: grimp.ImportGraph, root: str, *, outside: str = "") -> str:
    """A Mermaid flowchart of the rooms directly below a package.

    Args:
        graph: all imports, as `grimp.build_graph` finds them.
        root: the package.
        outside: another package that is drawn as one room, or empty.
    """
    rooms = sorted(set(graph.find_children(root)) - _EVERYWHERE)
    lines = ["```mermaid", "flowchart TD"]
    for room in rooms:
        used = [other for other in rooms if other != room and _imports(graph, room, other)]
        used += [outside] if outside and _imports(graph, room, outside) else []
        lines += [f"  {_name(room)} --> {_name(other)}" for other in used]
    return "\n".join([*lines, "```", ""])


def _imports(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    return bool(graph.direct_import_exists(importer=importer, imported=imported, as_packages=True))


def _name(module: str) -> str:
    last = module.rpartition(".")[2]
    return f"{module.replace('.', '_')}[{last}]"


def pictures() -> str:
    """Both pictures: the rooms of the core, and those of the bots above it."""
    graph = grimp.build_graph("core", "bots")
    return f"{draw(graph, 'core')}\n{draw(graph, 'bots', outside='core')}"


def main() -> None:
    """Write the pictures into the page, or with --check say by the exit code whether they are there."""
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    fresh = f"{head}{BEGIN}{pictures()}{END}{tail}"
    if "--check" in sys.argv:
        sys.exit("docs/architecture.md shows other imports than the code has: run `make docs`." if fresh != page else 0)
    PAGE.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
