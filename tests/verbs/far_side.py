"""The far side of any document: a caller who does something, parties who answer, servers for whatever it asks for."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from sounds import tone_wav

from voicelab.calls.events import CallEnded, Notified
from voicelab.engine.faults import Send
from voicelab.engine.sockets import Socket
from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.testing import TestCall, TestLab
from voicelab.testing.party import PartyGone
from voicelab.twiml.check import examine

__all__ = ["LONGEST", "logged", "mistakes", "populate", "run_to_its_end", "world_with"]

LONGEST = 240.0
"""Seconds after which the caller has had enough and hangs up, if the document has not ended by then."""

_SOUND = re.compile(r"\.(wav|mp3|aiff?|gsm|ulaw|au)$|/(music|sound)", re.IGNORECASE)
_PARTIES = {
    "Dial": "",
    "Number": "",
    "Client": "client:",
    "Identity": "client:",
    "Sip": "",
    "Uri": "",
    "Sim": "sim:",
    "WhatsApp": "whatsapp:",
}
_TONE = tone_wav(1.0)


def run_to_its_end(
    lab: TestLab, source: bytes, *, talks: bool = True, asked: list[str] | None = None, **details: Any
) -> TestCall:
    """Call an application that answers ``source``, and return the call when it is over.

    A caller who ``talks`` presses a key and says something every few seconds; one who does not only listens. Both
    hang up after :data:`LONGEST` seconds. Everybody who is dialled answers and hangs up after a while, every address
    answers, and every WebSocket server ends the session. ``asked`` gets the requests: method and path.
    """
    populate(lab, source)
    world_with(lab, {"/voice": source}, asked)
    call = lab.dial("http://document.test/voice", **details)
    lab.together(_caller(call, talks))
    call.ended()
    return call


def world_with(lab: TestLab, documents: dict[str, bytes], asked: list[str] | None = None) -> None:
    """A web where everybody answers: document.test with these documents by path, sound where a file is asked for."""

    async def world(request: WebRequest, send: Send) -> WebAnswer:
        parts = urlsplit(request.url)
        if asked is not None:
            asked.append(f"{request.method} {parts.path}")
        if _SOUND.search(parts.path):
            return WebAnswer(200, {"content-type": "audio/wav"}, _TONE)
        known = documents.get(parts.path) if parts.netloc == "document.test" else None
        body = b"<Response><Say>Elsewhere.</Say></Response>" if known is None else known
        return WebAnswer(200, {"content-type": "text/xml"}, body)

    lab.lab.web.doors.append(world)
    lab.serve("http://document.test", lambda request: "")


def mistakes(call: TestCall) -> list[str]:
    """What the lab itself did wrong in this call and those it made, and what did not end."""
    said = [event.message for event in call.all_events if isinstance(event, Notified)]
    wrong = [message for message in said if "made a mistake" in message]
    ends = {event.call_sid for event in call.all_events if isinstance(event, CallEnded)}
    return wrong + [
        f"{event.call_sid} never ended" for event in call.all_events if event.call_sid not in ends
    ]


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The errors that the lab has logged; what other tests have left behind is collected at any time, and not meant."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.ERROR and record.name.startswith("voicelab")
    ]


def populate(lab: TestLab, source: bytes) -> None:
    """Put somebody at every address that the document names."""
    document = examine(source).document
    if document is None:
        return
    for element in document.root.walk():
        url = element["url"] if element.name in ("Stream", "ConversationRelay") else ""
        if url and url.startswith(("ws:", "wss:")):
            lab.lab.sockets.serve(url, _server)
        if element.name in ("Application", "ApplicationSid") and element.text:
            lab.app(element.text, "<Response><Say>Hello.</Say><Pause length='20'/></Response>")
        elif element.name in _PARTIES and element.text:
            address = _PARTIES[element.name] + element.text
            lab.callee(address, answers_after=2, says="Hello.", hangs_up_after=20)


async def _caller(call: TestCall, talks: bool) -> None:
    party = call.party
    try:
        async with asyncio.timeout(LONGEST):
            while True:
                await party.wait(4)
                if talks and party.leg is not None:
                    await party.press("1")
                    await party.wait(3)
                    await party.say("Yes, hello.")
    except TimeoutError:
        await party.hang_up()
    except PartyGone:
        pass


async def _server(socket: Socket) -> None:
    """Answer as a stream's server and as a relay's: a little of everything, then the end."""
    media = 0
    while (text := await socket.receive()) is not None:
        frame = json.loads(text)
        match frame.get("event") or frame.get("type"):
            case "start":
                sid = frame["streamSid"]
                for event in ("mark", "clear"):
                    message = {"event": event, "streamSid": sid, "mark": {"name": "here"}}
                    await socket.send(json.dumps(message))
            case "setup":
                await socket.send(json.dumps({"type": "text", "token": "Hello.", "last": True}))
            case "media":
                media += 1
                if media > 200:
                    return
            case "prompt" | "dtmf":
                if "type" in frame:
                    await socket.send(json.dumps({"type": "end"}))
