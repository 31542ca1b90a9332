"""Settings as they are read, with values that a test gives."""

from bots.platform import all_settings
from bots.settings import Settings


def settings_with(**values: object) -> Settings:
    """All settings, those of the platforms among them, with these values and the defaults of the others.

    Raises:
        ValidationError: they do not fit, or not each other.
    """
    return all_settings()(**values)
