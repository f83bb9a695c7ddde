"""The default voice: hibari-tts, whose one bundled voice is ``heart``.

``heart-low`` is the same model with its pitch and its vocal tract lowered, so that a man's voice is here
without any download. Other hibari voices speak when their file is in hibari's cache already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicelab.speech.engines import VoiceCard
from voicelab.speech.letters import SPELL, letter_ipa
from voicelab.speech.phonemes import to_misaki
from voicelab.speech.spoken import Sentence, Span

__all__ = ["HibariEngine"]

RATE = 24000
_SPEED = (0.4, 2.5)
_PITCH = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class _Make:
    """How a voice here is made from a hibari model."""

    model: str
    pitch: float = 1.0
    tract: float = 1.0  # below 1: formants lower, as of a longer vocal tract


_LOW = _Make("heart", pitch=0.6, tract=0.88)


class HibariEngine:
    """hibari-tts 0.2: American English, 24 kHz, about a hundredth of real time on one core."""

    name = "hibari"

    def __init__(self) -> None:
        self._models: dict[str, Any] = {}

    @cached_property
    def _makes(self) -> dict[str, _Make]:
        from hibari.voices import VOICES, voice_path

        makes = {"heart": _Make("heart"), "heart-low": _LOW}
        for voice in VOICES:
            try:
                voice_path(voice, download_missing=False)
            except FileNotFoundError:
                continue
            makes.setdefault(voice, _Make(voice))
        return makes

    def voices(self) -> Sequence[VoiceCard]:
        """``heart``, ``heart-low``, and what lies in hibari's cache."""
        from hibari.voices import VOICES

        cards = []
        for name, make in self._makes.items():
            facts = VOICES[make.model]
            low = make.tract < 1
            cards.append(
                VoiceCard(
                    f"hibari:{name}",
                    facts["language"],
                    "male" if low else facts["gender"],
                    "the voice heart, lowered to a man's" if low else "",
                )
            )
        return cards

    def load(self) -> None:
        """Load the bundled model and warm it up: the first sentence would otherwise cost half a second."""
        self._samples("Warm up.", _Make("heart"), 1.0, 1.0)

    def speak(self, sentence: Sentence, voice: str) -> tuple[NDArray[np.float32], int]:
        """Say one sentence."""
        make = self._makes[voice.partition(":")[2]]
        style = sentence.style
        text = "".join(self._written(span, make) for span in sentence.spans)
        return self._samples(text, make, style.rate, style.pitch), RATE

    def sounds(self, word: str) -> str:
        """A word in misaki's letters, by dictionary or by rule."""
        return str(self._model("heart").g2p(word))

    def remarks(self, sentence: Sentence, voice: str) -> Iterable[str]:
        """Rates and pitches beyond what the model can do, sounds English has not."""
        style = sentence.style
        if not _SPEED[0] <= style.rate <= _SPEED[1]:
            yield f"a rate of {style.rate:.0%} is more than {voice} can do; it speaks between 40% and 250%."
        if not _PITCH[0] <= style.pitch <= _PITCH[1]:
            yield f"a pitch of {style.pitch:.0%} is more than {voice} can do; it speaks between 50% and 200%."
        for span in sentence.spans:
            if span.ipa:
                _, unknown = to_misaki(span.ipa)
                if unknown:
                    yield f"{voice} has no sound for {' '.join(unknown)} in the phoneme {span.ipa!r}."

    def _model(self, name: str) -> Any:
        model = self._models.get(name)
        if model is None:
            from hibari import Hibari

            model = self._models[name] = Hibari(voice=name, threads=1)
        return model

    def _written(self, span: Span, make: _Make) -> str:
        """A span as hibari reads it: ``[word](/phonemes/)`` says exactly how a word sounds."""
        if span.ipa:
            sounds, _ = to_misaki(span.ipa)
            if sounds:
                return f"[{_plain(span.text) or 'x'}](/{sounds}/)"
        if span.role:
            sounds = self._by_role(span, make)
            if sounds:
                return f"[{_plain(span.text)}](/{sounds}/)"
        return _letters(span.text)

    def _by_role(self, span: Span, make: _Make) -> str:
        """The pronunciation of a word in this part of speech, where the dictionary has several."""
        known = self._model(make.model).g2p.lexicon.golds.get(span.text.strip().lower())
        if not isinstance(known, dict):
            return ""
        kin = {"VB": "VERB", "VBD": "VERB", "NN": "NOUN", "JJ": "ADJ"}.get(span.role, "")
        return str(known.get(span.role) or known.get(kin) or known.get("DEFAULT") or "")

    def _samples(self, text: str, make: _Make, rate: float, pitch: float) -> NDArray[np.float32]:
        from hibari import dsp

        model = self._model(make.model)
        speed = np.asarray([np.clip(rate, *_SPEED)], np.float32)
        pitch = make.pitch * float(np.clip(pitch, *_PITCH))
        # A fixed seed: the same words are the same samples, in every lab and every test.
        noise = np.random.default_rng(0)
        parts: list[NDArray[np.float32]] = []
        for phonemes in model.phonemize(text):
            ids = model.ids(phonemes)
            if len(ids) < 3:
                continue
            out = model.sess.run(None, {"ids": np.asarray([ids], np.int64), "speed": speed})
            harmonic, turn, hiss, rest, phase, f0 = (part[0] for part in out)
            if make.tract != 1.0:
                harmonic, turn, hiss, rest, phase = (
                    _stretch(part, make.tract) for part in (harmonic, turn, hiss, rest, phase)
                )
            parts.append(dsp.synth(harmonic, turn, hiss, rest, phase, f0 * pitch, noise))
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _stretch(spectrum: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
    """Move an envelope of shape (bins, frames) along the frequency axis: what was at f is at f * factor."""
    bins = len(spectrum)
    source = np.minimum(np.rint(np.arange(bins) / factor).astype(np.intp), bins - 1)
    return spectrum[source]


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character in " '-").strip()


def _letters(text: str) -> str:
    """Give marked letters their names as phonemes; hibari says 'a' for A and swallows others."""
    if SPELL not in text:
        return text
    head, *marked = text.split(SPELL)
    out = [head]
    for rest in marked:
        sounds, _ = to_misaki(letter_ipa(rest[:1]))
        out.append(f"[{rest[:1]}](/{sounds}/){rest[1:]}" if sounds else rest)
    return "".join(out)
