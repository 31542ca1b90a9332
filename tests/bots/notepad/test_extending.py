"""That a platform is a folder and a line: counted, and used through all that finds platforms by themselves."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

import bots
import core
import tests.notepad
from bots.cli.__main__ import cli
from bots.platform import PLATFORMS
from bots.server import NothingEnabledError, Parts, build
from bots.settings import Settings
from core.conversation.answer import Presentation
from core.handoff.delivery.ports import DeliveryError
from tests.bots.notepad.double import SECRET, NotepadDouble
from tests.support.app import OpenWaypost
from tests.support.settings import settings_with

FOLDER = Path(tests.notepad.__file__).parent
CODE_LINES = 430
"""What a platform may take: blank lines and docstrings are not counted."""

_SPELLED_OUT = re.compile(r"[\"'._]notepad|notepad[\"'._:]|Notepad")
"""As code would name it; the word itself may stand in prose."""

_NO_CODE = frozenset(
    {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)


def _code_lines(path: Path) -> Iterator[int]:
    """The lines of a file that hold code; a text that begins a line of its own is a docstring."""
    begins = True
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type in _NO_CODE:
            begins = begins or token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
            continue
        if not (begins and token.type == tokenize.STRING):
            yield from range(token.start[0], token.end[0] + 1)
        begins = False


def test_a_platform_is_a_small_folder() -> None:
    """The whole of one, with all that the contract wants."""
    assert sum(len(set(_code_lines(path))) for path in FOLDER.glob("*.py")) < CODE_LINES


def test_nobody_else_knows_of_it() -> None:
    """No file of the core, of what platforms share, or of another platform was touched for it."""
    shipped = [path for room in (core, bots) for path in Path(room.__file__).parent.rglob("*.py")]
    assert len(shipped) > 100
    assert [path for path in shipped if _SPELLED_OUT.search(path.read_text(encoding="utf-8"))] == []


def test_it_knows_no_other_platform() -> None:
    """Nor is anything of it copied from one by way of an import."""
    for path in FOLDER.glob("*.py"):
        assert not any(f"bots.{other}" in path.read_text(encoding="utf-8") for other in ("slack", "teams"))


def test_one_line_makes_it_known() -> None:
    """The fixture's, which stands for the one in bots/platform.py."""
    conftest = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
    assert conftest.count("bots.platform.add(") == 1
    assert conftest.count("PlatformFolder(") == 1
    assert list(PLATFORMS) == ["slack", "teams", "notepad"]


def test_the_manual_tells_of_all_of_it() -> None:
    """Every file of the folder, every way to show an answer, and every error of a delivery."""
    manual = (Path(core.__file__).parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
    files = {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"}
    errors = {
        error.__name__ for error in DeliveryError.__subclasses__() if error.__module__ == DeliveryError.__module__
    }
    assert len(errors) == 6
    assert {
        name for name in files | errors | {each.name for each in Presentation} if f"`{name}`" not in manual
    } == set()


async def test_the_server_serves_it(opened: OpenWaypost, settings: Settings) -> None:
    """With its route and its readiness, when its settings are there."""
    async with TestClient(TestServer(build(Parts(settings, opened.answering)))) as client:
        assert (await client.get("/readyz")).status == 200
        assert (await client.post("/notepad", json={})).status == 401


def test_without_settings_one_is_told_how_to_enable_it(opened: OpenWaypost) -> None:
    """Beside the others."""
    with pytest.raises(NothingEnabledError, match="for Notepad set WAYPOST_NOTEPAD_URL and WAYPOST_NOTEPAD_SECRET"):
        build(Parts(settings_with(), opened.answering))


def test_the_command_line_installs_it() -> None:
    """`waypost manifest` and `waypost doctor` list it."""
    for name in ("manifest", "doctor"):
        assert "  notepad " in CliRunner().invoke(cli, [name, "--help"]).output
    made = CliRunner().invoke(cli, ["manifest", "notepad", "--url", "https://waypost.example"])
    assert "https://waypost.example/notepad" in made.output


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("notepad: {book: acme}", "pad"),
        ("responders: [notepad:U0ANA]", "should be an id of Notepad (p-…)"),
        ("home: notepad", "the team has no place there"),
    ],
)
def test_owners_yaml_takes_its_places(tmp_path: Path, written: str, says: str) -> None:
    """And tells mistakes in them in its own words."""
    path = tmp_path / "wrong.yaml"
    path.write_text(f"organisation: {{name: Example}}\nteams:\n  ops: {{name: Ops, {written}}}\n", encoding="utf-8")
    told = CliRunner(env={"WAYPOST_DIRECTORY": str(path)}).invoke(cli, ["owners", "check"])
    assert told.exit_code != 0
    assert says in str(told.exception) + told.output


def test_the_doctor_looks_at_its_pads(owners: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Notepad cannot be reached it says so."""
    for name, value in (("URL", "http://127.0.0.1:9"), ("SECRET", SECRET)):
        monkeypatch.setenv(f"WAYPOST_NOTEPAD_{name}", value)
    monkeypatch.setenv("WAYPOST_DIRECTORY", str(owners))
    told = CliRunner().invoke(cli, ["doctor", "notepad"])
    assert told.output == "fail  pad of Network operations: pad-network: Notepad cannot be reached.\n"


async def test_people_of_other_books_are_turned_away(client: TestClient, notepad: NotepadDouble) -> None:
    """By the rule that all platforms share."""
    by = {"id": "p-eve", "name": "Eve", "book": "other"}
    asked = {"id": "e0", "kind": "written", "book": "other", "pad": "pad-1", "by": by, "note": "w0", "text": "my vpn"}
    response = await client.post("/notepad", json=asked, headers={"Authorization": f"Bearer {SECRET}"})
    assert (response.status, notepad.seen) == (403, [])
