"""A double of Notepad's server, which takes what we write as JSON."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

SECRET = "between Notepad and us"
BOOK = "acme"
PADS = frozenset({"pad-general", "pad-network"})


@dataclass(frozen=True)
class Note:
    """A note as it stood after a call.

    Attributes:
        pad: where it is.
        id: of it.
        thread: the note that it answers, or None.
        reader: id of the person who alone sees it, or None.
        key: as it was posted with.
        content: its lines and controls.
    """

    pad: str
    id: str
    thread: str | None
    reader: str | None
    key: str
    content: dict[str, Any]


class NotepadDouble:
    """One book with two pads, and a personal one for everybody."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: list[Note] = []
        """Every note as it was written or changed, oldest first."""
        self.answers: deque[web.Response] = deque()
        """What the next writings and changes are answered."""
        self._notes: dict[str, Note] = {}

    def application(self) -> web.Application:
        """The server."""
        application = web.Application()
        pad = f"/books/{BOOK}/pads/{{pad}}"
        application.router.add_get(pad, self._look)
        application.router.add_get(f"{pad}/notes", self._find)
        application.router.add_post(f"{pad}/notes", self._write)
        application.router.add_put(f"{pad}/notes/{{note}}", self._change)
        return application

    def _pad(self, request: web.Request) -> str:
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            raise web.HTTPUnauthorized
        pad = request.match_info["pad"]
        if pad not in PADS and not pad.startswith("me-p-"):
            raise web.HTTPNotFound
        return pad

    async def _look(self, request: web.Request) -> web.Response:
        return web.json_response({"pad": self._pad(request)})

    async def _find(self, request: web.Request) -> web.Response:
        wanted = (self._pad(request), request.query["key"])
        return web.json_response(
            {"notes": [note.id for note in self._notes.values() if (note.pad, note.key) == wanted]}
        )

    async def _write(self, request: web.Request) -> web.Response:
        pad, body = self._pad(request), await request.json()
        note = Note(pad, f"n{len(self._notes) + 1}", body["thread"], body["reader"], body["key"], body)
        return self._answer(note, 201)

    async def _change(self, request: web.Request) -> web.Response:
        self._pad(request)
        before = self._notes.get(request.match_info["note"])
        if before is None:
            raise web.HTTPGone
        content = await request.json()
        return self._answer(replace(before, content=content), 200)

    def _answer(self, note: Note, status: int) -> web.Response:
        if self.answers:
            return self.answers.popleft()
        self._notes[note.id] = note
        self.seen.append(note)
        return web.json_response({"note": note.id}, status=status)
