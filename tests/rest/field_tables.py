"""What each resource shows: names, types, and which may be null. Written from Twilio's resource pages.

A type is one of ``text``, ``whole``, ``flag``, ``date`` (RFC 2822), ``object``, ``list``, ``uri``, or a prefix of SIDs
such as ``CA``; ``?`` allows null, ``!`` lets the field be left out.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Any

__all__ = ["FIELDS", "check", "check_page"]

_DATES = {"date_created": "date?", "date_updated": "date?"}
_OWN = {"account_sid": "AC", "uri": "uri"} | _DATES
_SOUND = _OWN | {
    "sid": "RE",
    "call_sid": "CA?",
    "conference_sid": "CF?",
    "start_time": "date?",
    "duration": "text?",
    "price": "text?",
    "price_unit": "text?",
    "status": "text",
    "channels": "whole",
    "source": "text",
    "error_code": "whole?",
    "encryption_details": "object?",
    "api_version": "text",
}
_NOTICE = _OWN | {
    "sid": "NO",
    "call_sid": "CA?",
    "api_version": "text",
    "error_code": "text?",
    "log": "text",
    "message_date": "date",
    "message_text": "text",
    "more_info": "text?",
    "request_method": "text?",
    "request_url": "text",
}
_URLS = {
    "voice_url": "text?",
    "voice_method": "text",
    "voice_fallback_url": "text?",
    "voice_fallback_method": "text",
    "voice_caller_id_lookup": "flag",
    "status_callback": "text?",
    "status_callback_method": "text",
    "sms_url": "text?",
    "sms_method": "text",
    "sms_fallback_url": "text?",
    "sms_fallback_method": "text",
}
_NAMED = {"sid": "SK", "friendly_name": "text"} | _DATES
_BESIDE = {"sid": "MZ", "account_sid": "AC", "call_sid": "CA", "name": "text", "status": "text"} | {
    "date_updated": "date",
    "uri": "uri",
}

FIELDS: dict[str, dict[str, str]] = {
    "account": {
        "sid": "AC",
        "owner_account_sid": "AC",
        "auth_token": "text",
        "friendly_name": "text",
        "status": "text",
        "type": "text",
        "uri": "uri",
        "subresource_uris": "object",
    }
    | _DATES,
    "call": _OWN
    | {
        "sid": "CA",
        "parent_call_sid": "CA?",
        "to": "text",
        "to_formatted": "text",
        "from": "text",
        "from_formatted": "text",
        "phone_number_sid": "PN?",
        "status": "text",
        "start_time": "date?",
        "end_time": "date?",
        "duration": "text?",
        "price": "text?",
        "price_unit": "text?",
        "direction": "text",
        "answered_by": "text?",
        "api_version": "text",
        "forwarded_from": "text?",
        "group_sid": "GP?",
        "caller_name": "text?",
        "queue_time": "text",
        "trunk_sid": "TK?",
        "subresource_uris": "object",
    },
    "event": {"request": "object", "response": "object"},
    "notification": _NOTICE,
    "notification-instance": _NOTICE
    | {"request_variables": "text", "response_headers": "text", "response_body": "text"},
    "call_recording": _SOUND | {"track": "text"},
    "conference_recording": _SOUND,
    "recording": _SOUND | {"media_url": "text", "subresource_uris": "object"},
    "conference": _OWN
    | {
        "sid": "CF",
        "api_version": "text",
        "friendly_name": "text",
        "region": "text",
        "status": "text",
        "subresource_uris": "object",
        "reason_conference_ended": "text!",
        "call_sid_ending_conference": "CA?",
    },
    "participant": _OWN
    | {
        "call_sid": "CA",
        "conference_sid": "CF",
        "label": "text?",
        "call_sid_to_coach": "CA?",
        "coaching": "flag",
        "end_conference_on_exit": "flag",
        "muted": "flag",
        "hold": "flag",
        "start_conference_on_enter": "flag",
        "status": "text",
        "queue_time": "text",
    },
    "queue": _OWN
    | {
        "sid": "QU",
        "friendly_name": "text",
        "current_size": "whole",
        "max_size": "whole",
        "average_wait_time": "whole",
    },
    "member": {
        "call_sid": "CA",
        "queue_sid": "QU",
        "date_enqueued": "date",
        "position": "whole",
        "wait_time": "whole",
        "uri": "uri",
    },
    "application": _OWN
    | _URLS
    | {
        "sid": "AP",
        "api_version": "text",
        "friendly_name": "text",
        "message_status_callback": "text?",
        "sms_status_callback": "text?",
        "public_application_connect_enabled": "flag",
    },
    "incoming_phone_number": _OWN
    | _URLS
    | {
        "sid": "PN",
        "api_version": "text",
        "friendly_name": "text",
        "phone_number": "text",
        "origin": "text",
        "status": "text",
        "beta": "flag",
        "capabilities": "object",
        "address_requirements": "text",
        "address_sid": "AD?",
        "identity_sid": "RI?",
        "bundle_sid": "BU?",
        "trunk_sid": "TK?",
        "sms_application_sid": "AP?",
        "voice_application_sid": "AP?",
        "voice_receive_mode": "text",
        "emergency_status": "text",
        "emergency_address_sid": "AD?",
        "emergency_address_status": "text",
    },
    "available_number": {
        "friendly_name": "text",
        "phone_number": "text",
        "lata": "text?",
        "locality": "text?",
        "rate_center": "text?",
        "latitude": "number?",
        "longitude": "number?",
        "region": "text?",
        "postal_code": "text?",
        "iso_country": "text",
        "address_requirements": "text",
        "beta": "flag",
        "capabilities": "object",
    },
    "country": {
        "country_code": "text",
        "country": "text",
        "uri": "uri",
        "beta": "flag",
        "subresource_uris": "object",
    },
    "caller_id": _OWN | {"sid": "PN", "friendly_name": "text", "phone_number": "text"},
    "validation": {
        "account_sid": "AC",
        "call_sid": "CA",
        "friendly_name": "text",
        "phone_number": "text",
        "validation_code": "text",
    },
    "key": _NAMED,
    "new_key": _NAMED | {"secret": "text"},
    "token": {
        "account_sid": "AC",
        "ice_servers": "list",
        "password": "text",
        "ttl": "text",
        "username": "text",
    }
    | _DATES,
    "stream": _BESIDE,
    "siprec": _BESIDE | {"sid": "SR"},
    "payment": _OWN | {"sid": "PK", "call_sid": "CA"},
    "balance": {"account_sid": "AC", "balance": "text", "currency": "text"},
    "live_transcription": _BESIDE | {"sid": "GT"},
    "transcription": _OWN
    | {
        "sid": "TR",
        "recording_sid": "RE",
        "status": "text",
        "transcription_text": "text",
        "type": "text",
        "duration": "text",
        "price": "number?",
        "price_unit": "text",
        "api_version": "text",
    },
    "message": {"account_sid": "AC", "call_sid": "CA", "sid": "KX", "date_created": "date"},
    "subscription": {
        "account_sid": "AC",
        "call_sid": "CA",
        "sid": "ZY",
        "date_created": "date",
        "uri": "uri",
    },
}
"""The fields of each resource; a resource shows all of them and no others."""

FIELDS["number"] = FIELDS["incoming_phone_number"] | {"type": "text"}  # Local and its like do without

_TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "whole": int,
    "flag": bool,
    "object": dict,
    "list": list,
    "number": (int, float),
}


def check(resource: str, data: dict[str, Any]) -> dict[str, Any]:
    """``data`` itself, once it is sure to be a ``resource`` as it should be."""
    fields = FIELDS[resource]
    optional = {name for name, kind in fields.items() if kind.endswith("!")}
    assert set(data) | optional == set(fields), f"{resource}: {set(data) ^ set(fields)}"
    for name, value in data.items():
        kind = fields[name].rstrip("!")
        if kind.endswith("?") and value is None:
            continue
        assert _is(kind.rstrip("?"), value), f"{resource}.{name} is no {kind}: {value!r}"
    return data


def _is(kind: str, value: Any) -> bool:
    if kind in _TYPES:
        return isinstance(value, _TYPES[kind]) and (kind == "flag" or not isinstance(value, bool))
    if not isinstance(value, str):
        return False
    if kind == "date":
        return value.endswith(" +0000") and parsedate_to_datetime(value) is not None
    if kind == "uri":
        return bool(re.fullmatch(r"/2010-04-01/Accounts/AC[0-9a-f]{32}(/[^?]+)?\.json", value))
    return bool(re.fullmatch(f"{kind}[0-9a-f]{{32}}", value))


def check_page(key: str, resource: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of a page, once it is sure to be one."""
    assert set(data) == {key, "page", "page_size", "start", "end"} | {
        f"{which}uri" for which in ("", "first_page_", "next_page_", "previous_page_")
    }
    for which in ("uri", "first_page_uri", "next_page_uri", "previous_page_uri"):
        assert data[which] is None or data[which].startswith("/2010-04-01/Accounts"), data[which]
    return [check(resource, item) for item in data[key]]
