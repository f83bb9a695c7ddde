"""Calls that come to nothing, over a real lab: the phone says what happened, with Twilio's code, and what to do."""

from __future__ import annotations

import pytest
from browser_page import PHONE, Chromium, button, saved, show, status_is
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, expect
from real_lab import hand_over

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]


async def phone(page: Page, lab: Client, identity: str, to: str = "") -> Locator:
    await hand_over(page, lab, identity)
    await show(page, "phone", {**PHONE, "identity": identity, "to": to, "voice": "silence"}, "300px")
    await status_is(page, -1, "ready")
    return page.get_by_role("group", name=f"Phone {identity}", exact=True)


def test_what_nobody_answers_is_said_in_words(browser: Chromium, real_lab: Client) -> None:
    """A name that nobody has, a number that is none, a busy and a rejected line, a dead application."""
    lab = real_lab
    lab.put_document("engaged", "<Response><Reject reason='busy'/></Response>")
    lab.put_document("declined", "<Response><Reject/></Response>")
    lab.put_document("unclosed", "<Response><Say>Hello</Response>")
    lab.put_number("+15005550071", voice_url="http://127.0.0.1:9/nobody")
    told = {
        "no-such-document": (
            "31404 · Nobody is registered as client:no-such-document.",
            "Open a phone for it",
        ),
        "+19995550001": ("13224 · +19995550001 is not a number of this lab.", "Make it one: lab.number("),
        "engaged": ("31486 · The line is busy.", "Try again later."),
        "declined": ("31603 · The call was declined.", ""),
        "unclosed": ("12100 · ", "Close <Say>"),
        "+15005550071": (
            "11205 · http://127.0.0.1:9/nobody refuses connections",
            "Is the application running",
        ),
    }

    async def story(page: Page, _: FakeLab) -> None:
        nan = await phone(page, lab, "nan")
        for to, (what, cure) in told.items():
            await nan.get_by_role("textbox", name="To", exact=True).fill(to)
            await button(nan, "Call").click()
            await expect(nan.get_by_role("alert")).to_contain_text(what)
            await expect(nan.get_by_role("alert")).to_contain_text(cure)
            await status_is(page, 0, "ready")  # each ends by itself
            await expect(nan.get_by_role("alert")).to_contain_text(what)
            await button(nan, "Dismiss").click()
            await expect(nan.get_by_role("alert")).to_be_hidden()

    browser.run(story)


def test_two_pages_of_one_identity_and_who_rejects(browser: Chromium, real_lab: Client) -> None:
    """Both ring; where it was not answered it is no missed call; who rejects is busy to who called."""
    lab = real_lab

    async def story(page: Page, _: FakeLab) -> None:
        await phone(page, lab, "twin")
        await phone(page, lab, "twin")
        zed = await phone(page, lab, "zed", "client:twin")
        one, other = (page.get_by_role("group", name="Phone twin", exact=True).nth(n) for n in range(2))
        await button(zed, "Call").click()
        await status_is(page, 0, "incoming")
        await status_is(page, 1, "incoming")
        await button(other, "Answer").click()
        await status_is(page, 1, "in-call")
        await expect(one.get_by_text("answered on another page", exact=True)).to_be_visible()
        await button(zed, "Hang up").click()
        for number in range(3):
            await status_is(page, number, "ready")
        await expect(zed.get_by_role("alert")).to_be_hidden()

        await button(zed, "Call").click()
        await status_is(page, 0, "incoming")
        await button(one, "Reject").click()
        if (await saved(page, 1))["status"] == "incoming":
            await button(other, "Reject").click()
        await expect(zed.get_by_role("alert")).to_contain_text("31486 · twin is busy, or rejected the call.")
        await status_is(page, 2, "ready")

    browser.run(story)
