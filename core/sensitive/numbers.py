"""Numbers of cards, accounts and persons: known by their shape and check digits, or by the words before them."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from core.patterns import compile_late
from core.sensitive import checks
from core.sensitive.finding import Finding, fold, matches
from core.sensitive.phrases import OTHER_NUMBERS

_CARD = compile_late(r"(?<![\w.+-])((?:[2-6])(?:[ -]?\d){12,18})(?![\w-]|\.\d)")
_IBAN = compile_late(r"(?<!\w)([A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?)(?!\w)")

_SCHEMES = compile_late(
    r"(?=\d{16}$)(?:4|5[1-5]|2[2-7]|6011|6[245]|35|81)\d{12,15}|3[47]\d{13}|3[0689]\d{12}|(?=(?:\d{16}|\d{19})$)(?:62|5[06-9]"
    r"|6[37])\d{14,17}"
)
"""How the numbers of the large card schemes begin, and how long they are (ISO/IEC 7812). Shorter ones are bar codes today."""


def account_numbers(text: str) -> Iterator[Finding]:
    """Numbers of payment cards and bank accounts."""
    yield from matches(_CARD, "a card number", text, _is_card)
    for found in _IBAN.finditer(text):
        end = _iban_end(found[1])
        if end:
            yield Finding("a bank account", found.start(1), found.start(1) + end)
    if _OF_A_BANK.search(fold(text)):  # customers and systems have accounts with numbers too
        yield from matches(_NAMED_ACCOUNT, "a bank account", text)
    low = fold(text)
    if _OF_A_BRANCH.search(low):
        for found in _SHORT_ACCOUNT.finditer(low):
            yield Finding("a bank account", *found.span(found.lastindex or 0))
    yield from matches(_NAMED_CARD, "a card number", text)


def _is_card(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return bool(_SCHEMES.fullmatch(digits)) and checks.luhn(digits)


def _iban_end(value: str) -> int:
    """Where an IBAN ends; the pattern may take in words that follow it. 0 where it is none."""
    ends = [at for at in range(15, len(value) + 1) if at == len(value) or value[at] in " -"]
    for end in reversed(ends):
        bare = re.sub(r"[ -]", "", value[:end]).upper()
        if 15 <= len(bare) <= 34 and checks.mod_97(bare) and _is_iban(bare):  # noqa: PLR2004
            return end
    return 0


def _is_iban(value: str) -> bool:
    from schwifty import IBAN  # noqa: PLC0415 - wanted by few requests, and slow to import

    return bool(IBAN(value, allow_invalid=True).is_valid)


_Shape = tuple[str, re.Pattern[str], Callable[[str], bool]]


def _shape(kind: str, shape: str, holds: Callable[[str], bool]) -> _Shape:
    return kind, compile_late(rf"{shape}(?![\w-]|[.,/]\d)", re.ASCII), holds


_BEGINS = compile_late(r"(?<![\w.,/+-])(?=[A-Za-z]{0,6} ?\d)(?=[\w .+-]{9})")
"""Where one of these numbers can begin."""

_MOST_TRIED = 400
"""Places: of a text with more numbers than that only the first are looked at as national ids."""


_OWN_SHAPE: tuple[_Shape, ...] = (
    _shape("a social security number", r"\d{3}-\d{2}-\d{4}", checks.american),
    _shape(
        "a national insurance number",
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]",
        lambda _: True,
    ),
    _shape("an NHS number", r"\d{3} \d{3} \d{4}", checks.british_health),
    _shape("a tax number", r"\d{2} \d{3} \d{3} \d{3}", checks.german_tax),
    _shape("a social security number", r"\d{2} ?\d{6} ?[A-Z] ?\d{3}", checks.german_insurance),
    _shape("a social security number", r"[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}", checks.french),
    _shape("a national id number", r"(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z]", checks.spanish),
    _shape("a national id number", r"\d{1,2}\.\d{3}\.\d{3}-[A-HJ-NP-TV-Za-z]", lambda _: True),
    _shape("a tax number", r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", lambda _: True),  # Indian PAN; the P is of persons
    _shape("a tax number", r"[A-Za-z]{6}\d{2}[A-EHLMPR-Ta-ehlmpr-t]\d{2}[A-Za-z]\d{3}[A-Za-z]", checks.italian),
    _shape("a national id number", r"\d{8} ?\d ?[A-Z]{2}\d", lambda _: True),
    _shape("a national id number", r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", checks.belgian),
    _shape("a social security number", r"756\.\d{4}\.\d{4}\.\d{2}|756\d{10}", checks.swiss),
    _shape("a tax number", r"\d{3}\.\d{3}\.\d{3}-\d{2}", checks.brazilian),
    _shape("a national id number", r"\d{6}[-+A-F]\d{3}[0-9A-FHJ-NPR-Y]", checks.finnish),
)
"""Numbers that their shape and check digits give away without a word beside them."""

_ID_NAMES = (
    r"ssn|sin|tin|itin|nino|social[ -]?(?:security|insurance)(?: (?:number|no|nr))?|national (?:id|identity|identification"
    r"|insurance)(?: card)?(?: (?:number|no|nr))?|ni (?:number|no|nr)|nhs (?:number|no)|tax(?:payer)?[ -]?(?:id|number|no|file number"
    r"|identification number)"
    r"|tfn|id[- ]card(?: (?:number|no))?|identity card(?: (?:number|no))?|passport(?: (?:number|no|nr|id))?|driv(?:er'?s?"
    r"|ing) licen[cs]e(?: (?:number|no))?|health (?:insurance|card)(?: (?:number|no))?|gesundheitskarte|versichertenkarte"
    r"|krankenkassenkarte|medicare(?: number)?|aadhaar(?: number)?"
    r"|pan card|residence permit(?: number)?"
    r"|(?:steuer)?identifikationsnummer|steuer-?(?:id|identifikationsnummer|nummer|nr)|idnr|(?:personal)?ausweis(?:nummer|nr"
    r"|-nr)?|reisepass(?:nummer|nr)?"
    r"|pass(?:nummer|-nr)|f[uü]hrerschein(?:nummer)?|sozialversicherungs?-?(?:nummer|nr)|rentenversicherungsnummer"
    r"|versichertennummer|krankenversicherten-?nummer|svnr|sv-nummer|ahv(?:-nummer|-nr)?"
    r"|num[eé]ro de s[eé]curit[eé] sociale|s[eé]curit[eé] sociale|num[eé]ro de s[eé]cu|n[°º] de s[eé]cu(?:rit[eé] sociale)?"
    r"|num[eé]ro fiscal|num[eé]ro de passeport|passeport|carte d['’]identit[eé]|carte vitale|nir|permis de conduire"
    r"|dni|nie|nif|n[uú]mero de (?:la )?seguridad social|seguridad social|pasaporte|documento (?:nacional )?de identidad"
    r"|c[eé]dula|curp|rfc|carn[eé] de conducir"
    r"|n[uú]mero de contribuinte|contribuinte|cart[aã]o de cidad[aã]o|bilhete de identidade|passaporte|seguran[cç]a social|niss"
    r"|nuss|cpf|rg|cnh"
    r"|codice fiscale|cod\. fiscale|c\.f\.|carta d['’]identit[aà]|passaporto|tessera sanitaria|patente|bsn|burgerservicenummer"
    r"|sofinummer|rijksregisternummer|paspoort(?:nummer)?|identiteitskaart(?:nummer)?|rijbewijs(?:nummer)?"
    r"|pesel|personnummer|cpr(?:-nummer|-nr)?|hetu|henkil[oö]tunnus|f[oø]dselsnummer|pps(?:n| number)?|oib|cnp|egn|jmbg|amka"
)
_NAMED_ID = compile_late(
    rf"(?<![^\W_])(?=[a-zçé])(?:{_ID_NAMES})(?![^\W_])[^\n\d]{{0,40}}?"
    rf"(?<![^\W_])([a-z]{{2}} ?\d{{2}} ?\d{{2}} ?\d{{2}} ?[a-d]|(?=[a-z0-9./ -]{{0,12}}\d)(?:(?!is|no|nr|id|it|es|de|en|é"
    rf"|è)[a-z]{{1,2}} )?[a-z]{{0,6}}-?\d(?:[ ./-]?\d){{3,16}}"
    rf"(?:[./-]?[a-z]{{1,2}}\b|[ ./-][a-z]{{0,2}}\d[a-z0-9]{{0,3}}\b){{0,2}}"
    rf"|(?=[a-z]{{0,17}}\d)[a-z0-9]{{8,18}})(?![^\W_])"
)

_OF_SOMETHING = compile_late(OTHER_NUMBERS)

_BORN = compile_late(
    r"(?i)(?<![^\W_])(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geboren(?: am)?|geburtsdatum|geb\.(?: am)?"
    r"|n[eé]e? le|date de naissance|fecha de nacimiento|nacid[oa] el"
    r"|data de nascimento|nascid[oa] em|data di nascita|nat[oa] il|geboortedatum|geboren op)\b(?:[^\d.;!?\n]{1,50}?\b(?:it['’]s"
    r"|it is|es ist|c['’]est(?: le)?|es el"
    r"|should be|must be|muss|correct is|richtig ist))?[\s:=(-]{0,5}(?:is |on |ist |est "
    r"|es |am |:)?\s{0,2}"
    r"(\d{1,4}[./ -]\d{1,2}[./ -]\d{2,4}|\d{1,2}(?:st|nd|rd|th|\.|er)?(?: de)? [^\W\d_]{3,10}\.?,?(?: de)? \d{2,4}"
    r"|[A-Z][a-z]{2,8} \d{1,2},? \d{4})"
)

_BORN_THEN = compile_late(
    r"(?i)(?<![^\W_])(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|geburtsdatum|date de naissance"
    r"|fecha de nacimiento)\b[^\d;!?\n]{0,60}?"
    r"(?<![\d.])(\d{1,2}[./-]\d{1,2}[./-](?:19[3-9]\d|200\d))(?!\d)"
)
"""With more words between, but only of years in which those who work were born."""

_NAMED_ACCOUNT = compile_late(
    r"(?i)(?<![^\W_])(?:iban|bank account(?: (?:number|no))?|account number|kontonummer|konto-?nr|num[eé]ro de compte"
    r"|n[uú]mero de cuenta|conta banc[aá]ria|conto corrente|rekeningnummer|sort(?: code)?|routing number|clabe)"
    r"(?![^\W_])[\s:=#.]{0,4}(?:is|ist|est|es|é|è|no|nr|number)?[\s:=#.]{0,3}"
    r"((?:[A-Z]{2}\d{2}[ -]?)?(?:[A-Z]{4}[ -]?)?\d(?:[ -]?\d){5,26})(?![^\W_])"
)
_SHORT_ACCOUNT = compile_late(
    r"(?<![^\W_])(?:account|acct?\.?|a/c)(?: (?:number|no\.?|nr\.?))?[ :=#]{1,3}(?:is |was )?(\d{8}|\d{4} \d{4})(?![\w-]|[.,]\d)"
    r"|(?<![\w-])(\d\d-\d\d-\d\d[ ,/]{1,3}\d{8})(?![\w-])"
)
_OF_A_BRANCH = compile_late(
    r"branch|sort code|bank|iban|paid\b|payee|pay(?:ment)?s? (?:to|in)|bacs|standing order|direct debit|salar|payroll|refund"
)
"""British accounts have eight digits and no check digit: they need such a word beside them."""
_OF_A_BANK = compile_late(
    r"bank|iban|sort code|routing|bic\b|swift|konto|compte|cuenta|conta|conto|rekening|clabe|salar|payroll|wire|transfer"
)
_NAMED_CARD = compile_late(
    r"(?i)(?<![^\W_])(?:(?:credit|debit|visa|master|company|corporate|amex)[ -]?card(?: (?:number|no))?|card (?:number|no)|visa"
    r"|mastercard|amex|kreditkarte(?:nnummer)?|carte (?:bancaire|bleue|de cr[eé]dit)|tarjeta(?: de cr[eé]dito)?"
    r"|cart[aã]o(?: de cr[eé]dito)?|carta di credito|creditcard)(?![^\W_])[^\n\d]{0,25}?(\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}"
    r"|\d{4}[ -]\d{6}[ -]\d{5})(?!\w)"
)


def national_ids(text: str) -> Iterator[Finding]:
    """Numbers by which states know a person, and dates of birth."""
    for begins in islice(_BEGINS.finditer(text), _MOST_TRIED):
        for kind, pattern, holds in _OWN_SHAPE:
            found = pattern.match(text, begins.start())
            if found and holds(_bare(found[0])):
                yield Finding(kind, *found.span())
    low = fold(text)
    at = 0
    while named := _NAMED_ID.search(low, at):
        is_word = _is_word(text[named.start() : named.end()], named[1])
        at = named.start() + 2 if is_word else named.end()
        if is_word:
            continue
        if _is_id(named[1]) and not _OF_SOMETHING.search(
            low, max(named.start() + 1, named.start(1) - 30), named.start(1)
        ):
            yield Finding("a national id number", *named.span(1))
    yield from matches(_BORN, "a date of birth", text)
    yield from matches(_BORN_THEN, "a date of birth", text)


_ALSO_WORDS = compile_late(r"(?:sin|nie|tin|nit|rg|pass|patente)(?![^\W_])")
"""Names of numbers that are ordinary words in another language: only in capitals do they name a number."""


def _is_word(said: str, number: str) -> bool:
    return bool(_ALSO_WORDS.match(said)) and not any(
        pattern.fullmatch(number.upper()) and holds(_bare(number.upper())) for _, pattern, holds in _OWN_SHAPE
    )


def _bare(value: str) -> str:
    return re.sub(r"[ .-]", "", value)


def _is_id(value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    return digits >= 5 or (digits >= 3 and len(value) >= 8 and " " not in value)  # noqa: PLR2004 - the fewest of any of them
