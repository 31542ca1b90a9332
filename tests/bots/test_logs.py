"""Logs, console and JSON, tell where something failed, and nothing of what people wrote, whichever library says it."""

import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
import structlog
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr, ValidationError
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import OperationalError, StatementError

from bots import logs
from bots.http import refuse
from bots.metrics import REFUSED
from bots.settings import Settings
from core.handoff.delivery.ports import TemporaryError
from tests.support.settings import settings_with

WRITTEN = "my-canary is yellow"
"""What somebody wrote."""

Format = Literal["console", "json"]
FORMATS: tuple[Format, ...] = ("console", "json")


@dataclass(frozen=True)
class Log:
    """Where lines of log go in a test."""

    settings: Settings
    _stream: io.StringIO

    def read(self) -> str:
        """What was logged since this was asked last."""
        told = self._stream.getvalue()
        self._stream.seek(0)
        self._stream.truncate()
        return told


@pytest.fixture(params=FORMATS)
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """Logging as `waypost serve` sets it up, and as it was before in the end."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    for owner, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    levels = {name: logging.getLogger(name).level for name in ("core", "bots", "bots.slack.sdk", "bots.teams.sdk")}
    settings = settings_with(
        log_format=request.param,
        slack_client_id="1.2",
        slack_client_secret=SecretStr("very-secret-token"),
        slack_encryption_key=SecretStr("schlüssel-eins,schlüssel-zwei"),
        slack_signing_secret=SecretStr('quo"ted\\and\ttabbed'),
        database_url=SecretStr("postgresql+psycopg://waypost:pass%2Fword@db/waypost?password=hinten9"),
    )
    logs.configure(settings)
    yield Log(settings, stream)
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


class _Form(BaseModel):
    number: int


def _pydantic(text: str) -> Exception:
    try:
        _Form.model_validate({"number": text})
    except ValidationError as error:
        return error
    raise AssertionError


def _caused(text: str) -> Exception:
    try:
        try:
            int(text)
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        return error


def _in_context(text: str) -> Exception:
    try:
        try:
            {}[text]
        except KeyError:
            next(iter([]))
    except StopIteration as error:
        return error
    raise AssertionError


def _noted(text: str) -> Exception:
    error = ValueError("x")
    error.add_note(text)
    return error


_MAKES: dict[str, Callable[[str], Exception]] = {
    "a value": ValueError,
    "a key": KeyError,
    "the cause": _caused,
    "the context": _in_context,
    "a note": _noted,
    "a group": lambda text: ExceptionGroup(text, [ValueError(text), _caused(text)]),
    "a model": _pydantic,
    "a statement": lambda text: StatementError(text, f"SELECT '{text}'", {"t": text}, ValueError(text)),
    "a driver": lambda text: OperationalError(f"INSERT '{text}'", {"t": text}, Exception(text)),
    "a response": lambda text: SlackApiError(text, {"ok": False, "error": text}),
    "bytes": lambda text: UnicodeDecodeError("utf-8", text.encode(), 0, 1, text),
    "a file": lambda text: FileNotFoundError(2, "No such file or directory", f"/{text}"),
}


def _raised(error: Exception) -> Exception:
    try:
        raise error  # noqa: TRY301 - that it has a traceback
    except Exception as caught:  # noqa: BLE001 - all kinds
        return caught


def _write_exception(error: Exception) -> None:
    logging.getLogger("core.handoff").error("it failed", exc_info=error)


def _write_argument(error: Exception) -> None:
    logging.getLogger("core.handoff").warning("it failed: %s", error)


def _write_foreign(error: Exception) -> None:
    logging.getLogger("aiohttp.server").error("Error handling request", exc_info=error)


def _write_foreign_argument(error: Exception) -> None:
    logging.getLogger("somebody").error("it failed: %r", error)


def _write_foreign_words(error: Exception) -> None:
    logging.getLogger("bots.slack.sdk").error(f"it failed: {error}", exc_info=error)  # noqa: G004 - as that SDK does


def _write_mapping(error: Exception) -> None:
    logging.getLogger("core.handoff").error("it failed: %(why)s", {"why": error})


def _write_list(error: Exception) -> None:
    logging.getLogger("core.handoff").error("it failed: %s", [error])


def _write_message(error: Exception) -> None:
    logging.getLogger("core.handoff").error(error)


def _write_foreign_constant(error: Exception) -> None:
    logging.getLogger("somebody").error(f"{error} %s %r", 5, error)  # noqa: G004 - not a constant at all


def _write_uncaught(error: Exception) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def _write_in_a_thread(error: Exception) -> None:
    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def _write_nested(error: Exception) -> None:
    structlog.get_logger().error("it failed", why=[{"first": error}])


def _write_structlog(error: Exception) -> None:
    structlog.get_logger().error("it failed", exc_info=error)


def _write_value(error: Exception) -> None:
    structlog.get_logger().error("it failed", why=error)


_WAYS = (
    _write_exception,
    _write_argument,
    _write_foreign,
    _write_foreign_argument,
    _write_foreign_words,
    _write_structlog,
    _write_value,
    _write_mapping,
    _write_list,
    _write_message,
    _write_foreign_constant,
    _write_uncaught,
    _write_in_a_thread,
    _write_nested,
)


@pytest.mark.parametrize("write", _WAYS)
@pytest.mark.parametrize("kind", _MAKES)
def test_no_exception_quotes_what_somebody_wrote(log: Log, kind: str, write: Callable[[Exception], None]) -> None:
    """However it is logged; what it is stands there."""
    error = _raised(_MAKES[kind](WRITTEN))
    write(error)
    told = log.read()
    assert "canary" not in told
    assert type(error).__name__ in told


def _known(kind: type[Exception]) -> bool:
    return kind.__module__ in ("builtins", "asyncio", "json.decoder", "aiohttp.http_exceptions", "sqlalchemy.exc")


def _kinds(base: type[Exception]) -> Iterator[type[Exception]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(set(filter(_known, _kinds(Exception))), key=str)), write=st.sampled_from(_WAYS))
def test_no_kind_of_exception_quotes(log: Log, kind: type[Exception], write: Callable[[Exception], None]) -> None:
    """Not even one that nobody thought of."""
    try:
        error = kind(WRITTEN)
    except TypeError:  # takes other arguments
        return
    write(_raised(error))
    assert "canary" not in log.read()


def test_where_it_failed_is_told(log: Log) -> None:
    """The frames of the error and of what led to it, as text, without what the variables hold."""
    kept = WRITTEN * 1  # a local variable
    _write_structlog(_caused(kept))
    told = log.read()
    assert "in _caused" in told
    assert told.index("ValueError") < told.index("RuntimeError")
    assert "canary" not in told
    if log.settings.log_format == "json":
        assert "in _caused" in json.loads(told)["exception"]


def test_our_own_words_and_codes_are_told(log: Log) -> None:
    """What our code says of a failure, where a library says something, and why a file is not there."""
    logging.getLogger("core.handoff").warning("it did not arrive: %s", TemporaryError("The platform answers 500."))
    logging.getLogger("core.handoff").warning("no file: %s", FileNotFoundError(2, "No such file", "/x"))
    logging.getLogger("somebody").warning("retrying in %d seconds", 5)
    logging.getLogger("core.handoff").warning("a disk: %s", OSError(28, WRITTEN))
    told = log.read()
    assert "it did not arrive: The platform answers 500." in told
    assert "FileNotFoundError: No such file or directory" in told
    assert "a library says something [somebody, test_logs.py:" in told
    assert "OSError: No space left on device" in told
    assert "canary" not in told


_SECRETS = ("very-secret-token", 'quo"ted\\and\ttabbed', "schlüssel-zwei", "pass/word", "pass%2Fword", "hinten9")


@pytest.mark.parametrize("secret", [*_SECRETS, "xoxb-123456789-abc", "postgresql://waypost:geheim9@db/x"])
def test_no_secret_stands_in_a_line(log: Log, secret: str) -> None:
    """Not one of the settings, however it is spelled, nor a token from elsewhere, nor a password in an address."""
    structlog.get_logger().warning("a line of ours", why=f"it is {secret}, {'Bearer '}abc.def.ghi-123456", all=[secret])
    logging.getLogger("core.handoff").warning("a line of ours: %s", secret)
    told = log.read()
    assert told.count("a line of ours") == 2
    for hidden in (secret, json.dumps(secret)[1:-1], "geheim9", "abc.def"):
        assert hidden not in told


def test_a_database_address_that_is_not_valid_is_masked_whole(log: Log) -> None:
    """It may hold a password anywhere."""
    address = "postgresql+psycopg://waypost:geheim@db:port/waypost"
    logs.configure(log.settings.model_copy(update={"database_url": SecretStr(address)}))
    structlog.get_logger().warning("a line of ours", why=address)
    assert "geheim" not in log.read()


def _send_junk() -> None:
    refuse("slack", 401, "The signature is wrong.")
    logging.getLogger("aiohttp.server").error("Error handling request")


def test_junk_does_not_fill_the_log(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few lines of each kind a minute, the rest as a number in a later one; each is counted. Our own news is never left out."""
    now = [1000.0]
    monkeypatch.setattr("bots.logs.time.monotonic", lambda: now[0])
    monkeypatch.setattr("bots.http._log", structlog.get_logger())  # the module's own remembers what was set up first
    before = REFUSED.labels("slack", "401")._value.get()  # noqa: SLF001 - prometheus_client tells it no other way
    for _ in range(200):
        _send_junk()
        logging.getLogger("core.handoff").error("delivery x is given up")
    told = log.read()
    assert told.count("request refused") == 5
    assert told.count("aiohttp.server") == 5
    assert told.count("given up") == 200
    assert REFUSED.labels("slack", "401")._value.get() == before + 200  # noqa: SLF001
    now[0] += 61
    _send_junk()
    told = log.read()
    assert told.count("195") == 2


def test_libraries_are_not_heard_below_a_warning(log: Log) -> None:
    """Some of them write whole requests there."""
    logging.getLogger("slack_sdk").info("body: %s", WRITTEN)
    logging.getLogger("sqlalchemy.engine").debug(WRITTEN)
    assert log.read() == ""


def test_our_own_news_is_heard_at_its_level(log: Log) -> None:
    """INFO by default, also from those of our modules that use the standard library's loggers."""
    assert log.settings.log_level == "info"
    logging.getLogger("core.handoff.delivery.queue").info("took over from %s, which died", "r1")
    assert "took over from r1" in log.read()
