"""What a test is told when a call does not do what was expected: the sentence, and the timeline with its place."""

from __future__ import annotations

from operator import methodcaller

__all__ = ["IN_THE_TEST", "Surprise", "Verdict"]


class Surprise(AssertionError):
    """A call did something else. The message is the sentence and then the timeline."""

    def __init__(self, sentence: str, shown: str = "") -> None:
        super().__init__(f"{sentence}\n\n{shown}" if shown else sentence)
        self.sentence = sentence


IN_THE_TEST = methodcaller("errisinstance", Surprise)
"""A module's ``__tracebackhide__``: pytest shows a surprise at the test's own line, not where it was found out."""


class Verdict:
    """Whether a call ended as expected; true or false, and says why."""

    def __init__(self, met: bool, sentence: str) -> None:
        self._met = met
        self._sentence = sentence

    def __bool__(self) -> bool:
        return self._met

    def __eq__(self, other: object) -> bool:
        return bool(self) == other if isinstance(other, bool) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._sentence}>"
