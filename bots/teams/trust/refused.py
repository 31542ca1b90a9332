"""Why a request is turned away. Each message is one sentence without anything from the request in it."""

from http import HTTPStatus
from typing import ClassVar


class RefusedError(Exception):
    """The request is turned away with `status`."""

    status: ClassVar[HTTPStatus]


class MalformedError(RefusedError):
    """The body is no activity."""

    status = HTTPStatus.BAD_REQUEST


class TokenError(RefusedError):
    """The token is missing or does not hold."""

    status = HTTPStatus.UNAUTHORIZED


class ForbiddenError(RefusedError):
    """The sender is known, and not served here."""

    status = HTTPStatus.FORBIDDEN


class OutsiderError(ForbiddenError):
    """The tenant may not use Waypost. Counted and logged where that is found."""


class KeysUnavailableError(RefusedError):
    """No token can be checked, since Microsoft's keys could not be fetched yet. The sender may try again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
