"""What Gather, Transcription and ConversationRelay tell their recogniser. Quoted rows: their TwiML pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from listened import listened_to

from voicelab.testing import TestLab
from voicelab.verbs.plans import ListenPlan

proves = pytest.mark.proves
SERVER = "wss://bot.example/relay"


def heard_by(voicelab: TestLab, monkeypatch: pytest.MonkeyPatch, document: str) -> ListenPlan:
    """How the first recogniser listened for this document."""
    plans = listened_to(monkeypatch)
    call = voicelab.dial(document)
    call.waits(1)
    call.hangs_up()
    return plans[0]


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        pytest.param("", "language", "en-US", marks=proves("Gather", "language")),
        pytest.param('language="de-DE"', "language", "de-DE", marks=proves("Gather", "language")),
        pytest.param('language="12"', "language", "en-US", marks=proves("Gather", "language")),
        pytest.param("", "hints", (), marks=proves("Gather", "hints")),
        pytest.param('hints="a tea, coffee"', "hints", ("a tea", "coffee"), marks=proves("Gather", "hints")),
        pytest.param("", "profanity_filter", True, marks=proves("Gather", "profanityFilter")),
        pytest.param(
            'profanityFilter="false"', "profanity_filter", False, marks=proves("Gather", "profanityFilter")
        ),
        pytest.param(
            'profanityFilter="?"', "profanity_filter", True, marks=proves("Gather", "profanityFilter")
        ),
        pytest.param("", "longest", 60.0, marks=proves("Gather", "maxSpeechTime")),
        pytest.param('maxSpeechTime="7"', "longest", 7.0, marks=proves("Gather", "maxSpeechTime")),
        pytest.param('maxSpeechTime="0"', "longest", 60.0, marks=proves("Gather", "maxSpeechTime")),
        pytest.param('timeout="3"', "silence", 3.0, marks=proves("Gather", "speechTimeout")),
        pytest.param(
            'timeout="3" speechTimeout="2"', "silence", 2.0, marks=proves("Gather", "speechTimeout")
        ),
        pytest.param("", "partials", False, marks=proves("Gather", "partialResultCallback")),
    ],
)
def test_gather(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch, attributes: str, field: str, value: Any
) -> None:
    """language, hints, profanityFilter(true), maxSpeechTime (60), speechTimeout (= timeout)"""
    plan = heard_by(
        voicelab, monkeypatch, f'<Response><Gather input="speech" action="/" {attributes}/></Response>'
    )
    assert getattr(plan, field) == value


@proves("Gather", "maxSpeechTime")
def test_speech_is_cut_after_max_speech_time(voicelab: TestLab) -> None:
    """maxSpeechTime: hard cap of speech"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        if request.path == "/done":
            told.append(dict(request))
            return "<Response><Say>Enough.</Say><Pause length='60'/></Response>"
        return '<Response><Gather input="speech" action="/done" maxSpeechTime="3"/></Response>'

    call = voicelab.dial(app)
    call.says("and so on " * 40)
    call.hears("enough")
    assert 1 <= len(told[0]["SpeechResult"].split()) < 40


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        pytest.param("", "language", "en-US", marks=proves("Transcription", "languageCode")),
        pytest.param(
            'languageCode="de-DE"', "language", "de-DE", marks=proves("Transcription", "languageCode")
        ),
        pytest.param("", "profanity_filter", True, marks=proves("Transcription", "profanityFilter")),
        pytest.param(
            'profanityFilter="false"',
            "profanity_filter",
            False,
            marks=proves("Transcription", "profanityFilter"),
        ),
        pytest.param("", "hints", (), marks=proves("Transcription", "hints")),
        pytest.param(
            'hints="tea,coffee"', "hints", ("tea", "coffee"), marks=proves("Transcription", "hints")
        ),
        pytest.param(
            'partialResults="true"', "partials", True, marks=proves("Transcription", "partialResults")
        ),
    ],
)
def test_transcription(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch, attributes: str, field: str, value: Any
) -> None:
    """LanguageCode en-US, profanityFilter true, hints, partialResults false"""
    noun = f'<Transcription statusCallbackUrl="/t" {attributes}/>'
    plan = heard_by(voicelab, monkeypatch, f"<Response><Start>{noun}</Start><Pause length='3'/></Response>")
    assert getattr(plan, field) == value


@proves("Transcription", "inboundTrackLabel", "outboundTrackLabel")
def test_labels_are_repeated(voicelab: TestLab) -> None:
    """Started: InboundTrackLabel, OutboundTrackLabel"""
    told: list[dict[str, str]] = []

    def app(request: Any) -> str:
        if request.path == "/t":
            told.append(dict(request))
            return ""
        labels = 'inboundTrackLabel="guest" outboundTrackLabel="desk"'
        return f'<Response><Start><Transcription statusCallbackUrl="/t" {labels}/></Start></Response>'

    voicelab.dial(app).ended()
    started = next(form for form in told if form["TranscriptionEvent"] == "transcription-started")
    assert (started["InboundTrackLabel"], started["OutboundTrackLabel"]) == ("guest", "desk")


# --- ConversationRelay ------------------------------------------------------------------------------------------
def relay(attributes: str, inside: str = "") -> str:
    noun = f'<ConversationRelay url="{SERVER}" {attributes}>{inside}</ConversationRelay>'
    return f"<Response><Connect>{noun}</Connect></Response>"


async def _silent(socket: Any) -> None:
    while await socket.receive() is not None:
        pass


DENOISED = proves("ConversationRelay", "backgroundNoiseReduction")
LANGUAGE = '<Language code="de-DE" ttsProvider="Amazon" voice="Vicki" hints="Tee, Kaffee"/>'


@pytest.mark.parametrize(
    ("attributes", "inside", "field", "value"),
    [
        ("", "", "language", "en-US"),
        ('language="de-DE"', "", "language", "de-DE"),
        ('language="de-DE" transcriptionLanguage="fr-FR"', "", "language", "fr-FR"),
        ('language="multi"', "", "language", "en-US"),
        ('hints="tea, coffee"', "", "hints", ("tea", "coffee")),
        ('language="de-DE" hints="tea"', LANGUAGE, "hints", ("Tee", "Kaffee")),
        ('profanityFilter="false"', "", "profanity_filter", False),
        ("", "", "profanity_filter", True),
        ("", "", "silence", 1.0),
        ('speechTimeout="600"', "", "silence", 0.6),
        ('speechTimeout="1"', "", "silence", 1.0),
        ('turnDetection="true"', "", "silence", 0.6),
        ('turnDetection="true" speechTimeout="900"', "", "silence", 0.9),
        pytest.param("", "", "denoise", None, marks=DENOISED),
        pytest.param('backgroundNoiseReduction="true"', "", "denoise", True, marks=DENOISED),
        pytest.param('backgroundNoiseReduction="false"', "", "denoise", False, marks=DENOISED),
    ],
)
@proves("ConversationRelay", "language", "transcriptionLanguage", "hints", "profanityFilter", "speechTimeout")
@proves("Language")
@proves("Language", "code", "hints")
def test_conversation_relay(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch, attributes: str, inside: str, field: str, value: Any
) -> None:
    """Language en-US; transcriptionLanguage; hints; Language* code, hints; speechTimeout 600-5000 or auto"""
    voicelab.lab.sockets.serve(SERVER, _silent)
    assert getattr(heard_by(voicelab, monkeypatch, relay(attributes, inside)), field) == value


@pytest.mark.parametrize(
    ("attributes", "inside", "voice", "language"),
    [
        ("", "", "woman", "en-US"),
        ('language="de-DE"', "", "woman", "de-DE"),
        ('language="de-DE" ttsLanguage="en-GB"', "", "woman", "en-GB"),
        ('ttsProvider="Amazon" voice="Joanna"', "", "Polly.Joanna", "en-US"),
        ('ttsProvider="Google" voice="en-US-Wavenet-F"', "", "Google.en-US-Wavenet-F", "en-US"),
        ('language="de-DE"', LANGUAGE, "Polly.Vicki", "de-DE"),
    ],
)
@proves("ConversationRelay", "ttsLanguage", "ttsProvider", "voice", "language")
@proves("Language", "ttsProvider", "voice")
def test_who_speaks(
    voicelab: TestLab,
    monkeypatch: pytest.MonkeyPatch,
    attributes: str,
    inside: str,
    voice: str,
    language: str,
) -> None:
    """TtsLanguage (= language); ttsProvider and voice; a Language has its own"""
    asked: list[tuple[str, str]] = []
    speak = type(voicelab.lab.voice).speak

    async def told(self: Any, ssml: str, text: str, voice: str, language: str, *, render: bool = True) -> Any:
        asked.append((voice, language))
        return await speak(self, ssml, text, voice, language, render=render)

    monkeypatch.setattr(type(voicelab.lab.voice), "speak", told)
    voicelab.lab.sockets.serve(SERVER, _silent)
    call = voicelab.dial(relay(f'welcomeGreeting="Hello there." {attributes}', inside))
    call.hears("hello there")
    call.hangs_up()
    assert asked[0] == (voice, language)


@proves("ConversationRelay", "welcomeGreetingInterruptible", "interruptSensitivity", "events")
@pytest.mark.parametrize(
    ("attributes", "interrupted"),
    [
        ("", True),
        ('welcomeGreetingInterruptible="none"', False),
        ('welcomeGreetingInterruptible="dtmf"', False),
        ('welcomeGreetingInterruptible="speech"', True),
        ('interruptSensitivity="low"', True),
    ],
)
def test_a_greeting_is_interrupted(voicelab: TestLab, attributes: str, interrupted: bool) -> None:
    """WelcomeGreetingInterruptible any; interruptSensitivity high: the first sound, else words; events as debug"""
    got: list[dict[str, Any]] = []

    async def keeps(socket: Any) -> None:
        while (frame := await socket.receive()) is not None:
            got.append(json.loads(frame))

    voicelab.lab.sockets.serve(SERVER, keeps)
    greeting = "We are glad that you have called us today, and we hope that you have a lot of time."
    call = voicelab.dial(relay(f'welcomeGreeting="{greeting}" events="speaker-events" {attributes}'))
    call.waits(0.5)
    call.says("stop please")
    call.waits(1.5)
    call.hangs_up()
    kinds = [message["type"] for message in got]
    assert ("interrupt" in kinds) is interrupted
    assert any(message.get("name") == "clientSpeaking" for message in got if message["type"] == "info")
