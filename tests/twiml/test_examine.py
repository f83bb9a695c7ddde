"""The checker's general rules: what is skipped, what stops, what is suggested, how much is said."""

import json

import pytest

from voicelab.errors import Place
from voicelab.twiml.check import MOST_FINDINGS, Examined, examine


def codes(examined: Examined) -> list[int | None]:
    return [found.code for found in examined.findings]


def verbs(examined: Examined) -> list[str]:
    assert examined.document is not None
    return [verb.name for verb in examined.document.verbs]


@pytest.mark.parametrize(
    ("source", "place", "cure"),
    [
        ("<Response>\n <Foobar/><Say>a</Say></Response>", Place(2, 2), "<Response> may contain Say"),
        ("<Response><Sya/><Say>a</Say></Response>", Place(1, 11), "Did you mean <Say>?"),
        ("<Response><say>b</say><Say>a</Say></Response>", Place(1, 11), "Did you mean <Say>?"),
        ("<Response><Number>1</Number><Say>a</Say></Response>", Place(1, 11), "It may stand inside <Dial>."),
        ("<Response>text<Say>a</Say></Response>", Place(1, 11), "put it inside <Say>"),
        ("<Response><Say>a</Say>\n  text</Response>", Place(2, 3), "put it inside <Say>"),
        ('<Response><Say lagnauge="en">a</Say></Response>', Place(1, 16), "Did you mean language?"),
        ('<Response><Say Voice="man">a</Say></Response>', Place(1, 16), "Did you mean voice?"),
        ('<Response><Say zzz="1">a</Say></Response>', Place(1, 16), "<Say> knows voice, language"),
    ],
)
def test_what_the_schema_does_not_know_is_skipped(source: str, place: Place, cure: str) -> None:
    """12200, a warning: the bad piece is skipped, the rest runs; names are case-sensitive."""
    examined = examine(source)
    assert [(found.code, found.level, found.place) for found in examined.findings] == [
        (12200, "warning", place)
    ]
    assert cure in examined.findings[0].cure
    assert verbs(examined) == ["Say"]
    assert examined.document is not None and examined.document.verbs[0].text == "a"


def test_an_attribute_of_the_parent_says_so() -> None:
    examined = examine(
        '<Response><Dial><Number callerId="+14155550123">+14155550123</Number></Dial></Response>'
    )
    assert examined.findings[0].cure == "It belongs on <Dial>."


def test_a_misspelt_value_is_guessed() -> None:
    examined = examine('<Response><Dial record="record-from-anser">+14155550123</Dial></Response>')
    assert examined.findings[0].cure == 'Did you mean "record-from-answer"?'
    assert '"do-not-record" is used' in examined.findings[0].message


def test_an_error_stops_at_its_verb_and_no_sooner() -> None:
    """Errors stop with the right code; what stands before them runs."""
    examined = examine(
        "<Response><Say>a</Say><Dial><Conference endConferenceOnExit='x'>r</Conference></Dial><Say>b</Say></Response>"
    )
    assert examined.document is not None
    say, dial, last = examined.document.verbs
    assert say.fault is None and last.fault is None and examined.document.root.fault is None
    assert dial.fault == dial.children[0].fault == examined.findings[0]
    assert (examined.findings[0].code, examined.findings[0].level) == (13231, "error")


@pytest.mark.parametrize(
    ("role", "source", "code"),
    [
        ("whisper", "<Response><Say>a</Say><Dial>+14155550123</Dial></Response>", 13201),
        ("wait", "<Response><Say>a</Say><Record action='/r'/></Response>", 13238),
        ("wait", "<Response><Say>a</Say><Dial>+14155550123</Dial></Response>", 13238),
        ("queue-wait", "<Response><Say>a</Say><Record action='/r'/></Response>", 14202),
    ],
)
def test_documents_for_waiting_and_whispering(role: object, source: str, code: int) -> None:
    """13201: no Dial on a called leg. 13238: Play, Say, Pause, Redirect in a conference's wait document.

    A queue's also takes Hangup, Leave and Gather.
    """
    examined = examine(source, role=role)  # type: ignore[arg-type]
    assert [(found.code, found.level) for found in examined.findings] == [(code, "error")]
    assert examined.document is not None
    assert [verb.fault is None for verb in examined.document.verbs] == [True, False]


def test_what_is_allowed_runs() -> None:
    wait = "<Response><Play>/a</Play><Say>b</Say><Pause/><Redirect/></Response>"
    queue = "<Response><Gather action='/g'/><Leave/><Hangup/></Response>"
    assert codes(examine(wait, role="wait")) == codes(examine(wait, role="queue-wait")) == []
    assert codes(examine(queue, role="queue-wait")) == []
    assert codes(examine(queue, role="whisper")) == []
    assert codes(examine(queue, allowed={"Gather", "Hangup"})) == [13238]
    assert codes(examine("<Response><Dial>+14155550123</Dial></Response>", allowed={"Say"})) == [13201]


def test_places_to_fill_in_are_left_alone() -> None:
    """{{Param}} is filled in when the document is asked for, so nothing is known of its value yet."""
    examined = examine(
        '<Response><Say voice="{{Voice}}" loop="{{n}}">{{Words}}</Say><Dial callerId="{{From}}">{{Digits}}</Dial>'
        "<Redirect>{{Url}}</Redirect><Enqueue>{{Queue}}</Enqueue></Response>"
    )
    assert examined.findings == ()
    assert examined.document is not None
    assert examined.document.verbs[0]["loop"] == 1 and examined.document.verbs[1]["callerId"] == "{{From}}"


def test_findings_are_in_the_order_of_the_document() -> None:
    examined = examine(
        '<Response><Gather timeout="0" action="/a"><Foo/>\n<Say loop="x"/></Gather><Bar/></Response>'
    )
    places = [(found.place.line, found.place.column) for found in examined.findings]
    assert places == sorted(places) and len(places) == 5


def test_a_document_full_of_mistakes_gets_so_many_findings_and_every_error() -> None:
    wrong = "<Foo/>" * 1000 + "<Enqueue/>"
    examined = examine(f"<Response>{wrong}<Say>a</Say></Response>")
    assert codes(examined).count(12200) == MOST_FINDINGS
    assert codes(examined)[-1] == 14204  # warnings do not crowd out an error
    assert verbs(examined) == ["Enqueue", "Say"]


def test_a_thousand_verbs() -> None:
    assert len(verbs(examine(f"<Response>{'<Say>a</Say>' * 1000}</Response>"))) == 1000


def test_long_names_and_values_are_cut() -> None:
    examined = examine(f'<Response><{"x" * 5000}/><Say voice="{"y" * 5000}">a</Say></Response>')
    assert all(len(found.message) < 300 and len(found.cure) < 300 for found in examined.findings)


def test_a_finding_as_json() -> None:
    """A finding has file, line, column, code, level, message, cure."""
    (found,) = examine('<Response>\n  <Pause length="-2"/></Response>').findings
    made = json.loads(json.dumps(found.to_json("a.xml")))
    assert list(made) == ["file", "line", "column", "code", "level", "message", "cure"]
    assert (made["file"], made["line"], made["column"], made["code"], made["level"]) == (
        "a.xml",
        2,
        10,
        13910,
        "warning",
    )
    assert (found.element, found.attribute) == ("Pause", "length")


@pytest.mark.parametrize(
    "source", ["<Response/>", "<Response></Response>", "<Response>\n <!-- a -->\n</Response>"]
)
def test_an_empty_response_is_fine(source: str) -> None:
    """An empty Response answers and hangs up."""
    assert examine(source).findings == () and verbs(examine(source)) == []
