"""How people tell of a danger in English. Each pattern looks at one passage, in which apostrophes are straight."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.desk.danger_steps import Kind


@dataclass(frozen=True)
class Words:
    """Ways to say something, compiled when they are first looked for: a text needs few of them, and all together take long.

    Attributes:
        lines: a pattern for each way.
    """

    lines: tuple[str, ...]

    def search(self, passage: str) -> bool:
        """Whether it is said in a passage."""
        return self._pattern.search(passage) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{line})" for line in self.lines), re.IGNORECASE)


Patterns = Sequence[tuple[Kind, Words]]


def either(*lines: str) -> Words:
    """Some lines, each a way to say it, as one."""
    return Words(lines)


_ROOM = (
    r"(?:(?:server|data|network|computer|machine|comms|it|switch|telecoms?)[ -]?(?:room|cent(?:re|er)|rack|cabinet|closet|cupboard)"
    r"|(?:patch|electric(?:al)?|fuse)[ -](?:panel|room|cabinet|box)|server ?farm|machine hall)s?"
)
_PLACE = (
    rf"(?:{_ROOM}|racks?|servers?|basement|cellar|ups|sockets?|switches|cabinets?|power (?:strips?|supply|supplies))"
)
_BURNS = (
    r"(?:office|building|house|kitchen|kitchenette|floor|roof|hall|hallway|corridor|warehouse|room|lab|workshop|basement|cellar"
    r"|canteen|archive|server|rack|laptop|notebook|tablet|computer|pc|battery|socket|outlet|plug|monitor|screen|printer|copier"
    r"|switch|ups|router|charger|adapter|cable|cabinet|projector|phone|power (?:strip|supply|bank)|power-?bank|bin|desk|car park"
    r"|garage|shop|store|school|machine|device)s?"
)
_MINE = r"(?:my|our|the|a|an|his|her|their|this|one of (?:our|the|my))"
_NOT_A_FIRE = (
    r"(?! ?-?(?:alarms?|drills?|exting\w*|doors?|exits?|walls?|safety|tablets?|tv|sticks?|detect\w*|sales?|hazards?|marshals?"
    r"|wardens?|escapes?|inspections?|tests?|suppression|protection|prevention|insurance|regulations?|load|department|brigade|station"
    r"|chief|and forget|officer|service|rating|resistant|proof|panel|plan|training|course|certificate|code|blanket|break|permit|risk))"
)
_SOMEONE = (
    r"(?:someone|somebody|a stranger|strangers?|(?:a |the )?(?:hacker|attacker|intruder|thie(?:f|ves)|criminal|scammer|fraudster)s?"
    r"|an? unknown (?:person|user)|people (?:we|i) don'?t know)"
)
_MACHINE = (
    r"(?:pcs?|computers?|laptops?|notebooks?|macs?|macbooks?|network|servers?|devices?|systems?|phones?|machines?"
    r"|workstations?|desktops?)"
)
_HACKED = r"(?:hacked|attacked|compromised|breached|under attack|infected)"
_AS_BAD = (
    r"(?:phish\w*|scam\w*|spoof\w*|fraud(?:ulent)?|fake|bogus|suspicious|strange|dodgy|malicious|dangerous|weird|shady"
    r"|dubious|infected)"
)
_THING = (
    r"(?:links?|mails?|e-?mails?|messages?|attachments?|files?|(?:web ?)?sites?|(?:web|login|log-?in|sign-?in)? ?pages?|forms?"
    r"|invoices?|zips?|documents?|pdfs?|qr ?codes?|texts?|sms|calls?|callers?|numbers?|buttons?|pop-?ups?|offers?)"
)
_NOT_FOR_WORK = (
    r"(?! (?:mailbox|report|reports|folder|team|training|awareness|test|tests|simulation|campaign|dashboard|statistics|address"
    r"|filter|button|policy|quiz|exercise|desk|department|course|reporting|ticket|line|hotline|protection|detection|prevention|law"
    r"|case|cases|analysis|analytics|list|register|guidelines?)\b)"
)
_FELL = (
    r"(?:clicked|opened|pressed|tapped|entered|typed|put|gave|given|filled|answered|replied|responded|logged|signed in|submitted"
    r"|fell|fallen|followed|downloaded|scanned|told|visited|ran|installed|paid|called)"
)
_SIGN_IN = (
    r"(?:(?:my|our|the|her|his|their|some|all)(?: \w+)? )?(?:passwords?|pass ?words?|credentials|login(?: data| details)?|pin"
    r"|access data|card (?:details|number)|bank (?:details|data)|one-time code|mfa code|codes?)"
)
_DEVICE = (
    r"(?:laptops?|notebooks?|macbooks?|(?:work |company |mobile |smart)?phones?|mobiles?|tablets?|ipads?|(?:usb )?(?:memory )?sticks?"
    r"|(?:usb|hard|external|thumb|flash) ?(?:drives?|disks?)|computers?|pcs?|devices?|smartphones?|usb|briefcase|rucksack|backpack"
    r"|bag|folder|files)"
)
_PEOPLES = (
    r"(?:customers?|clients?|patients?|personal|payroll|salary|salaries|confidential|employees?|staff|secret|sensitive|private"
    r"|members?|students?|pupils?|donors?|users?|tax|medical|health|bank|hr|credit card)"
)
_RECORDS = (
    r"(?:data(?:base)?|lists?|files?|records?|details|information|documents?|addresses|numbers|contracts?|slips?"
    r"|figures|spreadsheet)"
)
_NOT_IT = (
    r"(?! ?-?(?:trainings?|scann?\w*|protection|insurance|polic(?:y|ies)|plans?|software|definitions?|checks?|updates?|awareness"
    r"|detection|simulations?|exercises?|drills?|response|playbooks?|procedures?|reports?|statistics|tests?|readiness|guide\w*"
    r"|process\w*|prevention|defen[cs]e|clause|notifications?|register|workshops?|presentations?|courses?|tools?|consultants?|risks?)\b)"
)

HAPPENED: Patterns = (
    (
        "fire",
        either(
            rf"\b{_BURNS} (?:is|are|'s|has|have|just|caught|catching|catches|goes|went|still|now|already| )+\b(?:on fire"
            rf"|fire(?! ?wall)|in flames"
            r"|ablaze|smou?ldering|smoking(?! area)|burning(?! (?:an? |the |some |to |through )?(?:cds?|dvds?|dis[ck]s?|iso"
            r"|time|money|question)))\b",
            rf"\b(?:there(?:'s| is)|we have|we've got|i (?:can )?(?:see|smell)) (?:an? |some )?(?:\w+ )?(?:fire|smoke"
            rf"|flames){_NOT_A_FIRE}\b(?! (?:on|in) the (?:list|agenda))",
            r"^\W*(?:help\W+)?fire\W*!*$|\bfire ?!",
            rf"^\W*(?:help\W+)?fire{_NOT_A_FIRE} (?:(?:in|on|at|the|\d+(?:st|nd|rd|th)|\w+) ){{1,4}}{_BURNS}\W*$",
            rf"\b(?:a )?(?:fire|flames|smoke) (?:has |have |just )?(?:broken? out|breaking out|started|spreading|in|at|near"
            rf"|on) (?:\w+ )?(?:the|our|my) {_BURNS}\b(?! (?:alarm|detector|plan))",
            r"\bsmoke\b (?:is |are )?(?:\w+ )?(?:coming|comes|rising|pouring|everywhere|filling)",
            r"\bsmells? (?:of |like )?(?:smoke|burning|burnt|burned|fire(?! (?:hydrant|place|works?|escape|door)))\b",
            rf"\b{_BURNS}\b.{{0,25}}\b(?:sparks|sparking|sparked|exploded|exploding|blew up)\b",
            rf"\b(?:sparks|flames|explosion)\b.{{0,15}}\b(?:from|in|out of|at)\b.{{0,12}}\b{_BURNS}\b",
        ),
    ),
    (
        "water",
        either(
            rf"\b(?:water|rain\w*|sewage|pipes?|ceiling|roof|air ?con\w*|cooling|tap|toilet)\b.{{0,30}}\b(?:drip\w*|leaks?"
            rf"|leaking|leaked|pour\w*|coming|comes"
            rf"|running|runs|flow\w*|bursts?|spray\w*|rising|standing|everywhere)\b.{{0,50}}\b{_PLACE}\b",
            rf"\b{_PLACE}\b.{{0,30}}\b(?:flooded|flooding|floods|under ?water|full of water|soaked|dripping wet"
            rf"|standing in water)\b(?! (?:with|by) (?!water))",
            rf"\b(?:flood|flooding|flooded|water|a leak|leaking)\b (?:is |has )?(?:in|into|on|onto|under|above|over|inside"
            rf"|all over|through) (?:the|our|my) (?:\w+ )?{_PLACE}\b(?! (?:sensors?|detectors?))",
            r"\b(?:burst pipe|pipe (?:has |just |is )*burst|water main (?:has |just )*burst)\b",
            r"\b(?:office|building|floor|room|archive|warehouse) (?:is|has|are|was|just|got| )+\b(?:flooded|flooding"
            r"|under ?water)\b(?! (?:with|by) (?!water))",
        ),
    ),
    (
        "account",
        either(
            rf"\b{_SOMEONE}(?: else)? (?:is|are|was|has|have|just|got|been|'s| )*\b(?:in|into|logged|signed|logging|signing"
            rf"|using|uses|taken|took|accessed|read|reading|broke|broken"
            r"|hacked|stole|stolen|hijacked|changed)\b.{0,25}\b(?:my|our|her|his|the)(?: \w+)? (?:accounts?|mailbox|inbox"
            r"|e-?mails?|profile|login)\b(?! (?:numbers?|manager|plan|team|executive|structure))",
            rf"\b{_SOMEONE}(?: else)? (?:has |have |just |also )*(?:changed|stole|stolen|guessed|knows|has|used|uses)\b (?:my"
            rf"|her|his) (?:\w+ )?passwords?\b",
            r"\b(?:accounts?|mailbox|inbox|profile|e-?mail|login|facebook|instagram|linkedin|twitter)\b (?:\w+ )?(?:is|was"
            r"|were|are|has|have|been|being|got|just|probably|maybe|'s| )+\b(?:hacked"
            r"|compromised|taken over|hijacked|stolen|breached|broken into)\b",
            r"\b(?:mails?|e-?mails?|messages?|posts?)\b.{0,40}\b(?:i|we|she|he)(?:'ve| have)? (?:didn'?t|did not|never"
            r"|haven'?t)\b.{0,6}\b(?:write|wrote|written|send|sent|post)",
            r"\b(?:log-?ins?|sign-?ins?|mfa|approval|push|code)\b.{0,40}\b(?:wasn'?t me|was not me|isn'?t me|not mine"
            r"|i (?:didn'?t|did not|never) (?:request|start|ask|do|make|trigger))",
            r"\bmails?\b.{0,20}\bsent in my name\b",
            r"\b(?:mfa|2fa|push|sign-?in|login|approval|authenticator) (?:prompts?|requests?|notifications?)\b.{0,140}"
            r"\b(?:hit|pressed|tapped|clicked|accidentally) (?:on )?(?:approved?|accept(?:ed)?|allow(?:ed)?|confirm(?:ed)?)\b",
        ),
    ),
    (
        "site",
        either(
            rf"\b(?:web ?sites?|home ?page|web ?shop|online shop|site|portal|domain|web ?page)\b (?:\w+ )?(?:is|was|has|have"
            rf"|been|being|got|just|probably|'s| )+\b(?:{_HACKED}|defaced|hijacked|taken over)\b",
            r"\b(?:hacked|defaced|hijacked) (?:our|my|the) (?:\w+ )?(?:web ?site|home ?page|web ?shop|site|portal|domain)\b",
        ),
    ),
    (
        "attack",
        either(
            r"\bransom (?:note|demand|message|letter)\b(?! (?:template|example))",
            r"\b(?:files?|drives?|servers?|computers?|laptops?|pcs?|everything|data|documents|folders?"
            r"|shares?)\b.{0,40}\b(?:encrypted|scrambled|locked)\b.{0,80}\b(?:pay|bitcoins?|ransom|money|demand\w*|hackers?"
            r"|crypto)\b",
            r"\b(?:files?|documents|everything|folders?)\b.{0,20}\b(?:are|is|have|has|been|were|got|suddenly|all|just"
            r"| )+\b(?:encrypted|scrambled|unreadable|locked)\b.{0,30}\b(?:extension|strange|weird|readme|note|screen|suddenly"
            r"|overnight|since)",
            r"\b(?:suddenly|overnight)\b.{0,30}\bfiles?\b.{0,20}\bencrypted\b",
            r"\bfiles?\b.{0,20}\b(?:end|ends|ending|called|named)\b.{0,15}\.?(?:locked|crypt\w*|encrypted|enc)\b",
            r"\b(?:screen|message|mail|e-?mail|note|hackers?|they|attackers?|somebody|someone|pop-?up"
            r"|window)\b.{0,40}\b(?:demand\w*|asks? (?:us |me |for payment )?for|asks? (?:us |me )?to pay|wants?"
            r"|blackmail\w*)\b(?! to (?:pay|accept|buy))"
            r".{0,40}\b(?:bitcoins?|ransom|crypto(?:currency)?)\b",
            rf"\b(?:we|i)(?:'m|'re| am| are|'ve| have| was| were|'ve been| got)(?: been| being| just| probably| all| now"
            rf"| currently| definitely)* {_HACKED}\b(?! (?:surface|vector|by (?:questions|mosquito)))",
            rf"\bmy {_MACHINE} (?:is|was|has been|got|has)(?: been| just| probably| being)* {_HACKED}\b",
            rf"\b(?:our|the|this) (?:\w+ )?{_MACHINE} (?:is|are|was|were|has been|have been|got|has|have)(?: been| just"
            rf"| probably| being)* (?:hacked|infected|under attack|breached)\b(?! with (?:joy|laughter))",
            rf"\b{_SOMEONE} (?:has |have |is |are |just |took |taken |over )*(?:got|broke|broken|logged|signed|hacked|in|into"
            rf"|control|controls|controlling|encrypted|access to)\b.{{0,15}}\b(?:our|my) (?:\w+ ){{0,2}}?{_MACHINE}\b",
            r"\b(?:mouse|cursor|pointer|screen) (?:is |was |keeps )?(?:still |just )?mov(?:es|ing|ed) by itself\b",
            rf"\b(?:virus|malware|trojan|worm|spyware|keylogger|ransomware){_NOT_IT}\b.{{0,30}}\b(?:on|in|onto|infected|hit"
            rf"|infects|inside) (?:my|our|the|this|one of our) (?:\w+ )?{_MACHINE}\b",
            rf"\b(?:we have|we've|i have|i've|got|get|hit by|infected (?:with|by)|victims? of|this is|is this|it's|it is"
            rf"|looks like|think it's|there is|there's|caught|got hit by)(?: got)?(?: an?| some| the| probably"
            rf"| maybe)* (?:ransomware|malware|trojan"
            rf"|crypto ?locker|cyber ?attack|(?:computer )?virus){_NOT_IT}\b(?! (?:on the (?:rise|agenda)|in the news|going a?round))",
            r"\b(?:claim\w*|pretend\w*|said|says|saying)\b.{0,30}\b(?:micros\w+|apple|google|amazon|windows|my bank|the bank"
            r"|it support|help ?desk)\b.{0,80}\b(?:let (?:him|her|them)|gave|access|control\w*|installed|teamviewer|anydesk"
            r"|connected|onto|on to)\b",
            r"\b(?:opened|ran|clicked|enabled)\b.{0,40}\b(?:attachment|file|invoice|document|macros?|zip|exe"
            r"|link)\b.{0,50}\b(?:black (?:windows?|screen)|(?:strange|weird|black|many) (?:\w+ )?windows?|pop-?ups|by itself"
            r"|encrypted|something (?:installed|ran))",
        ),
    ),
    (
        "phished",
        either(
            rf"\b{_FELL}\b.{{0,60}}\b{_AS_BAD}(?:[ -]\w+)?[ -]{_THING}\b{_NOT_FOR_WORK}",
            rf"\b(?:clicked|fell for|fallen for|answered|replied to|opened)\b.{{0,25}}\b(?:an? |the |some )?(?:phish(?:ing)?"
            rf"|scam|fraud|spam)\b{_NOT_FOR_WORK}(?! (?:mail|e-?mail)?(?:s)? (?:folder|filter))",
            rf"\b{_AS_BAD}(?: \w+)?[ -]{_THING}\b{_NOT_FOR_WORK}.{{0,80}}\b(?:i|we|she|he|they|colleague|somebody|someone"
            rf"|trainee|boss|intern)\b.{{0,25}}\b{_FELL}\b(?! (?:it )?to you\b)",
            r"\b(?:was|were|been|got|am|get) (?:just |probably |maybe |being |i think )*(?:phished|scammed|tricked|conned|defrauded)\b",
            rf"\b(?:gave|given|told|sent|entered|typed|put|read out)\b (?:\w+ ){{0,3}}?{_SIGN_IN}\b.{{0,50}}\b(?:fake|scam\w*"
            rf"|strange|phish\w*|wrong (?:site|page|website)|fraud\w*|strangers?|caller|hackers?|by (?:phone|telephone)"
            rf"|on the phone|over the phone)\b",
            rf"\b(?:strangers?|callers?|fake|scam\w*|phish\w*)\b.{{0,60}}\b(?:gave|told|sent|entered|typed"
            rf"|read out)\b.{{0,20}}\b{_SIGN_IN}\b",
        ),
    ),
    (
        "exposed",
        either(
            r"(?<!wifi )(?<!wi-fi )(?<!guest )\b(?:passwords?|credentials|api ?keys?|private keys?|secret keys?|access tokens?"
            r"|tokens?|ssh keys?)\b(?! (?:polic(?:y|ies)|managers?|rules?|guidelines?|resets?|requirements?|field|vault|app))"
            r".{0,25}\b(?:posted|published|pasted|exposed|leaked|pushed|committed|visible|readable|shared"
            r"|sent)\b.{0,30}\b(?:public\w*|github|gitlab|internet|channel|everyone|everybody|anyone|strangers?|outside"
            r"|dark ?web|wrong)\b",
            r"\b(?:posted|published|pasted|exposed|leaked|pushed"
            r"|committed)\b.{0,20}(?<!wifi )(?<!wi-fi )(?<!guest )\b(?:passwords?|credentials|api ?keys?|private keys?"
            r"|secret keys?|tokens?)\b(?! (?:polic(?:y|ies)|managers?|rules?|guide\w*))"
            r".{0,30}\b(?:public\w*|github|gitlab|internet|channel|everyone|everybody|anyone|strangers?)\b",
        ),
    ),
    (
        "lost",
        either(
            rf"\b(?:lost|left|forgot|forgotten|mislaid|misplaced|can'?t find"
            rf"|cannot find)\b (?:{_MINE} )?(?:\w+ ){{0,2}}?{_DEVICE}\b(?! (?:at home|in the (?:office|drawer)|(?:on|at"
            rf"|in) my desk))"
            rf".{{0,80}}\b(?:{_PEOPLES}|unencrypted|not encrypted|company)\b",
            rf"\b{_DEVICE}\b.{{0,60}}\b{_PEOPLES}\b.{{0,60}}\b(?:lost|missing|gone|disappeared|stolen|left"
            rf"|nicked)\b(?! (?:at home|in the office|after the update))",
            rf"\b(?:{_MINE}) (?:\w+ ){{0,2}}?{_DEVICE}\b (?:\w+ )?(?:was|were|is|has|have|been|got|just|'s| )+\b(?:stolen|nicked|robbed)\b",
            rf"\b(?:stole|robbed|nicked|took|snatched)\b (?:me of )?(?:my|our|his|her|the) (?:\w+ )?{_DEVICE}\b.{{0,20}}(?:from"
            rf"|out of|on|at|in|$)",
            rf"^\W*(?:\w+ )?{_DEVICE} (?:\w+ )?stolen\b",
            rf"\b(?:lost|left|forgot|forgotten|mislaid)\b (?:{_MINE}) (?:\w+ ){{0,2}}?{_DEVICE}\b.{{0,20}}\b(?:on|in|at) (?:an? |the |my )?"
            r"(?:\w+ )?(?:train|bus|taxi|cab|tram|plane|aircraft|airport|station|caf[eé]|restaurant|pub|bar|hotel|street|park|metro|subway"
            r"|underground|ferry|uber)\b",
            rf"^\W*(?:help\W+)?(?:i|i've|i have|we|we've) (?:just )?lost (?:{_MINE}) (?:\w+ )?{_DEVICE}\W*$",
        ),
    ),
    (
        "leak",
        either(
            rf"\b{_PEOPLES}\b.{{0,20}}\b{_RECORDS}\b.{{0,40}}\b(?:leaked|stolen|exposed|for sale|on the (?:dark ?web|internet)"
            rf"|(?:sent|went|mailed|e-?mailed) (?:out )?to (?:the wrong|a stranger))\b",
            rf"\b(?:leaked|stole|exposed|selling)\b.{{0,30}}\b{_PEOPLES}\b.{{0,15}}\b{_RECORDS}\b",
            rf"\b(?:we(?:'ve| have)? (?:had|have|got)|there (?:is|was|has been)|i (?:think|fear|believe) (?:we have|there is"
            rf"|it's)|this is|is this|report(?:ing)?|just had|caused) (?:an? |some |probably )*(?:data|security"
            rf"|privacy) (?:breach|leak){_NOT_IT}\b",
            rf"\b(?:sent|mailed|e-?mailed|shared|forwarded|posted|published|uploaded"
            rf"|attached)\b.{{0,60}}\b{_PEOPLES}\b.{{0,50}}\b(?:(?:to |with )(?:the wrong|a stranger|everybody|everyone"
            rf"|all (?:staff|customers)|the whole|an? (?:customer|client|competitor|journalist)|(?:an? |the )?(?:external|public))"
            r"|by mistake|by accident|accidentally|publicly|outside)\b",
            rf"\b(?:by mistake|by accident|accidentally|mistakenly)\b.{{0,20}}\b(?:sent|mailed|e-?mailed|shared|forwarded"
            rf"|posted|published|uploaded)\b.{{0,60}}\b{_PEOPLES}\b",
        ),
    ),
)
"""What is told as having happened, or as happening: a danger, whatever else the passage mentions."""

NAMED: Patterns = (
    (
        "fire",
        either(
            rf"\b(?:fire|flames|smoke){_NOT_A_FIRE}\b.{{0,40}}\b{_ROOM}\b",
            rf"\b{_ROOM}\b.{{0,40}}\b(?:(?:fire|smoke){_NOT_A_FIRE}|burning|smoking|flames|sparks)\b",
        ),
    ),
    (
        "water",
        either(
            rf"\b(?:flood|flooding|water leak|leaking|dripping)\b.{{0,40}}\b{_ROOM}\b",
            rf"\b{_ROOM}\b.{{0,40}}\b(?:flood|flooding|under water|dripping)\b",
        ),
    ),
    (
        "attack",
        either(
            rf"\b(?:ransom ?ware|crypto ?locker|wannacry){_NOT_IT}\b",
            rf"^\W*(?:help\W+)?(?:we are |i was |i am )?(?:hacked|under attack|cyber ?attack|virus|malware){_NOT_IT}\b\W*(?:help)?\W*$",
        ),
    ),
    (
        "leak",
        either(rf"\b(?:customer |personal |patient |big |serious |possible )?data (?:leak|breach){_NOT_IT}\b"),
    ),
)
"""What a danger is called: it is one where nothing tells that it is only spoken of."""

IMAGINED = either(
    r"\b(?:what|how|who) (?:\w+ ){0,2}(?:if|when|would|happens|do (?:we|you|i) do (?:when|in case))\b(?! i (?:clicked"
    r"|opened|gave|entered|fell))",
    r"\bwhat (?:becomes|would become|happens) of\b|\bcrisis exercise\b",
    r"\bin case\b|\bsuppos(?:e|ing)\b|\bimagine\b|\bhypothetical\w*",
    r"\bif (?:we|someone|somebody|there|our|the|anyone|ever|ransomware|a|an|you|one|they|it ever)(?:'s"
    r"|'re)? (?:\w+ ){0,2}?(?:ever|were|was|is|are|got|gets?|had|has|should|burn(?:s|ed|t)?|clicks?|flood(?:s|ed)?"
    r"|hits?|loses?|breaks?|catch(?:es)?)\b",
    r"\bif (?:ransomware|we|anyone|somebody|someone) (?:hits?|gets?|got|clicks?|loses?)\b",
    r"\b(?:(?:security|awareness|phishing|fire|emergency|safety|ransomware|incident)[ -]){1,2}(?:trainings?|courses?"
    r"|drills?|exercises?|workshops?|simulations?|campaigns?|tests?|presentations?|quiz)\b",
    r"\bsimulat\w+|\btable-?top\b|\b(?:trainings?|courses?|workshops?|presentations?|slides?|posters?|lessons?"
    r"|articles?|newsletters?) (?:on|about|for|in|of)\b|\blessons learn",
    r"\b(?:plan|playbook|procedure|policy|guidelines?|assessment|checklist)s? (?:for|on|against"
    r"|in) (?:\w+ )?(?:an? )?\w*(?:ransom|phish|attack|fire|breach|leak|flood|stolen|lost)",
    r"\b(?:last|previous) (?:month|year|quarter|summer|winter|spring|autumn)\b|\b(?:ago|back then|in (?:19"
    r"|20)\d\d)\b.{0,40}\b(?:review|report|audit|insurance|statistics|lessons)",
    r"\b(?:could|can|might) be (?:hacked|attacked|stolen|flooded)\b|\bget(?:s|ting)? hacked\b|\bnever (?:been )?(?:hacked|attacked)",
    r"\b(?:who|whether anyone|anyone who|those who|people who|employees who|users who|how many (?:\w+ )?(?:people"
    r"|users|colleagues|employees)?) (?:have |has )?(?:clicked|opened|fell)\b",
    r"\b(?:our|a|the) (?:supplier|competitor|neighbou?r|partner|customer)\b.{0,30}\b(?:hacked|attacked|breached)\b",
)
"""What is thought up, rehearsed, or long ago."""

CALM = either(
    r"\bwhat (?:is|are|does|do)\b|\bwhat's\b|\bhow (?:do|does|can|could|should|would|to|much|many|well|often|long)\b"
    r"|\bwhy\b|\bwhen\b|\bwhich\b|\bwho\b|\bexplain\b|\bdefine\b|\bmeaning\b|\btell me about\b",
    r"\b(?:deploy|install|buy|order|evaluate|options?|offers?|review|check|update|set up|design|write|prepare|plan"
    r"|plans|planned|planning|build|explore|compare|recommend|implement|discuss|schedule|book|renew|maintain"
    r"|repaint)\b",
    r"\b(?:protect\w*|prevent\w*|avoid\w*|recogni[sz]\w*|recover\w*|polic(?:y|ies)|procedures?|guidelines?|backups?"
    r"|insur\w*|budgets?|quotes?|reports? on|risks?|assess\w*|audit\w*|statistics|dashboards?|readiness|resilience"
    r"|compliance|certificat\w*"
    r"|playbook|strategy|trainings?|courses?|drills?|exercises?|campaigns?|awareness|presentations?|workshops?|tests?|testing)\b",
    r"\b(?:extinguishers?|detectors?|alarms?|sensors?|suppression|sprinklers?|inspection|maintenance|cover|news"
    r"|article|talk|webinar|vendor|supplier|project|licen[cs]es?|firewalls?)\b",
    r"\b(?:last|previous|next) (?:month|year|quarter)\b|\bafter (?:the|last)\b",
)
"""Words of those who prepare for it, ask what it is, or look back on it."""

GOING_ON = either(
    r"\b(?:(?:is|are|'s) (?:ringing|going off|burning|smoking|on fire|encrypted|locked|flooded|spreading)|demand(?:s"
    r"|ing)?\b|smoke (?:in|is|coming)|right now|at the moment|help!|urgent|emergency!|just now)",
)
"""Words of those who tell what is happening, whatever else they mention."""

STEMS: Mapping[Kind, str] = {
    "fire": "fire flam smok smou smol abla burn spar expl blew",
    "water": "wate rain sewa pipe ceil roof air cool tap toil floo leak drip unde soak burs",
    "account": "some stra hack atta intr thie crim scam frau unkn peop comp take hija stol brea brok writ wrot send sent post"
    " wasn mine name mfa 2fa push sign logi appr auth",
    "site": "hack comp brea unde atta infe defa hija take",
    "attack": (
        "some intr brok thie crim rans encr scra lock unre bitc cryp enc mous curs poin viru malw troj worm spyw keyl"
        " wann hack atta comp brea infe clai pret said says "
        "sayi blac pop popu itse unde"
    ),
    "phished": "phis scam spoo frau fake bogu susp stra dodg mali dang weir shad dubi infe tric conn defr spam call wron hack phon tele",
    "exposed": "pass cred api apik priv secr acce toke ssh",
    "lost": "lost left forg misl misp find miss gone disa stol nick robb snat took",
    "leak": "leak stol expo sell brea mist acci wron stra ever all whol cust clie comp jour publ outs sale dark inte",
}
"""The first four letters of words of which each pattern of a danger has one: what has none of them need not be looked at."""
