"""Keys that the lab sends to a called party, proved by their tones at its ear, and by a Gather that collects them.

Quoted rows: Twilio's "TwiML Voice: Number", sendDigits, and the Call resource, SendDigits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tone_voices import Voices, loudness

from voicelab.calls.events import BridgeStarted
from voicelab.media.frames import RATE
from voicelab.testing import TestLab

proves = pytest.mark.proves
LOW, HIGH = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
PAD = ("123A", "456B", "789C", "*0#D")
SALES, MENU = "+15005550010", "+15005550011"
KEY, GAP = 0.16, 0.08  # seconds that a key sounds, and is silent after it
STEP = RATE // 100


def keys_in(samples: np.ndarray[Any, np.dtype[np.int16]]) -> list[tuple[str, float, float]]:
    """The keys whose two tones sound in the samples: key, begin, length in seconds."""
    found: list[tuple[str, float, float]] = []
    window = 4 * STEP
    for start in range(0, len(samples) - window, STEP):
        piece = samples[start : start + window]
        low = max(LOW, key=lambda tone: loudness(piece, tone))
        high = max(HIGH, key=lambda tone: loudness(piece, tone))
        if min(loudness(piece, low), loudness(piece, high)) < 3000:
            continue
        key, at = PAD[LOW.index(low)][HIGH.index(high)], (start + window / 2) / RATE
        if found and found[-1][0] == key and at - (found[-1][1] + found[-1][2]) < 0.03:
            found[-1] = (key, found[-1][1], at - found[-1][1])
        else:
            found.append((key, at, 0.0))
    return found


@proves("Number", "sendDigits")
@pytest.mark.parametrize("digits", ["1590#", "w7", "W7", "wW4wW2w*"])
def test_the_callee_hears_the_tones_with_the_waits_between(voicelab: TestLab, digits: str) -> None:
    """SendDigits 0-9 # * w W: each key's two tones, w half a second, W a second; the caller hears none of it"""
    voices = Voices(voicelab)
    callee = voicelab.callee(SALES, answers_after=1)
    call = voicelab.dial(f'<Response><Dial><Number sendDigits="{digits}">{SALES}</Number></Dial></Response>')
    voices.add("alice", call, tone=False)
    while not callee.calls or not callee.calls[0].on_line.is_set():
        voicelab.waits(0.02)
    voices.add("bob", callee.calls[0], tone=False)
    voicelab.waits(8)
    heard = keys_in(voices.since("bob", 0))
    expected, at = [], 0.0
    for sign in digits:
        if sign in "wW":
            at += {"w": 0.5, "W": 1.0}[sign]
        else:
            expected.append((sign, at))
            at += KEY + GAP
    assert [key for key, _, _ in heard] == [key for key, _ in expected]
    first = heard[0][1] - expected[0][1]
    assert abs(first) < 0.1  # it begins when the callee has answered
    for (_, begin, length), (_, due) in zip(heard, expected, strict=True):
        assert begin - first == pytest.approx(due, abs=0.03) and length == pytest.approx(KEY, abs=0.05)
    assert not keys_in(voices.since("alice", 0))
    bridged = next(event.at for event in call.events if isinstance(event, BridgeStarted))
    assert bridged >= 1 + at
    assert callee.calls[0].keys == "".join(key for key, _ in expected)


def test_the_tones_of_a_call_by_the_api(voicelab: TestLab) -> None:
    """REST SendDigits: after the answer, before the document"""
    voices = Voices(voicelab)
    callee = voicelab.callee(SALES, answers_after=1)
    hello = voicelab.document("hello", "<Response><Say>Hello.</Say><Pause length='9'/></Response>")
    voicelab.twilio.calls.create(to=SALES, from_="+15005550006", url=hello, send_digits="ww12#")
    while not callee.calls or not callee.calls[0].on_line.is_set():
        voicelab.waits(0.02)
    voices.add("bob", callee.calls[0], tone=False)
    voicelab.waits(6)
    heard = keys_in(voices.since("bob", 0))
    assert [key for key, _, _ in heard] == ["1", "2", "#"]
    assert heard[0][1] == pytest.approx(1.0, abs=0.1)
    assert heard[1][1] - heard[0][1] == pytest.approx(KEY + GAP, abs=0.03)
    assert callee.calls[0].heard[0].text == "Hello."


@proves("Play", "digits")
def test_the_keys_of_a_play_are_heard_by_the_caller(voicelab: TestLab) -> None:
    voices = Voices(voicelab)
    call = voicelab.dial('<Response><Play digits="8w0"/><Pause length="3"/></Response>')
    voices.add("alice", call, tone=False)
    voicelab.waits(3)
    heard = keys_in(voices.since("alice", 0))
    assert [key for key, _, _ in heard] == ["8", "0"]
    assert heard[1][1] - heard[0][1] == pytest.approx(KEY + GAP + 0.5, abs=0.03)


@pytest.mark.parametrize("render", [False, True])
@pytest.mark.parametrize("how", ["Number", "REST"])
def test_a_menu_at_the_other_end_collects_them(voicelab: TestLab, how: str, render: bool) -> None:
    """sendDigits, SendDigits: a Gather on the far side gets the keys"""
    voicelab.render = render
    collected: list[str] = []

    def menu(request: Any) -> str:
        if "Digits" in request:
            collected.append(request["Digits"])
            return "<Response><Say>Thank you.</Say><Pause length='5'/></Response>"
        return (
            '<Response><Gather numDigits="4" timeout="20"><Say>Your number, please.</Say></Gather></Response>'
        )

    voicelab.number(MENU, menu)
    if how == "REST":
        quiet = voicelab.document("quiet", "<Response><Pause length='20'/></Response>")
        voicelab.twilio.calls.create(to=MENU, from_="+15005550006", url=quiet, send_digits="W12w34")
        voicelab.waits(15)
    else:
        call = voicelab.dial(f'<Response><Dial><Number sendDigits="W12w34">{MENU}</Number></Dial></Response>')
        call.hears("Thank you")
    assert collected == ["1234"]
