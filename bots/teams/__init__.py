"""Waypost in Microsoft Teams."""
