"""The database: its tables, its migrations, and what is said of one that cannot be used."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

import core.storage
from core.storage.asks import Ask, AskStore, Verdict
from core.storage.engine import BUSY_MILLISECONDS, LATEST, StorageError, connect, ping, sqlite_url, upgrade
from core.storage.tables import metadata
from tests.support.sentences import is_one_sentence

_MIGRATIONS = Path(core.storage.__file__).parent / "migrations"


async def _remembered(store: AskStore, text: str = "my VPN drops") -> str:
    return await store.remember(
        Ask(
            platform="teams",
            workspace="tenant",
            conversation="19:x",
            thread=None,
            asker="29:ana",
            locale="de-DE",
            text=text,
            openly=True,
            link="https://x.y",
        )
    )


async def test_the_migrations_make_exactly_the_tables(engine: AsyncEngine) -> None:
    """What Alembic would still change between the database and the code is nothing."""

    def difference(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(difference) == []


def test_latest_is_the_newest_migration() -> None:
    """The revision that the code asks for is the one that the migrations lead to."""
    assert ScriptDirectory(str(_MIGRATIONS)).get_current_head() == LATEST


async def test_upgrading_twice_changes_nothing(engine: AsyncEngine) -> None:
    """The second time finds the tables there, with what is in them."""
    ask = await _remembered(AskStore(engine))
    await upgrade(engine)
    assert await AskStore(engine).recall(ask) is not None


async def _cannot_be_used(url: str) -> str:
    engine = connect(url)
    try:
        with pytest.raises(StorageError) as caught:
            await upgrade(engine)
    finally:
        await engine.dispose()
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


async def test_a_newer_database_is_refused() -> None:
    """Tables of a version to come are not touched."""
    url = sqlite_url(Path())
    with sqlite3.connect("waypost.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()
    said = await _cannot_be_used(url)
    assert said.startswith("The database cannot be used: its tables were made by a newer version of Waypost")


def test_a_file_that_is_no_database_is_refused() -> None:
    """And not overwritten."""
    Path("waypost.db").write_text("these are my notes, " * 50, encoding="utf-8")
    said = asyncio.run(_cannot_be_used(sqlite_url(Path())))
    assert said == "The database cannot be used: file is not a database."
    assert Path("waypost.db").read_text(encoding="utf-8").startswith("these are my notes")


async def test_a_server_that_does_not_answer_is_said_to() -> None:
    """PostgreSQL on a port where nobody listens."""
    said = await _cannot_be_used("postgresql+psycopg://waypost:hush-hush@127.0.0.1:1/waypost")
    assert said.startswith("The database cannot be used: ")
    assert "hush-hush" not in said


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "DATABASE_URL is not a database URL."),
        ("", "DATABASE_URL is not a database URL."),
        ("nodialect://x", "DATABASE_URL must start with "),
        ("mysql://root@localhost/x", "DATABASE_URL must start with "),
        ("sqlite:///x.db", "DATABASE_URL must start with "),
        ("postgresql://localhost/x", "DATABASE_URL must start with "),
        ("sqlite+aiosqlite:////no/such/folder/x.db", "DATABASE_URL names a file in the folder /no/such/folder"),
    ],
)
def test_a_url_that_is_of_no_database_of_ours_is_refused(url: str, message: str) -> None:
    """Before anything is opened, in one sentence with the setting's name."""
    with pytest.raises(StorageError) as caught:
        connect(url)
    assert str(caught.value).startswith(message)
    assert is_one_sentence(str(caught.value))


def test_a_data_folder_is_made() -> None:
    """With those above it; where a file is in the way, that is said."""
    assert sqlite_url(Path("a/b")) == "sqlite+aiosqlite:///a/b/waypost.db"
    assert Path("a/b").is_dir()
    Path("file").touch()
    with pytest.raises(StorageError, match=r"^The data folder file/data cannot be made \(.+\)\.$"):
        sqlite_url(Path("file/data"))


async def test_sqlite_is_set_up_for_many_readers(engine: AsyncEngine) -> None:
    """WAL, foreign keys, and patience with another writer, also on a connection that replaces a lost one."""
    for _ in range(2):
        async with engine.connect() as connection:
            pragmas = [
                (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                for name in ("journal_mode", "foreign_keys", "busy_timeout")
            ]
        assert pragmas == ["wal", 1, BUSY_MILLISECONDS]
        await engine.dispose()


async def test_what_is_remembered_is_recalled(engine: AsyncEngine) -> None:
    """All fields, with the verdicts in the order in which they were given."""
    store = AskStore(engine)
    ask = await _remembered(store, "Größe 😀\nzweite Zeile")
    first = Verdict(0, "it.network", "it.access", "correction", "29:ana")
    second = Verdict(1, "is.data", "none", "clarification", "29:ben")
    await store.keep(ask, first)
    await store.keep(ask, second)
    text = "Größe 😀\nzweite Zeile"
    said = Ask(
        platform="teams",
        workspace="tenant",
        conversation="19:x",
        thread=None,
        asker="29:ana",
        locale="de-DE",
        text=text,
        openly=True,
        link="https://x.y",
        id=ask,
        verdicts=(first, second),
    )
    assert await store.recall(ask) == said
    assert await store.recall("another") is None


async def test_the_same_verdict_again_is_kept_once(engine: AsyncEngine) -> None:
    """Also when both come at once; but who returns to an earlier choice is heard, and each part stands by itself."""
    store = AskStore(engine)
    ask = await _remembered(store)
    access, data, other_part = (
        Verdict(part, "it.network", chosen, "correction", "29:ana")
        for part, chosen in ((0, "it.access"), (0, "is.data"), (1, "it.access"))
    )
    await asyncio.gather(*(store.keep(ask, access) for _ in range(5)))
    for verdict in (data, other_part, access, access):
        await store.keep(ask, verdict)
    found = await store.recall(ask)
    assert found is not None
    assert found.verdicts == (access, data, other_part, access)


async def test_ids_cannot_be_guessed(engine: AsyncEngine) -> None:
    """Each is new and long, and made of letters that a button may carry."""
    ids = {await _remembered(AskStore(engine)) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(ask) >= 16 and ask.replace("-", "").replace("_", "").isalnum() for ask in ids)


async def test_a_verdict_belongs_to_a_question(engine: AsyncEngine) -> None:
    """There is none on nothing, and it goes with its question."""
    store = AskStore(engine)
    verdict = Verdict(0, "it.network", "it.access", "correction", "29:ana")
    with pytest.raises(IntegrityError):
        await store.keep("never-was", verdict)
    ask = await _remembered(store)
    await store.keep(ask, verdict)
    async with engine.begin() as connection:
        await connection.execute(sa.delete(metadata.tables["asks"]))
        left = await connection.execute(sa.select(sa.func.count()).select_from(metadata.tables["verdicts"]))
        assert left.scalar_one() == 0


async def test_an_error_does_not_quote_what_people_wrote(engine: AsyncEngine) -> None:
    """Errors end up in logs, texts must not."""
    verdict = Verdict(0, "it.network", "a secret thought", "correction", "29:ana")
    with pytest.raises(IntegrityError) as caught:
        await AskStore(engine).keep("never-was", verdict)
    assert "secret thought" not in str(caught.value)


async def test_the_file_survives_being_closed() -> None:
    """What was stored is there when the database is opened again."""
    engine = connect(sqlite_url(Path()))
    await upgrade(engine)
    ask = await _remembered(AskStore(engine))
    await engine.dispose()
    again = connect(sqlite_url(Path()))
    await upgrade(again)
    found = await AskStore(again).recall(ask)
    await again.dispose()
    assert found is not None
    assert found.text == "my VPN drops"


async def test_a_ping_wants_our_tables(engine: AsyncEngine) -> None:
    """A database that answers without holding our tables is not ready."""
    await ping(engine)
    async with engine.begin() as connection:
        await connection.execute(sa.text("DROP TABLE alembic_version"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        await ping(engine)


@pytest.mark.parametrize("length", [254, 255, 256, 4000])
async def test_a_long_name_is_cut_visibly(database: AsyncEngine, length: int) -> None:
    """As every name in the database is; PostgreSQL would refuse it."""
    store = AskStore(database)
    ask = await _remembered(store)
    await store.keep(ask, Verdict(0, "it.network", "none", "correction", "29:ana", "N" * length))
    recalled = await store.recall(ask)
    assert recalled is not None
    (kept,) = recalled.verdicts
    assert kept.name == ("N" * length if length <= 255 else "N" * 254 + "…")
