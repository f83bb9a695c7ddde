"""What ``voicelab doctor`` tries of the sound: the libraries, UDP, the voice, and a call to a lab of its own."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np

from voicelab.cli.diagnosis import Diagnosis, fine
from voicelab.cli.troubles import TROUBLES
from voicelab.errors import VoiceLabError
from voicelab.media.frames import RATE, Frame, Sound

__all__ = ["call", "media", "speech", "udp"]

_LIBRARIES = ("aiortc", "av", "aioice", "pylibsrtp", "soundfile")
_UDP_SECONDS = 3.0
_CALL_SECONDS = 30.0
_HERTZ = 600.0


def media() -> Diagnosis:
    """The libraries that carry the sound."""
    for name in _LIBRARIES:
        try:
            import_module(name)
        except Exception as error:  # a broken library raises whatever it likes
            return TROUBLES["no media"].found(library=name, reason=f"{type(error).__name__}: {error}")
    return fine(", ".join(f"{name} {version(name)}" for name in _LIBRARIES[:2]) + " and the others load")


def udp() -> Diagnosis:
    """A datagram from this machine to itself."""
    try:
        with socket.socket(type=socket.SOCK_DGRAM) as here, socket.socket(type=socket.SOCK_DGRAM) as there:
            there.bind(("127.0.0.1", 0))
            there.settimeout(_UDP_SECONDS)
            here.sendto(b"voicelab", there.getsockname())
            if there.recv(64) == b"voicelab":
                return fine("a datagram came through on 127.0.0.1")
            reason = "came through changed"
    except OSError as error:
        reason = f"did not come through: {error.strerror or error}"
    return TROUBLES["udp shut"].found(reason=reason)


def speech() -> Diagnosis:
    """The voice: its worker process, its model, a word."""
    from voicelab.speech.service import SpeechService

    async def speak() -> float:
        service = SpeechService()
        async with asyncio.timeout(_CALL_SECONDS):
            await service.start()
            try:
                spoken = await service.speak("Hello", "Hello", "woman", "en-US")
            finally:
                await service.close()
        heard = spoken.samples
        return spoken.duration if heard is not None and np.abs(heard).max() > 0 else 0.0

    try:
        seconds = asyncio.run(speak())
    except (VoiceLabError, OSError, TimeoutError) as error:
        said = error.message if isinstance(error, VoiceLabError) else str(error)
        return TROUBLES["no voice"].found(reason=said.rstrip(".") or type(error).__name__)
    if not seconds:
        return TROUBLES["silent voice"].found()
    return fine(f"the voice said Hello in {seconds:.2f} seconds of sound")


def call() -> Diagnosis:
    """A real lab, and a call to it by real signaling and WebRTC that hears its own tone come back."""
    from voicelab.home import credentials
    from voicelab.kernel.child import Child

    with tempfile.TemporaryDirectory(prefix="voicelab-doctor-") as place:  # not into the user's own history
        child = Child(data_directory=Path(place))
        try:
            ready = child.start()
            kept = credentials(Path(place))
            share = asyncio.run(_echo(ready.url, kept.account_sid, kept.auth_token))
        except (VoiceLabError, OSError, TimeoutError) as error:
            return TROUBLES["no call"].found(reason=str(error) or "The call took too long.")
        finally:
            child.end()
    if share < 0.5:
        return TROUBLES["no sound"].found(share=f"{share:.0%}")
    return fine(f"a lab of its own took a call, and {share:.0%} of what <Echo> sent back was the tone sent")


async def _echo(url: str, account_sid: str, auth_token: str) -> float:
    """The part of the sound that comes back which is the tone that was sent."""
    from voicelab.callers.phone import open_phone
    from voicelab.client import Client

    token = Client(url, account_sid, auth_token).token("access", "doctor")
    heard: list[Frame] = []
    at = np.arange(RATE) / RATE
    tone = Sound.of((8000 * np.sin(2 * np.pi * _HERTZ * at)).astype(np.int16))
    async with asyncio.timeout(_CALL_SECONDS), open_phone(url, token) as phone:
        call = await phone.dial({"To": "<Response><Echo/></Response>"})
        await call.answered()
        call.leg.tap(lambda inbound, outbound: heard.append(inbound))
        await call.leg.play(tone)
        await call.hang_up()
    samples = np.concatenate(heard).astype(float) if heard else np.zeros(RATE)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    near = np.abs(np.fft.rfftfreq(len(samples), 1 / RATE) - _HERTZ) < 30
    return float(power[near].sum() / max(power.sum(), 1e-9))
