"""The speech worker: a process in which engines run, so that their Python and their crashes delay nobody.

It is started by :mod:`voicelab.speech.process` as ``python -m voicelab.speech.worker``, takes messages on
standard input and ends when that closes.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import BinaryIO

import numpy as np

from voicelab.errors import VoiceLabError
from voicelab.speech.engines import SpeechEngine, engines
from voicelab.speech.pipe import Head, read, write
from voicelab.speech.recognise import Heard, Listening
from voicelab.speech.render import Cancelled, render, script_of
from voicelab.speech.voices import Choice

__all__ = ["main"]

NICENESS = 5
"""Below the server, whose tick may not wait; not so low that a busy kernel beside it silences the voice."""


class _Worker:
    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._out_lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Head] = queue.SimpleQueue()
        self._sounds: queue.SimpleQueue[tuple[Head, bytes]] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._listening: dict[int, Listening] = {}
        self._loaded: dict[str, SpeechEngine] = {}

    def serve(self, source: BinaryIO) -> None:
        """Take messages until the server closes the pipe."""
        threading.Thread(target=self._speak_all, name="speak", daemon=True).start()
        # Listening has a thread of its own: it may not wait for a long Say.
        threading.Thread(target=self._hear_all, name="hear", daemon=True).start()
        while (message := read(source)) is not None:
            head, body = message
            if head["op"] == "speak":
                self._jobs.put(head)
            elif head["op"] == "cancel":
                self._cancelled.add(head["id"])
            else:
                self._sounds.put((head, body))
        # Whatever is half done is for nobody now.
        os._exit(0)

    def _speak_all(self) -> None:
        self._warm_up()
        self._answer({"event": "ready"})
        while True:
            job = self._jobs.get()
            try:
                self._speak(job)
            except Cancelled:
                self._answer({"id": job["id"], "event": "cancelled"})
            except Exception as fault:
                self._refuse(job["id"], fault)
            self._cancelled.discard(job["id"])

    def _hear_all(self) -> None:
        while True:
            head, body = self._sounds.get()
            try:
                self._hear(head, body)
            except Exception as fault:
                self._listening.pop(head["id"], None)
                self._refuse(head["id"], fault)

    def _hear(self, head: Head, body: bytes) -> None:
        key: int = head["id"]
        if head["op"] == "open":
            listening = Listening(
                head["language"],
                head["hints"],
                silence=head["silence"],
                longest=head["longest"],
                free=head["free"],
                again=head["again"],
                denoise=head["denoise"],
            )
            self._listening[key] = listening
            self._answer({"id": key, "event": "listening", "remarks": listening.remarks})
            return
        known = self._listening.get(key)
        if head["op"] == "feed" and known is not None:
            for heard in known.feed(np.frombuffer(body, "<i2")):
                self._tell(key, heard, over=known.over)
        elif head["op"] in ("finish", "close") and known is not None:
            heard = known.finish()
            if head["op"] == "finish":
                self._tell(key, heard, over=True)
            self._listening.pop(key, None)
        elif head["op"] == "sync":
            self._answer({"id": key, "event": "synced"})

    def _tell(self, key: int, heard: Heard, *, over: bool) -> None:
        if over:
            self._listening.pop(key, None)
        self._answer({"id": key, "event": "heard", "kind": heard.kind, "at": heard.at, "text": heard.text,
                      "confidence": heard.confidence, "over": over})  # fmt: skip

    def _refuse(self, key: int, fault: Exception) -> None:
        if isinstance(fault, VoiceLabError):
            self._answer({"id": key, "event": "refused", "words": fault.message, "cure": fault.cure,
                          "code": fault.code, "fault": fault.fault})  # fmt: skip
        else:
            self._answer({"id": key, "event": "failed", "words": f"{type(fault).__name__}: {fault}"})

    def _warm_up(self) -> None:
        """Load the first engine now; the first speech of a lab is the default voice's."""
        try:
            self._engine(engines()[0].name)
        except Exception as fault:
            print(f"voicelab speech worker: {fault!r}", file=sys.stderr)

    def _engine(self, name: str) -> SpeechEngine:
        engine = self._loaded.get(name)
        if engine is None:
            engine = next(engine for engine in engines() if engine.name == name)
            engine.load()
            self._loaded[name] = engine
        return engine

    def _speak(self, job: Head) -> None:
        key: int = job["id"]
        if key in self._cancelled:
            raise Cancelled
        self._answer({"id": key, "event": "began"})
        choice = Choice(job["voice"], job["language"], job["basic"])
        script = script_of(job["ssml"], job["text"], choice)
        samples, remarks = render(script, self._engine, choice, lambda: key in self._cancelled)
        body = samples.astype("<i2").tobytes()
        self._answer({"id": key, "event": "spoken", "remarks": [*script.remarks, *remarks]}, body)

    def _answer(self, head: Head, body: bytes = b"") -> None:
        with self._out_lock:
            write(self._out, head, body)


def main() -> None:
    """Serve on standard input and output until standard input closes."""
    # What libraries print may not get between our messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        _Worker(out).serve(sys.stdin.buffer)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)


if __name__ == "__main__":
    main()
