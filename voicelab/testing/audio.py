"""Legs with samples for tests: two audio legs back to back in memory, which also pass words along.

Everything the party hears and says is really there as sound; the words are for scripted parties, which have
no ears.
"""

from __future__ import annotations

from voicelab.media.air import Air
from voicelab.media.audio_leg import AudioLeg, FrameSource
from voicelab.media.frames import Sound
from voicelab.media.leg import Leg
from voicelab.media.tick import Tick
from voicelab.media.transport import Transport
from voicelab.media.wire import WireTransport
from voicelab.testing.words import PassesWords

__all__ = ["SoundingLeg", "sounding_pair"]


class SoundingLeg(PassesWords, AudioLeg):
    """An audio leg that knows the words of its sound."""

    def __init__(self, transport: Transport, tick: Tick) -> None:
        PassesWords.__init__(self)
        AudioLeg.__init__(self, transport, tick)

    async def play(self, sound: Sound, *, over: bool = False) -> None:
        """Play the sound and pass on its words."""
        self.begin_words(to_several=over)
        await super().play(sound, over=over)

    def hear(self, source: Leg | FrameSource | None) -> None:
        """Hear the source, and its words."""
        super().hear(source)
        self.listen_to(*([source] if isinstance(source, PassesWords) else []))


def sounding_pair(tick: Tick, air: Air) -> tuple[SoundingLeg, SoundingLeg]:
    """Two such legs joined back to back, on the tick, through ``air``."""
    one, other = WireTransport(air), WireTransport(air)
    one.far, other.far = other, one
    legs = SoundingLeg(one, tick), SoundingLeg(other, tick)
    for here, there in ((legs[0], legs[1]), (legs[1], legs[0])):
        here.on_heard(there.party_says)
        here.start()
    return legs
