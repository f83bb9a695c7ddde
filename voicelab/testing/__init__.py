"""Tests without waiting: the same engine on a virtual clock, with scripted parties and no sockets.

``CallTestCase`` for unittest, ``TestLab`` for any other runner, ``run`` and ``VirtualLoop`` for coroutines;
with pytest the ``voicelab`` fixture is there by itself. Names are imported when they are first used: the
plug-in is loaded by test runs that never make a call.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voicelab.testing.case import CallTestCase
    from voicelab.testing.fixture import TestLab
    from voicelab.testing.lab import VirtualLab
    from voicelab.testing.loop import DeadlockError, RunawayError, VirtualLoop, run
    from voicelab.testing.party import Party
    from voicelab.testing.placed import TestCall
    from voicelab.testing.surprise import Surprise

__all__ = [
    "CallTestCase",
    "DeadlockError",
    "Party",
    "RunawayError",
    "Surprise",
    "TestCall",
    "TestLab",
    "VirtualLab",
    "VirtualLoop",
    "run",
]

_HOMES = {
    "CallTestCase": "case",
    "DeadlockError": "loop",
    "Party": "party",
    "RunawayError": "loop",
    "Surprise": "surprise",
    "TestCall": "placed",
    "TestLab": "fixture",
    "VirtualLab": "lab",
    "VirtualLoop": "loop",
    "run": "loop",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"voicelab.testing.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
