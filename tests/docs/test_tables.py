"""What the documentation's tables are made from is whole: every code that the code raises, every trouble."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import voicelab
from voicelab.cli.doctor import CHECKS
from voicelab.cli.troubles import TROUBLES
from voicelab.error_codes import ERROR_CODES, cure_of
from voicelab.twiml.grammar import ELEMENTS

PACKAGE = Path(voicelab.__file__).parent
TABLES = {"error_codes.py", "entry.py", "grammar.py"}


def codes_of_the_grammar() -> set[int]:
    codes = set()
    for spec in ELEMENTS.values():
        for row in [*spec.attributes.values(), *([spec.text] if spec.text else [])]:
            codes |= {row.code, *row.otherwise.values()}
        codes |= {spec.misplaced} | ({spec.text.missing} if spec.text else set())
    return codes


def numbers_in_the_code() -> tuple[dict[int, str], set[int]]:
    """Numbers that must be codes, each with a place; and every number that may be one."""
    codes: dict[int, str] = {}
    seen: set[int] = set()
    for file in PACKAGE.rglob("*.py"):
        if file.name in TABLES or "testing" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and type(node.value) is int:
                seen.add(node.value)
            if isinstance(node, ast.Call):
                given = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("notify", "Fault", "WebFailure", "SocketFailure", "send_error", "RoomRefused"):
                    given += node.args[:1]
                for value in given:
                    if isinstance(value, ast.Constant) and isinstance(value.value, int):
                        codes[value.value] = f"{file.name}:{value.lineno}"
    return codes, seen


def test_every_code_that_is_raised_has_a_meaning_and_a_cure() -> None:
    raised, _ = numbers_in_the_code()
    assert len(raised) > 80
    unknown = {code: at for code, at in raised.items() if code not in ERROR_CODES and code > 999}
    assert not (set(unknown) - codes_of_the_grammar()), unknown


def test_no_code_stands_there_that_nobody_raises() -> None:
    _, seen = numbers_in_the_code()
    assert not set(ERROR_CODES) - seen - codes_of_the_grammar()


def test_words_end_as_sentences() -> None:
    for code, (meaning, cure) in ERROR_CODES.items():
        assert meaning.endswith(".") and len(meaning) < 120 and len(cure) > 3, code
    assert cure_of(11205) == ERROR_CODES[11205].cure and cure_of(None) == cure_of(99999) == ""


def test_every_trouble_belongs_to_a_check_and_every_check_that_can_fail_has_one() -> None:
    checks = {trouble.check for trouble in TROUBLES.values()} - {"{check}"}
    assert checks == set(CHECKS)


def test_every_trouble_is_used_with_the_facts_it_needs() -> None:
    """A row that no check finds would be told to nobody; a fact that is not given would break the check."""
    used: dict[str, set[str]] = {}
    for file in (PACKAGE / "cli").glob("doctor*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="found", value=ast.Subscript(slice=ast.Constant(value=key)))
                ):
                    used[key] = {str(keyword.arg) for keyword in node.keywords}
    needed = {
        key: set(re.findall(r"\{(\w+)\}", " ".join((row.symptom, row.cause, row.cure))))
        for key, row in TROUBLES.items()
    }
    assert used == needed
