"""Settings: `WAYPOST_*` environment variables, files named by `…_FILE`, and `waypost.toml`. Read once, at the edge, and passed in."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, create_model

from core.conversation.people import Guests
from core.errors import UserError
from core.limits import Kind, Limit
from core.typed_yaml import nearest

PREFIX = "WAYPOST_"
_FILE_SUFFIX = "_FILE"
_Section = TypeVar("_Section", bound="Settings")


class SettingsError(UserError):
    """The settings cannot be used. The message is one sentence that names the setting."""


def _names(value: object) -> object:
    """A comma-separated list as a tuple."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


def _limit(value: object) -> object:
    return value if value is None or isinstance(value, Limit) else Limit.of(str(value))


PerPerson = Annotated[Limit | None, BeforeValidator(_limit)]
"""How much one person may do, such as `30/1m`; None for no limit, written `off`."""


class Settings(BaseModel):
    """What can be set whichever platforms are served; each platform adds a section of its own, which inherits from this.

    Each field is `WAYPOST_<FIELD>` in the environment and `<field>` in waypost.toml.
    """

    # sections are never read alone, so no validator is built for them
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    directory: Path | None = None
    catalogue: Path | None = None
    metrics_token: Annotated[SecretStr, Field(min_length=16)] | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    limit_asks: PerPerson = Limit.of("30/1m")
    limit_handoffs: PerPerson = Limit.of("10/10m")
    limit_forms: PerPerson = Limit.of("30/1m")
    limit_messages: PerPerson = Limit.of("30/1m")

    guests: Guests = "answers"

    @property
    def limits(self) -> Mapping[Kind, Limit | None]:
        """How much one person may do, by kind."""
        return {
            "asks": self.limit_asks,
            "handoffs": self.limit_handoffs,
            "forms": self.limit_forms,
            "messages": self.limit_messages,
        }

    def section(self, kind: type[_Section]) -> _Section:
        """These settings with the fields of a platform."""
        if not isinstance(self, kind):
            raise TypeError(f"{type(self).__name__} has no {kind.__name__}.")
        return self


@cache
def combine(sections: tuple[type[Settings], ...]) -> type[Settings]:
    """Settings with the fields of all these sections."""
    return create_model("Settings", __base__=sections)


def load(kind: type[Settings], environ: Mapping[str, str] | None = None, config: Path | None = None) -> Settings:
    """Read the settings: the environment first, then files named by `…_FILE`, then the configuration file.

    Args:
        kind: all that can be set.
        environ: the environment; the process's own by default.
        config: a TOML file; `waypost.toml` in the working folder is read where it exists.

    Raises:
        SettingsError: an unknown name, a value that does not fit, or a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    known = kind.model_fields
    values, origin = _from_toml(config, known)
    given = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX) and value}
    for name, value in given.items():
        field = name.lower()
        if field in known:
            values[field], origin[field] = value, PREFIX + name
        elif name.endswith(_FILE_SUFFIX) and field.removesuffix("_file") in known:
            secret = field.removesuffix("_file")
            if secret.upper() not in given:
                values[secret], origin[secret] = _content(PREFIX + name, value), PREFIX + name
        else:
            names = [PREFIX + field.upper() for field in known]
            raise SettingsError(f"{PREFIX}{name} is not a setting.{nearest(PREFIX + name, names)}")
    try:
        return kind(**values)
    except ValidationError as error:
        raise SettingsError(_sentence(error, origin)) from error


def _from_toml(config: Path | None, known: Iterable[str]) -> tuple[dict[str, Any], dict[str, str]]:
    path = config or Path("waypost.toml")
    if config is None and not path.exists():
        return {}, {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}.") from error
    for name in values:
        if name not in known:
            raise SettingsError(f"{path}: {name} is not a setting.{nearest(name, known)}")
    return values, {name: f"{path}: {name}" for name in values}


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: the file {path} cannot be read ({error}).") from error


def _sentence(error: ValidationError, origin: Mapping[str, str]) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    message = first["msg"].removeprefix("Value error, ")
    return f"{origin.get(field, field)}: {message}." if field else f"{message}."
