"""The way datagrams go: aioice finds it, RTP takes a short cut past it, and it can be found anew.

Three things that aioice and aiortc leave out are added here, each at one seam:

* candidates for 127.0.0.1: aioice gathers every interface but loopback;
* RTP is told from STUN and DTLS in the UDP transport's protocol, so that no packet of sound goes through
  aioice's parser, queues and tasks (measured: that is where a factor of ten is lost);
* ICE restart (RFC 8445 section 9): a second connection is negotiated beside the first under the same DTLS
  transport, and takes over when it has found its way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aioice import Candidate, Connection
from aioice.ice import StunProtocol

__all__ = ["IcePath"]

LOOPBACK = "127.0.0.1"
DTLS_QUEUE = 64
CANDIDATES = 32  # of the party's, at most

_log = logging.getLogger(__name__)


class _Connection(Connection):
    """An aioice connection that also gathers loopback."""

    async def get_component_candidates(
        self, component: int, addresses: list[str], timeout: int = 5
    ) -> list[Candidate]:
        return await super().get_component_candidates(component, [*addresses, LOOPBACK], timeout)


class _Demux(asyncio.DatagramProtocol):
    """Sorts one socket's datagrams by their first byte (RFC 7983): sound, DTLS, and STUN for aioice."""

    def __init__(self, path: IcePath, stun: StunProtocol) -> None:
        self._path = path
        self._stun = stun
        self._on_rtp = path.on_rtp

    def connection_lost(self, exc: Exception | None) -> None:
        self._stun.connection_lost(exc)

    def error_received(self, exc: Exception) -> None:
        """A socket's ICMP error: the consent checks find out what it means."""

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        first = data[0] if data else 255
        if 127 < first < 192:
            self._on_rtp(data)
        elif 19 < first < 64:
            self._path.dtls_received(data)
        elif first < 4:
            self._path.datagrams += 1
            try:
                self._stun.datagram_received(data, addr)
            except Exception as error:
                _log.debug("a STUN message was refused: %r", error)


def _nobody(data: bytes) -> None:
    """A datagram that nobody waits for."""


class IcePath:
    """What an RTCDtlsTransport takes for its ICE transport: ``role``, ``_recv`` and ``_send``.

    ``on_rtp`` is called with every datagram that looks like RTP or RTCP, still protected. ``send`` sends one
    past all layers. ``on_lost`` is called when the way is lost for good.
    """

    def __init__(
        self, *, controlling: bool, on_rtp: Callable[[bytes], None], on_lost: Callable[[str], None]
    ) -> None:
        self.on_rtp = on_rtp
        self.datagrams = 0  # STUN and DTLS datagrams received, a sign of life
        self._on_lost = on_lost
        self._controlling = controlling
        self._connection = self._new_connection()
        self._coming: _Connection | None = None
        self._dtls: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._watch: asyncio.Task[None] | None = None
        self._pair: Any = None
        self._sendto: Callable[[bytes, tuple[str, int]], object] | None = None
        self._address: tuple[str, int] = ("", 0)
        self._closed = False

    def _new_connection(self) -> _Connection:
        return _Connection(ice_controlling=self._controlling, components=1)

    # --- setting up -------------------------------------------------------------------------------------
    async def gather(self, *, restart: bool = False) -> tuple[str, str, list[Candidate]]:
        """Open the sockets of the connection, or of a second one, and return user name, password, candidates."""
        connection = self._connection
        if restart:
            if self._coming is not None:
                await self._coming.close()
            connection = self._coming = self._new_connection()
        await connection.gather_candidates()
        for stun in connection._protocols:
            stun.transport.set_protocol(_Demux(self, stun))
        return connection.local_username, connection.local_password, connection.local_candidates

    async def connect(self, ufrag: str, password: str, candidates: list[str], *, lite: bool) -> None:
        """Find a way to the party, whose candidates may be none. ConnectionError when there is none.

        It does not give up by itself while the party may still show up: bound it with a timeout.
        """
        connection = self._coming or self._connection
        connection.remote_username = ufrag
        connection.remote_password = password
        connection.remote_is_lite = lite
        for text in candidates[:CANDIDATES]:
            try:
                candidate = Candidate.from_sdp(text)
            except (ValueError, IndexError):
                continue
            # names that only the party's own network can resolve are learned from its checks instead
            udp = candidate.transport.lower() == "udp" and candidate.component == 1
            if udp and 0 < candidate.port < 65536 and not candidate.host.endswith(".local"):
                await connection.add_remote_candidate(candidate)
        await connection.connect()
        if connection is self._coming:
            old, self._connection, self._coming = self._connection, connection, None
            self._pair = None
            if self._watch is not None:
                self._watch.cancel()
            await old.close()
        self._watch = asyncio.create_task(self._watch_over(connection))

    async def _watch_over(self, connection: _Connection) -> None:
        await connection.get_event()  # the only event is its end: consent was not renewed for 30 s
        if connection is self._connection and not self._closed and self._coming is None:
            self._lost("the party's media no longer answers")

    def _lost(self, reason: str) -> None:
        self._dtls.put_nowait(None)
        self._on_lost(reason)

    # --- carrying ---------------------------------------------------------------------------------------
    def send(self, data: bytes) -> None:
        """Send a datagram by the nominated pair; before there is one, drop it."""
        pair = self._connection._nominated.get(1)
        if pair is not self._pair:
            self._pair = pair
            if pair is not None:
                self._sendto = pair.protocol.transport.sendto
                self._address = pair.remote_addr
        if pair is not None and self._sendto is not None:
            self._sendto(data, self._address)

    def deafen(self) -> None:
        """Sound that still comes this way is nobody's any more."""
        self.on_rtp = _nobody
        for connection in (self._connection, self._coming):
            for stun in connection._protocols if connection is not None else ():
                stun.transport.set_protocol(_Demux(self, stun))

    def dtls_received(self, data: bytes) -> None:
        """Keep a DTLS record for the DTLS transport."""
        self.datagrams += 1
        if self._dtls.qsize() < DTLS_QUEUE and len(data) >= 13:
            self._dtls.put_nowait(data)

    # --- what the DTLS transport asks of it -------------------------------------------------------------
    @property
    def role(self) -> str:
        """The ICE role."""
        return "controlling" if self._connection.ice_controlling else "controlled"

    async def _recv(self) -> bytes:
        data = None if self._closed else await self._dtls.get()
        if data is None:
            raise ConnectionError("the way to the party is closed")
        return data

    async def _send(self, data: bytes) -> None:
        self.send(data)

    async def close(self) -> None:
        """Close all sockets. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._dtls.put_nowait(None)
        if self._watch is not None:
            self._watch.cancel()
        for connection in (self._connection, self._coming):
            if connection is not None:
                await connection.close()
