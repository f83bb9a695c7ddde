"""Session descriptions: what real browsers send is understood, what cannot carry a call is 53402."""

import pytest

from voicelab.errors import PeerError
from voicelab.media.webrtc_sdp import choose, parse, write

CHROMIUM = """v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
a=extmap-allow-mixed
a=msid-semantic: WMS stream
m=audio 9 UDP/TLS/RTP/SAVPF 0 111 63 9 8 13 110 126
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:aB+/
a=ice-pwd:abcdefghijklmnopqrstuv+/
a=ice-options:trickle
a=fingerprint:sha-256 AA:BB:CC
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=sendrecv
a=msid:stream track
a=rtcp-mux
a=rtpmap:0 PCMU/8000
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:9 G722/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:13 CN/8000
a=rtpmap:110 telephone-event/48000
a=rtpmap:126 telephone-event/8000
a=ssrc:1234567 cname:abc
""".replace("\n", "\r\n")

FORMATS = "0 111 63 9 8 13 110 126"


def _names(text: str, wanted: tuple[str, ...] = ("pcmu", "opus", "pcma")) -> list[tuple[int, str, int]]:
    return [(codec.payload_type, codec.name, codec.clock) for codec in choose(parse(text), wanted)]


def test_chromium_s_offer_is_read() -> None:
    description = parse(CHROMIUM)
    assert (description.ufrag, description.password) == ("aB+/", "abcdefghijklmnopqrstuv+/")
    assert description.fingerprints == [("sha-256", "AA:BB:CC")]
    assert description.setup == "actpass"
    assert description.ssrc == 1234567
    assert description.candidates == []
    assert description.bundle


@pytest.mark.parametrize(
    ("formats", "chosen"),
    [
        (FORMATS, [(0, "pcmu", 8000), (126, "telephone-event", 8000)]),
        (
            "111 0 63 9 8 13 110 126",
            [(111, "opus", 48000), (110, "telephone-event", 48000), (126, "telephone-event", 8000)],
        ),
        ("9 8 13 126", [(8, "pcma", 8000), (126, "telephone-event", 8000)]),
        ("0", [(0, "pcmu", 8000)]),
    ],
)
def test_the_party_s_order_decides_among_our_codecs(formats: str, chosen: list[tuple[int, str, int]]) -> None:
    """RFC 3264 section 5.1: listed in order of preference. Voice SDK: codecPreferences."""
    assert _names(CHROMIUM.replace(FORMATS, formats)) == chosen


def test_static_payload_types_need_no_rtpmap() -> None:
    """RFC 3551 table 4."""
    assert _names(CHROMIUM.replace("a=rtpmap:0 PCMU/8000\r\n", "").replace(FORMATS, "0 126"))[0][1] == "pcmu"


def test_other_media_are_refused_in_their_place() -> None:
    video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\n"
    first, last = CHROMIUM.split("m=audio")
    description = parse(first + video + "m=audio" + last)
    answer = write(
        session_id=1,
        version=1,
        mid=description.mid,
        codecs=choose(description, ("pcmu",)),
        ufrag="abcd",
        password="x" * 22,
        fingerprints=[("sha-256", "AA")],
        setup="active",
        direction="sendrecv",
        ssrc=5,
        candidates=["1 1 udp 1 127.0.0.1 5000 typ host"],
        address=("127.0.0.1", 5000),
        rejected=description.rejected,
        position=description.position,
    )
    lines = [line for line in answer.split("\r\n") if line.startswith("m=")]
    assert lines == ["m=video 0 UDP/TLS/RTP/SAVPF 96", "m=audio 5000 UDP/TLS/RTP/SAVPF 0 126"]
    assert "a=group:BUNDLE 0\r\n" in answer
    assert answer.endswith("a=end-of-candidates\r\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "v=0"),
        ("hello", "v=0"),
        ("v=0\r\n" * 5000, "v=0|audio"),
        ("v=0\r\n" + "a" * 70_000, "length"),
        ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n", "no audio"),
        (CHROMIUM.replace("m=audio 9", "m=audio 0"), "no audio"),
        (CHROMIUM.replace("m=audio 9 UDP/TLS/RTP/SAVPF " + FORMATS, "m=audio"), "incomplete"),
        (CHROMIUM.replace("a=ice-ufrag:aB+/\r\n", ""), "ICE"),
        (CHROMIUM.replace("a=ice-pwd:abcdefghijklmnopqrstuv+/", "a=ice-pwd:short"), "length"),
        (CHROMIUM.replace("a=ice-ufrag:aB+/", "a=ice-ufrag:a\x00:b"), "ICE"),
        (CHROMIUM.replace("a=fingerprint:sha-256 AA:BB:CC\r\n", ""), "fingerprint"),
    ],
)
def test_what_cannot_carry_a_call_is_53402(text: str, words: str) -> None:
    """53402: the media description of the remote party is not valid."""
    with pytest.raises(PeerError, match=words) as caught:
        choose(parse(text), ("pcmu",))
    assert caught.value.code == 53402


def test_no_codec_in_common_says_which_there_are() -> None:
    with pytest.raises(PeerError, match="offers red, g722, cn") as caught:
        choose(parse(CHROMIUM.replace(FORMATS, "63 9 13")), ("pcmu", "opus"))
    assert caught.value.code == 53402


def test_odd_lines_are_passed_over() -> None:
    odd = "a=rtpmap:x y\r\na=rtpmap:999 opus/1\r\na=fmtp:-1 z\r\na=ssrc:zzz\r\na=fingerprint:\r\na=rtpmap:111\r\n"
    assert _names(CHROMIUM + odd)[0][1] == "pcmu"
