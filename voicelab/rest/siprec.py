"""Siprec sessions of a live call: start, stop. Source: Twilio's "Siprec resource". No SIP leaves the lab."""

from __future__ import annotations

from typing import Any

from voicelab.engine.siprec import CallSiprec, start_siprec
from voicelab.errors import ApplicationError, RequestError
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.routes import Ask, Route
from voicelab.rest.streams import TRACKS, parameters_of
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date
from voicelab.verbs.plans import SiprecPlan

__all__ = ["ROUTES"]


async def start(ask: Ask) -> RestResponse:
    """Start a session beside what the call runs; its callbacks come, its SIP does not."""
    tenant, fields = ask.tenant, ask.fields
    plan = SiprecPlan(
        fields.text("Name", limit=200).strip(),
        fields.text("ConnectorName", limit=200).strip(),
        fields.choice("Track", TRACKS, "both_tracks"),  # type: ignore[arg-type]
        parameters_of(fields),
        fields.address("StatusCallback"),
        fields.method("StatusCallbackMethod"),
    )
    call = await tenant.answered_call(ask["CallSid"])
    assert call.side is not None
    try:
        session = start_siprec(call, call.side, plan)
    except ApplicationError as error:
        raise RequestError(
            error.message, code=20409, status=409, cure="Stop it, or choose another name."
        ) from None
    call.remark("Simulated: this lab has no SIP. A Siprec session has begun for its callbacks only.")
    return answer(_session_json(tenant, session))


async def update(ask: Ask) -> RestResponse:
    """Stop a session, by its SID or its name."""
    tenant = ask.tenant
    ask.fields.needed("Status")
    ask.fields.choice("Status", ("stopped",))
    record = await tenant.call_record(ask["CallSid"])
    call = tenant.switchboard.calls.get(record.sid)
    sessions = call.siprecs if call is not None else []
    session = next((one for one in reversed(sessions) if ask["Sid"] in (one.sid, one.name)), None)
    if session is None:
        raise not_found("Siprec session", ask["Sid"])
    session.stopping.set()
    return answer(_session_json(tenant, session) | {"status": "stopped"})


def _session_json(tenant: Tenant, session: CallSiprec) -> dict[str, Any]:
    return {
        "sid": session.sid,
        "account_sid": tenant.sid,
        "call_sid": session.call.sid,
        "name": session.name,
        "status": session.status,
        "date_updated": date(session.date_updated),
        "uri": tenant.uri("Calls", session.call.sid, "Siprec", session.sid),
    }


ROUTES = [
    Route("POST", "Calls/{CallSid}/Siprec", start),
    Route("POST", "Calls/{CallSid}/Siprec/{Sid}", update),
]
