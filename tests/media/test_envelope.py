"""The outline of an hour in little memory, in as many bins as a picture wants."""

import numpy as np
import pytest
from spectrum import frames, sine

from voicelab.media.envelope import Envelope
from voicelab.media.frames import SILENCE


def test_bins_hold_the_lowest_and_highest_sample_of_their_time() -> None:
    envelope = Envelope()
    for frame in frames(sine(440, 1.0, amplitude=16384)):
        envelope.tap(frame, SILENCE)
    for frame in frames(sine(440, 1.0, amplitude=400)):
        envelope.tap(SILENCE, frame)
    assert len(envelope) == 100
    bins = envelope.bins(2)
    assert bins.shape == (2, 2, 2)
    assert bins[0, 0] == pytest.approx([-0.5, 0.5], rel=0.04)
    assert bins[0, 1] == pytest.approx([0, 0])
    assert bins[1, 1] == pytest.approx([-400 / 32768, 400 / 32768], rel=0.04)
    assert bins[1, 0] == pytest.approx([0, 0])


def test_no_more_bins_than_frames_and_none_of_nothing() -> None:
    envelope = Envelope()
    assert envelope.bins(10).shape == (0, 2, 2)
    envelope.tap(SILENCE, SILENCE)
    assert envelope.bins(10).shape == (1, 2, 2)
    assert envelope.bins(0).shape == (0, 2, 2)


def test_a_part_can_be_asked_for() -> None:
    envelope = Envelope()
    for number in range(100):
        envelope.tap(np.full(160, number * 100, np.int16), SILENCE)
    assert envelope.bins(1, first=50, last=51)[0, 0] == pytest.approx([5000 / 32768] * 2, rel=0.04)


def test_an_hour_is_small_and_quick() -> None:
    envelope = Envelope()
    for _ in range(180_000):
        envelope.tap(SILENCE, SILENCE)
    assert len(envelope._inbound) + len(envelope._outbound) == 720_000
    assert envelope.bins(2000).shape == (2000, 2, 2)
