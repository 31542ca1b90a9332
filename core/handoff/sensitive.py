"""What in a request looks like a secret or personal data, and the request with that masked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

MASK = "[masked]"

_LOOKED_THROUGH = 4000
"""Characters, more than can be handed over. For some patterns the time grows with the square of them, and all wait meanwhile."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that had better not be posted.

    Attributes:
        kind: what it looks like, with its article: `a password`.
        start, end: where it stands in the text, in characters.
    """

    kind: str
    start: int
    end: int


def findings(text: str) -> tuple[Finding, ...]:
    """What looks like a secret or personal data, from left to right; of what overlaps, the longer.

    Of a text that is too long to be handed over, only the beginning is looked through.
    """
    kept: list[Finding] = []
    for found in sorted(_all(text[:_LOOKED_THROUGH]), key=lambda f: (f.start, -f.end)):
        if found.end > found.start and (not kept or found.start >= kept[-1].end):
            kept.append(found)
    return tuple(kept)


def masked(text: str) -> str:
    """The text with a mask in place of each finding."""
    for found in reversed(findings(text)):
        text = f"{text[: found.start]}{MASK}{text[found.end :]}"
    return text


def _all(text: str) -> Iterator[Finding]:
    yield from _matches(_PRIVATE_KEY, "a private key", text)
    yield from _matches(_SAID, "a password", text, _is_no_word)
    yield from _keys(text)
    yield from _matches(_CARD, "a card number", text, _is_card)
    yield from _matches(_IBAN, "a bank account", text, _is_iban)
    yield from _matches(_MAIL, "an e-mail address", text)
    yield from _phones(text)


_PRIVATE_KEY = re.compile(
    r"(-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]*PRIVATE KEY-----)?)"
)
_SAID = re.compile(
    r"(?i)\b(?:pass(?:word|wd|code|phrase)?|pwd|pw|pin|secret|token|api[ _-]?key|access[ _-]?key)"
    r"(?:\s+(?:is|was)\s*:?|\s*[:=])\s*[\"'“”‘’`]?([^\s\"'“”‘’`,;]{4,})"
)
"""People give passwords away in prose; the detectors of secrets know program text."""

_CARD = re.compile(r"(?<![\w-])(\d(?:[ -]?\d){12,18})(?![\w-])")
_IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b")
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)")


def _matches(
    pattern: re.Pattern[str], kind: str, text: str, holds: Callable[[str], bool] = lambda _: True
) -> Iterator[Finding]:
    return (Finding(kind, *found.span(1)) for found in pattern.finditer(text) if holds(found[1]))


def _is_no_word(value: str) -> bool:
    """A password has a digit or a sign in it; "the password is expired" has none."""
    return bool(re.search(r"[\d!@#$%^&*_+=~]", value))


def _is_card(value: str) -> bool:
    """Whether the check digit of a card number is right (Luhn, ISO/IEC 7812-1 annex B)."""
    digits = [int(character) for character in reversed(value) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(value: str) -> bool:
    from schwifty import IBAN  # noqa: PLC0415 - wanted by few requests, and slow to import

    return bool(IBAN(value, allow_invalid=True).is_valid)


_KEYS = {
    "ArtifactoryDetector": "a key",
    "AWSKeyDetector": "an AWS key",
    "AzureStorageKeyDetector": "an Azure key",
    "BasicAuthDetector": "a password",
    "DiscordBotTokenDetector": "a token",
    "GitHubTokenDetector": "a GitHub token",
    "JwtTokenDetector": "a token",
    "MailchimpDetector": "a key",
    "NpmDetector": "a token",
    "SendGridDetector": "a key",
    "SlackDetector": "a Slack token",
    "SquareOAuthDetector": "a token",
    "StripeDetector": "a Stripe key",
    "TwilioKeyDetector": "a key",
}
"""Detectors with a shape of their own to go by; those that go by randomness alone see secrets in ticket numbers."""


@cache
def _detectors() -> tuple[tuple[re.Pattern[str], str], ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415 - as above
    from detect_secrets.plugins.base import RegexBasedDetector  # noqa: PLC0415

    known = {detector.__name__: detector() for detector in get_mapping_from_secret_type_to_class().values()}
    chosen = ((known[name], kind) for name, kind in _KEYS.items())
    return tuple(
        (pattern, kind)
        for detector, kind in chosen
        if isinstance(detector, RegexBasedDetector)
        for pattern in detector.denylist
    )


def _keys(text: str) -> Iterator[Finding]:
    for pattern, kind in _detectors():
        for found in pattern.finditer(text):
            # an address with a password in it: the password alone. All else: what the whole pattern takes in.
            yield Finding(kind, *found.span(1 if kind == "a password" and found.re.groups else 0))


_REGIONS = ("US", "GB", "DE")
"""Numbers without a country code are tried as of these: their ways to write them cover most of the others'."""


def _phones(text: str) -> Iterator[Finding]:
    if len(re.findall(r"\d", text)) < _PHONE_DIGITS:
        return
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 - as above

    for region in _REGIONS:
        for found in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            if sum(character.isdigit() for character in found.raw_string) >= _PHONE_DIGITS:
                yield Finding("a telephone number", found.start, found.end)


_PHONE_DIGITS = 9
"""Shorter runs of digits are ticket and room numbers more often than telephones."""
