"""The page of voices: who speaks for Twilio's, from the tables that choose them."""

from __future__ import annotations

from voicelab.speech.hibari_engine import HibariEngine
from voicelab.speech.pico_engine import PICO_VOICES
from voicelab.speech.voice_table import stand_ins

__all__ = ["voices"]


def voices() -> str:
    """Every voice name that is known, and who speaks for it without and with the extra ``pico``."""
    house = list(HibariEngine().voices())
    both = [*house, *PICO_VOICES]
    lines = [
        "# Voices",
        "",
        "Made by `make docs` from the tables that choose the voice. The lab brings its own voices; a document goes on",
        "naming Twilio's, and the nearest here speaks: the same language before the same country, that before the same",
        "gender. When another one stands in, the call says so in a notification, once for each. `lab.voices` is this",
        "table for the lab that runs, `GET /lab/v1/voices` the same as JSON. A Say may also name a voice of the lab",
        "(`hibari:heart`). A name that neither Twilio nor the lab has is 13511, a language that Say does not know is",
        "13512.",
        "",
        "| voice here | language | | brought by |",
        "|---|---|---|---|",
    ]
    for card in both:
        about = card.gender + (f", {card.about}" if card.about else "")
        by = "every lab" if card in house else "`pip install 'voicelab[pico]'`"
        lines.append(f"| `{card.name}` | {card.language} | {about} | {by} |")
    lines += [
        "",
        "The ten elements of SSML are VoiceLab's own work, whatever the voice: see [what runs](compatibility.md).",
        "Google's voices are many; a woman's and a man's letter of each language stand for them here.",
        "",
        "| Twilio's voice | its language | speaks in every lab | with `pico` |",
        "|---|---|---|---|",
    ]
    for alone, more in zip(stand_ins(house), stand_ins(both), strict=True):
        other = f"`{more.voice}`" if more.voice != alone.voice else ""
        lines.append(f"| `{alone.name}` | {alone.language} | `{alone.voice}` | {other} |")
    return "\n".join(lines) + "\n"
