"""Log lines for people or machines, from our code and from libraries, without what people wrote and without secrets.

Whoever may read the logs of a company need not be somebody who may read its requests. So a line holds what our own code says, which is
written so that nothing of a request is in it, and of everything else only where it happened: libraries put what they were given
into their messages and into those of their exceptions (a parser quotes what it cannot read, a database driver its parameters).
"""

import logging
import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import quote

import structlog
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError as BadUrlError
from sqlalchemy.exc import DBAPIError

from bots.platform import PLATFORMS
from bots.settings import Settings

_Event = MutableMapping[str, Any]
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_OURS = ("core", "bots")
_SDKS = frozenset(f"{folder.package}.sdk" for folder in PLATFORMS.values())
"""The loggers that platforms give their libraries: what they say is theirs."""

_HIDDEN = "a library says something"
"""In place of its words."""
_SHORTEST_SECRET = 8
"""Shorter values would turn up in ordinary words."""
_SHORTEST_PASSWORD = 4
"""Of a database: people choose those themselves."""
_TOKENS = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]{8,}|(?<=Bearer )[\w.~+/-]{8,}|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
"""Tokens of Slack, of an `Authorization` header, and the name and password in an address, whoever wrote them into a line."""

_DEEPEST = 20
"""Exceptions told of one chain."""


def configure(settings: Settings) -> None:
    """Set up logging for this process: all loggers go the same way to standard error."""
    level = getattr(logging, settings.log_level.upper())
    last = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    # what cannot be written down is not worth its arguments on standard error
    logging.raiseExceptions = False
    mask = _Mask(settings)
    ends: list[structlog.typing.Processor] = [_tell_exceptions, mask.values, last, mask.line]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[*shared, _Flood(), *ends],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.addFilter(_Foreign())
    # the console's renderer would print the traceback a second time from the record, with what its locals hold
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[remove, *ends], foreign_pre_chain=shared))
    # what libraries say below that is of no use to an operator, and some of it is whole requests
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    # what Python would print by itself
    logging.captureWarnings(capture=True)
    sys.excepthook = _tell_uncaught
    threading.excepthook = lambda told: _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _tell_uncaught(told.exc_type, told.exc_value, told.exc_traceback)
    for name in _SDKS:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _tell_uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    """Log what nobody caught, in place of Python's own traceback, which quotes."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bots").critical("nobody caught this", exc_info=error)


def describe(error: BaseException) -> str:
    """What an exception is, with its words where they are our own."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    says = _words_of(error)
    return f"{name}: {says}" if says else name


def _brief(error: BaseException) -> str:
    """An exception in the middle of a line: our own words, or what it is."""
    return str(error) if _is_ours(error) else describe(error)


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in _OURS


def _words_of(error: BaseException) -> str:
    """What may be said of an exception: its message where our own code wrote it, else a code that cannot quote anything."""
    if _is_ours(error):
        return str(error)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)  # neither the name of the file nor a text that somebody gave
    if isinstance(error, DBAPIError):
        code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
        return str(code or "")
    return ""


def _tell_exceptions(_: Any, __: str, event: _Event) -> _Event:  # noqa: ANN401 - structlog's signature
    """Put the exception into the line as text: classes and places, and no values; also where one is a value of the line."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else None
    for name, value in event.items():
        event[name] = _redact(value)
    if error is not None:
        event["exception"] = "\n".join(_lines(error))
    return event


def _lines(error: BaseException, depth: int = 0, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """Tracebacks of an exception and of those that led to it, the first one first, as Python prints them."""
    if depth >= _DEEPEST or id(error) in seen:
        return
    seen |= {id(error)}
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _lines(earlier, depth + 1, seen)
        yield ""
        yield "It led to:" if error.__cause__ else "While that was handled:"
        yield ""
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        if frame.line:
            yield f"    {frame.line}"
    yield describe(error)
    if isinstance(error, BaseExceptionGroup):
        for number, member in enumerate(error.exceptions, 1):
            yield f"  --- {number} of {len(error.exceptions)} ---"
            yield from (f"  {line}" for line in _lines(member, depth + 1, seen))


class _Foreign(logging.Filter):
    """Lines of the standard library's loggers: those of libraries lose their words, and all lose the words of exceptions."""

    def __init__(self) -> None:
        super().__init__()
        self._flood = _Flood()

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; False where it is one too many."""
        if record.name.partition(".")[0] in _OURS and record.name not in _SDKS:
            record.msg, record.args = _redact(record.msg), _redact(record.args)
            return True
        missed = self._flood.admit((record.name, record.pathname, record.lineno))
        if missed is None:
            return False
        # even a message with arguments may have been put together from anything before
        given = (record.msg, *(record.args if isinstance(record.args, tuple) else ()))
        where = [record.name, f"{record.module}.py:{record.lineno}"]
        where += [_brief(each) for each in given if isinstance(each, BaseException)]
        where += [f"{missed} more like it before"] if missed else []
        record.msg, record.args = f"{_HIDDEN} [{', '.join(where)}]", ()
        return True


def _redact(value: Any) -> Any:  # noqa: ANN401 - whatever somebody logs
    """A value of a line, with what may be told of the exceptions in it."""
    match value:
        case BaseException():
            return _brief(value)
        case dict():
            return {name: _redact(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            told = [_redact(each) for each in value]
            return tuple(told) if isinstance(value, tuple) else told
        case _:
            return value


_EACH_MINUTE = 5
"""Lines of one kind in a minute, of what anybody on the network can cause; the metrics count them all."""
_WINDOW_SECONDS = 60.0
_KINDS_AT_MOST = 1000

_LIMITED = frozenset({"request refused"})
"""Our own lines that anybody can cause."""


@dataclass
class _Window:
    """A minute of lines of one kind: when it began, how many were let through, and how many were not."""

    begun: float
    passed: int = 0
    missed: int = 0


@dataclass
class _Flood:
    """Lets a few lines of each kind through, and tells with a later one how many there were."""

    windows: dict[object, _Window] = field(default_factory=dict)

    def admit(self, kind: object) -> int | None:
        """Whether a line goes out (None: it does not), and how many of its kind have not since the last one that did."""
        now = time.monotonic()
        window = self.windows.get(kind)
        missed = 0
        if window is None or now - window.begun >= _WINDOW_SECONDS:
            missed = window.missed if window else 0
            if len(self.windows) >= _KINDS_AT_MOST:
                self.windows.clear()
            window = self.windows[kind] = _Window(now)
        if window.passed >= _EACH_MINUTE:
            window.missed += 1
            return None
        window.passed += 1
        return missed

    def __call__(self, _: Any, __: str, event: _Event) -> _Event:  # noqa: ANN401 - structlog's signature
        """Limit our own lines that anybody can cause."""
        if event.get("event") in _LIMITED:
            missed = self.admit((event["event"], event.get("platform"), event.get("status"), event.get("why")))
            if missed is None:
                raise structlog.DropEvent
            if missed:
                event["more_before"] = missed
        return event


class _Mask:
    """Whatever else went wrong, no secret of the settings and no token stands in a line.

    It goes over the values before they are drawn, for JSON spells some characters otherwise, and over the line after that.
    """

    def __init__(self, settings: Settings) -> None:
        secrets = sorted({each for secret in _secrets(settings) for each in (secret, quote(secret, safe=""))}, key=len)
        self._secrets = re.compile("|".join(map(re.escape, reversed(secrets)))) if secrets else None

    def values(self, _: Any, __: str, event: _Event) -> _Event:  # noqa: ANN401 - structlog's signature
        """Mask the texts of a line that is not drawn yet."""
        for name, value in event.items():
            event[name] = self._mask(value)
        return event

    def line(self, _: Any, __: str, line: Any) -> str:  # noqa: ANN401 - structlog's signature
        """Mask what is drawn."""
        return self._text(str(line))

    def _mask(self, value: Any) -> Any:  # noqa: ANN401 - whatever somebody logs
        match value:
            case str():
                return self._text(value)
            case dict():
                return {name: self._mask(each) for name, each in value.items()}
            case list() | tuple():
                return [self._mask(each) for each in value]
            case _:
                return value

    def _text(self, text: str) -> str:
        masked = self._secrets.sub("***", text) if self._secrets else text
        return _TOKENS.sub("***", masked)


def _secrets(settings: Settings) -> Iterator[str]:
    """The values that nobody may read in a log; of the database's address the passwords alone."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if not isinstance(value, SecretStr):
            continue
        secret = value.get_secret_value()
        if name == "database_url":
            yield from _passwords(secret)
        else:
            # a setting may hold several, separated by commas
            parts = {secret, *secret.split(",")}
            yield from (part.strip() for part in parts if len(part.strip()) >= _SHORTEST_SECRET)


def _passwords(url: str) -> Iterator[str]:
    """The passwords in a database's address, also where the address is not a valid one."""
    try:
        parsed = make_url(url)
    except (BadUrlError, ValueError):
        yield url
        return
    for each in (parsed.password, *parsed.normalized_query.get("password", ())):
        if each and len(each) >= _SHORTEST_PASSWORD:
            yield each
