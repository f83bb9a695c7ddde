"""What comes in broken: the right code, its place, the fallback URL; and nothing hangs. Quoted: "Document rules"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import Notified
from voicelab.engine.application import MEDIA_LIMIT
from voicelab.engine.faults import Send
from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.testing import TestCall, TestLab

SAY = b"<Response><Say>caf\xc3\xa9</Say></Response>"


class World:
    """Every address of the web: ``answers`` by path, with the content type; ``asked`` are the forms by path."""

    def __init__(self, lab: TestLab, **answers: Any) -> None:
        self.answers = {f"/{path}": answer for path, answer in answers.items()}
        self.asked: dict[str, list[str]] = {}
        lab.serve("http://world.test", lambda request: "")
        lab.lab.web.doors.append(self.door)

    async def door(self, request: WebRequest, send: Send) -> WebAnswer:
        path = request.url.removeprefix("http://world.test").partition("?")[0]
        self.asked.setdefault(path, []).append(request.body.decode())
        answer = self.answers.get(path, b"<Response/>")
        body, kind = answer if isinstance(answer, tuple) else (answer, "text/xml")
        return WebAnswer(200, {"content-type": kind}, body)


def notes(call: TestCall) -> list[Notified]:
    return [event for event in call.events if isinstance(event, Notified)]


BAD = {
    "nothing": (b"", 12100, None),
    "blanks": (b"  \n ", 12100, None),
    "not XML": (b"Hello there!", 12100, 1),
    "JSON": (b'{"say": "hello"}', 12100, 1),
    "a page": (b"<!doctype html><html><body>Log in</body></html>", 12100, 1),
    "a page in XML": (b"<html><body>Log in</body></html>", 12102, 1),
    "two roots": (b"<Response/>\n<Response/>", 12100, 2),
    "text after the root": (b"<Response/> and so on", 12100, 1),
    "something before the declaration": (b'\n<?xml version="1.0"?><Response/>', 12100, 2),
    "not closed": (b"<Response>\n<Say>hello", 12100, 2),
    "overlapping": (b"<Response><Say><p>a</Say></p></Response>", 12100, 1),
    "not quoted": (b"<Response><Gather timeout=5/></Response>", 12100, 1),
    "an ampersand": (b"<Response>\n<Play>http://a/?b=1&c=2</Play></Response>", 12100, 2),
    "an entity": (b"<Response><Say>&nbsp;</Say></Response>", 12100, 1),
    "a DTD": (b"<!DOCTYPE Response><Response/>", 12100, 1),
    "a bomb": (
        b'<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<Response><Say>&b;</Say></Response>",
        12100,
        1,
    ),
    "a file": (
        b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><Response><Say>&f;</Say></Response>',
        12100,
        1,
    ),
    "another root": (b"<response><Say>hello</Say></response>", 12102, 1),
    "a root in a namespace": (b'<t:Response xmlns:t="urn:t"><Say>a</Say></t:Response>', 12102, 1),
    "a verb as root": (b"<Say>hello</Say>", 12102, 1),
    "a version that is none": (b'<Response version="7"><Say>hello</Say></Response>', 12101, 1),
    "64 kB and more": (b"<Response><Say>" + b"a" * 70_000 + b"</Say></Response>", 11750, None),
    "deep nesting": (b"<Response>" + b"<Say>" * 500 + b"</Say>" * 500 + b"</Response>", 12100, 1),
    "deep nesting without an end": (b"<a>" * 20_000, 12100, 1),
    "bytes that are no text": (b"<Response><Say>caf\xe9</Say></Response>", 12100, 1),
    "an XML that is none": (b'<?xml version="9.9"?><Response/>', 12100, 1),
    "an encoding nobody knows": (b'<?xml version="1.0" encoding="zlib"?><Response/>', 12100, 1),
}


@pytest.mark.parametrize(("body", "code", "line"), BAD.values(), ids=BAD)
def test_it_is_told_with_its_place_and_the_fallback_runs(
    voicelab: TestLab, body: bytes, code: int, line: int | None
) -> None:
    """12100 not parseable, 12101 version, 12102 root, 11750 size; then the fallback URL with ErrorCode, ErrorUrl"""
    world = World(voicelab, bad=body, fallback=b"<Response><Say>Fallen back.</Say></Response>")
    call = voicelab.dial("http://world.test/bad", fallback="http://world.test/fallback")
    call.hears("fallen back")
    assert call.ended("completed")
    (note,) = notes(call)
    assert (note.code, note.level, note.line) == (code, "error", line)
    assert note.cure and note.url == "http://world.test/bad"
    (form,) = world.asked["/fallback"]
    assert f"ErrorCode={code}" in form and "ErrorUrl=http%3A%2F%2Fworld.test%2Fbad" in form


def test_without_a_fallback_there_is_an_apology(voicelab: TestLab) -> None:
    """No fallback, or it fails too -> apology message and hang-up"""
    World(voicelab, bad=b"no", fallback=b"no better")
    call = voicelab.dial("http://world.test/bad", fallback="http://world.test/fallback")
    call.hears("application error has occurred")
    assert call.ended("completed") and [note.code for note in notes(call)] == [12100, 12100]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xef\xbb\xbf" + SAY, "text/xml"),
        (SAY.decode().encode("utf-16"), "text/xml"),
        (SAY.decode().encode("utf-32"), "application/xml"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>" + SAY.decode().encode("latin-1"), "text/xml"),
        (SAY.decode().encode("latin-1"), "text/xml; charset=ISO-8859-1"),
        (SAY.decode().encode("cp1252"), 'text/html; charset="windows-1252"'),
        (SAY, "text/xml; charset=utf-8"),
        (b"<?xml version='1.0' encoding='UTF-8'?>" + SAY, "text/xml; charset=ISO-8859-1"),
        (SAY, "text/xml; charset=nonsense"),
    ],
)
def test_encodings(voicelab: TestLab, body: bytes, kind: str) -> None:
    """BOM and odd encodings: the mark, the declaration, the charset of the answer, else UTF-8"""
    World(voicelab, odd=(body, kind))
    call = voicelab.dial("http://world.test/odd")
    call.hears("café")
    assert call.ended("completed") and notes(call) == []


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b"stray text <Say>hello</Say>", 12200),
        (b"<Sing>la</Sing><Say>hello</Say>", 12200),
        (b'<Say mood="gay">hello</Say>', 12200),
        (b"<say>never</say><Say>hello</Say>", 12200),
        (b'<t:Say xmlns:t="urn:t">never</t:Say><Say>hello</Say>', 12200),
        (b"<Dial><Say>never</Say></Dial><Say>hello</Say>", 13215),
        (b"<Gather><Dial>+14155550123</Dial></Gather><Say>hello</Say>", 13320),
    ],
)
def test_what_is_only_a_warning_is_skipped_and_the_rest_runs(
    voicelab: TestLab, inside: bytes, code: int
) -> None:
    """12200, a *warning*: bad piece skipped, the rest runs"""
    World(voicelab, odd=b"<Response>" + inside + b"</Response>")
    call = voicelab.dial("http://world.test/odd")
    call.hears("hello")
    assert call.ended("completed") and "never" not in " ".join(call.transcript)
    assert (code, "warning") in [(note.code, note.level) for note in notes(call)]


def test_an_error_inside_a_document_stops_there(voicelab: TestLab) -> None:
    """Errors stop with the right code and the fallback URL; what stands before runs"""
    conference = b'<Dial><Conference endConferenceOnExit="maybe">r</Conference></Dial>'
    world = World(
        voicelab,
        bad=b"<Response><Say>Before.</Say>\n" + conference + b"<Say>Never.</Say></Response>",
        fallback=b"<Response><Say>Fallen back.</Say></Response>",
    )
    call = voicelab.dial("http://world.test/bad", fallback="http://world.test/fallback")
    call.hears("before")
    call.hears("fallen back")
    assert call.ended("completed") and "Never." not in call.transcript
    (note,) = [note for note in notes(call) if note.code]
    assert (note.code, note.level, note.line) == (13231, "error", 2)
    assert "ErrorCode=13231" in world.asked["/fallback"][0]


def test_an_action_that_is_broken_falls_back_too(voicelab: TestLab) -> None:
    """Fallback covers action URLs too"""
    world = World(
        voicelab,
        menu=b'<Response><Gather numDigits="1" action="/broken"/></Response>',
        broken=b"oops",
        fallback=b"<Response><Say>Fallen back.</Say></Response>",
    )
    call = voicelab.dial("http://world.test/menu", fallback="http://world.test/fallback")
    call.presses("1")
    call.hears("fallen back")
    assert "ErrorUrl=http%3A%2F%2Fworld.test%2Fbroken" in world.asked["/fallback"][0]


def test_a_thousand_verbs(voicelab: TestLab) -> None:
    """1000 verbs: all run, in order"""
    words = b"".join(b"<Say>%d</Say>" % number for number in range(1000))
    World(voicelab, long=b"<Response>" + words + b"</Response>")
    call = voicelab.dial("http://world.test/long")
    assert call.ended("completed", within=24 * 3600)
    assert call.transcript == [str(number) for number in range(1000)]


@pytest.mark.parametrize("fallback", [b"<Response><Say>Fallen back.</Say></Response>", b""])
def test_documents_that_redirect_in_a_loop(voicelab: TestLab, fallback: bytes) -> None:
    """Redirect loops end aloud; a fallback that leads into the loop again is not tried twice"""
    loop = b"<Response><Redirect>/%s</Redirect></Response>"
    world = World(voicelab, one=loop % b"two", two=loop % b"one", fallback=fallback or loop % b"one")
    call = voicelab.dial("http://world.test/one", fallback="http://world.test/fallback")
    call.hears("fallen back" if fallback else "application error")
    assert call.ended("completed")
    assert len(world.asked["/fallback"]) == 1 and "in a loop" in notes(call)[0].message


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"<html>not found</html>", "text/html", 13420),
        (b"\x00" * 100, "application/octet-stream", 13420),
        (b"", "audio/wav", 13420),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav", 13420),
        (b"\x00" * (MEDIA_LIMIT + 1), "audio/wav", 11750),
    ],
    ids=["a page", "another type", "empty", "cut off", "huge"],
)
@pytest.mark.parametrize("inside", ["<Play>/media</Play>", "<Gather><Play>/media</Play></Gather>"])
def test_media_that_cannot_be_played(
    voicelab: TestLab, body: bytes, kind: str, code: int, inside: str
) -> None:
    """Media that is missing, huge, or of the wrong type: told with its place, and the call goes on

    13420 Invalid Content-Type; 13325 the same inside a Gather
    """
    code = 13325 if code == 13420 and "Gather" in inside else code
    document = f"<Response>{inside}<Say>Next.</Say></Response>".encode()
    World(voicelab, media=(body, kind), menu=document)
    call = voicelab.dial("http://world.test/menu")
    call.hears("next")
    assert call.ended("completed")
    assert [(note.code, note.line) for note in notes(call)] == [(code, 1)]


def test_a_place_to_fill_in_that_nobody_filled(voicelab: TestLab) -> None:
    """An application's own braces are values like others: out of range, and the default is used"""
    verbs = (
        '<Play digits="{{Keys}}"/><Dial callerId="{{From}}" timeout="{{Time}}">{{To}}</Dial><Say>Next.</Say>'
    )
    World(voicelab, odd=f"<Response>{verbs}</Response>".encode())
    call = voicelab.dial("http://world.test/odd")
    call.hears("next")
    assert call.ended("completed")
    assert [note.code for note in notes(call) if note.code] == [13430, 13214, 13212, 13223]


@pytest.mark.parametrize(
    "verb",
    [
        "<Redirect>http://[</Redirect>",
        '<Gather action="http://[" actionOnEmptyResult="true" timeout="1"/>',
        '<Record action="http://[" timeout="1"/>',
        '<Connect action="http://["><Room>r</Room></Connect>',
        '<Refer action="http://["><Sip>sip:kate@example.com</Sip></Refer>',
        '<Pay statusCallback="http://["/>',
        '<Dial><Number statusCallback="http://[">+14155550123</Number></Dial>',
        '<Start><Stream url="wss://[{{x}}"/></Start>',
        '<Connect><ConversationRelay url="wss://[{{x}}"/></Connect>',
    ],
)
def test_addresses_that_are_none(voicelab: TestLab, verb: str) -> None:
    """URL malformed: 11100; of a socket 31922, 64101"""
    World(voicelab, bad=f"<Response><Say>Hello.</Say>{verb}</Response>".encode())
    voicelab.callee("+14155550123", says="Yes.", hangs_up_after=1)
    call = voicelab.dial("http://world.test/bad")
    call.hears("hello")
    call.ended()
    assert {note.code for note in notes(call)} & {11100, 31922, 31923, 64101}
    assert not [note for note in notes(call) if "made a mistake" in note.message]
