"""The signaling conversation without a socket; each test quotes the row of the SDKs' messages it proves."""

import json
from typing import Any

import pytest

from voicelab.server.pstream import PStream
from voicelab.server.pstream_events import (
    Answered,
    CallMessage,
    DigitsPressed,
    HungUp,
    Invited,
    Listened,
    ReconnectAsked,
    RegisterAsked,
    Reinvited,
    Rejected,
)

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


# --- listen and register ----------------------------------------------------------------------------------
def test_listen_brings_the_token_and_the_reconnect_timeout() -> None:
    """``listen {token, browserinfo: {v}, reconnectTimeout}``"""
    events = PStream().receive(
        frame("listen", token="secret", browserinfo={"v": "2.18.5"}, reconnectTimeout=12)
    )
    assert events == [Listened("secret", 12.0, "2.18.5")]
    assert "secret" not in repr(events)


def test_a_1x_client_has_no_reconnect_timeout() -> None:
    """``reconnectTimeout`` (2.x only)"""
    stream = PStream()
    assert stream.receive(frame("listen", "1.5", token="t", reconnectTimeout=9)) == [Listened("t", 0.0, "")]
    assert not stream.reconnects


def test_connected_says_identity_and_ttl() -> None:
    """``connected {region, edge, home, gateway, token: {identity, ttl}}`` is required in reply to listen."""
    stream = PStream()
    stream.receive(frame("listen", token="t"))
    stream.send_connected("alice", 599.6)
    (kind, payload), *more = said(stream)
    assert (kind, more) == ("connected", [])
    assert payload["token"] == {"identity": "alice", "ttl": 600}
    assert payload["region"] == "US_EAST_VIRGINIA"


def test_frames_carry_the_clients_own_version() -> None:
    """2.x = 1.6, 1.x = 1.5"""
    for version in ("1.5", "1.6"):
        stream = PStream()
        stream.receive(frame("listen", version, token="t"))
        stream.send_connected("a", 1)
        assert json.loads(stream.to_send()[0])["version"] == version


def test_register_and_unregister() -> None:
    """``register {media: {audio: true|false}}``; ``audio: false`` = unregister."""
    stream = connected()
    assert stream.receive(frame("register", media={"audio": True})) == [RegisterAsked(True)]
    assert stream.receive(frame("register", media={"audio": False})) == [RegisterAsked(False)]
    stream.send_ready()
    stream.send_offline()
    assert [kind for kind, _ in said(stream)] == ["ready", "offline"]


def test_a_register_before_a_good_token_earns_31204() -> None:
    """The SDK's own remark: "A tick landing before the server validates the token earns a 31204"."""
    stream = PStream()
    assert stream.receive(frame("register", media={"audio": True})) == []
    assert said(stream)[0][1]["error"]["code"] == 31204


def test_a_refused_token_leaves_everything_as_it_was() -> None:
    fresh, busy = PStream(), calling()
    fresh.receive(frame("listen", token="bad"))
    for stream in (fresh, busy):
        stream.refuse_token(31204, "no")
        assert said(stream)[-1] == ("error", {"error": {"code": 31204, "message": "no"}})
    assert fresh.state == "opened" and busy.state == "connected"


def test_after_expiry_calls_live_on_but_none_begins() -> None:
    """31205: the token expired; the client is offline until it listens with a new one."""
    stream = calling()
    stream.token_expired(31205, "expired")
    assert [kind for kind, _ in said(stream)] == ["error", "offline"]
    assert stream.receive(frame("hangup", callsid=CALL)) == [HungUp(TEMPORARY)]
    assert stream.receive(frame("invite", callsid="TJSnew", sdp=SDP, twilio={})) == []
    ((kind, payload),) = said(stream)
    assert (kind, payload["callsid"], payload["error"]["code"]) == ("hangup", "TJSnew", 20104)
    assert stream.receive(frame("register", media={"audio": True})) == []
    assert said(stream)[0][1]["error"]["code"] == 31205
    stream.receive(frame("listen", token="new"))
    stream.send_connected("alice", 60)
    assert stream.receive(frame("register", media={"audio": True})) == [RegisterAsked(True)]


# --- a call the client makes ------------------------------------------------------------------------------
def test_invite_brings_offer_and_parameters() -> None:
    """``invite {callsid: 'TJS..', sdp, twilio: {params: 'k=v&k2=v2'}}``, both encodeURIComponent'ed."""
    params = "To=%2B15005550006&na%20me=J%C3%BCrgen%20%26%20Co&empty=&plus=a%2Bb"
    events = connected().receive(frame("invite", callsid=TEMPORARY, sdp=SDP, twilio={"params": params}))
    wanted = {"To": "+15005550006", "na me": "Jürgen & Co", "empty": "", "plus": "a+b"}
    assert events == [Invited(TEMPORARY, SDP, wanted)]


def test_the_preflight_flag_of_1x() -> None:
    """``invite`` (+ ``preflight: bool`` in 1.x)"""
    (event,) = connected("1.5").receive(
        frame("invite", "1.5", callsid=TEMPORARY, sdp=SDP, preflight=True, twilio={})
    )
    assert isinstance(event, Invited) and event.preflight


def test_ringing_and_answer_tell_the_real_call_sid() -> None:
    """``ringing {callsid}`` sets the real CallSid; ``answer {callsid, sdp, reconnect}``."""
    stream = calling()
    assert stream.send_ringing(TEMPORARY)
    assert stream.send_answer(TEMPORARY, sdp=SDP, reconnect="secret")
    assert said(stream) == [
        ("ringing", {"callsid": CALL}),
        ("answer", {"sdp": SDP, "reconnect": "secret", "callsid": CALL}),
    ]


def test_a_1x_client_gets_no_reconnect_token() -> None:
    stream = calling("1.5")
    stream.send_answer(TEMPORARY, sdp=SDP, reconnect="secret")
    assert said(stream) == [("answer", {"sdp": SDP, "callsid": CALL})]


@pytest.mark.parametrize("name", [TEMPORARY, CALL])
def test_the_client_hangs_up_by_either_call_sid(name: str) -> None:
    """``hangup {callsid[, message]}``: the real CallSid if known, else the temporary one."""
    stream = calling()
    assert stream.receive(frame("hangup", callsid=name, message="bye")) == [HungUp(TEMPORARY, "bye")]
    assert stream.call_state(TEMPORARY) == "ended"
    assert not stream.send_hangup(TEMPORARY)


def test_the_lab_hangs_up_with_a_reason() -> None:
    """``hangup {callsid[, error: {code, message}]}``"""
    stream = calling()
    stream.send_hangup(TEMPORARY, 31480, "nobody")
    assert said(stream) == [("hangup", {"callsid": CALL, "error": {"code": 31480, "message": "nobody"}})]
    assert stream.receive(frame("hangup", callsid=CALL)) == [] and said(stream) == []  # they crossed


def test_reinvite_is_answered() -> None:
    """``reinvite {callsid, sdp}``: ICE restart offer; the client waits for ``answer {sdp}``."""
    stream = calling()
    assert stream.receive(frame("reinvite", callsid=CALL, sdp="early")) == []
    stream.send_answer(TEMPORARY, sdp=SDP)
    assert stream.receive(frame("reinvite", callsid=CALL, sdp="again")) == [Reinvited(TEMPORARY, "again")]
    stream.to_send()
    assert stream.send_answer(TEMPORARY, sdp="new")
    assert said(stream) == [("answer", {"sdp": "new", "callsid": CALL})]


def test_digits_by_signaling() -> None:
    """``dtmf {callsid, dtmf: '12#'}``"""
    stream = calling()
    stream.send_answer(TEMPORARY, sdp=SDP)
    assert stream.receive(frame("dtmf", callsid=CALL, dtmf="1w2#")) == [DigitsPressed(TEMPORARY, "1w2#")]


# --- a call the lab offers --------------------------------------------------------------------------------
def test_the_client_answers_an_offered_call() -> None:
    """``answer {callsid, sdp}``; the server's ``answer`` after it only carries ``reconnect``."""
    stream = offered()
    assert stream.receive(frame("answer", callsid=CALL, sdp=SDP)) == [Answered(CALL, SDP)]
    assert stream.receive(frame("answer", callsid=CALL, sdp=SDP)) == []
    stream.send_answer(CALL, reconnect="r")
    assert said(stream) == [("answer", {"reconnect": "r", "callsid": CALL})]


def test_an_invite_carries_parameters_and_the_reconnect_token() -> None:
    """``invite {callsid, sdp, reconnect?, parameters: {From, To, CallSid, AccountSid, Params, ...}}``"""
    stream = connected()
    stream.send_invite(CALL, SDP, {"From": "client:bob"}, reconnect="r")
    assert said(stream) == [
        ("invite", {"callsid": CALL, "sdp": SDP, "parameters": {"From": "client:bob"}, "reconnect": "r"})
    ]


def test_the_client_rejects_an_offered_call() -> None:
    """``reject {callsid}``"""
    stream = offered()
    assert stream.receive(frame("reject", callsid=CALL)) == [Rejected(CALL)]
    assert stream.receive(frame("reject", callsid=CALL)) == []


def test_a_cancelled_call_cannot_be_answered() -> None:
    """``cancel {callsid}``: pending incoming call gone (caller gave up / answered elsewhere)."""
    stream = offered()
    assert stream.send_cancel(CALL)
    assert said(stream) == [("cancel", {"callsid": CALL})]
    assert stream.receive(frame("answer", callsid=CALL, sdp=SDP)) == [] and said(stream) == []


# --- reconnecting -----------------------------------------------------------------------------------------
def test_a_live_call_comes_back_on_a_new_socket() -> None:
    """``invite`` (reconnect, 2.x) ``{callsid, sdp, reconnect: <token>, twilio: {}}``"""
    stream = connected()
    asked = frame("invite", callsid=CALL, sdp=SDP, reconnect="secret", twilio={})
    assert stream.receive(asked) == [ReconnectAsked(CALL, SDP, "secret")]
    assert stream.receive(frame("dtmf", callsid=CALL, dtmf="1")) == []  # not yet this socket's call
    stream.to_send()
    stream.adopt(CALL)
    assert stream.send_answer(CALL, reconnect="next")
    assert stream.receive(frame("dtmf", callsid=CALL, dtmf="1")) == [DigitsPressed(CALL, "1")]


def test_an_offered_call_is_taken_by_its_connect_token_on_the_same_socket() -> None:
    """``device.connect({connectToken})``: a NEW offer for a pending inbound CallSid"""
    stream = offered()
    (event,) = stream.receive(frame("invite", callsid=CALL, sdp="mine", reconnect="r", twilio={}))
    assert event == ReconnectAsked(CALL, "mine", "r")
    stream.adopt(CALL)
    assert stream.send_answer(CALL, sdp=SDP)


# --- messages ---------------------------------------------------------------------------------------------
SID = "KX" + "2" * 32


def user_message(**changes: Any) -> str:
    fields = {
        "callsid": CALL,
        "content": {"a": [1, None]},
        "contenttype": "application/json",
        "messagetype": "user-defined-message",
        "voiceeventsid": SID,
    }
    return frame("message", **(fields | changes))


def test_a_message_is_acknowledged_by_its_sid() -> None:
    """``message {callsid, content, contenttype, messagetype, voiceeventsid}``, then ``ack``."""
    stream = calling()
    stream.send_answer(TEMPORARY, sdp=SDP)
    stream.to_send()
    (event,) = stream.receive(user_message())
    assert event == CallMessage(TEMPORARY, {"a": [1, None]}, "application/json", "user-defined-message", SID)
    stream.send_ack(TEMPORARY, SID)
    assert said(stream) == [("ack", {"acktype": "message", "callsid": CALL, "voiceeventsid": SID})]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"messagetype": "foo"}, 31210), ({"content": "x" * 20_000}, 31209), ({"callsid": "CAother"}, 31481)],
)
def test_a_bad_message_is_an_error_of_that_message(changes: dict[str, Any], code: int) -> None:
    """31210 = invalid ``messagetype``; 31209 = payload size exceeded."""
    stream = calling()
    stream.send_answer(TEMPORARY, sdp=SDP)
    stream.to_send()
    assert stream.receive(user_message(**changes)) == []
    ((kind, payload),) = said(stream)
    assert (kind, payload["error"]["code"], payload["callsid"]) == (
        "error",
        code,
        changes.get("callsid", CALL),
    )


def test_the_lab_sends_messages() -> None:
    stream = calling()
    assert not stream.send_message(TEMPORARY, {}, "application/json", "user-defined-message", SID)
    stream.send_answer(TEMPORARY, sdp=SDP)
    stream.to_send()
    stream.send_message(TEMPORARY, {"x": 1}, "application/json", "user-defined-message", SID)
    ((kind, payload),) = said(stream)
    assert kind == "message" and payload["content"] == {"x": 1} and payload["voiceeventsid"] == SID
