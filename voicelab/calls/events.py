"""Every fact of a call that can be seen, as a frozen dataclass with one JSON form.

The JSON form is the fields plus ``event``, the class name in kebab case. ``at`` is seconds since the call
began; ``call_sid`` says which call. The observer's pictures, the ledger, the tests and ``voicelab call``
all read these and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from voicelab.errors import Level

__all__ = [
    "BridgeEnded",
    "BridgeStarted",
    "CallCreated",
    "CallEnded",
    "CallStatusChanged",
    "ConferenceJoined",
    "ConferenceLeft",
    "DigitPressed",
    "DocumentStarted",
    "Event",
    "MessageReceived",
    "Notified",
    "PromptEnded",
    "PromptStarted",
    "QualitySampled",
    "RecordingEnded",
    "RecordingStarted",
    "SpeechHeard",
    "StreamEnded",
    "StreamStarted",
    "VerbEnded",
    "VerbStarted",
    "WebhookAnswered",
    "WebhookStarted",
    "event_from_json",
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a call."""

    registry: ClassVar[dict[str, type[Event]]] = {}

    call_sid: str
    at: float

    def __init_subclass__(cls) -> None:
        Event.registry[cls.event_name()] = cls

    @classmethod
    def event_name(cls) -> str:
        """The event's name in JSON: ``VerbStarted`` is ``verb-started``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def to_json(self) -> dict[str, Any]:
        """The event as a JSON object."""
        return {"event": self.event_name(), **asdict(self)}


def event_from_json(data: dict[str, Any]) -> Event:
    """The event that ``to_json`` wrote; KeyError for a name nobody knows."""
    fields = dict(data)
    return Event.registry[fields.pop("event")](**fields)


@dataclass(frozen=True, slots=True)
class CallCreated(Event):
    """A call leg came to be. ``time`` is its date in ISO 8601."""

    account_sid: str
    from_: str
    to: str
    direction: str
    status: str
    parent_call_sid: str | None
    time: str


@dataclass(frozen=True, slots=True)
class CallStatusChanged(Event):
    """The call moved to ``status``."""

    status: str


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """The call is over. ``reason`` says in words who ended it and why."""

    status: str
    duration: float
    reason: str


@dataclass(frozen=True, slots=True)
class WebhookStarted(Event):
    """A request went to the application. ``exchange`` numbers the exchanges of a call from 1."""

    exchange: int
    method: str
    url: str
    purpose: str
    parameters: dict[str, str]
    signature: str


@dataclass(frozen=True, slots=True)
class WebhookAnswered(Event):
    """The application answered, or did not (``status`` None, ``error_code`` says why)."""

    exchange: int
    status: int | None
    duration: float
    content_type: str
    body: str
    error_code: int | None


@dataclass(frozen=True, slots=True)
class DocumentStarted(Event):
    """A document began to run. ``document`` numbers the documents of a call from 1."""

    document: int
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class VerbStarted(Event):
    """A verb began. ``verb_id`` is unique in the call; ``parent_id`` is set for verbs nested in another."""

    verb_id: int
    verb: str
    attributes: dict[str, str]
    text: str
    line: int
    column: int
    document: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class VerbEnded(Event):
    """A verb ended. ``outcome`` is in words: ``continue``, ``go to URL``, ``end``, ``hung up``, ``replaced``."""

    verb_id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class PromptStarted(Event):
    """Sound began to play to the party. ``kind`` is say, play, tones, beep, ringback or silence."""

    prompt_id: int
    kind: str
    text: str
    duration: float


@dataclass(frozen=True, slots=True)
class PromptEnded(Event):
    """The sound ended; ``complete`` is false when something stopped it."""

    prompt_id: int
    complete: bool


@dataclass(frozen=True, slots=True)
class DigitPressed(Event):
    """The party pressed a key. ``via`` is rtp, signaling or audio."""

    digit: str
    via: str


@dataclass(frozen=True, slots=True)
class SpeechHeard(Event):
    """The party said something that was understood."""

    text: str
    confidence: float | None
    final: bool


@dataclass(frozen=True, slots=True)
class RecordingStarted(Event):
    """A recording began."""

    recording_sid: str
    source: str
    channels: int


@dataclass(frozen=True, slots=True)
class RecordingEnded(Event):
    """A recording is complete; ``duration`` in seconds."""

    recording_sid: str
    duration: float
    status: str


@dataclass(frozen=True, slots=True)
class BridgeStarted(Event):
    """This party and ``other_sid``'s hear each other from now on."""

    other_sid: str


@dataclass(frozen=True, slots=True)
class BridgeEnded(Event):
    """They no longer do."""

    other_sid: str


@dataclass(frozen=True, slots=True)
class ConferenceJoined(Event):
    """The party is in a conference; it may still be waiting for it to start."""

    conference_sid: str
    name: str


@dataclass(frozen=True, slots=True)
class ConferenceLeft(Event):
    """The party is no longer in the conference; ``reason`` in Twilio's words."""

    conference_sid: str
    reason: str


@dataclass(frozen=True, slots=True)
class StreamStarted(Event):
    """A media stream is connected. ``tracks`` are inbound and outbound."""

    stream_sid: str
    name: str
    url: str
    tracks: list[str]


@dataclass(frozen=True, slots=True)
class StreamEnded(Event):
    """A media stream ended; ``reason`` in words."""

    stream_sid: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A user-defined message came from or went to the SDK."""

    direction: str
    content: Any
    message_type: str


@dataclass(frozen=True, slots=True)
class QualitySampled(Event):
    """What the SDK or the leg measured: round trip and jitter in ms, loss in percent, MOS."""

    rtt: float | None
    jitter: float | None
    loss: float | None
    mos: float | None


@dataclass(frozen=True, slots=True)
class Notified(Event):
    """A notification: what went wrong, with Twilio's code, its place in the document, and the cure."""

    code: int | None
    level: Level
    message: str
    cure: str = ""
    line: int | None = None
    column: int | None = None
    document: int | None = None
    url: str = ""
