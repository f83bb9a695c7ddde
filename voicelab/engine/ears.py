"""The way to a recogniser, as the engine sees it: what one party says, understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from voicelab.media.leg import Leg
from voicelab.verbs.plans import Heard, ListenPlan

__all__ = ["Ear", "Ears"]


class Ear(Protocol):
    """Listening to one party, until its first final result."""

    @property
    def remarks(self) -> Sequence[str]:
        """Sentences for the user, such as which words are not in the dictionary."""
        ...

    async def next(self) -> Heard:
        """The next thing that happened: speech began, a partial result, the final one."""
        ...

    def close(self) -> None:
        """Stop listening. Idempotent."""
        ...


class Ears(Protocol):
    """Listens to parties."""

    async def listen(self, leg: Leg, plan: ListenPlan) -> Ear:
        """Begin to listen to what ``leg``'s party says; LabError when no recogniser knows the language."""
        ...
