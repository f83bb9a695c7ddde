"""``%load_ext voicelab``: starts the lab, binds ``lab``, brings the magics; ``%unload_ext voicelab`` ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.core.error import UsageError
from IPython.display import display

from voicelab.errors import VoiceLabError
from voicelab.kernel.connection import Connection, running_connection
from voicelab.kernel.lab import Lab
from voicelab.kernel.magics import TwimlMagics, complete, help_without_body

__all__ = ["load_ipython_extension", "unload_ipython_extension"]

_NAME = "lab"
_COMMANDS = ("%%twiml", "%twiml", "twiml")


def load_ipython_extension(shell: Any) -> None:
    """Start the lab, or join the one that runs; bind it as ``lab``; show its card."""
    try:
        lab = Lab()
    except VoiceLabError as error:
        raise UsageError(str(error)) from None
    before = shell.user_ns.get(_NAME)
    if before is not None and not isinstance(before, Lab):
        print(f"The name lab was taken by a {type(before).__name__}; it is the lab now.")
    shell.push({_NAME: lab})

    def current() -> Lab:
        bound = shell.user_ns.get(_NAME)
        return bound if isinstance(bound, Lab) and bound.alive else Lab()

    magics = TwimlMagics(current)
    shell.register_magic_function(magics.twiml, "line_cell", "twiml")

    if help_without_body not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(help_without_body)
    _complete(shell, current)
    show: Any = display
    show(lab)


def unload_ipython_extension(shell: Any) -> None:
    """End the lab, with its calls, and take the name and the magics back. Says in a line what ended."""
    lab = shell.user_ns.get(_NAME)
    own = running_connection()
    shared = isinstance(lab, Lab) and lab.alive and (own is None or lab.url != own.url)
    if shared:
        print(f"The shared lab at {lab.url} goes on without this notebook.")
    elif own is None:
        before = f": the one at {lab.url} had ended before" if isinstance(lab, Lab) else ""
        print(f"No lab was running{before}.")
    if own is not None:
        print(_end(own))
    if isinstance(lab, Lab):
        if own is None or lab.url != own.url:
            lab.end()
        shell.drop_by_id({_NAME: lab})
    if help_without_body in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.remove(help_without_body)
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("twiml", None)
    _complete_no_more(shell)


def _complete(shell: Any, lab: Callable[[], Lab]) -> None:
    """Complete in cells; IPython before 8.6 has no matchers, there the magic's own line is all."""
    _complete_no_more(shell)
    if hasattr(shell.Completer, "custom_matchers"):
        from voicelab.kernel.completion import matcher

        shell.Completer.custom_matchers.append(matcher(lab))
        return

    def completer(_: Any, event: Any) -> list[str]:
        return complete(lab, event.line, event.symbol)

    for command in _COMMANDS:
        shell.set_hook("complete_command", completer, str_key=command)


def _complete_no_more(shell: Any) -> None:
    matchers = getattr(shell.Completer, "custom_matchers", [])
    matchers[:] = [each for each in matchers if getattr(each, "matcher_identifier", "") != "voicelab"]
    for command in _COMMANDS:
        shell.strdispatchers["complete_command"].strs.pop(command, None)


def _end(own: Connection) -> str:
    """End this kernel's own lab; a line about what ended."""
    try:
        live = int(own.client.about().get("live_calls") or 0)
    except VoiceLabError:
        live = 0
    own.end()
    calls = {0: "no call was live", 1: "1 live call was cut"}.get(live, f"{live} live calls were cut")
    return f"The lab at {own.url} has ended; {calls}."
