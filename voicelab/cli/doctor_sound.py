"""What ``voicelab doctor`` tries of the sound: the libraries, UDP, the voice, and a call to a lab of its own."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import numpy as np

from voicelab.cli.diagnosis import Diagnosis, broken, fine
from voicelab.errors import VoiceLabError
from voicelab.media.frames import RATE, Frame, Sound

__all__ = ["call", "media", "speech", "udp"]

_LIBRARIES = ("aiortc", "av", "aioice", "pylibsrtp", "soundfile")
_AGAIN = "Install VoiceLab again in a fresh environment: pip install --force-reinstall voicelab"
_UDP_SECONDS = 3.0
_CALL_SECONDS = 30.0
_HERTZ = 600.0


def media() -> Diagnosis:
    """The libraries that carry the sound."""
    for name in _LIBRARIES:
        try:
            import_module(name)
        except Exception as error:  # a broken library raises whatever it likes
            cause = f"{name} cannot be loaded: {type(error).__name__}: {error}."
            return broken("The lab does not start, or calls have no sound.", cause, _AGAIN)
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
            cause = "A datagram came through changed."
    except OSError as error:
        cause = f"A datagram on 127.0.0.1 did not come through: {error.strerror or error}."
    return broken(
        "A call is answered, and then ends without sound (53405).",
        cause,
        "Let the firewall or the container pass UDP on the loopback interface.",
    )


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

    symptom = "<Say> is silent."
    try:
        seconds = asyncio.run(speak())
    except (VoiceLabError, OSError, TimeoutError) as error:
        return broken(symptom, f"The voice does not speak: {str(error) or type(error).__name__}.", _AGAIN)
    if not seconds:
        return broken(symptom, "The voice gave no sound.", _AGAIN)
    return fine(f"the voice said Hello in {seconds:.2f} seconds of sound")


def call() -> Diagnosis:
    """A real lab, and a call to it by real signaling and WebRTC that hears its own tone come back."""
    from voicelab.home import credentials
    from voicelab.kernel.child import Child

    symptom = "Calls do not work."
    with tempfile.TemporaryDirectory(prefix="voicelab-doctor-") as place:  # not into the user's own history
        child = Child(data_directory=Path(place))
        try:
            ready = child.start()
            kept = credentials(Path(place))
            share = asyncio.run(_echo(ready.url, kept.account_sid, kept.auth_token))
        except (VoiceLabError, OSError, TimeoutError) as error:
            cure = "See the other rows first; then `voicelab serve` shows what the lab itself says."
            return broken(symptom, str(error) or "The call took too long.", cure)
        finally:
            child.end()
    if share < 0.5:
        cause = f"A tone sent to <Echo> did not come back ({share:.0%} of what came back was the tone)."
        return broken("Calls have no sound.", cause, "See udp; close what keeps the processor busy.")
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
