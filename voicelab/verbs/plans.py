"""What passes between a verb and its ports: outcomes, prompts, plans, and how things end.

Values only. A verb answers with an :data:`Outcome`; :class:`HungUp`, :class:`NotAnswered` and
:class:`RoomRefused` are the endings that ports raise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from voicelab.calls.model import Address

__all__ = [
    "Beep",
    "ConferencePlan",
    "Continue",
    "DetectionPlan",
    "End",
    "EnqueuePlan",
    "GoTo",
    "Heard",
    "HungUp",
    "Leave",
    "ListenPlan",
    "Media",
    "Music",
    "NotAnswered",
    "Outcome",
    "Prompt",
    "Queued",
    "Recording",
    "RecordingPlan",
    "RefuseReason",
    "Ring",
    "Ringback",
    "RoomRefused",
    "Silence",
    "SiprecPlan",
    "Speech",
    "StatusCallback",
    "StreamPlan",
    "Tones",
    "TranscriptionPlan",
]


# --- outcomes -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Continue:
    """Run the next verb."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Abandon this document and run the one at ``url`` (absolute), requested with ``parameters`` added."""

    url: str
    method: str = "POST"
    parameters: Mapping[str, str] = field(default_factory=dict)
    purpose: str = "action"


@dataclass(frozen=True, slots=True)
class End:
    """Hang up; nothing more runs."""

    reason: str = "hung up by the document"


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the queue whose wait document this is."""


Outcome: TypeAlias = Continue | GoTo | End | Leave


class HungUp(Exception):
    """The party of this leg is gone. A verb may still name its action (in :attr:`then`); the answer is ignored."""

    def __init__(self, reason: str = "the party hung up", then: GoTo | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.then = then


# --- what can be played -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Speech:
    """Words to speak. ``ssml`` is the inside of a Say: text, escaped as XML, with SSML elements."""

    ssml: str
    text: str  # the same without markup
    voice: str = "man"
    language: str = "en-US"


@dataclass(frozen=True, slots=True)
class Media:
    """A sound file at an absolute URL."""

    url: str


@dataclass(frozen=True, slots=True)
class Tones:
    """Keys played as DTMF: ``0-9 A-D * #``, ``w`` 0.5 s, ``W`` 1 s."""

    digits: str


@dataclass(frozen=True, slots=True)
class Beep:
    """The beep before a recording."""


@dataclass(frozen=True, slots=True)
class Ringback:
    """The ringing tone of a country, such as ``us`` or ``uk``, for as long as it is not stopped."""

    country: str = "us"


@dataclass(frozen=True, slots=True)
class Music:
    """The lab's music for those who wait, one round of it."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Silence of so many seconds."""

    seconds: float


Prompt: TypeAlias = Speech | Media | Tones | Beep | Ringback | Music | Silence


# --- recordings ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class RecordingPlan:
    """How to record a leg."""

    source: Literal[
        "RecordVerb", "DialVerb", "StartCallRecordingTwiML", "StartCallRecordingAPI", "OutboundAPI"
    ]
    channels: Literal[1, 2] = 1
    track: Literal["both", "inbound", "outbound"] = "both"
    trim: bool = True
    name: str = ""  # that Stop knows it by
    status_callback: str = ""  # absolute
    status_callback_method: str = "POST"
    status_callback_events: frozenset[str] = frozenset({"completed"})
    transcribe: bool = False
    transcribe_callback: str = ""  # absolute


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that is complete: what an action URL is told of it."""

    sid: str
    url: str
    duration: float


RefuseReason = Literal["rejected", "busy"]


# --- listening ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ListenPlan:
    """How to listen to a party; times in seconds."""

    language: str = "en-US"
    hints: tuple[str, ...] = ()
    silence: float = 5.0  # that ends the speech
    longest: float = 60.0  # that it may last
    profanity_filter: bool = True
    partials: bool = False
    free: bool = False  # only a recogniser of free speech will do
    again: bool = False  # one speech after another, until it is ended; else until the first final
    denoise: bool | None = None  # whether noise is filtered; None: as the recogniser needs it


@dataclass(frozen=True, slots=True)
class Heard:
    """Something heard: speech began, a partial result, or the final one (empty: not understood)."""

    kind: Literal["began", "partial", "final"]
    text: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TranscriptionPlan:
    """A live transcription: whose speech, how to listen, and where the text goes."""

    listen: ListenPlan
    name: str = ""
    track: Literal["inbound_track", "outbound_track", "both_tracks"] = "both_tracks"
    inbound_label: str = ""
    outbound_label: str = ""
    engine: str = "google"
    provider: Mapping[str, str] = field(default_factory=dict)  # the settings, as the callback repeats them
    status_callback: str = ""  # absolute
    status_callback_method: str = "POST"


# --- streams ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class StreamPlan:
    """A media stream: where to, which tracks, and whether sound comes back."""

    url: str  # wss or ws
    name: str = ""
    track: Literal["inbound_track", "outbound_track", "both_tracks"] = "inbound_track"
    parameters: Mapping[str, str] = field(default_factory=dict)
    two_way: bool = False
    encoding: Literal["audio/x-mulaw", "audio/x-alaw", "audio/x-l16"] = "audio/x-mulaw"
    rate: int = 8000  # Hz, a multiple of 8000
    status_callback: str = ""  # absolute
    status_callback_method: str = "POST"


@dataclass(frozen=True, slots=True)
class SiprecPlan:
    """A Siprec session: whose sound would be recorded, by which connector."""

    name: str = ""
    connector: str = ""
    track: Literal["inbound_track", "outbound_track", "both_tracks"] = "both_tracks"
    parameters: Mapping[str, str] = field(default_factory=dict)
    status_callback: str = ""  # absolute
    status_callback_method: str = "POST"


# --- who answered -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DetectionPlan:
    """How to find out whether a person or a machine answered; times in seconds."""

    message_end: bool = False  # wait for the end of a machine's greeting
    timeout: float = 30.0
    speech_threshold: float = 2.4
    speech_end_threshold: float = 1.2
    silence_timeout: float = 5.0
    callback: str = ""  # absolute; empty: nobody is told
    callback_method: str = "POST"
    beside: bool = True  # whether the call goes on meanwhile


# --- ringing ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class StatusCallback:
    """Where the progress of a called leg is reported, and which steps of it."""

    url: str = ""  # absolute; empty: nowhere
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring, and how."""

    to: Address
    caller_id: str
    parameters: Mapping[str, str] = field(default_factory=dict)  # custom parameters for a Client
    status_callback: StatusCallback = StatusCallback()
    timeout: float = 30.0  # seconds until nobody has answered
    send_digits: str = ""  # keys sent to the callee after it answers, before the bridge
    detection: DetectionPlan | None = None
    copy_parent_to: bool = False  # whether the child's To is that of the dialling call
    tell_caller: bool = False  # whether the caller's SDK gets each step as a message
    reason: str = ""  # why they are called, for a phone that shows it
    passport: str = ""  # a SHAKEN/STIR passport for whoever is called


class NotAnswered(Exception):
    """A called party did not answer. ``status`` is the DialCallStatus that follows from it."""

    def __init__(
        self, status: Literal["busy", "no-answer", "failed", "canceled"], call_sid: str | None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.call_sid = call_sid


# --- rooms --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ConferencePlan:
    """How a party takes part in a conference. URLs are absolute."""

    name: str
    muted: bool = False
    beep_on_enter: bool = True
    beep_on_exit: bool = True
    start_on_enter: bool = True
    end_on_exit: bool = False
    wait_url: str | None = None  # None: the lab's own music; empty: silence
    wait_method: str = "POST"
    max_participants: int = 250
    coach: str = ""  # the CallSid that alone hears this party
    label: str = ""
    region: str = ""  # where the room is said to be, if this party is the first to say
    longest_delay: float | None = None  # seconds its sound may be held to even it out; None: as ever
    record: bool = False
    trim: bool = True
    status_callback: StatusCallback = StatusCallback(events=frozenset())
    recording_status_callback: StatusCallback = StatusCallback()


@dataclass(frozen=True, slots=True)
class EnqueuePlan:
    """How a party waits in a queue. URLs are absolute."""

    name: str
    wait_url: str | None = None  # None: the lab's own music; empty: silence
    wait_method: str = "POST"
    max_size: int = 1000
    action: str = ""
    action_method: str = "POST"


@dataclass(frozen=True, slots=True)
class Queued:
    """How waiting ended: bridged, leave, hangup, queue-full or error; the queue; seconds waited."""

    result: str
    queue_sid: str
    seconds: int
    gone: bool = False  # whether the party hung up, while it waited or while it talked

    def form(self) -> dict[str, str]:
        """The parameters of Enqueue's action."""
        return {"QueueResult": self.result, "QueueSid": self.queue_sid, "QueueTime": str(self.seconds)}


class RoomRefused(Exception):
    """A conference does not take this party: it is full (16020), the label is taken (16025), ..."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
