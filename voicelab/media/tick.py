"""One tick of twenty milliseconds for every leg of the lab.

The tick follows an ideal timeline: tick n is due at ``start + n * 20 ms`` of the loop's clock, however late
the one before ran, so sound does not drift. After a stall the missed ticks are run one by one, each on its
own turn of the loop so that waiting datagrams are read between them; a stall longer than
:data:`CATCH_UP` seconds is skipped over instead. With nobody on it no tick runs.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from voicelab.media.frames import FRAME_SECONDS
from voicelab.media.meters import Meters

__all__ = ["CATCH_UP", "Mixer", "Party", "Tick"]

CATCH_UP = 0.5
"""Seconds of missed ticks that are made up for."""

WARN_EVERY = 30.0  # seconds between warnings of a machine that is too busy

_log = logging.getLogger(__name__)


class Party(Protocol):
    """Somebody on the tick. All parties receive, then mixers mix, then all parties send."""

    def receive(self) -> None:
        """Take in what the party said in this tick."""
        ...

    def send(self) -> None:
        """Give the party what it hears in this tick."""
        ...

    def fail(self, error: Exception) -> None:
        """Receive or send raised: the party is off the tick, the others go on."""
        ...


class Mixer(Protocol):
    """Computes what parties hear from what parties said, between receiving and sending."""

    def mix(self) -> None:
        """Mix this tick's frames."""
        ...


class Tick:
    """The clock of all sound. ``number`` counts ideal ticks since the first one, skipped ones included."""

    def __init__(self) -> None:
        self.number = 0
        self.skipped = 0  # ticks lost to stalls longer than CATCH_UP
        self.meters = Meters()
        self._due = 0.0
        self._warn_again = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._handle: asyncio.TimerHandle | None = None
        self._parties: list[Party] = []
        self._mixers: list[Mixer] = []

    @property
    def due(self) -> float:
        """The loop time at which the next tick is, or was, due."""
        return self._due

    @property
    def running(self) -> bool:
        """Whether anybody is on the tick."""
        return self._handle is not None

    def add(self, party: Party) -> None:
        """Put a party on the tick."""
        if party not in self._parties:
            self._parties = [*self._parties, party]
            self._start()

    def remove(self, party: Party) -> None:
        """Take a party off the tick. Idempotent."""
        self._parties = [other for other in self._parties if other is not party]
        if not self._parties:
            self._stop()

    def add_mixer(self, mixer: Mixer) -> None:
        """Run a mixer on every tick. A mixer alone does not keep the tick running."""
        self._mixers = [*self._mixers, mixer]

    def remove_mixer(self, mixer: Mixer) -> None:
        """Stop running a mixer. Idempotent."""
        self._mixers = [other for other in self._mixers if other is not mixer]

    def arrival(self) -> float:
        """Now, on the ideal timeline: what arrives while the lab itself was stalled did not come late."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        now = self._loop.time()
        return now if now < self._due else self._due

    def _start(self) -> None:
        if self._handle is None:
            self._loop = loop = asyncio.get_running_loop()
            self._due = loop.time() + FRAME_SECONDS
            self._handle = loop.call_at(self._due, self._run, loop)

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        behind = loop.time() - self._due
        if behind > CATCH_UP:
            missed = int(behind / FRAME_SECONDS)
            self.skipped += missed
            self.number += missed
            self._due += missed * FRAME_SECONDS
            if self._due >= self._warn_again:
                self._warn_again = self._due + WARN_EVERY
                _log.warning("the sound stood still for %.0f ms: the lab's loop was held up", behind * 1000)
        self.number += 1
        self._due += FRAME_SECONDS
        self._handle = loop.call_at(self._due, self._run, loop)
        self.run_once()

    def run_once(self) -> None:
        """What one tick does. The loop calls it; a test may, by hand."""
        for party in self._parties:
            try:
                party.receive()
            except Exception as error:
                self._failed(party, error)
        for mixer in self._mixers:
            try:
                mixer.mix()
            except Exception:
                _log.exception("a mixer failed and is off the tick")
                self.remove_mixer(mixer)
        for party in self._parties:
            try:
                party.send()
            except Exception as error:
                self._failed(party, error)
        self.meters.watch()

    def _failed(self, party: Party, error: Exception) -> None:
        _log.error("a leg failed and is off the tick", exc_info=error)
        self.remove(party)
        party.fail(error)
