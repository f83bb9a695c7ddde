"""How a description says that sound goes over a WebSocket.

The signaling of the SDKs carries session descriptions and nothing else that a page could add to, so the choice
of transport stands there. A page without UDP names :data:`PROTOCOL` in its media line; the lab's answer, and each
of its offers, holds the ticket that opens ``/media``. Browsers ignore attributes they do not know (RFC 8866).
"""

from __future__ import annotations

import re

from voicelab.errors import PeerError

__all__ = ["EVENTS", "PCMU", "PROTOCOL", "chosen", "describe", "with_ticket"]

PROTOCOL = "TCP/WSS/RTP/AVP"
PCMU = 0
EVENTS = 101  # telephone-event
_LONGEST = 64 * 1024
_MEDIA = re.compile(r"^m=audio \d+ (\S+)((?: \d+)*)\s*$", re.MULTILINE)


def chosen(sdp: str) -> bool:
    """Whether the party's description asks for a WebSocket. PeerError 53402 when it does so without PCMU."""
    media = _MEDIA.search(sdp[:_LONGEST]) if isinstance(sdp, str) else None
    if media is None or media[1] != PROTOCOL:
        return False
    if str(PCMU) not in media[2].split():
        raise PeerError(
            "no codec in common: over a WebSocket the lab speaks PCMU, which the party does not offer.",
            code=53402,
            cure=f"Name payload type {PCMU} in the media line.",
        )
    return True


def describe(ticket: str, version: int) -> str:
    """Our side of a connection over a WebSocket, with the ticket for it; a party's own has none."""
    lines = [
        "v=0",
        f"o=- 1 {version} IN IP4 127.0.0.1",
        "s=VoiceLab",
        "t=0 0",
        *([f"a=x-voicelab-media:{ticket}"] if ticket else []),
        f"m=audio 9 {PROTOCOL} {PCMU} {EVENTS}",
        "c=IN IP4 0.0.0.0",
        "a=mid:0",
        "a=sendrecv",
        "a=rtcp-mux",
        f"a=rtpmap:{PCMU} PCMU/8000",
        f"a=rtpmap:{EVENTS} telephone-event/8000",
        f"a=fmtp:{EVENTS} 0-15",
        "a=ptime:20",
    ]
    return "\r\n".join(lines) + "\r\n"


def with_ticket(sdp: str, ticket: str) -> str:
    """A WebRTC offer that may also be answered over a WebSocket."""
    session, media = sdp.split("\r\nm=", 1)
    return f"{session}\r\na=x-voicelab-media:{ticket}\r\nm={media}"
