"""The directory in service: read again when its file changes, and kept as it is where the new file is broken."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from prometheus_client import Gauge

from core.directory.model import Directory
from core.typed_yaml import MistakeInFileError

POLL_SECONDS = 5.0
"""How often to look whether the file has changed: soon enough for who waits for it, and 0.1 ms of work each."""

_CURRENT = Gauge(
    "waypost_directory_current", "Whether the directory in service is what its file says (1), or older (0)"
)


class DirectoryFile:
    """Watches one file. What changed is found by content: mounted volumes swap files in ways that times and sizes miss."""

    def __init__(self, path: Path, load: Callable[[Path], Directory]) -> None:
        self._path = path
        self._load = load
        self._seen = self._digest()
        _CURRENT.set(1)

    def read_if_changed(self) -> Directory | None:
        """The new directory where the file has changed since it was last looked at, or None.

        Raises:
            MistakeInFileError: the new file cannot be used. Said once for each content.
        """
        digest = self._digest()
        if digest == self._seen:
            return None
        self._seen = digest
        try:
            directory = self._load(self._path)
        except MistakeInFileError:
            _CURRENT.set(0)
            raise
        _CURRENT.set(1)
        return directory

    def _digest(self) -> bytes:
        try:
            return hashlib.sha256(self._path.read_bytes()).digest()
        except OSError:
            return b""  # no file: loading it will say so
