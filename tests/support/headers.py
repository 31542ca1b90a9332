"""Requests whose headers no client sends, and some proxies do: written to the socket byte by byte, since no HTTP client would."""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

Header = tuple[bytes, bytes]

_PATIENCE_SECONDS = 3.0

ADDED: Mapping[bytes, bytes] = {
    b"Accept": b"*/*",
    b"Accept-Encoding": b"gzip,deflate",
    b"Accept-Language": b"en-GB",
    b"Connection": b"close",
    b"Content-Encoding": b"identity",
    b"Cookie": b"a=b",
    b"Expect": b"100-continue",
    b"Forwarded": b"for=192.0.2.60;proto=https",
    b"Origin": b"https://waypost.example.com",
    b"Transfer-Encoding": b"chunked",
    b"Upgrade": b"h2c",
    b"User-Agent": b"Slackbot 1.0 (+https://api.slack.com/robots)",
    b"X-Forwarded-For": b"192.0.2.60",
    b"X-Forwarded-Host": b"waypost.example.com",
    b"X-Forwarded-Port": b"443",
    b"X-Forwarded-Proto": b"https",
    b"X-Real-IP": b"192.0.2.60",
}
"""What a proxy adds to any request, with a good value."""

_OTHERS = {
    "empty": b"",
    "blank": b" \t ",
    "huge": b"9" * 20_000,
    "no ASCII": "ключ é 値".encode(),
    "no text": b"\xff\xfe\x80",
    "zero-width": "\u200b\u2060".encode(),
    "zero": b"0",
    "negative": b"-1",
    "fraction": b"1.5",
    "other digits": "١٢".encode(),
    "many digits": b"9" * 400,
    "a list": b"a, b;q=0.1, ,",
    "quotes": b'"; charset="; x=\\',
    "a control": b"a\x01b",
    "a page": b"<script>alert(1)</script>",
}


def spoiled_headers(usual: Sequence[Header], added: Iterable[Header] = ()) -> Iterator[tuple[str, list[Header]]]:
    """By name, the headers with one of them as it should not be: another value, missing, doubled, in another case, broken over lines.

    Args:
        usual: the headers of a good request.
        added: further ones, each of which is not there in the good request.
    """
    for name, good in (*usual, *added):
        rest = [each for each in usual if each[0] != name]
        variants: dict[str, list[Header]] = {
            "missing": [],
            "twice": [(name, good)] * 2,
            "twice, first another": [(name, b"x"), (name, good)],
            "twice, then another": [(name, good), (name, b"x")],
            "in capitals": [(name.upper(), good)],
            "with blanks": [(name, b" \t" + good + b"\t ")],
            "after zero-width": [(name, "\u200b".encode() + good)],
            "over two lines": [(name, good + b"\r\n more")],
            "with a charset": [(name, good + b"; charset=utf-7")],
            "with no charset": [(name, good + b"; charset=")],
            **{what: [(name, value)] for what, value in _OTHERS.items()},
        }
        for what, given in variants.items():
            yield f"{name.decode()}: {what}", [*rest, *given]


def is_refusal(status: int, told: bytes) -> bool:
    """Whether an answer turns somebody away as it should: with a status for it, and in a sentence of ours or of the server's own."""
    if status not in (400, 401, 403, 413, 415):
        return False
    try:
        return list(json.loads(told)) == ["error"]
    except ValueError:  # what is no HTTP, the server refuses by itself
        return status == 400 and told != b"" and b"Traceback" not in told


async def post(url: str, path: str, headers: Sequence[Header], body: bytes) -> tuple[int, bytes]:
    """Post bytes: the status, 0 where nothing was answered, and the answer's body."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        writer.write(b"POST " + path.encode() + b" HTTP/1.1\r\n" + lines + b"\r\n" + body)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            while head.startswith(b"HTTP/1.1 100 "):
                head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"\r\ncontent-length: *([0-9]+)", head, re.IGNORECASE)
            told = await reader.readexactly(int(length[1])) if length else b""
    except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
        return 0, b""
    finally:
        writer.close()
    return int(head.split(b" ", 2)[1]), told
