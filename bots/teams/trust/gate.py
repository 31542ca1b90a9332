"""Who may talk to us, and where we may talk to: tenants, service addresses, and who is at home on this machine."""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address

from yarl import URL

from bots.access import NOT_ALLOWED, Access
from bots.teams.payloads import Incoming
from bots.teams.trust.refused import ForbiddenError, OutsiderError

_KINDS = frozenset({"message", "invoke", "messageUpdate", "messageDelete", "installationUpdate", "conversationUpdate"})
"""Of activities; other words than these, which Teams chose, stay out of the log."""

_KNOWN_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
_KNOWN_DOMAIN = ".botframework.com"
"""Where Microsoft takes answers. Our token travels with each, so no other host may get one."""


_LONGEST_LINK = 2000
"""Teams' own have a few hundred characters."""


def is_loopback(host: str | None) -> bool:
    """Whether an address or host name is of this machine."""
    if host == "localhost":
        return True
    try:
        address = ip_address((host or "").partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback


class Gate:
    """Decides whether an activity is let in, once its token was found good."""

    def __init__(self, *, access: Access | None, hosts: Iterable[str], anonymous: bool) -> None:
        """Take what is allowed.

        Args:
            access: which tenants are served; None for all.
            hosts: service hosts beside Microsoft's, `host` or `host:port`.
            anonymous: whether only this machine may talk to us, and we only to this machine.

        Raises:
            ValueError: a host is none. The message is one sentence.
        """
        self._access = access
        self._hosts = frozenset(_host(host) for host in hosts)
        self._anonymous = anonymous

    async def check(self, incoming: Incoming, peer: str | None) -> None:
        """Let the activity in or not.

        Args:
            incoming: the activity.
            peer: the address that it came from.

        Raises:
            OutsiderError: the tenant may not use Waypost.
            ForbiddenError: it is not to be answered for another reason.
        """
        if self._anonymous and not is_loopback(peer):
            raise ForbiddenError("Without tokens, only this machine is served.")
        if self._access and not await self._access.admits(incoming.tenant):
            self._access.note_outsider(incoming.type if incoming.type in _KINDS else "other")
            raise OutsiderError(NOT_ALLOWED)
        if not self._may_call(incoming.service_url):
            raise ForbiddenError("The service address is not one that is answered.")

    def _may_call(self, service_url: str) -> bool:
        try:
            url = URL(service_url)
            host, port = url.host, url.port
        except ValueError:
            return False
        if host is None or url.user is not None or url.password is not None or url.query_string or url.fragment:
            return False
        loopback = is_loopback(host)
        if self._anonymous:
            return loopback and url.scheme in ("http", "https")
        named = (host, port) in self._hosts or (host, None) in self._hosts
        if url.scheme == "http":
            return named and loopback
        known = (host in _KNOWN_HOSTS or host.endswith(_KNOWN_DOMAIN)) and url.explicit_port is None
        return url.scheme == "https" and (known or named)


_OWN_LINK = re.compile(
    r"https://(?:teams\.microsoft\.com|teams\.cloud\.microsoft|gov\.teams\.microsoft\.us|dod\.teams\.microsoft\.us)"
    r"/[\w./~%:@!$&'()*+,;=?#-]*",
    re.ASCII,
)
"""Where Teams opens messages: commercial and GCC, and the US government's two clouds."""


def teams_link(given: object) -> str:
    """A link to a message as a client names it, or nothing where it does not lead to Teams itself."""
    if not isinstance(given, str) or len(given) > _LONGEST_LINK:
        return ""
    return given if _OWN_LINK.fullmatch(given) else ""


def _host(written: str) -> tuple[str, int | None]:
    """Host and port of `host` or `host:port`; no port stands for any."""
    try:
        url = URL(f"//{written}")
        host, port = url.host, url.explicit_port
    except ValueError:
        host, port = None, None
    if host is None or url != URL(f"//{url.raw_authority}"):
        raise ValueError(f"{written} should be a host or host:port.")
    return host, port
