"""A workspace installs Waypost by OAuth and uses it, beside a Slack that nobody here wrote: the emulator of npm's `emulate`."""

import re
from collections.abc import AsyncIterator, Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar
from cryptography.fernet import Fernet

from bots.slack.manifest import build
from tests.e2e.emulator import CLIENT_ID, CLIENT_SECRET, GENERAL, SIGNING_SECRET, TEAM, Json, Person, emulated, seed
from tests.e2e.processes import WAYPOST, Program, free_port, running, until_ready

VPN = "my VPN drops every ten minutes"


@pytest.fixture(scope="module")
def port() -> int:
    """Where Waypost listens: Slack must know it before Waypost starts."""
    return free_port()


@pytest.fixture(scope="module")
def slack(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Slack, which knows of the app what its manifest says; nobody has installed it."""
    manifest = build("http", "https://waypost.example.com", oauth=True)["oauth_config"]
    ours = f"http://127.0.0.1:{port}"
    redirect = ours + urlsplit(manifest["redirect_urls"][0]).path
    folder = tmp_path_factory.mktemp("slack")
    with emulated(seed(manifest["scopes"]["bot"], redirect), folder, f"{ours}/slack/events") as address:
        yield address


@pytest.fixture(scope="module")
def waypost(slack: str, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`waypost serve`, which workspaces install themselves."""
    folder = tmp_path_factory.mktemp("waypost")
    settings = {
        "WAYPOST_PORT": str(port),
        "WAYPOST_DATA_DIR": str(folder / "data"),
        "WAYPOST_SLACK_API_URL": f"{slack}/api/",
        "WAYPOST_SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "WAYPOST_SLACK_ALLOWED_WORKSPACES": TEAM,
        "WAYPOST_SLACK_CLIENT_ID": CLIENT_ID,
        "WAYPOST_SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "WAYPOST_SLACK_ENCRYPTION_KEY": Fernet.generate_key().decode(),
    }
    with running([WAYPOST, "serve"], r"Waypost serves Slack on (http://\S+)", folder, settings) as program:
        yield program


@pytest.fixture
async def ana(slack: str, waypost: Program) -> AsyncIterator[Person]:
    """Ana, who may install apps, once Waypost serves."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        await until_ready(waypost, session)
        yield Person.at(slack, waypost, session)


async def test_from_the_installation_to_an_answer(ana: Person) -> None:
    """Ana installs the app in her browser; what she writes to it then, Slack sends by itself, and it is answered once."""
    page = await install(ana)
    assert "Thank you" in page or "Success" in page

    channel = await ana.direct()
    asked = await ana.say(channel, VPN)
    seen = await ana.wait_for(lambda seen: len(seen) > 1, channel)
    assert [message["ts"] for message in seen[:1]] == [asked]
    assert heading(seen[1]) == "Networks and connectivity (IT Management)"

    # our own answer came back to us as an event too, and so does what is said in channels to others
    await ana.say(GENERAL, "has anybody seen my umbrella")
    await ana.say(channel, "help")
    again = await ana.wait_for(lambda seen: len(seen) > 3, channel)
    assert [heading(message) for message in again if message.get("blocks")] == [
        "Networks and connectivity (IT Management)",
        "How I can help",
    ]
    assert all("blocks" not in message for message in await ana.see(GENERAL))


async def test_who_denies_the_installation_is_told(ana: Person) -> None:
    """Slack sends the browser back with an error, and the page says so without a traceback."""
    async with ana.session.get(f"{ana.waypost.said[1]}/slack/oauth_redirect?error=access_denied&state=x") as page:
        assert "Traceback" not in await page.text()
        assert page.content_type == "text/html"


async def install(ana: Person) -> str:
    """What Ana's browser does when she follows "Add to Slack" and allows it; the page in the end."""
    ours = ana.waypost.said[1]
    async with ana.session.get(f"{ours}/slack/install") as page:
        link = re.search(r'href="([^"]*/oauth/v2/authorize[^"]*)"', await page.text())
        # the cookie is for https alone, as it should be, so it is carried by hand
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    assert link is not None
    # without a redirect address Slack takes the first of the manifest's; the emulator wants it said
    back = f"{ours}/slack/oauth_redirect"
    async with ana.session.get(unescape(link[1]), params={"redirect_uri": back}) as page:
        assert page.ok, await page.text()
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', await page.text()))
    fields = {name: unescape(value) for name, value in fields.items()}
    assert dict(parse_qsl(urlsplit(unescape(link[1])).query))["state"] == fields["state"]
    allowed = f"{ana.slack}/oauth/v2/authorize/callback"
    async with ana.session.post(allowed, data=fields, allow_redirects=False) as answer:
        back = answer.headers["Location"]
    async with ana.session.get(back, headers={"Cookie": cookie}) as page:
        return await page.text()


def heading(message: Json) -> str:
    """The heading of an answer."""
    first = message["blocks"][0]
    assert first["type"] == "header"
    return str(first["text"]["text"])
