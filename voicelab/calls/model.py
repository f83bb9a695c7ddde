"""SIDs, addresses, and the records the lab keeps of calls, recordings and exchanges.

Field names are those of Twilio's 2010-04-01 resources; dates are aware datetimes, durations seconds.
"""

from __future__ import annotations

import random
import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from voicelab.calls.status import CallStatus

__all__ = [
    "AccountRecord",
    "Address",
    "ApplicationRecord",
    "CallRecord",
    "CallerIdRecord",
    "ConferenceRecord",
    "Direction",
    "Exchange",
    "KeyRecord",
    "Kind",
    "NumberRecord",
    "QueueRecord",
    "RecordingRecord",
    "TranscriptionRecord",
    "new_sid",
    "parse_address",
    "seed_sids",
]

Direction = Literal["inbound", "outbound-api", "outbound-dial"]
Kind = Literal["client", "number", "sip", "sim", "whatsapp", "app", "unknown"]

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_NATIONAL = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")


_seeded: ContextVar[random.Random | None] = ContextVar("seeded", default=None)


def new_sid(prefix: str) -> str:
    """A new SID: two letters and 32 hexadecimal digits, such as ``CA...`` for a call."""
    source = _seeded.get()
    return prefix + (secrets.token_hex(16) if source is None else f"{source.getrandbits(128):032x}")


def seed_sids(source: random.Random | None) -> None:
    """In this context draw SIDs from ``source``, so that a test's are the same in every run; None: at random."""
    _seeded.set(source)


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody who may call or be called. ``str()`` gives the form that From and To carry."""

    kind: Kind
    value: str

    def __str__(self) -> str:
        return self.value if self.kind in ("number", "unknown") else f"{self.kind}:{self.value}"


def parse_address(text: str) -> Address:
    """Read ``client:alice``, ``sip:user@host``, an E.164 number, or a US national number.

    Punctuation in numbers is dropped and a US national form gains its ``+1``, as the platform does. What
    is none of these comes back with kind ``unknown``: whether that is an error is the caller's business.
    """
    text = text.strip()
    for kind in ("client", "sip", "sim", "whatsapp", "app"):
        if text.lower().startswith(kind + ":"):
            return Address(kind, text[len(kind) + 1 :])
    digits = re.sub(r"[\s().\-]", "", text)
    if _E164.fullmatch(digits):
        return Address("number", digits)
    if _NATIONAL.fullmatch(digits):
        return Address("number", "+1" + digits[-10:])
    return Address("unknown", text)


@dataclass(slots=True)
class CallRecord:
    """One call leg, as the Call resource shows it, and what else the lab knows of it."""

    account_sid: str
    from_: str
    to: str
    direction: Direction
    sid: str = field(default_factory=lambda: new_sid("CA"))
    status: CallStatus = "queued"
    parent_call_sid: str | None = None
    application_sid: str | None = None
    phone_number_sid: str | None = None
    forwarded_from: str | None = None
    caller_name: str | None = None
    answered_by: str | None = None
    date_created: datetime | None = None
    start_time: datetime | None = None  # when it was answered
    end_time: datetime | None = None
    duration: int | None = None  # whole seconds from answer to end
    parameters: dict[str, str] = field(default_factory=dict)  # custom parameters the caller sent

    @property
    def far_end(self) -> str:
        """Who is at the far end, as seen from the lab."""
        return self.from_ if self.direction == "inbound" else self.to


@dataclass(slots=True)
class RecordingRecord:
    """One recording, as the Recording resource shows it."""

    account_sid: str
    call_sid: str
    sid: str = field(default_factory=lambda: new_sid("RE"))
    status: Literal["in-progress", "paused", "stopped", "processing", "completed", "absent"] = "in-progress"
    source: str = "RecordVerb"
    channels: int = 1
    track: str = "both"
    start_time: datetime | None = None
    duration: float | None = None  # seconds of sound kept
    path: str | None = None  # file name within the data directory
    conference_sid: str | None = None
    error_code: int | None = None


@dataclass(slots=True)
class TranscriptionRecord:
    """The text of a recording, as the Transcription resource shows it."""

    account_sid: str
    recording_sid: str
    sid: str = field(default_factory=lambda: new_sid("TR"))
    status: Literal["in-progress", "completed", "failed"] = "in-progress"
    transcription_text: str = ""
    duration: float = 0.0  # seconds of the recording
    date_created: datetime | None = None
    date_updated: datetime | None = None


@dataclass(slots=True)
class ApplicationRecord:
    """A TwiML application: where its calls go."""

    account_sid: str
    friendly_name: str
    sid: str = field(default_factory=lambda: new_sid("AP"))
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    date_created: datetime | None = None
    date_updated: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)  # what is kept but not used, such as sms_url


@dataclass(slots=True)
class NumberRecord:
    """A pretend phone number of this lab."""

    account_sid: str
    phone_number: str
    sid: str = field(default_factory=lambda: new_sid("PN"))
    friendly_name: str = ""
    voice_application_sid: str = ""
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    date_created: datetime | None = None
    date_updated: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)  # what is kept but not used, such as sms_url


@dataclass(slots=True)
class AccountRecord:
    """A subaccount; ``account_sid`` is its owner's. Limits are 0 where there is none."""

    account_sid: str
    friendly_name: str
    auth_token: str = field(repr=False)
    sid: str = field(default_factory=lambda: new_sid("AC"))
    status: Literal["active", "suspended", "closed"] = "active"
    max_calls: int = 0
    max_calls_per_second: float = 0.0
    max_recordings: int = 0  # bytes
    date_created: datetime | None = None
    date_updated: datetime | None = None


@dataclass(slots=True)
class KeyRecord:
    """An API key."""

    account_sid: str
    friendly_name: str
    secret: str = field(repr=False)
    sid: str = field(default_factory=lambda: new_sid("SK"))
    date_created: datetime | None = None
    date_updated: datetime | None = None


@dataclass(slots=True)
class CallerIdRecord:
    """A number of somebody else's that was verified as a caller id."""

    account_sid: str
    phone_number: str
    friendly_name: str
    sid: str = field(default_factory=lambda: new_sid("PN"))
    date_created: datetime | None = None
    date_updated: datetime | None = None


@dataclass(slots=True)
class ConferenceRecord:
    """A conference, as the Conference resource shows it."""

    account_sid: str
    friendly_name: str
    sid: str = field(default_factory=lambda: new_sid("CF"))
    status: Literal["init", "in-progress", "completed"] = "init"
    reason_ended: str = ""
    call_sid_ending: str = ""
    date_created: datetime | None = None
    date_updated: datetime | None = None
    region: str = "us1"


@dataclass(slots=True)
class QueueRecord:
    """A queue's settings."""

    account_sid: str
    friendly_name: str
    sid: str = field(default_factory=lambda: new_sid("QU"))
    max_size: int = 1000
    date_created: datetime | None = None
    date_updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request the lab made to the user's application, and the answer it got."""

    method: str
    url: str
    parameters: dict[str, str]
    signature: str
    purpose: str  # "document", "action", "status callback", "recording callback", "media", ...
    started: float  # loop time, seconds
    duration: float  # seconds
    status: int | None = None  # None: no answer came
    content_type: str = ""
    body: str = ""  # the answer's text, at most 64 kB of it
    error_code: int | None = None
    attempt: int = 1
