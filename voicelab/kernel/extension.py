"""``%load_ext voicelab``: starts the lab, binds ``lab``, brings the magics; ``%unload_ext voicelab`` ends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from IPython.core.error import UsageError
from IPython.display import display

from voicelab.errors import VoiceLabError
from voicelab.kernel.lab import Lab
from voicelab.kernel.magics import TwimlMagics, complete, help_without_body

__all__ = ["load_ipython_extension", "unload_ipython_extension"]

_NAME = "lab"
_COMMANDS = ("%%twiml", "%twiml", "twiml")
_MATCHER = "voicelab.twiml"


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
    for command in _COMMANDS:
        shell.set_hook("complete_command", completer, str_key=command)
    _complete_alone(shell, current)
    show: Any = display
    show(lab)


def unload_ipython_extension(shell: Any) -> None:
    """End the lab, with its calls, and take the name and the magics back."""
    lab = shell.user_ns.get(_NAME)
    if isinstance(lab, Lab):
        lab.end()
        shell.drop_by_id({_NAME: lab})
        if lab.own:
            print("The lab has ended, with its calls.")
    if help_without_body in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.remove(help_without_body)
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("twiml", None)
    for command in _COMMANDS:
        shell.strdispatchers["complete_command"].strs.pop(command, None)
    _complete_no_more(shell)


def _complete_alone(shell: Any, lab: Callable[[], Lab]) -> None:
    """Complete the magic's line with what it takes and nothing else: Jedi adds Python's names to what hooks say.

    IPython before 8.6 has no matchers; there the hooks alone serve.
    """
    matchers = getattr(shell.Completer, "custom_matchers", None)
    if matchers is None:
        return
    from IPython.core.completer import SimpleCompletion, context_matcher

    @context_matcher(identifier=_MATCHER)  # type: ignore[untyped-decorator]
    def match(context: Any) -> Any:
        line = context.text_until_cursor
        ours = context.cursor_line == 0 and line.split(None, 1)[:1] in ([each] for each in _COMMANDS[:2])
        words = complete(lab, line, context.token) if ours and line.split()[0] != context.token else []
        found = [SimpleCompletion(word, type="magic") for word in words if word.startswith(context.token)]
        return {"completions": found, "suppress": bool(found), "ordered": True}

    _complete_no_more(shell)
    matchers.append(match)


def _complete_no_more(shell: Any) -> None:
    matchers = getattr(shell.Completer, "custom_matchers", [])
    matchers[:] = [each for each in matchers if getattr(each, "matcher_identifier", "") != _MATCHER]
