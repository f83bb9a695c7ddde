"""Calls that are placed with the official library, and what their callees hear."""

from __future__ import annotations

from typing import Any

from voicelab.testing import TestLab
from voicelab.testing.lines import Callee

__all__ = ["CALLEE", "CALLER", "HELLO", "LAB", "LONG", "create", "words"]

LAB, CALLER, CALLEE = "+15005550006", "+15005550001", "+15005550002"
HELLO = "<Response><Say>hello there</Say></Response>"
LONG = '<Response><Say>please wait</Say><Pause length="60"/></Response>'


def create(voicelab: TestLab, **parameters: Any) -> Any:
    """Place a call with the official library."""
    return voicelab.twilio.calls.create(**{"to": CALLEE, "from_": CALLER, "twiml": HELLO} | parameters)


def words(callee: Callee) -> list[str]:
    """What the callee was given to hear."""
    return [said.text for said in callee.calls[0].heard if said.text]
