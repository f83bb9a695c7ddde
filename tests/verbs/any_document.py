"""Documents made from the grammar table: each attribute with its values, and anything that may stand together."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from voicelab.twiml.entry import Attribute, ElementSpec
from voicelab.twiml.grammar import ELEMENTS, RESPONSE
from voicelab.twiml.values import BadValue

__all__ = ["any_response", "bad_values", "document", "documents_of", "values"]

SERVER = "wss://server.test/here"
_WORDS = {
    "Number": "+14155550123",
    "WhatsApp": "+14155550123",
    "Sip": "sip:kate@example.com",
    "SipUri": "sip:kate@example.com",
    "ReferSip": "sip:kate@example.com",
    "Dial": "+14155550124",
    "Play": "http://away.test/tone.wav",
    "Redirect": "/there",
    "Application": "AP0123456789abcdef0123456789abcdef",
    "ApplicationSid": "AP0123456789abcdef0123456789abcdef",
    "Sim": "DE0123456789abcdef0123456789abcdef",
    "Task": '{"skill": "sales"}',
}
_NEEDED = {
    "Stream": {"url": SERVER},
    "ConversationRelay": {"url": SERVER},
    "Parameter": {"name": "n", "value": "v"},
    "Config": {"name": "n", "value": "v"},
    "Header": {"name": "x-n", "value": "v"},
    "SsmlSub": {"alias": "other"},
}
_POOL = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "30",
    "600",
    "1500",
    "20.45",
    "0.5",
    "true",
    "false",
    "/there",
    "http://away.test/x",
    "wss://server.test/here",
    "+14155550123",
    "client:kate",
    "sip:kate@example.com",
    "12#",
    "wW1",
    "en-US",
    "words",
    "500ms",
    "+10%",
    "94105",
    "2010-04-01",
    "CA00000000000000000000000000000000",
]
_BAD = ("nonsense: value", "-1", "ftp://x", "[", "99999999999", "x" * 300, "")


def values(attribute: Attribute, most: int = 4) -> list[str]:
    """Values that the attribute takes, the most telling first."""
    offers = [offer for offer in (*attribute.kind.offers[:2], *_POOL, *attribute.kind.offers) if offer]
    return [text for text in dict.fromkeys(offers) if _reads(attribute, text)][:most]


def bad_values(attribute: Attribute) -> list[str]:
    """A value that the attribute does not take, where there is one."""
    return [text for text in _BAD if not _reads(attribute, text)][:1]


def _reads(attribute: Attribute, text: str) -> bool:
    try:
        attribute.kind.read(text)
    except BadValue:
        return False
    return True


def element(spec: ElementSpec, attributes: dict[str, str], inside: str | None = None) -> str:
    """One element, written out."""
    attributes = _NEEDED.get(spec.key, {}) | attributes
    if inside is None:
        inside = _WORDS.get(spec.key, "words" if spec.text is not None else "")
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{spec.name}{written}>{inside}</{spec.name}>"


def document(spec: ElementSpec, attributes: dict[str, str], inside: str | None = None) -> bytes:
    """A document with this element in it, a verb after it, and what its surroundings need."""
    xml, parent = element(spec, attributes, inside), spec
    while parent is not RESPONSE:
        homes = [each for each in ELEMENTS.values() if parent.key in each.children]
        parent = homes[-1] if parent.key in ("Prompt", "Queue") else homes[0]
        xml = element(parent, {}, xml + ("<Say>Next.</Say>" if parent is RESPONSE else ""))
    return xml.encode()


def documents_of(spec: ElementSpec) -> Iterator[bytes]:
    """The element alone, and with every value of every attribute, good and bad; with each child it may have."""
    yield document(spec, {})
    for name, attribute in spec.attributes.items():
        for value in values(attribute) + bad_values(attribute):
            yield document(spec, {name: value})
    for child in spec.children:
        yield document(spec, {}, element(ELEMENTS[child], {}) * 2)


def _drawn(spec: ElementSpec, depth: int) -> st.SearchStrategy[str]:
    attributes = st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(values(attribute) + bad_values(attribute))
            for name, attribute in spec.attributes.items()
            if values(attribute)
        },
    )
    few = attributes.map(lambda drawn: dict(list(drawn.items())[:5]))
    if not spec.children or depth == 0:
        return few.map(lambda drawn: element(spec, drawn))
    children = st.lists(
        st.sampled_from(spec.children).flatmap(lambda key: _drawn(ELEMENTS[key], depth - 1)), max_size=3
    ).map("".join)
    return st.tuples(few, children).map(lambda drawn: element(spec, drawn[0], drawn[1] or None))


def any_response() -> st.SearchStrategy[bytes]:
    """Any document that nests as the table lets it, with good and bad values."""
    verbs = st.sampled_from(RESPONSE.children).flatmap(lambda key: _drawn(ELEMENTS[key], 3))
    return st.lists(verbs, max_size=4).map(lambda drawn: f"<Response>{''.join(drawn)}</Response>".encode())
