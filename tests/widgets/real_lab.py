"""A real lab behind a widget's page: what is done in the page is looked up in the lab."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser_page import CONTRAST
from playwright.async_api import Page

from voicelab.client import Client, Json
from voicelab.kernel.child import Child

SECRETS = ("b2" * 16, "c3" * 16)
"""The auth token and the API key's secret of the lab."""


@contextmanager
def running_lab(directory: Path) -> Iterator[Client]:
    """A lab as a kernel starts it, and a client of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICELAB_ACCOUNT_SID", "AC" + "a1" * 16)
        patch.setenv("VOICELAB_AUTH_TOKEN", SECRETS[0])
        patch.setenv("VOICELAB_API_KEY_SID", "SK" + "a1" * 16)
        patch.setenv("VOICELAB_API_KEY_SECRET", SECRETS[1])
        child = Child(data_directory=directory)
        ready = child.start()
    try:
        yield Client(ready.url, "AC" + "a1" * 16, SECRETS[0])
    finally:
        child.end()


def page_credentials(lab: Client, identity: str = "", may: Mapping[str, Any] | None = None) -> Json:
    """What a kernel gives a widget that asks for credentials."""
    return {
        "type": "credentials",
        "port": urlsplit(lab.url).port,  # the proxy of the page knows no such port: it goes there directly
        "url": None,
        "account_sid": lab.account_sid,
        "token": lab.token("access", identity) if identity else None,
        "observe_token": lab.token("observe", may=may),
    }


async def hand_over(
    page: Page, lab: Client, identity: str = "", may: Mapping[str, Any] | None = None
) -> None:
    """What the page's next widgets are given when they ask their kernel for credentials."""
    given = page_credentials(lab, identity, may)
    await page.evaluate("given => { window.credentials = given }", given)


async def dials(lab: Client, caller: str, to: str) -> str:
    """A scripted caller dials; the SID of its call, once it is answered."""
    call = await asyncio.to_thread(lab.dial, caller, to)
    sid = str(call["sid"])
    await until(lambda: lab.call(sid)["status"] == "in-progress")
    return sid


async def until(condition: Callable[[], object], what: str = "") -> None:
    """Wait until the lab says so: it is asked again as soon as it has answered."""
    async with asyncio.timeout(90):
        while not await asyncio.to_thread(condition):
            pass


async def event(lab: Client, sid: str, name: str, **fields: object) -> Json:
    """The first such event of a call, once it happened."""
    found: list[Json] = []

    def look() -> bool:
        for one in lab.events(sid):
            data = one.to_json()
            if data["event"] == name and all(data[key] == value for key, value in fields.items()):
                found.append(data)
                return True
        return False

    await until(look)
    return found[0]


def loudest(lab: Client, sid: str, track: str, seconds: float) -> float:
    """The loudest that was said (inbound) or heard (outbound) in a call's last seconds."""
    envelope = lab.envelope(sid, 2000)
    newest = envelope[track][-max(1, round(seconds * envelope["rate"])) :]
    return max((max(-low, high) for low, high in newest), default=0.0)


def artefact(name: str) -> Path | None:
    """Where a picture goes that CI keeps; None when none are asked for ($VOICELAB_ARTEFACTS)."""
    folder = os.environ.get("VOICELAB_ARTEFACTS")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) / name


async def picture(page: Page, name: str) -> None:
    """Keep a picture of the widgets on the page, when pictures are asked for."""
    if path := artefact(f"{name}.png"):
        await page.locator("main").screenshot(path=path)


async def in_both_themes(page: Page, name: str) -> None:
    """Pictures of the widgets in light and dark, as they are now; in both they are legible, and axe finds nothing."""
    was = await page.evaluate("document.body.dataset.jpThemeLight")
    for theme, light in (("light", "true"), ("dark", "false")):
        await page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
        await page.wait_for_function(
            "theme => [...document.querySelectorAll('.vl-card')].every(one => one.dataset.vlTheme === theme)",
            arg=theme,
        )
        assert await page.evaluate(CONTRAST) == [], theme
        assert await accessibility_faults(page) == [], theme
        await picture(page, f"{name}-{theme}")
    await page.evaluate("light => { document.body.dataset.jpThemeLight = light }", was)


Step = Callable[[], Awaitable[None]]

AXE = Path(__file__).parents[2] / "widgets/node_modules/axe-core/axe.min.js"


async def accessibility_faults(page: Page, within: str = "main") -> list[str]:
    """What axe-core calls serious or critical in the widgets on the page."""
    await page.add_script_tag(path=AXE)
    found = await page.evaluate(
        """async (within) => {
            await Promise.all(document.getAnimations()
                .filter((a) => a.effect.getTiming().iterations === 1).map((a) => a.finished));
            const result = await axe.run(within, { resultTypes: ["violations"] });
            return result.violations.filter((v) => ["serious", "critical"].includes(v.impact))
                .map((v) => `${v.impact} ${v.id}: ${v.help} ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
        }""",
        within,
    )
    return list(found)


def no_secret_in(text: str) -> bool:
    """Whether a text holds no secret of the lab and no token."""
    return not any(secret in text for secret in SECRETS) and not re.search(r"eyJ[\w-]{10,}\.", text)
