"""A softphone in a page: the official SDK from npm without any option, its token from Flask, in Chromium."""

from __future__ import annotations

import io
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from lab_child import LabChild
from people import SECONDS, People
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.media]

TONE = 1000  # Hz: what the browser's microphone hears


@pytest.fixture
def page(lab: LabChild, tmp_path: Path) -> Iterator[Page]:
    """A browser behind the lab's CONNECT door, as a program is."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "Chromium is not on this machine: `make test` installs it where it may."
    microphone = tmp_path / "microphone.wav"
    with wave.open(str(microphone), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        at = np.arange(480_000) / 48_000
        file.writeframes((11_000 * np.sin(2 * np.pi * TONE * at)).astype("<i2").tobytes())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--ignore-certificate-errors",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={microphone}",
                "--autoplay-policy=no-user-gesture-required",
                f"--proxy-server={lab.ready['proxy_url']}",
            ],
        )
        page = browser.new_context(permissions=["microphone"]).new_page()
        page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        yield page
        browser.close()


def test_the_page_calls_presses_a_key_and_is_called(
    flask_app: str, express_app: str, people: People, page: Page
) -> None:
    page.goto(flask_app)
    state = page.locator("#state")
    expect(state).to_have_text("ready as desk")
    page.get_by_role("button", name="Call").click()
    expect(state).to_contain_text("talking CA")
    call = (state.text_content() or "").split()[1]
    people.picked_up("+15005550060", parent=call)
    page.get_by_role("button", name="5").click()
    people.until(lambda: people.keys(call) == "5" or None, "the key")
    people.sound_of(call, 2.0)
    page.get_by_role("button", name="Hang up").click()
    assert people.over(call) == "completed"
    expect(state).to_have_text("over")
    assert abs(loudest(people.sound_of(call, 2.0)) - TONE) < 20

    called = str(people.client.place_call("client:desk", "somebody")["sid"])
    expect(state).to_have_text(f"talking {called}")
    people.talks(called)
    people.hangs_up(called)
    expect(state).to_have_text("over")


def loudest(data: bytes) -> float:
    """The strongest frequency of a WAV file, its beginning left out."""
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)[rate // 2 :]
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    spectrum[:50] = 0
    return float(spectrum.argmax() * rate / len(samples))
