"""What happens to packets on their way: lost, late, out of order. Seeded, the same for the same packets."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

__all__ = ["Air"]

_SWAPPED = 0.045  # seconds that put a packet behind the two after it


@dataclass
class Air:
    """What happens to packets: ``loss`` and ``reorder`` are shares, ``jitter`` is seconds (standard deviation)."""

    loss: float = 0.0
    jitter: float = 0.0
    reorder: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    lost: int = 0
    """Packets that were lost so far."""

    @property
    def clear(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.loss or self.jitter or self.reorder)

    def way(self) -> float | None:
        """How many seconds one packet takes; None when it is lost."""
        if self.chance.random() < self.loss:
            self.lost += 1
            return None
        late = abs(self.chance.gauss(0.0, self.jitter)) if self.jitter else 0.0
        return late + (_SWAPPED if self.chance.random() < self.reorder else 0.0)
