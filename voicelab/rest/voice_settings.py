"""Where the calls of an application or a number go: the settings that both resources have in common.

What this lab keeps but does not use (everything about text messages) is in the record's ``extra``.
"""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import ApplicationRecord, NumberRecord
from voicelab.clock import now
from voicelab.engine.directory import Directory
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields
from voicelab.rest.values import API_VERSION, date

__all__ = ["change_settings", "settings_json"]

_ADDRESSES = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}
_METHODS = {
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
}
_KEPT_ADDRESSES = {"SmsUrl": "sms_url", "SmsFallbackUrl": "sms_fallback_url"}
_KEPT_METHODS = {"SmsMethod": "sms_method", "SmsFallbackMethod": "sms_fallback_method"}
_NAME = 64  # characters


def change_settings(record: ApplicationRecord | NumberRecord, fields: Fields) -> None:
    """Set what is given, all or nothing; RequestError 21402, 21403 or 20002 for what cannot be."""
    values: dict[str, str] = {}
    extra = dict(record.extra)
    for name, place in _ADDRESSES.items():
        if fields.given(name):
            values[place] = fields.address(name)
    for name, place in _METHODS.items():
        if fields.given(name):
            values[place] = fields.method(name)
    for name, place in _KEPT_ADDRESSES.items():
        if fields.given(name):
            extra[place] = fields.address(name)
    for name, place in _KEPT_METHODS.items():
        if fields.given(name):
            extra[place] = fields.method(name)
    if (lookup := fields.flag("VoiceCallerIdLookup")) is not None:
        extra["voice_caller_id_lookup"] = "true" if lookup else ""
    if fields.text("FriendlyName", code=20002).strip():
        name = fields.text("FriendlyName", code=20002, limit=_NAME)
        if not name.isprintable():
            raise RequestError("FriendlyName has signs that cannot be printed.", code=20002)
        values["friendly_name"] = name
    for place, value in values.items():
        setattr(record, place, value)
    record.extra = extra
    record.date_updated = now()


def settings_json(record: ApplicationRecord | NumberRecord, directory: Directory) -> dict[str, Any]:
    """The settings as both resources show them; a voice URL that is a document's name is shown whole."""
    extra = record.extra
    return {
        "sid": record.sid,
        "account_sid": record.account_sid,
        "friendly_name": record.friendly_name,
        "voice_url": directory.voice_url(record.voice_url) or None,
        "voice_method": record.voice_method,
        "voice_fallback_url": directory.voice_url(record.voice_fallback_url) or None,
        "voice_fallback_method": record.voice_fallback_method,
        "voice_caller_id_lookup": bool(extra.get("voice_caller_id_lookup")),
        "status_callback": directory.voice_url(record.status_callback) or None,
        "status_callback_method": record.status_callback_method,
        "sms_url": extra.get("sms_url") or None,
        "sms_method": extra.get("sms_method", "POST"),
        "sms_fallback_url": extra.get("sms_fallback_url") or None,
        "sms_fallback_method": extra.get("sms_fallback_method", "POST"),
        "date_created": date(record.date_created),
        "date_updated": date(record.date_updated or record.date_created),
        "api_version": API_VERSION,
    }
