"""``call.transcript``: what the lab said, and what was said to it, each once."""

from __future__ import annotations

from voicelab.calls.events import PromptStarted, SpeechHeard
from voicelab.kernel.sound import transcript_of

SID = "CA1"


def test_what_a_scripted_caller_said_stands_once_although_a_recogniser_understood_it() -> None:
    events = [
        PromptStarted(SID, 1.0, 1, "say", "Sales or support?", 2.0),
        SpeechHeard(SID, 3.0, "Technical support.", None, True),
        SpeechHeard(SID, 5.0, "technical", 0.8, False),
        SpeechHeard(SID, 6.0, "technical support", 0.9, True),
        SpeechHeard(SID, 60.0, "technical support", 0.9, True),
    ]
    assert [(one.at, one.who, one.text) for one in transcript_of(events)] == [
        (1.0, "lab", "Sales or support?"),
        (3.0, "caller", "Technical support."),
        (60.0, "caller", "technical support"),
    ]


def test_what_was_understood_otherwise_stands_too() -> None:
    events = [SpeechHeard(SID, 3.0, "sales", None, True), SpeechHeard(SID, 4.0, "sails", 0.4, True)]
    assert [one.text for one in transcript_of(events)] == ["sales", "sails"]
