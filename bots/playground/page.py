"""The page itself: what `npm run build` made of `web/src`."""

from http import HTTPStatus
from pathlib import Path

import structlog
from aiohttp import web

_log = structlog.get_logger()

DIST = Path(__file__).parent / "web" / "dist"

HOW_TO_BUILD = "The playground's page has not been built yet: run `make run`, which builds it and starts it."

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # The files keep their names from one build to the next.
    "Cache-Control": "no-cache",
}
"""Cards come from outside: nothing in them may load or run anything. Both renderers style elements in place."""


class Page:
    """Serves the built files."""

    def __init__(self, dist: Path = DIST) -> None:
        self._dist = dist
        if not (dist / "index.html").is_file():
            _log.warning(HOW_TO_BUILD)

    async def index(self, _: web.Request) -> web.StreamResponse:
        """The page, or how to build it."""
        index = self._dist / "index.html"
        if not index.is_file():
            return web.Response(text=HOW_TO_BUILD, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=_HEADERS)
        return web.FileResponse(index, headers=_HEADERS)

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """One of its files; their names are flat."""
        asset = self._dist / request.match_info["name"]
        if asset.parent != self._dist or not asset.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(asset, headers=_HEADERS)
