"""The grammar of TwiML for voice: every verb, noun and SSML element, every attribute, in one table.

Validation, defaults, completion, hovers, documentation and the editor's TypeScript all read this table and
nothing else. Names, nesting and enumerations are those of the official helper libraries (``twilio`` 9.13) and
Twilio's schema; ranges and defaults are those of Twilio's TwiML pages. The keys are the helper library's class
names, since some element names mean two things (``Sip`` in a Dial and in a Refer).

The rows are in the modules ``grammar_*``, by what they are about; this one puts them together and reads them.
A verb that is new runs when it is written under ``voicelab/verbs`` and has its row in ``verbs/table.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.grammar_calling import CALLING
from voicelab.twiml.grammar_hearing import HEARING
from voicelab.twiml.grammar_paying import PAYING
from voicelab.twiml.grammar_services import SERVICES
from voicelab.twiml.grammar_speaking import SPEAKING

__all__ = ["ELEMENTS", "RESPONSE", "VERBS", "children_of", "grammar_json", "names", "spec"]

ELEMENTS: dict[str, ElementSpec] = {**SPEAKING, **HEARING, **CALLING, **SERVICES, **PAYING}
"""The table: every element by its key."""

RESPONSE: ElementSpec = ELEMENTS["VoiceResponse"]
"""The root element."""

VERBS: tuple[str, ...] = RESPONSE.children
"""The names of the verbs, as they may stand in a Response."""

_CHILDREN: dict[str, Mapping[str, ElementSpec]] = {
    key: {ELEMENTS[child].name: ELEMENTS[child] for child in entry.children}
    for key, entry in ELEMENTS.items()
}
_NAMES: frozenset[str] = frozenset(entry.name for entry in ELEMENTS.values())


def spec(key: str) -> ElementSpec:
    """The element with this key; KeyError when the table has none."""
    return ELEMENTS[key]


def children_of(parent: ElementSpec) -> Mapping[str, ElementSpec]:
    """The elements that may stand inside ``parent``, by the name a document writes."""
    return _CHILDREN[parent.key]


def names() -> frozenset[str]:
    """Every element name of the language."""
    return _NAMES


def grammar_json() -> dict[str, Any]:
    """The whole table as plain data, for the editor in TypeScript."""
    return {
        "root": RESPONSE.key,
        "verbs": [*VERBS],
        "elements": {key: entry.to_json() for key, entry in ELEMENTS.items()},
    }
