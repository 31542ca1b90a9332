"""Somebody who may harm themselves: a few kind words and whom to call, before anything about technology."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from core.conversation.outline import Bullets, Outline, Paragraph
from core.desk.knowledge import Knowledge
from core.desk.phrasings import Phrasing, patterns
from core.desk.topics.topic import Inquiry, Topic


class _Words(NamedTuple):
    title: str
    says: str
    lines: tuple[str, ...]


_WORDS: Mapping[str, _Words] = {
    "distress": _Words(
        "You are not alone",
        "I’m sorry that you feel this way. I’m only a bot and can’t help with this, but there are people who can, "
        "and they want to hear from you. Please talk to one of them now.",
        (
            "In danger right now: call the emergency services (112 in Europe, 911 in North America, 999 in the UK)",
            "To talk to somebody at any hour: 988 in the USA and Canada, 116 123 in the UK and Ireland",
            "Or go to somebody near you whom you trust: a colleague, a friend, your doctor",
        ),
    ),
    "distress_de": _Words(
        "Sie sind nicht allein",
        "Es tut mir leid, dass es Ihnen so geht. Ich bin nur ein Bot und kann hier nicht helfen, aber es gibt Menschen, die es "
        "können und die für Sie da sind. Bitte sprechen Sie jetzt mit jemandem.",
        (
            "In akuter Gefahr: Notruf 112",
            "Telefonseelsorge, rund um die Uhr und kostenlos: 0800 111 0 111 in Deutschland, 142 in Österreich, 143 in der Schweiz",
            "Oder gehen Sie zu jemandem in Ihrer Nähe, dem Sie vertrauen: Kollegen, Freunde, Ihr Arzt",
        ),
    ),
    "distress_fr": _Words(
        "Vous n’êtes pas seul",
        "Je suis désolé que vous vous sentiez ainsi. Je ne suis qu’un bot et je ne peux pas vous aider, mais des personnes le "
        "peuvent et sont là pour vous. Parlez à l’une d’elles dès maintenant.",
        (
            "En danger immédiat : appelez le 112 ou le 15",
            "Pour parler à quelqu’un, à toute heure : 3114 en France, 0800 32 123 en Belgique, 143 en Suisse",
            "Ou allez voir quelqu’un de confiance près de vous : un collègue, un ami, votre médecin",
        ),
    ),
    "distress_es": _Words(
        "No está usted solo",
        "Siento que se encuentre así. Solo soy un bot y no puedo ayudarle con esto, pero hay personas que sí pueden y quieren "
        "escucharle. Por favor, hable ahora con una de ellas.",
        (
            "Si corre peligro ahora mismo: llame al 112",
            "Para hablar con alguien a cualquier hora: 024 en España",
            "O acuda a alguien de confianza que esté cerca: un compañero, un amigo, su médico",
        ),
    ),
}
"""What is said, by label. The numbers are those that the health services of the countries name, as of 2026."""

_ANY, _REST = r"(?:.*\b)?", r"\b.*"

PATTERNS: Mapping[str, tuple[Phrasing, ...]] = {
    "distress": patterns(
        r"{any}(?:kill|hang|hurt|harm|shoot|drown|cut) my ?self{rest}",
        r"{any}(?:end|take|ending|taking) my (?:own )?life{rest}",
        r"{any}i (?:\w+ )?(?:want to|wanna|am going to|plan to|would rather|wish i could) (?:die|be dead)\b(?! (?:laughing|of (?:\w+ )?"
        r"(?:shame|boredom|embarrassment|laughter))).*",
        r"{any}i(?:['’]?m|['’]?d be| am| would be) better off dead{rest}",
        r"{any}(?:don['’]?t|do not|no longer) (?:want|wish) to (?:live|be alive|exist|wake up)\b(?! (?:in|with|near|at)\b).*",
        r"{any}(?:i (?:am|feel)|i['’]?m|feeling|having) (?:\w+ )?suicidal{rest}",
        r"{any}(?:suicidal thoughts|thoughts of suicide|commit(?:ting)? suicide|thinking (?:of|about) suicide){rest}",
        r"{any}(?:no (?:reason|point) (?:to|in) (?:(?:go on |going on )?(?:live|living))|life is(?:n['’]?t| not) worth living){rest}",
        r"{any}no (?:reason|point) (?:to|in) (?:go on|going on)",
        any=_ANY,
        rest=_REST,
        guard=r"\bmy ?self\b|\bmy (?:own )?life\b|\b(?:die|dead|alive|exist|suicid\w+|living)\b|\bto (?:live|wake up|go on)\b|\bgoing on\b",
    ),
    "distress_de": patterns(
        r"{any}(?:ich .*\b)?(?:mich|mir) (?:\w+ )?(?:umbringen|das leben nehmen|etwas antun|was antun){rest}",
        r"{any}ich (?:\w+ )?(?:will|möchte|mag|kann) (?:\w+ )?(?:nicht mehr leben|sterben|tot sein){rest}",
        r"{any}(?:selbstmord|suizid)(?:gedanken|gefährdet)?{rest}",
        any=_ANY,
        rest=_REST,
        guard=r"umbringen|leben nehmen|antun|leben|sterben|tot sein|selbstmord|suizid",
    ),
    "distress_fr": patterns(
        r"{any}(?:je (?:veux|voudrais|vais)|envie de) (?:me (?:tuer|suicider)|mourir){rest}",
        r"{any}(?:me suicider|mettre fin à mes jours|pensées suicidaires|je ne veux plus vivre){rest}",
        any=_ANY,
        rest=_REST,
        guard=r"tuer|suicid|mourir|fin à mes jours|plus vivre",
    ),
    "distress_es": patterns(
        r"{any}(?:quiero|voy a|ganas de|pienso en) (?:suicidarme|matarme|morir(?:me)?|quitarme la vida){rest}",
        r"{any}(?:no quiero (?:seguir viviendo|vivir(?: más)?)|pensamientos suicidas){rest}",
        any=_ANY,
        rest=_REST,
        guard=r"suicid|matarme|morir|quitarme|viviendo|vivir",
    ),
}


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may harm themselves.

    Attributes:
        label: under which it was recognised, for the language.
    """

    kind: ClassVar[str] = "distress"

    label: str


def reply(_: Knowledge, inquiry: Inquiry) -> Distress:
    """The same to everybody, in the language in which it was said."""
    return Distress(inquiry.label)


def outline(reply: Distress) -> Outline:
    """Kind, short, and with numbers that somebody answers."""
    words = _WORDS[reply.label]
    return Outline(words.title, (Paragraph(words.says, strong=True), Bullets("", words.lines)), words.says)


TOPIC = Topic(PATTERNS, reply, Distress, outline)
