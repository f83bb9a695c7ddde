"""Every attribute that names an HTTP method: POST by default, GET where it says so, POST for what is neither."""

from __future__ import annotations

from typing import Any

import pytest
from any_document import document
from far_side import run_to_its_end

from voicelab.testing import TestLab
from voicelab.twiml.grammar import ELEMENTS

# element, the attribute with the URL, the one with its method, what else it takes for the URL to be asked
ROWS: list[tuple[str, str, str, dict[str, str]]] = [
    ("Gather", "action", "method", {"numDigits": "1"}),
    (
        "Gather",
        "partialResultCallback",
        "partialResultCallbackMethod",
        {"input": "speech", "action": "/other", "timeout": "30"},
    ),
    ("Record", "action", "method", {"trim": "do-not-trim"}),
    (
        "Record",
        "recordingStatusCallback",
        "recordingStatusCallbackMethod",
        {"action": "/other", "trim": "do-not-trim"},
    ),
    ("Dial", "action", "method", {}),
    ("Dial", "recordingStatusCallback", "recordingStatusCallbackMethod", {"record": "record-from-answer"}),
    *((noun, "url", "method", {}) for noun in ("Number", "Client", "Sip", "WhatsApp", "Application")),
    *(
        (noun, "statusCallback", "statusCallbackMethod", {})
        for noun in ("Number", "Client", "Sip", "WhatsApp", "Application")
    ),
    *(
        (noun, "amdStatusCallback", "amdStatusCallbackMethod", {"machineDetection": "Enable"})
        for noun in ("Number", "Sip")
    ),
    ("Conference", "waitUrl", "waitMethod", {}),
    ("Conference", "statusCallback", "statusCallbackMethod", {"statusCallbackEvent": "join"}),
    ("Enqueue", "waitUrl", "waitUrlMethod", {}),
    ("Enqueue", "action", "method", {}),
    ("Sms", "action", "method", {}),
    ("Refer", "action", "method", {}),
    ("Connect", "action", "method", {}),
    ("Stream", "statusCallback", "statusCallbackMethod", {}),
    ("Siprec", "statusCallback", "statusCallbackMethod", {}),
    ("Recording", "recordingStatusCallback", "recordingStatusCallbackMethod", {}),
    ("Transcription", "statusCallbackUrl", "statusCallbackMethod", {}),
    ("Conversation", "statusCallback", "statusCallbackMethod", {}),
    ("Conversation", "recordingStatusCallback", "recordingStatusCallbackMethod", {"record": "true"}),
    ("VirtualAgent", "statusCallback", "statusCallbackMethod", {}),
    ("Pay", "statusCallback", "statusCallbackMethod", {}),
]
CASES = [
    pytest.param(*row, marks=pytest.mark.proves(row[0], row[1], row[2]), id=f"{row[0]}.{row[2]}")
    for row in ROWS
]


@pytest.mark.parametrize(("given", "used"), [("", "POST"), ("GET", "GET"), ("get", "GET"), ("PUT", "POST")])
@pytest.mark.parametrize(("key", "url", "method", "beside"), CASES)
def test_method(
    voicelab: TestLab, key: str, url: str, method: str, beside: dict[str, str], given: str, used: str
) -> None:
    """method: GET, POST; default POST; anything else is a warning, and POST is used"""
    attributes = {url: "/told", **beside} | ({method: given} if given else {})
    asked: list[str] = []
    source = document(ELEMENTS[key], attributes, inside="<Room>r</Room>" if key == "Connect" else None)
    run_to_its_end(voicelab, source, asked=asked)
    told = [request for request in asked if request.endswith(" /told")]
    if (key, method) in _ERRORS and given == "PUT":
        assert told == []  # an error: the document ends before it
    else:
        assert told and set(told) == {f"{used} /told"}


_ERRORS = {("Enqueue", "method"), ("Enqueue", "waitUrlMethod")}  # 142xx


@pytest.mark.proves("Queue", "url", "method")
@pytest.mark.parametrize(("given", "used"), [("", "POST"), ('method="GET"', "GET")])
def test_the_queues_document(voicelab: TestLab, given: str, used: str) -> None:
    """Queue: url, method; runs on the queued caller"""
    asked: list[str] = []

    def app(request: Any) -> str:
        asked.append(f"{request.method} {request.path}")
        return "<Response><Say>You are next.</Say></Response>"

    waiting = voicelab.dial("<Response><Enqueue waitUrl=''>support</Enqueue></Response>")
    voicelab.serve("http://agent.test", app)
    queue = f'<Queue url="http://agent.test/told" {given}>support</Queue>'
    voicelab.dial(f"<Response><Dial>{queue}</Dial></Response>", from_="+15005550002")
    waiting.hears("You are next")
    assert asked == [f"{used} /told"]


@pytest.mark.proves(
    "Conference", "recordingStatusCallback", "recordingStatusCallbackMethod", "eventCallbackUrl"
)
@pytest.mark.parametrize("url", ["recordingStatusCallback", "eventCallbackUrl"])
@pytest.mark.parametrize(("given", "used"), [("", "POST"), ('recordingStatusCallbackMethod="GET"', "GET")])
def test_the_recording_of_a_conference(voicelab: TestLab, url: str, given: str, used: str) -> None:
    """recordingStatusCallback(+Method); eventCallbackUrl is its older name"""
    asked: list[str] = []

    def app(request: Any) -> str:
        asked.append(f"{request.method} {request.path}")
        room = f'<Conference record="record-from-start" {url}="/told" {given}>r</Conference>'
        return "" if request.path == "/told" else f"<Response><Dial>{room}</Dial></Response>"

    one, two = voicelab.dial(app), voicelab.dial(app, from_="+15005550002")
    two.says("Hello there, can you hear me?")
    two.hangs_up()
    one.hangs_up()
    one.ended()
    assert [request for request in asked if "told" in request] == [f"{used} /told"]
