"""An independent client of Media Streams, unmodified: pipecat's transport and Twilio serializer, over real sockets.

The bot knows only its public name; the lab's host map says where it is. Its webhook and its handshake are verified
by Twilio's own RequestValidator, in the bot.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from voicelab.callers.phone import open_phone
from voicelab.calls.events import CallEnded, Notified, StreamEnded, StreamStarted, WebhookAnswered
from voicelab.client import Client
from voicelab.kernel.child import Child
from voicelab.media.frames import RATE, Frame, Sound

pytestmark = pytest.mark.media

ACCOUNT, TOKEN = "AC" + "a1" * 16, "b2" * 16
WAIT = 120.0
TONE = 620.0
ENOUGH = 50  # loud frames that are listened to: a second


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICELAB_ACCOUNT_SID", ACCOUNT)
        patch.setenv("VOICELAB_AUTH_TOKEN", TOKEN)
        child = Child(data_directory=tmp_path_factory.mktemp("lab"))
        ready = child.start()
        with bot(ready.url) as port:
            client = Client(ready.url, ACCOUNT, TOKEN)
            client.map_host("bot.example.com", f"http://127.0.0.1:{port}")
            yield client
    child.end()


@contextmanager
def bot(lab_url: str) -> Iterator[int]:
    """The bot's process; its port."""
    program = Path(__file__).with_name("pipecat_bot.py")
    process = subprocess.Popen([sys.executable, program, lab_url], stdout=subprocess.PIPE, env=os.environ)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


def play(story: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(WAIT):
            await story()

    asyncio.run(run())


@pytest.mark.parametrize("host", ["bot.example.com", "bot.example.com:8443"])
def test_a_tone_comes_back_from_a_pipecat_bot_which_then_hangs_up(lab: Client, host: str) -> None:
    """The serializer's whole round: start, media both ways, dtmf, and its hang-up over REST."""

    async def story() -> None:
        application = lab.put_application(f"bot at {host}", voice_url=f"https://{host}/voice")
        async with open_phone(lab.url, lab.token("access", "alice")) as phone:
            call = await phone.dial({"To": f"app:{application['friendly_name']}"})
            await call.answered(WAIT)
            loud: list[Frame] = []
            heard = asyncio.Event()

            def listen(frame: Frame, _: Frame) -> None:
                if np.abs(frame).max() > 1000 and len(loud) < ENOUGH:
                    loud.append(frame.copy())
                    if len(loud) == ENOUGH:
                        heard.set()

            call.leg.tap(listen)
            at = np.arange(round(WAIT) * RATE) / RATE
            tone = Sound.of((8000 * np.sin(2 * np.pi * TONE * at)).astype(np.int16))
            speaking = asyncio.create_task(call.leg.play(tone))
            try:
                await heard.wait()
            finally:
                speaking.cancel()
            # each stretch between gaps is short on a busy machine, so the frames' spectra are added up
            spectra = [np.abs(np.fft.rfft(frame * np.hanning(len(frame)), 8192)) ** 2 for frame in loud]
            peak = np.argmax(np.sum(spectra, axis=0)) * RATE / 8192
            assert abs(peak - TONE) < 15, peak
            pressing = asyncio.create_task(call.leg.press("#"))  # the call may end before the key is let go
            await call.ended
            pressing.cancel()
            events = await asyncio.to_thread(lab.events, call.sid)
            while not {CallEnded, StreamEnded} <= {type(each) for each in events}:
                events = await asyncio.to_thread(lab.events, call.sid)
            answers = [each for each in events if isinstance(each, WebhookAnswered)]
            assert [each.status for each in answers] == [200]  # Twilio's validator passed the webhook
            started = [each for each in events if isinstance(each, StreamStarted)]
            assert [each.url for each in started] == [f"wss://{host}/bot"]  # and the handshake
            assert [each.status for each in events if isinstance(each, CallEnded)] == ["completed"]
            assert [each.message for each in events if isinstance(each, Notified)] == []

    play(story)
