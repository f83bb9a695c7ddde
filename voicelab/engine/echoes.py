"""Whether words that were heard are what was just played to the party, come back by its microphone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

__all__ = ["is_echo"]

_ALIKE = 0.8  # of the heard words, in the order in which they were played


def is_echo(heard: str, played: Sequence[str]) -> bool:
    """Whether ``heard`` is a part of the lines that were ``played``, give or take a word that was misheard."""
    words, said = _words(heard), _words(" ".join(played))
    if not words:
        return False
    found = SequenceMatcher(None, words, said, autojunk=False).get_matching_blocks()
    longest = max(found, key=lambda block: block.size)
    near = [block for block in found if abs((block.b - block.a) - (longest.b - longest.a)) <= 1]
    return sum(block.size for block in near) >= _ALIKE * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'\w+)?", text.lower())
