"""What pictures of a call cost: ``call.plot()`` of an hour, and a live ``call.scope`` in Chromium.

Run: ``python -m bench.pictures``. Costs are CPU time of the processes that do it, which other load changes less than
the clock on the wall: all threads of all renderer processes of a browser that shows this one page. Chromium paints by
software here; beside the scope, turn by turn, stands a page that only asks for thirty frames a second and draws
nothing, which is the least that a picture drawn by script can cost.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
import wave
from pathlib import Path
from typing import Any

import numpy as np

from voicelab.calls.events import CallEnded, DigitPressed, Event, VerbEnded, VerbStarted, WebhookStarted
from voicelab.kernel.plots import draw_call
from voicelab.server.outline import outline_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "widgets"))

from browser_page import chromium, show
from fake_lab import CALL, MENU, FakeLab, speech
from playwright.async_api import Browser, Page, async_playwright

SECONDS = 8.0
ROUNDS = 3
EMPTY, SCOPE = "a page that draws nothing at 30 frames a second", "call.scope, live"
NOTHING = """() => { const again = () => setTimeout(() => requestAnimationFrame(again), 26); again(); }"""


def hour() -> list[Event]:
    """An hour of menus: 300 rounds, 1560 events."""
    events: list[Event] = []
    for turn in range(300):
        at, gather, say = turn * 12.0, 2 * turn + 1, 2 * turn + 2
        events.append(VerbStarted(CALL, at, gather, "Gather", {}, "", 2, 3, 1))
        events.append(VerbStarted(CALL, at + 0.1, say, "Say", {}, "Press one for sales.", 3, 5, 1, gather))
        events.append(VerbEnded(CALL, at + 5, say, "continue"))
        events.append(DigitPressed(CALL, at + 8, "1", "rtp"))
        events.append(VerbEnded(CALL, at + 8.1, gather, "go to /ivr"))
        if turn % 5 == 0:
            url = f"http://127.0.0.1:5000/ivr/{turn}"
            events.append(WebhookStarted(CALL, at + 8.2, turn, "POST", url, "action", {}, ""))
    return [*events, CallEnded(CALL, 3600.0, "completed", 3600, "the caller hung up")]


def plot() -> None:
    """The median of seven drawings of an hour, from its sound file to PNG and SVG."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hour.wav"
        sound = np.random.default_rng(1).normal(0, 3000, (8000 * 60, 2)).astype("<i2").tobytes()
        with wave.open(str(path), "wb") as file:
            file.setparams((2, 2, 8000, 0, "NONE", ""))
            for _ in range(60):
                file.writeframesraw(sound)
        events, spent = hour(), []
        for _ in range(7):
            began = time.process_time()
            envelope = outline_of(path, 800)
            read = time.process_time()
            figure = draw_call(events, envelope, title="CA7f…e2   client:alice → welcome · completed")
            figure._repr_mimebundle_()
            spent.append((1000 * (read - began), 1000 * (time.process_time() - read)))
    outline, drawing = np.median(np.array(spent), axis=0)
    print(f"call.plot() of an hour: outline {outline:.0f} ms + figure and PNG {drawing:.0f} ms (goal 150)")


async def cost(browser: Browser, page: Page) -> tuple[float, float, float]:
    """Frames a second on the screen, and percent of a core in the page's process and in the GPU's."""
    session = await browser.new_browser_cdp_session()

    async def spent() -> dict[str, float]:
        found: dict[str, float] = {}
        for process in (await session.send("SystemInfo.getProcessInfo"))["processInfo"]:
            found[process["type"]] = found.get(process["type"], 0.0) + process["cpuTime"]
        return found

    before, began = await spent(), time.perf_counter()
    await asyncio.sleep(SECONDS)
    after, whole = await spent(), time.perf_counter() - began
    await browser.start_tracing(page=page, categories=["viz"])
    began = time.perf_counter()
    await asyncio.sleep(4)
    traced = time.perf_counter() - began
    events: list[dict[str, Any]] = json.loads(await browser.stop_tracing())["traceEvents"]
    frames = sum(event["name"] == "DirectRenderer::DrawFrame" for event in events)
    share = {kind: 100 * (after[kind] - before.get(kind, 0.0)) / whole for kind in ("renderer", "GPU")}
    return frames / traced, share["renderer"], share["GPU"]


async def scope() -> bool:
    """A live scope and a page that draws nothing, in turns; whether the scope does what it should, by the medians."""
    found: dict[str, list[tuple[float, float, float]]] = {EMPTY: [], SCOPE: []}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name in (EMPTY, SCOPE) * ROUNDS:
            async with FakeLab().running() as lab:
                page = await browser.new_page(viewport={"width": 1240, "height": 900})
                await page.goto(f"http://127.0.0.1:{lab.port}/")
                await page.wait_for_function("window.ready")
                if name == SCOPE:
                    await show(page, "scope", {"call_sid": CALL}, "900px")
                    await start(lab)
                else:
                    await page.evaluate(NOTHING)
                await asyncio.sleep(4)
                found[name].append(await cost(browser, page))
                await page.close()
        await browser.close()
    for name, rounds in found.items():
        rate, renderer, gpu = np.median(np.array(rounds), axis=0)
        each = ", ".join(f"{one[1]:.1f}" for one in rounds)
        print(
            f"{name}: {rate:.0f} frames a second, {renderer:.1f} % of a core in the page's process ({each}), "
            f"{gpu:.1f} % in the GPU's (load {os.getloadavg()[0]:.1f})"
        )
    rate, renderer, _ = np.median(np.array(found[SCOPE]), axis=0)
    return bool(rate >= 30 and renderer < 5)


async def start(lab: FakeLab) -> None:
    """A call with both sides talking, in real time."""
    await lab.emit("call-created", 0.0, from_="client:alice", to="welcome", status="ringing")
    await lab.emit("document-started", 0.0, document=1, url="http://a/", source=MENU)
    verb = {"verb_id": 1, "verb": "Gather", "attributes": {"numDigits": "1"}, "line": 2, "column": 3}
    lab.later(0.5, "verb-started", 0.5, document=1, parent_id=None, text="", **verb)
    talk = [speech(*[(at + late, at + late + 0.8) for at in range(0, 60, 2)]) for late in (0, 1)]
    lab.sound(0.0, SECONDS + 20, *talk)


if __name__ == "__main__":
    plot()
    sys.exit(0 if asyncio.run(scope()) else 1)
