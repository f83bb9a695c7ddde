"""What a verb may ask for, and what it may answer.

A verb is ``async def verb(element, ports) -> Outcome``. It asks only through these ports; it never sees a
socket, a sample, a task or another verb. Two endings are not outcomes: a party that is gone is
:class:`HungUp`, raised by whichever port call the verb is waiting in; replacement and shutdown are ordinary
cancellation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from voicelab.calls.model import Address
from voicelab.errors import Level
from voicelab.twiml.document import Element

__all__ = [
    "Application",
    "Beep",
    "Callee",
    "Caller",
    "ConferencePlan",
    "Continue",
    "End",
    "EnqueuePlan",
    "GoTo",
    "HungUp",
    "Keys",
    "Leave",
    "Media",
    "Music",
    "NotAnswered",
    "Outcome",
    "Ports",
    "Prompt",
    "Queued",
    "Recording",
    "RecordingPlan",
    "RefuseReason",
    "Ring",
    "Ringback",
    "RoomRefused",
    "Silence",
    "Speech",
    "StatusCallback",
    "Switchboard",
    "Take",
    "Tones",
    "Verb",
]


# --- outcomes ---------------------------------------------------------------------------------------------
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


# --- what can be played -----------------------------------------------------------------------------------
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


# --- the caller: the leg that runs this document -----------------------------------------------------------
class Keys(Protocol):
    """The keys the party has pressed since this subscription began."""

    async def get(self) -> str:
        """The next key, waiting for it; raises HungUp when the party is gone."""
        ...


@dataclass(frozen=True, slots=True)
class RecordingPlan:
    """How to record a leg."""

    source: Literal[
        "RecordVerb", "DialVerb", "StartCallRecordingTwiML", "StartCallRecordingAPI", "OutboundAPI"
    ]
    channels: Literal[1, 2] = 1
    track: Literal["both", "inbound", "outbound"] = "both"
    trim: bool = True
    status_callback: str = ""  # absolute
    status_callback_method: str = "POST"
    status_callback_events: frozenset[str] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that is complete: what an action URL is told of it."""

    sid: str
    url: str
    duration: float


class Take(Protocol):
    """A recording under way."""

    async def silent_for(self, seconds: float) -> None:
        """Return when the party was silent for so long; raises HungUp when the party is gone."""
        ...

    async def stop(self) -> Recording:
        """End the recording and say what became of it. Idempotent; also works after HungUp."""
        ...


RefuseReason = Literal["rejected", "busy"]


class Caller(Protocol):
    """The leg that runs this document. Every ``async`` call raises HungUp when its party is gone."""

    @property
    def sid(self) -> str:
        """The call's SID."""
        ...

    @property
    def address(self) -> Address:
        """The party on this leg."""
        ...

    @property
    def call_from(self) -> str:
        """The call's From, the default caller id of a Dial."""
        ...

    @property
    def answered(self) -> bool:
        """Whether the leg has been answered."""
        ...

    async def answer(self) -> None:
        """Answer the leg and wait until sound can pass. Nothing when it is answered already."""
        ...

    async def refuse(self, reason: RefuseReason) -> None:
        """Refuse a leg that is not answered yet; then no sound has passed and none will."""
        ...

    async def play(self, prompt: Prompt) -> None:
        """Play a prompt to the party and return when it has been heard; cancelling stops it at once."""
        ...

    async def prepare(self, prompts: Collection[Prompt]) -> None:
        """Fetch and synthesise these prompts now, so that none waits for it when its turn comes."""
        ...

    def keys(self) -> AbstractContextManager[Keys]:
        """Subscribe to the party's keys from here on."""
        ...

    async def echo(self) -> None:
        """Let the party hear itself until it hangs up (HungUp) or this is cancelled."""
        ...

    async def record(self, plan: RecordingPlan) -> Take:
        """Start recording this leg."""
        ...

    async def bridge(self, callee: Callee) -> None:
        """Let the two hear each other; return when the callee's party is gone.

        HungUp means that this leg's party is gone. Cancelling ends the bridge and leaves both legs up.
        """
        ...

    async def confer(self, plan: ConferencePlan) -> None:
        """Take part in a conference; return when the party has been let go or the room has ended.

        HungUp means that the party is gone. Cancelling leaves the room. Raises RoomRefused.
        """
        ...

    async def enqueue(self, plan: EnqueuePlan) -> Queued:
        """Wait in a queue; a party that goes meanwhile is the result ``hangup``, not HungUp.

        Cancelling leaves the queue.
        """
        ...

    async def dequeue(self, name: str, url: str, method: str, timeout: float) -> str | None:
        """Talk with the first in the queue and return the DialCallStatus; None when there is no such queue.

        ``url`` is a document that the waiting party hears before the bridge; empty for none.
        """
        ...

    def verb_started(self, element: Element) -> AbstractContextManager[None]:
        """Mark a nested verb (a Say inside a Gather) as running, for those who watch."""
        ...


# --- the other side of a Dial -------------------------------------------------------------------------------
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


class NotAnswered(Exception):
    """A called party did not answer. ``status`` is the DialCallStatus that follows from it."""

    def __init__(
        self, status: Literal["busy", "no-answer", "failed", "canceled"], call_sid: str | None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.call_sid = call_sid


class Callee(Protocol):
    """A called party that has answered. Its leg is this object's until it is bridged or hung up."""

    @property
    def sid(self) -> str:
        """The child call's SID."""
        ...

    @property
    def duration(self) -> float:
        """Seconds since it answered; the final figure once it is over."""
        ...

    async def run(self, url: str, method: str, allowed: Collection[str] | None) -> bool:
        """Run a whisper document on this leg; false when it hung up, or its party did.

        ``allowed`` names the verbs that may run; others are errors with the verb's own code.
        """
        ...

    async def hang_up(self) -> None:
        """End the child call. Idempotent."""
        ...


class Switchboard(Protocol):
    """Rings other parties for a document."""

    async def ring(self, ring: Ring) -> Callee:
        """Ring one target and return when somebody answered.

        Raises NotAnswered when nobody will. Cancelling stops the ringing: the child call ends as
        ``canceled``. An identity on several pages rings on all of them; the first answer wins.
        """
        ...


# --- rooms ---------------------------------------------------------------------------------------------
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


# --- the user's web application -----------------------------------------------------------------------------
class Application(Protocol):
    """The web application that this document came from."""

    def resolve(self, url: str) -> str:
        """Make a URL absolute against the running document; an empty one means the document itself.

        Raises ApplicationError 11100 for one that cannot be used, DocumentError 15004 for a relative one in
        a document that has no address.
        """
        ...

    def notify(
        self, code: int | None, level: Level, message: str, *, cure: str = "", element: Element | None = None
    ) -> None:
        """Record a notification at ``element``'s place."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one running document, handed to every verb."""

    caller: Caller
    switchboard: Switchboard
    application: Application


class Verb(Protocol):
    """The shape of every verb function."""

    async def __call__(self, element: Element, ports: Ports) -> Outcome:
        """Run the verb."""
        ...
