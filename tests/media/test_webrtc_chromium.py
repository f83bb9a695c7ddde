"""A real browser's plain RTCPeerConnection, with an offer that has no candidates, as the official SDKs send it."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Playwright, async_playwright
from spectrum import Ear, main_frequency, purity, sine

from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint

pytestmark = [pytest.mark.browser, pytest.mark.media]

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--disable-background-networking",
]
PAGE = """<!doctype html><title>A plain page</title><script>
const context = new AudioContext();
async function open(codec) {
  const pc = window.pc = new RTCPeerConnection();
  const tone = context.createOscillator(), gain = context.createGain();
  const out = context.createMediaStreamDestination();
  tone.frequency.value = 1000; gain.gain.value = 0.3;
  tone.connect(gain).connect(out); tone.start();
  pc.addTrack(out.stream.getTracks()[0], out.stream);
  const all = RTCRtpReceiver.getCapabilities('audio').codecs;
  const first = all.filter(c => c.mimeType.toLowerCase() === 'audio/' + codec);
  if (codec) pc.getTransceivers()[0].setCodecPreferences([...first, ...all.filter(c => !first.includes(c))]);
  window.states = [];
  pc.onconnectionstatechange = () => states.push(pc.connectionState);
  pc.ontrack = e => {
    const audio = new Audio(); audio.srcObject = e.streams[0]; audio.play();
    window.analyser = context.createAnalyser(); analyser.fftSize = 8192;
    context.createMediaStreamSource(e.streams[0]).connect(analyser);
  };
}
async function offer(iceRestart) {
  await pc.setLocalDescription(await pc.createOffer({iceRestart}));
  return pc.localDescription.sdp;
}
async function answer(sdp) {
  await pc.setRemoteDescription({type: 'offer', sdp});
  await pc.setLocalDescription(await pc.createAnswer());
  return pc.localDescription.sdp;
}
// resolves when the page has heard mainly this frequency: the peak of eight spectra in a row
function hears(frequency) {
  return new Promise(resolve => {
    const bins = new Float32Array(4096);
    let hits = 0;
    const timer = setInterval(() => {
      if (!window.analyser) return;
      analyser.getFloatFrequencyData(bins);
      let peak = 1;
      for (let i = 1; i < bins.length; i++) if (bins[i] > bins[peak]) peak = i;
      const found = peak * context.sampleRate / analyser.fftSize;
      hits = bins[peak] > -60 && Math.abs(found - frequency) < 8 ? hits + 1 : 0;
      if (hits >= 8) { clearInterval(timer); resolve(found); }
    }, 50);
  });
}
async function figures() {
  const found = {};
  for (const one of (await pc.getStats()).values()) {
    if (one.type === 'inbound-rtp') Object.assign(found, {received: one.packetsReceived, lost: one.packetsLost});
    if (one.type === 'remote-inbound-rtp') found.rtt = one.roundTripTime;
  }
  return found;
}
</script>"""


Story = Callable[[Page], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def with_page() -> Iterator[Callable[[Story], None]]:
    """Runs a story on a page of its own, all in one browser and one loop."""

    async def start() -> tuple[Playwright, Browser]:
        playwright = await async_playwright().start()
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next(filter(None, map(shutil.which, names)), None)
        assert path, "Chromium is not on this machine: `make test` installs it where it may."
        return playwright, await playwright.chromium.launch(executable_path=path, args=FLAGS)

    async def tell(story: Story) -> None:
        page = await browser.new_page()
        page.set_default_timeout(30_000)
        await page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        await page.goto("http://localhost/")
        try:
            await story(page)
        finally:
            await page.close()

    async def stop() -> None:
        await browser.close()
        await playwright.stop()

    with asyncio.Runner() as runner:
        playwright, browser = runner.run(start())
        yield lambda story: runner.run(tell(story))
        runner.run(stop())


async def _hears(page: Page, frequency: float) -> float:
    found: float = await asyncio.wait_for(page.evaluate("f => hears(f)", frequency), 60)
    return found


async def _until(leg: AudioLeg, keys: list[str], count: int) -> None:
    """Wait until so many keys were heard."""
    done = asyncio.get_running_loop().create_future()

    def listener(digit: str, via: str) -> None:
        keys.append(f"{digit} {via}")
        if len(keys) == count:
            done.set_result(None)

    remove = leg.add_key_listener(listener)
    try:
        await asyncio.wait_for(done, 60)
    finally:
        remove()


async def _party_says(leg: AudioLeg) -> None:
    """The page's 1000 Hz, heard by the leg for a second."""
    ear = Ear(leg)
    loop = asyncio.get_running_loop()
    second = loop.create_future()
    remove = leg.tap(
        lambda heard, said: None if len(ear.frames) < 75 or second.done() else second.set_result(None)
    )
    await asyncio.wait_for(second, 60)
    remove()
    ear.remove()
    sound = ear.sound[4000:]
    assert main_frequency(sound) == pytest.approx(1000, abs=3)
    assert purity(sound, 1000) > 0.9


@pytest.mark.parametrize("codec", ["pcmu", "opus"])
def test_chromium_calls_with_no_candidates_hears_and_is_heard_presses_and_restarts(
    with_page: Callable[[Story], None], codec: str
) -> None:
    """SIGNALING.md section 7: offers without candidates, RTCDTMFSender, ICE restart by a new offer."""

    async def story(page: Page) -> None:
        endpoint = WebRTCEndpoint(Tick())
        leg = endpoint.leg
        await page.evaluate("codec => open(codec)", codec)
        offer = await page.evaluate("offer(false)")
        assert "a=candidate" not in offer
        await page.evaluate(
            "sdp => pc.setRemoteDescription({type: 'answer', sdp})", await endpoint.accept_offer(offer)
        )
        await endpoint.connected(30)
        assert endpoint.codec == codec
        playing = asyncio.create_task(leg.play(Sound.of(sine(440, 60.0))))
        assert await _hears(page, 440) == pytest.approx(440, abs=8)
        await _party_says(leg)

        assert await page.evaluate("pc.getSenders()[0].dtmf.canInsertDTMF"), (
            "so that the SDKs send keys as RTP"
        )
        keys: list[str] = []
        waiting = asyncio.create_task(_until(leg, keys, 4))
        await page.evaluate("pc.getSenders()[0].dtmf.insertDTMF('12#1', 160, 70)")
        await waiting
        assert keys == ["1 rtp", "2 rtp", "# rtp", "1 rtp"]

        assert endpoint._path is not None
        before = endpoint._path._connection
        restart = await page.evaluate("offer(true)")
        again = await endpoint.reinvite(restart)
        await page.evaluate("sdp => pc.setRemoteDescription({type: 'answer', sdp})", again)
        assert endpoint._restarting is not None
        await asyncio.wait_for(endpoint._restarting, 60)
        assert endpoint._path._connection is not before, "the new way is the one in use"
        assert not before._protocols, "the sockets of the old one are closed"
        await _hears(page, 440)
        await _party_says(leg)
        assert "failed" not in await page.evaluate("states")
        assert await page.evaluate("pc.connectionState") == "connected"
        assert leg.stats().rtt is not None
        playing.cancel()

        await page.evaluate("pc.close()")
        assert await asyncio.wait_for(asyncio.shield(leg.closed), 60) == "the party closed its media"

    with_page(story)


def test_chromium_takes_our_offer_and_hears_keys_pressed_by_us_as_no_sound(
    with_page: Callable[[Story], None],
) -> None:
    """An incoming call: the lab offers, the page answers without candidates."""

    async def story(page: Page) -> None:
        endpoint = WebRTCEndpoint(Tick())
        await page.evaluate("open('')")
        answer = await page.evaluate("sdp => answer(sdp)", await endpoint.create_offer())
        assert "a=candidate" not in answer
        await endpoint.accept_answer(answer)
        leg = await endpoint.connected(30)
        assert endpoint.codec == "pcmu"
        await leg.press("123")
        playing = asyncio.create_task(leg.play(Sound.of(sine(700, 60.0))))
        await _hears(page, 700)
        await _party_says(leg)
        figures = await page.evaluate("figures()")
        assert figures["received"] > 40
        assert figures["lost"] == 0
        playing.cancel()
        await endpoint.close()

    with_page(story)
