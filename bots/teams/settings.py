"""What can be set for Teams."""

from typing import Self

from pydantic import SecretStr, model_validator

from bots.settings import Names, Settings

NEEDED = "WAYPOST_TEAMS_APP_ID, WAYPOST_TEAMS_APP_PASSWORD and WAYPOST_TEAMS_TENANT_ID"


class TeamsSettings(Settings):
    """The settings with those of Teams."""

    teams_app_id: str | None = None
    teams_app_password: SecretStr | None = None
    teams_managed_identity: bool = False
    teams_tenant_id: str | None = None
    teams_allowed_tenants: Names = ()
    teams_anonymous: bool = False
    # off, although Teams takes such messages from every bot: Microsoft calls them a public developer preview, and Teams does not say
    # whether somebody's client shows one. Who has sent one is answered so in any case: their client does
    teams_targeted_messages: bool = False
    teams_openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    teams_login_url: str = "https://login.microsoftonline.com"
    teams_service_hosts: Names = ()

    @property
    def teams_enabled(self) -> bool:
        """Whether there is enough to serve Teams."""
        proof = self.teams_app_password is not None or self.teams_managed_identity
        return self.teams_anonymous or (proof and self.teams_app_id is not None and self.teams_tenant_id is not None)

    @model_validator(mode="after")
    def _anonymous_only_at_home(self) -> Self:
        if self.teams_anonymous and self.host not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("TEAMS_ANONYMOUS is for the local playground only and needs HOST 127.0.0.1")
        return self


SETTINGS = TeamsSettings
