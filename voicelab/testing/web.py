"""The web of a test: applications, functions and documents at made-up addresses, real HTTP only when asked.

Nothing listens and nothing is looked up. An address that nobody serves fails as an unknown host does.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from voicelab.engine.faults import Send
from voicelab.engine.web import WebAnswer, WebFailure, WebRequest
from voicelab.testing.asgi_site import AsgiSite
from voicelab.testing.background import BackgroundLoop
from voicelab.testing.sites import Site, site_of

__all__ = ["HttpSite", "TestWeb", "origin_of"]

_SHUTDOWN_SECONDS = 5.0  # real ones

Door: TypeAlias = Callable[[WebRequest, Send], Awaitable[WebAnswer]]
"""Stands before all sites: gets the request and the way on. Faults are doors."""


class TestWeb:
    """Implements :class:`voicelab.engine.web.Web`. Programs answer one request at a time, in order."""

    __test__ = False  # pytest, this is no test class

    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        """What applications raised, oldest first; each was answered with status 500."""
        self.doors: list[Door] = []
        self._sites: dict[str, Site] = {}
        self._applications: dict[str, tuple[Any, Site]] = {}
        self._background = BackgroundLoop()
        self._turn = asyncio.Lock()

    def mount(self, address: str, application: Any) -> None:
        """Serve ``application`` at an origin, or at a path of an origin and below it."""
        served = self._applications.get(address)
        if (
            served is None or served[0] is not application
        ):  # one that is dialled again has been started already
            site = site_of(application, self._background, self.failures.append)
            self._applications[address] = served = (application, site)
        self.mount_site(address, served[1])

    def mount_site(self, address: str, site: Site) -> None:
        """The same for a site."""
        self._sites[address.rstrip("/")] = site

    def let_out(self, origin: str) -> None:
        """Send requests for this origin over real HTTP; time stands still meanwhile."""
        self._sites[origin] = HttpSite(self._background)

    def serves(self, url: str) -> bool:
        """Whether somebody answers at ``url``."""
        return self._site(url) is not None

    async def send(self, request: WebRequest) -> WebAnswer:
        """Send one request to whoever serves its address."""
        send: Send = self._send
        for door in self.doors:
            send = _through(door, send)
        return await send(request)

    async def _send(self, request: WebRequest) -> WebAnswer:
        site = self._site(request.url)
        if site is None:
            host = urlsplit(request.url).hostname
            raise WebFailure(11210, f"Nobody serves {host} in this test; it is no real network.")
        if not site.outside:
            return await site.answer(request)
        async with self._turn:  # threads that race would make runs differ
            return await site.answer(request)

    def _site(self, url: str) -> Site | None:
        parts = urlsplit(url)
        origin, path = origin_of(url), parts.path.rstrip("/")
        while path:
            if (site := self._sites.get(origin + path)) is not None:
                return site
            path = path.rpartition("/")[0]
        return self._sites.get(origin)

    def close(self) -> None:
        """Let ASGI applications shut down, and end the background loop."""
        for _, site in self._applications.values():
            if isinstance(site, AsgiSite):
                self._background.finish(site.shut_down, _SHUTDOWN_SECONDS)
        self._background.close()


class HttpSite:
    """Real HTTP, by aiohttp on a real loop in a thread; its time limits are real seconds."""

    outside = True

    def __init__(self, background: BackgroundLoop) -> None:
        self._background = background

    async def answer(self, request: WebRequest) -> WebAnswer:
        """Send the request; nothing is followed and nothing retried."""
        try:
            return await self._background.do(lambda: self._exchange(request), request.total_timeout)
        except TimeoutError:
            raise WebFailure(
                11200, f"{request.url} did not answer within {request.total_timeout:g} seconds."
            ) from None

    async def _exchange(self, request: WebRequest) -> WebAnswer:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=request.connect_timeout)
        host = urlsplit(request.url).hostname
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, auto_decompress=True) as session,
                session.request(
                    request.method,
                    URL(request.url, encoded=True),  # what was signed is what is sent
                    headers=dict(request.headers),
                    data=request.body or None,
                    allow_redirects=False,
                ) as response,
            ):
                body = bytearray()
                async for piece in response.content.iter_any():
                    body.extend(piece)
                    if len(body) > request.limit:
                        break
                headers: dict[str, str] = {}
                for name, value in response.headers.items():
                    name = name.lower()
                    joint = "\n" if name == "set-cookie" else ", "
                    headers[name] = headers[name] + joint + value if name in headers else value
                return WebAnswer(response.status, headers, bytes(body[: request.limit + 1]))
        except aiohttp.ClientConnectorDNSError as error:
            raise WebFailure(11210, f"{host} cannot be found: {error}.") from error
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            raise WebFailure(11220, f"TLS with {host} failed: {error}.") from error
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise WebFailure(11205, f"{request.url} cannot be reached: {error}.") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise WebFailure(11206, f"{request.url} does not speak HTTP as it should: {error}.") from error


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _through(door: Door, send: Send) -> Send:
    return lambda request: door(request, send)
