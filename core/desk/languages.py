"""Requests in other languages: which one it is, and what is said in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.patterns import compile_late

_WORD = compile_late(r"[^\W\d_]+(?:['’](?=\w))?")
_KNOWN_AT_LEAST = 2
"""Of the commonest words of a language, how many a text must hold; one alone may be a name or an English word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What is said to somebody who wrote in a language that is not read.

    Attributes:
        name: what its speakers call it.
        title: the heading.
        not_read: that only English is read.
        guess: what it may be about; `{responsibility}` stands for the English name of that.
        ask: whom to ask; `{team}` stands for a team's name.
        colleague: whom to ask where no team is known.
        is_it: the button that takes the guess; `{responsibility}` as above.
        choose: the button that offers all responsibilities.
    """

    name: str
    title: str
    not_read: str
    guess: str
    ask: str
    colleague: str
    is_it: str
    choose: str


LANGUAGES: Mapping[str, Sentences] = {
    "de": Sentences(
        name="Deutsch",
        title="Das kann ich noch nicht lesen",
        not_read="Ich verstehe bisher nur Englisch und kann nicht sicher sagen, wohin das gehört.",
        guess="Vielleicht geht es um {responsibility}.",
        ask="Ansprechpartner: {team}.",
        colleague="Fragen Sie Kolleginnen und Kollegen oder Ihre Führungskraft.",
        is_it="Ja, {responsibility}",
        choose="Etwas anderes wählen",
    ),
    "fr": Sentences(
        name="français",
        title="Je ne sais pas encore lire cela",
        not_read="Pour l’instant, je ne comprends que l’anglais et je ne peux pas dire avec certitude à qui cela revient.",
        guess="Il s’agit peut-être de {responsibility}.",
        ask="Vous pouvez vous adresser à {team}.",
        colleague="Demandez à vos collègues ou à votre responsable.",
        is_it="Oui, {responsibility}",
        choose="Choisir autre chose",
    ),
    "es": Sentences(
        name="español",
        title="Todavía no sé leer esto",
        not_read="Por ahora solo entiendo inglés y no puedo decir con seguridad a quién le corresponde.",
        guess="Quizá se trate de {responsibility}.",
        ask="Puede preguntar a {team}.",
        colleague="Pregunte a sus compañeros o a su responsable.",
        is_it="Sí, {responsibility}",
        choose="Elegir otra cosa",
    ),
}
"""By ISO 639-1 code."""

_COMMON: Mapping[str, frozenset[str]] = {
    "de": frozenset(
        "aber als auf aus bei bin bitte das dass dem den der die ein eine einem einen einer es für haben habe hallo hat ich ihr "
        "im ist ja kann kein keine keinen können könnt könnte mein meine meinem meinen mich mir mit nach nicht noch nur oder "
        "seit sich sie sind über um und uns unser unsere unserem unseren von vor wann warum wegen wenn wer wie wir wird wo zu "
        "zum zur".split()
    ),
    "fr": frozenset(
        "ai au aux avec avez avons bonjour c' ce ces cette comment d' dans de depuis des dès du elle en et être eu fait il ils "
        "j' je l' la le les leur lui m' ma mais merci mes mon n' ne nos notre nous ou où par pas peut peux pour pourquoi "
        "pouvez qu' quand que quel quelle qui quoi s' sa sans se ses son sont sur t' tu un une vers vos votre vous y à".split()
    ),
    "es": frozenset(
        "al algo del el la las alguien ayuda buenas como con cuál cuándo cuando cómo de desde donde dónde ella en entre es esta está están "
        "este esto estoy favor gracias ha hay hemos hola le lo los mi mis muy más nada necesito necesitamos nos "
        "nuestra nuestro para pero por porque pueden puede puedo que quién qué se ser si sin sobre su sus también tengo tiene "
        "todo todos un una unos y ya".split()
    ),
}
"""The commonest words of each language, without those that English has too and those that tell nothing apart."""


def language_of(text: str) -> str | None:
    """Which of `LANGUAGES` a text is written in, by its commonest words; None where they do not tell.

    Measured on 54 own requests (tests/core/desk/data/languages.jsonl).
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    found = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    first, second = sorted(found, key=lambda code: found[code], reverse=True)[:2]
    return first if found[first] >= min(_KNOWN_AT_LEAST, len(words)) and found[first] > found[second] else None
