"""The editor against a real lab: what is written is published, what Python publishes shows, the table helps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import edited_lab
import pytest
from browser_page import CONTRAST, Chromium
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, Route, expect
from real_lab import SECRETS, accessibility_faults, hand_over, running_lab

from voicelab.kernel.lab import Lab

pytestmark = pytest.mark.browser

MENU = """<Response>
  <Gather numDigits="1" timout="8" action="/ivr/menu">
    <Say voice="alise">Press 1 for sales, 2 for a song.</Say>
  </Gather>
  <Redirect/>
</Response>"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with running_lab(tmp_path_factory.mktemp("editor")) as client:
        lab = Lab(client.url, client.account_sid, SECRETS[0])
        yield lab
        lab.end()


@pytest.fixture
def name(lab: Lab) -> Iterator[str]:
    """A document of the test's own."""
    name = f"menu-{uuid4().hex[:8]}"
    lab.twiml[name] = MENU
    yield name
    lab.twiml.pop(name, None)


async def text_is(page: Page, lab: Lab, name: str, wanted: str) -> None:
    """Wait until the editor has published that text; then the lab has it."""
    await page.wait_for_function(
        """wanted => models[0].saved.source === wanted
            && document.querySelector(".vl-editor [role=status]").textContent === "published" """,
        arg=wanted,
    )
    assert await asyncio.to_thread(lambda: lab.twiml[name]) == wanted


async def at_end_of(editor: Locator, page: Page, words: str) -> None:
    """Put the cursor at the end of the line that has these words."""
    await editor.locator(".cm-line", has_text=words).click()
    await page.keyboard.press("End")


def test_what_is_written_is_published_and_can_be_undone(browser: Chromium, lab: Lab, name: str) -> None:
    """Valid or not; by keyboard, and by the button."""

    async def story(page: Page, editor: Locator) -> None:
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.type("<Pause/>")
        changed = MENU.replace("<Redirect/>", "<Redirect/><Pause/>")
        await text_is(page, lab, name, changed)
        await page.keyboard.type("<")
        await text_is(page, lab, name, changed.replace("<Pause/>", "<Pause/><"))
        await expect(editor.get_by_text("1 error", exact=True)).to_be_visible()
        while await editor.get_by_role("button", name="Undo").is_enabled():
            await editor.get_by_role("button", name="Undo").click()
        await text_is(page, lab, name, MENU)
        await editor.get_by_role("textbox").press("Control+y")
        await page.wait_for_function("models[0].saved.source.includes('<Pause/>')")

    edited_lab.edit(browser, lab, name, story)


def test_undo_after_another_document_came_from_python_makes_no_rubbish(
    browser: Chromium, lab: Lab, name: str
) -> None:
    """A sketch that is replaced from a cell: Undo brings the sketch back, then takes what was typed away."""

    async def story(page: Page, editor: Locator) -> None:
        undo = editor.get_by_role("button", name="Undo")
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.insert_text("<Hangup/>")
        sketch = MENU.replace("<Redirect/>", "<Redirect/><Hangup/>")
        await text_is(page, lab, name, sketch)
        says = [f"  <Say>Sentence {number}, which nobody had in the sketch.</Say>" for number in range(9)]
        other = "\n".join(["<Response>", *says, "  <Hangup/>", "</Response>"])
        await asyncio.to_thread(lab.twiml.publish, name, other)
        await text_is(page, lab, name, other)
        await undo.click()
        await text_is(page, lab, name, sketch)
        await undo.click()
        await text_is(page, lab, name, MENU)

    edited_lab.edit(browser, lab, name, story)


def test_what_python_publishes_shows_and_nobody_loses_anything(
    browser: Chromium, lab: Lab, name: str
) -> None:
    """Both change the document within one moment, in different places: both changes are in it afterwards."""

    async def story(page: Page, editor: Locator) -> None:
        theirs = MENU.replace("Press 1 for sales, 2 for a song.", "Press a key.")
        await asyncio.to_thread(lab.twiml.publish, name, theirs)
        await expect(editor.get_by_text("Press a key.")).to_be_visible()
        assert await editor.get_by_role(
            "button", name="Undo"
        ).is_disabled()  # what others did is theirs to undo
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.insert_text("<Hangup/>")
        ours = theirs.replace("<Redirect/>", "<Redirect/><Hangup/>")
        both = ours.replace("Press a key.", "Press any key, please.")
        await asyncio.to_thread(
            lab.twiml.publish, name, theirs.replace("Press a key.", "Press any key, please.")
        )
        await text_is(page, lab, name, both)
        await expect(editor.get_by_text("Press any key, please.")).to_be_visible()
        await editor.get_by_text("published", exact=True).wait_for()

    edited_lab.edit(browser, lab, name, story)


def test_news_of_ones_own_change_doubles_nothing(browser: Chromium, lab: Lab, name: str) -> None:
    """The lab's news to all who watch may be here before its answer to who wrote; more is typed meanwhile."""

    async def story(page: Page, editor: Locator) -> None:
        await edited_lab.show_editor(page, lab, name, "500px")
        one, two = editor.first, editor.last
        asked, typed, told = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def held(route: Route) -> None:
            asked.set()
            await typed.wait()
            response = await route.fetch()
            await told.wait()
            await route.fulfill(response=response)

        await page.route("**/lab/v1/documents/**", held)
        await at_end_of(one, page, "<Redirect/>")
        await page.keyboard.insert_text("<Ha")
        await asked.wait()
        await page.keyboard.insert_text("ngup/>")
        typed.set()
        await expect(two.locator(".cm-content")).to_contain_text("<Ha")  # the news is here
        await page.evaluate("new Promise(requestAnimationFrame)")
        told.set()
        await text_is(page, lab, name, MENU.replace("<Redirect/>", "<Redirect/><Hangup/>"))

    edited_lab.edit(browser, lab, name, story)


def test_two_pages_write_one_document(browser: Chromium, lab: Lab, name: str) -> None:
    async def story(page: Page, editor: Locator) -> None:
        await edited_lab.show_editor(page, lab, name, "500px")
        one, two = editor.first, editor.last
        await at_end_of(one, page, "<Redirect/>")
        await page.keyboard.type("<Pause/>")
        await expect(two.locator(".cm-content")).to_contain_text("<Pause/>")
        await at_end_of(two, page, "<Response>")
        await page.keyboard.insert_text("<Say>Hi.</Say>")
        await text_is(
            page,
            lab,
            name,
            MENU.replace("<Redirect/>", "<Redirect/><Pause/>").replace(
                "<Response>", "<Response><Say>Hi.</Say>"
            ),
        )
        await expect(one.locator(".cm-content")).to_contain_text("<Say>Hi.</Say>")

    edited_lab.edit(browser, lab, name, story)


def test_verbs_attributes_and_values_are_completed_by_keyboard(
    browser: Chromium, lab: Lab, name: str
) -> None:
    async def story(page: Page, editor: Locator) -> None:
        offers = page.locator(".cm-tooltip-autocomplete li")
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.type("<")
        await expect(offers.get_by_text("Gather", exact=True)).to_be_visible()
        await expect(offers.get_by_text("Number", exact=True)).to_have_count(0)  # a noun has no place here
        await page.keyboard.type("Di")
        await expect(offers.first).to_have_text("Dial")
        await expect(offers.first).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("Enter")
        await page.keyboard.type(" rec")
        await expect(offers.filter(has_text="record").first).to_be_visible()
        await expect(page.locator(".cm-completionInfo")).to_be_visible()
        await page.keyboard.press("Enter")
        await expect(offers.filter(has_text="record-from-answer-dual")).to_be_visible()
        await page.keyboard.type("record-from-answer-d")
        await expect(offers).to_have_count(1)
        await page.keyboard.press("Enter")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.type("><")
        await expect(offers.get_by_text("Number", exact=True)).to_be_visible()
        await page.keyboard.press("Escape")
        dial = '<Dial record="record-from-answer-dual"><</Dial>'
        await text_is(page, lab, name, MENU.replace("<Redirect/>", f"<Redirect/>{dial}"))

    edited_lab.edit(browser, lab, name, story)


def test_findings_are_marked_and_mended(browser: Chromium, lab: Lab, name: str) -> None:
    """A squiggle at its place, Twilio's code, line, column and cure in words; by button and by keyboard."""

    async def story(page: Page, editor: Locator) -> None:
        words = '12200 line 2, column 25: <Gather> has no attribute "timout"; it is ignored. Did you mean timeout?'
        await expect(editor.get_by_role("button", name=words)).to_be_visible()
        await expect(editor.locator(".cm-lintRange-warning").first).to_have_text("timout")
        await editor.get_by_role("button", name="Change to timeout").click()
        await text_is(page, lab, name, MENU.replace("timout", "timeout"))
        await editor.get_by_role("button", name="13321 line 3").click()  # the cursor goes there
        await page.keyboard.press("Control+.")
        await text_is(page, lab, name, MENU.replace("timout", "timeout").replace("alise", "alice"))
        await expect(editor.get_by_role("button", name="Change to")).to_have_count(0)

    edited_lab.edit(browser, lab, name, story)


def test_a_word_is_explained_under_the_mouse_and_at_the_cursor(
    browser: Chromium, lab: Lab, name: str
) -> None:
    async def story(page: Page, editor: Locator) -> None:
        await editor.get_by_text("numDigits", exact=True).hover()
        await expect(page.locator(".vl-meaning b")).to_have_text("numDigits of <Gather>")
        await editor.get_by_text("Redirect", exact=False).first.click()
        await expect(editor.locator(".vl-word")).to_contain_text("<Redirect>:")

    edited_lab.edit(browser, lab, name, story)


def test_the_keyboard_gets_out_again(browser: Chromium, lab: Lab, name: str) -> None:
    """Tab indents; Esc, then Tab leaves, and that is said below the text."""

    async def story(page: Page, editor: Locator) -> None:
        await expect(editor.get_by_text("Esc then Tab leaves")).to_be_visible()
        box = editor.get_by_role("textbox", name=f"TwiML of {name}")
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.press("Tab")
        await text_is(page, lab, name, MENU.replace("  <Redirect/>", "    <Redirect/>"))
        await expect(box).to_be_focused()
        await page.keyboard.press("Escape")
        await page.keyboard.press("Tab")
        await expect(box).not_to_be_focused()
        await text_is(page, lab, name, MENU.replace("  <Redirect/>", "    <Redirect/>"))

    edited_lab.edit(browser, lab, name, story)


def test_call_publishes_first(browser: Chromium, lab: Lab, name: str) -> None:
    """The kernel hears of it once the lab has what is called."""

    async def story(page: Page, editor: Locator) -> None:
        await at_end_of(editor, page, "<Redirect/>")
        await page.keyboard.insert_text("<Hangup/>")
        await editor.get_by_role("button", name="Call", exact=True).click()
        await page.wait_for_function("models[0].sent.some(message => message.type === 'call')")
        assert "<Hangup/>" in await asyncio.to_thread(lambda: lab.twiml[name])

    edited_lab.edit(browser, lab, name, story)


def test_a_kernel_that_answers_late_costs_no_finding(browser: Chromium, lab: Lab, name: str) -> None:
    """The text was there to look at before the lab was."""

    async def story(page: Page, _: FakeLab) -> None:
        await hand_over(page, lab._client, may={"document": name})
        await page.evaluate("() => { window.late = window.credentials; window.credentials = null }")
        traits = {"name": name, "source": MENU, "findings": [], "served_at": "", "closes": False}
        await page.evaluate("traits => show('editor', traits, '600px').then(() => null)", traits)
        editor = page.get_by_role("group", name=f"Editor of {name}")
        await expect(
            editor.get_by_text("waiting for the kernel")
        ).to_be_visible()  # later than the first look
        await page.evaluate("models[0].hear(window.late)")
        await expect(editor.get_by_role("button", name="Change to timeout")).to_be_visible()

    browser.run(story)


def test_without_the_lab_the_document_is_there_to_read(browser: Chromium) -> None:
    """No kernel answers: what was saved shows, and cannot be changed."""

    async def story(page: Page, _: FakeLab) -> None:
        await page.evaluate("window.credentials = null")
        traits = {"name": "old", "source": MENU, "findings": [], "served_at": "/twiml/old", "closes": False}
        await page.evaluate("traits => show('editor', traits, '600px').then(() => null)", traits)
        editor = page.get_by_role("group", name="Editor of old")
        await expect(editor.get_by_text("Press 1 for sales")).to_be_visible()
        await expect(editor.get_by_text("waiting for the kernel")).to_be_visible()
        await editor.get_by_role("textbox").focus()
        await page.keyboard.type("x")
        assert await page.evaluate("models[0].saved.source") == MENU

    browser.run(story)


@pytest.mark.parametrize("width", ["340px", "520px", "1000px"])
def test_no_button_moves_when_the_words_beside_it_change(
    browser: Chromium, lab: Lab, name: str, width: str
) -> None:
    """A click that lands on a button ends on it."""

    async def story(page: Page, editor: Locator) -> None:
        call = editor.get_by_role("button", name="Call", exact=True)
        await editor.get_by_role("button", name="Change to timeout").wait_for()
        before = await call.bounding_box()
        for words in ("", "publishing", "The lab does not answer. " * 4):
            await page.evaluate(
                "words => { document.querySelector('.vl-editor [role=status]').textContent = words }", words
            )
            assert await call.bounding_box() == before
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    edited_lab.edit(browser, lab, name, story, width=width)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_texts_can_be_read_in_both_themes(browser: Chromium, lab: Lab, name: str, theme: str) -> None:
    async def story(page: Page, editor: Locator) -> None:
        await editor.get_by_role("button", name="Change to timeout").wait_for()
        assert await page.evaluate(CONTRAST) == []
        assert await accessibility_faults(page) == []

    edited_lab.edit(browser, lab, name, story, theme=theme)
