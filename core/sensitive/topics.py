"""What is spoken of in a text that a secret may stand near: passwords, codes, doors, logins, and what people do with them."""

import re

from core.patterns import compile_late
from core.sensitive.phrases import CODES, NAMES, OTHER_KEYS, THINGS

Spans = list[tuple[int, int]]

_KEYS = r"(?:key|code|psk|schl[uü]ssel|cl[eé]|clave|chiave|chave|sleutel)"
_NETWORK = r"(?:wi-?fi|[^\W\d_]{0,10}wlan|(?:guest )?network|netz(?:werk)?|r[eé]seau|red|rete|rede|netwerk)"
_NAME = compile_late(
    rf"(?=[a-zł])(?:{NAMES})|\b{_KEYS}(?=[^\n.!?]{{0,30}}\b{_NETWORK}\b)|\b{_NETWORK}\b[^\n.!?]{{0,50}}?\b{_KEYS}\b"
    r"|\bsnmp[^\n]{0,12}\bcommunity\b"
)
_CODE = compile_late(
    rf"(?<![^\W_])(?:{CODES}|(?!post|error|fehler|zip|area|status|exit|source|promo|product|länder|lander|bar|qr|quell)"
    r"[^\W\d_]{0,16}(?:codes?|codice|c[oó]digo|kod[uy]?|kombination)|combinations?|combinaison|combinaci[oó]n"
    r"|combinazione"
    r"|combinatie|cvv|cvc|sms|(?:tokens?|authenticator|host key)(?!_))(?![^\W_])"
)
_OTHER_CODE = compile_late(
    r"\b(?:error|failure|fault|exit|status|response|return|result|reason|stop|post(?:al)?|area|zip|cost|country"
    r"|product|project"
    r"|discount|promo|voucher|colou?r|bar|qr|source|event|employee|customer|item|tax|reference|booking|budget|charge"
    r"|department|team|job|order|activity|task|work|airport|airline|iata|hs|gl|sap|account|dial(?:ling)?|swift|dress) $"
)
_OTHER_CODE_BEHIND = compile_late(
    r" (?:of conduct|review|base|freeze|snippet|block|erreur|(?:d['’]|de |du |di |des )(?:erreur|error|errore|erro"
    r"|article|produit"
    r"|producto|produto|prodotto|projet|proyecto|projeto|progetto|conduite|conducta|conduta|condotta|barras|barres"
    r"|barre|pa[ií]s|pays"
    r"|postal)|postal|progetto|article|art[ií]culo|produit)\b"
)
_LOGIN = compile_late(
    r"(?<![^\W_])(?:wi-?fi|[^\W\d_]{0,10}wlan|ssid|psk|hotspot|(?:guest )?network|netzwerk|r[eé]seau|red de"
    r"|log(?:ged|ging|s)?[ -]?(?:in|on)"
    r"|sign(?:ed|ing|s)?[ -]?in|locked|unlock[a-z]{0,3}|gesperrt|sperr[a-z]{0,5}|anmeld[a-z]{0,6}|einlog[a-z]{0,3}"
    r"|bloqu[^\W\d_]{1,6}|blocca[a-z]{1,4}|verrouill[^\W\d_]{1,4}|connexion|connect[^\W\d_]{0,5}|identif[a-z]{1,8}"
    r"|iniciar sesi[oó]n|sesi[oó]n|session|entrar|entramos|entran?|entro|meld(?:e|en) (?:mich|uns)|acceder|accesso"
    r"|acc[eè]so?|credentials|account|konto|compte|cuenta|rejected"
    r"|incorrect[a-z]{0,2}|typ(?:ed|ing)|tap[eé]|getippt|user(?:name)?|benutzer|kennung|usuario|identifiant|utilisateur"
    r"|admin[a-z]{0,10}|root|guest|basic(?: auth)?|mfa|2fa|sms|vpn|schl[uü]ssel|cl[eé]|clave|chiave|seed|get in)(?![^\W_])"
)
_DOOR = compile_late(
    r"(?<![^\W_])(?:keypad|digicode|doors?|(?<!f)gate|alarm[a-z]{0,7}|safe|(?:door|gate|front|bike)?lock|locker"
    r"|padlock|spind|(?:vorh[aä]nge|fahrrad)?schloss|candado|cadenas|lucchetto|hangslot|taquilla|casier|tresor"
    r"|[^\W\d_]{0,12}t[uü]r[a-z]{0,6}|barrier|pad|copier|override|kopierer|drucker|photocopieuse|imprimante"
    r"|fotocopiadora|(?:hof|werks?|garagen|roll)?tor|schranke|porte|portail|puerta|porta|port[aã]o|coffre"
    r"|caja fuerte|cassaforte|cancello|deur|kluis"
    r"|entrance|entr[eé]e|eingang|entrada|ingresso|voicemail|tablet|phone|handy|badge|sim)(?![^\W_])"
)
_HINT = compile_late(
    r"(?<![^\W_])(?:chang(?:ed|é)|ge[aä]ndert|cambiad[oa]|reset|temp(?:orary)?"
    r"|vorl[aä]ufiges?|provis(?:oire|orio)|provisional|temporal|mine|meins|le mien|forever|everything|everywhere"
    r"|[uü]berall|partout"
    r"|para todo|phishing|leak(?:ed)?|remember|typ(?:e|ed|ing)|too weak|since forever|as usual|wie immer|shared"
    r"|gemeinsam[a-z]{0,2}"
    r"|partag[eé]e?|compartid[oa]|sync|expired|abgelaufen|expir[eé]e?|caducad[oa]|authenticator|old one"
    r"|new one)(?![^\W_])"
)
_SLIP = compile_late(
    r"(?<![^\W_])(?:post-?its?|stickers?|stuck|taped|note|label|envelope|card|laminated|whiteboard|flipchart|zettel"
    r"|aufkleber|schild"
    r"|umschlag|papel|pegatina|cartel|papier|[eé]tiquette|autocollant|tableau blanc|pizarra|hand-?written|written"
    r"|wrote|left|laiss[eé]|dej[oó]|hinterlassen|noted|notiert|geschrieben"
    r"|[eé]crit|escrito|biglietto|foglietto|briefje)(?![^\W_])"
)
"""What passwords are written on."""
_REFUSED = compile_late(
    r"(?<![^\W_])(?:wrong|incorrect[a-z]{0,2}|refus[^\W\d_]{1,4}|reject[a-z]{1,3}|denied|invalid|no luck|thrown out"
    r"|kicked out|red cross"
    r"|says? (?:no|it['’]s wrong)|not accept[a-z]{0,3}|accept[a-z]{0,3}|doesn['’]t (?:work|open|take|like)|won['’]t"
    r"|fails?|failed"
    r"|ung[uü]ltig|falsch|geht (?:auch )?nicht|nimmt|verweigert|abgelehnt|ne (?:marche|passe|fonctionne|va)"
    r"|refus[eé]e?|rechaza|no (?:va"
    r"|vale|entra|funciona|acepta|deja|abre|lo coge)|nada|tampoco|error|beep[a-z]{0,2}|piept|bip[ea]|pita|blinkt|red"
    r"|rot)(?![^\W_])"
)
"""What people complain of when a password is not taken."""
_SHUT = compile_late(
    r"(?<![^\W_])(?:zip|pdf|excel|spreadsheet|workbook|classeur|archive?|fichier|fichero|datei|keepass|vault|bios"
    r"|vnc|usb|disk"
    r"|encrypted|protected|verschl[uü]sselt|gesch[uü]tzt|prot[eé]g[eé]e?|protegid[oa]|opens?|opened|[oö]ffne[nt]"
    r"|aufmachen|ouvrir|ouvre"
    r"|abrir|abre|unlocks?|d[eé]verrouille|desbloquea)(?![^\W_])"
)
"""What passwords open."""
_TALK = compile_late(THINGS)
_OTHER_KEY = compile_late(OTHER_KEYS)
_OTHER_KEY_BEHIND = compile_late(
    r" (?:values?|figures?|users?|accounts?|dates?|results?|performance|indicators?|words?|board|persons?|contacts?"
    r"|points?|issues?"
    r"|part|factor|takeaways?|cards?)\b"
)
_OTHERS = (
    ("login", _LOGIN),
    ("door", _DOOR),
    ("hint", _HINT),
    ("slip", _SLIP),
    ("shut", _SHUT),
    ("refused", _REFUSED),
)


def topics(low: str) -> tuple[tuple[str, Spans], ...]:
    """Where each of the topics is spoken of in a text in small letters, from left to right."""
    codes = [found.span() for found in _CODE.finditer(low) if not _is_other_code(low, found)]
    names = [found.span() for found in _NAME.finditer(low) if not _is_talk(low, found)]
    taken = {at for start, end in codes for at in range(start, end) if not low.startswith("token", start)}
    names = [(start, end) for start, end in names if start not in taken and end - 1 not in taken]
    others = ((topic, [found.span() for found in pattern.finditer(low)]) for topic, pattern in _OTHERS)
    return ("name", names), ("code", codes), *others


def is_topic(label: str) -> bool:
    """Whether what stands before a colon or an equals sign speaks of something that has a secret."""
    return any(pattern.search(label) for pattern in (_NAME, _CODE, _LOGIN, _DOOR, _SLIP, _SHUT))


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
