"""Media Streams: the messages between the lab and a stream server, sans-IO.

Source: Twilio's "Media Streams: WebSocket messages". One object a stream. Text frames in give events, methods
give text frames out. Sound is mu-law, 8000 a second, unless the stream was asked for in another way; the
envelope's numbers are strings.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

__all__ = ["Clear", "Mark", "MediaStream", "Play", "Refused", "StreamEvent", "StreamTrack"]

StreamTrack: TypeAlias = Literal["inbound", "outbound"]

FRAME_MS = 20


@dataclass(frozen=True, slots=True)
class Play:
    """Sound to play to the party: bytes in the stream's encoding."""

    sound: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """Say so when everything before this has been played."""

    name: str


@dataclass(frozen=True, slots=True)
class Clear:
    """Throw away what has not been played."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A frame that could not be used: 31950 malformed, 31951 invalid. The stream goes on."""

    code: int
    message: str


StreamEvent: TypeAlias = Play | Mark | Clear | Refused


class MediaStream:
    """One stream's half of the conversation. ``two_way`` streams take sound, marks and clears back."""

    def __init__(
        self,
        stream_sid: str,
        account_sid: str,
        call_sid: str,
        tracks: Sequence[StreamTrack],
        parameters: Mapping[str, str],
        *,
        two_way: bool,
        encoding: str = "audio/x-mulaw",
        rate: int = 8000,
    ) -> None:
        self.stream_sid = stream_sid
        self._account_sid = account_sid
        self._call_sid = call_sid
        self._tracks = list(tracks)
        self._parameters = dict(parameters)
        self._two_way = two_way
        self._format = {"encoding": encoding, "sampleRate": rate, "channels": 1}
        self._sequence = 0
        self._chunks = dict.fromkeys(tracks, 0)

    # --- to the server --------------------------------------------------------------------------------------
    def open(self) -> list[str]:
        """The first two frames: connected and start."""
        connected = json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        start = {
            "accountSid": self._account_sid,
            "streamSid": self.stream_sid,
            "callSid": self._call_sid,
            "tracks": self._tracks,
            "mediaFormat": self._format,
            "customParameters": self._parameters,
        }
        return [connected, self._frame("start", start=start)]

    def media(self, track: StreamTrack, sound: bytes) -> str:
        """Twenty milliseconds of a track."""
        stamp = self._chunks[track] * FRAME_MS
        self._chunks[track] += 1
        payload = base64.b64encode(sound).decode("ascii")
        chunk = str(self._chunks[track])
        return self._frame(
            "media", media={"track": track, "chunk": chunk, "timestamp": str(stamp), "payload": payload}
        )

    def dtmf(self, digit: str) -> str:
        """A key the party pressed; two-way streams only."""
        return self._frame("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    def mark(self, name: str) -> str:
        """Everything before the server's mark has been played, or was cleared."""
        return self._frame("mark", mark={"name": name})

    def stop(self) -> str:
        """The last frame."""
        return self._frame("stop", stop={"accountSid": self._account_sid, "callSid": self._call_sid})

    def _frame(self, event: str, **body: Any) -> str:
        self._sequence += 1
        frame = {"event": event, "sequenceNumber": str(self._sequence), **body, "streamSid": self.stream_sid}
        return json.dumps(frame)

    # --- from the server ------------------------------------------------------------------------------------
    def receive(self, text: str) -> StreamEvent:
        """What a text frame asks for."""
        try:
            frame = json.loads(text)
            event = frame["event"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return Refused(31950, "A frame is no JSON object with an event.")
        if not self._two_way:
            return Refused(31951, f"A one-way stream takes nothing back, and got {str(event)[:60]!r}.")
        if frame.get("streamSid") not in (None, self.stream_sid):
            return Refused(
                31951, f"A frame names the stream {str(frame['streamSid'])[:60]!r}, which is another one."
            )
        try:
            match event:
                case "media":
                    return Play(base64.b64decode(frame["media"]["payload"], validate=True))
                case "mark":
                    return Mark(str(frame["mark"]["name"]))
                case "clear":
                    return Clear()
        except (KeyError, TypeError, ValueError, binascii.Error):
            return Refused(31951, f"A {event} frame is incomplete, or its payload is no base64.")
        return Refused(31951, f"The event {str(event)[:60]!r} is not one that a stream server sends.")
