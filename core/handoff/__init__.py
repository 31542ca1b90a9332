"""Handing a request to the team that owns it, and seeing that somebody takes it."""
