"""How long the tokens of a grant are renewed, and that they end with it: in virtual time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from voicelab.calls.credentials import INVALID
from voicelab.errors import PeerError, RequestError
from voicelab.server import grants
from voicelab.server.grants import LONGEST, Grants
from voicelab.testing.loop import VirtualLoop

AC = "AC" + "1" * 32


def in_virtual_time(story: Any) -> None:
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story())


def refused(work: Any, *arguments: Any) -> PeerError:
    with pytest.raises(PeerError) as caught:
        work(*arguments)
    return caught.value


def test_a_token_is_renewed_for_half_a_day_and_then_the_account_is_asked_again() -> None:
    async def story() -> None:
        given = Grants()
        given.made(AC, "phone", "first", 3600)
        hours, token = 0.0, "first"
        while (left := given.longest(token)) > 3600:
            hours += 0.5
            await asyncio.sleep(1800)
            given.renewed(token, f"token {hours}", 3600)
            token = f"token {hours}"
        assert hours == 11 and left == 3600
        await asyncio.sleep(3000)
        given.renewed(token, "last", given.longest(token))
        assert given.longest("last") == 600  # no token outlives its grant
        await asyncio.sleep(600)
        assert "hours old" in refused(given.longest, "last").message
        given.made(AC, "phone", "fresh", 3600)  # its kernel asked: all day long is fine
        assert given.longest("fresh") == LONGEST

    in_virtual_time(story)


def test_every_token_of_a_grant_ends_with_it_the_renewed_ones_too() -> None:
    async def story() -> None:
        given = Grants()
        given.made(AC, "phone", "first", 3600)
        given.made(AC, "phone", "second", 3600)
        given.made(AC, "other", "elsewhere", 3600)
        given.renewed("first", "third", 3600)
        with pytest.raises(RequestError):
            given.end("AC" + "2" * 32, "phone")  # another account's page
        given.end(AC, "phone")
        for token in ("first", "second", "third"):
            assert refused(given.check, token).code == INVALID
            assert "taken back" in refused(given.longest, token).message
        given.check("elsewhere")
        with pytest.raises(RequestError):
            given.end(AC, "phone")
        given.made(AC, "phone", "later", 60)  # the name may be used again; what was taken back stays so
        given.check("later")
        assert refused(given.check, "third").code == INVALID

    in_virtual_time(story)


def test_a_token_that_this_lab_did_not_make_is_not_renewed() -> None:
    async def story() -> None:
        given = Grants()
        given.check("from a program of the account's own")
        assert "did not make it" in refused(given.longest, "from a program of the account's own").message

    in_virtual_time(story)


def test_a_grant_has_a_bound_and_so_have_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grants, "MOST_TOKENS", 5)
    monkeypatch.setattr(grants, "_MOST", 20)

    async def story() -> None:
        given = Grants()
        given.made(AC, "greedy", "0", 60)
        for number in range(1, 5):
            given.renewed(str(number - 1), str(number), 60)
        with pytest.raises(RequestError) as caught:
            given.renewed("4", "5", 60)
        assert caught.value.code == 20429
        await asyncio.sleep(59)
        given.made(AC, "greedy", "kernel", 60)
        await asyncio.sleep(2)  # the others are over
        given.renewed("kernel", "5", 60)
        for number in range(100):
            given.made(AC, "", f"more {number}", 1000)
            assert len(given) <= 20
        given.made(AC, "", "more 99", 1000)  # the same string again, of another grant
        assert len(given) <= 20
        await asyncio.sleep(1001)
        given.made(AC, "", "one", 60)
        given._forget_the_old()
        assert len(given) == 1 and len(given._grants) == 1

    in_virtual_time(story)
