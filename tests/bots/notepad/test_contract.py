"""A platform that no file of the core or of another platform knows does what every platform does."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from core.conversation.people import Place
from core.handoff.delivery.ports import Messenger
from tests.bots.notepad.double import BOOK, SECRET, Note, NotepadDouble
from tests.bots.platform_contract import PlatformContract
from tests.bots.seat import ASKED_TO_WAIT, Fault, Room, Seat, Shown, Who
from tests.notepad.app import NotepadPlatform
from tests.support.app import OpenWaypost

_PEOPLE: dict[Who, dict[str, str]] = {
    "requester": {"id": "p-ana", "name": "Ana Ribeiro", "book": BOOK},
    "responder": {"id": "p-ben", "name": "Ben Okafor", "book": BOOK},
    "colleague": {"id": "p-cara", "name": "Cara Lind", "book": BOOK},
    "guest": {"id": "p-gus", "name": "Gus", "book": "other"},
}
_NAMED = {person["id"]: person["name"] for person in _PEOPLE.values()}
_WHO = {person["id"]: who for who, person in _PEOPLE.items()}
_ROOMS: dict[str, Room] = {"pad-general": "asked", "pad-network": "team"}
_FAULTS: dict[Fault, Callable[[], web.Response]] = {
    Fault.PASSING: lambda: web.Response(status=503),
    Fault.UNANSWERED: lambda: web.Response(status=500),
    Fault.CLOSED: lambda: web.Response(status=403),
    Fault.GONE: lambda: web.Response(status=410),
    Fault.LIMITED: lambda: web.Response(status=429, headers={"Retry-After": f"{ASKED_TO_WAIT}"}),
    Fault.LIMITED_ODDLY: lambda: web.Response(status=429, headers={"Retry-After": "soon"}),
}

_numbers = count(1)


class NotepadSeat(Seat):
    """A book, with its general pad and that of the network's team."""

    def __init__(
        self, client: TestClient, platform: NotepadPlatform, notepad: NotepadDouble, core: OpenWaypost
    ) -> None:
        self._client, self._platform, self._notepad, self._core = client, platform, notepad, core
        self._unnamed: set[Who] = set()

    @property
    def messenger(self) -> Messenger:
        """Notepad's."""
        return self._platform.messenger

    @property
    def room(self) -> Place:
        """The general pad."""
        return Place("notepad", BOOK, "pad-general")

    @property
    def stranger(self) -> Place:
        """A pad that there is not."""
        return Place("notepad", BOOK, "pad-nowhere")

    @property
    def requester(self) -> Place:
        """Ana's."""
        return Place("notepad", BOOK, "@p-ana")

    def shown(self) -> Sequence[Shown]:
        """Each note as it was written or changed."""
        return [_shown(note) for note in self._notepad.seen]

    async def _send(self, kind: str, who: Who, times: int = 1, **fields: object) -> None:
        by = {**_PEOPLE[who], **({"name": ""} if who in self._unnamed else {})}
        event = {"id": f"e{next(_numbers)}", "kind": kind, "book": BOOK, "by": by, **fields}
        for _ in range(times):
            async with self._client.post("/notepad", json=event, headers=_proof()) as response:
                assert response.status == 202
        await self._platform.settle()
        await self._core.deliver(self.messenger)

    async def _write(self, text: str, who: Who = "requester", times: int = 1, **fields: object) -> None:
        usual = {"note": f"w{next(_numbers)}", "text": text, "named": _NAMED}
        await self._send("written", who, times, **{**usual, **fields})

    async def ask(self, text: str, *, openly: bool, times: int = 1, who: Who = "requester") -> None:
        """On the general pad or on the personal one."""
        await self._write(text, who, times, asks=True, pad="pad-general" if openly else "me-p-ana")

    async def talk(self, text: str, *, alone: bool) -> None:
        """On the personal pad, or below a note."""
        where = {"pad": "me-p-ana"} if alone else {"pad": "pad-general", "thread": "w-first"}
        await self._write(text, asks=True, **where)

    async def ask_about(self, text: str) -> None:
        """About a note on the general pad."""
        await self._write(text, about=True, pad="pad-general")

    async def ask_about_among_colleagues(self, text: str) -> None:
        """About a note on a pad that we may not write on."""
        await self._write(text, about=True, pad="pad-of-two")

    async def ask_from_elsewhere(self, text: str) -> None:
        """In a book of strangers."""
        asked = {"id": "e0", "kind": "written", "note": "w0", "text": text, "asks": True, "pad": "pad-general"}
        asked |= {"book": "other", "by": _PEOPLE["guest"]}
        async with self._client.post("/notepad", json=asked, headers=_proof()) as response:
            assert response.status == 403
        await self._platform.settle()

    async def press(self, on: Shown, label: str, who: Who = "requester", *, times: int = 1) -> None:
        """Press a button."""
        control = next(each for each in on.raw.content["controls"] if each["label"].startswith(label))
        await self._press(on.raw, control, who, times)

    async def press_unknown(self, on: Shown) -> None:
        """As an older version, or a forger, names it."""
        await self._press(on.raw, {"verb": "dance", "data": {}}, "requester", 1)

    async def fill_in(self, on: Shown, label: str, who: Who = "requester", **inputs: str) -> None:
        """In the fields of the button."""
        control = next(each for each in on.raw.content["controls"] if each["label"].startswith(label))
        assert set(inputs) <= {field["name"] for field in control["fields"]}
        inputs = {each["name"]: each["value"] for each in control["fields"] if each.get("value")} | inputs
        await self._press(on.raw, control, who, 1, inputs)

    async def pick(self, on: Shown, choice: str) -> None:
        """Pick from the menu."""
        menu = next(each for each in on.raw.content["controls"] if "options" in each)
        assert choice in {option["choice"] for option in menu["options"]}
        await self._press(on.raw, {**menu, "data": {**menu["data"], "choice": choice}}, "requester", 1)

    async def _press(
        self, note: Note, control: dict[str, Any], who: Who, times: int, inputs: Mapping[str, str] | None = None
    ) -> None:
        where = {"pad": note.pad, "note": note.id, "thread": note.thread, "private": note.reader is not None}
        await self._send(
            "pressed", who, times, verb=control["verb"], data=control["data"], inputs=inputs or {}, **where
        )

    async def write(self, below: Shown, text: str, who: Who, *, mentioned: bool = False) -> None:
        """Answer in the thread."""
        await self._write(text, who, pad=below.raw.pad, thread=below.raw.thread or below.raw.id, asks=mentioned)

    def compose(self, below: Shown | None, text: str, who: Who, *, to_us: bool = False) -> dict[str, Any]:
        """The event's fields."""
        where = {"pad": below.raw.pad, "thread": below.raw.thread or below.raw.id} if below else {"pad": "pad-general"}
        return {"who": who, "note": f"w{next(_numbers)}", "text": text, "asks": to_us, **where}

    async def tell(self, said: dict[str, Any]) -> None:
        """As it was written."""
        await self._write(**said)

    async def edit(self, said: dict[str, Any], text: str, at: int, *, to_us: bool = False) -> None:
        """With whether it asked before."""
        who, state = said["who"], {"text": text, "named": _NAMED, "asks": to_us, "asked": said["asks"], "at": float(at)}
        said["asks"] = to_us
        await self._send(
            "rewritten", who, **{name: value for name, value in {**said, **state}.items() if name != "who"}
        )

    async def delete(self, said: dict[str, Any], at: int) -> None:
        """Nothing stands there any more."""
        await self.edit(said, "", at)

    def mark(self, who: Who) -> str:
        """By the id."""
        return f"<{_PEOPLE[who]['id']}>"

    def tell_name(self, who: Who, *, told: bool) -> None:
        """With each event."""
        (self._unnamed.discard if told else self._unnamed.add)(who)

    async def send(self, body: bytes, *, proven: bool) -> int:
        """With the secret, or without."""
        async with self._client.post("/notepad", data=body, headers=_proof() if proven else {}) as response:
            return response.status

    def fail(self, fault: Fault) -> None:
        """Whatever comes next."""
        self._notepad.answers.append(_FAULTS[fault]())


def _proof() -> dict[str, str]:
    return {"Authorization": f"Bearer {SECRET}"}


def _shown(note: Note) -> Shown:
    text = "\n".join((*note.content["lines"], *(control["label"] for control in note.content["controls"])))
    owner = _WHO.get((note.reader or note.pad).removeprefix("me-"))
    return Shown(text, _ROOMS.get(note.pad, "alone"), owner, note)


@pytest.fixture
def seat(client: TestClient, platform: NotepadPlatform, notepad: NotepadDouble, opened: OpenWaypost) -> Seat:
    """In a book where nothing was written yet."""
    return NotepadSeat(client, platform, notepad, opened)


class TestContract(PlatformContract):
    """See there."""
