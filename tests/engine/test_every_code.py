"""Every code that a document can have, in a call: warnings let it go on, errors stop with the fallback URL.

Quoted: "Document rules". The codes are the table's; which document has which is proved row by row in tests/twiml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from voicelab.calls.events import Notified, VerbStarted
from voicelab.engine.faults import Send
from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.testing import TestCall, TestLab
from voicelab.testing.party import Party, PartyGone
from voicelab.twiml.check import examine
from voicelab.twiml.entry import severity
from voicelab.twiml.grammar import ELEMENTS
from voicelab.twiml.values import BadValue

ADDRESS = "http://codes.test/bad"
_BAD = ("nonsense: value", "-1", "[", "x" * 300, "")
_WORDS = {
    "Number": "+14155550123",
    "WhatsApp": "+14155550123",
    "Sip": "sip:kate@example.com",
    "SipUri": "sip:kate@example.com",
    "ReferSip": "sip:kate@example.com",
    "Redirect": "/next",
}
_NEEDED = {"Stream": ' url="wss://bot.test/s"', "ConversationRelay": ' url="wss://bot.test/s"'}
_HOMES = {"Queue": "Dial", "Prompt": "Pay"}


def documents() -> Iterator[Any]:
    """One document for each attribute that may be wrong, with the code it gets."""
    for key, spec in ELEMENTS.items():
        for name, attribute in spec.attributes.items():
            bad = next((text for text in _BAD if not _reads(attribute, text)), None)
            if bad is None or key == "VoiceResponse" or attribute.legacy:
                continue
            needed = "" if name == "url" else _NEEDED.get(key, "")
            inside = _WORDS.get(key, "words" if spec.text is not None else "")
            xml = f'<{spec.name}{needed}\n {name}="{bad}">{inside}</{spec.name}>'
            yield pytest.param(_placed(key, xml), name, id=f"{key}.{name}")


def _reads(attribute: Any, text: str) -> bool:
    try:
        attribute.kind.read(text)
    except BadValue:
        return False
    return True


def _placed(key: str, xml: str) -> str:
    while key != "VoiceResponse":
        key = _HOMES.get(key) or next(home for home, spec in ELEMENTS.items() if key in spec.children)
        xml = f"<{ELEMENTS[key].name}{_NEEDED.get(key, '')}>{xml}</{ELEMENTS[key].name}>"
    return xml


class World:
    """The bad document, its fallback, and an end of the call wherever else it goes."""

    def __init__(self, lab: TestLab, document: str) -> None:
        self.document = document
        self.fallbacks: list[str] = []
        lab.serve("http://codes.test", lambda request: "")
        lab.lab.web.doors.append(self.door)

    async def door(self, request: WebRequest, send: Send) -> WebAnswer:
        body = "<Response/>"
        if request.url == ADDRESS:
            body = self.document
        elif request.url.endswith("/fallback"):
            self.fallbacks.append(request.body.decode())
            body = "<Response><Say>Fallen back.</Say></Response>"
        return WebAnswer(200, {"content-type": "text/xml"}, body.encode())


def called(lab: TestLab, document: str) -> tuple[World, TestCall]:
    world = World(lab, document)
    call = lab.dial(ADDRESS, fallback="http://codes.test/fallback")
    lab.together(_leaves(call.party))
    call.ended()
    return world, call


async def _leaves(party: Party) -> None:
    """A caller who listens for a while and hangs up, unless the call is over by then."""
    try:
        await party.wait(6)
        await party.hang_up()
    except PartyGone:
        pass


@pytest.mark.parametrize(("document", "attribute"), [*documents()])
def test_a_bad_value(voicelab: TestLab, document: str, attribute: str) -> None:
    """13xxx mostly *warnings* -> the default; errors stop with the right code and the fallback URL"""
    (finding,) = [
        found for found in examine(document).findings if found.attribute == attribute and found.code
    ]
    assert finding.code is not None and finding.level == severity(finding.code)
    world, call = called(voicelab, document)
    notes = [event for event in call.all_events if isinstance(event, Notified)]
    (told,) = [note for note in notes if note.code == finding.code and note.message == finding.message][:1]
    assert (told.level, told.line, told.column) == (finding.level, *_place(document, attribute))
    assert told.url == ADDRESS and told.document == 1 and told.cure
    stops = finding.level == "error" and finding.code != 11100  # that one fails when it is asked for
    if stops:
        assert f"ErrorCode={finding.code}" in world.fallbacks[0]
        assert "ErrorUrl=http%3A%2F%2Fcodes.test%2Fbad" in world.fallbacks[0]
        assert [event.verb for event in call.events if isinstance(event, VerbStarted)] == ["Say"]
    elif finding.level == "warning":
        assert world.fallbacks == []


def _place(document: str, attribute: str) -> tuple[int, int]:
    """The attribute under test is alone on the second line."""
    line = document.split("\n")[1]
    assert line.startswith(f" {attribute}=")
    return 2, 2
