"""The flow's picture in a page: what lights up while a call runs, by mouse and keyboard, in its classes and pixels."""

from __future__ import annotations

import io
from typing import Any

import pytest
from browser_page import CONTRAST, Chromium, show
from fake_lab import CALL, FakeLab
from PIL import Image
from playwright.async_api import Locator, Page, expect
from real_lab import accessibility_faults, picture

from voicelab.flow.drawing import STYLE, svg
from voicelab.flow.reading import Reader

pytestmark = pytest.mark.browser

BASE = "http://127.0.0.1:5000"
DOCUMENTS = {
    "welcome": """<Response>
  <Gather numDigits="1" action="chosen-{{Digits}}">
    <Say>Press 1 for sales, 2 for the weather.</Say>
  </Gather>
  <Redirect/>
</Response>""",
    "chosen-1": "<Response><Say>Sales.</Say><Dial><Client>bob</Client></Dial></Response>",
    "chosen-2": "<Response><Say>It rains.</Say><Redirect>/webhooks/more</Redirect></Response>",
}
ANSWER = "<Response><Say>It will rain tomorrow, too.</Say></Response>"
OTHER = "CA" + "9" * 32


def reader() -> Reader:
    return Reader(BASE, DOCUMENTS, {"/more": "function more, not asked yet."})


def drawn(flow: Reader) -> str:
    return f"<style>{STYLE}</style>{svg(flow.chart)}"


async def flow(page: Page, width: str = "1100px") -> Locator:
    await show(page, "flow", {"svg": drawn(reader()), "about": "", "call_sid": ""}, width)
    place = page.get_by_role("group", name="Flow of the lab")
    await expect(place.get_by_text("the way of the next call lights up here")).to_be_visible()
    return place


async def begin(lab: FakeLab, sid: str = CALL) -> None:
    """A call that has reached the menu's Say."""
    menu = f"{BASE}/twiml/welcome"
    await emit(lab, sid, "call-created", from_="client:alice", to="welcome", status="ringing")
    await emit(lab, sid, "webhook-started", url=menu, parameters={})
    await emit(lab, sid, "document-started", document=1, url=menu, source=DOCUMENTS["welcome"])
    await verb(lab, sid, 1, "Gather", 2, 3, 1)
    await verb(lab, sid, 2, "Say", 3, 5, 1)


async def choose(lab: FakeLab, digit: str, sid: str = CALL) -> None:
    """A digit takes it to the next document's Say."""
    url = f"{BASE}/twiml/chosen-{digit}"
    await emit(lab, sid, "verb-ended", verb_id=2, outcome="continue")
    await emit(lab, sid, "verb-ended", verb_id=1, outcome=f"go to {url}")
    await emit(lab, sid, "webhook-started", url=url, parameters={"Digits": digit})
    await emit(lab, sid, "document-started", document=2, url=url, source=DOCUMENTS[f"chosen-{digit}"])
    await verb(lab, sid, 3, "Say", 1, 11, 2)


async def emit(lab: FakeLab, sid: str, event: str, **fields: Any) -> None:
    await lab.emit(event, 0.0, call_sid=sid, **fields)


async def verb(lab: FakeLab, sid: str, number: int, name: str, line: int, column: int, document: int) -> None:
    place = {"line": line, "column": column, "document": document}
    await emit(lab, sid, "verb-started", verb_id=number, verb=name, **place)


def lit(place: Locator) -> Locator:
    return place.locator("[data-step]:has(.f-row.f-live)")


def now(place: Locator) -> Locator:
    return place.locator("[data-step]:has(.f-row.f-now)")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_of_a_call_lights_up_while_it_runs(browser: Chromium, theme: str) -> None:
    """Each step as it begins, the way that the digit took, the party that is called; numbered by turns."""

    async def story(page: Page, lab: FakeLab) -> None:
        place = await flow(page)
        await page.emulate_media(reduced_motion="reduce")  # so that pixels stand still
        say = place.locator("[data-step]").filter(has_text="Press 1 for sales")
        before = await ground(say)
        await begin(lab)
        await expect(now(place)).to_contain_text("Press 1 for sales")
        await expect(lit(place)).to_have_count(2)
        assert await ground(say) != before
        await expect(place.get_by_role("status")).to_contain_text("client:alice → welcome · Say")
        await choose(lab, "1")
        await expect(now(place)).to_contain_text("Sales.")
        await expect(place.locator("path.f-way.f-live")).to_have_attribute("data-label", "1")
        await expect(place.locator(".f-label.f-live")).to_have_text("1")
        await verb(lab, CALL, 4, "Dial", 1, 33, 2)
        await expect(place.locator("[data-kind=party]:has(.f-live)")).to_contain_text("client:bob")
        await expect(place.locator(".f-turn")).to_have_text(["1", "2", "3", "4"])
        await picture(page, f"flow-live-{theme}")
        assert await page.evaluate(CONTRAST) == []
        assert await accessibility_faults(page) == []
        await emit(lab, CALL, "call-ended", status="completed")
        await expect(now(place)).to_have_count(0)
        await expect(lit(place)).to_have_count(4)

    browser.run(story, theme=theme)


async def ground(step: Locator) -> tuple[int, ...]:
    """The colour beside a step's words."""
    image = Image.open(io.BytesIO(await step.locator(".f-row").screenshot())).convert("RGB")
    color = image.getpixel((image.width - 8, image.height // 2))
    assert isinstance(color, tuple)
    return color


def test_calls_that_run_at_once_are_lit_together_and_the_next_one_begins_anew(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        place = await flow(page)
        await begin(lab)
        await choose(lab, "1")
        await begin(lab, OTHER)
        await expect(now(place)).to_have_count(2)
        await expect(place.get_by_role("status")).to_contain_text("and 1 more")
        await expect(place.locator(".f-turn")).to_have_count(0)  # whose turns they were could not be told
        for sid in (CALL, OTHER):
            await emit(lab, sid, "call-ended", status="completed")
        await expect(now(place)).to_have_count(0)
        await expect(lit(place)).to_have_count(3)
        await begin(lab, "CA" + "8" * 32)
        await expect(lit(place)).to_have_count(2)
        await expect(place.locator(".f-turn")).to_have_text(["1", "2"])

    browser.run(story)


def test_what_the_picture_does_not_have_is_drawn_when_the_kernel_can(browser: Chromium) -> None:
    """A webhook answers for the first time: its box lights at once, its steps once the kernel has drawn them."""

    async def story(page: Page, lab: FakeLab) -> None:
        place = await flow(page)
        await begin(lab)
        await choose(lab, "2")
        more = f"{BASE}/webhooks/more"
        await emit(lab, CALL, "verb-ended", verb_id=3, outcome=f"go to {more}")
        await emit(lab, CALL, "document-started", document=3, url=more, source=ANSWER)
        await verb(lab, CALL, 4, "Say", 1, 11, 3)
        await expect(place.locator("[data-kind=webhook]:has(.f-box.f-live)")).to_contain_text("/more")
        await page.wait_for_function("models[0].sent.some(each => each.type === 'redraw')")
        known = reader()
        box = known.box_of(more)
        known.section(box, "answered", ANSWER)
        await page.evaluate("svg => models[0].set('svg', svg)", drawn(known))
        await expect(now(place)).to_contain_text("It will rain tomorrow")
        await expect(lit(place)).to_have_count(4)
        assert await page.evaluate("models[0].sent.filter(each => each.type === 'redraw').length") == 1

    browser.run(story)


def test_a_changed_document_is_drawn_anew(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        await flow(page)
        same = {"name": "chosen-1", "source": DOCUMENTS["chosen-1"], "revision": "1"}
        await lab.emit("document", 0.0, **same)
        await lab.emit("document", 0.0, **{**same, "source": ANSWER, "revision": "2"})
        await page.wait_for_function("models[0].sent.some(each => each.type === 'redraw')")
        [watch] = lab.watchers.values()
        assert sorted(watch["documents"]) == sorted(DOCUMENTS)

    browser.run(story)


def test_it_follows_the_call_unless_told_not_to_by_keyboard(browser: Chromium) -> None:
    """In a narrow place the picture scrolls to the step that runs; Follow and Clear by keys alone."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.emulate_media(reduced_motion="reduce")
        place = await flow(page, "420px")
        pane = place.get_by_role("region", name="Flow")
        await begin(lab)
        await choose(lab, "1")
        await page.wait_for_function("document.querySelector('.vl-flow-pane').scrollLeft > 60")
        follow = place.get_by_role("button", name="Follow")
        await expect(follow).to_have_attribute("aria-pressed", "true")
        await follow.focus()
        await page.keyboard.press("Space")
        await expect(follow).to_have_attribute("aria-pressed", "false")
        await pane.focus()
        await page.keyboard.press("Home")
        await pane.evaluate("pane => { pane.scrollLeft = 0 }")
        await emit(lab, CALL, "call-ended", status="completed")
        clear = place.get_by_role("button", name="Clear")
        await expect(clear).to_be_enabled()
        await follow.focus()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(lit(place)).to_have_count(0)
        assert await pane.evaluate("pane => pane.scrollLeft") == 0
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    browser.run(story)


def test_the_step_that_runs_pulses_unless_motion_is_not_wanted(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        place = await flow(page)
        await begin(lab)
        await expect(now(place)).to_have_count(1)
        moving = "document.querySelector('.vl-flow-pulse').getAnimations().length"
        await page.emulate_media(reduced_motion="no-preference")
        await page.wait_for_function(f"{moving} === 1")
        await page.emulate_media(reduced_motion="reduce")
        await page.wait_for_function(f"{moving} === 0")
        ring, row = page.locator(".vl-flow-pulse"), now(place).locator(".f-row")
        boxes = await ring.bounding_box(), await row.bounding_box()
        assert (
            boxes[0]
            and boxes[1]
            and all(
                boxes[0][side] == pytest.approx(boxes[1][side], abs=3)
                for side in ("x", "y", "width", "height")
            )
        )
        await emit(lab, CALL, "call-ended", status="completed")
        await expect(ring).to_have_count(0)

    browser.run(story)
