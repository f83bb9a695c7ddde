"""A call as a test holds it: each method lets call time pass until it is met, or says what went wrong."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from voicelab.calls.events import (
    DocumentStarted,
    Event,
    VerbStarted,
)
from voicelab.calls.model import CallRecord, Exchange
from voicelab.calls.replay import as_test
from voicelab.calls.status import FINAL
from voicelab.errors import LabError
from voicelab.testing.exchanges import exchanges
from voicelab.testing.expectation import check_expected, meets
from voicelab.testing.lab import PlacedCall
from voicelab.testing.party import REACTION, Party
from voicelab.testing.surprise import IN_THE_TEST, Verdict
from voicelab.testing.words import plain

if TYPE_CHECKING:
    from voicelab.testing.fixture import TestLab

__all__ = ["TestCall"]

__tracebackhide__ = IN_THE_TEST

T = TypeVar("T")


class TestCall:
    """One call placed by the test. ``party`` is the scripted caller, for scripts that are ``async``."""

    __test__ = False

    def __init__(self, lab: TestLab, placed: PlacedCall) -> None:
        self._lab = lab
        self._placed = placed
        self._expected_to = 0  # the event after the verb that was expected last

    # --- what the caller does and hears -------------------------------------------------------------------
    def hears(
        self, words: str | re.Pattern[str], *, within: float | None = None, to_the_end: bool = True
    ) -> str:
        """Let time pass until the caller has heard these words; returns the whole prompt's text.

        Case and punctuation do not matter, whole words do; a pattern is searched in the text as written. The
        words count from the last ones waited for. With ``to_the_end`` false it returns as soon as the words
        have sounded, so that a key pressed then barges in. Surprise when the call ends first, or when
        ``within`` seconds have passed.
        """
        wanted = words.pattern if isinstance(words, re.Pattern) else words
        if not isinstance(words, re.Pattern) and not plain(words).strip():
            raise LabError(f"There are no words in {words!r}.", cure="Give at least one word that is said.")
        utterance = self._until(
            self._placed.party.hear(words, to_the_end=to_the_end), f"the caller hears {wanted!r}", within
        )
        return utterance.text

    def presses(self, digits: str | int, *, after: float = REACTION) -> None:
        """The caller presses keys, the first one ``after`` so many seconds. ValueError for what is not a key.

        Returns when they are pressed, also when the last one ended the call. Surprise when the call ends first.
        """
        digits = str(digits)
        self._until(self._placed.party.press(digits, after=after), f"the caller presses {digits}")

    def says(self, text: str) -> None:
        """The caller says something; returns when it is said."""
        self._until(self._placed.party.say(text), f"the caller says {text!r}")

    def waits(self, seconds: float) -> None:
        """Let time pass; Surprise when the call ends meanwhile."""
        self._until(self._placed.party.wait(seconds), f"{seconds:g} seconds have passed")

    def hangs_up(self) -> None:
        """The caller hangs up; returns when the call is over."""
        self._until(self._placed.party.hang_up("the caller hung up"), "the caller hangs up")
        self.ended()

    def update(self, app: Any = None, *, status: str = "") -> None:
        """What a REST request does to a live call: another document, or ``status="completed"``."""
        work = self._placed.lab.update(self._placed, app, status=status)
        self._until(work, "the call is updated")

    # --- what is expected of the call ---------------------------------------------------------------------
    def expects(self, verb: str, *, within: float | None = None, **attributes: Any) -> VerbStarted:
        """Let time pass until the verb starts with these attributes, after the verb expected before it.

        A keyword is an attribute (``num_digits`` is ``numDigits``; defaults count), a noun (``number=``,
        ``client=``) or ``text=``. Other verbs may come before it. Surprise when the call ends first. LabError for
        a verb or an attribute that TwiML does not have.
        """
        check_expected(verb, attributes)
        wanted = " ".join([verb, *(f"{name}={value!r}" for name, value in attributes.items())])
        misses: list[str] = []
        work = self._verb(verb, attributes, misses)
        return self._until(work, f"the call reaches {wanted}", within, misses)

    async def _verb(self, verb: str, attributes: Mapping[str, Any], misses: list[str]) -> VerbStarted:
        events, place = self._placed.events, self._expected_to
        while True:
            while place < len(events):  # each is looked at once, however long the call is
                event, place = events[place], place + 1
                if isinstance(event, VerbStarted) and event.verb == verb:
                    difference = meets(event, self._source(event.document), attributes)
                    if not difference:
                        self._expected_to = place
                        return event
                    misses.append(f"at {event.at:.2f} s {verb}'s {difference}")
            if self._placed.over:
                raise _Missed("the call ended first")
            await self._placed.lab.changed.wait()

    def _source(self, document: int) -> str:
        for event in self._placed.events:
            if isinstance(event, DocumentStarted) and event.document == document:
                return event.source
        return ""

    def ended(self, status: str | None = None, *, within: float | None = None) -> Verdict:
        """Let time pass until the call is over and its last callback answered; whether it ended so.

        Surprise when it is not over ``within`` seconds; DeadlockError when it can never end. LabError when no
        call ever ends so.
        """
        if status is not None and status not in FINAL:
            raise LabError(f"No call ends {status!r}.", cure=f"A call ends {', '.join(sorted(FINAL))}.")
        self._until(self._lab.settle(self._placed), "the call ends", within)
        got = self.status
        wanted = f", not {status}" if status not in (None, got) else ""
        return Verdict(status in (None, got), f"the call ended {got}{wanted}")

    # --- what there is to see -----------------------------------------------------------------------------
    @property
    def sid(self) -> str:
        """The call's SID."""
        return self._placed.sid

    @property
    def party(self) -> Party:
        """The scripted caller."""
        return self._placed.party

    @property
    def record(self) -> CallRecord:
        """The call's record."""
        return self._placed.call.record

    @property
    def status(self) -> str:
        """The call's status now."""
        return self._placed.call.record.status

    @property
    def events(self) -> list[Event]:
        """The call's own events so far."""
        return list(self._placed.events)

    @property
    def all_events(self) -> list[Event]:
        """The events of this call and of the calls it made."""
        return self._lab.events_of(self._placed)

    @property
    def requests(self) -> list[Exchange]:
        """The webhook exchanges of this call, oldest first."""
        return exchanges(self._placed.events)

    @property
    def notifications(self) -> list[Event]:
        """What went wrong, oldest first."""
        return [event for event in self._placed.events if event.event_name() == "notified"]

    @property
    def transcript(self) -> list[str]:
        """The words the caller was given to hear, oldest first."""
        return [utterance.text for utterance in self._placed.party.heard if utterance.text]

    @property
    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self._lab.elapsed - self._lab.began_of(self.sid)

    @property
    def timeline(self) -> str:
        """Everything that happened, as text."""
        return self._lab.timeline(self._placed)

    @property
    def wav(self) -> Path | None:
        """The WAV of the call's sound (caller, lab), if it was rendered; complete when the call is over."""
        hearing = self._placed.call.hearing
        return None if hearing is None else hearing.audio

    def as_test(self, name: str = "call", kind: str = "python") -> str:
        """The test, or with ``kind="yaml"`` the scenario, that replays this call."""
        return as_test(self.all_events, name=name, kind=kind)

    def __repr__(self) -> str:
        record = self.record
        return f"<call from {record.from_} to {record.to}: {record.status} at {self.elapsed:.2f} s>"

    def _until(
        self,
        work: Coroutine[Any, Any, T],
        wanted: str,
        within: float | None = None,
        misses: Sequence[str] = (),
    ) -> T:
        return self._lab.drive(work, wanted, within, self._placed, misses)


class _Missed(Exception):
    """What was expected cannot come any more."""
