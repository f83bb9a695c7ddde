"""What the party of a ConversationRelay says and presses: prompts, keys and interruptions for the server.

Source: Twilio's "ConversationRelay": interruptible, reportInputDuringAgentSpeech, dtmfDetection,
partialPromptOnHangup, echoPromptFiltering, turnDetection, eagerEotThreshold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from voicelab.calls.events import SpeechHeard
from voicelab.engine.echoes import is_echo
from voicelab.engine.relay_speaker import RelaySpeaker
from voicelab.engine.side import Side
from voicelab.engine.transcribing import TrackListener
from voicelab.engine.turns import THINKING, unfinished
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
        self._eager = plan.eager and not plan.ignore_backchannel and not plan.filter_echo
        self._ignored = False  # what is being said now is not reported
        self._during = False  # what is being said now began while the agent was speaking
        self._partial = ""  # what is being said now, as far as it is understood
        self._held = ""  # what was said, and seems to be no whole sentence
        self._thinking: asyncio.TimerHandle | None = None
        self._early: asyncio.TimerHandle | None = None  # until what is understood so far is told in advance

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
                denoise=self._plan.denoise,
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
            self._during = self._speaker.speaking
            self._wait_no_longer()
            self._tell_early("")
            self._tell_speaker("on")
        if self._is_echo(heard):
            self._partial = ""
            self._tell_early("")
            if heard.kind == "final":
                self._turn("")
                self._tell_speaker("off")
            return
        if self._speaker.speaking and not self._ignored:
            self._while_speaking(heard)
        if heard.text and not self._call.over:
            self._call.emit(
                SpeechHeard, text=heard.text, confidence=heard.confidence, final=heard.kind == "final"
            )
        text = "" if self._ignored else heard.text
        self._partial = text if heard.kind == "partial" else ""
        self._tell_early(self._partial)
        if heard.kind == "final":
            self._turn(text)
            self._tell_speaker("off")
        elif text and self._plan.partials:
            self._prompt(f"{self._held} {text}".strip(), last=False)

    def _is_echo(self, heard: Heard) -> bool:
        return self._plan.filter_echo and self._during and is_echo(heard.text, self._speaker.recent)

    def _tell_early(self, text: str) -> None:
        """Tell ``text`` when its speaker has been silent for a part of what ends a turn; it is not the last word."""
        if self._early is not None:
            self._early.cancel()
            self._early = None
        part = self._plan.early
        if part is not None and text:
            words = f"{self._held} {text}".strip()
            self._early = asyncio.get_running_loop().call_later(
                part * self._plan.silence, lambda: self._prompt(words, last=False)
            )

    # --- turns ----------------------------------------------------------------------------------------------
    def _turn(self, text: str) -> None:
        """Somebody fell silent: tell what was said, unless more is to be expected."""
        self._wait_no_longer()
        self._held = f"{self._held} {text}".strip()
        if self._plan.detect_turns and text and unfinished(text, self._language):
            self._thinking = asyncio.get_running_loop().call_later(THINKING, self._tell_held)
        else:
            self._tell_held()

    def _tell_held(self) -> None:
        text, self._held = self._held, ""
        if text:
            self._prompt(text, last=True)

    def _wait_no_longer(self) -> None:
        if self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None

    def _prompt(self, text: str, *, last: bool) -> None:
        self._send(self._talk.prompt(text, self._language, last=last))

    def over(self, *, hung_up: bool) -> None:
        """The session is over; who hung up in the middle of a sentence is still told, if that is wanted."""
        self._wait_no_longer()
        self._tell_early("")
        if hung_up:
            if self._plan.partial_on_hangup:
                self._held = f"{self._held} {self._partial}".strip()
            self._tell_held()

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
