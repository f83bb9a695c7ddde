"""Documents as trees with places: reading, limits, encodings, writing."""

import pytest
from lxml import etree
from twilio.twiml.voice_response import Dial, VoiceResponse

from voicelab.errors import DocumentError, Place
from voicelab.twiml.check import examine
from voicelab.twiml.document import MOST_BYTES, MOST_DEEP, parse, serialise, source_of

MENU = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a menu -->
<Response>
\t<Gather  numDigits = '1'
           action="/g">
    <Say>Grüße, press 1</Say> <Pause/>
  </Gather><Hangup/>
</Response>"""


def refused(source: str | bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(source)
    assert caught.value.place is not None and caught.value.cure
    return caught.value


def test_places_of_elements_attributes_and_text() -> None:
    root = parse(MENU).root
    gather, hangup = root.children
    say, pause = gather.children
    assert (root.place, gather.place, say.place) == (Place(3, 1), Place(4, 2), Place(6, 5))
    assert pause.place == Place(6, 31)  # characters, not bytes: there is an umlaut before it
    assert hangup.place == Place(7, 12)
    assert gather.attribute_places == {"numDigits": Place(4, 11), "action": Place(5, 12)}
    assert say.text_place == Place(6, 10)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    say = parse(f"<Response>{end}{end} <Say/></Response>").root.children[0]
    assert say.place == Place(3, 2)


def test_text_and_content() -> None:
    root = parse("<Response>\n<Say>a <b>c</b> d &amp; <![CDATA[<e>]]></Say></Response>").root
    say = root.children[0]
    assert say.text == "a  d & <e>" and say.plain_text == "a c d & <e>"
    assert say.inner_xml == "a <b>c</b> d &amp; &lt;e&gt;"
    assert root.text == "" and [child.name for child in root.walk()] == ["Response", "Say", "b"]


def test_values_come_with_checking_only() -> None:
    with pytest.raises(KeyError, match="checked"):
        parse("<Response><Pause/></Response>").root.children[0]["length"]
    document = examine("<Response><Pause/></Response>").document
    assert document is not None and document.verbs[0]["length"] == 1
    with pytest.raises(KeyError, match="no attribute lenght"):
        document.verbs[0]["lenght"]


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbf<Response><Say>\xc3\xa9</Say></Response>",
        "<Response><Say>é</Say></Response>".encode("utf-16"),
        "<Response><Say>é</Say></Response>".encode("utf-32"),
        '<?xml version="1.0" encoding="UTF-16"?><Response><Say>é</Say></Response>'.encode("utf-16"),
        '<?xml version="1.0" encoding="iso-8859-1"?><Response><Say>é</Say></Response>'.encode("latin-1"),
        "<?xml version='1.0' encoding='windows-1252'?><Response><Say>é</Say></Response>".encode("cp1252"),
        '<?xml version="1.0" encoding="UTF-16"?><Response><Say>é</Say></Response>',
        "\ufeff<Response><Say>é</Say></Response>",
    ],
)
def test_encodings(source: str | bytes) -> None:
    """A byte order mark, else the declaration, else UTF-8; text is text whatever it declares."""
    assert parse(source).root.children[0].text == "é"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"<Response>\n<Say>caf\xe9</Say></Response>", Place(2, 9)),
        (b'<?xml version="1.0" encoding="zlib"?><Response/>', Place(1, 1)),
        (b'<?xml version="1.0" encoding="martian"?><Response/>', Place(1, 1)),
        ("<Response>\n \ud800</Response>", Place(2, 2)),
    ],
)
def test_bytes_that_are_no_text(source: str | bytes, place: Place) -> None:
    error = refused(source)
    assert (error.code, error.place) == (12100, place)


def test_64_kilobytes_and_no_more() -> None:
    """11750: the body may have 64 kB."""
    fill = MOST_BYTES - len("<Response></Response>")
    assert parse("<Response>" + " " * fill + "</Response>")
    assert refused("<Response>" + " " * (fill + 1) + "</Response>").code == 11750
    assert refused("<Response>" + "é" * (fill // 2 + 1) + "</Response>").code == 11750
    assert refused(b"\xff" * (MOST_BYTES + 1)).code == 11750


def test_depth_has_a_limit() -> None:
    def nested(depth: int) -> str:
        return "<Response>" + "<p>" * (depth - 1) + "</p>" * (depth - 1) + "</Response>"

    assert parse(nested(MOST_DEEP))
    assert refused(nested(MOST_DEEP + 1)).code == 12100
    assert refused("<a>" * 20000).code == 12100


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE Response [<!ENTITY a "b">]>',
        '<!DOCTYPE Response SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Response PUBLIC "x" "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_document_types_are_refused(declared: str) -> None:
    """Entities and DTDs are refused, never expanded or fetched."""
    error = refused(f"<?xml version='1.0'?>\n{declared}<Response><Say>&a;</Say></Response>")
    assert error.code == 12100 and error.place == Place(2, 1) and "DOCTYPE" in error.message


def test_namespaces_mean_nothing() -> None:
    examined = examine(
        '<Response xmlns="http://x/" xmlns:a="http://y/"><Say a:b="1">c</Say><a:Say>d</a:Say></Response>'
    )
    assert examined.document is not None
    assert [(found.code, found.attribute) for found in examined.findings] == [
        (None, "xmlns"),
        (12200, "a:b"),
        (12200, None),
    ]
    assert [verb.text for verb in examined.document.verbs] == ["c"]


def test_comments_and_instructions_are_ignored() -> None:
    assert examine("<?a b?><Response><!-- <Foo/> --><?c d?><Say>e</Say></Response><!-- f -->").findings == ()


def test_writing_a_document_and_reading_it_again() -> None:
    written = serialise(
        parse('<Response><Gather a="&lt;&quot;"><Say>x <b>y</b> z</Say><Pause/></Gather></Response>')
    )
    assert written == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n  <Gather a=\'&lt;"\'>\n    <Say>x <b>y</b> z</Say>\n'
        "    <Pause/>\n  </Gather>\n</Response>\n"
    )
    assert serialise(parse(written)) == written


def test_what_people_hand_over() -> None:
    """A string, bytes, a twilio VoiceResponse, an lxml or ElementTree element, a document."""
    response = VoiceResponse()
    dial = Dial(hangup_on_star=True)
    dial.client("alice")
    response.append(dial)
    document = examine(source_of(response)).document
    assert document is not None
    assert document.verbs[0]["hangupOnStar"] is True and document.verbs[0].children[0].text == "alice"
    tree = etree.fromstring("<Response><Say>é</Say></Response>")
    for thing in ("<Response/>", b"<Response/>", tree, tree.getroottree(), document, etree.tostring(tree)):
        assert examine(source_of(thing)).findings == ()
    with pytest.raises(TypeError, match="int"):
        source_of(1)
