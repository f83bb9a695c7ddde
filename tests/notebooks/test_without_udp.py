"""A Binder in small: JupyterLab under /user/x/, no UDP, everything through one TCP way that may be bad or cut.

The sound goes over a WebSocket through the page's origin, beneath the official SDK. Proved by what the page's
``<audio>`` plays, by the counters of the page's playout, and by what the lab recorded.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from bad_way import BadWay
from ears import PLAYED, RATE, Heard, best_stretch, peak_frequency, write_wav
from jupyter_page import MICROPHONE_HZ, JupyterLab, Notebook
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

import voicelab
from voicelab.calls.events import DigitPressed, PromptStarted, QualitySampled
from voicelab.kernel.call import Call

pytestmark = pytest.mark.browser

TONE = 440.0
PREFIX = "/user/x/"
LONGEST_CALL = 90.0  # seconds that a good stretch is waited for, on a machine that is busy elsewhere

# The microphone as it is: what a voice processor makes of a steady tone is not this test's business.
PLAIN_MICROPHONE = """
(() => {
  const devices = navigator.mediaDevices, ask = devices.getUserMedia.bind(devices);
  const plain = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};
  devices.getUserMedia = wanted => ask({...wanted, audio: {...wanted.audio, ...plain}});
})();
"""
# The stand-in for RTCPeerConnection is the bundle's own: what it counts is asked where the SDK asks.
STATS = """
(() => {
  const keep = Map.prototype.values;
  window.voicelabStats = {};
  Map.prototype.values = function () {
    const inbound = this.get('in');
    if (inbound?.type === 'inbound-rtp') window.voicelabStats = {...inbound};
    return keep.call(this);
  };
})();
"""


@pytest.fixture
def steady(tmp_path: Path) -> Path:
    """A microphone that says one tone without a break."""
    at = np.arange(0, 10, 1 / 48_000)
    return write_wav(tmp_path / "steady.wav", 0.4 * np.sin(2 * np.pi * MICROPHONE_HZ * at), 48_000)


@pytest.fixture
def no_udp(steady: Path) -> Iterator[Browser]:
    """A Chromium that may send no UDP."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: `make test` installs it, or: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={steady}",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def far_page(no_udp: Browser) -> Iterator[Page]:
    """A page with ears for what it plays."""
    context = no_udp.new_context(viewport={"width": 1280, "height": 1000}, permissions=["microphone"])
    for script in (PLAYED, PLAIN_MICROPHONE, STATS):
        context.add_init_script(script)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


class Binder:
    """The notebook, its lab and its phone, behind the way."""

    def __init__(self, page: Page, way: BadWay, jupyter: JupyterLab) -> None:
        self.page, self.way = page, way
        self.address = f"http://127.0.0.1:{way.port}{PREFIX.rstrip('/')}"
        self.near = JupyterPage(self.address, jupyter)
        self.notebook = Notebook.open(page, self.near, "01-hello.ipynb")
        self.notebook.run_all()
        self.lab: voicelab.Lab = self.notebook.lab()
        self.heard = Heard(page)
        # nothing else is to be heard for as long as it takes; more than 40 s at once the tunnel does not carry
        self.notebook.run(
            'hour = lab.webhook("/hour.wav")('
            f"lambda: 0.3 * np.sin(2 * np.pi * {TONE} * np.arange(0, 40, 1 / 8000)))"
        )
        self.lab.twiml["long"] = '<Response><Play loop="4">/webhooks/hour.wav</Play></Response>'
        self.lab.twiml["keys"] = (
            '<Response><Gather numDigits="3" finishOnKey="" timeout="120" action="/twiml/long"/></Response>'
        )

    @property
    def phone(self) -> Locator:
        return self.page.get_by_role("group", name="Phone alice", exact=True)

    def button(self, name: str) -> Locator:
        return self.phone.get_by_role("button", name=name, exact=True)

    def status(self) -> Locator:
        return self.phone.locator(".vl-status")

    def call(self, document: str) -> Call:
        """Dial from the page, and return the call once the page hears something."""
        self.phone.scroll_into_view_if_needed()
        self.phone.get_by_role("textbox", name="To", exact=True).fill(document)
        self.button("Call").click()
        expect(self.status()).to_have_text("in call · WebSocket")
        self.page.wait_for_function("() => window.voicelabHeard.chunks.length > 0")
        return self.lab.calls[-1]

    def longest_gaps(self, call: Call, seconds: float, limit: float) -> tuple[float, float]:
        """The longest gap (page, lab) in a stretch of so many seconds, once there is one that keeps the limit."""
        heard, start = self.heard, self.heard.seconds() + 1.0
        measured = (float("inf"), float("inf"))
        while heard.seconds() < start + LONGEST_CALL:
            heard.wait_for(max(start + seconds, heard.seconds() + 2.0))
            here = best_stretch(heard.since(start), RATE, seconds)
            there = best_stretch(call.samples("caller")[8000:, 0], 8000, seconds)
            measured = here, there
            if max(measured) <= limit:
                break
        return measured


class JupyterPage(JupyterLab):
    """The same Jupyter, seen through the way."""

    def __init__(self, url: str, jupyter: JupyterLab) -> None:
        self.url, self.token, self.data_directory = url, jupyter.token, jupyter.data_directory


@pytest.fixture
def binder(far_page: Page, start_jupyter: Callable[..., JupyterLab]) -> Iterator[Binder]:
    jupyter = start_jupyter(f"--ServerApp.base_url={PREFIX}")
    port = urlsplit(jupyter.url).port
    assert port is not None and jupyter.url.endswith(PREFIX.rstrip("/"))
    with BadWay(port) as way:
        yield Binder(far_page, way, jupyter)


def test_the_same_call_without_udp(binder: Binder, artefacts: Path) -> None:
    """The tone at its frequency, the microphone at its, no gap over 60 ms in ten seconds, digits, a cut, hang up."""
    page = binder.page
    expect(binder.status()).to_have_text("ready · WebSocket")
    assert "may not send UDP" in (binder.status().get_attribute("title") or "")
    expect(binder.button("Call")).to_be_enabled()

    call = binder.call("long")
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    page_gap, lab_gap = binder.longest_gaps(call, 10.0, 0.060)
    binder.phone.screenshot(path=artefacts / "websocket-phone.png")
    write_wav(artefacts / "websocket-heard.wav", binder.heard.since(), RATE)
    print(f"longest gap in ten seconds: page {page_gap * 1000:.0f} ms, lab {lab_gap * 1000:.0f} ms")
    assert page_gap <= 0.060 and lab_gap <= 0.060
    last = binder.heard.since()[-2 * RATE :]
    assert peak_frequency(last, RATE) == pytest.approx(TONE, abs=2)
    said = call.samples("caller")[:, 0]
    assert peak_frequency(said[-16000:], 8000) == pytest.approx(MICROPHONE_HZ, abs=2)
    stats = page.evaluate("() => window.voicelabStats")
    assert stats["packetsReceived"] > 400 and stats["jitterBufferEmittedCount"] > 0

    binder.way.cut()  # every wire: Jupyter's, the signaling's, the sound's
    page.wait_for_function("() => window.voicelabStats.reopened >= 1")
    expect(binder.status()).to_have_text("in call · WebSocket")
    mark = binder.heard.seconds()
    binder.heard.wait_for(mark + 4.0)
    assert peak_frequency(binder.heard.since(mark + 2.0), RATE) == pytest.approx(TONE, abs=2)
    assert call.status == "in-progress"

    binder.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"
    samples = [event for event in call.events if isinstance(event, QualitySampled)]
    assert samples and all(event.rtt is not None and event.jitter is not None for event in samples)
    assert any(event.mos and event.mos > 3 for event in samples), samples

    call = binder.call("keys")
    for key in "12#":
        binder.button(key).click()
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    assert [event.digit for event in call.events if isinstance(event, DigitPressed)] == ["1", "2", "#"]
    binder.button("Mute").click()
    expect(binder.button("Unmute")).to_be_visible()
    binder.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"


def test_a_bad_way_makes_no_gap_over_200_ms(binder: Binder) -> None:
    """15 ms + exponential 15 ms of jitter and a stall of 120 ms each 5 s, both ways."""
    binder.way.bad = True
    call = binder.call("long")
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    page_gap, lab_gap = binder.longest_gaps(call, 20.0, 0.200)
    stats = binder.page.evaluate("() => window.voicelabStats")
    share = stats["concealedSamples"] / stats["totalSamplesReceived"]
    held = stats["jitterBufferTargetDelay"] / stats["jitterBufferEmittedCount"] * 1000
    print(
        f"longest gap in twenty seconds: page {page_gap * 1000:.0f} ms, lab {lab_gap * 1000:.0f} ms;"
        f" concealed {share:.2%}, held for {held:.0f} ms"
    )
    assert page_gap <= 0.200 and lab_gap <= 0.200
    assert peak_frequency(binder.heard.since()[-2 * RATE :], RATE) == pytest.approx(TONE, abs=2)
    binder.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"
