"""What passes between Connect and a ConversationRelay session. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["RelayEnded", "RelayPlan", "RelayVoice"]


@dataclass(frozen=True, slots=True)
class RelayVoice:
    """Who speaks a language, and which words are likely in it."""

    provider: str = ""
    voice: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelayPlan:
    """How the conversation is held. What may interrupt is none, dtmf, speech or any."""

    url: str  # wss or ws
    tts_language: str = "en-US"
    transcription_language: str = "en-US"
    voice: RelayVoice = RelayVoice()  # of every language without one of its own
    voices: Mapping[str, RelayVoice] = field(default_factory=dict)  # by language, lower case
    parameters: Mapping[str, str] = field(default_factory=dict)
    greeting: str = ""
    greeting_interruptible: str = "any"
    interruptible: str = "any"
    report_while_speaking: str = "none"
    preemptible: bool = False
    dtmf: bool = False
    partials: bool = False
    eager: bool = True  # whether the first sound of speech interrupts, or only words that were understood
    ignore_backchannel: bool = False
    silence: float = 1.0  # seconds that end a prompt
    profanity_filter: bool = True
    partial_on_hangup: bool = False  # whether what was being said when the party went is a prompt too
    reconnect: bool = False  # whether a lost WebSocket is opened again
    filter_echo: bool = False  # whether what sounds like the agent's own words is dropped
    early: float | None = None  # after which part of the silence that ends a prompt one is sent in advance
    detect_turns: bool = False  # whether an unfinished sentence gets more time
    denoise: bool | None = None  # whether noise is filtered; None: as the recogniser needs it
    debug: frozenset[str] = frozenset()

    def voice_for(self, language: str) -> RelayVoice:
        """Who speaks this language; what it does not say is as for all."""
        own = self.voices.get(language.lower())
        if own is None:
            return self.voice
        return RelayVoice(
            own.provider or self.voice.provider, own.voice or self.voice.voice, own.hints or self.voice.hints
        )


@dataclass(frozen=True, slots=True)
class RelayEnded:
    """How a session ended: by the server's end, with the call, or because the connection was lost."""

    session_id: str
    status: Literal["ended", "completed", "failed"]
    seconds: float
    handoff_data: str = ""
    error_code: int | None = None
    error_message: str = ""
    gone: str = ""  # why the party is gone; empty: it is still there

    def form(self) -> dict[str, str]:
        """The parameters of Connect's action."""
        form = {
            "SessionId": self.session_id,
            "SessionStatus": self.status,
            "SessionDuration": str(round(self.seconds)),
        }
        if self.handoff_data:
            form["HandoffData"] = self.handoff_data
        if self.error_code is not None:
            form |= {"ErrorCode": str(self.error_code), "ErrorMessage": self.error_message}
        return form
