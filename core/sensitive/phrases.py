"""The words with which people name and give away passwords, in the languages of the offices that Waypost is made for."""

_LONG_NAMES = (
    r"passwor[dt]e?|passwords|passwd|passcode|passphrase|pass phrase|pass[-_ ]?key|pasword|passwrod|passord|kennw[oö]rte?r?|kennwort"
    r"|passw[oö]rter|zugangscode|zugangsdaten|geheimzahl|losungswort|mots? de passes?|code d['’]acc[eè]s|code secret|phrase secr[eè]te"
    r"|identifiants|contrase[nñ]as?|clave de acceso|clave secreta|c[oó]digo de acceso|credenciales|palavra[- ]?passe|palavra[- ]chave"
    r"|c[oó]digo de acesso|senhas?|credenciais|parola d['’]ordine|codice di accesso|credenziali|parola chiave|wachtwoord(?:en)?"
    r"|wachtwoordzin|toegangscode|inloggegevens|has[lł]o|l[oö]senord|adgangskode|salasana|credentials|creds"
    r"|api[-_ ]?keys?|api[-_ ]?tokens?|api[-_ ]?secrets?|apikey|access[-_ ]?keys?|access[-_ ]?tokens?|secret[-_ ]?keys?"
    r"|client[-_ ]?secrets?|private[-_ ]?key"
    r"|auth[-_ ]?tokens?|auth[-_ ]?key|bearer[-_ ]?token|refresh[-_ ]?token|id[-_ ]?token|session[-_ ]?(?:id|token|key|cookie)"
    r"|signing[-_ ]?(?:key|secret)"
    r"|encryption[-_ ]?key|account[-_ ]?key|shared[-_ ]?(?:key|secret)|pre[-_ ]?shared key|webhook[-_ ]?secret"
    r"|consumer[-_ ]?secret|license[-_ ]?key|licence[-_ ]?key|product[-_ ]?key"
    r"|subscription[-_ ]?key|recovery (?:key|code|phrase)s?|backup codes?|seed phrase|(?:totp|mfa|2fa|authenticator) (?:seed"
    r"|secret|key)|bitlocker(?: recovery)? key|master key"
    r"|(?:wi-?fi|wlan|network|security|wpa2?)[- ]?(?:key|schl[uü]ssel|code)"
    r"|wlan-?schl[uü]ssel|sms[- ]?code|community string|snmp community|(?:verification|host|moderator|meeting|participant"
    r"|conference|dial-in|guest) code|security code|login code|sign-in code"
    r"|one[- ]time (?:code|password)|door code"
    r"|alarm code|unlock code|access code|entry code|gate code|t[uü]rcode|entsperrcode|freischaltcode|einmalcode|alarmcode|tresorcode"
    r"|sicherheitscode|best[aä]tigungscode|code de s[eé]curit[eé]|code de v[eé]rification|c[oó]digo de (?:seguridad"
    r"|verificaci[oó]n|seguran[cç]a)"
    r"|cl[eé] (?:(?:d['’]|de l['’])?api|wi-?fi|wpa|secr[eè]te|d['’]acc[eè]s)|clave (?:(?:de )?(?:la )?api|wi-?fi|del wi-?fi)"
    r"|chiave (?:api|wi-?fi|segreta)"
    r"|api-?schl[uü]ssel|api-?sleutel|chave (?:de )?(?:api|wi-?fi)"
    r"|pincode|pin-code|pin code|code pin|pin-?nummer|sharedaccesssignature|sharedaccesskey|accountkey|x-api-key|connection[-_ ]?string"
)
_SHORT_NAMES = (
    r"pw|pwd|pwds|pass|pins?|psk|mdp|ww|wort|clave|chiave|parola|senha|secrets?|token|tokens|puk|tan|otp|cvv|cvc|cvv2|csc|key"
    r"|passe|kw"
)

_LONG_CODES = (
    r"(?:supervisor|emergency|master|override) code|notfallcode|mastercode|code (?:de secours|d['’]urgence|superviseur)"
    r"|c[oó]digo (?:de supervisor|de emergencia|de emerg[eê]ncia|maestro|mestre)|codice (?:d['’]emergenza|di emergenza)"
    r"|one-?time-?pass(?:code|word)?|einmalpasswort|einmalkennwort"
)
NAMES = rf"(?:{_LONG_NAMES}|{_LONG_CODES})(?![^\W_]|['’]s\b)|(?<![^\W_])(?:{_SHORT_NAMES})(?![^\W_])"
"""What a secret is called: long names also at the end of a longer word (`DB_PASSWORD`, `Windowspasswort`)."""

CODES = (
    r"pins?|puk|tan|otp|sms[- ]?code|passcode|pin[- ]?code|pin-?nummer|code pin|toegangscode|zugangscode|geheimzahl"
    r"|entsperrcode|freischaltcode|einmalcode|aktivierungscode|alarmcode|tresorcode|unlockcode|(?:verification|security"
    r"|login|sign-in|host|moderator|meeting|participant|conference|dial-in|guest"
    r"|one[- ]time|door|alarm|unlock|access|entry|gate) code|code (?:de s[eé]curit[eé]|de v[eé]rification|d['’]acc[eè]s|secret)"
    r"|c[oó]digo de (?:seguridad|verificaci[oó]n|seguran[cç]a|verifica[cç][aã]o|acceso|acesso)|codice di (?:accesso|verifica|sicurezza)"
    r"|sicherheitscode|best[aä]tigungscode|t[uü]rcode|verificatiecode|beveiligingscode"
    rf"|{_LONG_CODES}"
)
"""What is made of digits alone."""

IS = (
    r"is|was|which is|which was|qui est|che è|are|were|be|being|would be|equals|reads|says|said|remains|becomes|set to|reset to"
    r"|changed to|change to|to be|will be"
    r"|should be|must be|now|"
    r"still|currently|just|called|named|spelled|namely|that is|ist|war|lautet|lautete|heißt|heisst|wurde auf|auf|sei|est|était"
    r"|etait|sera|serait|c['’]est|c['’]était|devient|wäre|sería|seria|sarebbe"
    r"|es|era|será|sera|é|è|foi|fue|sarà|luidt|wordt|werd|blijft|jest|är"
)
"""What stands between the name of a secret and the secret."""

FILLERS = (
    r"my|the|our|a|an|plain|honestly|schlicht|einfach|wirklich|simplement|vraiment|simplemente|realmente|his|her|your|new|old"
    r"|current|temporary|temp|initial|default|same|always|only|really|actually|simply|also"
    r"|not|nur|immer|noch|jetzt|aktuell"
    r"|momentan|derzeit|neu|toujours|maintenant|actuellement|ahora|siempre|todavía|ainda|agora|sempre|adesso|ora|nu|nog|altijd"
    r"|steeds|das|der|die|le|la|el|o|il|het"
    r"|still|currently|just|now|all|probably|maybe|following|folgendes|suivant|siguiente|seguinte|seguente|volgende"
)

HARMLESS = frozenset(
    """
    toutes tous chaque cada todo todos toda jedes jede jeden
    a about above accepted access account accounts active after again against all allowed already also always an and another any
    anymore anything are around as
    asked at authentication available away bad because been before being below better both but by can cannot change changed
    changes changing check choose complex
    complexity compliant compromised confidential copied correct corrupt could created day days deactivated default denied did
    different disabled do does doesn
    doesn't don done due during easy either empty enabled encrypted enforced enough entered entry error even ever every everyone
    expire expired expires expiring
    expiry failed fails failing fail field file fine first for forgot forgotten form found free from further generated generator
    gets getting given gone good
    had handled has hash hashed have here hidden him history how however i if ignored in inactive incorrect insecure inside
    instead into invalid is isn isn't
    issue issued issues it its just known lacks last later leaked least length less like list locked lockout logged long longer
    lost made management manager
    managed managers many may me meet meets minimum missing mixed month more most must my name needed needs never new next no none
    not nothing notice now null of
    off ok okay old on once one only onto open optional or other ours out outdated over overdue own page partially pending per
    perhaps please policies policy
    possible private probably problem problems prompt prompts protected public quite rather ready really received refused rejected
    rejects removed request
    requests required requirement requirements requires reset resets resetting restored revoked right rotated rotates rotation
    rules same saved screen secret
    secure security see self self-service send sent set settings several shared short should show shown shows since so some
    someone something soon still stored
    strong stuck such super supposed sync synced synchronised synchronized taken team than that the their them then there these
    they this those though through
    ticket till time to today tomorrow too true truly two unable unavailable under unique unknown unlock unsafe until up update
    updated us use used user users
    using usually valid vault vaults very via visible was we weak weeks well were what when where whether which while who whose
    why will with within without
    won wont won't working works work wrong year years yesterday yet you your yours reminder help support tool tools economy
    service store phrase
    field box dialog window link mail email e-mail letter expiration rotation length manager safe spray spraying attack attacks
    guessing cracking hint hints
    lifetime age refresh ring board holder fob pad ist nicht falsch abgelaufen vergessen gesperrt ungültig ungueltig zu
    zurücksetzen zuruecksetzen geändert
    geaendert und oder für fuer von vom im in am ein eine einen kein keine mehr wird werden wurde nach bei mit auf aus wieder noch
    immer schon sicher schwach
    unsicher richtig korrekt leer unbekannt bekannt kompliziert kurz lang läuft laeuft funktioniert geht muss soll sollte kann
    bitte pas plus est n'est ne ni
    oublié expiré expirée incorrect incorrecte invalide faux bloqué refusé refusée perdu changé correcte trop encore toujours de
    du des pour sur dans par avec
    sans et ou que qui no es ha está esta caducada caducado olvidada olvidado incorrecta incorrecto inválida válida bloqueada
    expirada expirado expirou não nao
    ya muy para por con sin y o que del al en como no-funciona funciona errada errado inválido esquecida scaduta scaduto errata
    sbagliata dimenticata non più
    per con senza e che verlopen vergeten onjuist ongeldig niet fout voor van met zonder en of geblokkeerd werkt juist wiadomość
    inchangé unverändert ungeändert cambios inalterada invariata ongewijzigd vide oubliée
    gut schlecht gleich neu alt stark dasselbe derselbe identisch einfach möglich dieselbe selbe
    bon bonne mauvais mauvaise faux fausse même ancien ancienne nouveau nouvelle court courte simple unique valide connu inconnu
    bueno buena malo mala misma mismo vieja viejo nueva nuevo corta corto larga débil fuerte segura seguro vacía única igual
    boa bom má mau mesma mesmo velha nova novo curta fraca forte vazia certa certo giusta giusto stessa stesso vecchia nuova
    lunga breve debole sicura sicuro vuota unica uguale valida valido buona
    goed slecht hetzelfde oud nieuw lang zwak sterk veilig leeg uniek gelijk bekend onbekend verkeerd
    admin administrator root guest unchanged unreadable unrecognised unrecognized mandatory important sensitive simple complicated
    stale broken useless
    obvious similar identical case-sensitive alphanumeric numeric siehe voir vedi zie tresor random temporary permanent
    old-fashioned later-on resettable forgettable
    """.split()
)
"""Words that stand where a password could, and are none: what people say of passwords."""

THINGS = (
    r"s?[ -](?:managers?|reset|polic(?:y|ies)|rules?|tool|vault|safe|generator|prompt|field|box|form|page|portal|dialog|window"
    r"|hint|history"
    r"|expiry|change|list|store|sync|question|problem|issue|error|message|protection|rotation|length|strength|options?)\b"
    r"|[^\n.;!?:=]{0,40}\b(?:vergess|vergeten|forg[eo]t|oubli|olvid|esquec|dimenti|perdu|verloren)"
)
"""Behind the name of a secret: the sentence is on something else than the secret itself."""
TOOLS = (
    r"(?:gestionnaires?|gestore?|administrador|gerenciador|politiques?|pol[ií]tica|changement|cambio|reset|r[eé]initialisation|beheer)"
    r" (?:des?|du|del|della|di|da|do|van) (?:la |las |les |het |de )?$"
)
"""The same, before its name."""

OTHER_KEYS = (
    r"\b(?:duplicate|primary|foreign|unique|composite|surrogate|candidate|sort|partition|cache|object|map|dict(?:ionary)?|lookup"
    r"|translation|registry|arrow|function|shortcut|hot|any|public|host|gpg|pgp|design|colou?r|css|cancellation|unexpected|parse|syntax)"
    r" (?:keys?|tokens?)$"
)
"""Keys of tables, of keyboards and of ciphers that are there to be shown, and tokens of languages and designs."""

OTHER_NUMBERS = (
    r"(?<![^\W_])(?:(?!(?:telefon|handy|mobil|ruf|fax|tel|durchwahl|konto|ausweis|steuer"
    r"|versicher)[^\W\d_]{0,20})[^\W\d_]{3,20}(?:nummer|-nr\.?)"
    r"|(?:order|bestellung|auftrag|ticket|invoice|rechnung|serial|asset|part|artikel|article|case|vorgang|reference|ref|po"
    r"|commande|pedido|factura|fattura|ordine|bestelling|facture|customer|kunde|vendor|material|lieferung|lieferschein|delivery|tracking"
    r"|sendung|contract|vertrag|project|projekt|job|batch|charge|ean|isbn|imei|sn|s/n)"
    r"(?: (?:number|nr|no|num[eé]ro|n[uú]mero|n[°º]|id))?)\.?\s?[:#]?\s?$"
)
"""Before a number, what it is of: no telephone and no person."""

FORMS = (
    (
        r"\b(?:est|[eé]tait|sera|devient|reste|c['’]est)\b",
        r"(?:é|i|[dtnrlv]u|is|it|ert|eint|ct|al|el|if|eux|eus|ide|ant|ent|aire|ble|ple|que|et|èt|ais|ort|ong|ieux|ivoqu)e?s?",
    ),
    (
        r"\b(?:es|era|será|sera|está|é|è|fue|foi|sarà|resta|sigue siendo|ha sido)\b",
        (
            r"(?:[aiuí]d[oa]s?|[aiu]t[oa]|e[cit]?t[oa]|(?:er|r|s|n|x)t[oa]|iv[oa]|ur[oa]|[aá]ri[oa]|[ai][st]?[oó]ri[oa]|ble"
            r"|vel|bile|[nrtu]ale?|[aei]nte|il|ior|us[oa]|ples|plice)"
        ),
    ),
    (
        r"\b(?:ist|war|wurde|wird|sei|bleibt)\b",
        (
            r"(?:(?:ge|ver|be|ent|er|zer|miss|über|unter|zurück|ab|an|auf|aus|ein|vor|weg|um|zu)\w{0,30}(?:t|en)|\w{0,30}(?:iert|ig"
            r"|lich|bar|los|sam|isch|haft|end))"
        ),
    ),
    (
        r"(?:wachtwoord|toegangscode|pincode|inloggegevens)\b.{0,30}\b(?:is|was|wordt|werd|blijft)\b",
        r"(?:(?:ge|ver|be|ont|her|af|aan|in|uit|op|over)\w{0,30}(?:d|t|en)|\w{0,30}(?:ig|lijk|baar|loos|zaam|eerd))",
    ),
)
"""By the verb before them, how words end in a language that say how something is, or what was done with it."""

PRODUCTS = (
    r"(?i:1password|s/?4hana|(?:windows|win|office|outlook|teams|visio|dynamics|acrobat|autocad|java|python|php|node"
    r"|firefox|yubikey|workday|bitwarden|keepass|keepassxc|lastpass|dashlane|okta|citrix|webex|jira|confluence|figma"
    r"|adobe|photoshop|indesign|solidworks|matlab|catia|revit|powerbi|tableau|salesforce|zendesk|servicenow|jenkins|gitlab|github|grafana"
    r"|kibana|kafka|mongo(?:db)?|terraform|ansible|docker|kubernetes|vmware|forticlient|anyconnect"
    r"|globalprotect|zscaler|sophos|veeam|datev|lexware|elster|navision|d365|m365|o365|wordpress|typo3|drupal|magento"
    r"|macbook[- ]?(?:pro|air)|imac|thinkbook|ideapad|optiplex|probook|zbook|xperia|fairphone|kyocera|laserjet|officejet"
    r"|winrar|notepad\+\+|vscode|intellij|qgis|arcgis|spss|stata|etcd|redis|mysql|postgres|ubuntu|debian|fedora|centos|rhel|esxi"
    r"|vsphere|angular|tomcat|netweaver|thinkpad|elitebook|macbook|gpt|hdmi|o|m"
    r"|sql|server|exchange|sharepoint|iphone|ipad|ios|macos|android|sap|s4hana|s/4hana"
    r"|hana|ipv|utf|sha|md|aes|rsa|oauth|tls|ssl|http|wpa|mp|web|log4j|ec|r"
    r"|k8s|b2b|b2c|x509|base|level|tier|phase|step|version|v|build|kb|inc|req|chg|ritm|task|ticket|case|room|floor|building"
    r"|server|host|pc|laptop|printer|vlan|team|group|site|zone|h)[-_ ]?\d[\d.hHrR]{0,12}c?|(?:spring|galaxy|pixel|surface|latitude"
    r"|horizon|precision|sage|eclipse|defender|safari|edge|chrome|slack|zoom"
    r"|oracle|elastic|react|vue)[-_ ]?\d{1,2}(?:\.\d{1,4}){0,3}|7-?zip)"
)
"""Words of letters and digits that are no passwords."""
