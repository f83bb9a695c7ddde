"""A leg over WebRTC: offer and answer, ICE, DTLS, SRTP; answering or offering, restartable.

Candidates are never trickled: our description carries all of ours (every interface address and 127.0.0.1),
and a party that sends none is learned from its connectivity checks. No STUN server is asked.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Sequence
from typing import Any, Literal, cast

from aiortc import RTCCertificate, RTCDtlsTransport
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters

from voicelab.errors import PeerError
from voicelab.media import webrtc_sdp as sdp
from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.tick import Tick
from voicelab.media.webrtc_ice import IcePath
from voicelab.media.webrtc_rtp import RtpSession

__all__ = ["CODECS", "DEAD_AFTER", "WebRTCEndpoint"]

CODECS = ("pcmu", "opus", "pcma")
"""The codecs that are taken; for our own offers also the order of preference."""
DEAD_AFTER = 30.0
"""Seconds without any datagram after which the party counts as gone (RFC 7675 gives consent as long)."""
GIVE_UP = 60.0  # seconds that finding a way may take when nobody waits for it with less patience
CONNECT = 15.0
LOOK = 2.0  # seconds between two looks for signs of life

_log = logging.getLogger(__name__)
_certificates: list[RTCCertificate] = []


def _certificate() -> RTCCertificate:
    """One certificate for the process: browsers know it by its fingerprint only."""
    if not _certificates:
        _certificates.append(RTCCertificate.generateCertificate())
    return _certificates[0]


def _failed(why: str) -> PeerError:
    return PeerError(
        f"no media path to the party: {why}.",
        code=53405,
        cure="Is UDP between the page and the lab shut off? 'voicelab doctor' says; a phone can also use a WebSocket:"
        ' lab.phone(transport="websocket").',
    )


class WebRTCEndpoint:
    """One WebRTC party. Give it an offer, or take its offer and give it the answer; then wait for it.

    ``leg`` may be used at once: what it plays is heard from the moment the party is connected. ``air`` is what
    happens to packets on purpose.
    """

    def __init__(self, tick: Tick, *, codecs: Sequence[str] = CODECS, air: Air | None = None) -> None:
        self._codecs = tuple(codecs)
        self._rtp = RtpSession(tick, self._send_datagram, self._shut, air)
        self.leg = AudioLeg(self._rtp, tick)
        self._path: IcePath | None = None
        self._dtls: RTCDtlsTransport | None = None
        self._role: Literal["client", "server"] | None = None
        self._remote: sdp.Description | None = None
        self._session_id = secrets.randbits(62)
        self._version = 0
        self._formats: list[sdp.Codec] = []
        self._local = ""  # our description as it stands
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._connecting: asyncio.Task[None] | None = None
        self._restarting: asyncio.Task[None] | None = None
        self._shutting: asyncio.Task[None] | None = None
        self._life: asyncio.TimerHandle | None = None
        self._signs = 0
        self._quiet_since = 0.0
        self._closing = False
        self._retiring: asyncio.Task[None] | None = None

    @property
    def rtp(self) -> RtpSession:
        """The party's session."""
        return self._rtp

    @property
    def closed(self) -> asyncio.Future[str]:
        """Done, with the reason in words, when the party's media is gone for good."""
        return self._rtp.closed

    @property
    def codec(self) -> str:
        """The name of the codec that is sent, or an empty text before it is known."""
        return self._formats[0].name if self._remote is not None and self._formats else ""

    # --- offer and answer -------------------------------------------------------------------------------
    async def accept_offer(self, offer: str) -> str:
        """Take the party's offer and return our answer, complete; the connection is then being made.

        PeerError 53402 for an offer that cannot carry a call.
        """
        if self._path is not None:
            return await self.reinvite(offer)
        remote = sdp.parse(offer)
        formats = sdp.choose(remote, self._codecs)
        path = self._open(controlling=remote.ice_lite)
        self._remote, self._formats = remote, formats
        self._role = "server" if remote.setup == "active" else "client"
        self._rtp.configure(formats, formats, remote)
        self._local = await self._describe(path, remote)
        self._connecting = asyncio.create_task(self._connect(path, remote))
        return self._local

    async def create_offer(self) -> str:
        """An offer, complete. Give the party's answer to :meth:`accept_answer`."""
        path = self._open(controlling=True)
        self._formats = [sdp.CODECS[name] for name in self._codecs] + list(sdp.EVENTS)
        self._local = await self._describe(path, None)
        return self._local

    async def accept_answer(self, answer: str) -> None:
        """Take the party's answer to our offer; the connection is then being made.

        A second call with the same or another answer does nothing, as when a client repeats itself.
        PeerError 53402 for an answer that cannot carry a call.
        """
        if self._path is None:
            raise RuntimeError("accept_answer comes after create_offer")
        if self._remote is not None:
            return
        remote = sdp.parse(answer)
        offered, theirs = self._formats, sdp.choose(remote, self._codecs)
        self._remote, self._formats = remote, theirs
        self._role = "client" if remote.setup == "passive" else "server"
        self._rtp.configure([*offered, *theirs], theirs, remote)
        self._connecting = asyncio.create_task(self._connect(self._path, remote))

    async def reinvite(self, offer: str) -> str:
        """Take a further offer on the live connection and return the answer.

        With new ICE credentials it is an ICE restart: a new way is looked for while sound goes on by the old
        one. The same credentials as before get the same answer as before.
        """
        if self._retiring is not None:
            return (
                self._local
            )  # the page looked for another way by ICE before it took the one that it has now
        path, before = self._path, self._remote
        if path is None or before is None or self.closed.done():
            raise _failed("there is no connection that could be restarted")
        remote = sdp.parse(offer)
        if remote.fingerprints != before.fingerprints:
            raise _failed("a new offer came with another certificate, which is another connection")
        formats = sdp.choose(remote, self._codecs)
        self._rtp.configure(formats, formats, remote)
        if (remote.ufrag, remote.password) == (before.ufrag, before.password):
            return self._local
        self._remote, self._formats = remote, formats
        if self._restarting is not None:
            self._restarting.cancel()
        self._local = await self._describe(path, remote, restart=True)
        self._restarting = asyncio.create_task(self._restart(path, remote))
        return self._local

    def _open(self, *, controlling: bool) -> IcePath:
        if self._path is not None:
            raise RuntimeError("this endpoint has been described already")
        self._path = IcePath(controlling=controlling, on_rtp=self._rtp.datagram, on_lost=self._lost)
        return self._path

    async def _describe(self, path: IcePath, remote: sdp.Description | None, *, restart: bool = False) -> str:
        ufrag, password, candidates = await path.gather(restart=restart)
        if not candidates:
            raise _failed("the lab could not open a UDP socket on any address")
        self._version += 1
        direction = "sendrecv"
        if remote is None:
            setup = "actpass"
        else:
            setup = "active" if self._role == "client" else "passive"
            direction = {"sendonly": "recvonly", "recvonly": "sendonly"}.get(
                remote.direction, remote.direction
            )
        fingerprints = _certificate().getFingerprints()
        return sdp.write(
            session_id=self._session_id,
            version=self._version,
            mid=remote.mid if remote else "0",
            codecs=self._formats,
            ufrag=ufrag,
            password=password,
            fingerprints=[(one.algorithm, one.value) for one in fingerprints if one.algorithm == "sha-256"],
            setup=setup,
            direction=direction,
            ssrc=self._rtp.ssrc,
            candidates=[candidate.to_sdp() for candidate in candidates],
            address=(candidates[0].host, candidates[0].port),
            rejected=remote.rejected if remote else (),
            position=remote.position if remote else 0,
            bundle=remote.bundle if remote else True,
        )

    # --- the connection ---------------------------------------------------------------------------------
    async def connected(self, timeout: float = CONNECT) -> AudioLeg:
        """Wait until sound can pass and return the leg; PeerError 53405, and all closed, when it cannot."""
        try:
            async with asyncio.timeout(timeout):
                await asyncio.shield(self._ready)
        except TimeoutError:
            error = _failed(f"no connection within {timeout:g} s")
            await self._shut(str(error))
            raise error from None
        return self.leg

    async def close(self) -> None:
        """End the media. Idempotent."""
        await self.leg.close()

    async def _connect(self, path: IcePath, remote: sdp.Description) -> None:
        try:
            async with asyncio.timeout(GIVE_UP):
                await path.connect(remote.ufrag, remote.password, remote.candidates, lite=remote.ice_lite)
                self._dtls = dtls = RTCDtlsTransport(cast(Any, path), [_certificate()])
                assert self._role is not None
                dtls._set_role(self._role)
                await dtls.start(
                    RTCDtlsParameters(
                        [RTCDtlsFingerprint(algorithm, value) for algorithm, value in remote.fingerprints]
                    )
                )
            if dtls.state != "connected":
                raise ConnectionError("the DTLS handshake failed")
        except (ConnectionError, TimeoutError, OSError) as error:
            await self._give_up(str(error) or "nobody answered the connectivity checks")
            return
        except Exception as error:  # a library's surprise is this call's end, not the lab's
            _log.exception("setting up media failed")
            await self._give_up(f"{type(error).__name__}: {error}")
            return
        dtls.on("statechange", self._dtls_changed)
        self._rtp.secure(dtls._rx_srtp, dtls._tx_srtp)
        self.leg.start()
        self._quiet_since = asyncio.get_running_loop().time()
        self._look_for_life()
        if not self._ready.done():
            self._ready.set_result(None)

    async def _restart(self, path: IcePath, remote: sdp.Description) -> None:
        try:
            async with asyncio.timeout(GIVE_UP):
                await path.connect(remote.ufrag, remote.password, remote.candidates, lite=remote.ice_lite)
        except (ConnectionError, TimeoutError, OSError) as error:
            _log.info("an ICE restart found no new way: %s", error)

    async def _give_up(self, why: str) -> None:
        if not self._ready.done():
            self._ready.set_exception(_failed(why))
            self._ready.exception()  # nobody may be waiting for it
        await self._shut(f"no media path to the party: {why}")

    def give_up_udp(self) -> None:
        """The session goes another way: free the sockets, and miss nothing that does not come by them any more."""
        if self._retiring is not None or self._path is None or self.closed.done():
            return
        for task in (self._connecting, self._restarting, self._life):
            if task is not None:
                task.cancel()
        self._path.deafen()
        self._retiring = asyncio.create_task(self._retire())
        if not self._ready.done():
            self._ready.set_result(None)
            self.leg.start()

    async def _retire(self) -> None:
        try:
            if self._dtls is not None:
                await self._dtls.stop()
            if self._path is not None:
                await self._path.close()
        except Exception:
            _log.exception("closing UDP failed")

    def _send_datagram(self, data: bytes) -> None:
        if self._path is not None:
            self._path.send(data)

    # --- its end ----------------------------------------------------------------------------------------
    def _look_for_life(self) -> None:
        if self.closed.done() or self._path is None:
            return
        loop = asyncio.get_running_loop()
        signs = self._rtp.packets + self._path.datagrams
        if signs != self._signs:
            self._signs, self._quiet_since = signs, loop.time()
        elif loop.time() - self._quiet_since > DEAD_AFTER:
            self._lost(f"nothing came from the party's media for {DEAD_AFTER:.0f} s")
            return
        self._life = loop.call_later(LOOK, self._look_for_life)

    def _dtls_changed(self) -> None:
        if self._dtls is not None and self._dtls.state in ("closed", "failed"):
            self._lost("the party closed its media")

    def _lost(self, reason: str) -> None:
        if self._retiring is None:
            self.lost(reason)

    def lost(self, reason: str) -> None:
        """The party is gone, whichever way it went: close all."""
        if not self._closing and not self.closed.done():
            self._shutting = asyncio.create_task(self._shut(reason))

    async def _shut(self, reason: str = "the lab ended the media") -> None:
        if self._closing:
            await asyncio.wait([self.closed])
            return
        self._closing = True
        if self._life is not None:
            self._life.cancel()
        current = asyncio.current_task()
        for task in (self._connecting, self._restarting):
            if task is not None and task is not current:
                task.cancel()
        if not self._ready.done():
            self._ready.set_exception(_failed(reason))
            self._ready.exception()
        try:
            await (self._retire() if self._retiring is None else self._retiring)
        finally:
            if not self.closed.done():
                self.closed.set_result(reason)
