"""Which envelopes an observer is sent: each frame once, and nothing is looked at that is over."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from voicelab.server.envelopes import Envelopes


def heard(sid: str, frames: int) -> Any:
    """A live call with so many frames of sound."""
    hearing = SimpleNamespace(
        inbound=bytearray([255] * frames), outbound=bytearray(frames), start=1.0, rate=50
    )
    return SimpleNamespace(sid=sid, hearing=hearing, ended=asyncio.Event())


def test_each_frame_is_sent_once_and_the_past_only_when_it_is_wanted() -> None:
    envelopes, one, two = Envelopes(), heard("CA1", 10), heard("CA2", 10)
    calls = {"CA1": one, "CA2": two}
    envelopes.follow(one, past=True)
    envelopes.follow(two)
    (news,) = envelopes.news(calls)
    assert (news["call_sid"], news["at"], news["rate"]) == ("CA1", 1.0, 50)
    assert news["inbound"] == [1.0] * 10 and news["outbound"] == [0.0] * 10
    two.hearing.inbound.append(0)
    two.hearing.outbound.append(255)
    (news,) = envelopes.news(calls)
    assert (news["call_sid"], news["at"], news["inbound"]) == ("CA2", 1.2, [0.0])
    assert not list(envelopes.news(calls))


def test_between_two_messages_only_a_long_past_is_sent() -> None:
    """Who wants several beats of sound at a time is not kept waiting for an hour of it."""
    envelopes, call = Envelopes(), heard("CA1", 4000)
    envelopes.follow(call, past=True)
    call.ended.set()
    assert [len(each["inbound"]) for each in envelopes.news({"CA1": call}, long=True)] == [3000]
    assert not list(envelopes.news({"CA1": call}, long=True)) and len(envelopes) == 1
    assert [len(each["inbound"]) for each in envelopes.news({"CA1": call})] == [1000]
    assert not list(envelopes.news({"CA1": call}, long=True)) and not len(envelopes)


def test_a_call_is_followed_to_its_end_and_no_longer() -> None:
    """A lab that has been up for a week has a thousand past calls at hand, sixteen times a second."""
    envelopes, calls = Envelopes(), {f"CA{number}": heard(f"CA{number}", 4000) for number in range(3)}
    for call in calls.values():
        envelopes.follow(call, past=True)
        call.ended.set()
    assert [len(each["inbound"]) for each in envelopes.news(calls)] == [3000] * 3
    assert [len(each["inbound"]) for each in envelopes.news(calls)] == [1000] * 3
    assert not list(envelopes.news(calls)) and not len(envelopes)
    envelopes.follow(calls["CA1"])
    assert not list(envelopes.news({})) and not len(envelopes)  # forgotten by the lab


def test_a_call_that_is_not_answered_yet_is_followed() -> None:
    envelopes, call = Envelopes(), heard("CA1", 0)
    sound, call.hearing = call.hearing, None
    envelopes.follow(call)
    assert not list(envelopes.news({"CA1": call})) and len(envelopes) == 1
    call.hearing = sound
    sound.inbound.append(1)
    sound.outbound.append(1)
    assert len(list(envelopes.news({"CA1": call}))) == 1
