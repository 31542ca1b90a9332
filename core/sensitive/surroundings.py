"""What a reader goes by who sees a word that may be a secret: what it looks like, how it is introduced, and what is spoken of near it.

These are the traits that `core.sensitive.nearby` weighs. Each is a plain observation; none decides by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from core.patterns import compile_late
from core.sensitive.finding import fold
from core.sensitive.phrases import HARMLESS
from core.sensitive.tokens import is_placeholder
from core.sensitive.topics import Spans, is_topic, topics
from core.sensitive.words import is_form, is_mixed, is_said_of, is_strong, trim_end


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a secret.

    Attributes:
        start, end: where it stands in the text, in characters.
        traits: what speaks for and against it, by name.
        is_code: whether a code is spoken of nearer to it than a password.
    """

    start: int
    end: int
    traits: frozenset[str]
    is_code: bool


_WORD = compile_late(r"[^\s\"“”„«»`<>\[\]|]{1,400}")
_SPACED = compile_late(r"(?<![\w.,:/+-])\d{3} \d{3}(?![\w-]|[ .,:/-]\d)")
_PART = compile_late(r"[\w.@-]{1,40}(?:=[\"']?|[/:](?=[^/\d]))(?=[^=/;:]{4,80}$)")
"""Before a value in the same word: `name=value`, `user/value`, `user:value`."""

_DIGITS = compile_late(
    r"[A-Za-z]?\d{4,8}[A-Za-z]?[#*]?|[A-Za-z]\d{3}[A-Za-z]?|\d{2}[A-Za-z]\d|\d(?:-\d){2,5}|\d{1,2}-\d{1,2}-\d{1,2}|\d{3} \d{3}|[Gg]-\d{6}"
)
_GROUPS = compile_late(r"(?=[^\d]{0,24}\d)(?=[\d-]{0,24}[A-Za-z])[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){1,7}")
_OF_A_SYSTEM = compile_late(r"[A-Z]{1,8}\d{0,3}_\w")
_UUID = compile_late(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SLUG = compile_late(r"[^\W\d_]{3,20}(?:[-._&+][^\W\d_]{2,20}){1,5}")
_PLAIN = compile_late(r"[^\W\d_]{5,30}")
_LONGEST = 80
_NO_VALUE = compile_late(
    r"@[\w.-]{1,60}:\d{2,5}$|=[^;]{0,80};|://|^--|=$|^[A-Za-z]{2,20}/\d[\d.]{0,10}$|\.[a-z]{1,5}:\d{1,6}$|^x{4,80}$"
)
"""Of settings, addresses, options, programs with their versions, places in source code, and what was blanked."""
_FILE = compile_late(r"\.[a-z]{2,5}$")
_YEAR = compile_late(r"(?:19|20)\d\d")
_UNIT = compile_late(
    r" ?(?:lines|rows|pages|items|objects|boxes|tickets|photos|steps|messages|zeilen|seiten|lignes|l[ií]neas|p[aá]ginas|times"
    r"|minutes|seconds|min|mal|fois|veces|users|people|personen|personnes|personas|%|€|eur|gb|mb|km|days|tage|jours|d[ií]as"
    r"|uhr|h)\b"
)
_OF_USERS = compile_late(
    r"\b(?:users|accounts|logins|benutzer|konten|utilisateurs|comptes|usuarios|cuentas)\b[^.;:\n]{0,50}$"
)
_OF_A_USER_NAME = compile_late(
    r"\b(?:user ?name|sign-in name|log-?in name|user ?id|account name|benutzername|anmeldename|nom d['’]utilisateur|nombre de usuario)"
    r"\b[^.;:\n]{0,50}$"
)
_SECRET_LABEL = compile_late(r"(?:cred|pass|pwd?|secret|token|auth|key)s?$")
_OTHER_LABEL = compile_late(r"(?:id|user|name|host|url|uri|type|agent|policy)$")
_BEFORE = (("of users", _OF_USERS), ("of a user name", _OF_A_USER_NAME))
_OPENED = compile_late(r"[(\"'“„«`]$")
_ASSIGNED = compile_late(r"(?:[:=→–—]|->|=>|(?:^|\s)-)[\"'\s]{0,4}$")
_SENTENCE = compile_late(r"[.!?]\s|\n")

_IS = frozenset(
    """
    is was it's that's code's password's are were ist war lautet heißt heisst wäre est c'est était etait es era é è foi fue sarà
    siendo still be to jest mam says reads of zu zijn luidt always immer toujours siempre sempre now doch auf
    """.split()
)
_SAYING = frozenset(
    """
    is was it's that's ist war lautet lautete heißt heisst wäre est c'est était etait es era é è foi fue sarà siendo says said reads
    luidt show shows called remains bleibt steht dice pone reste
    """.split()
)
"""What links a noun to its value, also with words between: `the PUK, says the letter, is …`."""
_WITH = frozenset("with w/ mit avec con com met using via durch por par".split())
_ENTERED = frozenset(
    """
    enter enters entered entering type types typed typing keyed put puts paste pasted
    try tries tried use uses used using tapé saisi entré mis
    essayé utilise utilisé gebe gab tippe getippt eingegeben nehme nutze benutze benutzt probiert puse puesto probé pongo meto tecleo
    uso usado inserito digitato usei digitei ingetypt gebruik give given giving gave pass passwd pw pwd mdp
    """.split()
)
_ENTERED_BEHIND = frozenset(
    """
    getippt eingegeben eingetippt probiert benutzt versucht genommen ingetoetst ingetypt ingevuld times mal fois veces three always
    immer toujours siempre again
    """.split()
)
_TAKES = frozenset(
    """
    take takes took accept accepts accepted accepting refuse refuses reject rejects want wants nimmt will verweigert prend prendre
    prends plus accepte accepter refuse veut acepta aceptar rechaza quiere accetta rifiuta aceita takes on
    """.split()
)
_TELLING = frozenset(("is", "with", "entered", "takes", "quoted", "slash"))
"""Ways to introduce a word that say different things beside different topics: `the door is …`, `the ticket is …`."""
_AND = frozenset("and und et y e or oder ou o then dann puis then luego then".split())
_SKIPPED = frozenset(
    """
    the a an le la les el los il lo das die der den dem een het o um my our your in it simply just plain really honestly only
    probably einfach wirklich schlicht nur noch wohl simplement vraiment juste encore simplemente solo sólo realmente todavía aún
    """.split()
)
"""Between a verb and a value: articles, and what softens or stresses the verb."""
_VERBS = (("entered", _ENTERED), ("with", _WITH), ("takes", _TAKES), ("and", _AND))
_THINGS = frozenset(
    """
    ticket order bestellung auftrag invoice rechnung version build model modell room raum salle sala host hostname server error
    fehler erreur exit status policy release asset serial sku article artikel product produkt po req case flight train zug tracking
    customer employee vendor extension ext ext. port vlan meeting id branch commit hash sha image from user username benutzer
    kennung usuario identifiant login account konto laptop pc printer device machine site building ssid network called named
    commande facture pedido factura impresora imprimante drucker on at in auf file template incidencia least mindestens min
    max nach ab bis until since seit depuis desde page line zeile ligne number nr no list group gruppe groupe grupo folder ordner
    dossier carpeta stick usb labelled labeled share freigabe laufwerk partage project projekt projet proyecto pool team role rolle
    table queue job index variant transaction plate container form formular formulaire formulario drive bay app view report firmware driver
    """.split()
)

_OF_OTHERS = frozenset("pass key keys token tokens secret secrets code clave chiave".split())
"""Names of secrets that other words begin with: `pass printer`, `key user`."""
_PATH = compile_late(r"[A-ZÀ-Þ][^\W\d_]{1,30}/[A-ZÀ-Þ]")
_OF_A_CODE = frozenset(("code next", "code near", "code is", "door next"))
_WITHIN = 160
"""Characters between a word and what is spoken of before it; behind it, half as many."""


def candidates(text: str) -> Iterator[Candidate]:
    """The words of a text that may be secrets because access is spoken of near them."""
    low = fold(text)
    spoken_of = topics(low)
    names = spoken_of[0][1]
    starts, ends = {start for start, _ in names}, {end for start, end in names if low[start:end] not in _OF_OTHERS}
    technical = len(re.findall(r"[{}=<>$|]", text)) > 4  # noqa: PLR2004 - a log or a piece of code, where signs name all and everything
    for start, end in _words(text):
        shape = _shape(text[start:end])
        near, is_code = _near(spoken_of, low, start, end) if shape else ([], False)
        if not near and shape not in ("strong", "mixed"):
            continue
        link = _link(text, low, start)
        if shape == "digits" and _UNIT.match(low, end):
            continue
        adjacent = start - 1 in ends
        if shape == "word" and text[start - 1 : start] == "(" and text[end : end + 1] != ")":
            continue
        if shape == "word" and (start in starts or is_form(text[start:end], low[max(0, start - 60) : start])):
            continue
        if shape == "word" and link <= {"first", "unlinked", "article"} and not adjacent:
            continue
        if _YEAR.fullmatch(text[start:end]) and _OF_A_CODE.isdisjoint(near):
            continue
        near = near or ["nothing near"]
        traits = {shape, *link, *near, *_looks(text[start:end]), *(f"{shape} {each}" for each in (*near, *link))}
        traits |= {f"{how}, {each}" for how in link & _TELLING for each in near}
        traits |= {"adjacent", f"{shape} adjacent"} if adjacent else set()
        traits |= {"between commas"} if "comma" in link and text[end : end + 1] == "," else set()
        traits |= {"in brackets"} if text[start - 1 : start] == "(" and text[end : end + 1] == ")" else set()
        traits |= {"entered behind"} if _ENTERED_BEHIND.intersection(low[end : end + 24].split()[:2]) else set()
        traits |= {"technical"} if technical else set()
        yield Candidate(start, end, frozenset(traits), is_code)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, without brackets around them and without what names them in the same word."""
    for found in _WORD.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip("('‘*"))
        named = _PART.match(text, start, trim_end(text, start, found.end()))
        start = named.end() if named and not _PATH.match(found[0]) else start
        yield start, trim_end(text, start, found.end())
    yield from (found.span() for found in _SPACED.finditer(text))


def _shape(value: str) -> str:
    """What a word looks like; empty for one that nobody would take for a secret."""
    if len(value) > _LONGEST or _NO_VALUE.search(value) or is_placeholder(value) or value.lower() in HARMLESS:
        return ""
    if value.isalpha():
        return "word" if _PLAIN.fullmatch(value) and not is_said_of(value) else ""
    if _DIGITS.fullmatch(value):
        return "digits"
    if re.fullmatch(r"\d{3}", value):
        return "three digits"
    if _UUID.fullmatch(value):
        return "uuid"
    if is_strong(value):
        return "strong"
    if is_mixed(value):
        return "mixed"
    if _GROUPS.fullmatch(value):
        return "groups"
    if _SLUG.fullmatch(value) and not _FILE.search(value):
        return "slug"
    return "word" if _PLAIN.fullmatch(value) and not is_said_of(value) else ""


def _looks(value: str) -> Iterator[str]:
    """More of what a word looks like."""
    if re.search(r"[!$%^&*?#]", value):
        yield "sign"
    if re.search(r"[A-Z]", value) and not re.search(r"[^A-Z0-9._/-]", value):
        yield "capitals"
    if re.search(r"[a-z]", value) and re.search(r"[A-Z]", value) and re.search(r"\d", value):
        yield "all kinds"
    if _OF_A_SYSTEM.match(value):
        yield "name in a system"
    if len(value) >= 12:  # noqa: PLR2004
        yield "long"
    if _YEAR.fullmatch(value):
        yield "year"
    if re.fullmatch(r"(?=\d{0,64}[a-f])[0-9a-f]{7,64}", value):
        yield "hex"


def _link(text: str, low: str, start: int) -> frozenset[str]:
    """How a word is introduced: by the word or the sign before it, and by whether a thing or a user is named before it."""
    before = low[max(0, start - 60) : start]
    bare = before.rstrip("([\"'“„«`* ")
    words = bare.replace("’", "'").split()
    links = {"quoted"} if _OPENED.search(before) else set()
    if any(word.strip(".:#,\"'()") in _THINGS for word in words[-5:]):
        links.add("a thing near")
    while words and words[-1] in _SKIPPED and "quoted" not in links:
        words.pop()
        links.add("article")
    last = words[-1] if words else ""
    sign = text[start - 1 : start]
    if sign == "/" or last in ("/", "|"):
        links.add("slash")
    elif sign in ("=", ":") or _ASSIGNED.search(last):
        links |= {"assigned", *_label(_ASSIGNED.sub("", bare))}
    else:
        links.add(_by_word(last))
    links |= {trait for trait, pattern in _BEFORE if pattern.search(before)}
    if any(word.rstrip(".:#,") in _THINGS for word in words[-2 if last in _IS else -1 :]):
        links.add("of a thing")
    return frozenset(links)


def _label(label: str) -> Iterator[str]:
    """What the label of a value says about it."""
    if _SECRET_LABEL.search(label):
        yield "label of a secret"
    elif _OTHER_LABEL.search(label) or not is_topic(label):
        yield "labelled as something else"


def _by_word(last: str) -> str:
    """How a word is introduced by the one before it."""
    if last in _IS or last.endswith("'s"):
        return "is"
    for link, verbs in _VERBS:
        if last in verbs:
            return link
    if last.endswith(","):
        return "comma"
    return "first" if not last or last.endswith((".", "!", "?")) else "unlinked"


def _near(spoken_of: tuple[tuple[str, Spans], ...], low: str, start: int, end: int) -> tuple[list[str], bool]:
    """How far from a word passwords, codes and access are spoken of, and whether a code is nearest."""
    near: list[str] = []
    nearest: dict[str, int] = {}
    for topic, spans in spoken_of:
        at = bisect_left(spans, (start, 0))
        gap = low[spans[at - 1][1] : start] if at else None
        if gap is not None and len(gap) < _WITHIN:
            far = len(gap.split())
            nearest[topic] = far
            if not _SENTENCE.search(gap) and not _SAYING.isdisjoint(gap.replace("’", "'").split()):
                near.append(f"{topic} is")
            distance = "next" if far < 3 else "near" if far < 7 else "far"  # noqa: PLR2004
            near.append(f"{topic} {'earlier' if _SENTENCE.search(gap) else distance}")
            continue
        gap = low[end : spans[at][0]] if at < len(spans) else None
        if gap is not None and len(gap) < _WITHIN / 2 and not _SENTENCE.search(gap):
            near.append(f"{topic} after")
            nearest[topic] = len(gap.split())
    return near, "code" in nearest and nearest["code"] <= nearest.get("name", _WITHIN)
