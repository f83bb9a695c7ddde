"""What a lab that is up for weeks keeps, and what it forgets: queues, and what a page may add to one call."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import DigitPressed, Notified
from voicelab.engine import call as call_room
from voicelab.engine import queues
from voicelab.testing import TestLab

CALLER = "+15005550001"


def queue_of(voicelab: TestLab, name: str) -> str:
    return next(str(one.sid) for one in voicelab.twilio.queues.list() if one.friendly_name == name)


def test_queues_that_documents_made_are_forgotten_when_there_are_many(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document may name a queue for each call; those that somebody made over REST stay, and those somebody is in."""
    monkeypatch.setattr(queues, "_MOST", 20)
    kept = voicelab.twilio.queues.create("kept")
    waiting = voicelab.dial("<Response><Enqueue waitUrl=''>busy</Enqueue></Response>", from_=CALLER)
    waiting.waits(1)
    early = "<Response><Enqueue waitUrl=''>early</Enqueue></Response>"
    first = voicelab.dial(early)
    first.waits(1)
    first.hangs_up()
    agent = voicelab.dial("<Response><Dial timeout='600'><Queue>early</Queue></Dial></Response>")
    agent.waits(1)
    for number in range(60):
        caller = voicelab.dial(f"<Response><Enqueue waitUrl=''>of call {number}</Enqueue></Response>")
        caller.waits(1)
        caller.hangs_up()
        caller.ended("completed")
    names = [queue.friendly_name for queue in voicelab.twilio.queues.list()]
    assert len(names) <= 20 and {"kept", "busy", "early", "of call 59"} <= set(names)
    assert "of call 0" not in names and voicelab.twilio.queues(kept.sid).fetch().friendly_name == "kept"
    late = voicelab.dial(early)
    late.waits(2)  # the agent has taken it
    agent.hangs_up()
    assert late.ended("completed")
    assert voicelab.twilio.queues(queue_of(voicelab, "early")).fetch().current_size == 0


def test_keys_without_end_are_heard_and_not_all_kept(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_room, "_MOST_KEYS", 10)
    call = voicelab.dial("<Response><Gather numDigits='30'><Say>Keys, please.</Say></Gather></Response>")
    call.presses("1" * 29)
    call.presses("2")
    seen: list[Any] = [event for event in call.events if isinstance(event, DigitPressed)]
    assert len(seen) == 10
    told = [event for event in call.events if isinstance(event, Notified) and "10 keys" in event.message]
    assert len(told) == 1 and told[0].level == "warning"
    assert call.requests[-1].parameters["Digits"] == "1" * 29 + "2"  # the verb heard every one
