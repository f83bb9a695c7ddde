"""Documents as developers write them every day: nothing is wrong with them, and nothing is said of them."""

from __future__ import annotations

import pytest

from voicelab.twiml.check import Role
from voicelab.twiml.lints import review

FLOWS = {
    "greeting": "<Say>Hello from a web application.</Say>",
    "greeting and farewell": '<Say voice="Polly.Amy" language="en-GB">Hello.</Say><Play>/music.mp3</Play><Hangup/>',
    "nothing": "",
    "menu": (
        '<Gather numDigits="1" action="/menu" method="POST"><Say>For sales press 1.</Say><Pause length="1"/></Gather>'
        "<Say>We did not get that.</Say><Redirect>/voice</Redirect>"
    ),
    "menu of the same address": '<Gather action="" numDigits="1"><Say>Press 1.</Say></Gather>',
    "menu by speech": (
        '<Gather input="dtmf speech" timeout="3" speechTimeout="auto" hints="sales, support" action="/said"'
        ' partialResultCallback="/partial"><Say>How can we help?</Say></Gather><Say>Good bye.</Say>'
    ),
    "voicemail": (
        '<Say>Leave a message after the beep.</Say><Record action="/recorded" maxLength="30" finishOnKey="*"'
        ' transcribe="true" transcribeCallback="/text"/><Say>We got no recording.</Say>'
    ),
    "forwarding": '<Dial timeout="15" action="/after">+14155550123</Dial>',
    "forwarding and voicemail": (
        '<Dial timeout="15">+14155550123</Dial><Say>Nobody is here.</Say><Record action="/recorded"/>'
    ),
    "national form": "<Dial>415-555-0123</Dial><Say>Good bye.</Say>",
    "hunt in turn": (
        '<Dial answerOnBridge="true">+14155550123</Dial><Dial answerOnBridge="true">+14155550124</Dial>'
        '<Reject reason="busy"/>'
    ),
    "hunt at once": (
        '<Dial callerId="+15005550006" ringTone="uk" action="/after"><Number url="/screen">+14155550123</Number>'
        '<Client statusCallback="/events" statusCallbackEvent="initiated answered">alice</Client></Dial>'
    ),
    "browser to browser": '<Dial callerId="client:alice"><Client><Identity>bob</Identity></Client></Dial>',
    "detection": (
        '<Dial><Number machineDetection="DetectMessageEnd" amdStatusCallback="/amd" sendDigits="ww12#">'
        "+14155550123</Number></Dial>"
    ),
    "recorded": (
        '<Say>This call is recorded.</Say><Dial record="record-from-answer-dual" recordingStatusCallback="/rec"'
        ' recordingStatusCallbackEvent="in-progress completed absent">+14155550123</Dial>'
    ),
    "conference": "<Dial><Conference>standup</Conference></Dial>",
    "moderator": (
        '<Dial hangupOnStar="true" action="/left"><Conference startConferenceOnEnter="true" endConferenceOnExit="true"'
        ' beep="onEnter" record="record-from-start" statusCallback="/e" statusCallbackEvent="start end join leave">'
        "standup</Conference></Dial>"
    ),
    "coach": (
        '<Dial><Conference coach="CA0123456789abcdef0123456789abcdef" startConferenceOnEnter="false">r</Conference>'
        "</Dial>"
    ),
    "queue": '<Enqueue waitUrl="/wait" action="/left">support</Enqueue>',
    "queue and then": "<Enqueue>support</Enqueue><Say>You have left the queue.</Say>",
    "agent": '<Dial><Queue url="/about-to-connect">support</Queue></Dial><Redirect>/agent</Redirect>',
    "refused": '<Reject reason="busy"/>',
    "late refusal": '<Pause length="3"/><Reject/>',
    "screened": '<Pause length="2"/><Dial answerOnBridge="true">+14155550123</Dial>',
    "keys": '<Dial>+14155550123</Dial><Play digits="1w2#"/>',
    "echo": "<Say>Say something.</Say><Echo/>",
    "bot": (
        '<Say>Hold on.</Say><Connect><Stream url="wss://bot.example/media"><Parameter name="who" value="me"/></Stream>'
        "</Connect><Say>The bot has gone.</Say>"
    ),
    "bot that hands over": '<Connect action="/after"><Stream url="wss://bot.example/media"/></Connect>',
    "relay": (
        '<Connect action="/after"><ConversationRelay url="wss://bot.example/relay" welcomeGreeting="Hello."'
        ' dtmfDetection="true"><Language code="sv-SE"/></ConversationRelay></Connect>'
    ),
    "listening in": (
        '<Start><Stream name="copy" url="wss://bot.example/copy" track="both_tracks"/></Start>'
        "<Dial>+14155550123</Dial>"
    ),
    "listening in and waiting": (
        '<Start><Stream url="wss://bot.example/copy"/></Start><Say>Speak.</Say><Pause length="40"/>'
    ),
    "listening in to a menu": (
        '<Start><Stream url="wss://bot.example/copy"/></Start><Gather action="/g"><Say>Press.</Say></Gather>'
    ),
    "listening in, music for ever": (
        '<Start><Stream url="wss://bot.example/copy"/></Start><Play loop="0">/music.mp3</Play>'
    ),
    "no more": '<Stop><Stream name="copy"/></Stop><Say>Nobody listens any more.</Say>',
    "background recording": "<Start><Recording/></Start><Dial>+14155550123</Dial>",
    "transcription": (
        '<Start><Transcription statusCallbackUrl="https://app.example/text" partialResults="true"/></Start>'
        "<Dial>+14155550123</Dial>"
    ),
    "speech": (
        '<Say voice="Polly.Joanna-Neural">Your code is <say-as interpret-as="digits">1234</say-as>.'
        '<break time="500ms"/><prosody rate="90%">Slowly.</prosody></Say>'
    ),
    "waiting for somebody": '<Play>/ring.mp3</Play><Pause length="5"/><Redirect/>',
    "address of a file": '<Gather action="gather.php"><Say>a</Say></Gather><Redirect>../index.aspx?a=1</Redirect>',
    "a place to fill in": '<Dial callerId="{{From}}">{{To}}</Dial><Redirect>{{Next}}</Redirect>',
}


@pytest.mark.parametrize("inside", FLOWS.values(), ids=FLOWS)
def test_nothing_is_said(inside: str) -> None:
    assert review(f"<Response>{inside}</Response>") == ()


@pytest.mark.parametrize(
    ("role", "inside"),
    [
        ("whisper", "<Say>A call from the web site.</Say>"),
        ("whisper", '<Gather action="/accepted" numDigits="1"><Say>Press 1.</Say></Gather><Hangup/>'),
        ("whisper", "<Pause/>"),
        ("wait", "<Play>/music.mp3</Play><Redirect/>"),
        ("wait", "<Say>Wait.</Say><Pause length='10'/><Redirect>/wait</Redirect>"),
        ("queue-wait", "<Say>You are number {{QueuePosition}}.</Say><Play>/music.mp3</Play>"),
        ("queue-wait", '<Gather action="/leave" numDigits="1"><Play>/music.mp3</Play></Gather>'),
        ("queue-wait", "<Leave/>"),
        ("queue-wait", "<Pause length='9'/>"),
    ],
)
def test_nothing_is_said_of_documents_with_a_role(role: Role, inside: str) -> None:
    assert review(f"<Response>{inside}</Response>", role=role) == ()
