"""``call.plot()`` on light and dark pages: of its two pictures the page shows the one that suits it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from browser_page import Chromium
from fake_lab import FakeLab
from PIL import Image
from playwright.async_api import Page
from real_lab import picture

from voicelab.calls.events import DigitPressed, VerbEnded, VerbStarted, WebhookStarted
from voicelab.kernel.plots import CallFigure, draw_call

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SHOWN = "[...document.images].filter(each => each.checkVisibility()).map(each => each.className)"


def figure() -> CallFigure:
    """Ten seconds: a menu, a key, a request."""
    events = [
        VerbStarted("CA1", 1.0, 1, "Gather", {}, "", 2, 3, 1),
        VerbStarted("CA1", 1.1, 2, "Say", {}, "Press 1 for sales.", 3, 5, 1, 1),
        VerbEnded("CA1", 4.0, 2, "continue"),
        DigitPressed("CA1", 6.0, "1", "rtp"),
        VerbEnded("CA1", 6.1, 1, "go to /ivr"),
        WebhookStarted("CA1", 6.2, 1, "POST", "http://127.0.0.1:8/ivr", "action", {}, ""),
    ]
    level = np.abs(np.sin(np.arange(500) / 7)) * np.repeat([0.1, 0.8, 0.7, 0.1, 0.1], 100)
    pairs = np.column_stack([-level, level]).tolist()
    envelope = {"rate": 50, "start": 0.0, "inbound": pairs[::-1], "outbound": pairs}
    return draw_call(events, envelope, title="CA7f…e2   client:alice → welcome · completed")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_jupyterlabs_theme_goes_before_the_readers_wish(browser: Chromium, theme: Scheme) -> None:
    output = figure()._repr_mimebundle_()[0]["text/html"]

    async def story(page: Page, _: FakeLab) -> None:
        other: Scheme = "dark" if theme == "light" else "light"
        await page.emulate_media(color_scheme=other)
        await page.evaluate("output => { document.querySelector('main').innerHTML = output }", output)
        assert await page.evaluate(SHOWN) == ["vl-by-day" if theme == "light" else "vl-by-night"]
        await picture(page, f"plot-{theme}")

    browser.run(story, theme=theme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_without_a_theme_goes_by_the_readers_wish(browser: Chromium, scheme: Scheme) -> None:
    """And one that lets no styles in (a notebook that is not trusted) shows the one on white, and only that."""
    output = figure()._repr_mimebundle_()[0]["text/html"]

    async def story(page: Page, _: FakeLab) -> None:
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate("delete document.body.dataset.jpThemeLight")
        await page.evaluate("output => { document.querySelector('main').innerHTML = output }", output)
        assert await page.evaluate(SHOWN) == ["vl-by-day" if scheme == "light" else "vl-by-night"]
        await page.evaluate("document.querySelector('main style').remove()")
        assert await page.evaluate(SHOWN) == ["vl-by-day"]

    browser.run(story)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_svg_is_as_dark_as_its_reader_wishes(browser: Chromium, tmp_path: Path, scheme: Scheme) -> None:
    """As a file, as a picture on a page, and within the page, where JupyterLab's theme goes before."""
    file = tmp_path / "call.svg"
    figure().savefig(file)

    async def story(page: Page, _: FakeLab) -> None:
        await page.emulate_media(color_scheme=scheme)
        svg = file.read_text("utf-8")
        await page.evaluate(
            """async svg => {
                const picture = new Image();
                picture.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
                picture.style.colorScheme = "inherit";
                document.body.style.colorScheme = "light dark";
                document.querySelector("main").replaceChildren(picture);
                await picture.decode();
            }""",
            svg,
        )
        await picture(page, f"plot-svg-{scheme}")
        seen = Image.open(io.BytesIO(await page.locator("main img").screenshot())).convert("RGB")
        assert seen.getpixel((3, 3)) == ((255, 255, 255) if scheme == "light" else (23, 25, 30))
        fill = """svg => { document.querySelector("main").innerHTML = svg.slice(svg.indexOf("<svg"));
            return getComputedStyle(document.querySelector("main #patch_1 path")).fill }"""
        page_theme = await page.evaluate("document.body.dataset.jpThemeLight")
        assert page_theme == "true"  # and so it stays light, whatever the reader wishes
        assert await page.evaluate(fill, svg) == "rgb(255, 255, 255)"
        await page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        assert await page.evaluate(fill, svg) == "rgb(23, 25, 30)"

    browser.run(story)
