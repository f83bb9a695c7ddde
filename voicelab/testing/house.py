"""What a lab serves of its own, as a test needs it: documents, and the sound of recordings."""

from __future__ import annotations

import io
import wave
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from voicelab.calls.model import RecordingRecord
from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.media.frames import RATE
from voicelab.twiml.template import fill

__all__ = ["DocumentsSite", "RecordingsSite"]


class DocumentsSite:
    """Serves the lab's documents as the server does: ``{{Param}}`` filled from the request."""

    outside = False

    def __init__(self, documents: Mapping[str, str]) -> None:
        self._documents = documents

    async def answer(self, request: WebRequest) -> WebAnswer:
        """One document."""
        parts = urlsplit(request.url)
        source = self._documents.get(unquote(parts.path.removeprefix("/twiml/")))
        if source is None:
            return WebAnswer(404, {"content-type": "text/plain"}, b"There is no such document in this test.")
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            form.setdefault(name, value)
        return WebAnswer(200, {"content-type": "text/xml; charset=utf-8"}, fill(source, form).encode())


class RecordingsSite:
    """Serves recordings as the server does. One without samples is silence of its length."""

    outside = False

    def __init__(self, folder: Path, records: Mapping[str, RecordingRecord]) -> None:
        self._folder = folder
        self._records = records

    async def answer(self, request: WebRequest) -> WebAnswer:
        """One recording as WAV."""
        sid = urlsplit(request.url).path.rpartition("/")[2].partition(".")[0]
        record = self._records.get(sid)
        if record is None or not record.duration:
            return WebAnswer(404, {"content-type": "text/plain"}, b"There is no such recording in this test.")
        path = self._folder / (record.path or "")
        body = path.read_bytes() if record.path and path.is_file() else _silence(record)
        return WebAnswer(200, {"content-type": "audio/x-wav"}, body[: request.limit + 1])


def _silence(record: RecordingRecord) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((record.channels, 2, RATE, 0, "NONE", ""))
        out.writeframes(bytes(2 * record.channels * round((record.duration or 0) * RATE)))
    return file.getvalue()
