"""A Binder in small: JupyterLab under /user/x/, no UDP, everything through one TCP way that may be bad or cut.

The sound goes over a WebSocket through the page's origin, beneath the official SDK. Proved by what the page's
``<audio>`` plays, by the gaps that the page's playout dates on the audio thread's own clock, and by what the lab
recorded. One stretch of a call is measured, and each gap in it counts, less the time in which the kernel says that a
thread on the sound's way was ready to run and had no processor: that is the machine's gap, and is said.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from bad_way import BadWay
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from ears import PLAYED, RATE, Heard, gaps, peak_frequency, tone_seconds, write_wav
from jupyter_page import MICROPHONE_HZ, JupyterLab, Notebook
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from processors import Processors

import voicelab
from voicelab.calls.events import DigitPressed, PromptStarted, QualitySampled
from voicelab.kernel.call import Call
from voicelab.server.tls import certificate_authority, server_certificate

pytestmark = pytest.mark.browser

TONE = 440.0
PREFIX = "/user/x/"
HUB = "hub.voicelab.test"
BEHIND = 0.25  # seconds that sound may have waited in the playout before a gap begins, and a little
CLOCKS = 0.1  # seconds by which the dates of page, lab and test may differ

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


@contextmanager
def without_udp(steady: Path, *more: str) -> Iterator[Browser]:
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
                *more,
            ],
        )
        yield browser
        browser.close()


@contextmanager
def page_with_ears(browser: Browser) -> Iterator[Page]:
    """A page with ears for what it plays."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, permissions=["microphone"])
    for script in (PLAYED, PLAIN_MICROPHONE, STATS):
        context.add_init_script(script)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


class Binder:
    """The notebook, its lab and its phone, behind the way."""

    def __init__(
        self, page: Page, way: BadWay, processors: Processors, jupyter: JupyterLab, origin: str
    ) -> None:
        self.page, self.way, self.processors = page, way, processors
        self.address = f"{origin}:{way.port}{PREFIX.rstrip('/')}"
        self.near = JupyterPage(self.address, jupyter)
        self.notebook = Notebook.open(page, self.near, "01-hello.ipynb")
        self.notebook.run_above("caller = lab.caller(")
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

    def press(self, keys: str) -> Call:
        """Call and press keys; the call, once the lab has got them all and goes on."""
        call = self.call("keys")
        for key in keys:
            self.button(key).click()
        call.wait(60, until=lambda event: isinstance(event, PromptStarted))
        assert [event.digit for event in call.events if isinstance(event, DigitPressed)] == list(keys)
        return call

    def listen(self, call: Call, warm_up: float, seconds: float) -> Stretch:
        """One stretch of so many seconds of the call, after so many others."""
        self.heard.wait_for(self.heard.seconds() + warm_up)
        begin, mark = self.date(), self.heard.seconds()
        self.heard.wait_for(mark + seconds)
        end = self.date()
        self.page.wait_for_function("end => window.voicelabStats.timestamp > end", arg=(end + 1.0) * 1000)
        stats = self.page.evaluate("() => window.voicelabStats")
        page = [(gap["at"] - gap["seconds"], gap["seconds"]) for gap in stats["gaps"]]
        # the lab's recording, from its first sample on
        created = datetime.fromisoformat(str(call.record()["date_created"])).timestamp()
        first = created + float(call._connection.client.envelope(call.sid, 1)["start"])
        said = call.samples("caller")[8000:, 0]  # before, the page's microphone was on its way
        lab = [(first + 1.0 + at, length) for at, length in gaps(said, 8000)]
        return Stretch(self, begin, end, page, lab, self.heard.since(mark), stats)

    def date(self) -> float:
        """Seconds since 1970, by the page."""
        return float(self.page.evaluate("() => Date.now() / 1000"))


@dataclass
class Stretch:
    """What was heard between two dates; gaps are their begin, as a date, and their length in seconds."""

    binder: Binder
    begin: float
    end: float
    page: list[tuple[float, float]]
    lab: list[tuple[float, float]]
    sound: NDArray[np.float32]
    stats: dict[str, float]

    def our_gaps(self, gaps: list[tuple[float, float]], where: str) -> list[float]:
        """How much of each gap was the product's, in seconds; the longest first."""
        watch = self.binder.processors
        offset = watch.now() - self.binder.date()
        ours = []
        for begin, seconds in gaps:
            if begin + seconds < self.begin or begin > self.end:
                continue
            since, until = begin - BEHIND - CLOCKS + offset, begin + seconds + CLOCKS + offset
            waited = watch.waited(since, until)
            ours.append(max(0.0, seconds - waited))
            print(
                f"{where}: a gap of {seconds * 1000:.0f} ms at {begin - self.begin:.2f} s,"
                f" {ours[-1] * 1000:.0f} ms of it the product's:"
                f" the machine kept the sound waiting for {waited * 1000:.0f} ms"
            )
        return [*sorted(ours, reverse=True), 0.0]


class JupyterPage(JupyterLab):
    """The same Jupyter, seen through the way."""

    def __init__(self, url: str, jupyter: JupyterLab) -> None:
        self.url, self.token, self.data_directory = url, jupyter.token, jupyter.data_directory


@pytest.fixture
def binder(steady: Path, start_jupyter: Callable[..., JupyterLab]) -> Iterator[Binder]:
    jupyter = start_jupyter(f"--ServerApp.base_url={PREFIX}")
    with without_udp(steady) as browser, page_with_ears(browser) as page, way_to(jupyter) as (way, watch):
        yield Binder(page, way, watch, jupyter, "http://127.0.0.1")


@pytest.fixture
def hub(steady: Path, start_jupyter: Callable[..., JupyterLab], tmp_path: Path) -> Iterator[Binder]:
    """The same behind TLS, at a name that is not this machine's; the browser trusts the lab's authority alone."""
    folder = tmp_path / "authority"
    folder.mkdir()
    authority = certificate_authority(folder)
    chain, key = server_certificate(folder, authority, [HUB])
    jupyter = start_jupyter(
        f"--ServerApp.base_url={PREFIX}",
        f"--ServerApp.certfile={chain}",
        f"--ServerApp.keyfile={key}",
        "--ServerApp.allow_remote_access=True",
        trusts=authority.file,
    )
    spki = authority.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    told = base64.b64encode(hashlib.sha256(spki).digest()).decode()
    trust = f"--ignore-certificate-errors-spki-list={told}"
    with without_udp(steady, trust, f"--host-resolver-rules=MAP {HUB} 127.0.0.1") as browser:
        with page_with_ears(browser) as page, way_to(jupyter) as (way, watch):
            yield Binder(page, way, watch, jupyter, f"https://{HUB}")


@contextmanager
def way_to(jupyter: JupyterLab) -> Iterator[tuple[BadWay, Processors]]:
    """The one way to it, and the watch on who waits for a processor."""
    port = urlsplit(jupyter.url).port
    assert port is not None and jupyter.url.endswith(PREFIX.rstrip("/"))
    with BadWay(port) as way, Processors() as watch:
        yield way, watch


def test_the_same_call_without_udp(binder: Binder, artefacts: Path) -> None:
    """The tone at its frequency, the microphone at its, no gap over 60 ms in ten seconds, digits, a cut, hang up."""
    page = binder.page
    expect(binder.status()).to_have_text("ready · WebSocket")
    assert "may not send UDP" in (binder.status().get_attribute("title") or "")
    expect(binder.button("Call")).to_be_enabled()

    call = binder.call("long")
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    stretch = binder.listen(call, 3.0, 10.0)
    write_wav(artefacts / "websocket-heard.wav", stretch.sound, RATE)
    assert stretch.our_gaps(stretch.page, "page")[0] <= 0.060
    assert stretch.our_gaps(stretch.lab, "lab")[0] <= 0.060
    assert peak_frequency(stretch.sound, RATE) == pytest.approx(TONE, abs=2)
    assert tone_seconds(stretch.sound, RATE, TONE) > 8.0
    binder.phone.screenshot(path=artefacts / "websocket-phone.png")
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

    call = binder.press("12#")
    binder.button("Mute").click()
    expect(binder.button("Unmute")).to_be_visible()
    binder.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"


def test_the_same_call_over_https(hub: Binder) -> None:
    """A hub behind TLS: the page's origin is no loopback, so its one way is wss through Jupyter's own proxy."""
    assert hub.page.evaluate("() => isSecureContext && location.protocol") == "https:"
    expect(hub.status()).to_have_text("ready · WebSocket")
    call = hub.call("long")
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    mark = hub.heard.seconds()
    hub.heard.wait_for(mark + 4.0)
    assert peak_frequency(hub.heard.since(mark + 1.0), RATE) == pytest.approx(TONE, abs=2)
    assert peak_frequency(call.samples("caller")[-16000:, 0], 8000) == pytest.approx(MICROPHONE_HZ, abs=2)

    hub.way.hush()  # the network was changed: the wires are dead, and nobody is told
    hub.page.wait_for_function("() => window.voicelabStats.reopened >= 1")
    mark = hub.heard.seconds()
    hub.heard.wait_for(mark + 4.0)
    assert peak_frequency(hub.heard.since(mark + 2.0), RATE) == pytest.approx(TONE, abs=2)
    assert call.status == "in-progress"
    hub.way.cut()
    hub.page.wait_for_function("() => window.voicelabStats.reopened >= 2")
    hub.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"
    call = hub.press("7*0")
    hub.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"


def test_a_bad_way_makes_no_gap_over_200_ms(binder: Binder) -> None:
    """15 ms + exponential 15 ms of jitter and a stall of 120 ms each 5 s, both ways, once the first stall is over."""
    binder.way.bad = True
    call = binder.call("long")
    call.wait(60, until=lambda event: isinstance(event, PromptStarted))
    stretch = binder.listen(call, 6.0, 20.0)
    stats = stretch.stats
    share = stats["concealedSamples"] / stats["totalSamplesReceived"]
    held = stats["jitterBufferTargetDelay"] / stats["jitterBufferEmittedCount"] * 1000
    print(f"concealed {share:.2%}, held for {held:.0f} ms")
    for where, found in (("page", stretch.page), ("lab", stretch.lab)):
        ours = stretch.our_gaps(found, where)
        assert ours[0] <= 0.200
        assert sum(ours) < 0.03 * 20.0, f"{where}: the playout does not follow"
    assert peak_frequency(stretch.sound, RATE) == pytest.approx(TONE, abs=2)
    assert tone_seconds(stretch.sound, RATE, TONE) > 15.0
    binder.button("Hang up").click()
    call.wait(60)
    assert call.status == "completed"
