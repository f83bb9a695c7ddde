"""Python functions as webhooks: what they get, what they may return, what becomes of their errors."""

from __future__ import annotations

import asyncio
import inspect
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np

from voicelab.errors import ApplicationError
from voicelab.kernel.sound import write_wav

__all__ = ["Answer", "Parameters", "WebhookFunction", "call_function", "explain", "twiml_text"]

WebhookFunction: TypeAlias = Callable[..., Any]

_HERE = Path(__file__).parent
_XML = "text/xml; charset=utf-8"
_LARGEST = 700 << 10  # bytes, 44 seconds of sound: a message through the tunnel has at most 1 MB


class Parameters(dict[str, str]):
    """A request's parameters by Twilio's names; also its ``method``, ``url``, ``path`` and ``headers``.

    A parameter that did not come reads as an empty text, as it would in a form: ``parameters["Digits"]``.
    """

    def __init__(
        self, values: Mapping[str, str], *, method: str, url: str, path: str, headers: Mapping[str, str]
    ) -> None:
        super().__init__(values)
        self.method = method
        self.url = url
        self.path = path
        self.headers = dict(headers)

    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the lab."""

    body: str | bytes
    status: int = 200
    content_type: str = _XML


def twiml_text(document: object) -> str:
    """The text of a document given as str, bytes, ``twilio``'s VoiceResponse or an lxml element.

    Raises ApplicationError for anything else.
    """
    if isinstance(document, str):
        return document
    if isinstance(document, bytes):
        return document.decode("utf-8")
    if hasattr(document, "to_xml"):
        return str(document.to_xml())
    if hasattr(document, "getroottree"):
        from lxml import etree

        return etree.tostring(cast("etree._Element", document), encoding="unicode")
    raise ApplicationError(
        f"{type(document).__name__} is not a document.",
        cure="Give TwiML as a str, a twilio VoiceResponse, or an lxml element.",
    )


def call_function(function: WebhookFunction, parameters: Parameters) -> Answer:
    """Call a webhook function, ``async`` ones too, and read its answer.

    It may take the parameters or nothing, and return TwiML, ``(TwiML, status)``, ``(text, status, content
    type)`` or None for an empty answer (fit for a status callback). A numpy array is sound for a ``<Play>``:
    values -1 to 1, 8000 a second. Raises what the function raises, ApplicationError for a useless answer.
    """
    value = function(parameters) if _takes_parameters(function) else function()
    if inspect.iscoroutine(value):
        value = asyncio.run(value)
    status, content_type = 200, _XML
    if isinstance(value, tuple):
        if not 1 <= len(value) <= 3 or (len(value) > 1 and not isinstance(value[1], int)):
            raise ApplicationError(
                "A webhook function returned a tuple that is not (body, status[, content type])."
            )
        status = value[1] if len(value) > 1 else 200
        content_type = str(value[2]) if len(value) > 2 else _XML
        value = value[0]
    if isinstance(value, np.ndarray):
        return Answer(_fitting(write_wav(value)), status, "audio/wav")
    if isinstance(value, bytes):
        return Answer(_fitting(value), status, content_type)
    return Answer("" if value is None else twiml_text(value), status, content_type)


def _fitting(data: bytes) -> bytes:
    if len(data) > _LARGEST:
        raise ApplicationError(
            f"A webhook function returned {len(data) >> 10} kB; the tunnel carries {_LARGEST >> 10} kB.",
            cure="Serve longer sound from a web server, or save it as a recording.",
        )
    return data


def explain(function: WebhookFunction, path: str, error: BaseException) -> tuple[str, str]:
    """A sentence on a function's failure for the call's notifications, and the traceback for the notebook."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).parent != _HERE]
    name = getattr(function, "__name__", type(function).__name__)
    where = f", line {own[-1].lineno}" if own else ""
    said = traceback.format_exception_only(error)[-1].strip()
    sentence = f"The webhook function {name} for {path} failed: {said}{where}."
    shown = "".join(["Traceback (most recent call last):\n", *traceback.format_list(own)]) if own else ""
    return sentence, f"{sentence}\n{shown}{said}\n"


def show_in_notebook(text: str) -> None:
    """Write to the notebook; ipykernel's streams may be written to from any thread."""
    print(text, file=sys.stderr, flush=True)


def _takes_parameters(function: WebhookFunction) -> bool:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return True
    takes = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return any(
        parameter.kind in takes or parameter.kind is inspect.Parameter.VAR_POSITIONAL
        for parameter in signature.parameters.values()
    )
