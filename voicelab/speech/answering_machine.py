"""Who answered: a person, a machine, or a fax (Twilio's MachineDetection), from the sound of the answering party.

A person says a few words and waits; a machine goes on talking. The thresholds are Twilio's parameters of the
same names; the beep is a steady tone.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.vad import SpeechBegan, SpeechEnded, VoiceActivity

__all__ = ["AnsweredBy", "AnsweringMachine"]

AnsweredBy = Literal[
    "human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown"
]

_TONE_WINDOW = 160
_BEEP_SECONDS, _FAX_SECONDS = 0.14, 1.0
_BEEP_BAND = (380.0, 2300.0)
_FAX_TONES = (1100.0, 2100.0)  # calling tone and answer tone (ITU-T T.30)
_AFTER_GREETING = 1.0
"""Seconds of silence beyond the end of a greeting after which no beep is expected any more."""


class AnsweringMachine:
    """Listens from the answer on until it knows.

    ``detect_message_end`` waits for the end of a machine's greeting (DetectMessageEnd); otherwise the verdict
    falls as soon as it is a machine (Enable). Seconds: ``timeout`` 30, ``speech_threshold`` 2.4,
    ``speech_end_threshold`` 1.2, ``silence_timeout`` 5, as Twilio has them.
    """

    def __init__(
        self,
        *,
        detect_message_end: bool = False,
        timeout: float = 30.0,
        speech_threshold: float = 2.4,
        speech_end_threshold: float = 1.2,
        silence_timeout: float = 5.0,
    ) -> None:
        self._wait_for_end = detect_message_end
        self._timeout = timeout
        self._speech_threshold = speech_threshold
        self._silence_timeout = silence_timeout
        self._speech_end = speech_end_threshold
        self._voice = VoiceActivity(speech_end_threshold)
        self._began: float | None = None
        self._machine = False
        self._tone = _SteadyTone()
        self._fed = 0
        self.verdict: AnsweredBy | None = None
        """What was found, once it is."""

    @property
    def duration(self) -> float:
        """Seconds listened so far (MachineDetectionDuration, in seconds)."""
        return self._fed / RATE

    def feed(self, samples: Samples) -> AnsweredBy | None:
        """Take the next sound of the answering party; the verdict, when it falls."""
        if self.verdict is None:
            self._fed += len(samples)
            self.verdict = self._judge(samples)
        return self.verdict

    def _judge(self, samples: Samples) -> AnsweredBy | None:
        self._tone.feed(samples)
        if self._tone.is_fax:
            return "fax"
        if self._machine and self._tone.is_beep:
            return "machine_end_beep"
        for event in self._voice.feed(samples):
            if isinstance(event, SpeechBegan) and self._began is None:
                self._began = event.at
            elif isinstance(event, SpeechEnded) and not self._machine and self._began is not None:
                if event.at - self._began < self._speech_threshold:
                    return "human"
                self._machine = True
        if self._began is not None and self._voice.speaking:
            spoken = self._voice.heard - self._voice.silent_for - self._began
            self._machine = self._machine or spoken >= self._speech_threshold
        if self._machine:
            if not self._wait_for_end:
                return "machine_start"
            if not self._voice.speaking and self._voice.silent_for >= self._speech_end + _AFTER_GREETING:
                return "machine_end_silence"
        if self._began is None and self.duration >= self._silence_timeout:
            return "unknown"
        if self.duration >= self._timeout:
            return "machine_end_other" if self._machine else "unknown"
        return None


class _SteadyTone:
    """Measures how long the sound has been one steady tone, in windows of 20 ms."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.int16)
        self._window = np.hanning(_TONE_WINDOW)
        self._frequency = 0.0
        self._length = 0.0

    @property
    def is_beep(self) -> bool:
        return self._length >= _BEEP_SECONDS and _BEEP_BAND[0] <= self._frequency <= _BEEP_BAND[1]

    @property
    def is_fax(self) -> bool:
        return self._length >= _FAX_SECONDS and any(abs(self._frequency - tone) < 30 for tone in _FAX_TONES)

    def feed(self, samples: Samples) -> None:
        sound = np.concatenate([self._rest, samples])
        count = len(sound) // _TONE_WINDOW
        self._rest = sound[count * _TONE_WINDOW :]
        for part in sound[: count * _TONE_WINDOW].reshape(count, _TONE_WINDOW):
            self._measure(part.astype(np.float64) * self._window)

    def _measure(self, part: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
        power = np.abs(np.fft.rfft(part, 4 * _TONE_WINDOW)) ** 2
        peak = int(np.argmax(power))
        total = float(power.sum())
        frequency = peak * RATE / (4 * _TONE_WINDOW)
        # Hann: a pure tone keeps almost all its power within two bins (100 Hz) of its peak.
        share = float(power[max(0, peak - 8) : peak + 9].sum()) / total if total else 0.0
        loud = total > 4 * _TONE_WINDOW * _TONE_WINDOW * (32768 * 0.005) ** 2 / 16
        if not loud or share < 0.9:
            self._length = 0.0
        elif abs(frequency - self._frequency) > 30:
            self._length = _TONE_WINDOW / RATE
        else:
            self._length += _TONE_WINDOW / RATE
        self._frequency = frequency
