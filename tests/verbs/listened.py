"""How a recogniser was asked to listen."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.engine.ears import HeardTrack
from voicelab.media.leg import Leg
from voicelab.testing.ears import FactEars
from voicelab.verbs.plans import ListenPlan

__all__ = ["listened_to"]


def listened_to(monkeypatch: pytest.MonkeyPatch) -> list[ListenPlan]:
    """The plans of all recognisers that are asked to listen from now on."""
    plans: list[ListenPlan] = []
    listen = FactEars.listen

    async def told(self: FactEars, leg: Leg, plan: ListenPlan, track: HeardTrack = "inbound") -> Any:
        plans.append(plan)
        return await listen(self, leg, plan, track)

    monkeypatch.setattr(FactEars, "listen", told)
    return plans
