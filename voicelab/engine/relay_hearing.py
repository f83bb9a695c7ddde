"""What the party of a ConversationRelay says and presses: prompts, keys and interruptions for the server.

Source: Twilio's "ConversationRelay": interruptible, reportInputDuringAgentSpeech, dtmfDetection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicelab.calls.events import SpeechHeard
from voicelab.engine.relay_speaker import RelaySpeaker
from voicelab.engine.side import Side
from voicelab.engine.transcribing import TrackListener
from voicelab.errors import VoiceLabError
from voicelab.streams.conversation_relay import ConversationRelay
from voicelab.verbs.plans import Heard, ListenPlan
from voicelab.verbs.relay_plans import RelayPlan

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["RelayHearing"]

_BACKCHANNEL = frozenset(
    (
        "yes",
        "yeah",
        "yep",
        "ok",
        "okay",
        "uh-huh",
        "uhuh",
        "mhm",
        "hm",
        "hmm",
        "right",
        "sure",
        "aha",
        "i",
        "see",
    )
)


class RelayHearing:
    """Listens until cancelled; what is heard goes out through ``send``, interruptions through ``interrupt``."""

    def __init__(
        self,
        call: Call,
        side: Side,
        plan: RelayPlan,
        talk: ConversationRelay,
        speaker: RelaySpeaker,
        send: Callable[[str], None],
        interrupt: Callable[[], None],
    ) -> None:
        self._call = call
        self._side = side
        self._plan = plan
        self._talk = talk
        self._speaker = speaker
        self._send = send
        self._interrupt = interrupt
        self._language = plan.transcription_language
        self._listener: TrackListener | None = None
        self._changed = asyncio.Event()
        self._eager = plan.eager and not plan.ignore_backchannel
        self._ignored = False  # what is being said now is not reported

    def change(self, language: str) -> None:
        """From now on the party speaks another language."""
        self._language = language
        self._changed.set()
        if self._listener is not None:
            self._listener.end()

    async def run(self) -> None:
        """Listen, in one language after another; without a recogniser only keys are heard, and that is told."""
        while True:
            self._changed.clear()
            language = self._language
            plan = ListenPlan(
                language,
                self._plan.voice_for(language).hints,
                silence=self._plan.silence,
                profanity_filter=self._plan.profanity_filter,
                partials=True,
            )
            self._listener = TrackListener(self._call, self._side, plan, "inbound", self._heard)
            try:
                await self._listener.open()
                await self._listener.run()
            except VoiceLabError as error:
                self._send(self._talk.error(f"{error.message} {error.cure}".strip()))
                self._call.notify(error.code, "error", error.message, cure=error.cure)
                await self._changed.wait()

    # --- keys -----------------------------------------------------------------------------------------------
    def key(self, digit: str, via: str) -> None:
        """The party pressed a key."""
        reported = self._plan.dtmf
        if self._speaker.speaking:
            if self._speaker.may_interrupt("dtmf"):
                self._interrupt()
            else:
                reported = reported and self._plan.report_while_speaking in ("dtmf", "any")
        if reported:
            self._send(self._talk.dtmf(digit))

    # --- speech ---------------------------------------------------------------------------------------------
    def _heard(self, heard: Heard) -> None:
        if heard.kind == "began":
            self._ignored = False
            self._tell_speaker("on")
        if self._speaker.speaking and not self._ignored:
            self._while_speaking(heard)
        if heard.text and not self._call.over:
            self._call.emit(
                SpeechHeard, text=heard.text, confidence=heard.confidence, final=heard.kind == "final"
            )
        if heard.text and not self._ignored and (heard.kind == "final" or self._plan.partials):
            self._send(self._talk.prompt(heard.text, self._language, last=heard.kind == "final"))
        if heard.kind == "final":
            self._tell_speaker("off")

    def _while_speaking(self, heard: Heard) -> None:
        """Interrupt, or let the speech go on; what does not interrupt is reported only when that is wanted."""
        if not self._speaker.may_interrupt("speech"):
            self._ignored = self._plan.report_while_speaking not in ("speech", "any")
        elif heard.text or (heard.kind == "began" and self._eager):
            words = heard.text.lower().strip(".!?, ").split()
            if self._plan.ignore_backchannel and words and set(words) <= _BACKCHANNEL:
                self._ignored = heard.kind == "final"
            else:
                self._interrupt()

    def _tell_speaker(self, value: str) -> None:
        if "speaker-events" in self._plan.debug:
            self._send(self._talk.info("clientSpeaking", value))
