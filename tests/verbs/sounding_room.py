"""A conference on the lab whose parties each make a tone; who hears whom is read off the spectrum."""

from __future__ import annotations

from typing import Any

import numpy as np
from sounds import SoundFiles, tone_wav
from tone_voices import Voices, loudness

from voicelab.testing import TestCall, TestLab

__all__ = ["ANNOUNCED_TONE", "HOLD_TONE", "NUMBERS", "WAIT_TONE", "Room", "part_of"]

NUMBERS = {
    "alice": "+15005550001",
    "bob": "+15005550002",
    "carol": "+15005550003",
    "dave": "+15005550004",
    "erin": "+15005550005",
}
WAIT_TONE, HOLD_TONE, ANNOUNCED_TONE = 500.0, 800.0, 1250.0
TONES = {"/wait.wav": WAIT_TONE, "/hold.wav": HOLD_TONE, "/announced.wav": ANNOUNCED_TONE}


class Room:
    """A conference on the lab whose parties make tones."""

    def __init__(self, lab: TestLab) -> None:
        self.lab = lab
        self.voices = Voices(lab)
        self.calls: dict[str, TestCall] = {}
        self.told: list[dict[str, str]] = []
        files = SoundFiles(
            {path: ("audio/wav", tone_wav(30, frequency=tone)) for path, tone in TONES.items()}
        )
        lab.serve("http://files.test", files)

    def join(self, name: str, attributes: str = "", *, dial: str = "", tone: bool = True) -> TestCall:
        """A party dials in; without a waitUrl there is silence, without a beep none."""

        def application(request: Any) -> str:
            if "StatusCallbackEvent" in request:
                self.told.append(dict(request))
                return ""
            silent = "" if "waitUrl" in attributes else ' waitUrl=""'
            beep = "" if "beep" in attributes else ' beep="false"'
            return (
                f"<Response><Dial{dial}><Conference{silent}{beep}{attributes}>team</Conference></Dial>"
                "<Pause length='60'/></Response>"
            )

        call = self.calls[name] = self.lab.dial(application, from_=NUMBERS[name])
        self.voices.add(name, call, tone=tone)
        return call

    def participant(self, name: str) -> Any:
        """The party over the REST API."""
        return self.lab.twilio.conferences("team").participants(self.calls[name].sid)

    def hears(self, **expected: str) -> None:
        """In the next second each party hears just these, by name, separated by blanks."""
        heard = self.voices.who_hears_whom(expected)
        assert heard == {name: set(voices.split()) for name, voices in expected.items()}


def part_of(samples: np.ndarray[Any, np.dtype[np.int16]], frequency: float) -> bool:
    """Whether the tone of a sound file is in the samples."""
    return loudness(samples, frequency) > 2000  # the files' tones have 12000
