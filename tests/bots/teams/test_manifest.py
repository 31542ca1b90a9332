"""The app package as an administrator uploads it."""

import io
import json
import re
import struct
import zipfile
import zlib
from typing import Any

import pytest

from bots.teams.extension import LOOK_UP, QUERY_PARAMETER, WHO_OWNS_THIS
from bots.teams.manifest import ICONS, ManifestError, build, package
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.desk import Desk
from tests.support.microsoft_cloud import APP_ID

URL = "https://waypost.example.org/teams"


@pytest.fixture
def manifest() -> dict[str, Any]:
    """The manifest as it is packed."""
    with zipfile.ZipFile(io.BytesIO(package(APP_ID, URL))) as archive:
        read: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return read


def test_required_keys(manifest: dict[str, Any]) -> None:
    """All that the schema requires is there, and nothing that version 1.30 does not know."""
    assert set(manifest) == {
        "$schema",
        "manifestVersion",
        "version",
        "id",
        "developer",
        "name",
        "description",
        "icons",
        "accentColor",
        "bots",
        "composeExtensions",
        "supportsChannelFeatures",
        "validDomains",
    }
    assert manifest["manifestVersion"] == "1.30"
    assert "/v1.30/" in manifest["$schema"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])
    assert re.fullmatch(r"#[0-9A-Fa-f]{6}", manifest["accentColor"])
    assert manifest["id"] == APP_ID
    assert manifest["validDomains"] == ["waypost.example.org"]


def test_lengths(manifest: dict[str, Any]) -> None:
    """Every text keeps to what Teams draws."""
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    assert len(manifest["description"]["full"]) <= 4000
    assert len(manifest["developer"]["name"]) <= 32
    assert all(manifest["developer"][name] == URL for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"))


def test_bot(manifest: dict[str, Any], desk: Desk) -> None:
    """The bot is offered in chats, groups and teams, each with the short commands, which the desk understands."""
    (bot,) = manifest["bots"]
    assert bot["botId"] == APP_ID
    assert set(bot["scopes"]) == {"personal", "team", "groupChat"}
    assert [tuple(listed["scopes"]) for listed in bot["commandLists"]] == [("personal",), ("team",), ("groupChat",)]
    for listed in bot["commandLists"]:
        assert 0 < len(listed["commands"]) <= 10
        for command in listed["commands"]:
            assert len(command["title"]) <= 32
            if command.get("type") == "prompt":
                assert 0 < len(command["prompt"]) <= 4000
                assert desk.answer(Question(command["prompt"], "29:a", Place("teams", "", ""))).kind != "help"
            else:
                assert len(command["description"]) <= 128
    kinds = {
        command["title"]: desk.answer(Question(command["title"], "29:a", Place("teams", "", ""))).kind
        for command in bot["commandLists"][0]["commands"]
    }
    assert [kinds[name] for name in ("skills", "compare", "owners", "status", "help")] == [
        "skills",
        "compare",
        "owner",
        "status",
        "help",
    ]


def test_extension(manifest: dict[str, Any]) -> None:
    """The message extension's commands keep to what Teams takes, and are those that are answered."""
    (extension,) = manifest["composeExtensions"]
    commands = {command["id"]: command for command in extension["commands"]}
    assert set(commands) == {WHO_OWNS_THIS, LOOK_UP}
    for command in commands.values():
        assert len(command["title"]) <= 32
        assert len(command["description"]) <= 128
        for parameter in command.get("parameters", ()):
            assert len(parameter["title"]) <= 32
            assert len(parameter["description"]) <= 128
    assert commands[WHO_OWNS_THIS]["fetchTask"] is True
    assert commands[WHO_OWNS_THIS]["context"] == ["message"]
    assert [parameter["name"] for parameter in commands[LOOK_UP]["parameters"]] == [QUERY_PARAMETER]


def test_permissions_only_on_request(manifest: dict[str, Any]) -> None:
    """By default none is asked for; `--rsc` asks for those that let it hear the threads of hand-offs."""
    assert "authorization" not in manifest
    asking = build(APP_ID, URL, rsc=True)
    permissions: Any = asking["authorization"]
    names = [each["name"] for each in permissions["permissions"]["resourceSpecific"]]
    assert names == ["ChannelMessage.Read.Group", "ChatMessage.Read.Chat"]
    assert asking["webApplicationInfo"] == {"id": APP_ID, "resource": f"api://botid-{APP_ID}"}


def test_names_in_other_languages() -> None:
    """Each language has its file, which keeps to what Teams takes of one; a language or a name that is none is refused."""
    with zipfile.ZipFile(io.BytesIO(package(APP_ID, URL, names={"de": "Wegweiser", "pt-br": "Guia"}))) as archive:
        info = json.loads(archive.read("manifest.json"))["localizationInfo"]
        german = json.loads(archive.read("de.json"))
        assert "pt-br.json" in archive.namelist()
    assert info["defaultLanguageTag"] == "en"
    assert info["additionalLanguages"] == [
        {"languageTag": "de", "file": "de.json"},
        {"languageTag": "pt-br", "file": "pt-br.json"},
    ]
    assert german["name.short"] == "Wegweiser"
    assert set(german) == {"$schema", "name.short", "name.full", "description.short", "description.full"}
    assert len(german["name.full"]) <= 100
    for names in ({"": "X"}, {"de": " "}, {"de": "x" * 31}, {"../de": "X"}, {"en": "X"}, {"deutsch german": "X"}):
        with pytest.raises(ManifestError, match=r"^The (language|name in) .* should "):
            build(APP_ID, URL, names=names)


def _png(data: bytes) -> tuple[int, int, int]:
    """Width, height and colour type of a PNG file whose chunks are whole."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        assert zlib.crc32(data[at + 4 : at + 8 + length]) == checksum
        at += 12 + length
    width, height, _, colour_type = struct.unpack_from(">IIBB", data, 16)
    return width, height, colour_type


def test_package() -> None:
    """The zip file holds the manifest and the two icons of the right sizes at its root, and is the same each time."""
    packed = package(APP_ID, URL)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert _png(archive.read("color.png"))[:2] == (192, 192)
        width, height, colour_type = _png(archive.read("outline.png"))
    assert (width, height) == (32, 32)
    assert colour_type in (4, 6), "an outline icon has a transparent ground"
    assert packed == package(APP_ID, URL)


def test_outline_is_white() -> None:
    """Each visible point of the outline icon is white."""
    data = (ICONS / "outline.png").read_bytes()
    length = struct.unpack_from(">I", data, data.index(b"IDAT") - 4)[0]
    start = data.index(b"IDAT") + 4
    rows = zlib.decompress(data[start : start + length])
    assert _png(data)[2] == 6
    stride = 32 * 4 + 1
    before = bytes(stride - 1)
    points: list[bytes] = []
    for top in range(0, len(rows), stride):
        row = _unfiltered(rows[top], rows[top + 1 : top + stride], before)
        points += [row[at : at + 4] for at in range(0, len(row), 4)]
        before = row
    assert {point[:3] for point in points if point[3]} == {b"\xff\xff\xff"}
    assert {point[3] for point in points} >= {0, 255}


def _unfiltered(kind: int, row: bytes, before: bytes) -> bytes:
    """A row of RGBA points with PNG's filter undone."""
    out = bytearray()
    for at, value in enumerate(row):
        left, up = (out[at - 4] if at >= 4 else 0), before[at]
        corner = before[at - 4] if at >= 4 else 0
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda near: abs(guess - near))
        out.append((value + (0, left, up, (left + up) // 2, paeth)[kind]) % 256)
    return bytes(out)


@pytest.mark.parametrize(
    ("app_id", "url"),
    [
        ("waypost", URL),
        ("", URL),
        (APP_ID, "http://waypost.example.org"),
        (APP_ID, "waypost.example.org"),
        (APP_ID, "https://"),
        (APP_ID, "https://[::1"),
    ],
)
def test_unusable_input_is_named(app_id: str, url: str) -> None:
    """What cannot become a manifest is refused with a sentence."""
    with pytest.raises(ManifestError, match=r"^The .* should "):
        build(app_id, url)


def test_the_preview_offers_slash_commands(manifest: dict[str, Any]) -> None:
    """Only on request; then where there are others in the conversation, beside the commands after a mention."""
    assert "supportsTargetedMessages" not in manifest["bots"][0]
    assert "triggers" not in str(manifest["bots"])
    bots: Any = build(APP_ID, URL, preview=True)["bots"]
    (bot,) = bots
    assert bot["supportsTargetedMessages"] is True
    triggers = {tuple(listed["scopes"]): listed.get("triggers") for listed in bot["commandLists"]}
    assert triggers == {("personal",): None, ("team",): ["mention", "slash"], ("groupChat",): ["mention", "slash"]}
    assert "route" in [command["title"] for command in bot["commandLists"][1]["commands"]]


def test_shared_channels_are_taken_in(manifest: dict[str, Any]) -> None:
    """By the one key that says so since version 1.25, without which Teams takes no app for teams."""
    assert manifest["supportsChannelFeatures"] == "tier1"
