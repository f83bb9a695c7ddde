"""``/js/client/sounds/...``: the ringtones and keys of the official SDKs, made here.

The SDKs ask for files by name and play what the browser can decode, whatever the extension says: these are WAV. The
sounds are the lab's own. Any page may fetch them.
"""

from __future__ import annotations

import io
import wave
from functools import cache

import numpy as np
from aiohttp import web

from voicelab.clock import run_outside
from voicelab.errors import RequestError
from voicelab.media.frames import RATE, Samples
from voicelab.media.tones import KEYS, tone

__all__ = ["NAMES", "serve_sound"]

_KEY_NAMES = {"hash": "#", "star": "*", **{str(digit): str(digit) for digit in range(10)}}
NAMES = ("incoming", "outgoing", "disconnect", "cowbell", *(f"dtmf-{name}" for name in _KEY_NAMES))


async def serve_sound(request: web.Request) -> web.Response:
    """A sound by name, such as ``releases/1.0.0/incoming.mp3``."""
    name = request.match_info["path"].rpartition("/")[2].partition(".")[0]
    if name not in NAMES:
        raise RequestError(f"There is no sound {name[:100]!r}.", status=404, code=20404)
    return web.Response(
        body=await run_outside(_wav, name),
        content_type="audio/wav",
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=86400"},
    )


@cache
def _wav(name: str) -> bytes:
    """The sound as a WAV file, 8 kHz, 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(_samples(name).astype("<i2").tobytes())
    return file.getvalue()


def _samples(name: str) -> Samples:
    """The sound's samples."""
    match name:
        case "incoming":  # looped by the SDK: two rising pairs, then a pause
            pair = [_tone([523, 659], 0.18), _silence(0.06), _tone([659, 784], 0.3), _silence(0.25)]
            return np.concatenate([*pair, *pair, _silence(1.2)])
        case "outgoing":
            return np.concatenate([_tone([523], 0.09), _silence(0.03), _tone([784], 0.14)])
        case "disconnect":
            return np.concatenate([_tone([587], 0.1), _silence(0.03), _tone([392], 0.18)])
        case "cowbell":  # what the 1.x preflight test plays
            return np.concatenate([_tone([540, 800], 0.25), _silence(0.25)])
        case _:
            return _tone(list(KEYS[_KEY_NAMES[name.removeprefix("dtmf-")]]), 0.16)


def _tone(frequencies: list[float], seconds: float) -> Samples:
    samples = tone(frequencies, seconds, level=0.2).samples
    assert samples is not None
    return samples


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.int16)
