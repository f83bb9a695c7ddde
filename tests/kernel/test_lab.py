"""The lab object against a real server: the expressions of FACE.md, "In a notebook"."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from typing import Any

import numpy as np
import pytest
import urllib3
from lxml import etree
from twilio.twiml.voice_response import VoiceResponse

import voicelab
from voicelab.calls.events import DigitPressed, PromptStarted, WebhookStarted
from voicelab.errors import LabError, RequestError
from voicelab.kernel.connection import Connection
from voicelab.kernel.lab import Lab
from voicelab.kernel.table import Table

ROBOT = "+15005550099"


def hello(words: str = "Hello") -> str:
    return f"<Response><Say>{words}</Say></Response>"


def test_lab_starts_once_and_is_joined_after_that(lab: Lab) -> None:
    """``voicelab.Lab()`` starts or joins one."""
    again = voicelab.Lab()
    assert (again.url, again.account_sid) == (lab.url, lab.account_sid)
    assert again._connection is lab._connection


def test_a_shared_lab_is_used_by_address_and_credentials(lab: Lab, own: Connection) -> None:
    shared = Lab(lab.url, own.account_sid, own.auth_token)
    shared.twiml["from-afar"] = hello()
    assert "from-afar" in lab.twiml
    shared.end()
    assert lab.alive


def test_wrong_credentials_are_said_at_once(lab: Lab) -> None:
    with pytest.raises(RequestError, match="credentials") as refused:
        Lab(lab.url, lab.account_sid, "0" * 32)
    assert refused.value.code == 20003


@pytest.mark.parametrize("address", ["ftp://x", "localhost:80", ""])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(ValueError, match="not a lab's address"):
        Lab(address, "AC1", "x")


def test_documents_are_a_mapping_of_str_voice_response_and_lxml(lab: Lab) -> None:
    lab.twiml["a"] = hello()
    response = VoiceResponse()
    response.say("From the helper library")
    lab.twiml["b"] = response
    lab.twiml["c"] = etree.fromstring(hello("From lxml"))
    assert lab.twiml["a"] == hello()
    assert "From the helper library" in str(lab.twiml["b"])
    assert lab.twiml["c"] == hello("From lxml")
    assert {"a", "b", "c"} <= set(lab.twiml) and len(lab.twiml) >= 3
    del lab.twiml["c"]
    assert "c" not in lab.twiml
    with pytest.raises(KeyError):
        lab.twiml["c"]
    with pytest.raises(KeyError):
        del lab.twiml["c"]
    with pytest.raises(RequestError, match="cannot be the name"):
        lab.twiml["no name"] = hello()


def test_findings_come_with_the_document(lab: Lab) -> None:
    lab.twiml["typo"] = '<Response>\n<Gather timout="8"/>\n</Response>'
    (finding,) = [each for each in lab.twiml.findings("typo") if each["code"] == 12200]
    assert (finding["line"], finding["level"]) == (2, "warning")
    assert "timeout" in finding["message"] + finding["cure"]


def test_applications_and_numbers_take_documents_and_functions(lab: Lab) -> None:
    lab.twiml["welcome"] = hello()

    @lab.webhook("/route")
    def route() -> str:
        return hello()

    application = lab.app("support", voice_url=route, status_callback="/route")
    assert application.sid.startswith("AP")
    assert application.voice_url == application.status_callback == lab.webhook_url("/route")
    assert lab.app("support").sid == application.sid
    number = lab.number("+15005550006", voice_url="welcome")
    assert (number.phone_number, number.voice_url) == ("+15005550006", "welcome")
    routed = lab.number("+15005550007", app="support")
    assert routed.voice_application_sid == application.sid
    with pytest.raises(KeyError, match="no application nobody"):
        lab.app("nobody")


def test_a_function_is_published_under_its_name_when_it_is_first_used(lab: Lab) -> None:
    def greet() -> str:
        return hello()

    assert lab.webhook_url(greet) == f"{lab.url}/webhooks/greet"
    assert lab.webhook_url(greet) == lab.webhook_url("/greet")
    with pytest.raises(KeyError, match="/nowhere"):
        lab.webhook_url("/nowhere")


@pytest.mark.parametrize("path", ["/a b", "", "//", "/../x", "/ä?"])
def test_a_webhook_needs_a_sane_path(lab: Lab, path: str) -> None:
    with pytest.raises(ValueError, match="not a webhook's path"):
        lab.webhook(path)


def test_a_bare_decorator_is_explained(lab: Lab) -> None:
    with pytest.raises(TypeError, match=r"@lab\.webhook"):

        @lab.webhook  # type: ignore[arg-type]
        def forgot() -> str:
            return hello()


def test_tokens_hide_themselves(lab: Lab) -> None:
    """``lab.access_token("alice")``: strings whose repr hides them."""
    for token in (lab.access_token("alice"), lab.capability_token("alice")):
        assert isinstance(token, str) and token.count(".") == 2
        assert str(token)[:20] not in repr(token) and "alice" in repr(token)


def test_no_secret_shows_itself(lab: Lab, own: Connection) -> None:
    """Secrets are never printed: not by repr, not by HTML, not in a widget's traits."""
    lab.twiml["welcome"] = hello()
    phone = lab.phone("alice", to="welcome")
    shown = [repr(lab), lab._repr_html_(), repr(own), repr(own.client), repr(lab.twilio), repr(phone)]
    shown += [json.dumps(phone.get_state(), default=str), str(vars(own.child)), lab.log]
    assert not [text for text in shown if own.auth_token in text]
    phone.close()


def test_the_page_is_given_what_it_needs_in_a_message(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens travel in a custom message, on request; traits stay without them."""
    phone = lab.phone("carol", to="welcome")
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(phone, "send", lambda content, buffers=None: sent.append(content))
    phone._handle_custom_msg({"type": "credentials"}, [])
    (given,) = sent
    assert str(given["port"]) == lab.url.rpartition(":")[2] and given["url"] is None
    assert given["token"].count(".") == 2 and given["observe_token"]
    assert given["token"] not in json.dumps(phone.get_state(), default=str)

    def renewed(token: str) -> int:
        return urllib3.request("POST", f"{lab.url}/lab/v1/tokens/renew", json={"token": token}).status

    assert renewed(given["token"]) == 201
    phone.close()
    for thread in threading.enumerate():
        if thread.name == "voicelab-grant":
            thread.join(60)
    assert renewed(given["token"]) == 401 and renewed(given["observe_token"]) == 401


def test_the_card_says_where_it_is_and_what_is_connected(lab: Lab) -> None:
    card = lab._repr_html_()
    assert lab.url in card and lab.account_sid in card and "WebRTC" in card
    assert "<script" not in card


def test_the_helper_library_is_bound_to_the_lab(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """``lab.twilio`` is the official client; nothing it sends leaves the lab, whatever product is asked."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    lab.app("by-name", voice_url="welcome")
    names = [application.friendly_name for application in lab.twilio.applications.list()]
    assert "by-name" in names
    from twilio.base.exceptions import TwilioRestException

    with pytest.raises(TwilioRestException) as refused:
        lab.twilio.conversations.v1.conversations.create()
    assert refused.value.status == 404


@pytest.mark.media
def test_a_call_from_dialing_to_its_picture(lab: Lab) -> None:
    """A robot behind a lab number is rung, hears the document, presses 1; the call's every face agrees."""
    asked: list[str] = []

    @lab.webhook("/chime.wav")
    def chime() -> np.ndarray:
        return 0.4 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)

    @lab.webhook("/menu")
    def menu(request: dict[str, str]) -> str:
        asked.append(request["Digits"])
        return hello("Goodbye")

    lab.twiml["robot"] = '<Response><Play digits="wwwwwwwwww1"/><Pause length="20"/></Response>'
    lab.number(ROBOT, voice_url="robot")
    flow = '<Play>/webhooks/chime.wav</Play><Gather numDigits="1" timeout="15" action="/webhooks/menu"/>'
    lab.twiml["flow"] = f"<Response>{flow}</Response>"
    call = lab.call(ROBOT, "flow", from_="+15005550006")
    assert call.wait(60, until="verb-started").status == "in-progress"
    assert call.wait(60) is call

    assert (call.status, call.from_, call.to, call.direction) == (
        "completed",
        "+15005550006",
        ROBOT,
        "outbound-api",
    )
    assert asked == ["1"]
    assert [event.digit for event in call.events if isinstance(event, DigitPressed)] == ["1"]
    actions = [
        event for event in call.events if isinstance(event, WebhookStarted) and event.purpose == "action"
    ]
    assert [event.parameters["Digits"] for event in actions] == ["1"]
    assert [(line.who, line.text) for line in call.transcript] == [("lab", "Goodbye")]
    assert re.fullmatch(r"\d+:\d\d\.\d  lab     Goodbye", str(call.transcript))

    both, lab_side = call.samples("both"), call.samples("lab")
    assert both.dtype == np.float32 and both.rate == 8000 and both.shape[1] == 2
    assert lab_side.shape == (len(both), 1)
    (played,) = [event for event in call.events if isinstance(event, PromptStarted) and event.kind == "play"]
    middle = lab_side[round((played.at + 0.3) * 8000) : round((played.at + 0.8) * 8000), 0]
    assert np.abs(np.fft.rfft(middle)).argmax() * 2 == pytest.approx(440, abs=2)
    assert call.audio("lab")._repr_html_().count("data:audio/wav;base64,") == 1
    with pytest.raises(ValueError, match="no side"):
        call.samples("left")

    figure = call.plot(theme="dark")
    assert any("Gather" in text.get_text() for text in figure.axes[0].texts)
    assert lab.calls[call.sid] == call and call in lab.calls
    frame = lab.calls.to_frame()
    assert call.sid in set(frame["sid"])
    assert call.sid in repr(lab.calls) and ROBOT in lab.calls._repr_html_()
    assert call.hang_up().status == "completed"  # over already: stays as it is


def empty(table: Table[Any]) -> Table[Any]:
    """The same table, in a lab in which nothing has happened."""
    return Table(table._name, table._columns, list, table._fields)


@pytest.mark.media
def test_an_empty_table_has_the_columns_of_a_full_one(lab: Lab) -> None:
    """In a data frame, where a column that is not there is an error."""
    lab.twiml["taped"] = "<Response><Record timeout='1' playBeep='false'/></Response>"
    lab.app("unanswered", voice_url="http://127.0.0.1:9/")
    client = lab._client
    taped = lab.calls[client.dial("client:one", "taped")["sid"]].wait(120, until="recording-started")
    client.say(taped.sid, "A message.")
    lab.calls[client.dial("client:one", "app:unanswered")["sid"]].wait(120)
    taped.wait(120)
    for table in (lab.calls, lab.recordings, lab.notifications):
        columns_stay(table)


def columns_stay(table: Table[Any]) -> None:
    full, none = table.to_frame(), empty(table).to_frame()
    assert len(full) and not len(none) and list(none.columns) == list(full.columns)


@pytest.mark.media
def test_hang_up_ends_a_live_call_and_waiting_for_the_wrong_thing_ends(lab: Lab) -> None:
    lab.twiml["patient"] = "<Response><Say>Yes?</Say><Pause length='60'/></Response>"
    lab.number(ROBOT, voice_url="patient")
    call = lab.call(ROBOT, "<Response><Pause length='60'/></Response>")
    call.wait(30, until="verb-started")
    with pytest.raises(TimeoutError, match=r"still in-progress after 0\.2 seconds"):
        call.wait(0.2)
    with pytest.raises(ValueError, match="no event 'lunch'"):
        call.wait(until="lunch")
    call.hang_up()
    with pytest.raises(LabError, match="ended before digit-pressed"):
        call.wait(30, until="digit-pressed")
    assert call.status == "completed"


@pytest.mark.media
def test_a_broken_webhook_function_is_named_by_the_notification(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exceptions become an HTTP 500 (11200) whose traceback shows in the notebook; the notification says so."""

    @lab.webhook("/broken")
    def broken(request: dict[str, str]) -> str:
        raise LookupError("no such customer")

    lab.number(ROBOT, voice_url=broken)
    lab.twiml["welcome"] = hello()
    lab.call(ROBOT, "welcome").wait(60)
    (found,) = [each for each in lab.notifications if "broken" in each.message]
    assert found.code == 11200 and "LookupError: no such customer" in found.message
    shown = capsys.readouterr().err
    assert "raise LookupError" in shown and "voicelab/kernel" not in shown


@pytest.mark.media
def test_a_conference_is_seen_and_handled(lab: Lab) -> None:
    """``lab.conference("room")``: participants, mute, hold, kick, announce."""
    lab.twiml["room"] = "<Response><Dial><Conference>room</Conference></Dial><Say>Bye</Say></Response>"
    lab.twiml["notice"] = hello("The room closes.")
    nowhere = lab.conference("nowhere")
    assert (nowhere.status, nowhere.participants, nowhere.sid) == ("none", [], "")
    assert "nobody there" in repr(nowhere) and "Nobody is here yet" in nowhere._repr_html_()
    with pytest.raises(RequestError, match="nobody in a conference nowhere"):
        nowhere.announce("Hello?")
    room = lab.conference("room")  # got before anybody is there: it becomes live
    ann, ben = lab.caller("client:ann"), lab.caller("client:ben")

    async def story() -> None:
        await ann.dial("room")
        await ben.dial("room")
        for caller in (ann, ben):
            assert caller.call is not None
            await asyncio.to_thread(caller.call.wait, 60, "conference-joined")
        assert {each.address for each in room.participants} == {"client:ann", "client:ben"}
        assert room["ben"].mute().muted and room["client:ben"].muted
        assert not room["ben"].mute(False).muted
        assert room["ann"].hold().on_hold
        room.announce("notice")
        room["ben"].kick()
        assert await ben.hear("Bye")
        assert [each.address for each in room.participants] == ["client:ann"]
        assert "client:ann" in repr(room) and "client:ann" in room._repr_html_()
        data, _ = room._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in data and "client:ann" in data["text/html"]
        assert room.board.name == "room"
        with pytest.raises(KeyError, match="ben is not in room"):
            room["ben"]
        room.end()
        assert room.status == "completed" and room.participants == []

    asyncio.run(story())
    assert room_names(lab) == ["room"]
    columns_stay(lab.conferences)
    kept = lab.conferences[room.sid]
    assert kept.status == "completed" and kept._repr_mimebundle_() is None  # a table, nothing live


@pytest.mark.media
def test_who_waits_in_a_queue_is_taken_and_sent_elsewhere(lab: Lab) -> None:
    """``lab.queues``: a table to programs, a board on a cell's last line; take and dequeue."""
    assert "no queues" in repr(lab.queues)
    lab.twiml["line"] = "<Response><Enqueue>line</Enqueue></Response>"
    lab.twiml["sorry"] = hello("Sorry, we are closed.")
    eve = lab.caller("client:eve")

    async def story() -> None:
        call = await eve.dial("line")
        await asyncio.to_thread(call.wait, 60, lambda event: getattr(event, "verb", "") == "Enqueue")
        (queue,) = lab.queues
        while not queue.members:  # the lab is asked again as soon as it has answered
            pass
        assert [member["position"] for member in queue.members] == [1]
        columns_stay(lab.queues)
        data, _ = lab.queues._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in data and "line" in data["text/html"]
        with pytest.raises(RequestError, match="not said whom to ring"):
            queue.take("")
        queue.dequeue(call.sid, "sorry")
        assert await eve.hear("Sorry, we are closed")

    asyncio.run(story())


def test_a_click_to_call_that_nobody_answers_says_so(lab: Lab) -> None:
    """The widget's page does this with its token; here it is the door itself."""
    assert lab.click_to_call("+15005550001", "nobody").stand_in()[0] == "Call +15005550001"
    call = lab._client.click_to_call("nobody", "+15005550001")
    ended = lab.calls[call["sid"]].wait(60)
    assert (ended.to, ended.status, ended.direction) == ("client:nobody", "no-answer", "outbound-api")


def room_names(lab: Lab) -> list[str]:
    return [each.name for each in lab.conferences]


def test_tables_explain_what_is_not_there(lab: Lab) -> None:
    with pytest.raises(KeyError, match="no call CA0"):
        lab.calls["CA0"]
    with pytest.raises(IndexError, match="The lab has"):
        lab.calls[10_000]
    assert lab.calls[:0] == []
    assert "recording" in repr(lab.recordings)


def test_what_is_not_there_yet_is_absent(lab: Lab) -> None:
    """A part that the lab cannot do is no attribute of it: nothing pretends."""
    for name in ("editor", "break_it", "test"):
        if not hasattr(type(lab), name):
            with pytest.raises(AttributeError):
                getattr(lab, name)
