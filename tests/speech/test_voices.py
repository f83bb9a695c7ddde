"""Twilio's voice names, and who speaks for them here. Rows proved: Say@voice 13511, Say@language 13512."""

import pytest

from voicelab.errors import DocumentError
from voicelab.speech.engines import VoiceCard
from voicelab.speech.voices import LANGUAGES, POLLY, choose, known_language

HEART = VoiceCard("hibari:heart", "en-US", "female")
LOW = VoiceCard("hibari:heart-low", "en-US", "male", "lowered")
BRITISH = VoiceCard("pico:en-GB", "en-GB", "female")
FRENCH = VoiceCard("pico:fr-FR", "fr-FR", "female")
BUNDLED = (HEART, LOW)


@pytest.mark.parametrize(
    ("voice", "speaks"), [("man", "hibari:heart-low"), ("woman", "hibari:heart"), ("alice", "hibari:heart")]
)
def test_basic_voices_speak_by_gender_without_a_word(voice: str, speaks: str) -> None:
    choice = choose(voice, "en-US", BUNDLED)
    assert (choice.voice, choice.basic, choice.remark) == (speaks, True, "")


def test_a_stand_in_is_announced() -> None:
    choice = choose("Polly.Joanna", "en-US", BUNDLED)
    assert choice.voice == "hibari:heart"
    assert not choice.basic
    assert choice.remark == "Polly.Joanna is not in this lab: hibari:heart speaks instead."


@pytest.mark.parametrize(
    "voice", ["Polly.Matthew", "Polly.Matthew-Neural", "polly.matthew-generative", "Google.en-US-Standard-D"]
)
def test_men_are_spoken_for_by_a_man(voice: str) -> None:
    assert choose(voice, "", BUNDLED).voice == "hibari:heart-low"


def test_a_voice_has_a_language_of_its_own() -> None:
    choice = choose("Polly.Mathieu", "en-US", (*BUNDLED, FRENCH))
    assert (choice.voice, choice.language) == ("pico:fr-FR", "fr-FR")


def test_the_country_is_heard_where_a_voice_has_it() -> None:
    assert choose("Polly.Amy", "en-GB", (*BUNDLED, BRITISH)).voice == "pico:en-GB"
    assert "accent" in choose("Polly.Amy", "en-GB", BUNDLED).remark


def test_a_language_nobody_here_speaks_is_read_by_the_house_voice_aloud() -> None:
    choice = choose("woman", "ja-JP", BUNDLED)
    assert (choice.voice, choice.language) == ("hibari:heart", "en-US")
    assert "No voice here speaks ja-JP" in choice.remark


def test_a_pair_that_fails_on_the_platform_is_remarked() -> None:
    """'bad voice+language pair can fail the verb'."""
    assert "may fail there" in choose("Polly.Joanna", "fr-FR", BUNDLED).remark


def test_a_voice_here_may_be_named_directly() -> None:
    assert choose("hibari:heart-low", "", BUNDLED).voice == "hibari:heart-low"


@pytest.mark.parametrize(
    "voice", ["robot", "Polly.Nobody", "Google.xx-XX-Standard-A", "Google.en-US", "Polly."]
)
def test_a_voice_nobody_knows_is_13511(voice: str) -> None:
    with pytest.raises(DocumentError) as caught:
        choose(voice, "en-US", BUNDLED)
    assert caught.value.code == 13511
    assert voice in caught.value.message


@pytest.mark.parametrize("language", ["xx", "en-ZZ", "english", "../etc"])
def test_a_language_nobody_knows_is_13512(language: str) -> None:
    with pytest.raises(DocumentError) as caught:
        choose("man", language, BUNDLED)
    assert caught.value.code == 13512


@pytest.mark.parametrize(
    ("written", "proper"), [("en-gb", "en-GB"), ("fr", "fr-FR"), ("EN", "en-US"), ("en_US", "en-US")]
)
def test_languages_are_known_in_any_case_and_in_short(written: str, proper: str) -> None:
    assert known_language(written) == proper


def test_every_polly_voice_speaks_a_known_language() -> None:
    assert {language for language, _ in POLLY.values()} <= LANGUAGES
