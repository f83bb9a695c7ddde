"""Sound files for tests, served as a web application would."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

__all__ = ["SoundFiles", "tone_wav"]


def tone_wav(seconds: float, *, rate: int = 8000, frequency: float = 440.0) -> bytes:
    """A tone as a WAV file."""
    at = np.arange(round(seconds * rate)) / rate
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes((12000 * np.sin(2 * np.pi * frequency * at)).astype("<i2").tobytes())
    return file.getvalue()


class SoundFiles:
    """A WSGI application with files by path; ``asked`` are the requests: method, path, query, body."""

    def __init__(self, files: dict[str, tuple[str, bytes]]) -> None:
        self.files = files
        self.asked: list[tuple[str, str, str, bytes]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"], body))
        kind, data = self.files.get(environ["PATH_INFO"], ("", b""))
        if not kind:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such file"]
        start_response("200 OK", [("Content-Type", kind)])
        return [data]
