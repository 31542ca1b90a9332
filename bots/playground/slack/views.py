"""Forms: an app opens one within three seconds of a press, its person fills it in, and the app gets what was filled in."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from bots.playground.cast import Person
from bots.playground.live import Publish, Record

_TRIGGER_SECONDS = 3.0
"""Slack's own."""
_MOST_KEPT = 200
"""Triggers and forms that are remembered."""

_MOST_TITLE = 24
_MOST_METADATA = 3000
_MOST_BLOCKS = 100


class ViewError(Exception):
    """Why a form is not opened: Slack's error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class View:
    """An open form: its id, whose it is, and what it holds."""

    id: str
    person: Person
    content: Record


class Views:
    """The forms of the workspace, in memory. Each that opens is published."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._triggers: OrderedDict[str, tuple[Person, float]] = OrderedDict()
        self._open: OrderedDict[str, View] = OrderedDict()

    def trigger(self, person: Person) -> str:
        """A new trigger id: it opens one form for that person, soon."""
        trigger = f"{time.time_ns()}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = (person, time.monotonic() + _TRIGGER_SECONDS)
        if len(self._triggers) > _MOST_KEPT:
            self._triggers.popitem(last=False)
        return trigger

    def open(self, trigger: str, content: object) -> View:
        """Open a form.

        Raises:
            ViewError: the trigger is used or too old, or the form is one that Slack refuses.
        """
        found = self._triggers.pop(trigger, None)
        if found is None:
            raise ViewError("invalid_trigger_id")
        person, until = found
        if until < time.monotonic():
            raise ViewError("expired_trigger_id")
        if not isinstance(content, dict) or not _is_fine(content):
            raise ViewError("invalid_arguments")
        view = View(f"V{secrets.token_hex(5).upper()}", person, content)
        self._open[view.id] = view
        if len(self._open) > _MOST_KEPT:
            self._open.popitem(last=False)
        self._publish({"type": "slack.view", "person": person.slack, "view": {**content, "id": view.id}})
        return view

    def take(self, person: Person, view: str) -> View | None:
        """The person's form with that id, which is closed with this; None where there is none."""
        found = self._open.get(view)
        return self._open.pop(view) if found and found.person == person else None


def _is_fine(content: Record) -> bool:
    """Whether it keeps the limits that an app is most likely to cross."""
    titles = [content.get(name, {"text": "-"}) for name in ("title", "submit", "close")]
    blocks = content.get("blocks")
    return (
        content.get("type") == "modal"
        and all(isinstance(title, dict) and 0 < len(str(title.get("text", ""))) <= _MOST_TITLE for title in titles)
        and isinstance(blocks, list)
        and len(blocks) <= _MOST_BLOCKS
        and len(str(content.get("private_metadata", ""))) <= _MOST_METADATA
    )
