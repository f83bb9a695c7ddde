"""``voicelab check FILE...``: what is wrong in TwiML documents, for people and for programs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from voicelab.errors import Place
from voicelab.twiml.check import ROLES, Finding, Role
from voicelab.twiml.lints import review
from voicelab.twiml.roles import roles_named
from voicelab.twiml.source import MOST_BYTES

__all__ = ["add_arguments", "run"]

_WIDEST = 100  # characters of a source line that are shown around a finding
_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which files, and how to print."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a TwiML document; - reads standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON array over all files")
    parser.add_argument(
        "--role", choices=[*ROLES], help="what the documents are for, if not for a call's own leg"
    )


def run(args: argparse.Namespace) -> int:
    """Check the files; 0 without errors, 1 with one. A file that cannot be read is an error too."""
    array: list[dict[str, Any]] = []
    errors = warnings = 0
    colours = _Colours(sys.stdout)
    read = [_read(file) for file in args.files]
    roles = _roles(args.files, [source for source in read if isinstance(source, bytes)])
    for file, found in zip(args.files, read, strict=True):
        findings: tuple[Finding, ...]
        if isinstance(found, Finding):
            source, findings = b"", (found,)
        else:
            source, findings = found, review(found, role=args.role or roles.get(_name(file)))
        errors += sum(finding.level == "error" for finding in findings)
        warnings += sum(finding.level == "warning" for finding in findings)
        if args.json:
            array += [finding.to_json(file) for finding in findings]
        elif findings:
            _show(file, source, findings, colours)
    if args.json:
        print(json.dumps(array, indent=2) if array else "[]")
    else:
        print(_summary(errors, warnings, len(args.files)))
    return 1 if errors else 0


def _read(file: str) -> bytes | Finding:
    """The file's beginning, or what keeps it from being read."""
    # one byte more than a document may have is enough to know that it is too large
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        return _unread(file, error)


def _name(file: str) -> str:
    return Path(file).name.partition(".")[0]


def _roles(files: Sequence[str], sources: Sequence[bytes]) -> dict[str, Role]:
    """What some of the files are for, by their names: as others of them name them for a whisper or a wait."""
    named: dict[str, Role] = {}
    for source in sources:
        for url, role in roles_named(source):
            named[_name(url.partition("?")[0].partition("#")[0])] = role
    return {name: role for name, role in named.items() if name in {_name(file) for file in files}}


def _unread(file: str, error: OSError) -> Finding:
    """The finding of a file that cannot be read: no code of Twilio's, and no place in it."""
    message, cure = f"{file} cannot be read: {error.strerror or error}.", "Look at the file."
    if isinstance(error, FileNotFoundError):
        message, cure = f"There is no file {file}.", "Look at its name, and at the folder you are in."
    elif isinstance(error, IsADirectoryError):
        message, cure = f"{file} is a folder.", f"Name the files in it, such as {file.rstrip('/')}/*.xml."
    elif isinstance(error, PermissionError):
        message, cure = f"{file} may not be read by this user.", "Change its permissions."
    return Finding(None, "error", message, cure, Place(1, 1))


class _Colours:
    """Colours, where the output is a terminal and nobody asked for none."""

    def __init__(self, stream: TextIO) -> None:
        self._on = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"

    def paint(self, colour: str, text: Any) -> str:
        """``text`` in ``colour``, or plain."""
        return f"{colour}{text}{_PLAIN}" if self._on else str(text)


def _show(file: str, source: bytes, findings: Sequence[Finding], colours: _Colours) -> None:
    lines = _lines(source)
    for finding in findings:
        place = finding.place
        where = colours.paint(_BOLD, f"{file}:{place.line}:{place.column}")
        level = colours.paint(_RED if finding.level == "error" else _YELLOW, finding.level)
        code = f" {finding.code}" if finding.code is not None else ""
        print(f"{where}: {level}{code}: {_printable(finding.message)}")
        if source and place.line <= len(lines):
            line, column = _window(lines[place.line - 1], place.column)
            blank = "".join("\t" if character == "\t" else " " for character in line[: column - 1])
            print(f"    {_printable(line)}\n    {blank}{colours.paint(_RED, '^')}")
        if finding.cure:
            print(f"    {colours.paint(_DIM, _printable(finding.cure))}")


def _lines(source: bytes) -> list[str]:
    """The lines as a finding counts them: ended by CR, LF or both, and by nothing else."""
    encoding = "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = source.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _window(line: str, column: int) -> tuple[str, int]:
    if len(line) <= _WIDEST:
        return line, column
    start = max(0, min(column - 1 - _WIDEST // 2, len(line) - _WIDEST))
    head = "…" if start else ""
    tail = "…" if start + _WIDEST < len(line) else ""
    return head + line[start : start + _WIDEST] + tail, column - start + len(head)


def _printable(text: str) -> str:
    """``text`` without characters that a terminal would obey."""
    return "".join(
        character if character.isprintable() or character == "\t" else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def _summary(errors: int, warnings: int, files: int) -> str:
    def count(number: int, thing: str) -> str:
        return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

    if not errors and not warnings:
        return f"{count(files, 'file')} checked, nothing wrong."
    return f"{count(errors, 'error')} and {count(warnings, 'warning')} in {count(files, 'file')}."
