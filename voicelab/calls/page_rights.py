"""What a page may do besides watching: moderate a conference, serve the queues, place a call, write a document.

A page has no credentials of the account. A board's page gets an observe token with one of these rights in it, so that
what it was made for is all that a stolen one could do, for as long as it is valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voicelab.errors import RequestError

__all__ = ["NO_RIGHTS", "ClickToCall", "PageRights"]

_NAME = 200  # characters of a room's name or of an address
_FIELDS = ("conference", "queues", "call", "document")


@dataclass(frozen=True, slots=True)
class ClickToCall:
    """One call that may be placed: ``agent`` rings first, then ``customer``, who sees ``caller`` as its From."""

    agent: str
    customer: str
    caller: str = ""


@dataclass(frozen=True, slots=True)
class PageRights:
    """The rights in a token; by default none."""

    conference: str = ""
    """The name of the conference that the page may moderate."""
    queues: bool = False
    """Whether the page may take callers out of the queues."""
    call: ClickToCall | None = None
    """The call that the page may place."""
    document: str = ""
    """The name of the document that the page may write."""

    @classmethod
    def read(cls, data: object) -> PageRights:
        """Rights from their JSON form, ``{"conference"}``, ``{"queues"}``, ``{"call": {"agent", "customer"}}``.

        None is no rights. RequestError 20001 for anything else.
        """
        if data is None:
            return cls()
        if not isinstance(data, Mapping) or set(data) - set(_FIELDS):
            raise _wrong()
        call = data.get("call")
        if call is not None:
            if not isinstance(call, Mapping) or set(call) - {"agent", "customer", "caller"}:
                raise _wrong()
            call = ClickToCall(
                _text(call.get("agent")), _text(call.get("customer")), _text(call.get("caller") or "", 0)
            )
        queues = data.get("queues", False)
        if not isinstance(queues, bool):
            raise _wrong()
        room, document = _text(data.get("conference", ""), 0), _text(data.get("document", ""), 0)
        return cls(room, queues, call, document)

    def to_json(self) -> dict[str, Any]:
        """The rights as ``read`` takes them; empty for none."""
        said: dict[str, Any] = {"conference": self.conference} if self.conference else {}
        if self.queues:
            said["queues"] = True
        if self.call is not None:
            call = self.call
            said["call"] = {"agent": call.agent, "customer": call.customer, "caller": call.caller}
        if self.document:
            said["document"] = self.document
        return said


NO_RIGHTS = PageRights()


def _text(value: object, least: int = 1) -> str:
    if not isinstance(value, str) or not least <= len(value) <= _NAME:
        raise _wrong()
    return value


def _wrong() -> RequestError:
    return RequestError(
        'may is {"conference": NAME}, {"queues": true}, {"call": {"agent", "customer", "caller"}}, or '
        '{"document": NAME}.',
        code=20001,
    )
