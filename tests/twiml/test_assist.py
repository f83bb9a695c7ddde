"""Completion and hover at a cursor, in text that may be half written."""

import pytest

from voicelab.twiml.assist import Completion, complete, hover
from voicelab.twiml.grammar import VERBS


def at(marked: str) -> tuple[str, int, int]:
    """The text without its bar, and the bar's line and column."""
    before, after = marked.split("|")
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


def labels(marked: str) -> list[str]:
    return [offer.label for offer in complete(*at(marked))]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("|", ["Response"]),
        ("<Re|", ["Response"]),
        ("<Response/>|", []),
        ("<Response>\n  <Ga|", ["Gather"]),
        ("<Response><ga|", ["Gather"]),
        ("<Response><Gather>|", ["Say", "Play", "Pause", "/Gather"]),
        ("<Response><Gather><Say>a</Say>|</Gather></Response>", ["Say", "Play", "Pause", "/Gather"]),
        ("<Response><Dial><Number>1</|", ["/Number"]),
        ("<Response><Pause/><Redirect |/>", ["method"]),
        ("<Response><Pause |length='1'/>", []),
        ("<Response><Gather num|", ["numDigits"]),
        ("<Response><Gather\n   num|\n   timeout='5'>", ["numDigits"]),
        ("<Response><Gather timeout='5' timeo|", []),
        ("<Response><Reject reason='|'/>", ["rejected", "busy"]),
        ('<Response><Reject reason="b|"/>', ["busy"]),
        ("<Response><Gather input='dtmf s|'", ["speech"]),
        ("<Response><Gather input='dtmf |'", ["speech"]),
        ("<Response><Say>a <em|", ["emphasis"]),
        ("<Response><Start><Stream track='b|", ["both_tracks"]),
        ("<Response><Connect><|", ["Stream", "ConversationRelay", "VirtualAgent"]),
        ("<Response><Gather numDigits=|", []),
        ("<Response><!-- <|", []),
        ("<Response><!-- a --><Hang|", ["Hangup"]),
        ("<Response><![CDATA[<|", []),
        ("<Response><Foo |", []),
        ("<Response><Say voice='man><Play>x</Play><Hang|", ["Hangup"]),
        ("<Response></Say></Gather><Hang|", ["Hangup"]),
    ],
)
def test_what_may_stand_here(marked: str, expected: list[str]) -> None:
    offered = labels(marked)
    assert offered[: len(expected)] == expected
    if len(expected) <= 1:
        assert len(offered) == len(expected)


def test_all_verbs_are_offered_in_a_response() -> None:
    assert labels("<Response>|</Response>") == [*VERBS, "/Response"]


def test_an_offer_replaces_the_word_begun() -> None:
    (offer,) = complete(*at("<Response><Gather num|"))
    assert offer == Completion(
        "numDigits", "attribute", 'numDigits=""', "How many keys end the input; unlimited by default.", 3
    )
    assert complete(*at("<Response>|"))[0].insert == "<Say"
    assert complete(*at("<Response><|"))[0].insert == "Say"
    assert complete(*at("<Response><Dial></|"))[0].insert == "Dial>"
    assert [offer.detail for offer in complete(*at("<Response><Reject reason='|'"))] == ["default", ""]


@pytest.mark.parametrize(
    ("marked", "title", "says"),
    [
        ("<Response><Ga|ther/></Response>", "<Gather>", "Collects keys"),
        ("<Response><Dial></Di|al></Response>", "<Dial>", "Calls other parties"),
        ("<Response><Gather num|Digits='1'/></Response>", "numDigits of <Gather>", "13314"),
        ("<Response>\n<Gather timeout='1|2'/></Response>", "timeout of <Gather>", "Default: 5"),
        ("<Response><Gather speech|Timeout='1'", "speechTimeout of <Gather>", "that of timeout"),
        ("<Response><Refer><S|ip>sip:a@b</Sip>", "<Sip>", "referred to"),
        ("<Response><Say><say-|as/></Say>", "<say-as>", "date"),
    ],
)
def test_what_the_word_means(marked: str, title: str, says: str) -> None:
    told = hover(*at(marked))
    assert told is not None and told.title == title and says in told.text


def test_a_hover_knows_its_word() -> None:
    told = hover(*at("<Response>\n  <Gather num|Digits='1'/></Response>"))
    assert told is not None and (told.line, told.column, told.length) == (2, 11, 9)


@pytest.mark.parametrize(
    "marked", ["|", "<Response><Say>hel|lo</Say>", "<Foo b|ar='1'/>", "<Response>|   </Response>"]
)
def test_other_words_mean_nothing(marked: str) -> None:
    assert hover(*at(marked)) is None


@pytest.mark.parametrize(
    ("source", "offered"),
    [
        ('<Response><Gather action="', ["menu", "sales", "/webhooks/ivr"]),
        ('<Response><Gather action="s', ["sales"]),
        ('<Response><Gather action="/w', ["/webhooks/ivr"]),
        ('<Response><Dial action="m', ["menu"]),
        ('<Response><Connect><Stream url="', []),  # a WebSocket is no document
        ('<Response><Gather numDigits="', []),
    ],
)
def test_an_address_is_completed_by_what_is_served_here(source: str, offered: list[str]) -> None:
    found = complete(source, 1, len(source) + 1, ["menu", "sales", "/webhooks/ivr"])
    assert [(each.label, each.insert) for each in found] == [(each, each) for each in offered]
    assert all(source.endswith(source[len(source) - each.replaces :]) for each in found)
