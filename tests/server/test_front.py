"""``GET /``: a page for people, Twilio's 404 for programs; it holds no secret and runs no script."""

from __future__ import annotations

import re

from lab_child import CREDENTIALS, LabChild, Visitor

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_is_told_what_this_is(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.session.get(f"{lab.url}/", headers=BROWSER) as response:
            page = await response.text()
            assert response.status == 200 and response.content_type == "text/html"
            policy = response.headers["Content-Security-Policy"]
        assert (
            "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        )
        assert "%load_ext voicelab" in page and "%%twiml welcome" in page and lab.url in page
        assert not any(value in page for value in CREDENTIALS.values())
        assert "<script" not in page and not re.search(r"(src|href)=.?https?:", page)

    lab.run(story)


def test_a_program_is_told_in_twilios_shape(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, data = await visitor.ask("GET", "/")
        assert (status, data["code"]) == (404, 20404)

    lab.run(story)


def test_a_foreign_host_sees_no_page(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.session.get(
            f"{lab.url}/", headers=BROWSER | {"Host": "evil.example.com"}
        ) as response:
            assert response.status == 421

    lab.run(story)
