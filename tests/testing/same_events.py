"""Two runs of one scenario compared: the same events in the same order with the same payloads, at the same times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from voicelab.testing import TestLab

__all__ = ["differences", "told"]

_SID = re.compile(r"\b(?:CA|RE|CF|QU|AP|PN|KX|MZ)[0-9a-f]{32}\b")
_OWN = {
    "signature",
    "time",
    "Timestamp",
    "RecordingStartTime",
}  # follow from the clock on the wall and from SIDs


def told(lab: TestLab) -> list[list[dict[str, Any]]]:
    """What happened, a list of events for each call in the order in which the calls began.

    SIDs are replaced by their turn, so that runs with other SIDs compare.
    """
    turns: dict[str, str] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return _SID.sub(lambda sid: turns.setdefault(sid[0], f"{sid[0][:2]}#{len(turns)}"), value)
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in value.items() if key not in _OWN}
        return value

    calls: dict[str, list[dict[str, Any]]] = {}
    for event in lab.events:
        calls.setdefault(event.call_sid, []).append(plain(event.to_json()))
    return list(calls.values())


def differences(
    one: Sequence[Sequence[dict[str, Any]]],
    other: Sequence[Sequence[dict[str, Any]]],
    *,
    seconds: float,
    per_say: float = 0.0,
) -> list[str]:
    """What differs, in words. Times and durations may differ by ``seconds``, and by ``per_say`` for each Say so far."""
    if len(one) != len(other):
        return [f"{len(one)} calls, not {len(other)}"]
    found: list[str] = []
    said = sum(
        event["event"] == "prompt-started" and event["kind"] == "say" for call in one for event in call
    )
    for number, (left, right) in enumerate(zip(one, other, strict=True)):
        names = [event["event"] for event in left], [event["event"] for event in right]
        if names[0] != names[1]:
            found.append(f"call {number}: {_first_difference(*names)}")
            continue
        says = 0
        for a, b in zip(left, right, strict=True):
            says += a["event"] == "prompt-started" and a["kind"] == "say"
            # a call that another one waits for, or that waits for others, is moved by their prompts too
            allowed = seconds + per_say * (says if len(one) == 1 else said)
            found += [
                f"call {number}, {a['event']} at {a['at']}: {words}" for words in _compare(a, b, allowed)
            ]
    return found


def _first_difference(left: list[str], right: list[str]) -> str:
    for place, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return f"event {place} is {a}, not {b} (after {left[max(0, place - 3) : place]})"
    return f"{len(left)} events, not {len(right)}: {(left + right)[min(len(left), len(right)) :][:3]}"


def _compare(a: Mapping[str, Any], b: Mapping[str, Any], seconds: float) -> list[str]:
    found: list[str] = []
    for name in a.keys() | b.keys():
        left, right = a.get(name), b.get(name)
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            found += _compare(left, right, seconds)
        elif name == "at" or name.lower().endswith("duration"):
            # parameters and the durations of calls carry whole seconds
            whole = (
                1.0
                if isinstance(left, str) or (a.get("event") == "call-ended" and name == "duration")
                else 0.0
            )
            if abs(float(left or 0) - float(right or 0)) > seconds + whole:
                found.append(f"{name} {left} and {right} differ by more than {seconds:.2f} s")
        elif left != right:
            found.append(f"{name} is {left!r}, not {right!r}")
    return found
