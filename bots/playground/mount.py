"""The playground as a part of the application that serves the real platforms."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import wraps
from http import HTTPStatus

from aiohttp import web

from bots.http import refuse
from bots.playground import cast
from bots.playground.acts import PLATFORM_ID, Acts
from bots.playground.config import PlaygroundConfig
from bots.playground.delivery import Courier
from bots.playground.live import Live, Record
from bots.playground.message_acts import MessageActs
from bots.playground.page import Page
from bots.playground.slack.api import SlackApi
from bots.playground.slack.changes import Changes as SlackChanges
from bots.playground.slack.interactions import Interactions
from bots.playground.slack.platform import SlackPlatform
from bots.playground.slack.responses import Responses
from bots.playground.slack.views import Views
from bots.playground.slack.wire import Wire
from bots.playground.slack.workspace import Workspace
from bots.playground.teams.changes import Changes as TeamsChanges
from bots.playground.teams.connector import Connector
from bots.playground.teams.extension import Extension
from bots.playground.teams.platform import TeamsPlatform
from bots.playground.teams.tenant import Tenant
from bots.playground.time import PlaygroundTime

HOME = "/playground/"

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def mount(application: web.Application, config: PlaygroundConfig, time: PlaygroundTime) -> None:
    """Add the page, and the two platforms that it plays, to an application that serves the platforms.

    Args:
        application: it must listen at `config.base_url` once it runs.
        config: this start of the playground.
        time: its clock, by which the application works too.
    """
    live = Live(lambda: _state(config, workspace, views, tenant, time))
    workspace, tenant = Workspace(live.publish, time.now), Tenant(live.publish, time.now)
    views = Views(live.publish)
    courier = Courier(config.base_url)
    responses = Responses(config.base_url, workspace)
    teams = TeamsPlatform(config, tenant, courier)
    application.cleanup_ctx.append(courier.run)
    application.on_shutdown.extend((live.close, teams.close))
    wire = Wire(config, courier)
    slack = SlackPlatform(config, workspace, views, responses, wire)
    acts = Acts(slack, Interactions(workspace, views, responses, wire), teams, time, live.publish)
    message_acts = MessageActs(
        slack, SlackChanges(workspace, wire), TeamsChanges(tenant, teams), Extension(tenant, teams)
    )
    _add_page(application, config, live, acts, teams)
    _add_message_acts(application, config, message_acts)
    _add_platforms(application, SlackApi(config, workspace, views), responses, Connector(tenant))


def _add_page(
    application: web.Application, config: PlaygroundConfig, live: Live, acts: Acts, teams: TeamsPlatform
) -> None:
    page = Page()

    async def home(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(HOME)

    async def state(_: web.Request) -> web.StreamResponse:
        return web.json_response(live.state())

    async def watch(request: web.Request) -> web.StreamResponse:
        # Only now is the application known to listen, so only now can the bot answer its installation.
        teams.install()
        return await live.serve(request)

    own = _for_own_page(config)
    router = application.router
    router.add_get("/", home)
    router.add_get(HOME.rstrip("/"), home)
    router.add_get(HOME, own(page.index))
    router.add_get(HOME + "assets/{name}", own(page.asset))
    router.add_get(HOME + "state", own(state))
    router.add_get(HOME + "live", own(watch))
    router.add_post(HOME + "slack/say", own(acts.slack_say))
    router.add_post(HOME + "slack/command", own(acts.slack_command))
    router.add_post(HOME + "slack/press", own(acts.slack_press))
    router.add_post(HOME + "slack/press-in-view", own(acts.slack_press_in_view))
    router.add_post(HOME + "slack/submit", own(acts.slack_submit))
    router.add_post(HOME + "slack/shortcut", own(acts.slack_shortcut))
    router.add_post(HOME + "slack/home", own(acts.slack_home))
    router.add_post(HOME + "slack/react", own(acts.slack_react))
    router.add_post(HOME + "time", own(acts.let_pass))
    router.add_post(HOME + "teams/say", own(acts.teams_say))
    router.add_post(HOME + "teams/press", own(acts.teams_press))


def _add_message_acts(application: web.Application, config: PlaygroundConfig, acts: MessageActs) -> None:
    own = _for_own_page(config)
    for path, act in (
        ("slack/forward", acts.slack_forward),
        ("slack/edit", acts.slack_edit),
        ("slack/delete", acts.slack_delete),
        ("slack/alert", acts.slack_alert),
        ("teams/forward", acts.teams_forward),
        ("teams/edit", acts.teams_edit),
        ("teams/delete", acts.teams_delete),
        ("teams/restore", acts.teams_restore),
        ("teams/alert", acts.teams_alert),
        ("teams/ask-about", acts.teams_ask_about),
        ("teams/submit", acts.teams_submit),
        ("teams/look-up", acts.teams_look_up),
    ):
        application.router.add_post(HOME + path, own(act))


def _add_platforms(application: web.Application, slack: SlackApi, responses: Responses, teams: Connector) -> None:
    router = application.router
    for method in ("GET", "POST"):
        router.add_route(method, HOME + "slack/api/{method}", _for_faces(slack.serve))
    router.add_post(HOME + "slack/response/{line}", _for_faces(responses.serve))
    conversation = HOME + "teams/v3/conversations/{conversation}"
    router.add_post(HOME + "teams/v3/conversations", _for_faces(teams.create))
    router.add_post(f"{conversation}/activities", _for_faces(teams.post))
    router.add_post(f"{conversation}/activities/{{activity}}", _for_faces(teams.post))
    router.add_put(f"{conversation}/activities/{{activity}}", _for_faces(teams.put))
    router.add_delete(f"{conversation}/activities/{{activity}}", _for_faces(teams.delete))
    router.add_get(f"{conversation}/members", _for_faces(teams.members))
    router.add_get(f"{conversation}/pagedmembers", _for_faces(teams.list_members))
    router.add_get(f"{conversation}/members/{{member}}", _for_faces(teams.member))


def _for_own_page(config: PlaygroundConfig) -> Callable[[_Handler], _Handler]:
    """Keeps other web pages out: whatever site the visitor has open, it must not act or read here.

    A browser names the page's origin; under a foreign name that leads to this machine, the Host header is foreign too.
    """
    origins = config.origins()

    def guard(handler: _Handler) -> _Handler:
        @wraps(handler)
        async def check_origin(request: web.Request) -> web.StreamResponse:
            if f"http://{request.host}" not in origins or request.headers.get("Origin", config.base_url) not in origins:
                return refuse(PLATFORM_ID, HTTPStatus.FORBIDDEN, "Only the playground's own page may do that.")
            return await handler(request)

        return check_origin

    return guard


def _for_faces(handler: _Handler) -> _Handler:
    """Keeps all web pages out of what only the platforms call: a server names no origin."""

    @wraps(handler)
    async def check_origin(request: web.Request) -> web.StreamResponse:
        if "Origin" in request.headers:
            return refuse(PLATFORM_ID, HTTPStatus.FORBIDDEN, "Only Waypost itself may do that.")
        return await handler(request)

    return check_origin


def _state(
    config: PlaygroundConfig, workspace: Workspace, views: Views, tenant: Tenant, time: PlaygroundTime
) -> Record:
    """Everything that the page shows."""
    return {
        "people": [
            {**asdict(person), "direct": cast.slack_direct(person), "chat": cast.teams_personal(person)}
            for person in cast.PEOPLE
        ],
        "bot": {"name": cast.BOT_NAME, "slack": config.slack_bot_user, "teams": cast.TEAMS_BOT},
        "monitoring": {"name": cast.MONITORING, "slack": cast.SLACK_MONITORING, "teams": cast.TEAMS_MONITORING},
        "examples": list(config.examples),
        "ahead": time.ahead.total_seconds(),
        "slack": {
            "channels": [asdict(channel) for channel in cast.SLACK_CHANNELS],
            "alerts": cast.SLACK_ALERTS,
            "commands": [asdict(command) for command in cast.SLACK_COMMANDS],
            "shortcuts": [asdict(shortcut) for shortcut in cast.SLACK_SHORTCUTS],
            "prompts": [{"title": title, "message": message} for title, message in cast.SLACK_PROMPTS],
            "emojis": list(config.slack_emojis),
            "messages": [message.as_shown() for message in workspace],
            "homes": {person.slack: home.as_shown() for person in cast.PEOPLE if (home := views.home(person))},
        },
        "teams": {
            "name": cast.TEAMS_TEAM_NAME,
            "channels": [asdict(channel) for channel in (*cast.TEAMS_CHANNELS, *cast.TEAMS_GROUPS)],
            "alerts": cast.TEAMS_ALERTS,
            "messages": [message.as_shown() for message in tenant],
        },
    }
