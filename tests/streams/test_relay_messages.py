"""ConversationRelay messages. Quoted rows: Twilio's "ConversationRelay WebSocket messages"."""

from __future__ import annotations

import json
from typing import Any

import pytest

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


def relay() -> ConversationRelay:
    return ConversationRelay("VX1", {"callSid": "CA1", "from": "+15005550001"}, {"mood": "calm"})


def read(**message: Any) -> Any:
    return relay().receive(json.dumps(message))


def test_setup_says_whose_call_it_is() -> None:
    """setup: type, sessionId `VX..`, callSid, from, ..., customParameters"""
    assert json.loads(relay().setup()) == {
        "type": "setup",
        "sessionId": "VX1",
        "callSid": "CA1",
        "from": "+15005550001",
        "customParameters": {"mood": "calm"},
    }


def test_what_the_party_does_is_told() -> None:
    """prompt: voicePrompt, lang, last; dtmf: digit; interrupt: utteranceUntilInterrupt, durationUntilInterruptMs"""
    talk = relay()
    assert json.loads(talk.prompt("hi", "en-US", last=True)) == {
        "type": "prompt",
        "voicePrompt": "hi",
        "lang": "en-US",
        "last": True,
    }
    assert json.loads(talk.dtmf("7")) == {"type": "dtmf", "digit": "7"}
    assert json.loads(talk.interrupt("Life is", 460)) == {
        "type": "interrupt",
        "utteranceUntilInterrupt": "Life is",
        "durationUntilInterruptMs": 460,
    }
    assert json.loads(talk.error("no")) == {"type": "error", "description": "no"}


def test_messages_of_the_server() -> None:
    """Text, play, sendDigits, language, end"""
    assert read(
        type="text", token="a", last=True, lang="fr-FR", interruptible=False, preemptible=True
    ) == Text("a", True, "fr-FR", "none", True)
    assert read(type="text", token="a") == Text("a")
    assert read(type="play", source="http://a.test/b.mp3", loop=0) == Play("http://a.test/b.mp3", 1000)
    assert read(type="sendDigits", digits="12w#") == SendDigits("12w#")
    assert read(type="language", ttsLanguage="sv-SE") == Language("sv-SE")
    assert read(type="end", handoffData='{"a":1}') == End('{"a":1}')
    assert read(type="end") == End("")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "{}",
        '{"type": 1}',
        '{"type": "dance"}',
        '{"type": "token"}',
        '{"type": "text"}',
        '{"type": "text", "token": 5}',
        '{"type": "text", "token": "a", "last": "perhaps"}',
        '{"type": "play", "source": "http://a.test", "loop": -1}',
        '{"type": "sendDigits", "digits": "12x"}',
        '{"type": "end", "handoffData": {"a": 1}}',
        "[" * 100_000,
    ],
)
def test_a_message_that_cannot_be_used_is_said(text: str) -> None:
    """error: description"""
    found = relay().receive(text)
    assert isinstance(found, Unusable) and found.message


def test_speech_starts_on_streamed_tokens() -> None:
    """Speech starts on streamed tokens, `last:true` closes the talk cycle"""
    sentences = Sentences()
    tokens = ["Good mor", "ning. How ", "are you", "? I am 3.5", " years old"]
    assert [sentences.feed(token) for token in tokens] == [[], ["Good morning."], [], ["How are you?"], []]
    assert sentences.finish() == "I am 3.5 years old"
    assert sentences.finish() == ""
