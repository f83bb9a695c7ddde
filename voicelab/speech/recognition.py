"""The server's side of listening: sound goes to the worker, what was heard comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from functools import partial
from types import TracebackType

from voicelab import clock
from voicelab.errors import DocumentError, LabError, VoiceLabError
from voicelab.speech.pipe import Head
from voicelab.speech.process import WorkerProcess
from voicelab.speech.recognise import Heard
from voicelab.speech.spoken import Samples

__all__ = ["Recognition"]

_ASK_EVERY = 40_000  # samples between two questions how far the worker is: five seconds


class Recognition:
    """One party's speech being understood; made by :meth:`SpeechService.open`, ended by its final or by close.

    Iterate over it for what is heard: ``began`` once, ``partial`` as understanding grows, ``final`` at the
    end (its text empty when nothing was said or understood), after which the iteration ends; one that listens
    again and again goes on with the next ``began``, until it is finished.
    """

    def __init__(self, key: int, worker: WorkerProcess, open_ones: MutableMapping[int, Recognition]) -> None:
        self._key = key
        self._worker = worker
        self._open_ones = open_ones
        self._events: asyncio.Queue[Heard | VoiceLabError] = asyncio.Queue()
        self._over = False
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._synced: list[asyncio.Future[None]] = []
        self._fed = self._asked = self._taken = 0  # samples: handed over, asked about, taken by the worker
        self.remarks: tuple[str, ...] = ()
        """Words for the user: hints that are not understood, free speech that is not."""
        open_ones[key] = self

    def feed(self, samples: Samples) -> None:
        """Hand over sound: int16, 8000 a second, any length. Never blocks; nothing after the final."""
        if self._key not in self._open_ones:
            return
        self._worker.send({"op": "feed", "id": self._key}, samples.astype("<i2").tobytes())
        self._fed += len(samples)
        if self._fed - self._asked >= _ASK_EVERY:
            self._asked = self._fed
            self._sync().add_done_callback(partial(self._took, self._fed))

    @property
    def behind(self) -> float:
        """Seconds of sound that the worker has not taken yet, as far as is known: at most five too many."""
        return (self._fed - self._taken) / 8000

    def _took(self, samples: int, _: asyncio.Future[None]) -> None:
        self._taken = max(self._taken, samples)

    async def __aiter__(self) -> AsyncIterator[Heard]:
        """What is heard, until the final. Raises LabError when the worker is lost."""
        while True:
            event = await self._events.get()
            if isinstance(event, VoiceLabError):
                raise event
            yield event
            if self._over and self._events.empty():
                return

    async def caught_up(self) -> None:
        """Return when all sound fed so far has been heard; virtual time stands still meanwhile."""
        if self._key not in self._open_ones:
            return
        synced = self._sync()
        async with clock.outside():
            await synced

    def _sync(self) -> asyncio.Future[None]:
        """Done when the worker has taken what was fed so far."""
        synced: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._synced.append(synced)
        self._worker.send({"op": "sync", "id": self._key})
        return synced

    def finish(self) -> None:
        """End the speech now: a final follows with what was said so far."""
        if self._key in self._open_ones:
            self._worker.send({"op": "finish", "id": self._key})

    def close(self) -> None:
        """Stop listening; nothing more is heard. Idempotent."""
        if self._open_ones.pop(self._key, None) is not None:
            self._worker.send({"op": "close", "id": self._key})
        self._release()

    async def __aenter__(self) -> Recognition:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- called by the service --------------------------------------------------------------------------------
    async def opened(self) -> None:
        """Return when the worker listens; raises what it refused with."""
        async with clock.outside():
            await self._opened

    def take(self, head: Head) -> None:
        """A message of the worker about this recognition."""
        event = head["event"]
        if event == "listening":
            self.remarks = tuple(head["remarks"])
            if not self._opened.done():
                self._opened.set_result(None)
        elif event == "heard":
            heard = Heard(head["kind"], head["at"], head["text"], head["confidence"])
            self._events.put_nowait(heard)
            if head["over"]:
                self._over = True
                self._open_ones.pop(self._key, None)
                self._release()
        elif event == "synced":
            if self._synced and not self._synced[0].done():
                self._synced[0].set_result(None)
            self._synced = self._synced[1:]
        elif event == "refused":
            kind = DocumentError if head["fault"] == "document" else LabError
            self._end(kind(head["words"], code=head["code"], cure=head["cure"]))
        else:
            self._end(LabError(f"The recogniser failed: {head.get('words', event)}."))

    def lost(self, words: str) -> None:
        """The worker is gone, or of no use any more."""
        if self._key in self._open_ones:
            self._worker.send({"op": "close", "id": self._key})
            self._end(LabError(words))

    def _end(self, fault: VoiceLabError) -> None:
        self._open_ones.pop(self._key, None)
        if self._opened.done():
            self._events.put_nowait(fault)
        else:
            self._opened.set_exception(fault)
        self._release()

    def _release(self) -> None:
        for synced in self._synced:
            if not synced.done():
                synced.set_result(None)
        self._synced.clear()
