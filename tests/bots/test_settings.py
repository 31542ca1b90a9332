"""Settings: where they come from, what is refused, and that secrets stay secret."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bots.platform import all_settings
from bots.settings import SettingsError, load
from core.limits import Limit
from tests.support.sentences import is_one_sentence
from tests.support.settings import settings_with


def _load(environ: dict[str, str], config: Path | None = None) -> Any:  # noqa: ANN401 - the fields of all platforms
    return load(all_settings(), environ, config)


def _refused(environ: dict[str, str], config: Path | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        _load(environ, config)
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


def _toml(text: str, name: str = "waypost.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_set_is_valid() -> None:
    """Without any setting the documented defaults hold, and no platform is enabled."""
    settings = _load({})
    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 3000, Path("data"))
    assert (settings.log_level, settings.log_format) == ("info", "console")
    assert settings.database_url is settings.directory is settings.catalogue is None
    assert not settings.slack_enabled
    assert not settings.teams_enabled


def test_other_programs_variables_are_left_alone() -> None:
    """Only names that begin with WAYPOST_ are ours."""
    assert _load({"PORT": "1", "PATH": "/bin"}) == settings_with()


def test_the_file_in_the_working_folder_is_read() -> None:
    """`waypost.toml` is found by itself, with the names in lower case."""
    _toml('port = 4000\nlog_format = "json"\nteams_allowed_tenants = ["a", "b"]\n')
    settings = _load({})
    assert (settings.port, settings.log_format, settings.teams_allowed_tenants) == (4000, "json", ("a", "b"))


def test_the_environment_wins_over_the_file() -> None:
    """A variable replaces the file's value, and leaves the others."""
    _toml('port = 4000\nhost = "0.0.0.0"\n')
    settings = _load({"WAYPOST_PORT": "5000"})
    assert (settings.port, settings.host) == (5000, "0.0.0.0")


def test_another_file_can_be_named() -> None:
    """Then `waypost.toml` is not read."""
    _toml("port = 4000\n")
    assert _load({}, _toml('log_level = "debug"\n', "other.toml")) == settings_with(log_level="debug")


def test_an_empty_variable_counts_as_not_set() -> None:
    """As container files pass what nobody filled in."""
    assert _load({"WAYPOST_PORT": "", "WAYPOST_SLACK_BOT_TOKEN": ""}) == settings_with()


def test_a_secret_can_lie_in_a_file() -> None:
    """`…_FILE` names it; the line end is no part of the secret, and the variable itself wins."""
    Path("token").write_text("xoxb-1\n", encoding="utf-8")
    from_file = _load({"WAYPOST_SLACK_BOT_TOKEN_FILE": "token"}).slack_bot_token
    direct = _load({"WAYPOST_SLACK_BOT_TOKEN": "xoxb-2", "WAYPOST_SLACK_BOT_TOKEN_FILE": "token"}).slack_bot_token
    assert from_file is not None
    assert direct is not None
    assert (from_file.get_secret_value(), direct.get_secret_value()) == ("xoxb-1", "xoxb-2")


def test_a_secret_file_that_cannot_be_read_is_named() -> None:
    """The sentence names the variable and the file."""
    said = _refused({"WAYPOST_SLACK_BOT_TOKEN_FILE": "absent"})
    assert said.startswith("WAYPOST_SLACK_BOT_TOKEN_FILE: the file absent cannot be read")


def test_limits_are_read_and_mistakes_named() -> None:
    """A number and a time, or off; anything else is a sentence that names the setting."""
    settings = _load({"WAYPOST_LIMIT_ASKS": "5/2m", "WAYPOST_LIMIT_FORMS": "off"})
    assert settings.limits["asks"] == Limit(5, timedelta(minutes=2), "2 minutes")
    assert settings.limits["forms"] is None
    assert settings.limits["handoffs"] == Limit.of("10/10m")
    for written in ("5", "5/m", "0/1m", "5/1d", "many"):
        assert _refused({"WAYPOST_LIMIT_HANDOFFS": written}).startswith("WAYPOST_LIMIT_HANDOFFS: should be a number")
    assert "LIMIT_ASKS" in _refused({"WAYPOST_LIMIT_ASKS": "5 a minute"})
    assert "limit_asks" in _refused({}, _toml("limit_asks = 5\n"))


def test_lists_are_separated_by_commas() -> None:
    """In the environment a list is one text."""
    settings = _load({"WAYPOST_TEAMS_ALLOWED_TENANTS": " a, b,,c "})
    assert settings.teams_allowed_tenants == ("a", "b", "c")


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"WAYPOST_PROT": "1"}, "WAYPOST_PROT is not a setting. Did you mean WAYPOST_PORT?"),
        ({"WAYPOST_SLACK_TOKN_FILE": "x"}, "WAYPOST_SLACK_TOKN_FILE is not a setting."),
        ({"WAYPOST_PORT": "http"}, "WAYPOST_PORT: "),
        ({"WAYPOST_PORT": "70000"}, "WAYPOST_PORT: "),
        ({"WAYPOST_LOG_LEVEL": "loud"}, "WAYPOST_LOG_LEVEL: "),
        ({"WAYPOST_TEAMS_ANONYMOUS": "perhaps"}, "WAYPOST_TEAMS_ANONYMOUS: "),
    ],
)
def test_a_wrong_variable_is_named(environ: dict[str, str], message: str) -> None:
    """An unknown name is answered with the nearest known one, a bad value with the variable's name."""
    assert _refused(environ).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prot = 1\n", "waypost.toml: prot is not a setting. Did you mean port?"),
        ('port = "x"\n', "waypost.toml: port: "),
        ("port 1\n", "waypost.toml: not valid TOML: "),
        ("[slack]\ntoken = 1\n", "waypost.toml: slack is not a setting."),
    ],
)
def test_a_wrong_file_is_named(text: str, message: str) -> None:
    """The sentence names the file and the setting in it."""
    _toml(text)
    assert _refused({}).startswith(message)


def test_a_named_file_must_be_there() -> None:
    """Whoever names a file means it."""
    assert _refused({}, Path("absent.toml")).startswith("absent.toml: cannot be read (")


def test_a_file_that_is_not_utf_8_is_named() -> None:
    """Another encoding is no TOML."""
    Path("waypost.toml").write_bytes("host = 'é'".encode("latin-1"))
    assert _refused({}).startswith("waypost.toml: not valid TOML: ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_anonymous_teams_is_allowed_at_home(host: str) -> None:
    """The playground runs so, and Teams is then served."""
    assert _load({"WAYPOST_TEAMS_ANONYMOUS": "true", "WAYPOST_HOST": host}).teams_enabled


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "example.org"])
def test_anonymous_teams_is_refused_elsewhere(host: str) -> None:
    """Nobody may listen to the world without asking who is there."""
    said = _refused({"WAYPOST_TEAMS_ANONYMOUS": "true", "WAYPOST_HOST": host})
    assert said == "TEAMS_ANONYMOUS is for the local playground only and needs HOST 127.0.0.1."


@pytest.mark.parametrize(
    ("environ", "slack", "teams"),
    [
        ({"SLACK_BOT_TOKEN": "x"}, False, False),
        ({"SLACK_SIGNING_SECRET": "x"}, False, False),
        ({"SLACK_BOT_TOKEN": "x", "SLACK_SIGNING_SECRET": "x"}, True, False),
        ({"SLACK_BOT_TOKEN": "x", "SLACK_APP_TOKEN": "x"}, True, False),
        ({"TEAMS_APP_ID": "x"}, False, False),
        ({"TEAMS_APP_ID": "x", "TEAMS_APP_PASSWORD": "x", "TEAMS_TENANT_ID": "x"}, False, True),
    ],
)
def test_a_face_is_enabled_by_all_that_it_needs(environ: dict[str, str], *, slack: bool, teams: bool) -> None:
    """Half of the secrets serve nobody."""
    settings = _load({f"WAYPOST_{name}": value for name, value in environ.items()})
    assert (settings.slack_enabled, settings.teams_enabled) == (slack, teams)


_SECRETS = ("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "TEAMS_APP_PASSWORD")


def test_secrets_are_not_shown() -> None:
    """Neither printing the settings nor a complaint about another one gives a secret away."""
    environ = {f"WAYPOST_{name}": "hush-hush" for name in _SECRETS}
    settings = _load(environ)
    assert "hush-hush" not in repr(settings)
    assert "hush-hush" not in str(settings)
    assert "hush-hush" not in settings.model_dump_json()
    assert "hush-hush" not in _refused({**environ, "WAYPOST_PORT": "x"})


def test_a_secret_of_the_wrong_kind_is_not_quoted() -> None:
    """A number where a token should be is complained about without showing it."""
    _toml("slack_bot_token = 123454321\n")
    said = _refused({})
    assert said.startswith("waypost.toml: slack_bot_token: ")
    assert "123454321" not in said
