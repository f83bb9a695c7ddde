"""Sound over HTTP: recordings as Twilio's media URLs give them, and what the lab itself heard of each call.

Source: Twilio's "Recordings resource: fetch a recording's media". A media URL without an extension is the WAV;
``.mp3`` is made when it is asked for; ``RequestedChannels`` mixes or doubles. Basic auth is needed.
"""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
from aiohttp import web
from numpy.typing import NDArray

from voicelab.calls.model import RecordingRecord
from voicelab.calls.record_json import record_to_json
from voicelab.clock import run_outside
from voicelab.engine.recordings import recording_url
from voicelab.errors import RequestError
from voicelab.media.files import encode_mp3
from voicelab.media.frames import RATE
from voicelab.rest import Asker
from voicelab.server.answers import json_answer
from voicelab.server.doors import need_asker, need_credentials
from voicelab.server.lab import LAB, Lab
from voicelab.server.outline import HEADER, outline_of

__all__ = ["call_audio", "call_envelope", "list_recordings", "recording_json", "recording_media"]

_MOST_BINS = 20_000
_MOST_SECONDS = 1e6  # of a call's sound


async def list_recordings(request: web.Request) -> web.Response:
    """``GET /lab/v1/recordings``: the account's recordings, oldest first."""
    lab = need_credentials(request)
    records = await lab.ledger.recordings(lab.account_sid)
    return json_answer({"recordings": [recording_json(lab, record) for record in records]})


def recording_json(lab: Lab, record: RecordingRecord) -> dict[str, Any]:
    """A recording's fields, and the address of its sound."""
    data = record_to_json(record)
    del data["path"]
    return data | {"url": recording_url(lab.base_url, record)}


async def recording_media(request: web.Request) -> web.Response:
    """``GET /2010-04-01/Accounts/AC.../Recordings/RE...[.wav|.mp3]``: a recording's sound.

    The lab itself, which signs what it asks for, plays it without Basic auth.
    """
    lab = request.app[LAB]
    signer = lab.signer(request, {})
    asker = need_asker(request) if signer is None else Asker(signer)
    sid, _, kind = request.match_info["name"].partition(".")
    record = await lab.ledger.recording(sid)
    account = lab.accounts.find(request.match_info["account"])
    wrong = account is None or not asker.may_use(account)
    if wrong or record is None or record.account_sid != request.match_info["account"]:
        raise RequestError(f"There is no recording {sid}.", status=404, code=20404)
    channels = request.query.get("RequestedChannels", "")
    if channels not in ("", "1", "2"):
        raise RequestError("RequestedChannels is 1 or 2.", code=20001)
    samples = await run_outside(_read, lab.recordings / (record.path or ""))
    if samples is None:
        raise RequestError(
            f"The sound of recording {sid} is not there: its status is {record.status}.",
            status=404,
            code=20404,
        )
    if channels == "1":
        samples = samples.mean(axis=1, keepdims=True).astype(np.int16)
    elif channels == "2" and samples.shape[1] == 1:
        samples = np.repeat(samples, 2, axis=1)
    if kind == "mp3":
        return web.Response(body=await run_outside(encode_mp3, samples), content_type="audio/mpeg")
    return web.Response(body=await run_outside(_wav, samples), content_type="audio/x-wav")


async def call_audio(request: web.Request) -> web.Response:
    """``GET /lab/v1/calls/SID/audio.wav?track=``: what the lab heard of a call; both: the caller on the left.

    ``skip`` and ``seconds`` ask for a part: what comes after so many seconds of sound, and how much of it.
    """
    lab = need_credentials(request)
    track = request.query.get("track", "both")
    if track not in ("inbound", "outbound", "both"):
        raise RequestError("track is inbound, outbound or both.", code=20001)
    skip, seconds = (_seconds(request, name) for name in ("skip", "seconds"))
    samples = await _sound_of_call(lab, request.match_info["sid"], skip or 0.0, seconds)
    if track != "both":
        samples = samples[:, [0 if track == "inbound" else 1]]
    return web.Response(body=await run_outside(_wav, samples), content_type="audio/x-wav")


async def call_envelope(request: web.Request) -> web.Response:
    """``GET /lab/v1/calls/SID/envelope?bins=``: lowest and highest value of each stretch of a call's sound."""
    lab = need_credentials(request)
    try:
        bins = int(request.query.get("bins", "800"))
    except ValueError:
        bins = 0
    if not 1 <= bins <= _MOST_BINS:
        raise RequestError(f"bins is 1 to {_MOST_BINS}.", code=20001)
    sid = request.match_info["sid"]
    if await lab.call_record(sid) is None:
        raise RequestError(f"There is no call {sid}.", status=404, code=20404)
    data = await run_outside(outline_of, lab.recordings / "calls" / f"{sid}.wav", bins)
    return json_answer(data | {"start": await _answered_at(lab, sid)})


def _seconds(request: web.Request, name: str) -> float | None:
    text = request.query.get(name)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= _MOST_SECONDS:
        raise RequestError(f"{name} is a number of seconds, not {text[:20]!r}.", code=20001)
    return value


async def _sound_of_call(
    lab: Lab, sid: str, skip: float = 0.0, seconds: float | None = None
) -> NDArray[np.int16]:
    """The samples of a call, or of a part, shape (n, 2): inbound, outbound; RequestError 20404 when there are none."""
    if await lab.call_record(sid) is None:
        raise RequestError(f"There is no call {sid}.", status=404, code=20404)
    samples = await run_outside(_read, lab.recordings / "calls" / f"{sid}.wav", skip, seconds)
    if samples is None or samples.shape[1] != 2:
        raise RequestError(f"The lab has heard nothing of call {sid}.", status=404, code=20404)
    return samples


async def _answered_at(lab: Lab, sid: str) -> float:
    """Seconds from a call's begin to the moment its sound begins."""
    live = lab.switchboard.calls.get(sid)
    if live is not None and live.hearing is not None:
        return live.hearing.start
    for event in await lab.ledger.events(sid):
        if event["event"] == "call-status-changed" and event["status"] == "in-progress":
            return float(event["at"])
    return 0.0


def _read(path: Path, skip: float = 0.0, seconds: float | None = None) -> NDArray[np.int16] | None:
    """The samples of a WAV file, shape (n, channels), also of one that is still being written; None without.

    ``skip`` seconds are passed over, and no more than ``seconds`` are read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            channels = file.getnchannels()
        there = max(0, path.stat().st_size - HEADER) // (2 * channels)
        first = min(round(skip * RATE), there)
        many = there - first if seconds is None else min(round(seconds * RATE), there - first)
        # one copy: an hour is 115 MB
        samples = np.fromfile(path, "<i2", many * channels, offset=HEADER + 2 * channels * first)
        return samples[: len(samples) // channels * channels].reshape(-1, channels)
    except (OSError, EOFError, wave.Error):
        return None


def _wav(samples: NDArray[np.int16]) -> bytes:
    """Samples as a WAV file, 8 kHz, 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((samples.shape[1], 2, RATE, 0, "NONE", ""))
        out.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()
