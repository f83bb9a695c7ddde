"""One party's RTP: the transport of a leg over SRTP below aiortc's tracks, or over a WebSocket.

Source: RFC 3550 (RTP), RFC 3551 (PCMU, PCMA), RFC 7587 (Opus), RFC 4733 (telephone-event), RFC 3389 (noise).
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import struct
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pylibsrtp

from voicelab import clock
from voicelab.media import g711
from voicelab.media.air import Air
from voicelab.media.frames import FRAME, RATE, SILENCE, Frame, Samples
from voicelab.media.lateness import Lateness
from voicelab.media.leg import Digit
from voicelab.media.playout import Playout
from voicelab.media.tick import Tick
from voicelab.media.transport import LegStats
from voicelab.media.webrtc_opus import opus_decoder, opus_encoder
from voicelab.media.webrtc_rtcp import Arrivals, ntp, read_reports, sender_report
from voicelab.media.webrtc_sdp import Codec, Description

__all__ = ["RtpSession"]

EVENTS = "0123456789*#ABCD"
VOLUME = 10  # of a key, in -dBm0
END_PACKETS = 3
REPORT_TICKS = 50
TAKE_OVER = 0.5  # seconds of silence after which another SSRC may take over
LARGEST = 1500
_HEADER = struct.Struct("!BBHII")
_EVENT = struct.Struct("!BBH")

_log = logging.getLogger(__name__)


def _nobody(digit: Digit) -> None:
    """A key nobody listens for."""


class RtpSession:
    """Implements :class:`voicelab.media.transport.Transport` over protected RTP.

    ``send_datagram`` takes protected datagrams; :meth:`datagram` is given those that arrive. Nothing that
    arrives makes either raise. ``air`` may lose and delay the packets of sound and keys, both ways, while it is
    bad; reports pass.
    """

    def __init__(
        self,
        tick: Tick,
        send_datagram: Callable[[bytes], None],
        close: Callable[[], Awaitable[None]],
        air: Air | None = None,
        lateness: Lateness | None = None,
    ) -> None:
        self.closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.sends_keys = False
        self.on_key: Callable[[Digit], None] = _nobody
        self.ssrc = secrets.randbits(32)
        self.refused = 0  # datagrams that were not what they should be
        self.far_highest: int | None = None  # the latest of our sequence numbers that the party told of
        self._tick = tick
        self._air = air or Air()
        self._send_datagram = send_datagram
        self._close = close
        self._loop = asyncio.get_running_loop()
        self._rx: Any = None
        self._tx: Any = None
        # in
        self._playout = Playout(self._decode, lateness)
        self._arrivals = Arrivals()
        self._decoders: dict[int, Callable[[bytes], Samples]] = {}
        self._clocks: dict[int, int] = {}  # by payload type
        self._events: dict[int, int] = {}  # clocks of telephone-event, by payload type
        self._noise: set[int] = set()
        self._announced: int | None = None
        self._mute = False
        self._remote: int | None = None
        self._highest_timestamp: int | None = None
        self._heard_at = 0.0
        self._keys: deque[int] = deque(maxlen=8)  # timestamps of the events known already
        self._last_report = 0  # NTP middle bits of the party's sender report
        self._last_report_at = 0.0
        # out
        self._encode: Callable[[Samples], bytes] = g711.ulaw_encode
        self._silence: bytes | None = None
        self._payload_type = 0
        self._step = FRAME
        self._key_codec: Codec | None = None
        self._key_start = 0
        self._sequence = secrets.randbits(15)
        self._start = secrets.randbits(31)
        self._packets_sent = 0
        self._octets_sent = 0
        self._next_report = 0
        self._rtt: float | None = None
        self._far_loss: float | None = None

    # --- setting up -------------------------------------------------------------------------------------
    def configure(self, ours: Sequence[Codec], theirs: Sequence[Codec], party: Description) -> None:
        """Set what may come (``ours``: payload types we named) and what is sent (``theirs``, the best first).

        May be called again when the party describes itself anew.
        """
        for codec in ours:
            if codec.name == "telephone-event":
                self._events[codec.payload_type] = codec.clock
            elif codec.name == "cn":
                self._noise.add(codec.payload_type)
            elif codec.payload_type not in self._decoders:
                self._decoders[codec.payload_type] = _decoder(codec)
                self._clocks[codec.payload_type] = codec.clock
        sound = next(codec for codec in theirs if codec.name in ("pcmu", "pcma", "opus"))
        if self._silence is None or sound.payload_type != self._payload_type:
            self._payload_type = sound.payload_type
            self._step = FRAME * sound.clock // RATE
            self._encode = _encoder(sound)
            self._silence = b"" if sound.name == "opus" else self._encode(SILENCE)
        self._key_codec = next((codec for codec in theirs if codec.name == "telephone-event"), None)
        self.sends_keys = self._key_codec is not None
        self._announced = party.ssrc
        self._mute = party.direction in ("recvonly", "inactive")

    def secure(self, rx: Any, tx: Any) -> None:
        """The SRTP sessions are there: from now on sound passes."""
        self._rx, self._tx = rx, tx

    def change_way(self, send_datagram: Callable[[bytes], None], lateness: Lateness) -> None:
        """Go another way from now on, where the party begins streams of its own.

        Nothing passes until :meth:`configure` and :meth:`secure` say how; our own stream goes on.
        """
        self._send_datagram = send_datagram
        self._rx = self._tx = None
        if self._playout.lateness.longest < lateness.longest:
            lateness.limit(self._playout.lateness.longest)
        self._playout = Playout(self._decode, lateness)
        self._remote = None
        self._last_report = 0
        self._silence = None
        for known in (self._decoders, self._clocks, self._events, self._noise):
            known.clear()

    @property
    def packets(self) -> int:
        """Packets received so far: a sign of life."""
        return self._arrivals.received

    # --- in ---------------------------------------------------------------------------------------------
    def datagram(self, data: bytes) -> None:
        """A datagram that looks like RTP or RTCP arrived."""
        if self._rx is None or not 12 <= len(data) <= LARGEST:
            self.refused += 1
            return
        if 192 <= data[1] <= 223 or self._air.clear:
            self._accept(data)
        else:
            self._by_air(self._accept, data)

    def _by_air(self, deliver: Callable[[bytes], None], data: bytes) -> None:
        """Deliver a packet, now or later, unless it is lost on its way."""
        way = self._air.way()
        if way == 0.0:
            deliver(data)
        elif way is not None:
            self._loop.call_later(way, self._deliver, deliver, data)

    def _deliver(self, deliver: Callable[[bytes], None], data: bytes) -> None:
        if not self.closed.done():
            deliver(data)

    def _accept(self, data: bytes) -> None:
        try:
            if 192 <= data[1] <= 223:
                self._reports(self._rx.unprotect_rtcp(data))
            else:
                self._packet(self._rx.unprotect(data))
        except (pylibsrtp.Error, ValueError, IndexError, struct.error):
            self.refused += 1

    def _packet(self, data: bytes) -> None:
        first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
        payload = data[12:] if first == 0x80 else _payload(first, data)
        payload_type = second & 127
        now = self._tick.arrival()
        if ssrc != self._remote and not self._adopt(ssrc, payload_type, now):
            self.refused += 1
            return
        self._heard_at = now
        extended = self._arrivals.note(sequence)
        rate = self._clocks.get(payload_type)
        if rate is None:
            self._no_sound(extended, timestamp, payload_type, payload)
            return
        if rate != RATE and len(payload) < 3:  # Opus says that it stops sending: silence
            self._playout.pass_over(extended)
            return
        stamp = self._extend(timestamp) * RATE // rate
        self._arrivals.time(stamp, now * RATE)
        if payload:
            self._playout.put(extended, stamp, payload_type, payload, now)

    def _adopt(self, ssrc: int, payload_type: int, now: float) -> bool:
        """Whether a stream with another SSRC is taken from now on."""
        if payload_type not in self._decoders and payload_type not in self._events:
            return False
        if self._remote is not None and ssrc != self._announced and now - self._heard_at < TAKE_OVER:
            return False
        self._remote = ssrc
        self._highest_timestamp = None
        self._arrivals = Arrivals()
        return True

    def _extend(self, timestamp: int) -> int:
        highest = self._highest_timestamp
        if highest is None:
            self._highest_timestamp = highest = timestamp + (1 << 32)
            return highest
        extended = highest + (timestamp - highest + (1 << 31)) % (1 << 32) - (1 << 31)
        if extended > highest:
            self._highest_timestamp = extended
        return extended

    def _no_sound(self, sequence: int, timestamp: int, payload_type: int, payload: bytes) -> None:
        if payload_type in self._events or payload_type in self._noise:
            self._playout.pass_over(sequence)
        if payload_type in self._events and len(payload) >= 4 and timestamp not in self._keys:
            self._keys.append(timestamp)
            if payload[0] < len(EVENTS):
                self.on_key(EVENTS[payload[0]])

    def _decode(self, payload_type: int, payload: bytes) -> Samples:
        return self._decoders[payload_type](payload)

    def receive(self) -> Frame | None:
        """The frame of this tick."""
        frame = self._playout.get(self._tick.due)
        # a party that said it sends nothing is silent, not missing
        return SILENCE if frame is None and self._mute else frame

    # --- out --------------------------------------------------------------------------------------------
    def send(self, frame: Frame) -> None:
        """Send a frame, and a report now and then."""
        if self._tx is None:
            return
        payload = self._silence if frame is SILENCE and self._silence else self._encode(frame)
        if payload:
            marker = 0 if self._packets_sent else 0x80
            self._send(self._payload_type | marker, self._start + self._tick.number * self._step, payload)
        if self._tick.number >= self._next_report:
            self._report()

    def send_key(self, digit: Digit, ticks: int, last: bool) -> None:
        """Send one tick of a held key, three times when it is the last."""
        codec = self._key_codec
        if self._tx is None or codec is None:
            return
        step = FRAME * codec.clock // RATE
        if ticks == 1:
            self._key_start = self._start + self._tick.number * step
        payload = _EVENT.pack(EVENTS.index(digit), (0x80 if last else 0) | VOLUME, min(ticks * step, 0xFFFF))
        for _ in range(END_PACKETS if last else 1):
            self._send(codec.payload_type | (0x80 if ticks == 1 else 0), self._key_start, payload)

    def _send(self, second: int, timestamp: int, payload: bytes) -> None:
        self._sequence = sequence = (self._sequence + 1) & 0xFFFF
        packet = _HEADER.pack(0x80, second, sequence, timestamp & 0xFFFFFFFF, self.ssrc) + payload
        self._packets_sent += 1
        self._octets_sent += len(payload)
        protected = self._tx.protect(packet)
        if self._air.clear:
            self._send_datagram(protected)
        else:
            self._by_air(self._send_datagram, protected)

    # --- reports ----------------------------------------------------------------------------------------
    def _report(self) -> None:
        self._next_report = self._tick.number + REPORT_TICKS
        at = self._loop.time()
        now = ntp(clock.calendar(at))
        block = b""
        if self._remote is not None and self._arrivals.received:
            since = int((at - self._last_report_at) * 65536) if self._last_report else 0
            block = self._arrivals.block(
                self._remote, self._last_report, since, clock=self._step * RATE // FRAME
            )
        timestamp = (self._start + self._tick.number * self._step) & 0xFFFFFFFF
        packet = sender_report(self.ssrc, now, timestamp, self._packets_sent, self._octets_sent, block)
        self._send_datagram(self._tx.protect_rtcp(packet))

    def _reports(self, data: bytes) -> None:
        at = self._loop.time()
        for report in read_reports(data, self.ssrc):
            if report.sent is not None and report.ssrc == self._remote:
                self._last_report, self._last_report_at = report.sent, at
            if report.loss is not None:
                self._far_loss = report.loss
                self.far_highest = report.highest
                if report.last_sent:
                    now = ntp(clock.calendar(at)) >> 16 & 0xFFFFFFFF
                    trip = (now - report.last_sent - report.since_last) & 0xFFFFFFFF
                    if trip < 60 * 65536:
                        self._rtt = trip * 1000 / 65536

    def limit_delay(self, seconds: float) -> None:
        """Hold what comes for no more than so long."""
        self._playout.lateness.limit(seconds)

    def stats(self) -> LegStats:
        """Figures so far."""
        return LegStats(
            packets=self._arrivals.received,
            lost=self._arrivals.lost,
            late=self._playout.late,
            concealed=self._playout.concealed,
            jitter=self._arrivals.jitter * 1000 / RATE,
            rtt=self._rtt,
            delay=self._playout.delay * 1000,
            sent=self._packets_sent,
            far_loss=self._far_loss,
        )

    async def close(self) -> None:
        """Say goodbye and free the sockets."""
        await self._close()


def _payload(first: int, data: bytes) -> bytes:
    """The payload of a packet with contributing sources, an extension, or padding. ValueError if malformed."""
    if first >> 6 != 2:
        raise ValueError("not RTP")
    start, end = 12 + 4 * (first & 15), len(data)
    if first & 0x10:
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    if first & 0x20:
        end -= data[-1] or end
    if start > end:
        raise ValueError("truncated RTP")
    return data[start:end]


def _decoder(codec: Codec) -> Callable[[bytes], Samples]:
    if codec.name == "opus":
        return opus_decoder().decode
    return g711.alaw_decode if codec.name == "pcma" else g711.ulaw_decode


def _encoder(codec: Codec) -> Callable[[Samples], bytes]:
    if codec.name == "opus":
        return opus_encoder().encode
    return g711.alaw_encode if codec.name == "pcma" else g711.ulaw_encode
