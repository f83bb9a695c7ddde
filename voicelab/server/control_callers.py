"""``/lab/v1``: scripted callers, typed speech and keys: what a party says when it has no microphone."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from xml.sax.saxutils import escape

from aiohttp import web

from voicelab.calls.events import SpeechHeard
from voicelab.calls.model import parse_address
from voicelab.calls.record_json import record_to_json
from voicelab.engine.call import Call
from voicelab.errors import RequestError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import Sound
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials
from voicelab.server.fields import read_fields
from voicelab.server.lab import LAB, Lab
from voicelab.server.scripted import ScriptedLine

__all__ = ["dial", "hang_up", "press", "say"]

_TEXT_LIMIT = 2000  # characters of a typed line
_DIGITS_LIMIT = 200
_MOMENT = 2.0  # seconds: between the answer that a phone has and the media that the lab has


async def dial(request: web.Request) -> web.Response:
    """``POST /lab/v1/callers``: a scripted caller dials; the call, status 201."""
    lab = need_credentials(request)
    fields = read_fields(await read_json(request), {"from": "", "to": ""})
    caller = parse_address(fields["from"] or "client:caller")
    line = ScriptedLine(lab.tick)
    call = await lab.switchboard.open_call(
        line,
        account_sid=lab.account_sid,
        from_=str(caller) if caller.kind != "unknown" else f"client:{caller.value}",
        to=fields["to"],
        entry=lab.directory.dialled(fields["to"]),
    )
    return json_answer(record_to_json(call.record), status=201)


async def say(request: web.Request) -> web.Response:
    """``POST /lab/v1/calls/SID/say``: the party says ``text``, in the lab's voice; answered when it is said."""
    lab = _lab_of_party(request)
    fields = read_fields(await read_json(request), {"text": "", "voice": "", "language": "en-US"})
    text = fields["text"].strip()
    if not 0 < len(text) <= _TEXT_LIMIT:
        raise RequestError(f"text has 1 to {_TEXT_LIMIT} characters.", code=20001)
    call, leg = await _talking(lab, request)
    spoken = await call.equipment.voice.speak(
        escape(text), text, fields["voice"] or "woman", fields["language"], render=True
    )
    call.emit(SpeechHeard, text=text, confidence=None, final=True)
    assert call.side is not None
    await call.side.or_gone(leg.say(Sound(spoken.duration, spoken.samples)))
    return json_answer({"seconds": round(spoken.duration, 3)})


async def press(request: web.Request) -> web.Response:
    """``POST /lab/v1/calls/SID/press``: the party presses keys; ``w`` waits half a second."""
    lab = _lab_of_party(request)
    digits = read_fields(await read_json(request), {"digits": ""})["digits"]
    if not 0 < len(digits) <= _DIGITS_LIMIT or set(digits) - set("0123456789*#ABCDwW"):
        raise RequestError("digits are 0-9, *, #, A-D, and w for half a second.", code=21206)
    call, leg = await _talking(lab, request)
    assert call.side is not None
    for digit in digits:
        if digit in "wW":
            await call.side.or_gone(asyncio.sleep(0.5 if digit == "w" else 1.0))
        else:
            leg.pressed(digit, "signaling")
            await call.side.or_gone(asyncio.sleep(0.2))  # a finger is not faster
    return json_answer({"digits": digits})


async def hang_up(request: web.Request) -> web.Response:
    """``POST /lab/v1/calls/SID/hang-up``: the party hangs up; also what a page says that goes away in mid-call."""
    lab = _lab_of_party(request)
    call = _live(lab, request)
    await call.hang_up("the party hung up")
    return json_answer(record_to_json(call.record))


def _lab_of_party(request: web.Request) -> Lab:
    """The lab, for a request with its credentials, or with a phone's own token for a call of that phone.

    A page has no credentials, but speaks for its party: who called in an inbound call, who was called in others.
    RequestError 20404 for the calls of others, PeerError for a token that is not good.
    """
    token = request.headers.get("X-Twilio-Token")
    if not token:
        return need_credentials(request)
    lab, identity = request.app[LAB].holder(token)
    call = _live(lab, request)
    party = call.record.from_ if call.record.direction == "inbound" else call.record.to
    if identity.kind == "observe" or not identity.identity or party != identity.address:
        raise RequestError(f"The token's holder has no call {call.sid}.", status=404, code=20404)
    return lab


def _live(lab: Lab, request: web.Request) -> Call:
    """A live call of the account."""
    call = lab.switchboard.live(request.match_info["sid"])
    if call.account is not lab.account:
        raise RequestError(f"There is no call {call.sid}.", status=404, code=20404)
    return call


async def _talking(lab: Lab, request: web.Request) -> tuple[Call, AudioLeg]:
    """The call and its sound. A party knows that it is answered a moment before the lab has its media."""
    call = _live(lab, request)
    if call.side is not None:
        with suppress(TimeoutError):
            await call.side.or_gone(asyncio.wait_for(call.side.attached.wait(), _MOMENT))
    leg = call.side.leg if call.side is not None else None
    if not isinstance(leg, AudioLeg):
        raise RequestError(f"Call {call.sid} is not answered yet.", code=21220)
    return call, leg
