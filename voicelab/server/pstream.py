r"""The browser SDKs' signaling conversation, sans-IO: text in, events out; words in, text out.

One object a socket. It speaks with ``@twilio/voice-sdk`` 2.x (protocol 1.6) and ``twilio-client`` 1.x
(1.5): JSON text frames ``{"type", "version", "payload"}`` and the bare heartbeat ``\n``. It knows which
messages are lawful when, caps what a client may send, and never raises for what it receives: a bad frame
becomes an ``error`` message or is ignored, and a client that sends nothing else is :class:`Hopeless`.

What the tokens mean, who is rung, and all media are other people's business (``server/signaling.py``).
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from voicelab.server.pstream_events import (
    Answered,
    CallMessage,
    ClientEvent,
    DigitsPressed,
    Hopeless,
    HungUp,
    Invited,
    Listened,
    ReconnectAsked,
    RegisterAsked,
    Reinvited,
    Rejected,
)
from voicelab.server.pstream_frames import MAX_FRAME, Malformed, read_frame, read_text
from voicelab.server.pstream_states import CALL_MOVES, IN_CALL, SOCKET_ALLOWS, CallState, SocketState

__all__ = [
    "HEARTBEAT",
    "MAX_CALLS",
    "PStream",
]

HEARTBEAT = "\n"

MAX_CALLS = 16  # calls on one socket, offered ones included
MAX_PARAMS = 8 * 1024  # characters of an invite's parameters
MAX_CONTENT = 10 * 1024  # characters of a user-defined message, as JSON
MAX_DIGITS = 256
MAX_FAULTS = 30  # malformed frames before the client is hopeless
MAX_RECONNECT_TIMEOUT = 30.0  # seconds, the SDK's own limit

_DIGITS = re.compile(r"[0-9A-D*#wW]+")


class PStream:
    """One signaling conversation."""

    def __init__(self) -> None:
        self.state: SocketState = "opened"
        self.version = "1.5"
        self.sdk = ""
        self._calls: dict[str, CallState] = {}
        self._keys: dict[str, str] = {}  # every CallSid a call is known by -> its key
        self._sids: dict[str, str] = {}  # key -> the CallSid the client is told
        self._past: deque[str] = deque(maxlen=64)  # CallSids of calls that ended: late messages are no fault
        self._out: list[str] = []
        self._faults = 0
        self._readers: dict[str, Callable[[Mapping[str, Any]], ClientEvent | None]] = {
            "listen": self._listen,
            "register": self._register,
            "invite": self._invite,
            "answer": self._answer,
            "reinvite": self._reinvite,
            "hangup": self._hangup,
            "reject": self._reject,
            "dtmf": self._dtmf,
            "message": self._message,
        }

    # --- what comes in --------------------------------------------------------------------------------------
    @property
    def reconnects(self) -> bool:
        """Whether the client understands reconnect tokens: 2.x does."""
        return self.version != "1.5"

    def call_state(self, call: str) -> CallState:
        """The state of the call with this key; ``ended`` for one that is not known."""
        return self._calls.get(call, "ended")

    def receive(self, text: str) -> list[ClientEvent]:
        """Take one text frame and return what it means, in order. Never raises."""
        if text == HEARTBEAT or not text.strip():
            return []
        try:
            event = self._read(text)
        except Malformed as fault:
            self._faults += 1
            if self._faults > MAX_FAULTS:
                return [Hopeless("too many malformed messages")]
            self.send_error(31100, f"Malformed request: {fault}")
            return []
        return [] if event is None else [event]

    def _read(self, text: str) -> ClientEvent | None:
        kind, version, payload = read_frame(text)
        reader = self._readers.get(kind)
        if reader is None:
            return None  # a newer SDK may say more than we know
        if kind == "listen":
            self.version = version
        if kind not in SOCKET_ALLOWS[self.state]:
            self._not_now(kind, payload)
            return None
        return reader(payload)

    def _not_now(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Say that the token does not allow this now."""
        code, words = 31204, "There is no valid token on this connection."
        if self.state == "expired":
            code, words = 31205, "The token has expired. Pass a new one to updateToken()."
        call_sid = payload.get("callsid")
        if kind == "invite" and isinstance(call_sid, str):
            self.refuse_call(call_sid, {31204: 20101, 31205: 20104}[code], words)
        elif kind not in IN_CALL:
            self.send_error(code, words)

    def _listen(self, payload: Mapping[str, Any]) -> ClientEvent:
        token = payload.get("token")
        timeout = payload.get("reconnectTimeout", 0)
        if not isinstance(timeout, int | float) or isinstance(timeout, bool):
            timeout = 0
        browser = payload.get("browserinfo")
        sdk = browser.get("v") if isinstance(browser, dict) else None
        self.sdk = sdk[:32] if isinstance(sdk, str) else ""
        if self.state == "opened":
            self.state = "listening"
        seconds = min(max(float(timeout), 0.0), MAX_RECONNECT_TIMEOUT)
        return Listened(
            token if isinstance(token, str) else "", seconds if self.reconnects else 0.0, self.sdk
        )

    def _register(self, payload: Mapping[str, Any]) -> ClientEvent:
        media = payload.get("media")
        return RegisterAsked(isinstance(media, dict) and media.get("audio") is True)

    def _invite(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        call_sid, sdp = read_text(payload, "callsid", 64), read_text(payload, "sdp", MAX_FRAME)
        reconnect = payload.get("reconnect")
        if reconnect is not None:
            return ReconnectAsked(
                self._keys.get(call_sid, call_sid), sdp, read_text(payload, "reconnect", 256)
            )
        if call_sid in self._keys or call_sid in self._past:
            raise Malformed("the callsid of an invite is new")
        if len(self._calls) >= MAX_CALLS:
            self.refuse_call(call_sid, 31486, f"A connection has at most {MAX_CALLS} calls at a time.")
            return None
        twilio = payload.get("twilio")
        params = twilio.get("params", "") if isinstance(twilio, dict) else ""
        if not isinstance(params, str):
            raise Malformed("twilio.params is a query string")
        if len(params) > MAX_PARAMS:
            self.refuse_call(call_sid, 31103, f"The parameters are longer than {MAX_PARAMS} characters.")
            return None
        self._remember(call_sid, "calling")
        parameters = dict(parse_qsl(params, keep_blank_values=True))
        return Invited(call_sid, sdp, parameters, payload.get("preflight") is True)

    def _answer(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        sdp = read_text(payload, "sdp", MAX_FRAME)
        call = self._client_moves(payload, "client answer")
        return Answered(call, sdp) if call else None

    def _reinvite(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        sdp = read_text(payload, "sdp", MAX_FRAME)
        call = self._client_moves(payload, "client reinvite")
        return Reinvited(call, sdp) if call else None

    def _hangup(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        message = payload.get("message")
        call = self._client_moves(payload, "client hangup", late=True)
        return HungUp(call, message[:1024] if isinstance(message, str) else "") if call else None

    def _reject(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        call = self._client_moves(payload, "client reject", late=True)
        return Rejected(call) if call else None

    def _dtmf(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        digits = read_text(payload, "dtmf", MAX_DIGITS)
        if not _DIGITS.fullmatch(digits):
            raise Malformed("digits are 0-9, A-D, *, # and w")
        call = self._client_moves(payload, "client dtmf")
        return DigitsPressed(call, digits) if call else None

    def _message(self, payload: Mapping[str, Any]) -> ClientEvent | None:
        sid = read_text(payload, "voiceeventsid", 64)
        call_sid = read_text(payload, "callsid", 64)
        content = payload.get("content")
        kind = payload.get("messagetype")
        content_type = payload.get("contenttype") or "application/json"
        fault = None
        if kind != "user-defined-message":
            fault = (31210, "The message type is not user-defined-message.")
        elif len(json.dumps(content)) > MAX_CONTENT or not isinstance(content_type, str):
            fault = (31209, f"The content of a message has at most {MAX_CONTENT} characters.")
        if fault is not None:
            self.send_error(*fault, call_sid=call_sid, message_sid=sid)
            return None
        if call_sid not in self._keys:
            self.send_error(31481, "There is no such call here.", call_sid=call_sid, message_sid=sid)
            return None
        call = self._client_moves(payload, "client message")
        return CallMessage(call, content, content_type[:128], "user-defined-message", sid) if call else None

    def _client_moves(self, payload: Mapping[str, Any], action: str, *, late: bool = False) -> str | None:
        """The key of the call a message is about, moved; None when it comes too late or means nothing now."""
        call_sid = read_text(payload, "callsid", 64)
        call = self._keys.get(call_sid)
        if call is None:
            if not late and call_sid not in self._past:
                self.refuse_call(call_sid, 31481, "There is no such call on this connection.")
            return None
        return call if self._move(call, action) else None

    # --- calls ----------------------------------------------------------------------------------------------
    def _remember(self, call: str, state: CallState) -> None:
        self._calls[call] = state
        self._keys[call] = call
        self._sids[call] = call

    def _move(self, call: str, action: str) -> bool:
        """The one mover. False, and nothing changes, when the table has no such move."""
        after = CALL_MOVES[self.call_state(call)].get(action)
        if after is None:
            return False
        self._calls[call] = after
        if after == "ended":
            self.forget(call)
        return True

    def forget(self, call: str) -> None:
        """Know this call no longer: it ended, or it now lives on another socket."""
        if self._calls.pop(call, None) is not None:
            self._past.extend(sid for sid, key in self._keys.items() if key == call)
            self._keys = {sid: key for sid, key in self._keys.items() if key != call}
            self._sids.pop(call, None)

    def bind(self, call: str, call_sid: str) -> None:
        """Tell a call the client made its real CallSid: from now on both names are good."""
        if call in self._calls:
            self._keys[call_sid] = call
            self._sids[call] = call_sid

    def adopt(self, call_sid: str) -> str:
        """Take in a call that came with a reconnect token, and return its key; it is open once it is answered.

        A call that is here already keeps its key; one that was on offer is now the client's.
        """
        call = self._keys.get(call_sid)
        if call is None:
            self._remember(call_sid, "accepted")
            return call_sid
        if self._calls[call] == "offered":
            self._calls[call] = "accepted"
        return call

    # --- what goes out --------------------------------------------------------------------------------------
    def to_send(self) -> list[str]:
        """The frames to send now, in order; each is handed out once."""
        out, self._out = self._out, []
        return out

    def _say(self, kind: str, payload: Mapping[str, Any]) -> None:
        self._out.append(json.dumps({"type": kind, "version": self.version, "payload": payload}))

    def heartbeat(self) -> None:
        """Send the heartbeat; the client wants to hear something at least every 15 s."""
        self._out.append(HEARTBEAT)

    def send_connected(self, identity: str, ttl: float) -> None:
        """The token is good for ``ttl`` seconds: the client may register and call."""
        self.state = "connected"
        self._say(
            "connected",
            {
                "region": "US_EAST_VIRGINIA",
                "edge": "ashburn",
                "home": "us1",
                "gateway": "voicelab",
                "token": {"identity": identity, "ttl": max(0, round(ttl))},
            },
        )

    def refuse_token(self, code: int, message: str) -> None:
        """The token is not good: all stays as it was before it was shown."""
        if self.state == "listening":
            self.state = "opened"
        self.send_error(code, message)

    def token_expired(self, code: int, message: str) -> None:
        """The token's time is over: the client is told, and that it can no longer be called."""
        self.state = "expired"
        self.send_error(code, message)
        self.send_offline()

    def send_ready(self) -> None:
        """The client is registered."""
        self._say("ready", {})

    def send_offline(self) -> None:
        """The client is not registered."""
        self._say("offline", {})

    def send_ringing(self, call: str) -> bool:
        """The far end rings."""
        return self._say_of(call, "ringing", "ringing", {})

    def send_answer(self, call: str, *, sdp: str | None = None, reconnect: str | None = None) -> bool:
        """The call is answered; also the answer to a reinvite and to a reconnect."""
        payload = {} if sdp is None else {"sdp": sdp}
        if reconnect is not None and self.reconnects:
            payload["reconnect"] = reconnect
        return self._say_of(call, "answer", "answer", payload)

    def send_invite(
        self, call_sid: str, sdp: str, parameters: Mapping[str, str], *, reconnect: str | None = None
    ) -> bool:
        """Offer the client a call; false when it has as many as it may."""
        if call_sid in self._keys or len(self._calls) >= MAX_CALLS:
            return False
        self._remember(call_sid, "offered")
        payload: dict[str, Any] = {"callsid": call_sid, "sdp": sdp, "parameters": dict(parameters)}
        if reconnect is not None and self.reconnects:
            payload["reconnect"] = reconnect
        self._say("invite", payload)
        return True

    def send_cancel(self, call: str) -> bool:
        """An offered call is gone: the caller gave up, or somebody else answered."""
        return self._say_of(call, "cancel", "cancel", {})

    def send_hangup(self, call: str, code: int | None = None, message: str = "") -> bool:
        """The call is over; with a code when an error is why."""
        error = {} if code is None else {"error": {"code": code, "message": message}}
        return self._say_of(call, "hangup", "hangup", error)

    def refuse_call(self, call_sid: str, code: int | None = None, message: str = "") -> None:
        """Hang up a call that this conversation does not have."""
        self._past.append(call_sid)
        error = {} if code is None else {"error": {"code": code, "message": message}}
        self._say("hangup", {"callsid": call_sid, **error})

    def send_message(self, call: str, content: Any, content_type: str, message_type: str, sid: str) -> bool:
        """Send a user-defined message."""
        fields = {"content": content, "contenttype": content_type, "messagetype": message_type}
        return self._say_of(call, "message", "message", {**fields, "voiceeventsid": sid})

    def send_ack(self, call: str, sid: str) -> None:
        """A user-defined message has been taken."""
        if call in self._sids:
            self._say("ack", {"acktype": "message", "callsid": self._sids[call], "voiceeventsid": sid})

    def send_error(
        self, code: int, message: str, *, call_sid: str | None = None, message_sid: str | None = None
    ) -> None:
        """Something is wrong with the connection, or (``message_sid``) with a message of a call."""
        payload: dict[str, Any] = {"error": {"code": code, "message": message}}
        if call_sid is not None:
            payload["callsid"] = call_sid
        if message_sid is not None:
            payload["voiceeventsid"] = message_sid
        self._say("error", payload)

    def _say_of(self, call: str, action: str, kind: str, payload: Mapping[str, Any]) -> bool:
        """Say something of a call if its state allows it; false when it does not, as when it just ended."""
        call_sid = self._sids.get(call, "")
        if not self._move(call, action):
            return False
        self._say(kind, {"callsid": call_sid, **payload})
        return True
