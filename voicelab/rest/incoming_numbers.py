"""The lab's numbers. Source: Twilio's "IncomingPhoneNumber resource", with Local, Mobile and TollFree.

Any E.164 number can be had; AreaCode takes one out of the pretend inventory. Nothing is bought, and nobody outside
this lab can call them.
"""

from __future__ import annotations

import re
from typing import Any

from voicelab.calls.model import NumberRecord, parse_address
from voicelab.clock import now
from voicelab.errors import RequestError
from voicelab.rest.available_numbers import CAPABILITIES, matching
from voicelab.rest.fields import INVALID, Fields
from voicelab.rest.inventory import COUNTRIES, kind_of
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Handler, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import formatted
from voicelab.rest.voice_settings import change_settings, settings_json

__all__ = ["ROUTES"]

_TYPES = {"Local": "local", "Mobile": "mobile", "TollFree": "toll free"}


async def create_number(ask: Ask) -> RestResponse:
    """Take a number."""
    return await _create(ask, typed=True)


async def _create(ask: Ask, *, typed: bool) -> RestResponse:
    tenant, fields = ask.tenant, ask.fields
    number = _number(tenant, fields)
    record = NumberRecord(tenant.sid, number, friendly_name=formatted(number), date_created=now())
    _change(tenant, record, fields)
    _keep(tenant, record)
    return created(_number_json(tenant, record, typed=typed))


def _number(tenant: Tenant, fields: Fields) -> str:
    """The number that is asked for, or one of the area that is."""
    text = fields.text("PhoneNumber", code=21421).strip()
    if text:
        address = parse_address(text)
        if address.kind != "number":
            raise RequestError(
                f"{text[:200]} is not a valid phone number.", code=21421, cure="Write it in E.164."
            )
        if address.value in tenant.directory.numbers:
            raise RequestError(f"{address.value} is not available: it is this account's already.", code=21422)
        return address.value
    area = str(fields.whole("AreaCode", 0, 1, 10**6, code=21451) or "")
    if not area:
        raise RequestError("PhoneNumber or AreaCode is required.", code=21421)
    for country in COUNTRIES.values():
        if found := matching(tenant, country, "Local", Fields(f"AreaCode={area}")):
            return found[0].number
    raise RequestError(f"There are no pretend numbers in the area code {area}.", code=21452)


async def list_numbers(ask: Ask) -> RestResponse:
    """The account's numbers, newest first."""
    return await _list(ask, "")


def _list_of(kind: str) -> Handler:
    async def list_kind(ask: Ask) -> RestResponse:
        return await _list(ask, kind)

    return list_kind


async def _list(ask: Ask, kind: str) -> RestResponse:
    tenant, fields = ask.tenant, ask.fields
    name, origin = fields.text("FriendlyName"), fields.text("Origin")
    pattern = _pattern(fields.text("PhoneNumber").strip())
    beta = fields.flag("Beta")
    records = [
        one
        for one in reversed(tenant.directory.numbers.values())
        if (not kind or kind_of(one.phone_number) == kind)
        and name in ("", one.friendly_name)
        and origin in ("", "twilio")
        and (pattern is None or pattern.search(one.phone_number))
        and not beta
    ]
    return page_of(
        ask,
        "incoming_phone_numbers",
        records,
        lambda one: _number_json(tenant, one, typed=not kind),
        lambda one: one.sid,
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    """PhoneNumber as a filter: digits anywhere in the number, ``*`` for any digit."""
    if not text:
        return None
    signs = [sign for sign in text if sign.isdigit() or sign in "*+"]
    return re.compile("".join(r"\d" if sign == "*" else re.escape(sign) for sign in signs))


async def fetch_number(ask: Ask) -> RestResponse:
    """One number."""
    return answer(_number_json(ask.tenant, _find(ask.tenant, ask["Sid"])))


async def update_number(ask: Ask) -> RestResponse:
    """Change where a number's calls go."""
    tenant = ask.tenant
    record = _find(tenant, ask["Sid"])
    new_owner = ask.fields.text("AccountSid").strip()
    _change(tenant, record, ask.fields)
    if new_owner not in ("", tenant.sid):
        tenant = _move(ask, record, new_owner)
    _keep(tenant, record)
    return answer(_number_json(tenant, record))


def _move(ask: Ask, record: NumberRecord, new_owner: str) -> Tenant:
    """Give the number to another account that the asker may use; applications stay where they are."""
    account = ask.tenant.accounts.find(new_owner)
    if account is None or not ask.asker.may_use(account):
        raise not_found("account", new_owner)
    there = ask.tenant.of(account)
    if record.phone_number in there.directory.numbers:
        raise RequestError(f"{record.phone_number} is a number of that account already.", code=21422)
    del ask.tenant.directory.numbers[record.phone_number]
    record.account_sid, record.voice_application_sid = account.sid, ""
    return there


async def delete_number(ask: Ask) -> RestResponse:
    """Give a number back."""
    tenant = ask.tenant
    record = _find(tenant, ask["Sid"])
    del tenant.directory.numbers[record.phone_number]
    tenant.ledger.delete(record)
    return nothing()


def _change(tenant: Tenant, record: NumberRecord, fields: Fields) -> None:
    application = record.voice_application_sid
    if fields.given("VoiceApplicationSid"):
        application = fields.text("VoiceApplicationSid").strip()
        found = tenant.directory.application(application) if application else None
        if application and (found is None or found.sid != application):
            raise RequestError(f"There is no application {application[:100]!r} in this account.", code=21420)
    if fields.text("TrunkSid").strip():
        raise RequestError("Trunks are not in this lab.", code=INVALID)
    if fields.choice("VoiceReceiveMode", ("voice", "fax"), "voice") == "fax":
        raise RequestError("This lab receives no fax.", code=INVALID)
    change_settings(record, fields)
    record.voice_application_sid = application


def _keep(tenant: Tenant, record: NumberRecord) -> None:
    tenant.directory.numbers[record.phone_number] = record
    tenant.ledger.save_number(record)


def _find(tenant: Tenant, sid: str) -> NumberRecord:
    for record in tenant.directory.numbers.values():
        if record.sid == sid:
            return record
    raise not_found("number", sid)


def _number_json(tenant: Tenant, record: NumberRecord, *, typed: bool = True) -> dict[str, Any]:
    data = settings_json(record, tenant.directory) | {
        "phone_number": record.phone_number,
        "voice_application_sid": record.voice_application_sid or None,
        "voice_receive_mode": "voice",
        "sms_application_sid": None,
        "capabilities": CAPABILITIES,
        "origin": "twilio",
        "status": "in-use",
        "beta": False,
        "address_requirements": "none",
        "address_sid": None,
        "identity_sid": None,
        "bundle_sid": None,
        "trunk_sid": None,
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "uri": tenant.uri("IncomingPhoneNumbers", record.sid),
    }
    return data | {"type": _TYPES[kind_of(record.phone_number)]} if typed else data


async def create_typed(ask: Ask) -> RestResponse:
    """Take a number of a kind; which kind it is, its digits say."""
    ask.fields.needed("PhoneNumber", code=21421)
    return await _create(ask, typed=False)


ROUTES = [
    Route("POST", "IncomingPhoneNumbers", create_number),
    Route("GET", "IncomingPhoneNumbers", list_numbers),
    *(Route("POST", f"IncomingPhoneNumbers/{kind}", create_typed) for kind in _TYPES),
    *(Route("GET", f"IncomingPhoneNumbers/{kind}", _list_of(kind)) for kind in _TYPES),
    Route("GET", "IncomingPhoneNumbers/{Sid}", fetch_number),
    Route("POST", "IncomingPhoneNumbers/{Sid}", update_number),
    Route("DELETE", "IncomingPhoneNumbers/{Sid}", delete_number),
]
