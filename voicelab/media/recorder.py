"""Recordings: sound collected on the tick, written to a WAV file off it, playable at any moment.

The file's header is brought up to date with every write, about twice a second, so that a process that is
killed leaves a file that plays. Only the sound since the last write is held in memory.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicelab.clock import run_outside
from voicelab.errors import LabError
from voicelab.media.frames import FRAME, FRAME_SECONDS, RATE, Frame
from voicelab.media.leg import Track

__all__ = ["SILENT", "Recording", "wav_header"]

Frames: TypeAlias = NDArray[np.int16]  # shape (ticks, FRAME)

SILENT = 32768 * 10 ** (-50 / 20)
"""Root mean square below which a frame is silence: -50 dBFS."""
FLUSH_FRAMES = 25
HEADER = 44
COPY = 1 << 20


def _silent(frames: Frames) -> NDArray[np.bool_]:
    """Which frames are below -50 dBFS (their root mean square)."""
    x = frames.astype(np.float32)
    quiet: NDArray[np.bool_] = np.einsum("ij,ij->i", x, x) < SILENT * SILENT * FRAME
    return quiet


def wav_header(data_bytes: int, channels: int) -> bytes:
    """The 44 bytes before PCM16 samples at 8 kHz."""
    size = min(data_bytes, 0xFFFFFFFF - 36)
    width = channels * 2
    form = struct.pack("<HHIIHH", 1, channels, RATE, RATE * width, width, 16)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + size)
        + b"WAVEfmt \x10\0\0\0"
        + form
        + b"data"
        + struct.pack("<I", size)
    )


class Recording:
    """A recording under way. Implements :class:`voicelab.media.leg.RecordingTake`."""

    def __init__(self, path: Path, *, channels: Literal[1, 2], track: Track) -> None:
        self.on_stop: Callable[[], None] = lambda: None
        self._path = path
        self._channels = channels
        self._track = track
        self._file: BinaryIO | None = None
        self._fresh: list[tuple[Frame, Frame, bool, bool]] = []  # heard, said, gap, paused
        self._pending: list[bytes] = []  # for the file
        self._unwritten = 0  # frames of it
        self._frames = 0  # kept so far
        self._written = 0  # bytes of sound in the file
        self._first_loud: int | None = None
        self._last_loud = -1
        self._paused = False
        self._keep_silence = False
        self._silent_frames = 0
        self._waiters: list[tuple[int, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[float] | None = None
        self._error: OSError | None = None

    # --- on the tick ------------------------------------------------------------------------------------
    def feed(self, heard: Frame, said: Frame, *, gap: bool) -> None:
        """One tick's frames. ``gap`` says that ``heard`` is not silence but packets that are missing.

        Frames are not copied: nobody changes a frame once it is on the tick.
        """
        if self._stopping is not None:
            return
        self._fresh.append((heard, said, gap, self._paused))
        if self._waiters or len(self._fresh) >= FLUSH_FRAMES:
            self._digest()

    def _digest(self) -> None:
        """Measure the fresh frames and put them in line for the file; twice a second, or while somebody waits."""
        fresh, self._fresh = self._fresh, []
        if not fresh:
            return
        heard = np.concatenate([frames[0] for frames in fresh]).reshape(-1, FRAME)
        said = np.concatenate([frames[1] for frames in fresh]).reshape(-1, FRAME)
        quiet = _silent(heard)
        for still, (_, _, gap, _) in zip(quiet.tolist(), fresh, strict=True):
            if not still:
                self._silent_frames = 0
            elif not gap:
                self._silent_frames += 1
        paused = np.array([frames[3] for frames in fresh])
        if paused.any():
            if self._keep_silence:
                heard, said = np.where(paused[:, None], 0, heard), np.where(paused[:, None], 0, said)
            else:
                heard, said = heard[~paused], said[~paused]
        if len(heard):
            self._keep(heard.astype(np.int16, copy=False), said.astype(np.int16, copy=False))
        self._wake()
        if self._unwritten >= FLUSH_FRAMES and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._flush())

    def _keep(self, heard: Frames, said: Frames) -> None:
        nothing = np.zeros_like(heard)
        inbound = nothing if self._track == "outbound" else heard
        outbound = nothing if self._track == "inbound" else said
        if self._channels == 2:
            sound = np.stack((inbound, outbound), axis=2)
            loud = ~(_silent(inbound) & _silent(outbound))
        else:
            sound = np.clip(inbound.astype(np.int32) + outbound, -32768, 32767).astype(np.int16)
            loud = ~_silent(sound)
        where = np.flatnonzero(loud)
        if len(where):
            if self._first_loud is None:
                self._first_loud = self._frames + int(where[0])
            self._last_loud = self._frames + int(where[-1])
        self._frames += len(sound)
        self._unwritten += len(sound)
        self._pending.append(sound.tobytes())

    def _wake(self) -> None:
        for frames, waiter in self._waiters:
            if self._silent_frames >= frames and not waiter.done():
                waiter.set_result(None)

    # --- what a verb asks for ---------------------------------------------------------------------------
    async def silent_for(self, seconds: float) -> None:
        """Return when the party has been silent (below -50 dBFS) for so long without a break."""
        self._digest()
        frames = max(1, round(seconds / FRAME_SECONDS))
        if self._silent_frames >= frames:
            return
        entry = (frames, asyncio.get_running_loop().create_future())
        self._waiters.append(entry)
        try:
            await entry[1]
        finally:
            self._waiters.remove(entry)

    def pause(self, *, keep_silence: bool) -> None:
        """Stop keeping sound until :meth:`resume`; with ``keep_silence`` silence stands in its place."""
        self._digest()
        self._paused, self._keep_silence = True, keep_silence

    def resume(self) -> None:
        """Keep sound again after :meth:`pause`."""
        self._digest()
        self._paused = False

    async def stop(self, *, trim: bool) -> float:
        """End the take, write the file, and return the seconds of sound kept. Idempotent.

        ``trim`` cuts silence from both ends. There is no file when nothing is kept. LabError when the
        file could not be written.
        """
        if self._stopping is None:
            self.on_stop()
            self._digest()
            self._stopping = asyncio.create_task(self._stop(trim))
        return await asyncio.shield(self._stopping)

    async def _stop(self, trim: bool) -> float:
        if self._writing is not None:
            await asyncio.wait([self._writing])
        await self._flush()
        first, last = 0, self._frames
        if trim:
            first, last = (self._first_loud, self._last_loud + 1) if self._first_loud is not None else (0, 0)
        if self._error is None:
            try:
                await run_outside(self._finish, first, last)
            except OSError as error:
                self._error = error
        if self._error is not None:
            raise LabError(
                f"the recording could not be written: {self._error}.",
                cure="Is the disk full, or the data directory read-only?",
            )
        return (last - first) * FRAME_SECONDS

    # --- off the tick -----------------------------------------------------------------------------------
    async def _flush(self) -> None:
        pending, self._pending, self._unwritten = self._pending, [], 0
        if self._error is None and pending:
            try:
                await run_outside(self._write, b"".join(pending))
            except OSError as error:
                logging.getLogger(__name__).error("the recording %s stopped: %s", self._path, error)
                self._error = error

    def _write(self, sound: bytes) -> None:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w+b", buffering=0)
            self._file.write(wav_header(0, self._channels))
        self._file.seek(HEADER + self._written)
        self._file.write(sound)
        self._written += len(sound)
        self._file.seek(0)
        self._file.write(wav_header(self._written, self._channels))

    def _finish(self, first: int, last: int) -> None:
        if self._file is None:
            return
        size = FRAME * 2 * self._channels
        try:
            if last <= first:
                self._path.unlink(missing_ok=True)
            elif first:
                # the beginning is cut off by copying: a file cannot lose its first bytes in place
                trimmed = self._path.with_name(self._path.name + ".part")
                with trimmed.open("wb") as out:
                    out.write(wav_header((last - first) * size, self._channels))
                    self._file.seek(HEADER + first * size)
                    shutil.copyfileobj(self._file, out, COPY)
                    out.truncate(HEADER + (last - first) * size)
                trimmed.replace(self._path)
            elif last < self._frames:
                self._file.truncate(HEADER + last * size)
                self._file.seek(0)
                self._file.write(wav_header(last * size, self._channels))
        finally:
            self._file.close()
            self._file = None
