"""How long a voice will take to say something, without saying it."""

from __future__ import annotations

from voicelab.speech.spoken import Script, Sentence

__all__ = ["estimate"]

_CHARACTER = 0.07


def estimate(script: Script) -> float:
    """Seconds, by the number of characters."""
    return sum(
        len(piece.text) * _CHARACTER if isinstance(piece, Sentence) else piece.seconds
        for piece in script.pieces
    )
