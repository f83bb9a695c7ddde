"""Messages between the server and its speech worker: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, TypeAlias

__all__ = ["Head", "read", "write"]

Head: TypeAlias = dict[str, Any]

_LENGTHS = struct.Struct("<II")


def write(stream: BinaryIO, head: Head, body: bytes = b"") -> None:
    """Send one message and flush."""
    text = json.dumps(head, separators=(",", ":")).encode()
    stream.write(_LENGTHS.pack(len(text), len(body)) + text + body)
    stream.flush()


def read(stream: BinaryIO) -> tuple[Head, bytes] | None:
    """The next message, waiting for it; None when the other end is gone."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    text = stream.read(head)
    rest = stream.read(body)
    if len(text) < head or len(rest) < body:
        return None
    return json.loads(text), rest
