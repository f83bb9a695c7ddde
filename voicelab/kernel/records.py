"""What else a lab keeps: applications, numbers, recordings and notifications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voicelab.calls.model import RecordingRecord
from voicelab.calls.record_json import fields_in_json
from voicelab.client import Json
from voicelab.kernel import html
from voicelab.kernel.connection import Connection
from voicelab.kernel.sound import Samples, player, read_wav

__all__ = [
    "NOTIFICATION_COLUMNS",
    "NOTIFICATION_FIELDS",
    "RECORDING_COLUMNS",
    "RECORDING_FIELDS",
    "Application",
    "Notification",
    "Number",
    "Recording",
]

RECORDING_COLUMNS = ("recording", "call", "seconds", "channels", "status", "sound")
NOTIFICATION_COLUMNS = ("code", "level", "what", "call", "where")
RECORDING_FIELDS = [*(name for name in fields_in_json(RecordingRecord) if name != "path"), "url"]
NOTIFICATION_FIELDS = (
    *("sid", "account_sid", "call_sid", "date", "code", "level", "message", "cure"),
    *("line", "column", "document", "url"),
)

_PLAYERS = 1 << 20  # bytes of sound that a table carries along


class _Record:
    """A record with its fields as attributes."""

    _title = ""
    _fields: tuple[str, ...] = ()

    def __init__(self, connection: Connection, record: Json, remark: str = "") -> None:
        self._connection = connection
        self._record = record
        self._remark = remark  # what its maker should know, and sees on the cell's last line

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._record[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no field {name!r}.") from None

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._record})

    @property
    def sid(self) -> str:
        """Its SID."""
        return str(self._record.get("sid") or "")

    def record(self) -> dict[str, Any]:
        """Its fields, by the names of Twilio's resource."""
        return dict(self._record)

    def __repr__(self) -> str:
        record = {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in self._record.items()
        }
        told = [f"{name}={record[name]!r}" for name in self._fields if record.get(name) is not None]
        remark = f" ({self._remark})" if self._remark else ""
        return f"<{type(self).__name__} {self.sid} {' '.join(told)}{remark}>"

    def _repr_html_(self) -> str:
        facts = [
            html.fact(name.replace("_", " "), html.escape(str(self._record[name])))
            for name in self._fields
            if self._record.get(name)
        ]
        if self._remark:
            facts.append(html.fact("note", f'<span class="vl-bad">{html.escape(self._remark)}</span>'))
        title = str(self._record.get(self._title) or self.sid)
        return html.card(title, self.sid if title != self.sid else "", f"<dl>{''.join(facts)}</dl>")


class Application(_Record):
    """A TwiML application: where its calls go. Call it as ``app:NAME``."""

    _title = "friendly_name"
    _fields = ("friendly_name", "voice_url", "voice_method", "voice_fallback_url", "status_callback")


class Number(_Record):
    """A pretend phone number of this lab."""

    _title = "phone_number"
    _fields = ("phone_number", "voice_url", "voice_application_sid", "voice_method", "status_callback")


class Recording(_Record):
    """A recording, and its sound."""

    _fields = ("call_sid", "duration", "channels", "status")

    def wav(self) -> bytes:
        """The sound as a WAV file."""
        return self._connection.client.recording(self.sid)

    def samples(self) -> Samples:
        """The sound as float32, shape (samples, channels), with its ``rate``."""
        return read_wav(self.wav())

    def audio(self) -> Any:
        """A player."""
        return player(self.wav())

    def cells(self) -> Sequence[str]:
        """The recording as a row of a table, with a player while it is short."""
        seconds = float(self._record.get("duration") or 0.0)
        done = self._record.get("status") == "completed"
        small = seconds * 16000 * int(self._record.get("channels") or 1) <= _PLAYERS
        return (
            html.code(self.sid),
            html.code(str(self._record.get("call_sid") or "")),
            f"{seconds:.1f}" if done else "",
            html.muted(str(self._record.get("channels") or "")),
            html.escape(str(self._record.get("status"))),
            self.audio()._repr_html_() if done and small else "",
        )


class Notification(_Record):
    """Something that went wrong, with Twilio's code and the cure."""

    _fields = ("code", "level", "message", "cure", "call_sid", "url")

    def cells(self) -> Sequence[str]:
        """The notification as a row of a table."""
        record = self._record
        bad = record.get("level") == "error"
        what = html.escape(str(record.get("message") or ""))
        cure = f"<br>{html.muted(str(record['cure']))}" if record.get("cure") else ""
        where = f"line {record['line']}" if record.get("line") else str(record.get("url") or "")
        return (
            html.escape(str(record.get("code") or "")),
            f'<span class="vl-bad">{record.get("level")}</span>'
            if bad
            else html.escape(str(record.get("level"))),
            what + cure,
            html.code(str(record.get("call_sid") or "")),
            html.muted(where),
        )
