"""The phone that is typed for, against a real lab: what is typed in the page is heard in the call."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from urllib.parse import urlsplit

import numpy as np
import pytest
from browser_page import PHONE, Chromium, show
from fake_lab import FakeLab
from playwright.async_api import Page, expect

from voicelab.calls.events import Event, SpeechHeard
from voicelab.client import Client
from voicelab.kernel.child import Child

pytestmark = [pytest.mark.browser, pytest.mark.media]


@pytest.fixture
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICELAB_ACCOUNT_SID", "AC" + "a1" * 16)
        patch.setenv("VOICELAB_AUTH_TOKEN", "b2" * 16)
        child = Child(data_directory=tmp_path_factory.mktemp("lab"))
        ready = child.start()
    yield Client(ready.url, "AC" + "a1" * 16, "b2" * 16)
    child.end()


def test_a_refused_microphone_is_made_up_for_by_typing(browser: Chromium, lab: Client) -> None:
    """The page offers it, saying why; its token opens the say door; the words are sound."""
    lab.put_document("table", "<Response><Gather timeout='50'/></Response>")

    async def story(page: Page, _: FakeLab) -> None:
        await page.evaluate(
            "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError') }; 0"
        )
        given = {
            "type": "credentials",
            "port": urlsplit(
                lab.url
            ).port,  # the proxy of the page knows no such port: it goes there directly
            "url": None,
            "account_sid": lab.account_sid,
            "token": lab.token("access", "alice"),
            "observe_token": lab.token("observe"),
        }
        await page.evaluate("given => { window.credentials = given }", given)
        await show(page, "phone", {**PHONE, "to": "table"}, "300px")
        await page.wait_for_function("models.at(-1).saved.status === 'ready'")
        await page.get_by_role("button", name="Call", exact=True).click()
        await page.wait_for_function("models.at(-1).saved.status === 'in-call'")
        await expect(page.get_by_role("alert")).to_contain_text("There is no microphone")
        await page.get_by_role("button", name="Type instead of speaking", exact=True).click()
        line = page.get_by_role("textbox", name="Say", exact=True)
        await line.fill("a table for two")
        async with page.expect_response(lambda response: response.url.endswith("/say")) as answer:
            await line.press("Enter")
        assert (await answer.value).status == 200
        await page.get_by_role("button", name="Hang up", exact=True).click()
        await page.wait_for_function("models.at(-1).saved.status === 'ready'")

    browser.run(story)
    (call,) = lab.calls()
    events: list[Event] = lab.events(call["sid"])
    assert "a table for two" in [event.text for event in events if isinstance(event, SpeechHeard)]
    with wave.open(io.BytesIO(lab.audio(call["sid"], "inbound"))) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(float)
    assert np.abs(samples).max() > 1000  # the words were sound too
