"""Waypost in Slack."""
