"""Requests that cannot wait: an attack that is under way, or danger where the machines are."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger that somebody reports.

    Attributes:
        first: what to do before anything else, a sentence; empty where that is to call the team.
        steps: what to do and what to leave, in order.
    """

    first: str
    steps: tuple[str, ...]


_FIRE = Danger(
    "Get everybody out of danger and call the fire brigade (112 in Europe, 911 in North America).",
    (
        "Leave the room and close the door; don’t fight a fire between machines yourself",
        "Set off the fire alarm, and don’t use the lift",
        "Don’t switch anything off in there unless you can do it from outside",
    ),
)
_WATER = Danger(
    "",
    (
        "Stay out of the water, and touch no machine or socket that is wet",
        "Have the power of the room switched off from outside",
        "Have the water turned off, and tell the building’s service",
    ),
)
_RANSOM = Danger(
    "",
    (
        "Disconnect the device at once: pull the network cable, switch Wi-Fi off",
        "Leave it switched on, and don’t restart it or delete anything",
        "Don’t pay and don’t answer; take a photo of what the screen shows",
        "Warn the people beside you not to open the same message or file",
    ),
)
_PHISHED = Danger(
    "",
    (
        "If you typed in a password, change it now from another device, and wherever else you use it",
        "If you opened a file, disconnect the device from the network and leave it switched on",
        "Approve no sign-in that you didn’t start yourself",
        "Keep the message, and don’t forward it to colleagues",
    ),
)
_LEAK = Danger(
    "",
    (
        "Stop it from spreading if you can: revoke the link, ask the recipient to delete it unread",
        "Write down what went where, and when; delete no traces",
        "If it holds data about people, tell whoever looks after data protection today: deadlines are short",
    ),
)

_ROOM = r"(?:server|data|network|computer|machine|comms|it|switch)[ -]?(?:room|cent(?:re|er)|rack|cabinet|closet|cupboard)s?"
_NOT_NOW = re.compile(
    r"\b(?:trainings?|courses?|awareness|simulat\w*|campaigns?|polic(?:y|ies)|drills?|exercises?|insurance|budget|quote"
    r"|presentation|workshop|what would|what if|in case of|if ransomware|how (?:do|can|could|should) (?:we|i) (?:prevent"
    r"|protect|avoid|recogni[sz]e)|prevent\w*|protect\w*|who (?:has to|does what|must|should)"
    r"|last (?:month|year|quarter)|extinguishers?|statistics|dashboard)\b",
    re.IGNORECASE,
)
"""Words of those who prepare for it, or look back on it."""

_HARDLY_NOW = re.compile(
    r"\b(?:plans?|tests?|reports? on|how (?:do|can|could|should) (?:we|i) report|procedure|guidelines?|alarms?|detectors?"
    r"|firewalls?|sensors?|install)\b",
    re.IGNORECASE,
)
"""Words of those who prepare for it, or of those who tell what is happening."""

_HAPPENING = re.compile(
    r"\b(?:clicked|opened|entered|typed|gave|fell for|downloaded|(?:was|were|been|got) (?:just |being )?(?:hacked|attacked)"
    r"|(?:is|are|'s|’s) (?:ringing|going off|burning|smoking|on fire|encrypted|locked|flooded)|demand(?:s|ing)?|smoke (?:in|is|coming))\b",
    re.IGNORECASE,
)
"""Words of those who tell what is happening, whatever else they mention."""

_DANGERS: tuple[tuple[Danger, re.Pattern[str]], ...] = (
    (
        _FIRE,
        re.compile(
            rf"\b(?:fire|flames?|smoke|smoking|burning|sparks?|sparking|explo\w+)\b.*\b{_ROOM}\b|\b{_ROOM}\b.*\b(?:(?:is|are|'s|’s"
            rf"|on) (?:\w+ )?(?:fire|burning|flames)|burning|smoke|smoking|flames?|sparks?)"
            r"|\b(?:server|laptop|computer|pc|battery|socket|monitor|printer|switch|ups|charger|cable|rack)\b.{0,20}\b(?:is |has "
            r"|caught |on |just )+(?:fire|burning|smoking|in flames|flames)\b"
            r"|\bsmoke (?:is )?(?:coming|comes|rising|pouring) (?:out of|from)\b",
            re.IGNORECASE,
        ),
    ),
    (
        _WATER,
        re.compile(
            (
                rf"\b(?:flood\w*|water|leak(?:s|ing)?|dripping|pipe burst|burst pipe)\b.*\b{_ROOM}\b|\b{_ROOM}\b.*\b(?:flood\w*|under"
                rf" water|water|leaking|dripping)\b"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        _RANSOM,
        re.compile(
            r"\b(?:ransom ?ware|crypto ?locker|ransom (?:note|demand|message)|wannacry)\b"
            r"|\b(?:files?|drives?|server|computer|laptop|pc|everything|data|documents)\b.{0,40}\bencrypted\b.*\b(?:pay|bitcoin"
            r"|ransom|money|demand\w*|hackers?|want)"
            r"|\b(?:demand\w*|wants?|asks? for|pay)\b.{0,40}\b(?:bitcoins?|ransom|crypto)\b|\bfiles? (?:are |is |have been |were"
            r" )?(?:suddenly |all )*(?:encrypted|locked)\b.{0,30}\b(?:extension|strange|readme|note|screen)"
            r"|\b(?:we are|we're|we’re|i am|i'm|i’m|i was|we were|i have been|i've been|we have been|we've been|my (?:pc|computer"
            r"|laptop|account|mailbox|phone) (?:is|was|has been|got)|got) (?:being |just |probably |been )*(?:hacked|attacked|under"
            r" attack)\b"
            r"|\b(?:hackers?|attackers?|intruders?|someone|somebody|a stranger) (?:has |have |just )?(?:(?:got|broke|broken|logged"
            r"|signed) (?:in ?to|in at|in to)|hacked) (?:our|my)"
            r"|\b(?:hackers?|attackers?|intruders?|someone|somebody) (?:is|are|has|have|took) (?:\w+ )?(?:in (?:our|my) (?:system"
            r"|network|computer|account|server)s?|(?:taken )?(?:over )?(?:my|our) (?:account|computer|screen|mailbox|mouse|pc))"
            r"|\bmouse (?:is )?mov(?:es|ing) by itself\b|\b(?:virus|malware|trojan|worm)\b.{0,30}\b(?:on|in) (?:my|our|the|a) (?:pc"
            r"|computer|laptop|network|server|device|system|phone)",
            re.IGNORECASE,
        ),
    ),
    (
        _PHISHED,
        re.compile(
            r"\b(?:click\w*|open\w*|press\w*|tapp?ed|enter\w*|typed|typ(?:ed|ing) in|put in|gave|given|filled in|answered|replied"
            r"|logged in|submitted|fell for|fallen for|got caught by|followed|downloaded|scanned|told|shared|sent)\b"
            r".{0,80}\b(?:phish\w*|scam\w*|fake (?:login|page|mail|e-?mail|message|site|website|invoice|link)|fraud\w*|suspicious"
            r" (?:link|mail|e-?mail|message|attachment|file|site|website|page)|"
            r"strange (?:link|mail|e-?mail|message|attachment|site|website)|dodgy (?:link|mail|e-?mail|site|attachment)|malicious"
            r"|dangerous link|weird (?:link|mail|e-?mail|attachment))"
            r"|\b(?:phish\w*|scam\w*|fake (?:login|page|mail|e-?mail|site|website)|suspicious (?:link|mail|e-?mail|message"
            r"|attachment|page|site))\b.{0,60}\b(?:i|we|she|he|they|colleague|somebody|someone)\b.{0,20}"
            r"\b(?:clicked|opened|entered|typed|gave|answered|replied|logged in|fell for|followed|downloaded|filled)\b|\b(?:fell"
            r"|fallen) for (?:a |an |the )?(?:phish\w*|scam|fake)"
            r"|\b(?:gave|given|told|sent|entered) (?:\w+ )?(?:my|our|the|her|his) (?:password|credentials|login)\b.{0,40}\b(?:fake"
            r"|scam\w*|strange|phish\w*|wrong (?:site|page|website)|fraud\w*|stranger|caller|hacker)",
            re.IGNORECASE,
        ),
    ),
    (
        _LEAK,
        re.compile(
            r"\A(?:(?!\?|\bafter\b).){0,30}\bdata (?:leak|breach)\b[^?]{0,60}\Z|\b(?:customer|personal|patient|payroll|salary"
            r"|confidential|employee|secret|client|our)\b.{0,30}\b(?:data|list|file|records?|details|information"
            r"|documents?)\b.{0,40}"
            r"\b(?:leaked|stolen|published|exposed|on the (?:internet|dark ?web)|(?:sent|went|mailed|e-?mailed) to the wrong)\b"
            r"|\b(?:sent|mailed|e-?mailed|shared|forwarded|posted)\b.{0,60}\b(?:personal|confidential|customer|patient|payroll"
            r"|salary|employee|client)\b.{0,40}\b(?:to the wrong|by mistake|by accident|accidentally|publicly|with everybody"
            r"|outside)",
            re.IGNORECASE,
        ),
    ),
)


def danger_in(text: str) -> Danger | None:
    """The danger that a request reports, or None; also for one that only prepares for it, such as a training."""
    if _NOT_NOW.search(text) or (_HARDLY_NOW.search(text) and not _HAPPENING.search(text)):
        return None
    return next((danger for danger, pattern in _DANGERS if pattern.search(text)), None)
