"""The pages for when things go wrong: what the doctor looks for, and what the codes mean."""

from __future__ import annotations

import re
from collections import defaultdict

from voicelab.cli.doctor import CHECKS
from voicelab.cli.troubles import TROUBLES
from voicelab.error_codes import ERROR_CODES
from voicelab.twiml.entry import SCHEMA, severity
from voicelab.twiml.grammar import ELEMENTS

__all__ = ["error_codes", "symptoms"]

_BAD = {
    "broken": "stops the lab",
    "warning": "matters to some",
    "advice": "cannot be seen from outside the browser",
}
_RANGES = {
    10000: "Accounts",
    11000: "The way to your application",
    12000: "Documents",
    13000: "Verbs and their attributes",
    14000: "Queues, messages, transcriptions",
    15000: "Callbacks and addresses",
    16000: "Conferences",
    20000: "Requests to the REST API",
    21000: "Calls and numbers by the REST API",
    31000: "Phones on pages, and streams",
    32000: "Calls by the REST API, more",
    39000: "ConversationRelay",
    53000: "Media",
    64000: "Payments and relays",
}


def symptoms() -> str:
    """Symptom, cause, cure: the table that ``voicelab doctor`` prints from."""
    lines = [
        "# Symptom, cause, cure",
        "",
        "Made from `voicelab.cli.troubles` by `make docs`: the table that `voicelab doctor` prints from. The",
        "doctor looks at your machine for each of them, and fills in what stands in ‹› here. `voicelab doctor",
        "--only udp` looks at one thing. What goes wrong in a call has a code: [error codes](errors.md).",
    ]
    for check in CHECKS:
        rows = [row for row in TROUBLES.values() if row.check == check]
        lines += ["", f"## {check}", "", "| symptom | cause | cure | |", "|---|---|---|---|"]
        for row in rows:
            words = [_cell(text) for text in (row.symptom, row.cause, row.cure)]
            lines.append(f"| {' | '.join(words)} | {_BAD[row.level]} |")
    return "\n".join(lines) + "\n"


def error_codes() -> str:
    """Every code that the lab raises, with its meaning and its cure."""
    general = {code: (words.meaning, words.cure) for code, words in ERROR_CODES.items()}
    own = {code: words for code, words in _codes_of_the_grammar().items() if code not in general}
    merged = sorted({**general, **own}.items())
    lines = [
        "# Error codes",
        "",
        "Made from `voicelab.error_codes` and the grammar table by `make docs`. The numbers are Twilio's.",
        "Notifications (`lab.notifications`), `voicelab check` and the SDKs show them, with a sentence about the",
        "case at hand. What is wrong with your machine has a page of its own:",
        "[symptom, cause, cure](symptoms.md).",
    ]
    group = None
    for code, (meaning, cure) in merged:
        if (code // 1000 * 1000) != group:
            group = code // 1000 * 1000
            lines += ["", f"## {_RANGES[group]}", "", "| code | means | cure |", "|---|---|---|"]
        ends = " *Ends the document.*" if code in own and severity(code) == "error" else ""
        lines.append(f"| `{code}` | {_cell(meaning)}{ends} | {_cell(cure)} |")
    return "\n".join(lines) + "\n"


def _codes_of_the_grammar() -> dict[int, tuple[str, str]]:
    """The codes that belong to an attribute, a text or a place, from the grammar table."""
    bad: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for spec in ELEMENTS.values():
        for attribute in spec.attributes.values():
            for code in {attribute.code, *attribute.otherwise.values()}:
                bad[code].append((f"{attribute.name} of <{spec.name}>", attribute.kind.expected))
        if spec.text:
            for code in {spec.text.code, spec.text.missing, *spec.text.otherwise.values()}:
                bad[code].append((f"the text of <{spec.name}>", spec.text.kind.expected))
        bad[spec.misplaced].append((f"<{spec.name}>", ""))
    pages = {}
    for code, places in bad.items():
        if code in (0, SCHEMA):
            continue
        values = dict.fromkeys(place for place, expected in places if expected)
        misplaced = dict.fromkeys(place for place, expected in places if not expected)
        meaning = [f"A bad value: {_listed(values)}."] if values else []
        meaning += [f"{_listed(misplaced)} where it may not stand."] if misplaced else []
        takes = dict.fromkeys(expected for _, expected in places if expected)
        cure = f"Write {'; or '.join(takes)}." if takes else "The message says where it may."
        pages[code] = (" ".join(meaning), cure)
    return pages


def _listed(words: dict[str, None]) -> str:
    return ", ".join(words)


def _cell(text: str) -> str:
    """Text as a cell of a Markdown table: elements as code, what a check fills in by its name."""
    text = re.sub(r"\{(\w+)\}", r"‹\1›", text)
    text = re.sub(r"`[^`]+`|&amp;|</?[A-Za-z]\w*/?>(?:\s*\.\.\.\s*</\w+>)?", _code, text)
    return text.replace("|", "\\|")


def _code(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("`") else f"`{match[0]}`"
