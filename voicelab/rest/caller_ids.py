"""Numbers of other people that were verified as caller ids. Source: Twilio's "OutgoingCallerId resource".

As on the platform the number is called, and whoever answers keys in the code that the answer to the request shows.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from voicelab.calls.events import DigitPressed
from voicelab.calls.model import CallerIdRecord, parse_address
from voicelab.clock import now
from voicelab.engine.call import Call
from voicelab.engine.directory import Entry
from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.rest.message import RestResponse, answer, nothing
from voicelab.rest.paging import kept_page
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date, formatted

__all__ = ["ROUTES"]

_FROM = "+15005550000"  # who calls
_NAME = 64  # characters
_SAY = '<Response><Say>{}</Say><Pause length="30"/></Response>'
_ASK = _SAY.format("Please enter the six digits of your validation code.")
_THANKS = "<Response><Say>Thank you. Your number is verified.</Say></Response>"


async def validate(ask: Ask) -> RestResponse:
    """Call a number and wait for the code that this answers with."""
    tenant, fields = ask.tenant, ask.fields
    address = parse_address(fields.needed("PhoneNumber", code=21401))
    if address.kind != "number":
        raise RequestError(f"{fields.text('PhoneNumber')[:200]!r} is not a valid phone number.", code=21401)
    known = await tenant.ledger.all(CallerIdRecord, tenant.sid)
    if any(one.phone_number == address.value for one in known):
        raise RequestError(f"{address.value} is verified already.", code=21450)
    name = _name(ask) or formatted(address.value)
    delay = fields.whole("CallDelay", 0, 0, 60, code=21454)
    fields.text("Extension", limit=32)
    url, method = fields.address("StatusCallback", code=21456), fields.method("StatusCallbackMethod")
    code = f"{secrets.randbelow(10**6):06d}"
    call = await tenant.switchboard.place_call(
        account_sid=tenant.sid,
        to=address,
        from_=_FROM,
        entry=Entry(twiml=f'<Response><Pause length="{delay}"/>{_ASK.removeprefix("<Response>")}'),
    )
    record = CallerIdRecord(tenant.sid, address.value, name)
    call.start_job(_verify(tenant, call, record, code, url, method), "validation")
    return answer(
        {
            "account_sid": tenant.sid,
            "call_sid": call.sid,
            "friendly_name": name,
            "phone_number": address.value,
            "validation_code": code,
        }
    )


async def _verify(
    tenant: Tenant, call: Call, record: CallerIdRecord, code: str, url: str, method: str
) -> None:
    """Wait for the code; keep the caller id when it comes, and tell how it went."""
    right = asyncio.Event()

    def listen(one: Call, event: object) -> None:
        if one is call and isinstance(event, DigitPressed):
            keys = "".join(event.digit for event in call.events if isinstance(event, DigitPressed))
            if code in keys:
                right.set()

    remove = tenant.switchboard.add_observer(listen)
    waits = [asyncio.ensure_future(right.wait()), asyncio.ensure_future(call.ended.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        remove()
        for wait in waits:
            wait.cancel()
    form = {
        "AccountSid": tenant.sid,
        "CallSid": call.sid,
        "To": record.phone_number,
        "VerificationStatus": "success" if right.is_set() else "failed",
    }
    if right.is_set():
        record.date_created = record.date_updated = now()
        tenant.ledger.save(record)
        form["OutgoingCallerIdSid"] = record.sid
        if not call.over:
            await tenant.switchboard.redirect(call.sid, Entry(twiml=_THANKS))
    if url:
        await call.application.callback(url, method, form, "validation callback")


async def list_caller_ids(ask: Ask) -> RestResponse:
    """The account's verified caller ids, newest first."""
    conditions: list[Condition] = []
    if number := ask.fields.text("PhoneNumber").strip():
        conditions.append(("phone_number", "=", str(parse_address(number))))
    if name := ask.fields.text("FriendlyName"):
        conditions.append(("friendly_name", "=", name))
    return await kept_page(
        ask, "outgoing_caller_ids", CallerIdRecord, conditions, lambda one: _json(ask.tenant, one)
    )


async def fetch_caller_id(ask: Ask) -> RestResponse:
    """One caller id."""
    return answer(_json(ask.tenant, await _find(ask)))


async def update_caller_id(ask: Ask) -> RestResponse:
    """Rename a caller id."""
    record = await _find(ask)
    record.friendly_name = _name(ask) or record.friendly_name
    record.date_updated = now()
    ask.tenant.ledger.save(record)
    return answer(_json(ask.tenant, record))


async def delete_caller_id(ask: Ask) -> RestResponse:
    """Forget a caller id."""
    ask.tenant.ledger.delete(await _find(ask))
    return nothing()


def _name(ask: Ask) -> str:
    name = ask.fields.text("FriendlyName", code=20002, limit=_NAME)
    if not name.isprintable():
        raise RequestError("FriendlyName has signs that cannot be printed.", code=20002)
    return name


async def _find(ask: Ask) -> CallerIdRecord:
    record = await ask.tenant.ledger.find(CallerIdRecord, ask["Sid"])
    if record is None or record.account_sid != ask.tenant.sid:
        raise not_found("caller id", ask["Sid"])
    return record


def _json(tenant: Tenant, record: CallerIdRecord) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "account_sid": record.account_sid,
        "friendly_name": record.friendly_name,
        "phone_number": record.phone_number,
        "date_created": date(record.date_created),
        "date_updated": date(record.date_updated),
        "uri": tenant.uri("OutgoingCallerIds", record.sid),
    }


ROUTES = [
    Route("POST", "OutgoingCallerIds", validate),
    Route("GET", "OutgoingCallerIds", list_caller_ids),
    Route("GET", "OutgoingCallerIds/{Sid}", fetch_caller_id),
    Route("POST", "OutgoingCallerIds/{Sid}", update_caller_id),
    Route("DELETE", "OutgoingCallerIds/{Sid}", delete_caller_id),
]
