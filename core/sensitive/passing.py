"""Passwords that are told in passing, without a name before them: `I typed in …`, `it is still …`."""

import re
from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, fold
from core.sensitive.phrases import HARMLESS
from core.sensitive.words import SHORTEST, is_mixed, is_said_of, is_strong, strong_words, trim_end, word_at

_NEAR = 60

_ENTERED = compile_late(
    r"\b(?:it['’]s still|was always|still use|typed?|typing|fill(?:s|ed)?|enter(?:ed|ing|s)?|keyed|punched|put|us(?:e|ed|es|ing)"
    r"|tr(?:y|ied|ying)|log(?:ged|ging)? (?:in|on)"
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
_BEEN_ENTERED = compile_late(
    r"[\"'”“»)`]?,? (?:eingegeben|eingetippt|probiert|versucht|benutzt|genommen|ingetypt|ingevuld|ingevoerd|gebruikt|geprobeerd"
    r"|ein\b|in\b[.,]?"
    r"|as (?:always|usual)|like always|wie immer|comme (?:toujours|d['’]habitude)|como (?:siempre|sempre)|come (?:sempre"
    r"|al solito)|zoals altijd)"
)
"""The same, behind it."""
_LET_IN = compile_late(
    r"\b(?:locked out|log(?:ged|ging|s)?[ -]?in|log ?on|sign(?:ed|ing|s)?[ -]?in|gesperrt|anmeld\w{0,6}|einlogg\w{0,3}|connexion"
    r"|me connect\w{1,3}"
    r"|identif\w{1,8}|iniciar sesi[oó]n|inicio sesi[oó]n|inlogg?\w{0,4}|aanmeld\w{0,4}|accesso|unlock|shared account|account"
    r"|komme|rein|marche|entrar\w{0,2}|entro|acceder"
    r"|kom ik|erin|get in|lets? (?:me|us|him|her) in|works)\b"
)
_TELLS = compile_late(
    r"\b(?:told (?:me|us|him|her|them)|gave (?:me|us|him|her|them)|said|says|reads|steht|stand|gesagt|it['’]s|it is|it was|so"
    r"|we send|we sent|wir (?:senden|schicken)|mine|ours|(?:note|post-?it|sticker|paper|label|envelope|zettel|whiteboard)(?=[,:])"
    r"|es war|war es|es ist|c['’](?:est|[eé]tait)|m['’]a dit|on met|nous mettons|era|es|siempre (?:hemos puesto|era|es)"
    r"|dice|dijo|pone|puesto|sempre (?:usamos|foi|messo)|diz|disse|usei|usamos|dice|detto|het is|het was|zei|staat)"
    r"(?: (?:still|always|just|once|immer|noch|toujours|encore|siempre|sempre|altijd|nog))?[:,]? [\"'“„«‘(]?"
)
"""What stands before a password of which the sentence before spoke."""
_SPOKEN_OF = compile_late(
    r"passwor[dt]|kennwort|passcode|passphrase|\bpw\b|\bmdp\b|mot de passe|contrase[nñ]a|\bclave\b|\bsenha|palavra-passe"
    r"|\bparola d|wachtwoord|\b(?:mine|ours|meine?s|unseres|le mien|le n[oô]tre|el m[ií]o|la m[ií]a|o meu|a minha|il mio|la mia)\b"
)
_SPOKEN_OF_WITHIN = 130
_HOST = compile_late(r"[a-z]{1,12}(?:-[a-z0-9]{1,12}){0,4}-[a-z]{0,8}\d{0,3}|[\w-]{1,40}(?:\.[a-z][\w-]{1,40}){1,5}")

_GIVEN_AWAY = compile_late(
    r"\b(?:told|tell|gave|give|given|sent|send|shared|wrote|texted|mailed|verraten|gegeben|geschickt|gesagt|donn[eé]|dit|envoy[eé]"
    r"|dicho|dado|enviado|dato|detto|gegeven|gestuurd)\b[^.;!?\n]{0,40} (?:my|our|the|his|her|mein|unser|das|mon|notre|le|mi|la|minha"
    r"|a|mia|mijn|het) (?:old |new |own )?(?:password|pw|passwort|kennwort|mot de passe|mdp|contrase[nñ]a|clave|senha|wachtwoord),"
    r" ([^\s,.;:!?\"]{4,40}),"
)
"""A password between commas behind its name, in a sentence on giving it away."""

_USED_AS = compile_late(
    r"\b(?:use[ds]?|using|has|have|had|set|hat|habe|haben|nimmt|nehme|benutze|utilise|a|ai|avons|tiene|tengo|uso|usa|tem|tenho|ha"
    r"|ho|heeft"
    r"|gebruik) (?:still |encore |noch |immer |todav[ií]a |a[uú]n |ainda |ancora |nog )?([a-zß-ÿ][a-zß-ÿ'’-]{3,30})"
    r" (?:as|als|comme|como|come) (?:my |our |the |its |new |mein |unser |mon |le |mi |la |a |mia |het )?(?:password|pw|passwort|kennwort"
    r"|mot de passe|mdp|contrase[nñ]a|clave|senha|wachtwoord)\b"
)
_FACTORS = frozenset(
    "face touch fingerprint fingerabdruck e-mail email name username pin the this that empreinte huella".split()
)

_LIKE_MOST = compile_late(
    r"(?<![\w@/\\.:=-])[^\W\d_a-zß-ÿ][a-zß-ÿ]{3,20}[_.-]?\d{1,4}[!?#*]?(?![\w@/\\=-]|[.:]\w|['’]s)"
)
"""As most people make their passwords: a word with a capital and a number behind it."""
_OF_A_THING = compile_late(
    r"\b(?:on|host|server|laptop|pc|device|version|app|called|named|room|site|model|printer|floor|building|policy|pool|team|project|group"
    r"|users?(?:name)?|account|login|benutzer|konto|kennung|id|for|of|at|für|zu|zum|von|pour|de|para|per|voor"
    r"|auf|raum|ger[aä]t|modell|projekt|drucker|sur|salle|mod[eè]le|en|sala|modelo|in|from|to|via|through|and|or|step|phase|ticket|case"
    r"|table|sheet|tab|cell|column|file|folder|ssid|network|vlan|port|domain|client|release|build|sprint|licen[cs]e|the|der|die"
    r"|das|le|la|el)"
    r" [\"'“„(]?$"
)
_OF_PASSWORDS = compile_late(
    r"passwor[dt]|kennwort|passcode|\bpw\b|\bmdp\b|mot de passe|contrase[nñ]a|\bclave\b|\bsenha|palavra-passe|wachtwoord"
    r"|\bmistyped\b|\bvertippt\b|\bknows?\b|\bfor everybody\b"
)

_APPOSED = compile_late(r"(?<=[^\W\d_]), ([^\s,.;:\"]{5,40}),")

_WIFI_KEY = compile_late(
    r"\b(?:wi-?fi|wlans?|ssid|hotspot|wireless|red|rete|r[eé]seau|rede|netwerk)\b[^\n]{0,60}?\b(?:key|code|schl[uü]ssel|cl[eé]|clave"
    r"|chiave|chave|sleutel)(?: (?:on|auf|am|sur|en|sul|no|na|op)(?: [^\s.,;:]{1,15}){1,3})?"
    r"(?:\s?[:=]| is| reads| says| ist| lautet| steht| est| es| é| è|,)? [\"'“„«]?([^\s\"'”“»,;]{6,60})"
)

_USED_TO_BE = compile_late(
    r"\b(?:what|which|the one|the same|celui|celle|lo que|o que|quello|wat|was) (?:we|i|he|she|they|everybody|everyone|you|wir"
    r"|ich|on|nous|je|usamos"
    r"|usiamo|we) (?:all |always |still )?"
    r"(?:use[ds]?|typed?|enter(?:ed)?|tried|have|had|nehmen|benutzen|utilis\w{1,5}|met\w{0,4})(?: [a-z]{1,10}){0,2} (?:was|is|ist"
    r"|war|est|était|es|é|è)"
    r"[:,]? [\"'“„]?([^\s\"'”“,;]{5,60})"
)

_ANSWERED = compile_late(
    r"(?i:\b(?:maiden name|first pet|city of birth|birthplace|place of birth|geburtsort|lieu de naissance|lugar de nacimiento"
    r"|security (?:answer|question)|sicherheits(?:frage|antwort)|m[aä]dchenname|geburtsname der mutter"
    r"|(?:question|r[eé]ponse) (?:secr[eè]te|de s[eé]curit[eé])|nom de jeune fille|(?:pregunta|respuesta) (?:secreta|de seguridad)"
    r"|nombre de soltera)\b"
    r"[^\n.!?]{0,40}?(?:[:=]| is| was| ist| war| est| [eé]tait| es| era|\?|name|pet|birth|birthplace|geburtsort|naissance"
    r"|nacimiento|frage|fille|soltera)) [\"'“„«(]?"
    r"([A-ZÀ-Þ][\w'’-]{2,24}(?: [A-ZÀ-Þ][\w'’-]{2,24})?)"
)
"""Answers to the questions that are asked of who has lost the password; they are names, and written so."""

_FROM_TO = compile_late(
    r"\b(?:chang\w{1,3}|reset|switched|went|ge[aä]ndert|wechsel\w{1,3}|chang\w{1,4}|cambi\w{1,4}|alter\w{1,4}|mud\w{1,4}"
    r"|passwor[dt]e?|gewijzigd)\b"
    r"[^.;!?\n]{0,30}? (?:from|von|de|da|desde|van) [\"'“„]?([^\s\"'“”]{4,40})[\"'”]? (?:to|auf|zu|a|à|en|in|naar"
    r"|para) [\"'“„]?([^\s\"'“”]{4,40})"
)
_QUOTED = compile_late(r"(?<!\w)[\"“„'‘`]([^\s\"“”„'‘’`]{5,40})[\"”“'’`](?!\w)")


def find_in_passing(text: str) -> Iterator[Finding]:
    """Passwords by what was done with them, and by how they are told."""
    low = fold(text)
    yield from _find_entered(text, low)
    yield from _find_told(text, low)
    yield from _find_used(text, low)
    for answer in _ANSWERED.finditer(text):
        if answer[1].lower() not in HARMLESS:
            yield Finding("a password", *answer.span(1))
    for key in _WIFI_KEY.finditer(low):
        start, end = key.start(1), trim_end(text, *key.span(1))
        if _is_word_for_one(text[start:end]) or re.fullmatch(r"[^\W\d_]{3,20}(?:-[^\W\d_]{3,20}){1,4}", low[start:end]):
            yield Finding("a password", start, end)


def _find_entered(text: str, low: str) -> Iterator[Finding]:
    """What somebody typed in, and words like most passwords where people log in."""
    for start, end in strong_words(text):
        entered = _search_entered(low, start) or _BEEN_ENTERED.match(low, end)
        if entered and _is_secretive(text, low, start, end):
            yield Finding("a password", start, end)
    for quoted in _QUOTED.finditer(text):
        start, end = quoted.span(1)
        if is_strong(text[start:end]) and _WITH_A_SIGN.search(text, start, end):
            yield Finding("a password", start, end)
        if (
            _search_entered(low, start)
            and is_mixed(text[start:end])
            and _LET_IN.search(low, max(0, start - 150), end + 100)
        ):
            yield Finding("a password", start, end)
    for word in _LIKE_MOST.finditer(text):
        start, end = word.start(), trim_end(text, *word.span())
        is_named = not _search_entered(low, start) and _OF_A_THING.search(low, max(0, start - 20), start)
        is_strong_enough = (
            is_strong(text[start:end]) and not is_named and not _OF_USERS.search(low, max(0, start - 60), start)
        )
        if is_strong_enough and _OF_PASSWORDS.search(low, max(0, start - 130), end + 60):
            yield Finding("a password", start, end)


def _find_told(text: str, low: str) -> Iterator[Finding]:
    """What is told of a password that was spoken of, or given away, or changed."""
    for told in _TELLS.finditer(low):
        word = word_at(text, told.end())
        value = text[slice(*word)] if word else ""
        spoken_of = _SPOKEN_OF.search(low, max(0, told.start() - _SPOKEN_OF_WITHIN), told.end())
        if word and spoken_of and _is_word_for_one(value) and not _HOST.fullmatch(value):
            yield Finding("a password", *word)
    for given in _GIVEN_AWAY.finditer(low):
        if not is_said_of(text[slice(*given.span(1))]):
            yield Finding("a password", *given.span(1))
    for apposed in _APPOSED.finditer(low):
        start, end = apposed.span(1)
        before = low[max(0, start - 90) : start]
        value = text[start:end]
        is_one = len(re.findall(r"\d", value)) > 1 and is_mixed(value) and not _HOST.fullmatch(value)
        if is_one and _SPOKEN_OF.search(before) and not _OF_USERS.search(before):
            yield Finding("a password", start, end)
    for changed in _FROM_TO.finditer(low):
        old, new = ((changed.start(at), trim_end(text, *changed.span(at))) for at in (1, 2))
        spoken_of = _SPOKEN_OF.search(low, max(0, changed.start() - _SPOKEN_OF_WITHIN), changed.start(1))
        holds = is_mixed if spoken_of else is_strong
        if holds(text[slice(*old)]) and holds(text[slice(*new)]):
            yield from (Finding("a password", *old), Finding("a password", *new))


def _find_used(text: str, low: str) -> Iterator[Finding]:
    """What people say that they use."""
    for used in _USED_TO_BE.finditer(low):
        start, end = used.start(1), trim_end(text, *used.span(1))
        if is_mixed(text[start:end]) and _LET_IN.search(low, max(0, start - 200), start):
            yield Finding("a password", start, end)
    for used in _USED_AS.finditer(low):
        if not is_said_of(used[1]) and used[1] not in _FACTORS:
            yield Finding("a password", *used.span(1))


def _search_entered(low: str, at: int) -> re.Match[str] | None:
    return _ENTERED.search(low, max(0, at - _NEAR), at)


def _is_word_for_one(value: str) -> bool:
    return is_strong(value) or (is_mixed(value) and len(value) > SHORTEST)


_WITH_A_SIGN = compile_late(r"[^\W_](?:[!$%^*&?]{1,9}(?:[^\W_]|$)|#\d\d)")
_OF_USERS = compile_late(r"\b(?:users|accounts|benutzer|konten|utilisateurs|usuarios|utenti|gebruikers)\b")


def _is_secretive(text: str, low: str, start: int, end: int) -> bool:
    """Whether a word has a sign such as only passwords have, or is spoken of where people log in."""
    return bool(
        _WITH_A_SIGN.search(text[start:end])
        or _LET_IN.search(low, max(0, start - 150), start)
        or _LET_IN.search(low, end, end + 60)
    )
