"""Passwords and keys that show by their name what they are: in settings, on command lines, and said in words."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from core.sensitive.finding import Finding, folded
from core.sensitive.phrases import FILLERS, HARMLESS, IS, NAMES, PRODUCTS
from core.sensitive.tokens import is_placeholder

_NAME = re.compile(rf"(?=[a-zł])(?:{NAMES})")

_CLOSED = r"[\"'”’`\\\])}>*]{0,4}"
_OPENED = r"[\"'“”„«‘’`\\*(\[]{0,3}"
_ASSIGNED = re.compile(rf"{_CLOSED}(?:\([^()\n]{{1,30}}\))?\s{{0,3}}(?:=>|:=|==|->|→|–|=|:(?!//)|—)\s{{0,3}}")
_IN_MARKUP = re.compile(r"[\"'\s]{0,2}>")
_SAID = re.compile(
    rf"{_CLOSED},?\s{{1,3}}(?:(?:{IS})[,:]?\s{{1,3}})(?:(?:{IS}|{FILLERS})[,:]?\s{{1,3}}){{0,3}}(?:[:=]\s{{0,3}})?"
)
_LATER = re.compile(
    rf"{_CLOSED}[ \t](?:(?!\b(?:{IS})\b)[^\n.;!?:=]){{0,60}}?(?:\s?[:=]|\s(?:is|was|ist|war|lautet|est|es|era|é|è|set to|luidt|jest|är)\b:?)\s{{1,3}}"
    rf"(?:(?:{FILLERS})\s{{1,3}}){{0,2}}",
)
_FOLLOWS = re.compile(rf"{_CLOSED}\s{{1,3}}")

_QUOTED = re.compile(
    r"\\?\"([^\"\n\\]{1,200})\\?\"|'([^'\n]{1,200})'|“([^“”\n]{1,200})”|„([^“”„\n]{1,200})[“”]|«\s?([^«»\n]{1,200}?)\s?»|‘([^‘’\n]{1,200})’|`([^`\n]{1,200})`|<b>([^<\n]{1,100})</b>|\*{1,2}([^*\s]{3,100})\*{1,2}"
)
_WORD = re.compile(r"[^\s\"“”„«»`<>\[\]]{1,400}")
_CLAUSE_ENDS = re.compile(
    r"\s{0,3}(?:$|[\n.,;!?)—–]|(?:and|but|or|und|aber|et|mais|y|pero|e|ma|mas|en|maar|for|für|pour|para|per|voor|since|seit|can|could|please|bitte|why|what|i|it|he|she|we|so|when|while|if|because|then|on|in|at|but|though|yet|weil|wenn|ich|es|der|das|kann|je|il|yo|eu|io|ik|pode|puede|puedes|kannst|still|does|doesn['’]t|did|isn['’]t)\b)"
)
_TRAILING = ".,;:!?)]}'’”\"*\\"

_BEFORE = re.compile(
    r"(?:\s{1,2}(?:is|was|as|for|ist|war|als|est|comme|es|era|como|è|come|is het)){1,2}\s{1,2}(?:(?:my|the|our|his|her|its|a|new|old|current|mein|das|dein|sein|ihr|unser|mon|ma|le|la"
    r"|votre|mi|su|tu|il|la mia|a minha|a|mijn|het|of|vpn|e-?mail|windows|wi-?fi|wlan|admin|root|network|login|laptop|account|user|sap|database|db)\s{1,2}){0,4}$"
)
"""Between a secret and its name, where the secret comes first: `kitten as my new password`."""

_ELSEWHERE = (
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
        r"(?:docker|podman|helm|az|redis-cli|psql|ldapsearch|smbclient|plink|putty|pscp|winscp)\b[^\n]{0,80}?\s-(?:p|pw|a|w) [\"']?([^\s\"'-][^\s\"']{2,100})",
    ),
    ("a password", r"/(?:user|u):[\w.\\@-]{1,80} ([^\s/][^\s]{2,100})"),
    (
        "a token",
        r"[?&;](?:sig|signature|token|access_token|key|api_?key|code|secret|auth|pwd|password|sv_sig|x-amz-signature|client_secret)=([\w%.~+/=-]{6,500})",
    ),
    ("a session cookie", r"\b(?:set-)?cookie[\"']?\s?:\s?[\w.-]{1,60}=([\w%.~+/=-]{8,500})"),
    ("a session cookie", r"\b(?:jsessionid|phpsessid|asp\.net_sessionid|sessionid|connect\.sid)=([\w%.~+/=:-]{8,300})"),
    (
        "a password",
        r"\b(?:login|log ?in|sign in|signin|user(?:name)?|account|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker|anmeldung|credentials|creds|zugangsdaten|identifiants|credenciales)"
        r"\b(?:\s?[:=]|\s(?:is|with|as|are|mit|avec|con|com|met))?\s{0,2}[\"'`]?[\w.@\\-]{2,60}[\"'`]?\s?(?:/|\||:|\s(?:and|with|und|mit|et|avec|y|con|e|com|en|met)\s(?:password|pw|pass)?)\s?[\"'`]?([^\s\"'`,;]{4,100})",
    ),
)
_ELSEWHERE_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in _ELSEWHERE)

_MOST_NAMES = 40
"""Names whose surroundings are read as sentences. A text with more of them is a file of settings."""

_NEAR_BEFORE = 60
_NEAR = 110
"""Characters behind the name of a secret in which a word that can be nothing but a password is taken for one."""

_MOST_WORDS = 12


def credentials(text: str) -> Iterator[Finding]:
    """Passwords and keys with a name."""
    low = folded(text)
    names = list(_NAME.finditer(low))
    strong = _strong_words(text) if names else []
    for number, named in enumerate(names):
        name = named[0]
        if number >= _MOST_NAMES:
            assigned = _ASSIGNED.match(low, named.end())
            found = _read(text, low, assigned.end(), name, assigned=True) if assigned else None
            if found:
                yield Finding(_kind(name), *found)
            continue
        first = _before(text, low, named.start())
        if first:
            yield Finding("a password", *first)
        found = _value(text, low, named.end(), name)
        if found:
            yield Finding(_kind(name), *found)
            again = _AGAIN.match(low, found[1])
            word = _word(text, again.end()) if again else None
            if word and _is_mixed(text[slice(*word)]):
                yield Finding(_kind(name), *word)
        begin, end = named.start() - _NEAR_BEFORE, (found[1] if found else named.end()) + _NEAR
        for at in range(bisect_left(strong, (begin, 0)), len(strong)):
            if strong[at][0] > end:
                break
            if not found or strong[at][0] >= found[1] or strong[at][1] <= named.start():
                yield Finding(_kind(name), *strong[at])
                if strong[at][0] > named.end():
                    break
        if not found:
            linked = _LINKED.match(low, named.end())
            word = _word(text, linked.end()) if linked else None
            if word and _is_mixed(text[slice(*word)]):
                yield Finding(_kind(name), *word)
    for at, (kind, shape) in enumerate(_ELSEWHERE_SHAPES):
        is_pair = at == len(_ELSEWHERE_SHAPES) - 1
        for found_there in shape.finditer(low):
            start, end = found_there.span(1)
            end = _trimmed(text, start, end)
            value = text[start:end]
            if (
                not is_placeholder(value) and (_is_strong(value) or _is_mixed(value))
                if is_pair
                else not is_placeholder(value)
            ):
                yield Finding(kind, start, end)


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
        return _read(text, low, assigned.end(), name, assigned=True)
    said = _SAID.match(low, at)
    if said:
        found = _read(text, low, said.end(), name, assigned=False)
        if found:
            return found
    follows = _FOLLOWS.match(low, at)
    if follows:
        quoted = _QUOTED.match(text, follows.end())
        if quoted:
            return _inside(text, quoted, name)
        word = _word(text, follows.end())
        value = text[slice(*word)] if word else ""
        if word and (_is_strong(value) or _is_code(value, name) or (_is_mixed(value) and not name.startswith("key"))):
            return word
    later = _LATER.match(low, at)
    return _read(text, low, later.end(), name, assigned=False) if later else None


def _read(text: str, low: str, at: int, name: str, *, assigned: bool) -> tuple[int, int] | None:
    """The secret that stands at `at`, if it is one."""
    quoted = _QUOTED.match(text, at)
    if quoted:
        return _inside(text, quoted, name)
    opened = re.compile(_OPENED).match(text, at)
    start = opened.end() if opened else at
    word = _word(text, start)
    if word is None:
        return None
    value = text[slice(*word)]
    if is_placeholder(value):
        return None
    if _is_code(value, name) or _is_strong(value) or _is_mixed(value) or ("key" in name and _GROUPS.fullmatch(value)):
        return word
    if "phrase" in name or "seed" in name or name.endswith("codes"):
        return _phrase(text, word)
    if not re.fullmatch(r"[^\W\d_][\w'’-]*", value):
        return (
            word if assigned and len(value) >= _SHORTEST and not _is_number(value) and re.search(r"\w", value) else None
        )
    if (not assigned and not _OF_WORDS.search(name)) or _OF_NO_WORDS.search(name):
        return None
    several = _WORDS.match(text, start)
    if several:
        words = several[1].lower().split()
        if sum(_is_said_of(each) for each in words) <= (len(words) > 3):  # noqa: PLR2004
            return start, several.end(1)
    if len(value) < _SHORTEST or _is_said_of(value):
        return None
    ends = _CLAUSE_ENDS.match(low, word[1])
    return word if ends or _in_code(text, at) else None


_OF_WORDS = re.compile(
    r"^(?:pass|pw|mdp|ww|kennw|geheim|mot|contra|clave|palavra|senha|parola|wacht|ha[sł]|l[oö]s|adg|sala|passe|psk|chiave|(?:wi-?fi|wlan|network|security|wpa))"
)
"""Names of what people choose words for."""
_OF_NO_WORDS = re.compile(
    r"^(?:keys?|tokens?|secrets|credentials|creds|connection.string|pins?|tan|puk|otp|zugangsdaten|identifiants|credenciales|inloggegevens|credenziali)$"
)
_WORDS = re.compile(r"([^\W\d_]{3,20}(?:[ -][^\W\d_]{3,20}){2,6})(?=\s{0,3}(?:$|[\n.,;!?)\"”]))")
"""A pass phrase of three words or more."""


def _inside(text: str, quoted: re.Match[str], name: str) -> tuple[int, int] | None:
    """What stands in quotation marks, unless it says that nothing stands there."""
    start, end = quoted.span(quoted.lastindex or 0)
    value = text[start:end].strip()
    words = value.lower().split()
    if not words or is_placeholder(value) or len(words) > _MOST_WORDS or len(value) < _SHORTEST - 1:
        return None
    if all(word.strip(".,!?") in HARMLESS or _is_said_of(word) for word in words) or (
        len(words) > 1 and words[0] in HARMLESS
    ):
        return None
    return start, end


def _phrase(text: str, word: tuple[int, int]) -> tuple[int, int] | None:
    """Words up to the end of the clause."""
    if text[slice(*word)].lower() in HARMLESS:
        return None
    found = re.compile(r"[^\n.,;!?\"”]{4,160}").match(text, word[0])
    return (word[0], word[0] + len(found[0].rstrip())) if found else None


def _in_code(text: str, at: int) -> bool:
    return text[at - 1] in "=>\"'"


def _word(text: str, at: int) -> tuple[int, int] | None:
    found = _WORD.match(text, at)
    if found is None:
        return None
    start, end = found.span()
    for mark in (";", "&", "',", '",'):  # Password=x;Server=y and password=x&user=y
        cut = text.find(mark, start, end)
        if cut > start and text[start - 1] == "=":
            end = cut
    end = _trimmed(text, start, end)
    return (start, end) if end > start else None


def _trimmed(text: str, start: int, end: int) -> int:
    """Without what closes a sentence or a bracket; an exclamation mark belongs to a password that has a digit in it."""
    has_digit = any(character.isdigit() for character in text[start:end])
    opened = "(" in text[start:end]
    while end > start and text[end - 1] in _TRAILING:
        if (text[end - 1] in "!?*" and has_digit) or (text[end - 1] == ")" and opened):
            break
        end -= 1
    return end


def _strong_words(text: str) -> list[tuple[int, int]]:
    """All words of a text that can be nothing but passwords, in its order."""
    found = []
    for each in _WORD.finditer(text):
        start = each.start() + len(each[0]) - len(each[0].lstrip("('‘*"))
        end = _trimmed(text, start, each.end())
        if _is_strong(text[start:end]):
            found.append((start, end))
    return found


def _before(text: str, low: str, at: int) -> tuple[int, int] | None:
    """Where a secret stands that is named after it."""
    window = max(0, at - 60)
    if _LINKS.isdisjoint(low[window:at].split()[-6:]):
        return None
    linked = _BEFORE.search(low, window, at)
    if linked is None:
        return None
    end = linked.start()
    line = text[max(0, end - 80) : end]
    quoted = re.search(r"[\"“„'‘`«]([^\"“”„'‘’`«»\n]{3,80})[\"”“'’`»]$", line)
    word = quoted or re.search(r"(?:^|\s)[\"'“(]?(\S{4,80})$", line)
    value = word[1] if word else ""
    if word is None or is_placeholder(value) or value.lower() in HARMLESS:
        return None
    if (quoted and value.lower().split()[0] not in HARMLESS) or _is_strong(value) or _is_mixed(value):
        start = end - len(line) + word.start(1)
        return start, start + len(value)
    return None


_LINKS = frozenset("is was as for ist war als est comme es era como è come het".split())
_LINKED = re.compile(
    r"[^\n]{0,80}?\b(?:(?:one|now|it|new|neue[sn]?|nouveau|nueva|nova|nuova|nieuwe|that|this)\s(?:is|was|ist|est|es|é|è|to|auf)|(?:it|that)['’]s(?: now)?|to|auf)\s[\"'“„]?(?=[^\s\"]{0,40}\d)"
)
"""Between its name and a password that is spoken of later: `I set it to …`."""
_AGAIN = re.compile(
    r"[^\n]{0,50}?\b(?:one|now|it|new|neue[sn]?|nouveau|nueva|nova|nuova|nieuwe|to|auf|or|oder|ou)\s(?:(?:is|was|ist|est|es|é|è|to|auf)\s)?[\"'“„]?(?=[^\s\"]{0,40}\d)"
)
"""Between one password and the next: `… and the new one is …`."""

_SHORTEST = 4
_GROUPS = re.compile(r"[A-Z0-9]{3,10}(?:-[A-Z0-9]{3,10}){2,10}")
_PIN = re.compile(r"\d{3,8}|\d{3} \d{3}")
_SIGNS = r"[!@#$%^&*?+=~§€£]"


def _is_code(value: str, name: str) -> bool:
    """Digits, where digits are what such a name stands for."""
    return bool(re.fullmatch(r"\d{3,12}|\d{3,6}-\d{3,6}(?:-\d{3,6}){0,6}", value)) and not re.search(
        r"key$|secret|token", name
    )


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"[\d.,:/%-]+", value))


def _is_said_of(word: str) -> bool:
    """Whether it is a word that people use of passwords, not one that they use as one."""
    bare = word.lower().strip("-'’")
    return (
        bare in HARMLESS
        or (bool(re.search(r"(?:n['’]t|['’]s|ed|ing|able|ible|ungen|tion|iert|ly|isch)$", bare))
        and len(bare) > 5)
    )


_NO_SECRET = re.compile(
    rf"{PRODUCTS}"
    r"|(?i:https?://\S*|www\.\S*|\S{1,64}@[\w-]{1,80}(?:\.[\w-]{1,40}){1,5})"  # addresses
    r"|[A-Z]{1,8}[-_]?\d{1,14}(?:[-/.]\w{1,20}){0,4}"  # INC0012345, LAPTOP-4711
    r"|(?:[A-Z0-9]{1,12}-){1,6}[A-Z0-9]{1,12}"
    r"|[vV]?\d{1,6}(?:[.,:/_-]\d{1,6}){1,6}(?:[a-z]{1,4}\d{0,3})?"  # versions, dates, times, addresses of hosts
    r"|\d{1,5}(?:st|nd|rd|th|h|d|s|x|k|m|GB|MB|TB|ms|min|pm|am|px|mb|gb|%|€|\$|£|er|te|\.)"
    r"|[€$£]\d[\d.,]*[kKmM]?"
    r"|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9a-f]{8}-[0-9a-f]{4}-\S{4}-\S{4}-[0-9a-f]{12}"
    r"|0x[0-9A-Fa-f]{1,16}|#\d{1,12}|\S{1,100}\.(?:[a-z]{2,4}\d?|html|json|yaml|docx|xlsx|pptx)|[A-Z]:\\\S*|\\\\\S*|~?/\S*"
    r"|&\w{1,10};?|[@#]\w{1,60}|\S{0,60}(?:\(\)|\)\(|/s)|[^\W\d_]{1,40}(?:[+&/=-][^\W\d_]{1,40}){1,4}[!?]{0,3}|[^\W\d_]{1,60}[!?]{1,5}|[\d+*=-]{1,10}[%+?!]{0,2}"
)


def _is_strong(value: str) -> bool:
    """Whether it can hardly be anything but a password: letters with a sign and a digit, or all kinds of letters with digits."""
    if (
        not 6 <= len(value) <= 200
        or re.search(r"://|\w=\w|;\w", value)
        or _NO_SECRET.fullmatch(value)
        or is_placeholder(value)
    ):
        return False
    letter, digit = re.search(r"[^\W\d_]", value), re.search(r"\d", value)
    if not letter or not digit:
        return bool(letter and len(re.findall(_SIGNS, value)) >= 2 and not re.search(r"[/=&]", value))  # noqa: PLR2004
    sign = re.search(_SIGNS, value)
    both = re.search(r"[a-zß-ÿ]", value) and re.search(r"[A-ZÀ-Þ]", value)
    return bool(sign or (both and len(value) >= 8))  # noqa: PLR2004


def _is_mixed(value: str) -> bool:
    """Whether it is a word as passwords are and words are not: letters with digits or with signs."""
    if not _SHORTEST <= len(value) <= 400 or _NO_SECRET.fullmatch(value) or is_placeholder(value):  # noqa: PLR2004
        return False
    return bool(
        (re.search(r"[^\W\d_]", value)
        and (re.search(r"\d", value) or re.search(rf"{_SIGNS}[^\W_]", value)))
        or len(re.findall(_SIGNS, value)) >= 3  # noqa: PLR2004
    )
