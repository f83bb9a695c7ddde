"""``/lab/v1/faults``: faults on purpose; seeded, shown, and undone (docs/wire.md)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lab_child import LabChild, Visitor

from voicelab.engine.faults import FaultyWeb, WebFault
from voicelab.engine.web import WebAnswer, WebRequest
from voicelab.errors import LabError
from voicelab.media.air import Air
from voicelab.server.faults import Faults
from voicelab.testing.loop import VirtualLoop


class Fine:
    """A web in which nothing is wrong."""

    async def send(self, request: WebRequest) -> WebAnswer:
        return WebAnswer(200, {"content-type": "text/xml"}, b"<Response/>")


def virtually(story: Any) -> Any:
    """Run a story in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(story())
    finally:
        loop.close()


def get(url: str = "http://app.test/ivr") -> WebRequest:
    return WebRequest("GET", url, {})


# --- at unit level ------------------------------------------------------------------------------------------
def lost(seed: int) -> list[int]:
    """Which of a thousand packets are lost."""

    async def story() -> list[int]:
        air = Air()
        Faults(FaultyWeb(Fine()), air).add({"loss": 0.05, "jitter": 0.05, "seed": seed})
        return [number for number in range(1000) if air.way() is None]

    found: list[int] = virtually(story)
    return found


def test_one_seed_loses_the_same_packets_in_every_run() -> None:
    """Faults are "seeded and reproducible"."""
    assert lost(3) == lost(3) != lost(4)
    assert 25 < len(lost(3)) < 80


def test_a_share_of_the_requests_is_the_same_in_every_run() -> None:
    def struck(seed: int) -> list[int]:
        async def story() -> list[int]:
            web = FaultyWeb(Fine())
            Faults(web, Air()).add({"webhook": 500, "share": 0.5, "seed": seed})
            return [(await web.send(get())).status for _ in range(40)]

        found: list[int] = virtually(story)
        return found

    assert struck(1) == struck(1) != struck(2)
    assert 10 < struck(1).count(500) < 30


def test_a_fault_is_undone_after_its_time() -> None:
    """A kernel that died does not leave the lab broken: ten minutes unless it says otherwise."""

    async def story() -> None:
        web, air = FaultyWeb(Fine()), Air()
        faults = Faults(web, air)
        faults.add({"webhook": 500, "loss": 0.5})
        faults.add({"webhook": "refused", "only": "/other", "limit": 5})
        await asyncio.sleep(6)
        assert len(list(faults)) == 1 and (await web.send(get("http://app.test/other"))).status == 500
        await asyncio.sleep(595)
        assert not list(faults) and air.clear and (await web.send(get())).status == 200

    virtually(story)


def test_what_lies_outside_comes_back_when_the_inner_one_ends() -> None:
    async def story() -> None:
        web, air = FaultyWeb(Fine()), Air()
        faults = Faults(web, air)
        faults.add({"loss": 0.1})
        inner = faults.add({"loss": 0.5})
        for _ in range(100):
            air.way()
        assert air.loss == 0.5
        assert faults.remove(inner.id) is inner and 30 < inner.lost < 70
        assert air.loss == 0.1
        faults.clear()
        assert air.clear and faults.remove(inner.id) is None

    virtually(story)


def test_the_signaling_is_cut_after_a_while_unless_it_is_undone_before() -> None:
    async def story() -> None:
        faults = Faults(FaultyWeb(Fine()), Air())
        cut: list[str | None] = []

        def take(identity: str | None) -> int:
            cut.append(identity)
            return 2

        faults.cut = take
        fault = faults.add({"signaling": "cut", "identity": "alice", "after": 3})
        await asyncio.sleep(4)
        assert cut == ["alice"] and fault.cut == 2
        faults.remove(faults.add({"signaling": "cut", "after": 3}).id)
        await asyncio.sleep(4)
        assert cut == ["alice"]

    virtually(story)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"webhook": "gone fishing"}, "'gone fishing' is no fault of a webhook"),
        ({"webhook": 42}, "42 is no HTTP status"),
        ({"webhook": True}, "status or a word"),
        ({"signaling": "slow"}, "'slow' is no fault of the signaling"),
        ({"loss": 5}, "loss is a share of 0 to 1"),
        ({"jitter": 50}, "jitter is 0 to 2 seconds"),
        ({"loss": "much"}, "loss is a number"),
        ({"slow": float("nan")}, "slow is a number"),
        ({"weather": "bad"}, "'weather' is no fault"),
        ({"webhook": 500, "limit": 10**6}, "limit is 0 to 3600 seconds"),
        ({"webhook": 500, "limit": 0}, "limit is more than 0"),
        ({"seed": 3}, "breaks nothing"),
    ],
)
def test_what_nobody_can_break_is_refused(wrong: dict[str, Any], words: str) -> None:
    """An unknown word is a clear error."""

    async def story() -> None:
        with pytest.raises(LabError, match=words):
            Faults(FaultyWeb(Fine()), Air()).add(wrong)

    virtually(story)


def test_the_words_of_the_notebook_are_those_of_the_tests() -> None:
    assert WebFault(webhook="slow").webhook == "silent"
    assert WebFault(webhook="not XML").webhook == "bad xml"
    assert WebFault(webhook="500").webhook == 500


# --- on a real server ---------------------------------------------------------------------------------------
def test_a_fault_is_on_until_it_is_deleted_and_shown_meanwhile(lab: LabChild) -> None:
    """``POST /lab/v1/faults``, ``DELETE /lab/v1/faults/ID``, ``faults`` of ``GET /lab/v1``."""

    async def story(visitor: Visitor) -> None:
        status, fault = await visitor.ask(
            "POST", "/lab/v1/faults", json={"webhook": 500, "only": "/nobody-asks", "loss": 0.05, "seed": 7}
        )
        assert status == 201 and fault["webhook"] == 500 and 590 < fault["seconds_left"] <= 600
        _, about = await visitor.ask("GET", "/lab/v1")
        assert [each["id"] for each in about["faults"]] == [fault["id"]]
        status, undone = await visitor.ask("DELETE", f"/lab/v1/faults/{fault['id']}")
        assert status == 200 and undone["struck"] == {"requests": 0, "packets": 0, "connections": 0}
        _, about = await visitor.ask("GET", "/lab/v1")
        assert about["faults"] == []
        status, refused = await visitor.ask("DELETE", f"/lab/v1/faults/{fault['id']}")
        assert (status, refused["code"]) == (404, 20404)

    lab.run(story)


def test_only_the_account_breaks_its_lab(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, _ = await visitor.ask("POST", "/lab/v1/faults", json={"webhook": 500}, auth=False)
        assert status == 401
        status, refused = await visitor.ask("POST", "/lab/v1/faults", json={"webhook": "gone fishing"})
        assert (status, refused["code"]) == (400, 20001) and "redirect loop" in refused["cure"]

    lab.run(story)


def test_cutting_the_signaling_drops_the_pages_connection_without_a_goodbye(lab: LabChild) -> None:
    """As a broken network does: the page may come back at once."""

    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/signal") as socket:
            status, fault = await visitor.ask("POST", "/lab/v1/faults", json={"signaling": "cut"})
            assert status == 201
            async for _ in socket:
                pass
            assert socket.close_code == 1006
            _, undone = await visitor.ask("DELETE", f"/lab/v1/faults/{fault['id']}")
            assert undone["struck"]["connections"] >= 1

    lab.run(story)
