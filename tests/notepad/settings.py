"""What can be set for Notepad."""

from typing import Annotated

from pydantic import Field, SecretStr

from bots.settings import Settings

NEEDED = "WAYPOST_NOTEPAD_URL and WAYPOST_NOTEPAD_SECRET"


class NotepadSettings(Settings):
    """The settings with those of Notepad."""

    notepad_url: str | None = None
    notepad_secret: Annotated[SecretStr, Field(min_length=16)] | None = None

    @property
    def notepad_enabled(self) -> bool:
        """Whether there is enough to serve Notepad."""
        return self.notepad_url is not None and self.notepad_secret is not None


SETTINGS = NotepadSettings
