"""Keys and tokens that show by their own shape what they are, as their issuers document it."""

import itertools
import re
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, matches

_SHAPES = (
    ("a GitHub token", r"(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255})"),
    ("a GitLab token", r"(?:glpat|gldt|glrt|glcbt|glptt|glft|glagent|glsoat|gloas|glimt)-[\w.-]{16,300}"),
    (
        "a Slack token",
        (
            r"(?:xox[abceoprs]|xapp)[.-][A-Za-z0-9.-]{10,400}|https://hooks\.slack(?:-gov)?\.com/(?:services|workflows"
            r"|triggers)/[\w/]{10,200}"
        ),
    ),
    ("a Teams webhook", r"https://[\w.-]{1,100}\.webhook\.office\.com/[\w@/-]{20,400}"),
    (
        "a webhook",
        r"https?://[\w.-]{3,100}(?::\d{2,5})?/(?:[\w-]{1,30}/){0,3}(?:web)?hooks?/(?:[\w-]{1,30}/){0,2}(?=[a-z-]{0,20}\d)[\w-]{16,120}",
    ),
    ("a Discord webhook", r"https://(?:\w{1,10}\.)?discord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{20,100}"),
    ("a Discord token", r"[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}"),
    ("an AWS key", r"(?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}|ABSK[A-Za-z0-9+/=]{40,200}"),
    ("a Google key", r"AIza[\w-]{30,45}|GOCSPX-[\w-]{20,40}|ya29\.[\w.-]{20,500}|1//0[\w-]{30,200}"),
    ("an OpenAI key", r"sk-(?:proj|svcacct|admin|None)-[\w-]{20,300}"),
    ("an Anthropic key", r"sk-ant-[\w-]{20,300}"),
    (
        "an API key",
        r"sk-(?:or-|lf-|live-|test-)?[A-Za-z0-9_-]{18,200}|(?:gsk|xai|pplx|r8|tvly|fw)[_-][A-Za-z0-9]{20,200}",
    ),
    ("a Hugging Face token", r"(?:hf|api_org)_[A-Za-z0-9]{20,100}"),
    ("a Stripe key", r"(?:[rs]k_(?:live|test)|whsec)_[0-9A-Za-z]{10,250}"),
    ("a SendGrid key", r"SG\.[\w-]{16,40}\.[\w-]{30,60}"),
    ("a Mailchimp key", r"[0-9a-f]{32}-us\d{1,2}"),
    ("a Mailgun key", r"(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})"),
    ("a Twilio key", r"(?:AC|SK)[0-9a-f]{32}"),
    ("a Square token", r"sq0(?:atp|csp|idp)-[\w-]{20,60}|EAAA[\w-]{56,64}"),
    ("a PayPal token", r"access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    ("a Shopify token", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,64}"),
    ("an npm token", r"npm_[A-Za-z0-9]{20,100}"),
    ("a PyPI token", r"pypi-[\w-]{16,300}"),
    ("a Docker token", r"dckr_(?:pat|oat)_[\w-]{20,100}"),
    ("a DigitalOcean token", r"do[opr]_v1_[0-9a-f]{40,80}"),
    ("a Databricks token", r"dapi[0-9a-f]{32}(?:-\d)?"),
    ("a Heroku key", r"HRKU-[\w-]{30,80}"),
    ("a HashiCorp token", r"hv[sbr]\.[\w-]{20,300}|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,100}|s\.[A-Za-z0-9]{24}"),
    ("an Atlassian token", r"AT(?:ATT3|CTT3|BB|STT3)[\w=-]{20,400}"),
    ("a Linear token", r"lin_(?:api|oauth)_[A-Za-z0-9]{20,80}"),
    ("a Notion token", r"(?:ntn|secret)_[A-Za-z0-9]{30,80}"),
    ("a Figma token", r"fig[du]_[\w-]{20,100}"),
    ("a Postman key", r"PMAK-[0-9a-f-]{30,80}"),
    ("a Grafana token", r"gl(?:c|sa)_[A-Za-z0-9_+/=]{20,400}"),
    ("a New Relic key", r"NR(?:AK|JS|RA|II|AA)-[A-Za-z0-9-]{20,60}"),
    ("a Sentry token", r"sntr(?:ys|yu)_[\w+/=-]{20,400}"),
    ("a Dynatrace token", r"dt0[a-z]\d{2}\.[A-Z2-7]{24}\.[A-Z2-7]{40,80}"),
    ("a PlanetScale token", r"pscale_(?:tkn|pw|oauth)_[\w.=-]{20,100}"),
    ("a Supabase key", r"sb[ps]_[A-Za-z0-9_]{20,100}|sb_secret_[\w-]{20,100}"),
    ("a Telegram token", r"(?:bot)?\d{8,10}:AA[\w-]{30,40}"),
    ("an Artifactory key", r"AKC[a-zA-Z0-9]{10,200}"),
    ("an age key", r"AGE-SECRET-KEY-1[0-9A-Z]{50,70}"),
    ("an Azure secret", r"[\w~.]{3}\dQ~[\w~.-]{28,40}"),
    ("an Okta token", r"00[A-Za-z0-9_-]{40}"),
    ("a Facebook token", r"EAA[A-Za-z0-9]{60,300}"),
    ("a token", r"eyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{0,1000})?|eyJ[\w-]{30,2000}"),
    ("a recovery key", r"\d{6}(?:-\d{6}){7}"),
    ("a licence key", r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,4}"),
)
"""From the documentation of each issuer. The one pattern below tries them only where a word begins, and each is bounded."""

_STARTS = r"(?<![\w/+.-])"
_NAMED = compile_late(
    rf"(?:{_STARTS}|(?<=\\n)|(?<=[/=]))(?=[-\w~][\w.~:/$@+=-]{{10}})(?:{'|'.join(f'({shape})' for _, shape in _SHAPES)})(?![A-Za-z0-9])"
)

_PRIVATE_KEY = compile_late(
    r"(-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----))*+"
    r"(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\\n)?)?)"
)
_PUTTY = compile_late(r"PuTTY-User-Key-File-\d:[^\0]{0,4000}?Private-Lines:\s{0,5}\d{1,4}([\s\S]{16,4000})")

_IN_ADDRESS = compile_late(r"(?<=://)[^\s:/?#@\[\]<>\"']{0,80}:([^\s/\"'<>]{1,200})@(?=[\w\[.-])")
"""The password of `scheme://user:password@host`; a password may itself hold signs that an address would write otherwise."""

_RANDOM = compile_late(r"(?<![\w/+.:=@#-])([A-Za-z0-9_+/-]{32,200}={0,2})(?![\w/+.-])")
"""A long word."""


_BASE32 = compile_late(r"(?<![\w/+.-])(?=[A-Z]{0,40}[2-7])([A-Z2-7]{16,64})(?![\w/+-])")
_OF_A_SEED = compile_late(
    r"(?i)\b(?:seed|totp|otp|authenticator|2fa|mfa|two-factor|two-step|set-?up (?:code|key)|google auth|zwei schritten"
    r"|double authentification|dos pasos)\b"
)
_HEX = compile_late(r"(?<![\w/+.:-])([0-9a-f]{32,64})(?![\w/+-])")
_OF_A_KEY = compile_late(
    r"(?i)(?:api[ -]?key|\bsecret\b|signing|\btoken\b|cl[eé] (?:d['’]|de l['’])?api|clave (?:de )?(?:la )?api"
    r"|api-?schl[uü]ssel)[^\n]{0,50}$"
)
_OF_A_HASH = compile_late(
    r"(?i)(?:commit|sha\d{0,3}|md5|hash|checksum|digest|trace|etag|fingerprint|thumbprint|revision|image|layer|id)\W{1,4}(?:is |ist "
    r"|est |es )?$"
)
_NEAR_SEED = 80
"""As RFC 4648 writes them and authenticators take them."""


def tokens(text: str) -> Iterator[Finding]:
    """Keys and tokens."""
    for found in _NAMED.finditer(text):
        at = found.lastindex or 0
        kind = _SHAPES[at - 1][0] if at else "a token"
        if kind != "a licence key" or (_has_all(found[0], "A-Z", "0-9")):
            yield Finding(kind, *found.span())
    yield from matches(_PRIVATE_KEY, "a private key", text)
    if "Private-Lines:" in text:
        yield from matches(_PUTTY, "a private key", text)
    yield from matches(_IN_ADDRESS, "a password", text, lambda value: not is_placeholder(value))
    for found in _BASE32.finditer(text):
        if _OF_A_SEED.search(text, max(0, found.start() - _NEAR_SEED), found.end() + _NEAR_SEED):
            yield Finding("a key", *found.span(1))
    for found in _HEX.finditer(text):
        before = text[max(0, found.start() - _NEAR_SEED) : found.start()]
        if _OF_A_KEY.search(before) and not _OF_A_HASH.search(before):
            yield Finding("a key", *found.span(1))
    yield from matches(_RANDOM, "a key", text, _is_random)


def _is_random(word: str) -> bool:
    """Whether a long word has capitals, small letters and digits all mixed, as no name of a file or a host has."""
    if not _has_all(word, "A-Z", "a-z", "0-9") or word.count("/") > 3 or word.count("-") > 3:  # noqa: PLR2004
        return False
    changes = sum(_class(a) != _class(b) for a, b in itertools.pairwise(word))
    return changes >= len(word) / 4 and not re.match(r"(?i)sha\d|md5", word)


def _class(character: str) -> int:
    return 0 if character.isdigit() else 1 if character.isupper() else 2 if character.islower() else 3


def _has_all(word: str, *classes: str) -> bool:
    return all(re.search(f"[{of}]", word) for of in classes)


_PLACEHOLDER = compile_late(
    r"(?i)[*•x.…_\-?#]+|[\w-]{1,30}=[x*]{4,40}\d{0,4}|change[-_]?me[-_]\S{1,80}|<[^<>]*>?|\[.*|\{\{.*|\{\w+\}?|\(.*|\$[\w{(].*"
    r"|%\w+%|(?:my|your|the|some|dein|ihr|votre|tu|su|insert"
    r"|enter|replace|example|add)[-_ ]?"
    r"(?:pass|password|passwd|pwd|passwort|kennwort|contrase[nñ]a|senha|secret|token|key|api[-_]?key|pw)(?:[-_]?here)?|password"
    r"|passwort|passwd|pwd|null"
    r"|[A-Za-z0-9_-]{1,14}(?:…|\.{3}|\*{3,40})|(?-i:[A-Z]{2,20}(?:_[A-Z]{2,20}){1,6})"
    r"|none|nil|true|false|yes|no|todo|n/a|tbd|redacted"
    r"|hidden|masked|removed|undefined|empty|blank|unset"
)


def is_placeholder(value: str) -> bool:
    """Whether it stands in place of a secret: a mask, a variable, or an invitation to put one in."""
    return bool(_PLACEHOLDER.fullmatch(value))
