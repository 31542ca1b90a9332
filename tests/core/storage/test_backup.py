"""Backups of SQLite: complete while it is in use, and put back only where nothing can go wrong."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.addresses import Channel
from core.desk.desk import Desk
from core.directory.model import Directory, Organisation, Team
from core.handoff.lifecycle import Draft
from core.storage.backup import back_up, restore
from core.storage.engine import LATEST, StorageError, connect, single_process_lock, sqlite_url, upgrade, writing
from core.storage.tables import deliveries, handoffs
from tests.core.handoff.conftest import ANA
from tests.support.app import open_waypost

_WAYPOST = Path(sys.executable).with_name("waypost")
_NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
_DIRECTORY = Directory(
    Organisation("Example"),
    {"network": Team("network", "Network", ("it.network",), channels={"slack": Channel("T1", "C1")})},
)


def _run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    given = {"WAYPOST_DATA_DIR": str(folder), **environment}
    done = subprocess.run([_WAYPOST, *arguments], env=given, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def _rows(file: Path, table: str) -> set[str]:
    with sqlite3.connect(file) as connection:
        return {row[0] for row in connection.execute(f"SELECT id FROM {table}")}  # noqa: S608 - tables of ours


async def test_a_backup_holds_all_that_was_confirmed_before_it(desk: Desk, engine: AsyncEngine, tmp_path: Path) -> None:
    """Taken while requests are handed over, each with its delivery; a restore brings back exactly those."""
    opened = open_waypost(desk, engine, _DIRECTORY)
    confirmed: list[str] = []

    async def hand_over() -> None:
        for number in range(60):
            draft = Draft(
                key=f"k{number}",
                requester=ANA,
                asked_in=ANA.direct,
                thread=None,
                link="",
                text="My VPN drops",
                responsibility="it.network",
                why="",
            )
            confirmed.append((await opened.handoffs.open(draft)).handoff.id)

    database, backup = tmp_path / "data" / "waypost.db", tmp_path / "backup"
    handing = asyncio.create_task(hand_over())
    while len(confirmed) < 20:  # noqa: ASYNC110 - the list tells when it is asked
        await asyncio.sleep(0)
    before = set(confirmed)
    await asyncio.to_thread(back_up, database, backup)
    during = len(confirmed)
    await handing
    assert backup.stat().st_mode & 0o777 == 0o600
    assert during < len(confirmed), "the backup was not taken meanwhile"
    kept = _rows(backup, "handoffs")
    assert before <= kept <= set(confirmed)
    with sqlite3.connect(backup) as connection:
        lonely = "SELECT count(*) FROM handoffs WHERE id NOT IN (SELECT handoff_id FROM deliveries)"
        assert connection.execute(lonely).fetchone() == (0,)
    await engine.dispose()
    aside = await asyncio.to_thread(restore, backup, database, _NOW)
    assert _rows(database, "handoffs") == kept
    assert aside is not None
    assert _rows(aside, "handoffs") == set(confirmed)
    again = connect(sqlite_url(tmp_path / "data"))
    async with again.connect() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(handoffs))).scalar() == len(kept)
        assert (await connection.execute(sa.select(sa.func.count()).select_from(deliveries))).scalar()
    await again.dispose()
    assert not [path.name for path in (tmp_path / "data").iterdir() if path.name.endswith(".part")]


async def test_the_commands(engine: AsyncEngine, tmp_path: Path) -> None:
    """Each says what it did, or in one sentence with exit code 2 why not, and then changes nothing."""
    folder, backup = tmp_path / "data", tmp_path / "backup"
    assert _run(folder, "backup", str(backup)) == (0, f"The database is copied to {backup}.\n")
    assert _run(folder, "backup", str(backup)) == (2, f"Error: {backup} exists already; with --force it is replaced.\n")
    assert _run(folder, "backup", str(backup), "--force")[0] == 0
    assert _run(folder, "backup", str(folder / "waypost.db"), "--force")[0] == 2
    assert _run(tmp_path / "empty", "backup", str(backup), "--force")[0] == 2
    await engine.dispose()
    with single_process_lock(engine):
        code, said = _run(folder, "restore", str(backup))
        assert (code, said[:33]) == (2, "Error: Another Waypost serves on ")
    code, said = _run(folder, "restore", str(backup))
    assert code == 0
    assert "The one before is kept as " in said
    for command in ("backup", "restore"):
        code, said = _run(folder, command, str(backup), WAYPOST_DATABASE_URL="postgresql+psycopg://localhost/x")
        assert (code, said.count("\n")) == (2, 1)
        assert "pg_" in said


@pytest.mark.parametrize("harm", ["empty", "text", "newer", "torn"])
async def test_what_is_no_backup_is_not_put_back(engine: AsyncEngine, tmp_path: Path, harm: str) -> None:
    """One sentence, and the database stays as it was."""
    database, backup = tmp_path / "data" / "waypost.db", tmp_path / "backup"
    back_up(database, backup)
    await engine.dispose()
    if harm == "newer":
        with sqlite3.connect(backup) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    else:
        whole = backup.read_bytes()
        backup.write_bytes({"empty": b"", "text": b"hello" * 999, "torn": whole[: len(whole) // 2]}[harm])
    kept = database.read_bytes()
    with pytest.raises(StorageError):
        await asyncio.to_thread(restore, backup, database, _NOW)
    assert database.read_bytes() == kept
    assert not list(database.parent.glob("*replaced*"))


async def test_an_older_backup_is_upgraded(tmp_path: Path) -> None:
    """Tables of the first revision become those that this code needs."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    import core.storage.migrate as module  # noqa: PLC0415

    backup = tmp_path / "backup"
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    old = sa.create_engine(f"sqlite:///{backup}")
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old.dispose()
    database = tmp_path / "waypost.db"
    assert await asyncio.to_thread(restore, backup, database, _NOW) is None
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (LATEST,)
    engine = connect(f"sqlite+aiosqlite:///{database}")
    await upgrade(engine)
    await engine.dispose()


async def test_a_lost_files_log_does_not_spoil_the_backup(tmp_path: Path) -> None:
    """The file was removed while in use, and its log stays: what is put back is what the backup holds, and sound."""
    database, backup = tmp_path / "waypost.db", tmp_path / "backup.db"
    engine = connect(f"sqlite+aiosqlite:///{database}")
    await upgrade(engine)
    add = sa.text("INSERT INTO usage (key, used, ends_at) VALUES (:key, 1, '2026-01-01 00:00:00.000000')")
    for name in ("before", "after"):
        async with writing(engine) as connection:
            await connection.execute(add, [{"key": f"{name}{number:050}"} for number in range(500)])
        if name == "before":
            back_up(database, backup)
    database.unlink()
    assert Path(f"{database}-wal").exists()  # noqa: ASYNC240 - a moment
    await asyncio.to_thread(restore, backup, database, datetime.now(UTC))
    with closing(sqlite3.connect(database)) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert restored.execute("SELECT count(*), sum(key LIKE 'after%') FROM usage").fetchone() == (500, 0)
    await engine.dispose()
