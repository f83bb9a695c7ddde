"""Free speech by the extra ``whisper``: run where it is installed, as ``make test`` does for this file alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pytest

from voicelab.speech.recognise import Listening, recogniser_for
from voicelab.speech.spoken import RATE, Samples

pytestmark = pytest.mark.skipif(
    find_spec("faster_whisper") is None and os.environ.get("CI") != "true",
    reason="opt-in: pip install 'voicelab[whisper]'",
)

PROMPTS = (
    "Welcome to the bank. Please tell me how I can help you today.",
    "I would like to know the balance of my savings account.",
    "My order has not arrived yet, and I am getting worried.",
    "Can you connect me with somebody who speaks French?",
    "The meeting on Thursday morning was moved to the afternoon.",
    "Please cancel my appointment with the doctor.",
    "I lost my credit card somewhere near the railway station.",
    "What time does the last train leave?",
)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def errors(said: list[str], heard: list[str]) -> int:
    """Words put in, left out or taken for others."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        last, row[0] = row[0], number
        for place, other in enumerate(heard, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (word != other))
    return row[-1]


def listened(sound: Samples) -> tuple[str, float]:
    listening = Listening("en-US", (), silence=0.7, free=True)
    line = np.concatenate([np.zeros(RATE // 2, np.int16), sound, np.zeros(RATE, np.int16)])
    events = [
        event for start in range(0, len(line), 160) for event in listening.feed(line[start : start + 160])
    ]
    final = events[-1] if events[-1].kind == "final" else listening.finish()
    return final.text, final.confidence


def test_whisper_is_whom_free_speech_goes_to() -> None:
    """Hints are the grammar's, free speech is Whisper's."""
    assert recogniser_for("en-US", (), free=True).name == "whisper"
    assert recogniser_for("en-US", ("sales",)).name == "soundswallower"


@pytest.mark.parametrize("voice", ["hibari:heart", "hibari:heart-low"])
def test_free_speech_is_understood(say: Callable[..., Samples], voice: str) -> None:
    """Nine in ten words of our own prompts, in the telephone's band."""
    wrong, count = 0, 0
    for prompt in PROMPTS:
        text, confidence = listened(say(prompt, voice))
        wrong += errors(words(prompt), words(text))
        count += len(words(prompt))
        assert 0 < confidence <= 1
    assert wrong / count <= 0.15, f"{wrong} of {count} words"
    print(f"{voice}: {wrong} of {count} words wrong")
