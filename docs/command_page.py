"""The page of the command line, from the commands' own parsers."""

from __future__ import annotations

import argparse
from importlib import import_module
from importlib.util import find_spec

from voicelab.cli import COMMANDS, EXAMPLES, STATUS

__all__ = ["commands"]


def commands() -> str:
    """Every command, what it takes, and what it does."""
    lines = [
        "# Command line",
        "",
        "Made from the commands themselves by `make docs`. `voicelab COMMAND --help` says the same.",
        f"A command ends with {STATUS};",
        "`voicelab run` ends with the status of its program.",
    ]
    for name, sentence in COMMANDS.items():
        if find_spec(f"voicelab.cli.{name}") is None:
            continue
        parser = argparse.ArgumentParser(prog=f"voicelab {name}", add_help=False)
        import_module(f"voicelab.cli.{name}").add_arguments(parser)
        lines += ["", f"## voicelab {name}", "", f"{sentence[0].upper()}{sentence[1:]}.", ""]
        lines += ["```sh", EXAMPLES[name], "```", ""]
        lines += ["| argument | |", "|---|---|"]
        lines += [f"| {_named(action)} | {_explained(parser, action)} |" for action in parser._actions]
    return "\n".join(lines) + "\n"


def _named(action: argparse.Action) -> str:
    if not action.option_strings:
        name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        return f"`{name}`"
    takes = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return ", ".join(f"`{option}{takes}`" for option in action.option_strings)


def _explained(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    help_ = (action.help or "") % {"default": action.default, "prog": parser.prog}
    return " ".join(help_.split()).replace("|", "\\|").replace("<", "&lt;")
