"""What is used again of GET answers. Row: "GET answers only, by ETag/Last-Modified/Cache-Control; POST never"."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from voicelab.engine.account import Account
from voicelab.engine.web import WebAnswer
from voicelab.engine.web_cache import WebCache
from voicelab.testing import TestLab
from voicelab.testing.loop import run

DOCUMENT = b"<Response><Say>hello</Say></Response>"
MONDAY = "Mon, 01 Jan 2024 10:00:00 GMT"


def sound() -> bytes:
    """A tenth of a second of silence, as a WAV."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(1600))
    return file.getvalue()


class Shelf:
    """Serves one body with given headers, and knows what it was asked and with which conditions."""

    def __init__(self, headers: dict[str, str], body: bytes = b"", kind: str = "audio/x-wav") -> None:
        self.headers = headers
        self.body = body or sound()
        self.kind = kind
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        wanted = environ.get("HTTP_IF_NONE_MATCH") or environ.get("HTTP_IF_MODIFIED_SINCE") or ""
        self.asked.append(wanted)
        if wanted and wanted in (self.headers.get("ETag"), self.headers.get("Last-Modified")):
            start_response("304 Not Modified", list(self.headers.items()))
            return []
        start_response("200 OK", [("Content-Type", self.kind), *self.headers.items()])
        return [self.body]


def play_twice(voicelab: TestLab, shelf: Shelf, pause: float = 1) -> list[str]:
    """Two calls play the same file; what the server was asked."""
    url = voicelab.lab.publish(shelf)
    for _ in range(2):
        call = voicelab.dial(f"<Response><Play>{url}</Play><Say>done</Say></Response>")
        call.hears("done")
        call.hangs_up()
        voicelab.waits(pause)
    return shelf.asked


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Cache-Control": "max-age=600"}, [""]),
        ({"Cache-Control": "public, s-maxage=600"}, [""]),
        ({"Date": MONDAY, "Expires": "Mon, 01 Jan 2024 11:00:00 GMT"}, [""]),
        ({"ETag": '"one"'}, ["", '"one"']),
        ({"Last-Modified": MONDAY}, ["", MONDAY]),
        ({"ETag": '"one"', "Cache-Control": "no-cache, max-age=600"}, ["", '"one"']),
        ({"ETag": '"one"', "Cache-Control": "no-store"}, ["", ""]),
        ({"Cache-Control": "max-age=600", "Age": "600"}, ["", ""]),
        ({"Cache-Control": "max-age=600", "Vary": "*"}, ["", ""]),
        ({"Cache-Control": "max-age=600", "Vary": "Accept, Cookie"}, ["", ""]),
        ({"ETag": '"one"', "Vary": "Accept-Encoding"}, ["", '"one"']),
        ({"Cache-Control": "max-age=soon"}, ["", ""]),
        ({"Date": "yesterday", "Expires": "never"}, ["", ""]),
        ({}, ["", ""]),
    ],
)
def test_media_are_kept_as_their_headers_allow(
    voicelab: TestLab, headers: dict[str, str], asked: list[str]
) -> None:
    assert play_twice(voicelab, Shelf(headers)) == asked


def test_what_is_no_longer_fresh_is_asked_for_again(voicelab: TestLab) -> None:
    shelf = Shelf({"Cache-Control": "max-age=60", "ETag": '"one"'})
    assert play_twice(voicelab, shelf, pause=90) == ["", '"one"']
    assert play_twice(voicelab, shelf, pause=1) == ["", '"one"', '"one"']  # the 304 has made it fresh


def test_what_has_changed_is_fetched(voicelab: TestLab) -> None:
    shelf = Shelf({"ETag": '"one"'}, DOCUMENT, "text/xml")
    url = voicelab.lab.publish(shelf)
    voicelab.dial(url, method="GET").hears("hello")
    shelf.headers, shelf.body = {"ETag": '"two"'}, DOCUMENT.replace(b"hello", b"good bye")
    voicelab.dial(url, method="GET").hears("good bye")


def test_documents_are_kept_for_get_and_never_for_post(voicelab: TestLab) -> None:
    shelf = Shelf({"Cache-Control": "max-age=600"}, DOCUMENT, "text/xml")
    url, cache = voicelab.lab.publish(shelf), voicelab.lab.switchboard.equipment.cache
    for method, kept in (("GET", True), ("POST", False)):
        call = voicelab.dial(url, method=method)
        call.hears("hello")
        (request,) = call.requests
        assert (cache.find(voicelab.lab.account.sid, request.url) is not None) is kept


def test_what_one_account_was_given_another_is_not(voicelab: TestLab) -> None:
    shelf = Shelf({"Cache-Control": "max-age=600"})
    url = voicelab.lab.publish(shelf)
    accounts = voicelab.lab.switchboard.accounts
    other = Account("AC" + "7" * 32, "t" * 32, owner_sid=accounts.main.sid)
    accounts.add(other)
    cache = voicelab.lab.switchboard.equipment.cache
    play_twice(voicelab, shelf)
    assert cache.find(accounts.main.sid, url + "/") or cache.find(accounts.main.sid, url)
    assert cache.find(other.sid, url) is None and cache.find(other.sid, url + "/") is None


def test_what_one_password_opened_another_does_not(voicelab: TestLab) -> None:
    shelf = Shelf({"Cache-Control": "max-age=600"})
    url = voicelab.lab.publish(shelf)
    for name in ("ann:one", "bob:two", "ann:one"):
        call = voicelab.dial(
            f"<Response><Play>{url.replace('//', f'//{name}@')}</Play><Say>done</Say></Response>"
        )
        call.hears("done")
        call.hangs_up()
    assert len(shelf.asked) == 2


def test_small_answers_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every GET of a document names its call: each address is asked for once, and kept for nobody."""
    monkeypatch.setattr("voicelab.engine.web_cache._ROOM", 100_000)

    async def story() -> None:
        cache = WebCache()
        for number in range(1000):
            cache.keep("AC1", f"http://app/?CallSid={number}", WebAnswer(200, {"etag": "1"}, b""))
        kept = [number for number in range(1000) if cache.find("AC1", f"http://app/?CallSid={number}")]
        assert 0 < len(kept) < 50 and kept[-1] == 999

    run(story())


def test_an_answer_that_was_dropped_while_it_was_asked_for_is_still_good() -> None:
    """Two calls ask at once, and the other one is told not to keep it any longer."""

    async def story() -> None:
        cache, url = WebCache(), "http://app/ring.wav"
        cache.keep("AC1", url, WebAnswer(200, {"etag": "1"}, b"ring"))
        kept = cache.find("AC1", url)
        assert kept is not None
        cache.keep("AC1", url, WebAnswer(200, {"cache-control": "no-store"}, b"ring"))
        assert cache.find("AC1", url) is None
        assert cache.confirm("AC1", url, kept, WebAnswer(304, {"etag": "1"}, b"")).body == b"ring"

    run(story())
