"""What Waypost's Teams side is measured beside: botbuilder's own adapters and connector, which send one card that is ready."""

import json
import sys
from http import HTTPStatus

from aiohttp import web
from botbuilder.core import BotFrameworkAdapter, BotFrameworkAdapterSettings, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, ActivityTypes, Attachment
from botframework.connector.auth import BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory

from bots.cli.serve import listen, port_of
from bots.teams.render import card
from core.catalogue.load import load
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
from core.desk.desk import Desk


def _help_card() -> dict[str, object]:
    """The card that Waypost answers "help" with."""
    catalogue = load()

    def suggest(_text: str) -> None:
        raise AssertionError("help needs no classifier")

    reply = Desk(catalogue, suggest, None).answer(Question("help", "", Place("teams", "", "")))  # type: ignore[arg-type]
    return card(compose(reply))


def main(kind: str) -> None:
    """Serve on a free port, which is printed. Tokens are neither asked for nor sent.

    Args:
        kind: `cloud` for the newer adapter, `legacy` for the one before it.
    """
    cloud = CloudAdapterBase(
        BotFrameworkAuthenticationFactory.create(credential_factory=PasswordServiceClientCredentialFactory())
    )
    legacy = BotFrameworkAdapter(BotFrameworkAdapterSettings(app_id="", app_password=""))
    ready = _help_card()

    async def send_card(context: TurnContext) -> None:
        attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=ready)
        await context.send_activity(Activity(type=ActivityTypes.message, attachments=[attachment]))

    async def messages(request: web.Request) -> web.Response:
        activity = Activity().deserialize(json.loads(await request.read()))
        authorization = request.headers.get("Authorization", "")
        if kind == "cloud":
            await cloud.process_activity(authorization, activity, send_card)
        else:
            await legacy.process_activity(activity, authorization, send_card)
        return web.Response(status=HTTPStatus.OK)

    application = web.Application()
    application.router.add_post("/api/messages", messages)
    listening = listen("127.0.0.1", 0)
    web.run_app(application, sock=listening, access_log=None, print=lambda _: print(f"on port {port_of(listening)}"))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
