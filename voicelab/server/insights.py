"""``/v4/EndpointMetrics`` and ``/v4/EndpointEvents``: what an SDK measures and warns of, kept with its call.

A page may report on its own calls only: the token in ``X-Twilio-Token`` says whose it is.
"""

from __future__ import annotations

from aiohttp import web

from voicelab.calls.credentials import Identity
from voicelab.calls.events import QualitySampled
from voicelab.engine.call import Call
from voicelab.errors import RequestError
from voicelab.server.answers import read_json
from voicelab.server.fields import read_figure
from voicelab.server.lab import LAB, Lab

__all__ = ["take_events", "take_metrics"]

_MOST_SAMPLES = 100  # in one report
_MOST_OF_A_CALL = 20_000  # five hours of one a second
_MOST_WARNINGS = 50  # of one call
_WARNINGS = {
    "high-rtt": "The page measures a long round trip (over 400 ms).",
    "high-jitter": "The page measures much jitter (over 30 ms).",
    "high-packet-loss": "The page loses packets (over 1 %).",
    "high-packets-lost-fraction": "The page loses packets (over 3 %).",
    "low-mos": "The page rates the sound as poor (MOS under 3.5).",
    "ice-connectivity-lost": "The page lost the media connection.",
    "low-bytes-received": "The page receives no sound.",
    "low-bytes-sent": "The page sends no sound.",
    "constant-audio-input-level": "The page's microphone gives a constant level: muted, or the wrong device?",
    "constant-audio-output-level": "The page hears a constant level.",
}


async def take_metrics(request: web.Request) -> web.Response:
    """Samples of a call's quality: round trip and jitter in ms, loss in percent, MOS."""
    lab, identity = _who(request)
    samples = (await read_json(request)).get("payload")
    if not isinstance(samples, list) or len(samples) > _MOST_SAMPLES:
        raise RequestError(f"payload is a list of at most {_MOST_SAMPLES} samples.", code=20001)
    for sample in samples:
        call = _call(lab, identity, sample)
        if call is not None and call.admit("quality samples", _MOST_OF_A_CALL):
            call.emit(
                QualitySampled,
                rtt=read_figure(sample.get("rtt")),
                jitter=read_figure(sample.get("jitter")),
                loss=read_figure(sample.get("packets_lost_fraction")),
                mos=read_figure(sample.get("mos")),
            )
    return web.json_response({})


async def take_events(request: web.Request) -> web.Response:
    """Warnings become notifications; everything else is taken and let go."""
    lab, identity = _who(request)
    report = await read_json(request)
    call = _call(lab, identity, report.get("payload"))
    name = report.get("name")
    if (
        call is not None
        and report.get("group") in ("network-quality-warning-raised", "audio-level-warning-raised")
        and isinstance(name, str)
        and name in _WARNINGS
        and sum(event.event_name() == "notified" for event in call.events) < _MOST_WARNINGS
    ):
        call.notify(None, "warning", _WARNINGS[name])
    return web.json_response({})


def _who(request: web.Request) -> tuple[Lab, Identity]:
    """The lab, and whose token the report has; PeerError for a token that is not good."""
    lab = request.app[LAB]
    return lab.holder(request.headers.get("X-Twilio-Token", ""))


def _call(lab: Lab, identity: Identity, data: object) -> Call | None:
    """The call that a report is about, if it is one of the token's holder."""
    sid = data.get("call_sid") if isinstance(data, dict) else None
    call = lab.switchboard.calls.get(sid) if isinstance(sid, str) else None
    own = f"client:{identity.identity}"
    if call is None or call.account is not lab.account:
        return None
    if not identity.identity or own not in (call.record.from_, call.record.to):
        return None
    return call
