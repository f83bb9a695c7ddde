"""``/lab/v1``: calls, what happened in them, and what went wrong."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from voicelab.calls.record_json import record_to_json
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials
from voicelab.server.fields import read_fields, read_party
from voicelab.server.lab import Lab

__all__ = ["call_events", "get_call", "list_calls", "list_notifications", "place_call", "update_call"]

_MOST = 10_000  # records in one answer
_WHAT_LIMIT = 64 * 1024  # characters


async def list_calls(request: web.Request) -> web.Response:
    """``GET /lab/v1/calls?limit=``: the last calls, oldest first."""
    lab = need_credentials(request)
    records = await lab.ledger.calls(lab.account_sid, limit=_limit(request))
    live = lab.switchboard.calls
    current = [live[record.sid].record if record.sid in live else record for record in records]
    return json_answer({"calls": [record_to_json(record) for record in current]})


async def get_call(request: web.Request) -> web.Response:
    """``GET /lab/v1/calls/SID``."""
    lab = need_credentials(request)
    return json_answer(await _call(lab, request.match_info["sid"]))


async def place_call(request: web.Request) -> web.Response:
    """``POST /lab/v1/calls``: ring somebody, then run something on that leg."""
    lab = need_credentials(request)
    data = await read_json(request)
    what = data.pop("what", "")
    if not isinstance(what, str) or not what.strip() or len(what) > _WHAT_LIMIT:
        raise RequestError("what is a document's name, TwiML, an address, app:NAME or a number.", code=21201)
    fields = read_fields(data, {"to": "", "from": ""})
    call = await lab.switchboard.place_call(
        account_sid=lab.account_sid,
        to=read_party(fields["to"], 'Give "to".'),
        from_=fields["from"] or lab.directory.calls_from,
        entry=lab.directory.resolve(what),
    )
    return json_answer(record_to_json(call.record), status=201)


async def update_call(request: web.Request) -> web.Response:
    """``POST /lab/v1/calls/SID``: end a live call, or let it run something else."""
    lab = need_credentials(request)
    sid = request.match_info["sid"]
    data = await read_json(request)
    what = data.pop("what", "")
    status = read_fields(data, {"status": ""})["status"]
    if await lab.call_record(sid) is None:
        raise RequestError(f"There is no call {sid}.", status=404, code=20404)
    if sid not in lab.switchboard.calls:
        raise RequestError(f"Call {sid} is over.", code=21220)
    if status in ("completed", "canceled") and not what:
        await lab.switchboard.live(sid).hang_up("ended by request", "canceled")
    elif isinstance(what, str) and what and not status and len(what) <= _WHAT_LIMIT:
        await lab.switchboard.redirect(sid, lab.directory.resolve(what))
    else:
        raise RequestError('The body is {"status": "completed"} or {"what": ...}.', code=20001)
    return json_answer(await _call(lab, sid))


async def call_events(request: web.Request) -> web.Response:
    """``GET /lab/v1/calls/SID/events``: the JSON form of :mod:`voicelab.calls.events`, in order."""
    lab = need_credentials(request)
    sid = request.match_info["sid"]
    await _call(lab, sid)
    live = lab.switchboard.calls.get(sid)
    events = [event.to_json() for event in live.events] if live else await lab.ledger.events(sid)
    return json_answer({"events": events})


async def list_notifications(request: web.Request) -> web.Response:
    """``GET /lab/v1/notifications``: what went wrong, oldest first."""
    lab = need_credentials(request)
    return json_answer(
        {"notifications": await lab.ledger.notifications(lab.account_sid, limit=_limit(request))}
    )


async def _call(lab: Lab, sid: str) -> dict[str, Any]:
    record = await lab.call_record(sid)
    if record is None:
        raise RequestError(f"There is no call {sid}.", status=404, code=20404)
    return record_to_json(record)


def _limit(request: web.Request) -> int:
    """How many records are asked for."""
    text = request.query.get("limit", "1000")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= _MOST:
        raise RequestError(f"limit is 1 to {_MOST}.", code=20001)
    return int(text)
