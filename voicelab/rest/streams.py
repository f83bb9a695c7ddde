"""Media streams of a live call: start, stop. Source: Twilio's "Call Stream resource"."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from voicelab.clock import now
from voicelab.engine.call import Call
from voicelab.engine.caller import LegCaller
from voicelab.engine.streaming import CallStream
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date
from voicelab.verbs.plans import StreamPlan

__all__ = ["ROUTES", "TRACKS", "parameters_of"]

_PARAMETERS = 99
TRACKS = ("inbound_track", "outbound_track", "both_tracks")


async def start_stream(ask: Ask) -> RestResponse:
    """Start a stream beside what the call runs."""
    tenant, fields = ask.tenant, ask.fields
    plan = StreamPlan(
        _address(fields),
        name=fields.text("Name").strip(),
        track=fields.choice("Track", TRACKS, "inbound_track"),  # type: ignore[arg-type]
        parameters=parameters_of(fields),
        status_callback=fields.address("StatusCallback"),
        status_callback_method=fields.method("StatusCallbackMethod"),
    )
    call = await tenant.answered_call(ask["CallSid"])
    assert call.side is not None
    await LegCaller(call, call.side).start_stream(plan)
    return answer(_stream_json(tenant, call, call.streams[-1]))


async def update_stream(ask: Ask) -> RestResponse:
    """Stop a stream, by its SID or its name."""
    tenant = ask.tenant
    ask.fields.needed("Status")
    ask.fields.choice("Status", ("stopped",))
    sid = (await tenant.call_record(ask["CallSid"])).sid
    call = tenant.switchboard.calls.get(sid)
    stream = _find(call, ask["Sid"]) if call is not None else None
    if call is None or stream is None:
        raise not_found("stream", ask["Sid"])
    stream.stopping.set()
    return answer(_stream_json(tenant, call, stream) | {"status": "stopped"})


def _address(fields: Fields) -> str:
    url = fields.needed("Url", code=31923).strip()
    try:
        parts = urlsplit(url)
        sound = bool(parts.hostname) and url.isprintable() and len(url.split()) == 1 and parts.port != 0
    except ValueError:
        parts, sound = urlsplit(""), False
    if sound and parts.scheme not in ("wss", "ws"):
        raise RequestError(
            f"Url {url[:200]!r} is no wss:// address.", code=31922, cure="Write wss://, or ws:// in a lab."
        )
    if not sound:
        raise RequestError(f"Url {url[:200]!r} names no server.", code=31923)
    return url


def parameters_of(fields: Fields) -> dict[str, str]:
    """``Parameter1.Name`` and ``Parameter1.Value`` up to 99."""
    found: dict[str, str] = {}
    for number in range(1, _PARAMETERS + 1):
        if name := fields.text(f"Parameter{number}.Name", limit=500):
            found[name] = fields.text(f"Parameter{number}.Value", limit=500)
    return found


def _find(call: Call, sid_or_name: str) -> CallStream | None:
    """The newest stream with this SID or name."""
    return next((one for one in reversed(call.streams) if sid_or_name in (one.sid, one.name)), None)


def _stream_json(tenant: Tenant, call: Call, stream: CallStream) -> dict[str, Any]:
    return {
        "sid": stream.sid,
        "account_sid": tenant.sid,
        "call_sid": call.sid,
        "name": stream.name,
        "status": stream.status,
        "date_updated": date(now()),
        "uri": tenant.uri("Calls", call.sid, "Streams", stream.sid),
    }


ROUTES = [
    Route("POST", "Calls/{CallSid}/Streams", start_stream),
    Route("POST", "Calls/{CallSid}/Streams/{Sid}", update_stream),
]
