"""Who speaks for whom, as the table, the notebook and the page show it."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from voicelab.kernel.voices import Voices
from voicelab.speech.hibari_engine import HibariEngine
from voicelab.speech.pico_engine import PICO_VOICES
from voicelab.speech.voice_table import stand_ins
from voicelab.speech.voices import POLLY, choose

HOUSE = list(HibariEngine().voices())
BOTH = [*HOUSE, *PICO_VOICES]


def test_every_voice_has_one_that_speaks_for_it_and_says_so() -> None:
    """man, woman, alice, Polly.*, Google.*: the mapping is shown, and a stand-in is announced."""
    rows = {row.name: row for row in stand_ins(HOUSE)}
    assert {f"Polly.{name}" for name in POLLY} | {"man", "woman", "alice"} <= set(rows)
    assert {row.voice for row in rows.values()} == {card.name for card in HOUSE}
    assert [name for name, row in rows.items() if not row.remark] == ["man", "woman", "alice"]
    assert all(name in row.remark for name, row in rows.items() if "." in name)


@pytest.mark.parametrize("name", ["man", "Polly.Joanna", "Polly.Hans", "Google.fr-FR-Standard-A"])
def test_the_table_says_who_really_speaks(name: str) -> None:
    row = next(row for row in stand_ins(BOTH) if row.name == name)
    assert row.voice == choose(name, "", BOTH).voice


def test_a_language_that_an_extra_brings_is_spoken_by_it() -> None:
    rows = {row.name: row for row in stand_ins(BOTH)}
    assert rows["Polly.Marlene"].voice == "pico:de-DE" and rows["Polly.Joanna"].voice == "hibari:heart"
    assert "voicelab[pico]" in next(row for row in stand_ins(HOUSE) if row.name == "Polly.Marlene").remark


def test_the_notebook_shows_it() -> None:
    answer = {
        "voices": [asdict(card) for card in HOUSE],
        "stand_ins": [asdict(row) for row in stand_ins(HOUSE)],
    }
    voices = Voices(answer)
    assert voices["Polly.Matthew"] == "hibari:heart-low" and "speaks instead" in voices.remark(
        "Polly.Matthew"
    )
    assert "Polly.Matthew" in voices._repr_html_() and "hibari:heart-low" in voices._repr_html_()
    assert "hibari:heart" in repr(voices) and len(voices.to_frame()) == len(voices)
    with pytest.raises(KeyError):
        voices["Polly.Nobody"]
