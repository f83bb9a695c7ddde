"""A ConversationRelay noun as a plan. Source: Twilio's "TwiML Voice: ConversationRelay"."""

from __future__ import annotations

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.ports import Ports
from voicelab.verbs.relay_plans import RelayPlan, RelayVoice
from voicelab.verbs.streams import socket_address

__all__ = ["relay_plan"]

_AUTO = 1.0  # seconds of silence that end a prompt when speechTimeout is auto
_AUTO_TURNS = 0.6  # the same, when the words are judged too


def relay_plan(noun: Element, ports: Ports) -> RelayPlan:
    """The session that the noun asks for; ApplicationError 64101 for an address that is none."""
    url = (noun["url"] or "").strip()
    scheme, host = socket_address(url)
    if scheme not in ("wss", "ws") or not host:
        raise ApplicationError(
            f"{url!r} is no wss:// address.", code=64101, cure="Write wss://, or ws:// in a lab."
        )
    timeout = noun["speechTimeout"]
    return RelayPlan(
        url,
        tts_language=_language(noun["ttsLanguage"], noun, ports),
        transcription_language=_language(noun["transcriptionLanguage"], noun, ports),
        voice=_voice(noun),
        voices={
            (child["code"] or "").lower(): _voice(child)
            for child in noun.children
            if child.name == "Language"
        },
        parameters={
            child["name"] or "": child["value"] or "" for child in noun.children if child.name == "Parameter"
        },
        greeting=noun["welcomeGreeting"] or "",
        greeting_interruptible=_whom(noun["welcomeGreetingInterruptible"]),
        interruptible=_whom(noun["interruptible"]),
        report_while_speaking=_whom(noun["reportInputDuringAgentSpeech"]),
        preemptible=noun["preemptible"],
        dtmf=noun["dtmfDetection"],
        partials=noun["partialPrompts"],
        eager=noun["interruptSensitivity"] == "high",
        ignore_backchannel=noun["ignoreBackchannel"],
        silence=_silence(timeout, turns=noun["turnDetection"]),
        profanity_filter=noun["profanityFilter"],
        partial_on_hangup=noun["partialPromptOnHangup"],
        reconnect=noun["applicationReconnect"],
        filter_echo=noun["echoPromptFiltering"],
        early=noun["eagerEotThreshold"],
        detect_turns=noun["turnDetection"],
        denoise=_wanted(noun["backgroundNoiseReduction"]),
        debug=frozenset(f"{noun['debug'] or ''} {noun['events'] or ''}".split()),
    )


def _silence(timeout: int | str, *, turns: bool) -> float:
    """The seconds of silence that end a prompt."""
    if not isinstance(timeout, str):
        return timeout / 1000
    return _AUTO_TURNS if turns else _AUTO


def _wanted(value: str | None) -> bool | None:
    """Whether something is asked for, in words that Twilio documents nowhere; None: nothing was said."""
    return None if value is None else value.strip().lower() not in ("", "false", "off", "none", "no", "0")


def _language(code: str | None, noun: Element, ports: Ports) -> str:
    if code is not None and code.lower() == "multi":
        ports.application.notify(
            None,
            "warning",
            "This lab does not recognise which language is spoken (multi): it takes en-US.",
            cure="Name the language.",
            element=noun,
        )
    return code if code and code.lower() != "multi" else "en-US"


def _whom(value: str) -> str:
    return {"true": "any", "false": "none"}.get(value, value)


def _voice(element: Element) -> RelayVoice:
    hints = element["hints"] or ()
    words = [word.strip() for word in hints.split(",")] if isinstance(hints, str) else list(hints)
    return RelayVoice(element["ttsProvider"] or "", element["voice"] or "", tuple(filter(None, words)))
