"""UDP that passed when the phone looked, and dies: the same call goes on over a WebSocket, and the next begin there."""

from __future__ import annotations

import asyncio

import pytest
from browser_page import PHONE, Chromium, button, show
from fake_lab import FakeLab
from playwright.async_api import Page, expect
from real_lab import event, hand_over, loudest, picture, until
from udp_way import UdpWay

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]

DEAD = "UDP between page and lab died in a call"


def test_a_call_whose_udp_dies_goes_on_by_websocket(browser: Chromium, real_lab: Client) -> None:
    """Both are heard again, keys arrive, the SDK and the phone say what happens; then UDP dies before a call."""
    lab = real_lab
    lab.put_document("echoes", "<Response><Echo/></Response>")
    gather = '<Gather numDigits="1" timeout="600" action="/twiml/echoes"/>'
    lab.put_document("a-key-then-echoes", f"<Response>{gather}</Response>")

    async def heard(sid: str, *tracks: str) -> None:
        for track in tracks:
            await until(lambda track=track: loudest(lab, sid, track, 1.5) > 0.05)  # type: ignore[misc]

    async def story(page: Page, _: FakeLab) -> None:
        way = UdpWay()
        try:
            await way.under(page)
            await hand_over(page, lab, "udp_dies")
            traits = {**PHONE, "identity": "udp_dies", "to": "a-key-then-echoes", "transport_choice": "auto"}
            await show(page, "phone", traits, "300px")
            phone = page.get_by_role("group", name="Phone udp_dies", exact=True)
            status = phone.locator(".vl-status")
            await expect(status).to_have_text("ready · WebRTC")
            await button(phone, "Call").click()
            await expect(status).to_have_text("in call · WebRTC")
            sid = str(await page.evaluate("models[0].saved.call_sid"))
            await heard(sid, "inbound")
            assert way.passed > 20

            way.dead = True
            await expect(status).to_have_text("in call · WebSocket", timeout=90_000)
            await expect(status).to_have_attribute("title", f"in call · WebSocket: {DEAD}")
            await until(lambda: loudest(lab, sid, "inbound", 1.5) > 0.05)
            await picture(page, "phone-udp-died")
            await button(phone, "5").click()
            assert (await event(lab, sid, "digit-pressed"))["digit"] == "5"
            await heard(sid, "inbound", "outbound")
            await button(phone, "Mute").click()
            await until(lambda: loudest(lab, sid, "inbound", 1.5) < 0.02)
            await button(phone, "Unmute").click()
            await heard(sid, "inbound", "outbound")
            await expect(phone.get_by_role("alert")).to_be_hidden()
            assert str(await page.evaluate("models[0].saved.call_sid")) == sid
            assert (await asyncio.to_thread(lab.call, sid))["status"] == "in-progress"
            await button(phone, "Hang up").click()
            await until(lambda: lab.call(sid)["status"] == "completed")

            await expect(status).to_have_text("ready · WebSocket")  # the next one begins there
            await button(phone, "Call").click()
            await expect(status).to_have_text("in call · WebSocket")
            second = str(await page.evaluate("models[0].saved.call_sid"))
            assert second != sid
            await heard(second, "inbound")
            await button(phone, "Hang up").click()
            await expect(status).to_have_text("ready · WebSocket")
        finally:
            way.close()

    browser.run(story, seconds=300)


@pytest.mark.parametrize("rings", [False, True])
def test_udp_that_dies_before_the_call(browser: Chromium, real_lab: Client, rings: bool) -> None:
    """It passed when the phone looked: the call, made or taken, finds that out and goes by WebSocket itself."""
    lab = real_lab
    lab.put_document("echoes", "<Response><Echo/></Response>")

    async def story(page: Page, _: FakeLab) -> None:
        way = UdpWay()
        try:
            await way.under(page)
            await hand_over(page, lab, "udp_died")
            traits = {**PHONE, "identity": "udp_died", "to": "echoes", "transport_choice": "auto"}
            await show(page, "phone", traits, "300px")
            phone = page.get_by_role("group", name="Phone udp_died", exact=True)
            status = phone.locator(".vl-status")
            await expect(status).to_have_text("ready · WebRTC")
            way.dead = True
            if rings:
                await asyncio.to_thread(lab.place_call, "client:udp_died", "echoes")
                await button(phone, "Answer").click()
            else:
                await button(phone, "Call").click()
            await expect(status).to_have_text("in call · WebSocket", timeout=60_000)
            sid = str(await page.evaluate("models[0].saved.call_sid"))
            await until(lambda: loudest(lab, sid, "inbound", 1.5) > 0.05)
            await until(lambda: loudest(lab, sid, "outbound", 1.5) > 0.05)
            await button(phone, "Hang up").click()
            await expect(status).to_have_text("ready · WebSocket")
        finally:
            way.close()

    browser.run(story, seconds=240)
