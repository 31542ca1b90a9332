"""From a text to the responsibility it belongs to."""
