"""RTCP: what each side tells the other of what it sent and what arrived (RFC 3550 section 6)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Arrivals", "Report", "ntp", "read_reports", "sender_report"]

_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_SR, _RR, _SDES, _BYE = 200, 201, 202, 203
_CNAME = b"voicelab"
_HEADER = struct.Struct("!BBHI")
_SENDER = struct.Struct("!QIII")
_BLOCK = struct.Struct("!IIIIII")


def ntp(date: datetime) -> int:
    """A date as a 64 bit NTP timestamp."""
    since = date - _EPOCH
    seconds = since.days * 86400 + since.seconds
    return (seconds << 32) | (since.microseconds * (1 << 32) // 1_000_000)


@dataclass(frozen=True, slots=True)
class Report:
    """What a report said: of its sender's clock, and of how our stream arrived there."""

    ssrc: int
    sent: int | None = None  # NTP middle bits, from a sender report
    loss: float | None = None  # percent since the report before
    last_sent: int = 0  # NTP middle bits of our report it last saw
    since_last: int = 0  # 1/65536 s between that one's arrival and this
    highest: int = 0  # sequence number, 16 bits of it, of our stream


class Arrivals:
    """Counts the packets of one stream (RFC 3550 appendix A.1, A.3, A.8)."""

    def __init__(self) -> None:
        self.received = 0
        self.jitter = 0.0  # in samples at 8 kHz
        self.highest = -1  # extended sequence number
        self._first = 0
        self._transit: float | None = None
        self._before = (0, 0)  # expected, received at the last report

    def note(self, sequence: int) -> int:
        """Count a packet by its 16 bit sequence number and return the extended one."""
        self.received += 1
        if self.highest < 0:
            self.highest = self._first = sequence + 65536
            return self.highest
        ahead = (sequence - self.highest + 32768) % 65536 - 32768
        extended = self.highest + ahead
        if abs(ahead) > 3000:  # the sender began anew
            extended = self._first = self.highest = (self.highest // 65536 + 1) * 65536 + sequence
            self.received, self._before, self._transit = 1, (0, 0), None
        elif ahead > 0:
            self.highest = extended
        return extended

    def time(self, timestamp: int, arrival: float) -> None:
        """Take a packet's timestamp and arrival, both in samples, into the jitter."""
        transit = arrival - timestamp
        if self._transit is not None:
            self.jitter += (abs(transit - self._transit) - self.jitter) / 16
        self._transit = transit

    @property
    def lost(self) -> int:
        """Packets that never came."""
        return max(0, self.highest - self._first + 1 - self.received) if self.highest >= 0 else 0

    def block(self, ssrc: int, last_report: int, since_last: int, *, clock: int) -> bytes:
        """A report block about this stream."""
        expected = self.highest - self._first + 1
        new, came = expected - self._before[0], self.received - self._before[1]
        self._before = (expected, self.received)
        fraction = max(0, min(255, (new - came) * 256 // new)) if new > 0 else 0
        return _BLOCK.pack(
            ssrc,
            fraction << 24 | min(self.lost, 0x7FFFFF),
            self.highest & 0xFFFFFFFF,
            int(self.jitter * clock / 8000) & 0xFFFFFFFF,
            last_report,
            since_last & 0xFFFFFFFF,
        )


def sender_report(ssrc: int, now: int, timestamp: int, packets: int, octets: int, block: bytes) -> bytes:
    """A compound packet: sender report with at most one block, and our CNAME. ``now`` is an NTP timestamp."""
    body = _SENDER.pack(now, timestamp, packets & 0xFFFFFFFF, octets & 0xFFFFFFFF) + block
    report = _HEADER.pack(0x80 | bool(block), _SR, (4 + len(body)) // 4, ssrc) + body
    item = struct.pack("!BB", 1, len(_CNAME)) + _CNAME + b"\0"
    item += b"\0" * (-len(item) % 4)
    return report + _HEADER.pack(0x81, _SDES, (4 + len(item)) // 4, ssrc) + item


def read_reports(data: bytes, ours: int) -> list[Report]:
    """The reports in a compound packet; ``ours`` is the SSRC whose blocks matter. Nonsense is passed over."""
    reports: list[Report] = []
    at = 0
    while at + 8 <= len(data):
        first, kind, words, ssrc = _HEADER.unpack_from(data, at)
        end = at + 4 + words * 4
        if first >> 6 != 2 or end > len(data):
            break
        start, sent = at + 8, None
        if kind == _SR and start + 20 <= end:
            sent = _SENDER.unpack_from(data, start)[0] >> 16 & 0xFFFFFFFF
            start += 20
        if kind in (_SR, _RR):
            block = None
            for _ in range(first & 31):
                if start + 24 > end:
                    break
                block_ssrc, loss, highest, _, last, since = _BLOCK.unpack_from(data, start)
                if block_ssrc == ours:
                    block = Report(ssrc, sent, (loss >> 24) * 100 / 256, last, since, highest & 0xFFFF)
                start += 24
            reports.append(block or Report(ssrc, sent))
        at = end
    return reports
