"""How late packets come, and how long they should therefore be held."""

from __future__ import annotations

__all__ = ["LONGEST", "SHORTEST", "START", "Lateness"]

SHORTEST = 0.040
START = 0.060
LONGEST = 0.200
MARGIN = 0.010
BUCKET = 0.010
BUCKETS = 26
MEMORY = 0.995  # what each packet leaves of the weight of those before: about four seconds
QUANTILE = 0.96
WINDOW = 2.0  # seconds over which the quickest arrival is taken
JUMP = 1.0  # seconds of sudden delay that are a new beginning, not jitter
JUMP_BACK = 0.25
SETTLED = 50  # packets after which the first target may be gone below
REVIEW = 8  # packets between two looks at the histogram


class Lateness:
    """Measures arrivals against the sender's timestamps; all times in seconds.

    ``base`` is the difference of the two clocks for the quickest packet of late, ``target`` how long sound
    should be held so that nearly all packets come in time: at first ``start``, later what ``quantile`` of the
    packets keep, ``longest`` at most; each packet leaves ``memory`` of the weight of those before.
    """

    def __init__(self, start: float = START, *, quantile: float = QUANTILE, memory: float = MEMORY) -> None:
        self.base = 0.0
        self.longest = LONGEST
        self.target = self._start = start
        self._beyond = 1 - quantile
        self._memory = memory
        self._coming_base = 0.0
        self._window_end: float | None = None
        self._weights = [0.0] * BUCKETS
        self._total = 0.0
        self._weight = 1.0
        self._count = 0

    def begin(self, sent: float, at: float) -> None:
        """Take this packet for the quickest: a new stream, or the way has become another."""
        self.base = self._coming_base = at - sent
        self._window_end = at + WINDOW

    def limit(self, longest: float) -> None:
        """From now on hold sound for no more than so long, whatever then comes too late."""
        self.longest = longest
        self.target = min(self.target, longest)

    def note(self, sent: float, at: float) -> bool:
        """A packet stamped ``sent`` came at ``at``. False when the clocks jumped, or for the first one."""
        transit = at - sent
        late = transit - self.base
        if self._window_end is None or late > JUMP or late < -JUMP_BACK:
            self.begin(sent, at)
            return False
        if late < 0.0:
            self.base = self._coming_base = transit
            late = 0.0
        elif transit < self._coming_base:
            self._coming_base = transit
        if at >= self._window_end:
            self.base, self._coming_base = self._coming_base, transit
            self._window_end = at + WINDOW
        self._weight /= self._memory
        self._weights[min(int(late / BUCKET), BUCKETS - 1)] += self._weight
        self._total += self._weight
        self._count += 1
        if not self._count % REVIEW:
            self._review()
        return True

    def _review(self) -> None:
        if self._weight > 1e9:
            self._weights = [weight / self._weight for weight in self._weights]
            self._total /= self._weight
            self._weight = 1.0
        beyond = 0.0
        bucket = BUCKETS - 1
        for bucket in range(BUCKETS - 1, -1, -1):
            beyond += self._weights[bucket]
            if beyond > self._beyond * self._total:
                break
        target = (bucket + 1) * BUCKET + MARGIN
        least = SHORTEST if self._count > SETTLED else self._start
        self.target = min(max(target, least), self.longest)
