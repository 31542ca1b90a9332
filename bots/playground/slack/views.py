"""What an app shows beside messages: forms over the page, stacked up to three high, and the home of each person.

An app opens a form within three seconds of a press. Its person fills it in, and the app gets what was filled in.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bots.playground.cast import SLACK_APP, SLACK_BOT, SLACK_TEAM, Person
from bots.playground.live import Publish, Record
from bots.playground.slack.given import SlackError
from bots.playground.slack.limits import MOST_VIEW_BLOCKS, complaints
from bots.playground.slack.workspace import with_ids

_TRIGGER_SECONDS = 3.0
"""Slack's own."""
_MOST_KEPT = 200
"""Triggers and forms that are remembered."""

_MOST_STACKED = 3
_MOST_TITLE = 24
_MOST_METADATA = 3000

_ABSENT: Record = {
    "callback_id": "",
    "private_metadata": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
    "external_id": "",
}
"""What a view has in payloads where its app gave none."""


@dataclass(frozen=True, slots=True)
class View:
    """A form, or somebody's home.

    Attributes:
        id: its own, `V…`.
        person: who sees it.
        content: what the app gave, each block with an id.
        below: the forms that it lies on, the lowest first.
    """

    id: str
    person: Person
    content: Record
    below: tuple[str, ...] = ()

    def as_shown(self) -> Record:
        """The view for the page."""
        return {**self.content, "id": self.id}

    def as_sent(self, values: Mapping[str, Record] | None = None) -> Record:
        """The view as Slack's payloads carry it.

        Args:
            values: what its inputs stand at, by block and element.
        """
        return {
            **_ABSENT,
            **self.content,
            "id": self.id,
            "team_id": SLACK_TEAM,
            "app_id": SLACK_APP,
            "bot_id": SLACK_BOT,
            "hash": f"{int(time.time())}.{secrets.token_hex(4)}",
            "state": {"values": values or {}},
            "root_view_id": self.below[0] if self.below else self.id,
            "previous_view_id": self.below[-1] if self.below else None,
        }


@dataclass(frozen=True, slots=True)
class _Trigger:
    person: Person
    view: View | None
    until: float


class Views:
    """The views of the workspace, in memory. Every change is published."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._triggers: OrderedDict[str, _Trigger] = OrderedDict()
        self._forms: OrderedDict[str, View] = OrderedDict()
        self._homes: dict[str, View] = {}

    def trigger(self, person: Person, view: View | None = None) -> str:
        """A new trigger id: it opens one form for that person, soon; on that view where one is given."""
        trigger = f"{time.time_ns()}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = _Trigger(person, view, time.monotonic() + _TRIGGER_SECONDS)
        if len(self._triggers) > _MOST_KEPT:
            self._triggers.popitem(last=False)
        return trigger

    def open(self, trigger: str, content: object) -> View:
        """Open a form.

        Raises:
            SlackError: the trigger is used or too old, or the form is one that Slack refuses.
        """
        checked = _check(content, "modal")
        return self._show(View(_new_id(), self._use(trigger).person, checked), "open")

    def push(self, trigger: str, content: object) -> View:
        """Lay a form on the one in which somebody pressed.

        Raises:
            SlackError: as for `open`; or the press was in no form, or three are open.
        """
        checked, used = _check(content, "modal"), self._use(trigger)
        if used.view is None or used.view.id not in self._forms:
            raise SlackError("invalid_trigger_id")
        below = (*used.view.below, used.view.id)
        if len(below) >= _MOST_STACKED:
            raise SlackError("push_limit_reached")
        return self._show(View(_new_id(), used.person, checked, below), "push")

    def update(self, view: str, content: object) -> View:
        """Change a form.

        Raises:
            SlackError: there is no such form, or it is one that Slack refuses.
        """
        if view not in self._forms:
            raise SlackError("not_found")
        return self._show(replace(self._forms[view], content=_check(content, "modal")), "update")

    def publish(self, person: Person, content: object) -> View:
        """Draw somebody's home.

        Raises:
            SlackError: it is one that Slack refuses.
        """
        before = self._homes.get(person.id)
        view = View(before.id if before else _new_id(), person, _check(content, "home"))
        self._homes[person.id] = view
        self._publish({"type": "slack.home", "person": person.slack, "view": view.as_shown()})
        return view

    def find(self, person: Person, view: str) -> View | None:
        """The person's view with that id, or None."""
        found = self._forms.get(view) or self._homes.get(person.id)
        return found if found and found.id == view and found.person == person else None

    def home(self, person: Person) -> View | None:
        """The person's home; None where the app has drawn none yet."""
        return self._homes.get(person.id)

    def close(self, view: View, *, all_of_them: bool = False) -> None:
        """Close a form; with `all_of_them` those below it as well."""
        for closed in (view.id, *(view.below if all_of_them else ())):
            self._forms.pop(closed, None)
        self._publish({"type": "slack.closed", "person": view.person.slack, "view": None if all_of_them else view.id})

    def answer(self, view: View, given: Record) -> Record | None:
        """Carry out what an app answers to a form that was sent.

        Returns:
            What is wrong with what was filled in, by `block_id`; None where it was taken.

        Raises:
            SlackError: the answer shows a form that Slack refuses.
        """
        match given.get("response_action"):
            case "errors":
                errors = given.get("errors")
                return errors if isinstance(errors, dict) else {}
            case "update":
                # what the app has shown there since it answered is newer
                if self._forms.get(view.id) is view:
                    self.update(view.id, given.get("view"))
            case "push":
                self.push(self.trigger(view.person, view), given.get("view"))
            case action:
                self.close(view, all_of_them=action == "clear")
        return None

    def _use(self, trigger: str) -> _Trigger:
        found = self._triggers.pop(trigger, None)
        if found is None:
            raise SlackError("invalid_trigger_id")
        if found.until < time.monotonic():
            raise SlackError("expired_trigger_id")
        return found

    def _show(self, view: View, how: Literal["open", "push", "update"]) -> View:
        self._forms[view.id] = view
        if len(self._forms) > _MOST_KEPT:
            self._forms.popitem(last=False)
        self._publish({"type": "slack.view", "person": view.person.slack, "how": how, "view": view.as_shown()})
        return view


def _new_id() -> str:
    return f"V{secrets.token_hex(5).upper()}"


def _check(content: object, kind: Literal["modal", "home"]) -> Record:
    """A view with an id on each block, within the limits that an app is most likely to cross.

    Raises:
        SlackError: `invalid_arguments`, with the reasons as far as they lie in the blocks.
    """
    if not isinstance(content, dict) or not isinstance(content.get("blocks"), list):
        raise SlackError("invalid_arguments")
    wrong = complaints(content["blocks"], MOST_VIEW_BLOCKS)
    if wrong or content.get("type") != kind or not _is_fine(content):
        raise SlackError("invalid_arguments", tuple(wrong))
    return {**content, "blocks": list(with_ids(tuple(content["blocks"])))}


def _is_fine(content: Record) -> bool:
    named = [content[name] for name in ("title", "submit", "close") if content.get(name) is not None]
    named += [None] if content["type"] == "modal" and not content.get("title") else []
    asks = any(block["type"] == "input" for block in content["blocks"])
    return (
        all(isinstance(text, dict) and 0 < len(str(text.get("text", ""))) <= _MOST_TITLE for text in named)
        and not (content["type"] == "modal" and asks and not content.get("submit"))
        and len(str(content.get("private_metadata", ""))) <= _MOST_METADATA
    )
