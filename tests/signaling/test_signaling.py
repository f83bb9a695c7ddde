"""Pages at ``/signal``: a real switchboard, real sockets, media in memory. Rows are of the SDKs' messages."""

from pathlib import Path

import pytest
from scripted_page import Exchange, with_exchange

from voicelab.calls.credentials import mint_capability_token
from voicelab.calls.events import DigitPressed, MessageReceived
from voicelab.engine.call import Call

WAIT = "<Response><Echo/></Response>"
SID = "KX" + "1" * 32


def keys(call: Call) -> list[DigitPressed]:
    return [event for event in call.events if isinstance(event, DigitPressed)]


# --- calls that pages make --------------------------------------------------------------------------------
def test_a_page_calls_and_hangs_up(tmp_path: Path) -> None:
    """``invite`` -> ``ringing {callsid}`` -> ``answer {callsid, sdp}``; ``hangup {callsid}``."""

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        lab.lab.directory.documents["here"] = WAIT
        await page.call("TJSx", params="To=here&colour=light%20blue")
        sid = (await page.hears("ringing"))["callsid"]
        answer = await page.hears("answer")
        assert answer["callsid"] == sid and answer["sdp"] == "answer 1"
        assert lab.endpoints[0].offers == ["an offer"]
        call = lab.lab.switchboard.calls[sid]
        assert (call.record.from_, call.record.to) == ("client:alice", "here")
        assert call.record.parameters["colour"] == "light blue"
        await page.say("hangup", callsid=sid)
        assert await lab.ended(call) == "completed"
        assert lab.endpoints[0].leg.closed.done()

    with_exchange(tmp_path, story)


def test_the_document_ends_the_call(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        call = await lab.open_call(page, "<Response><Play digits='1'/></Response>")
        hangup = await page.hears("hangup")
        assert hangup == {"callsid": call.sid}
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


@pytest.mark.parametrize(("reason", "code"), [("busy", 31486), ("rejected", 31603)])
def test_reject_is_a_hangup_with_its_code(tmp_path: Path, reason: str, code: int) -> None:
    """31486 Busy Here, 31603 Decline."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        lab.lab.directory.documents["here"] = f"<Response><Reject reason='{reason}'/></Response>"
        await page.call(params="To=here")
        assert (await page.hears("hangup"))["error"]["code"] == code

    with_exchange(tmp_path, story)


def test_the_tokens_parameters_go_along_and_cannot_be_changed_by_the_page(tmp_path: Path) -> None:
    """VoiceGrant ``outgoing.params``."""

    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        await page.listen(lab.token(params={"plan": "gold"}))
        lab.lab.directory.documents["here"] = WAIT
        await page.call(params="To=here&plan=stolen")
        call = lab.lab.switchboard.calls[(await page.hears("ringing"))["callsid"]]
        assert call.record.parameters["plan"] == "gold"

    with_exchange(tmp_path, story)


def test_a_token_without_outgoing_cannot_call(tmp_path: Path) -> None:
    """20151: the SDKs' AuthenticationFailed, on the call."""

    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        await page.listen(lab.token(application_sid=None))
        await page.call()
        hangup = await page.hears("hangup")
        assert (hangup["callsid"], hangup["error"]["code"]) == ("TJS1", 20151)
        assert not lab.lab.switchboard.calls

    with_exchange(tmp_path, story)


@pytest.mark.parametrize(
    ("application", "to", "code"),
    [("AP" + "9" * 32, "", 31001), (None, "", 31404), (None, "app:nobody", 31001)],
)
def test_a_call_that_leads_nowhere_is_hung_up_with_a_sentence(
    tmp_path: Path, application: str | None, to: str, code: int
) -> None:
    """31001 Application not found; 31404 Not Found."""

    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        await page.listen(lab.token(**({"application_sid": application} if application else {})))
        await page.call(params=f"To={to}")
        error = (await page.hears("hangup"))["error"]
        assert error["code"] == code and len(error["message"]) > 20
        assert lab.endpoints[0].leg.closed.done()

    with_exchange(tmp_path, story)


def test_a_capability_token_calls_too(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.connect("1.5")
        own = lab.lab.directory.own_application.sid
        await page.listen(mint_capability_token(lab.keyring, "bob", application_sid=own))
        call = await lab.open_call(page)
        assert call.record.from_ == "client:bob"

    with_exchange(tmp_path, story)


def test_digits_by_signaling_are_keys_of_the_call(tmp_path: Path) -> None:
    """``dtmf {callsid, dtmf: '12#'}``; ``w`` is a pause of half a second."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        call = await lab.open_call(page)
        await page.say("dtmf", callsid=call.sid, dtmf="1w2")
        await page.say("dtmf", callsid=call.sid, dtmf="#")
        await lab.until(lambda: len(keys(call)) == 3)
        assert [(key.digit, key.via) for key in keys(call)] == [(key, "signaling") for key in "12#"]
        assert keys(call)[1].at - keys(call)[0].at >= 0.5

    with_exchange(tmp_path, story)


def test_an_ice_restart_is_answered(tmp_path: Path) -> None:
    """``reinvite {callsid, sdp}`` -> ``answer {sdp}``"""

    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        call = await lab.open_call(page)
        await page.hears("answer")
        await page.say("reinvite", callsid=call.sid, sdp="another offer")
        assert (await page.hears("answer"))["sdp"] == "answer 2"
        assert lab.endpoints[0].offers == ["an offer", "another offer"]

    with_exchange(tmp_path, story)


def test_messages_go_both_ways(tmp_path: Path) -> None:
    """``message {content}`` -> ``ack {acktype: 'message', voiceeventsid}``; and from the lab."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        call = await lab.open_call(page)
        await page.say(
            "message",
            callsid=call.sid,
            content={"x": 1},
            contenttype="application/json",
            messagetype="user-defined-message",
            voiceeventsid=SID,
        )
        assert (await page.hears("ack"))["voiceeventsid"] == SID
        (event,) = [event for event in call.events if isinstance(event, MessageReceived)]
        assert event.content == {"x": 1}
        assert call.side is not None
        sid = await call.side.line.send_message([2], "user-defined-message", "application/json")
        message = await page.hears("message")
        assert (message["content"], message["voiceeventsid"], message["callsid"]) == ([2], sid, call.sid)

    with_exchange(tmp_path, story)


# --- calls that pages get ---------------------------------------------------------------------------------
def test_a_page_is_told_why_it_is_rung(tmp_path: Path) -> None:
    """A Dial's callReason goes along beside From and To"""

    async def story(lab: Exchange) -> None:
        alice, bob = await lab.page(), await lab.page("bob")
        document = '<Response><Dial callReason="Your parcel"><Client>alice</Client></Dial></Response>'
        await lab.open_call(bob, document)
        invite = await alice.hears("invite")
        assert invite["parameters"]["CallReason"] == "Your parcel" and "Params" not in invite["parameters"]

    with_exchange(tmp_path, story)


def test_a_page_is_rung_and_answers(tmp_path: Path) -> None:
    """``invite {callsid, sdp, reconnect, parameters: {From, To, CallSid, AccountSid, Params}}``"""

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring(**{"order id": "a=b & c"})
        invite = await page.hears("invite")
        wanted = {"From": "+15005550001", "To": "client:alice", "CallSid": call.sid}
        assert wanted.items() <= invite["parameters"].items()
        assert invite["parameters"]["Params"] == "order id=a%3Db%20%26%20c"
        assert invite["callsid"] == call.sid and invite["sdp"] == "the lab's offer" and invite["reconnect"]
        await page.say("answer", callsid=call.sid, sdp="the page's answer")
        assert (await page.hears("answer"))["reconnect"]
        assert lab.endpoints[0].answers == ["the page's answer"]
        assert call.record.status == "in-progress"
        await page.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


def test_a_page_rejects(tmp_path: Path) -> None:
    """``reject {callsid}``"""

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring()
        await page.hears("invite")
        await page.say("reject", callsid=call.sid)
        assert await lab.ended(call) == "busy"

    with_exchange(tmp_path, story)


def test_a_page_that_ignores_is_cancelled_in_time(tmp_path: Path) -> None:
    """``ignore()`` sends NOTHING (server must time out)."""

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring(timeout=0.3)
        await page.hears("invite")
        assert await page.hears("cancel") == {"callsid": call.sid}
        assert await lab.ended(call) == "no-answer"

    with_exchange(tmp_path, story)


def test_all_pages_ring_the_first_answer_wins_and_the_rest_get_cancel(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        first, second, third = [await lab.page() for _ in range(3)]
        call = await lab.ring()
        for page in (first, second, third):
            await page.hears("invite")
        await second.say("answer", callsid=call.sid, sdp="mine")
        assert (await second.hears("answer"))["callsid"] == call.sid
        for page in (first, third):
            assert await page.hears("cancel") == {"callsid": call.sid}
        await first.say("answer", callsid=call.sid, sdp="too late")
        await second.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"
        assert first.said == [] and not first.closed.is_set()

    with_exchange(tmp_path, story)


def test_an_answer_that_never_gets_sound_ends_the_call(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring()
        await page.hears("invite")
        lab.endpoints[0].path.clear()
        await page.say("answer", callsid=call.sid, sdp="x")
        await page.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "busy"

    with_exchange(tmp_path, story)


def test_a_page_that_leaves_while_it_rings_is_absent(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring()
        await page.hears("invite")
        await page.close()
        assert await lab.ended(call) == "no-answer"
        assert not lab.lab.switchboard.registered(lab.lab.account.sid)

    with_exchange(tmp_path, story)


def test_a_page_without_incoming_is_ready_but_not_rung(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        await page.listen(lab.token(incoming=False))
        await page.register()
        assert await lab.ended(await lab.ring()) == "no-answer"

    with_exchange(tmp_path, story)


def test_an_unregistered_page_is_not_rung(tmp_path: Path) -> None:
    """``register {media: {audio: false}}`` -> ``offline``"""

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        await page.register(False)
        assert await lab.ended(await lab.ring()) == "no-answer"

    with_exchange(tmp_path, story)
