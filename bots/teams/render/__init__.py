"""Outlines drawn as Adaptive Cards: plain JSON objects of schema 1.5."""

from bots.teams.render.card import MOST_BYTES, card

__all__ = ["MOST_BYTES", "card"]
