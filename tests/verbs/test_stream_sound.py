"""Which sound a Stream carries. Quoted rows: Twilio's "TwiML Voice: Stream", and its messages."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest
from tone_voices import loudness

from voicelab.engine.stream_sound import StreamSound
from voicelab.media.frames import FRAME, RATE, Sound
from voicelab.testing import TestLab

proves = pytest.mark.proves
URL = "wss://bot.example/sound"
DOCUMENT = f'<Response><Connect><Stream url="{URL}" {{}}/></Connect><Say>after the bot</Say></Response>'


def tone(frequency: float, rate: int, seconds: float) -> Any:
    at = np.arange(round(seconds * rate)) / rate
    return (8000 * np.sin(2 * np.pi * frequency * at)).astype(np.int16)


class Bot:
    """A stream server that plays ``sound``, and hears until a mark comes back."""

    def __init__(self, sound: bytes) -> None:
        self.sound = sound
        self.format: dict[str, Any] = {}
        self.payloads: list[bytes] = []

    async def __call__(self, socket: Any) -> None:
        while (text := await socket.receive()) is not None:
            frame = json.loads(text)
            match frame["event"]:
                case "start":
                    self.format = frame["start"]["mediaFormat"]
                    payload = base64.b64encode(self.sound).decode()
                    for more in ({"event": "media", "media": {"payload": payload}}, {"event": "mark"}):
                        mark = {"mark": {"name": "played"}} if more["event"] == "mark" else {}
                        await socket.send(json.dumps(more | mark | {"streamSid": frame["streamSid"]}))
                case "media":
                    self.payloads.append(base64.b64decode(frame["media"]["payload"]))
                case "mark":
                    return


@proves("Stream", "audioFormat", "sampleRate")
@pytest.mark.parametrize(
    ("attributes", "encoding", "rate", "payload"),
    [
        ("", "audio/x-mulaw", 8000, 160),
        ('audioFormat="audio/x-mulaw" sampleRate="8000"', "audio/x-mulaw", 8000, 160),
        ('audioFormat="audio/x-l16"', "audio/x-l16", 8000, 320),
        ('audioFormat="l16" sampleRate="16000"', "audio/x-l16", 16000, 640),
        ('audioFormat="audio/x-alaw"', "audio/x-alaw", 8000, 160),
        ('audioFormat="mp3" sampleRate="44100"', "audio/x-mulaw", 8000, 160),
    ],
)
def test_the_encoding_and_the_rate(
    voicelab: TestLab, attributes: str, encoding: str, rate: int, payload: int
) -> None:
    """What mediaFormat says what comes every 20 ms: mu-law at 8000 Hz where nothing else is asked for"""
    bot = Bot(b"")
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(DOCUMENT.format(attributes))
    call.hears("after the bot")
    assert bot.format == {"encoding": encoding, "sampleRate": rate, "channels": 1}
    assert {len(sound) for sound in bot.payloads} <= {payload}


@proves("Stream", "audioFormat", "sampleRate")
@pytest.mark.voicelab(render=True)
def test_sixteen_bits_at_twice_the_rate_go_both_ways(voicelab: TestLab) -> None:
    """The party hears what the server plays, and the server what the party says, each at its own pitch"""
    bot = Bot(tone(700, 16000, 1.0).astype("<i2").tobytes())
    voicelab.lab.sockets.serve(URL, bot)
    call = voicelab.dial(DOCUMENT.format('audioFormat="audio/x-l16" sampleRate="16000"'))
    heard: list[Any] = []

    async def talk() -> None:
        await call.party.wait(0.1)
        leg = call.party.leg
        assert leg is not None
        leg.tap(lambda inbound, outbound: heard.append(inbound))
        await leg.play(Sound.of(tone(430, RATE, 0.8)))

    voicelab.together(talk())
    call.hears("after the bot")
    sent = np.frombuffer(b"".join(bot.payloads), "<i2")[: 12800 // 2 * 2]
    assert len(sent) > 8000
    at_half = sent[4000:10000]
    assert loudness(at_half, 430 * RATE / 16000) > 4000 > 100 > loudness(at_half, 700 * RATE / 16000)
    played = np.concatenate(heard)[FRAME * 5 : FRAME * 40]
    assert loudness(played, 700) > 4000


@pytest.mark.parametrize("encoding", ["audio/x-mulaw", "audio/x-alaw", "audio/x-l16"])
@pytest.mark.parametrize("rate", [8000, 16000, 24000, 48000])
def test_there_and_back(encoding: str, rate: int) -> None:
    """Whatever pieces the bytes come in, the tone is the same afterwards"""
    there, back = StreamSound(encoding, rate), StreamSound(encoding, rate)
    sound = tone(500, RATE, 1.0)
    sent = b"".join(there.encode(sound[at : at + FRAME]) for at in range(0, len(sound), FRAME))
    got = np.concatenate([back.decode(sent[at : at + 333]) for at in range(0, len(sent), 333)])
    assert abs(len(got) - len(sound)) <= 6
    assert loudness(got[800:7200], 500) == pytest.approx(8000, rel=0.05)
    assert loudness(got[800:7200], 1500) < 100
