"""Whether somebody has finished what they wanted to say, judged by their last words (turnDetection).

Twilio's turn detection is a model of its own; the lab's is a rule: nobody ends an English sentence with "and", "my"
or "um".
"""

from __future__ import annotations

import re

__all__ = ["THINKING", "unfinished"]

THINKING = 2.0
"""Seconds more that somebody has to go on with an unfinished sentence."""

# Words that also end short answers ("yes it is", "go on", "thank you") are not among them.
_OPEN = re.compile(
    r"(?:^|\s)(?:an?|the|my|your|its|our|their|every|and|or|but|because|if|than|while|whether"
    r"|of|to|for|from|with|into|onto|between|until|i|he|she|we|they|it's|i'm|i'd|i'll|i've|we're|let's"
    r"|u[mh]|erm?|hmm)[.,…-]*$"
)


def unfinished(text: str, language: str) -> bool:
    """Whether more is to be expected after these words; never in languages other than English."""
    if not language.lower().startswith("en"):
        return False
    text = text.lower().strip()
    return text.endswith((",", "...", "…", "-")) or _OPEN.search(text) is not None
