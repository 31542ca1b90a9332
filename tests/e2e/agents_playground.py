"""Teams as Microsoft's own Agents Playground plays it: a team with two channels, and a Waypost that knows who owns what there."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.e2e.browser import NODE, NODE_PARTS
from tests.e2e.processes import WAYPOST, Program, running

Json = dict[str, Any]

TENANT = "00000000-0000-0000-0000-0000000000001"
CHANNEL = "19:it@thread.tacv2"
TEAMS_CHANNEL = "19:network@thread.tacv2"
"""Of those who own networks; the other one is where people ask."""
PERSONAL_CHAT = "personal-chat-id"
BOT_NAME = "Waypost"

BOT = {"id": "00000000-0000-0000-0000-00000000000011", "name": BOT_NAME}

PEOPLE = ("Ana Ribeiro", "Ben Okafor", "Chen Wei", "Dana Novak", "Emil Sand", "Farah Aziz")
"""One sits before its page; it wants five others. What is posted is theirs, and every press is whose it says to be."""

PATIENCE_SECONDS = 20
_LOOK_SECONDS = 0.05


def id_of(name: str) -> str:
    """The id of one of the people."""
    return f"user-id-{PEOPLE.index(name)}"


def _person(name: str) -> Json:
    number = PEOPLE.index(name)
    given, surname = name.split()
    return {
        "id": id_of(name),
        "name": name,
        "userPrincipleName": f"p{number}@example.com",  # its own spelling
        "aadObjectId": f"00000000-0000-0000-0000-0000000001{number:02}",
        "givenName": given,
        "surname": surname,
        "email": f"p{number}@example.com",
    }


def _settings(person: str) -> Json:
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": BOT,
        "currentUser": _person(person),
        "users": [_person(name) for name in PEOPLE if name != person],
        "personalChat": {"id": PERSONAL_CHAT},
        "groupChat": {"id": "group-chat-id", "name": "Group chat"},
        "team": {
            "id": CHANNEL,
            "name": "Operations",
            "aadGroupId": "00000000-0000-0000-0000-000000000031",
            "channels": [{"id": TEAMS_CHANNEL, "name": "Network operations"}],
        },
    }


_OWNERS = f"""
organisation: {{name: Example Ltd, timezone: Europe/Lisbon, fallback: service-desk}}
teams:
  network-ops:
    name: Network operations
    responsibilities: [it.network]
    teams: {{tenant: {TENANT}, team: "{CHANNEL}", channel: "{TEAMS_CHANNEL}"}}
  service-desk:
    name: Service desk
    contact: extension 4711
"""


@dataclass(frozen=True)
class Office:
    """Where people use Teams.

    Attributes:
        teams: Teams' address.
        waypost: the server that is installed there.
    """

    teams: str
    waypost: Program


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """`waypost serve` as a process, for a Teams that has no tokens, and that Teams."""
    own, theirs = folder / "waypost", folder / "teams"
    own.mkdir()
    theirs.mkdir()
    owners = own / "owners.yaml"
    owners.write_text(_OWNERS, encoding="utf-8")
    settings = {
        "WAYPOST_PORT": "0",
        "WAYPOST_DATA_DIR": str(own / "data"),
        "WAYPOST_DIRECTORY": str(owners),
        "WAYPOST_TEAMS_ANONYMOUS": "true",
    }
    with (
        running([WAYPOST, "serve"], r"Waypost serves Teams on (http://\S+)", own, settings) as waypost,
        agents_playground(waypost.said[1], theirs) as teams,
    ):
        yield Office(teams, waypost)


@contextmanager
def agents_playground(waypost: str, folder: Path, person: str = PEOPLE[0]) -> Iterator[str]:
    """Teams with somebody before it, where a bot at the address `waypost` is installed; at the address that the context gives."""
    # JSON, which is YAML too
    (folder / ".m365agentsplayground.yml").write_text(json.dumps(_settings(person)), encoding="utf-8")
    program = NODE_PARTS / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
    options = ["--app-endpoint", f"{waypost}/api/messages", "--channel-id", "msteams", "--disable-telemetry"]
    # port 0 is one that is never free: it then takes any that is
    command: list[str | Path] = [NODE, program, *options, "--port", "0"]
    settings = {"TEAMSAPPTESTER_BROWSER": "none", "HOME": str(folder)}
    with running(command, r"Listening on (\d+)", folder, settings) as program_that_serves:
        address = f"http://127.0.0.1:{program_that_serves.said[1]}"
        _wait_until_it_serves(address)
        yield address


def _wait_until_it_serves(address: str) -> None:
    """It says too early that it listens."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if requests.get(f"{address}/_internal/v1/config", timeout=PATIENCE_SECONDS).ok:
                return
        except requests.ConnectionError:
            pass
        assert time.monotonic() < give_up, "the Agents Playground does not serve; does it take its settings?"
        time.sleep(_LOOK_SECONDS)
