"""What a caller says, understood: hints, figures, and nothing where nothing fits."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from voicelab.errors import LabError
from voicelab.speech.grammar import arpabet, grammar_of
from voicelab.speech.recognise import Heard, Listening
from voicelab.speech.service import SpeechService
from voicelab.speech.spoken import RATE, Samples

Say = Callable[..., Samples]
HINTS = ("sales", "technical support", "speak to an agent", "Northwind", "account balance", "Alice Johnson")


def line(words: Samples) -> Samples:
    sound = np.concatenate([np.zeros(RATE // 2), words, np.zeros(2 * RATE)])
    return (
        (sound + np.random.default_rng(1).standard_normal(len(sound)) * 8)
        .clip(-32768, 32767)
        .astype(np.int16)
    )


def heard(words: Samples, hints: tuple[str, ...] = HINTS, **options: float) -> list[Heard]:
    listening = Listening(
        "en-US", hints, silence=options.get("silence", 0.7), longest=options.get("longest", 60.0)
    )
    sound = line(words)
    return [
        event for start in range(0, len(sound), 160) for event in listening.feed(sound[start : start + 160])
    ]


def final(events: list[Heard]) -> Heard:
    assert events[-1].kind == "final"
    return events[-1]


@pytest.mark.parametrize("hint", HINTS)
@pytest.mark.parametrize("voice", ["hibari:heart", "hibari:heart-low"])
def test_hints_are_understood_as_they_are_written(say: Say, hint: str, voice: str) -> None:
    result = final(heard(say(f"{hint}.", voice)))
    assert result.text == hint
    assert result.confidence > 0.5


@pytest.mark.parametrize(
    "words", ["I would like a pizza with mushrooms please.", "My dog ate the telephone.", "Tell me a story."]
)
def test_what_is_in_no_hint_is_not_forced_into_one(say: Say, words: str) -> None:
    """Alone, the grammar would answer with the nearest hint every time."""
    result = final(heard(say(words)))
    assert (result.text, result.confidence) == ("", 0.0)


def test_figures_are_written_as_figures(say: Say) -> None:
    """$OOV_CLASS_DIGIT_SEQUENCE."""
    assert final(heard(say("9 0 2 1 0."), ("$OOV_CLASS_DIGIT_SEQUENCE",))).text == "90210"


def test_partial_results_grow_into_the_final(say: Say) -> None:
    events = heard(say("Speak to an agent."))
    assert events[0].kind == "began"
    partials = [event.text for event in events if event.kind == "partial"]
    assert partials
    assert final(events).text.startswith(partials[0].split()[0])


def test_speech_timeout_is_the_silence_that_ends_it(say: Say) -> None:
    words = say("Sales.")
    short, long = (final(heard(words, silence=silence)).at for silence in (0.5, 1.5))
    assert long - short == pytest.approx(1.0, abs=0.1)


def test_max_speech_time_cuts_it_off(say: Say) -> None:
    assert final(heard(say("One two three four five six seven eight nine."), longest=1.5)).at < 3


def test_silence_has_no_result() -> None:
    listening = Listening("en-US", HINTS, silence=0.7)
    assert list(listening.feed(np.zeros(5 * RATE, np.int16))) == []
    assert listening.finish().text == ""


def test_a_language_nobody_understands_is_an_error() -> None:
    with pytest.raises(LabError, match="ja-JP"):
        Listening("ja-JP", HINTS, silence=1.0)


def test_hostile_hints_stay_words() -> None:
    """A hint is data: grammar syntax in it has no effect."""
    known = {"sales", "a", "b"}
    grammar = grammar_of(
        ["sales; <evil> = a |", "/0/ b+ *", "$NOTHING", "", "{}", "x" * 100],
        known.__contains__,
        lambda word: "EH K S",
    )
    public = next(text for text in grammar.jsgf.splitlines() if text.startswith("<phrase>"))
    assert public.count(";") == 1
    assert "<evil>" not in public
    assert any("$NOTHING" in remark for remark in grammar.remarks)


def test_phonemes_become_arpabet() -> None:
    assert arpabet("nˈɔɹθwɪnd") == "N AO R TH W IH N D"


def test_the_service_hears_what_its_worker_understands(say: Say) -> None:
    words = say("Technical support.")

    async def main() -> tuple[list[Heard], tuple[str, ...]]:
        speech = SpeechService()
        await speech.start()
        try:
            with pytest.raises(LabError, match="ja-JP"):
                await speech.open("ja-JP", HINTS)
            async with await speech.open("en-US", HINTS, silence=0.7) as recognition:
                sound = line(words)
                for start in range(0, len(sound), 160):
                    recognition.feed(sound[start : start + 160])
                events = [event async for event in recognition]
            async with await speech.open("en-US", ()) as idle:
                idle.feed(np.zeros(RATE, np.int16))
                await idle.caught_up()
                idle.finish()
                assert [event.text async for event in idle] == [""]
                remarks = idle.remarks
            doomed = await speech.open("en-US", HINTS)
        finally:
            await speech.close()
        with pytest.raises(LabError, match="closed"):
            _ = [event async for event in doomed]
        return events, remarks

    events, remarks = asyncio.run(main())
    assert events[0].kind == "began"
    assert final(events).text == "technical support"
    assert any("whisper" in remark for remark in remarks)


def noisy(words: Samples, decibels: float, seed: int) -> Samples:
    """Words in white noise so far below them, with a second and a half of it before they begin."""
    sound = np.concatenate([np.zeros(RATE * 3 // 2), words, np.zeros(RATE)])
    level = np.sqrt(np.mean(words.astype(np.float64) ** 2) / 10 ** (decibels / 10))
    noise = np.random.default_rng(seed).standard_normal(len(sound)) * level
    return (sound + noise).clip(-32768, 32767).astype(np.int16)


def understood(sound: Samples, *, denoise: bool | None = None) -> str:
    listening = Listening("en-US", HINTS, silence=0.7, denoise=denoise)
    pieces = (sound[start : start + 160] for start in range(0, len(sound), 160))
    events = [event for piece in pieces for event in listening.feed(piece)]
    return (events[-1] if events and events[-1].kind == "final" else listening.finish()).text


def test_hints_are_understood_in_noise_too(say: Say) -> None:
    """25 dB of white noise: without a filter three in five are refused."""
    voices = ("hibari:heart", "hibari:heart-low")
    spoken = [(hint, say(f"{hint}.", voice)) for hint in HINTS for voice in voices]
    right = [understood(noisy(words, 25, seed)) == hint for seed, (hint, words) in enumerate(spoken)]
    assert sum(right) >= 9, right
    foreign = [say(words) for words in ("Tell me a story.", "My dog ate the telephone.")]
    assert [understood(noisy(words, 25, seed)) for seed, words in enumerate(foreign)] == ["", ""]


def test_noise_is_filtered_or_not_as_asked(say: Say) -> None:
    """With the filter off the recogniser hears the noise, and understands less."""
    spoken = [(hint, noisy(say(f"{hint}."), 25, seed)) for seed, hint in enumerate(HINTS)]
    on, off = (
        sum(understood(sound, denoise=wish) == hint for hint, sound in spoken) for wish in (True, False)
    )
    assert on > off


@pytest.mark.parametrize("pause", [0.71, 0.9, 1.5])
def test_one_speech_after_another_is_heard_whole(say: Say, pause: float) -> None:
    """Again: the words that follow right upon a final result are not lost."""
    sound = np.concatenate(
        [
            np.zeros(RATE // 2, np.int16),
            say("Technical support."),
            np.zeros(round(pause * RATE), np.int16),
            say("Account balance."),
            np.zeros(2 * RATE, np.int16),
        ]
    )
    listening = Listening("en-US", HINTS, silence=0.5, again=True)
    events = [
        event for start in range(0, len(sound), 160) for event in listening.feed(sound[start : start + 160])
    ]
    assert [event.text for event in events if event.kind == "final"] == [
        "technical support",
        "account balance",
    ]
    assert [event.kind for event in events if event.kind != "partial"] == ["began", "final"] * 2
    assert not listening.over and listening.finish().text == "" and listening.over


def test_who_is_cut_off_is_heard_on(say: Say) -> None:
    """longest, again: a speech that lasts too long goes on as the next one."""
    words = say("One two three four five six seven eight nine.")
    listening = Listening("en-US", ("$OOV_CLASS_DIGIT_SEQUENCE",), silence=0.7, longest=1.5, again=True)
    sound = line(words)
    events = [
        event for start in range(0, len(sound), 160) for event in listening.feed(sound[start : start + 160])
    ]
    finals = [event for event in events if event.kind == "final"]
    assert len(finals) >= 2 and "".join(event.text for event in finals)[-1:] == "9"


def test_the_service_hears_again_and_again_until_it_is_finished(say: Say) -> None:
    """Recognition: one final after another; the last one comes with finish, and ends the iteration."""
    pause = np.zeros(RATE, np.int16)
    sound = np.concatenate([line(say("Sales.")), say("Technical support."), pause, say("Account balance.")])

    async def main() -> list[str]:
        speech = SpeechService()
        await speech.start()
        try:
            async with await speech.open("en-US", HINTS, silence=0.5, again=True) as recognition:
                for start in range(0, len(sound), 160):
                    recognition.feed(sound[start : start + 160])
                await recognition.caught_up()
                recognition.finish()
                return [event.text async for event in recognition if event.kind == "final"]
        finally:
            await speech.close()

    assert asyncio.run(main()) == ["sales", "technical support", "account balance"]
