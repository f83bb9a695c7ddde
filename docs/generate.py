"""Writes the pages that are made from the code: what runs, events, errors, commands. ``make docs`` runs it.

With ``--check`` nothing is written; it exits 1 and names the pages that are out of date.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
from pathlib import Path

from command_page import commands
from notebook_page import notebook
from trouble_pages import error_codes, symptoms
from voice_page import voices

from voicelab.calls.events import Event
from voicelab.rest.table import ROUTES
from voicelab.twiml.grammar import ELEMENTS

HERE = Path(__file__).parent
PROOFS: dict[str, list[str]] = json.loads((HERE / "proofs.json").read_text("utf-8"))
WORDS = {"real": "heard", "simulated": "simulated", "refused": "refused"}


def compatibility() -> str:
    """Every element and attribute of the grammar, whether it acts for real, and the tests that prove it."""
    lines = [
        "# What runs",
        "",
        "Made by `make docs` from the grammar table and from the tests that passed: a row says",
        "",
        f"- *{WORDS['real']}* where it acts for real, as the tests named in the last column hear or see it;",
        f"- *{WORDS['simulated']}* where it acts on something that is pretended; the call says so in a notification;",
        f"- *{WORDS['refused']}* where it has no effect; the call says so, and so does `voicelab check`.",
        "",
        "What each attribute takes, its default and the code of a bad value are proved row by row in `tests/twiml`.",
        "",
        "| element | in this lab | what it does | proved by |",
        "|---|---|---|---|",
    ]
    for key, spec in ELEMENTS.items():
        named = spec.name if spec.name == key else f"{spec.name} ({key})"
        words = WORDS[spec.support] + (f": {spec.says}" if spec.says else "")
        lines.append(f"| `{named}` | {words} | {spec.doc} | {_proof(key)} |")
    for key, spec in ELEMENTS.items():
        if not spec.attributes:
            continue
        lines += ["", f"## {spec.name}" + (f" ({key})" if key != spec.name else ""), ""]
        lines += [
            "| attribute | takes | default | what it does | in this lab | proved by |",
            "|---|---|---|---|---|---|",
        ]
        for attribute in spec.attributes.values():
            default = attribute.default
            shown = " ".join(map(str, default)) if isinstance(default, tuple) else default
            shown = "" if shown is None else f"`{str(shown).lower() if isinstance(shown, bool) else shown}`"
            words = WORDS[spec.support_of(attribute.name)] + (f": {attribute.says}" if attribute.says else "")
            expected = attribute.kind.expected.replace("|", "\\|")
            proof = _proof(f"{key}.{attribute.name}")
            lines.append(
                f"| `{attribute.name}` | {expected} | {shown} | {attribute.doc} | {words} | {proof} |"
            )
    return "\n".join(lines) + "\n"


def _proof(claim: str) -> str:
    """The files with the tests that prove something."""
    files = dict.fromkeys(test.partition("::")[0] for test in PROOFS.get(claim, ()))
    return (
        ", ".join(f"[{Path(file).stem.removeprefix('test_')}](../{file})" for file in files)
        or "**nothing yet**"
    )


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


def operations() -> str:
    """The page of the REST API, written by hand, with the table of operations in it as they are."""
    page = (HERE / "rest.md").read_text("utf-8")
    methods: dict[str, list[str]] = {}
    for route in ROUTES:
        if "absent_handler" not in route.handler.__qualname__:
            methods.setdefault(route.path or "(the account)", []).append(route.method)
    rows = "".join(f"| `{path}` | {', '.join(names)} |\n" for path, names in methods.items())
    head, begin, rest = page.partition("| below the account | methods |\n|---|---|\n")
    assert begin, "rest.md has lost its table of operations"
    return head + begin + rows + "\n" + rest.partition("\n\n")[2]


PAGES = {
    "compatibility.md": compatibility,
    "events.md": events,
    "rest.md": operations,
    "errors.md": error_codes,
    "symptoms.md": symptoms,
    "commands.md": commands,
    "notebook.md": notebook,
    "voices.md": voices,
}


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
