"""<Play>. Quoted rows: Twilio's "TwiML Voice: Play"."""

from __future__ import annotations

import io

import pytest
import soundfile
from heard import codes, prompts, said
from sounds import SoundFiles, tone_wav

from voicelab.testing import TestLab


def as_mp3(wav: bytes) -> bytes:
    samples, rate = soundfile.read(io.BytesIO(wav))
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="MP3")
    return file.getvalue()


def files(voicelab: TestLab) -> SoundFiles:
    served = SoundFiles(
        {
            "/one.wav": ("audio/wav", tone_wav(1.0)),
            "/two.wav": ("audio/x-wav", tone_wav(2.0, rate=44100)),
            "/song.mp3": ("audio/mpeg", as_mp3(tone_wav(2.0, rate=16000))),
            "/page.html": ("text/html", b"<html>no sound</html>"),
            "/broken.wav": ("audio/wav", b"this is no sound"),
        }
    )
    voicelab.serve("http://files.test", served)
    return served


@pytest.mark.proves("Play")
def test_a_file_plays_for_its_length(voicelab: TestLab) -> None:
    served = files(voicelab)
    call = voicelab.dial("<Response><Play>http://files.test/one.wav</Play><Say>Next.</Say></Response>")
    assert call.ended("completed")
    assert prompts(call)[0] == ("play", "http://files.test/one.wav", 1.0, True)
    assert said(call) == ["Next."]
    assert served.asked == [("GET", "/one.wav", "", b"")]


def test_media_is_fetched_without_the_webhook_parameters(voicelab: TestLab) -> None:
    """Media fetched with GET, without the webhook parameters"""
    served = files(voicelab)
    voicelab.dial("<Response><Play>http://files.test/one.wav?x=1</Play></Response>").ended()
    assert served.asked == [("GET", "/one.wav", "x=1", b"")]


@pytest.mark.parametrize(("name", "seconds"), [("two.wav", 2.0), ("song.mp3", 2.0)])
def test_types_and_rates(voicelab: TestLab, name: str, seconds: float) -> None:
    """Types audio/mpeg, wav, wave, x-wav, ..."""
    files(voicelab)
    call = voicelab.dial(f"<Response><Play>http://files.test/{name}</Play></Response>")
    assert call.ended("completed")
    assert prompts(call)[0][2] == pytest.approx(seconds, abs=0.1) and codes(call) == []


@pytest.mark.proves("Play", "loop")
@pytest.mark.parametrize(("loop", "times"), [("", 1), (' loop="2"', 2), (' loop="0"', 1000)])
def test_loop(voicelab: TestLab, loop: str, times: int) -> None:
    """loop: int >= 0, default 1; 0 = up to 1000. Fetched once."""
    served = files(voicelab)
    call = voicelab.dial(f"<Response><Play{loop}>http://files.test/one.wav</Play></Response>")
    assert call.ended("completed")
    assert len(prompts(call)) == times and len(served.asked) == 1


@pytest.mark.proves("Play", "loop")
def test_a_loop_that_is_no_number_is_a_warning(voicelab: TestLab) -> None:
    """13410 loop"""
    files(voicelab)
    call = voicelab.dial('<Response><Play loop="-2">http://files.test/one.wav</Play></Response>')
    assert call.ended("completed")
    assert (len(prompts(call)), codes(call)) == (1, [13410])


@pytest.mark.parametrize(("name", "code"), [("page.html", 13420), ("broken.wav", 13420), ("gone.wav", 11200)])
def test_a_file_that_is_no_sound_is_told_and_the_next_verb_runs(
    voicelab: TestLab, name: str, code: int
) -> None:
    """Other type = 13420 and the call goes on to the next verb"""
    files(voicelab)
    call = voicelab.dial(f"<Response><Play>http://files.test/{name}</Play><Say>Next.</Say></Response>")
    assert call.ended("completed")
    assert codes(call) == [code] and said(call) == ["Next."]


def test_a_relative_url_is_relative_to_the_document(voicelab: TestLab) -> None:
    def app() -> str:
        return "<Response><Play>/missing.wav</Play></Response>"

    call = voicelab.dial(app, path="/ivr/menu")
    assert call.ended("completed")
    assert call.requests[-1].url == "http://app.test/missing.wav"


@pytest.mark.proves("Play", "digits")
def test_digits_are_sent_as_keys(voicelab: TestLab) -> None:
    """digits: 0-9 A-D * # w W; w = 0.5 s, W = 1 s"""
    call = voicelab.dial('<Response><Play digits="1w2W#"/></Response>')
    assert call.ended("completed")
    assert call.party.keys == "12#"
    ((kind, text, seconds, _),) = prompts(call)
    assert (kind, text) == ("tones", "1w2W#") and seconds == pytest.approx(3 * 0.24 + 1.5, abs=0.1)


@pytest.mark.proves("Play", "digits")
def test_illegal_digits(voicelab: TestLab) -> None:
    """Illegal = 13430"""
    call = voicelab.dial('<Response><Play digits="12x"/><Say>Next.</Say></Response>')
    assert call.ended("completed")
    assert 13430 in codes(call) and said(call) == ["Next."] and call.party.keys == ""
