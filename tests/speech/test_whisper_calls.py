"""Free speech in real calls by the extra ``whisper``: a Gather without hints, and a voicemail's transcription."""

from __future__ import annotations

import asyncio
import os
import queue
import re
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from voicelab.calls.events import WebhookStarted
from voicelab.kernel import connection
from voicelab.kernel.call import Call
from voicelab.kernel.lab import Lab
from voicelab.speech.recognise import recogniser_for

pytestmark = pytest.mark.skipif(
    find_spec("faster_whisper") is None and os.environ.get("CI") != "true",
    reason="opt-in: pip install 'voicelab[whisper]'",
)
WAIT_SECONDS = 120.0
SAID = "I would like to know the balance of my savings account."
VOICEMAIL = (
    '<Response><Record action="/twiml/thanks" timeout="2" maxLength="30" playBeep="false" '
    'transcribe="true" transcribeCallback="{}"/></Response>'
)
GATHER = '<Response><Gather input="speech" speechTimeout="auto" action="/twiml/understood"/></Response>'


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    own = connection.own_connection(tmp_path_factory.mktemp("voicelab"))
    lab = Lab()
    lab.twiml["thanks"] = "<Response><Hangup/></Response>"
    lab.twiml["understood"] = "<Response><Say>You said {{SpeechResult}}.</Say></Response>"
    yield lab
    own.end()


def called(lab: Lab, document: str) -> Call:
    """A caller calls ``document``, says what is ``SAID``, and stays until the call is over."""

    async def story() -> Call:
        caller = lab.caller("+15005550001")
        call = await caller.dial(document)
        await caller.say(SAID)
        return call

    call = asyncio.run(story())
    call.wait(WAIT_SECONDS)
    return call


def missed(text: str) -> set[str]:
    """Words that were said, and are not in ``text``."""
    return set(re.findall("[a-z]+", SAID.lower())) - set(re.findall("[a-z]+", text.lower()))


def test_a_recogniser_of_free_speech_is_here() -> None:
    assert recogniser_for("en-US", (), free=True).name == "whisper"


def test_a_gather_without_hints_understands_free_speech(lab: Lab) -> None:
    """SpeechResult goes to the action, with its confidence."""
    lab.twiml["free"] = GATHER
    call = called(lab, "free")
    asked = [event.parameters for event in call.events if isinstance(event, WebhookStarted)]
    (heard,) = [parameters for parameters in asked if "SpeechResult" in parameters]
    assert len(missed(heard["SpeechResult"])) <= 1
    assert 0 < float(heard["Confidence"]) <= 1
    assert call.status == "completed"


def test_a_voicemail_is_transcribed(lab: Lab) -> None:
    """Record transcribe: the callback has the text, and the REST API the same."""
    told: queue.Queue[dict[str, str]] = queue.Queue()

    @lab.webhook("/text")
    def text(parameters: dict[str, str]) -> str:
        told.put(dict(parameters))
        return "<Response/>"

    lab.twiml["voicemail"] = VOICEMAIL.format(lab.webhook_url("/text"))
    called(lab, "voicemail")
    parameters = told.get(timeout=WAIT_SECONDS)
    assert parameters["TranscriptionStatus"] == "completed"
    assert len(missed(parameters["TranscriptionText"])) <= 1
    kept = lab.twilio.transcriptions(parameters["TranscriptionSid"]).fetch()
    assert (kept.status, kept.transcription_text) == ("completed", parameters["TranscriptionText"])
