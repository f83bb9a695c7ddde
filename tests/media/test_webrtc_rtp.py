"""RTP without a network: keys once, hostile datagrams harmless, reports right. Protection is left out."""

import asyncio
import struct
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from spectrum import frames, main_frequency, purity, sine

from voicelab.media import g711
from voicelab.media.frames import SILENCE, Frame
from voicelab.media.tick import Tick
from voicelab.media.webrtc_rtcp import Arrivals, ntp, read_reports, sender_report
from voicelab.media.webrtc_rtp import RtpSession
from voicelab.media.webrtc_sdp import Codec, Description
from voicelab.testing.loop import run

PCMU, EVENT = Codec(0, "pcmu"), Codec(126, "telephone-event")
NOISE = Codec(13, "cn")
SSRC = 0xABCD


class Bare:
    """No protection, so that a test can see and make packets."""

    def protect(self, data: bytes) -> bytes:
        return data

    protect_rtcp = unprotect = unprotect_rtcp = protect


class Wire:
    """A session and what it sent."""

    def __init__(self, *codecs: Codec) -> None:
        self.sent: list[bytes] = []
        self.tick = Tick()
        self.session = RtpSession(self.tick, self.sent.append, self._closed)
        self.session.configure(
            codecs or (PCMU, EVENT, NOISE), codecs or (PCMU, EVENT), Description(ssrc=SSRC)
        )
        self.session.secure(Bare(), Bare())
        self.keys: list[str] = []
        self.session.on_key = self.keys.append

    async def _closed(self) -> None:
        self.session.closed.set_result("closed")

    def packet(
        self,
        sequence: int,
        timestamp: int,
        payload: bytes,
        *,
        kind: int = 0,
        ssrc: int = SSRC,
        first: int = 0x80,
    ) -> None:
        header = struct.pack("!BBHII", first, kind, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)
        self.session.datagram(header + payload)

    def speak(
        self, sound: np.ndarray[Any, np.dtype[np.int16]], *, sequence: int = 0, timestamp: int = 0
    ) -> list[Frame | None]:
        """A packet and a tick in turn, 20 ms each."""
        heard = []
        for number, frame in enumerate(frames(sound)):
            self.tick._due += 0.02
            asyncio.get_running_loop()._jumps.now = self.tick._due - 0.005  # type: ignore[attr-defined]
            self.packet(sequence + number, timestamp + number * 160, g711.ulaw_encode(frame))
            heard.append(self.session.receive())
        return heard


def with_wire(story: Callable[[Wire], Coroutine[Any, Any, None]], *codecs: Codec) -> None:
    async def main() -> None:
        await story(Wire(*codecs))

    run(main())


def _sound(heard: list[Frame | None]) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.concatenate([frame for frame in heard if frame is not None])


def test_sequence_and_timestamp_wrap_around_unheard() -> None:
    async def story(wire: Wire) -> None:
        heard = wire.speak(sine(440, 4.0), sequence=65500, timestamp=2**32 - 8000)
        assert purity(_sound(heard), 440) > 0.999
        assert wire.session.stats().lost == 0
        assert wire.session.stats().packets == 200

    with_wire(story)


def test_a_key_counts_once_despite_repetition_loss_and_late_copies() -> None:
    """RFC 4733 section 2.5.1.4: the last packet of an event is sent three times."""

    async def story(wire: Wire) -> None:
        def event(
            number: int, timestamp: int, sequence: int, *, end: bool = False, duration: int = 160
        ) -> None:
            payload = struct.pack("!BBH", number, 0x8A if end else 0x0A, duration)
            wire.packet(sequence, timestamp, payload, kind=126)

        for sequence in range(5):
            event(1, 8000, sequence, duration=160 * (sequence + 1))
        for sequence in range(5, 8):
            event(1, 8000, sequence, end=True, duration=960)
        for sequence in range(8, 11):
            event(11, 16000, sequence, end=True, duration=960)  # all but its end was lost: #
        event(1, 8000, 4)  # a copy that comes late
        event(12, 24000, 11)
        event(16, 32000, 12)  # flash, no key
        assert wire.keys == ["1", "#", "A"]

    with_wire(story)


def test_sent_keys_have_one_timestamp_a_growing_duration_and_three_ends() -> None:
    """RFC 4733 section 2.5.1."""

    async def story(wire: Wire) -> None:
        wire.session.send(SILENCE)
        for ticks in range(1, 5):
            wire.tick.number += 1
            wire.session.send_key("*", ticks, ticks == 4)
        packets = [struct.unpack("!BBHIIBBH", packet) for packet in wire.sent if len(packet) == 16]
        assert [packet[1] for packet in packets] == [0x80 | 126, 126, 126, 126, 126, 126], "a marker at first"
        assert len({packet[3] for packet in packets}) == 1
        assert [packet[2] - packets[0][2] for packet in packets] == list(range(6))
        assert {packet[5] for packet in packets} == {10}
        assert [packet[6] >> 7 for packet in packets] == [0, 0, 0, 1, 1, 1]
        assert [packet[7] for packet in packets] == [160, 320, 480, 640, 640, 640]

    with_wire(story)


def test_a_key_in_the_party_s_sound_is_no_loss() -> None:
    async def story(wire: Wire) -> None:
        wire.speak(sine(440, 1.0))
        for number in range(8):
            wire.tick._due += 0.02
            payload = struct.pack("!BBH", 5, 10, 160 * (number + 1))
            wire.packet(50 + number, 8000, payload, kind=126)
            wire.session.receive()
        heard = wire.speak(sine(440, 1.0), sequence=58, timestamp=8000 + 8 * 160)
        assert wire.keys == ["5"]
        stats = wire.session.stats()
        assert (stats.lost, stats.concealed, stats.late) == (0, 0, 0)
        assert purity(_sound(heard[10:]), 440) > 0.999

    with_wire(story)


def test_the_sender_s_pace_is_that_of_the_tick() -> None:
    async def story(wire: Wire) -> None:
        for frame in frames(sine(1000, 0.2)):
            wire.tick.number += 1
            wire.session.send(frame)
        wire.tick.number += 25  # a stall was skipped over: timestamps tell, sequence numbers do not
        wire.session.send(SILENCE)
        packets = [struct.unpack_from("!BBHII", packet) for packet in wire.sent if packet[1] & 127 == 0]
        assert [packet[2] - packets[0][2] for packet in packets] == list(range(11))
        assert [packet[3] - packets[0][3] for packet in packets] == [*range(0, 1600, 160), 34 * 160]
        assert packets[0][1] == 0x80

    with_wire(story)


def test_hostile_datagrams_never_raise() -> None:
    async def story(wire: Wire) -> None:
        random = np.random.default_rng(1)
        for size in (0, 1, 11, 12, 13, 100, 1500, 1501, 65507):
            wire.session.datagram(b"\x80\x00" + bytes(size))
        for _ in range(3000):
            size = int(random.integers(0, 300))
            data = bytearray(random.integers(0, 256, size, dtype=np.uint8).tobytes())
            if data:
                data[0] = 0x80 | data[0] & 0x3F
            wire.session.datagram(bytes(data))
        wire.packet(1, 160, b"", first=0xBF)
        wire.packet(1, 160, b"\xff\xff\xff\xff", first=0x90)
        wire.packet(1, 160, b"\x09", first=0xA0)
        for _ in range(10):
            wire.tick._due += 0.02
            wire.session.receive()
            wire.session.send(SILENCE)
        assert wire.session.refused > 100
        fresh = wire.speak(sine(440, 2.0), timestamp=123456)
        assert main_frequency(_sound(fresh)) == pytest.approx(440, abs=2)

    with_wire(story)


def test_headers_with_extensions_sources_and_padding_are_read() -> None:
    """RFC 3550 sections 5.1 and 5.3.1."""

    async def story(wire: Wire) -> None:
        payload = g711.ulaw_encode(sine(440, 0.02))
        wire.packet(1, 0, b"\xbe\xde\x00\x01\x10\xff\x00\x00" + payload, first=0x90)
        wire.packet(2, 160, bytes(8) + payload, first=0x82)
        wire.packet(3, 320, payload + b"\0\0\0\4", first=0xA0)
        held = wire.session._playout._packets
        assert [packet[2] for packet in held.values()] == [payload] * 3

    with_wire(story)


def test_a_foreign_stream_is_not_let_in_while_the_party_speaks() -> None:
    async def story(wire: Wire) -> None:
        wire.speak(sine(440, 1.0))
        for number in range(20):
            wire.packet(number, number * 160, b"\x00" * 160, ssrc=0x666)
        assert wire.session.refused == 20
        heard = wire.speak(sine(440, 1.0), sequence=50, timestamp=8000)
        assert purity(_sound(heard), 440) > 0.999

    with_wire(story)


def test_before_the_keys_are_agreed_nothing_passes() -> None:
    async def main() -> None:
        sent: list[bytes] = []

        async def closed() -> None:
            pass

        session = RtpSession(Tick(), sent.append, closed)
        session.configure((PCMU,), (PCMU,), Description())
        session.datagram(b"\x80\x00" + bytes(170))
        session.send(SILENCE)
        session.send_key("1", 1, True)
        assert (sent, session.refused, session.receive()) == ([], 1, None)

    run(main())


def test_a_party_that_says_it_sends_nothing_is_silent_not_missing() -> None:
    async def story(wire: Wire) -> None:
        assert wire.session.receive() is None
        wire.session.configure((PCMU,), (PCMU,), Description(direction="recvonly"))
        assert wire.session.receive() is SILENCE

    with_wire(story)


def test_reports_tell_round_trip_loss_and_jitter() -> None:
    """RFC 3550 section 6.4.1: the round trip is A - LSR - DLSR."""

    async def story(wire: Wire) -> None:
        loop = asyncio.get_running_loop()
        wire.session.send(SILENCE)
        (report,) = [packet for packet in wire.sent if packet[1] == 200]
        (sent,) = [found.sent for found in read_reports(report, 0)]
        assert sent is not None
        loop._jumps.now += 0.350  # type: ignore[attr-defined]
        block = struct.pack("!IIIIII", wire.session.ssrc, 64 << 24, 0, 0, sent, round(0.1 * 65536))
        wire.session.datagram(struct.pack("!BBHI", 0x81, 201, 7, SSRC) + block)
        stats = wire.session.stats()
        assert stats.rtt == pytest.approx(250, abs=1)
        assert stats.far_loss == 25

    with_wire(story)


def test_a_report_block_counts_what_is_missing() -> None:
    arrivals = Arrivals()
    for sequence in (65530, 65531, 65533, 65535, 0, 1, 1):
        arrivals.note(sequence)
    assert arrivals.lost == 1, "two are missing, one came twice: as RFC 3550 counts"
    _, loss, highest, _, _, _ = struct.unpack("!IIIIII", arrivals.block(1, 0, 0, clock=8000))
    assert loss == (1 * 256 // 8) << 24 | 1
    assert highest & 0xFFFF == 1
    now = ntp(datetime(2030, 1, 1, tzinfo=UTC))
    compound = sender_report(7, now, 1, 2, 3, arrivals.block(1, 0, 0, clock=8000))
    assert len(compound) % 4 == 0
    assert read_reports(compound, 1)[0].loss == 0
    assert read_reports(compound[:20], 1) == []
