"""What a verb may ask for, and what it may answer.

A verb is ``async def verb(element, ports) -> Outcome``. It asks only through these ports; it never sees a
socket, a sample, a task or another verb. Two endings are not outcomes: a party that is gone is
:class:`HungUp`, raised by whichever port call the verb is waiting in; replacement and shutdown are ordinary
cancellation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from voicelab.calls.model import Address
from voicelab.errors import Level
from voicelab.twiml.document import Element
from voicelab.verbs.plans import (
    ConferencePlan,
    EnqueuePlan,
    Heard,
    ListenPlan,
    Outcome,
    Prompt,
    Queued,
    Recording,
    RecordingPlan,
    RefuseReason,
    Ring,
    SiprecPlan,
    StreamPlan,
    TranscriptionPlan,
)
from voicelab.verbs.relay_plans import RelayEnded, RelayPlan

__all__ = [
    "Application",
    "Callee",
    "Caller",
    "Ear",
    "Keys",
    "Ports",
    "Switchboard",
    "Take",
    "Verb",
]


class Keys(Protocol):
    """The keys the party has pressed since this subscription began."""

    async def get(self) -> str:
        """The next key, waiting for it; raises HungUp when the party is gone."""
        ...


class Ear(Protocol):
    """Listening to the party until its first final result."""

    @property
    def remarks(self) -> Sequence[str]:
        """Sentences for the user."""
        ...

    async def next(self) -> Heard:
        """The next thing heard; HungUp when the party is gone."""
        ...

    def close(self) -> None:
        """Stop listening. Idempotent."""
        ...


class Take(Protocol):
    """A recording under way."""

    async def silent_for(self, seconds: float) -> None:
        """Return when the party was silent for so long; raises HungUp when the party is gone."""
        ...

    async def stop(self) -> Recording:
        """End the recording and say what became of it. Idempotent; also works after HungUp."""
        ...


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

    async def dequeue(
        self,
        name: str,
        url: str,
        method: str,
        *,
        timeout: float,
        limit: float,
        bridging: Callable[[], Awaitable[None]],
    ) -> str:
        """Wait ``timeout`` seconds for somebody in the queue, talk for ``limit``, and return the DialCallStatus.

        ``url`` is a document that the waiting party hears before the bridge; empty for none. ``bridging`` is awaited
        just before the two are joined. Raises LookupError when there is no such queue.
        """
        ...

    async def listen(self, plan: ListenPlan) -> Ear:
        """Begin to listen to what the party says; LabError when nobody here knows the language."""
        ...

    async def start_stream(self, plan: StreamPlan) -> None:
        """Start a stream beside the document; it goes on until it is stopped or the call ends.

        Raises ApplicationError for a fifth track (a call has four at most) and for a name that is taken.
        """
        ...

    async def stop_stream(self, name: str) -> bool:
        """Stop a stream that was started; false when none has this name."""
        ...

    async def connect_stream(self, plan: StreamPlan) -> str:
        """Stream both ways until the server closes; the stream's SID.

        HungUp when the party goes first; ApplicationError (319xx) when there is no connection.
        """
        ...

    async def start_transcription(self, plan: TranscriptionPlan) -> None:
        """Transcribe beside the document, until it is stopped or the call ends.

        Raises ApplicationError for a name that is taken. What a recogniser cannot do is told to the callback.
        """
        ...

    async def stop_transcription(self, name: str) -> bool:
        """Stop a transcription that was started; false when none has this name."""
        ...

    async def start_siprec(self, plan: SiprecPlan) -> str:
        """Start a Siprec session beside the document, as far as a lab can; its SID.

        Raises ApplicationError for a name that is taken.
        """
        ...

    async def stop_siprec(self, name: str) -> bool:
        """Stop a Siprec session that was started; false when none has this name."""
        ...

    async def stop_recording(self, name: str) -> bool:
        """Stop a recording that Start began; false when none has this name."""
        ...

    async def connect_relay(self, plan: RelayPlan) -> RelayEnded:
        """Converse through a ConversationRelay server until it ends; a party that goes is in the result."""
        ...

    def verb_started(self, element: Element) -> AbstractContextManager[None]:
        """Mark a nested verb (a Say inside a Gather) as running, for those who watch."""
        ...


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

    async def referred(self) -> str:
        """Return where to when its party asks for a transfer, as a SIP phone does; never when it cannot."""
        ...

    async def run(self, url: str, method: str) -> bool:
        """Run a whisper document on this leg; false when it hung up, or its party did. It may not Dial (13201)."""
        ...

    async def hang_up(self) -> None:
        """End the child call. Idempotent."""
        ...


class Switchboard(Protocol):
    """Rings other parties for a document."""

    async def ring(self, ring: Ring, begun: Callable[[str], None]) -> Callee:
        """Ring one target and return when somebody answered; ``begun`` gets the child call's SID before that.

        Raises NotAnswered when nobody will. Cancelling stops the ringing: the child call ends as
        ``canceled``. An identity on several pages rings on all of them; the first answer wins.
        """
        ...


class Application(Protocol):
    """The web application that this document came from."""

    def resolve(self, url: str) -> str:
        """Make a URL absolute against the running document; an empty one means the document itself.

        Raises ApplicationError 11100 for one that cannot be used, DocumentError 15004 for a relative one in
        a document that has no address.
        """
        ...

    def tell(self, url: str, method: str, parameters: Mapping[str, str], purpose: str) -> None:
        """Post something to ``url`` (absolute) beside the document; the answer is ignored."""
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
