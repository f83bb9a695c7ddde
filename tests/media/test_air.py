"""Bad air: packets of a real leg are lost and late on purpose, the same ones for one seed, and good again after."""

from __future__ import annotations

import asyncio
import random

import pytest
from spectrum import sine

from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint


def ways(seed: int) -> list[float | None]:
    air = Air(loss=0.1, jitter=0.03, reorder=0.05, chance=random.Random(seed))
    return [air.way() for _ in range(500)]


def test_one_seed_treats_the_same_packets_the_same_way() -> None:
    assert ways(1) == ways(1) != ways(2)
    assert 25 < ways(1).count(None) < 80


def test_clear_air_does_nothing() -> None:
    air = Air()
    assert air.clear and [air.way() for _ in range(100)] == [0.0] * 100 and air.lost == 0


async def frames(leg: AudioLeg, count: int) -> None:
    """Return when the leg has been through so many ticks."""
    enough = asyncio.Event()
    left = [count]

    def tap(heard: object, said: object) -> None:
        left[0] -= 1
        if left[0] <= 0:
            enough.set()

    remove = leg.tap(tap)
    await asyncio.wait_for(enough.wait(), 30)
    remove()


@pytest.mark.media
def test_packets_are_lost_both_ways_over_udp_and_not_any_more_when_the_air_is_good_again() -> None:
    """Both what arrives and what is sent; the far end counts what it misses."""

    async def main() -> None:
        tick, air = Tick(), Air(chance=random.Random(5))
        one, other = WebRTCEndpoint(tick, codecs=("pcmu",), air=air), WebRTCEndpoint(tick)
        await one.accept_answer(await other.accept_offer(await one.create_offer()))
        await asyncio.gather(one.connected(30), other.connected(30))
        playing = [asyncio.create_task(end.leg.play(Sound.of(sine(440, 30.0)))) for end in (one, other)]
        await frames(one.leg, 25)
        assert (one.leg.stats().lost, other.leg.stats().lost, air.lost) == (0, 0, 0)
        air.loss, air.jitter = 0.3, 0.01
        await frames(one.leg, 100)
        air.loss = air.jitter = 0.0
        await frames(one.leg, 25)
        gone = one.leg.stats().lost, other.leg.stats().lost
        assert min(gone) > 10 and abs(sum(gone) - air.lost) <= 2
        await frames(one.leg, 50)
        assert (one.leg.stats().lost, other.leg.stats().lost) == gone
        for task in playing:
            task.cancel()
        await one.close()
        await other.close()

    asyncio.run(main())
