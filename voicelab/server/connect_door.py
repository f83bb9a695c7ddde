"""The CONNECT door: an HTTP proxy for programs that may not be changed, behind which Twilio is this lab.

``HTTPS_PROXY`` leads a program here. What it wants of ``*.twilio.com`` goes into the lab: TLS ends at the door, with a
certificate of the lab's own authority. What it wants of this machine (its own application) is tunnelled, for programs
on this machine. Everything else is refused with a sentence that names the host: nothing gets out.

Source: RFC 9110, 9.3.6 (CONNECT) and RFC 9112, 3.2.2 (the absolute form of a request's target).
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import ssl
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from voicelab.clock import run_outside
from voicelab.server.listening import cannot_listen
from voicelab.server.origin import is_loopback, is_twilio
from voicelab.server.tls import Authority, host_context

__all__ = ["ConnectDoor", "Wanted", "read_request"]

log = logging.getLogger("voicelab.server")

_HEAD_LIMIT = 32 * 1024  # bytes of a request's line and headers
_HEAD_SECONDS = 30.0  # for them to arrive
_REACH_SECONDS = 10.0  # for a connection to this machine or to the lab
_LAST_SECONDS = 2.0
_PIECE = 64 * 1024  # bytes
_MOST_HOSTS = 64  # certificates that are held
_MOST_VISITS = 1000  # connections at a time
_Way: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_HOP_HEADERS = (b"proxy-", b"connection:", b"keep-alive:")


class Refused(Exception):
    """A request that the door answers itself."""

    def __init__(self, status: int, words: str, cure: str = "") -> None:
        super().__init__(words)
        self.status, self.words, self.cure = status, words, cure


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request wants to reach; ``head`` is what is passed on first, nothing for CONNECT."""

    host: str
    port: int
    tunnel: bool
    head: bytes = b""


class ConnectDoor:
    """The proxy in front of the lab at ``lab`` (``http://127.0.0.1:8080``); :meth:`start` once, :meth:`close` once.

    ``authority`` signs the certificates that programs see; ``lab_tls`` verifies a lab that itself speaks TLS.
    """

    def __init__(self, lab: str, authority: Authority, lab_tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(lab)
        self._lab = (parts.hostname or "", parts.port or {"http": 80, "https": 443}[parts.scheme])
        self._lab_tls = (lab_tls or ssl.create_default_context()) if parts.scheme == "https" else None
        self._authority = authority
        self._contexts: OrderedDict[str, ssl.SSLContext] = OrderedDict()
        self._visits: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and return the address for ``HTTPS_PROXY``; LabError when the port cannot be had."""
        try:
            self._server = await asyncio.start_server(self._come_in, host, port, limit=_HEAD_LIMIT)
        except OSError as error:
            raise cannot_listen("The proxy", host, port, error, "--proxy-port") from error
        name = "127.0.0.1" if host in ("", "0.0.0.0", "::") else f"[{host}]" if ":" in host else host
        return f"http://{name}:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Listen no more, and cut what is connected."""
        if self._server is not None:
            self._server.close()
        for visit in list(self._visits):
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)

    def _come_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._visits) >= _MOST_VISITS:
            writer.write(b"HTTP/1.1 503 The proxy has too many connections\r\nConnection: close\r\n\r\n")
            writer.close()
            return
        visit = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its request to its end."""
        try:
            wanted = await _read_head(reader)
            there = await self._reach(wanted, writer.get_extra_info("peername"))
        except Refused as refused:
            await _refuse(writer, refused)
            return
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
            return
        try:
            tls = await self._context(wanted.host) if wanted.tunnel and is_twilio(wanted.host) else None
            if wanted.tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            there[1].write(wanted.head)
            if tls is None:
                await _join((reader, writer), there)
            else:
                await _join_by_tls((reader, writer), there, tls)
        except (OSError, asyncio.CancelledError) as error:
            if isinstance(error, ssl.SSLError):
                log.warning("A program does not trust the proxy's certificate for %s: %s", wanted.host, error)
        finally:
            writer.transport.abort()
            there[1].transport.abort()

    async def _reach(self, wanted: Wanted, peer: object) -> _Way:
        """A connection to what is wanted, if that may be."""
        if is_twilio(wanted.host):
            return await _open(*self._lab, tls=self._lab_tls)
        if (wanted.host, wanted.port) == self._lab:
            return await _open(
                wanted.host, wanted.port
            )  # its TLS, if it has any, is the program's own affair
        if not is_loopback(wanted.host):
            raise Refused(
                403,
                f"VoiceLab lets nothing out: {wanted.host} is neither Twilio's nor on this machine.",
                "Name the host in NO_PROXY, if the program is to reach it past the lab.",
            )
        address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        if not is_loopback(address.removeprefix("::ffff:")):
            raise Refused(403, f"{wanted.host} is this machine, which only programs on it reach this way.")
        return await _open("localhost" if wanted.host.endswith("localhost") else wanted.host, wanted.port)

    async def _context(self, host: str) -> ssl.SSLContext:
        """TLS for a host; those of one family share it."""
        family = host.partition(".")[2]
        context = self._contexts.get(family)
        if context is None:
            context = await run_outside(host_context, self._authority, host)
            while len(self._contexts) >= _MOST_HOSTS:
                self._contexts.popitem(last=False)
            self._contexts[family] = context
        self._contexts.move_to_end(family)
        return context


def read_request(head: bytes) -> Wanted:
    """What a request's head asks a proxy for; raises Refused for what no proxy does."""
    line, _, headers = head.partition(b"\r\n")
    try:
        method, target, version = line.decode("ascii").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Refused(400, "This is no request that a proxy understands.") from None
    if not version.startswith("HTTP/1."):
        raise Refused(400, "The lab's proxy speaks HTTP/1.1.")
    if not host or len(host) > 253 or not host.isprintable():
        raise Refused(
            400,
            "This is the lab's proxy, not the lab itself.",
            "Set HTTPS_PROXY to this address; the lab's own address is in its ready line.",
        )
    if method == "CONNECT":
        return Wanted(host, port or 443, tunnel=True)
    if parts.scheme != "http":
        raise Refused(400, f"The lab's proxy has no way to {parts.scheme} addresses: use CONNECT.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [one for one in headers.split(b"\r\n") if one and not one.lower().startswith(_HOP_HEADERS)]
    upgrade = any(one.lower().startswith(b"upgrade:") for one in kept)
    kept.append(b"Connection: upgrade" if upgrade else b"Connection: close")
    return Wanted(
        host,
        port or 80,
        tunnel=False,
        head=b"\r\n".join([f"{method} {path} {version}".encode(), *kept, b"", b""]),
    )


async def _read_head(reader: asyncio.StreamReader) -> Wanted:
    try:
        async with asyncio.timeout(_HEAD_SECONDS):
            return read_request(await reader.readuntil(b"\r\n\r\n"))
    except TimeoutError:
        raise Refused(408, "The request did not arrive.") from None
    except asyncio.LimitOverrunError:
        raise Refused(431, f"The request's headers are larger than {_HEAD_LIMIT // 1024} kB.") from None
    except asyncio.IncompleteReadError:
        raise ConnectionResetError from None


async def _open(host: str, port: int, tls: ssl.SSLContext | None = None) -> _Way:
    try:
        async with asyncio.timeout(_REACH_SECONDS):
            return await asyncio.open_connection(host, port, ssl=tls)
    except (OSError, TimeoutError) as error:
        why = getattr(error, "strerror", None) or "no answer"
        raise Refused(502, f"Nothing can be reached at {host}:{port}: {why}.") from error


async def _refuse(writer: asyncio.StreamWriter, refused: Refused) -> None:
    """Say no. The sentence is in the status line too: that is all that many clients show."""
    words = "".join(sign if " " <= sign <= "~" else "?" for sign in refused.words)
    data = {"code": None, "message": refused.words, "more_info": "", "status": refused.status}
    body = json.dumps(data | ({"cure": refused.cure} if refused.cure else {})).encode()
    head = (
        f"HTTP/1.1 {refused.status} {words}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    try:
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.CancelledError):
        writer.transport.abort()


async def _join_by_tls(here: _Way, there: _Way, tls: ssl.SSLContext) -> None:
    """End the program's TLS here, and pass what it says on.

    TLS has a pair of sockets of its own: a program may send its first TLS bytes together with its CONNECT, they are in
    the reader by now, and ``StreamWriter.start_tls`` would not see them.
    """
    near, far = socket.socketpair()
    outside = await asyncio.open_connection(sock=near)
    passing = asyncio.create_task(_join(here, outside))
    inside: _Way | None = None
    try:
        inside = await _accept(far, tls)
        await _join(inside, there)
        await asyncio.wait((passing,), timeout=_LAST_SECONDS)  # for what is still on its way to the program
    finally:
        passing.cancel()
        outside[1].transport.abort()
        if inside is not None:
            inside[1].transport.abort()
        await asyncio.gather(passing, return_exceptions=True)


async def _accept(sock: socket.socket, tls: ssl.SSLContext) -> _Way:
    """The server's end of TLS on a socket; SSLError when the other end does not want it, OSError when it goes."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, sock, ssl=tls)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def _join(
    here: _Way,
    there: _Way,
) -> None:
    """Pass bytes both ways until both sides have said all."""
    try:
        async with asyncio.TaskGroup() as both:
            both.create_task(_pass(here[0], there[1]))
            both.create_task(_pass(there[0], here[1]))
    except* OSError:  # one end has gone: so has the connection
        pass


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    else:  # TLS cannot be closed on one side only
        writer.close()
        await writer.wait_closed()
