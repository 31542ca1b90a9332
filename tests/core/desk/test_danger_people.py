"""Somebody is hurt, cheated or threatened, or a battery swells: what to do now and whom to call first, in four languages."""

import pytest

from core.conversation.actions import Verb
from core.conversation.messages import Question
from core.conversation.people import Place
from core.desk.compose import compose
from core.desk.danger import danger_in
from core.desk.desk import Desk
from core.desk.followups.turn import Again, Turn
from core.desk.requests import Route

_TOLD = {
    "hurt": (
        *(
            "A colleague has collapsed in the kitchen",
            "somebody got an electric shock from the printer",
            "I'm trapped in the lift",
        ),
        *("Ein Kollege ist zusammengebrochen", "Ich stecke im Aufzug fest", "Ich habe einen Stromschlag bekommen"),
        *("Un collègue s'est évanoui", "je suis coincé dans l'ascenseur", "Un compañero se ha desmayado"),
        *(
            "estoy atrapada en el ascensor",
            "Someone fainted at reception",
            "our guest is locked in the lift",
            "my colleague is not breathing",
        ),
    ),
    "threat": (
        *("A colleague is threatening me", "my coworker threatened to kill her", "a man at reception has a knife"),
        *("Ein Kollege bedroht mich", "Un collègue me menace", "Un compañero me está amenazando"),
    ),
    "fraud": (
        *(
            "I bought gift cards for the boss and sent the codes, it was not him",
            "The CEO asked me by mail to buy gift cards",
        ),
        *("we transferred 20000 to the wrong account", "I paid an invoice to a scammer's account, it was fake"),
        *("Mein Chef will per Mail Gutscheinkarten von mir", "Le directeur me demande un virement urgent"),
        *("El jefe me pide tarjetas de regalo por correo", "Ich habe Geld auf ein falsches Konto überwiesen"),
    ),
    "extortion": (
        *(
            "someone is blackmailing me with photos",
            "I am being blackmailed",
            "Ich werde erpresst",
            "on me fait du chantage",
        ),
        "me están extorsionando",
    ),
    "battery": (
        *(
            "My laptop battery is swollen",
            "the phone has a bulging battery",
            "the power bank is leaking",
            "my laptop is bulging",
        ),
        *(
            "Der Akku meines Laptops ist aufgebläht",
            "la batterie de mon portable est gonflée",
            "la batería está hinchada",
        ),
    ),
}
_CALM = (
    *(
        "order batteries for the mouse",
        "the server collapsed under load",
        "shock of the new price",
        "lift the restriction",
    ),
    *(
        "gift cards for the Christmas party",
        "please collapse the menu by default",
        "the battery of my laptop drains fast",
    ),
    *(
        "replace the UPS battery",
        "the project is stuck in the approval",
        "my file is locked",
        "the lift is out of order",
    ),
    *(
        "threat modelling workshop for the web shop",
        "we need a fraud detection module",
        "set up a bank transfer interface",
    ),
    *(
        "money transfer report shows wrong totals",
        "he has an attack of work",
        "I'm stuck in the queue",
        "my account was locked",
    ),
    *(
        "section collapsed in the app",
        "the boss asked for a new laptop",
        "security training on CEO fraud",
        "what if someone collapses?",
    ),
    *(
        "Bestellen Sie Batterien für die Maus",
        "der Aufzug ist außer Betrieb",
        "commander des piles",
        "la batería dura poco",
    ),
    *(
        "buy gift cards for the sales contest",
        "transfer my files to the new laptop",
        "the app hurts our sales",
        "a threat to our deadline",
    ),
    *(
        "the update threatens us with a deadline",
        "our revenue was hurt by the outage",
        "pay the invoice of the supplier",
    ),
    *(
        "Der Server ist zusammengebrochen",
        "le serveur s'est effondré",
        "el sistema se cayó",
        "the battery report is wrong",
    ),
    *(
        "a customer threatens to leave us because the portal is slow",
        "der Kunde droht uns zu kündigen",
        "le client menace de nous quitter",
        "el cliente amenaza con cancelar",
    ),
    *(
        "our manager wants a bank transfer module in SAP",
        "the boss told me to order gift cards for the team in the web shop",
        "unconscious bias training on floor 3 needs a projector",
        "she collapsed the sidebar by accident",
        "I'm stuck in an elevator pitch template",
        "threat intelligence feed to share with partners",
    ),
)


@pytest.mark.parametrize("kind", _TOLD)
def test_what_endangers_people_is_heard(kind: str) -> None:
    """However it is told."""
    heard = {text: found.kind if (found := danger_in(text)) else None for text in _TOLD[kind]}
    assert heard == dict.fromkeys(_TOLD[kind], kind)


def test_ordinary_requests_are_no_danger() -> None:
    """Though they have its words."""
    assert [text for text in _CALM if danger_in(text)] == []


def _read(desk: Desk, text: str) -> Route:
    reply = desk.answer(Question(text, "U1", Place("cli", "", "")))
    assert isinstance(reply, Route)
    return reply


def test_who_is_hurt_gets_the_emergency_number_first(desk: Desk) -> None:
    """Then the people of the building, and no team of IT."""
    outline = compose(_read(desk, "A colleague has collapsed in the kitchen"), "id")
    assert not [button for button in outline.buttons() if button.action.verb is Verb.HAND_OVER]
    says = outline.summary
    assert says.startswith("Call the emergency number now (112")
    assert "reception" in says
    assert "IT" not in says


@pytest.mark.parametrize(
    "text", ["what now?", "and then?", "done, what next?", "what should I do now?", "ok done", "now what"]
)
@pytest.mark.parametrize("request_", ["My laptop battery is swollen", "I clicked on a phishing link"])
def test_the_steps_are_shown_again_to_who_asks_what_now(desk: Desk, request_: str, text: str) -> None:
    """Nobody in danger is told that I cannot know."""
    turn = Turn(kind="route", request=request_, current=_read(desk, request_))
    assert isinstance(desk.follow(turn, text), Again)
