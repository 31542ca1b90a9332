"""A person to talk to instead of the bot."""

import re
from dataclasses import dataclass
from typing import ClassVar

from core.conversation.actions import Action, Verb
from core.conversation.outline import Button, Buttons, Outline, OwnedBy, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import patterns
from core.desk.requests import ForPerson
from core.desk.topics.topic import Inquiry, Topic
from core.desk.wording import LABEL_CHARACTERS, the
from core.directory.model import Team
from core.text import shorten

PATTERNS = patterns(
    r"{oh}(?:can|could|would|please) ?(?:you )?(?:please )?(?:connect|put|transfer) (?:me|us) (?:through )?(?:to"
    r"|with) {person}(?:[,;.]? .{{2,60}})?",
    r"{oh}(?:give me|i (?:just |only )?(?:need|want)|what(?:['’]s| is)|do you have|is there|tell me) (?:an? |any |the "
    r"|some )?(?:phone |telephone |mobile |extension )?(?:number|extension|e-?mail(?: address)?|contact|address"
    r"|phone)(?: (?:of|for) {person})?(?:,? any (?:phone )?number|"
    r" (?:that |who |whom |which )?i (?:can|could|may) .{{2,50}}|,? any at all)?{tail}",
    r"{oh}(?:i(?:['’]?d| would)? ?(?:rather|prefer to|want to|like to|would like to) (?:discuss|explain|talk about|say"
    r"|do|settle) (?:this|it|that) (?:face to face|in person|by phone|on the phone|by voice"
    r"|personally))(?:[ ,.;]+.{{2,70}})?{tail}",
    r"{oh}where (?:does|do|can i find|is|are) (?:the )?(?:support(?: team| lot| people| guys)?|help ?desk"
    r"|service ?desk|it(?: team| people| guys| department| office)?)(?: sit| sitting| located| based)?{tail}",
    r"{oh}(?:is there|do you have) (?:an? |any )?(?:phone|telephone|hotline|emergency)? ?(?:number|hotline)(?: (?:i can|to) call)?{tail}",
    r"{oh}(?:can|could|will|would) {person} (?:please )?(?:help|answer|call|assist|contact)(?: me| us)?(?: instead)?{tail}",
    r"{oh}(?:{want} )?(?:{talk} )?(?:to |with |by |from )?{person}{tail}",
    r"{oh}{want} (?:{person} to (?:call|contact|help|answer|ring|phone)(?: me| us)?|(?:to )?be (?:connected|put through"
    r"|transferred|called(?: back)?)(?: (?:to|with|by) {person})?|a (?:call ?back|phone call|phone number|number to call))"
    r"{tail}",
    r"{oh}(?:is there|are there|do you have|have you got|isn['’]?t there|where (?:is|do i find|can i find|are)|how (?:do"
    r"|can) i (?:reach|find|get|contact|talk to|speak to|call)|where (?:do|can) i (?:reach|contact|find|call))"
    r" {person}(?: (?:i can|to|who can|whom i can|that i can) (?:talk|speak|call|write|ask|help|phone|ring|reach|turn)(?:"
    r" me)?(?: to| with)?)?{tail}",
    (
        r"{oh}(?:who|whom) (?:can|do|should|could) i (?:call|talk to|speak to|phone|ring|ask|write to|turn to|contact"
        r"|escalate (?:this |it )?to|complain to)(?:"
        r" instead| directly| in person| for help)?{tail}"
    ),
    (
        r"{oh}(?:connect|transfer|put|forward|escalate|hand) (?:me|this|it|us|me over|this over)(?: through| over)?(?: to|"
        r" with)? {person}{tail}"
    ),
    r"{oh}(?:call me(?: back)?|please call|ring me|phone me|can (?:someone|somebody|anyone|you) call me(?: back)?|give me a"
    r" (?:phone )?(?:number|call|person|human)|(?:what(?:['’]s| is) )?(?:the|your) (?:phone|telephone|hotline|help ?desk"
    r"|service ?desk)? ?number"
    r"|(?:what(?:['’]s| is) )?(?:the )?(?:phone|telephone) number(?: of (?:the )?(?:help ?desk|service ?desk|support|it|it"
    r" support))?|hotline|escalate(?: this| it)?|operator|agent|representative){tail}",
    (
        r"{oh}(?:i (?:don['’]?t|do not|would rather not) (?:want|like) (?:to )?(?:talk|speak|chat|write) (?:to|with) (?:a |an?"
        r" )?(?:bot|robot|machine|computer|chat ?bot)s?|no (?:more )?(?:bots?|robots?|machines?)|not (?:a |another )?(?:bot"
        r"|robot|machine)){tail}"
    ),
    r"{oh}(?:how (?:do|can|could|should) (?:i|we) (?:reach|contact|get hold of|call|phone|ring|talk to|speak to"
    r"|get in touch with|get through to)|(?:what(?:['’]s| is) )?the (?:phone |telephone )?(?:number|contact|e-?mail"
    r"|extension)(?: address)? (?:of|for)) (?:the |our )?([\w &-]{{3,40}}?)"
    r"(?: by (?:phone|mail|e-?mail|telephone|chat))?(?:,? (?:nothing|not) urgent)?{tail}",
    oh=r"(?:(?:please|hi|hello|hey|ok(?:ay)?|no|well|but|sorry|enough|and|so|just)[ ,.!]+)*",
    want=(
        r"(?:i|we) (?:really |just |only |would |['’]?d |now )*(?:want|need|like|prefer|wish|demand|must|have|wanna|would like"
        r"|would rather|['’]?d like|['’]?d rather)(?: to)?|(?:can|could|may|might|let) (?:i|we|me|you|someone|somebody)"
        r"|(?:i['’]d (?:rather|like to|prefer to))|let me|get me|give me"
    ),
    talk=r"(?:please )?(?:to )?(?:talk|speak|chat|write|get in touch|get|reach|contact|see|be connected|call|phone|have|ask)",
    person=(
        r"(?:an? |the |some |another |any |with |your |my )?(?:real |actual |living |live |human |responsible )*(?:person|human(?:"
        r" being)?|people|somebody|someone|anybody|anyone|agent|operator|colleague|man|woman|employee|representative|staff(?:"
        r" member)?|member of staff|technician|expert|help ?desk|service ?desk|hotline|support team|support agent|contact(?:"
        r" person)?|supervisor)(?: real| human| in person)?(?: (?:from|in|of) (?:(?:the )?it|support|the help ?desk|the service ?desk))?"
    ),
    tail=(
        r"(?:[ ,.!]*(?:please|now|instead|at once|immediately|right now|asap|directly|today|here|not (?:to )?(?:a|with a|the)"
        r" (?:bot|robot|machine|computer)|thanks?|about (?:it|this|that|my problem|my request)|in person))*"
    ),
    guard=(
        r"support|reach|hold of|number|mail|extension|address|face to face|touch|desk|voice|person|human|people|somebody"
        r"|someone|any(?:body|one)|agent|operator|colleague|\bman\b|woman|employee"
        r"|representative|staff|technician|expert|desk|hotline|support|contact|supervisor|manager|boss|call|number"
        r"|phone|talk|speak|\bask\b|ring|escalate|bots?\b|robot|machine|turn|write|computer|connected|transferred"
        r"|through"
    ),
)

NOBODY_LISTED = (
    "No team is listed here that you could call. A colleague or your manager may know whom to ask; your administrator can name a "
    "fallback team in owners.yaml."
)
THEN = "Or tell me in one sentence what it is about: I’ll name the team that looks after it, and you can hand it to them with one press."

THEN_OR_NOW = (
    "Press the button and they get back to you here: you can say what it is about before it goes. Or tell me in one sentence, and "
    "I’ll name the team that looks after it."
)


@dataclass(frozen=True, slots=True)
class Person:
    """People to talk to: the team for what nobody owns, or None where none is listed."""

    kind: ClassVar[str] = "person"

    team: Team | None


def reply(known: Knowledge, inquiry: Inquiry) -> Person | None:
    """The team that one can always turn to, or the one that is named; None where what is named is no team."""
    directory = known.directory
    if not inquiry.about or not inquiry.by_pattern:
        return Person(directory.fallback if directory else None)
    if directory is None:
        return Person(None) if _A_TEAM.search(inquiry.about) else None
    team = directory.team_named(inquiry.about)
    if team is None:
        found = known.find_named(_A_TEAM.sub("", inquiry.about).strip())
        team = directory.owner(found.id) if found else None
    return Person(team) if team else None


_A_TEAM = re.compile(r"\b(?:team|desk|people|department|guys|lot|office)\b", re.IGNORECASE)


def outline(reply: Person) -> Outline:
    """Whom one can ask and how they are reached, and how it goes from here."""
    return _outline(reply.team, ())


def outline_to_hand_over(reply: ForPerson, ask_id: str | None, *, can_hand_over: bool) -> Outline:
    """The same with the press that hands it to them.

    Args:
        reply: whom.
        ask_id: of the stored question; None where it was not stored, and nothing can be handed over.
        can_hand_over: whether it is not with them already.
    """
    team = reply.fallback
    if team is None or ask_id is None or not can_hand_over:
        return _outline(team, ())
    label = shorten(f"Hand to {team.name}…", LABEL_CHARACTERS)
    return _outline(team, (Button(label, Action(Verb.HAND_OVER, ask_id), "primary"),))


def _outline(team: Team | None, buttons: tuple[Button, ...]) -> Outline:
    if team is None:
        return Outline("A person to talk to", (Paragraph(NOBODY_LISTED, strong=True), Paragraph(THEN)), NOBODY_LISTED)
    reached = f": {team.contact}" if team.contact else ""
    says = f"Of course. You can ask {the(team.name)}{reached}."
    if not team.contact and not team.has_place:
        says = f"Of course. You can ask {the(team.name)}; no number is listed for them here."
    parts = (
        Paragraph(says, strong=True),
        OwnedBy("People to talk to", team),
        Paragraph(THEN if not buttons else THEN_OR_NOW),
        Buttons((*buttons, Button("Who owns what", Action(Verb.ASK, choice="owners")))),
    )
    return Outline("A person to talk to", parts, says)


TOPIC = Topic({"person": PATTERNS}, reply, Person, outline)
