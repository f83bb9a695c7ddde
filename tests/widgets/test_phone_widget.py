"""The phone: the official SDK in a page, driven by mouse, keyboard and cell, against a lab without telephony."""

from __future__ import annotations

from typing import Any

import pytest
from browser_page import CONTRAST, PHONE, Chromium, ready_phone, show
from fake_lab import ACCOUNT, CALL, FakeLab, speech
from playwright.async_api import Page, expect

pytestmark = pytest.mark.browser


async def status_is(page: Page, status: str) -> None:
    await page.wait_for_function("status => models.at(-1).saved.status === status", arg=status)


async def in_call(page: Page, lab: FakeLab) -> dict[str, Any]:
    await page.get_by_role("button", name="Call", exact=True).click()
    invite = await lab.signal("invite")
    await status_is(page, "in-call")
    return invite


def test_names_are_those_that_people_and_screen_readers_look_for(browser: Chromium) -> None:
    """FACE: role=group named `Phone alice`; buttons named exactly Call, Answer, Reject, Hang up, Mute, keys."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        phone = page.get_by_role("group", name="Phone alice", exact=True)
        await expect(phone).to_have_count(1)
        for name in [*"1234567890*#", "Call", "Mute"]:
            await expect(phone.get_by_role("button", name=name, exact=True)).to_have_count(1)
        await expect(phone.get_by_role("textbox", name="To", exact=True)).to_have_value("welcome")
        await in_call(page, lab)
        await expect(phone.get_by_role("button", name="Hang up", exact=True)).to_be_visible()
        await expect(phone.get_by_role("button", name="Call", exact=True)).to_have_count(0)
        await phone.get_by_role("button", name="Mute", exact=True).click()
        await phone.get_by_role("button", name="Unmute", exact=True).click()
        await phone.get_by_role("button", name="Hang up", exact=True).click()
        await status_is(page, "ready")
        await lab.ring()
        await expect(phone.get_by_role("button", name="Answer", exact=True)).to_be_visible()
        await expect(phone.get_by_role("button", name="Reject", exact=True)).to_be_visible()

    browser.run(story)


def test_a_call_from_its_button_to_its_end(browser: Chromium) -> None:
    """To goes out as a parameter of the SDK's connect; the traits follow the call."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        assert await page.evaluate("models[0].saved.transport") == "WebRTC"
        invite = await in_call(page, lab)
        assert invite["twilio"]["params"] == "To=welcome"
        assert await page.evaluate("models[0].saved.call_sid") == CALL
        await expect(page.get_by_text("0:01")).to_be_visible()
        await page.get_by_role("button", name="Hang up", exact=True).click()
        assert (await lab.signal("hangup"))["callsid"] == CALL
        await status_is(page, "ready")
        await expect(page.locator(".vl-timer")).to_contain_text("call ended · 0:0")

    browser.run(story)


def test_the_keyboard_does_all_that_the_mouse_does(browser: Chromium) -> None:
    """Enter in To calls, digits go into the call, M mutes, Escape hangs up."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page, to="")
        await page.get_by_role("textbox", name="To", exact=True).focus()
        await page.keyboard.type("menu5")
        await page.keyboard.press("Enter")
        assert (await lab.signal("invite"))["twilio"]["params"] == "To=menu5"
        await status_is(page, "in-call")
        await page.get_by_role("button", name="Hang up", exact=True).focus()
        await page.keyboard.press("1")
        assert (await lab.signal("dtmf"))["dtmf"] == "1"
        await page.keyboard.press("#")
        assert (await lab.signal("dtmf"))["dtmf"] == "#"
        await page.keyboard.press("m")
        await page.wait_for_function("models[0].saved.muted === true")
        await page.keyboard.press("Escape")
        await lab.signal("hangup")
        await status_is(page, "ready")
        focus = await page.evaluate("document.activeElement.textContent")
        assert focus == "Call", "the focus goes on with the button that takes the place"

    browser.run(story)


def test_keys_of_the_phone_are_no_shortcuts_of_the_notebook(browser: Chromium) -> None:
    """JupyterLab would turn the cell into Markdown for M, and delete it for D D."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("document.addEventListener('keydown', () => { window.leaked = true })")
        await ready_phone(page)
        await page.get_by_role("button", name="5", exact=True).focus()
        await page.keyboard.press("m")
        await page.keyboard.press("d")
        assert await page.evaluate("window.leaked") is None
        assert await page.evaluate("document.activeElement.closest('[data-lm-suppress-shortcuts]') !== null")

    browser.run(story)


def test_somebody_calls_the_phone(browser: Chromium) -> None:
    """Answer sends the SDK's answer, Reject its reject, and a caller who gives up is a missed call."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        await in_call(page, lab)
        await page.keyboard.press("Escape")
        await status_is(page, "ready")

        await lab.ring("client:bob")
        await status_is(page, "incoming")
        await expect(page.get_by_text("client:bob is calling").first).to_be_visible()
        await page.get_by_role("button", name="Reject", exact=True).click()
        await lab.signal("reject")
        await status_is(page, "ready")

        await lab.ring("client:bob")
        await status_is(page, "incoming")
        await lab.tell_sdk("cancel", callsid=CALL)
        await expect(page.get_by_text("missed call").first).to_be_visible()

        await lab.ring("client:bob", CallReason="Your parcel")
        await expect(page.get_by_text("client:bob is calling: Your parcel").first).to_be_visible()
        await page.get_by_role("button", name="Answer", exact=True).click()
        assert (await lab.signal("answer"))["callsid"] == CALL
        await status_is(page, "in-call")

    browser.run(story)


def test_a_cell_drives_the_phone(browser: Chromium) -> None:
    """dial, press, mute and hang_up are custom messages; dial waits until the phone is ready."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("window.late = window.credentials; window.credentials = null")
        await show(page, "phone", PHONE)
        await status_is(page, "connecting")
        await page.evaluate("models[0].hear({type: 'dial', to: 'client:bob'})")
        await page.evaluate("models[0].hear(window.late)")
        assert (await lab.signal("invite"))["twilio"]["params"] == "To=client%3Abob"
        await status_is(page, "in-call")
        await page.evaluate("models[0].hear({type: 'press', digits: '12#'})")
        assert (await lab.signal("dtmf"))["dtmf"] == "12#"
        await page.evaluate("models[0].hear({type: 'mute', muted: true})")
        await page.wait_for_function("models[0].saved.muted === true")
        await page.evaluate("models[0].hear({type: 'hang-up'})")
        await lab.signal("hangup")

    browser.run(story)


def test_the_wave_moves_with_sound_and_lies_flat_in_silence(browser: Chromium) -> None:
    """The canvas is drawn from /observe: its pixels differ between sound and silence."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        await in_call(page, lab)
        quiet = await tall_pixels(page)
        lab.sound(0.0, 1.2, speech(), speech((0.0, 1.2)))
        await page.wait_for_function(f"({TALL})() > {quiet + 200}")
        await page.get_by_role("button", name="Hang up", exact=True).click()
        await in_call(page, lab)
        await page.wait_for_function(f"({TALL})() < {quiet + 60}")

    browser.run(story)


TALL = """() => {
  const canvas = document.querySelector("canvas.vl-wave");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let at = 3; at < data.length; at += 4) painted += data[at] > 40;
  return painted;
}"""


async def tall_pixels(page: Page) -> int:
    return await page.evaluate(f"({TALL})()")


def test_the_running_verb_is_told_and_so_is_what_goes_wrong(browser: Chromium) -> None:
    """The chip shows the innermost verb with its words; a notification of level error shows code and cure."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        await in_call(page, lab)
        said = {"attributes": {}, "line": 2, "column": 3, "document": 1, "parent_id": None}
        await lab.emit("verb-started", 0.1, verb_id=1, verb="Say", text="Sales is closed.", **said)
        await expect(page.get_by_text("“Sales is closed.”")).to_be_visible()
        await lab.emit(
            "notified", 0.2, code=11200, level="error", message="The request failed.", cure="Is it running?"
        )
        await expect(page.get_by_role("alert")).to_contain_text("11200 · The request failed.")
        await expect(page.get_by_role("alert")).to_contain_text("Is it running?")
        assert await page.evaluate("models[0].saved.error") == "11200: The request failed. Is it running?"
        await page.get_by_role("button", name="Dismiss").click()
        await expect(page.get_by_role("alert")).to_be_hidden()

    browser.run(story)


def test_what_is_typed_is_said_in_the_call(browser: Chromium) -> None:
    """FACE: voice "typed"; one line after the other, by the lab; its digits are no keys, and no microphone is asked."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("navigator.mediaDevices.getUserMedia = () => { window.asked = true }; 0")
        await ready_phone(page, voice="typed")
        line = page.get_by_role("textbox", name="Say", exact=True)
        await expect(line).to_be_disabled()
        await in_call(page, lab)
        for words in ("Table for 2", "Thank you"):
            await line.fill(words)
            await line.press("Enter")
            await expect(line).to_have_value("")
        await line.press("7")
        await line.press("Escape")
        await page.evaluate("models[0].hear({type: 'say', text: 'from a cell'})")
        await page.wait_for_function(
            "performance.getEntriesByType('resource').filter(e => e.name.endsWith('/say')).length === 3"
        )
        path = f"/user/x/proxy/{lab.port}/lab/v1/calls/{CALL}/say"
        said = [post for post in lab.posts if post[0].endswith("/say")]
        assert said == [(path, {"text": text}) for text in ("Table for 2", "Thank you", "from a cell")]
        assert await page.evaluate("window.asked") is None
        assert not [signal for signal in lab.signals if signal["type"] == "dtmf"]
        await status_is(page, "in-call")
        lab.speaks = False
        await line.fill("Hello?")
        await line.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("21220 · The call is over.")

    browser.run(story)


def test_a_silent_phone_asks_for_no_microphone(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate(
            "navigator.mediaDevices.getUserMedia = () => { window.asked = true; throw new Error('asked') }; 0"
        )
        await ready_phone(page, voice="silence")
        await in_call(page, lab)
        assert await page.evaluate("window.asked") is None
        await expect(page.get_by_role("alert")).to_be_hidden()

    browser.run(story)


def test_the_page_speaks_to_its_own_origin_and_nobody_else(browser: Chromium) -> None:
    """FACE, no outside traffic: signaling, sounds, reports all go to the lab; wss is mapped within the bundle."""

    async def story(page: Page, lab: FakeLab) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        native = await page.evaluate("(window.before = WebSocket).toString()")
        await ready_phone(page)
        await in_call(page, lab)
        await page.get_by_role("button", name="Hang up", exact=True).click()
        await status_is(page, "ready")
        own = (f"http://127.0.0.1:{lab.port}/", f"ws://127.0.0.1:{lab.port}/", "blob:", "data:")
        assert [url for url in asked if not url.startswith(own)] == []
        assert f"ws://127.0.0.1:{lab.port}/user/x/proxy/{lab.port}/signal" in asked
        assert await page.evaluate("WebSocket === window.before") and "native code" in native
        assert not [request for request in lab.requests if "eventgw" in request]

    browser.run(story)


def test_tokens_never_stand_in_a_trait_and_are_renewed_at_the_server(browser: Chromium) -> None:
    """A saved notebook keeps traits; the lab renews a token that is about to end without the kernel."""

    async def story(page: Page, lab: FakeLab) -> None:
        lab.ttl = 30.5  # the SDK says so 30 s before the end
        await page.evaluate("window.credentials.token = 'first-secret'")
        await ready_phone(page)
        assert (await lab.signal("listen"))["token"] == "first-secret"
        assert (await lab.signal("listen"))["token"] == "renewed-1"
        traits = await page.evaluate("JSON.stringify(models[0].traits)")
        assert "first-secret" not in traits and "renewed-1" not in traits and ACCOUNT not in traits
        asked = await page.evaluate("models[0].sent.filter(m => m.type === 'credentials').length")
        assert asked == 1

    browser.run(story)


def test_a_lab_that_is_not_there_is_said_in_words(browser: Chromium) -> None:
    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("window.credentials = {...window.credentials, port: 1}")
        await show(page, "phone", PHONE)
        await status_is(page, "failed")
        await expect(page.get_by_role("alert")).to_contain_text("The lab does not answer")
        await expect(page.get_by_role("alert")).to_contain_text("%load_ext voicelab")
        await expect(page.get_by_role("button", name="Call", exact=True)).to_be_disabled()

    browser.run(story)


def test_the_phone_comes_back_when_the_lab_does(browser: Chromium) -> None:
    """After a restart of the lab the phone registers again, wherever the kernel says the lab is now."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        await page.evaluate(
            """() => {
                window.seen = [];
                models[0].on("change:status", () => seen.push(models[0].get("status")));
                models[0].hear({type: 'moved'});
            }"""
        )
        await page.wait_for_function("seen.length >= 2 && seen.at(-1) === 'ready'")
        assert (await page.evaluate("seen"))[0] == "connecting"
        assert await page.evaluate("models[0].sent.filter(m => m.type === 'credentials').length") == 2

    browser.run(story)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_can_be_read_in_both_themes(browser: Chromium, theme: str) -> None:
    """WCAG AA: 4.5 to 1 for every text, idle and in a call with an error shown."""

    async def story(page: Page, lab: FakeLab) -> None:
        await ready_phone(page)
        assert await page.evaluate(CONTRAST) == []
        await in_call(page, lab)
        await lab.emit("notified", 0.2, code=11200, level="error", message="It failed.", cure="Try again.")
        await page.get_by_role("alert").wait_for()
        assert await page.evaluate(CONTRAST) == []

    browser.run(story, theme=theme)
