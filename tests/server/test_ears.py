"""The server's ears: a party's sound to the recogniser."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import pytest

from voicelab.errors import LabError
from voicelab.server.ears import ServiceEars
from voicelab.verbs.plans import ListenPlan


class Leg:
    """A leg whose ticks the test makes."""

    def __init__(self) -> None:
        self.taps: list[Any] = []

    def tap(self, tap: Any) -> Any:
        self.taps.append(tap)
        return lambda: self.taps.remove(tap)

    def tick(self, inbound: int, outbound: int = 0) -> None:
        for tap in [*self.taps]:
            tap(np.full(160, inbound, np.int16), np.full(160, outbound, np.int16))


class Recognition:
    """What the recogniser was fed."""

    remarks = ("a remark",)
    behind = 0

    def __init__(self) -> None:
        self.fed: list[int] = []
        self.closed = False

    def feed(self, samples: Any) -> None:
        self.fed.append(int(samples[0]))

    def close(self) -> None:
        self.closed = True

    async def __aiter__(self) -> Any:
        yield None


class Speech:
    """A speech service that takes its time to open."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.recognition = Recognition()
        self.ready = asyncio.Event()
        self.fault = fault

    async def open(self, *args: Any, **options: Any) -> Recognition:
        await self.ready.wait()
        if self.fault is not None:
            raise self.fault
        return self.recognition


@pytest.mark.parametrize(("track", "heard"), [("inbound", [1, 2, 3]), ("outbound", [11, 12, 13])])
def test_what_is_said_while_the_recogniser_is_made_ready_is_heard(track: Any, heard: list[int]) -> None:
    async def main() -> None:
        leg, speech = Leg(), Speech()
        listening = asyncio.create_task(ServiceEars(speech).listen(leg, ListenPlan(), track))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        leg.tick(1, 11)
        leg.tick(2, 12)
        speech.ready.set()
        ear = await listening
        leg.tick(3, 13)
        assert speech.recognition.fed == heard and ear.remarks == ("a remark",)
        ear.close()
        assert speech.recognition.closed and not leg.taps

    asyncio.run(main())


def test_an_ear_that_cannot_be_opened_leaves_nothing_behind() -> None:
    async def main() -> None:
        leg, speech = Leg(), Speech(LabError("Nobody understands it."))
        speech.ready.set()
        with pytest.raises(LabError):
            await ServiceEars(speech).listen(leg, ListenPlan())  # type: ignore[arg-type]
        assert not leg.taps

    asyncio.run(main())
