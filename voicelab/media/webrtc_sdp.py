"""The part of SDP that one audio connection needs: reading a party's description and writing ours.

Source: RFC 8866 (SDP), RFC 8839 (ICE), RFC 8842 (DTLS), RFC 4733 (telephone-event), RFC 7587 (Opus).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from voicelab.errors import PeerError

__all__ = ["CODECS", "Codec", "Description", "RejectedMedia", "choose", "parse", "write"]

LIMIT = 64 * 1024
LINES = 2000
_FORMAT = re.compile(r"\d{1,3}")
_ICE = re.compile(r"[a-zA-Z0-9+/]+")


@dataclass(frozen=True, slots=True)
class Codec:
    """A payload type and what it means."""

    payload_type: int
    name: str  # in lower case
    clock: int = 8000
    channels: int = 1
    parameters: str = ""

    @property
    def rtpmap(self) -> str:
        """The value of its rtpmap line."""
        name = {"pcmu": "PCMU", "pcma": "PCMA"}.get(self.name, self.name)
        return f"{name}/{self.clock}" + (f"/{self.channels}" if self.channels != 1 else "")


_STATIC = {0: Codec(0, "pcmu"), 8: Codec(8, "pcma"), 9: Codec(9, "g722"), 13: Codec(13, "cn")}
CODECS = {
    "pcmu": Codec(0, "pcmu"),
    "pcma": Codec(8, "pcma"),
    "opus": Codec(111, "opus", 48000, 2, "minptime=10;useinbandfec=1"),
}
EVENTS = (Codec(126, "telephone-event", 8000, 1, "0-16"), Codec(110, "telephone-event", 48000, 1, "0-16"))


@dataclass(frozen=True, slots=True)
class RejectedMedia:
    """A media line that is not our audio: it is answered with port 0."""

    kind: str
    protocol: str
    formats: str
    mid: str


@dataclass(slots=True)
class Description:
    """What a party says of itself."""

    mid: str = "0"
    position: int = 0  # of the audio among the media lines
    codecs: list[Codec] = field(default_factory=list)  # in order of preference, events and noise included
    ufrag: str = ""
    password: str = ""
    ice_lite: bool = False
    fingerprints: list[tuple[str, str]] = field(default_factory=list)
    setup: str = "actpass"
    direction: str = "sendrecv"
    ssrc: int | None = None
    candidates: list[str] = field(default_factory=list)
    rejected: list[RejectedMedia] = field(default_factory=list)
    bundle: bool = False


def _bad(what: str) -> PeerError:
    return PeerError(
        f"the party's session description cannot be used: {what}.",
        code=53402,
        cure="Is it an audio offer of a WebRTC client?",
    )


def parse(sdp: str) -> Description:
    """Read an offer or an answer. PeerError 53402 for one that cannot carry a call."""
    if not isinstance(sdp, str) or len(sdp) > LIMIT:
        raise _bad("it is not a text of reasonable length")
    lines = [line.rstrip() for line in sdp.splitlines() if line.strip()]
    if not lines or not lines[0].startswith("v=0") or len(lines) > LINES:
        raise _bad("it does not begin with v=0")
    starts = [number for number, line in enumerate(lines) if line.startswith("m=")]
    session = lines[: starts[0]] if starts else lines
    description: Description | None = None
    rejected: list[RejectedMedia] = []
    for number, start in enumerate(starts):
        media = lines[start : starts[number + 1] if number + 1 < len(starts) else None]
        parts = media[0][2:].split(" ", 3)
        if len(parts) != 4:
            raise _bad(f"its line {media[0]!r} is incomplete")
        if parts[0] == "audio" and description is None and parts[1] != "0":
            description = _read(session, media, parts[3])
            description.position = number
        else:
            mid = next((line[6:] for line in media if line.startswith("a=mid:")), str(number))
            rejected.append(RejectedMedia(parts[0], parts[2], parts[3], mid))
    if description is None:
        raise _bad("it has no audio")
    description.rejected = rejected
    description.bundle = any(line.startswith("a=group:BUNDLE") for line in session)
    return description


def _read(session: list[str], media: list[str], formats: str) -> Description:
    description = Description()
    maps: dict[int, Codec] = dict(_STATIC)
    parameters: dict[int, str] = {}
    # a media line's own attributes go before those of the session
    for line in [*session, *media]:
        if not line.startswith("a="):
            continue
        name, _, value = line[2:].partition(":")
        if name == "mid":
            description.mid = value
        elif name == "ice-ufrag":
            description.ufrag = value
        elif name == "ice-pwd":
            description.password = value
        elif name == "ice-lite":
            description.ice_lite = True
        elif name == "fingerprint" and value.count(" ") == 1:
            algorithm, digest = value.split(" ")
            description.fingerprints.append((algorithm.lower(), digest.upper()))
        elif name == "setup":
            description.setup = value
        elif name in ("sendrecv", "sendonly", "recvonly", "inactive"):
            description.direction = name
        elif name == "candidate":
            description.candidates.append(value)
        elif name == "ssrc" and description.ssrc is None and value.split(" ")[0].isdigit():
            description.ssrc = int(value.split(" ")[0]) & 0xFFFFFFFF
        elif name == "rtpmap":
            _read_map(value, maps)
        elif name == "fmtp":
            number, _, text = value.partition(" ")
            if _FORMAT.fullmatch(number):
                parameters[int(number)] = text
    for number in formats.split():
        if _FORMAT.fullmatch(number) and int(number) < 128 and int(number) in maps:
            codec = maps[int(number)]
            description.codecs.append(
                Codec(
                    codec.payload_type,
                    codec.name,
                    codec.clock,
                    codec.channels,
                    parameters.get(int(number), ""),
                )
            )
    if not (_ICE.fullmatch(description.ufrag) and _ICE.fullmatch(description.password)):
        raise _bad("it has no ICE user name and password")
    if not 4 <= len(description.ufrag) <= 256 or not 22 <= len(description.password) <= 256:
        raise _bad("its ICE user name or password has a wrong length")
    if not description.fingerprints:
        raise _bad("it has no DTLS fingerprint")
    return description


def _read_map(value: str, maps: dict[int, Codec]) -> None:
    number, _, encoding = value.partition(" ")
    parts = encoding.split("/")
    if not _FORMAT.fullmatch(number) or len(parts) < 2 or not parts[1].isdigit():
        return
    channels = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 1
    maps[int(number)] = Codec(int(number), parts[0].lower(), int(parts[1]), channels)


def choose(description: Description, wanted: Sequence[str]) -> list[Codec]:
    """The formats to use of those the party offers: one codec and the telephone-events that go with it.

    The party's order decides among ``wanted``. PeerError 53402 when there is none.
    """
    codec = next(
        (codec for codec in description.codecs if codec.name in wanted and codec.name in CODECS), None
    )
    if codec is None:
        names = ", ".join(codec.name for codec in description.codecs) or "nothing"
        raise PeerError(
            f"no codec in common: the party offers {names}, the lab wants {', '.join(wanted)}.",
            code=53402,
            cure="Add 'pcmu' or 'opus' to the Device's codecPreferences.",
        )
    events = [
        event
        for event in description.codecs
        if event.name == "telephone-event" and event.clock in (8000, codec.clock)
    ]
    events.sort(key=lambda event: event.clock != codec.clock)
    return [codec, *events]


def write(
    *,
    session_id: int,
    version: int,
    mid: str,
    codecs: Sequence[Codec],
    ufrag: str,
    password: str,
    fingerprints: Sequence[tuple[str, str]],
    setup: str,
    direction: str,
    ssrc: int,
    candidates: Sequence[str],
    address: tuple[str, int],
    rejected: Sequence[RejectedMedia] = (),
    position: int = 0,
    bundle: bool = True,
) -> str:
    """Our side, complete: no candidate follows later. Lines end with CRLF, as the SDKs' own parsers need."""
    host, port = address
    family = "IP6" if ":" in host else "IP4"
    lines = ["v=0", f"o=- {session_id} {version} IN IP4 127.0.0.1", "s=VoiceLab", "t=0 0"]
    if bundle:
        lines.append(f"a=group:BUNDLE {mid}")
    lines.append("a=msid-semantic: WMS *")
    media = [
        f"m=audio {port} UDP/TLS/RTP/SAVPF {' '.join(str(codec.payload_type) for codec in codecs)}",
        f"c=IN {family} {host}",
        f"a=rtcp:{port} IN {family} {host}",
        f"a=mid:{mid}",
        f"a={direction}",
        "a=rtcp-mux",
        "a=msid:voicelab voicelab-audio",
        f"a=ice-ufrag:{ufrag}",
        f"a=ice-pwd:{password}",
        *(f"a=fingerprint:{algorithm} {digest}" for algorithm, digest in fingerprints),
        f"a=setup:{setup}",
    ]
    for codec in codecs:
        media.append(f"a=rtpmap:{codec.payload_type} {codec.rtpmap}")
        if codec.parameters:
            media.append(f"a=fmtp:{codec.payload_type} {codec.parameters}")
    media += [
        "a=ptime:20",
        "a=maxptime:60",
        f"a=ssrc:{ssrc} cname:voicelab",
        f"a=ssrc:{ssrc} msid:voicelab voicelab-audio",
        *(f"a=candidate:{candidate}" for candidate in candidates),
        "a=end-of-candidates",
    ]
    sections = [
        [
            f"m={other.kind} 0 {other.protocol} {other.formats}",
            "c=IN IP4 0.0.0.0",
            "a=inactive",
            f"a=mid:{other.mid}",
        ]
        for other in rejected
    ]
    sections.insert(position, media)
    return "\r\n".join([*lines, *(line for section in sections for line in section)]) + "\r\n"
