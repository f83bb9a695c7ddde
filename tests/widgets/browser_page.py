"""Headless Chromium on a page with the fake lab behind it, for tests of what people see and press."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import pytest
from fake_lab import FakeLab
from playwright.async_api import Locator, Page, async_playwright, expect

_FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP lab.example 127.0.0.1",
]
expect.set_options(timeout=30_000)  # five seconds are too few for a busy machine
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
    """Where Chromium is."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("Chromium is not on this machine: `make test` installs it where it may.")


class Chromium:
    """One browser for many tests; each gets a context and a lab of its own. Stories run on its loop.

    Without ``"fake-ui"`` the microphone has to be allowed as a person allows it, without ``"fake-device"``
    there is none.
    """

    def __init__(self, *, without: tuple[str, ...] = ()) -> None:
        path = chromium()
        flags = [flag for flag in _FLAGS if not any(word in flag for word in without)]
        self._loop = asyncio.new_event_loop()
        self._playwright = self._loop.run_until_complete(async_playwright().start())
        self._browser = self._loop.run_until_complete(
            self._playwright.chromium.launch(executable_path=path, args=flags)
        )

    def close(self) -> None:
        self._loop.run_until_complete(self._browser.close())
        self._loop.run_until_complete(self._playwright.stop())
        self._loop.close()

    def run(
        self,
        story: Story,
        *,
        theme: str = "light",
        width: int = 1240,
        host: str = "127.0.0.1",
        seconds: float = 120.0,
    ) -> None:
        """Let the story happen on the harness page; fails for any error that the page did not catch.

        A page of ``lab.example`` is not secure in the browser's eyes: it has no microphones.
        """

        async def main() -> None:
            async with asyncio.timeout(seconds):
                await self._run(story, theme, width, host)

        self._loop.run_until_complete(main())

    async def _run(self, story: Story, theme: str, width: int, host: str) -> None:
        errors: list[str] = []
        lab = FakeLab()
        async with lab.running():
            context = await self._browser.new_context(viewport={"width": width, "height": 900})
            try:
                page = await context.new_page()
                page.on("pageerror", lambda error: errors.append(str(error)))
                await page.goto(f"http://{host}:{lab.port}/")
                await page.wait_for_function("window.ready")
                light = "true" if theme == "light" else "false"
                await page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
                await story(page, lab)
            finally:
                await context.close()
        assert not errors, errors


async def permit_microphone(page: Page, setting: str) -> None:
    """What a person does at the lock beside the address: ``granted`` or ``denied``."""
    browser = page.context.browser
    assert browser is not None
    session = await page.context.new_cdp_session(page)
    target = await session.send("Target.getTargetInfo")
    whole = await browser.new_browser_cdp_session()  # when this one ends, so does what it has set
    await whole.send(
        "Browser.setPermission",
        {
            "permission": {"name": "microphone"},
            "setting": setting,
            "origin": await page.evaluate("location.origin"),
            "browserContextId": target["targetInfo"]["browserContextId"],
        },
    )
    await session.detach()


async def show(page: Page, bundle: str, traits: dict[str, Any], width: str = "") -> None:
    """Show a widget; its model is the last of the page's ``models``."""
    await page.evaluate(
        "([bundle, traits, width]) => show(bundle, traits, width).then(() => null)", [bundle, traits, width]
    )


async def ready_phone(page: Page, **traits: Any) -> None:
    """A phone that has registered."""
    await show(page, "phone", {**PHONE, **traits}, "300px")
    await page.wait_for_function("models.at(-1).saved.status === 'ready'")


def button(within: Page | Locator, name: str) -> Locator:
    """The button of exactly this name."""
    return within.get_by_role("button", name=name, exact=True)


async def status_is(page: Page, number: int, status: str) -> None:
    """Wait until the phone that was shown as the ``number``th (from 0; -1 is the last) is in this state."""
    arguments = [number, status]
    await page.wait_for_function("([n, s]) => models.at(n).saved.status === s", arg=arguments, timeout=60_000)


async def saved(page: Page, number: int) -> dict[str, Any]:
    """The traits of a widget as its kernel has them."""
    found: dict[str, Any] = await page.evaluate("n => models.at(n).saved", number)
    return found


CONTRAST = """async () => {
  // Colours that are still on their way would be measured in between.
  await Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations === 1).map(a => a.finished));
  const parse = (color) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255);
  };
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (parse(color)[3] > 0.99) return parse(color);
    }
    return [1, 1, 1, 1];
  };
  const poor = [];
  for (const element of document.querySelectorAll(".vl *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const style = getComputedStyle(element);
    if (!own || !element.checkVisibility() || element.closest(":disabled, .vl-quiet")) continue;
    const [a, b] = [luminance(parse(style.color)), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.textContent.slice(0, 30)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""
