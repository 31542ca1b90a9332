"""What a reader goes by who sees a word that may be a secret: what it looks like, how it is introduced, and what is spoken of near it.

These are the traits that `core.sensitive.nearby` weighs. Each is a plain observation; none decides by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from core.sensitive.finding import folded
from core.sensitive.phrases import CODES, NAMES, OTHER_KEYS, THINGS
from core.sensitive.words import is_mixed, is_said_of, is_strong, trimmed


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


_WORD = re.compile(r"[^\s\"“”„«»`<>\[\]|]{1,400}")
_SPACED = re.compile(r"(?<![\w.,:/+-])\d{3} \d{3}(?![\w-]|[ .,:/-]\d)")
_PART = re.compile(r"[\w.@-]{1,40}(?:=[\"']?|[/:](?=[^/\d]))(?=[^=/;:]{4,80}$)")
"""Before a value in the same word: `name=value`, `user/value`, `user:value`."""

_KEYS = r"(?:key|code|psk|schl[uü]ssel|cl[eé]|clave|chiave|chave|sleutel)"
_NETWORK = r"(?:wi-?fi|[^\W\d_]{0,10}wlan|(?:guest )?network|netz(?:werk)?|r[eé]seau|red|rete|rede|netwerk)"
_NAME = re.compile(
    rf"(?=[a-zł])(?:{NAMES})|\b{_KEYS}(?=[^\n.!?]{{0,30}}\b{_NETWORK}\b)|\b{_NETWORK}\b[^\n.!?]{{0,50}}?\b{_KEYS}\b"
    r"|\bsnmp[^\n]{{0,12}}\bcommunity\b"
)
_CODE = re.compile(
    rf"(?<![^\W_])(?:{CODES}|(?!post|error|fehler|zip|area|status|exit|source|promo|product|länder|lander|bar|qr|quell)"
    r"[^\W\d_]{0,16}(?:codes?|codice|c[oó]digo|kod[uy]?|kombination)|combinations?|combinaison|combinaci[oó]n|combinazione"
    r"|combinatie|cvv|cvc|sms|(?:tokens?|authenticator|host key)(?!_))(?![^\W_])"
)
_OTHER_CODE = re.compile(
    r"\b(?:error|failure|fault|exit|status|response|return|result|reason|stop|post(?:al)?|area|zip|cost|country|product|project"
    r"|discount|promo|voucher|colou?r|bar|qr|source|event|employee|customer|item|tax|reference|booking|budget|charge|department|team|job|order|activity|task|work|airport|airline|iata|hs|gl|sap|account|dial(?:ling)?|swift|dress) $"
)
_OTHER_CODE_BEHIND = re.compile(
    r" (?:of conduct|review|base|freeze|snippet|block|erreur|(?:d['’]|de |du |di |des )(?:erreur|error|errore|erro|article|produit"
    r"|producto|produto|prodotto|projet|proyecto|projeto|progetto|conduite|conducta|conduta|condotta|barras|barres|barre|pa[ií]s|pays"
    r"|postal)|postal|progetto|article|art[ií]culo|produit)\b"
)
_LOGIN = re.compile(
    r"(?<![^\W_])(?:wi-?fi|[^\W\d_]{0,10}wlan|ssid|psk|hotspot|(?:guest )?network|netzwerk|r[eé]seau|red de|log(?:ged|ging|s)?[ -]?(?:in|on)"
    r"|sign(?:ed|ing|s)?[ -]?in|locked|unlock[a-z]{0,3}|gesperrt|sperr[a-z]{0,5}|anmeld[a-z]{0,6}|einlog[a-z]{0,3}"
    r"|bloqu[^\W\d_]{1,6}|blocca[a-z]{1,4}|verrouill[^\W\d_]{1,4}|connexion|connect[^\W\d_]{0,5}|identif[a-z]{1,8}"
    r"|iniciar sesi[oó]n|sesi[oó]n|session|entrar|entramos|entran?|entro|meld(?:e|en) (?:mich|uns)|acceder|accesso|acc[eè]so?|credentials|account|konto|compte|cuenta|rejected"
    r"|incorrect[a-z]{0,2}|typ(?:ed|ing)|tap[eé]|getippt|user(?:name)?|benutzer|kennung|usuario|identifiant|utilisateur"
    r"|admin[a-z]{0,10}|root|guest|mfa|2fa|sms|vpn|schl[uü]ssel|cl[eé]|clave|chiave|seed|get in)(?![^\W_])"
)
_DOOR = re.compile(
    r"(?<![^\W_])(?:keypad|digicode|doors?|(?<!f)gate|alarm[a-z]{0,7}|safe|(?:door|gate|front|bike)?lock|locker|padlock|spind|(?:vorh[aä]nge|fahrrad)?schloss|candado|cadenas|lucchetto|hangslot|taquilla|casier|tresor"
    r"|[^\W\d_]{0,12}t[uü]r[a-z]{0,6}|barrier|pad|copier|override|kopierer|drucker|photocopieuse|imprimante|fotocopiadora|(?:hof|werks?|garagen|roll)?tor|schranke|porte|portail|puerta|porta|port[aã]o|coffre|caja fuerte|cassaforte|cancello|deur|kluis"
    r"|entrance|entr[eé]e|eingang|entrada|ingresso|voicemail|tablet|phone|handy|badge|sim)(?![^\W_])"
)
_HINT = re.compile(
    r"(?<![^\W_])(?:chang(?:ed|é)|ge[aä]ndert|cambiad[oa]|reset|temp(?:orary)?"
    r"|vorl[aä]ufiges?|provis(?:oire|orio)|provisional|temporal|mine|meins|le mien|forever|everything|everywhere|[uü]berall|partout"
    r"|para todo|phishing|leak(?:ed)?|remember|typ(?:e|ed|ing)|too weak|since forever|as usual|wie immer|shared|gemeinsam[a-z]{0,2}"
    r"|partag[eé]e?|compartid[oa]|sync|expired|abgelaufen|expir[eé]e?|caducad[oa]|authenticator|old one|new one)(?![^\W_])"
)
_SLIP = re.compile(
    r"(?<![^\W_])(?:post-?its?|stickers?|stuck|taped|note|label|envelope|card|laminated|whiteboard|flipchart|zettel|aufkleber|schild"
    r"|umschlag|papel|pegatina|cartel|papier|[eé]tiquette|autocollant|tableau blanc|pizarra|hand-?written|written|wrote|left|laiss[eé]|dej[oó]|hinterlassen|noted|notiert|geschrieben"
    r"|[eé]crit|escrito|biglietto|foglietto|briefje)(?![^\W_])"
)
"""What passwords are written on."""
_REFUSED = re.compile(
    r"(?<![^\W_])(?:wrong|incorrect[a-z]{0,2}|refus[^\W\d_]{1,4}|reject[a-z]{1,3}|denied|invalid|no luck|thrown out|kicked out|red cross"
    r"|says? (?:no|it['’]s wrong)|not accept[a-z]{0,3}|accept[a-z]{0,3}|doesn['’]t (?:work|open|take|like)|won['’]t|fails?|failed"
    r"|ung[uü]ltig|falsch|geht (?:auch )?nicht|nimmt|verweigert|abgelehnt|ne (?:marche|passe|fonctionne|va)|refus[eé]e?|rechaza|no (?:va"
    r"|vale|entra|funciona|acepta|deja|abre|lo coge)|nada|tampoco|error|beep[a-z]{0,2}|piept|bip[ea]|pita|blinkt|red|rot)(?![^\W_])"
)
"""What people complain of when a password is not taken."""
_SHUT = re.compile(
    r"(?<![^\W_])(?:zip|pdf|excel|spreadsheet|workbook|classeur|archive?|fichier|fichero|datei|keepass|vault|bios|vnc|usb|disk"
    r"|encrypted|protected|verschl[uü]sselt|gesch[uü]tzt|prot[eé]g[eé]e?|protegid[oa]|opens?|opened|[oö]ffne[nt]|aufmachen|ouvrir|ouvre"
    r"|abrir|abre|unlocks?|d[eé]verrouille|desbloquea)(?![^\W_])"
)
"""What passwords open."""
_TALK = re.compile(THINGS)
_OTHER_KEY = re.compile(OTHER_KEYS)
_OTHER_KEY_BEHIND = re.compile(
    r" (?:values?|figures?|users?|accounts?|dates?|results?|performance|indicators?|words?|board|persons?|contacts?|points?|issues?"
    r"|part|factor|takeaways?|cards?)\b"
)

_DIGITS = re.compile(
    r"[A-Za-z]?\d{4,8}[A-Za-z]?[#*]?|[A-Za-z]\d{3}[A-Za-z]?|\d{2}[A-Za-z]\d|\d(?:-\d){2,5}|\d{2}-\d{2}-\d{2}|\d{3} \d{3}|[Gg]-\d{6}"
)
_GROUPS = re.compile(r"(?=[^\d]{0,24}\d)(?=[\d-]{0,24}[A-Za-z])[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){1,7}")
_OF_A_SYSTEM = re.compile(r"[A-Z]{1,8}\d{0,3}_\w")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SLUG = re.compile(r"[^\W\d_]{3,20}(?:[-._&+][^\W\d_]{2,20}){1,5}")
_PLAIN = re.compile(r"[^\W\d_]{5,30}")
_LONGEST = 80
_NO_VALUE = re.compile(
    r"@[\w.-]{1,60}:\d{2,5}$|=[^;]{0,80};|://|^--|=$|^[A-Za-z]{2,20}/\d[\d.]{0,10}$|\.[a-z]{1,5}:\d{1,6}$"
)
"""Of settings, addresses, options, programs with their versions, and places in source code."""
_FILE = re.compile(r"\.[a-z]{2,5}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(
    r" ?(?:times|minutes|seconds|min|mal|fois|veces|users|people|personen|personnes|personas|%|€|eur|gb|mb|km|days|tage|jours|d[ií]as"
    r"|uhr|h)\b"
)
_OF_USERS = re.compile(
    r"\b(?:users|accounts|logins|benutzer|konten|utilisateurs|comptes|usuarios|cuentas)\b[^.;:\n]{0,50}$"
)
_OF_A_USER_NAME = re.compile(
    r"\b(?:user ?name|sign-in name|log-?in name|user ?id|account name|benutzername|anmeldename|nom d['’]utilisateur|nombre de usuario)"
    r"\b[^.;:\n]{0,50}$"
)
_SECRET_LABEL = re.compile(r"(?:cred|pass|pwd?|secret|token|auth|key)s?$")
_OTHER_LABEL = re.compile(r"(?:id|user|name|host|url|uri|type|agent|policy)$")
_SENTENCE = re.compile(r"[.!?]\s|\n")

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
    enter enters entered entering type types typed typing keyed put puts try tries tried use uses used using tapé saisi entré mis
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
_ARTICLES = frozenset(
    """
    the a an le la les el los il lo das die der den dem een het o um my our your in it simply just plain really honestly only
    probably einfach wirklich schlicht nur noch wohl simplement vraiment juste encore simplemente solo sólo realmente todavía aún
    """.split()
)
_THINGS = frozenset(
    """
    ticket order bestellung auftrag invoice rechnung version build model modell room raum salle sala host hostname server error
    fehler erreur exit status policy release asset serial sku article artikel product produkt po req case flight train zug tracking
    customer employee vendor extension ext ext. port vlan meeting id branch commit hash sha image from user username benutzer
    kennung usuario identifiant login account konto laptop pc printer device machine site building ssid network called named
    commande facture pedido factura impresora imprimante drucker on at in auf file template incidencia least mindestens min
    max nach ab bis until since seit depuis desde page line zeile ligne number nr no list group gruppe groupe grupo folder ordner
    dossier carpeta stick usb labelled labeled share freigabe laufwerk partage project projekt projet proyecto pool team role rolle
    table queue job index variant transaction plate container form formular formulaire formulario drive bay app firmware driver
    """.split()
)

_WITHIN = 160
"""Characters between a word and what is spoken of before it; behind it, half as many."""


def candidates(text: str) -> Iterator[Candidate]:
    """The words of a text that may be secrets because access is spoken of near them."""
    low = folded(text)
    codes = [found.span() for found in _CODE.finditer(low) if not _is_other_code(low, found)]
    names = [found.span() for found in _NAME.finditer(low) if not _is_talk(low, found)]
    taken = {at for start, end in codes for at in range(start, end) if not low.startswith("token", start)}
    names = [(start, end) for start, end in names if start not in taken and end - 1 not in taken]
    ends = {end for _, end in names}
    others = (
        ("login", _LOGIN),
        ("door", _DOOR),
        ("hint", _HINT),
        ("slip", _SLIP),
        ("shut", _SHUT),
        ("refused", _REFUSED),
    )
    topics = (("name", names), ("code", codes), *((topic, _spans(pattern, low)) for topic, pattern in others))
    technical = len(re.findall(r"[{}=<>$|]", text)) > 4  # noqa: PLR2004 - a log or a piece of code, where signs name all and everything
    for start, end in _words(text):
        shape = _shape(text[start:end])
        link = _link(text, low, start) if shape else frozenset()
        if shape == "digits" and _UNIT.match(low, end):
            continue
        adjacent = start - 1 in ends
        if not shape or (shape == "word" and link <= {"first", "unlinked", "article"} and not adjacent):
            continue
        near, is_code = _near(topics, low, start, end)
        if near or shape in ("strong", "mixed"):
            near = near or ["nothing near"]
            traits = {shape, *link, *near, *_looks(text[start:end]), *(f"{shape} {each}" for each in (*near, *link))}
            traits |= {f"{how}, {each}" for how in link & _TELLING for each in near}
            traits |= {"adjacent", f"{shape} adjacent"} if adjacent else set()
            traits |= {"between commas"} if "comma" in link and text[end : end + 1] == "," else set()
            traits |= {"in brackets"} if text[start - 1 : start] == "(" and text[end : end + 1] == ")" else set()
            traits |= {"entered behind"} if _ENTERED_BEHIND.intersection(low[end : end + 24].split()[:2]) else set()
            traits |= {"technical"} if technical else set()
            yield Candidate(start, end, frozenset(traits), is_code)


def _spans(pattern: re.Pattern[str], low: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(low)]


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, without brackets around them and without what names them in the same word."""
    for found in _WORD.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip("('‘*"))
        named = _PART.match(text, start, trimmed(text, start, found.end()))
        start = named.end() if named else start
        yield start, trimmed(text, start, found.end())
    yield from (found.span() for found in _SPACED.finditer(text))


def _shape(value: str) -> str:
    """What a word looks like; empty for one that nobody would take for a secret."""
    if len(value) > _LONGEST or _NO_VALUE.search(value):
        return ""
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
    """How a word is introduced: by the word or the sign before it."""
    before = low[max(0, start - 60) : start]
    quoted = bool(re.search(r"[(\"'“„«`]$", before))
    bare = before.rstrip("([\"'“„«`* ")
    words = bare.replace("’", "'").split()
    links = {"quoted"} if quoted else set()
    if any(word.strip(".:#,\"'()") in _THINGS for word in words[-5:]):
        links.add("a thing near")
    while words and words[-1] in _ARTICLES and "quoted" not in links:
        words.pop()
        links.add("article")
    last = words[-1] if words else ""
    if (
        text[start - 1 : start] in ("=", ":", "/")
        or last.endswith((":", "=", "->", "=>", "→"))
        or last in ("-", "–", "—")
    ):
        label = re.sub(r"[:=>→\"'\s–—-]{1,6}$", "", bare)[-60:]
        slash = text[start - 1 : start] == "/"
        links.add("slash" if slash else "assigned")
        is_named = any(
            pattern.search(label) for pattern in (_NAME, _CODE, _LOGIN, _DOOR, _SLIP, _SHUT)
        ) and not _OTHER_LABEL.search(label)
        if _SECRET_LABEL.search(label):
            links.add("label of a secret")
        elif not slash and not is_named:
            links.add("labelled as something else")
    elif last in ("/", "|"):
        links.add("slash")
    elif last in _IS or last.endswith("'s"):
        links.add("is")
    elif last in _ENTERED:
        links.add("entered")
    elif last in _WITH:
        links.add("with")
    elif last in _TAKES:
        links.add("takes")
    elif last in _AND:
        links.add("and")
    elif last.endswith(","):
        links.add("comma")
    elif not last or last.endswith((".", "!", "?")):
        links.add("first")
    else:
        links.add("unlinked")
    if _OF_USERS.search(before):
        links.add("of users")
    if _OF_A_USER_NAME.search(before):
        links.add("of a user name")
    if any(word.rstrip(".:#,") in _THINGS for word in words[-2 if last in _IS else -1 :]):
        links.add("of a thing")
    return frozenset(links)


def _near(
    topics: tuple[tuple[str, list[tuple[int, int]]], ...], low: str, start: int, end: int
) -> tuple[list[str], bool]:
    """How far from a word passwords, codes and access are spoken of, and whether a code is nearest."""
    near: list[str] = []
    nearest: dict[str, int] = {}
    for topic, spans in topics:
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


def _is_other_code(low: str, found: re.Match[str]) -> bool:
    return bool(
        _OTHER_CODE.search(low, max(0, found.start() - 16), found.start())
        or _OTHER_CODE_BEHIND.match(low, found.end())
        or low.startswith(('"code":', '"code" :'), found.start() - 1)  # of an answer in JSON
    )


def _is_talk(low: str, found: re.Match[str]) -> bool:
    return bool(
        (found[0].endswith("key") and _OTHER_KEY_BEHIND.match(low, found.end()))
        or _TALK.match(low, found.end())
        or _OTHER_KEY.search(low, max(0, found.end() - 30), found.end())
    )
