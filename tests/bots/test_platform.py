"""The platforms' folders: that each brings what `bots.platform` looks for, under the names that it promises."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bots.cli.__main__ import cli
from bots.platform import PLATFORMS, PlatformFolder, enabled_platforms
from bots.settings import Settings
from core.storage.tables import metadata
from tests.support.settings import settings_with

_EACH = pytest.mark.parametrize("folder", PLATFORMS.values(), ids=list(PLATFORMS))


@_EACH
def test_its_settings_are_named_after_it(folder: PlatformFolder) -> None:
    """So that no two platforms share a setting; and by default it is not served."""
    own = set(folder.settings.model_fields) - set(Settings.model_fields)
    assert own
    assert {name for name in own if not name.startswith(f"{folder.id}_")} == set()
    assert folder not in enabled_platforms(settings_with())
    assert f"WAYPOST_{folder.id.upper()}_" in folder.needed


@_EACH
def test_it_can_be_installed_and_examined(folder: PlatformFolder) -> None:
    """`waypost manifest` and `waypost doctor` list it, and each has help of its own."""
    for name in ("manifest", "doctor"):
        assert isinstance(folder.command(name), click.Command)
        assert f"  {folder.id} " in CliRunner().invoke(cli, [name, "--help"]).output
        assert CliRunner().invoke(cli, [name, folder.id, "--help"]).exit_code == 0


@_EACH
def test_it_is_held_to_the_contract(folder: PlatformFolder) -> None:
    """What every platform must do is asked of each: none is added without."""
    held = Path(__file__).parent / folder.id / "test_contract.py"
    assert "(PlatformContract):" in held.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["", "Chat", "my-chat", "my_chat", "9chat", "achatwithalongname"])
def test_an_id_that_could_not_be_kept_is_refused(wrong: str) -> None:
    """Settings and database take it as it is."""
    with pytest.raises(ValueError, match="16 lower-case letters"):
        PlatformFolder(wrong, "Chat", "bots.chat")


def test_every_column_for_a_platform_takes_the_longest_id() -> None:
    """Wherever the database keeps one."""
    lengths = {
        getattr(column.type, "length", None)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("platform")
    }
    assert len(PlatformFolder("a" * 16, "Chat", "bots.chat").id) == 16
    assert lengths == {16}


_LOADS = """
import sys
from bots.platform import PLATFORMS, all_settings
all_settings()
print(*sorted(sys.modules))
"""


def test_to_know_the_platforms_loads_no_sdk() -> None:
    """Of each folder only the ids and the settings are read, whatever a command wants."""
    done = subprocess.run([sys.executable, "-c", _LOADS], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    loaded = set(done.stdout.split())
    inside = {name for name in loaded for folder in PLATFORMS.values() if name.startswith(f"{folder.package}.")}
    assert inside == {f"{folder.package}.{file}" for folder in PLATFORMS.values() for file in ("address", "settings")}
    assert loaded.isdisjoint({"slack_sdk", "slack_bolt", "botbuilder", "aiohttp", "sqlalchemy"})
