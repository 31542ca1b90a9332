"""Addresses that open Teams: those of Microsoft's clouds differ, and lead nowhere in another."""

from yarl import URL

_HOST = "teams.microsoft.com"
_HOSTS = {
    "smba.infra.gov.teams.microsoft.us": "gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us": "dod.teams.microsoft.us",
}
"""Where people open Teams, by the service address of the cloud: the US government's GCC High and DoD. GCC has the commercial one's.

https://learn.microsoft.com/microsoftteams/platform/concepts/app-fundamentals-overview#government-community-cloud
"""
_HIGH = "gov.teams.microsoft.us"
_HIGH_DOMAIN = ".us"
_COMMERCIAL = f"https://{_HOST}/l/"


def teams_host(service_url: str) -> str:
    """The host by which people of a conversation open Teams, by the conversation's service address."""
    try:
        host = URL(service_url).host or ""
    except ValueError:
        return _HOST
    return _HOSTS.get(host, _HIGH if host.endswith(_HIGH_DOMAIN) else _HOST)


def for_cloud(node: object, service_url: str) -> object:
    """A message with the addresses in its buttons and links made for the cloud of its conversation; what it says stays as it is.

    Cards are drawn once for all, as for the commercial cloud.
    """
    host = teams_host(service_url)
    return node if host == _HOST else _move(node, f"https://{host}/l/")


def _move(node: object, opens: str) -> object:
    if isinstance(node, list):
        return [_move(item, opens) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: opens + value.removeprefix(_COMMERCIAL)
        if name == "url" and isinstance(value, str) and value.startswith(_COMMERCIAL)
        else _move(value, opens)
        for name, value in node.items()
    }
