"""Rooms: everybody hears everybody else and never themselves."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from spectrum import Ear, level, purity, sine

from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import RATE, Samples, Sound
from voicelab.media.memory import memory_pair
from voicelab.media.mixer import Room
from voicelab.media.tick import Tick
from voicelab.testing.loop import run

TONES = (400, 700, 1000, 1300, 1600)


def _has(sound: Samples, frequency: float) -> bool:
    """Whether a tone of -32 dBFS or more is in the sound."""
    x = sound[RATE // 2 : RATE // 2 + RATE // 4].astype(float)
    at = np.arange(len(x)) / RATE
    return bool(abs(np.exp(-2j * np.pi * frequency * at) @ x) * 2 / len(x) > 800)


def _hears(ears: list[Ear]) -> list[set[int]]:
    return [{tone for tone in TONES if _has(ear.sound, tone)} for ear in ears]


def room_of(
    number: int, story: Callable[[Room, list[AudioLeg], list[AudioLeg]], Coroutine[Any, Any, None]]
) -> None:
    """Legs in a room, and the far ends of them that speak."""

    async def main() -> None:
        tick = Tick()
        room = Room(tick)
        pairs = [memory_pair(tick) for _ in range(number)]
        legs = [pair[0] for pair in pairs]
        for leg in legs:
            room.add(leg)
        await story(room, legs, [pair[1] for pair in pairs])
        for leg in legs:
            await leg.close()
        await asyncio.sleep(0.1)
        assert not tick.running

    run(main())


async def _all_speak(ends: list[AudioLeg]) -> list[Ear]:
    ears = [Ear(end) for end in ends]
    tones = zip(ends, TONES, strict=False)
    await asyncio.gather(*(end.play(Sound.of(sine(tone, 1.0, amplitude=3000))) for end, tone in tones))
    return ears


def test_everybody_hears_the_others_and_not_themselves() -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        heard = _hears(await _all_speak(ends))
        assert heard == [set(TONES) - {own} for own in TONES]

    room_of(5, story)


def test_alone_in_a_room_there_is_silence() -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        (ear,) = await _all_speak(ends)
        assert level(ear.sound) == 0

    room_of(1, story)


def test_a_muted_party_hears_and_is_not_heard() -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        room.adjust(legs[0], muted=True)
        assert _hears(await _all_speak(ends)) == [{700, 1000}, {1000}, {700}]
        room.adjust(legs[0])
        assert _hears(await _all_speak(ends)) == [{700, 1000}, {400, 1000}, {400, 700}]

    room_of(3, story)


def test_a_coach_hears_all_and_is_heard_by_the_coached_party_alone() -> None:
    """Twilio's "TwiML Voice: Conference", coach."""

    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        room.adjust(legs[0], coached=legs[1])
        assert _hears(await _all_speak(ends)) == [{700, 1000}, {400, 1000}, {700}]

    room_of(3, story)


def test_who_leaves_hears_nothing_and_the_others_go_on() -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        room.remove(legs[0])
        room.remove(legs[0])
        assert _hears(await _all_speak(ends)) == [set(), {1000}, {700}]
        await legs[1].close()
        assert _hears(await _all_speak(ends[2:])) == [set()]

    room_of(3, story)


def test_loud_parties_are_clipped_not_wrapped() -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        ears = [Ear(end) for end in ends]
        await asyncio.gather(*(end.play(Sound.of(sine(400, 1.0, amplitude=30000))) for end in ends[:3]))
        sound = ears[3].sound[2400:5600]
        assert sound.max() == 32767
        assert sound.min() == -32768
        assert purity(sound, 400) > 0.8

    room_of(4, story)


def test_a_room_is_recorded_as_everybody_hears_it(tmp_path: Path) -> None:
    async def story(room: Room, legs: list[AudioLeg], ends: list[AudioLeg]) -> None:
        take = room.record(tmp_path / "room.wav")
        await _all_speak(ends)
        assert 0.9 < await take.stop(trim=False) < 1.1
        sound, rate = soundfile.read(tmp_path / "room.wav", dtype="int16")
        assert rate == RATE
        assert {tone for tone in TONES if _has(sound, tone)} == {400, 700, 1000}

    room_of(3, story)
