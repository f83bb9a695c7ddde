"""A leg with samples does what ``media.leg.Leg`` promises; here over a wire in memory, in virtual time."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest
from spectrum import Ear, level, main_frequency, purity, sine

from voicelab.clock import elapsed
from voicelab.media import audio_leg
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import FRAME, RATE, SILENCE, Frame, Sound
from voicelab.media.memory import memory_pair
from voicelab.media.tick import Tick
from voicelab.media.tones import dtmf
from voicelab.testing.loop import run


def with_pair(story: Callable[[AudioLeg, AudioLeg], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        one, other = memory_pair(Tick())
        await story(one, other)
        await one.close()
        await other.close()

    run(main())


def test_what_one_is_played_the_others_party_says_sample_by_sample() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        ear, sound = Ear(other), sine(440, 1.0)
        await one.play(Sound.of(sound))
        assert elapsed() == pytest.approx(1.0)
        await asyncio.sleep(0.05)
        heard = ear.sound
        start = int(np.flatnonzero(heard)[0]) - 1
        assert (heard[start : start + len(sound)] == sound).all()
        assert not heard[start + len(sound) :].any()

    with_pair(story)


def test_sounds_follow_each_other_without_a_gap_and_odd_lengths_are_filled_with_silence() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        ear = Ear(other)
        await one.play(Sound.of(sine(440, 0.5)))
        await one.play(Sound.of(sine(440, 0.5)))
        await one.play(Sound.of(sine(440, 0.101)))
        await asyncio.sleep(0.05)
        assert purity(ear.sound[FRAME : FRAME + RATE], 440) > 0.999
        assert np.count_nonzero(ear.sound[RATE + 2 * FRAME :]) <= round(0.101 * RATE)

    with_pair(story)


def test_a_sound_played_while_another_plays_waits_for_its_turn() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        ear = Ear(other)
        await asyncio.gather(one.play(Sound.of(sine(440, 0.5))), one.play(Sound.of(sine(1000, 0.5))))
        assert elapsed() == pytest.approx(1.0)
        await asyncio.sleep(0.04)
        assert main_frequency(ear.sound[800:3200]) == pytest.approx(440, abs=5)
        assert main_frequency(ear.sound[4800:7200]) == pytest.approx(1000, abs=5)

    with_pair(story)


def test_a_sound_without_samples_is_silence_of_its_length() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        await one.play(Sound(2.5))
        assert elapsed() == pytest.approx(2.5)
        await one.play(Sound(0.0))
        assert elapsed() == pytest.approx(2.5)

    with_pair(story)


def test_cancelling_stops_the_sound_with_the_current_frame() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        ear = Ear(other)
        playing = asyncio.create_task(one.play(Sound.of(sine(440, 5.0))))
        await asyncio.sleep(0.5)
        playing.cancel()
        await asyncio.sleep(0.5)
        assert 0.4 * RATE < np.count_nonzero(np.abs(ear.sound) > 0) < 0.55 * RATE
        assert level(ear.sound[-RATE // 3 :]) == 0

    with_pair(story)


def test_a_leg_that_hears_itself_is_an_echo_and_a_sound_goes_before() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        one.hear(one)  # what the party at `other` is played comes back to it
        ear = Ear(other)
        talking = asyncio.create_task(other.play(Sound.of(sine(440, 2.0))))
        await asyncio.sleep(1.0)
        assert main_frequency(ear.sound[-2400:]) == pytest.approx(440, abs=5)
        await one.play(Sound.of(sine(1000, 0.5)))
        assert main_frequency(ear.sound[-2400:]) == pytest.approx(1000, abs=5)
        await talking
        one.hear(None)
        await asyncio.sleep(0.2)
        assert level(ear.sound[-800:]) == 0

    with_pair(story)


def test_a_bridge_is_two_legs_that_hear_each_other() -> None:
    async def main() -> None:
        tick = Tick()
        (alice, alice_end), (bob, bob_end) = memory_pair(tick), memory_pair(tick)
        alice.hear(bob)
        bob.hear(alice)
        ears = Ear(alice_end), Ear(bob_end)
        await asyncio.gather(alice_end.play(Sound.of(sine(440, 1))), bob_end.play(Sound.of(sine(1000, 1))))
        assert main_frequency(ears[0].sound[1600:]) == pytest.approx(1000, abs=5)
        assert main_frequency(ears[1].sound[1600:]) == pytest.approx(440, abs=5)
        for leg in (alice, bob):
            await leg.close()

    run(main())


def test_keys_cross_over_paced_each_once() -> None:
    """Leg.press: ``0-9 * # A-D``, ``w`` half a second, ``W`` a second."""

    async def story(one: AudioLeg, other: AudioLeg) -> None:
        keys: list[tuple[str, str, float]] = []
        other.add_key_listener(lambda digit, via: keys.append((digit, via, round(elapsed(), 2))))
        await one.press("1w#WdD")
        assert [(digit, via) for digit, via, _ in keys] == [(d, "rtp") for d in "1#DD"]
        gaps = [later[2] - earlier[2] for earlier, later in itertools.pairwise(keys)]
        assert gaps == pytest.approx([0.74, 1.24, 0.24])
        with pytest.raises(ValueError, match="not a key"):
            await one.press("1x")

    with_pair(story)


def test_a_key_of_the_signaling_is_heard_like_any_other_and_listeners_can_leave() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        keys: list[tuple[str, str]] = []
        remove = one.add_key_listener(lambda digit, via: keys.append((digit, via)))
        one.pressed("5", "signaling")
        remove()
        remove()
        one.pressed("6", "signaling")
        assert keys == [("5", "signaling")]

    with_pair(story)


def test_keys_of_the_signaling_wait_for_the_first_listener() -> None:
    """A page's sound may need seconds to find a way; keys that were pressed meanwhile count."""

    async def story(one: AudioLeg, other: AudioLeg) -> None:
        one.pressed("5", "signaling")
        one.pressed("#", "signaling")
        keys: list[tuple[str, str]] = []
        remove = one.add_key_listener(lambda digit, via: keys.append((digit, via)))
        await asyncio.sleep(0)
        assert keys == [("5", "signaling"), ("#", "signaling")]
        remove()
        one.pressed("6", "signaling")  # nobody listens any more
        one.add_key_listener(lambda digit, via: keys.append((digit, via)))
        await asyncio.sleep(0)
        assert len(keys) == 2

    with_pair(story)


def test_keys_go_as_sound_where_events_are_not_taken_and_are_heard_in_it() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        one.transport.sends_keys = False
        other.listen_for_tones()
        keys: list[tuple[str, str]] = []
        other.add_key_listener(lambda digit, via: keys.append((digit, via)))
        await one.press("42#")
        await other.play(dtmf("9"))  # what the party hears is not what it says
        assert keys == [("4", "audio"), ("2", "audio"), ("#", "audio")]

    with_pair(story)


def test_meters_give_peaks_both_ways_every_tick() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        levels: list[tuple[float, float]] = []
        remove = one.add_meter_listener(lambda inbound, outbound: levels.append((inbound, outbound)))
        await asyncio.gather(
            one.play(Sound.of(sine(440, 1.0, amplitude=16384))),
            other.play(Sound.of(sine(440, 1.0, amplitude=3277))),
        )
        remove()
        await asyncio.sleep(1.0)
        assert len(levels) == 50
        inbound, outbound = levels[25]
        assert inbound == pytest.approx(0.1, abs=0.005)
        assert outbound == pytest.approx(0.5, abs=0.01)

    with_pair(story)


def test_a_tap_that_fails_is_removed_and_the_leg_goes_on() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        def tap(heard: Frame, said: Frame) -> None:
            raise RuntimeError("a tap's own trouble")

        one.tap(tap)
        one.add_meter_listener(lambda inbound, outbound: 1 / 0)  # type: ignore[arg-type,return-value]
        await one.play(Sound.of(sine(440, 0.5)))
        assert not one.closed.done()

    with_pair(story)


def test_closing_one_end_ends_the_other_in_words_and_a_play_never_completes() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        playing = asyncio.create_task(one.play(Sound.of(sine(440, 1.0))))
        await asyncio.sleep(0.1)
        await other.close()
        await other.close()
        assert await one.closed == "the far end of the trunk hung up"
        assert other.closed.result() == "the lab ended the media"
        await asyncio.sleep(5)
        assert not playing.done()
        playing.cancel()
        assert not one.tick.running

    with_pair(story)


def test_only_legs_with_samples_can_be_heard() -> None:
    async def story(one: AudioLeg, other: AudioLeg) -> None:
        with pytest.raises(TypeError, match="no samples"):
            one.hear(object())  # type: ignore[arg-type]

    with_pair(story)


def test_silence_is_one_frame_that_nobody_can_change() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SILENCE[0] = 1


def test_keys_that_come_faster_than_their_tones_wait_for_five_seconds_of_them_and_no_more() -> None:
    """Every key counts; only what would sound long afterwards has no tone."""

    async def story(one: AudioLeg, other: AudioLeg) -> None:
        one.sounds_keys = True
        pressed: list[str] = []
        one.add_key_listener(lambda digit, via: pressed.append(digit))
        for _ in range(1000):
            one._key_from_transport("5")
        assert len(pressed) == 1000
        assert len(one._key_sound) <= audio_leg._MOST_KEY_SOUND + audio_leg.KEY_TICKS

    with_pair(story)
