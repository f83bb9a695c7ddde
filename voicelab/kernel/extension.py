"""``%load_ext voicelab``: starts the lab, binds ``lab``, brings the magics; ``%unload_ext voicelab`` ends it."""

from __future__ import annotations

from typing import Any

from IPython.core.error import UsageError
from IPython.display import display

from voicelab.errors import VoiceLabError
from voicelab.kernel.lab import Lab
from voicelab.kernel.magics import TwimlMagics, complete, help_without_body

__all__ = ["load_ipython_extension", "unload_ipython_extension"]

_NAME = "lab"


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

    def completer(_: Any, event: Any) -> list[str]:
        return complete(current, event.line, event.symbol)

    if help_without_body not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(help_without_body)
    for command in ("%%twiml", "%twiml", "twiml"):
        shell.set_hook("complete_command", completer, str_key=command)
    show: Any = display
    show(lab)


def unload_ipython_extension(shell: Any) -> None:
    """End the lab, with its calls, and take the name and the magics back."""
    lab = shell.user_ns.get(_NAME)
    if isinstance(lab, Lab):
        lab.end()
        shell.drop_by_id({_NAME: lab})
    if help_without_body in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.remove(help_without_body)
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("twiml", None)
    for command in ("%%twiml", "%twiml", "twiml"):
        shell.strdispatchers["complete_command"].strs.pop(command, None)
