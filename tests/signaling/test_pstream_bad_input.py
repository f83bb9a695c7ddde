"""What the signaling conversation does with what it cannot use: an error message, or nothing, never a crash."""

import json
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicelab.server.pstream import HEARTBEAT, MAX_CALLS, PStream
from voicelab.server.pstream_events import (
    Hopeless,
    HungUp,
)
from voicelab.server.pstream_frames import MAX_FRAME, encode_params
from voicelab.server.pstream_states import CALL_MOVES

TEMPORARY = "TJSa-b-c"
CALL = "CA" + "1" * 32
SDP = "v=0\r\n"


def frame(kind: str, version: str = "1.6", **payload: Any) -> str:
    return json.dumps({"type": kind, "version": version, "payload": payload})


def said(stream: PStream) -> list[tuple[str, dict[str, Any]]]:
    """What the lab has to say: type and payload, in order."""
    frames = [json.loads(text) for text in stream.to_send()]
    return [(frame["type"], frame["payload"]) for frame in frames]


def connected(version: str = "1.6") -> PStream:
    stream = PStream()
    stream.receive(frame("listen", version, token="t", reconnectTimeout=20, browserinfo={"v": "2.18.5"}))
    stream.send_connected("alice", 600)
    stream.to_send()
    return stream


def calling(version: str = "1.6") -> PStream:
    stream = connected(version)
    stream.receive(frame("invite", callsid=TEMPORARY, sdp=SDP, twilio={}))
    stream.bind(TEMPORARY, CALL)
    return stream


def offered(version: str = "1.6") -> PStream:
    stream = connected(version)
    stream.send_invite(CALL, SDP, {"From": "client:bob"}, reconnect="r")
    stream.to_send()
    return stream


SID = "KX" + "2" * 32


# --- bad input --------------------------------------------------------------------------------------------
def test_heartbeats_mean_nothing() -> None:
    """The client answers a heartbeat with a heartbeat."""
    stream = connected()
    stream.heartbeat()
    assert stream.to_send() == [HEARTBEAT]
    assert stream.receive("\n") == [] and stream.to_send() == []


MALFORMED = [
    "{",
    "[]",
    "null",
    "7",
    '{"type":7}',
    '{"type":"listen","payload":[]}',
    '{"type":"invite","payload":{}}',
    frame("invite", callsid=TEMPORARY, sdp=7),
    frame("invite", callsid="x" * 65, sdp=SDP),
    frame("invite", callsid=TEMPORARY, sdp=SDP, twilio={"params": 7}),
    frame("dtmf", callsid=CALL, dtmf="hello"),
    frame("dtmf", callsid=CALL, dtmf="1" * 1000),
    frame("hangup"),
    frame("message", callsid=CALL, content=1),
    '{"type":"message","payload":{"content":NaN}}',
    '{"type":"message","payload":{"content":' + "[" * 20_000 + "]" * 20_000 + "}}",
    '{"type":"message","payload":{"content":' + "[" * 40 + "]" * 40 + "}}",
    '{"type":"hangup","payload":{"callsid":"\\ud800"}}',
    "x" * (MAX_FRAME + 1),
    '{"type":"listen","payload":{"token":' + "9" * 5000 + "}}",
]


@pytest.mark.parametrize("text", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_frame_is_31100_and_harms_nothing(text: str) -> None:
    stream = calling()
    assert stream.receive(text) == []
    assert [payload["error"]["code"] for _, payload in said(stream)] == [31100]
    assert stream.receive(frame("hangup", callsid=CALL)) == [HungUp(TEMPORARY)]


def test_a_client_that_sends_nothing_but_rubbish_is_hopeless() -> None:
    stream = connected()
    events = [event for _ in range(100) for event in stream.receive("{")]
    assert isinstance(events[0], Hopeless)


@pytest.mark.parametrize("kind", ["roster", "presence", "", "__class__", "listen\n"])
def test_unknown_types_are_ignored(kind: str) -> None:
    stream = connected()
    assert stream.receive(frame(kind, callsid=CALL)) == [] and said(stream) == []


def test_a_call_of_nobody_is_31481() -> None:
    """31481: Call/Transaction Does Not Exist."""
    stream = connected()
    assert stream.receive(frame("dtmf", callsid=CALL, dtmf="1")) == []
    ((kind, payload),) = said(stream)
    assert (kind, payload["error"]["code"]) == ("hangup", 31481)


def test_too_many_calls_are_refused_one_by_one() -> None:
    stream = connected()
    for number in range(MAX_CALLS):
        assert stream.receive(frame("invite", callsid=f"TJS{number}", sdp=SDP, twilio={}))
    assert stream.receive(frame("invite", callsid="TJSmore", sdp=SDP, twilio={})) == []
    ((kind, payload),) = said(stream)
    assert (kind, payload["callsid"], payload["error"]["code"]) == ("hangup", "TJSmore", 31486)
    assert not stream.send_invite(CALL, SDP, {})
    stream.receive(frame("hangup", callsid="TJS0"))
    assert stream.send_invite(CALL, SDP, {})


def test_parameters_have_a_limit() -> None:
    """31103: Length of parameters cannot exceed MAX_PARAM_LENGTH."""
    stream = connected()
    params = "k=" + "v" * 9000
    assert stream.receive(frame("invite", callsid=TEMPORARY, sdp=SDP, twilio={"params": params})) == []
    assert said(stream)[0][1]["error"]["code"] == 31103


def test_a_call_sid_is_not_taken_twice() -> None:
    stream = calling()
    assert stream.receive(frame("invite", callsid=TEMPORARY, sdp=SDP, twilio={})) == []
    assert stream.receive(frame("invite", callsid=CALL, sdp=SDP, twilio={})) == []
    assert stream.call_state(TEMPORARY) == "calling"


def test_every_state_of_a_call_can_end() -> None:
    for state, moves in CALL_MOVES.items():
        assert state == "ended" or {"client hangup", "hangup"} <= moves.keys()
    assert CALL_MOVES["ended"] == {}


def sdk_reads(params: str) -> dict[str, str]:
    """``queryToJson`` of the SDKs, line by line."""
    out = {}
    for pair in params.split("&") if params else []:
        parts = pair.split("=")
        value = unquote((parts[1] if len(parts) > 1 else "").replace("+", "%20"))
        if parts[0]:
            out[parts[0]] = value
    return out


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="&="), min_size=1),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_custom_parameters_arrive_as_they_were(parameters: dict[str, str]) -> None:
    """The SDK decodes only VALUES; KEYS are taken raw, and a value containing a raw ``=`` is cut."""
    assert sdk_reads(encode_params(parameters)) == parameters


texts = st.sampled_from([TEMPORARY, CALL, "TJSx", SDP, "t", "", "1#", SID, "user-defined-message"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = ("callsid", "sdp", "token", "reconnect", "twilio", "dtmf", "media", "content", "voiceeventsid")
KINDS = ("listen", "register", "invite", "answer", "reinvite", "hangup", "reject", "dtmf", "message", "what")
payloads = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(FIELDS, texts | anything),
)
kinds = st.sampled_from(KINDS)
frames = st.builds(lambda kind, payload: json.dumps({"type": kind, "payload": payload}), kinds, payloads)
deeds = st.sampled_from(
    [
        "connect",
        "refuse",
        "expire",
        "bind",
        "ringing",
        "answer",
        "hangup",
        "cancel",
        "offer",
        "adopt",
        "forget",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(frames | st.text(max_size=30) | deeds, max_size=25))
def test_no_order_of_messages_raises(story: list[str]) -> None:
    """Unknown and malformed input: an error message or ignored, never an exception out."""
    stream = PStream()
    for step in story:
        match step:
            case "connect":
                stream.send_connected("alice", 60)
            case "refuse":
                stream.refuse_token(31204, "no")
            case "expire":
                stream.token_expired(31205, "over")
            case "bind":
                stream.bind(TEMPORARY, CALL)
            case "ringing":
                stream.send_ringing(TEMPORARY)
            case "answer":
                stream.send_answer(TEMPORARY, sdp=SDP)
            case "hangup":
                stream.send_hangup(CALL)
            case "cancel":
                stream.send_cancel(CALL)
            case "offer":
                stream.send_invite(CALL, SDP, {})
            case "adopt":
                stream.adopt(CALL)
            case "forget":
                stream.forget(CALL)
            case _:
                stream.receive(step)
        for text in stream.to_send():
            assert text == HEARTBEAT or json.loads(text)["type"]
