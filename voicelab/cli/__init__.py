"""The ``voicelab`` command: a table of subcommands, each imported only when it is asked for.

A subcommand is a module here with ``add_arguments(parser)`` and ``run(args) -> int``, the exit status: 0 for
success, 1 when what was asked for failed, 2 for a command that cannot be carried out as written. One that hands words
on may ``arrange(words) -> list`` them first.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec

from voicelab import __version__
from voicelab.errors import VoiceLabError

__all__ = ["COMMANDS", "EXAMPLES", "STATUS", "main"]

COMMANDS: Mapping[str, str] = {
    "lab": "open JupyterLab on the tutorial notebooks",
    "serve": "run the lab as a server",
    "call": "place one call without a browser and print its timeline",
    "check": "find what is wrong in TwiML documents",
    "test": "run scenario files in virtual time",
    "run": "run a program against a lab as if it were Twilio",
    "doctor": "find what stops the lab on this machine, and the cure",
}
"""What each subcommand does, in the order of the help. One whose module is not there is not listed."""

EXAMPLES: Mapping[str, str] = {
    "lab": "voicelab lab lessons --no-browser",
    "serve": "voicelab serve --port 8000 --tls",
    "call": 'voicelab call menu.xml --digits ww1 --say "opening hours" --record heard.wav',
    "check": "voicelab check *.xml",
    "test": "voicelab test scenarios/*.yaml --junit report.xml",
    "run": "voicelab run --number +15005550006=http://127.0.0.1:5000/voice -- python app.py",
    "doctor": "voicelab doctor --only udp",
}
"""Each of them as it is often said."""

STATUS = "0 for success, 1 when what was asked for failed, 2 when it cannot be carried out as written"
_STATUS = {"run": "the program's own; 1 or 2 when there is no lab for it, 126 or 127 when it cannot be run"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    asked = next((word for word in arguments if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(
        prog="voicelab",
        description="Twilio Voice on your own machine: write TwiML, call it, hear it, test it.",
    )
    parser.add_argument("--version", action="version", version=f"voicelab {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, sentence in COMMANDS.items():
        if find_spec(f"voicelab.cli.{name}") is None:
            continue
        subparser = commands.add_parser(
            name,
            help=sentence,
            description=sentence[0].upper() + sentence[1:] + ".",
            epilog=f"for instance: {EXAMPLES[name]}\n\nexit status: {_STATUS.get(name, STATUS)}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == asked:
            module = import_module(f"voicelab.cli.{name}")
            module.add_arguments(subparser)
            if arguments[0] == name and hasattr(module, "arrange"):
                arguments = [name, *module.arrange(arguments[1:])]
    if not arguments:
        parser.print_help(sys.stderr)
        return 2
    if asked and asked not in COMMANDS and arguments[0] == asked:
        close = get_close_matches(asked, COMMANDS, 1)
        there = f"Did you mean {close[0]}?" if close else f"Commands are {', '.join(COMMANDS)}."
        print(f"voicelab: there is no command {asked}. {there}", file=sys.stderr)
        return 2
    parsed = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="replace"
        )  # a terminal that lacks a character shows another, not a traceback
    try:
        status = import_module(f"voicelab.cli.{parsed.command}").run(parsed)
        sys.stdout.flush()
        return int(status)
    except VoiceLabError as error:
        print(f"voicelab {parsed.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except (
        BrokenPipeError
    ):  # the reader, such as head, has gone; keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a file that may not be written
        where = f"{error.filename}: " if error.filename else ""
        print(f"voicelab {parsed.command}: {where}{error.strerror or error}.", file=sys.stderr)
        return 1
