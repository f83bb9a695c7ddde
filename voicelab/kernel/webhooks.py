"""Python functions as webhooks: what they get, what they may return, what becomes of their errors."""

from __future__ import annotations

import asyncio
import inspect
import sys
import traceback
from pathlib import Path

import numpy as np

from voicelab.calls.webhook_function import Answer, Parameters, WebhookFunction, call_with, read_answer
from voicelab.errors import ApplicationError
from voicelab.kernel.sound import write_wav

__all__ = ["call_function", "explain", "show_in_notebook"]

_OURS = Path(__file__).parents[1]  # whose frames say nothing of the function
_LARGEST = 700 << 10  # bytes, 44 seconds of sound: a message through the tunnel has at most 1 MB


def call_function(function: WebhookFunction, parameters: Parameters) -> Answer:
    """Call a webhook function, ``async`` ones too, and read its answer.

    Besides what :func:`read_answer` takes, a numpy array is sound for a ``<Play>``: values -1 to 1, 8000 a
    second. Raises what the function raises, ApplicationError for a useless answer.
    """
    value = call_with(function, parameters)
    if inspect.iscoroutine(value):
        value = asyncio.run(value)
    if isinstance(value, np.ndarray):
        value = (write_wav(value), 200, "audio/wav")
    answer = read_answer(value)
    if len(answer.body) > _LARGEST:
        raise ApplicationError(
            f"A webhook function returned {len(answer.body) >> 10} kB; the tunnel carries {_LARGEST >> 10} kB.",
            cure="Serve longer sound from a web server, or save it as a recording.",
        )
    return answer


def explain(function: WebhookFunction, path: str, error: BaseException) -> tuple[str, str]:
    """A sentence on a function's failure for the call's notifications, and the traceback for the notebook."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not Path(frame.filename).is_relative_to(_OURS)]
    name = getattr(function, "__name__", type(function).__name__)
    where = f", line {own[-1].lineno}" if own else ""
    said = traceback.format_exception_only(error)[-1].strip()
    sentence = f"The webhook function {name} for {path} failed: {said}{where}."
    shown = "".join(["Traceback (most recent call last):\n", *traceback.format_list(own)]) if own else ""
    return sentence, f"{sentence}\n{shown}{said}\n"


def show_in_notebook(text: str) -> None:
    """Write to the notebook; ipykernel's streams may be written to from any thread."""
    print(text, file=sys.stderr, flush=True)
