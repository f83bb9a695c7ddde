"""Status callbacks of a conference: numbered from 1, in order, to the address the first participant gave.

Source: Twilio's "Conference: statusCallback".
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from voicelab.clock import now, rfc2822
from voicelab.verbs.plans import StatusCallback

if TYPE_CHECKING:
    from voicelab.engine.call import Call
    from voicelab.engine.conference import Conference, Participant

__all__ = ["ConferenceCallbacks"]

_WORDS = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
    "participant-speech-start": "speaker",
    "participant-speech-stop": "speaker",
    "announcement-end": "announcement",
    "announcement-fail": "announcement",
}


class ConferenceCallbacks:
    """Tells one address what happens in one conference. ``host`` is the call whose settings count."""

    def __init__(self, conference: Conference, host: Call, told: StatusCallback) -> None:
        self._conference = conference
        self._host = host
        self._told = told
        self._number = 0
        self._last: asyncio.Task[None] | None = None

    def wants(self, word: str) -> bool:
        """Whether events with this trigger word are posted at all."""
        return bool(self._told.url) and word in self._told.events

    def tell(self, event: str, participant: Participant | None = None, **more: str) -> None:
        """Post ``event`` when its trigger word was asked for."""
        if not self.wants(_WORDS[event]):
            return
        self._number += 1
        conference = self._conference
        form = {
            "ConferenceSid": conference.sid,
            "FriendlyName": conference.friendly_name,
            "AccountSid": conference.account_sid,
            "SequenceNumber": str(self._number),
            "Timestamp": rfc2822(now()),
            "StatusCallbackEvent": event,
        }
        if participant is not None:
            form |= _about(participant)
        form |= more
        self._last = self._host.start_job(self._post(form, self._last), "conference callback")

    def ended(self, by: Participant | None) -> None:
        """Post the conference's end, with why and by whom."""
        more = {
            "ReasonConferenceEnded": self._conference.reason_ended,
            "Reason": self._conference.reason_ended,
        }
        if by is not None:
            more["CallSidEndingConference"] = by.call.sid
            if by.plan.label:
                more["ParticipantLabelEndingConference"] = by.plan.label
        self.tell("conference-end", None, **more)

    def left(self, participant: Participant, reason: str) -> None:
        """Post that a party left, with why, and how its call stands."""
        call, side = participant.call, participant.side
        status = "completed" if side.gone.done() or call.ending else call.record.status
        more = {"ParticipantCallStatus": status, "ReasonParticipantLeft": reason}
        self.tell("participant-leave", participant, **more)

    def not_added(self, call: Call, label: str) -> None:
        """Post that somebody who was invited by the API never came."""
        more = {"CallSid": call.sid, "ParticipantCallStatus": call.record.status}
        if label:
            more["ParticipantLabel"] = label
        self.tell("participant-leave", None, **more, ReasonParticipantLeft="participant_add_failed")

    async def _post(self, form: dict[str, str], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        told = self._told
        await self._host.application.callback(told.url, told.method, form, "conference callback")


def _about(participant: Participant) -> dict[str, str]:
    form = {
        "CallSid": participant.call.sid,
        "Muted": str(participant.muted).lower(),
        "Hold": str(participant.hold).lower(),
        "Coaching": str(bool(participant.coach)).lower(),
        "EndConferenceOnExit": str(participant.end_on_exit).lower(),
        "StartConferenceOnEnter": str(participant.plan.start_on_enter).lower(),
    }
    if participant.plan.label:
        form["ParticipantLabel"] = participant.plan.label
    if participant.coach:
        form["CallSidToCoach"] = participant.coach
    return form
