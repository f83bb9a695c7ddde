"""One ConversationRelay session of a call: its socket, the party's words to it, its words to the party.

Source: Twilio's "TwiML Voice: ConversationRelay" and its WebSocket messages. Connect waits for it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from voicelab.calls.events import PromptStarted, StreamEnded, StreamStarted
from voicelab.calls.model import new_sid, parse_address
from voicelab.calls.signature import sign
from voicelab.clock import elapsed
from voicelab.engine.relay_hearing import RelayHearing
from voicelab.engine.relay_speaker import Line, RelaySpeaker
from voicelab.engine.relay_wire import RelayWire
from voicelab.engine.sockets import Socket, SocketFailure
from voicelab.errors import DocumentError, VoiceLabError
from voicelab.streams.conversation_relay import (
    ConversationRelay,
    End,
    Language,
    Play,
    SendDigits,
    Sentences,
    Text,
    Unusable,
)
from voicelab.verbs.plans import HungUp, Media, Prompt, Speech, Tones
from voicelab.verbs.relay_plans import RelayEnded, RelayPlan

if TYPE_CHECKING:
    from voicelab.engine.caller import LegCaller

__all__ = ["RelaySession"]

_LOST = 39001
_MOST_FAULTS = 20  # notifications about bad messages; after those only the server is told
_KINDS = {"number": "PSTN", "client": "CLIENT", "sip": "SIP"}
_PREFIXES = {"google": "Google.", "amazon": "Polly."}


class RelaySession:
    """One session. :meth:`run` is its whole life."""

    def __init__(self, caller: LegCaller, plan: RelayPlan) -> None:
        self._caller = caller
        self._call = caller.call
        self._plan = plan
        self.sid = new_sid("VX")
        self._talk = ConversationRelay(self.sid, self._facts(), plan.parameters)
        self._speaker = RelaySpeaker(
            self._play, self._length, self._agent_moved, self._line_spoken, self._line_failed
        )
        self._sentences = Sentences()
        self._hearing = RelayHearing(
            self._call, caller.side, plan, self._talk, self._speaker, self._send, self._interrupt
        )
        self._wire = RelayWire(self._connect, self._talk.setup(), self._away, again=plan.reconnect)
        self._language = plan.tts_language
        self._in_cycle = False
        self._faults = 0

    def _facts(self) -> dict[str, str]:
        record = self._call.record
        kind = parse_address(record.from_ if record.direction == "inbound" else record.to).kind
        return {
            "accountSid": record.account_sid,
            "callSid": record.sid,
            "parentCallSid": record.parent_call_sid or "",
            "from": record.from_,
            "to": record.to,
            "forwardedFrom": record.forwarded_from or "",
            "callType": _KINDS.get(kind, "PSTN"),
            "callerName": record.caller_name or "",
            "direction": "inbound" if record.direction == "inbound" else "outbound",
            "callStatus": record.status.upper(),
        }

    # --- its life -------------------------------------------------------------------------------------------
    async def run(self) -> RelayEnded:
        """Connect, greet, converse, and say how it ended; a party that goes first is in the result."""
        began = elapsed()
        plan = self._plan
        try:
            await self._caller.side.or_gone(self._wire.open())
        except SocketFailure as failure:
            return RelayEnded(self.sid, "failed", 0.0, error_code=_LOST, error_message=failure.message)
        except HungUp as gone:
            return RelayEnded(self.sid, "completed", elapsed() - began, gone=gone.reason)
        self._call.emit(StreamStarted, stream_sid=self.sid, name="ConversationRelay", url=plan.url, tracks=[])
        if plan.greeting:
            self._speak(plan.greeting, self._language, plan.greeting_interruptible, plan.preemptible)
        ended = await self._converse(began)
        self._call.emit(
            StreamEnded, stream_sid=self.sid, name="ConversationRelay", reason=f"session {ended.status}"
        )
        return ended

    async def _connect(self) -> Socket:
        url = self._plan.url
        headers = {"x-twilio-signature": sign(self._call.account.auth_token, url)}
        return await self._call.equipment.sockets.connect(url, headers)

    def _away(self) -> None:
        self._call.remark("The server closed the WebSocket; the lab connects again (applicationReconnect).")

    async def _converse(self, began: float) -> RelayEnded:
        side = self._caller.side
        assert side.leg is not None
        unlisten = side.leg.add_key_listener(self._hearing.key)
        receiving = asyncio.create_task(self._receive())
        working = [
            asyncio.create_task(self._wire.send_all()),
            asyncio.create_task(self._speaker.run()),
            asyncio.create_task(self._hearing.run()),
        ]
        try:
            ends: list[asyncio.Future[Any]] = [receiving, side.gone, *working]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            seconds = elapsed() - began
            if side.gone.done():
                return RelayEnded(self.sid, "completed", seconds, gone=side.gone.result())
            for work in working:
                if work.done():
                    work.result()  # a fault of ours, aloud
            end = receiving.result()
            if end is not None:
                return RelayEnded(self.sid, "ended", seconds, handoff_data=end.handoff_data)
            lost = "The server closed the WebSocket without an end message."
            return RelayEnded(self.sid, "failed", seconds, error_code=_LOST, error_message=lost)
        except HungUp as gone:
            return RelayEnded(self.sid, "completed", elapsed() - began, gone=gone.reason)
        finally:
            unlisten()
            for task in (receiving, *working):
                task.cancel()
            await asyncio.gather(receiving, *working, return_exceptions=True)
            self._hearing.over(hung_up=side.gone.done())
            await self._wire.close()

    def _send(self, message: str) -> None:
        self._wire.send(message)

    # --- from the server ------------------------------------------------------------------------------------
    async def _receive(self) -> End | None:
        """Do what the server says until it ends the session, or closes (None)."""
        while (text := await self._wire.receive()) is not None:
            match self._talk.receive(text):
                case Text() as token:
                    self._token(token)
                case Play() as play:
                    self._cycle_begins()
                    self._in_cycle = False
                    interruptible, preemptible = self._manners(play)
                    for _ in range(play.loop):
                        if not self._speaker.say(Line(Media(play.source), "", interruptible, preemptible)):
                            break
                case SendDigits(digits):
                    self._speaker.say(Line(Tones(digits), "", self._plan.interruptible, False))
                case Language() as language:
                    self._language = language.tts or self._language
                    if language.transcription:
                        self._hearing.change(language.transcription)
                case End() as end:
                    return end
                case Unusable(message):
                    self._fault(message)
        return None

    def _manners(self, message: Text | Play) -> tuple[str, bool]:
        """What may interrupt it, and whether the next talk cycle replaces it."""
        plan = self._plan
        preemptible = plan.preemptible if message.preemptible is None else message.preemptible
        return message.interruptible or plan.interruptible, preemptible

    def _token(self, token: Text) -> None:
        self._cycle_begins()
        manners = self._manners(token)
        language = token.language or self._language
        for sentence in self._sentences.feed(token.token):
            self._speak(sentence, language, *manners)
        if token.last:
            self._in_cycle = False
            if rest := self._sentences.finish():
                self._speak(rest, language, *manners)

    def _cycle_begins(self) -> None:
        if not self._in_cycle:
            self._in_cycle = True
            self._speaker.preempt()

    def _speak(self, words: str, language: str, interruptible: str, preemptible: bool) -> None:
        asked = self._plan.voice_for(language)
        voice = asked.voice
        if voice and "." not in voice:
            voice = _PREFIXES.get(asked.provider.lower(), "") + voice
        speech = Speech(escape(words), words, voice or "woman", language)
        if not self._speaker.say(Line(speech, words, interruptible, preemptible)):
            self._fault("More text was sent than can wait; it is thrown away.")

    def _interrupt(self) -> None:
        """Fall silent, throw away what was to be spoken, and say so."""
        self._sentences.finish()
        self._in_cycle = False
        self._send(self._talk.interrupt(*self._speaker.interrupt()))

    def _fault(self, message: str) -> None:
        self._send(self._talk.error(message))
        self._faults += 1
        if self._faults <= _MOST_FAULTS:
            self._call.notify(None, "warning", f"ConversationRelay: {message}", url=self._plan.url)

    # --- to the party ---------------------------------------------------------------------------------------
    async def _play(self, prompt: Prompt) -> None:
        try:
            await self._caller.play(prompt)
        except DocumentError as error:
            if error.code != 13511 or not isinstance(prompt, Speech):
                raise
            self._call.remark(f"{prompt.voice} is no voice of this lab: another speaks instead.")
            await self._caller.play(Speech(prompt.ssml, prompt.text, "woman", prompt.language))

    def _length(self) -> float:
        """The seconds of what is playing now."""
        started = (event for event in reversed(self._call.events) if isinstance(event, PromptStarted))
        return next((event.duration for event in started), 0.0)

    def _agent_moved(self, value: str) -> None:
        if "speaker-events" in self._plan.debug:
            self._send(self._talk.info("agentSpeaking", value))

    def _line_spoken(self, line: Line) -> None:
        if "tokens-played" in self._plan.debug and line.text:
            self._send(self._talk.info("tokensPlayed", line.text))

    def _line_failed(self, error: VoiceLabError) -> None:
        self._send(self._talk.error(error.message))
        self._call.notify(error.code, "error", error.message, cure=error.cure)
