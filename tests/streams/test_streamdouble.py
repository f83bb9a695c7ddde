"""streamdouble, an independent simulator of Media Streams, agrees with the lab's wire format, field by field.

It numbers the chunks of a two-track fork together and says that this is a guess; Twilio's documents are silent, and
the lab numbers each track by itself. One track is compared.
"""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from streamdouble.protocol import (
    InboundClear,
    InboundMark,
    InboundMedia,
    MediaStreamEncoder,
    ProtocolViolation,
    StreamIdentity,
    UnknownFrame,
    build_connected,
    parse_outbound,
)

from voicelab.streams.media_stream import Clear, Mark, MediaStream, Play, Refused

WHO = StreamIdentity("MZ" + "1" * 32, "AC" + "2" * 32, "CA" + "3" * 32)
PARAMETERS = {"mood": "calm", "greeting": "Grüß Gott"}


def stream(two_way: bool = True) -> MediaStream:
    return MediaStream(
        WHO.stream_sid, WHO.account_sid, WHO.call_sid, ["inbound"], PARAMETERS, two_way=two_way
    )


def test_every_frame_to_the_server_is_the_same() -> None:
    """connected, start, media, dtmf, mark, stop: names, types, numbering."""
    ours, theirs = stream(), MediaStreamEncoder(WHO)
    sounds = [bytes([value] * 160) for value in (0xFF, 0x20, 0xA0)]
    lab = [json.loads(frame) for frame in ours.open()]
    lab += [json.loads(ours.media("inbound", sound)) for sound in sounds]
    lab += [json.loads(frame) for frame in (ours.dtmf("7"), ours.mark("played"))]
    lab += [json.loads(ours.media("inbound", sounds[0])), json.loads(ours.stop())]
    double: list[dict[str, Any]] = [build_connected(), theirs.start(custom_parameters=PARAMETERS)]
    double += [theirs.media(sound) for sound in sounds]
    double += [theirs.dtmf("7"), theirs.mark("played"), theirs.media(sounds[0]), theirs.stop()]
    assert lab == double


SID = WHO.stream_sid
SOUND = base64.b64encode(bytes(160)).decode()


@pytest.mark.parametrize(
    "frame",
    [
        {"event": "media", "streamSid": SID, "media": {"payload": SOUND}},
        {"event": "mark", "streamSid": SID, "mark": {"name": "here"}},
        {"event": "clear", "streamSid": SID},
        {"event": "dance", "streamSid": SID},
        {"event": "media", "streamSid": "MZ" + "9" * 32, "media": {"payload": SOUND}},
        {"event": "media", "streamSid": SID, "media": {"payload": "%%%"}},
        {"event": "media", "streamSid": SID, "media": {}},
        {"event": "media", "streamSid": SID},
        {"event": "mark", "streamSid": SID},
        {"streamSid": SID},
        [],
        "nonsense",
    ],
    ids=str,
)
def test_what_a_server_sends_is_read_the_same(frame: object) -> None:
    """Sound, marks and clears are taken by both, and both refuse what is none of them."""
    text = frame if isinstance(frame, str) else json.dumps(frame)
    try:
        theirs: Any = parse_outbound(text, expected_stream_sid=SID)
    except ProtocolViolation as violation:
        theirs = violation
    match stream().receive(text):
        case Play(sound):
            assert isinstance(theirs, InboundMedia) and theirs.payload == sound
        case Mark(name):
            assert isinstance(theirs, InboundMark) and theirs.name == name
        case Clear():
            assert isinstance(theirs, InboundClear)
        case Refused(code):
            assert isinstance(theirs, ProtocolViolation | UnknownFrame) and code in (31950, 31951)


@pytest.mark.parametrize("event", ["media", "mark", "clear"])
def test_a_fork_takes_nothing_back(event: str) -> None:
    """Start>Stream is one-way."""
    text = json.dumps(
        {"event": event, "streamSid": SID, "media": {"payload": SOUND}, "mark": {"name": "here"}}
    )
    assert isinstance(stream(two_way=False).receive(text), Refused)
    with pytest.raises(ProtocolViolation):
        parse_outbound(text, expected_stream_sid=SID, unidirectional=True)
