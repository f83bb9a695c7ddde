"""The web page of lesson ten, with the SDK as npm has it: it calls, is called, and asks nobody outside."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from ears import RATE, Heard, likeness
from lesson import running
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from voicelab.calls.events import DigitPressed, Event, PromptStarted

pytestmark = pytest.mark.browser

Say = Callable[[str], NDArray[np.float32]]
CALLING = "The lab is calling the web page."


def prompt_begins(words: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, PromptStarted) and words in event.text


def test_a_page_of_ones_own_calls_and_is_called(
    page: Page, lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: Say, artefacts: Path
) -> None:
    monkeypatch.setenv("VOICELAB_DATA_DIR", str(tmp_path / "voicelab"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    with ThreadPoolExecutor(1) as thread:  # Playwright's synchronous door has this thread's event loop

        def there(work: Callable[..., Any], *given: Any) -> Any:
            return thread.submit(work, *given).result()

        opened = running(lessons / "10-web-page.ipynb", tmp_path / "voicelab")
        lesson = there(opened.__enter__)
        try:
            there(lesson.run, "await runner.cleanup()")
            lab = there(lambda: lesson.lab)
            page.goto(there(lesson.ask, "address"))
            expect(page.get_by_role("status")).to_have_text("Ready.")
            heard = Heard(page)

            page.get_by_role("button", name="Call", exact=True).click()
            expect(page.get_by_role("status")).to_have_text("Connected.")
            call = lab.calls[-1]
            assert (call.from_, call.to) == ("client:visitor", "welcome")
            call.wait(60, until=prompt_begins("Press a key"))
            heard.wait_for(heard.seconds() + 2.5)
            page.get_by_role("button", name="7", exact=True).click()
            call.wait(60)
            assert "You pressed 7. Goodbye." in call.transcript
            assert [event.digit for event in call.events if isinstance(event, DigitPressed)] == ["7"]
            expect(page.get_by_role("status")).to_have_text("Ready.")
            for words in ("Hello, web page.", "Press a key, please."):
                assert likeness(heard.since()[::2], spoken(words), RATE // 2) > 0.75, words
            page.screenshot(path=artefacts / "own-page.png")

            mark = heard.seconds()
            assert (
                lab.call("client:visitor", f"<Response><Say>{CALLING}</Say></Response>").wait(60).status
                == "completed"
            )
            assert likeness(heard.since(mark)[::2], spoken(CALLING), RATE // 2) > 0.7
        finally:
            there(opened.__exit__, None, None, None)
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {
        "127.0.0.1"
    }
    assert any(url.startswith("ws://127.0.0.1") and url.endswith("/signal") for url in asked)
