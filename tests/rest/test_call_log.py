"""What happened in a call: Events and Notifications. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab


def failing(request: Any) -> Any:
    """A menu whose second page is broken."""
    if request.path == "/broken":
        return 500
    return '<Response><Say>one moment</Say><Redirect method="GET">/broken?page=2</Redirect></Response>'


def test_events_are_the_webhooks_of_the_call_in_order(voicelab: TestLab) -> None:
    """Request {url, method, parameters...} + response {...} pairs of every webhook of the call"""
    call = voicelab.dial(failing)
    call.ended()
    events = voicelab.twilio.calls(call.sid).events.list()
    assert [event.request["method"] for event in events] == ["POST", "GET"]
    assert events[0].request["parameters"]["CallSid"] == call.sid
    assert events[0].response["response_code"] == 200 and "<Say>" in events[0].response["response_body"]
    assert events[1].response["response_code"] == 500
    status, data = ask(voicelab, "GET", f"Calls/{call.sid}/Events.json", query="PageSize=1")
    assert status == 200 and len(check_page("events", "event", data)) == 1 and data["next_page_uri"]


def test_notifications_say_what_went_wrong(voicelab: TestLab) -> None:
    """Log 0 error / 1 warning; error_code, message_text, request_*, response_*"""
    call = voicelab.dial(failing)
    call.ended()
    client = voicelab.twilio
    (note,) = client.calls(call.sid).notifications.list(log=0)
    assert note.error_code == "11200" and note.log == "0" and "500" in note.message_text
    assert note.request_url.endswith("/broken?page=2")
    whole = client.calls(call.sid).notifications(note.sid).fetch()
    assert whole.request_method == "GET" and f"CallSid={call.sid}" in whole.request_variables
    assert client.calls(call.sid).notifications.list(log=1) == []
    assert [one.sid for one in client.api.account.notifications.list()] == [note.sid]
    assert client.api.account.notifications(note.sid).fetch().error_code == "11200"


def test_a_notification_names_its_place(voicelab: TestLab) -> None:
    """Both become notifications with their place in the document"""
    call = voicelab.dial('<Response>\n <Say loop="x">Hello.</Say></Response>')
    call.ended()
    (note,) = voicelab.twilio.calls(call.sid).notifications.list()
    assert (note.error_code, note.log) == ("13510", "1") and "(line 2, column 7)" in note.message_text


def test_notifications_show_every_field(voicelab: TestLab) -> None:
    call = voicelab.dial(failing)
    call.ended()
    for path in (f"Calls/{call.sid}/Notifications", "Notifications"):
        _, data = ask(voicelab, "GET", f"{path}.json")
        (note,) = check_page("notifications", "notification", data)
        status, data = ask(voicelab, "GET", f"{path}/{note['sid']}.json")
        assert status == 200 and check("notification-instance", data)["uri"] == note["uri"]


def test_notifications_are_filtered_by_day(voicelab: TestLab) -> None:
    """MessageDate(<,>)"""
    voicelab.dial(failing).ended()
    for query, many in (
        ("MessageDate=2030-01-01", 1),
        ("MessageDate%3C=2030-01-01", 0),
        ("MessageDate%3E=2030-01-01", 1),
        ("MessageDate%3E=2030-01-02", 0),
        ("Log=1", 0),
    ):
        _, data = ask(voicelab, "GET", "Notifications.json", query=query)
        assert len(data["notifications"]) == many, query


def test_a_notification_of_another_call_is_not_there(voicelab: TestLab) -> None:
    one, other = voicelab.dial(failing), voicelab.dial("<Response/>")
    one.ended()
    client = voicelab.twilio
    (note,) = client.calls(one.sid).notifications.list()
    with pytest.raises(TwilioRestException) as caught:
        client.calls(other.sid).notifications(note.sid).fetch()
    assert caught.value.status == 404


def test_a_dead_status_callback_is_a_notification_and_the_call_goes_on(voicelab: TestLab) -> None:
    """A status callback URL that is dead (the call goes on; the notification says so)"""
    voicelab.serve("http://dead.test", lambda request: 404)
    voicelab.callee("+15005550002", hangs_up_after=5)
    call = voicelab.twilio.calls.create(
        to="+15005550002",
        from_="+15005550001",
        twiml="<Response><Pause length='60'/></Response>",
        status_callback="http://dead.test/",
    )
    voicelab.waits(20)
    assert call.fetch().status == "completed"
    assert [note.error_code for note in call.notifications.list()] == ["15003"]
