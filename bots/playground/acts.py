"""What the visitor does on the page: say something, give a command, press. Each is a POST with a small JSON body."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal, Self, TypeVar

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bots.http import refuse
from bots.playground.cast import PEOPLE, Person
from bots.playground.delivery import ImpossibleError, UndeliveredError
from bots.playground.files import File, Files
from bots.playground.live import Publish
from bots.playground.reading import json_of
from bots.playground.slack.interactions import Interactions
from bots.playground.slack.platform import SlackPlatform
from bots.playground.teams.platform import TeamsPlatform
from bots.playground.time import PlaygroundTime

PLATFORM_ID = "playground"

_MOST_TEXT = 12_000
"""Slack's limit for what a person types into one message."""

_PEOPLE = {person.id: person for person in PEOPLE}


def _check_person(person: str) -> str:
    if person not in _PEOPLE:
        raise ValueError("is nobody here")
    return person


class Act(BaseModel):
    """By whom. `as` is a person's id in the playground."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    by: Annotated[str, Field(alias="as"), AfterValidator(_check_person)]

    @property
    def person(self) -> Person:
        """Who does it."""
        return _PEOPLE[self.by]


Text = Annotated[str, Field(min_length=1, max_length=_MOST_TEXT)]
Note = Annotated[str, Field(max_length=_MOST_TEXT)]
"""A text beside something else, which may be empty."""


class _Message(Act):
    """A text, or files, or both."""

    text: Note
    files: Files = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.text or self.files)

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if self.is_empty:
            raise ValueError("is empty")
        return self

    def keep_files(self) -> tuple[File, ...]:
        """The files, each with an id."""
        return tuple(file.keep() for file in self.files)


class SlackSay(_Message):
    """A message, in the thread of the message with that `ts` if one is given."""

    channel: str
    thread: str | None = None


class SlackCommand(Act):
    """A slash command and the text behind it."""

    channel: str
    command: str
    text: Annotated[str, Field(max_length=_MOST_TEXT)]


class SlackPress(Act):
    """A press of the element with that `action_id`, or the pick of the option with the value `choice`."""

    channel: str
    ts: str
    action_id: str
    choice: str | None = None


class SlackPressInView(Act):
    """The same in a form, or in the app's home."""

    view: str
    action_id: str
    choice: str | None = None


class SlackShortcut(Act):
    """A shortcut, by its callback id: that of a message where one is named."""

    callback: str
    channel: str | None = None
    ts: str | None = None


class SlackHome(Act):
    """A tab of the app's home that was opened."""

    tab: Literal["home", "messages"]


class SlackReact(Act):
    """An emoji, by its name without colons, that is put on a message or taken off."""

    channel: str
    ts: str
    emoji: str


class SlackSubmit(Act):
    """A form that was filled in: the answers by `block_id`."""

    view: str
    answers: dict[str, Annotated[str, Field(max_length=_MOST_TEXT)]]


class LetPass(Act):
    """Time that is let pass, up to a fortnight at once."""

    minutes: Annotated[int, Field(ge=1, le=20_160)]


class TeamsSay(_Message):
    """A message, under the channel's post with that id if one is given."""

    place: str
    root: str | None = None
    mention: bool
    card: dict[str, Any] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send: a card that was looked up is something, too."""
        return super().is_empty and self.card is None


class TeamsPress(Act):
    """A press of a card's button: its kind, its verb, and its data with the card's inputs merged in."""

    place: str
    id: str
    kind: Literal["execute", "submit"]
    verb: str = ""
    data: dict[str, Any]


_Body = TypeVar("_Body", bound=Act)


class Acts:
    """Carries out what the page asks for. The answer is `{"heard": …}` or `{"says": …}`, or `{"error": sentence}`."""

    def __init__(
        self,
        slack: SlackPlatform,
        interactions: Interactions,
        teams: TeamsPlatform,
        time: PlaygroundTime,
        publish: Publish,
    ) -> None:
        self._slack = slack
        self._interactions = interactions
        self._teams = teams
        self._time = time
        self._publish = publish

    async def slack_say(self, request: web.Request) -> web.Response:
        """`heard` says whether the app answers the message; null where it hears of it and may stay silent."""

        async def act(said: SlackSay) -> dict[str, object]:
            return {
                "heard": await self._slack.say(said.person, said.channel, said.text, said.thread, said.keep_files())
            }

        return await carry_out(request, SlackSay, act)

    async def slack_command(self, request: web.Request) -> web.Response:
        """The app hears every command that exists."""

        async def act(given: SlackCommand) -> dict[str, object]:
            await self._slack.command(given.person, given.channel, given.command, given.text)
            return {"heard": True}

        return await carry_out(request, SlackCommand, act)

    async def slack_press(self, request: web.Request) -> web.Response:
        """A press of a button or a pick from a menu."""

        async def act(press: SlackPress) -> dict[str, object]:
            await self._interactions.press(press.person, press.channel, press.ts, press.action_id, press.choice)
            return {"heard": True}

        return await carry_out(request, SlackPress, act)

    async def slack_press_in_view(self, request: web.Request) -> web.Response:
        """The same in a form, or in the app's home."""

        async def act(press: SlackPressInView) -> dict[str, object]:
            await self._interactions.press_in_view(press.person, press.view, press.action_id, press.choice)
            return {"heard": True}

        return await carry_out(request, SlackPressInView, act)

    async def slack_shortcut(self, request: web.Request) -> web.Response:
        """A shortcut of a message, or one that there is everywhere."""

        async def act(taken: SlackShortcut) -> dict[str, object]:
            if taken.channel is None or taken.ts is None:
                await self._interactions.shortcut(taken.person, taken.callback)
            else:
                await self._interactions.message_shortcut(taken.person, taken.callback, taken.channel, taken.ts)
            return {"heard": True}

        return await carry_out(request, SlackShortcut, act)

    async def slack_home(self, request: web.Request) -> web.Response:
        """The app may draw the home anew."""

        async def act(opened: SlackHome) -> dict[str, object]:
            await self._slack.open_home(opened.person, opened.tab)
            return {"heard": True}

        return await carry_out(request, SlackHome, act)

    async def slack_react(self, request: web.Request) -> web.Response:
        """`heard` is null for an emoji that asks nothing."""

        async def act(put: SlackReact) -> dict[str, object]:
            return {"heard": await self._slack.react(put.person, put.channel, put.ts, put.emoji)}

        return await carry_out(request, SlackReact, act)

    async def slack_submit(self, request: web.Request) -> web.Response:
        """`errors` says what is wrong with a form, by `block_id`, or null."""

        async def act(sent: SlackSubmit) -> dict[str, object]:
            return {"heard": None, "errors": await self._interactions.submit(sent.person, sent.view, sent.answers)}

        return await carry_out(request, SlackSubmit, act)

    async def let_pass(self, request: web.Request) -> web.Response:
        """Every page hears how far the clock is ahead."""

        async def act(passed: LetPass) -> dict[str, object]:
            await self._time.let_pass(passed.minutes)
            self._publish({"type": "time", "ahead": self._time.ahead.total_seconds()})
            return {"heard": None}

        return await carry_out(request, LetPass, act)

    async def teams_say(self, request: web.Request) -> web.Response:
        """`heard` says whether the message went to the bot."""

        async def act(said: TeamsSay) -> dict[str, object]:
            heard = await self._teams.say(
                said.person,
                said.place,
                said.text,
                said.root,
                mention=said.mention,
                files=said.keep_files(),
                cards=(said.card,) if said.card else (),
            )
            return {"heard": heard}

        return await carry_out(request, TeamsSay, act)

    async def teams_press(self, request: web.Request) -> web.Response:
        """`says` is what Teams shows beside the card, or null."""

        async def act(press: TeamsPress) -> dict[str, object]:
            says = await self._teams.press(press.person, press.place, press.id, press.kind, press.verb, press.data)
            return {"heard": True, "says": says}

        return await carry_out(request, TeamsPress, act)


async def carry_out(
    request: web.Request, kind: type[_Body], act: Callable[[_Body], Awaitable[dict[str, object]]]
) -> web.Response:
    """Read what the page sent, do it, and answer with what came of it, or with a sentence on why nothing did."""
    if request.content_type != "application/json":
        return refuse(PLATFORM_ID, HTTPStatus.BAD_REQUEST, "The content type is not application/json.")
    try:
        body = kind.model_validate(await json_of(request))
    except web.HTTPRequestEntityTooLarge:
        return refuse(PLATFORM_ID, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.")
    except ValidationError:
        return refuse(PLATFORM_ID, HTTPStatus.BAD_REQUEST, "The body is not what the page sends.")
    try:
        return web.json_response(await act(body))
    except ImpossibleError as error:
        return refuse(PLATFORM_ID, HTTPStatus.BAD_REQUEST, str(error))
    except UndeliveredError as error:
        return refuse(PLATFORM_ID, HTTPStatus.BAD_GATEWAY, str(error))
