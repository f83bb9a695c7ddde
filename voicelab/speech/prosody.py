"""SSML's words for pace, pitch and loudness as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import inf

from voicelab.speech.spoken import Style

__all__ = ["emphasis", "pitch", "rate", "volume"]

_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}
_PITCHES = {"x-low": 0.75, "low": 0.87, "medium": 1.0, "default": 1.0, "high": 1.15, "x-high": 1.3}
_VOLUMES = {
    "silent": -inf, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "default": 0.0, "loud": 6.0, "x-loud": 12.0,
}  # fmt: skip
_EMPHASIS = {"strong": (0.82, 1.08, 4.0), "moderate": (0.9, 1.04, 2.0), "reduced": (1.12, 0.97, -3.0)}
_NUMBER = r"([+-]?)(\d{1,4}(?:\.\d{0,4})?)"
_PERCENT = re.compile(_NUMBER + "%")
_SEMITONES = re.compile(_NUMBER + "st")
_HERTZ = re.compile(_NUMBER + "hz", re.IGNORECASE)
_DECIBELS = re.compile(_NUMBER + "db", re.IGNORECASE)

_Remark = Callable[[str], None]


def rate(value: str, now: float, remark: _Remark) -> float:
    """Pace: a word, a percentage of the normal pace (20% to 200%), or a signed change of the pace of now."""
    value = value.strip()
    if value in _RATES:
        return _RATES[value]
    match = _PERCENT.fullmatch(value)
    if match is None:
        remark(f"{value!r} is no rate; write slow, fast, 90% or +10%.")
        return now
    part = float(match[2]) / 100
    wanted = now * (1 + part if match[1] == "+" else 1 - part) if match[1] else part
    if not 0.2 <= wanted <= 2.0:
        remark(f"a rate of {value} is outside 20% to 200%.")
    return min(2.0, max(0.2, wanted))


def pitch(value: str, now: float, remark: _Remark) -> float:
    """Pitch: a word, a signed percentage, or a signed number of semitones (+2st)."""
    value = value.strip()
    if value in _PITCHES:
        return _PITCHES[value]
    if (match := _PERCENT.fullmatch(value)) and match[1]:
        part = float(match[2]) / 100
        wanted = now * (1 + part if match[1] == "+" else 1 - part)
    elif match := _SEMITONES.fullmatch(value):
        wanted = now * 2.0 ** (float(match[1] + match[2]) / 12)
    else:
        hertz = " Hertz are not known here." if _HERTZ.fullmatch(value) else ""
        remark(f"{value!r} is no pitch; write low, high, +10% or -2st.{hertz}")
        return now
    if not 0.5 <= wanted <= 2.0:
        remark(f"a pitch of {value} is outside an octave down to an octave up.")
    return min(2.0, max(0.5, wanted))


def volume(value: str, now: float, remark: _Remark) -> float:
    """Loudness in decibels: a word, or a signed number of decibels (+6dB)."""
    value = value.strip()
    if value in _VOLUMES:
        return _VOLUMES[value]
    match = _DECIBELS.fullmatch(value)
    if match is None:
        remark(f"{value!r} is no volume; write soft, loud or -6dB.")
        return now
    return min(20.0, max(-60.0, now + float(match[1] + match[2])))


def emphasis(style: Style, level: str, remark: _Remark) -> Style:
    """A style with emphasis: stronger is slower, higher and louder; reduced is the contrary."""
    if level.strip() not in _EMPHASIS:
        remark(f"{level!r} is no level of emphasis; moderate was used.")
    pace, height, loudness = _EMPHASIS.get(level.strip(), _EMPHASIS["moderate"])
    return replace(style, rate=style.rate * pace, pitch=style.pitch * height, volume=style.volume + loudness)
