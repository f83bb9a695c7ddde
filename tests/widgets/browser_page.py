"""Headless Chromium on a page with the fake lab behind it, for tests of what people see and press."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import pytest
from fake_lab import FakeLab
from playwright.async_api import Page, async_playwright

_FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]
Story: TypeAlias = Callable[[Page, FakeLab], Awaitable[None]]
PHONE = {
    "identity": "alice",
    "to": "welcome",
    "voice": "microphone",
    "status": "closed",
    "call_sid": "",
    "transport": "",
    "muted": False,
    "error": "",
}


def chromium() -> str:
    """Where Chromium is. Without one the test is skipped, in CI it fails (the Makefile said so aloud)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is missing")
    pytest.skip("Chromium is missing")


class Chromium:
    """One browser for many tests; each gets a context and a lab of its own. Stories run on its loop."""

    def __init__(self) -> None:
        path = chromium()
        self._loop = asyncio.new_event_loop()
        self._playwright = self._loop.run_until_complete(async_playwright().start())
        self._browser = self._loop.run_until_complete(
            self._playwright.chromium.launch(executable_path=path, args=_FLAGS)
        )

    def close(self) -> None:
        self._loop.run_until_complete(self._browser.close())
        self._loop.run_until_complete(self._playwright.stop())
        self._loop.close()

    def run(self, story: Story, *, theme: str = "light", width: int = 1240) -> None:
        """Let the story happen on the harness page; fails for any error that the page did not catch."""

        async def main() -> None:
            async with asyncio.timeout(60):
                await self._run(story, theme, width)

        self._loop.run_until_complete(main())

    async def _run(self, story: Story, theme: str, width: int) -> None:
        errors: list[str] = []
        lab = FakeLab()
        async with lab.running():
            context = await self._browser.new_context(viewport={"width": width, "height": 900})
            try:
                page = await context.new_page()
                page.on("pageerror", lambda error: errors.append(str(error)))
                await page.goto(f"http://127.0.0.1:{lab.port}/")
                await page.wait_for_function("window.ready")
                light = "true" if theme == "light" else "false"
                await page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
                await story(page, lab)
            finally:
                await context.close()
        assert not errors, errors


async def show(page: Page, bundle: str, traits: dict[str, Any], width: str = "") -> None:
    """Show a widget; its model is the last of the page's ``models``."""
    await page.evaluate(
        "([bundle, traits, width]) => show(bundle, traits, width).then(() => null)", [bundle, traits, width]
    )


async def ready_phone(page: Page, **traits: Any) -> None:
    """A phone that has registered."""
    await show(page, "phone", {**PHONE, **traits}, "300px")
    await page.wait_for_function("models.at(-1).saved.status === 'ready'")
