"""Settings: `WAYPOST_*` environment variables, files named by `…_FILE`, and `waypost.toml`. Read once, at the edge, and passed in."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator

import bots.platform  # noqa: F401 - makes the platforms known to the core
from core.errors import UserError
from core.limits import Kind, Limit
from core.typed_yaml import nearest

PREFIX = "WAYPOST_"
_FILE_SUFFIX = "_FILE"


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
    """Everything that can be set. Each field is `WAYPOST_<FIELD>` in the environment and `<field>` in waypost.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    directory: Path | None = None
    catalogue: Path | None = None
    metrics_token: Annotated[SecretStr, Field(min_length=16)] | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_encryption_key: SecretStr | None = None
    slack_allowed_workspaces: Names = ()
    slack_emoji: str | None = None
    slack_api_url: str = "https://slack.com/api/"

    limit_asks: PerPerson = Limit.of("30/1m")
    limit_handoffs: PerPerson = Limit.of("10/10m")
    limit_forms: PerPerson = Limit.of("30/1m")
    limit_messages: PerPerson = Limit.of("30/1m")

    teams_app_id: str | None = None
    teams_app_password: SecretStr | None = None
    teams_managed_identity: bool = False
    teams_tenant_id: str | None = None
    teams_allowed_tenants: Names = ()
    teams_anonymous: bool = False
    teams_targeted_messages: bool = False
    teams_openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_login_url: str = "https://login.microsoftonline.com"
    teams_service_hosts: Names = ()

    @model_validator(mode="after")
    def _anonymous_only_at_home(self) -> Self:
        if self.teams_anonymous and self.host not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("TEAMS_ANONYMOUS is for the local playground only and needs HOST 127.0.0.1")
        return self

    @property
    def limits(self) -> Mapping[Kind, Limit | None]:
        """How much one person may do, by kind."""
        return {
            "asks": self.limit_asks,
            "handoffs": self.limit_handoffs,
            "forms": self.limit_forms,
            "messages": self.limit_messages,
        }

    @property
    def slack_enabled(self) -> bool:
        """Whether there is enough to serve Slack: one workspace by its token, or many by OAuth."""
        heard = self.slack_signing_secret is not None or self.slack_app_token is not None
        return heard and (self.slack_bot_token is not None or self.slack_oauth)

    @property
    def slack_oauth(self) -> bool:
        """Whether workspaces install the Slack app themselves."""
        return self.slack_client_id is not None

    @model_validator(mode="after")
    def _oauth_is_whole(self) -> Self:
        given = (self.slack_client_id, self.slack_client_secret, self.slack_encryption_key)
        if any(given) and not all(given):
            raise ValueError(
                "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_ENCRYPTION_KEY belong together: set all three or none"
            )
        if self.slack_oauth and self.slack_bot_token is not None:
            raise ValueError("SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: set one of them")
        return self

    @property
    def teams_enabled(self) -> bool:
        """Whether there is enough to serve Teams."""
        proof = self.teams_app_password is not None or self.teams_managed_identity
        return self.teams_anonymous or (proof and self.teams_app_id is not None and self.teams_tenant_id is not None)


def load(environ: Mapping[str, str] | None = None, config: Path | None = None) -> Settings:
    """Read the settings: the environment first, then files named by `…_FILE`, then the configuration file.

    Args:
        environ: the environment; the process's own by default.
        config: a TOML file; `waypost.toml` in the working folder is read where it exists.

    Raises:
        SettingsError: an unknown name, a value that does not fit, or a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    values, origin = _from_toml(config)
    given = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX) and value}
    for name, value in given.items():
        field = name.lower()
        if field in Settings.model_fields:
            values[field], origin[field] = value, PREFIX + name
        elif name.endswith(_FILE_SUFFIX) and field.removesuffix("_file") in Settings.model_fields:
            secret = field.removesuffix("_file")
            if secret.upper() not in given:
                values[secret], origin[secret] = _content(PREFIX + name, value), PREFIX + name
        else:
            known = [PREFIX + field.upper() for field in Settings.model_fields]
            raise SettingsError(f"{PREFIX}{name} is not a setting.{nearest(PREFIX + name, known)}")
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_sentence(error, origin)) from error


def _from_toml(config: Path | None) -> tuple[dict[str, Any], dict[str, str]]:
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
        if name not in Settings.model_fields:
            raise SettingsError(f"{path}: {name} is not a setting.{nearest(name, Settings.model_fields)}")
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
