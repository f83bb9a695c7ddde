"""The flow that documents have, and what calls and tests add to it."""

from __future__ import annotations

from shop import BASE, QUEUE, call, named, reader, ways

from voicelab.calls.events import DocumentStarted, VerbStarted
from voicelab.flow.chart import NEVER
from voicelab.flow.observed import mark_reached, watch


def test_every_action_redirect_and_party_is_a_way() -> None:
    shop = reader()
    assert ways(shop, "menu-1") == {
        ("Dial", "afterwards", "after-dial"),
        ("Dial", "", "+15005550010"),
        ("Dial", "", "client:bob"),
    }
    assert ways(shop, "after-dial") == {("Record", "when recorded", "thanks")}
    assert ("Redirect", "", "welcome") in ways(shop, "menu-3")
    assert named(shop, "nowhere").kind == "missing"


def test_fields_that_are_filled_into_an_address_lead_to_documents() -> None:
    """``{{Digits}}`` of the request for the document: the value that leads to each stands on the way."""
    shop = reader()
    assert ways(shop, "welcome") == {("Gather", "on input", "chosen"), ("Redirect", "", "welcome")}
    assert ways(shop, "chosen") == {
        ("Redirect", "1", "menu-1"),
        ("Redirect", "2", "menu-2"),
        ("Redirect", "3", "menu-3"),
    }


def test_what_stands_in_a_gather_is_a_step_inside_it() -> None:
    steps = list(named(reader(), "welcome").steps)
    assert [(step.verb, step.depth) for step in steps] == [
        ("Gather", 0),
        ("Say", 1),
        ("Say", 0),
        ("Redirect", 0),
    ]


def test_a_call_shows_what_a_webhook_answered_and_which_digit_led_there() -> None:
    shop = reader()
    assert ("Gather", "on input", "/ivr") in ways(shop, "menu-2")
    watch(shop, call())
    ivr = named(shop, "/ivr")
    assert [(section.caption, section.source) for section in ivr.sections] == [("answered 1", QUEUE)]
    assert ("Gather", "1", "/ivr") in ways(shop, "menu-2")
    assert ways(shop, "/ivr") == {
        ("Enqueue", "", "queue support"),
        ("Enqueue", "while waiting", "thanks"),
    }
    assert not any(box.lit for box in shop.chart.boxes.values())


def test_the_path_that_a_call_took_is_lit_in_order() -> None:
    shop = reader()
    first = watch(shop, call(), light=True)
    assert first == f"{BASE}/twiml/welcome"
    ran = [(box.title, step.verb, step.turns) for box in shop.chart.boxes.values() for step in box.steps]
    assert [each for each in ran if each[2]] == [
        ("welcome", "Gather", [1]),
        ("welcome", "Say", [2]),
        ("chosen", "Redirect", [3]),
        ("menu-2", "Gather", [4]),
        ("/ivr", "Say", [5]),
        ("/ivr", "Enqueue", [6]),
    ]
    lit = {(way.start.title, way.end.title) for way in shop.chart.ways if way.lit}
    assert lit == {
        ("welcome", "chosen"),
        ("chosen", "menu-2"),
        ("menu-2", "/ivr"),
        ("/ivr", "queue support"),
    }
    assert {box.title for box in shop.chart.boxes.values() if box.lit} == {
        "welcome", "chosen", "menu-2", "/ivr", "queue support",
    }  # fmt: skip


def test_a_call_of_twiml_without_an_address_has_a_box_of_its_own() -> None:
    shop = reader()
    source = "<Response><Say>Hi.</Say><Redirect>http://127.0.0.1:5000/twiml/thanks</Redirect></Response>"
    events = [
        DocumentStarted("CA2", 0.0, 1, "", source),
        VerbStarted("CA2", 0.0, 1, "Say", {}, "", 1, 11, 1),
    ]
    key = watch(shop, events, light=True)
    assert shop.chart.boxes[key].title == "TwiML of the call" and shop.chart.boxes[key].lit
    assert ways(shop, "TwiML of the call") == {("Redirect", "", "thanks")}


def test_only_what_can_be_reached_is_in_a_part() -> None:
    shop = reader()
    part = shop.chart.reachable(shop.document_key("after-dial"))
    assert {box.title for box in part.boxes.values()} == {"after-dial", "thanks"}


def test_what_no_test_reached_is_marked_whatever_host_the_tests_had() -> None:
    shop, document = reader(), "http://tests.example/twiml/welcome"
    base = {"document": document, "column": 3, "text": "", "action": "", "action_requested": 0}
    gather = {
        "verb": "Gather",
        "line": 2,
        "ran": 1,
        "branches": {"input": 0, "nothing": 1},
        "action": "x",
    }
    places = [
        {**base, **gather},
        {**base, "verb": "Say", "line": 3, "column": 5, "ran": 1, "branches": {}},
        {**base, "verb": "Say", "line": 5, "ran": 0, "branches": {}},
        {**base, "verb": "Redirect", "line": 6, "ran": 1, "branches": {}},
    ]
    mark_reached(shop.chart, {str(number): place for number, place in enumerate(places)})
    told = [step.missing for step in named(shop, "welcome").steps]
    assert told == [["no test with: input"], [], [NEVER], []]
    missed = {way.label for way in shop.chart.ways if way.start.title == "welcome" and way.missed}
    assert missed == {"on input"}
    assert [step.missing for step in named(shop, "thanks").steps] == [[NEVER]]


def test_the_flow_in_words() -> None:
    words = reader().chart.text()
    assert "  Gather 1 digit\n    → on input: chosen" in words
    assert "nowhere: There is no such document." in words
