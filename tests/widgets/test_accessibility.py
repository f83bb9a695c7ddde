"""axe-core finds no serious or critical fault in any widget, light and dark, at rest and in a call."""

from __future__ import annotations

import pytest
from browser_page import PHONE, Chromium, show
from fake_lab import CALL, MENU, FakeLab, menu_events
from playwright.async_api import Page, expect
from real_lab import accessibility_faults, picture

pytestmark = pytest.mark.browser

FINDING = {
    "line": 2,
    "column": 25,
    "code": 12200,
    "level": "error",
    "message": "No timout.",
    "cure": "timeout?",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_fault_in_phone_timeline_scope_and_cell(browser: Chromium, theme: str) -> None:
    """The boards, the walkie-talkie and click-to-call are looked at where they are driven."""

    async def story(page: Page, lab: FakeLab) -> None:
        await show(page, "phone", {**PHONE, "voice": "typed"}, "300px")
        await page.wait_for_function("models.at(-1).saved.status === 'ready'")
        await page.get_by_role("button", name="Settings", exact=True).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await accessibility_faults(page) == []
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Call", exact=True).click()
        await page.wait_for_function("models[0].saved.status === 'in-call'")
        for at, event, fields in menu_events():
            await lab.emit(event, at, **fields)
        await show(page, "timeline", {"call_sid": CALL}, "900px")
        await show(page, "scope", {"call_sid": CALL}, "700px")
        cell = {"name": "welcome", "source": MENU, "findings": [FINDING], "served_at": "/twiml/welcome"}
        await show(page, "cell", cell, "700px")
        await expect(page.get_by_text("1 error")).to_be_visible()
        await expect(page.get_by_role("group", name=f"Timeline of call {CALL}")).to_contain_text(
            "Sales is closed"
        )
        await picture(page, f"phone-timeline-scope-cell-{theme}")
        assert await accessibility_faults(page) == []

    browser.run(story, theme=theme)


def test_a_speaker_is_chosen_in_the_settings(browser: Chromium) -> None:
    """Microphone and speaker by keyboard; the level moves before any call; echo cancellation is asked for."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate(
            """() => {
                const own = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
                window.asked = [];
                navigator.mediaDevices.getUserMedia = (c) => { window.asked.push(c); return own(c); };
                const devices = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
                window.sinks = [];
                const sink = HTMLMediaElement.prototype.setSinkId;
                HTMLMediaElement.prototype.setSinkId = function (id) {
                    window.sinks.push(id);
                    return sink.call(this, id);
                };
            }"""
        )
        await show(page, "phone", {**PHONE}, "300px")
        await page.wait_for_function("models[0].saved.status === 'ready'")
        await page.get_by_role("button", name="Settings", exact=True).press("Enter")
        microphone = page.get_by_role("combobox", name="Microphone", exact=True)
        await expect(microphone).to_be_focused()
        await page.get_by_role("button", name="Try the microphone", exact=True).press("Enter")
        meter = page.get_by_role("meter", name="Microphone level", exact=True)
        await page.wait_for_function(
            "document.querySelector('[role=meter]').getAttribute('aria-valuenow') > 20"
        )
        await expect(meter).to_be_visible()
        assert (await page.evaluate("asked[0].audio.echoCancellation")) is True
        speaker = page.get_by_role("combobox", name="Speaker", exact=True)
        options = await speaker.locator("option").all_inner_texts()
        assert options[0] == "The browser's choice" and len(options) > 1, options
        await speaker.select_option(index=1)
        chosen = await speaker.input_value()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Call", exact=True).click()
        await page.wait_for_function("models[0].saved.status === 'in-call'")
        await page.wait_for_function("id => sinks.includes(id)", arg=chosen)

    browser.run(story)
