"""A leg with samples: one party's sound on the 20 ms tick, over any transport."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, TypeVar, runtime_checkable

import numpy as np

from voicelab.media.dtmf import DtmfDetector
from voicelab.media.frames import FRAME, FRAME_SECONDS, RATE, SILENCE, Frame, Samples, Sound
from voicelab.media.leg import Digit, KeyListener, Leg, MeterListener, Tap, Track
from voicelab.media.recorder import Recording
from voicelab.media.speaking import SpeechListener, SpeechMeter
from voicelab.media.tick import Tick
from voicelab.media.tones import dtmf, keys_of
from voicelab.media.transport import LegStats, Transport

__all__ = ["AudioLeg", "FrameSource"]

KEY_TICKS = 8  # a key is held for 160 ms, as the browser SDKs hold it
GAP_TICKS = 4
WAITS = {"w": 25, "W": 50}
MOST_EARLY = 64  # keys

_L = TypeVar("_L")

_MOST_KEY_SOUND = 250
"""Frames of keys' tones that wait to be heard: five seconds; of keys that come faster the rest has no tone."""
_log = logging.getLogger(__name__)


@runtime_checkable
class FrameSource(Protocol):
    """What a leg can hear: another leg, or a place in a room."""

    heard: Frame
    """This tick's frame."""


class _Playing:
    """A sound on its way out, frame by frame."""

    __slots__ = ("_at", "_frames", "_samples", "done")

    def __init__(self, sound: Sound, done: asyncio.Future[None]) -> None:
        self._samples: Samples | None = None
        length = round(sound.duration * RATE)
        if sound.samples is not None:
            self._samples = np.ascontiguousarray(sound.samples, np.int16)
            length = len(self._samples)
        self._frames = max(1, -(-length // FRAME))
        self._at = 0
        self.done = done

    def next_frame(self) -> Frame:
        """The next frame, the last one filled up with silence. Completes ``done`` with the last one."""
        start = self._at * FRAME
        self._at += 1
        if self._at >= self._frames and not self.done.done():
            self.done.set_result(None)
        if self._samples is None:
            return SILENCE
        frame = self._samples[start : start + FRAME]
        if len(frame) < FRAME:
            frame = np.concatenate((frame, SILENCE[len(frame) :]))
        return frame


def _key_steps(digits: str) -> Iterator[tuple[Digit, int, bool] | None]:
    """What each tick of a key sequence does: a tick of a held key, or None for a tick between keys."""
    for digit in digits:
        if digit in WAITS:
            yield from [None] * WAITS[digit]
        else:
            for ticks in range(1, KEY_TICKS + 1):
                yield digit, ticks, ticks == KEY_TICKS
            yield from [None] * GAP_TICKS


@cache
def _key_frames(digit: Digit) -> tuple[Frame, ...]:
    """How a key that is held sounds, tick by tick."""
    samples = dtmf(digit, on=KEY_TICKS * FRAME_SECONDS, off=0.0).samples
    assert samples is not None
    samples.flags.writeable = False
    return tuple(samples.reshape(KEY_TICKS, FRAME))


class AudioLeg:
    """One party's two-way audio. Implements :class:`voicelab.media.leg.Leg`.

    ``heard`` and ``said`` are the current tick's frames: what the party says, and what it is given to hear.
    ``gap`` is true while nothing arrives that could be called silence: before the first sound, and when
    packets are missing for longer than concealment can stand in. ``sounds_keys`` lets a telephone's owner hear, in
    ``heard``, the tones of the keys that are pressed at it as events; a page's browser does that by itself.
    """

    rendered = True
    sounds_keys = False

    def __init__(self, transport: Transport, tick: Tick) -> None:
        self.transport = transport
        self.tick = tick
        self.closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.heard: Frame = SILENCE
        self.said: Frame = SILENCE
        self.gap = True
        self._source: FrameSource | None = None
        self._playing: deque[_Playing] = deque()
        self._over: list[_Playing] = []  # added to whatever else the party hears
        self._saying: deque[_Playing] = deque()
        self._steps: Iterator[tuple[Digit, int, bool] | None] | None = None
        self._key_sound: deque[Frame] = deque()
        self._pressing = asyncio.Lock()
        self._pressed: asyncio.Future[None] | None = None
        self._taps: list[Tap] = []
        self.meter_listeners: list[MeterListener] = []
        self._key_listeners: list[KeyListener] = []
        self._early: deque[Digit] | None = deque(maxlen=MOST_EARLY)  # keys before anybody listened
        self._recordings: list[Recording] = []
        self._detector: DtmfDetector | None = None
        transport.on_key = self._key_from_transport
        transport.closed.add_done_callback(self._transport_closed)

    def start(self) -> None:
        """Go on the tick: sound can pass now. Called by whoever made the transport."""
        if not self.closed.done():
            self.tick.add(self)

    # --- what the engine asks for -----------------------------------------------------------------------
    async def play(self, sound: Sound, *, over: bool = False) -> None:
        """Let the party hear ``sound`` and return when its last sample has been sent.

        A sound that is played while another one plays waits for its turn; one that is played ``over`` the rest
        begins at once and is added to it. Cancelling stops it with the current frame. A sound without samples
        is silence of its length.
        """
        if sound.duration <= 0 or (sound.samples is not None and not len(sound.samples)):
            return
        playing = _Playing(sound, asyncio.get_running_loop().create_future())
        waiting = self._over if over else self._playing
        waiting.append(playing)
        try:
            await playing.done
        finally:
            if playing in waiting:
                waiting.remove(playing)

    async def press(self, digits: str) -> None:
        """Send keys to the party, 160 ms each: ``0-9 * # A-D``; ``w`` waits 0.5 s, ``W`` 1 s.

        They go as telephone-events where the party takes them, else as sound. ValueError for other keys.
        """
        digits = keys_of(digits)
        async with self._pressing:
            if not self.transport.sends_keys:
                for digit in digits:
                    seconds = WAITS[digit] / 50 if digit in WAITS else 0.0
                    await self.play(Sound.silence(seconds) if seconds else dtmf(digit))
                return
            if not digits:
                return
            self._steps = _key_steps(digits)
            self._pressed = asyncio.get_running_loop().create_future()
            try:
                await self._pressed
            finally:
                self._steps = None

    def hear(self, source: Leg | FrameSource | None) -> None:
        """From now on the party hears ``source`` whenever no sound plays; None: silence.

        TypeError for a leg without samples: rendered and unrendered legs cannot hear each other.
        """
        if source is not None and not isinstance(source, FrameSource):
            raise TypeError(f"{type(source).__name__} has no samples that could be heard")
        self._source = source

    def hear_no_more(self, source: FrameSource) -> None:
        """Stop hearing ``source``, unless something else is heard by now."""
        if self._source is source:
            self._source = None

    def add_key_listener(self, listener: KeyListener) -> Callable[[], None]:
        """Call ``listener`` for every key the party presses; the result removes it again.

        The first one soon hears those, too, that came by signaling before sound could pass.
        """
        early, self._early = self._early, None
        for digit in early or ():
            asyncio.get_running_loop().call_soon(self.pressed, digit, "signaling")
        return _subscribe(self._key_listeners, listener)

    def tap(self, tap: Tap) -> Callable[[], None]:
        """Call ``tap`` every tick; the result removes it."""
        return _subscribe(self._taps, tap)

    def add_meter_listener(self, listener: MeterListener) -> Callable[[], None]:
        """Call ``listener`` each tick with the inbound and outbound peaks, 0..1; the result removes it."""
        remove = _subscribe(self.meter_listeners, listener)
        self.tick.meters.add(self)

        def removed() -> None:
            remove()
            if not self.meter_listeners:
                self.tick.meters.remove(self)

        return removed

    def add_speech_listener(self, listener: SpeechListener) -> Callable[[], None]:
        """Call ``listener`` when the party begins to speak and when it has stopped; the result removes it."""
        return self.add_meter_listener(SpeechMeter(listener).feed)

    def record(self, path: Path, *, channels: Literal[1, 2], track: Track = "both") -> Recording:
        """Start recording into a WAV file at ``path``; see :class:`voicelab.media.leg.Leg`."""
        recording = Recording(path, channels=channels, track=track)
        self._recordings = [*self._recordings, recording]
        recording.on_stop = lambda: self._forget(recording)
        return recording

    def listen_for_tones(self, on: bool = True) -> None:
        """Also take keys from their sound in the party's speech (``via`` audio). Off until asked for."""
        self._detector = DtmfDetector() if on else None

    def pressed(self, digit: Digit, via: str) -> None:
        """The party pressed a key; signaling calls this for keys that came by its way."""
        if self._early is not None and via == "signaling":
            self._early.append(digit)
        for listener in tuple(self._key_listeners):
            listener(digit, via)

    async def say(self, sound: Sound) -> None:
        """Let the party say ``sound``, in place of what it sends, and return when it is said.

        For parties without a microphone: a typed line, a scripted caller.
        """
        saying = _Playing(sound, asyncio.get_running_loop().create_future())
        self._saying.append(saying)
        try:
            await saying.done
        finally:
            if saying in self._saying:
                self._saying.remove(saying)

    def limit_delay(self, seconds: float) -> None:
        """Hold the party's sound for no more than so long to even out how late it comes."""
        self.transport.limit_delay(seconds)

    def stats(self) -> LegStats:
        """Figures about the sound so far."""
        return self.transport.stats()

    async def close(self) -> None:
        """End the party's media and free the sockets; ``closed`` is done afterwards. Idempotent."""
        self.tick.remove(self)
        await self.transport.close()
        self._end("the lab ended the media")

    # --- the tick ---------------------------------------------------------------------------------------
    def receive(self) -> None:
        """Take in what the party said in this tick."""
        frame = self.transport.receive()
        if self._saying:
            saying = self._saying[0]
            frame = saying.next_frame()
            if saying.done.done():
                self._saying.popleft()
        if self._key_sound:
            frame = self._key_sound.popleft()
        self.gap = frame is None
        self.heard = SILENCE if frame is None else frame
        if self._detector is not None and frame is not None:
            for digit in self._detector.feed(frame):
                self.pressed(digit, "audio")

    def send(self) -> None:
        """Give the party what it hears in this tick."""
        step = self._next_step() if self._steps is not None else None
        if step is None:
            frame = self._next_frame()
            if self._over:
                frame = self._with_sounds_over(frame)
            self.said = frame
            self.transport.send(frame)
        else:
            digit, ticks, _ = step
            self.said = _key_frames(digit)[ticks - 1]  # what the far end makes of the event
            self.transport.send_key(*step)
        if self._taps or self._recordings:
            self._show()

    def fail(self, error: Exception) -> None:
        """The tick gave this leg up."""
        self._end(f"the leg failed: {type(error).__name__}: {error}")

    def _next_step(self) -> tuple[Digit, int, bool] | None:
        assert self._steps is not None and self._pressed is not None
        for step in self._steps:
            return step
        self._steps = None
        if not self._pressed.done():
            self._pressed.set_result(None)
        return None

    def _next_frame(self) -> Frame:
        if self._playing:
            playing = self._playing[0]
            frame = playing.next_frame()
            if playing.done.done():
                self._playing.popleft()
            return frame
        return self._source.heard if self._source is not None else SILENCE

    def _with_sounds_over(self, frame: Frame) -> Frame:
        total = frame.astype(np.int32)
        for playing in self._over:
            total += playing.next_frame()
        self._over[:] = [playing for playing in self._over if not playing.done.done()]
        return np.clip(total, -32768, 32767).astype(np.int16)

    def _show(self) -> None:
        heard, said = self.heard, self.said
        for recording in self._recordings:
            recording.feed(heard, said, gap=self.gap)
        for tap in tuple(self._taps):
            try:
                tap(heard, said)
            except Exception:
                _log.exception("a tap failed and is removed")
                self._taps.remove(tap)

    # --- ends -------------------------------------------------------------------------------------------
    def _key_from_transport(self, digit: Digit) -> None:
        if self.sounds_keys and len(self._key_sound) < _MOST_KEY_SOUND:
            self._key_sound.extend(_key_frames(digit))
        self.pressed(digit, "rtp")

    def _transport_closed(self, closed: asyncio.Future[str]) -> None:
        self._end("the media was cancelled" if closed.cancelled() else closed.result())

    def _end(self, reason: str) -> None:
        self.tick.remove(self)
        self.tick.meters.remove(self)
        if not self.closed.done():
            self.closed.set_result(reason)

    def _forget(self, recording: Recording) -> None:
        self._recordings = [other for other in self._recordings if other is not recording]


def _subscribe(listeners: list[_L], listener: _L) -> Callable[[], None]:
    listeners.append(listener)

    def remove() -> None:
        if listener in listeners:
            listeners.remove(listener)

    return remove
