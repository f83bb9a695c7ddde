"""``lab.break_it(...)``: things that go wrong on purpose while a block runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from voicelab.client import Json
from voicelab.errors import LabError, RequestError
from voicelab.figures import seconds, share
from voicelab.kernel import html
from voicelab.kernel.connection import Connection

__all__ = ["Broken", "told"]


class Broken:
    """A block in which something goes wrong; nothing is broken before it begins. May be entered again.

    ``struck`` says what it did: ``{"requests": 2, "packets": 0, "connections": 0}``.
    """

    def __init__(self, connection: Connection, fault: Mapping[str, Any]) -> None:
        self._connection = connection
        self._asked = dict(fault)
        self._fault: Json = {}
        self._on = False

    @property
    def on(self) -> bool:
        """Whether it is broken now: not before the block, not after it, and not when its time was over."""
        return self._on and bool(self._now())

    @property
    def struck(self) -> dict[str, int]:
        """How many requests, packets of sound and signaling connections it has spoiled so far."""
        if self._on:
            self._fault = self._now() or self._fault
        return dict(self._fault.get("struck") or {"requests": 0, "packets": 0, "connections": 0})

    def __enter__(self) -> Self:
        if self._on:
            raise LabError("This is broken already.", cure="Make another one: lab.break_it(...).")
        self._connection.check()
        self._fault = self._connection.client.break_it(**self._asked)
        self._on = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._on = False
        try:
            self._fault = self._connection.client.mend(str(self._fault["id"]))
        except RequestError as refused:
            if refused.status != 404:  # its time was over: it is undone
                raise
        except LabError:
            if self._connection.alive:  # else the lab ended meanwhile, and the fault with it
                raise

    def __repr__(self) -> str:
        return f"<broken on purpose: {self._words()} · {self._state()}>"

    def _repr_html_(self) -> str:
        words = f"<p>{html.escape(self._words())}</p>"
        return html.card("Broken on purpose", self._state(), words, alive=not self._on)

    def _state(self) -> str:
        return "on" if self._on else "undone" if self._fault else "not on: with lab.break_it(...):"

    def _words(self) -> str:
        return told({**self._asked, "struck": self.struck})

    def _now(self) -> Json:
        faults = self._connection.client.faults()
        return next((each for each in faults if each["id"] == self._fault["id"]), {})


def told(fault: Json) -> str:
    """A fault in words: what goes wrong, where, and what it did so far."""
    parts: list[str] = []
    if "webhook" in fault:
        parts.append(f"webhooks: {fault['webhook']}")
    if fault.get("slow"):
        parts.append(f"webhooks {_scaled(seconds, fault, 'slow', 1)} s slower")
    if parts and fault.get("only"):
        parts.append(f"only {fault['only']}")
    if fault.get("loss"):
        parts.append(f"{_scaled(share, fault, 'loss', 100)} % of the packets lost")
    if fault.get("jitter"):
        parts.append(f"jitter of {_scaled(seconds, fault, 'jitter', 1000)} ms")
    if fault.get("reorder"):
        parts.append(f"{_scaled(share, fault, 'reorder', 100)} % of the packets out of order")
    if fault.get("signaling"):
        parts.append(f"signaling of {fault.get('identity') or 'everybody'} cut")
    struck = fault.get("struck") or {}
    did = [f"{count} {what if count != 1 else what[:-1]}" for what, count in struck.items() if count]
    return ", ".join(parts or ["nothing"]) + (f" (struck {', '.join(did)})" if did else "")


def _scaled(read: Callable[[str, object], float], fault: Json, name: str, factor: int) -> str:
    """A share as percent, seconds as milliseconds; what is neither as it is, for the lab to refuse."""
    try:
        return f"{read(name, fault[name]) * factor:g}"
    except LabError:
        return repr(fault[name])
