"""The jitter buffer: from packets as they come to one frame a tick, with losses concealed.

All times are given, none is read: arrivals and ticks are seconds on one clock, RTP time is counted in
samples at 8 kHz, and so the same packets give the same sound every time.

The delay follows the lateness that was measured (by default the 96th percentile over about four seconds) between
:data:`SHORTEST` and :data:`LONGEST`, or less where less is wanted. It is changed by taking out or putting in a
whole pitch period, which neither breaks a tone nor clicks; the same holds against the drift of the sender's clock.
A lost packet is stood in for by repeating the last pitch period, fading out within 60 ms.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from voicelab.media.frames import FRAME, FRAME_SECONDS, RATE, SILENCE, Frame, Samples
from voicelab.media.lateness import Lateness
from voicelab.media.splice import LAG, SPAN, crossfade, longer, period, shorter

__all__ = ["Decode", "Playout"]

NOTHING: Samples = SILENCE[:0]
LATE_RUN = 6  # packets in a row that all come too late: the way has become longer
HOLD = 150  # packets kept at most: three seconds
FADE = (1.0, 0.8, 0.4, 0.0)  # gain at the edges of the made-up frames
GIVE_UP = 50  # missing frames after which playing begins anew with the next packet
BLEND = 40  # samples over which made-up sound passes into real sound
TOO_LONG = 0.100  # seconds over the target that are cut at once
LONG = 0.025  # seconds over the target that are taken out period by period
SHORT = 0.015  # seconds under it that are put in
QUIET = 100  # peak of what may be left out unheard: -50 dBFS
SETTLE = 3  # ticks between two such steps

Decode = Callable[[int, bytes], Samples]
"""The samples (8 kHz) of one packet, from payload type and payload; called in the order of playing."""


class Playout:
    """Orders, holds and plays the packets of one stream."""

    def __init__(self, decode: Decode, lateness: Lateness | None = None) -> None:
        self.late = 0
        self.duplicates = 0
        self.concealed = 0
        self.delay = 0.0  # seconds that sound waits here, measured from the quickest packet's arrival
        self.lateness = lateness or Lateness()
        self._decode = decode
        self._packets: dict[int, tuple[int, int, bytes]] = {}  # timestamp: sequence, payload type, payload
        self._played: deque[int] = deque(maxlen=64)  # sequence numbers
        self._others: deque[int] = deque(maxlen=64)  # of packets that were no sound
        self._cursor = 0  # timestamp of the first sample that is not decoded yet
        self._ready: Samples = NOTHING  # decoded, not played
        self._playing = False
        self._late_run = 0
        self._missing = 0  # frames in a row that were made up
        self._quiet = False  # the coming gap is silence: the sender said so
        self._before: tuple[Frame, Frame] = (SILENCE, SILENCE)  # the last two frames played
        self._period: Samples = SILENCE  # what made-up sound repeats
        self._phase = 0
        self._settle = 0

    # --- in ---------------------------------------------------------------------------------------------
    def put(self, sequence: int, timestamp: int, payload_type: int, payload: bytes, at: float) -> None:
        """A packet came at ``at`` (seconds). ``sequence`` and ``timestamp`` do not wrap around."""
        if timestamp in self._packets or (timestamp < self._cursor and sequence in self._played):
            self.duplicates += 1
            return
        if not self.lateness.note(timestamp / RATE, at):
            self._begin()
        if self._playing and timestamp < self._cursor:
            self.late += 1
            self._late_run += 1
            if self._late_run < LATE_RUN:
                return
            self.lateness.begin(timestamp / RATE, at)
            self._begin()
        self._late_run = 0
        if len(self._packets) >= HOLD:
            self._begin()
        self._packets[timestamp] = (sequence, payload_type, payload)
        self._quiet = False

    def pass_over(self, sequence: int) -> None:
        """A packet of the stream that is no sound: comfort noise, a key. The coming gap is silence."""
        self._others.append(sequence)
        self._quiet = True

    def _begin(self) -> None:
        self._packets.clear()
        self._played.clear()
        self._ready = NOTHING
        self._playing = False
        self._missing = 0
        self._late_run = 0

    # --- out --------------------------------------------------------------------------------------------
    def get(self, now: float) -> Frame | None:
        """The frame of the tick at ``now``; None before the first sound and in gaps that are not silence."""
        if not self._playing and not self._start(now):
            return SILENCE if self._quiet else None
        ready = len(self._ready)
        waited = now - self.lateness.base - self._cursor / RATE
        self.delay = waited + ready / RATE
        if self._settle:
            self._settle -= 1
        else:
            # the packet at the cursor is needed when fewer samples than a frame are ready, however many those are
            over = waited + ready // FRAME * FRAME_SECONDS - self.lateness.target
            if not -SHORT <= over <= LONG:
                self._steer(over)
        if not len(self._ready) and not self._missing and self._cursor in self._packets:
            self._fetch()  # nearly always: a packet holds a frame
            if len(self._ready) == FRAME:
                frame, self._ready = self._ready, NOTHING
                self._before = (self._before[1], frame)
                return frame
        elif 0 < ready < FRAME and len(self._ready) == ready and not self._missing and self._is_quiet():
            self._ready = NOTHING  # in a pause: packets and ticks are in step again, and the delay is shorter
        while len(self._ready) < FRAME:
            self._fetch()
        frame, self._ready = self._ready[:FRAME], self._ready[FRAME:]
        self._before = (self._before[1], frame)
        if self._missing >= len(FADE):
            if self._missing > GIVE_UP:
                self._begin()
            return None
        return frame

    def _start(self, now: float) -> bool:
        if not self._packets:
            return False
        first = min(self._packets)
        if now - self.lateness.base - first / RATE < self.lateness.target:
            return False
        self._cursor = first
        self._playing = True
        self._settle = 0
        return True

    def _fetch(self) -> None:
        """Put more samples behind the ready ones: the next packet's, silence, or made-up ones."""
        packet = self._packets.pop(self._cursor, None)
        if packet is not None:
            sequence, payload_type, payload = packet
            samples = self._decode(payload_type, payload)
            if len(samples):
                if self._missing:
                    samples = self._resume(sequence, samples)
                self._played.append(sequence)
                self._cursor += len(samples)
                self._ready = np.concatenate((self._ready, samples)) if len(self._ready) else samples
                return
        length, silent = FRAME, self._quiet
        if self._packets:
            following = min(self._packets)
            length = min(length, following - self._cursor)
            silent = self._unbroken(self._packets[following][0])
        self._cursor += length
        made_up = SILENCE[:length] if silent else self._conceal(length)
        self._ready = np.concatenate((self._ready, made_up)) if len(self._ready) else made_up

    def _unbroken(self, sequence: int) -> bool:
        """Whether no packet is missing between the one played last and this one."""
        if not self._played or sequence - self._played[-1] > 64:
            return False
        return all(other in self._others for other in range(self._played[-1] + 1, sequence))

    def _resume(self, sequence: int, samples: Samples) -> Samples:
        if self._unbroken(sequence):
            self.concealed -= self._missing  # nothing was lost: the sender had paused
        if self._missing < len(FADE):
            blend = min(BLEND, len(samples))
            gone_on = self._repeat(blend, FADE[self._missing], FADE[self._missing])
            samples = np.concatenate((crossfade(gone_on, samples[:blend]), samples[blend:]))
        self._missing = 0
        return samples

    def _conceal(self, length: int) -> Samples:
        self._missing += 1
        self.concealed += 1
        if self._missing == 1:
            self._period = period(np.concatenate((*self._before, self._ready)))
            self._phase = 0
        if self._missing >= len(FADE):
            return SILENCE[:length]
        sound = self._repeat(length, FADE[self._missing - 1], FADE[self._missing])
        self._phase += length
        return sound

    def _repeat(self, length: int, gain: float, last_gain: float) -> Samples:
        places = np.arange(self._phase, self._phase + length) % len(self._period)
        gains = np.linspace(gain, last_gain, length, dtype=np.float32)
        return (self._period[places] * gains).astype(np.int16)

    # --- the delay --------------------------------------------------------------------------------------
    def _steer(self, over: float) -> None:
        if over > TOO_LONG:
            self._skip(int(over * RATE))
        elif over > LONG:
            if len(self._ready) < SPAN and self._cursor in self._packets:
                self._fetch()
            if len(self._ready) < SPAN and self._cursor in self._packets:
                self._fetch()
            if len(self._ready) >= SPAN:
                self._ready = shorter(self._ready)
                self._settle = SETTLE
        elif over < -SHORT and not self._missing:
            if len(self._ready) < LAG and self._cursor in self._packets:
                self._fetch()
            if len(self._ready) >= LAG:
                self._ready = longer(np.concatenate(self._before), self._ready)
                self._settle = SETTLE

    def _is_quiet(self) -> bool:
        return int(self._ready.max()) < QUIET and int(self._ready.min()) > -QUIET

    def _skip(self, samples: int) -> None:
        """Drop so many samples, and pass into what follows without a click."""
        if not self._missing:
            self._period = period(np.concatenate(self._before))
            self._phase = 0
        self._ready = NOTHING
        self._cursor += samples
        self._packets = {at: packet for at, packet in self._packets.items() if at >= self._cursor}
        if self._packets:
            self._cursor = min(self._packets)
        if self._cursor in self._packets:
            sequence, payload_type, payload = self._packets.pop(self._cursor)
            sound = self._decode(payload_type, payload)
            blend = min(BLEND, len(sound))
            gone_on = self._repeat(blend, 1.0, 1.0)
            self._ready = np.concatenate((crossfade(gone_on, sound[:blend]), sound[blend:]))
            self._played.append(sequence)
            self._cursor += len(sound)
            self._missing = 0
