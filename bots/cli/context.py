"""What commands share: the settings, and what is built from them, each when it is first wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bots.settings import Settings
    from core.catalogue.model import Catalogue
    from core.classifier.classifier import Classifier
    from core.classifier.suggestion import Suggestion
    from core.desk.desk import Desk
    from core.directory.model import Directory


@dataclass
class Context:
    """Builds the parts. Imports stand in the methods, so that a command loads only what it uses.

    Attributes:
        config: the settings file that was named, or None.
    """

    config: Path | None

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        from bots.platform import all_settings  # noqa: PLC0415
        from bots.settings import load  # noqa: PLC0415

        return load(all_settings(), config=self.config)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, with the organisation's own file on top."""
        from core.catalogue.load import load  # noqa: PLC0415

        return load(self.settings.catalogue)

    @cached_property
    def directory(self) -> Directory | None:
        """Who owns what, or None where no directory is set."""
        if self.settings.directory is None:
            return None
        from core.directory.load import load  # noqa: PLC0415

        return load(self.settings.directory, self.catalogue)

    @cached_property
    def classifier(self) -> Classifier:
        """The trained classifier."""
        from core.classifier.loading import open_classifier  # noqa: PLC0415

        return open_classifier(self.catalogue, self.settings.data_dir)

    @cached_property
    def desk(self) -> Desk:
        """The desk. The classifier behind it is loaded with the first text that needs it."""
        from core.desk.desk import Desk  # noqa: PLC0415

        return Desk(self.catalogue, self._suggest, self.directory)

    def _suggest(self, text: str) -> Suggestion:
        return self.classifier.suggest(text)
