"""Tokens that end before their time: taken back as their page's widget closes, looked at while the clock jumps."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from scripted_page import SECONDS, Exchange, with_exchange

from voicelab import clock
from voicelab.server import signaling_connection


def test_a_token_that_was_taken_back_rings_no_phone_and_calls_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone that was closed in its notebook: within a heartbeat its token is worth nothing; a call goes on."""
    monkeypatch.setattr(signaling_connection, "HEARTBEAT_SECONDS", 0.1)

    async def story(lab: Exchange) -> None:
        page, token = await lab.connect(), lab.token()
        await page.listen(token)
        await page.register()
        call = await lab.open_call(page)
        lab.taken_back.add(token)
        assert (await page.hears("error"))["error"]["code"] == 31204
        await page.hears("offline")
        assert not lab.lab.switchboard.registered(lab.lab.account.sid) and not call.over
        await page.call("TJS2")
        assert (await page.hears("hangup"))["error"]["code"] == 20104
        await page.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


def test_a_clock_that_is_set_back_ends_no_registration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that was good is not "from the future" an hour earlier."""
    monkeypatch.setattr(signaling_connection, "HEARTBEAT_SECONDS", 0.05)
    real = clock.now

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=1))
        (connection,) = lab.door.connections
        looked = asyncio.Event()
        monkeypatch.setattr(lab.door, "_check", lambda token: looked.set())
        async with asyncio.timeout(SECONDS):
            await looked.wait()
        assert connection.registered is not None
        await lab.open_call(page)
        assert not [kind for kind, _ in page.said if kind in ("error", "offline")]

    with_exchange(tmp_path, story)


def test_an_invite_that_comes_as_the_token_ends_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token is looked at again with each message: a machine may have slept, and the timer with it."""
    monkeypatch.setattr(signaling_connection, "HEARTBEAT_SECONDS", 1000.0)

    async def story(lab: Exchange) -> None:
        page, token = await lab.connect(), lab.token()
        await page.listen(token)
        lab.taken_back.add(token)
        await page.call()
        assert (await page.hears("hangup"))["error"]["code"] == 20104
        assert not lab.lab.switchboard.calls

    with_exchange(tmp_path, story)
