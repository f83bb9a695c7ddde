"""A phone over a WebSocket in a page that has other things to do: it draws, it hides, its audio is suspended."""

from __future__ import annotations

import pytest
from browser_page import PHONE, Chromium, show
from fake_lab import FakeLab
from playwright.async_api import Page, expect
from real_lab import event, hand_over, until

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]

# The contexts that the page makes, and the figures of the call where the SDK asks for them.
WATCHED = """
(() => {
  const Plain = window.AudioContext;
  window.contexts = [];
  window.AudioContext = class extends Plain {
    constructor(...given) { super(...given); contexts.push(this); }
  };
  const keep = Map.prototype.values;
  window.figures = {};
  Map.prototype.values = function () {
    const inbound = this.get('in');
    if (inbound?.type === 'inbound-rtp') window.figures = {...inbound};
    return keep.call(this);
  };
})();
"""
MORE = """
count => new Promise(done => {
  const first = figures.packetsReceived;
  const look = () => figures.packetsReceived >= first + count ? done() : setTimeout(look, 50);
  look();
})
"""
DELAY = "figures.jitterBufferDelay / figures.jitterBufferEmittedCount"


def test_a_page_that_is_busy_and_audio_that_is_suspended(browser: Chromium, real_lab: Client) -> None:
    lab = real_lab
    lab.put_document("echoes-now", "<Response><Echo/></Response>")
    gather = '<Gather numDigits="1" timeout="600" action="/twiml/echoes-now"/>'
    lab.put_document("a-key-and-echoes", f"<Response>{gather}</Response>")

    def loudest(sid: str, track: str, seconds: float) -> float:
        envelope = lab.envelope(sid, 4000)
        newest = envelope[track][-max(1, round(seconds * envelope["rate"])) :]
        return max((high for _, high in newest), default=0.0)

    async def story(page: Page, _: FakeLab) -> None:
        await page.evaluate(WATCHED)
        await hand_over(page, lab, "busy_page")
        traits = {**PHONE, "identity": "busy_page", "to": "a-key-and-echoes", "transport_choice": "websocket"}
        await show(page, "phone", traits, "300px")
        phone = page.get_by_role("group", name="Phone busy_page", exact=True)
        status = phone.locator(".vl-status")
        await expect(status).to_have_text("ready · WebSocket")
        await phone.get_by_role("button", name="Call", exact=True).click()
        await expect(status).to_have_text("in call · WebSocket")
        sid = str(await page.evaluate("models[0].saved.call_sid"))
        await page.wait_for_function("figures.packetsReceived > 100")

        # three seconds in which the page's thread does nothing else: the sound passes it by
        begun = await page.evaluate(
            "() => { const begun = Date.now(); while (Date.now() < begun + 3000); return begun / 1000; }"
        )
        await page.wait_for_function("begun => figures.timestamp > begun * 1000 + 5000", arg=begun)
        gaps = await page.evaluate("figures.gaps")
        during = [gap["seconds"] for gap in gaps if begun < gap["at"] < begun + 3.5]
        assert max(during, default=0.0) < 1.0, gaps

        await page.evaluate("() => Promise.all(contexts.map(context => context.suspend()))")
        before = await page.evaluate("figures.totalSamplesReceived")
        await page.evaluate(MORE, 250)  # five seconds
        after = await page.evaluate("figures.totalSamplesReceived")
        assert after - before < 8000, "the audio was not suspended"
        await page.evaluate("() => Promise.all(contexts.map(context => context.resume()))")
        await page.evaluate(MORE, 100)
        await page.wait_for_function(f"{DELAY} < 0.25")
        await until(lambda: loudest(sid, "inbound", 1.0) > 0.05)
        await phone.get_by_role("button", name="5", exact=True).click()
        assert (await event(lab, sid, "digit-pressed"))["digit"] == "5"
        await until(lambda: loudest(sid, "outbound", 1.0) > 0.05)  # the echo
        await page.wait_for_function(f"{DELAY} < 0.25")
        await phone.get_by_role("button", name="Hang up", exact=True).click()
        await expect(status).to_have_text("ready · WebSocket")

    browser.run(story)
