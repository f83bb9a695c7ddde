"""The table against the official helper library, and against itself."""

import ast
import inspect
import json

import pytest
from twilio import twiml
from twilio.twiml import voice_response

from voicelab.twiml.entry import severity
from voicelab.twiml.grammar import ELEMENTS, RESPONSE, VERBS, children_of, grammar_json, names, spec

RUNNING = (
    "Say",
    "Play",
    "Pause",
    "Gather",
    "Record",
    "Dial",
    "Number",
    "Client",
    "Redirect",
    "Reject",
    "Hangup",
    "Echo",
)
SPEC = pytest.mark.parametrize("entry", ELEMENTS.values(), ids=lambda entry: entry.key)


def written_by_the_helper() -> dict[str, tuple[set[str], set[str]]]:
    """The helper's classes, each with the attributes and children that its methods can write."""
    tree = ast.parse(inspect.getsource(voice_response))
    found: dict[str, tuple[set[str], set[str]]] = {}
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in classes:
        found.setdefault(node.name, (set(), set()))
        for call in (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)):
            made = call.func.id if isinstance(call.func, ast.Name) else ""
            if made and made in {each.name for each in classes}:
                attributes, _ = found.setdefault(made, (set(), set()))
                for keyword in call.keywords:
                    if keyword.arg:
                        attributes.add(twiml.lower_camel(twiml.TwiML.MAP.get(keyword.arg, keyword.arg)))
                found[node.name][1].add(made)
    return found


HELPER = written_by_the_helper()
TEXTS = {  # what each class takes before its attributes: the text inside
    name: [each for each in inspect.signature(getattr(voice_response, name)).parameters if each != "kwargs"]
    for name in HELPER
}


@pytest.mark.parametrize("name", HELPER)
def test_everything_the_helper_writes_is_in_the_table(name: str) -> None:
    attributes, children = HELPER[name]
    attributes = attributes - {twiml.lower_camel(text) for text in TEXTS[name]}
    assert attributes <= set(spec(name).attributes)
    assert children <= set(spec(name).children)
    instance = getattr(voice_response, name)(*TEXTS[name])
    assert instance.name == spec(name).name
    assert not TEXTS[name] or spec(name).text is not None


def test_the_helper_knows_every_element_of_the_table() -> None:
    assert set(HELPER) == set(ELEMENTS)


@SPEC
def test_rows_are_complete(entry: object) -> None:
    """One sentence for each element and attribute; defaults that could be written; children that exist."""
    entry = spec(entry.key)  # type: ignore[attr-defined]
    assert entry.doc.endswith(".") and set(entry.children) <= set(ELEMENTS)
    assert len(children_of(entry)) == len(entry.children)  # no two children of one name
    assert entry.says or entry.support == "real"
    for attribute in entry.attributes.values():
        assert attribute.doc.endswith(".") and attribute.kind.expected
        assert attribute.says or attribute.support != "refused"
        assert attribute.same_as is None or attribute.same_as in entry.attributes
        default = attribute.default
        if isinstance(default, tuple):
            default = " ".join(default)
        if default not in (None, ""):
            written = str(default).lower() if isinstance(default, bool) else str(default)
            assert attribute.kind.read(written) == attribute.default
        for offer in attribute.kind.offers:
            attribute.kind.read(offer)


def test_verbs() -> None:
    """The verbs of a Response."""
    expected = (
        "Connect Dial Echo Enqueue Gather Hangup Leave Pause Play Prompt Queue Record Redirect Refer Reject Say Sms"
        " Start Stop Pay"
    )
    assert set(VERBS) == set(expected.split()) == set(children_of(RESPONSE))
    assert {"Say", "Sip", "Uri", "say-as", "Response"} <= names()


@pytest.mark.parametrize(
    "key",
    [
        "Say",
        "Play",
        "Pause",
        "Gather",
        "Record",
        "Dial",
        "Number",
        "Client",
        "Redirect",
        "Reject",
        "Hangup",
        "Echo",
    ],
)
def test_these_run(key: str) -> None:
    assert spec(key).support == "real"


@pytest.mark.parametrize(
    "code",
    [
        11100,
        11750,
        12100,
        12102,
        13201,
        13231,
        13238,
        13239,
        13240,
        13338,
        13621,
        14201,
        14205,
        14300,
        16023,
        31922,
    ],
)
def test_codes_that_end_a_document(code: int) -> None:
    """Errors: 12100, 12102, 13201, 13231, 13238-13240, 13338, 13621, 142xx, 14300, 319xx, 64xxx."""
    assert severity(code) == "error"


@pytest.mark.parametrize(
    "code", [12200, 13000, 13214, 13223, 13310, 13320, 13510, 13520, 13710, 13910, 14103, 21263]
)
def test_codes_that_let_it_go_on(code: int) -> None:
    """Warnings: 12200 and most of 13xxx: the default is used."""
    assert severity(code) == "warning"


def test_the_table_as_json() -> None:
    table = json.loads(json.dumps(grammar_json()))
    assert table["root"] == "VoiceResponse" and set(table["elements"]) == set(ELEMENTS)
    gather = table["elements"]["Gather"]
    assert gather["children"] == ["Say", "Play", "Pause"] and gather["name"] == "Gather"
    timeout = gather["attributes"]["timeout"]
    assert (timeout["type"], timeout["min"], timeout["default"], timeout["code"]) == ("integer", 1, 5, 13313)
    assert gather["attributes"]["input"]["default"] == ["dtmf"]
    assert table["elements"]["Dial"]["attributes"]["record"]["values"][0] == "do-not-record"
    assert table["elements"]["Conference"]["text"]["required"] is True
