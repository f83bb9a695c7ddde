"""Who speaks in a conference, told to its status callback: participant-speech-start and -stop.

Source: Twilio's "Conference: statusCallbackEvent", speaker. Nobody listens for it unless it was asked for. A party
that is muted, on hold or still waiting speaks to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicelab.engine.conference import Conference, Participant

__all__ = ["Speaker"]


class Speaker:
    """Listens to one participant until it is closed."""

    def __init__(self, conference: Conference, participant: Participant) -> None:
        self._conference = conference
        self._participant = participant
        self._voice = False
        self._told = False
        self._unlisten = participant.leg.add_speech_listener(self._hear)

    def heed(self) -> None:
        """The participant was muted or unmuted: tell what that changes."""
        speaks = self._voice and not self._participant.muted
        if speaks != self._told and self._conference.callbacks is not None:
            self._told = speaks
            event = "participant-speech-start" if speaks else "participant-speech-stop"
            self._conference.callbacks.tell(event, self._participant)

    def close(self) -> None:
        """Listen no more; speech that goes on ends here."""
        self._unlisten()
        self._hear(False)

    def _hear(self, voice: bool) -> None:
        self._voice = voice
        self.heed()
