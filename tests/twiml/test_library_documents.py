"""Whatever the official helper library can write is known here: each method with each argument it names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from twilio.twiml import TwiML, voice_response

from voicelab.twiml.check import examine
from voicelab.twiml.grammar import ELEMENTS

_INHERITED = {name for name, _ in inspect.getmembers(TwiML)}
_VALUES: tuple[Any, ...] = ("1", True, ["a", "b"])  # what the helper takes: text, flags, lists


def _arguments(function: Any) -> list[str]:
    given = inspect.signature(function).parameters
    return [name for name in given if name not in ("self", "kwargs")]


CLASSES = [
    made
    for _, made in inspect.getmembers(voice_response, inspect.isclass)
    if issubclass(made, TwiML) and made is not TwiML
]
TEXTS = {name for made in CLASSES for name in _arguments(made.__init__)}  # what stands inside of an element


def methods() -> Iterator[Any]:
    """Every method of every class that makes an element, with the names of its arguments."""
    for made in CLASSES:
        for method, _ in inspect.getmembers(made, inspect.isfunction):
            if method not in _INHERITED and not method.startswith("_"):
                yield pytest.param(made.__name__, method, id=f"{made.__name__}.{method}")


@pytest.mark.parametrize(("class_name", "method"), [*methods()])
def test_no_argument_is_unknown(class_name: str, method: str) -> None:
    """Names, nesting and attributes are the helper library's, all of them"""
    made = getattr(voice_response, class_name)
    for value in _VALUES:
        parent = made(**dict.fromkeys(_arguments(made.__init__), "x"))
        arguments = _arguments(getattr(made, method))
        getattr(parent, method)(**{name: "x" if name in TEXTS else value for name in arguments})
        source = _in_its_place(class_name, parent)
        unknown = [
            (found.message, found.code)
            for found in examine(source).findings
            if "has no attribute" in found.message or "it is skipped" in found.message
        ]
        assert unknown == [], source


def _in_its_place(class_name: str, element: Any) -> str:
    """The element as XML, inside of what it has to stand in."""
    xml = str(element).partition("?>")[2]
    key = class_name
    while key != "VoiceResponse":
        key = next(parent for parent, spec in ELEMENTS.items() if key in spec.children)
        xml = f"<{ELEMENTS[key].name}>{xml}</{ELEMENTS[key].name}>"
    return xml
