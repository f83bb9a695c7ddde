"""Editors on the harness page with a real lab behind it: what they write arrives there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from browser_page import Chromium, show
from fake_lab import FakeLab
from playwright.async_api import Locator, Page
from real_lab import hand_over

from voicelab.kernel.lab import Lab

EditorStory: TypeAlias = Callable[[Page, Locator], Awaitable[None]]


def edit(
    browser: Chromium, lab: Lab, name: str, story: EditorStory, *, theme: str = "light", width: str = "700px"
) -> None:
    """Let the story happen in an editor of the document ``name``."""

    async def whole(page: Page, _: FakeLab) -> None:
        await show_editor(page, lab, name, width)
        await story(page, page.get_by_role("group", name=f"Editor of {name}"))

    browser.run(whole, theme=theme)


async def show_editor(page: Page, lab: Lab, name: str, width: str = "700px") -> None:
    """Show an editor that has found the lab."""
    await hand_over(page, lab._client, may={"document": name})
    source = await asyncio.to_thread(lambda: lab.twiml[name])
    traits = {"name": name, "source": source, "findings": [], "served_at": f"/twiml/{name}", "closes": False}
    await show(page, "editor", traits, width)
    await (
        page.get_by_role("group", name=f"Editor of {name}")
        .get_by_text("published", exact=True)
        .last.wait_for()
    )
