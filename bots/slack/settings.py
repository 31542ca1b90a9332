"""What can be set for Slack."""

from typing import Self

from pydantic import SecretStr, model_validator

from bots.settings import Names, Settings

NEEDED = (
    "WAYPOST_SLACK_BOT_TOKEN and either WAYPOST_SLACK_SIGNING_SECRET (HTTP) or WAYPOST_SLACK_APP_TOKEN (Socket Mode)"
)


class SlackSettings(Settings):
    """The settings with those of Slack."""

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_encryption_key: SecretStr | None = None
    slack_allowed_workspaces: Names = ()
    slack_emoji: str | None = None
    slack_api_url: str = "https://slack.com/api/"

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


SETTINGS = SlackSettings
