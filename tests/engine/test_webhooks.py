"""How webhooks are requested. Quoted rows: Twilio's "Webhooks" pages: HTTP behaviour, security, overrides."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import pytest
from twilio.request_validator import RequestValidator

from voicelab.calls.events import Notified
from voicelab.engine.directory import Entry
from voicelab.testing import TestCall, TestLab

HELLO = "<Response><Say>Hello</Say></Response>"


class Server:
    """A WSGI application that answers by path; ``asked`` are the requests, newest last."""

    def __init__(self, answers: dict[str, tuple[str, dict[str, str], str]] | None = None) -> None:
        self.answers = answers or {}
        self.asked: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read().decode()
        headers = {
            key[5:].replace("_", "-").title(): value for key, value in environ.items() if key[:5] == "HTTP_"
        }
        self.asked.append(
            {
                "method": environ["REQUEST_METHOD"],
                "path": environ["PATH_INFO"],
                "query": environ["QUERY_STRING"],
                "type": environ.get("CONTENT_TYPE", ""),
                "form": {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()},
                "headers": headers,
            }
        )
        status, given, text = self.answers.get(
            environ["PATH_INFO"], ("200 OK", {"Content-Type": "text/xml"}, HELLO)
        )
        start_response(status, list(given.items()))
        return [text.encode()]


def xml(text: str) -> tuple[str, dict[str, str], str]:
    return "200 OK", {"Content-Type": "text/xml"}, text


def errors(call: TestCall) -> list[int | None]:
    return [event.code for event in call.events if isinstance(event, Notified)]


def test_the_request_is_a_signed_form(voicelab: TestLab) -> None:
    """POST default; application/x-www-form-urlencoded; charset=UTF-8; X-Twilio-Signature"""
    server = Server()
    voicelab.dial(server, path="/voice?agent=7").ended()
    (asked,) = server.asked
    assert (asked["method"], asked["path"], asked["query"]) == ("POST", "/voice", "agent=7")
    assert asked["type"].lower() == "application/x-www-form-urlencoded; charset=utf-8"
    headers = asked["headers"]
    assert headers["User-Agent"].startswith("TwilioProxy/1.1") and headers["Accept"] == "*/*"
    assert headers["I-Twilio-Idempotency-Token"]
    validator = RequestValidator(voicelab.lab.account.auth_token)
    assert validator.validate(
        "http://server.test/voice?agent=7", asked["form"], headers["X-Twilio-Signature"]
    )


def test_the_parameters_of_every_request(voicelab: TestLab) -> None:
    """CallSid, AccountSid, From, To (Caller, Called), CallStatus, ApiVersion, Direction: always"""
    server = Server({"/voice": xml("<Response><Say>Hi</Say><Redirect>/next</Redirect></Response>")})
    call = voicelab.dial(
        server, path="/voice", from_="+15005550001", to="+15005550006", parameters={"vip": "yes"}
    )
    call.ended()
    first, second = (asked["form"] for asked in server.asked)
    assert first["CallSid"] == second["CallSid"] == call.sid
    assert first["AccountSid"] == voicelab.lab.account.sid and first["ApiVersion"] == "2010-04-01"
    assert (first["From"], first["Caller"], first["To"], first["Called"]) == ("+15005550001",) * 2 + (
        "+15005550006",
    ) * 2
    assert (first["CallStatus"], second["CallStatus"]) == ("ringing", "in-progress")
    assert first["Direction"] == "inbound" and first["vip"] == "yes"


def test_get_appends_to_the_query(voicelab: TestLab) -> None:
    """GET: appended to the URL's existing query; the signature covers the URL only"""
    server = Server()
    voicelab.dial(server, path="/voice?agent=7", method="GET").ended()
    (asked,) = server.asked
    assert (
        asked["method"] == "GET" and asked["query"].startswith("agent=7&") and "CallSid=CA" in asked["query"]
    )
    validator = RequestValidator(voicelab.lab.account.auth_token)
    url = f"http://server.test/voice?{asked['query']}"
    assert validator.validate(url, {}, asked["headers"]["X-Twilio-Signature"])


def test_cookies_are_kept_for_the_call(voicelab: TestLab) -> None:
    """Kept like a browser and returned for the rest of the call"""
    server = Server(
        {
            "/voice": (
                "200 OK",
                {"Content-Type": "text/xml", "Set-Cookie": "session=abc; Path=/"},
                "<Response><Redirect>/next</Redirect></Response>",
            )
        }
    )
    voicelab.dial(server, path="/voice").ended()
    assert "Cookie" not in server.asked[0]["headers"]
    assert server.asked[1]["headers"]["Cookie"] == "session=abc"
    voicelab.dial(server, path="/voice").ended()
    assert "Cookie" not in server.asked[2]["headers"]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary"])
def test_redirects_are_followed_as_get_without_parameters(voicelab: TestLab, status: str) -> None:
    """301 302 303 307 followed; redirect of a POST becomes GET"""
    server = Server({"/voice": (status, {"Location": "/next"}, "")})
    call = voicelab.dial(server, path="/voice")
    call.hears("hello")
    assert [(asked["method"], asked["path"], asked["form"]) for asked in server.asked[1:]] == [
        ("GET", "/next", {})
    ]


def test_relative_addresses_are_relative_to_where_the_document_came_from(voicelab: TestLab) -> None:
    """Resolved against the URL of the document being executed after HTTP redirects"""
    server = Server(
        {
            "/voice": ("302 Found", {"Location": "/deep/er/menu"}, ""),
            "/deep/er/menu": xml("<Response><Redirect>next</Redirect></Response>"),
        }
    )
    voicelab.dial(server, path="/voice").ended()
    assert server.asked[-1]["path"] == "/deep/er/next"


def test_at_most_ten_redirects(voicelab: TestLab) -> None:
    """At most 10 (11215)"""
    server = Server({"/voice": ("302 Found", {"Location": "/voice"}, "")})
    call = voicelab.dial(server, path="/voice")
    call.hears("application error")
    assert errors(call) == [11215] and len(server.asked) == 11


def test_a_redirect_to_nowhere(voicelab: TestLab) -> None:
    """Other 3xx or no Location 11216"""
    server = Server({"/voice": ("302 Found", {}, "")})
    call = voicelab.dial(server, path="/voice")
    call.ended()
    assert errors(call) == [11216]


@pytest.mark.parametrize("location", ["http://[", "http://server.test:port/", "http://server.test:99999/"])
def test_a_redirect_to_what_is_no_address(voicelab: TestLab, location: str) -> None:
    """Unusable 3xx 11216, or malformed 11100"""
    call = voicelab.dial(Server({"/voice": ("302 Found", {"Location": location}, "")}), path="/voice")
    call.ended()
    assert errors(call) in ([11216], [11100])


def test_basic_auth_after_a_401(voicelab: TestLab) -> None:
    """http://user:pw@host/ is used as Basic auth (after a 401)"""
    asked: list[str | None] = []

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked.append(environ.get("HTTP_AUTHORIZATION"))
        start_response("200 OK" if asked[-1] else "401 Unauthorized", [("Content-Type", "text/xml")])
        return [HELLO.encode()]

    voicelab.serve("http://secret.test", app)
    voicelab.dial("http://ann:pw@secret.test/voice").hears("hello")
    assert asked == [None, "Basic " + base64.b64encode(b"ann:pw").decode()]


@pytest.mark.parametrize(
    "kind", ["text/xml", "application/xml", "text/html", "text/xml; charset=utf-8", "TEXT/XML"]
)
def test_content_types_that_are_twiml(voicelab: TestLab, kind: str) -> None:
    """text/xml, application/xml, text/html -> TwiML"""
    voicelab.dial(Server({"/": ("200 OK", {"Content-Type": kind}, HELLO)})).hears("hello")


def test_plain_text_is_read_aloud(voicelab: TestLab) -> None:
    """text/plain -> TwiML if it parses, otherwise read aloud then hang up"""
    call = voicelab.dial(Server({"/": ("200 OK", {"Content-Type": "text/plain"}, "Fish & chips are ready")}))
    call.hears("fish chips are ready")
    assert call.ended("completed")
    voicelab.dial(Server({"/": ("200 OK", {"Content-Type": "text/plain"}, HELLO)})).hears("hello")


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "image/png"}])
def test_other_content_types(voicelab: TestLab, headers: dict[str, str]) -> None:
    """Missing or other -> 12300"""
    call = voicelab.dial(Server({"/": ("200 OK", headers, HELLO)}))
    call.hears("application error")
    assert errors(call) == [12300]


def test_a_failing_connection_is_tried_once_more(voicelab: TestLab) -> None:
    """Default 1 retry and only on connect/TLS failure; 4xx/5xx are not retried by default"""
    server = Server()
    voicelab.serve("http://server.test", server)
    with voicelab.break_it(webhook="refused", times=1):
        voicelab.dial("http://server.test/").hears("hello")
    with voicelab.break_it(webhook=500, times=1):
        voicelab.dial("http://server.test/").hears("application error")
    assert len(server.asked) == 1


def test_overrides_in_the_fragment(voicelab: TestLab) -> None:
    """#rc=0..5&rp=4xx,5xx,ct,rt,all; the fragment is neither sent nor signed"""
    server = Server()
    voicelab.serve("http://server.test", server)
    with voicelab.break_it(webhook=500, times=3) as faults:
        voicelab.dial("http://server.test/#rc=3&rp=5xx").hears("hello")
    assert faults.provoked == 3 and len(server.asked) == 1
    with voicelab.break_it(webhook="refused") as faults:
        voicelab.dial("http://server.test/#rc=0").ended()
    assert faults.provoked == 1
    with voicelab.break_it(slow=9):
        call = voicelab.dial("http://server.test/#tt=5000")
        call.hears("application error")
    assert call.requests[0].duration == pytest.approx(5.0)


@pytest.mark.parametrize("override", ["rc=99", "rc=-1", "rc=\u00b2", "tt=soon", "rp=never", "sni=maybe"])
def test_a_bad_override(voicelab: TestLab, override: str) -> None:
    """Bad value 11243/11240"""
    call = voicelab.dial(f"http://server.test/#{override}")
    call.ended()
    assert errors(call) == [11243]


def test_the_same_token_across_retries(voicelab: TestLab) -> None:
    """I-Twilio-Idempotency-Token: same token across retries of one request"""
    server = Server({"/": ("503 Busy", {"Content-Type": "text/plain"}, "")})
    voicelab.serve("http://server.test", server)
    voicelab.dial("http://server.test/#rc=2&rp=5xx").ended()
    assert len(server.asked) == 3
    assert len({asked["headers"]["I-Twilio-Idempotency-Token"] for asked in server.asked}) == 1


def test_an_unknown_element_is_skipped_and_the_rest_runs(voicelab: TestLab) -> None:
    """12200, a warning: bad piece skipped, the rest runs"""
    call = voicelab.dial('<Response><Sing>la</Sing><Say mood="gay">Hello</Say>stray</Response>')
    call.hears("hello")
    assert call.ended("completed") and set(errors(call)) == {12200}


def test_an_inline_document_has_no_address(voicelab: TestLab) -> None:
    """With inline TwiML there is no base: relative action is 15004"""
    call = voicelab.dial('<Response><Say>Hi</Say><Pause length="60"/></Response>')
    call.hears("hi")
    inline = Entry(twiml="<Response><Redirect>next</Redirect></Response>")
    voicelab.drive(voicelab.lab.switchboard.redirect(call.sid, inline), "the call is redirected", None, None)
    call.ended()
    assert 15004 in errors(call)
