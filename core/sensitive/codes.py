"""Codes by the door that they open, or by who sends, shows or asks for them: `use code … at the gate`, `the app shows …`."""

from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, fold
from core.sensitive.phrases import CODES

_DOOR = (
    r"doors?|gate|alarm|keypad|entrance|safe|locker|padlock|lobby|barrier|(?:tief)?garage|turnstile|cabinet|lift|elevator|server room"
    r"|t[uü]r|tor|schranke"
    r"|tresor|eingang|zahlenschloss|spind|schrank|drehkreuz|casier|cadenas|taquilla|candado|armadietto|lucchetto|tornello"
    r"|porte|portail|portillon|entr[eé]e|coffre|digicode|puerta|entrada|caja fuerte|porta|port[aã]o|cofre|cancello|ingresso"
    r"|cassaforte|deur"
    r"|poort|ingang|kluis|hek"
)
_AT_A_DOOR = compile_late(rf"\b(?:{_DOOR}|digicode)\b")
_NOT_OF_A_DOOR = compile_late(
    r"\b(?:error|exit|status|response|return|result|stop|fault|reason|post|postal|area|zip|cost|country|product|discount|promo"
    r"|colou?r|bar|qr"
    r"|source|event|failure) $"
)
_DOOR_CODE = compile_late(
    rf"\b(?:(?:{_DOOR})[^\n.!?]{{0,60}}?\s)?(?P<noun>codes?|c[oó]digo|codice|digicode|combination|kombination|combinaison"
    rf"|combinaci[oó]n|combinazione|combinatie)(?!-| of conduct| review)"
    rf"(?: (?:(?:f[uü]r|for|of|to|at|an|de|du|del|della|do|da|van|zur?|zum) )?(?:(?:the|die|das|der|la|le|el|il|lo|de|het|a|o) "
    rf"|l['’])?(?:{_DOOR}))?"
    rf"(?:[^\n.!?:\d]{{0,45}}? (?:is|was|ist|war|est|es|era|é|è|c['’]était|from|to|de|von|auf|lautet|reads)(?: (?:now|jetzt|(?:ab"
    rf"|from|as of) [a-z]{{4,10}}|[aà] partir de [a-z]{{4,10}}|desde el [a-z]{{4,10}}))?)?,?[ :]{{1,3}}"
    rf"(?P<code>\d{{1,2}}(?:-\d{{1,2}}){{2,7}}"
    rf"|(?=\w{{3}})(?=[a-z]{{0,2}}\d)[a-z]{{0,2}}\d{{2,8}}[a-z]?\d{{0,3}}[#*]?)(?![\w-])(?=(?P<behind>[^\n.!?]{{0,60}}?\b(?:{_DOOR})\b)?)"
)
_CODE_USED = compile_late(
    r"\b(?:code|c[oó]digo|codice),? (?:that |which |que |che |den |die |qu['’])?(?:(?:we|i|you|they|everybody|wir|ich|on|nous|alle|sempre"
    r"|siempre|always"
    r"|immer) ){1,2}(?:(?:all|always|immer|toujours) )?(?:use|used|sent|got|received|nehmen|nehme|benutzen|utilise|utilisons"
    r"|usamos|uso|usiamo|gebruiken)"
    r"(?: (?:is|was|ist|war|est|es|é|è)|[\"”]?:) (\d{4,8})(?![\w-]|[.,:]\d)"
)
_KEYPAD = compile_late(
    r"\b(?:keypad|door|gate|alarm|safe|tastenfeld|t[uü]r|tor|alarmanlage|tresor|clavier|digicode|porte|teclado|puerta|tastiera)"
    r" (?:takes|accepts|rejects|refuses|wants|nimmt|verweigert|accepte|refuse|acepta|rechaza|accetta|rifiuta)"
    r" (?:the code |my |den code |le code |el c[oó]digo )?(\d{4,8}#?)(?![\w-]|[.,:]\d| [a-z]{3,12}s\b)"
)
_CHANGED_TO = compile_late(r" (?:to|à|and|or|not|auf|und|oder|nicht|en|et|a|y|e|o) (\d{3,8})(?![\w-]|[.,:]\d)")
_CODE_NAME = compile_late(
    rf"(?<![^\W_])(?:{CODES})(?![^\W_])"
    r"|\b(?:text|sms|e-?mail)[ -]?(?:message|nachricht)?|\b(?:textbericht|mensaje de texto|messaggio)"
    r"|\b(?:code|c[oó]digo|codice) (?:from|in|by|aus|par|du|de|del|dal|van|uit) (?:the |my |der |dem |de |la |el "
    r"|meiner? )?(?:sms|app|authenticator"
    r"|text|e-?mail|token|phone)|\bauthenticator(?: app)?|\btoken(?= (?:zeigt|shows|says|displays|affiche|muestra|mostra|toont))|\bsms"
    r"|\b(?:four|six|eight|[468])[- ]digits?\b|\bvier ziffern|\bquatre chiffres|\bcuatro d[ií]gitos|\b(?:wants?"
    r"|asks?(?: me)?(?: for)?|needs?|vraagt(?: om)?|verlangt|will|demande|pide|pede|chiede)(?: (?:a|an|the|my|einen?"
    r"|een|un|um|het|el|le))?"
    r"(?: [a-z]{2,12})? (?:code|c[oó]digo|codice)\b"
)
_CODE_TOLD = compile_late(
    r"[^\n]{0,110}?\b(?:tr(?:ied|y)|enter|type|gebe|tippe|tape|typed(?: in)?|entered|used?|then|with|shows?|showed|says?|said"
    r"|left(?: us)?|got|gave us"
    r"|gives?|gave|zeigt|sagt|affiche"
    r"|muestra|dice|mostra|toont|zegt|used to be|was(?: het)?|is|it['’]s|war(?: es)?|probiert|genommen|essay[eé]|tap[eé]|saisi"
    r"|[eé]tait|c['’]est|puse|prob[eé]|era|usei|digitei|inserito|provato|geprobeerd)"
    r"(?: (?:it|es|het|ce|the|my|o|a|el|la|il|le|den|die|das|de|old|default|first|both|code|mit|mal))?:? ((?:[a-z]-)?\d{4,8}"
    r"|\d{3} \d{3})(?![\w#]|[ ./:,-]\d|%"
    r"| ?(?:times|minutes|seconds|min|mal|fois|veces|x)\b)"
)
_CODE_BY = compile_late(
    r"\b(?:texted|sms|sent|mailed|emailed)(?: me| us| him| her)?(?: the)?(?: code)? (g-\d{6}|\d{6}|\d{3} \d{3})(?![\w-]|[.,:]?\d"
    r"| (?:mails?|e-?mails"
    r"|messages|invoices|letters|files|records|rows))"
    r"|\b(?:code|c[oó]digo|codice) (\d{4,8}|\d{3}[ -]\d{3}) (?:from|in|by|via|aus|par|por|per|da|dal|van|uit|with|mit) (?:the "
    r"|my |der |dem "
    r"|de |la |el |einer? |an? |l['’])?(?:sms|text|app|authenticator|e-?mail|mail|phone)\b"
)
_OF_RECOVERY = compile_late(
    r"\b(?:recovery|backup|rescue|scratch|emergency|wiederherstellungs|backup-?|notfall|ersatz|herstel|reserve|back-up)[ -]?codes?\b"
    r"|\b(?:2fa|mfa)[^\n]{0,60}\b(?:codes|c[oó]digos)\b|\bcodes? de (?:secours|r[eé]cup[eé]ration|respaldo|recuperaci[oó]n)"
    r"|\bc[oó]digos? de (?:respaldo|recuperaci[oó]n|seguridad"
    r"|recupera[cç][aã]o|backup)|\bcodic[ei] di (?:backup|recupero|ripristino)"
)
_RECOVERY_CODE = compile_late(
    r"(?<![\w-])(?=[a-z-]{0,24}\d)[a-z0-9]{4,6}(?:-[a-z0-9]{4,6}){1,7}(?![\w-])|(?<![\w-])\d{4} \d{4}(?![\w-]| \d)"
)
_OF_GOOGLE = compile_late(r"\b(g-\d{6})(?=[^\n]{0,30}\b(?:google|sms|code|c[oó]digo|verif\w{1,9}|phone|handy)\b)")
_RECOVERY_WITHIN = 240
_YEAR = compile_late(r"(?:19|20)\d\d")


def codes(text: str) -> Iterator[Finding]:
    """Codes of doors and devices, and those that are sent to telephones."""
    low = fold(text)
    for code in _DOOR_CODE.finditer(low):
        at = code.start("noun")
        of_a_door = code["behind"] or _AT_A_DOOR.search(code[0])
        if of_a_door and not _NOT_OF_A_DOOR.search(low, max(0, at - 12), at):
            yield Finding("a code", *code.span("code"))
            changed = _CHANGED_TO.match(low, code.end("code"))
            if changed:
                yield Finding("a code", *changed.span(1))
    for code in (*_KEYPAD.finditer(low), *_CODE_USED.finditer(low), *_CODE_BY.finditer(low)):
        yield Finding("a code", *code.span(code.lastindex or 0))
    for code in _OF_GOOGLE.finditer(low):
        yield Finding("a code", *code.span())
    for named in _OF_RECOVERY.finditer(low):
        for code in _RECOVERY_CODE.finditer(low, named.end(), named.end() + _RECOVERY_WITHIN):
            yield Finding("a code", *code.span())
    for named in _CODE_NAME.finditer(low):
        told = _CODE_TOLD.match(low, named.end())
        if told and not _YEAR.fullmatch(told[1]):
            yield Finding("a code", *told.span(1))
