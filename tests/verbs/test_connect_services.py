"""<Connect> to what a lab does not have. Quoted rows: Twilio's "TwiML Voice: Connect" and its nouns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from heard import said

from voicelab.calls.events import Notified, PromptStarted, RecordingEnded, RecordingStarted
from voicelab.testing import TestLab

proves = pytest.mark.proves


class Service:
    """An application that connects the call to ``noun``; ``asked`` are the requests by path."""

    def __init__(self, noun: str, connect: str = ' action="/after"') -> None:
        self.noun = noun
        self.connect = connect
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        self.asked.append((request.path, dict(request)))
        if request.path == "/":
            return f"<Response><Connect{self.connect}>{self.noun}</Connect><Say>Next.</Say></Response>"
        return "<Response><Say>After.</Say></Response>"

    def forms(self, path: str) -> list[dict[str, str]]:
        return [form for asked, form in self.asked if asked == path]


def simulated(call: Any) -> str:
    """The one notification that says what is simulated."""
    (words,) = [e.message for e in call.events if isinstance(e, Notified) and "Simulated" in e.message]
    return str(words)


NOUNS = {
    "VirtualAgent": '<VirtualAgent connectorName="hotel"/>',
    "Conversation": '<Conversation serviceInstanceSid="IS00"/>',
    "Room": '<Room participantIdentity="alice">standup</Room>',
    "Autopilot": "<Autopilot>UA00</Autopilot>",
    "AiSession": '<AiSession aiConnector="brain" aiSessionConfiguration="one"/>',
    "ConversationRelaySession": '<ConversationRelaySession connector="brain" sessionConfiguration="one"/>',
}
EACH = pytest.mark.parametrize(
    "noun", [pytest.param(noun, marks=proves(key), id=key) for key, noun in NOUNS.items()]
)


@EACH
def test_the_caller_hears_that_it_is_simulated(voicelab: TestLab, noun: str) -> None:
    """Only these may be simulated (visibly, in words); the action runs afterwards"""
    app = Service(noun)
    call = voicelab.dial(app)
    call.hears("simulated")
    call.hears("after")
    assert call.ended("completed") and len(app.forms("/after")) == 1
    assert simulated(call) in said(call)[0] and "Your call goes on" in said(call)[0]


@EACH
def test_without_an_action_the_next_verb_runs(voicelab: TestLab, noun: str) -> None:
    """Connect: action (none -> next verb)"""
    call = voicelab.dial(Service(noun, connect=""))
    call.hears("next")
    assert call.ended("completed")


@EACH
def test_a_caller_who_hangs_up_meanwhile(voicelab: TestLab, noun: str) -> None:
    """The action is still requested, and its answer ignored"""
    app = Service(noun)
    call = voicelab.dial(app)
    call.waits(0.5)
    call.hangs_up()
    assert call.ended("completed")
    assert [form["CallStatus"] for form in app.forms("/after")] == ["completed"]
    assert "After." not in said(call)


@proves("Connect", "action", "method")
def test_the_action_is_asked_as_its_method_says(voicelab: TestLab) -> None:
    """Connect: method POST"""
    methods: list[str] = []

    def app(request: Any) -> str:
        if request.path == "/after":
            methods.append(request.method)
            return "<Response/>"
        return f'<Response><Connect action="/after"{request["How"]}><Room>r</Room></Connect></Response>'

    voicelab.dial(app, parameters={"How": ""}).ended()
    voicelab.dial(app, parameters={"How": ' method="GET"'}).ended()
    assert methods == ["POST", "GET"]


# --- VirtualAgent -------------------------------------------------------------------------------------------------
@proves("VirtualAgent", "connectorName", "language", "sentimentAnalysis")
@proves("Config", "name", "value")
@proves("Parameter", "name", "value")
def test_a_virtual_agent_gives_its_settings_back(voicelab: TestLab) -> None:
    """connectorName, language, sentimentAnalysis; Config*, Parameter*"""
    app = Service(
        '<VirtualAgent connectorName="hotel" language="de-DE" sentimentAnalysis="true">'
        '<Config name="voice" value="b"/><Parameter name="room" value="7"/></VirtualAgent>'
    )
    voicelab.dial(app).ended()
    (form,) = app.forms("/after")
    assert form["VirtualAgentStatus"] == "completed"
    data = json.loads(form["VirtualAgentProviderData"])
    assert data["Simulated"] is True
    assert (data["ConnectorName"], data["LanguageCode"], data["SentimentAnalysis"]) == (
        "hotel",
        "de-DE",
        True,
    )
    assert (data["Config"], data["Parameters"]) == ({"voice": "b"}, {"room": "7"})
    plain = Service("<VirtualAgent/>")
    voicelab.dial(plain).ended()
    data = json.loads(plain.forms("/after")[0]["VirtualAgentProviderData"])
    assert (data["LanguageCode"], data["SentimentAnalysis"]) == ("en-US", False)


@proves("VirtualAgent", "statusCallback", "statusCallbackMethod")
def test_a_virtual_agent_tells_its_callback(voicelab: TestLab) -> None:
    app = Service('<VirtualAgent connectorName="hotel" statusCallback="/told"/>')
    call = voicelab.dial(app)
    call.ended()
    (form,) = app.forms("/told")
    assert (form["CallSid"], form["VirtualAgentStatus"]) == (call.sid, "completed")
    methods: list[str] = []

    def by_get(request: Any) -> str:
        methods.append(f"{request.method} {request.path}")
        noun = '<VirtualAgent statusCallback="/told" statusCallbackMethod="GET"/>'
        return f"<Response><Connect>{noun}</Connect></Response>"

    voicelab.dial(by_get).ended()
    assert methods == ["POST /", "GET /told"]


# --- sessions that are set up elsewhere ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("noun", "name"),
    [
        pytest.param(NOUNS["AiSession"], "brain", marks=proves("AiSession", "aiConnector")),
        pytest.param(
            NOUNS["ConversationRelaySession"], "brain", marks=proves("ConversationRelaySession", "connector")
        ),
    ],
)
def test_a_session_says_which_connector_is_missing(voicelab: TestLab, noun: str, name: str) -> None:
    """Action adds SessionId, SessionStatus, SessionDuration"""
    app = Service(noun)
    call = voicelab.dial(app)
    call.ended()
    assert name in simulated(call)
    (form,) = app.forms("/after")
    assert form["SessionId"].startswith("VX") and form["SessionStatus"] == "completed"
    assert int(form["SessionDuration"]) >= 1


@proves("Room", "participantIdentity")
def test_a_room_is_named(voicelab: TestLab) -> None:
    call = voicelab.dial(Service(NOUNS["Room"]))
    call.ended()
    assert "room standup" in simulated(call) and "alice" in simulated(call)


# --- Conversation -------------------------------------------------------------------------------------------------
CALLBACK = ' statusCallback="/told"'
EVERY = ' statusCallbackEvent="call-initiated call-ringing call-answered call-completed"'


@proves("Conversation", "statusCallback", "statusCallbackMethod", "statusCallbackEvent")
def test_a_conversation_tells_its_steps(voicelab: TestLab) -> None:
    """Events call-initiated call-ringing call-answered call-completed"""
    app = Service(f"<Conversation{CALLBACK}{EVERY}/>")
    voicelab.dial(app).ended()
    steps = ["call-initiated", "call-ringing", "call-answered", "call-completed"]
    told = sorted(app.forms("/told"), key=lambda form: form["SequenceNumber"])
    assert [form["StatusCallbackEvent"] for form in told] == steps
    default = Service(f"<Conversation{CALLBACK}/>")
    voicelab.dial(default).ended()
    assert [form["StatusCallbackEvent"] for form in default.forms("/told")] == ["call-completed"]
    methods: list[str] = []

    def by_get(request: Any) -> str:
        methods.append(f"{request.method} {request.path}")
        return f'<Response><Connect><Conversation{CALLBACK} statusCallbackMethod="GET"/></Connect></Response>'

    voicelab.dial(by_get).ended()
    assert methods == ["POST /", "GET /told"]


@proves("Conversation", "record", "trim", "recordingStatusCallback", "recordingStatusCallbackEvent")
@pytest.mark.parametrize(
    ("record", "channels", "longest"),
    [
        ("do-not-record", None, 0),
        ("false", None, 0),
        ("true", 1, 0),
        ("record-from-answer", 1, 0),
        ("record-from-answer-dual", 2, 0),
        ("record-from-ringing", 1, 2),
        ("record-from-ringing-dual", 2, 2),
    ],
)
def test_a_conversation_is_recorded(
    voicelab: TestLab, record: str, channels: int | None, longest: float
) -> None:
    """Record (as Dial, + true/false)"""
    recording = ' trim="do-not-trim" recordingStatusCallback="/recorded"'
    events = ' recordingStatusCallbackEvent="in-progress completed"'
    app = Service(f'<Conversation record="{record}"{recording}{events}/>')
    call = voicelab.dial(app)
    call.ended()
    started = [event for event in call.events if isinstance(event, RecordingStarted)]
    assert [event.channels for event in started] == ([] if channels is None else [channels])
    told = [form["RecordingStatus"] for form in app.forms("/recorded")]
    assert told == ([] if channels is None else ["in-progress", "completed"])
    if channels is not None:
        (ended,) = [event for event in call.events if isinstance(event, RecordingEnded)]
        spoken = next(e.duration for e in call.events if isinstance(e, PromptStarted))
        assert ended.duration == pytest.approx(spoken + longest, abs=0.2)


@pytest.mark.parametrize(
    ("noun", "settings"),
    [
        (
            '<Conversation serviceInstanceSid="IS00" inboundAutocreation="true" inboundTimeout="9"/>',
            "serviceInstanceSid=IS00, inboundAutocreation=true, inboundTimeout=9",
        ),
        ('<AiSession aiConnector="a" aiSessionConfiguration="one"/>', "aiSessionConfiguration=one"),
        (
            '<ConversationRelaySession connector="a" sessionConfiguration="two"/>',
            "sessionConfiguration=two",
        ),
    ],
)
def test_settings_are_told(voicelab: TestLab, noun: str, settings: str) -> None:
    """Simulated visibly, in words: what the service would have got"""
    call = voicelab.dial(Service(noun))
    call.ended()
    said = [event.message for event in call.events if isinstance(event, Notified)]
    assert [words for words in said if words.endswith(f"would be set up with {settings}.")]
