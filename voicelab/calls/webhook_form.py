"""Which parameters a call posts to a webhook, and when.

Source: Twilio's "TwiML for Programmable Voice: request parameters" and status callback pages.
"""

from __future__ import annotations

import math
from datetime import datetime

from voicelab.calls.model import CallRecord
from voicelab.calls.status import FINAL, CallStatus
from voicelab.clock import rfc2822

__all__ = ["call_form", "progress_form"]

_SIP: dict[CallStatus, str] = {
    "completed": "200",
    "busy": "486",
    "no-answer": "480",
    "canceled": "487",
    "failed": "404",
}
"""What a SIP phone in the place of the called party would have answered in the end."""

API_VERSION = "2010-04-01"


def call_form(record: CallRecord, status: CallStatus | None = None) -> dict[str, str]:
    """The parameters of every request that concerns the call.

    Custom parameters of the caller come first, so that none of them can stand in for one of the platform's,
    except ``To``: a browser's call carries the To that its page passed, which is empty when it passed none.
    """
    form = dict(record.parameters)
    form |= {
        "CallSid": record.sid,
        "AccountSid": record.account_sid,
        "From": record.from_,
        "To": record.to,
        "Caller": record.from_,
        "Called": record.to,
        "CallStatus": status or record.status,
        "ApiVersion": API_VERSION,
        "Direction": record.direction,
    }
    optional = {
        "ApplicationSid": record.application_sid,
        "ParentCallSid": record.parent_call_sid,
        "ForwardedFrom": record.forwarded_from,
        "CallerName": record.caller_name,
        "AnsweredBy": record.answered_by,
    }
    form |= {name: value for name, value in optional.items() if value is not None}
    return form


def progress_form(
    record: CallRecord, status: CallStatus, sequence_number: int, when: datetime
) -> dict[str, str]:
    """The parameters of a status callback for a call that has come to ``status``."""
    form = call_form(record, status)
    form |= {
        "Timestamp": rfc2822(when),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(sequence_number),
    }
    if status in FINAL:
        seconds = record.duration or 0
        form |= {"CallDuration": str(seconds), "Duration": str(math.ceil(seconds / 60))}
        if record.direction != "inbound":
            form["SipResponseCode"] = _SIP[status]
    return form
