"""Files that people attach: what the platforms say of them, and a small preview of a picture. Their contents stay in the browser."""

import secrets
from dataclasses import asdict, dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bots.playground.live import Record

MOST_FILES = 4
"""In one message: their previews together fit into one request."""

_MOST_NAME = 255
_MOST_BYTES = 1024**3
"""Slack's limit for one file. https://slack.com/help/articles/201330736"""
_MOST_PREVIEW = 48_000
"""Characters of a preview; the page makes them smaller."""

_PICTURE = "image/"


class GivenFile(BaseModel):
    """A file as the page tells of it: name, MIME type, bytes, and for a picture a small preview as a `data:` address."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1, max_length=_MOST_NAME)]
    type: Annotated[str, Field(pattern=r"^[a-z]+/[A-Za-z0-9.+_-]{1,100}$")]
    size: Annotated[int, Field(ge=0, le=_MOST_BYTES)]
    preview: (
        Annotated[str, Field(max_length=_MOST_PREVIEW, pattern=r"^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$")]
        | None
    ) = None

    def keep(self) -> "File":
        """The file, with an id of its own."""
        return File(f"F{secrets.token_hex(5).upper()}", self.name, self.type, self.size, self.preview)


Files = Annotated[tuple[GivenFile, ...], Field(max_length=MOST_FILES, strict=False)]


@dataclass(frozen=True, slots=True)
class File:
    """A file in a message.

    Attributes:
        id: its own, `F…`.
        name: with its ending.
        type: MIME type.
        size: bytes.
        preview: of a picture, as a `data:` address; None for all else.
    """

    id: str
    name: str
    type: str
    size: int
    preview: str | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the message itself."""
        return self.type.startswith(_PICTURE)

    @property
    def ending(self) -> str:
        """The name's ending without the dot, in small letters; empty for none."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def as_shown(self) -> Record:
        """The file for the page."""
        return asdict(self)
