"""What a lab has not: SIP, SIM cards, WhatsApp, text messages, TaskRouter. Quoted rows: their TwiML pages."""

from __future__ import annotations

from typing import Any

import pytest
from dialled import Dialler, children
from heard import codes, said

from voicelab.calls.events import Notified
from voicelab.testing import TestLab

proves = pytest.mark.proves
KATE = "sip:kate@example.com"


def told(call: Any) -> str:
    return " ".join(event.message for event in call.all_events if isinstance(event, Notified))


# --- Dial to nobody -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("noun", "words"),
    [
        pytest.param(f"<Sip>{KATE}</Sip>", "no SIP trunk", marks=proves("Sip")),
        pytest.param(f"<Sip><Uri>{KATE}</Uri></Sip>", "no SIP trunk", marks=proves("SipUri")),
        pytest.param("<Sim>DE00</Sim>", "no SIM cards", marks=proves("Sim")),
        pytest.param("<WhatsApp>+14155550123</WhatsApp>", "no WhatsApp", marks=proves("WhatsApp")),
    ],
)
def test_nobody_is_there_and_it_is_said(voicelab: TestLab, noun: str, words: str) -> None:
    """Sim, WhatsApp, Sip without a trunk are simulated visibly, in words; DialCallStatus failed"""
    app = Dialler(f'<Dial action="/done">{noun}</Dial>')
    call = voicelab.dial(app)
    call.hears("it was failed")
    assert call.ended("completed") and words in told(call)
    (form,) = app.forms("/done")
    assert form["DialCallStatus"] == "failed" and form["DialBridged"] == "false"
    assert form.get("DialSipResponseCode") == ("404" if "Sip" in noun else None)


@pytest.mark.parametrize(
    ("behaviour", "status", "code"),
    [
        ({"answers_after": 1, "hangs_up_after": 2}, "completed", "200"),
        ({"busy": True}, "busy", "486"),
        ({"answers_after": None}, "no-answer", "480"),
    ],
)
def test_a_scripted_sip_party(voicelab: TestLab, behaviour: dict[str, Any], status: str, code: str) -> None:
    """For Sip also DialSipCallId, DialSipResponseCode"""
    app = Dialler(f'<Dial action="/done" timeout="10"><Sip>{KATE}</Sip></Dial>')
    voicelab.callee(KATE, **behaviour)
    call = voicelab.dial(app)
    call.ended()
    (form,) = app.forms("/done")
    assert (form["DialCallStatus"], form["DialSipResponseCode"]) == (status, code)
    assert form["DialSipCallId"].startswith(form["DialCallSid"])
    assert children(call)[0].to == KATE


@proves("Headers")
@proves("Header")
@proves("Header", "name", "value")
def test_sip_headers_are_read_and_nobody_gets_them(voicelab: TestLab) -> None:
    """Headers > Header*: read; the lab sends no SIP"""
    noun = f'<Sip><Uri>{KATE}</Uri><Headers><Header name="x-account" value="42"/></Headers></Sip>'
    callee = voicelab.callee(KATE, answers_after=1, hangs_up_after=1)
    call = voicelab.dial(Dialler(f"<Dial>{noun}</Dial>"))
    call.hears("next")
    assert len(callee.calls) == 1
    assert "x-account: 42 is not sent" in told(call)


@proves("SipUri", "priority", "weight")
@pytest.mark.parametrize(
    ("first", "second", "reached"),
    [
        ("", "", ["a", "b"]),
        ('priority="20"', 'priority="10"', ["b", "a"]),
        ('priority="1" weight="1"', 'priority="1" weight="9"', ["b", "a"]),
        ('priority="-1"', 'priority="5"', ["b", "a"]),
    ],
)
def test_uris_are_tried_in_their_order(
    voicelab: TestLab, first: str, second: str, reached: list[str]
) -> None:
    """Uri* @priority @weight: the lower priority first, among equals the higher weight"""
    uris = f"<Uri {first}>sip:a@example.com</Uri><Uri {second}>sip:b@example.com</Uri>"
    app = Dialler(f'<Dial action="/done"><Sip>{uris}</Sip></Dial>')
    call = voicelab.dial(app)
    call.ended()  # nobody is at either
    assert [child.to for child in children(call)] == [f"sip:{name}@example.com" for name in reached]
    voicelab.callee(f"sip:{reached[0]}@example.com", busy=True)
    call = voicelab.dial(app)
    call.hears("it was busy")  # who is there has answered for them all
    assert len(children(call)) == 1


# --- another application ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "noun",
    [
        pytest.param("<Application>shop</Application>", marks=proves("Application")),
        pytest.param(
            '<Application><ApplicationSid>shop</ApplicationSid><Parameter name="size" value="9"/></Application>',
            marks=[proves("Application"), proves("ApplicationSid"), proves("Parameter", "name", "value")],
        ),
    ],
)
def test_an_application_answers_with_its_own_document(voicelab: TestLab, noun: str) -> None:
    """Application: text/ApplicationSid + Parameter*"""
    seen: list[dict[str, str]] = []

    def shop(request: Any) -> str:
        seen.append(dict(request))
        return "<Response><Say>This is the shop.</Say></Response>"

    voicelab.app("shop", shop)
    call = voicelab.dial(Dialler(f"<Dial>{noun}</Dial>"))
    call.hears("this is the shop")
    call.hears("next")
    assert seen[0]["ParentCallSid"] == call.sid
    assert seen[0].get("size") == ("9" if "size" in noun else None)


@proves("Application", "copyParentTo")
@pytest.mark.parametrize(
    ("attribute", "to"),
    [("", "app:shop"), ('copyParentTo="true"', "+15005550006"), ('copyParentTo="?"', "app:shop")],
)
def test_the_to_of_a_dialled_application(voicelab: TestLab, attribute: str, to: str) -> None:
    """copyParentTo: default false"""
    seen: list[str] = []

    def shop(request: Any) -> str:
        seen.append(request["To"])
        return "<Response><Say>This is the shop.</Say></Response>"

    voicelab.app("shop", shop)
    voicelab.dial(Dialler(f"<Dial><Application {attribute}>shop</Application></Dial>")).ended()
    assert seen == [to]


@proves("Application", "customerId")
@pytest.mark.parametrize(("attribute", "told"), [("", None), ('customerId="c-7"', "c-7")])
def test_the_customer_of_a_dialled_application(voicelab: TestLab, attribute: str, told: str | None) -> None:
    """customerId: sent to the application's voice URL; default: the SID of the dialling account"""
    seen: list[str] = []

    def shop(request: Any) -> str:
        seen.append(request["customerId"])
        return "<Response><Say>This is the shop.</Say></Response>"

    voicelab.app("shop", shop)
    voicelab.dial(Dialler(f"<Dial><Application {attribute}>shop</Application></Dial>")).ended()
    assert seen == [told or voicelab.lab.account.sid]


# --- Sms ----------------------------------------------------------------------------------------------------------
@proves("Sms")
@proves("Sms", "to", "from", "action", "statusCallback")
def test_a_message_is_shown_and_not_sent(voicelab: TestLab) -> None:
    """Sms: to, from, action, method, statusCallback (legacy; accept, log)"""
    app = Dialler(
        '<Sms to="+15005550009" from="+15005550006" action="/after" statusCallback="/status">Hi there</Sms>',
        after="<Say>After.</Say>",
        status="",
    )
    call = voicelab.dial(app)
    call.hears("after")
    assert "+15005550009" in told(call) and "Hi there" in told(call) and "+15005550006" in told(call)
    (form,) = app.forms("/after")
    assert (form["SmsStatus"], form["To"]) == ("failed", "+15005550009")
    (status,) = app.forms("/status")
    assert status["SmsStatus"] == "failed" and status["SmsSid"] == form["SmsSid"]
    default = voicelab.dial("<Response><Sms>Hello</Sms><Say>Next.</Say></Response>")
    default.hears("next")
    assert "+15005550001" in told(default)  # the caller


# --- Refer --------------------------------------------------------------------------------------------------------
@proves("Refer")
@proves("Refer", "action")
@proves("ReferSip")
@pytest.mark.parametrize(
    ("caller", "status", "response"), [("+15005550001", "failed", None), (KATE, "completed", "202")]
)
def test_refer(voicelab: TestLab, caller: str, status: str, response: str | None) -> None:
    """Only on SIP legs (13801); adds ReferCallStatus, ReferSipResponseCode, NotifySipResponseCode"""
    app = Dialler('<Refer action="/after"><Sip>sip:bob@example.com</Sip></Refer>', after="<Say>After.</Say>")
    call = voicelab.dial(app, from_=caller)
    call.hears("after")
    assert call.ended("completed")
    (form,) = app.forms("/after")
    assert (form["ReferCallStatus"], form.get("ReferSipResponseCode")) == (status, response)
    assert (13801 in codes(call)) is (status == "failed")
    assert ("sip:bob@example.com" in told(call)) is (status == "completed")
    no_action = voicelab.dial("<Response><Refer><Sip>sip:b@c.de</Sip></Refer><Say>Next.</Say></Response>")
    no_action.hears("next")


# --- TaskRouter ---------------------------------------------------------------------------------------------------
@proves("Task")
@proves("Task", "priority", "timeout")
@proves("Enqueue", "workflowSid")
def test_a_task_waits_in_an_ordinary_queue(voicelab: TestLab) -> None:
    """workflowSid, Task: TaskRouter is simulated in words"""
    task = '<Task priority="5" timeout="200">{"skill": "sales"}</Task>'
    call = voicelab.dial(f'<Response><Enqueue workflowSid="WW00">{task}</Enqueue><Say>Next.</Say></Response>')
    call.waits(5)
    for words in ("Simulated", "TaskRouter", "'WW00'", '{"skill": "sales"}', "priority 5", "timeout 200"):
        assert words in told(call)
    agent = voicelab.dial("<Response><Dial><Queue>WW00</Queue></Dial></Response>", from_="+15005550002")
    agent.says("How can I help?")
    call.hears("how can I help")
    agent.hangs_up()
    call.hears("next")
    assert said(call) == ["Next."]


@proves("Config")
def test_the_settings_of_a_transcription_are_repeated(voicelab: TestLab) -> None:
    """Transcription: Config*; ProviderConfiguration (JSON string)"""
    noun = '<Transcription statusCallbackUrl="/told"><Config name="domain" value="medical"/></Transcription>'
    app = Dialler(f"<Start>{noun}</Start>", told="")
    voicelab.dial(app).ended()
    assert '"domain": "medical"' in app.forms("/told")[0]["ProviderConfiguration"]


@proves("Dial", "referUrl", "referMethod")
@pytest.mark.parametrize(("attribute", "method"), [("", "POST"), ('referMethod="GET"', "GET")])
def test_a_called_party_transfers_its_caller(voicelab: TestLab, attribute: str, method: str) -> None:
    """referUrl: on inbound SIP REFER; param ReferTransferTarget; referMethod POST"""
    asked: list[tuple[str, dict[str, str]]] = []

    def app(request: Any) -> str:
        if request.path == "/refer":
            asked.append((request.method, dict(request)))
            return f"<Response><Dial><Sip>{request['ReferTransferTarget']}</Sip></Dial></Response>"
        dial = f'<Dial action="/done" referUrl="/refer" {attribute}><Sip>{KATE}</Sip></Dial>'
        return f"<Response>{dial}<Say>Never.</Say></Response>"

    async def transfers(party: Any) -> None:
        await party.wait(3)
        await party.refer("sip:bob@example.com")

    kate = voicelab.callee(KATE, answers_after=1, script=transfers)
    voicelab.callee("sip:bob@example.com", answers_after=1, says="Bob speaking.", hangs_up_after=2)
    call = voicelab.dial(app)
    call.hears("bob speaking")
    call.ended()
    ((used, form),) = asked
    assert used == method and form["ReferTransferTarget"] == "sip:bob@example.com"
    assert form["DialCallStatus"] == "completed" and kate.calls[0].gone.done()
    assert "Simulated" in told(call) and "Never." not in call.transcript


def test_without_a_refer_url_a_transfer_is_not_made(voicelab: TestLab) -> None:
    """referUrl: none by default"""

    async def transfers(party: Any) -> None:
        await party.refer("sip:bob@example.com")

    voicelab.callee(KATE, answers_after=1, script=transfers, hangs_up_after=5)
    app = Dialler(f'<Dial action="/done"><Sip>{KATE}</Sip></Dial>')
    voicelab.dial(app).ended()
    assert int(app.forms("/done")[0]["DialCallDuration"]) >= 5


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<Dial><Queue reservationSid="WR00"/></Dial>', 14217),
        ('<Start><Stream connectorName="brain"/></Start>', 31940),
        ('<Connect><Stream connectorName="brain"/></Connect>', 31940),
    ],
)
def test_what_belongs_to_services_that_are_not_here(voicelab: TestLab, inside: str, code: int) -> None:
    """14217 Could not find or accept provided reservationSid; 31940 Invalid connectorName; the call goes on"""
    call = voicelab.dial(f"<Response>{inside}<Say>Next.</Say></Response>")
    call.hears("next")
    (note,) = [event for event in call.events if isinstance(event, Notified) and event.code]
    assert (note.code, note.level, note.line) == (code, "error", 1) and note.cure
