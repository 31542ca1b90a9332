"""What the visitor does to messages on the page: forward, edit, delete, ask about one. As `acts`, each is a POST."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from bots.playground.acts import Act, Note, Text, carry_out
from bots.playground.slack.changes import Changes as SlackChanges
from bots.playground.slack.platform import SlackPlatform
from bots.playground.teams.changes import Changes as TeamsChanges
from bots.playground.teams.extension import Dialog, Extension


class SlackMessageAct(Act):
    """Something done to a message."""

    channel: str
    ts: str


class SlackForward(SlackMessageAct):
    """A message that is forwarded into the conversation `to`."""

    to: str
    note: Note


class SlackEdit(SlackMessageAct):
    """A message that gets another text."""

    text: Text


class SlackAlert(Act):
    """An alert that the monitoring raises."""

    channel: str


class TeamsMessageAct(Act):
    """Something done to a message."""

    place: str
    id: str


class TeamsForward(TeamsMessageAct):
    """A message that is forwarded into the conversation `to`."""

    to: str
    note: Note
    mention: bool


class TeamsEdit(TeamsMessageAct):
    """A message that gets another text."""

    text: Text


class TeamsSubmit(TeamsMessageAct):
    """A press in the dialog of a message."""

    data: dict[str, Any]


class TeamsAlert(Act):
    """An alert that the monitoring raises."""

    place: str


class TeamsLookUp(Act):
    """What is looked up while writing."""

    place: str
    text: Note


class MessageActs:
    """Carries out what the page asks for; as `acts.Acts`."""

    def __init__(
        self, slack: SlackPlatform, slack_changes: SlackChanges, teams_changes: TeamsChanges, extension: Extension
    ) -> None:
        self._slack = slack
        self._in_slack = slack_changes
        self._in_teams = teams_changes
        self._extension = extension

    async def slack_forward(self, request: web.Request) -> web.Response:
        """`heard` says whether the app answers; as for what is said."""

        async def act(sent: SlackForward) -> dict[str, object]:
            return {"heard": await self._slack.forward(sent.person, sent.channel, sent.ts, sent.to, sent.note)}

        return await carry_out(request, SlackForward, act)

    async def slack_edit(self, request: web.Request) -> web.Response:
        """The app hears of it, and may stay silent."""

        async def act(edit: SlackEdit) -> dict[str, object]:
            await self._in_slack.edit(edit.person, edit.channel, edit.ts, edit.text)
            return {"heard": None}

        return await carry_out(request, SlackEdit, act)

    async def slack_delete(self, request: web.Request) -> web.Response:
        """The app hears of it, and may stay silent."""

        async def act(gone: SlackMessageAct) -> dict[str, object]:
            await self._in_slack.delete(gone.person, gone.channel, gone.ts)
            return {"heard": None}

        return await carry_out(request, SlackMessageAct, act)

    async def slack_alert(self, request: web.Request) -> web.Response:
        """The app hears of it, and stays silent."""

        async def act(raised: SlackAlert) -> dict[str, object]:
            await self._in_slack.raise_alert(raised.person, raised.channel)
            return {"heard": None}

        return await carry_out(request, SlackAlert, act)

    async def teams_forward(self, request: web.Request) -> web.Response:
        """`heard` says whether the message went to the bot."""

        async def act(sent: TeamsForward) -> dict[str, object]:
            heard = await self._in_teams.forward(
                sent.person, sent.place, sent.id, sent.to, sent.note, mention=sent.mention
            )
            return {"heard": heard}

        return await carry_out(request, TeamsForward, act)

    async def teams_edit(self, request: web.Request) -> web.Response:
        """The bot hears of it where it knows the message, and may stay silent."""

        async def act(edit: TeamsEdit) -> dict[str, object]:
            await self._in_teams.edit(edit.person, edit.place, edit.id, edit.text)
            return {"heard": None}

        return await carry_out(request, TeamsEdit, act)

    async def teams_delete(self, request: web.Request) -> web.Response:
        """The bot hears of it where it knows the message, and may stay silent."""

        async def act(gone: TeamsMessageAct) -> dict[str, object]:
            await self._in_teams.delete(gone.person, gone.place, gone.id)
            return {"heard": None}

        return await carry_out(request, TeamsMessageAct, act)

    async def teams_restore(self, request: web.Request) -> web.Response:
        """The bot hears of it where it knows the message, and may stay silent."""

        async def act(back: TeamsMessageAct) -> dict[str, object]:
            await self._in_teams.restore(back.person, back.place, back.id)
            return {"heard": None}

        return await carry_out(request, TeamsMessageAct, act)

    async def teams_alert(self, request: web.Request) -> web.Response:
        """The bot does not hear of it."""

        async def act(raised: TeamsAlert) -> dict[str, object]:
            self._in_teams.raise_alert(raised.person, raised.place)
            return {"heard": None}

        return await carry_out(request, TeamsAlert, act)

    async def teams_ask_about(self, request: web.Request) -> web.Response:
        """`dialog` is the dialog that opens, or null; `says` a sentence in its place, or null."""

        async def act(taken: TeamsMessageAct) -> dict[str, object]:
            return _dialog_answer(await self._extension.ask_about(taken.person, taken.place, taken.id))

        return await carry_out(request, TeamsMessageAct, act)

    async def teams_submit(self, request: web.Request) -> web.Response:
        """What the dialog shows next: as for `teams_ask_about`. With neither it closes."""

        async def act(press: TeamsSubmit) -> dict[str, object]:
            return _dialog_answer(await self._extension.submit(press.person, press.place, press.id, press.data))

        return await carry_out(request, TeamsSubmit, act)

    async def teams_look_up(self, request: web.Request) -> web.Response:
        """`found` are the things found; `says` is a sentence in their place, or null."""

        async def act(asked: TeamsLookUp) -> dict[str, object]:
            found = await self._extension.look_up(asked.person, asked.place, asked.text)
            if isinstance(found, str):
                return {"heard": None, "found": [], "says": found}
            return {"heard": None, "found": [asdict(each) for each in found], "says": None}

        return await carry_out(request, TeamsLookUp, act)


def _dialog_answer(answer: Dialog | str | None) -> dict[str, object]:
    dialog = asdict(answer) if isinstance(answer, Dialog) else None
    return {"heard": None, "dialog": dialog, "says": answer if isinstance(answer, str) else None}
