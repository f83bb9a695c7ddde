"""Speech for the server: asks the worker, remembers what was said, estimates lengths without saying anything."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voicelab import clock
from voicelab.errors import DocumentError, LabError
from voicelab.speech.engines import VoiceCard, engines
from voicelab.speech.estimate import estimate
from voicelab.speech.pipe import Head
from voicelab.speech.process import WorkerProcess
from voicelab.speech.recognise import MAX_HINTS
from voicelab.speech.recognition import Recognition
from voicelab.speech.render import MAX_TEXT, script_of
from voicelab.speech.spoken import RATE, Spoken
from voicelab.speech.voices import Choice, choose

__all__ = ["SpeechService"]

log = logging.getLogger("voicelab.speech")

_HANGS = 3
"""Workers that may hang in a row before they are ready; a machine that wakes from sleep makes one look so."""

_Key = tuple[str, str, str, str]


class SpeechService:
    """Voices behind one door. Speaking needs :meth:`start`; estimates need nothing.

    ``cache_bytes`` bounds the memory kept for sounds that were spoken before. A worker that says nothing for
    ``patience`` seconds while somebody waits for it is taken for hung, killed, and another is started.
    """

    def __init__(
        self,
        *,
        cache_bytes: int = 64 * 1024 * 1024,
        module: str = "voicelab.speech.worker",
        patience: float = 120.0,
    ) -> None:
        self._module = module
        self._patience = patience
        self._told = 0  # messages of the worker about what it speaks
        self._cache = _Sounds(cache_bytes)
        self._worker: WorkerProcess | None = None
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[tuple[Head, bytes]]] = {}
        self._speaking: dict[_Key, _Shared] = {}
        self._requests: dict[int, Head] = {}
        self._recognitions: dict[int, Recognition] = {}
        self._at = 0  # the request the worker is at
        self._proven = False  # the worker of now has answered something
        self._hung = 0  # workers in a row that hung before they had answered anything
        self._closed = False

    def voices(self) -> Sequence[VoiceCard]:
        """Every voice that can speak here."""
        return tuple(card for engine in engines() for card in engine.voices())

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        return None if self._worker is None else self._worker.pid

    async def start(self) -> None:
        """Start the worker; it warms up by itself, and what is asked meanwhile waits for it."""
        if self._worker is None:
            self._closed = False
            await clock.run_outside(engines)
            self._begin()

    async def close(self) -> None:
        """End the worker; whoever waits for speech gets LabError. Idempotent."""
        worker, self._worker, self._closed = self._worker, None, True
        self._fail_all("The speech worker was closed.")
        for recognition in list(self._recognitions.values()):
            recognition.lost("The speech worker was closed.")
        if worker is not None:
            await clock.run_outside(worker.close)

    async def speak(self, ssml: str, text: str, voice: str, language: str, *, render: bool = True) -> Spoken:
        """Speak the inside of a Say (``ssml`` is the XML fragment, ``text`` the same without markup).

        ``voice`` and ``language`` may be empty. With ``render`` false nothing is synthesised and the duration
        is an estimate. Raises DocumentError 13511 or 13512 for a voice or language nobody knows, 13521
        for more than 4096 characters, 12100 for SSML that is not well-formed; LabError when the worker cannot
        do it. A text without a word is an empty sound. Cancelling takes the request back.
        """
        if len(text) > MAX_TEXT:
            raise DocumentError(
                f"This Say is {len(text)} characters long; {MAX_TEXT} is the most.",
                code=13521,
                cure="Split it.",
            )
        choice = choose(voice, language, self.voices())
        if not render:
            return self._estimated(ssml, text, choice)
        key = (ssml, text, choice.voice, f"{choice.language} {choice.basic}")
        known = self._cache.get(key)
        if known is None:
            known = await self._once(key, choice)
        return Spoken(known.samples, known.duration, known.voice, _joined([choice.remark, known.remark]))

    async def open(
        self,
        language: str,
        hints: Sequence[str],
        *,
        silence: float = 1.0,
        longest: float = 60.0,
        free: bool = False,
        again: bool = False,
        denoise: bool | None = None,
    ) -> Recognition:
        """Begin to listen to one party's speech in ``language``.

        ``silence`` seconds end the speech (speechTimeout), ``longest`` seconds cut it off (maxSpeechTime).
        ``free`` refuses recognisers that only know the words of a grammar; with ``again`` one speech after another
        is heard, without a gap between them. ``denoise`` filters noise, or does not; None: where the recogniser
        needs it.
        Raises DocumentError 13512 for a language nobody knows, LabError when no recogniser here understands it.
        """
        if self._worker is None:
            raise self._absent()
        key, worker = next(self._ids), self._worker
        recognition = Recognition(key, worker, self._recognitions)
        worker.send({"op": "open", "id": key, "language": language, "hints": list(hints)[:MAX_HINTS],
                     "silence": silence, "longest": longest, "free": free,
                     "again": again, "denoise": denoise})  # fmt: skip
        try:
            async with clock.outside(), asyncio.timeout(self._patience):
                await recognition.opened()
        except TimeoutError:
            recognition.close()
            worker.kill(f"it did not begin to listen for {self._patience:g} seconds")
            raise LabError(
                "The recogniser did not answer; the speech worker was started again.",
                cure="Try it once more.",
            ) from None
        except BaseException:
            recognition.close()
            raise
        return recognition

    def _absent(self) -> LabError:
        if self._closed:
            return LabError("The speech worker was closed.")
        return LabError("The speech worker is not running.", cure="Await SpeechService.start() first.")

    def _estimated(self, ssml: str, text: str, choice: Choice) -> Spoken:
        script = script_of(ssml, text, choice)
        return Spoken(
            None, estimate(script, choice.voice), choice.voice, _joined([choice.remark, *script.remarks])
        )

    async def _once(self, key: _Key, choice: Choice) -> Spoken:
        """Speak; calls that want the same words at the same moment share one synthesis."""
        shared = self._speaking.get(key)
        if shared is None:
            shared = self._speaking[key] = _Shared(asyncio.ensure_future(self._render(key, choice)))
            shared.task.add_done_callback(lambda _: self._speaking.pop(key, None))
        shared.waiters += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiters -= 1
            if not shared.waiters:
                shared.task.cancel()

    async def _render(self, key: _Key, choice: Choice) -> Spoken:
        request = {"op": "speak", "ssml": key[0], "text": key[1], "voice": choice.voice,
                   "language": choice.language, "basic": choice.basic}  # fmt: skip
        head, body = await self._ask(request)
        samples = np.frombuffer(body, "<i2").astype(np.int16, copy=False)
        spoken = Spoken(samples, len(samples) / RATE, choice.voice, _joined(head["remarks"]))
        self._cache.put(key, spoken)
        return spoken

    # --- the worker -----------------------------------------------------------------------------------------
    def _begin(self) -> None:
        self._proven = False
        self._worker = WorkerProcess(self._heard, self._gone, self._module)

    async def _ask(self, request: Head) -> tuple[Head, bytes]:
        if self._worker is None:
            raise self._absent()
        key = next(self._ids)
        request = {**request, "id": key}
        answer: asyncio.Future[tuple[Head, bytes]] = asyncio.get_running_loop().create_future()
        self._waiting[key], self._requests[key] = answer, request
        self._worker.send(request)
        try:
            async with clock.outside():
                head, body = await self._patiently(answer)
        except asyncio.CancelledError:
            if self._worker is not None:
                self._worker.send({"op": "cancel", "id": key})
            raise
        finally:
            self._waiting.pop(key, None)
            self._requests.pop(key, None)
        if head["event"] == "refused":
            kind = DocumentError if head["fault"] == "document" else LabError
            raise kind(head["words"], code=head["code"], cure=head["cure"])
        if head["event"] != "spoken":
            raise LabError(
                f"The voice {request['voice']} could not say this: {head.get('words', 'cancelled')}."
            )
        return head, body

    async def _patiently(self, answer: asyncio.Future[tuple[Head, bytes]]) -> tuple[Head, bytes]:
        """The answer, however many wait before it; a worker that has stopped speaking is killed meanwhile."""
        while True:
            worker, told = self._worker, self._told
            done, _ = await asyncio.wait((answer,), timeout=self._patience)
            if done:
                return answer.result()
            if worker is not None and worker is self._worker and told == self._told:
                worker.kill(f"it said nothing for {self._patience:g} seconds")

    def _heard(self, head: Head, body: bytes) -> None:
        self._proven = True
        recognition = self._recognitions.get(head.get("id", 0))
        if recognition is not None:
            recognition.take(head)
            return
        self._told += 1
        if head["event"] == "began":
            self._at = head["id"]
            return
        answer = self._waiting.get(head.get("id", 0))
        if answer is not None and not answer.done():
            answer.set_result((head, body))

    def _gone(self, worker: WorkerProcess, words: str) -> None:
        """The worker died: the request it was at is answered in words, the others go to a new worker."""
        if worker is not self._worker:
            return
        self._worker = None
        for recognition in list(self._recognitions.values()):
            recognition.lost(f"The speech worker died while it listened ({words}).")
        self._hung = 0 if self._proven or not worker.hung else self._hung + 1
        if not self._proven and not 0 < self._hung < _HANGS:
            # It never got as far as being ready: another would end the same way, unless it was only slow.
            self._fail_all(f"The speech worker cannot run ({words}).")
            return
        log.warning("the speech worker died (%s); another was started", words)
        if self._proven:
            self._fail(self._at, f"The speech worker died over this ({words}); another was started.")
        try:
            self._begin()
        except OSError as fault:
            self._fail_all(f"The speech worker cannot be started again: {fault}.")
            return
        assert self._worker is not None
        for key in sorted(self._requests):
            if key in self._waiting and not self._waiting[key].done():
                self._worker.send(self._requests[key])

    def _fail(self, key: int, words: str) -> None:
        answer = self._waiting.get(key)
        if answer is not None and not answer.done():
            cure = "Say something else or use another voice; 'voicelab doctor' looks into it."
            answer.set_exception(LabError(words, cure=cure))

    def _fail_all(self, words: str) -> None:
        for key in list(self._waiting):
            self._fail(key, words)


@dataclass(slots=True, eq=False)
class _Shared:
    """One synthesis that several calls wait for."""

    task: asyncio.Task[Spoken]
    waiters: int = 0


class _Sounds:
    """The sounds spoken last, up to so many bytes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._sounds: OrderedDict[_Key, Spoken] = OrderedDict()

    def get(self, key: _Key) -> Spoken | None:
        spoken = self._sounds.get(key)
        if spoken is not None:
            self._sounds.move_to_end(key)
        return spoken

    def put(self, key: _Key, spoken: Spoken) -> None:
        self._sounds[key] = spoken
        self._used += _size(spoken)
        while self._used > self._room:
            _, oldest = self._sounds.popitem(last=False)
            self._used -= _size(oldest)


def _size(spoken: Spoken) -> int:
    return 0 if spoken.samples is None else spoken.samples.nbytes


def _joined(remarks: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(remark for remark in remarks if remark))
