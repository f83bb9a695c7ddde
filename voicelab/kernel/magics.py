"""``%%twiml``, ``%twiml`` and their completion. What a user gets wrong is said in words, never as a traceback."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.display import display

from voicelab.errors import VoiceLabError
from voicelab.kernel.lab import Lab
from voicelab.kernel.sheet import DocumentSheet

__all__ = ["HELP", "TwimlMagics", "complete", "help_without_body"]

HELP = """\
%%twiml NAME [--call] [--save FILE] [--no-check]
    The cell below is a TwiML document. It is checked, published at /twiml/NAME of the lab, and shown with what
    the check found. It can then be called: lab.phone("alice", to="NAME").
      --call        open a phone below and call it at once
      --save FILE   write the document into a file too
      --no-check    publish it without showing what the check found
      --help        this text
%twiml              the documents of this lab
%twiml NAME         one of them"""

_FLAGS = ("--call", "--save", "--no-check", "--help")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}")


@dataclass(slots=True)
class _Request:
    name: str = ""
    call: bool = False
    save: str = ""
    check: bool = True
    help: bool = False


class TwimlMagics:
    """The magics of one shell. ``lab`` gives the lab they publish to."""

    def __init__(self, lab: Callable[[], Lab]) -> None:
        self._lab = lab

    def twiml(self, line: str, cell: str | None = None) -> Any:
        """Run ``%%twiml`` (with a cell) or ``%twiml`` (without); ``%%twiml?`` shows the help."""
        try:
            request = _read_line(line)
            if request.help:
                print(HELP)
                return None
            if cell is None:
                return self._show(request)
            return self._publish(request, cell)
        except VoiceLabError as error:
            raise UsageError(str(error)) from None

    def _show(self, request: _Request) -> Any:
        if request.call or request.save or not request.check:
            raise UsageError("Flags need a document: write %%twiml NAME above one. %twiml --help says more.")
        lab = self._lab()
        if not request.name:
            return lab.twiml
        if request.name not in lab.twiml:
            known = ", ".join(lab.twiml) or "none yet"
            raise UsageError(f"This lab has no document {request.name}. It has: {known}.")
        source = lab.twiml[request.name]
        return DocumentSheet(lab, request.name, source, lab.twiml.findings(request.name))

    def _publish(self, request: _Request, cell: str) -> None:
        if not request.name:
            raise UsageError("The document needs a name: %%twiml NAME. %%twiml --help says more.")
        if not _NAME.fullmatch(request.name):
            raise UsageError(
                f"{request.name!r} cannot be the name of a document: use letters, digits, dots, dashes and "
                "underscores."
            )
        if not cell.strip():
            raise UsageError(
                f"There is no document below %%twiml {request.name}. Write one, from <Response> to </Response>; "
                f"%twiml {request.name} with one % shows the one that is published."
            )
        source = cell.rstrip("\n")
        if request.save:
            _save(request.save, source + "\n")
        lab = self._lab()
        published = lab.twiml.publish(request.name, source)
        sheet = DocumentSheet(lab, request.name, source, published["findings"] if request.check else [])
        show: Any = display
        show(sheet)
        if request.call:
            sheet.call()


TwimlMagics.twiml.__doc__ = HELP


def help_without_body(lines: list[str]) -> list[str]:
    """An input transformer: ``%%twiml --help`` alone in a cell; IPython wants a body below a cell magic."""
    told = [line.strip() for line in lines if line.strip()]
    if len(told) == 1 and re.fullmatch(r"%%twiml\s+(--help|-h|\?)", told[0]):
        return ["%twiml --help\n"]
    return lines


def complete(lab: Callable[[], Lab], line: str, symbol: str) -> list[str]:
    """What may stand at ``symbol`` in a line that begins with the magic: flags, names of documents."""
    before = line.split()[1:]
    if before and before[-1] == symbol:
        before = before[:-1]
    if before and before[-1] == "--save":
        return []
    flags = [flag for flag in _FLAGS if flag not in before and flag.startswith(symbol)]
    if symbol.startswith("-"):
        return flags
    named = any(not word.startswith("-") for word in before)
    try:
        names = [] if named else [name for name in lab().twiml if name.startswith(symbol)]
    except VoiceLabError:
        names = []
    return names + (flags if not symbol else [])


def _read_line(line: str) -> _Request:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"The line cannot be read ({error}): %%twiml NAME [--call] [--save FILE].") from None
    request = _Request()
    rest = iter(words)
    for word in rest:
        flag, equals, value = word.partition("=")
        if flag == "--save":
            request.save = value if equals else next(rest, "")
            if not request.save or request.save.startswith("--"):
                raise UsageError("--save needs a file: %%twiml NAME --save menu.xml")
        elif word == "--call":
            request.call = True
        elif word == "--no-check":
            request.check = False
        elif word in ("--help", "-h", "?"):
            request.help = True
        elif word.startswith("-"):
            raise UsageError(f"%%twiml has no flag {word}. It has {', '.join(_FLAGS)}.")
        elif request.name:
            raise UsageError(f"One name is enough: {request.name} or {word}?")
        else:
            request.name = word
    return request


def _save(file: str, text: str) -> None:
    try:
        Path(file).expanduser().write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from None
