"""``/lab/v1/faults``: faults on purpose, for everybody on this lab, until they are undone (docs/wire.md).

A fault ends with its DELETE, with the server, or after its time: a kernel that died must not leave a class with a
broken lab. Webhooks go wrong by :mod:`voicelab.engine.faults`, sound by :mod:`voicelab.media.air`.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aiohttp import web

from voicelab.engine.faults import FaultyWeb, WebFault
from voicelab.errors import LabError, RequestError
from voicelab.figures import seconds, share
from voicelab.media.air import Air
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials, need_main_account

__all__ = ["FAULTS", "Fault", "Faults", "add_fault", "add_routes", "delete_fault", "list_faults"]

LIMIT = 600.0
"""Seconds after which a fault is undone unless it asks for another time."""
_LONGEST = 3600.0
_MOST = 20  # faults at once
_TEXTS = ("only", "signaling", "identity")
_SHARES = ("share", "loss", "reorder")
_TIMES = {"slow": _LONGEST, "jitter": 2.0, "after": _LONGEST, "limit": _LONGEST}
_FIELDS = ("webhook", "times", "seed", *_TEXTS, *_SHARES, *_TIMES)


class Fault:
    """What one request asked to go wrong. LabError for what cannot."""

    def __init__(self, number: int, data: Mapping[str, Any]) -> None:
        self.fields = _read(data)
        fields = self.fields
        self.id = f"F{number}"
        self.limit: float = fields.get("limit", LIMIT)
        self.seed = fields.get("seed", 0)
        chance = random.Random(f"{self.seed}")
        self.web = WebFault(
            webhook=fields.get("webhook"),
            slow=fields.get("slow", 0.0),
            only=fields.get("only", ""),
            times=fields.get("times"),
            share=fields.get("share", 1.0),
            chance=chance,
        )
        self.loss: float = fields.get("loss", 0.0)
        self.jitter: float = fields.get("jitter", 0.0)
        self.reorder: float = fields.get("reorder", 0.0)
        self.chance = random.Random(f"{self.seed} air")  # not that of the webhooks, whose number is another's
        self.cuts = fields.get("signaling") == "cut"
        self.identity: str | None = fields.get("identity") or None
        self.after: float = fields.get("after", 0.0)
        if not (self.web or self.of_sound or self.cuts):
            raise LabError(
                "This breaks nothing.", cure='Say what: webhook=500, slow=5, loss="5%", signaling="cut".'
            )
        self.cut = 0  # connections
        self.lost = 0  # packets
        self.timers: list[asyncio.TimerHandle] = []

    @property
    def of_sound(self) -> bool:
        """Whether packets of sound are lost or late."""
        return bool(self.loss or self.jitter or self.reorder)

    def to_json(self) -> dict[str, Any]:
        """What it is, how long it lasts, and what it did so far."""
        now = asyncio.get_running_loop().time()
        left = self.timers[0].when() - now if self.timers else 0.0
        return {
            "id": self.id,
            **{name: value for name, value in self.fields.items() if name != "limit"},
            "seed": self.seed,
            "seconds_left": round(max(0.0, left), 1),
            "struck": {"requests": self.web.provoked, "packets": self.lost, "connections": self.cut},
        }


class Faults:
    """The faults that are on. ``web`` and ``air`` are the lab's own; ``cut`` cuts an identity's signaling."""

    def __init__(self, web: FaultyWeb, air: Air) -> None:
        self.cut: Callable[[str | None], int] = lambda identity: 0
        self._web = web
        self._air = air
        self._on: dict[str, Fault] = {}
        self._numbers = itertools.count(1)

    def __iter__(self) -> Iterator[Fault]:
        self._count()
        return iter(list(self._on.values()))

    def add(self, data: Mapping[str, Any]) -> Fault:
        """Let something go wrong from now on. LabError for what cannot."""
        if len(self._on) >= _MOST:
            raise LabError(f"{_MOST} things are broken already.", cure="Undo some.")
        fault = Fault(next(self._numbers), data)
        loop = asyncio.get_running_loop()
        fault.timers.append(loop.call_later(fault.limit, self.remove, fault.id))
        if fault.cuts:
            fault.timers.append(loop.call_later(fault.after, self._cut, fault))
        self._count()
        self._on[fault.id] = fault
        self._apply()
        return fault

    def remove(self, key: str) -> Fault | None:
        """Undo a fault; None when it is not there (any more)."""
        self._count()
        fault = self._on.pop(key, None)
        if fault is not None:
            for timer in fault.timers:
                timer.cancel()
            self._apply()
        return fault

    def clear(self) -> None:
        """Undo all of them."""
        for key in list(self._on):
            self.remove(key)

    def _apply(self) -> None:
        """Let the way to the web and the air be as the faults say: for sound the newest decides."""
        self._web.faults[:] = [fault.web for fault in self._on.values() if fault.web]
        air, newest = self._air, self._newest()
        if newest is None:
            air.loss = air.jitter = air.reorder = 0.0
            return
        air.loss, air.jitter, air.reorder = newest.loss, newest.jitter, newest.reorder
        air.chance = newest.chance

    def _newest(self) -> Fault | None:
        return next((fault for fault in reversed(self._on.values()) if fault.of_sound), None)

    def _count(self) -> None:
        """Note the packets that were lost since the last time, for the fault that lost them."""
        newest = self._newest()
        if newest is not None:
            newest.lost += self._air.lost
        self._air.lost = 0

    def _cut(self, fault: Fault) -> None:
        fault.cut += self.cut(fault.identity)


FAULTS: web.AppKey[Faults] = web.AppKey("faults", Faults)


def add_routes(app: web.Application) -> None:
    """Open the door."""
    app.router.add_get("/lab/v1/faults", list_faults)
    app.router.add_post("/lab/v1/faults", add_fault)
    app.router.add_delete("/lab/v1/faults/{id}", delete_fault)


async def list_faults(request: web.Request) -> web.Response:
    """``GET /lab/v1/faults``."""
    need_credentials(request)
    return json_answer({"faults": [fault.to_json() for fault in request.app[FAULTS]]})


async def add_fault(request: web.Request) -> web.Response:
    """``POST /lab/v1/faults``: something goes wrong from now on."""
    need_main_account(request)
    data = await read_json(request)
    try:
        fault = request.app[FAULTS].add(data)
    except LabError as error:
        raise RequestError(error.message, code=20001, cure=error.cure) from error
    return json_answer(fault.to_json(), status=201)


async def delete_fault(request: web.Request) -> web.Response:
    """``DELETE /lab/v1/faults/ID``: it is undone; the answer says what it did."""
    need_main_account(request)
    key = request.match_info["id"]
    fault = request.app[FAULTS].remove(key)
    if fault is None:
        raise RequestError(f"There is no fault {key[:20]} (any more).", status=404, code=20404)
    return json_answer(fault.to_json())


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, each of its type and within its bounds; LabError, naming the field, for another."""
    fields = {name: value for name, value in data.items() if value is not None}
    for name, value in fields.items():
        whole = isinstance(value, int) and not isinstance(value, bool)
        if name not in _FIELDS:
            raise LabError(f"{name[:100]!r} is no fault.", cure=f"There are {', '.join(_FIELDS)}.")
        if name == "webhook" and not (whole or (isinstance(value, str) and len(value) < 100)):
            raise LabError("webhook is an HTTP status or a word.", cure='Such as 500 or "refused".')
        if name in _TEXTS and not (isinstance(value, str) and len(value) <= 1000):
            raise LabError(f"{name} is a text of at most 1000 characters.")
        if name == "times" and not (whole and 0 <= value <= 10**9):
            raise LabError("times is a whole number.")
        if name == "seed" and not (whole or isinstance(value, str)):
            raise LabError("seed is a number or a text.")
    for name in _SHARES:
        if name in fields:
            fields[name] = share(name, fields[name])
    for name, most in _TIMES.items():
        if name in fields:
            fields[name] = seconds(name, fields[name], most)
    if fields.get("limit") == 0:
        raise LabError("limit is more than 0 seconds.")
    if fields.get("signaling", "cut") != "cut":
        raise LabError(f"{fields['signaling'][:100]!r} is no fault of the signaling.", cure='Use "cut".')
    return fields
