"""A request as it is read to find its owner: without what is masked in it, and without the words that only introduce that."""

import re

from core.patterns import compile_late
from core.sensitive.search import MASK

_CLAUSES = compile_late(r"([,;!?\n()]|\.(?=\s|$)|\s-\s|\s(?=(?:and|und|et|y|but|with)\s))")
_INTRODUCES = frozenset(
    """
    a about also am and can could will would may should best are as at ask be by call cell code contact credentials creds
    current e-mail email extension for from g here id
    i ideally if i'm im in is it it's its just
    key login log mail me mobile my name need needed new no not nr number of on or our password pass passwd passcode passphrase
    phone pin please pw pwd reach secret ssn tel telephone text
    the this through to token today too under use used user username using via was we with write you your anytime dial ring back
    is currently temporary
    und mein meine ist das die der passwort kennwort lautet nummer telefon handy erreichbar unter et mon ma mot de passe est le la
    numéro y mi contraseña clave es
    el teléfono senha palavra-passe é o meu minha wachtwoord mijn credit card visa iban passport national nino dni nif
    """.split()
)
"""Words of a clause that says a secret or how to reach somebody, and nothing of what is asked for."""
_NAME_A_SECRET = frozenset(
    """
    code credentials creds key login pass password passcode passphrase passwd pin pw pwd secret username passwort kennwort passe
    contraseña clave senha palavra-passe wachtwoord
    """.split()
)
_REFER_BACK = frozenset(
    "it it's its that this these those one ones them both es sie dieses ihn ça cela elle ese eso isso questa quello deze".split()
)
"""Words of a clause that is not to be understood without the one before: `The password is … and SAP says it is wrong`."""
_AT_ITS_BEGINNING = 5
"""Words of a clause among which such a word can stand for something before it; later it stands for what the clause names."""


def gist(text: str) -> str:
    """A masked text without its masks, and without clauses that hold nothing else; the text itself where nothing is masked.

    What comes first is left where the next clause refers back to it. Empty where there is nothing else in it.
    """
    if MASK not in text:
        return text
    pieces = _CLAUSES.split(text)
    kept: list[str] = []
    clauses = pieces[::2]
    for clause, end, following in zip(clauses, [*pieces[1::2], ""], [*clauses[1:], ""], strict=True):
        left = clause.replace(MASK, "")
        words = _words(left)
        if MASK not in clause or not all(word in _INTRODUCES for word in words):
            kept += (left, end)
        elif not kept and not _NAME_A_SECRET.isdisjoint(words) and _refers_back(following):
            kept += (clause.replace(MASK, "…"), end)
        else:
            kept.append(" " if kept else "")
    if not any(re.search(r"\w", each) for each in kept):
        return ""
    read = re.sub(r" {2,}", " ", "".join(kept))
    return re.sub(r"^[\s,;.!?:)]+|[\s,;:(]+$", "", read)


def _refers_back(clause: str) -> bool:
    return MASK not in clause and not _REFER_BACK.isdisjoint(_words(clause)[:_AT_ITS_BEGINNING])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_][\w'’-]*", text.lower())
