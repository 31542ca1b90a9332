"""Every kind of card that Waypost sends, from what it really lays out."""

import json

import pytest

from bots.teams.extension import for_dialog
from bots.teams.render import MOST_BYTES, card
from bots.teams.render.card import size
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from core.conversation.outline import Outline
from tests.bots.teams.every_outline import every_outline, wanted
from tests.bots.teams.schema import complaints


@pytest.fixture(scope="module")
def outlines(catalogue: Catalogue, classifier: Classifier) -> dict[str, Outline]:
    """By what lays them out."""
    return every_outline(catalogue, classifier.suggest)


def test_there_is_a_card_of_every_kind(outlines: dict[str, Outline]) -> None:
    """Each kind of reply, and each function that lays something out, has one: a new kind must be drawn here, too."""
    assert wanted() - {name.partition(",")[0] for name in outlines} == set()


def test_every_card_keeps_to_the_schema(outlines: dict[str, Outline]) -> None:
    """In a conversation and in a dialog alike: schema 1.5, and our own bound for the size."""
    for name, outline in outlines.items():
        drawn = card(outline)
        assert complaints(drawn) == [], name
        assert complaints(dict(for_dialog(drawn))) == [], name  # type: ignore[call-overload]
        assert size(drawn) <= MOST_BYTES, name


def test_presses_of_every_card_are_offered_in_both_ways(outlines: dict[str, Outline]) -> None:
    """For each Action.Execute there is an Action.Submit for clients and dialogs that know no other."""
    for name, outline in outlines.items():
        body = card(outline)["body"]  # beside it a card may have an action that its client takes by itself
        executes = json.dumps(body).count('"Action.Execute"')
        assert json.dumps(for_dialog(body)).count('"Action.Submit"') == executes, name
