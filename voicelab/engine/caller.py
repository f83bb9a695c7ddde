"""The leg that runs a document, as verbs see it: the Caller port over a call and one of its sides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from voicelab.calls.events import (
    BridgeEnded,
    BridgeStarted,
    PromptEnded,
    PromptStarted,
    VerbEnded,
    VerbStarted,
)
from voicelab.calls.model import Address, parse_address
from voicelab.engine.bridge import joined
from voicelab.engine.callee import EngineCallee
from voicelab.engine.listening import CallEar, LegKeys
from voicelab.engine.prompts import Prompts, kind_of, text_of
from voicelab.engine.recordings import EngineTake, start_recording
from voicelab.engine.relaying import RelaySession
from voicelab.engine.side import Side
from voicelab.engine.siprec import start_siprec
from voicelab.engine.streaming import CallStream
from voicelab.engine.transcribing import CallTranscription
from voicelab.errors import ApplicationError, PeerError
from voicelab.media.frames import Sound
from voicelab.media.leg import Leg
from voicelab.twiml.document import Element
from voicelab.verbs.plans import (
    ConferencePlan,
    EnqueuePlan,
    HungUp,
    ListenPlan,
    Media,
    Prompt,
    Queued,
    RecordingPlan,
    RefuseReason,
    Ringback,
    Silence,
    SiprecPlan,
    Speech,
    StreamPlan,
    Tones,
    TranscriptionPlan,
)
from voicelab.verbs.ports import Callee
from voicelab.verbs.relay_plans import RelayEnded, RelayPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Hearers", "LegCaller"]

_MOST_TRACKS = 4  # of streams, on one call


class Hearers(Protocol):
    """Who hears a document that is not run for one party: those in a conference."""

    @property
    def rendered(self) -> bool:
        """Whether they hear samples."""
        ...

    async def play(self, sound: Sound) -> None:
        """Let them hear ``sound``."""
        ...

    async def press(self, digits: str) -> None:
        """Press keys at them."""
        ...


class LegCaller:
    """The Caller port. ``call`` gives the identity, ``side`` the party that hears the document, or ``hearers``."""

    def __init__(self, call: Call, side: Side, hearers: Hearers | None = None) -> None:
        self.call = call
        self.side = side
        self._hearers = hearers
        self.verb_id: int | None = None
        self._prompts = Prompts(call)

    @property
    def sid(self) -> str:
        """The call's SID."""
        return self.call.sid

    @property
    def address(self) -> Address:
        """The party on this leg."""
        record = self.call.record
        return parse_address(record.from_ if record.direction == "inbound" else record.to)

    @property
    def call_from(self) -> str:
        """The call's From."""
        return self.call.record.from_

    @property
    def answered(self) -> bool:
        """Whether sound can pass."""
        return self.side.leg is not None or self._hearers is not None

    @property
    def _leg(self) -> Leg:
        if self.side.leg is None:
            raise PeerError("Sound was asked for before the call was answered.")
        return self.side.leg

    async def answer(self) -> None:
        """Answer the party, when it is not answered yet."""
        if self.answered:
            return
        assert self.side.incoming is not None
        leg = await self.side.or_gone(self.side.incoming.answer())
        if self.side is self.call.side:
            self.call.attach(leg)
        else:
            self.side.attach(leg)

    async def refuse(self, reason: RefuseReason) -> None:
        """Refuse a party that is not answered; one that is answered is hung up when the document ends."""
        if self.side.leg is None:
            assert self.side.incoming is not None
            await self.side.incoming.refuse(reason)
            await self.call.finish(
                f"refused by the document: {reason}", "busy" if reason == "busy" else "no-answer"
            )

    async def play(self, prompt: Prompt) -> None:
        """Play a prompt and return when it has been heard."""
        if not self.answered and isinstance(prompt, Silence):
            await self.side.or_gone(asyncio.sleep(prompt.seconds))  # a Pause before the call is answered
            return
        leg = self._hearers or self._leg
        if isinstance(prompt, Tones):
            with self._told(prompt, 0.0) as told:
                await self.side.or_gone(leg.press(prompt.digits))
                told.append(True)
            return
        sound = await self.side.or_gone(self._prompts.render(prompt, rendered=leg.rendered))
        with self._told(prompt, sound.duration) as told:
            await self.side.or_gone(leg.play(sound))
            while isinstance(prompt, Ringback):
                await self.side.or_gone(leg.play(sound))
            told.append(True)

    @contextmanager
    def _told(self, prompt: Prompt, duration: float) -> Iterator[list[bool]]:
        call = self.call
        call.prompts += 1
        number = call.prompts
        call.emit(
            PromptStarted,
            prompt_id=number,
            kind=kind_of(prompt),
            text=text_of(prompt),
            duration=round(duration, 3),
        )
        complete: list[bool] = []
        try:
            yield complete
        finally:
            call.emit(PromptEnded, prompt_id=number, complete=bool(complete))

    async def prepare(self, prompts: Collection[Prompt]) -> None:
        """Make these prompts now; what goes wrong is told when each one's turn comes."""
        rendered = (self._hearers or self._leg).rendered
        wanted = {prompt for prompt in prompts if isinstance(prompt, Speech | Media)}
        if wanted:
            await self.side.or_gone(_settle(self._prompts, wanted, rendered))

    @contextmanager
    def keys(self) -> Iterator[LegKeys]:
        """Subscribe to the party's keys."""
        keys = LegKeys(self.side)
        remove = self._leg.add_key_listener(keys.put) if self.side.leg is not None else lambda: None
        try:
            yield keys
        finally:
            remove()

    async def echo(self) -> None:
        """Let the party hear itself until it hangs up."""
        leg = self._leg
        leg.hear(leg)
        try:
            raise HungUp(await asyncio.shield(self.side.gone))
        finally:
            leg.hear(None)

    async def record(self, plan: RecordingPlan) -> EngineTake:
        """Start recording this leg."""
        return await start_recording(self.call, self.side, plan)

    async def bridge(self, callee: Callee) -> None:
        """Let the two hear each other; return when the callee is gone, HungUp when this party is."""
        assert isinstance(callee, EngineCallee)
        other = callee.call
        self.call.emit(BridgeStarted, other_sid=other.sid)
        other.emit(BridgeStarted, other_sid=self.sid)
        try:
            with other.holding():
                async with joined(self._leg, callee.leg):
                    await self.side.or_gone(callee.gone())
        finally:
            self.call.emit(BridgeEnded, other_sid=other.sid)
            other.emit(BridgeEnded, other_sid=self.sid)

    async def confer(self, plan: ConferencePlan) -> None:
        """Take part in a conference until it lets the party go."""
        await self.call.rooms.conferences.take_part(self.call, self.side, plan)

    async def enqueue(self, plan: EnqueuePlan) -> Queued:
        """Wait in a queue."""
        return await self.call.rooms.queues.wait(self.call, self.side, plan)

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
        """Talk with the first in the queue."""
        queue = self.call.rooms.queues.find(self.call.account.sid, name)
        if queue is None:
            raise LookupError(name)
        return await queue.talk(
            self.call, self.side, url, method, timeout=timeout, limit=limit, bridging=bridging
        )

    async def listen(self, plan: ListenPlan) -> CallEar:
        """Begin to listen to what the party says."""
        return CallEar(self.call, self.side, await self.call.listen(self._leg, plan, "inbound"))

    async def start_stream(self, plan: StreamPlan) -> None:
        """Start a stream beside the document."""
        running = [stream for stream in self.call.streams if stream.status == "in-progress"]
        if sum(_tracks(stream.plan) for stream in running) + _tracks(plan) > _MOST_TRACKS:
            raise ApplicationError(f"A call has {_MOST_TRACKS} stream tracks at most.", code=31960)
        if plan.name and any(stream.name == plan.name for stream in running):
            raise ApplicationError(f"A stream named {plan.name} is running already.", code=31940)
        stream = CallStream(self.call, self.side, plan)
        self.call.streams.append(stream)
        self.call.start_job(_to_its_end(stream), "stream")

    async def stop_stream(self, name: str) -> bool:
        """Stop a stream by name."""
        for stream in self.call.streams:
            if stream.name == name and stream.status == "in-progress":
                stream.stopping.set()
                return True
        return False

    async def connect_stream(self, plan: StreamPlan) -> str:
        """Stream both ways until the server closes."""
        stream = CallStream(self.call, self.side, plan)
        self.call.streams.append(stream)
        await self.side.or_gone(stream.run())
        return stream.sid

    async def connect_relay(self, plan: RelayPlan) -> RelayEnded:
        """Converse through a ConversationRelay server until it ends."""
        return await RelaySession(self, plan).run()

    async def start_transcription(self, plan: TranscriptionPlan) -> None:
        """Transcribe beside the document."""
        running = [one for one in self.call.transcriptions if one.status == "in-progress"]
        if plan.name and any(one.name == plan.name for one in running):
            raise ApplicationError(f"A transcription named {plan.name} is running already.", code=14300)
        transcription = CallTranscription(self.call, self.side, plan)
        self.call.transcriptions.append(transcription)
        self.call.start_job(transcription.run(), "transcription")

    async def stop_transcription(self, name: str) -> bool:
        """Stop a transcription by name."""
        for one in self.call.transcriptions:
            if one.name == name and one.status == "in-progress":
                one.stopping.set()
                return True
        return False

    async def start_siprec(self, plan: SiprecPlan) -> str:
        """Start a Siprec session beside the document."""
        return start_siprec(self.call, self.side, plan).sid

    async def stop_siprec(self, name: str) -> bool:
        """Stop a Siprec session by name."""
        for one in self.call.siprecs:
            if one.name == name and one.status == "in-progress":
                one.stopping.set()
                return True
        return False

    async def stop_recording(self, name: str) -> bool:
        """Stop a recording by name."""
        for take in self.call.takes:
            if name and take.name == name:
                await take.stop()
                return True
        return False

    @contextmanager
    def verb_started(self, element: Element) -> Iterator[None]:
        """Mark a nested verb as running."""
        outer = self.verb_id
        number = self.begin(element, outer)
        try:
            yield
        except asyncio.CancelledError:
            self.call.emit(VerbEnded, verb_id=number, outcome="stopped")
            raise
        except HungUp:
            self.call.emit(VerbEnded, verb_id=number, outcome="hung up")
            raise
        else:
            self.call.emit(VerbEnded, verb_id=number, outcome="continue")

    def begin(self, element: Element, parent: int | None) -> int:
        """Say that a verb begins, and number it."""
        call = self.call
        call.verbs += 1
        call.emit(
            VerbStarted,
            verb_id=call.verbs,
            verb=element.name,
            attributes=dict(element.attributes),
            text=" ".join(element.plain_text.split())[:500],
            line=element.place.line,
            column=element.place.column,
            document=call.documents,
            parent_id=parent,
        )
        return call.verbs


def _tracks(plan: StreamPlan) -> int:
    return 2 if plan.track == "both_tracks" else 1


async def _to_its_end(stream: CallStream) -> None:
    await stream.run()


async def _settle(prompts: Prompts, wanted: Collection[Prompt], rendered: bool) -> None:
    work = [prompts.render(prompt, rendered=rendered) for prompt in wanted]
    await asyncio.gather(*work, return_exceptions=True)
