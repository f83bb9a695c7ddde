"""What a ConversationRelay server lets the party hear: one line after another, until something interrupts."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from voicelab.clock import elapsed
from voicelab.errors import VoiceLabError
from voicelab.verbs.plans import Prompt

__all__ = ["Line", "RelaySpeaker"]

MOST_LINES = 1000
"""Lines that may wait; more are refused."""

_RECENT = 20  # lines of which an echo may still come


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be heard. ``text`` are its words, empty when it has none."""

    prompt: Prompt
    text: str
    interruptible: str
    preemptible: bool


class RelaySpeaker:
    """Plays lines in order.

    ``play`` plays one; ``moved`` is told ``on`` when speech begins, ``off`` when it falls silent; ``spoken``
    gets every line that was heard to its end, ``failed`` what could not be played.
    """

    def __init__(
        self,
        play: Callable[[Prompt], Awaitable[None]],
        length: Callable[[], float],
        moved: Callable[[str], None],
        spoken: Callable[[Line], None],
        failed: Callable[[VoiceLabError], None],
    ) -> None:
        self._play = play
        self._length = length
        self._moved = moved
        self._spoken = spoken
        self._failed = failed
        self._lines: deque[Line] = deque()
        self._news = asyncio.Event()
        self._current: Line | None = None
        self._playing: asyncio.Future[None] | None = None
        self._heard: list[str] = []
        self.recent: deque[str] = deque(maxlen=_RECENT)
        """The words of the last lines that were begun."""
        self._began = 0.0  # of the talk cycle's first line
        self._line_began = 0.0
        self._on = False

    @property
    def speaking(self) -> bool:
        """Whether something is heard, or about to be."""
        return self._current is not None or bool(self._lines)

    def may_interrupt(self, kind: str) -> bool:
        """Whether ``speech`` or ``dtmf`` may interrupt what is heard now."""
        line = self._current or (self._lines[0] if self._lines else None)
        return line is not None and line.interruptible in ("any", kind)

    def say(self, line: Line) -> bool:
        """Let the party hear a line after those that wait; false when too many wait."""
        if len(self._lines) >= MOST_LINES:
            return False
        self._lines.append(line)
        self._news.set()
        return True

    def preempt(self) -> None:
        """A new talk cycle begins: throw away what is preemptible."""
        self._lines = deque(line for line in self._lines if not line.preemptible)
        if self._current is not None and self._current.preemptible and self._playing is not None:
            self._playing.cancel()

    def interrupt(self) -> tuple[str, int]:
        """Fall silent; what was spoken in this talk cycle until now, and for how many milliseconds."""
        now = elapsed()
        words = [*self._heard]
        if self._current is not None:
            spoken = self._current.text.split()
            share = (now - self._line_began) / max(self._length(), 0.001)
            words += spoken[: round(min(1.0, share) * len(spoken))]
        milliseconds = round((now - self._began) * 1000) if self._on else 0
        self._lines.clear()
        if self._playing is not None:
            self._playing.cancel()
        return " ".join(filter(None, words)), milliseconds

    async def run(self) -> None:
        """Speak until cancelled; HungUp when the party is gone."""
        while True:
            if not self._lines:
                self._quiet()
                self._news.clear()
                await self._news.wait()
                continue
            self._current = self._lines.popleft()
            self._line_began = elapsed()
            self.recent.append(self._current.text)
            if not self._on:
                self._on, self._began = True, self._line_began
                self._moved("on")
            self._playing = asyncio.ensure_future(self._play(self._current.prompt))
            try:
                await asyncio.wait((self._playing,))
                if not self._playing.cancelled():
                    self._playing.result()
                    self._heard.append(self._current.text)
                    self._spoken(self._current)
            except VoiceLabError as error:
                self._failed(error)
            finally:
                if not self._playing.done():
                    self._playing.cancel()
                    await asyncio.wait((self._playing,))
                self._current = self._playing = None

    def _quiet(self) -> None:
        if self._on:
            self._on = False
            self._heard.clear()
            self._moved("off")
