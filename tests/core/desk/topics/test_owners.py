"""Who owns what."""

from core.catalogue.model import Catalogue
from core.desk.compose import compose
from core.desk.desk import Desk
from core.desk.topics.owners import Owner
from core.directory.model import Directory
from tests.core.desk.questions import asked
from tests.support.outlines import said


def test_owners_are_listed_or_looked_up(owned_desk: Desk, catalogue: Catalogue, directory: Directory) -> None:
    """All of them, those of a role, or one, also by what somebody calls it."""
    everything, of_is, one, guessed = (
        owned_desk.answer(asked(text))
        for text in ("owners", "who owns IS?", "who owns the network?", "who looks after the wireless in the offices?")
    )
    assert isinstance(everything, Owner)
    assert isinstance(of_is, Owner)
    assert isinstance(one, Owner)
    assert isinstance(guessed, Owner)
    assert [record.id for record, _ in everything.owners] == list(catalogue.responsibilities)
    assert {record.role for record, _ in of_is.owners} == {"is"}
    assert one == guessed
    assert one.owners[0][1].team is directory.teams["network-ops"]


def test_who_owns_something_else_is_a_request(desk: Desk) -> None:
    """What neither role has to do with is not given an owner."""
    assert desk.answer(asked("who is responsible for the lunch menu in the canteen?")).kind == "none"


def test_what_nobody_owns_goes_to_the_fallback(owned_desk: Desk) -> None:
    """With the label saying so."""
    outline = compose(owned_desk.answer(asked("who owns security?")))
    assert "No owner is listed; ask" in said(outline)
    assert outline.summary == "No owner is listed for Security. Ask Service desk."


def test_an_owner_can_be_reached(owned_desk: Desk) -> None:
    """The contact that the directory gives is shown."""
    assert "ext. 4321" in said(compose(owned_desk.answer(asked("who owns the network?"))))
