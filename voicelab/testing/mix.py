"""A conference of unrendered legs: who is given a sound, and whose words reach whom."""

from __future__ import annotations

from pathlib import Path

from voicelab.media.leg import Leg
from voicelab.testing.legs import UnrenderedLeg, UnrenderedTake
from voicelab.testing.words import PassesWords, Utterance

__all__ = ["UnrenderedMix"]


class _Place(PassesWords):
    """One party in the mix: its ``ear`` is the leg it hears, which says what the others say."""

    def __init__(self, leg: UnrenderedLeg, mix: UnrenderedMix) -> None:
        super().__init__()
        self.leg = leg
        self.ear = UnrenderedLeg()
        self.muted = False
        self.coached: Leg | None = None
        self._mix = mix
        self.listen_to(leg)
        leg.said.tell(mix.judge)
        leg.hear(self.ear)

    def party_hears(self, utterance: Utterance) -> None:
        """The party said something: those who hear it are told."""
        for other in self._mix.places:
            if self.reaches(other):
                other.ear.party_says(utterance)

    def reaches(self, other: _Place) -> bool:
        """Whether what this party says is heard by ``other``'s."""
        if other is self or self.muted:
            return False
        return self.coached is None or self.coached is other.leg

    def leave(self) -> None:
        """Hear nothing, and be heard by nobody."""
        self.listen_to(None)
        self.leg.said.forget(self._mix.judge)
        if not self.leg.closed.done():
            self.leg.hear(None)


class UnrenderedMix:
    """Implements :class:`voicelab.media.leg.Mix` for legs without samples."""

    def __init__(self) -> None:
        self.places: list[_Place] = []
        self._recorded: list[UnrenderedLeg] = []

    def add(self, leg: Leg) -> None:
        """Let ``leg``'s party hear the others, and be heard. TypeError for a leg with samples."""
        if not isinstance(leg, UnrenderedLeg):
            raise TypeError(f"{leg!r} has samples: it belongs in a mix that is rendered")
        self.remove(leg)
        self.places.append(_Place(leg, self))
        self.judge()

    def adjust(self, leg: Leg, *, muted: bool = False, coached: Leg | None = None) -> None:
        """A muted party is not heard; one that coaches is heard by ``coached``'s party alone."""
        for place in self.places:
            if place.leg is leg:
                place.muted, place.coached = muted, coached
        self.judge()

    def remove(self, leg: Leg) -> None:
        """``leg`` hears nothing and is not heard from now on."""
        for place in [place for place in self.places if place.leg is leg]:
            self.places.remove(place)
            place.leave()
        self.judge()

    def record(self, path: Path) -> UnrenderedTake:
        """Record how long somebody speaks; no file is written."""
        everybody = UnrenderedLeg()
        self._recorded.append(everybody)
        self.judge()
        return UnrenderedTake(everybody, "inbound")

    def judge(self) -> None:
        """Work out anew who is given a sound."""
        for place in self.places:
            place.ear.said.set(any(other.leg.said.on and other.reaches(place) for other in self.places))
        for everybody in self._recorded:
            everybody.said.set(any(place.leg.said.on and not place.muted for place in self.places))
