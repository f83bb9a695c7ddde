"""The way to users' web applications, over real HTTP: the engine's :class:`~voicelab.engine.web.Web`.

One request, one answer, nothing kept in between: no redirects, no cookies, no pooled connections, no proxy of
the environment. Certificates are verified, and the lab's own authority is trusted besides the machine's.
"""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from voicelab.engine.web import WebAnswer, WebFailure, WebRequest
from voicelab.server.host_map import HostMap

__all__ = ["HttpWeb"]

_CHUNK = 64 * 1024
_AUTOMATIC = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")  # only what the engine says is sent


class HttpWeb:
    """Sends the engine's requests with aiohttp; an asynchronous context manager.

    ``ca_file`` holds an authority to trust besides the machine's own, ``hosts`` says where addresses are that
    live elsewhere.
    """

    def __init__(self, ca_file: Path | None = None, hosts: HostMap | None = None) -> None:
        self._ca_file = ca_file
        self._hosts = hosts or HostMap()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        context = ssl.create_default_context()
        if self._ca_file is not None:
            context.load_verify_locations(self._ca_file)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, force_close=True, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_AUTOMATIC,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(self, request: WebRequest) -> WebAnswer:
        """Send one request and return the answer; raises WebFailure when there is none.

        Of a body larger than the request's limit one byte more than the limit comes back, so that it shows.
        """
        assert self._session is not None, "the session is opened by 'async with'"
        try:
            # what was signed is what is sent
            url, known = self._hosts.find(URL(request.url, encoded=True).with_user(None))
            async with asyncio.timeout(request.total_timeout):
                async with self._session.request(
                    request.method,
                    url,
                    headers={**request.headers, **known},
                    data=request.body or None,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None, connect=request.connect_timeout),
                ) as response:
                    body = await _body(response, request.limit)
                    return WebAnswer(response.status, _headers(response), body)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise failure(error, request) from error


async def _body(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, decompressed, or its first ``limit`` + 1 bytes."""
    parts: list[bytes] = []
    size = 0
    while size <= limit:
        part = await response.content.read(min(_CHUNK, limit + 1 - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _headers(response: aiohttp.ClientResponse) -> dict[str, str]:
    """The headers, names in lower case; repeated ones joined, Set-Cookie by newlines."""
    headers: dict[str, str] = {}
    for name, value in response.headers.items():
        key = name.lower()
        joint = "\n" if key == "set-cookie" else ", "
        headers[key] = headers[key] + joint + value if key in headers else value
    return headers


def failure(error: Exception, request: WebRequest) -> WebFailure:
    """The failure that an exception of the HTTP client means, with Twilio's code and a sentence."""
    where = _place(request.url)
    match error:
        case aiohttp.ClientConnectorDNSError():
            return WebFailure(11210, f"The host name of {where} cannot be resolved.")
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError() | ssl.SSLError():
            return WebFailure(_tls_code(error), f"No TLS connection to {where}: {_tls_reason(error)}.")
        case aiohttp.ConnectionTimeoutError():
            return WebFailure(11205, f"No connection to {where} within {request.connect_timeout:g} seconds.")
        case aiohttp.ClientConnectorError():
            return WebFailure(11205, f"{where} refuses connections ({error.os_error.strerror or error}).")
        case TimeoutError():
            return WebFailure(
                11200, f"{where} gave no whole answer within {request.total_timeout:g} seconds."
            )
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError() | ValueError():
            return WebFailure(11100, f"{where} is not an address that can be requested.")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError():
            return WebFailure(11206, f"{where} closed the connection without an answer.")
        case _:
            return WebFailure(11206, f"{where} did not answer in proper HTTP ({type(error).__name__}).")


def _place(url: str) -> str:
    """The address for a message, without a password."""
    try:
        return str(URL(url, encoded=True).with_user(None))
    except ValueError:
        return repr(url)


_CERTIFICATES = {10: 11236, 62: 11235, 64: 11235, 18: 11237, 19: 11237, 20: 11237, 21: 11237}
"""OpenSSL's verdicts on a certificate: expired, another name or address, no path to an authority that is known."""


def _tls_code(error: Exception) -> int:
    """What Twilio calls the fault: 11235 to 11237 for a certificate, 11220 for everything else."""
    cause = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return _CERTIFICATES.get(getattr(cause, "verify_code", 0), 11220)


def _tls_reason(error: Exception) -> str:
    """What was wrong with the certificate or the handshake, in words."""
    cause = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or cause).rstrip(".")
