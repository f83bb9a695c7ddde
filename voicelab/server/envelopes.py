"""What an observer was sent of the envelopes of calls, and what is new of them (docs/wire.md).

Only calls that may still be heard are looked at: a lab that has been up for a week has a thousand past ones at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from voicelab.engine.call import Call

__all__ = ["Envelopes"]

_MOST_FRAMES = 3000  # of a past envelope at a time: an hour comes in four seconds of beats


class Envelopes:
    """The calls that one observer follows, and how many frames of each it has."""

    def __init__(self) -> None:
        self._sent: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._sent)

    def follow(self, call: Call, *, past: bool = False) -> None:
        """Tell what is heard of a call from now on, with ``past`` from its beginning."""
        heard = len(call.hearing.inbound) if call.hearing else 0
        self._sent[call.sid] = 0 if past else heard

    def forget(self) -> None:
        """Follow nobody."""
        self._sent.clear()

    def news(self, calls: Mapping[str, Call], *, long: bool = False) -> Iterator[dict[str, Any]]:
        """What was heard since the last time, or with ``long`` only what is too much for one message.

        ``calls`` are those at hand. One that is over is followed to its end.
        """
        least = _MOST_FRAMES if long else 1
        for sid, start in list(self._sent.items()):
            call = calls.get(sid)
            hearing = call.hearing if call is not None else None
            end = min(len(hearing.inbound), start + _MOST_FRAMES) if hearing is not None else start
            if hearing is not None and end - start >= least:
                self._sent[sid] = end
                yield {
                    "event": "envelope",
                    "call_sid": sid,
                    "at": round(hearing.start + start / hearing.rate, 3),
                    "rate": hearing.rate,
                    "inbound": [round(peak / 255, 3) for peak in hearing.inbound[start:end]],
                    "outbound": [round(peak / 255, 3) for peak in hearing.outbound[start:end]],
                }
            elif end == start and (call is None or call.ended.is_set()):
                del self._sent[sid]
