"""The timeline beside a phone with the official SDK, over a real lab: what is on it is what happened."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from browser_page import CONTRAST, PHONE, Chromium, button, saved, show, status_is
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, expect
from real_lab import accessibility_faults, event, hand_over, picture, until

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]

MENU = """<Response>
  <Gather numDigits="1" action="/twiml/inspected-answer" timout="9">
    <Say>Press 1 for sales.</Say>
    <Pause length="60"/>
  </Gather>
</Response>"""
ANSWER = """<Response>
  <Say>Sales is closed.</Say>
  <Pause length="60"/>
</Response>"""
DOTS = """colors => {
  const canvas = document.querySelector(".vl-timeline canvas");
  const names = [...document.querySelectorAll(".vl-lane-names span")];
  const top = names.find((each) => each.textContent === "quality").offsetTop - 8;
  const ratio = canvas.height / canvas.clientHeight;
  const { data } = canvas.getContext("2d").getImageData(0, top * ratio, canvas.width, 36 * ratio);
  const columns = new Set();
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] > 250 && colors.some(([r, g]) => Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) < 8))
      columns.add(((at / 4) % canvas.width) / ratio);
  const dots = [...columns].sort((a, b) => a - b);
  return dots.filter((x, index) => index === 0 || x - dots[index - 1] > 2).length;
}"""
COLORS = {"light": [(18, 128), (147, 64)], "dark": [(60, 196), (255, 184)]}
"""Red and green of the colours of a good score, and of a poor one: a busy machine's sound may be poor."""
SAMPLES = 6  # the SDK's page reports five at a time


async def kernel(page: Page, lab: Client) -> None:
    """What the timeline's Python half does with the page's messages."""

    async def audio(sid: str, begin: float) -> dict[str, Any]:
        start = float((await asyncio.to_thread(lab.envelope, sid, 1))["start"])
        skip = max(0.0, begin - start)
        wav = await asyncio.to_thread(lab.audio, sid, "both", skip, 60.0)
        return {"start": start + skip, "wav": list(wav)}

    await page.expose_function("kernelAudio", audio)
    await page.evaluate(
        """() => { window.messages.audio = async (model, { from }) => {
            const { start, wav } = await kernelAudio(model.get("call_sid"), from);
            model.hear({ type: "audio", from, start }, [new DataView(new Uint8Array(wav).buffer)]);
        } }"""
    )


async def played_until(page: Page, seconds: float) -> None:
    await page.wait_for_function("s => +document.querySelector('.vl-scrub').ariaValueNow >= s", arg=seconds)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_call_is_inspected_while_it_goes_on_and_afterwards(
    browser: Chromium, real_lab: Client, theme: str
) -> None:
    """The SDK's samples on their lane, a notification at its element, requests, scrubbing, playing from a point."""
    lab = real_lab
    name = f"inspected-{theme}"

    async def story(page: Page, _: FakeLab) -> None:
        await asyncio.to_thread(lab.put_document, name, MENU)
        await asyncio.to_thread(lab.put_document, "inspected-answer", ANSWER)
        await kernel(page, lab)
        await hand_over(page, lab, f"ines-{theme}")
        await show(page, "phone", {**PHONE, "identity": f"ines-{theme}", "to": name}, "300px")
        await status_is(page, 0, "ready")
        await button(page, "Call").click()
        await status_is(page, 0, "in-call")
        sid = (await saved(page, 0))["call_sid"]
        await show(page, "timeline", {"call_sid": sid}, "860px")
        place = page.get_by_role("group", name=f"Timeline of call {sid}")
        await live(page, place, sid, theme)
        await button(page, "Hang up").click()
        await status_is(page, 0, "ready")
        await expect(place.get_by_text("completed", exact=True)).to_be_visible()
        await afterwards(page, place, theme)

    async def live(page: Page, place: Locator, sid: str, theme: str) -> None:
        await event(lab, sid, "verb-started", verb="Pause")
        await expect(place.locator(".vl-verb[data-runs=true]")).to_have_text("Pause 60 s")
        await expect(place.locator("li[aria-current=step]")).to_contain_text("Pause")
        await page.get_by_role("button", name="1", exact=True).click()
        await expect(place.get_by_text("Gather · 1", exact=True)).to_be_visible()
        await expect(place.locator(".vl-digit")).to_have_text("1")
        await expect(place.locator("li[aria-current=step]")).to_contain_text("Pause")
        # the notification, where it was caused; its mark leads there
        await place.get_by_role("button", name="▲ 12200").first.click()
        await expect(place.locator("li.vl-finding").first).to_contain_text("line 2, column")
        await expect(place.get_by_role("button", name="Live")).to_have_attribute("aria-pressed", "false")
        await place.get_by_role("button", name="Live").click()
        await until(
            lambda: sum(each.to_json()["event"] == "quality-sampled" for each in lab.events(sid)) >= SAMPLES
        )
        await expect(place.get_by_text("quality", exact=True)).to_be_visible()
        await page.wait_for_function(f"c => ({DOTS})(c) >= 2", arg=COLORS[theme], timeout=90_000)
        await expect(place.locator(".vl-quality")).to_contain_text("MOS ")
        assert await page.evaluate(CONTRAST) == []
        await picture(page, f"timeline-live-{theme}")

    async def afterwards(page: Page, place: Locator, theme: str) -> None:
        await page.wait_for_function(f"c => ({DOTS})(c) >= 2", arg=COLORS[theme])
        head = place.get_by_role("slider", name="Playhead")
        await head.press("Home")
        await expect(head).to_have_attribute("aria-valuenow", "0.0")
        await expect(place.locator(".vl-exchange")).to_contain_text("200")
        for _ in range(3):
            await head.press("ArrowRight")
        await head.press("Space")
        await place.get_by_role("button", name="Pause", exact=True).wait_for()
        await played_until(page, 2.5)
        await head.press("Space")
        await place.get_by_role("button", name="Play", exact=True).wait_for()
        # by mouse, from another point
        track = await head.bounding_box()
        assert track is not None
        await page.mouse.click(track["x"] + track["width"] / 2, track["y"] + track["height"] - 8)
        middle = float(await head.get_attribute("aria-valuenow") or 0)
        await place.get_by_role("button", name="Play", exact=True).click()
        await played_until(page, middle + 0.5)
        assert await accessibility_faults(page) == []
        await picture(page, f"timeline-afterwards-{theme}")

    browser.run(story, theme=theme)
