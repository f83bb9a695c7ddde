"""Recordings: what is kept, what is cut, what a killed process leaves."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import soundfile
from spectrum import level, main_frequency, sine

from voicelab.clock import elapsed
from voicelab.errors import LabError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import FRAME, RATE, SILENCE, Samples, Sound
from voicelab.media.memory import memory_pair
from voicelab.media.recorder import Recording
from voicelab.media.tick import Tick
from voicelab.testing.loop import run

Story = Callable[[AudioLeg, AudioLeg], Coroutine[Any, Any, None]]


def on_a_call(story: Story) -> None:
    """A leg, and its party."""

    async def main() -> None:
        leg, party = memory_pair(Tick())
        await story(leg, party)
        await leg.close()

    run(main())


def read(path: Path) -> Samples:
    sound, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    return np.asarray(sound)


def test_two_channels_hold_the_party_left_and_what_it_hears_right(tmp_path: Path) -> None:
    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "deep" / "both.wav", channels=2)
        await asyncio.gather(party.play(Sound.of(sine(440, 2.0))), leg.play(Sound.of(sine(1000, 2.0))))
        assert await take.stop(trim=False) == pytest.approx(2.0, abs=0.05)
        assert await take.stop(trim=False) == pytest.approx(2.0, abs=0.05)
        sound = read(tmp_path / "deep" / "both.wav")
        assert main_frequency(sound[800:, 0]) == pytest.approx(440, abs=2)
        assert main_frequency(sound[800:, 1]) == pytest.approx(1000, abs=2)

    on_a_call(story)


@pytest.mark.parametrize(
    ("track", "tones"), [("inbound", {440}), ("outbound", {1000}), ("both", {440, 1000})]
)
def test_one_channel_mixes_the_tracks_asked_for(
    tmp_path: Path, track: Literal["inbound", "outbound", "both"], tones: set[int]
) -> None:
    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "one.wav", channels=1, track=track)
        await asyncio.gather(party.play(Sound.of(sine(440, 1.0))), leg.play(Sound.of(sine(1000, 1.0))))
        await take.stop(trim=False)
        power = np.abs(np.fft.rfft(read(tmp_path / "one.wav")[800:4800].astype(float)))
        assert {tone for tone in (440, 1000) if power[tone // 2] > 0.3 * power.max()} == tones

    on_a_call(story)


def test_silence_at_both_ends_is_trimmed_and_kept_inside(tmp_path: Path) -> None:
    """Record trim: trim-silence. Silence is a level below -50 dBFS."""

    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "trim.wav", channels=1, track="inbound")
        await party.play(Sound.of(sine(300, 1.0, amplitude=60)))
        await party.play(Sound.of(sine(440, 1.0)))
        await party.play(Sound.silence(1.5))
        await party.play(Sound.of(sine(440, 0.5)))
        await asyncio.sleep(2.0)
        assert await take.stop(trim=True) == pytest.approx(3.0, abs=0.03)
        sound = read(tmp_path / "trim.wav")
        assert len(sound) == pytest.approx(3.0 * RATE, abs=300)
        assert level(sound[: RATE // 2]) > 5000
        assert level(sound[-RATE // 4 :]) > 5000
        assert level(sound[RATE + 800 : 2 * RATE]) == 0

    on_a_call(story)
    assert list(tmp_path.iterdir()) == [tmp_path / "trim.wav"]


def test_nothing_but_silence_leaves_no_file_when_trimmed(tmp_path: Path) -> None:
    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "silent.wav", channels=1)
        await asyncio.sleep(3.0)
        assert await take.stop(trim=True) == 0.0

    on_a_call(story)
    assert not list(tmp_path.iterdir())


def test_silence_is_counted_from_the_last_sound(tmp_path: Path) -> None:
    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "a.wav", channels=1)
        talking = asyncio.create_task(party.play(Sound.of(sine(440, 2.0))))
        await take.silent_for(3.0)
        assert elapsed() == pytest.approx(5.0, abs=0.08)
        await take.silent_for(3.0)
        assert elapsed() == pytest.approx(5.0, abs=0.08)
        await take.silent_for(4.0)
        assert elapsed() == pytest.approx(6.0, abs=0.08)
        await talking
        await take.stop(trim=False)

    on_a_call(story)


def test_lost_packets_are_not_silence(tmp_path: Path) -> None:
    async def main() -> None:
        take = Recording(tmp_path / "a.wav", channels=1, track="inbound")
        waiting = asyncio.create_task(take.silent_for(1.0))
        await asyncio.sleep(0)
        for _ in range(200):
            take.feed(SILENCE, SILENCE, gap=True)
        await asyncio.sleep(0)
        assert not waiting.done()
        for _ in range(50):
            take.feed(SILENCE, SILENCE, gap=False)
        await waiting
        await take.stop(trim=False)

    run(main())


@pytest.mark.parametrize(("keep_silence", "seconds"), [(True, 3.0), (False, 2.0)])
def test_a_pause_leaves_silence_or_nothing(tmp_path: Path, keep_silence: bool, seconds: float) -> None:
    """Recording resource, PauseBehavior: silence or skip."""

    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "a.wav", channels=1, track="inbound")
        talking = asyncio.create_task(party.play(Sound.of(sine(440, 3.0))))
        await asyncio.sleep(1.001)
        take.pause(keep_silence=keep_silence)
        await asyncio.sleep(1.0)
        take.resume()
        await talking
        assert await take.stop(trim=False) == pytest.approx(seconds, abs=0.05)
        middle = read(tmp_path / "a.wav")[RATE + FRAME : 2 * RATE - FRAME]
        assert (level(middle) == 0) is keep_silence

    on_a_call(story)


def test_the_file_plays_at_any_moment(tmp_path: Path) -> None:
    """A killed server leaves what was written: here the file is copied away from under a live recording."""

    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "live.wav", channels=2)
        talking = asyncio.create_task(party.play(Sound.of(sine(440, 10.0))))
        lengths = []
        for _ in range(4):
            await asyncio.sleep(2.0)
            shutil.copy(tmp_path / "live.wav", tmp_path / "copy.wav")
            lengths.append(len(read(tmp_path / "copy.wav")) / RATE)
        assert lengths == pytest.approx([2, 4, 6, 8], abs=1.1)
        await talking
        await take.stop(trim=False)

    on_a_call(story)


def test_a_long_recording_is_not_held_in_memory(tmp_path: Path) -> None:
    async def main() -> None:
        take = Recording(tmp_path / "long.wav", channels=2, track="both")
        frame = sine(440, 0.02)
        held = 0
        for _second in range(600):
            for _ in range(50):
                take.feed(frame, frame, gap=False)
            await asyncio.sleep(0.02)
            held = max(held, sum(len(chunk) for chunk in take._pending))
        assert held < 10 * RATE * 4
        assert await take.stop(trim=False) == 600
        assert (tmp_path / "long.wav").stat().st_size == 44 + 600 * RATE * 4

    run(main())


def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    async def story(leg: AudioLeg, party: AudioLeg) -> None:
        take = leg.record(tmp_path / "file" / "a.wav", channels=1)
        await party.play(Sound.of(sine(440, 3.0)))
        with pytest.raises(LabError, match="could not be written"):
            await take.stop(trim=False)
        assert not leg.closed.done()

    on_a_call(story)
