"""What a test expects of a verb: its attributes as written or by default, its nouns, its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from voicelab.calls.events import VerbStarted
from voicelab.calls.model import parse_address
from voicelab.errors import LabError, VoiceLabError
from voicelab.testing.words import contains
from voicelab.twiml.check import examine
from voicelab.twiml.document import Element
from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.grammar import VERBS, children_of, names, spec
from voicelab.twiml.nearest import nearest

__all__ = ["attribute_name", "check_expected", "meets", "value_of"]


def attribute_name(keyword: str) -> str:
    """``finish_on_key`` and ``finishOnKey`` are ``finishOnKey``; ``from_`` is ``from``."""
    head, *rest = keyword.rstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def check_expected(verb: str, attributes: Iterable[str]) -> None:
    """LabError for a verb or attribute that no document can have, so that no call is waited for in vain."""
    if verb not in names():
        raise LabError(f"{verb!r} is no verb of TwiML.", cure=_instead(verb, VERBS))
    if verb not in VERBS:
        return
    known = {"text", *_inside(spec(verb), set())}
    for keyword in attributes:
        name = attribute_name(keyword)
        if name.casefold() not in {each.casefold() for each in known}:
            raise LabError(
                f"<{verb}> has nothing that is called {name!r}.", cure=_instead(name, sorted(known))
            )


def _inside(element: ElementSpec, seen: set[str]) -> set[str]:
    """The names of an element's attributes, of its text, and of the elements in it."""
    found = {*element.attributes, *([element.text.name] if element.text else [])}
    if element.name == "Enqueue":
        found.add("queue")  # which is what its text names
    for child in children_of(element).values():
        if child.key not in seen:
            seen.add(child.key)
            found |= {child.name, *_inside(child, seen)} if child.name not in VERBS else {child.name}
    return found


def _instead(word: str, candidates: Sequence[str]) -> str:
    near = nearest(word, candidates)
    return f"Did you mean {near!r}?" if near else f"Known are {', '.join(candidates)}."


def meets(event: VerbStarted, source: str, expected: Mapping[str, Any]) -> str:
    """Empty when the verb is as expected, else the first difference in words.

    ``source`` is the document that the verb stands in. A keyword is an attribute (its default counts when
    nothing is written), a noun inside the verb (``number``, ``client``, ``queue``, ...), or ``text``: words
    that the verb's text contains.
    """
    element = _element(event, source)
    for keyword, wanted in expected.items():
        name = attribute_name(keyword)
        got = value_of(event, element, name)
        if not _same(got, wanted, name):
            return f"{name} is {got!r}, not {wanted!r}"
    return ""


def value_of(event: VerbStarted, element: Element | None, name: str) -> Any:
    """An attribute's value, a noun's text (a list of several), the text, or None."""
    if name in event.attributes:
        return event.attributes[name]
    if element is not None:
        nouns = [child for child in element.walk() if child.name.casefold() == name.casefold()]
        nouns = [noun for noun in nouns if noun is not element]
        if nouns:
            texts = [noun.text or noun.plain_text for noun in nouns]
            return texts[0] if len(texts) == 1 else texts
    if (
        name in ("text", "url")
        or name == _text_name(event.verb)
        or (name, event.verb) == ("queue", "Enqueue")
    ):
        return event.text or None
    if element is not None and element.spec is not None:
        try:
            return element[name]
        except KeyError:
            pass
    return None


def _text_name(verb: str) -> str:
    """What the helper libraries call a verb's text: a Dial's is ``number``, an Enqueue's ``name``."""
    text = spec(verb).text if verb in VERBS else None
    return text.name if text is not None else ""


def _element(event: VerbStarted, source: str) -> Element | None:
    try:
        document = examine(source.encode()).document
    except VoiceLabError:
        return None
    if document is None:
        return None
    for element in document.root.walk():
        place = element.place
        if element.name == event.verb and (place.line, place.column) == (event.line, event.column):
            return element
    return None


def _same(got: Any, wanted: Any, name: str) -> bool:
    if isinstance(wanted, re.Pattern):
        return isinstance(got, str) and wanted.search(got) is not None
    if isinstance(got, list | tuple) and not isinstance(wanted, list | tuple | set | frozenset):
        return any(_same(one, wanted, name) for one in got) or " ".join(map(str, got)) == str(wanted)
    if isinstance(wanted, list | tuple | set | frozenset):
        held = got if isinstance(got, list | tuple | set | frozenset) else str(got or "").split()
        return sorted(map(str, held)) == sorted(map(str, wanted))
    if got is None or wanted is None:
        return got is wanted
    if _written(got) == _written(wanted):
        return True
    if name == "text":
        return contains(str(got), str(wanted))
    return name == "number" and parse_address(str(got)) == parse_address(str(wanted))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
