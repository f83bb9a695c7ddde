"""Words found in speech whose other words are not known: for tests that listen to real sound.

The recogniser of hints (SoundSwallower) is given the words, with any sounds before and after them. Words of two
syllables or more are found reliably; short ones may be taken for others.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from voicelab.errors import LabError
from voicelab.speech.grammar import spotting_grammar
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.vad import SpeechBegan, VoiceActivity

__all__ = ["Spotter", "can_spot"]

_SILENCE = 0.4  # seconds that end a stretch of speech
_LONGEST = 20.0
_BEFORE = round(0.35 * RATE)
_SETTLED = 1.0  # seconds without speech after which digital silence need not be listened to


def can_spot(language: str = "en-US") -> bool:
    """Whether words of this language can be found here: English and French, where SoundSwallower runs."""
    return language[:2].lower() in ("en", "fr") and find_spec("soundswallower") is not None


class Spotter:
    """Looks for ``words`` in one party's sound. Sans-IO; LabError for words nobody knows how to say."""

    def __init__(self, words: str, language: str = "en-US") -> None:
        self._decoder, self._phrase = _decoder(words, language)
        self._voice = VoiceActivity(_SILENCE)
        self._speech: list[Samples] = []
        self._before: Samples = np.zeros(0, np.int16)

    def feed(self, samples: Samples) -> bool:
        """Take sound (int16, 8000 a second); true when speech that held the words has ended in it."""
        if not self._speech and self._voice.silent_for > _SETTLED and not samples.any():
            return False
        found = False
        began = bool(self._speech)
        events = self._voice.feed(samples)
        self._before = np.concatenate([self._before, samples])[-_BEFORE - len(samples) :]
        if began:
            self._speech.append(samples)
        for event in events:
            if not isinstance(event, SpeechBegan):
                found = self.finish() or found
            elif not self._speech:
                self._speech.append(self._before)
        if sum(map(len, self._speech)) > _LONGEST * RATE:
            found = self.finish() or found
        return found

    def finish(self) -> bool:
        """The sound ends here: whether the words were in the speech since the last end."""
        if not self._speech:
            return False
        speech, self._speech = np.concatenate([*self._speech, np.zeros(RATE // 4, np.int16)]), []
        self._decoder.start_utt()
        self._decoder.process_raw(speech.astype("<i2").tobytes(), False, True)
        self._decoder.end_utt()
        best = self._decoder.hyp
        best = best() if callable(best) else best
        return best is not None and f" {self._phrase} " in f" {best.text or ''} "


@lru_cache(maxsize=8)
def _decoder(words: str, language: str) -> tuple[Any, str]:
    """A decoder for these words, and how it writes them."""
    from voicelab.speech.grammar_recogniser import GrammarRecogniser, decoder_for

    decoder = decoder_for(language[:2].lower())
    sounds = GrammarRecogniser().sounds(language[:2].lower())
    grammar = spotting_grammar(words, lambda word: decoder.lookup_word(word) is not None, sounds, language)
    if not grammar.written:
        raise LabError(
            f"Nobody here knows how {words!r} sounds, so it cannot be looked for.",
            cure="Look for other words of the same sentence.",
        )
    for word, phones in grammar.words.items():
        decoder.add_word(word, phones, False)
    decoder.set_jsgf_string(grammar.jsgf)
    return decoder, next(iter(grammar.written))
