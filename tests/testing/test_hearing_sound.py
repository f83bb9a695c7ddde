"""Words that a scripted caller hears in sound whose words nobody told it: recordings, bots."""

from __future__ import annotations

import base64
import io
import json
import wave
from typing import Any

import numpy as np
import pytest

from voicelab.media.frames import RATE
from voicelab.media.g711 import ulaw_encode
from voicelab.speech.hibari_engine import HibariEngine
from voicelab.speech.render import render, script_of
from voicelab.speech.voices import Choice
from voicelab.testing import TestLab
from voicelab.testing.surprise import Surprise

pytestmark = pytest.mark.voicelab(render=True)

BOT = "wss://bot.example/stream"


@pytest.fixture(scope="module")
def said() -> dict[str, np.ndarray[Any, np.dtype[np.int16]]]:
    """Sentences as recordings."""
    engine = HibariEngine()
    engine.load()
    texts = {
        "welcome": "Welcome to Northwind. Press 1 for sales, or 2 for support.",
        "sorry": "We are sorry. Nobody can take your call at the moment.",
    }
    voice = Choice("hibari:heart-low", "en-US")
    return {
        name: render(script_of(text, text, voice), lambda _: engine, voice)[0] for name, text in texts.items()
    }


def wav(samples: np.ndarray[Any, np.dtype[np.int16]]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def recordings(said: dict[str, Any], twiml: str) -> Any:
    """A WSGI application that plays recordings."""

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        name = environ["PATH_INFO"].strip("/").removesuffix(".wav")
        body, kind = (wav(said[name]), "audio/wav") if name in said else (twiml.encode(), "text/xml")
        start_response("200 OK", [("Content-Type", kind)])
        return [body]

    return application


def test_words_of_a_recording_are_heard(voicelab: TestLab, said: dict[str, Any]) -> None:
    app = recordings(
        said,
        '<Response><Gather numDigits="1" action="/next"><Play>/welcome.wav</Play></Gather></Response>',
    )
    call = voicelab.dial(app)
    call.hears("press 1 for sales")
    assert call.elapsed > 2.0  # the sentence was over
    call.presses("1")
    call.hears("press 1 for sales")  # the next document plays it again, and it counts anew


def test_what_is_not_said_is_not_heard(voicelab: TestLab, said: dict[str, Any]) -> None:
    """The failure is the timeline, as for words that were told."""
    call = voicelab.dial(recordings(said, "<Response><Play>/sorry.wav</Play></Response>"))
    with pytest.raises(Surprise, match="press 1 for sales"):
        call.hears("press 1 for sales")


def test_the_last_words_before_the_end_count(voicelab: TestLab, said: dict[str, Any]) -> None:
    call = voicelab.dial(recordings(said, "<Response><Play>/sorry.wav</Play></Response>"))
    call.hears("nobody can take your call")
    call.ended("completed")


def test_words_told_and_words_heard_come_in_their_order(voicelab: TestLab, said: dict[str, Any]) -> None:
    twiml = (
        "<Response><Say>Good morning.</Say><Play>/welcome.wav</Play><Say>Good morning again.</Say>"
        "<Play>/sorry.wav</Play></Response>"
    )
    call = voicelab.dial(recordings(said, twiml))
    call.hears("good morning")
    call.hears("welcome to northwind")
    call.hears("good morning")
    call.hears("we are sorry")
    assert call.ended("completed")


def test_what_a_bot_says_over_a_media_stream_is_heard(voicelab: TestLab, said: dict[str, Any]) -> None:
    async def bot(socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            frame = json.loads(text)
            if frame["event"] == "start":
                payload = base64.b64encode(ulaw_encode(said["welcome"])).decode()
                for event in (
                    {"event": "media", "media": {"payload": payload}},
                    {"event": "mark", "mark": {"name": "said"}},
                ):
                    await socket.send(json.dumps(event | {"streamSid": frame["streamSid"]}))
            if frame["event"] == "dtmf":
                return

    voicelab.lab.sockets.serve(BOT, bot)
    call = voicelab.dial(
        f'<Response><Connect><Stream url="{BOT}"/></Connect><Say>The bot has gone.</Say></Response>'
    )
    call.hears("2 for support")
    call.presses("1")
    call.hears("the bot has gone")
