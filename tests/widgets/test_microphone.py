"""The microphone, had or not: the phone chooses what works, says why, and goes back when it can."""

from __future__ import annotations

import asyncio

import pytest
from browser_page import (
    CONTRAST,
    PHONE,
    Chromium,
    button,
    permit_microphone,
    ready_phone,
    saved,
    show,
    status_is,
)
from fake_lab import FakeLab
from playwright.async_api import Page, expect
from real_lab import accessibility_faults, event, hand_over, loudest, picture, until

from voicelab.client import Client

pytestmark = pytest.mark.browser


def voice_is(page: Page, voice: str) -> object:
    return page.wait_for_function("voice => models.at(-1).saved.voice === voice", arg=voice)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_refused_microphone_is_said_before_the_call_and_made_up_for(
    asking_browser: Chromium, theme: str
) -> None:
    """Typed lines at once, and the reason; allowed at the lock it is taken back without another word."""

    async def story(page: Page, lab: FakeLab) -> None:
        await permit_microphone(page, "denied")
        await ready_phone(page)
        await voice_is(page, "typed")
        alert = page.get_by_role("alert")
        await expect(alert).to_contain_text(
            "31401 · The microphone was refused. This phone says what you type."
        )
        await expect(alert).to_contain_text("Allow it at the lock beside the page's address")
        assert "The microphone was refused" in await page.evaluate("models.at(-1).saved.error")
        await expect(page.get_by_role("textbox", name="Say", exact=True)).to_be_visible()
        await picture(page, f"microphone-refused-{theme}")
        assert await accessibility_faults(page) == []
        assert await page.evaluate(CONTRAST) == []
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        await expect(page.get_by_role("textbox", name="Say", exact=True)).to_be_enabled()
        await expect(alert).to_be_visible()
        await button(page, "Hang up").click()
        await status_is(page, -1, "ready")
        await button(page, "Use the microphone").click()  # it still may not
        await expect(alert).to_contain_text("The microphone was refused")
        await permit_microphone(page, "granted")
        await voice_is(page, "microphone")
        await expect(alert).to_be_hidden()
        await expect(page.get_by_role("textbox", name="Say", exact=True)).to_be_hidden()

    asking_browser.run(story, theme=theme)


def test_who_chose_otherwise_is_not_asked_again(asking_browser: Chromium) -> None:
    """Dismissed is dismissed, also in the next call; silence that a person chose stays silence."""

    async def story(page: Page, lab: FakeLab) -> None:
        await permit_microphone(page, "denied")
        await ready_phone(page)
        alert = page.get_by_role("alert")
        await expect(alert).to_be_visible()
        await button(page, "Dismiss").click()
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        await expect(alert).to_be_hidden()
        await button(page, "Hang up").click()
        await status_is(page, -1, "ready")
        await button(page, "Settings").click()
        await expect(page.get_by_role("dialog")).to_contain_text("The microphone was refused.")
        await page.get_by_label("Voice", exact=True).select_option("Silence")
        await voice_is(page, "silence")
        await permit_microphone(page, "granted")
        await page.keyboard.press("Escape")
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        assert await saved(page, -1) | {"voice": "silence", "voice_choice": "silence"} == await saved(
            page, -1
        )

    asking_browser.run(story)


@pytest.mark.parametrize("speaks", [True, False])
def test_a_machine_without_a_microphone(deaf_browser: Chromium, speaks: bool) -> None:
    """Where the lab cannot speak either, silence is left, and that is said."""

    async def story(page: Page, lab: FakeLab) -> None:
        lab.has_voice = speaks
        await ready_phone(page)
        await voice_is(page, "typed" if speaks else "silence")
        alert = page.get_by_role("alert")
        await expect(alert).to_contain_text("There is no microphone.")
        await expect(alert).to_contain_text(
            "This phone says what you type." if speaks else "This phone is silent: the lab has no voice"
        )
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")

    deaf_browser.run(story)


def test_a_page_that_is_not_secure_calls_without_a_microphone(browser: Chromium) -> None:
    """On http://LAN-ADDRESS the browser has no media devices at all; the phone says so and what to do."""

    async def story(page: Page, lab: FakeLab) -> None:
        assert not await page.evaluate("isSecureContext")
        await ready_phone(page)
        await expect(page.get_by_role("alert")).to_contain_text("This page may not use the microphone.")
        await expect(page.get_by_role("alert")).to_contain_text("http://localhost or by https")
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        await expect(page.get_by_role("textbox", name="Say", exact=True)).to_be_enabled()

    browser.run(story, host="lab.example")


LISTENING = """() => {
  const media = navigator.mediaDevices;
  const plain = media.getUserMedia.bind(media);
  window.asked = []; window.opened = [];
  media.getUserMedia = async (constraints) => {
    window.asked.push(constraints.audio);
    const stream = await plain(constraints);
    window.opened.push(...stream.getTracks());
    return stream;
  };
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_microphone_is_chosen_and_tried_before_the_call(browser: Chromium, theme: str) -> None:
    """The pickers, the meter that moves, echo cancellation; the microphone is let go when the settings close."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate(LISTENING)
        await ready_phone(page)
        await button(page, "Settings").press("Enter")
        await page.get_by_label("Microphone", exact=True).select_option("Fake Audio Input 2")
        await button(page, "Try the microphone").press("Enter")
        meter = page.get_by_role("meter", name="Microphone level", exact=True)
        await page.wait_for_function("document.querySelector('.vl-meter').getAttribute('aria-valuenow') > 10")
        await picture(page, f"microphone-tried-{theme}")
        assert await accessibility_faults(page) == []
        assert await page.evaluate(CONTRAST) == []
        await page.keyboard.press("Escape")
        await expect(meter).to_be_hidden()
        assert await page.evaluate("opened.map(t => t.readyState)") == ["ended"]
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        tried, called = await page.evaluate("asked")
        assert tried == called and tried["echoCancellation"] is True and tried["deviceId"]["exact"]
        assert await page.evaluate("opened.at(-1).label") == "Fake Audio Input 2"
        await button(page, "Hang up").click()
        await page.wait_for_function("opened.at(-1).readyState === 'ended'")

    browser.run(story, theme=theme)


@pytest.mark.media
def test_the_voice_is_changed_in_mid_call(asking_browser: Chromium, real_lab: Client) -> None:
    """Refused, so typed; allowed: the microphone is heard in the same call; silence is silence, and back again."""
    lab = real_lab
    lab.put_document("table", "<Response><Gather timeout='300' numDigits='9'/></Response>")

    async def story(page: Page, _: FakeLab) -> None:
        await permit_microphone(page, "denied")
        await page.evaluate(LISTENING)
        await hand_over(page, lab, "mia")
        await show(page, "phone", {**PHONE, "identity": "mia", "to": "table"}, "300px")
        await status_is(page, -1, "ready")
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        sid = (await saved(page, -1))["call_sid"]
        line = page.get_by_role("textbox", name="Say", exact=True)
        await line.fill("a table for two")
        async with page.expect_response(lambda response: response.url.endswith("/say")) as answer:
            await line.press("Enter")
        assert (await answer.value).status == 200
        await event(lab, sid, "speech-heard", text="a table for two")
        assert loudest(lab, sid, "inbound", 600) > 0.05  # the words were sound too

        await permit_microphone(page, "granted")
        await voice_is(page, "microphone")
        await expect(page.get_by_role("alert")).to_be_hidden()
        await until(lambda: loudest(lab, sid, "inbound", 2.5) > 0.05)  # it beeps once a second
        await button(page, "Settings").click()
        for _turn in range(2):
            await page.get_by_label("Voice", exact=True).select_option("Silence")
            await voice_is(page, "silence")
            await until(lambda: loudest(lab, sid, "inbound", 2.5) < 0.01)
            await page.wait_for_function("opened.every(t => t.readyState === 'ended')")
            await page.get_by_label("Voice", exact=True).select_option("The microphone")
            await voice_is(page, "microphone")
            await until(lambda: loudest(lab, sid, "inbound", 2.5) > 0.05)
        await page.keyboard.press("Escape")
        await button(page, "Hang up").click()
        await status_is(page, -1, "ready")
        await page.wait_for_function("opened.every(t => t.readyState === 'ended')")  # it is let go
        assert (await asyncio.to_thread(lab.call, sid))["status"] == "completed"

    asking_browser.run(story)


def test_the_microphone_is_taken_back_in_mid_call(asking_browser: Chromium) -> None:
    """At the lock beside the address: the browser ends the sound, the call goes on typed, and back when it may."""

    async def story(page: Page, lab: FakeLab) -> None:
        await permit_microphone(page, "granted")
        await ready_phone(page)
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        alert = page.get_by_role("alert")
        await expect(alert).to_be_hidden()
        await permit_microphone(page, "denied")
        await voice_is(page, "typed")
        await expect(alert).to_contain_text(
            "31401 · The microphone was refused. This phone says what you type."
        )
        await expect(page.get_by_role("textbox", name="Say", exact=True)).to_be_enabled()
        await permit_microphone(page, "granted")
        await voice_is(page, "microphone")
        await expect(alert).to_be_hidden()
        assert (await saved(page, -1))["status"] == "in-call"
        await button(page, "Hang up").click()

    asking_browser.run(story)


# Devices that can be pulled out, and a microphone that says nothing.
PULLED = """() => {
  const media = navigator.mediaDevices;
  const [open, list] = [media.getUserMedia.bind(media), media.enumerateDevices.bind(media)];
  window.gone = new Set();
  window.opened = [];
  media.enumerateDevices = async () => (await list()).filter((device) => !gone.has(device.label));
  media.getUserMedia = async (wanted) => {
    const id = wanted.audio?.deviceId?.exact;
    const device = (await list()).find(({ deviceId }) => deviceId === id);
    if (device && gone.has(device.label)) throw new DOMException("", "OverconstrainedError");
    const stream = window.mute ? new AudioContext().createMediaStreamDestination().stream : await open(wanted);
    opened.push(...stream.getTracks());
    return stream;
  };
  window.pullOut = (label) => {
    gone.add(label);
    opened.at(-1).dispatchEvent(new Event("ended"));
    media.dispatchEvent(new Event("devicechange"));
  };
}"""


def test_devices_that_fail_in_mid_call(browser: Chromium) -> None:
    """The chosen microphone and speaker are pulled out, the next microphone says nothing: each said, with a cure."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate(PULLED)
        await ready_phone(page)
        await button(page, "Settings").click()
        await page.get_by_label("Microphone", exact=True).select_option("Fake Audio Input 2")
        await page.keyboard.press("Escape")
        await button(page, "Call").click()
        await status_is(page, -1, "in-call")
        assert await page.evaluate("opened.at(-1).label") == "Fake Audio Input 2"
        alert = page.get_by_role("alert")

        await page.evaluate("window.mute = true")
        await page.evaluate("pullOut('Fake Audio Input 2')")
        await expect(alert).to_contain_text("The microphone that was chosen is gone")
        await button(page, "Dismiss").click()

        await lab.emit("envelope", 0.0, rate=50, inbound=[0.0] * 100, outbound=[0.1] * 100)
        await expect(alert).to_contain_text("We hear nothing from your microphone.", timeout=60_000)
        await expect(alert).to_contain_text("Is it muted in the system")
        for theme, light in (("light", "true"), ("dark", "false")):
            await page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
            await picture(page, f"microphone-silent-{theme}")
            assert await accessibility_faults(page) == []
            assert await page.evaluate(CONTRAST) == []
        await button(page, "Dismiss").click()

        await button(page, "Settings").click()
        await page.get_by_label("Speaker", exact=True).select_option("Fake Audio Output 2")
        await page.keyboard.press("Escape")
        await page.evaluate("pullOut('Fake Audio Output 2')")
        await expect(alert).to_contain_text("The speaker that was chosen is gone")
        assert (await saved(page, -1))["status"] == "in-call"
        await button(page, "Hang up").click()
        await status_is(page, -1, "ready")

    browser.run(story)
