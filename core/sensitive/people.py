"""How people are reached: e-mail addresses and telephone numbers."""

import re
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, fold, matches
from core.sensitive.phrases import OTHER_NUMBERS

_MAIL = compile_late(r"(?<![\w.+%-])([\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![\w-])")

_OFFICES = compile_late(
    r"(?i)(?:no-?reply|do-?not-?reply|info|support|help|help-?desk|service-?desk|it|it-?support|it-?help|contact|kontakt|sales"
    r"|office|admin|hostmaster|postmaster|webmaster|abuse|security"
    r"|servicedesk|billing|invoices?|rechnung(?:en)?|orders?|hr|jobs|careers|marketing|team|press|privacy|legal|compliance"
    r"|alerts?|notifications?|monitoring|mailer-daemon|root|git|all|everyone|news(?:letter)?|shared|reception|facilities"
    r"|finance|accounts(?:payable)?|procurement|payroll|training|events|dpo|soc|noc|ops|devops|data|bi|feedback|hello|enquiries"
    r"|(?:shop|store|lab|till|pos|kasse|filiale|boutique|tienda|branch|warehouse|lager|pool|room|guest|gast|empfang|accueil"
    r"|recepci[oó]n|formation|formaci[oó]n|schulung|kiosk|scan(?:ner)?|print(?:er)?)\d{0,4}|service|desk|name|user(?:name)?|someone|somebody|firstname\.lastname|vorname\.nachname|pr[eé]nom\.nom|nombre\.apellido)"
    r"(?:[._+-][\w.+-]*)?@.*"
)
"""Addresses of an office or of nobody, not of a person."""


def addresses(text: str) -> Iterator[Finding]:
    """E-mail addresses of people."""
    return (
        found
        for found in matches(_MAIL, "an e-mail address", text, _is_of_person)
        if not _OF_A_HOST.search(text[max(0, found.start - 160) : found.start])
    )


def _is_of_person(address: str) -> bool:
    name, domain = address.rsplit("@", 1)
    is_principal = domain.isupper() and not name.isupper()  # Kerberos writes the name of its realm in capitals
    is_of_message = re.fullmatch(r"(?=[a-f]{0,20}\d)(?=\d{0,20}[a-f])[0-9a-f.-]{12,64}", name)
    return not is_principal and not is_of_message and not _OFFICES.fullmatch(address)


_OF_A_HOST = compile_late(r"://[^\s/]{0,80}:[^\s/]{0,80}$")
"""Before what looks like an e-mail address in `scheme://user:password@host`."""


_OF_SOMETHING = compile_late(OTHER_NUMBERS)
_CANDIDATE = compile_late(
    r"(?:(?<![\w.,:/#=@-])|(?<=[:=])(?=\+))(\(?\+?\(?\d(?:[ .()/\u00a0-]{0,3}\d){7,15})(?![\w-]|[.,:/]\d)"
)
"""Up to 16 digits with what people write between them; the longest number has 15 (E.164)."""

_SPOKEN_OF = compile_late(
    r"(?<![^\W_])(?:tele)?(?:phone|fon|fone|foon)(?:nummer)?|\bmobile?\b|\bcell\b|\bcall(?:ed|ing)?\b|\bring\b|\btext me\b"
    r"|\bdial\b|\btel\b|\bsms\b|\bwhats ?app\b|\breach(?:ed)?\b|\bmy number\b|\bhandy(?:nummer)?\b|\brufnummer\b|\banrufen\b"
    r"|\bruf(?:en|t)?\b|\bmobil|\bdurchwahl\b|\berreich"
    r"|\bt[eé]l[eé]phone\b|\bt[eé]l\b|\bportable\b|\bappel|\bjoindre\b|\bjoignable\b|\bnum[eé]ro\b|\btel[eé]fono\b"
    r"|\bm[oó]vil\b|\bll[aá]m|\bcelular\b|\btelem[oó]vel\b|\btelefone\b|\bliga|\bcellulare\b|\bchiam|\bbel\b"
    r"|\bbellen\b|\bbereik|\bnumber is\b"
)
_WITHIN = 60
"""Characters before a number in which a word says that it is a telephone's."""

_COUNTRIES = ("US", "GB", "DE", "FR", "ES", "PT", "IT", "NL")
"""Numbers without the code of a country are tried as of these, where a word says that it is a telephone's."""

_DIGITS = 9
"""Shorter runs of digits are ticket and room numbers more often than telephones, unless a word says what they are."""


_MOST_CHECKED = 10
"""Numbers that are checked, at up to a millisecond each. A text with more of them is a list: the others are taken for telephones too."""


_IS_OTHER = compile_late(
    r"(?:19|20)\d\d[-./]\d\d?[-./]\d\d?.{0,40}|\d\d?[-./]\d\d?[-./](?:19|20)\d\d|\d{1,3}(?:\.\d{1,5}){3,5}"
)
"""Dates, and versions and addresses of hosts."""


def telephones(text: str) -> Iterator[Finding]:
    """Telephone numbers: those with the code of their country, and others by how they are written or spoken of."""
    checked, low = 0, fold(text)
    for found in _CANDIDATE.finditer(text):
        start, end = found.span(1)
        value = found[1]
        digits = sum(character.isdigit() for character in value)
        spoken_of = _SPOKEN_OF.search(low, max(0, start - _WITHIN), start)
        if _IS_OTHER.fullmatch(value):
            continue
        if not (value.lstrip("(").startswith(("+", "00")) or spoken_of or _is_written_as_one(value)):
            continue
        if "+" not in value and _OF_SOMETHING.search(low, max(0, start - 30), start):
            continue
        if digits < _DIGITS and not spoken_of:
            continue
        checked += 1
        if checked > _MOST_CHECKED or _is_number(value, spoken_of=bool(spoken_of)):
            yield Finding("a telephone number", start, end)


def _is_written_as_one(value: str) -> bool:
    return bool(
        re.fullmatch(
            r"\(\d{2,5}\) ?\d[\d -/]{4,14}|0\d{2,5}[ /-]\d[\d -]{4,12}|\d{3}-\d{3}-\d{4}|0\d(?:[ .]\d\d){4}", value
        )
    )


def _is_number(value: str, *, spoken_of: bool) -> bool:
    from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse  # noqa: PLC0415 - wanted by few requests, and large

    if re.match(r"\(?00[1-9]", value):
        value = "+" + value.lstrip("(")[2:]
    holds = is_possible_number if spoken_of and re.search(r"\d[ ()/.-]+\d", value) else is_valid_number
    for country in (None,) if "+" in value else _COUNTRIES:
        try:
            if holds(parse(value, country)):
                return True
        except NumberParseException:
            continue
    return False
