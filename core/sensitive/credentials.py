"""Passwords and keys that show by their name what they are: in settings, on command lines, and said in words."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.before import OF_DIGITS, before_name
from core.sensitive.finding import Finding, fold
from core.sensitive.phrases import FILLERS, HARMLESS, IS, NAMES, OTHER_KEYS, THINGS, TOOLS
from core.sensitive.quotes import MOST_WORDS, QUOTED, inside_of
from core.sensitive.tokens import is_placeholder
from core.sensitive.words import (
    GROUPS,
    SHORTEST,
    is_call,
    is_code,
    is_form,
    is_mixed,
    is_number,
    is_path,
    is_said_of,
    is_strong,
    strong_words,
    word_at,
)

_NAME = compile_late(rf"(?=[a-zł])(?:{NAMES})")

_CLOSED = r"[\"'”’`\\\])}>*]{0,4}"
_OPENED = r"[\"'“”„«‘’`\\*(\[]{0,3}"
_ASSIGNED = compile_late(rf"{_CLOSED}(?:\([^()\n]{{1,30}}\))?\s{{0,3}}(?:=>|:=|==|->|→|–|=|:(?!//)|—)\s{{0,3}}")
_IN_MARKUP = compile_late(r"[\"'\s]{0,2}>")
_SAID = compile_late(
    rf"{_CLOSED}(?:['’]s|,?\s{{1,3}}(?:{IS})[,:]?)\s{{1,3}}(?:(?:{IS}|{FILLERS})[,:]?\s{{1,3}}){{0,3}}(?:[:=]\s{{0,3}})?"
)
_OTHER = r"user ?name|user|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker(?:snaam)?|error|fehler|ticket"
_LATER = compile_late(
    rf"{_CLOSED}[ \t](?:(?!\b(?:{IS}|{_OTHER})\b)[^\n.;!?:=]){{0,60}}?(?:\s?[:=]|\s(?:is|was|ist|war|lautet|est|c['’]est|es|era|é"
    rf"|è|set to|luidt"
    rf"|jest|är)\b:?)\s{{1,3}}"
    rf"(?:(?:{FILLERS})\s{{1,3}}){{0,2}}",
)
_ARTICLE = compile_late(
    r"\b(?:my|the|our|a|an|his|her|your|das|der|die|ein|eine|le|la|el|un|une|una|uma|il|het|een)\s{1,3}$"
)
"""Before a word that says what the password is like: `is a nightmare`, `is the name of my dog`."""
_SET = compile_late(r"\b(?:set|sets|setting|reset|changed?|changing|put)\b[^.;!?\n]{0,40}$")
_TO = compile_late(rf"{_CLOSED} to ")
"""`I set the password to …`; but `I need the password to …` goes on otherwise."""
_THING = compile_late(THINGS)
_TOOL = compile_late(TOOLS)
_OTHER_KEY = compile_late(OTHER_KEYS)
_FOLLOWS = compile_late(rf"{_CLOSED},?\s{{1,3}}")

_CLAUSE_ENDS = compile_late(
    r"\s{0,3}(?:$|[^\W\d_]{3,20}\s?:|[\n.,;!?()—–\"”»]|[-=]>|→|(?:and|but|or|und|aber|et|mais|y|pero|e|ma|mas|en|maar|for|für"
    r"|pour|para|per|voor"
    r"|since|seit|can"
    r"|could|please|bitte|why|what|i|it|he|she|we|so|when|while|if|because|then|on|in|at|but|though|yet|weil|wenn|ich|es|der"
    r"|das|kann|je|il|yo|eu|io|ik|pode|puede|puedes|kannst|still|does|doesn['’]t|did|isn['’]t)\b)"
)
_MOST_NAMES = 40
"""Names whose surroundings are read as sentences. A text with more of them is a file of settings."""

_NEAR_BEFORE = 60
_NEAR = 110
"""Characters behind the name of a secret in which a word that can be nothing but a password is taken for one."""


def credentials(text: str) -> Iterator[Finding]:
    """Passwords and keys with a name."""
    low = fold(text)
    names = [
        named
        for named in _NAME.finditer(low)
        if low[named.end() : named.end() + 1] != "@"  # `user:password@host`
        and not low.startswith(("/value", " of conduct"), named.end())
        and not _OTHER_KEY.search(low, max(0, named.end() - 30), named.end())
    ]
    strong = strong_words(text) if names else []
    for named in names[:_MOST_NAMES]:
        for found in (*_find_single(text, low, named), *_near(strong, named)):
            yield Finding(_kind(named[0]), *found)
    done = 0
    for named in names[_MOST_NAMES:]:
        assigned = _ASSIGNED.match(low, named.end()) if named.start() >= done else None
        word = word_at(text, assigned.end()) if assigned else None
        value = _read(text, low, assigned.end(), named[0], assigned=True) if assigned and word else None
        done = word[1] if word else done
        if value:
            yield Finding(_kind(named[0]), *value)


def _find_single(text: str, low: str, named: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where secrets stand that are named once, by how it is said."""
    before = before_name(text, low, named.start())
    if before:
        yield before
    value = _value(text, low, named.end(), named[0])
    if value:
        yield value
        yield from _find_listed(text, low, value[1], named[0])
    bracketed = _WORD_IN_BRACKETS.match(text, named.end())
    if bracketed and _OF_WORDS.search(named[0]) and _OF_SOMEBODY.search(low, max(0, named.start() - 16), named.start()):
        is_word = not is_said_of(bracketed[1]) and bracketed[1].lower() not in _SYSTEMS
        yield from (bracketed.span(1),) if is_word else ()
    linked = _AGAIN.match(low, value[1]) if value else _LINKED.match(low, named.end())
    linked = linked or (None if value else _IN_BRACKETS.match(low, named.end()))
    word = word_at(text, linked.end()) if linked else None
    is_pin = bool(
        word
        and text[word[0] - 1] == "("
        and OF_DIGITS.fullmatch(named[0])
        and re.fullmatch(r"\d{4,8}", text[slice(*word)])
    )
    value_of = text[slice(*word)] if word else ""
    if word and (
        is_strong(value_of) or (_OF_WORDS.search(named[0]) and is_mixed(value_of)) or _is_hex(value_of) or is_pin
    ):
        yield word


def _find_listed(text: str, low: str, at: int, name: str) -> Iterator[tuple[int, int]]:
    """What stands behind the first of several codes or passwords."""
    for _ in range(MOST_WORDS if name.endswith(("s", "wörter", "woerter", "en")) else 0):
        sign = _COMMA.match(low, at)
        word = word_at(text, sign.end()) if sign else None
        if word is None or not (is_mixed(text[slice(*word)]) or is_code(text[slice(*word)], name)):
            return
        yield word
        at = word[1]


def _is_hex(value: str) -> bool:
    return bool(re.fullmatch(r"(?=[0-9]{0,20}[a-f])(?=[a-f]{0,20}\d)[0-9a-f]{12,64}", value))


def _near(strong: list[tuple[int, int]], named: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where words that can be nothing but passwords stand near the name of one: all before it, and the first two behind it."""
    behind = 0
    for at in range(bisect_left(strong, (named.start() - _NEAR_BEFORE, 0)), len(strong)):
        behind += strong[at][0] > named.start()
        if strong[at][0] > named.end() + _NEAR or behind > 2:  # noqa: PLR2004
            return
        yield strong[at]


def _kind(name: str) -> str:
    if re.search(r"token|cookie|session", name):
        return "a token"
    if "key" in name or "schl" in name or "secret" in name or "sharedaccess" in name:
        return "a key"
    if re.search(r"\bpin|puk|tan\b|otp|cvv|cvc|code|geheimzahl", name):
        return "a code"
    return "a password"


def _value(text: str, low: str, at: int, name: str) -> tuple[int, int] | None:
    """Where the secret stands whose name ends at `at`, by the words or signs between them."""
    assigned = _ASSIGNED.match(low, at) or _IN_MARKUP.match(text, at)
    if assigned:
        of_tool = _TOOL.search(low, max(0, at - len(name) - 40), at - len(name))
        return _read(text, low, assigned.end(), name, assigned=True, described=bool(of_tool))
    said = _SAID.match(low, at)
    is_set = not said and _SET.search(low, max(0, at - 45), at)
    said = _TO.match(low, at) if is_set else said
    if said:
        is_named = bool(is_set or _ARTICLE.search(low, at, said.end()))
        found = _read(text, low, said.end(), name, assigned=False, described=is_named)
        if found:
            return found
    follows = _FOLLOWS.match(low, at)
    if follows:
        quoted = QUOTED.match(text, follows.end())
        if quoted:
            inside = inside_of(text, quoted)
            is_name = _OF_NO_WORDS.search(name) and inside and re.fullmatch(r"[^\W\d]+", text[slice(*inside)])
            return None if is_name else inside
        word = word_at(text, follows.end())
        value = text[slice(*word)] if word else ""
        spaced = _SPACED.match(low, follows.end()) if OF_DIGITS.match(name) else None
        if spaced:
            return spaced.span()
        if word and (
            is_strong(value)
            or is_code(value, name)
            or ("key" in name and GROUPS.fullmatch(value))
            or (is_mixed(value) and not name.startswith("key"))
        ):
            return word
    if "phrase" in name and follows and not said:
        several = _PHRASE.match(text, follows.end())
        words = several[0].lower().split() if several else []
        if words and words[0] not in HARMLESS and sum(map(is_said_of, words)) * 2 <= len(words):
            return several.span() if several else None
    is_word = name in _WORDS_OF_OTHERS and not _OF_IT.match(low, at)
    later = None if is_word else _LATER.match(low, at)
    return (
        _read(
            text,
            low,
            later.end(),
            name,
            assigned=False,
            described=bool(_THING.match(low, at) or (name in ("clave", "chiave") and not _DEVICE.search(later[0]))),
        )
        if later
        else None
    )


def _read(
    text: str, low: str, at: int, name: str, *, assigned: bool, described: bool = False
) -> tuple[int, int] | None:
    """The secret that stands at `at`, if it is one."""
    quoted = QUOTED.match(text, at)
    if quoted:
        inside = inside_of(text, quoted)
        is_name = name == "key" and inside and (_NAME.search(low, *inside) or not is_mixed(text[slice(*inside)]))
        return None if is_name else inside
    opened = compile_late(_OPENED).match(text, at)
    start = opened.end() if opened else at
    word = word_at(text, start)
    if word is None:
        return None
    value = text[slice(*word)]
    if (
        is_placeholder(value)
        or is_path(value)
        or is_call(value)
        or value.endswith("-")
        or _SETTINGS.match(value)
        or _NAME.fullmatch(value.lower())
    ):
        return None
    if is_code(value, name) or is_strong(value) or is_mixed(value) or ("key" in name and GROUPS.fullmatch(value)):
        return word
    if "phrase" in name or "seed" in name or name.endswith("codes"):
        return _phrase(text, word)
    if not re.fullmatch(r"[^\W\d_][\w'’-]*", value):
        return (
            word if assigned and len(value) >= SHORTEST and not is_number(value) and re.search(r"\w", value) else None
        )
    is_kind = (assigned or _OF_WORDS.search(name)) and not _OF_NO_WORDS.search(name)
    if not is_kind or (not assigned and is_form(value, low[max(0, at - 60) : at])):
        return None
    several = None if described else _WORDS.match(text, start)
    if several:
        words = several[1].lower().split()
        if sum(is_said_of(each) for each in words) <= (len(words) > 3):  # noqa: PLR2004
            return start, several.end(1)
    is_set = text[at - 1] == "=" and value.lower() not in HARMLESS  # in a file of settings, where no sentence goes on
    if len(value) < SHORTEST or (is_said_of(value) and not is_set):
        return None
    if described and text[at - 4 : at].lower() != " to ":
        return None
    ends = _CLAUSE_ENDS.match(low, word[1])
    return word if ends or _in_code(text, at) else None


_PHRASE = compile_late(r"[a-z]{3,12}(?: [a-z]{2,12}){2,8}")
"""Words behind `passphrase`, with nothing between: `passphrase three blind mice rejected`."""
_SETTINGS = compile_late(r"\w{1,30}=[^;]{0,80};")
"""A connection string: what is secret in it has a name of its own."""

_OF_WORDS = compile_late(
    r"^(?:pass?|pw|mdp|ww|kennw|geheim|mot|contra|clave|palavra|senha|parola|wacht|ha[sł]|l[oö]s|adg|sala|passe|psk|chiave"
    r"|(?:wi-?fi|wlan|network|security|wpa))"
)
"""Names of what people choose words for."""
_OF_NO_WORDS = compile_late(
    r"^(?:keys?|tokens?|secrets|credentials|creds|connection.string|pins?|tan|puk|otp|zugangsdaten|identifiants|credenciales"
    r"|inloggegevens|credenziali)$"
)
_WORDS = compile_late(r"([^\W\d_]{3,20}(?:[ -][^\W\d_]{3,20}){2,6})(?=\s{0,3}(?:$|[\n.,;!)\"”]))")
"""A pass phrase of three words or more."""


def _phrase(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Words up to the end of the clause."""
    found = compile_late(r"[^\n.,;!?\"”]{4,160}").match(text, word[0])
    words = found[0].lower().split() if found else []
    if text[slice(*word)].lower() in HARMLESS and (len(words) <= 3 or sum(map(is_said_of, words)) > 1):  # noqa: PLR2004
        return None
    return (word[0], word[0] + len(found[0].rstrip())) if found else None


def _in_code(text: str, at: int) -> bool:
    return text[at - 1] in "=>\"'"


_COMMA = compile_late(r"(?:,|,?\s{1,3}(?:and|or|und|oder|et|ou|y|o|e|en|of))\s{1,3}|[/|]\s{0,3}")
_DEVICE = compile_late(
    r"\b(?:router|wi-?fi|wlan|pc|port[aá]til|ordenador|correo|m[oó]vil|m[aá]quina|computer|telefono|server|servidor)\b"
)
"""`La clave del router es …`; but `la clave del problema es …` is a key of another kind."""
_WORDS_OF_OTHERS = frozenset("key keys token tokens secret secrets pass".split())
_OF_IT = compile_late(
    rf"{_CLOSED}[ \t](?:for|of|to|on|in|from|at|with|für|vom|von|zum|zur|de|du|des|del|do|da|pour|para|per|voor|van|that|which|we|i|you"
    rf"|they|he|she|below|above|\()"
)
"""Behind a word that many other things begin with: `the key for the VPN is …`; but `the key figure is …`."""
_SPACED = compile_late(r"\d{3} \d{3}(?![\w,.]|[ -]\d)")
_LINKED = compile_late(
    r"[^\n]{0,80}?\b(?:(?:one|now|it|new|neue[sn]?|nouveau|nueva|nova|nuova|nieuwe|that|this)\s(?:is|was|ist|est|es|é|è|to|auf)"
    r"|(?:it|that)['’]s(?: now)?|to|auf)\s[\"'“„]?(?=[^\s\"]{0,40}\d)"
)
"""Between its name and a password that is spoken of later: `I set it to …`."""
_OF_SOMEBODY = compile_late(
    r"\b(?:my|her|his|our|their|mine?|meine?|seine?|ihr|unser|son|mon|notre|leur|mi|su|nuestra|o meu|a sua|la sua|la mia|mijn|zijn|haar)"
    r"\s{1,2}$"
)
_WORD_IN_BRACKETS = compile_late(r" \(([^\W\d_]{5,20})\)")
_SYSTEMS = frozenset(
    "windows outlook teams office email intranet citrix domain laptop salesforce workday concur oracle github gitlab handy portal".split()
)
"""What passwords are for, as people add it in brackets: `my password (Windows)`."""
_IN_BRACKETS = compile_late(r"[^\n.,;:!?()]{0,60} \((?=[^\s()]{4,60}\))")
_AGAIN = compile_late(
    r"[^\n]{0,50}?\b(?:one|now|it|new|neue[sn]?|nouveau|nueva|nova|nuova|nieuwe|to|auf|or|oder|ou|jetzt|maintenant|ahora|agora"
    r"|adesso)\s(?:(?:is|was|ist|est|es|é|è"
    r"|to|auf)\s)?[\"'“„]?(?=[^\s\"]{0,40}\d)"
)
"""Between one password and the next: `… and the new one is …`."""
