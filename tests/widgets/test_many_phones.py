"""Phones, walkie-talkies and click-to-call beside each other in one page, over a real lab."""

from __future__ import annotations

import asyncio

import pytest
from browser_page import PHONE, Chromium, button, saved, show, status_is
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, expect
from real_lab import event, hand_over, in_both_themes, loudest, until

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]

WALKIE = {
    "channel": "7",
    "room": "channel-7",
    "voice": "microphone",
    "status": "closed",
    "call_sid": "",
    "transport": "",
    "transport_choice": "webrtc",
    "muted": False,
    "error": "",
    "talking": False,
}


async def phone(page: Page, lab: Client, identity: str, to: str, number: int) -> Locator:
    await hand_over(page, lab, identity)
    await show(page, "phone", {**PHONE, "identity": identity, "to": to}, "300px")
    await status_is(page, number, "ready")
    return page.get_by_role("group", name=f"Phone {identity}", exact=True)


async def walkie(page: Page, lab: Client, identity: str, number: int) -> Locator:
    await hand_over(page, lab, identity)
    await show(page, "walkie_talkie", {**WALKIE, "identity": identity}, "280px")
    await status_is(page, number, "ready")
    return page.get_by_role("group", name=f"Walkie-talkie {identity}", exact=True)


def test_two_phones_in_one_page_ring_each_other(browser: Chromium, real_lab: Client) -> None:
    """`<Dial><Client>`: the one rings when the other calls; what the one says the other hears."""
    lab = real_lab

    async def story(page: Page, _: FakeLab) -> None:
        ida = await phone(page, lab, "ida", "client:jon", 0)
        jon = await phone(page, lab, "jon", "client:ida", 1)
        await button(ida, "Call").dblclick()  # as many people click: Hang up comes to where Call was
        await expect(jon.get_by_text("ida is calling").first).to_be_visible()
        await button(jon, "Answer").dblclick()
        await status_is(page, 0, "in-call")
        await status_is(page, 1, "in-call")
        calls = [(await saved(page, number))["call_sid"] for number in (0, 1)]
        assert len(set(calls)) == 2
        for sid in calls:  # the microphone beeps once a second
            await until(lambda sid=sid: loudest(lab, sid, "outbound", 2.0) > 0.05)
        await button(jon, "Hang up").press("Enter")
        await status_is(page, 0, "ready")
        await status_is(page, 1, "ready")

    browser.run(story)


def test_the_walkie_talkie_is_heard_while_its_button_is_held(browser: Chromium, real_lab: Client) -> None:
    """Space bar or pointer: talking, shown to the other; let go: silence. A channel is a conference."""
    lab = real_lab

    async def story(page: Page, _: FakeLab) -> None:
        kim = await walkie(page, lab, "kim", 0)
        lee = await walkie(page, lab, "lee", 1)
        await expect(button(kim, "Talk")).to_be_disabled()
        await button(kim, "Join").press("Enter")
        await status_is(page, 0, "in-call")
        await expect(button(kim, "Talk")).to_be_focused()
        await button(lee, "Join").dblclick()  # Leave comes to where Join was
        await status_is(page, 1, "in-call")
        await expect(lee.get_by_role("listitem")).to_have_count(2)
        await expect(kim.get_by_text("kim (you)")).to_be_visible()
        kims = (await saved(page, 0))["call_sid"]
        lees = (await saved(page, 1))["call_sid"]
        await until(lambda: lab.envelope(kims, 100)["inbound"])
        assert (await saved(page, 0))["muted"] and not (await saved(page, 0))["talking"]

        await button(kim, "Talk").focus()
        await page.keyboard.down(" ")
        await expect(lee.get_by_role("listitem").filter(has_text="kim")).to_contain_text("talking")
        await expect(kim.get_by_role("status")).to_have_text("channel 7 · talking")
        await until(lambda: loudest(lab, lees, "outbound", 1.5) > 0.05)
        await in_both_themes(page, "walkie-talkie")
        assert (await saved(page, 0))["talking"]
        await page.keyboard.up(" ")
        await expect(lee.get_by_text("talking")).to_be_hidden()
        await until(lambda: loudest(lab, kims, "inbound", 2.0) < 0.01)  # two beeps long

        place = await button(lee, "Talk").bounding_box()
        assert place is not None
        await page.mouse.move(place["x"] + 70, place["y"] + 70)
        await page.mouse.down()
        await expect(kim.get_by_role("listitem").filter(has_text="lee")).to_contain_text("talking")
        await page.mouse.up()
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · listening")

        # by a finger; and whoever looks away does not talk on
        touch = await page.context.new_cdp_session(page)
        at = {"x": place["x"] + 70, "y": place["y"] + 70}
        await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · talking")
        await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · listening")
        await page.mouse.down()
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · talking")
        await page.evaluate("dispatchEvent(new Event('blur'))")
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · listening")
        await page.wait_for_function("models.at(1).saved.muted && !models.at(1).saved.talking")
        await page.mouse.up()
        await expect(lee.get_by_role("status")).to_have_text("channel 7 · listening")
        await in_both_themes(page, "walkie-talkie-listening")

        await button(kim, "Leave").press("Space")
        await status_is(page, 0, "ready")
        await expect(button(kim, "Join")).to_be_focused()
        await button(lee, "Leave").click()
        await status_is(page, 1, "ready")
        assert (await event(lab, kims, "conference-joined"))["name"] == "channel-7"

    browser.run(story)


def test_click_to_call_rings_the_agent_and_then_the_customer(browser: Chromium, real_lab: Client) -> None:
    """The page's token allows that one call; its words follow both calls to the end."""
    lab, agent = real_lab, "agent"
    customer = "+15005550088"
    lab.put_document("customer", "<Response><Say>Hello, who is it?</Say><Pause length='60'/></Response>")
    lab.put_number(customer, voice_url="customer")

    async def story(page: Page, _: FakeLab) -> None:
        agents = await phone(page, lab, agent, "", 0)
        may = {"call": {"agent": agent, "customer": customer, "caller": ""}}
        await hand_over(page, lab, may=may)
        traits = {"customer": customer, "agent": agent, "call_sid": "", "status": ""}
        await show(page, "click_to_call", traits, "460px")
        widget = page.get_by_role("group", name=f"Click to call {customer}", exact=True).first
        words = widget.get_by_role("status")
        await expect(words).to_have_text(f"{agent} rings first")
        await button(widget, f"Call {customer}").press("Enter")
        await expect(words).to_have_text(f"ringing {agent}")
        await expect(button(widget, f"Call {customer}")).to_be_disabled()
        await button(agents, "Answer").click()
        await expect(words).to_have_text(f"{agent} and {customer} are talking")
        await in_both_themes(page, "click-to-call")
        sid = (await saved(page, 1))["call_sid"]
        children = [call for call in lab.calls() if call["parent_call_sid"] == sid]
        assert [call["to"] for call in children] == [customer]
        await until(lambda: loudest(lab, sid, "outbound", 30.0) > 0.05)
        await button(agents, "Hang up").click()
        await expect(words).to_contain_text("the call has ended")
        assert (await saved(page, 1))["status"] == "completed"
        await expect(button(widget, f"Call {customer}")).to_be_enabled()
        assert (await asyncio.to_thread(lab.call, sid))["status"] == "completed"

        # once more, and the widget itself hangs up: while it rings, and while they talk
        await button(widget, f"Call {customer}").press("Enter")
        await expect(words).to_have_text(f"ringing {agent}")
        await expect(button(widget, "Hang up")).to_be_focused()
        await button(widget, "Hang up").click()
        await expect(words).to_have_text(f"hung up before {agent} answered")
        await expect(button(widget, "Hang up")).to_be_hidden()
        await button(widget, f"Call {customer}").press("Enter")
        await button(agents, "Answer").click()
        await expect(words).to_have_text(f"{agent} and {customer} are talking")
        sid = (await saved(page, 1))["call_sid"]
        # a page that is shown anew in mid-call finds the call, and hangs it up
        await hand_over(page, lab, may=may)
        await show(page, "click_to_call", {**traits, "call_sid": sid, "status": "in-progress"}, "460px")
        again = page.get_by_role("group", name=f"Click to call {customer}", exact=True).nth(1)
        await expect(again.get_by_role("status")).to_have_text(f"{agent} and {customer} are talking")
        await button(again, "Hang up").press("Enter")
        await expect(words).to_contain_text("the call has ended")
        await expect(button(again, f"Call {customer}")).to_be_focused()
        await status_is(page, 0, "ready")
        ended = [call for call in lab.calls() if sid in (call["sid"], call["parent_call_sid"])]
        assert [call["status"] for call in ended] == ["completed", "completed"]
        await in_both_themes(page, "click-to-call-over")

        # who does not answer is named
        await button(widget, f"Call {customer}").click()
        await button(agents, "Reject").click()
        await expect(words).to_have_text(f"{agent} is busy")

    browser.run(story)
