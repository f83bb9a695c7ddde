"""ConversationRelay: the messages between the lab and a server that talks in text, sans-IO.

Source: Twilio's "ConversationRelay WebSocket messages". One object a session. Text frames in give events,
methods give text frames out. :class:`Sentences` cuts a stream of tokens into what can be spoken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = [
    "ConversationRelay",
    "End",
    "Language",
    "Play",
    "RelayEvent",
    "SendDigits",
    "Sentences",
    "Text",
    "Unusable",
]

_LONGEST = 4000  # characters that may wait for the end of their sentence
_MOST_LOOPS = 1000
_SENTENCE = re.compile(r".*?[.!?…。！？:;]+[\"')\]]*(?:\s+|(?<=[。！？]))|.*?\n+", re.DOTALL)
_DIGITS = re.compile(r"[0-9*#wW]{1,200}")


@dataclass(frozen=True, slots=True)
class Text:
    """A token to speak; ``last`` ends the talk cycle. None: as the session has it."""

    token: str
    last: bool = False
    language: str = ""
    interruptible: str | None = None
    preemptible: bool | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """A sound file to play."""

    source: str
    loop: int = 1
    interruptible: str | None = None
    preemptible: bool | None = None


@dataclass(frozen=True, slots=True)
class SendDigits:
    """Keys to send to the party."""

    digits: str


@dataclass(frozen=True, slots=True)
class Language:
    """From now on speak, or understand, another language; empty: as before."""

    tts: str = ""
    transcription: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """End the session."""

    handoff_data: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A message that could not be used; the session goes on."""

    message: str


RelayEvent: TypeAlias = Text | Play | SendDigits | Language | End | Unusable


class ConversationRelay:
    """One session's half of the conversation. ``facts`` are the call's, as setup tells them."""

    def __init__(self, session_id: str, facts: Mapping[str, str], parameters: Mapping[str, str]) -> None:
        self.session_id = session_id
        self._facts = dict(facts)
        self._parameters = dict(parameters)

    # --- to the server --------------------------------------------------------------------------------------
    def setup(self) -> str:
        """The first message: whose call it is."""
        facts: dict[str, Any] = {"sessionId": self.session_id, **self._facts}
        return _message("setup", **facts, customParameters=self._parameters)

    def prompt(self, text: str, language: str, *, last: bool) -> str:
        """What the party said; ``last`` when it is the final text."""
        return _message("prompt", voicePrompt=text, lang=language, last=last)

    def dtmf(self, digit: str) -> str:
        """A key the party pressed."""
        return _message("dtmf", digit=digit)

    def interrupt(self, spoken: str, milliseconds: int) -> str:
        """The party interrupted: what had been spoken until then, and for how long."""
        return _message("interrupt", utteranceUntilInterrupt=spoken, durationUntilInterruptMs=milliseconds)

    def error(self, description: str) -> str:
        """Something is wrong with the session or with a message."""
        return _message("error", description=description)

    def info(self, name: str, value: str) -> str:
        """A debugging message."""
        return _message("info", name=name, value=value)

    # --- from the server ------------------------------------------------------------------------------------
    def receive(self, text: str) -> RelayEvent:
        """What a text frame asks for."""
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return Unusable("A message is no JSON.")
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            return Unusable("A message is no JSON object with a type.")
        try:
            return _READERS[message["type"]](message)
        except KeyError as missing:
            if missing.args == (message["type"],):
                known = ", ".join(_READERS)
                return Unusable(f"The type {message['type'][:60]!r} is none of {known}.")
            return Unusable(f"A {message['type']} message lacks {missing.args[0]}.")
        except (TypeError, ValueError) as fault:
            return Unusable(f"A {message['type']} message cannot be used: {fault}.")


def _message(kind: str, **body: Any) -> str:
    return json.dumps({"type": kind, **body}, ensure_ascii=False)


def _words(message: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = message[name] if default is None else message.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value


def _flag(message: Mapping[str, Any], name: str) -> bool | None:
    value = message.get(name)
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"{name} is neither true nor false")
    return value


def _whom(message: Mapping[str, Any]) -> str | None:
    value = message.get("interruptible")
    if isinstance(value, str) and value in ("none", "dtmf", "speech", "any"):
        return value
    flag = _flag(message, "interruptible")
    return None if flag is None else "any" if flag else "none"


def _text(message: Mapping[str, Any]) -> RelayEvent:
    return Text(
        _words(message, "token"),
        bool(_flag(message, "last")),
        _words(message, "lang", ""),
        _whom(message),
        _flag(message, "preemptible"),
    )


def _play(message: Mapping[str, Any]) -> RelayEvent:
    loop = message.get("loop", 1)
    if isinstance(loop, bool) or not isinstance(loop, int) or loop < 0:
        raise TypeError("loop is no whole number")
    loops = min(loop, _MOST_LOOPS) or _MOST_LOOPS
    return Play(_words(message, "source"), loops, _whom(message), _flag(message, "preemptible"))


def _digits(message: Mapping[str, Any]) -> RelayEvent:
    digits = _words(message, "digits")
    if not _DIGITS.fullmatch(digits):
        raise ValueError("digits are 0-9 # * and w")
    return SendDigits(digits)


def _language(message: Mapping[str, Any]) -> RelayEvent:
    return Language(_words(message, "ttsLanguage", ""), _words(message, "transcriptionLanguage", ""))


def _end(message: Mapping[str, Any]) -> RelayEvent:
    return End(_words(message, "handoffData", ""))


_READERS = {"text": _text, "play": _play, "sendDigits": _digits, "language": _language, "end": _end}


class Sentences:
    """Tokens in, sentences out as soon as each is whole, so that speech starts before the text is complete."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, token: str) -> list[str]:
        """The sentences that are whole now."""
        self._rest += token
        found: list[str] = []
        end = 0
        for match in _SENTENCE.finditer(self._rest):
            found.append(match.group())
            end = match.end()
        self._rest = self._rest[end:]
        if len(self._rest) > _LONGEST:
            found.append(self.finish())
        return [sentence.strip() for sentence in found if sentence.strip()]

    def finish(self) -> str:
        """The end of the text: what is left of it."""
        rest, self._rest = self._rest, ""
        return rest.strip()
