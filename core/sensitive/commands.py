"""Passwords and tokens on command lines, in headers and in addresses, and behind the name of a user."""

import re
from collections.abc import Iterator

from core.sensitive.finding import Finding, folded
from core.sensitive.tokens import is_placeholder
from core.sensitive.words import is_mixed, is_strong, trimmed

_WRITTEN = (
    ("a token", r"\bbearer\s{1,3}([\w.~+/=-]{8,2000})"),
    ("a password", r"\bauthorization[\"']?\s?[:=]\s?[\"']?(?:basic|digest|token|apikey)\s{1,3}([\w.~+/=-]{6,2000})"),
    ("a password", r"\bbasic ([a-z0-9+/]{10,400}={1,2})"),
    ("a password", r"(?<![\w-])(?:-u|--user|--login|--creds?)[ =][\"']?[\w.@\\-]{1,80}:([^\s\"']{3,200})"),
    (
        "a password",
        r"(?<![\w-])--?(?:pass(?:word|wd|phrase)?|pw|pwd|token|secret|api-?key)[ =][\"']?([^\s\"'-][^\s\"']{2,200})",
    ),
    ("a password", r"\b(?:mysql|mysqldump|mariadb|sshpass)\b[^\n]{0,80}?\s-p ?([^\s\"'-][^\s\"']{2,100})"),
    (
        "a password",
        (
            r"(?:docker|podman|helm|az|redis-cli|psql|ldapsearch|smbclient|plink|putty|pscp|winscp)\b[^\n]{0,80}?\s-(?:p|pw|a"
            r"|w) [\"']?([^\s\"'-][^\s\"']{2,100})"
        ),
    ),
    ("a password", r"/(?:user|u):[\w.\\@-]{1,80} ([^\s/][^\s]{2,100})"),
    (
        "a token",
        (
            r"[?&;](?:sig|signature|token|access_token|key|api_?key|code|secret|auth|pwd|password|sv_sig|x-amz-signature"
            r"|client_secret)=([\w%.~+/=-]{6,500})"
        ),
    ),
    ("a session cookie", r"\b(?:set-)?cookie[\"']?\s?:\s?[\w.-]{1,60}=([\w%.~+/=-]{8,500})"),
    ("a session cookie", r"\b(?:jsessionid|phpsessid|asp\.net_sessionid|sessionid|connect\.sid)=([\w%.~+/=:-]{8,300})"),
)
_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in _WRITTEN)

_PAIR = re.compile(
    r"\b(?:login|log ?in|sign in|signin|user(?:name)?|account|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker"
    r"|anmeldung|credentials|creds|zugangsdaten|identifiants|credenciales)"
    r"\b(?:\s?[:=]|\s(?:is|with|as|are|mit|avec|con|com|met))?\s{0,2}[\"'`]?[\w.@\\-]{2,60}[\"'`]?\s?(?:/|\||:|\s(?:and"
    r"|with|und|mit|et|avec|y|con|e|com|en|met)\s(?:password|pw|pass)?)\s?[\"'`]?([^\s\"'`,;]{4,100})",
)
"""The name of a user with a password behind it: `log in as jdoe / …`."""


def commands(text: str) -> Iterator[Finding]:
    """Passwords and tokens where programs take them."""
    low = folded(text)
    for kind, shape in _SHAPES:
        for found in shape.finditer(low):
            start, end = found.start(1), trimmed(text, *found.span(1))
            if not is_placeholder(text[start:end]):
                yield Finding(kind, start, end)
    for found in _PAIR.finditer(low):
        start, end = found.start(1), trimmed(text, *found.span(1))
        if is_strong(text[start:end]) or is_mixed(text[start:end]):
            yield Finding("a password", start, end)
