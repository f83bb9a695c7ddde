"""Outputs that are no widgets on a page, light and dark: a picture is kept, axe-core finds no serious fault."""

from __future__ import annotations

import html

import pytest
from browser_page import Chromium
from fake_lab import FakeLab
from playwright.async_api import Page, expect
from real_lab import SECRETS, accessibility_faults, no_secret_in, picture

from voicelab.client import Client
from voicelab.kernel.lab import Lab
from voicelab.kernel.sheet_html import document_html

pytestmark = [pytest.mark.browser, pytest.mark.media]

MENU = """<Response>
  <!-- A menu with two slips -->
  <Gather numDigits="1" timout="8" action="/ivr/menu">
    <Say>Press 1 for sales.</Say>
  </Gather>
  <Sayy>Oops</Sayy>
</Response>"""


def outputs(lab: Lab) -> dict[str, str]:
    """What stands in the cells of a short session: a call that was fine, one that went wrong."""
    lab.twiml["rich-fine"] = "<Response><Say>Hello there.</Say></Response>"
    lab.twiml["rich-lost"] = "<Response><Dial><Client>rich-nobody</Client></Dial><Nope/></Response>"
    lab.twiml["rich-menu"] = MENU
    calls = []
    for name in ("rich-fine", "rich-lost"):
        sid = lab._client.dial("+15005550001", name)["sid"]
        calls.append(lab.calls[sid].wait(90))
    fine, lost = calls
    number = lab.number("+15005550931", voice_url="rich-fine")
    return {
        "lab": lab._repr_html_(),
        "%twiml": lab.twiml._repr_html_(),
        "%twiml menu": document_html("rich-menu", MENU, lab.twiml.findings("rich-menu")),
        "call": fine._repr_html_(),
        "a call that went wrong": lost._repr_html_(),
        "call.events": lost.events._repr_html_(),  # type: ignore[attr-defined]
        "call.transcript": fine.transcript._repr_html_(),
        "call.timeline, without a kernel": fine.timeline._repr_mimebundle_()[0]["text/html"],
        "lab.phone, without a kernel": lab.phone("alice")._repr_mimebundle_()[0]["text/html"],
        "lab.calls": lab.calls._repr_html_(),
        "lab.notifications": lab.notifications._repr_html_(),
        "lab.recordings": lab.recordings._repr_html_(),
        "lab.number": number._repr_html_(),
        "lab.break_it": lab.break_it(webhook=500, only="/ivr")._repr_html_(),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tables_cards_and_documents(browser: Chromium, real_lab: Client, theme: str) -> None:
    shown = outputs(Lab(real_lab.url, real_lab.account_sid, SECRETS[0]))
    assert no_secret_in("".join(shown.values()))
    cells = [f"<section><h3>{html.escape(name)}</h3>{output}</section>" for name, output in shown.items()]

    async def story(page: Page, _: FakeLab) -> None:
        await page.evaluate(
            "cells => { document.querySelector('main').innerHTML = '<div style=\"width:100%\">' + cells + '</div>' }",
            "".join(cells),
        )
        await expect(page.get_by_text("Nobody is registered as client:rich-nobody").first).to_be_visible()
        await expect(
            page.get_by_role("img", name="Sound of the caller above, of the lab below")
        ).to_be_visible()
        await picture(page, f"rich-outputs-{theme}")
        assert await accessibility_faults(page) == []

    browser.run(story, theme=theme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_labs_front_page(browser: Chromium, real_lab: Client, scheme: str) -> None:
    """``GET /``: its own style passes its own policy; legible, and its one link leads somewhere."""

    async def story(page: Page, _: FakeLab) -> None:
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        await page.goto(f"{real_lab.url}/")
        await expect(page.get_by_role("heading", name="VoiceLab")).to_be_visible()
        assert not [words for words in said if "Content Security Policy" in words]
        dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark == ("rgb(17, 19, 23)" if scheme == "dark" else "rgb(246, 247, 249)")
        await picture(page, f"front-page-{scheme}")
        await page.get_by_role("link", name="/health").click()
        await expect(page.get_by_text('"voicelab"')).to_be_visible()

    browser.run(story)
