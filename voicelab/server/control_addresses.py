"""``/lab/v1``: TwiML applications and pretend phone numbers."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from voicelab import clock
from voicelab.calls.model import ApplicationRecord, NumberRecord, parse_address
from voicelab.calls.record_json import record_to_json
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials
from voicelab.server.fields import need_room, read_fields
from voicelab.server.lab import Lab

__all__ = ["list_applications", "list_numbers", "put_application", "put_number"]

_VOICE = (
    "voice_url",
    "voice_method",
    "voice_fallback_url",
    "voice_fallback_method",
    "status_callback",
    "status_callback_method",
)
_NAME_LIMIT = 64  # characters, as a FriendlyName has


async def list_applications(request: web.Request) -> web.Response:
    """``GET /lab/v1/applications``: oldest first."""
    lab = need_credentials(request)
    records = lab.directory.applications.values()
    return json_answer({"applications": [record_to_json(record) for record in records]})


async def put_application(request: web.Request) -> web.Response:
    """``PUT /lab/v1/applications/NAME``: make the application of that name, or change what is given."""
    lab = need_credentials(request)
    name = request.match_info["name"]
    if not 1 <= len(name) <= _NAME_LIMIT or not name.isprintable():
        raise RequestError(f"An application's name has 1 to {_NAME_LIMIT} characters.", code=20002)
    known = [one for one in lab.directory.applications.values() if one.friendly_name == name]
    record = known[0] if known else ApplicationRecord(lab.account_sid, name, date_created=clock.now())
    await _change(request, record, _VOICE)
    need_room(lab.directory.applications, record.sid, "applications")
    lab.directory.applications[record.sid] = record
    lab.ledger.save_application(record)
    return json_answer(record_to_json(record))


async def list_numbers(request: web.Request) -> web.Response:
    """``GET /lab/v1/numbers``: oldest first."""
    lab = need_credentials(request)
    return json_answer({"numbers": [record_to_json(record) for record in lab.directory.numbers.values()]})


async def put_number(request: web.Request) -> web.Response:
    """``PUT /lab/v1/numbers/+E164``: make the number, or change what is given."""
    lab = need_credentials(request)
    address = parse_address(request.match_info["number"])
    if address.kind != "number":
        raise RequestError(
            f"{request.match_info['number']!r} is no phone number.",
            code=21421,
            cure="Write it in E.164, such as +15005550006.",
        )
    number = address.value
    record = lab.directory.numbers.get(number) or NumberRecord(
        lab.account_sid, number, friendly_name=number, date_created=clock.now()
    )
    data = await _change(request, record, (*_VOICE, "voice_application_sid"))
    if data["voice_application_sid"]:
        record.voice_application_sid = _application_sid(lab, data["voice_application_sid"])
    need_room(lab.directory.numbers, number, "numbers")
    lab.directory.numbers[number] = record
    lab.ledger.save_number(record)
    return json_answer(record_to_json(record))


async def _change(
    request: web.Request, record: ApplicationRecord | NumberRecord, names: tuple[str, ...]
) -> dict[str, Any]:
    """Check the request's fields and set those that are given; returns all of them."""
    given = await read_json(request)
    data = read_fields(given, dict.fromkeys(names, ""))
    for name in given:
        value = data[name]
        if name.endswith("_method"):
            value = (value or "POST").upper()
            if value not in ("GET", "POST"):
                raise RequestError(f"{name} is GET or POST.", code=21403)
        elif "://" in value and not value.startswith(("http://", "https://")):
            raise RequestError(f"{name} {value[:200]!r} is no http or https address.", code=21402)
        data[name] = value
    for name in given:
        setattr(record, name, data[name])
    record.date_updated = clock.now()
    return data


def _application_sid(lab: Lab, text: str) -> str:
    """The SID of the application that a SID or a name means."""
    application = lab.directory.application(text)
    if application is None:
        raise RequestError(f"There is no application {text} in this lab.", code=21218)
    return application.sid
