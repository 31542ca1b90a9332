"""Every kind of card that Teams gets, drawn by Microsoft's own library in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from bots.teams.extension import for_dialog
from bots.teams.render import card
from core.catalogue.model import Catalogue
from core.classifier.classifier import Classifier
from tests.bots.teams.every_outline import every_outline
from tests.e2e.browser import NODE_PARTS

LIBRARY = NODE_PARTS / "node_modules" / "adaptivecards" / "dist" / "adaptivecards.js"
BROKEN = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlok", "text": "no such element"}]}
NARROW, WIDE = 360, 800
"""Of a phone and of a wide window."""


@pytest.fixture(scope="module")
def cards(catalogue: Catalogue, classifier: Classifier) -> dict[str, Any]:
    """The cards by their names, and those of them that stand in dialogs."""
    outlines = every_outline(catalogue, classifier.suggest)
    drawn: dict[str, Any] = {name: card(outline) for name, outline in outlines.items()}
    return drawn | {f"{name}, in a dialog": for_dialog(shown) for name, shown in drawn.items()}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_card_is_drawn(browser: Browser, cards: dict[str, Any], width: int) -> None:
    """Without a complaint, with its heading to read and every field of its forms to fill in, and as wide as there is room."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.add_script_tag(path=LIBRARY)
    page.add_script_tag(path=NODE_PARTS / "render-cards.js")

    *drawn, broken = page.evaluate("cards => renderCards(cards)", [*cards.values(), BROKEN])

    page.close()
    assert broken["complaints"]
    for (name, given), seen in zip(cards.items(), drawn, strict=True):
        assert seen["complaints"] == [], name
        assert seen["says"].strip(), name
        assert seen["fields"] == fields(given), name
        assert seen["tooWide"] == 0, name


def fields(node: object) -> int:
    """How many inputs there are in a card, those of its forms among them."""
    if isinstance(node, dict):
        return str(node.get("type")).startswith("Input.") + sum(fields(value) for value in node.values())
    return sum(fields(item) for item in node) if isinstance(node, list) else 0
