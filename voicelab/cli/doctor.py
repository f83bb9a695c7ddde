"""``voicelab doctor``: what stops people on this machine: the symptom, the cause, the cure. Every check is real."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import asdict

from voicelab.cli import doctor_jupyter, doctor_machine, doctor_sound
from voicelab.cli.diagnosis import Diagnosis
from voicelab.cli.troubles import TROUBLES

__all__ = ["CHECKS", "add_arguments", "run"]

CHECKS: dict[str, Callable[[argparse.Namespace], Diagnosis]] = {
    "python": lambda _: doctor_machine.python(),
    "data directory": lambda _: doctor_machine.data(),
    "port": lambda asked: doctor_machine.port(asked.port),
    "certificate": lambda _: doctor_machine.certificate(),
    "media": lambda _: doctor_sound.media(),
    "udp": lambda _: doctor_sound.udp(),
    "speech": lambda _: doctor_sound.speech(),
    "call": lambda _: doctor_sound.call(),
    "proxy": lambda _: doctor_jupyter.proxy(),
    "page": lambda _: doctor_jupyter.page(),
    "front end": lambda _: doctor_jupyter.front_end(),
    "node": lambda _: doctor_jupyter.node(),
    "chromium": lambda _: doctor_jupyter.chromium(),
    "microphone": lambda _: doctor_jupyter.microphone(),
}
"""What is looked at, in the order of the table."""

_MARKS = {"ok": "ok", "advice": "note", "warning": "warn", "broken": "STOP"}
_WIDEST, _WIDE = (
    110,
    96,
)  # characters a line: at most, and where nobody says how many fit, such as in a notebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.add_argument(
        "--json", action="store_true", help="one array: check, level, symptom, cause, cure of each"
    )
    parser.add_argument(
        "--only", action="append", choices=CHECKS, metavar="CHECK", help=f"only this: {', '.join(CHECKS)}"
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="look whether the lab could listen on this port (default: any)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look at everything; 1 when something is broken."""
    found = [(name, _look(name, arguments)) for name in arguments.only or CHECKS]
    if arguments.json:
        print(json.dumps([{"check": name, **asdict(what)} for name, what in found], indent=2))
    else:
        print("\n".join(_table(found)))
    return 1 if any(what.level == "broken" for _, what in found) else 0


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535")
    return int(text)


def _look(name: str, arguments: argparse.Namespace) -> Diagnosis:
    try:
        return CHECKS[name](arguments)
    except Exception as error:  # a check that fails in a way nobody thought of is a finding too
        return TROUBLES["failed check"].found(check=name, reason=f"{type(error).__name__}: {error}")


def _table(found: Iterable[tuple[str, Diagnosis]]) -> Iterable[str]:
    wide = max(60, min(_WIDEST, shutil.get_terminal_size((_WIDE, 24)).columns))
    levels = []
    for name, what in found:
        levels.append(what.level)
        rows = [("", what.symptom), ("cause: ", what.cause), ("cure: ", what.cure)]
        mark = f"{_MARKS[what.level]:<5}{name:<16}"
        for label, words in rows:
            if words:
                yield from textwrap.wrap(
                    label + words,
                    wide,
                    initial_indent=mark,
                    subsequent_indent=" " * 21,
                    break_on_hyphens=False,
                )
                mark = " " * 21
    stopped, warned = levels.count("broken"), levels.count("warning")
    yield ""
    yield (
        f"{stopped} of {len(levels)} checks found what stops the lab, {warned} gave a warning."
        if stopped or warned
        else "Nothing stops the lab on this machine."
    )
