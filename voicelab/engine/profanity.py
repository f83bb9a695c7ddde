"""The profanity filter: what a recogniser writes down, with the rest of a rude word in asterisks.

Source: Twilio's "TwiML Voice: Gather", profanityFilter, which is on unless a document turns it off.
"""

from __future__ import annotations

import re

from voicelab.engine.ears import Ear
from voicelab.verbs.plans import Heard

__all__ = ["Decent", "decent"]

# Beginnings of words, and whole words (with a stop after them), in the languages that a lab may understand.
_ROOTS = """
fuck motherfuck shit bullshit horseshit bitch cunt. cunts. asshole arsehole bastard wank twat. twats. slut whore
bollock dickhead piss. pissed. prick. pricks. jackass dumbass goddamn
scheiß scheiss arschloch wichser fotze hurensohn ficken. gefickt.
putain. merde. connard connasse enculé salope
mierda. joder. puta. putas. cabrón cabrones gilipollas hijoputa coño.
cazzo. stronz vaffanculo puttana
"""
_RUDE = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(root.removesuffix(".")) + (r"\b" if root.endswith(".") else r"\w*")
        for root in _ROOTS.split()
    )
    + ")",
    re.IGNORECASE,
)


def decent(text: str) -> str:
    """The text with all but the first letter of each rude word as asterisks."""
    return _RUDE.sub(lambda found: found[0][0] + "*" * (len(found[0]) - 1), text)


class Decent:
    """An ear that writes no rude word out."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self.remarks = ear.remarks

    async def next(self) -> Heard:
        """The next thing that happened."""
        heard = await self._ear.next()
        return Heard(heard.kind, decent(heard.text), heard.confidence)

    def finish(self) -> None:
        """End the speech now."""
        self._ear.finish()

    def close(self) -> None:
        """Stop listening. Idempotent."""
        self._ear.close()
