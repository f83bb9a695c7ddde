"""The boards in a page, driven by mouse and keyboard, and what they did to the calls of a real lab."""

from __future__ import annotations

import asyncio
import re

import pytest
from browser_page import Chromium, button, show
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, Route, expect
from real_lab import dials, event, hand_over, in_both_themes, loudest, until

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]


def person(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").get_by_role("group", name=name, exact=True)


def heard(lab: Client, sid: str) -> float:
    """For how many seconds a call was loud, as its party hears it."""
    envelope = lab.envelope(sid, 10_000)
    return sum(max(-low, high) > 0.05 for low, high in envelope["outbound"]) / float(envelope["rate"])


def test_a_conference_is_moderated_on_its_board(browser: Chromium, real_lab: Client) -> None:
    """Nobody yet, then live; who talks is lit; Mute, Hold, Announce, Kick and End do it to the calls."""
    lab, room = real_lab, "standup"
    lab.put_document(
        room, f"<Response><Dial><Conference beep='false'>{room}</Conference></Dial><Say>Bye</Say></Response>"
    )

    async def story(page: Page, _: FakeLab) -> None:
        await hand_over(page, lab, may={"conference": room})
        await show(page, "conference", {"name": room}, "560px")
        board = page.get_by_role("group", name=f"Conference {room}", exact=True)
        await expect(board.get_by_role("status")).to_have_text("nobody is here yet")
        await expect(button(board, "End")).to_be_disabled()
        await expect(button(board, "Announce")).to_be_disabled()
        ann, ben = await dials(lab, "client:ann", room), await dials(lab, "client:ben", room)
        await expect(board.get_by_role("status")).to_have_text("2 people · in progress")
        await expect(page.get_by_role("listitem")).to_have_count(2)

        talk = asyncio.create_task(
            asyncio.to_thread(lab.say, ann, "Good morning, this is Ann and I talk for long.")
        )
        await expect(person(page, "ann").get_by_text("talking")).to_be_visible()
        assert not await person(page, "ben").get_by_text("talking").is_visible()
        await in_both_themes(page, "conference")
        await talk
        await expect(person(page, "ann").get_by_text("talking")).to_be_hidden()

        await button(person(page, "ben"), "Mute").click()
        await expect(person(page, "ben").get_by_text("muted")).to_be_visible()
        await button(person(page, "ben"), "Unmute").press("Enter")
        await expect(button(person(page, "ben"), "Mute")).to_be_focused()
        await button(person(page, "ann"), "Hold").press("Space")
        await expect(person(page, "ann").get_by_text("on hold")).to_be_visible()
        await in_both_themes(page, "conference-held")
        await button(person(page, "ann"), "Unhold").click()
        await expect(button(person(page, "ann"), "Hold")).to_be_visible()

        for sid in (ann, ben):
            await until(lambda sid=sid: loudest(lab, sid, "outbound", 1.0) < 0.01)
        before = {sid: heard(lab, sid) for sid in (ann, ben)}
        words = page.get_by_role("textbox", name="What to announce", exact=True)
        await words.fill("Lunch is <ready>.")
        await words.press("Enter")
        await event(lab, ann, "prompt-started", text="Lunch is <ready>.")  # once, for the whole room
        for sid in (ann, ben):
            await until(lambda sid=sid: heard(lab, sid) > before[sid] + 0.4)
        await expect(words).to_have_value("")

        await button(person(page, "ben"), "Kick").click()
        await expect(page.get_by_role("listitem")).to_have_count(1)
        left = await event(lab, ben, "conference-left")
        assert left["reason"] == "participant_updated_via_api"
        await event(lab, ben, "prompt-started", text="Bye")  # its call goes on
        await button(board, "End").click()
        await expect(board.get_by_role("status")).to_have_text(re.compile(r"^ended at \d"))
        await expect(
            board.get_by_text("Here were ann and ben. It was ended from a board or by the API.")
        ).to_be_visible()
        await in_both_themes(page, "conference-over")
        assert (await event(lab, ann, "conference-left"))["reason"] == "conference_ended_via_api"
        # the kernel was asked for the token, and for nothing else
        assert await page.evaluate("models.at(-1).sent") == [{"type": "credentials"}]

    browser.run(story)


def test_a_hasty_hand_does_it_once_and_to_one_person(browser: Chromium, real_lab: Client) -> None:
    """A double click, an Enter that is held down, one more Enter: nobody else is kicked, and the room goes on."""
    lab, room = real_lab, "hasty"
    lab.put_document(room, f"<Response><Dial><Conference beep='false'>{room}</Conference></Dial></Response>")

    async def story(page: Page, _: FakeLab) -> None:
        await hand_over(page, lab, may={"conference": room})
        await show(page, "conference", {"name": room}, "560px")
        board = page.get_by_role("group", name=f"Conference {room}", exact=True)
        people = ["ann", "ben", "cy", "dee", "eli"]
        sids = {who: await dials(lab, f"client:{who}", room) for who in people}
        await expect(page.get_by_role("listitem")).to_have_count(5)

        await button(person(page, "ben"), "Kick").dblclick()
        await event(lab, sids["ben"], "conference-left", reason="participant_updated_via_api")
        await expect(person(page, "ben")).to_contain_text("was kicked")
        await expect(page.get_by_role("listitem")).to_have_count(4)

        await button(person(page, "cy"), "Kick").focus()
        for _ in range(6):  # all but the first repeat it: the key is held down
            await page.keyboard.down("Enter")
        await page.keyboard.up("Enter")
        await expect(person(page, "dee")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("listitem")).to_have_count(3)
        await page.keyboard.press("Tab")
        await expect(button(person(page, "dee"), "Mute")).to_be_focused()

        # one leaves by themselves while the keyboard is with them, and what was asked of them comes too late
        await page.route("**/lab/v1/conferences", lambda route: leaves_first(route, lab, sids["dee"]))
        await page.keyboard.press("Enter")
        await expect(person(page, "eli")).to_be_focused()
        await expect(page.get_by_role("listitem")).to_have_count(2)
        await expect(board.get_by_role("alert")).to_be_hidden()
        await page.unroute("**/lab/v1/conferences")

        await button(board, "End").dblclick()
        await expect(board.get_by_role("status")).to_have_text(re.compile(r"^ended at \d"))
        await expect(page.get_by_role("listitem")).to_have_count(0)
        await expect(board.get_by_role("alert")).to_be_hidden()
        await expect(board).to_be_focused()  # its button can do nothing now: Tab goes on from here

    browser.run(story)


async def leaves_first(route: Route, lab: Client, sid: str) -> None:
    """What a page asks is passed on when this party has hung up."""
    await asyncio.to_thread(lab.update_call, sid, status="completed")
    await route.continue_()


def test_a_board_without_the_right_says_so(browser: Chromium, real_lab: Client) -> None:
    """The token decides what a page may do, not the picture it shows."""
    lab, room = real_lab, "closed-room"
    lab.put_document(room, f"<Response><Dial><Conference>{room}</Conference></Dial></Response>")

    async def story(page: Page, _: FakeLab) -> None:
        await hand_over(page, lab, may={"conference": "another room"})
        await show(page, "conference", {"name": room}, "560px")
        sid = await dials(lab, "client:ann", room)
        await button(person(page, "ann"), "Kick").click()
        await expect(page.get_by_role("alert")).to_contain_text("does not allow it to moderate")
        await expect(person(page, "ann")).to_be_visible()
        await button(page, "Dismiss").click()
        await expect(page.get_by_role("alert")).to_be_hidden()
        await asyncio.to_thread(lab.update_call, sid, status="completed")
        await expect(page.get_by_role("listitem")).to_have_count(0)

    browser.run(story)


def test_callers_who_wait_are_taken_and_sent_elsewhere(browser: Chromium, real_lab: Client) -> None:
    """Who waits, where, since when; Take rings somebody and connects the first; Dequeue runs a document."""
    lab, queue = real_lab, "support"
    lab.put_document(queue, f"<Response><Enqueue action='/twiml/bye'>{queue}</Enqueue></Response>")
    lab.put_document("bye", "<Response><Hangup/></Response>")
    lab.put_document("voicemail", "<Response><Say>Leave a message.</Say><Pause length='20'/></Response>")
    lab.put_document("desk", "<Response><Say>This is the desk.</Say></Response>")
    desk = "+15005550077"
    lab.put_number(desk, voice_url="desk")

    async def story(page: Page, _: FakeLab) -> None:
        await hand_over(page, lab, may={"queues": True})
        await show(page, "queues", {"by": "alice"}, "560px")
        board = page.get_by_role("group", name="Queues", exact=True)
        await expect(board).to_be_visible()
        eve, fay = await dials(lab, "client:eve", queue), await dials(lab, "client:fay", queue)
        section = page.get_by_role("region", name=f"Queue {queue}", exact=True)
        await expect(section.get_by_text("2 waiting")).to_be_visible()
        await expect(person(page, "eve")).to_contain_text("1")
        await expect(person(page, "fay").get_by_text("0:01")).to_be_visible()
        await in_both_themes(page, "queues")

        await page.get_by_role("textbox", name="Where to", exact=True).fill("voicemail")
        await button(person(page, "fay"), "Dequeue").press("Enter")
        await event(lab, fay, "prompt-started", text="Leave a message.")
        await expect(section.get_by_role("listitem")).to_have_count(1)
        await expect(section.get_by_text("fay was sent elsewhere")).to_be_visible()

        await page.get_by_role("textbox", name="Who takes", exact=True).fill(desk)
        await button(section, "Take").click()
        asked = await event(lab, eve, "webhook-started", purpose="action")
        assert asked["parameters"]["QueueResult"] == "bridged"
        await expect(section.get_by_text("nobody waits")).to_be_visible()
        await expect(button(section, "Take")).to_be_disabled()
        await expect(section.get_by_text(re.compile(r"eve was connected after \d+:\d\d$"))).to_be_visible()
        await in_both_themes(page, "queue-left")
        assert await page.evaluate("models.at(-1).saved.by") == desk
        await asyncio.to_thread(lab.update_call, fay, status="completed")
        await until(lambda: lab.call(eve)["status"] == "completed")

    browser.run(story)
