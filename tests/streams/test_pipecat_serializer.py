"""Pipecat's Twilio serializer, unmodified, between the lab and an echo: in virtual time, by its sound.

``tests/bots`` has the whole of it, with pipecat's own transport and pipeline, over real sockets.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from pipecat.frames.frames import InputAudioRawFrame, InputDTMFFrame, InterruptionFrame, OutputAudioRawFrame
from pipecat.processors.frame_processor import FrameProcessorSetup
from pipecat.serializers.twilio import TwilioFrameSerializer

from voicelab.media.frames import RATE, Frame, Sound
from voicelab.testing import TestLab

pytestmark = pytest.mark.voicelab(render=True)

BOT = "wss://bot.example/stream"
DOCUMENT = f'<Response><Connect><Stream url="{BOT}"/></Connect><Say>The bot has gone.</Say></Response>'
TONE = 620.0


class EchoBot:
    """Says what it hears, at the serializer's rate; a key ends it, the star lets it interrupt itself."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.keys: list[str] = []
        self.events: list[str] = []

    async def __call__(self, socket: Any) -> None:
        serializer: TwilioFrameSerializer | None = None
        while (text := await socket.receive()) is not None:
            message = json.loads(text)
            if message["event"] != "media":
                self.events.append(message["event"])
            if message["event"] == "start":
                serializer = TwilioFrameSerializer(
                    message["start"]["streamSid"],
                    params=TwilioFrameSerializer.InputParams(auto_hang_up=False, sample_rate=self.rate),
                )
                await serializer.setup(FrameProcessorSetup.__new__(FrameProcessorSetup))
            if serializer is None:
                continue
            frame = await serializer.deserialize(text)
            if isinstance(frame, InputAudioRawFrame):
                said = OutputAudioRawFrame(frame.audio, frame.sample_rate, frame.num_channels)
                if (answer := await serializer.serialize(said)) is not None:
                    await socket.send(answer)
            elif isinstance(frame, InputDTMFFrame):
                self.keys.append(frame.button.value)
                if self.keys[-1] == "#":
                    return
                cleared = await serializer.serialize(InterruptionFrame())
                assert cleared is not None
                await socket.send(cleared)


@pytest.mark.parametrize("rate", [8000, 16000])
def test_a_tone_comes_back_through_pipecats_serializer(voicelab: TestLab, rate: int) -> None:
    """Media both ways, dtmf, clear: nothing is refused, and the caller hears its own tone."""
    bot = EchoBot(rate)
    voicelab.lab.sockets.serve(BOT, bot)
    call = voicelab.dial(DOCUMENT)
    heard: list[Frame] = []

    async def talk() -> None:
        await call.party.wait(0.5)
        assert call.party.leg is not None
        call.party.leg.tap(lambda frame, _: heard.append(frame.copy()))
        at = np.arange(2 * RATE) / RATE
        await call.party.sound(Sound.of((8000 * np.sin(2 * np.pi * TONE * at)).astype(np.int16)))
        await call.party.wait(1)
        await call.party.press("7*")

    voicelab.together(talk())
    call.presses("#")
    call.hears("the bot has gone")
    sound = np.concatenate(heard).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    at = np.fft.rfftfreq(len(sound), 1 / RATE)
    assert abs(at[np.argmax(spectrum)] - TONE) < 2
    assert spectrum[np.abs(at - TONE) < 20].sum() > 0.95 * spectrum.sum()  # an unbroken tone
    assert bot.keys == ["7", "*", "#"] and bot.events[:2] == ["connected", "start"]
    assert [note.message for note in call.notifications] == []
