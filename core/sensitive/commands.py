"""Passwords and tokens on command lines, in headers and in addresses, and behind the name of a user."""

from collections.abc import Iterator

from core.patterns import compile_late
from core.sensitive.finding import Finding, fold
from core.sensitive.tokens import is_placeholder
from core.sensitive.words import is_mixed, is_number, is_said_of, is_strong, trim_end

_WRITTEN = (
    ("a token", r"\bbearer\s{1,3}([\w.~+/=-]{8,2000})"),
    ("a password", r"\bauthorization[\"']?\s?[:=]\s?[\"']?(?:basic|digest|token|apikey)\s{1,3}([\w.~+/=-]{6,2000})"),
    ("a password", r"\bbasic ([a-z0-9+/]{10,400}={1,2})"),
    ("a password", r"(?<![\w-])(?:-u|--user|--login|--creds?)[ =][\"']?[\w.@\\-]{1,80}:([^\s\"']{3,200})"),
    (
        "a password",
        r"(?<![\w-])--?(?:pass(?:word|wd|phrase)?|pw|pwd|token|secret|api-?key)[ =][\"']?([^\s\"'-][^\s\"']{2,200})",
    ),
    ("a password", r"\b(?:mysql|mysqldump|mariadb|sshpass)\b[^\n]{0,80}?\s-p ?[\"']?([^\s\"'-][^\s\"']{2,100})"),
    (
        "a password",
        (
            r"(?:docker|podman|helm|az|redis-cli|psql|ldapsearch|smbclient|plink|putty|pscp|winscp)\b[^\n]{0,80}?\s-(?:p|pw|a"
            r"|w) [\"']?([^\s\"'-][^\s\"']{2,100})"
        ),
    ),
    ("a password", r"/(?:user|u):[\w.\\@-]{1,80} ([^\s/][^\s]{2,100})"),
    (
        "a token",
        (
            r"[?&;](?:sig|signature|token|access_token|key|api_?key|code|secret|auth|pwd|password|sv_sig|x-amz-signature"
            r"|client_secret)=([\w%.~+/=-]{6,500})"
        ),
    ),
    (
        "a password",
        (
            r"\b(?:name|key)[\"']?\s?[:=]\s?[\"']?[\w.:-]{0,40}(?:password|passwd|pwd|passwort|secret|token|api_?key)\w{0,10}[\"']?,?"
            r"\s{1,40}[\"']?value[\"']?\s?[:=]\s?[\"']?([^\s\"'<>]{3,200})"
        ),
    ),
    (
        "a password",
        r"(?<![\w-])-(?:src|dest|new)?(?:store|key)(?:store)?pass(?:word)?[ =][\"']?([^\s\"'-][^\s\"']{2,100})",
    ),
    ("a password", r"\brabbitmqctl (?:add_user|change_password) \S{1,60} [\"']?([^\s\"'$-][^\s\"']{2,100})"),
    ("a password", r"\bhtpasswd -\w{0,4}b\w{0,4} \S{1,80} \S{1,60} [\"']?([^\s\"'$-][^\s\"']{2,100})"),
    ("a password", r"(?<![\w-])(?:-u|--user) ?[\w.\\/-]{1,60}%([^\s\"'%]{3,100})"),
    (
        "a password",
        r"\b(?:sqlplus|sqlldr|impdp|expdp|rman)\b[^\n/]{0,60}?\s[\"']?[\w$#]{1,30}/[\"']?([^\s@/\"']{3,60})(?=[\"']?(?:@|\s|$))",
    ),
    ("a password", r"\bnet use [^\n]{0,80}?\\\S{1,80} ([^\s/*][^\s]{2,100}) /u(?:ser)?:"),
    ("a password", r"(?<![\w.-])[a-z*][\w.-]{0,60}:(?:\d{2,5}|\*):[\w*-]{1,40}:[\w.-]{1,40}:([^\s:]{3,100})"),
    (
        "a password",
        r"\b(?:mysqli|mysqli_connect|pdo|connect)\([\"'][^\"'\n]{0,80}[\"'],\s?[\"'][^\"'\n]{0,40}[\"'],\s?[\"']([^\"'\n]{3,80})[\"']",
    ),
    ("a password", r"\becho [\"']?([^\s\"'$-][^\s\"']{2,60})[\"']? ?\| ?sudo -s\b"),
    ("a password", r"\bconvertto-securestring\s(?:-string )?[\"']?([^\s\"'$-][^\s\"']{2,200})"),
    ("a password", r"\bsnmp\w{1,12}\b[^\n]{0,60}?\s-c [\"']?([^\s\"'$-][^\s\"']{2,60})"),
    *(
        ("a password", rf"\bsnmp\w{{1,12}}\b[^\n]{{0,120}}?\s-{option} [\"']?([^\s\"'$-][^\s\"']{{7,100}})")
        for option in "ax"
    ),  # shorter ones name the procedure: -a SHA-256
    ("a password", r"\bjdbc:oracle:\w{2,4}:[\w$#]{1,30}/[\"']?([^\s@/\"']{3,60})(?=[\"']?@)"),
    (
        "a password",
        (
            r"\b(?:wi-?fi|\w{0,10}wlan|hotspot|ssid|r[eé]seau|red|rete|rede)\b[^\n:.!?]{0,60}[:=]"
            r"\s{0,2}[\w-]{2,32}\s?[/|]\s?([^\s\"'/|,;.]{6,60})(?!\S)"
        ),
    ),
    (
        "a password",
        (
            r"\b(?:account|log-?in|log in|sign in|user|konto|zugang|compte|acc[eè]s|cuenta|acceso|credentials|identifiants)\b"
            r"[^\n]{0,60}?(?<![\w.+-])[\w.+-]{1,60}@[\w.-]{3,60}\s?[/|]\s?([^\s\"'/|,;@]{5,60})(?!\S)"
        ),
    ),
    ("a session cookie", r"(?<![\w.-])[\w.-]{0,20}sess(?:ion)?(?:_?id|_?key)?=([\w%.~+/=-]{16,500})"),
    ("a session cookie", r"\b(?:set-)?cookie[\"']?\s?:\s?[\w.-]{1,60}=([\w%.~+/=-]{8,500})"),
    ("a session cookie", r"\b(?:jsessionid|phpsessid|asp\.net_sessionid|sessionid|connect\.sid)=([\w%.~+/=:-]{8,300})"),
)
_SHAPES = tuple((kind, compile_late(shape)) for kind, shape in _WRITTEN)

_PAIR = compile_late(
    r"\b(?:log(?:ged|ging|s)?[ -]?(?:in(?:to)?|on)|sign(?:ed|ing|s)?[ -]?in|user(?:name)?|account|benutzer(?:name)?|utilisateur|usuario"
    r"|utente|gebruiker|anmeldung|(?:melde|logge) (?:mich|uns)|anmelden|einloggen|credentials|creds|zugangsdaten|identifiants"
    r"|credenciales|using|zugang|acc[eè]so?|accesso|acesso|toegang|(?:me|nous) connect\w{1,4}|connexion|connect(?:ed|ing|s)?|entro"
    r"|accedo|entramos|acesso)"
    r"\b(?![./-]\w)(?: (?:for|to|of|für|zum|zur|pour|para|per|voor) [^\n:]{1,40}:|,? (?:it|this|which|that|das|es|c)(?:['’]s|['’]est| is"
    r"| ist)|\s?[:=]|\s(?:is|with|as|are|using|mit|als|avec|en|comme|con|come|como|com"
    r"|met))?\s{0,2}"
    r"[\"'`]?[\w.@\\-]{2,60}[\"'`]?"
    r"\s?(?:/|\||:|,|\s(?:and|with|und|mit|et|avec|y|con|e|com|en|met)\s(?:password|pw|pass)?)\s?[\"'`]?([^\s\"'`,;]{4,100})",
)
"""The name of a user with a password behind it: `log in as jdoe / …`."""


_BOTH = compile_late(
    r"\b(?:credentials|creds|login(?: data)?|access data|zugangsdaten|anmeldedaten|logindaten|identifiants|credenciales|credenciais"
    r"|credenziali|inloggegevens)\b(?: [^\n:.]{1,50})?\s?:\s{0,3}([\w.@\\-]{2,60})\s?[/|]\s?([^\s\"'`,;/|]{4,60})(?!\S?/)"
)
"""The name of a user and any word for its password, announced as such."""
_AFTER_USER = compile_late(
    r"\b(?:log[io]n|inlog(?:naam)?|user(?: ?name)?|account|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker(?:snaam)?"
    r"|usu[aá]rio|identifiant|kennung|id)"
    r"(?:\s?[:=]| is| ist)?\s{1,2}[\"'`]?[\w.@\\-]{2,60}[\"'`]?(?:,| and| und| et| y| e| en)?\s{1,2}"
    r"(?:pw|pwd|pass|password|passwort|kennwort|mdp|mot de passe|contrase[nñ]a|clave|senha|wachtwoord)\s{1,2}"
    r"[\"'`]?([^\s\"'`,;]{4,60})(?=[\"'`]?(?:$|[\n,;.)]|\s(?:ich|i|and|und|is what|that|but|aber|does|doesn|geht|ne|no|n[aã]o)\b))"
)
"""The same without a sign between name and value, as on slips of paper and in .netrc: `user jdoe pw …`."""

_OF_AN_APP = compile_late(r"\bapp(?:lication)?[- ](?:specific )?passwor[dt][^\n.]{0,20}?\b([a-z]{4}(?: [a-z]{4}){3})\b")
"""As Google writes them."""

_PLAIN = compile_late(r"[^\W\d_]['’a-z-]{0,40}")
_ENDS = compile_late(r"[\"'`)]?(?:\s{0,3}(?:$|[\n\"'`|;&>])|\s{1,3}-)")
_OWN_PLACE = compile_late(r"snmp|rabbitmqctl|htpasswd|redis-cli|net use")
"""Commands that take a secret at a place of its own, so that other words may follow."""
_STATE = compile_late(r"[a-z]{3,9}")
_QUERY = compile_late(r"[?&;](?:key|code|token|auth)=$")
"""What says in an address what is wanted or what went wrong: `?key=status`."""
_GOES_ON = frozenset(
    "ask asks hang hangs prompt prompts crash crashes say says throw throws give gives return returns stop".split()
)


def _is_talk(text: str, start: int, end: int) -> bool:
    """Whether a word is no value of an option but what a sentence says of it: `mysql -p fails with …`, `?token=expired`."""
    value = text[start:end]
    if text[start - 1] == "=" and _STATE.fullmatch(value) and _QUERY.search(text, max(0, start - 8), start):
        return True
    if is_said_of(value) or _PORTS.fullmatch(value) or value.lower() in _GOES_ON:
        return True
    return bool(text[start - 1] == " " and _PLAIN.fullmatch(value) and not _ENDS.match(text, end))


_DEFAULT = compile_late(
    r"(?<![\w/.@-])(?:root|admin|administrator|sa|postgres|guest|cisco|pi)\s?[:/]\s?([^\s:/\"'`,;]{4,60})(?![:/])"
)
"""The users that devices come with."""
_PORTS = compile_late(r"[\d.:]{1,30}:\d{1,5}(?:/\w{1,30})?|\d{1,5}(?:/\w{1,30})?")


def commands(text: str) -> Iterator[Finding]:
    """Passwords and tokens where programs take them."""
    low = fold(text)
    for kind, shape in _SHAPES:
        for found in shape.finditer(low):
            start, end = found.start(1), trim_end(text, *found.span(1))
            is_talk = not _OWN_PLACE.match(found[0]) and _is_talk(text, start, end)
            if not is_placeholder(text[start:end]) and not is_talk:
                yield Finding(kind, start, end)
    for found in _OF_AN_APP.finditer(low):
        if not any(is_said_of(word) for word in found[1].split()):
            yield Finding("a password", *found.span(1))
    for found in (*_BOTH.finditer(low), *_AFTER_USER.finditer(low)):
        start, end = found.span(found.lastindex or 0)
        if not is_said_of(text[start:end]) and not is_placeholder(text[start:end]) and not is_number(text[start:end]):
            yield Finding("a password", start, end)
    for found in (*_PAIR.finditer(low), *_DEFAULT.finditer(low)):
        start, end = found.start(1), trim_end(text, *found.span(1))
        is_listed = text[found.start() : start].rstrip().endswith(",")  # what follows a comma may be anything else
        if (is_strong(text[start:end]) or (is_mixed(text[start:end]) and not is_listed)) and not _PORTS.fullmatch(
            text[start:end]
        ):
            yield Finding("a password", start, end)
