"""Coaching over the API. Quoted rows: Twilio's "Conference Participant resource"."""

from __future__ import annotations

import pytest
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab

ROOM = "<Response><Dial><Conference waitUrl=''>team</Conference></Dial></Response>"


def test_who_is_on_hold_cannot_be_coached(voicelab: TestLab) -> None:
    """16027 Participant to be whispered is on hold"""
    alice, bob = (voicelab.dial(ROOM, from_=number) for number in ("+15005550001", "+15005550002"))
    bob.waits(1)
    participants = voicelab.twilio.conferences("team").participants
    participants(bob.sid).update(hold=True)
    with pytest.raises(TwilioRestException) as refused:
        participants(alice.sid).update(coaching=True, call_sid_to_coach=bob.sid)
    assert (refused.value.status, refused.value.code) == (400, 16027)
    participants(bob.sid).update(hold=False)
    assert participants(alice.sid).update(coaching=True, call_sid_to_coach=bob.sid).coaching
