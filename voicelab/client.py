"""A typed client of any VoiceLab server: the lab's own door, ``/lab/v1`` (docs/wire.md).

It waits for each answer, and any thread may use it. Twilio's REST API is not here: the official ``twilio``
helper library speaks that one.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

import urllib3

from voicelab.calls.events import Event, event_from_json
from voicelab.errors import LabError, RequestError

__all__ = ["Client", "Json", "TokenKind", "Track"]

Json: TypeAlias = dict[str, Any]
TokenKind: TypeAlias = Literal["access", "capability", "observe"]
Track: TypeAlias = Literal["inbound", "outbound", "both"]


class Client:
    """A client of the server at ``url``.

    Every method raises RequestError with the server's own words when it refuses, and LabError when it
    cannot be reached. Records come back as the JSON that docs/wire.md shows.
    """

    def __init__(
        self,
        url: str,
        account_sid: str,
        auth_token: str,
        *,
        ca_file: str | None = None,
        timeout: float = 30.0,
    ) -> None:
        self.url = url.rstrip("/")
        self.account_sid = account_sid
        self.timeout = timeout
        self.why_gone: Callable[[], str] = lambda: ""
        """Why the server cannot be reached, where its owner knows; empty while it should be there."""
        pair = b64encode(f"{account_sid}:{auth_token}".encode()).decode("ascii")
        # Not the environment's proxies: a lab on loopback is not behind one
        self._pool = urllib3.PoolManager(
            maxsize=8,
            headers={"Authorization": f"Basic {pair}", "Accept": "application/json"},
            retries=urllib3.Retry(connect=0, read=0, redirect=0, other=0),
            ca_certs=ca_file,
        )

    def __repr__(self) -> str:
        return f"<voicelab client of {self.url} for {self.account_sid}>"

    def about(self) -> Json:
        """What the server says of itself: version, addresses, phones, live calls, transports."""
        return self._json("GET", "")

    def documents(self) -> list[Json]:
        """The documents: name, url, source."""
        return list(self._json("GET", "/documents")["documents"])

    def document(self, name: str) -> Json:
        """One document."""
        return self._json("GET", f"/documents/{_segment(name)}")

    def put_document(self, name: str, source: str) -> Json:
        """Publish a document: its name, its url, and the findings of the check."""
        return self._json("PUT", f"/documents/{_segment(name)}", {"source": source})

    def delete_document(self, name: str) -> None:
        """Withdraw a document."""
        self._send("DELETE", f"/lab/v1/documents/{_segment(name)}")

    def check(self, source: str, name: str | None = None) -> list[Json]:
        """The findings in a document, without publishing it."""
        body = {"source": source} | ({"name": name} if name else {})
        return list(self._json("POST", "/check", body)["findings"])

    def applications(self) -> list[Json]:
        """The TwiML applications."""
        return list(self._json("GET", "/applications")["applications"])

    def put_application(self, name: str, **fields: str) -> Json:
        """Make or change a TwiML application."""
        return self._json("PUT", f"/applications/{_segment(name)}", fields)

    def numbers(self) -> list[Json]:
        """The pretend phone numbers."""
        return list(self._json("GET", "/numbers")["numbers"])

    def put_number(self, number: str, **fields: str) -> Json:
        """Make or change a pretend phone number (E.164)."""
        return self._json("PUT", f"/numbers/{_segment(number)}", fields)

    def voices(self) -> Json:
        """The lab's voices, and who speaks for Twilio's: ``{voices, stand_ins}``."""
        return self._json("GET", "/voices")

    def hosts(self) -> list[Json]:
        """The mapped hosts, by name: ``{host, address}``."""
        return list(self._json("GET", "/hosts")["hosts"])

    def map_host(self, host: str, address: str) -> Json:
        """Send webhooks and streams for ``host`` to ``address``."""
        return self._json("PUT", f"/hosts/{_segment(host)}", {"address": address})

    def unmap_host(self, host: str) -> None:
        """Map a host no more."""
        self._send("DELETE", f"/lab/v1/hosts/{_segment(host)}")

    def token(
        self,
        kind: TokenKind,
        identity: str | None = None,
        ttl: int | None = None,
        *,
        caller: str = "",
        may: Mapping[str, Any] | None = None,
        grant: str = "",
    ) -> str:
        """A new token; ``ttl`` in seconds; ``caller``, the number that an access token's calls come from.

        ``may``, for an observe token, says what its holder may do besides watching (docs/wire.md). Tokens with the
        same ``grant``, a name of the caller's choice, are taken back together by :meth:`end_grant`.
        """
        body: Json = {"kind": kind}
        if identity is not None:
            body["identity"] = identity
        if ttl is not None:
            body["ttl"] = ttl
        if caller:
            body["caller"] = caller
        if may:
            body["may"] = dict(may)
        if grant:
            body["grant"] = grant
        return str(self._json("POST", "/tokens", body)["token"])

    def end_grant(self, grant: str) -> None:
        """Take back every token of a grant, renewed ones too; RequestError when there is none."""
        self._send("DELETE", f"/lab/v1/grants/{_segment(grant)}")

    def moderate(self, conference: str, do: str, *, call_sid: str = "", what: str = "") -> Json:
        """Mute, unmute, hold, unhold or kick one in a live conference; announce ``what``, or end it."""
        body = {"conference": conference, "do": do, "call_sid": call_sid, "what": what}
        return self._json("POST", "/conferences", body)

    def serve_queue(self, queue: str, do: str, *, by: str = "", call_sid: str = "", what: str = "") -> Json:
        """``take``: ring ``by`` and connect the first who waits; ``dequeue``: send one who waits to ``what``."""
        body = {"queue": queue, "do": do, "by": by, "call_sid": call_sid, "what": what}
        return self._json("POST", "/queues", body)

    def click_to_call(self, agent: str, customer: str, caller: str = "") -> Json:
        """Ring ``agent``, then ``customer``; the first call."""
        return self._json("POST", "/click-to-call", {"agent": agent, "customer": customer, "caller": caller})

    def calls(self, limit: int | None = None) -> list[Json]:
        """Calls, live and past, oldest first."""
        return list(self._json("GET", "/calls" + (f"?limit={limit}" if limit else ""))["calls"])

    def call(self, sid: str) -> Json:
        """One call."""
        return self._json("GET", f"/calls/{_segment(sid)}")

    def place_call(self, to: str, what: str, from_: str | None = None) -> Json:
        """Ring ``to``, then run ``what``."""
        return self._json("POST", "/calls", {"to": to, "what": what} | ({"from": from_} if from_ else {}))

    def update_call(self, sid: str, *, status: str | None = None, what: str | None = None) -> Json:
        """End a call (``status="completed"``) or give it another document (``what``)."""
        body = {name: value for name, value in (("status", status), ("what", what)) if value is not None}
        return self._json("POST", f"/calls/{_segment(sid)}", body)

    def dial(self, caller: str, to: str) -> Json:
        """Let a scripted caller dial; the call, while it rings."""
        return self._json("POST", "/callers", {"from": caller, "to": to})

    def say(self, sid: str, text: str) -> None:
        """Let the party of a call say something; returns when it is said."""
        self._json("POST", f"/calls/{_segment(sid)}/say", {"text": text})

    def press(self, sid: str, digits: str) -> None:
        """Let the party of a call press keys; ``w`` waits half a second."""
        self._json("POST", f"/calls/{_segment(sid)}/press", {"digits": digits})

    def events(self, sid: str) -> list[Event]:
        """What happened in a call, in order."""
        return [
            event_from_json(event) for event in self._json("GET", f"/calls/{_segment(sid)}/events")["events"]
        ]

    def envelope(self, sid: str, bins: int) -> Json:
        """The outline of a call's sound: lowest and highest value of each of ``bins`` stretches."""
        return self._json("GET", f"/calls/{_segment(sid)}/envelope?bins={bins}")

    def audio(self, sid: str, track: Track, skip: float = 0.0, seconds: float | None = None) -> bytes:
        """A call's sound as a WAV file, 8 kHz, 16 bit; both: the caller on the left.

        ``skip`` seconds are left out at its begin, and what comes after ``seconds`` more.
        """
        part = f"&skip={skip:.3f}" + ("" if seconds is None else f"&seconds={seconds:.3f}")
        return self._send("GET", f"/lab/v1/calls/{_segment(sid)}/audio.wav?track={track}{part}")

    def recordings(self) -> list[Json]:
        """Recordings, oldest first."""
        return list(self._json("GET", "/recordings")["recordings"])

    def recording(self, sid: str) -> bytes:
        """A recording's sound as a WAV file, from the address that Twilio's API gives it."""
        return self._send("GET", f"/2010-04-01/Accounts/{self.account_sid}/Recordings/{_segment(sid)}.wav")

    def notifications(self) -> list[Json]:
        """Notifications, oldest first."""
        return list(self._json("GET", "/notifications")["notifications"])

    def faults(self) -> list[Json]:
        """What is broken on purpose now."""
        return list(self._json("GET", "/faults")["faults"])

    def break_it(self, **fault: Any) -> Json:
        """Break something, for everybody on the lab; the fault with its id."""
        return self._json("POST", "/faults", fault)

    def mend(self, fault_id: str) -> Json:
        """Undo a fault; what it was, and what it did."""
        return self._json("DELETE", f"/faults/{_segment(fault_id)}")

    def _json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Json:
        answer = json.loads(self._send(method, f"/lab/v1{path}", body) or b"{}")
        if not isinstance(answer, dict):
            raise LabError(f"{self.url} answered {method} /lab/v1{path} with something that is no record.")
        return answer

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> bytes:
        try:
            answer = self._pool.request(
                method, f"{self.url}{path}", json=body, timeout=urllib3.Timeout(self.timeout)
            )
        except urllib3.exceptions.HTTPError as error:
            again = "%reload_ext voicelab starts a new one."
            if words := self.why_gone():
                raise LabError(words, cure=again) from error
            raise LabError(
                f"The lab at {self.url} cannot be reached ({_reason(error)}).",
                cure=f"Is it running? In a notebook, {again}",
            ) from error
        if answer.status >= 400:
            raise _refusal(answer.status, answer.data)
        return answer.data


def _segment(name: str) -> str:
    return quote(name, safe="+")


def _reason(error: urllib3.exceptions.HTTPError) -> str:
    cause = getattr(error, "reason", None) or error
    return type(cause).__name__.removesuffix("Error")


def _refusal(status: int, data: bytes) -> RequestError:
    """The server's refusal: Twilio's error body, or what there is when something else answered."""
    try:
        said = json.loads(data)
        return RequestError(
            str(said["message"]), status=status, code=said.get("code"), cure=str(said.get("cure") or "")
        )
    except (ValueError, KeyError, TypeError):
        text = data[:200].decode("utf-8", "replace").strip()
        return RequestError(f"The lab answered with HTTP status {status}: {text}", status=status)
