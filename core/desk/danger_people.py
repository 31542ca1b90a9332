"""How people tell that somebody is hurt, cheated or threatened, and of a battery that may catch fire, in all languages."""

from collections.abc import Mapping

from core.desk.danger_steps import Kind, Language
from core.desk.danger_words import Patterns, either

_SOMEBODY = (
    r"(?:somebody|someone|a (?:colleague|co-?worker|woman|man|person|visitor|guest|cleaner|trainee|technician)|my (?:colleague|boss"
    r"|manager|co-?worker|neighbou?r)|our (?:trainee|guest|cleaner)|he|she|people|we|i)"
)
_LEAVES = (
    r"(?!.{0,40}\b(?:leav\w+|cancel\w*|quit\w*|switch\w*|su(?:e|es|ing)|legal|complain\w*|return\w*|go(?:ing)? elsewhere|review|rating"
    r"|quitter|partir|r[ée]silier|annuler|changer"
    r"|k[üu]ndig\w*|wechsel\w*|abspring\w*|abzuwandern|klage|irse|dejar\w*|cancelar|cambiar"
    r"|marcharse|denunciar)\b)"
)
"""Who threatens to leave endangers nobody."""
_ASKS = r"(?:asks?|asked|asking|wants?|told|wrote|writes)"
_BY_WRITING = r"(?:(?:by|in|via|on|over)(?: an?| the)? (?:e-?mail|mail|text|sms|whatsapp|chat))"
_NOT_THING = (
    r"(?! bias| users?| mode| (?:the|every) \w+(?: |$)"
    r"| (?:under (?:the )?load|in price|into one|the (?:list|menu|section|rows?|view|panel)))"
)
_BATTERY = r"(?:batter(?:y|ies)|power ?banks?)"
_CARRIER = r"(?:laptop|notebook|phone|tablet|ups|macbook|mobile|device)"
_BOSS = r"(?:ceo|cfo|boss|director|manager|managing director|chief)"

REPORTS: Mapping[Language, Patterns] = {
    "en": (
        (
            "hurt",
            either(
                rf"\b{_SOMEBODY}(?:'s| has| have| is| just|'ve)*(?: just)? (?:collapsed|fainted|unconscious|passed out|not breathing"
                rf"|having a (?:heart attack|stroke|seizure)|bleeding|choking)\b{_NOT_THING}",
                rf"\b{_SOMEBODY}(?:'s| has| have| is| was| just| got| been|'ve)* (?:(?:badly|seriously|severely|an?) )?"
                r"(?:injured|hurt (?:badly|seriously|himself|herself|in the)|badly hurt|electrocuted|electric shock)\b",
                rf"\b{_SOMEBODY}(?: just|'ve| have| has)* (?:got|gotten|had|received|suffered) an? electric(?:al)? shock\b",
                rf"\b(?:i'?m|i am|we'?re|we are|{_SOMEBODY}(?:'s| is| are)?) (?:trapped|stuck|locked) "
                r"(?:in|inside) (?:the|a|an|our) (?:lift|elevator)\b(?! (?:pitch|speech|music|software|app))",
                r"\b(?:heart attack|not breathing|unconscious)\b(?! bias).{0,30}\b(?:office|room|floor|reception|colleague|kitchen|help)\b",
            ),
        ),
        (
            "threat",
            either(
                _LEAVES
                + r"\b(?:colleague|co-?worker|somebody|someone|employee|man|visitor|ex-employee|customer|he|she|boss)\b.{0,30}"
                r"\b(?:threaten(?:s|ed|ing)?|threatens?)\b.{0,30}\b(?:me|us|her|him|them|colleagues?|people|everybody|everyone"
                r"|(?:my|our|the) (?:colleagues?|receptionist|staff|cashier|nurse|guard|trainee|people|team)|to (?:kill|hurt"
                r"|beat|attack|shoot|stab))\b(?! with (?:a )?(?:ticket|deadline)s?)",
                r"\b(?:has|have|with|carrying|holding|pulled) an? (?:gun|knife|weapon)\b(?! (?:icon|emoji|switch))",
                r"\bi(?:'m| am| was| have been|'ve been)(?: being)? (?:physically )?"
                r"(?:threatened|attacked|assaulted) (?:by|at) (?:a|my|the|our|some)",
            ),
        ),
        (
            "fraud",
            either(
                r"\b(?:bought|buy|purchase|purchased|get|sent)\b.{0,25}\bgift ?cards?\b.{0,80}\b(?:fraud|scam|fake|not him|not her|wasn't"
                r"|codes?|never asked|urgent)\b",
                rf"\b{_BOSS}\b.{{0,60}}\b{_ASKS}\b(?=.{{0,120}}(?:codes?\b|urgent|secret|quick|photo|right now|{_BY_WRITING}"
                r"|suspicious|not (?:him|her)|really (?:him|her)|scratch)).{0,50}\b(?:gift ?cards?|codes? of (?:the )?cards?"
                r"|(?:wire|bank) (?:\w+ )?(?:transfer|payment)|itunes)\b",
                rf"\b{_BOSS}\b.{{0,60}}\b{_ASKS}\b.{{0,50}}"
                r"\b(?:urgent|secret|confidential) (?:\w+ )?(?:transfer|payment)\b",
                r"\b(?:ceo|invoice|payment|bank) (?:fraud|scam)\b(?! (?:prevention|policy|rules|detection|module|dashboard))",
                r"\b(?:transferred|wired|paid|sent|made)\b.{0,40}\b(?:money|payment|transfer|invoice|euros?|dollars?|eur|usd|pounds?|\d{4,})\b"
                r".{0,50}\b(?:wrong account|wrong (?:iban|bank account|recipient|person|supplier)|fraud\w*|scam\w*|fake)\b",
                r"\b(?:wrong|fraudulent|fake) (?:bank )?transfer\b.{0,40}\b(?:made|went|sent|just|by mistake)\b"
                r"|\b(?:made|sent) an? (?:wrong|fraudulent) (?:bank )?(?:transfer|payment)\b",
            ),
        ),
        (
            "extortion",
            either(
                r"\b(?:blackmail(?:s|ed|ing)?|extort(?:s|ed|ing|ion)?|sextortion)\b.{0,30}\b(?:me|us|the company|our|my|by)\b"
                r"|\b(?:being|been|am|are|was) (?:blackmailed|extorted)\b",
                r"\bthreaten\w*\b.{0,30}\b(?:to (?:publish|leak|release|post|sell|share) (?:my|our|the|his|her|all|private|customer)"
                r"|if (?:we|i) (?:don't|do not) pay)\b",
            ),
        ),
        (
            "battery",
            either(
                rf"\b{_BATTERY}\b.{{0,30}}\b(?:swollen|swelling|swelled|bulg(?:ing|ed|es)|bloated|puffed|leaking|hissing|overheat(?:ing|ed)"
                r"|very hot|burning hot)\b",
                rf"\b(?:swollen|bulging|bloated|leaking|puffed(?: up)?)\b.{{0,15}}\b{_BATTERY}\b",
                rf"\b{_CARRIER}\b.{{0,30}}\b(?:is |has )?(?:swollen|bulging|bloated)\b",
            ),
        ),
    ),
    "de": (
        (
            "hurt",
            either(
                r"\b(?:jemand|kolleg\w+|mann|frau|person|besucher\w*|er|sie|chef\w*)\b.{0,30}\b(?:zusammengebrochen|bewusstlos|ohnm[äa]chtig"
                r"|verletzt|blutet|atmet nicht|umgekippt|herzinfarkt|schlaganfall)\b",
                r"\b(?:einen stromschlag|einen elektrischen schlag)\b.{0,20}\b(?:bekommen|erlitten|abbekommen)\b|\bstromschlag bekommen\b",
                r"\b(?:stecken|stecke|steckt|sitzen|sitze|eingeschlossen|gefangen|festsitz\w*)\b.{0,25}\b(?:aufzug|fahrstuhl|lift)\b.{0,10}(?:fest|$)",
                r"\b(?:im|in dem) (?:aufzug|fahrstuhl|lift)\b.{0,20}\b(?:stecken\w*|eingeschlossen|gefangen|fest)\b",
            ),
        ),
        (
            "threat",
            either(
                _LEAVES
                + r"\b(?:kolleg\w+|jemand|mann|mitarbeiter\w*|besucher\w*|kunde)\b.{0,30}\b(?:bedroht|droht)\b.{0,30}\b(?:mich|uns|ihn"
                r"|sie|mir|kolleg\w+|leute|umzubringen|zu schlagen)\b",
                rf"\b(?:bedroht|droht) (?:mich|uns|mir|einen|eine|jemanden)\b{_LEAVES}",
                r"\bhat (?:ein messer|eine waffe|eine pistole)\b",
            ),
        ),
        (
            "fraud",
            either(
                r"\b(?:chef\w*|gesch[äa]ftsf[üu]hr\w+|vorstand)\b.{0,60}\b(?:gutschein\w*|geschenkkarten?|guthabenkarten?|eil[üu]berweisung)\b",
                r"\b[üu]berweisung\b.{0,40}\b(?:betr[üu]g\w*|falsche\w* konto|falsche\w* empf[äa]nger)\b"
                r"|\b(?:[üu]berwiesen|gezahlt)\b.{0,40}\b(?:betr[üu]g\w*|falsche\w* konto)\b"
                r"|\b(?:falsche\w* konto|betr[üu]g\w*)\b.{0,40}\b(?:[üu]berwiesen|gezahlt)\b",
                r"\b(?:chef-?betrug|ceo-?fraud)\b",
            ),
        ),
        (
            "extortion",
            either(
                r"\b(?:erpresst|erpressen)\b.{0,20}\b(?:mich|uns)\b|\b(?:werde|werden|wurde|wurden)\b.{0,15}\berpresst\b"
            ),
        ),
        (
            "battery",
            either(
                r"\b\w*(?:akku|batterie)\w*\b.{0,30}\b(?:aufgebl[äa]ht|gew[öo]lbt|w[öo]lbt|dick geworden|ausgelaufen|ausgebeult)\b",
                r"\b(?:aufgebl[äa]hte\w*|gew[öo]lbte\w*) \w*(?:akku|batterie)\w*\b",
            ),
        ),
    ),
    "fr": (
        (
            "hurt",
            either(
                r"\b(?:quelqu'un|coll[èe]gue|personne|visiteur|homme|femme|il|elle)\b.{0,30}\b(?:[ée]vanouie?|effondr[ée]e?|inconsciente?"
                r"|bless[ée]e?|ne respire (?:plus|pas)|crise cardiaque)(?!\w)",
                r"\b(?:d[ée]charge [ée]lectrique|[ée]lectrocut[ée]e?)(?!\w)",
                r"\b(?:coinc[ée]e?s?|bloqu[ée]e?s?|enferm[ée]e?s?) dans l'ascenseur\b",
            ),
        ),
        (
            "threat",
            either(
                _LEAVES
                + r"\b(?:coll[èe]gue|quelqu'un|homme|client|employ[ée])\b.{0,30}\b(?:menace|menac[ée])(?!\w).{0,30}"
                r"\b(?:coll[èe]gue|moi|nous|de (?:tuer|frapper)|quelqu'un|gens)\b",
                rf"\b(?:me|nous|la|le) menace\b{_LEAVES}",
                r"\ba (?:un couteau|une arme)\b",
            ),
        ),
        (
            "fraud",
            either(
                r"\b(?:directeur|patron|pdg|chef)\b.{0,60}\b(?:cartes? cadeaux?|virement (?:urgent|confidentiel))\b",
                r"\bvirement\b.{0,40}\b(?:fraudu\w+|mauvais compte|escroc\w*|mauvais destinataire)\b|\bfraude au pr[ée]sident\b",
            ),
        ),
        (
            "extortion",
            either(
                r"\b(?:chantage|extorsion)\b.{0,30}\b(?:me|nous|victime|on)\b|\b(?:me|nous)\b.{0,15}\b(?:font|fait) chanter\b"
                r"|\bon (?:me|nous) fait du chantage\b"
            ),
        ),
        (
            "battery",
            either(
                r"\bbatterie\b.{0,30}\b(?:gonfl[ée]e?|gonfle|bomb[ée]e?|fuit)(?!\w)",
            ),
        ),
    ),
    "es": (
        (
            "hurt",
            either(
                r"\b(?:alguien|compa[ñn]er[oa]|persona|visitante|hombre|mujer|se)\b.{0,30}\b(?:desmayad[oa]|desmay[óo]|inconsciente|herid[oa]"
                r"|desplomad[oa]|desplom[óo]|no respira|infarto)(?!\w)",
                r"\b(?:descarga el[ée]ctrica|electrocutad[oa])(?!\w)",
                r"\b(?:atrapad[oa]s?|encerrad[oa]s?) en el ascensor\b",
            ),
        ),
        (
            "threat",
            either(
                _LEAVES
                + r"\b(?:compa[ñn]er[oa]|alguien|hombre|cliente|emplead[oa])\b.{0,30}\b(?:amenaza|amenazado|amenazando)\b",
                r"\b(?:tiene|lleva) (?:un cuchillo|un arma|una pistola)\b",
            ),
        ),
        (
            "fraud",
            either(
                r"\b(?:jefe|jefa|director\w*|gerente)\b.{0,60}\b(?:tarjetas? (?:de )?regalo|transferencia urgente)\b",
                r"\btransferencia\b.{0,40}\b(?:fraudulenta|cuenta equivocada|estafa\w*|cuenta err[óo]nea)\b|\bfraude del ceo\b",
            ),
        ),
        ("extortion", either(r"\b(?:me|nos)\b.{0,15}\b(?:extorsiona\w*|chantajea\w*)\b")),
        ("battery", either(r"\bbater[íi]a\b.{0,30}\b(?:hinchad[oa]|inflad[oa]|abombad[oa]|hincha)(?!\w)")),
    ),
}
"""What is told as having happened, the gravest first."""

STEMS: Mapping[Language, Mapping[Kind, str]] = {
    "en": {
        "hurt": "coll fain unco pass brea hear stro seiz blee chok inju hurt badl elec trap stuc lock",
        "threat": "thre gun knif weap atta assa",
        "fraud": "gift frau scam wire bank wron fake tran itun urge secr conf code",
        "extortion": "blac exto sext thre",
        "battery": "batt powe swol bulg bloa",
    },
    "de": {
        "hurt": "zusa bewu ohnm verl blut atme umge herz schl stro elek aufz fahr lift",
        "threat": "bedr droh mess waff pist",
        "fraud": "guts gesc guth eilü eilu über uber geza chef ceo",
        "extortion": "erpr",
        "battery": "aufg gewö gewo wölb wolb dick ausg",
    },
    "fr": {
        "hurt": "évan evan effo inco bles resp cris déch dech élec elec asce",
        "threat": "mena cout arme",
        "fraud": "cart vire frau",
        "extortion": "chan exto",
        "battery": "batt",
    },
    "es": {
        "hurt": "desm inco heri desp resp infa desc elec asce",
        "threat": "amen cuch arma pist",
        "fraud": "tarj tran frau",
        "extortion": "exto chan",
        "battery": "bate",
    },
}
"""By language, what `danger_words.STEMS` is."""
