"""Both kinds of log, console and JSON, tell where something failed and nothing of what people wrote."""

import json
import logging
from typing import Literal

import pytest
import structlog

from bots.server import configure_logging
from core.settings import Settings

_SECRET = "hunter2-and-more"


def _fail(text: str) -> None:
    """Fail with what somebody wrote in a local variable."""
    kept = f"the password is {text}"
    raise RuntimeError(str(len(kept)))


@pytest.fixture
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logging as it was, after the test."""
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(root, "level", root.level)


@pytest.mark.usefixtures("_restored")
@pytest.mark.parametrize("log_format", ["console", "json"])
@pytest.mark.parametrize("logger", ["structlog", "logging"])
def test_a_failure_is_logged_with_its_traceback_and_without_locals(
    capsys: pytest.CaptureFixture[str], log_format: Literal["console", "json"], logger: str
) -> None:
    """Whichever library a line comes from: the frames stand there as text, and no value of a variable does."""
    try:
        configure_logging(Settings(log_format=log_format))
        try:
            _fail(_SECRET)
        except RuntimeError as error:
            if logger == "structlog":
                structlog.get_logger().error("it failed", exc_info=error)
            else:
                logging.getLogger("core.handoff").exception("it failed")
        told = capsys.readouterr().err
    finally:
        structlog.reset_defaults()
    assert "it failed" in told
    assert "in _fail" in told
    assert "traceback object" not in told
    assert _SECRET not in told
    if log_format == "json":
        assert "in _fail" in json.loads(told)["exception"]
