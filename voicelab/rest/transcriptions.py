"""Speech as text: while a call lasts (Call Transcription), and of recordings (Transcription).

Source: Twilio's "Realtime Transcription" and "Transcription" resources.
"""

from __future__ import annotations

from typing import Any

from voicelab.calls.model import TranscriptionRecord
from voicelab.clock import now
from voicelab.engine.call import Call
from voicelab.engine.caller import LegCaller
from voicelab.engine.transcribing import CallTranscription
from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer, nothing
from voicelab.rest.paging import kept_page
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import API_VERSION, date, seconds
from voicelab.verbs.plans import ListenPlan, TranscriptionPlan

__all__ = ["ROUTES"]

_TRACKS = ("inbound_track", "outbound_track", "both_tracks")
_ELSEWHERE = ("IntelligenceService", "ConversationConfiguration", "ConversationId", "ConfigurationId")
_PAUSE = 1.0  # seconds of silence that end an utterance


# --- while a call lasts -------------------------------------------------------------------------------------
async def start(ask: Ask) -> RestResponse:
    """Start telling what is said in a call."""
    tenant = ask.tenant
    plan = _plan(ask.fields)
    call = await tenant.answered_call(ask["CallSid"])
    assert call.side is not None
    await LegCaller(call, call.side).start_transcription(plan)
    return answer(_of_call(tenant, call, call.transcriptions[-1]))


async def stop(ask: Ask) -> RestResponse:
    """Stop it, by its SID or its name."""
    tenant = ask.tenant
    ask.fields.needed("Status")
    ask.fields.choice("Status", ("stopped",))
    sid = (await tenant.call_record(ask["CallSid"])).sid
    call = tenant.switchboard.calls.get(sid)
    running = reversed(call.transcriptions) if call is not None else ()
    found = next((one for one in running if ask["Sid"] in (one.sid, one.name)), None)
    if call is None or found is None:
        raise not_found("transcription", ask["Sid"])
    found.stopping.set()
    return answer(_of_call(tenant, call, found) | {"status": "stopped"})


def _plan(fields: Fields) -> TranscriptionPlan:
    for name in _ELSEWHERE:
        if fields.text(name).strip():
            raise RequestError(f"{name} is a service of Twilio's that is not in this lab.")
    hints = tuple(word for word in (part.strip() for part in fields.text("Hints").split(",")) if word)
    profanity = fields.flag("ProfanityFilter") is not False
    punctuation = fields.flag("EnableAutomaticPunctuation") is not False
    return TranscriptionPlan(
        ListenPlan(
            fields.text("LanguageCode").strip() or "en-US",
            hints,
            silence=_PAUSE,
            profanity_filter=profanity,
            partials=bool(fields.flag("PartialResults")),
        ),
        name=fields.text("Name").strip(),
        track=fields.choice("Track", _TRACKS, "both_tracks"),  # type: ignore[arg-type]
        inbound_label=fields.text("InboundTrackLabel"),
        outbound_label=fields.text("OutboundTrackLabel"),
        engine=fields.text("TranscriptionEngine").strip() or "google",
        provider={
            "speechModel": fields.text("SpeechModel").strip() or "telephony",
            "profanityFilter": str(profanity).lower(),
            "enableAutomaticPunctuation": str(punctuation).lower(),
            "hints": ",".join(hints),
        },
        status_callback=fields.address("StatusCallbackUrl"),
        status_callback_method=fields.method("StatusCallbackMethod"),
    )


def _of_call(tenant: Tenant, call: Call, one: CallTranscription) -> dict[str, Any]:
    return {
        "sid": one.sid,
        "account_sid": tenant.sid,
        "call_sid": call.sid,
        "name": one.name,
        "status": one.status,
        "date_updated": date(now()),
        "uri": tenant.uri("Calls", call.sid, "Transcriptions", one.sid),
    }


# --- of recordings ------------------------------------------------------------------------------------------
async def list_all(ask: Ask) -> RestResponse:
    """The texts of the account's recordings, newest first."""
    return await _list(ask, [])


async def list_of_recording(ask: Ask) -> RestResponse:
    """The texts of one recording."""
    recording = await ask.tenant.ledger.recording(ask["RecordingSid"])
    if recording is None or recording.account_sid != ask.tenant.sid:
        raise not_found("recording", ask["RecordingSid"])
    return await _list(ask, [("recording_sid", "=", recording.sid)])


async def _list(ask: Ask, conditions: list[Condition]) -> RestResponse:
    return await kept_page(
        ask, "transcriptions", TranscriptionRecord, conditions, lambda one: _json(ask.tenant, one)
    )


async def fetch(ask: Ask) -> RestResponse:
    """One text."""
    return answer(_json(ask.tenant, await _find(ask)))


async def delete(ask: Ask) -> RestResponse:
    """Forget a text."""
    ask.tenant.ledger.delete(await _find(ask))
    return nothing()


async def _find(ask: Ask) -> TranscriptionRecord:
    record = await ask.tenant.ledger.find(TranscriptionRecord, ask["Sid"])
    if record is None or record.account_sid != ask.tenant.sid:
        raise not_found("transcription", ask["Sid"])
    if ask.names.get("RecordingSid", record.recording_sid) != record.recording_sid:
        raise not_found("transcription", ask["Sid"])
    return record


def _json(tenant: Tenant, record: TranscriptionRecord) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "account_sid": record.account_sid,
        "recording_sid": record.recording_sid,
        "status": record.status,
        "transcription_text": record.transcription_text,
        "type": "fast",
        "duration": seconds(record.duration),
        "price": None,
        "price_unit": "USD",
        "date_created": date(record.date_created),
        "date_updated": date(record.date_updated),
        "api_version": API_VERSION,
        "uri": tenant.uri("Transcriptions", record.sid),
    }


ROUTES = [
    Route("POST", "Calls/{CallSid}/Transcriptions", start),
    Route("POST", "Calls/{CallSid}/Transcriptions/{Sid}", stop),
    Route("GET", "Transcriptions", list_all),
    Route("GET", "Transcriptions/{Sid}", fetch),
    Route("DELETE", "Transcriptions/{Sid}", delete),
    Route("GET", "Recordings/{RecordingSid}/Transcriptions", list_of_recording),
    Route("GET", "Recordings/{RecordingSid}/Transcriptions/{Sid}", fetch),
    Route("DELETE", "Recordings/{RecordingSid}/Transcriptions/{Sid}", delete),
]
