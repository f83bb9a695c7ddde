"""What a call is to do, read from the parameters of Calls and Participants.

Source: Twilio's "Calls resource: create a call" and "update a call".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from voicelab.engine.call import Call
from voicelab.engine.directory import Directory, Entry
from voicelab.engine.switchboard import Outbound
from voicelab.errors import RequestError
from voicelab.rest.fields import INVALID, Fields
from voicelab.verbs.plans import DetectionPlan, RecordingPlan

__all__ = [
    "PROGRESS",
    "Told",
    "entry_of",
    "outbound_of",
    "progress_events",
    "recording_plan",
    "refuse_what_is_absent",
    "with_progress",
]

PROGRESS = ("initiated", "ringing", "answered", "completed")
_RECORDING_EVENTS = ("in-progress", "completed", "absent", "failed")
_TWIML = 4000  # characters
_DIGITS = re.compile(r"[0-9A-Da-d#*wW]{1,32}")


@dataclass
class Told:
    """Warnings that belong to the call that is about to be made: code and words."""

    warnings: list[tuple[int, str]] = field(default_factory=list)

    def about(self, call: Call) -> None:
        """Note them on the call."""
        for code, words in self.warnings:
            call.notify(code, "warning", words)


def entry_of(fields: Fields, directory: Directory, told: Told) -> Entry | None:
    """What the call runs: Url goes before Twiml before ApplicationSid; None when none is given."""
    url = fields.address("Url", code=21205)
    twiml = fields.text("Twiml", code=32018, limit=_TWIML) if fields.given("Twiml") else ""
    application_sid = fields.text("ApplicationSid").strip()
    method = fields.method("Method", code=21209)
    fallback = fields.address("FallbackUrl", code=21205)
    fallback_method = fields.method("FallbackMethod", code=21209)
    if url and (twiml or application_sid):
        told.warnings.append((32019, "Url was given together with Twiml or ApplicationSid: Url counts."))
    if url or twiml:
        return Entry(
            url=url,
            method=method,
            twiml=None if url else twiml,
            fallback_url=fallback,
            fallback_method=fallback_method,
        )
    if not application_sid:
        return None
    application = directory.application(application_sid) if application_sid.startswith("AP") else None
    if application is None:
        raise RequestError(f"There is no application {application_sid[:100]!r} in this account.", code=21218)
    return directory.entry_of_application(application)


def with_progress(entry: Entry, fields: Fields, told: Told) -> Entry:
    """The entry with the status callback that the parameters ask for, in place of its own."""
    url = fields.address("StatusCallback", code=21205)
    method = fields.method("StatusCallbackMethod", code=21209)
    if not url:
        return entry
    return replace(
        entry,
        status_callback=url,
        status_callback_method=method,
        status_callback_events=progress_events(fields, told),
    )


def progress_events(fields: Fields, told: Told) -> frozenset[str]:
    """The steps of the call that StatusCallbackEvent names; unknown ones are told and left out."""
    words = fields.many("StatusCallbackEvent")
    unknown = [word for word in words if word not in PROGRESS]
    if unknown:
        told.warnings.append(
            (21626, f"StatusCallbackEvent knows {', '.join(PROGRESS)}, not {', '.join(unknown)[:200]}.")
        )
    return frozenset(word for word in words if word in PROGRESS) or frozenset({"completed"})


def outbound_of(fields: Fields, *, record: RecordingPlan | None) -> Outbound:
    """How the call is placed."""
    digits = fields.text("SendDigits", code=21206).strip()
    if digits and not _DIGITS.fullmatch(digits):
        raise RequestError(
            f"SendDigits {digits[:100]!r} has other signs than 0-9 A-D # * w W, or more than 32.", code=21206
        )
    return Outbound(
        timeout=min(600, fields.whole("Timeout", 60, 1, 10**6, code=21208)),
        time_limit=fields.whole("TimeLimit", 14_400, 1, 86_400),
        send_digits=_keys(digits),
        record=record,
        detection=_detection(fields),
    )


def _detection(fields: Fields) -> DetectionPlan | None:
    """Answering machine detection. A participant of a conference never waits for it (AmdStatusCallback)."""
    how = fields.choice(
        "MachineDetection", ("Enable", "DetectMessageEnd", "none", "None"), "none", code=21263
    )

    def limit(name: str, default: int, low: int, high: int) -> float:
        return fields.whole(f"MachineDetection{name}", default, low, high, code=21263)

    plan = DetectionPlan(
        how == "DetectMessageEnd",
        timeout=limit("Timeout", 30, 3, 60),
        speech_threshold=limit("SpeechThreshold", 2400, 1000, 6000) / 1000,
        speech_end_threshold=limit("SpeechEndThreshold", 1200, 500, 5000) / 1000,
        silence_timeout=limit("SilenceTimeout", 5000, 2000, 10_000) / 1000,
        callback=fields.address("AsyncAmdStatusCallback", code=21262)
        or fields.address("AmdStatusCallback", code=21262),
        callback_method=fields.method("AsyncAmdStatusCallbackMethod")
        if fields.given("AsyncAmdStatusCallback")
        else fields.method("AmdStatusCallbackMethod"),
        beside=bool(fields.flag("AsyncAmd")) or fields.given("AmdStatusCallback"),
    )
    return plan if how.lower() != "none" else None


def _keys(digits: str) -> str:
    """The keys with A to D in capitals; w and W stay two lengths of wait."""
    return "".join(key.upper() if key in "abcd" else key for key in digits)


def recording_plan(fields: Fields, source: str, *, trim: bool) -> RecordingPlan:
    """A recording, as RecordingChannels, RecordingTrack, Trim and RecordingStatusCallback describe it.

    ``trim`` is what counts when Trim is not given.
    """
    channels = fields.choice("RecordingChannels", ("mono", "dual"), "mono")
    default = "trim-silence" if trim else "do-not-trim"
    return RecordingPlan(
        source,  # type: ignore[arg-type]
        channels=2 if channels == "dual" else 1,
        track=fields.choice("RecordingTrack", ("inbound", "outbound", "both"), "both"),  # type: ignore[arg-type]
        trim=fields.choice("Trim", ("trim-silence", "do-not-trim"), default) == "trim-silence",
        status_callback=fields.address("RecordingStatusCallback", code=21205),
        status_callback_method=fields.method("RecordingStatusCallbackMethod", code=21209),
        status_callback_events=fields.words(
            "RecordingStatusCallbackEvent", _RECORDING_EVENTS, ("completed",)
        ),
    )


def refuse_what_is_absent(fields: Fields) -> None:
    """RequestError for what a call may ask of Twilio and this lab cannot do."""
    if fields.text("Byoc").strip():
        raise RequestError("Trunks (Byoc) are not in this lab.", code=INVALID)
