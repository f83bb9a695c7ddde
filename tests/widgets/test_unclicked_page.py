"""A page that nobody has clicked: the browser keeps it silent, the person is told, and the first click or key heals it.

What Playwright evaluates counts as a person's doing, so such a page is only spoken to by the DevTools protocol, whose
expressions do not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browser_page import PHONE, Chromium
from fake_lab import FakeLab
from playwright.async_api import CDPSession, Page
from real_lab import page_credentials, picture

from voicelab.client import Client

pytestmark = [pytest.mark.browser, pytest.mark.media]

WAITING = """
new Promise((done) => {
  const look = () => { const found = (%s); if (found) done(found); else setTimeout(look, 50); };
  look();
})
"""
ALERT = "document.querySelector('[role=alert]:not([hidden])')?.textContent"


@pytest.fixture(scope="module")
def strict_browser() -> Iterator[Chromium]:
    """A browser as people have it: no sound before somebody has clicked."""
    chromium = Chromium(without=("autoplay-policy",))
    yield chromium
    chromium.close()


async def said(session: CDPSession, expression: str) -> Any:
    """The value of an expression in the page, which does not count as anybody's click."""
    answer = await session.send(
        "Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True}
    )
    assert "exceptionDetails" not in answer, answer
    return answer["result"].get("value")


async def once(session: CDPSession, expression: str) -> Any:
    """The value of an expression once it is true."""
    return await said(session, WAITING % expression)


# What the page plays by, whoever made it.
PLAYERS = """
(() => {
  const [Plain, play] = [window.AudioContext, HTMLMediaElement.prototype.play];
  window.clocks = []; window.players = new Set();
  window.AudioContext = class extends Plain { constructor(...given) { super(...given); clocks.push(this); } };
  HTMLMediaElement.prototype.play = function () { if (this.srcObject) players.add(this); return play.call(this); };
})()
"""
HEARD = "players.size > 0 && [...players].every((one) => !one.paused)"
RUNS = "clocks.some((one) => one.state === 'running')"


@pytest.mark.parametrize("way", ["webrtc", "websocket"])
def test_a_page_that_nobody_clicked_is_told_and_healed(
    strict_browser: Chromium, real_lab: Client, way: str
) -> None:
    """A call made by a cell. (A page that records with a microphone may sound in Chromium; this one is silent.)"""
    lab = real_lab
    lab.put_document("echoes-silence", "<Response><Echo/></Response>")

    async def story(clicked: Page, fake: FakeLab) -> None:
        page = await clicked.context.new_page()
        session = await page.context.new_cdp_session(page)
        await page.goto(f"http://127.0.0.1:{fake.port}/")
        await once(session, "window.ready")
        await said(session, PLAYERS)
        identity = f"nobody_{way}"
        traits = {**PHONE, "identity": identity, "voice": "silence", "transport_choice": way}
        given = json.dumps(page_credentials(lab, identity))
        shown = f"show('phone', {json.dumps(traits)}, '300px').then(() => 1)"
        await said(session, f"window.credentials = {given}; {shown}")
        await once(session, "models[0].saved.status === 'ready'")
        await said(session, "models[0].hear({ type: 'dial', to: 'echoes-silence' })")
        await once(session, "models[0].saved.status === 'in-call'")
        assert "keeps this page silent until somebody clicks in it" in await once(session, ALERT)
        assert "Click anywhere in the page, or press a key" in await once(session, "models[0].saved.error")
        assert not await said(session, "navigator.userActivation.hasBeenActive")
        assert not await said(session, f"({HEARD}) || {RUNS}")
        if way == "webrtc":
            await page.keyboard.press("Shift")  # a modifier is nobody's word in Chromium
            assert await said(session, ALERT)
            await page.keyboard.press("a")
        else:
            await page.mouse.click(5, 5)
        await once(session, f"{HEARD} && {RUNS} && !({ALERT}) && !models[0].saved.error")
        await picture(page, f"phone-unclicked-healed-{way}")
        await said(session, "models[0].hear({ type: 'hang-up' })")
        await once(session, "models[0].saved.status === 'ready'")
        await page.close()

    strict_browser.run(story)
