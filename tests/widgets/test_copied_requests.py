"""A request that is copied from the timeline as curl is the request that the lab made: bytes, signature and all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import pytest
from aiohttp import web
from browser_page import Chromium, show
from fake_lab import CALL, FakeLab
from playwright.async_api import Page, expect

from voicelab.calls.signature import sign, sign_body, verify, verify_body

pytestmark = pytest.mark.browser

TOKEN = "0123456789abcdef0123456789abcdef"
NASTY = {
    "CallSid": CALL,
    "From": "+15005550006",
    "SpeechResult": 'it\'s $5 & 100 % "sure" `really` \\ !! größer 日本',
    "Body": "two\nlines = @file",
    "a name [0]=&": "",
}


class Echo:
    """A server that keeps what it was asked, and whether the signature was right."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, str, Mapping[str, str], bool]] = []

    async def _answer(self, request: web.Request) -> web.Response:
        url = self.url + request.raw_path
        signature = request.headers["X-Twilio-Signature"]
        if request.content_type == "application/json":
            body = await request.read()
            given, genuine = json.loads(body), verify_body(TOKEN, url, body, signature)
        elif request.method == "POST":
            given = dict(await request.post())
            genuine = verify(TOKEN, url, given, signature)
        else:
            given, genuine = dict(request.query), verify(TOKEN, url, None, signature)
        self.asked.append((request.method, request.path, given, genuine))
        return web.Response(text="<Response/>", content_type="text/xml")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Echo]:
        app = web.Application()
        app.router.add_route("*", "/{any:.*}", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()


def test_a_copied_request_can_be_made_again(browser: Chromium) -> None:
    """A form with everything a shell might trip over, a GET with brackets, and a JSON body with its hash."""

    async def story(page: Page, lab: FakeLab) -> None:
        await page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text }; 0")
        async with Echo().running() as echo:
            form = f"{echo.url}/ivr/menu?x=it's[1]{{2}}"
            got = f"{echo.url}/get?{urlencode({'q': '[a]', **NASTY})}"
            small = {"EventType": "onMessageReceived", "Content": "ä \"'\\ 1"}
            hashed, json_signature = sign_body(TOKEN, f"{echo.url}/json", json.dumps(small).encode())
            requests = [
                ("POST", form, NASTY, sign(TOKEN, form, NASTY)),
                ("GET", got, NASTY, sign(TOKEN, got)),
                ("POST", hashed, small, json_signature),
            ]
            await lab.emit("call-created", 0.0, from_="client:alice", to="welcome", status="ringing")
            for number, (method, url, parameters, signature) in enumerate(requests, 1):
                about = {"method": method, "url": url, "parameters": parameters, "signature": signature}
                await lab.emit("webhook-started", float(number), exchange=number, purpose="action", **about)
                done = {"status": 200, "duration": 0.01, "content_type": "text/xml", "body": "<Response/>"}
                await lab.emit("webhook-answered", number + 0.01, exchange=number, error_code=None, **done)
            await lab.emit("call-ended", 4.0, status="completed", duration=4, reason="the end")
            await show(page, "timeline", {"call_sid": CALL}, "900px")
            for number in range(3):
                hook = page.locator(".vl-hook").nth(number)
                await hook.click()
                await expect(hook).to_have_attribute("aria-pressed", "true")
                await expect(page.locator(".vl-exchange")).to_have_attribute("title", requests[number][1])
                await page.evaluate("window.copied = ''")
                await page.get_by_role("button", name="copy as curl").click()
                await page.wait_for_function("window.copied")
                await page.get_by_role("button", name="copy as curl").wait_for()
                command = await page.evaluate("window.copied")
                shell = await asyncio.create_subprocess_exec("sh", "-c", f"{command} --silent --show-error")
                assert await shell.wait() == 0, command
            assert echo.asked == [
                ("POST", "/ivr/menu", NASTY, True),
                ("GET", "/get", {"q": "[a]", **NASTY}, True),
                ("POST", "/json", small, True),
            ]

    browser.run(story)
