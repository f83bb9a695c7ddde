"""The verbs that run, by name: a new verb is one file and a row here."""

from __future__ import annotations

from collections.abc import Mapping

from voicelab.verbs.connect import connect
from voicelab.verbs.dial import dial
from voicelab.verbs.echo import echo
from voicelab.verbs.enqueue import enqueue
from voicelab.verbs.gather import gather
from voicelab.verbs.hangup import hangup
from voicelab.verbs.leave import leave
from voicelab.verbs.pause import pause
from voicelab.verbs.pay import pay
from voicelab.verbs.play import play
from voicelab.verbs.ports import Verb
from voicelab.verbs.record import record
from voicelab.verbs.redirect import redirect
from voicelab.verbs.refer import refer
from voicelab.verbs.reject import reject
from voicelab.verbs.say import say
from voicelab.verbs.sms import sms
from voicelab.verbs.start import start
from voicelab.verbs.stop import stop

__all__ = ["VERBS"]

VERBS: Mapping[str, Verb] = {
    "Connect": connect,
    "Dial": dial,
    "Echo": echo,
    "Enqueue": enqueue,
    "Gather": gather,
    "Hangup": hangup,
    "Leave": leave,
    "Pause": pause,
    "Pay": pay,
    "Play": play,
    "Record": record,
    "Redirect": redirect,
    "Refer": refer,
    "Reject": reject,
    "Say": say,
    "Sms": sms,
    "Start": start,
    "Stop": stop,
}
