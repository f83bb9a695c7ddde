"""Figures of faults: shares and seconds, the same words and units in a notebook, a test and a scenario.

A share (of packets, of requests) is a number from 0 to 1 or a text in percent, ``0.05`` or ``"5%"``; a time is a number
of seconds or a text with its unit, ``0.03``, ``"30ms"`` or ``"2s"``. A number that is plainly in the other unit
is refused with the right one.
"""

from __future__ import annotations

import math
import re

from voicelab.errors import LabError

__all__ = ["Figure", "seconds", "share"]

Figure = float | str

_PERCENT = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*%\s*")
_TIME = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(ms|s)\s*")


def share(name: str, value: object) -> float:
    """``value`` as a share from 0 to 1; LabError, naming it, for what is none."""
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    number = float(percent[1]) / 100 if percent else _number(value)
    if number is None:
        raise LabError(f"{name} is a number, not {_short(value)}.", cure='Such as 0.05, or a text: "5%".')
    if not 0 <= number <= 1:
        meant = f'{number:g} percent is "{number:g}%" or {number / 100:g}.'
        cure = meant if not percent and 1 < number <= 100 else 'Such as 0.05, or "5%".'
        raise LabError(f"{name} is a share of 0 to 1, not {_short(value)}.", cure=cure)
    return number


def seconds(name: str, value: object, most: float = math.inf) -> float:
    """``value`` in seconds, from 0 to ``most``; LabError, naming it, for what is no time."""
    timed = _TIME.fullmatch(value) if isinstance(value, str) else None
    number = float(timed[1]) / (1000 if timed[2] == "ms" else 1) if timed else _number(value)
    if number is None:
        raise LabError(
            f"{name} is a number of seconds, not {_short(value)}.", cure='Such as 0.03, or a text: "30ms".'
        )
    if not 0 <= number <= most:
        bounds = f"0 to {most:g} seconds" if most < math.inf else "0 seconds or more"
        meant = f'{number:g} milliseconds are "{number:g}ms" or {number / 1000:g}.'
        cure = meant if not timed and most < number <= most * 1000 else 'Such as 0.03, or "30ms".'
        raise LabError(f"{name} is {bounds}, not {_short(value)}.", cure=cure)
    return number


def _number(value: object) -> float | None:
    """A finite number, also one written as a text, as in a file of scenarios."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(value)[:100]
