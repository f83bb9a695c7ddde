"""<Gather> with keys. Quoted rows: Twilio's "TwiML Voice: Gather"."""

from __future__ import annotations

from typing import Any

import pytest
from heard import codes, prompts, said, verbs
from sounds import SoundFiles, tone_wav

from voicelab.testing import TestCall, TestLab


def dial(voicelab: TestLab, gather: str, after: str = "<Say>Nothing.</Say>") -> TestCall:
    """A call to a document with this Gather whose action says the digits."""

    def app(request: Any) -> str:
        if request.path == "/done":
            return f"<Response><Say>Got {request['Digits'] or 'none'}.</Say></Response>"
        return f"<Response>{gather}{after}</Response>"

    return voicelab.dial(app, path="/voice")


def digits(call: TestCall) -> str | None:
    """What the action was told; None when it was not requested."""
    found = [request for request in call.requests if request.purpose == "action"]
    return found[-1].parameters["Digits"] if found else None


# --- what ends it -------------------------------------------------------------------------------------------------
@pytest.mark.proves("Gather")
@pytest.mark.proves("Gather", "numDigits")
def test_num_digits_submits_at_once(voicelab: TestLab) -> None:
    """numDigits: int >= 1, submits as soon as reached"""
    call = dial(voicelab, '<Gather action="/done" numDigits="3"/>')
    call.presses("123")
    call.hears("got 123")
    assert call.ended("completed")
    assert call.elapsed < 3


@pytest.mark.proves("Gather", "numDigits")
def test_without_num_digits_there_is_no_limit(voicelab: TestLab) -> None:
    """Default unlimited"""
    call = dial(voicelab, '<Gather action="/done"/>')
    call.presses("12345678901234567890#")
    call.ended()
    assert digits(call) == "12345678901234567890"


@pytest.mark.proves("Gather", "numDigits")
@pytest.mark.parametrize("wrong", ["0", "-1", "some"])
def test_num_digits_that_cannot_be(voicelab: TestLab, wrong: str) -> None:
    """13314 numDigits"""
    call = dial(voicelab, f'<Gather action="/done" numDigits="{wrong}"/>')
    call.presses("12#")
    call.ended()
    assert 13314 in codes(call) and digits(call) == "12"


@pytest.mark.proves("Gather", "finishOnKey")
@pytest.mark.parametrize(("attribute", "keys", "got"), [("", "12#", "12"), ('finishOnKey="*"', "1#*", "1#")])
def test_finish_on_key(voicelab: TestLab, attribute: str, keys: str, got: str) -> None:
    """finishOnKey: one of 0-9 # *, default #; not included in Digits"""
    call = dial(voicelab, f'<Gather action="/done" {attribute}/>')
    call.presses(keys)
    call.ended()
    action = call.requests[-1].parameters
    assert (action["Digits"], action["FinishedOnKey"]) == (got, keys[-1])


@pytest.mark.proves("Gather", "finishOnKey")
def test_an_empty_finish_on_key(voicelab: TestLab) -> None:
    """Empty = only timeout/numDigits end it"""
    call = dial(voicelab, '<Gather action="/done" finishOnKey="" timeout="2"/>')
    call.presses("1#")
    call.hears("got 1#")
    assert call.elapsed > 2


@pytest.mark.proves("Gather", "finishOnKey")
@pytest.mark.parametrize("wrong", ["12", "x"])
def test_a_finish_on_key_that_is_none(voicelab: TestLab, wrong: str) -> None:
    """Exactly one key; 13310 finishOnKey"""
    call = dial(voicelab, f'<Gather action="/done" finishOnKey="{wrong}"/>')
    call.presses("1#")
    call.ended()
    assert {13310, 13311} & set(codes(call)) and digits(call) == "1"


@pytest.mark.proves("Gather", "timeout")
@pytest.mark.parametrize(("attribute", "seconds"), [("", 5), ('timeout="3"', 3), ('timeout="60"', 60)])
def test_timeout(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """timeout: int > 0, default 5; no input falls through to the next verb"""
    call = dial(voicelab, f'<Gather action="/done" {attribute}/>')
    call.hears("nothing", to_the_end=False)
    assert verbs(call) == ["Gather", "Say"] and digits(call) is None
    said_at = [event.at for event in call.events if event.event_name() == "prompt-started"]
    assert said_at == [seconds]


@pytest.mark.proves("Gather", "timeout")
@pytest.mark.parametrize(("wrong", "code"), [("0", 13313), ("-1", 13313), ("long", 12200)])
def test_a_timeout_that_cannot_be(voicelab: TestLab, wrong: str, code: int) -> None:
    """13313 timeout; 12200 for what is no integer at all"""
    call = dial(voicelab, f'<Gather action="/done" timeout="{wrong}"/>')
    call.hears("nothing")
    assert codes(call) == [code] and 5 < call.elapsed < 7


def test_the_timeout_starts_when_the_prompts_end(voicelab: TestLab) -> None:
    """Starts when nested verbs end"""
    call = dial(voicelab, '<Gather action="/done" timeout="2"><Pause length="10"/></Gather>')
    call.hears("nothing", to_the_end=False)
    assert 12 <= call.elapsed < 14


def test_each_key_restarts_the_timeout(voicelab: TestLab) -> None:
    """Restarts at each key; the inter-digit timer is the same value"""
    call = dial(voicelab, '<Gather action="/done" timeout="2"/>')
    for key in "123":
        call.presses(key, after=1.5)
    call.hears("got 123")
    assert digits(call) == "123"


def test_a_timeout_with_keys_typed_submits_them(voicelab: TestLab) -> None:
    """Timeout with digits already typed -> submit what there is"""
    call = dial(voicelab, '<Gather action="/done" numDigits="4" timeout="2"/>')
    call.presses("12")
    call.hears("got 12")
    assert call.requests[-1].parameters["FinishedOnKey"] == ""


def test_the_finishing_key_alone_falls_through(voicelab: TestLab) -> None:
    """FinishOnKey before any digit -> fall through to the next verb (no request)"""
    call = dial(voicelab, '<Gather action="/done"/>')
    call.presses("#")
    call.hears("nothing")
    assert digits(call) is None and call.elapsed < 3


# --- what follows -------------------------------------------------------------------------------------------------
@pytest.mark.proves("Gather", "actionOnEmptyResult")
@pytest.mark.parametrize(
    ("attribute", "asked"),
    [("", False), ('actionOnEmptyResult="false"', False), ('actionOnEmptyResult="true"', True)],
)
def test_action_on_empty_result(voicelab: TestLab, attribute: str, asked: bool) -> None:
    """actionOnEmptyResult: bool, default false; also fires when finishOnKey is pressed first"""
    call = dial(voicelab, f'<Gather action="/done" timeout="1" {attribute}/>')
    call.ended()
    assert said(call) == (["Got none."] if asked else ["Nothing."])
    pressed = dial(voicelab, f'<Gather action="/done" {attribute}/>')
    pressed.presses("#")
    pressed.ended()
    assert said(pressed) == (["Got none."] if asked else ["Nothing."])


@pytest.mark.proves("Gather", "actionOnEmptyResult")
def test_action_on_empty_result_that_is_neither(voicelab: TestLab) -> None:
    """13338 actionOnEmptyResult: an error"""
    call = dial(voicelab, '<Gather action="/done" actionOnEmptyResult="maybe"/>')
    call.ended()
    assert 13338 in codes(call)


@pytest.mark.proves("Gather", "action")
def test_the_action_is_the_document_itself_by_default(voicelab: TestLab) -> None:
    """action: default current document URL"""
    asked: list[str] = []

    def app(request: Any) -> str:
        asked.append(request["Digits"])
        return (
            "<Response><Say>Bye.</Say></Response>" if request["Digits"] else "<Response><Gather/></Response>"
        )

    call = voicelab.dial(app, path="/voice")
    call.presses("1#")
    call.hears("bye")
    assert asked == ["", "1"]


@pytest.mark.proves("Gather", "method")
@pytest.mark.parametrize(
    ("attribute", "method"), [("", "POST"), ('method="GET"', "GET"), ('method="POST"', "POST")]
)
def test_method(voicelab: TestLab, attribute: str, method: str) -> None:
    """method: GET POST, default POST"""
    call = dial(voicelab, f'<Gather action="/done" numDigits="1" {attribute}/>')
    call.presses("1")
    call.hears("got 1")
    assert call.requests[-1].method == method


@pytest.mark.proves("Gather", "method")
def test_a_method_that_is_none(voicelab: TestLab) -> None:
    """13312 method: warning, POST used"""
    call = dial(voicelab, '<Gather action="/done" numDigits="1" method="PUT"/>')
    call.presses("1")
    call.hears("got 1")
    assert call.requests[-1].method == "POST" and codes(call) == [13312]


def test_what_follows_the_gather_is_unreachable_after_its_action(voicelab: TestLab) -> None:
    """After an action request the rest of the document is unreachable"""
    call = dial(voicelab, '<Gather action="/done" numDigits="1"/>')
    call.presses("1")
    assert call.ended("completed")
    assert said(call) == ["Got 1."]


def test_a_redirect_of_the_action_loses_the_digits(voicelab: TestLab) -> None:
    """HTTP 3xx from the action loses Digits"""
    seen: list[Any] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read()
        seen.append(
            (environ["REQUEST_METHOD"], environ["PATH_INFO"], b"Digits" in body, environ["QUERY_STRING"])
        )
        if environ["PATH_INFO"] == "/done":
            start_response("302 Found", [("Location", "/elsewhere")])
            return []
        start_response("200 OK", [("Content-Type", "text/xml")])
        gather = b'<Response><Gather action="/done" numDigits="1"/></Response>'
        return [gather if environ["PATH_INFO"] == "/voice" else b"<Response><Say>Elsewhere.</Say></Response>"]

    call = voicelab.dial(app, path="/voice")
    call.presses("1")
    call.hears("elsewhere")
    assert seen[1:] == [("POST", "/done", True, ""), ("GET", "/elsewhere", False, "")]


# --- prompts ------------------------------------------------------------------------------------------------------
@pytest.mark.proves("Gather", "bargeIn")
def test_a_key_stops_the_prompt(voicelab: TestLab) -> None:
    """Key during prompt stops the prompt"""
    call = dial(
        voicelab,
        '<Gather action="/done" numDigits="2"><Say>A long prompt, of many words indeed.</Say></Gather>',
    )
    call.presses("1")
    assert prompts(call)[0][3] is False
    call.presses("2")
    call.hears("got 12")


@pytest.mark.proves("Gather", "bargeIn")
def test_without_barge_in_the_prompt_plays_on(voicelab: TestLab) -> None:
    """bargeIn=false lets it play on"""
    call = dial(
        voicelab, '<Gather action="/done" bargeIn="false"><Say>A long prompt, of many words.</Say></Gather>'
    )
    call.presses("12")
    assert prompts(call) == []
    call.hears("many words")
    assert prompts(call)[0][3] is True
    call.presses("#")
    call.hears("got 12")


@pytest.mark.proves("Gather", "bargeIn")
def test_a_barge_in_that_is_neither(voicelab: TestLab) -> None:
    """13332 bargeIn"""
    call = dial(voicelab, '<Gather action="/done" bargeIn="perhaps" timeout="1"/>')
    call.ended()
    assert 13332 in codes(call)


def test_nested_prompts_play_in_turn_and_are_fetched_before_the_first(voicelab: TestLab) -> None:
    """All nested Plays of a Gather are fetched before the first sounds"""
    files = SoundFiles({"/a.wav": ("audio/wav", tone_wav(1)), "/b.wav": ("audio/wav", tone_wav(2))})
    voicelab.serve("http://files.test", files)
    call = dial(
        voicelab,
        '<Gather action="/done" timeout="1"><Play>http://files.test/a.wav</Play><Say>Middle.</Say>'
        "<Pause/><Play>http://files.test/b.wav</Play></Gather>",
    )
    call.hears("a.wav", to_the_end=False)
    assert [path for _, path, _, _ in files.asked] in (["/a.wav", "/b.wav"], ["/b.wav", "/a.wav"])
    call.hears("nothing")
    assert [kind for kind, *_ in prompts(call)] == ["play", "say", "silence", "play", "say"]


@pytest.mark.parametrize("child", ['<Play digits="12"/>', "<Dial>+15005550010</Dial>", "<Record/>"])
def test_other_children_are_left_out(voicelab: TestLab, child: str) -> None:
    """Gather holds Say, Play, Pause (Play without digits)"""
    call = dial(voicelab, f'<Gather action="/done" timeout="1">{child}<Say>Prompt.</Say></Gather>')
    call.ended()
    assert said(call) == ["Prompt.", "Nothing."] and codes(call)


def test_a_prompt_that_cannot_be_had_is_told_and_the_gather_goes_on(voicelab: TestLab) -> None:
    call = dial(
        voicelab,
        '<Gather action="/done" numDigits="1"><Play>http://gone.test/x.wav</Play><Say>Prompt.</Say></Gather>',
    )
    call.hears("prompt")
    call.presses("1")
    call.hears("got 1")
    assert 11210 in codes(call)


# --- the end ------------------------------------------------------------------------------------------------------
def test_a_caller_that_hangs_up_requests_nothing(voicelab: TestLab) -> None:
    call = dial(voicelab, '<Gather action="/done" numDigits="4"/>')
    call.presses("12")
    call.hangs_up()
    assert digits(call) is None and call.status == "completed"


def test_keys_of_all_sorts_arrive(voicelab: TestLab) -> None:
    call = dial(voicelab, '<Gather action="/done" finishOnKey="" numDigits="12"/>')
    call.presses("0123456789*#")
    call.ended()
    assert digits(call) == "0123456789*#"
