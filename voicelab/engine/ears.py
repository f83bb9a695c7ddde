"""The way to a recogniser, as the engine sees it: what one party says, understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from voicelab.media.leg import Leg
from voicelab.verbs.plans import Heard, ListenPlan

__all__ = ["Ear", "Ears", "HeardTrack"]

HeardTrack: TypeAlias = Literal["inbound", "outbound"]
"""What the party says, or what it is given to hear."""


class Ear(Protocol):
    """Listening to one party, until its first final result, or again and again as its plan says."""

    @property
    def remarks(self) -> Sequence[str]:
        """Sentences for the user, such as which words are not in the dictionary."""
        ...

    async def next(self) -> Heard:
        """The next thing that happened: speech began, a partial result, the final one."""
        ...

    def finish(self) -> None:
        """End the speech now: a final result follows, with what was said so far."""
        ...

    def close(self) -> None:
        """Stop listening. Idempotent."""
        ...


class Ears(Protocol):
    """Listens to parties."""

    async def listen(self, leg: Leg, plan: ListenPlan, track: HeardTrack = "inbound") -> Ear:
        """Begin to listen to what ``leg``'s party says, or hears; LabError when no recogniser can."""
        ...
