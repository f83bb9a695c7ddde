"""Timeline, scope and TwiML cell: what they show of a call, and what can be done with it."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from browser_page import CONTRAST, Chromium, show
from fake_lab import CALL, CLOSED, MENU, FakeLab, menu_events, speech
from playwright.async_api import Locator, Page, expect

pytestmark = pytest.mark.browser

FINDING = {
    "line": 2,
    "column": 25,
    "code": 12200,
    "level": "warning",
    "message": "Gather has no attribute timout.",
    "cure": "Did you mean timeout?",
}
PAINTED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let at = 3; at < data.length; at += 4) painted += data[at] > 40;
  return painted;
}"""

# The scope's canvas is opaque: what is drawn on its ground.
INKED = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const ground = new Uint32Array(data.buffer.slice(0, 4))[0];
  return new Uint32Array(data.buffer).reduce((inked, pixel) => inked + (pixel !== ground), 0);
}"""
SLIDES = "document.querySelector('.vl-scope canvas').getAnimations()"
LEFT = "document.querySelector('.vl-scope canvas').getBoundingClientRect().left"


async def timeline(page: Page, lab: FakeLab) -> Locator:
    """The timeline of a call that is over: the menu, the digit, and what it led to."""
    for at, event, fields in menu_events():
        await lab.emit(event, at, **fields)
    await lab.emit("verb-ended", 12.4, verb_id=3, outcome="continue")
    await lab.emit("call-ended", 12.5, status="completed", duration=12.5, reason="the document ended")
    await show(page, "timeline", {"call_sid": CALL}, "900px")
    place = page.get_by_role("group", name=f"Timeline of call {CALL}")
    await expect(place.get_by_text("completed · the document ended")).to_be_visible()
    return place


def test_the_timeline_shows_what_happened_afterwards(browser: Chromium) -> None:
    """History from /observe: exchanges, verbs with their words, digits, the call's end."""

    async def story(page: Page, lab: FakeLab) -> None:
        place = await timeline(page, lab)
        await expect(place.get_by_role("button", name="POST /twiml/welcome 12 ms")).to_be_visible()
        await expect(place.get_by_text("Gather · 1", exact=True)).to_be_visible()
        await expect(
            place.get_by_role("button", name="Say “Press 1 for sales, 2 for a song.”")
        ).to_be_visible()
        await expect(place.locator(".vl-digit")).to_have_text("1")
        await expect(place.get_by_text("POST /ivr/menu · 200 · 34 ms · signed")).to_be_visible()
        assert await page.evaluate("models[0].sent.map(m => m.type)") == ["credentials", "envelope"]

    browser.run(story)


def test_the_playhead_lights_the_verb_that_ran(browser: Chromium) -> None:
    """By mouse at an exchange, by keyboard along the axis: exchange, document and line follow."""

    async def story(page: Page, lab: FakeLab) -> None:
        place = await timeline(page, lab)
        await place.get_by_role("button", name="POST /twiml/welcome 12 ms").click()
        await expect(place.get_by_text("POST /twiml/welcome · 200 · 12 ms · signed")).to_be_visible()
        head = place.get_by_role("slider", name="Playhead")
        await head.focus()
        await page.keyboard.press("Home")
        for _ in range(2):
            await page.keyboard.press("ArrowRight")
        await expect(head).to_have_attribute("aria-valuetext", "1.0 seconds of 12.5")
        await expect(place.locator("li[aria-current=step]")).to_contain_text(
            "Press 1 for sales, 2 for a song."
        )
        await page.keyboard.press("Shift+ArrowRight")
        await expect(place.locator("li[aria-current=step]")).to_contain_text("<Gather")
        await place.get_by_role("button", name="Say “Sales is closed.”").click()
        await expect(place.locator("li[aria-current=step]")).to_contain_text("Sales is closed.")

    browser.run(story)


def test_the_sdks_samples_have_a_lane_and_stand_above_at_the_playhead(browser: Chromium) -> None:
    """Several samples come at once, a second apart; what counts is where the playhead is."""

    async def story(page: Page, lab: FakeLab) -> None:
        place = await timeline(page, lab)
        for mos, rtt in ((4.4, 3.0), (4.3, 5.0), (2.1, 400.0)):
            await lab.emit("quality-sampled", 11.0, rtt=rtt, jitter=2.0, loss=0.5, mos=mos)
        await expect(place.get_by_text("quality", exact=True)).to_be_visible()
        await expect(place.get_by_text("RTT 400 ms · jitter 2 ms · loss 0.5 % · MOS 2.1")).to_be_visible()
        head = place.get_by_role("slider", name="Playhead")
        await head.focus()
        await page.keyboard.press("Home")
        await page.keyboard.press("Shift+ArrowRight")
        await page.keyboard.press("Shift+ArrowRight")
        await expect(head).to_have_attribute("aria-valuetext", "10.0 seconds of 12.5")
        await expect(place.locator(".vl-quality")).to_have_text(
            "RTT 5 ms · jitter 2 ms · loss 0.5 % · MOS 4.3"
        )

    browser.run(story)


ZOOMED = "wide => document.querySelectorAll('.vl-verb')[1].offsetWidth > 1.4 * wide"
FITTED = "wide => Math.abs(document.querySelectorAll('.vl-verb')[1].offsetWidth - wide) < 2"
DRAGGED = "left => document.querySelectorAll('.vl-verb')[1].getBoundingClientRect().x > left + 50"


def test_zoom_and_drag_move_the_axis_and_a_click_scrubs(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        place = await timeline(page, lab)
        head = place.get_by_role("slider", name="Playhead")
        track = await head.bounding_box()
        assert track is not None
        low = track["y"] + track["height"] - 50  # between the waves, where nothing else takes the click
        await page.mouse.click(track["x"] + track["width"] / 2, low)
        await expect(head).to_have_attribute("aria-valuetext", "6.5 seconds of 12.5")
        say = place.get_by_role("button", name="Say “Press 1 for sales, 2 for a song.”")
        before = await say.bounding_box()
        assert before is not None
        await place.get_by_role("button", name="Zoom in").click()
        await page.wait_for_function(ZOOMED, arg=before["width"])
        await place.get_by_role("button", name="Fit").click()
        await page.wait_for_function(FITTED, arg=before["width"])
        await head.press("+")
        await page.wait_for_function(ZOOMED, arg=before["width"])
        now = await say.bounding_box()
        assert now is not None
        await page.mouse.move(track["x"] + 200, low)
        await page.mouse.down()
        await page.mouse.move(track["x"] + 300, low, steps=4)
        await page.mouse.up()
        await page.wait_for_function(DRAGGED, arg=now["x"])

    browser.run(story)


def test_requests_at_one_time_are_each_seen_and_clicked(browser: Chromium) -> None:
    """Within a few pixels of each other, and within the time of one that lasts: none covers another."""

    async def story(page: Page, lab: FakeLab) -> None:
        for number, at, lasts in ((3, 4.0, 3.0), (4, 4.002, 0.004), (5, 4.004, 0.9), (6, 5.5, 0.1)):
            url = f"http://127.0.0.1:5000/status/{number}"
            about = {"method": "POST", "url": url, "parameters": {}, "signature": "c2ln", "purpose": "status"}
            await lab.emit("webhook-started", at, exchange=number, **about)
            done = {"status": 200, "duration": lasts, "content_type": "text/xml", "body": ""}
            await lab.emit("webhook-answered", at + lasts, exchange=number, error_code=None, **done)
        place = await timeline(page, lab)
        for number in (6, 5, 4, 3):
            hook = place.get_by_role("button", name=f"POST /status/{number} ")
            box = await hook.bounding_box()
            assert box is not None
            await page.mouse.click(box["x"] + 6, box["y"] + box["height"] / 2)
            await expect(place.locator(".vl-exchange")).to_contain_text(f"POST /status/{number} ")
            await expect(hook).to_have_attribute("aria-pressed", "true")

    browser.run(story)


def test_what_a_request_answered_can_be_read(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        place = await timeline(page, lab)
        await place.get_by_role("button", name="POST /ivr/menu 34 ms").click()
        await place.get_by_text("answered text/xml").click()
        await expect(place.locator(".vl-answer pre")).to_have_text(CLOSED)

    browser.run(story)


def test_a_live_call_moves_the_timeline(browser: Chromium) -> None:
    """The waves and the playhead go with the call; a notification stands at its element."""

    async def story(page: Page, lab: FakeLab) -> None:
        await show(page, "timeline", {"call_sid": CALL}, "900px")
        canvas = page.locator("canvas")
        await page.get_by_text("waiting for the call").wait_for()
        await lab.emit(
            "call-created", 0.0, from_="client:alice", to="welcome", direction="inbound", status="ringing"
        )
        await lab.emit("document-started", 0.0, document=1, url="http://a/", source=CLOSED)
        fault = {"code": 13520, "level": "error", "message": "No such voice.", "cure": "Use alice."}
        await lab.emit("notified", 0.1, line=2, column=3, document=1, url="", **fault)
        await expect(page.get_by_text("13520 line 2, column 3: No such voice. Use alice.")).to_be_visible()
        quiet = await canvas.evaluate(PAINTED)
        lab.sound(0.0, 1.2, speech((0.0, 1.2)), speech((0.0, 1.2)))
        await page.wait_for_function(f"({PAINTED})(document.querySelector('canvas')) > {quiet + 300}")
        await page.wait_for_function("+document.querySelector('.vl-scrub').ariaValueNow > 0.5")

    browser.run(story)


def test_play_asks_the_kernel_for_the_sound_and_moves_the_playhead(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        samples = struct.pack("<16000h", *[3000, -3000] * 8000)
        header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 32036, b"WAVE", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16,
                             b"data", 32000)  # fmt: skip
        await page.evaluate(
            "wav => { window.messages.audio = (model, { from }) => model.hear({type: 'audio', from, start: 0},"
            " [new DataView(new Uint8Array(wav).buffer)]) }",
            list(header + samples),
        )
        place = await timeline(page, lab)
        await page.evaluate(
            "models[0].hear({type: 'envelope', rate: 1, start: 0, inbound: [[-1, 1]], outbound: []})"
        )
        await place.get_by_role("slider", name="Playhead").press("Home")
        await place.get_by_role("button", name="Play", exact=True).click()
        await place.get_by_role("button", name="Pause", exact=True).wait_for()
        await page.wait_for_function("+document.querySelector('.vl-scrub').ariaValueNow > 0.5")
        await place.get_by_role("button", name="Play", exact=True).wait_for()  # two seconds later it is over

    browser.run(story)


def test_an_exchange_is_copied_as_curl(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }; 0")
        place = await timeline(page, lab)
        await place.get_by_role("button", name="copy as curl").click()
        await expect(place.get_by_role("button", name="copied")).to_be_visible()
        copied = await page.evaluate("window.copied")
        assert copied.startswith(
            "curl 'http://127.0.0.1:5000/ivr/menu' -H 'X-Twilio-Signature: c2lnbmF0dXJl'"
        )
        assert "--data-urlencode 'Digits=1'" in copied

    browser.run(story)


def test_the_scope_draws_sound_and_names_the_verb(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        await show(page, "scope", {"call_sid": CALL}, "600px")
        canvas = page.get_by_role("img", name="Sound of the last 10 seconds of the call")
        await page.get_by_text("waiting for the call").wait_for()
        await lab.emit(
            "call-created", 0.0, from_="client:alice", to="welcome", direction="inbound", status="ringing"
        )
        await expect(page.get_by_text("client:alice → welcome · ringing")).to_be_visible()
        quiet = await canvas.evaluate(INKED)  # dots where sound will be
        lab.sound(0.0, 1.2, speech((0.0, 1.2)), speech((0.0, 1.2)))
        await page.wait_for_function(f"({INKED})(document.querySelector('canvas')) > {quiet + 300}")

    browser.run(story)


def test_the_scopes_strip_moves_by_itself_and_rests_where_nobody_sees_it(browser: Chromium) -> None:
    """Thirty steps a second and more, each to whole pixels, as an animation that needs no script."""

    async def story(page: Page, lab: FakeLab) -> None:
        await show(page, "scope", {"call_sid": CALL}, "600px")
        await lab.emit(
            "call-created", 0.0, from_="client:alice", to="welcome", direction="inbound", status="ringing"
        )
        await page.wait_for_function(f"({SLIDES}).length === 1")
        frames = await page.evaluate(f"({SLIDES})[0].effect.getKeyframes().map(each => each.transform)")
        seconds = await page.evaluate(f"({SLIDES})[0].effect.getTiming().duration / 1000")
        assert (len(frames) - 1) / seconds > 30
        assert all(
            float(each.removeprefix("translateX(").removesuffix("px)")).is_integer() for each in frames
        )
        # It moves on though nothing comes: no sound, no event
        left = await page.evaluate(LEFT)
        await page.wait_for_function(f"({LEFT}) !== {left}")
        await page.evaluate("document.body.style.paddingTop = '3000px'")
        await page.wait_for_function(f"({SLIDES}).length === 0")
        await page.evaluate("document.body.style.paddingTop = '0'")
        await page.wait_for_function(f"({SLIDES}).length === 1")
        await lab.emit("call-ended", 0.5, status="completed", duration=0.5, reason="the caller hung up")
        await page.wait_for_function(f"({SLIDES}).length === 0")

    browser.run(story)


def test_the_cell_shows_findings_at_their_lines_and_calls(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        steps = [("Gather", "numDigits 1"), ("Say", "“Press 1”")]
        outline = [{"depth": 0, "name": name, "summary": words, "line": 2} for name, words in steps]
        traits: dict[str, Any] = {
            "name": "welcome",
            "source": MENU,
            "findings": [FINDING],
            "outline": outline,
        }
        await show(page, "cell", {**traits, "served_at": "/twiml/welcome"}, "700px")
        await expect(page.get_by_text("2 verbs · served at /twiml/welcome")).to_be_visible()
        await expect(page.get_by_text("1 warning", exact=True)).to_be_visible()
        lines = page.locator(".vl-lines li")
        await expect(lines.nth(1)).to_have_class("vl-found")
        words = "12200 line 2, column 25: Gather has no attribute timout. Did you mean timeout?"
        await expect(lines.nth(2)).to_have_text(words)
        await page.get_by_role("button", name="Call", exact=True).click()
        await page.get_by_role("button", name="Edit", exact=True).click()
        assert await page.evaluate("models[0].sent") == [{"type": "call"}, {"type": "edit"}]
        await page.get_by_text("Flow", exact=True).click()
        await expect(page.locator(".vl-outline li").nth(1)).to_have_text("Say “Press 1”")

    browser.run(story)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_their_texts_can_be_read_in_both_themes(browser: Chromium, theme: str) -> None:
    """WCAG AA: 4.5 to 1."""

    async def story(page: Page, lab: FakeLab) -> None:
        await timeline(page, lab)
        findings = [FINDING, {**FINDING, "line": 3, "level": "error"}]
        traits = {"name": "welcome", "source": MENU, "findings": findings, "served_at": "/twiml/welcome"}
        await show(page, "cell", traits, "700px")
        await page.get_by_text("1 error, 1 warning").wait_for()
        assert await page.evaluate(CONTRAST) == []

    browser.run(story, theme=theme)


@pytest.mark.parametrize("width", [340, 1240])
def test_nothing_overflows_its_place(browser: Chromium, width: int) -> None:
    """In a narrow cell and in a wide one, no widget is wider than where it stands."""

    async def story(page: Page, lab: FakeLab) -> None:
        traits = {"name": "welcome", "source": MENU, "findings": [FINDING], "served_at": "/twiml/welcome"}
        await page.evaluate("document.querySelector('main').style.display = 'block'")
        await timeline(page, lab)
        await page.evaluate("document.querySelector('main > div').style.width = ''")
        await show(page, "cell", traits)
        await show(page, "scope", {"call_sid": CALL})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    browser.run(story, width=width)
