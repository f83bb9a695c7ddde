"""The speech worker behind its service: real processes, killed and interrupted, on real and virtual loops."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from voicelab.errors import DocumentError, LabError
from voicelab.speech.service import SpeechService
from voicelab.speech.spoken import Samples
from voicelab.testing.loop import run as run_virtual


@contextlib.asynccontextmanager
async def service(
    *, cache_bytes: int = 1 << 24, module: str = "voicelab.speech.worker"
) -> AsyncIterator[SpeechService]:
    speech = SpeechService(cache_bytes=cache_bytes, module=module)
    await speech.start()
    try:
        yield speech
    finally:
        await speech.close()


async def woman(speech: SpeechService, text: str) -> Samples:
    spoken = await speech.speak(text, text, "woman", "en-US")
    assert spoken.samples is not None
    return spoken.samples


def worker_of(speech: SpeechService) -> int:
    assert speech.worker_pid is not None
    return speech.worker_pid


def test_the_worker_speaks_remembers_and_goes_with_its_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A module in the user's folder may not shadow what the worker imports.
    (tmp_path / "random.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)

    async def main() -> None:
        async with service(cache_bytes=20_000) as speech:
            pid = worker_of(speech)
            assert os.getsid(pid) == pid, "Jupyter's Interrupt may not reach it"
            first, second = await asyncio.gather(woman(speech, "Number one."), woman(speech, "Number one."))
            assert first is second, "two who want the same words share one synthesis"
            assert await woman(speech, "Number one.") is first, "what was said is remembered"
            assert len(first) > 4000
            assert np.abs(first.astype(int)).max() > 3000
            assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
            await woman(speech, "Number two.")
            again = await woman(speech, "Number one.")
            assert again is not first, "memory for sounds is bounded"
            assert np.array_equal(again, first), "the same words are the same samples"
            spoken = await speech.speak("A<break time='1s'/>b", "Ab", "Polly.Joanna", "")
            assert spoken.voice == "hibari:heart"
            assert "speaks instead" in spoken.remark
            assert spoken.duration > 1.3
            for ssml, voice, language, code in (
                ("<p>x", "Polly.Amy", "en-GB", 12100),
                ("x", "Polly.Nobody", "en-US", 13511),
                ("x", "man", "xx-XX", 13512),
                ("x" * 5000, "man", "en-US", 13521),
            ):
                with pytest.raises(DocumentError) as caught:
                    await speech.speak(ssml, ssml, voice, language)
                assert caught.value.code == code
            assert worker_of(speech) == pid, "bad requests do not harm the worker"
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        with pytest.raises(LabError, match="closed"):
            await woman(speech, "Too late.")

    asyncio.run(main())


def test_a_worker_that_dies_fails_one_request_in_words_and_is_replaced() -> None:
    long = " ".join(f"This is sentence number {i} of a very long story." for i in range(80))

    async def main() -> None:
        async with service() as speech:
            await woman(speech, "Ready.")
            # Cancelling takes a request back, unless somebody else wants the same words.
            waiting, other = (asyncio.ensure_future(woman(speech, long)) for _ in range(2))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
            assert not other.done()
            other.cancel()
            async with asyncio.timeout(60):  # four minutes of speech would keep the worker for longer
                assert len(await woman(speech, "Free at once."))

            dead = worker_of(speech)
            texts = [
                f"This is sentence {i}, which goes on for quite a while, and then some more."
                for i in range(3)
            ]
            answers = asyncio.gather(*(woman(speech, text) for text in texts), return_exceptions=True)
            await asyncio.sleep(0)
            os.kill(dead, signal.SIGKILL)
            failed = [answer for answer in await answers if isinstance(answer, BaseException)]
            assert len(failed) <= 1
            assert all(isinstance(fault, LabError) and "died" in str(fault) for fault in failed)
            assert worker_of(speech) != dead

            late = asyncio.ensure_future(woman(speech, "Never said."))
            for _ in range(3):
                await asyncio.sleep(0)
            await speech.close()
            with pytest.raises(LabError, match="closed"):
                await late

    asyncio.run(main())


def test_a_worker_that_cannot_start_is_an_error_and_no_loop() -> None:
    async def main() -> None:
        async with service(module="voicelab.speech.no_such_worker") as speech:
            with pytest.raises(LabError, match="cannot run"):
                await woman(speech, "Hello.")
            with pytest.raises(LabError, match="not running"):
                await woman(speech, "Hello.")

    asyncio.run(main())


def test_virtual_time_stands_still_while_the_worker_speaks() -> None:
    async def main() -> tuple[float, int]:
        async with service() as speech:
            loop = asyncio.get_running_loop()
            ticking = loop.call_later(3600, loop.stop)  # a timer to jump to, were time free to
            length = len(await woman(speech, "Hello there."))
            now = loop.time()
            ticking.cancel()
            return now, length

    elapsed, length = run_virtual(main())
    assert elapsed == 0
    assert length > 4000


def test_lengths_need_no_worker() -> None:
    async def main() -> None:
        spoken = await SpeechService().speak(
            "Hello there.", "Hello there.", "Polly.Amy", "en-GB", render=False
        )
        assert spoken.samples is None
        assert 0.4 < spoken.duration < 1.2
        assert "Polly.Amy" in spoken.remark

    asyncio.run(main())
