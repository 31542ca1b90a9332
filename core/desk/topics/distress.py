"""Somebody who may harm themselves: a few kind words and whom to call, before anything about technology."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from core.conversation.outline import Bullets, Outline, Paragraph
from core.desk.danger import LOOKED_AT
from core.desk.danger_words import Words, either
from core.desk.topics.topic import Topic


class _Told(NamedTuple):
    title: str
    says: str
    lines: tuple[str, ...]


_TOLD: Mapping[str, _Told] = {
    "distress": _Told(
        "You are not alone",
        "I’m sorry that you feel this way. I’m only a bot and can’t help with this, but there are people who can, "
        "and they want to hear from you. Please talk to one of them now.",
        (
            "In danger right now: call the emergency services (112 in Europe, 911 in North America, 999 in the UK)",
            "To talk to somebody at any hour: 988 in the USA and Canada, 116 123 in the UK and Ireland",
            "Or go to somebody near you whom you trust: a colleague, a friend, your doctor",
        ),
    ),
    "distress_de": _Told(
        "Sie sind nicht allein",
        "Es tut mir leid, dass es Ihnen so geht. Ich bin nur ein Bot und kann hier nicht helfen, aber es gibt Menschen, die es "
        "können und die für Sie da sind. Bitte sprechen Sie jetzt mit jemandem.",
        (
            "In akuter Gefahr: Notruf 112",
            "Telefonseelsorge, rund um die Uhr und kostenlos: 0800 111 0 111 in Deutschland, 142 in Österreich, 143 in der Schweiz",
            "Oder gehen Sie zu jemandem in Ihrer Nähe, dem Sie vertrauen: Kollegen, Freunde, Ihr Arzt",
        ),
    ),
    "distress_fr": _Told(
        "Vous n’êtes pas seul",
        "Je suis désolé que vous vous sentiez ainsi. Je ne suis qu’un bot et je ne peux pas vous aider, mais des personnes le "
        "peuvent et sont là pour vous. Parlez à l’une d’elles dès maintenant.",
        (
            "En danger immédiat : appelez le 112 ou le 15",
            "Pour parler à quelqu’un, à toute heure : 3114 en France, 0800 32 123 en Belgique, 143 en Suisse",
            "Ou allez voir quelqu’un de confiance près de vous : un collègue, un ami, votre médecin",
        ),
    ),
    "distress_es": _Told(
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

_I = r"\bi(?:['’]?m| am| just| really| only| sometimes| often| always| still| do| have| honestly)*"
_NOT_ME = r"(?! (?:laughing|of (?:\w+ )?(?:shame|boredom|embarrassment|laughter)))"

_SAID: Mapping[str, Words] = {
    "distress": either(
        rf"{_I} (?:\w+ ){{0,4}}(?:kill|hang|hurt|harm|drown|shoot) my ?self\b(?! (?:in the foot|if|when|with (?:this|that|the)))",
        rf"{_I} (?:\w+ ){{0,3}}?(?:want to|going to|keep|started|been) (?:cut|cutting) my ?self\b"
        r"(?!-| (?:service|off|out|short|a|on|with))",
        r"\b(?:wants to|says (?:she|he|they)(?: will| wants? to)?|threatens to|going to) kill (?:her|him|them)sel(?:f|ves)\b",
        rf"{_I} (?:\w+ ){{0,4}}end(?:ing)? it (?:all|tonight|today|now)\b(?! (?:meeting|call))",
        r"\b(?:they|everybody|everyone|you)(?:['’]d| would| will|['’]ll) (?:all )?be better off without me\W*$",
        rf"{_I} (?:\w+ ){{0,4}}(?:end|take|ending|taking) my (?:own )?life\b(?! (?:insurance|cycle|story|work|style|science))",
        rf"{_I} (?:\w+ ){{0,2}}?(?:want to|wanna|going to|plan to|would rather|wish i could) (?:die|be dead)\b{_NOT_ME}",
        r"\bi(?:['’]?m|['’]?d be| am| would be) better off dead\b",
        rf"{_I} (?:don['’]?t|do not|no longer) (?:want|wish) to (?:live|be alive|exist|wake up)\b(?! (?:in|with|near|at|on|by)\b)",
        rf"{_I} (?:feel |feeling |having )?(?:\w+ )?suicidal\b|\b(?:my|having) (?:suicidal thoughts|thoughts of suicide)\b",
        rf"{_I} (?:\w+ ){{0,3}}(?:commit(?:ting)? suicide|(?:thinking|think) (?:of|about) suicide)\b",
        r"\b(?:no (?:reason|point) (?:to|in) (?:(?:go on |going on )?(?:live|living))|life is(?:n['’]?t| not) worth living)\b",
        r"\bno (?:reason|point) (?:to|in) (?:go on|going on)\W*$",
    ),
    "distress_de": either(
        r"\b(?:mich|mir) (?:\w+ ){0,2}(?:umbringen|das leben nehmen|etwas antun|was antun)\b",
        r"\bich (?:\w+ )?(?:will|möchte|mag|kann) (?:\w+ )?(?:nicht mehr leben|sterben|tot sein)\b",
        r"\b(?:ich|meine) (?:\w+ ){0,4}(?:selbstmord(?:gedanken)?|suizid(?:gedanken|gefährdet)?)\b",
    ),
    "distress_fr": either(
        r"\bje (?:\w+ )?(?:veux|voudrais|vais|pense à) (?:me (?:tuer|suicider)|mourir)\b(?! de rire)",
        r"\benvie de (?:me (?:tuer|suicider)|mourir)\b(?! de rire)",
        r"\bmettre fin à mes jours\b|\bj['’]ai des pensées suicidaires\b|\bje ne veux plus vivre\b",
    ),
    "distress_es": either(
        r"\b(?:quiero|voy a|ganas de|pienso en) (?:suicidarme|matarme|morir(?:me)?|quitarme la vida)\b(?! de risa)",
        r"\bno quiero (?:seguir viviendo|vivir(?: más)?)\W*$|\btengo pensamientos suicidas\b",
    ),
}


def distress_in(text: str) -> "Distress | None":
    """What to say to somebody who writes, anywhere in a text, that they may harm themselves."""
    plain = " ".join(text[:LOOKED_AT].split())
    return next((Distress(label) for label, said in _SAID.items() if said.search(plain)), None)


@dataclass(frozen=True, slots=True)
class Distress:
    """Somebody may harm themselves.

    Attributes:
        label: tells the language in which it was said.
    """

    kind: ClassVar[str] = "distress"

    label: str


def outline(reply: Distress) -> Outline:
    """Kind, short, and with numbers that somebody answers."""
    told = _TOLD[reply.label]
    return Outline(told.title, (Paragraph(told.says, strong=True), Bullets("", told.lines)), told.says)


TOPIC = Topic({}, lambda _, __: None, Distress, outline)
"""It is heard in any text, before topics are looked for."""
