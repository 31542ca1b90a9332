"""What people read of a hand-off: the card, the preview, news, and the history told from events."""
