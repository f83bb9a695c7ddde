"""A speech worker that hangs: it is killed and another one started, and nothing waits for it without bound."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from voicelab.errors import LabError
from voicelab.server import ears
from voicelab.speech import process
from voicelab.speech.process import WorkerProcess
from voicelab.speech.service import SpeechService

SECONDS = 120.0

STUCK_ONCE = """
import os, sys
from pathlib import Path
from voicelab.speech.pipe import read, write

flag = Path(os.environ["STUCK"])
if flag.exists():
    from voicelab.speech.worker import main
    main()
flag.touch()
write(sys.stdout.buffer, {"event": "ready"})
head, _ = read(sys.stdin.buffer)
write(sys.stdout.buffer, {"event": "began", "id": head["id"]})
while read(sys.stdin.buffer):
    pass
"""
DEAF = "import signal; signal.pause()"
LATE_ONCE = """
import os, signal
from pathlib import Path

flag = Path(os.environ["STUCK"])
if flag.exists():
    from voicelab.speech.worker import main
    main()
else:
    flag.touch()
    signal.pause()
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "stuck_once.py").write_text(STUCK_ONCE)
    (tmp_path / "deaf.py").write_text(DEAF)
    (tmp_path / "late_once.py").write_text(LATE_ONCE)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(process.__file__).parents[2]}")
    monkeypatch.setenv("STUCK", str(tmp_path / "was-here"))
    return tmp_path


def test_a_worker_that_stops_speaking_is_killed_and_the_others_in_the_queue_are_spoken(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        speech = SpeechService(module="stuck_once", patience=0.2)
        kill = WorkerProcess.kill

        def kill_and_be_patient(worker: WorkerProcess, words: str) -> None:
            if speech._at:  # it has begun: until then this machine may just be busy
                speech._patience = SECONDS
                kill(worker, words)

        monkeypatch.setattr(WorkerProcess, "kill", kill_and_be_patient)
        await speech.start()
        try:
            async with asyncio.timeout(SECONDS):
                first = asyncio.create_task(speech.speak("One.", "One.", "woman", "en-US"))
                await asyncio.sleep(0)
                second = asyncio.create_task(speech.speak("Two.", "Two.", "woman", "en-US"))
                with pytest.raises(LabError, match="said nothing for"):
                    await first
                spoken = await second
            assert spoken.samples is not None and len(spoken.samples) > 1000
        finally:
            await speech.close()

    asyncio.run(story())


def test_a_worker_that_hangs_before_it_is_ready_is_started_again(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answered nothing yet; what was asked of it is spoken by the next one."""

    async def story() -> None:
        speech = SpeechService(module="late_once", patience=0.2)
        kill = WorkerProcess.kill

        def kill_what_hangs(worker: WorkerProcess, words: str) -> None:
            if (modules / "was-here").exists():  # until then this machine may just be busy
                speech._patience = SECONDS
                kill(worker, words)

        monkeypatch.setattr(WorkerProcess, "kill", kill_what_hangs)
        await speech.start()
        try:
            async with asyncio.timeout(SECONDS):
                spoken = await speech.speak("One.", "One.", "woman", "en-US")
            assert spoken.samples is not None and len(spoken.samples) > 1000
        finally:
            await speech.close()

    asyncio.run(story())


def test_workers_that_all_hang_are_given_up_in_words(modules: Path) -> None:
    async def story() -> None:
        speech = SpeechService(module="deaf", patience=0.1)
        await speech.start()
        try:
            async with asyncio.timeout(SECONDS):
                with pytest.raises(LabError, match="cannot run"):
                    await speech.speak("One.", "One.", "woman", "en-US")
        finally:
            await speech.close()

    asyncio.run(story())


def test_a_worker_that_takes_nothing_is_killed_before_much_waits_for_it(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_MOST_WAITING", 1_000_000)
    body = bytes(16_000)

    async def story() -> None:
        gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        worker = WorkerProcess(lambda head, body: None, lambda _, words: gone.set_result(words), "deaf")
        for _ in range(1000):
            worker.send({"op": "feed", "id": 1}, body)
            assert worker._waiting <= 1_000_000 + 2 * len(body)
        async with asyncio.timeout(SECONDS):
            assert "took nothing" in await gone
        assert worker._outbox.qsize() < 100
        await asyncio.to_thread(worker.close)

    asyncio.run(story())
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("speech-")]


def test_an_ear_gives_up_a_recogniser_that_is_minutes_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ears, "_MOST_BEHIND", 3.0)
    lost: list[str] = []

    class Slow:
        remarks = ()
        fed = 0

        def feed(self, samples: Any) -> None:
            self.fed += 0 if lost else len(samples)

        @property
        def behind(self) -> float:
            return 0.0 if lost else self.fed / 8000

        def lost(self, words: str) -> None:
            lost.append(words)

        def __aiter__(self) -> Any:
            return self

        async def __anext__(self) -> Any:
            raise StopAsyncIteration

    taps: list[Any] = []
    leg: Any = SimpleNamespace(tap=lambda feed: taps.append(feed) or (lambda: None))
    slow: Any = Slow()
    ear = ears._Ear(leg, "inbound")
    ear.begin(slow)
    frame = np.zeros(160, np.int16)
    for _ in range(1000):
        taps[0](frame, frame)
    assert lost == ["The recogniser is 3 seconds behind: this machine is too busy for it."]
    assert slow.fed <= 3.1 * 8000
