"""Passwords and codes that are told in passing, without a name before them: `I typed in …`, `use code … at the door`."""

import re
from collections.abc import Iterator

from core.sensitive.finding import Finding, folded
from core.sensitive.phrases import CODES
from core.sensitive.words import SHORTEST, is_mixed, is_said_of, is_strong, strong_words, trimmed, word_at

_NEAR = 60

_ENTERED = re.compile(
    r"\b(?:it['’]s still|was always|still use|typed?|typing|enter(?:ed|ing|s)?|keyed|punched|put|us(?:e|ed|es|ing)|tr(?:y|ied|ying)|log(?:ged|ging)? (?:in|on)"
    r"|sign(?:ed|ing)? in"
    r"|get in|got in|gets in|let me in|tipp(?:e|te)|gebe|gab|nehme|nahm|nutze|benutze|melde|logge|tap(?:e|é)|saisi[es]?|entr[eé]"
    r"|mis|utilis[eé]"
    r"|essay[eé]|rentr[eé]|puse|pongo|puesto|meto|met[ií]|tecle[eé]|tecleado|escrib[ií]|introduje|introducido|ingres[eé]|us[eéo]"
    r"|usado|usei"
    r"|digit(?:ei|o|ato)|coloquei|inseri|inserito|tentei|scritto|messo|metto|usato|provato|prob[eé]|probado|ingetypt|ingevuld"
    r"|ingevoerd|typ"
    r"|gebruik|gebruikt|geprobeerd|vul|neem|with|mit|avec|con|com|met)"
    r"(?:,? (?:in|it|with|mit|the|my|as|avec|con|com|met|le|la|el|il|het|de|a|o|en|als|wie|immer|always|usual|old|new|again|just"
    r"|both|und|also|then"
    r"|first|even)){0,4}"
    r"(?: [^.;!?\n]{1,45}, so)?[:,]?\s[\"'“„«(`]?$"
)
"""Before a password, what somebody did with it."""
_BEEN_ENTERED = re.compile(
    r"[\"'”“»)`]?,? (?:eingegeben|eingetippt|probiert|versucht|benutzt|genommen|ingetypt|ingevuld|ingevoerd|gebruikt|geprobeerd"
    r"|ein\b|in\b[.,]?"
    r"|as (?:always|usual)|like always|wie immer|comme (?:toujours|d['’]habitude)|como (?:siempre|sempre)|come (?:sempre"
    r"|al solito)|zoals altijd)"
)
"""The same, behind it."""
_LET_IN = re.compile(
    r"\b(?:locked out|log(?:ged|ging|s)?[ -]?in|log ?on|sign(?:ed|ing|s)?[ -]?in|gesperrt|anmeld\w{0,6}|einlogg\w{0,3}|connexion"
    r"|me connect\w{1,3}"
    r"|identif\w{1,8}|iniciar sesi[oó]n|inicio sesi[oó]n|inlogg?\w{0,4}|aanmeld\w{0,4}|accesso|unlock|shared account|account"
    r"|komme|rein|marche|entrar\w{0,2}|entro|acceder"
    r"|kom ik|erin|get in|lets? (?:me|us|him|her) in|works)\b"
)
_TELLS = re.compile(
    r"\b(?:told (?:me|us|him|her|them)|gave (?:me|us|him|her|them)|said|says|reads|steht|stand|gesagt|it['’]s|it is|it was|so"
    r"|mine|ours|(?:note|post-?it|sticker|paper|label|envelope|zettel|whiteboard)(?=[,:])|es war|war es|es ist|c['’](?:est|[eé]tait)|m['’]a dit|on met|nous mettons|era|es|siempre (?:hemos puesto|era|es)"
    r"|dice|dijo|pone|puesto|sempre (?:usamos|foi|messo)|diz|disse|usei|usamos|dice|detto|het is|het was|zei|staat)"
    r"(?: (?:still|always|just|once|immer|noch|toujours|encore|siempre|sempre|altijd|nog))?[:,]? [\"'“„«‘(]?"
)
"""What stands before a password of which the sentence before spoke."""
_SPOKEN_OF = re.compile(
    r"passwor[dt]|kennwort|passcode|passphrase|\bpw\b|\bmdp\b|mot de passe|contrase[nñ]a|\bclave\b|\bsenha|palavra-passe"
    r"|\bparola d|wachtwoord|\b(?:mine|ours|meine?s|unseres|le mien|le n[oô]tre|el m[ií]o|la m[ií]a|o meu|a minha|il mio|la mia)\b"
)
_SPOKEN_OF_WITHIN = 130
_HOST = re.compile(r"[a-z]{1,12}(?:-[a-z0-9]{1,12}){0,4}-[a-z]{0,8}\d{0,3}|[\w-]{1,40}(?:\.[a-z][\w-]{1,40}){1,5}")

_GIVEN_AWAY = re.compile(
    r"\b(?:told|tell|gave|give|given|sent|send|shared|wrote|texted|mailed|verraten|gegeben|geschickt|gesagt|donn[eé]|dit|envoy[eé]"
    r"|dicho|dado|enviado|dato|detto|gegeven|gestuurd)\b[^.;!?\n]{0,40} (?:my|our|the|his|her|mein|unser|das|mon|notre|le|mi|la|minha"
    r"|a|mia|mijn|het) (?:old |new |own )?(?:password|pw|passwort|kennwort|mot de passe|mdp|contrase[nñ]a|clave|senha|wachtwoord),"
    r" ([^\s,.;:!?\"]{4,40}),"
)
"""A password between commas behind its name, in a sentence on giving it away."""

_WIFI_KEY = re.compile(
    r"\b(?:wi-?fi|wlans?|ssid|hotspot|wireless|red|rete|r[eé]seau|rede|netwerk)\b[^\n]{0,60}?\b(?:key|code|schl[uü]ssel|cl[eé]|clave"
    r"|chiave|chave|sleutel)(?: (?:on|auf|am|sur|en|sul|no|na|op)(?: [^\s.,;:]{1,15}){1,3})?"
    r"(?:\s?[:=]| is| reads| says| ist| lautet| steht| est| es| é| è|,)? [\"'“„«]?([^\s\"'”“»,;]{6,60})"
)

_USED_TO_BE = re.compile(
    r"\b(?:what|which|the one|the same|celui|celle|lo que|o que|quello|wat|was) (?:we|i|he|she|they|everybody|everyone|you|wir"
    r"|ich|on|nous|je|usamos"
    r"|usiamo|we) (?:all |always |still )?"
    r"(?:use[ds]?|typed?|enter(?:ed)?|tried|have|had|nehmen|benutzen|utilis\w{1,5}|met\w{0,4})(?: [a-z]{1,10}){0,2} (?:was|is|ist"
    r"|war|est|était|es|é|è)"
    r"[:,]? [\"'“„]?([^\s\"'”“,;]{5,60})"
)

_DOOR = (
    r"doors?|gate|alarm|keypad|entrance|safe|locker|padlock|lobby|barrier|garage|lift|elevator|server room|t[uü]r|tor|schranke"
    r"|tresor|eingang"
    r"|porte|portail|portillon|entr[eé]e|coffre|digicode|puerta|entrada|caja fuerte|porta|port[aã]o|cofre|cancello|ingresso"
    r"|cassaforte|deur"
    r"|poort|ingang|kluis|hek"
)
_AT_A_DOOR = re.compile(rf"\b(?:{_DOOR}|digicode)\b")
_NOT_OF_A_DOOR = re.compile(
    r"\b(?:error|exit|status|response|return|result|stop|fault|reason|post|postal|area|zip|cost|country|product|discount|promo"
    r"|colou?r|bar|qr"
    r"|source|event|failure) $"
)
_DOOR_CODE = re.compile(
    rf"\b(?:(?:{_DOOR})[^\n.!?]{{0,60}}?\s)?(?P<noun>codes?|c[oó]digo|codice|digicode|combination|kombination|combinaison"
    rf"|combinaci[oó]n|combinazione|combinatie)(?!-| of conduct| review)"
    rf"(?: (?:(?:f[uü]r|for|of|to|at|an|de|du|del|della|do|da|van|zur?|zum) )?(?:(?:the|die|das|der|la|le|el|il|lo|de|het|a|o) "
    rf"|l['’])?(?:{_DOOR}))?"
    rf"(?:[^\n.!?:\d]{{0,45}}? (?:is|was|ist|war|est|es|era|é|è|c['’]était|from|to|von|auf|lautet|reads)(?: (?:now|jetzt|(?:ab|from|as of) [a-z]{{4,10}}|[aà] partir de [a-z]{{4,10}}|desde el [a-z]{{4,10}}))?)?,?[ :]{{1,3}}"
    rf"(?P<code>\d{{1,2}}(?:-\d{{1,2}}){{2,7}}|(?=\w{{3}})(?=[a-z]{{0,2}}\d)[a-z]{{0,2}}\d{{2,8}}[a-z]?\d{{0,3}}[#*]?)(?![\w-])(?=(?P<behind>[^\n.!?]{{0,60}}?\b(?:{_DOOR})\b)?)"
)

_KEYPAD = re.compile(
    r"\b(?:keypad|door|gate|alarm|safe|tastenfeld|t[uü]r|tor|alarmanlage|tresor|clavier|digicode|porte|teclado|puerta|tastiera)"
    r" (?:takes|accepts|rejects|refuses|wants|nimmt|verweigert|accepte|refuse|acepta|rechaza|accetta|rifiuta)"
    r" (?:the code |my |den code |le code |el c[oó]digo )?(\d{4,8}#?)(?![\w-]|[.,:]\d| [a-z]{3,12}s\b)"
)
_FROM_TO = re.compile(
    r"\b(?:chang\w{1,3}|reset|switched|went|ge[aä]ndert|wechsel\w{1,3}|chang\w{1,4}|cambi\w{1,4}|alter\w{1,4}|mud\w{1,4}|passwor[dt]e?|gewijzigd)\b"
    r"[^.;!?\n]{0,30}? (?:from|von|de|da|desde|van) [\"'“„]?([^\s\"'“”]{4,40})[\"'”]? (?:to|auf|zu|a|à|en|in|naar|para) [\"'“„]?([^\s\"'“”]{4,40})"
)
_QUOTED = re.compile(r"(?<!\w)[\"“„'‘`]([^\s\"“”„'‘’`]{5,40})[\"”“'’`](?!\w)")
_CHANGED_TO = re.compile(r" (?:to|and|or|not|auf|und|oder|nicht|en|et|a|y|e|o) (\d{3,8})(?![\w-]|[.,:]\d)")

_CODE_NAME = re.compile(
    rf"(?<![^\W_])(?:{CODES})(?![^\W_])"
    r"|\b(?:text|sms|e-?mail)[ -]?(?:message|nachricht)?|\b(?:textbericht|mensaje de texto|messaggio)"
    r"|\b(?:code|c[oó]digo|codice) (?:from|in|by|aus|par|du|de|del|dal|van|uit) (?:the |my |der |dem |de |la |el "
    r"|meiner? )?(?:sms|app|authenticator"
    r"|text|e-?mail|token|phone)|\bauthenticator(?: app)?|\bsms"
    r"|\b(?:four|six|eight|[468])[- ]digits?\b|\bvier ziffern|\bquatre chiffres|\bcuatro d[ií]gitos|\b(?:wants?|asks?(?: me)?(?: for)?|needs?|vraagt(?: om)?|verlangt|will|demande|pide|pede|chiede)(?: (?:a|an|the|my|einen?"
    r"|een|un|um|het|el|le))?"
    r"(?: [a-z]{2,12})? (?:code|c[oó]digo|codice)\b"
)
_CODE_TOLD = re.compile(
    r"[^\n]{0,110}?\b(?:tr(?:ied|y)|enter|type|gebe|tippe|tape|typed(?: in)?|entered|used?|then|with|shows?|showed|says?|said|left(?: us)?|got|gave us"
    r"|gives?|gave|zeigt|sagt|affiche"
    r"|muestra|dice|mostra|toont|zegt|used to be|was(?: het)?|is|it['’]s|war(?: es)?|probiert|genommen|essay[eé]|tap[eé]|saisi"
    r"|[eé]tait|c['’]est|puse|prob[eé]|era|usei|digitei|inserito|provato|geprobeerd)"
    r"(?: (?:it|es|het|ce|the|my|o|a|el|la|il|le|den|die|das|de|old|default|first|both|code|mit|mal))?:? ((?:[a-z]-)?\d{4,8}|\d{3} \d{3})(?![\w#]|[ ./:,-]\d|%"
    r"| ?(?:times|minutes|seconds|min|mal|fois|veces|x)\b)"
)
_CODE_BY = re.compile(
    r"\b(?:texted|sms|sent|mailed|emailed)(?: me| us| him| her)?(?: the)?(?: code)? (g-\d{6}|\d{6}|\d{3} \d{3})(?![\w-]|[.,:]?\d| (?:mails?|e-?mails"
    r"|messages|invoices|letters|files|records|rows))"
    r"|\b(?:code|c[oó]digo|codice) (\d{4,8}|\d{3}[ -]\d{3}) (?:from|in|by|via|aus|par|por|per|da|dal|van|uit|with|mit) (?:the |my |der |dem "
    r"|de |la |el |einer? |an? |l['’])?(?:sms|text|app|authenticator|e-?mail|mail|phone)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def told_in_passing(text: str) -> Iterator[Finding]:
    """Passwords by what was done with them, codes by the door that they open or by what asked for them."""
    low = folded(text)
    for start, end in strong_words(text):
        entered = _ENTERED.search(low, max(0, start - _NEAR), start) or _BEEN_ENTERED.match(low, end)
        if entered and _is_secretive(text, low, start, end):
            yield Finding("a password", start, end)
    for used in _USED_TO_BE.finditer(low):
        start, end = used.start(1), trimmed(text, *used.span(1))
        if is_mixed(text[start:end]) and _LET_IN.search(low, max(0, start - 200), start):
            yield Finding("a password", start, end)
    for told in _TELLS.finditer(low):
        word = word_at(text, told.end())
        value = text[slice(*word)] if word else ""
        spoken_of = _SPOKEN_OF.search(low, max(0, told.start() - _SPOKEN_OF_WITHIN), told.end())
        if word and spoken_of and _is_word_for_one(value) and not _HOST.fullmatch(value):
            yield Finding("a password", *word)
    for given in _GIVEN_AWAY.finditer(low):
        if not is_said_of(text[slice(*given.span(1))]):
            yield Finding("a password", *given.span(1))
    for key in _WIFI_KEY.finditer(low):
        start, end = key.start(1), trimmed(text, *key.span(1))
        if _is_word_for_one(text[start:end]) or re.fullmatch(r"[^\W\d_]{3,20}(?:-[^\W\d_]{3,20}){1,4}", low[start:end]):
            yield Finding("a password", start, end)
    for code in _DOOR_CODE.finditer(low):
        at = code.start("noun")
        of_a_door = code["behind"] or _AT_A_DOOR.search(code[0])
        if of_a_door and not _NOT_OF_A_DOOR.search(low, max(0, at - 12), at):
            yield Finding("a code", *code.span("code"))
            changed = _CHANGED_TO.match(low, code.end("code"))
            if changed:
                yield Finding("a code", *changed.span(1))
    for by in _CODE_BY.finditer(low):
        yield Finding("a code", *by.span(by.lastindex or 0))
    for keypad in _KEYPAD.finditer(low):
        yield Finding("a code", *keypad.span(1))
    for changed in _FROM_TO.finditer(low):
        old, new = ((changed.start(at), trimmed(text, *changed.span(at))) for at in (1, 2))
        spoken_of = _SPOKEN_OF.search(low, max(0, changed.start() - _SPOKEN_OF_WITHIN), changed.start(1))
        holds = is_mixed if spoken_of else is_strong
        if holds(text[slice(*old)]) and holds(text[slice(*new)]):
            yield from (Finding("a password", *old), Finding("a password", *new))
    for quoted in _QUOTED.finditer(text):
        start, end = quoted.span(1)
        entered = _ENTERED.search(low, max(0, start - _NEAR), start)
        if entered and is_mixed(text[start:end]) and _LET_IN.search(low, max(0, start - 150), end + 100):
            yield Finding("a password", start, end)
    for named in _CODE_NAME.finditer(low):
        told = _CODE_TOLD.match(low, named.end())
        if told and not _YEAR.fullmatch(told[1]):
            yield Finding("a code", *told.span(1))


def _is_word_for_one(value: str) -> bool:
    return is_strong(value) or (is_mixed(value) and len(value) > SHORTEST)


def _is_secretive(text: str, low: str, start: int, end: int) -> bool:
    """Whether a word has a sign such as only passwords have, or is spoken of where people log in."""
    return bool(
        re.search(r"[^\W_](?:[!$%^*&?]{1,9}(?:[^\W_]|$)|#\d\d)", text[start:end])
        or _LET_IN.search(low, max(0, start - 150), start)
        or _LET_IN.search(low, end, end + 60)
    )
