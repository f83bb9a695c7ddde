"""UDP that passed when the phone looked and dies in a call: the person is told, and the next call goes another way."""

from __future__ import annotations

import pytest
from browser_page import PHONE, Chromium, show
from fake_lab import FakeLab
from playwright.async_api import Page, expect
from real_lab import hand_over, until
from udp_way import UdpWay

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]


def test_a_call_whose_udp_dies_ends_with_a_reason_and_the_next_goes_by_websocket(
    browser: Chromium, real_lab: Client
) -> None:
    lab = real_lab
    lab.put_document("echoes", "<Response><Echo/></Response>")

    def loudest(sid: str, track: str) -> float:
        return max((high for _, high in lab.envelope(sid, 200)[track]), default=0.0)

    async def story(page: Page, _: FakeLab) -> None:
        way = UdpWay()
        try:
            await way.under(page)
            await hand_over(page, lab, "udp_dies")
            traits = {**PHONE, "identity": "udp_dies", "to": "echoes", "transport_choice": "auto"}
            await show(page, "phone", traits, "300px")
            phone = page.get_by_role("group", name="Phone udp_dies", exact=True)
            status = phone.locator(".vl-status")
            await expect(status).to_have_text("ready · WebRTC")
            await phone.get_by_role("button", name="Call", exact=True).click()
            await expect(status).to_have_text("in call · WebRTC")
            first = str(await page.evaluate("models[0].saved.call_sid"))
            await until(lambda: loudest(first, "inbound") > 0.05)
            assert way.passed > 20

            way.dead = True
            await expect(status).to_have_text("connecting again", timeout=90_000)
            await expect(status).to_have_text("ready · WebSocket", timeout=90_000)
            await expect(phone.get_by_role("alert")).to_contain_text("53405")
            await until(lambda: lab.call(first)["status"] == "completed")

            await phone.get_by_role("button", name="Call", exact=True).click()
            await expect(status).to_have_text("in call · WebSocket")
            second = str(await page.evaluate("models[0].saved.call_sid"))
            assert second != first
            await until(lambda: loudest(second, "inbound") > 0.05)
            await until(lambda: loudest(second, "outbound") > 0.05)
            await phone.get_by_role("button", name="Hang up", exact=True).click()
            await expect(status).to_have_text("ready · WebSocket")
        finally:
            way.close()

    browser.run(story, seconds=300)  # half a minute is the SDK's and the lab's patience
