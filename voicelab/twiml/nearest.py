"""Did you mean ...? The nearest word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

__all__ = ["nearest"]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, or None when none is alike; a difference in case alone always is."""
    if not 1 <= len(word) <= 40:
        return None
    return _nearest(word, tuple(candidates))


@lru_cache(maxsize=1024)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    folded = {candidate.lower(): candidate for candidate in reversed(candidates)}
    if word.lower() in folded:
        return folded[word.lower()]
    close = get_close_matches(word.lower(), folded, n=1, cutoff=0.66)
    return folded[close[0]] if close else None
