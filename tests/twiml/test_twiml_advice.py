"""12100 and 12102: what is said of text that is no TwiML, and where."""

import pytest

from voicelab.twiml.check import examine

ROWS = [
    ("<Response><Play>/x?a=1&b=2</Play></Response>", 23, "&", "&amp;"),
    ("<Response><Redirect>/x?a&b</Redirect></Response>", 25, "&", "&amp;"),
    ("<Response><Say>this & that</Say></Response>", 21, "&", "&amp;"),
    ('<Response><Redirect method="a&b"/></Response>', 30, "&", "&amp;"),
    ("<Response><Say>a&nbsp;b</Say></Response>", 17, "&nbsp;", "&#160;"),
    ("<Response><Say>1 < 2</Say></Response>", 19, "<", "&lt;"),
    ("<Response><Say voice='a<b'/></Response>", 22, "voice", "&lt;"),
    ('<Response><Say voice="alice>Hi</Say></Response>', 22, "voice", "Close it"),
    ("<Response><Gather numDigits=1/></Response>", 29, "quotes", '="'),
    ("<Response><Say voice=“man”>a</Say></Response>", 22, "quotes", "straight"),
    ("<Response><Gather bargeIn/></Response>", 19, "bargeIn", 'bargeIn="..."'),
    ('<Response><Gather a="1"b="2"/></Response>', 24, "touch", "blank"),
    ('<Response a="1" a="2"/>', 17, "twice", "one"),
    (
        "<Response><Gather><Say>a</Gather></Say></Response>",
        25,
        "<Say>, which was opened at line 1, column 19",
        "</Say>",
    ),
    ("<Response><Say>a</say></Response>", 17, "<Say>", "case-sensitive"),
    ("<Response><Say>a</Sya></Response>", 17, "</Sya>", "</Say>"),
    ("<Response></Say></Response>", 11, "</Say>", "remove"),
    ("<Response><Say>a</Say>", 23, "<Response>", "</Response>"),
    ("<Response><Dial><Say>a", 23, "<Say>", "</Say></Dial></Response>"),
    ("<Response><Say", 11, "never finished", ">"),
    ("<Response><!-- a", 11, "never finished", "-->"),
    ("<Response><![CDATA[a", 21, "CDATA", "]]>"),
    ("<Response/><Response/>", 12, "second root", "one"),
    ("<Response/> thanks", 13, "after the root", "Remove"),
    ("<Response><Say>a\x01</Say></Response>", 17, "U+0001", "Remove"),
    ("<Response><Say>&#1;</Say></Response>", 16, "character", "Remove"),
    (' <?xml version="1.0"?><Response/>', 2, "before the XML declaration", "very first"),
    ("", 1, "empty", "<Response/>"),
    (" \n ", 1, "empty", "<Response/>"),
    ("OK", 1, "not XML", "<Response>"),
    ('{"say": "hello"}', 1, "JSON", "text/xml"),
    ("<!doctype html><p>404", 1, "HTML", "error page"),
    ("<HTML><br></HTML>", 1, "HTML", "error page"),
    ("<!-- a comment -->", 19, "no element", "<Response>"),
]


@pytest.mark.parametrize(("source", "column", "says", "cure"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_what_is_not_well_formed(source: str, column: int, says: str, cure: str) -> None:
    """12100, an error: the document must be well-formed, with nothing before the declaration."""
    examined = examine(source)
    assert examined.document is None
    (found,) = examined.findings
    assert (found.code, found.level) == (12100, "error")
    assert (found.place.line, found.place.column) == (1, column)
    assert says in found.message and cure in found.cure


@pytest.mark.parametrize(
    ("source", "says", "cure"),
    [
        ("<Say>a</Say>", "<Say>", "inside <Response>"),
        ("<response/>", "<response>", "case-sensitive"),
        ("<html><body/></html>", "HTML", "error page"),
        ("<!DOCTYPE html><html></html>", "HTML", "error page"),
    ],
)
def test_the_root_is_response(source: str, says: str, cure: str) -> None:
    """12102: the root element must be Response."""
    examined = examine(source)
    assert examined.document is None
    (found,) = examined.findings
    assert (found.code, found.level) == (12102, "error")
    assert says in found.message and cure in found.cure


def test_the_version_is_one_twilio_knows() -> None:
    """12101: invalid version."""
    assert examine('<Response version="2010-04-01"/>').findings == ()
    examined = examine('<Response version="3"/>')
    assert [(found.code, found.level) for found in examined.findings] == [(12101, "error")]
    assert examined.document is None
