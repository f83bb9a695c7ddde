"""Calls over the REST API, with the official library, in virtual time. Quoted rows: Twilio's "Calls resource"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from field_tables import check, check_page
from placed import CALLEE, CALLER, HELLO, LAB, LONG, create
from rest_caller import ask

from voicelab.testing import TestLab


def refused(voicelab: TestLab, **form: Any) -> tuple[int, int]:
    """The HTTP status and the code that a creation is refused with; an empty value leaves a parameter out."""
    whole = {"To": CALLEE, "From": CALLER, "Twiml": HELLO} | form
    status, data = ask(voicelab, "POST", "Calls.json", {k: v for k, v in whole.items() if v != ""})
    return status, data["code"]


# --- create -------------------------------------------------------------------------------------------------
def test_a_call_is_queued_at_once_and_runs_its_twiml(voicelab: TestLab) -> None:
    """Returns 201 status `queued` at once, duration null"""
    callee = voicelab.callee(CALLEE)
    call = create(voicelab)
    assert (call.status, call.duration, call.direction) == ("queued", None, "outbound-api")
    voicelab.waits(10)
    assert [said.text for said in callee.calls[0].heard] == ["hello there"]
    after = call.fetch()
    assert (after.status, after.price, after.price_unit) == ("completed", None, "USD")
    assert int(after.duration) >= 1 and after.end_time >= after.start_time


def test_a_call_shows_every_field(voicelab: TestLab) -> None:
    """api.v2010.account.call"""
    voicelab.callee(CALLEE)
    status, data = ask(voicelab, "POST", "Calls.json", {"To": CALLEE, "From": "415-555-0123", "Twiml": HELLO})
    assert status == 201
    check("call", data)
    assert data["from"] == "+14155550123" and data["from_formatted"] == "(415) 555-0123"
    assert data["uri"].endswith(f"/Calls/{data['sid']}.json")
    assert data["subresource_uris"]["recordings"].endswith(f"/Calls/{data['sid']}/Recordings.json")


def test_url_is_asked_and_the_steps_are_told(voicelab: TestLab) -> None:
    """StatusCallbackEvent: repeat the field; initiated ringing answered completed"""
    asked: list[tuple[str, str, str]] = []

    def app(request: Any) -> str:
        asked.append((request.path, request.method, request.get("CallStatus", "")))
        return HELLO if request.path == "/voice" else ""

    voicelab.serve("http://app.test", app)
    voicelab.callee(CALLEE)
    create(
        voicelab,
        twiml=None,
        url="http://app.test/voice",
        method="GET",
        status_callback="http://app.test/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    voicelab.waits(20)
    assert ("/voice", "GET", "in-progress") in asked
    steps = [status for path, _, status in asked if path == "/status"]
    assert steps == ["initiated", "ringing", "in-progress", "completed"]


def test_only_the_end_is_told_by_default(voicelab: TestLab) -> None:
    """REST Calls.create StatusCallback: default completed"""
    told: list[str] = []

    def app(request: Any) -> str:
        told.append(request["CallStatus"])
        return ""

    voicelab.serve("http://app.test", app)
    voicelab.callee(CALLEE, busy=True)
    create(voicelab, status_callback="http://app.test/")
    voicelab.waits(20)
    assert told == ["busy"]


def test_an_application_is_used(voicelab: TestLab) -> None:
    """One of Url / Twiml / ApplicationSid"""
    callee = voicelab.callee(CALLEE)
    sid = voicelab.app("greeter", HELLO).sid
    call = create(voicelab, twiml=None, application_sid=sid)
    voicelab.waits(10)
    assert callee.calls[0].heard[0].text == "hello there"
    assert call.fetch().status == "completed"


def test_url_wins_over_twiml_and_the_call_says_so(voicelab: TestLab) -> None:
    """Url wins, 32019"""
    voicelab.serve("http://app.test", lambda request: "<Response><Say>from the url</Say></Response>")
    callee = voicelab.callee(CALLEE)
    call = create(voicelab, url="http://app.test/")
    voicelab.waits(10)
    assert callee.calls[0].heard[0].text == "from the url"
    assert [note.error_code for note in call.notifications.list()] == ["32019"]


def test_a_clients_parameters_travel(voicelab: TestLab) -> None:
    """To may be `client:name?param=value` (custom parameters)"""
    alice = voicelab.callee("client:alice")
    call = create(voicelab, to="client:alice?colour=green&size=2%20m")
    voicelab.waits(1)
    assert dict(alice.invitations[0].parameters) == {"colour": "green", "size": "2 m"}
    assert call.to == "client:alice"


def test_nobody_answers_in_time(voicelab: TestLab) -> None:
    """Timeout: seconds until no-answer"""
    voicelab.callee(CALLEE, answers_after=None)
    call = create(voicelab, timeout=20)
    voicelab.waits(19)
    assert call.fetch().status == "ringing"
    voicelab.waits(2)
    assert call.fetch().status == "no-answer" and call.fetch().duration == "0"


def test_keys_are_pressed_once_it_is_answered(voicelab: TestLab) -> None:
    """SendDigits"""
    callee = voicelab.callee(CALLEE)
    create(voicelab, send_digits="ww12#")
    voicelab.waits(10)
    assert callee.calls[0].keys == "12#"


def test_the_time_limit_ends_the_call(voicelab: TestLab) -> None:
    """TimeLimit"""
    voicelab.callee(CALLEE)
    call = create(voicelab, twiml=LONG, time_limit=15)
    voicelab.waits(30)
    assert call.fetch().duration == "15"


def test_a_call_to_a_number_of_the_lab_makes_two_records(voicelab: TestLab) -> None:
    """The outbound-api leg runs Url/Twiml, a separate inbound leg runs the number's VoiceUrl"""
    voicelab.number(LAB, LONG)
    create(voicelab, to=LAB, twiml=LONG)
    voicelab.waits(5)
    assert sorted(call.direction for call in voicelab.twilio.calls.list()) == ["inbound", "outbound-api"]


BAD = [
    ({"To": ""}, 21201),
    ({"To": "   "}, 21201),
    ({"To": "12"}, 21211),
    ({"To": "client:"}, 21211),
    ({"To": "client:" + "a" * 122}, 21211),
    ({"To": "client:\u0007"}, 21211),
    ({"To": "sip:kate@example.com"}, 21214),
    ({"From": ""}, 21213),
    ({"From": "nobody"}, 21212),
    ({"CallerId": "nobody"}, 21212),
    ({"Twiml": ""}, 21205),
    ({"Twiml": "<Response>" + "a" * 4000 + "</Response>"}, 32018),
    ({"Url": "ftp://example.com/x"}, 21205),
    ({"Url": "/voice"}, 21205),
    ({"Url": "http://"}, 21205),
    ({"Url": "http://exa mple.com"}, 21205),
    ({"Url": "http://example.com:99999/"}, 21205),
    ({"Url": "http://e.com/" + "a" * 5000}, 21205),
    ({"Url": "http://app.test/", "Method": "PUT"}, 21209),
    ({"FallbackUrl": "nowhere"}, 21205),
    ({"StatusCallback": "nowhere"}, 21205),
    ({"StatusCallback": "http://app.test/", "StatusCallbackMethod": "HEAD"}, 21209),
    ({"Twiml": "", "ApplicationSid": "AP" + "0" * 32}, 21218),
    ({"Twiml": "", "ApplicationSid": "greeter"}, 21218),
    ({"SendDigits": "1-2"}, 21206),
    ({"SendDigits": "1" * 33}, 21206),
    ({"Timeout": "-1"}, 21208),
    ({"Timeout": "soon"}, 21208),
    ({"TimeLimit": "0"}, 20001),
    ({"Record": "maybe"}, 20001),
    ({"Record": "true", "RecordingChannels": "seven"}, 20001),
    ({"Record": "true", "RecordingStatusCallbackEvent": "never"}, 20001),
    ({"MachineDetection": "Maybe"}, 21263),
    ({"MachineDetection": "Enable", "MachineDetectionTimeout": "2"}, 21263),
    ({"Byoc": "BY" + "0" * 32}, 20001),
]


@pytest.mark.parametrize(("form", "code"), BAD)
def test_a_bad_call_is_refused_with_its_code(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    assert refused(voicelab, **form) == (400, code)
    assert voicelab.twilio.calls.list() == []  # nothing was placed


# --- list and fetch -----------------------------------------------------------------------------------------
def test_calls_are_listed_newest_first_in_pages(voicelab: TestLab) -> None:
    """Next page = base_url + next_page_uri"""
    voicelab.callee(CALLEE, busy=True)
    sids = []
    for _ in range(7):
        sids.append(create(voicelab).sid)
        voicelab.waits(1)
    client = voicelab.twilio
    assert [call.sid for call in client.calls.list(page_size=3)] == sids[::-1]
    page = client.calls.page(page_size=3)
    second = page.next_page()
    assert [call.sid for call in second] == sids[::-1][3:6]
    assert [call.sid for call in second.previous_page()] == sids[::-1][:3]
    third = second.next_page()
    assert [call.sid for call in third] == sids[:1] and third.next_page() is None
    assert [call.sid for call in third.previous_page()] == sids[::-1][3:6]


def test_what_is_added_meanwhile_moves_no_page(voicelab: TestLab) -> None:
    voicelab.callee(CALLEE, busy=True)
    old = [create(voicelab).sid for _ in range(4)]
    page = voicelab.twilio.calls.page(page_size=2)
    create(voicelab)
    assert [call.sid for call in page.next_page()] == old[::-1][2:]


def test_the_envelope_has_relative_addresses(voicelab: TestLab) -> None:
    """next_page_uri, previous_page_uri (**relative** URIs from `/2010-04-01/...`, null at the end)"""
    voicelab.callee(CALLEE, busy=True)
    for _ in range(3):
        create(voicelab)
    status, data = ask(voicelab, "GET", "Calls.json", query="PageSize=2&Status=queued&To=%2B15005550002")
    assert status == 200 and len(check_page("calls", "call", data)) in (0, 2)
    _, data = ask(voicelab, "GET", "Calls.json", query="PageSize=2&To=%2B15005550002")
    assert (data["page"], data["page_size"], data["start"], data["end"]) == (0, 2, 0, 1)
    assert "To=%2B15005550002" in data["next_page_uri"] and "Page=1" in data["next_page_uri"]
    assert data["previous_page_uri"] is None


def test_calls_are_filtered(voicelab: TestLab) -> None:
    """To, From, ParentCallSid, Status"""
    voicelab.callee(CALLEE, hangs_up_after=5)
    voicelab.callee("client:bob", busy=True)
    one, other = create(voicelab), create(voicelab, to="client:bob")
    parent = create(voicelab, twiml="<Response><Dial><Client>bob</Client></Dial></Response>")
    voicelab.waits(30)
    calls = voicelab.twilio.calls
    assert {call.sid for call in calls.list(to="(500) 555-0002")} == {one.sid, parent.sid}
    assert other.sid in {call.sid for call in calls.list(to="client:bob")}
    assert {call.status for call in calls.list(status="busy")} == {"busy"}
    assert [call.direction for call in calls.list(parent_call_sid=parent.sid)] == ["outbound-dial"]
    assert calls.list(from_="+15005550099") == []


def test_calls_are_filtered_by_time(voicelab: TestLab) -> None:
    """StartTime(<,>), EndTime(<,>)"""
    voicelab.callee(CALLEE, hangs_up_after=5)
    first = create(voicelab)
    voicelab.waits(3 * 3600)
    second = create(voicelab)
    voicelab.waits(18 * 3600)
    client = voicelab.twilio
    start = client.calls(second.sid).fetch().start_time
    between = start - timedelta(hours=1)
    assert [call.sid for call in client.calls.list(start_time_after=between)] == [second.sid]
    assert [call.sid for call in client.calls.list(start_time_before=between)] == [first.sid]
    assert len(client.calls.list(end_time_after=start)) == 1
    assert len(client.calls.list(start_time=start.date())) == 2
    assert client.calls.list(start_time=start.date() - timedelta(days=1)) == []
    assert len(client.calls.list(start_time_before=start.date() + timedelta(days=1))) == 2


def test_an_unknown_call_is_404(voicelab: TestLab) -> None:
    """20404 not found"""
    for method, path in [
        ("GET", ""),
        ("POST", ""),
        ("DELETE", ""),
        ("GET", "/Events"),
        ("GET", "/Notifications"),
        ("GET", "/Recordings"),
        ("POST", "/Recordings"),
        ("POST", "/Streams"),
        ("POST", "/Payments"),
        ("POST", "/Siprec"),
        ("POST", "/Transcriptions"),
    ]:
        form = {"Url": "wss://example.com"} if method == "POST" else None
        status, data = ask(voicelab, method, f"Calls/CA{'0' * 32}{path}.json", form)
        assert (status, data["code"]) == (404, 20404), path


def test_an_application_may_use_the_library_in_its_webhook(voicelab: TestLab) -> None:
    """A handler that calls the API back while its own request is under way"""

    def app(request: Any) -> str:
        call = voicelab.twilio.calls(request["CallSid"]).fetch()
        return f"<Response><Say>the call is {call.status}</Say></Response>"

    voicelab.dial(app).hears("the call is ringing")
