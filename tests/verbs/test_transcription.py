"""<Start><Transcription>, <Stop> and Record's transcribe. Quoted rows: Twilio's "Transcription" and its callbacks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from dialled import SALES

from voicelab.calls.events import SpeechHeard
from voicelab.errors import LabError
from voicelab.speech.grammar_recogniser import GrammarRecogniser
from voicelab.speech.recognise import recogniser_for
from voicelab.testing import TestLab

START = '<Start><Transcription statusCallbackUrl="/told" {attributes}/></Start>'


class Desk:
    """An application whose document is ``rest``, and what its callbacks were told."""

    def __init__(self, rest: str, attributes: str = "") -> None:
        self.document = f"<Response>{START.format(attributes=attributes)}{rest}</Response>"
        self.told: list[dict[str, str]] = []
        self.asked: dict[str, list[dict[str, str]]] = {}

    def __call__(self, request: Any) -> str:
        self.asked.setdefault(request.path, []).append(dict(request))
        if request.path == "/told":
            self.told.append(dict(request))
            return ""
        return self.document if request.path == "/" else "<Response/>"

    def said(self, track: str = "inbound_track", final: str = "true") -> list[str]:
        """The texts of a track."""
        return [
            json.loads(form["TranscriptionData"])["transcript"]
            for form in self.told
            if form.get("Track") == track and form.get("Final") == final
        ]

    @property
    def events(self) -> Sequence[str]:
        """What happened, without content."""
        words = [form["TranscriptionEvent"].removeprefix("transcription-") for form in self.told]
        return [word for word in words if word != "content"]


def speech(call: Any) -> list[str]:
    return [event.text for event in call.events if isinstance(event, SpeechHeard) and event.final]


@pytest.mark.proves("Transcription")
@pytest.mark.proves("Transcription", "statusCallbackUrl")
def test_what_both_sides_say_is_told_as_text(voicelab: TestLab) -> None:
    """Track both_tracks; content: LanguageCode, Track (one track), TranscriptionData, Final"""
    desk = Desk('<Say>Good morning</Say><Pause length="9"/>')
    call = voicelab.dial(desk)
    call.hears("Good morning")
    call.says("I want to book a table")
    call.waits(2)
    call.says("for two")
    call.ended()
    assert desk.said() == ["I want to book a table", "for two"]
    assert desk.said("outbound_track") == ["Good morning"]
    content = next(form for form in desk.told if form["TranscriptionEvent"] == "transcription-content")
    assert content["LanguageCode"] == "en-US"
    assert 0 <= json.loads(content["TranscriptionData"])["confidence"] <= 1
    assert speech(call) == ["I want to book a table", "for two"]


def test_every_callback_says_whose_it_is_in_order(voicelab: TestLab) -> None:
    """AccountSid, CallSid, TranscriptionSid `GT..`, Timestamp, SequenceId (from 1)"""
    desk = Desk("<Pause length='3'/>", 'name="notes" inboundTrackLabel="agent" outboundTrackLabel="customer"')
    call = voicelab.dial(desk)
    call.says("hello")
    call.ended()
    assert [form["SequenceId"] for form in desk.told] == ["1", "2", "3"]
    assert {form["TranscriptionSid"][:2] for form in desk.told} == {"GT"}
    assert {form["CallSid"] for form in desk.told} == {call.sid}
    started = desk.told[0]
    assert started["TranscriptionEvent"] == "transcription-started" and "T" in started["Timestamp"]
    assert (started["Name"], started["Track"], started["PartialResults"]) == ("notes", "both_tracks", "false")
    assert (started["InboundTrackLabel"], started["OutboundTrackLabel"]) == ("agent", "customer")
    assert (started["TranscriptionEngine"], started["LanguageCode"]) == ("google", "en-US")
    assert json.loads(started["ProviderConfiguration"])["speechModel"] == "telephony"
    assert desk.told[-1]["TranscriptionEvent"] == "transcription-stopped"


@pytest.mark.proves("Transcription", "track")
def test_one_track_alone(voicelab: TestLab) -> None:
    """Start>Transcription: track"""
    desk = Desk('<Say>Good morning</Say><Pause length="3"/>', 'track="outbound_track"')
    call = voicelab.dial(desk)
    call.hears("Good morning")
    call.says("not this")
    call.ended()
    assert desk.said("outbound_track") == ["Good morning"] and desk.said() == []


@pytest.mark.proves("Transcription", "partialResults")
def test_partial_results(voicelab: TestLab) -> None:
    """PartialResults: with partials Stability instead of confidence"""
    desk = Desk('<Pause length="4"/>', 'partialResults="true"')
    call = voicelab.dial(desk)
    call.says("book a table")
    call.ended()
    partial = next(form for form in desk.told if form.get("Final") == "false")
    assert "Stability" in partial and "confidence" not in json.loads(partial["TranscriptionData"])
    assert desk.said() == ["book a table"]


@pytest.mark.proves("Transcription", "name")
def test_stop_by_name(voicelab: TestLab) -> None:
    """Transcription: Stop by name"""
    stop = '<Stop><Transcription name="notes"/></Stop>'
    desk = Desk(f'<Pause length="3"/>{stop}<Say>over</Say><Pause length="4"/>', 'name="notes"')
    call = voicelab.dial(desk)
    call.says("first")
    call.hears("over")
    call.says("second")
    call.ended()
    assert desk.said() == ["first"] and desk.events == ["started", "stopped"]


def test_last_words_before_the_party_hangs_up_are_told(voicelab: TestLab) -> None:
    """TranscriptionEvent transcription-content, before transcription-stopped"""
    desk = Desk('<Pause length="20"/>')
    call = voicelab.dial(desk)
    call.says("good bye then")
    call.hangs_up()
    assert desk.said() == ["good bye then"] and desk.events == ["started", "stopped"]


def test_it_outlives_documents_and_hears_the_dialled_party(voicelab: TestLab) -> None:
    """Start: goes on while later documents run"""
    voicelab.callee(SALES, says="Sales speaking", hangs_up_after=4)
    desk = Desk(f"<Dial>{SALES}</Dial>")
    voicelab.dial(desk).ended()
    assert "Sales speaking" in desk.said("outbound_track")


def test_a_gather_beside_it_tells_the_speech_once(voicelab: TestLab) -> None:
    """SpeechHeard once for what was said once"""
    desk = Desk(
        '<Gather input="speech" timeout="3" speechTimeout="3" action="/next"/>', 'track="inbound_track"'
    )
    call = voicelab.dial(desk)
    call.says("two tickets")
    call.ended()
    assert desk.said() == ["two tickets"] and speech(call) == ["two tickets"]


def test_without_a_recogniser_the_callback_is_told_why(voicelab: TestLab) -> None:
    """Error: TranscriptionErrorCode, TranscriptionError"""

    class Deaf:
        async def listen(self, *how: Any) -> Any:
            raise LabError("No recogniser in this lab understands ja-JP.", cure="Install one.")

    object.__setattr__(voicelab.lab.switchboard.equipment, "ears", Deaf())
    desk = Desk("<Say>it goes on</Say>", 'languageCode="ja-JP"')
    call = voicelab.dial(desk)
    call.hears("it goes on")
    call.ended()
    assert desk.events == ["error", "stopped"]
    assert "ja-JP" in desk.told[0]["TranscriptionError"] and "TranscriptionErrorCode" in desk.told[0]
    assert any("ja-JP" in note.message for note in call.notifications)


# --- Record ---------------------------------------------------------------------------------------------------
RECORD = '<Record transcribe="true" transcribeCallback="/text" action="/next" timeout="2"/>'


@pytest.mark.proves("Record", "transcribe", "transcribeCallback")
def test_a_recording_is_transcribed(voicelab: TestLab) -> None:
    """Record transcribeCallback: TranscriptionSid, TranscriptionText, TranscriptionStatus, ... + standard"""
    desk = Desk(RECORD)
    call = voicelab.dial(desk)
    call.waits(1)
    call.says("please call me back tomorrow in the afternoon")
    call.ended()
    (form,) = desk.asked["/text"]
    assert form["TranscriptionText"] == "please call me back tomorrow in the afternoon"
    assert form["TranscriptionStatus"] == "completed" and form["TranscriptionSid"].startswith("TR")
    assert form["RecordingSid"] == desk.asked["/next"][0]["RecordingSid"]
    assert form["RecordingUrl"].endswith(form["RecordingSid"])
    assert form["TranscriptionUrl"].endswith(form["TranscriptionSid"])
    assert (form["TranscriptionType"], form["CallSid"]) == ("fast", call.sid)


def test_a_short_recording_is_not_transcribed(voicelab: TestLab) -> None:
    """Only 2 s < length < 120 s (13617)"""
    desk = Desk(RECORD)
    call = voicelab.dial(desk)
    call.waits(1)
    call.says("yes")
    call.ended()
    assert [form["TranscriptionStatus"] for form in desk.asked["/text"]] == ["failed"]
    assert 13617 in [note.code for note in call.notifications]


@pytest.mark.proves("Record", "transcribeCallback")
def test_a_callback_alone_does_not_turn_it_on(voicelab: TestLab) -> None:
    """TranscribeCallback alone no longer turns it on"""
    desk = Desk('<Record transcribeCallback="/text" action="/next" timeout="2"/>')
    call = voicelab.dial(desk)
    call.waits(1)
    call.says("please call me back tomorrow in the afternoon")
    call.ended()
    assert "/text" not in desk.asked and "/next" in desk.asked


@pytest.mark.parametrize("callback", ["", 'transcribeCallback="/text"'])
def test_without_free_speech_the_transcription_has_failed_and_says_the_cure(
    voicelab: TestLab, callback: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TranscriptionStatus completed/failed"""

    class GrammarOnly:
        async def listen(self, leg: Any, plan: Any, track: Any = "inbound") -> Any:
            monkeypatch.setattr("voicelab.speech.recognise.recognisers", lambda: (GrammarRecogniser(),))
            recogniser_for(plan.language, (), free=plan.free)
            raise AssertionError("a grammar is not free speech")

    object.__setattr__(voicelab.lab.switchboard.equipment, "ears", GrammarOnly())
    desk = Desk("", "")
    desk.document = f'<Response><Record transcribe="true" {callback} action="/next" timeout="2"/></Response>'
    call = voicelab.dial(desk)
    call.waits(1)
    call.says("please call me back tomorrow in the afternoon")
    call.ended()
    assert any("whisper" in note.cure for note in call.notifications if note.code == 13620)
    assert [f["TranscriptionStatus"] for f in desk.asked.get("/text", [])] == (["failed"] if callback else [])
