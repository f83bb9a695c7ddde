"""Writes the pages that are made from the code: what runs, and every event. ``make docs`` runs it.

With ``--check`` nothing is written; it exits 1 and names the pages that are out of date.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from pathlib import Path

from voicelab.calls.events import Event
from voicelab.twiml.grammar import ELEMENTS

HERE = Path(__file__).parent
WORDS = {"real": "runs", "simulated": "simulated", "refused": "no effect"}


def compatibility() -> str:
    """Every element and attribute of the grammar, and whether it runs."""
    lines = [
        "# What runs",
        "",
        "Made from the grammar table by `make docs`. What is simulated or has no effect says so in a call",
        "that meets it, in a notification. Attributes with a mark of their own differ from their element.",
        "",
        "| element | in this lab | what it does |",
        "|---|---|---|",
    ]
    for key, spec in ELEMENTS.items():
        named = spec.name if spec.name == key else f"{spec.name} ({key})"
        words = WORDS[spec.support] + (f": {spec.says}" if spec.says and spec.support == "simulated" else "")
        lines.append(f"| `{named}` | {words} | {spec.doc} |")
    for key, spec in ELEMENTS.items():
        if not spec.attributes:
            continue
        lines += ["", f"## {spec.name}" + (f" ({key})" if key != spec.name else ""), ""]
        lines += ["| attribute | takes | default | |", "|---|---|---|---|"]
        for attribute in spec.attributes.values():
            default = attribute.default
            shown = " ".join(map(str, default)) if isinstance(default, tuple) else default
            shown = "" if shown is None else f"`{str(shown).lower() if isinstance(shown, bool) else shown}`"
            mark = f" *{WORDS[attribute.support]}*" if attribute.support else ""
            expected = attribute.kind.expected.replace("|", "\\|")
            lines.append(f"| `{attribute.name}` | {expected} | {shown} | {attribute.doc}{mark} |")
    return "\n".join(lines) + "\n"


def events() -> str:
    """Every event, its JSON name and its fields."""
    lines = [
        "# Events",
        "",
        "Made from `voicelab.calls.events` by `make docs`. Every event has `event`, `call_sid` and `at`, the seconds",
        "since the call began; these are the other fields.",
        "",
        "| event | fields | what happened |",
        "|---|---|---|",
    ]
    for name, kind in sorted(Event.registry.items()):
        fields = [field.name for field in dataclasses.fields(kind) if field.name not in ("call_sid", "at")]
        doc = " ".join((inspect.getdoc(kind) or "").split()).replace("|", "\\|")
        lines.append(f"| `{name}` | {', '.join(f'`{field}`' for field in fields)} | {doc} |")
    return "\n".join(lines) + "\n"


PAGES = {"compatibility.md": compatibility, "events.md": events}


def main(arguments: list[str]) -> int:
    """Write or check the pages."""
    stale = []
    for name, make in PAGES.items():
        page, text = HERE / name, make()
        if "--check" in arguments:
            if not page.exists() or page.read_text("utf-8") != text:
                stale.append(name)
        else:
            page.write_text(text, "utf-8")
    if stale:
        print(f"docs/{', docs/'.join(stale)}: out of date; run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
