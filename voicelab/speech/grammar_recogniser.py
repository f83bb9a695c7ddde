"""Speech understood by a grammar of hints (SoundSwallower, BSD): quick, offline, and deaf to anything else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from voicelab.speech.engines import engines
from voicelab.speech.grammar import Grammar, arpabet, grammar_of
from voicelab.speech.recognise import Result, Session
from voicelab.speech.spoken import RATE, Samples

__all__ = ["GrammarRecogniser", "decoder_for"]

_MODELS = {"en": "en-us", "fr": "fr-fr"}
_CUT = 0.3
"""Scores below it are nothing that is in the grammar."""

_KEPT = 4
"""Decoders kept: making one takes a quarter of a second."""


class GrammarRecogniser:
    """English and French, 8 kHz, a thirtieth of real time; what was said is one of the hints, figures or nothing."""

    name = "soundswallower"
    free = False

    def __init__(self) -> None:
        self._decoders: OrderedDict[tuple[str, tuple[str, ...]], tuple[Any, Grammar]] = OrderedDict()

    def understands(self, language: str) -> bool:
        """English and French."""
        return language.partition("-")[0].lower() in _MODELS

    def open(self, language: str, hints: Sequence[str]) -> tuple[Session, Sequence[str]]:
        """Begin an utterance."""
        key = (language.partition("-")[0].lower(), tuple(hints))
        decoder, grammar = self._decoders.pop(key, (None, None))
        if decoder is None or grammar is None:
            decoder = decoder_for(key[0])
            grammar = grammar_of(
                hints, lambda word: decoder.lookup_word(word) is not None, self.sounds(key[0]), language
            )
            for word, phones in grammar.words.items():
                decoder.add_word(word, phones, False)
            decoder.set_jsgf_string(grammar.jsgf)
        remarks = list(grammar.remarks)
        if not hints:
            remarks.append(
                "free speech is not understood in this lab: only figures and everyday words such as yes, no, sales, "
                "agent. Give the Gather hints, or pip install 'voicelab[whisper]'."
            )

        def give_back() -> None:
            self._decoders[key] = (decoder, grammar)
            while len(self._decoders) > _KEPT:
                self._decoders.popitem(last=False)

        return _Utterance(decoder, grammar, give_back), remarks

    def sounds(self, language: str) -> Any:
        """What says how a word sounds that is in no dictionary, in ARPAbet; '' where nobody knows."""
        return _Pronouncer() if language == "en" else lambda word: ""


class _Pronouncer:
    """Words in no dictionary, by the default voice's own rules for reading."""

    @cached_property
    def _g2p(self) -> Any:
        from voicelab.speech.hibari_engine import HibariEngine

        voice = next(engine for engine in engines() if isinstance(engine, HibariEngine))
        return voice.sounds

    def __call__(self, word: str) -> str:
        return arpabet(self._g2p(word))


def decoder_for(language: str) -> Any:
    """A new decoder of the telephone's band for ``en`` or ``fr``; it takes a quarter of a second to make."""
    import soundswallower

    # The models are of the telephone's band, so 8000 samples a second will do.
    return soundswallower.Decoder(
        hmm=soundswallower.get_model_path(_MODELS[language]), loglevel="FATAL", samprate=RATE
    )


class _Utterance:
    """One run of a decoder."""

    def __init__(self, decoder: Any, grammar: Grammar, give_back: Any) -> None:
        self._decoder = decoder
        self._grammar = grammar
        self._give_back = give_back
        self._fed = 0

    def feed(self, samples: Samples) -> None:
        """Decode as it comes."""
        if not self._fed:
            self._decoder.start_utt()
        self._fed += len(samples)
        self._decoder.process_raw(samples.astype("<i2").tobytes(), False, False)

    def partial(self) -> str:
        """The best phrase so far."""
        text, _ = self._hypothesis()
        return self._grammar.text(text)

    def finish(self) -> Result:
        """The best phrase, unless something outside the grammar fits better."""
        if self._fed:
            self._decoder.end_utt()
        text, score = self._hypothesis()
        self._give_back()
        written = self._grammar.text(text) if score >= _CUT else ""
        return Result(written, confidence(score) if written else 0.0)

    def _hypothesis(self) -> tuple[str, float]:
        if not self._fed:
            return "", 0.0
        found = self._decoder.hyp
        found = found() if callable(found) else found
        return (found.text or "", float(found.score)) if found is not None else ("", 0.0)


def confidence(score: float) -> float:
    """A decoder's score as a confidence: right answers score about 0.8, wrong ones about 0.5."""
    return round(float(np.clip(0.5 + (score - 0.5) * 1.5, 0.05, 0.99)), 2)
