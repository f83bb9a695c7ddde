"""Python functions as webhooks: what they get, and what they may return: one rule for kernel and tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from voicelab.errors import ApplicationError

__all__ = ["Answer", "Parameters", "WebhookFunction", "call_with", "read_answer", "twiml_text"]

WebhookFunction: TypeAlias = Callable[..., Any]

_XML = "text/xml; charset=utf-8"


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
    if hasattr(document, "getroottree") or hasattr(document, "docinfo"):  # an element, or a tree of them
        from lxml import etree

        return etree.tostring(cast("etree._Element", document), encoding="unicode")
    raise ApplicationError(
        f"{type(document).__name__} is not a document.",
        cure="Give TwiML as a str, a twilio VoiceResponse, or an lxml element.",
    )


def call_with(function: WebhookFunction, parameters: Parameters) -> Any:
    """Call a webhook function with the parameters, or with nothing when it takes nothing.

    Returns what it returns, a coroutine of an ``async`` one; raises what it raises.
    """
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return function(parameters)
    taking = (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
    )
    takes = any(parameter.kind in taking for parameter in signature.parameters.values())
    return function(parameters) if takes else function()


def read_answer(value: object) -> Answer:
    """What a webhook function returned, as an answer.

    TwiML, ``(TwiML, status)``, ``(text, status, content type)``, bytes, or None for an empty answer (fit for
    a status callback). Raises ApplicationError for anything else.
    """
    status, content_type = 200, _XML
    if isinstance(value, tuple):
        if not 1 <= len(value) <= 3 or (len(value) > 1 and not isinstance(value[1], int)):
            raise ApplicationError(
                "A webhook function returned a tuple that is not (body, status[, content type])."
            )
        status = value[1] if len(value) > 1 else 200
        content_type = str(value[2]) if len(value) > 2 else _XML
        value = value[0]
    if isinstance(value, bytes):
        return Answer(value, status, content_type)
    return Answer("" if value is None else twiml_text(value), status, content_type)
