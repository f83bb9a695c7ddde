"""JupyterLab, Chromium with a fake microphone, and the lessons' notebooks, all real."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from ears import HOOK, write_wav
from jupyter_page import MICROPHONE_HZ, JupyterLab
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect, sync_playwright

from voicelab.speech.service import SpeechService

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

expect.set_options(timeout=60_000)  # five seconds are too few for a busy machine


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where screenshots go: $VOICELAB_ARTEFACTS, or artifacts/ of the checkout (which git ignores)."""
    folder = Path(os.environ.get("VOICELAB_ARTEFACTS", NOTEBOOKS.parent / "artifacts"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Chromium's fake microphone says, over and over: bursts, which no noise suppressor takes for noise."""
    at = np.arange(0, 4, 1 / 48_000)
    burst = (at % 0.5) < 0.3
    sound = 0.5 * np.sin(2 * np.pi * MICROPHONE_HZ * at) * burst
    return write_wav(tmp_path_factory.mktemp("microphone") / "bursts.wav", sound, 48_000)


@pytest.fixture  # not longer: while playwright's synchronous door is open, asyncio.run() fails on this thread
def chromium(microphone: Path) -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: `make test` installs it, or: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={microphone}",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the servers of :func:`start_jupyter` show."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def lessons(served: Path) -> Path:
    """A folder with the tutorial notebooks, as they are in the repository, and with nothing else."""
    for left in served.iterdir():  # by the test before
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, served)
    return served


@pytest.fixture(scope="session")
def servers(
    served: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[str, ...], JupyterLab]]:
    """The servers that have been started, by their arguments: starting one takes longer than most tests."""
    started: dict[tuple[str, ...], JupyterLab] = {}
    yield started
    for jupyter in started.values():
        jupyter.close()


@pytest.fixture
def start_jupyter(
    lessons: Path, servers: dict[tuple[str, ...], JupyterLab], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., JupyterLab]]:
    """A JupyterLab on the lessons, for this test alone: no kernel, and nothing of a lab, is left of another's."""

    def start(*arguments: str, theme: str = "JupyterLab Light", trusts: Path | None = None) -> JupyterLab:
        if trusts is not None:  # its certificate is of this test
            alone = JupyterLab(
                lessons, tmp_path_factory.mktemp("jupyter"), *arguments, theme=theme, trusts=trusts
            )
            closing.callback(alone.close)
            return alone
        if arguments not in servers:
            servers[arguments] = JupyterLab(lessons, tmp_path_factory.mktemp("jupyter"), *arguments)
        jupyter = servers[arguments]
        jupyter.begin_anew(tmp_path_factory.mktemp("lab"), theme)
        closing.callback(jupyter.end_kernels)
        return jupyter

    with ExitStack() as closing:
        yield start


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with ears, of a laptop's size."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, permissions=["microphone"])
    context.add_init_script(HOOK)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture(scope="session")
def spoken() -> Callable[[str], NDArray[np.float32]]:
    """Says a text as the lab does, at 8000 samples a second."""

    async def say(text: str) -> NDArray[np.float32]:
        service = SpeechService()
        await service.start()
        try:
            samples = (await service.speak(text, text, "", "")).samples
            assert samples is not None
            return samples.astype(np.float32) / 32768.0
        finally:
            await service.close()

    def on_a_thread(text: str) -> NDArray[np.float32]:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, say(text)).result()

    return on_a_thread
