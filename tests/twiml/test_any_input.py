"""Whatever comes in, the checker answers, quickly, and says nothing it cannot stand for."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from voicelab.twiml.assist import complete, hover
from voicelab.twiml.check import examine
from voicelab.twiml.document import parse, serialise
from voicelab.twiml.grammar import ELEMENTS
from voicelab.twiml.lints import review
from voicelab.twiml.outline import outline

# no deadline: how long one example takes on a busy machine says nothing
patient = settings(deadline=None, max_examples=60)

NAMES = sorted({entry.name for entry in ELEMENTS.values()} | {"Foo", "say"})
ATTRIBUTES = sorted({name for entry in ELEMENTS.values() for name in entry.attributes} | {"foo", "xmlns"})
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "5", "true", "auto", "POST", "/x", "wss://h/s", "ftp://x", "{{P}}", "http://[", "é"]
    ),
    st.text(max_size=12),
)


def quoted(value: str) -> str:
    return '"' + value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") + '"'


OPENED = st.tuples(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=3))
STEPS = st.one_of(OPENED, st.sampled_from(["words", " ", "+14155550123", "{{P}}", "&amp;", "", "", ""]))


def woven(steps: list[tuple[str, dict[str, str]] | str]) -> str:
    """Elements that nest, from a list of starts, texts and (empty) ends."""
    written, opened = [], []
    for step in steps:
        if isinstance(step, tuple):
            name, attributes = step
            written.append(
                f"<{name}{''.join(f' {key}={quoted(value)}' for key, value in attributes.items())}>"
            )
            opened.append(name)
        elif step:
            written.append(step)
        elif opened:
            written.append(f"</{opened.pop()}>")
    return "".join(written) + "".join(f"</{name}>" for name in reversed(opened))


INSIDE = st.lists(STEPS, max_size=12).map(woven)
XML = INSIDE.map(lambda inside: f"<Response>{inside}</Response>")
PIECES = (
    """< > / = " ' & ; <!-- --> <![CDATA[ ]]> <?xml ?> <!DOCTYPE Response Say Gather timeout {{ é ] <Response>"""
    """ </Response>"""
)
SHREDS = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\x00", "\ud800"]), max_size=30).map("".join)


def looked_at(source: str | bytes) -> None:
    """Everything the language room can be asked about a source; places lie inside of it."""
    examined = examine(source)
    lines = source.count("\n" if isinstance(source, str) else b"\n") + 1  # type: ignore[arg-type]
    lines += source.count("\r" if isinstance(source, str) else b"\r")  # type: ignore[arg-type]
    for found in review(source):
        assert 1 <= found.place.line <= lines and found.place.column >= 1
        assert found.message and found.to_json("x")
    if examined.document is None:
        assert any(found.level == "error" for found in examined.findings)
        return
    outline(examined.document)
    for element in examined.document.root.walk():
        assert element.spec is not None
        for name in element.spec.attributes:
            element[name]


@patient
@given(st.binary(max_size=300))
def test_random_bytes(source: bytes) -> None:
    looked_at(source)


@patient
@given(st.binary(max_size=100).map(lambda inside: b"<Response><Say>" + inside + b"</Say></Response>"))
def test_random_bytes_in_a_document(source: bytes) -> None:
    looked_at(source)


@patient
@given(SHREDS)
def test_shreds_of_xml(source: str) -> None:
    looked_at(source)


@patient
@given(XML)
def test_random_documents(source: str) -> None:
    looked_at(source)
    try:
        document = parse(source)
    except Exception:  # characters that XML has not
        return
    assert serialise(parse(serialise(document))) == serialise(document)


@patient
@given(st.one_of(SHREDS, XML), st.integers(-5, 40), st.integers(-5, 400))
def test_help_at_any_cursor(source: str, line: int, column: int) -> None:
    for offer in complete(source, line, column):
        assert offer.insert and offer.replaces >= 0
    hover(source, line, column)


@settings(deadline=None, max_examples=15)
@given(INSIDE.filter(bool))
def test_large_documents_are_quick(inside: str) -> None:
    """A document of 64 kB takes some 50 ms of a processor; this bound only tells linear from quadratic."""
    source = "<Response>" + inside * (60_000 // len(inside.encode("utf-8", "replace"))) + "</Response>"
    begun = process_time()
    review(source)
    assert process_time() - begun < 2
