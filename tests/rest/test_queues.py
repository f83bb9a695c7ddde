"""Queues and their members over the REST API. Quoted rows: Twilio's "Queue" and "Queue Member" resources."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab

WAITS = "<Response><Enqueue waitUrl=''{}>support</Enqueue></Response>"


def test_a_queue_is_made_changed_and_forgotten(voicelab: TestLab) -> None:
    """FriendlyName*(<=64), MaxSize 1000 (max 5000)"""
    queues = voicelab.twilio.queues
    queue = queues.create(friendly_name="support", max_size=5)
    assert (queue.friendly_name, queue.max_size, queue.current_size) == ("support", 5, 0)
    changed = queue.update(friendly_name="help", max_size=7)
    assert (changed.sid, changed.friendly_name, changed.max_size) == (queue.sid, "help", 7)
    assert [one.friendly_name for one in queues.list()] == ["help"]
    assert queues.create(friendly_name="support").sid != queue.sid
    assert queue.delete() and [one.friendly_name for one in queues.list()] == ["support"]
    with pytest.raises(TwilioRestException) as caught:
        queue.fetch()
    assert caught.value.status == 404


def test_a_queue_of_that_name_is_there_already(voicelab: TestLab) -> None:
    """20409 Conflict"""
    queues = voicelab.twilio.queues
    one, other = queues.create(friendly_name="a"), queues.create(friendly_name="b")
    for attempt in (lambda: queues.create(friendly_name="a"), lambda: other.update(friendly_name="a")):
        with pytest.raises(TwilioRestException) as caught:
            attempt()
        assert (caught.value.status, caught.value.code) == (409, 20409)
    assert one.update(friendly_name="a").sid == one.sid


def test_every_field_is_shown(voicelab: TestLab) -> None:
    call = voicelab.dial(WAITS.format(""))
    call.waits(12)
    _, page = ask(voicelab, "GET", "Queues.json")
    (queue,) = check_page("queues", "queue", page)
    assert (queue["current_size"], queue["average_wait_time"]) == (1, 12)
    _, page = ask(voicelab, "GET", f"Queues/{queue['sid']}/Members.json")
    (member,) = check_page("queue_members", "member", page)
    assert (member["call_sid"], member["position"], member["wait_time"]) == (call.sid, 1, 12)
    _, front = ask(voicelab, "GET", f"Queues/{queue['sid']}/Members/Front.json")
    assert check("member", front) == member


def test_the_first_is_dequeued_into_a_document(voicelab: TestLab) -> None:
    """POST Members/Front or /{CallSid} Url*, Method -> dequeues into that document"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        told.append(dict(request))
        return "<Response><Say>it is your turn</Say></Response>" if request.path == "/turn" else ""

    voicelab.serve("http://app.test", app)
    first = voicelab.dial(WAITS.format(" action='http://app.test/after'"))
    first.waits(5)
    second = voicelab.dial(WAITS.format(""))
    second.waits(5)
    client = voicelab.twilio
    (queue,) = client.queues.list()
    assert [member.position for member in queue.members.list()] == [1, 2]
    member = queue.members("Front").update(url="http://app.test/turn")
    assert (member.call_sid, member.wait_time) == (first.sid, 10)
    first.hears("it is your turn")
    results = [form["QueueResult"] for form in told if "QueueResult" in form]
    assert results == ["redirected"]
    queue.members(second.sid).update(url="http://app.test/turn", method="GET")
    second.hears("it is your turn")
    assert queue.members.list() == []


def test_only_an_empty_queue_can_be_deleted(voicelab: TestLab) -> None:
    """Delete only when empty"""
    voicelab.dial(WAITS.format("")).waits(2)
    (queue,) = voicelab.twilio.queues.list()
    with pytest.raises(TwilioRestException, match="wait in the queue"):
        queue.delete()


def test_a_full_queue_takes_nobody(voicelab: TestLab) -> None:
    """MaxSize"""
    voicelab.twilio.queues.create(friendly_name="support", max_size=1)
    voicelab.dial(WAITS.format("")).waits(2)
    voicelab.dial(WAITS.format("")).ended()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 20002),
        ({"FriendlyName": " "}, 20002),
        ({"FriendlyName": "a" * 65}, 20002),
        ({"FriendlyName": "a\u0000"}, 20002),
        ({"FriendlyName": "a", "MaxSize": "0"}, 20001),
        ({"FriendlyName": "a", "MaxSize": "5001"}, 20001),
        ({"FriendlyName": "a", "MaxSize": "few"}, 20001),
    ],
)
def test_a_bad_queue_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    status, data = ask(voicelab, "POST", "Queues.json", form)
    assert (status, data["code"]) == (400, code) and voicelab.twilio.queues.list() == []


def test_what_is_not_there_is_404(voicelab: TestLab) -> None:
    queue = voicelab.twilio.queues.create(friendly_name="support")
    none = "QU" + "0" * 32
    for method, path in [
        ("GET", none),
        ("POST", none),
        ("DELETE", none),
        ("GET", f"{none}/Members"),
        ("GET", f"{queue.sid}/Members/Front"),
        ("POST", f"{queue.sid}/Members/Front"),
        ("POST", f"{queue.sid}/Members/CA{'0' * 32}"),
    ]:
        form = {"Url": "http://app.test/"} if method == "POST" else None
        status, data = ask(voicelab, method, f"Queues/{path}.json", form)
        assert (status, data["code"]) == (404, 20404), path
    status, data = ask(voicelab, "POST", f"Queues/{queue.sid}/Members/Front.json", {"Url": "nowhere"})
    assert (status, data["code"]) == (400, 21205)
