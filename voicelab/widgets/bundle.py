"""Where the built front end lies: one ES module a widget, and the colours that everything shares."""

from __future__ import annotations

from pathlib import Path

from voicelab.errors import LabError

__all__ = ["bundle", "tokens_css", "voice_sdk"]

_STATIC = Path(__file__).parent / "static"


def bundle(name: str) -> Path:
    """The bundle of a widget; LabError when it was not built."""
    return _built(f"{name}.js")


def voice_sdk() -> Path:
    """``dist/twilio.min.js`` of ``@twilio/voice-sdk`` as npm has it, for pages of one's own; LabError without it."""
    return _built("voice-sdk.min.js")


def _built(name: str) -> Path:
    path = _STATIC / name
    if not path.is_file():
        raise LabError(
            f"The front end was not built: {path.name} is missing.",
            cure="Run `npm ci && npm run build` in the folder widgets/, or install a released voicelab.",
        )
    return path


def tokens_css() -> str:
    """The style sheet of colours, type and shapes, for HTML that is no widget; it styles inside ``.vl``."""
    return (_STATIC / "tokens.css").read_text("utf-8")
