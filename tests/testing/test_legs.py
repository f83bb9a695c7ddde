"""The unrendered leg: lengths, keys, silences and bridges as ``media.leg.Leg`` promises, with no tick."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest

from voicelab.clock import elapsed
from voicelab.media.frames import Sound
from voicelab.testing.legs import UnrenderedLeg, unrendered_pair
from voicelab.testing.loop import DeadlockError, run
from voicelab.testing.words import Utterance, contains, speaking

T = TypeVar("T")
NOWHERE = Path("nowhere.wav")


def after(seconds: float, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    async def later() -> T:
        await asyncio.sleep(seconds)
        return await work

    return asyncio.create_task(later())


async def speak(leg: UnrenderedLeg, seconds: float) -> None:
    leg.said.set(True)
    await asyncio.sleep(seconds)
    leg.said.set(False)


def test_a_prompt_takes_its_length() -> None:
    async def main() -> float:
        await UnrenderedLeg().play(Sound(3600.0))
        return elapsed()

    assert run(main()) == 3600.0


def test_a_cancelled_prompt_stops_at_once() -> None:
    async def main() -> tuple[float, bool]:
        leg = UnrenderedLeg()
        playing = asyncio.create_task(leg.play(Sound(10.0)))
        await asyncio.sleep(1)
        assert leg.heard.on
        playing.cancel()
        await asyncio.wait((playing,))
        return elapsed(), leg.heard.on

    assert run(main()) == (1.0, False)


def test_a_prompt_on_a_leg_that_closes_never_returns() -> None:
    """Raises nothing when the leg closes meanwhile: the future never completes."""

    async def main() -> None:
        leg = UnrenderedLeg()
        after(1, leg.close())
        await leg.play(Sound(2.0))

    with pytest.raises(DeadlockError):
        run(main())


def test_silent_for_counts_from_the_last_sound() -> None:
    async def main() -> list[float]:
        leg = UnrenderedLeg()
        take = leg.record(NOWHERE, channels=1)
        after(2, speak(leg, 3))
        after(7, speak(leg, 1))
        await take.silent_for(4)
        first = elapsed()
        await take.silent_for(4)
        return [first, elapsed(), await take.stop(trim=False), await take.stop(trim=True)]

    assert run(main()) == [12.0, 12.0, 12.0, 12.0]


def test_silent_for_counts_from_the_start_of_the_take() -> None:
    async def main() -> float:
        leg = UnrenderedLeg()
        await asyncio.sleep(5)
        await leg.record(NOWHERE, channels=1).silent_for(4)
        return elapsed()

    assert run(main()) == 9.0


def test_trim_cuts_silence_from_both_ends() -> None:
    """``trim`` cuts silence from both ends; a take of silence alone keeps nothing."""

    async def main() -> list[float]:
        leg = UnrenderedLeg()
        takes = [leg.record(NOWHERE, channels=1) for _ in range(2)]
        silent = leg.record(NOWHERE, channels=1, track="outbound")
        after(2, speak(leg, 1))
        after(5, speak(leg, 1))
        await asyncio.sleep(10)
        return [await takes[0].stop(trim=True), await takes[1].stop(trim=False), await silent.stop(trim=True)]

    assert run(main()) == [4.0, 10.0, 0.0]


def test_a_paused_take_leaves_time_out_or_keeps_it_as_silence() -> None:
    async def main() -> list[float]:
        leg = UnrenderedLeg()
        leaves, keeps = leg.record(NOWHERE, channels=1), leg.record(NOWHERE, channels=1)
        await asyncio.sleep(3)
        leaves.pause(keep_silence=False)
        keeps.pause(keep_silence=True)
        await asyncio.sleep(4)
        leaves.resume()
        keeps.resume()
        await asyncio.sleep(2)
        return [await leaves.stop(trim=False), await keeps.stop(trim=False)]

    assert run(main()) == [5.0, 9.0]


def test_a_bridge_passes_sound_words_and_nothing_after_it_ends() -> None:
    async def main() -> tuple[list[str], list[bool]]:
        caller, callee = UnrenderedLeg(), UnrenderedLeg()
        words: list[str] = []
        caller.on_heard(lambda utterance: words.append(utterance.text))
        caller.hear(callee)
        seen = []
        for text in ("hello", "unheard"):
            callee.said.set(True)
            callee.party_says(Utterance(text, "speech", elapsed(), 1.0))
            seen.append(caller.heard.on)
            callee.said.set(False)
            caller.hear(None)
        return words, seen

    assert run(main()) == (["hello"], [True, False])


def test_a_prompt_takes_precedence_over_the_bridge() -> None:
    async def main() -> list[bool]:
        caller, callee = UnrenderedLeg(), UnrenderedLeg()
        caller.hear(callee)
        callee.said.set(True)
        playing = asyncio.create_task(caller.play(Sound.silence(1)))
        await asyncio.sleep(0.5)
        seen = [caller.heard.on]
        await playing
        return [*seen, caller.heard.on]

    assert run(main()) == [False, True]


def test_a_pair_is_two_legs_back_to_back() -> None:
    """What one is played, the other's party says, keys included."""

    async def main() -> tuple[list[str], list[str], bool, str]:
        one, other = unrendered_pair()
        keys: list[str] = []
        words: list[str] = []
        other.add_key_listener(lambda digit, via: keys.append(digit + via))
        listening = UnrenderedLeg()
        listening.hear(other)
        listening.on_heard(lambda utterance: words.append(utterance.text))
        speaking.set(Utterance("welcome", "say", 0.0, 1.0))
        playing = asyncio.create_task(one.play(Sound(1.0)))
        await asyncio.sleep(0.5)
        heard = listening.heard.on
        await playing
        await one.press("1w2")
        await one.close()
        return keys, words, heard, await other.closed

    assert run(main()) == (["1rtp", "2rtp"], ["welcome"], True, "closed")


def test_keys_take_their_time() -> None:
    async def main() -> float:
        await UnrenderedLeg().press("12W3w")
        return elapsed()

    assert run(main()) == pytest.approx(3 * 0.24 + 1.5)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("press 1", True),
        ("PRESS 1 for sales", True),
        ("press 10", False),
        ("pres", False),
        ("sales or", True),
    ],
)
def test_words_are_compared_without_case_and_punctuation(phrase: str, said: bool) -> None:
    assert contains("Press 1 for sales, or 2 for support.", phrase) is said
