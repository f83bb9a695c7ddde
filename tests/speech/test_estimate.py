"""Lengths without synthesis, against the real voice, on sentences that the fit never saw."""

from collections.abc import Callable
from time import process_time

import numpy as np

from voicelab.speech.estimate import estimate
from voicelab.speech.render import script_of
from voicelab.speech.spoken import RATE, Samples
from voicelab.speech.voices import Choice

HEART = Choice("hibari:heart", "en-US")

HELD_OUT = (
    "Thanks for calling the Harbor View Hotel. For reservations, press 1. For the restaurant, press 2.",
    "Please enter your four digit PIN.",
    "Your package was delivered at 3:42 pm today.",
    "The total is $27.95. To pay by card, press 1.",
    "Your flight BA217 to London is delayed by 45 minutes.",
    "Goodbye.",
    "Is that correct?",
    "Our records show that your last payment of $142.50 was received on March 3, 2025.",
    "The number you have dialed, 415-555-0134, is no longer in service. Please check the number and dial again.",
    "Your verification code is 4 9 1 7 0 3. Again, your code is 4 9 1 7 0 3.",
    "If this is a medical emergency, please hang up and dial 911 immediately.",
    "You have joined the conference. There are 5 other participants.",
    "Today's special is grilled salmon with lemon butter, roasted potatoes, and a green salad.",
    "An agent will call you back at +1 212 555 0188 within 30 minutes.",
    "To confirm, press 1; to cancel, press 2.",
    'Hold on.<break time="2s"/>Here you are.',
    '<prosody rate="80%">Slowly does it, my dear friend.</prosody>',
    "Okay.",
)


def seconds(text: str) -> float:
    return estimate(script_of(text, text, HEART))


def test_estimates_are_within_half_a_second_of_the_voice(say: Callable[..., Samples]) -> None:
    errors = np.array([seconds(text) - len(say(text)) / RATE for text in HELD_OUT])
    assert np.abs(errors).max() < 0.6
    assert np.percentile(np.abs(errors), 90) < 0.5
    assert abs(errors.mean()) < 0.15


def test_estimates_are_cheap() -> None:
    """An hour-long call in under a second: a thousand different prompts."""
    texts = [
        f"Please press {i} to hear about the offer of the day, or {i + 1} to go on." for i in range(1000)
    ]
    seconds("Once.")
    before = process_time()
    for text in texts:
        seconds(text)
    assert process_time() - before < 1.0


def test_more_words_take_more_time() -> None:
    assert seconds("One.") < seconds("One two three.") < seconds("One two three, four five six seven.")


def test_nothing_takes_no_time() -> None:
    assert seconds("") == seconds("...") == 0
