"""The lab's jitter buffer for sound that comes by a stream: nothing is lost, all may be late, and clocks differ."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pytest
from spectrum import level, purity, quietest, sine

from voicelab.media.frames import FRAME, SILENCE, Frame, Samples
from voicelab.media.lateness import LONGEST, SHORTEST, Lateness
from voicelab.media.playout import Playout
from voicelab.media.websocket_way import MEMORY, QUANTILE, START

TICK = 0.020
TONE = sine(400, TICK)  # eight whole periods: every packet is the same
PAYLOAD = TONE.tobytes()

Way = Callable[[float], float]


def _decode(payload_type: int, payload: bytes) -> Samples:
    return np.frombuffer(payload, np.int16)


class Line:
    """A page that says a tone, and a lab that listens each tick; packets keep their order, as a stream's do."""

    def __init__(self, pace: float = 1.0) -> None:
        self.playout = Playout(_decode, Lateness(START, quantile=QUANTILE, memory=MEMORY))
        self.pace = pace  # the lab's time for a second of the page's
        self.number = 0
        self.stood = 0.0  # seconds for which the page's audio was suspended
        self.sequence = 0
        self.ticks = 0
        self.gaps: list[int] = []  # frames, of each gap in what was heard
        self._gap = 0
        self._coming: list[tuple[float, int, int]] = []
        self._last = 0.0

    def pass_time(
        self, seconds: float, way: Way = lambda sent: 0.003, *, speaking: bool = True
    ) -> list[Frame | None]:
        """Let so much time pass; ``way`` is how long what is said then is on its way."""
        heard: list[Frame | None] = []
        for _ in range(round(seconds / TICK)):
            now = self.ticks * TICK
            while speaking and (sent := self.number * TICK * self.pace + self.stood) <= now:
                self._last = max(self._last, sent + way(sent))
                self._coming.append((self._last, self.sequence, self.number * FRAME))
                self.number += 1
                self.sequence += 1
            while self._coming and self._coming[0][0] <= now + 0.005:
                at, sequence, timestamp = self._coming.pop(0)
                self.playout.put(sequence, timestamp, 0, PAYLOAD, at)
            before = self.playout.concealed
            frame = self.playout.get(now + 0.006)
            heard.append(frame)
            self._count(frame is None or self.playout.concealed > before)
            self.ticks += 1
        return heard

    def _count(self, missing: bool) -> None:
        if missing:
            self._gap += 1
        elif self._gap:
            self.gaps.append(self._gap)
            self._gap = 0

    @property
    def delay(self) -> float:
        return self.playout.delay

    @property
    def target(self) -> float:
        return self.playout.lateness.target


def _sound(heard: list[Frame | None]) -> Samples:
    return np.concatenate([SILENCE if frame is None else frame for frame in heard])


def test_it_begins_at_80_ms_and_comes_down_when_nothing_is_late() -> None:
    line = Line()
    line.pass_time(0.5)
    assert START <= line.delay < START + TICK + 0.005
    line.pass_time(20)
    assert line.target == SHORTEST and line.delay < START
    assert line.playout.concealed == 0


def test_the_target_is_what_99_of_100_packets_keep_and_no_more_than_200_ms() -> None:
    line = Line()
    line.pass_time(30, lambda sent: 0.095 if round(sent / TICK) % 50 == 0 else 0.0)
    assert line.target == pytest.approx(0.11)
    line.pass_time(60, lambda sent: 0.095 if round(sent / TICK) % 1000 == 0 else 0.0)
    assert line.target == SHORTEST
    chance = random.Random(4)
    line.pass_time(20, lambda sent: chance.uniform(0, 0.6))
    assert line.target == LONGEST and line.delay <= LONGEST + 0.12


@pytest.mark.parametrize("parts_per_million", [-200, 200])
def test_an_hour_with_clocks_apart_has_no_gap_and_no_delay_that_grows(parts_per_million: int) -> None:
    line = Line(1 + parts_per_million * 1e-6)
    line.pass_time(10)
    line.gaps.clear()
    for _ in range(60):
        sound = _sound(line.pass_time(60))
        assert 0.02 < line.delay < 0.085
        assert quietest(sound) > 0.8 * level(sound)
    assert line.gaps == [] and line.playout.late == 0 and line.playout.concealed == 0


@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.9, 1.5, 2.0, 5.0])
def test_a_stall_is_one_gap_and_soon_the_delay_is_what_it_was(seconds: float) -> None:
    line = Line()
    line.pass_time(20)
    line.gaps.clear()
    before, end = line.delay, line.ticks * TICK + seconds
    line.pass_time(seconds, lambda sent: end - sent)
    line.pass_time(1)
    assert len(line.gaps) <= 2 and max(line.gaps) * TICK <= seconds + LONGEST
    assert line.delay <= LONGEST + 0.05
    line.gaps.clear()
    line.pass_time(25)
    assert line.gaps == [] and line.delay <= before + 0.03


@pytest.mark.parametrize("seconds", [0.5, 2.0, 60.0])
def test_a_page_whose_audio_was_suspended_is_heard_at_once_when_it_goes_on(seconds: float) -> None:
    """Nothing was said meanwhile, and the page's timestamps stood still: they go on where they were."""
    line = Line()
    line.pass_time(20)
    before = line.delay
    line.pass_time(seconds, speaking=False)
    line.stood += seconds
    line.pass_time(0.5)
    assert purity(_sound(line.pass_time(1.0)), 400) > 0.99
    line.gaps.clear()
    line.pass_time(25)
    assert line.gaps == [] and line.delay <= before + 0.03


def test_a_proxy_that_collects_and_passes_on_each_150_ms_is_evened_out() -> None:
    line = Line()
    line.pass_time(10, lambda sent: 0.15 - sent % 0.15)
    line.gaps.clear()
    line.pass_time(60, lambda sent: 0.15 - sent % 0.15)
    assert line.gaps == [] and 0.13 <= line.target <= LONGEST
