"""How people tell of a danger in German, French and Spanish. What they write otherwise is not read; this must not wait for that."""

from collections.abc import Mapping
from typing import Literal

from core.desk.danger_steps import Kind
from core.desk.danger_words import Patterns, Words, either

Abroad = Literal["de", "fr", "es"]

_DE_ROOM = (
    r"(?:server|rechner|technik|edv|it|netzwerk|maschinen)[- ]?(?:raum|schrank|zimmer|keller|saal)|rechenzentrum|rack"
    r"|serverr[äa]um\w*"
)
_DE_PLACE = (
    r"(?:b[üu]ro|geb[äa]ude|haus|k[üu]che|lager|halle|keller|flur|archiv|werkstatt|drucker|laptop|notebook|rechner"
    r"|computer|server|akku|steckdose"
    r"|monitor|ladeger[äa]t|kabel|usv)"
)
_DE_DEVICE = (
    r"(?:\w*laptop|\w*notebook|\w*handy|\w*smartphone|\w*telefon|\w*tablet|\w*rechner|usb-?stick|stick|festplatte"
    r"|ger[äa]t|rucksack|tasche)"
)
_DE_DATA = (
    r"(?:\w*kundendaten|kundenliste\w*|\w*patientendaten|personaldaten|gehaltsdaten|\w*gehaltsliste|mitarbeiterdaten"
    r"|pers[öo]nliche\w* daten|personenbezogene\w*|vertrauliche\w*|unverschl[üu]sselt|nicht verschl[üu]sselt"
    r"|kundenakten|akten)"
)
_FR_ROOM = (
    r"(?:salle (?:des )?(?:serveurs?|machines?|informatique)|salle serveurs?|data ?cent(?:er|re)|centre de donn[ée]es"
    r"|local (?:informatique|technique)|baies?|serveurs?)"
)
_FR_PLACE = (
    r"(?:bureaux?|b[âa]timent|immeuble|cuisine|entrep[ôo]t|couloir|cave|atelier|imprimante|ordinateur|portable|serveur"
    r"|batterie|prise|[ée]cran|chargeur)"
)
_FR_DEVICE = (
    r"(?:ordinateur|portable|laptop|pc|t[ée]l[ée]phone|smartphone|mobile|tablette|cl[ée] usb|disque dur|sac|mallette)"
)
_FR_DATA = (
    r"(?:donn[ée]es|fichiers?|liste|dossiers?|informations?)\b.{0,20}\b(?:clients?|personnelles?|confidentiel\w*"
    r"|patients?|salari[ée]s|employ[ée]s|sensibles?|personnel|paie)"
)
_ES_ROOM = (
    r"(?:sala (?:de )?(?:los )?(?:servidores|m[áa]quinas|inform[áa]tica)|centro de datos|cpd|racks?|servidores"
    r"|cuarto de (?:servidores|comunicaciones))"
)
_ES_PLACE = (
    r"(?:oficina|edificio|cocina|almac[ée]n|pasillo|s[óo]tano|taller|impresora|ordenador|computadora|port[áa]til"
    r"|servidor|bater[íi]a|enchufe|pantalla|cargador|planta)"
)
_ES_DEVICE = (
    r"(?:port[áa]til|ordenador|computadora|laptop|m[óo]vil|celular|tel[ée]fono|tableta|tablet|memoria usb|pendrive|usb"
    r"|disco duro|mochila|malet[íi]n)"
)
_ES_DATA = (
    r"(?:datos|archivos?|ficheros?|lista|informaci[óo]n|documentos)\b.{0,20}\b(?:clientes?|personales|confidenciales?"
    r"|pacientes|empleados|n[óo]minas?|sensibles?)"
)

_DE_COMPUTER = r"(?:\w*laptop|\w*notebook|\w*handy|smartphone|diensttelefon|tablet)"
_DE_AWAY = (
    r"(?:zug|bus|taxi|bahn|tram|u-bahn|s-bahn|flugzeug|flughafen|bahnhof|caf[ée]|restaurant|hotel|park|kneipe|f[äa]hre)"
)
_FR_COMPUTER = r"(?:ordinateur(?: portable)?|portable|laptop|pc|t[ée]l[ée]phone|smartphone|mobile|tablette)"
_ES_COMPUTER = (
    r"(?:port[áa]til|ordenador(?: port[áa]til)?|computadora|laptop|m[óo]vil|celular|tel[ée]fono|tableta|tablet)"
)
"""What people carry about and lose, and where."""

REPORTS: Mapping[Abroad, Patterns] = {
    "de": (
        (
            "fire",
            either(
                r"^\W*(?:hilfe\W+)?(?:feuer|brand)\W*$|\bfeuer ?!|\bes brennt\b|\b(?:in flammen|steht in brand|f[äa]ngt feuer"
                r"|hat feuer gefangen)\b",
                rf"\b(?:feuer|brand|rauch|flammen)\b(?!(?:melder|schutz|alarm))\b.{{0,30}}\b(?:{_DE_ROOM}|{_DE_PLACE})\b",
                rf"\b(?:{_DE_ROOM}|{_DE_PLACE})\b.{{0,30}}\b(?:brennt|raucht|qualmt|feuer|rauch|flammen|funken)\b",
                r"\b(?:rauch|qualm) kommt\b|\b(?:riecht|stinkt) (?:es )?(?:nach|verbrannt)(?: rauch"
                r"| verbranntem)?\b.{0,20}\b(?:rauch|verbrannt\w*|server\w*)",
                rf"\b(?:{_DE_ROOM}|{_DE_PLACE})\b.{{0,15}}\b(?:riecht|stinkt) (?:\w+ )?(?:nach rauch|verbrannt|verschmort|angebrannt)\b",
            ),
        ),
        (
            "water",
            either(
                rf"\b(?:wasser|[üu]berschwemm\w*|wassereinbruch|rohrbruch|tropft|l[äa]uft)\b.{{0,40}}\b(?:{_DE_ROOM}|server)\b",
                rf"\b(?:{_DE_ROOM})\b.{{0,40}}\b(?:wasser|[üu]berschwemm\w*|[üu]berflutet|tropft|nass|unter wasser)\b",
                r"\brohrbruch\b|\bwasserrohr\b.{0,20}\b(?:geplatzt|gebrochen)",
            ),
        ),
        (
            "account",
            either(
                r"\b(?:konto|account|postfach|mailkonto|profil|e-?mail)\b.{0,30}\b(?:gehackt|[üu]bernommen|geknackt|gekapert"
                r"|kompromittiert|gestohlen)",
                r"\b(?:jemand|ein fremder|fremde|unbekannte\w*|hacker)\b.{0,50}\b(?:konto|account|postfach|mails?|passwort)\b",
                r"\bmails?\b.{0,40}\bin meinem namen\b|\bmails?\b.{0,40}\bdie ich nicht\b.{0,20}\bgeschrieben",
            ),
        ),
        (
            "site",
            either(
                r"\b(?:web ?seite|website|homepage|internetseite|online-?shop|webshop|seite)\b.{0,30}\b(?:gehackt|verunstaltet"
                r"|gekapert|angegriffen)"
            ),
        ),
        (
            "attack",
            either(
                r"\b(?:(?:wir haben|haben wir|habe|ist das|das ist|einen?) ransomware|erpressungs(?:trojaner|software)"
                r"|verschl[üu]sselungstrojaner|erpresserbrief|krypto-?trojaner|l[öo]segeld)\b",
                r"\b(?:dateien|daten|ordner|laufwerk|alles|dokumente|server"
                r"|rechner)\b.{0,40}\bverschl[üu]sselt\b.{0,80}\b(?:bitcoin|zahlen|geld|forder\w*|l[öo]segeld|hacker|erpress\w*"
                r"|pl[öo]tzlich)",
                r"\bpl[öo]tzlich\b.{0,40}\bverschl[üu]sselt|\balle\b.{0,25}\bverschl[üu]sselt",
                r"\b(?:wir|ich)\b.{0,15}\b(?:wurden?|sind|werden|bin|gerade)\b.{0,20}\b(?:gehackt|angegriffen)\b",
                r"\b(?:rechner|pc|computer|laptop|server|netz\w*|system\w*|handy)\b.{0,25}\b(?:gehackt|infiziert|befallen)\b",
                r"\b(?:virus|trojaner|schadsoftware|malware)\b.{0,30}\b(?:auf (?:dem|meinem|unserem)|im|eingefangen|hat|haben)\b"
                r"|\b(?:habe|haben|hab)\b.{0,25}\b(?:einen virus|einen trojaner|schadsoftware)\b",
                r"\bmaus(?:zeiger)? bewegt sich (?:von )?(?:selbst|allein)",
            ),
        ),
        (
            "phished",
            either(
                r"\b(?:phishing\w*|betrugs?\w*|gef[äa]lschte\w*|verd[äa]chtige\w*|komische\w*|seltsame\w*"
                r"|fake)\b.{0,60}\b(?:geklickt|angeklickt|ge[öo]ffnet|eingegeben|geantwortet|heruntergeladen|hereingefallen"
                r"|reingefallen)",
                r"\b(?:geklickt|ge[öo]ffnet|eingegeben|hereingefallen|reingefallen|klickte)\b.{0,60}\b(?:phishing\w*|betrugs?\w*"
                r"|gef[äa]lschte\w*|verd[äa]chtige\w*)",
                r"\b(?:passwort|zugangsdaten|pin|tan)\b.{0,60}\b(?:falschen?|gef[äa]lschten?|fremden?|betr[üu]ger\w*|anrufer\w*"
                r"|phishing\w*)\b.{0,40}\b(?:eingegeben|gegeben|verraten|gesagt|genannt|geschickt)",
            ),
        ),
        (
            "lost",
            either(
                rf"\b{_DE_DEVICE}\b.{{0,60}}\b(?:gestohlen|geklaut|entwendet)\b",
                rf"\b{_DE_DEVICE}\b.{{0,60}}\b{_DE_DATA}\b.{{0,80}}\b(?:verloren|verlegt|liegen ?(?:ge)?lassen|vergessen|weg|verschwunden)",
                rf"\b(?:verloren|verlegt|liegen ?(?:ge)?lassen|vergessen)\b.{{0,80}}\b{_DE_DATA}",
                rf"\b{_DE_COMPUTER}\b.{{0,15}}\b(?:im|in der|in einem|in einer|am|auf dem|auf der) {_DE_AWAY}\b.{{0,15}}"
                r"\b(?:verloren|liegen ?(?:ge)?lassen|vergessen|stehen ?(?:ge)?lassen)",
                rf"^\W*ich habe? (?:gerade )?mein\w* {_DE_COMPUTER} verloren\W*$",
                rf"\b{_DE_DEVICE}\b.{{0,60}}\b(?:verloren|liegen ?(?:ge)?lassen|vergessen)\b.{{0,60}}\b(?:daten|{_DE_DATA})\b",
            ),
        ),
        (
            "leak",
            either(
                r"\b(?:datenleck|datenpanne|datenschutzverletzung|datenschutzvorfall|datenabfluss|datendiebstahl)\b",
                rf"\b{_DE_DATA}\b.{{0,60}}\b(?:im internet|im netz|darknet|[öo]ffentlich|gestohlen|abgeflossen|geleakt|an (?:den"
                rf"|die|das) falsche\w*|verkauft|zum verkauf|versehentlich)",
                rf"\bversehentlich\b.{{0,60}}\b{_DE_DATA}\b",
            ),
        ),
    ),
    "fr": (
        (
            "fire",
            either(
                r"^\W*(?:au secours\W+)?(?:au feu|le feu|feu|incendie)\W*$|\bau feu ?!|\b(?:prend|pris|est en) feu\b|\ben flammes\b",
                rf"\b(?:feu|incendie|fum[ée]e|flammes)\b.{{0,30}}\b(?:{_FR_ROOM}|{_FR_PLACE})\b",
                rf"\b(?:{_FR_ROOM}|{_FR_PLACE}|pc)\b.{{0,25}}\b(?:br[ûu]le(?:nt)?|fume|en feu|fum[ée]e|flammes|sent le br[ûu]l[ée])(?!\w)",
            ),
        ),
        (
            "water",
            either(
                rf"\b(?:inondation|inond[ée]e?s?|fuite d'eau|de l'eau|d[ée]g[âa]t des eaux|l'eau)\b.{{0,40}}\b{_FR_ROOM}\b",
                rf"\b{_FR_ROOM}\b.{{0,40}}\b(?:inond[ée]e?s?|inondation|fuite d'eau|sous l'eau|de l'eau)\b",
            ),
        ),
        (
            "account",
            either(
                r"\b(?:compte|bo[îi]te (?:mail|aux lettres)|messagerie|profil)\b.{0,30}\b(?:pirat[ée]e?|hack[ée]e?|vol[ée]e?"
                r"|compromise?)\b",
                r"\b(?:quelqu'un|un inconnu|un pirate|des pirates)\b.{0,50}\b(?:mon compte|notre compte|ma bo[îi]te"
                r"|mon mot de passe|mes mails)\b",
                r"\b(?:mails?|messages?|courriels?)\b.{0,40}\b(?:en mon nom|que je n'ai pas)\b",
            ),
        ),
        (
            "site",
            either(
                r"\b(?:site(?: web| internet)?|page d'accueil|boutique en ligne)\b.{0,25}\b(?:pirat[ée]e?|hack[ée]e?"
                r"|d[ée]figur[ée]e?|attaqu[ée]e?)\b"
            ),
        ),
        (
            "attack",
            either(
                r"\b(?:ran[çc]ongiciel|(?:avons|un|ai) ransomware|cryptolocker|demande de ran[çc]on|cyberattaque)\b",
                r"\b(?:fichiers?|donn[ée]es|documents|serveurs?|dossiers?|tout)\b.{0,40}\b(?:chiffr[ée]e?s?|crypt[ée]e?s?"
                r"|verrouill[ée]e?s?)\b.{0,80}\b(?:bitcoins?|ran[çc]on|payer|argent|pirates?)",
                r"\btous\b.{0,25}\bfichiers?\b.{0,25}\b(?:chiffr[ée]s|crypt[ée]s|verrouill[ée]s)",
                r"\b(?:nous|on|j'ai|je)\b.{0,25}\b(?:[ée]t[ée]|sommes|suis|est|faire|fait)\b.{0,15}\b(?:pirat[ée]e?s?|hack[ée]e?s?"
                r"|pirater|hacker|attaqu[ée]s)\b",
                r"\b(?:ordinateur|pc|poste|r[ée]seau|serveur|t[ée]l[ée]phone|syst[èe]me)\b.{0,25}\b(?:pirat[ée]|hack[ée]"
                r"|infect[ée]|attaqu[ée])\b",
                r"\b(?:virus|cheval de troie|logiciel malveillant|malware)\b.{0,30}\b(?:sur|dans) (?:mon|ma|notre|le|nos)\b",
            ),
        ),
        (
            "phished",
            either(
                r"\b(?:cliqu[ée]|ouvert|saisi|entr[ée]|donn[ée]|r[ée]pondu|t[ée]l[ée]charg[ée]|tomb[ée]"
                r"|rempli)\b.{0,70}\b(?:hame[çc]onnage|phishing|frauduleu\w*|suspecte?s?|arnaque|escroc\w*|faux (?:mail|site|lien"
                r"|message|courriel)|fausse page|malveillante?s?|pi[ée]g[ée]e?)\b",
                r"\b(?:hame[çc]onnage|phishing|frauduleu\w*|suspecte?s?|arnaque|faux (?:mail|site|lien|message))\b.{0,60}\b(?:j'ai"
                r"|on a|nous avons|il a|elle a|coll[èe]gue a)\b.{0,15}\b(?:cliqu[ée]|ouvert|saisi|donn[ée]|r[ée]pondu"
                r"|t[ée]l[ée]charg[ée])",
            ),
        ),
        (
            "lost",
            either(
                rf"\b(?:vol[ée]|d[ée]rob[ée])\b.{{0,25}}\b{_FR_DEVICE}\b|\b{_FR_DEVICE}\b.{{0,40}}\b(?:a [ée]t[ée] vol[ée]e?"
                rf"|vol[ée]e?|d[ée]rob[ée]e?)\b",
                rf"\b(?:perdu|oubli[ée]|laiss[ée]|[ée]gar[ée])\b.{{0,40}}\b{_FR_DEVICE}\b.{{0,80}}(?:{_FR_DATA}|non chiffr[ée]"
                rf"|pas chiffr[ée])",
                rf"\b{_FR_DEVICE}\b.{{0,60}}{_FR_DATA}.{{0,80}}\b(?:perdu|oubli[ée]|laiss[ée]|[ée]gar[ée]|disparu)",
                rf"\b(?:perdu|oubli[ée]|laiss[ée])(?: \w+)? (?:mon|ma|notre|le|la) (?:\w+ )?{_FR_COMPUTER}(?: \w+)? "
                r"(?:dans|à|sur|au) (?:le |la |un |une |l['’])?(?:train|bus|taxi|tram|avion|a[ée]roport|gare|caf[ée]"
                r"|restaurant|h[ôo]tel|m[ée]tro|rue)\b",
                rf"^\W*j['’]ai perdu mon (?:\w+ )?{_FR_COMPUTER}(?: (?:professionnel|pro|portable))?\W*$",
            ),
        ),
        (
            "leak",
            either(
                r"\b(?:fuite de donn[ée]es|violation de donn[ée]es|vol de donn[ée]es)\b",
                rf"{_FR_DATA}.{{0,60}}\b(?:fuit[ée]|vol[ée]e?s?|publi[ée]e?s? par erreur|sur internet|en vente|par erreur"
                rf"|au mauvais|[àa] la mauvaise)\b",
                rf"\b(?:par erreur|envoy[ée])\b.{{0,40}}{_FR_DATA}.{{0,40}}\b(?:par erreur|au mauvais|[àa] la mauvaise|[àa] tous?)",
            ),
        ),
    ),
    "es": (
        (
            "fire",
            either(
                r"^\W*[¡]?(?:socorro\W+|ayuda\W+)?(?:fuego|incendio)\W*$|\b(?:en llamas|se est[áa] quemando|est[áa] ardiendo)\b"
                r"|\bhay (?:un |una )?(?:fuego|incendio|humo)\b(?! (?:en la agenda))",
                rf"\b(?:fuego|incendio|humo|llamas)\b.{{0,30}}\b(?:{_ES_ROOM}|{_ES_PLACE})\b",
                rf"\b(?:{_ES_ROOM}|{_ES_PLACE})\b.{{0,25}}\b(?:arde|quem[áa]ndose|en llamas|humo|fuego|echa humo|huele a quemado)\b",
            ),
        ),
        (
            "water",
            either(
                rf"\b(?:inundaci[óo]n|inundad[oa]s?|agua|fuga de agua|goteras?)\b.{{0,40}}\b{_ES_ROOM}\b",
                rf"\b{_ES_ROOM}\b.{{0,40}}\b(?:inundaci[óo]n|inundad[oa]s?|inund[óo]|agua|goteras?)\b",
            ),
        ),
        (
            "account",
            either(
                r"\b(?:cuenta|correo|buz[óo]n|perfil)\b.{0,30}\b(?:hackead[oa]|pirat?ead[oa]|robad[oa]|comprometid[oa])\b"
                r"|\b(?:hackearon|robaron|hackeado)\b.{0,20}\b(?:cuenta|correo|contrase[ñn]a)\b",
                r"\b(?:alguien|un desconocido|un hacker|hackers)\b.{0,50}\b(?:mi cuenta|nuestra cuenta|mi correo|mi contrase[ñn]a"
                r"|mi buz[óo]n)\b",
                r"\b(?:correos|mensajes|mails?)\b.{0,40}\b(?:en mi nombre|que (?:yo )?no he (?:escrito|enviado))\b",
            ),
        ),
        (
            "site",
            either(
                r"\b(?:p[áa]gina(?: web)?|sitio(?: web)?|web|tienda online)\b.{0,25}\b(?:hackead[oa]|pirat?ead[oa]|atacad[oa])\b"
                r"|\b(?:hackearon|hackeado|atacado)\b.{0,15}\b(?:la |nuestra )?(?:p[áa]gina|web|sitio)\b"
            ),
        ),
        (
            "attack",
            either(
                r"\b(?:(?:tenemos|hay|es|un) ransomware|secuestro de datos|piden (?:un )?rescate|nota de rescate|ciberataque)\b",
                r"\b(?:piden|exigen) (?:dinero|bitcoins?)\b.{0,30}\b(?:recuperar|archivos|ficheros|datos)\b",
                r"\b(?:archivos?|ficheros?|datos|documentos|servidor(?:es)?|todo)\b.{0,40}\b(?:cifrad[oa]s?|encriptad[oa]s?"
                r"|bloquead[oa]s?)\b.{0,80}\b(?:bitcoins?|rescate|pagar|dinero|hackers?)",
                r"\btodos\b.{0,20}\b(?:archivos|ficheros)\b.{0,25}\b(?:cifrados|encriptados|bloqueados)",
                r"\b(?:nos|me|hemos|han)\b.{0,15}\b(?:hackeado|hackearon|hackeados|han atacado|atacado|pirateado)\b",
                r"\b(?:ordenador|computadora|pc|red|servidor|sistema|equipo|m[óo]vil)\b.{0,25}\b(?:hackead[oa]|infectad[oa]|atacad[oa])\b",
                r"\b(?:virus|troyano|malware)\b.{0,30}\b(?:en (?:mi|el|nuestro|la))\b",
            ),
        ),
        (
            "phished",
            either(
                r"\b(?:hice|hecho|he|pinch\w+|abr[íi]|abierto|introduje|introducido|di|dado|respond\w+|ca[íi]do|descargu[ée]"
                r"|descargado|puse|escrib[íi])\b.{0,70}\b(?:phishing|fraudulent[oa]s?|sospechos[oa]s?|estafa\w*|fals[oa]s?"
                r"|malicios[oa]s?)\b",
                r"\b(?:phishing|fraudulent[oa]s?|sospechos[oa]s?|estafa\w*|correo falso|p[áa]gina falsa)\b.{0,60}\b(?:he|hemos|ha"
                r"|hice|abr[íi]|pinch[ée]|clic)\b",
            ),
        ),
        (
            "lost",
            either(
                rf"\b(?:robado|robaron|hurtado|sustra[íi]do)\b.{{0,25}}\b{_ES_DEVICE}\b|\b{_ES_DEVICE}\b.{{0,40}}\b(?:robad[oa]"
                rf"|robaron|robado)\b",
                rf"\b(?:perdido|perd[íi]|dejado|dej[ée]|olvidado|olvid[ée]"
                rf"|extraviado)\b.{{0,40}}\b{_ES_DEVICE}\b.{{0,80}}(?:{_ES_DATA}|sin cifrar|no (?:est[áa] )?cifrado)",
                rf"\b{_ES_DEVICE}\b.{{0,60}}{_ES_DATA}.{{0,80}}\b(?:perdid[oa]|perd[íi]|dejado|olvidad[oa]|desaparecid[oa])",
                rf"\b(?:perdido|perd[íi]|dejado|dej[ée]|olvidado|olvid[ée]) (?:mi|el|la|un|una) {_ES_COMPUTER}"
                r"(?: (?:de la empresa|del trabajo))? en (?:el |la |un |una )?(?:tren|autob[úu]s|bus|taxi|avi[óo]n"
                r"|aeropuerto|estaci[óo]n|cafeter[íi]a|restaurante|hotel|metro|calle)\b",
                rf"^\W*(?:he perdido|perd[íi]) mi {_ES_COMPUTER}(?: (?:de la empresa|del trabajo))?\W*$",
            ),
        ),
        (
            "leak",
            either(
                r"\b(?:filtraci[óo]n|fuga|brecha|robo) de (?:los )?datos\b|\bbrecha de seguridad\b",
                rf"{_ES_DATA}.{{0,60}}\b(?:filtrad[oa]s?|robad[oa]s?|en internet|en venta|por error|a la persona equivocada"
                rf"|al destinatario equivocado)\b",
                rf"\b(?:por error|enviado|envi[ée])\b.{{0,40}}{_ES_DATA}.{{0,40}}\b(?:por error|equivocad[oa]|a todos)",
            ),
        ),
    ),
}
"""What is told as having happened, by language."""

IMAGINED: Mapping[Abroad, Words] = {
    "de": either(
        r"\b(?:schulung\w*|[üu]bung\w*|richtlinien?|simulation\w*|kampagnen?|kurse?|was ist|was sind|was w[äa]re"
        r"|was passiert,? wenn|falls|im falle?|wenn (?:wir|jemand|unser\w*|mal)|versicherung\w*|budget|angebot\w*"
        r"|sch[üu]tzen|schutz|vorbeugen|verhindern|konzept\w*|notfallplan|probealarm|rauchmelder|feuerl[öo]scher"
        r"|brandschutz|wasserk[üu]hlung|erkl[äa]r\w*)\b"
    ),
    "fr": either(
        r"\b(?:formations?|exercices?|politique|simulations?|campagnes?|qu'est-ce|c'est quoi|que (?:faire"
        r"|se passe-t-il) si|en cas d[e']|si (?:jamais|on|nous|quelqu'un)|assurances?|budget|devis|pr[ée]venir|prot[ée]ger"
        r"|protection"
        r"|sensibilisation|plan de|proc[ée]dure|extincteurs?|d[ée]tecteurs?|expliqu\w+)\b"
    ),
    "es": either(
        r"\b(?:formaci[óo]n|simulacros?|simulaci[óo]n|pol[íi]tica|campa[ñn]as?|cursos?|qu[ée] es|qu[ée] (?:hacer|pasa) si"
        r"|en caso de|si (?:alguien|nos|hay|alguna vez)|seguro|presupuesto|oferta|prevenir|proteger|protecci[óo]n"
        r"|concienciaci[óo]n|plan de|procedimiento|extintor\w*|detector\w*|explic\w+)\b"
    ),
}
"""What is thought up, rehearsed, or asked about."""

STEMS: Mapping[Abroad, Mapping[Kind, str]] = {
    "de": {
        "fire": "feue bran bren flam rauc qual funk riec stin",
        "water": "wass über uber trop läuf lauf rohr nass unte",
        "account": "geha über uber gekn geka komp gest jema frem unbe hack name gesc",
        "site": "geha veru geka ange",
        "attack": "rans erpr vers kryp löse lose geha ange infi befa viru troj scha malw maus",
        "phished": "phis betr gefä gefa verd komi selt fake fals frem anru",
        "lost": "gest gekl entw verl lieg verg weg vers",
        "leak": "date gest abge gele öffe offe dark inte netz verk fals vers",
    },
    "fr": {
        "fire": "feu ince fumé fume flam brûl brul",
        "water": "inon fuit eau dégâ dega",
        "account": "pira hack volé vole comp quel inco nom pas",
        "site": "pira hack défi defi atta",
        "attack": "ranç ranc rans cryp cybe chif verr pira hack atta infe viru chev mali malw",
        "phished": "hame phis frau susp arna escr faux faus malv piég pieg",
        "lost": "volé vole déro dero perd oubl lais égar egar disp",
        "leak": "fuit viol vol volé vole publ inte vent erre mauv envo",
    },
    "es": {
        "fire": "fueg ince llam quem arde ardi humo huel",
        "water": "inun agua fuga gote",
        "account": "hack pira roba comp algu desc nomb escr envi",
        "site": "hack pira atac",
        "attack": "dine bitc rans secu resc cibe cifr encr bloq hack atac pira infe viru troy malw",
        "phished": "phis frau sosp esta fals mali",
        "lost": "roba hurt sust perd deja dejé olvi extr desa",
        "leak": "filt fuga brec robo roba inte vent erro equi envi",
    },
}
"""By language, what `danger_words.STEMS` is."""
