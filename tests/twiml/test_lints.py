"""The lints: each finds what it is for, and leaves alone what is right."""

import pytest

from voicelab.twiml.check import Role
from voicelab.twiml.lints import review

STREAM = '<Stream url="wss://h/s"/>'
SAY = "<Say>a</Say>"

ROWS = [
    ("<Gather/>", "runs again", "<Gather action='/g'/>"),
    ("<Gather/>", "runs again", "<Gather action=''/>"),
    ("<Record/>", "runs again", "<Record action='/r'/>"),
    (
        f"<Redirect>/x</Redirect>{SAY}",
        "never reached: <Redirect> at line 1, column 11",
        f"{SAY}<Redirect>/x</Redirect>",
    ),
    (f"<Hangup/>{SAY}", "never reached", f"{SAY}<Hangup/>"),
    (f"<Echo/>{SAY}", "never reached", f"{SAY}<Echo/>"),
    (f"<Dial action='/d'>+14155550123</Dial>{SAY}", "never reached", f"<Dial>+14155550123</Dial>{SAY}"),
    (f"<Connect action='/c'>{STREAM}</Connect>{SAY}", "never reached", f"<Connect>{STREAM}</Connect>{SAY}"),
    (
        f"<Gather action='/g' actionOnEmptyResult='true'/>{SAY}",
        "never reached",
        f"<Gather action='/g'/>{SAY}",
    ),
    (f"<Start>{STREAM}</Start>", "<Connect><Stream>", f"<Start>{STREAM}</Start><Dial>+14155550123</Dial>"),
    (
        f"<Start>{STREAM}</Start>{SAY}",
        "keep the call up",
        f"<Start>{STREAM}</Start>{SAY}<Pause length='60'/>",
    ),
    (f"{SAY}<Reject/>", "before it is answered", "<Pause/><Reject/>"),
    ("<Pause/>", "never answered", f"<Pause/>{SAY}"),
    ("<Queue>q</Queue>", "does nothing by itself", "<Dial><Queue>q</Queue></Dial>"),
    ("<Prompt for='postal-code'/>", "does nothing by itself", "<Pay><Prompt for='postal-code'/></Pay>"),
    ("<Redirect/>", "again, and again", "<Pause/><Redirect/>"),
    (
        f"{SAY}<Dial answerOnBridge='true'>+14155550123</Dial>",
        "until the call is answered",
        "<Dial answerOnBridge='true'>+14155550123</Dial><Dial answerOnBridge='true'>+14155550124</Dial>",
    ),
    (
        "<Dial><Conference startConferenceOnEnter='false'>r</Conference></Dial>",
        "Everybody in",
        "<Dial><Conference>r</Conference></Dial>",
    ),
    ("<Connect><Stream url='ws://h/s'/></Connect>", "wss:// only", f"<Connect>{STREAM}</Connect>"),
    ("<Connect><Stream url='wss://h/s?a=1'/></Connect>", "query string", f"<Connect>{STREAM}</Connect>"),
    ("<Play>www.example.com/a.wav</Play>", "no https://", "<Play>a.wav</Play>"),
    ("<Gather action='example.com/g'/>", "no https://", "<Gather action='g.php'/>"),
    ("<Dial ifMachine='Hangup'>+14155550123</Dial>", "no effect", "<Dial>+14155550123</Dial>"),
    ("<Say>a <break/></Say>", "SSML", "<Say voice='Polly.Amy'>a <break/></Say>"),
    ("<Start><Siprec/></Start>", "no SIP leaves", SAY),
    ("<Enqueue workflowSid='WW1'><Task>{}</Task></Enqueue>", "no TaskRouter", "<Enqueue>q</Enqueue>"),
    ("<Gather enhanced='true' action='/g'/>", "no effect in a lab", "<Gather action='/g'/>"),
    (f"<Start action='/a'><Recording/></Start>{SAY}", "never reached", f"<Start><Recording/></Start>{SAY}"),
]


@pytest.mark.parametrize(("wrong", "says", "right"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_lint(wrong: str, says: str, right: str) -> None:
    """Lints have the level warning and no code."""
    found = [each for each in review(f"<Response>{wrong}</Response>") if says in each.message + each.cure]
    assert [(each.code, each.level) for each in found] == [(None, "warning")]
    assert found[0].cure
    assert not [each for each in review(f"<Response>{right}</Response>") if says in each.message + each.cure]


def test_only_the_first_unreachable_verb_is_named() -> None:
    source = f"<Response><Hangup/>{SAY * 3}<Hangup/>{SAY}</Response>"
    assert len([each for each in review(source) if "never reached" in each.message]) == 1


def test_an_action_nobody_serves() -> None:
    """Asked of whoever knows what is served; other hosts are its business too."""
    source = (
        "<Response><Gather action='/here'/><Gather action='/there'/><Redirect>/there</Redirect></Response>"
    )
    found = [
        each for each in review(source, served=lambda url: url == "/here") if "Nobody serves" in each.message
    ]
    assert [(each.element, each.attribute) for each in found] == [("Gather", "action"), ("Redirect", None)]
    assert not [each for each in review(source) if "Nobody serves" in each.message]


def test_review_has_the_codes_and_the_lints_in_order() -> None:
    found = review('<Response><Gather timeout="0"/>\n<Foo/></Response>')
    assert [each.code for each in found] == [None, 13313, 12200]
    assert [each.code for each in review("<Say/>")] == [12102]


@pytest.mark.parametrize(
    ("role", "inside", "codes"),
    [
        ("whisper", "<Dial>+14155550123</Dial>", [13201]),
        ("whisper", "<Gather action='/g'><Say>Press 1.</Say></Gather><Hangup/>", []),
        ("wait", "<Pause/>", []),
        ("wait", "<Record action='/r'/>", [13238]),
        ("wait", "<Say>a</Say><Play>/a.wav</Play><Redirect>/w</Redirect>", []),
        ("wait", "<Gather action='/g'/>", [13238]),
        ("queue-wait", "<Gather action='/g'/><Say>a</Say><Leave/>", []),
        ("queue-wait", "<Dial>+14155550123</Dial>", [14202]),
        ("queue-wait", "<Record action='/r'/>", [14202]),
        ("queue-url", "<Say>a</Say><Play>/a.wav</Play><Pause/><Redirect>/w</Redirect>", []),
        ("queue-url", "<Gather action='/g'/>", [14211]),
        ("queue-url", "<Leave/>", [14211]),
        ("queue-url", "<Dial>+14155550123</Dial>", [14211]),
    ],
)
def test_roles(role: Role, inside: str, codes: list[int]) -> None:
    """Dial inside a whisper; wait documents with verbs not allowed there"""
    found = review(f"<Response>{inside}</Response>", role=role)
    assert [each.code for each in found if each.level == "error"] == codes


def test_an_http_address_of_a_stream() -> None:
    """`http` in a Stream URL: 31922, with a cure"""
    (found,) = review('<Response><Connect><Stream url="https://h/s"/></Connect></Response>')
    assert (found.code, found.level, found.attribute) == (31922, "error", "url") and "wss://" in found.cure
