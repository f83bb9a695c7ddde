"""Legs without samples: a prompt is one timer, silence and speech are facts with a time.

Nothing ticks. What an :class:`UnrenderedLeg` promises is what :class:`voicelab.media.leg.Leg` promises, with
``rendered`` false: durations, keys, recordings that know their length and their silences, bridges that pass
speech, words and keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from voicelab.media.frames import Sound
from voicelab.media.leg import Digit, KeyListener, Leg, MeterListener, Tap, Track
from voicelab.media.speaking import SPEECH_BEGINS, SPEECH_ENDS, SpeechListener
from voicelab.media.tones import keys_of
from voicelab.testing.activity import Activity
from voicelab.testing.words import PassesWords

__all__ = ["KEY_GAP", "KEY_LENGTH", "UnrenderedLeg", "unrendered_pair"]

KEY_LENGTH = 0.16  # seconds that a key sounds, as on a leg with samples
KEY_GAP = 0.08
_WAITS = {"w": 0.5, "W": 1.0}


class UnrenderedLeg(PassesWords):
    """A leg that knows how long everything lasts and renders nothing.

    ``said`` is whether its party makes a sound, ``heard`` whether its party is given one.
    """

    rendered = False

    def __init__(self) -> None:
        super().__init__()
        loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[str] = loop.create_future()
        self.said = Activity(loop)
        self.heard = Activity(loop)
        self.keys_sent: list[Callable[[Digit], None]] = []
        self._sources: tuple[UnrenderedLeg, ...] = ()
        self._playing: Sound | None = None
        self._over: list[Sound] = []  # heard beside whatever else there is
        self._turn = asyncio.Lock()  # one sound at a time, the next one waits
        self._key_listeners: list[KeyListener] = []

    async def play(self, sound: Sound, *, over: bool = False) -> None:
        """Let ``sound.duration`` pass; the party is given a sound meanwhile unless it is rendered silence."""
        if sound.duration <= 0:
            return
        if over:
            await self._play_over(sound)
            return
        async with self._turn:
            self._playing = sound
            self.begin_words()
            self._judge()
            try:
                await asyncio.sleep(sound.duration)
                if self.closed.done():
                    await asyncio.get_running_loop().create_future()
            finally:
                self._playing = None
                self._judge()

    async def _play_over(self, sound: Sound) -> None:
        self._over.append(sound)
        self.begin_words(to_several=True)
        self._judge()
        try:
            await asyncio.sleep(sound.duration)
            if self.closed.done():
                await asyncio.get_running_loop().create_future()
        finally:
            self._over.remove(sound)
            self._judge()

    async def press(self, digits: str) -> None:
        """Send keys to the party, each taking the time of a telephone-event. ValueError for other keys."""
        for digit in keys_of(digits):
            if digit in _WAITS:
                await asyncio.sleep(_WAITS[digit])
                continue
            for listener in [*self.keys_sent]:
                listener(digit)
            await asyncio.sleep(KEY_LENGTH + KEY_GAP)

    def hear(self, source: Leg | None) -> None:
        """Let the party hear what ``source``'s party says; another unrendered leg, or this one."""
        if source is None:
            self.hear_all()
        elif isinstance(source, UnrenderedLeg):
            self.hear_all(source)
        else:
            raise TypeError(f"an unrendered leg cannot hear {source!r}")

    def hear_all(self, *sources: UnrenderedLeg) -> None:
        """Let the party hear what the parties of all these legs say."""
        for source in self._sources:
            source.said.forget(self._judge)
        self._sources = sources
        for source in sources:
            source.said.tell(self._judge)
        self.listen_to(*sources)
        self._judge()

    def add_key_listener(self, listener: KeyListener) -> Callable[[], None]:
        """Call ``listener`` for every key the party presses."""
        self._key_listeners.append(listener)
        return lambda: self._key_listeners.remove(listener) if listener in self._key_listeners else None

    def tap(self, tap: Tap) -> Callable[[], None]:
        """Nothing is tapped: there are no samples."""
        return lambda: None

    def add_meter_listener(self, listener: MeterListener) -> Callable[[], None]:
        """Nothing is metered: there are no samples."""
        return lambda: None

    def add_speech_listener(self, listener: SpeechListener) -> Callable[[], None]:
        """Call ``listener`` when the party begins to speak and when it has stopped."""
        return _Speech(self.said, listener).close

    def record(self, path: Path, *, channels: Literal[1, 2], track: Track = "both") -> UnrenderedTake:
        """Record lengths and silences; no file is written."""
        tracks = [
            *([self.said] if track != "outbound" else []),
            *([self.heard] if track != "inbound" else []),
        ]
        return UnrenderedTake(self.said, tracks)

    def limit_delay(self, seconds: float) -> None:
        """Nothing is late here."""

    async def close(self) -> None:
        """End the party's media."""
        self.end("closed")

    # --- the party's side ---------------------------------------------------------------------------------
    def end(self, reason: str) -> None:
        """The media is gone for good."""
        if not self.closed.done():
            self.hear(None)
            self.said.set(False)
            self.closed.set_result(reason)

    def party_presses(self, digit: Digit, via: str = "rtp") -> None:
        """The party presses a key."""
        for listener in [*self._key_listeners]:
            listener(digit, via)

    def _judge(self) -> None:
        """Work out anew whether the party is given a sound."""
        now = [self._playing, *self._over] if self._playing is not None else self._over
        passed = self._playing is None and any(source.said.on for source in self._sources)
        self.heard.set(passed or any(map(_sounds, now)))


def _sounds(sound: Sound) -> bool:
    return sound.samples is None or bool(sound.samples.any())


class _Speech:
    """Tells a listener about speech as levels would show it: a little late, and over short pauses."""

    def __init__(self, said: Activity, listener: SpeechListener) -> None:
        self._said = said
        self._listener = listener
        self._speaking = False
        self._timer: asyncio.TimerHandle | None = None
        said.tell(self._changed)
        self._changed()

    def close(self) -> None:
        self._said.forget(self._changed)
        if self._timer is not None:
            self._timer.cancel()

    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._said.on != self._speaking:
            wait = SPEECH_BEGINS if self._said.on else SPEECH_ENDS
            self._timer = asyncio.get_running_loop().call_later(wait, self._turn)

    def _turn(self) -> None:
        self._timer = None
        self._speaking = not self._speaking
        self._listener(self._speaking)


class UnrenderedTake:
    """A recording of which only the length and the silences are known."""

    def __init__(self, said: Activity, tracks: Sequence[Activity]) -> None:
        self._said = said
        self._tracks = tracks
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._kept = 0.0  # seconds kept before the current stretch
        self._stretch: float | None = self._began  # began then; None: paused, nothing kept
        self._deaf = False  # paused with silence in place of the sound
        self._first: float | None = None  # the first sound, in seconds of what is kept
        self._last = 0.0
        self._sounding = False
        self._result: float | None = None
        for track_activity in self._tracks:
            track_activity.tell(self._note)
        self._note()

    async def silent_for(self, seconds: float) -> None:
        """Return when the party was silent for so long, counted from the start or its last sound."""
        said = self._said
        while True:
            if said.on:
                await said.change()
                continue
            left = max(said.since, self._began) + seconds - self._loop.time()
            if left <= 1e-9:
                return
            try:
                async with asyncio.timeout(left):
                    await said.change()
            except TimeoutError:
                return

    def pause(self, *, keep_silence: bool) -> None:
        """Stop keeping sound; with ``keep_silence`` the time still counts."""
        self._note()
        if keep_silence:
            self._deaf = True
        elif self._stretch is not None:
            self._kept, self._stretch = self._length(), None

    def resume(self) -> None:
        """Keep sound again."""
        self._deaf = False
        if self._stretch is None:
            self._stretch = self._loop.time()
        self._note()

    async def stop(self, *, trim: bool) -> float:
        """End the take and return the seconds kept; ``trim`` leaves from the first to the last sound."""
        if self._result is None:
            self._note()
            for activity in self._tracks:
                activity.forget(self._note)
            whole = self._length()
            heard = 0.0 if self._first is None else self._last - self._first
            self._result = heard if trim else whole
        return self._result

    def _length(self) -> float:
        return self._kept + (0.0 if self._stretch is None else self._loop.time() - self._stretch)

    def _note(self) -> None:
        """A track fell silent or began to sound, or the take changes: keep where sound lies."""
        if self._stretch is None or self._deaf:
            self._sounding = False
            return
        here = self._length()
        if self._sounding:
            self._last = here
        self._sounding = any(activity.on for activity in self._tracks)
        if self._sounding:
            if self._first is None:
                self._first = here
            self._last = max(self._last, here)


def unrendered_pair() -> tuple[UnrenderedLeg, UnrenderedLeg]:
    """Two legs back to back: what one is played, the other's party says; keys, words and the end included."""
    one, other = UnrenderedLeg(), UnrenderedLeg()
    for here, there in ((one, other), (other, one)):
        here.heard.tell(lambda here=here, there=there: there.said.set(here.heard.on))  # type: ignore[misc]
        here.keys_sent.append(there.party_presses)
        here.on_heard(there.party_says)
        here.closed.add_done_callback(lambda closed, there=there: there.end(closed.result()))  # type: ignore[misc]
    return one, other
