"""Tokens and broken connections at ``/signal``."""

import asyncio
from pathlib import Path

import pytest
from scripted_page import KEY, SECONDS, SECRET, Exchange, Page, exchange, with_exchange

from voicelab.calls.credentials import Keyring, mint_access_token, mint_observe_token
from voicelab.calls.events import DigitPressed
from voicelab.engine.call import Call
from voicelab.server import signaling_connection

WAIT = "<Response><Echo/></Response>"
SID = "KX" + "1" * 32


def keys(call: Call) -> list[DigitPressed]:
    return [event for event in call.events if isinstance(event, DigitPressed)]


# --- tokens -----------------------------------------------------------------------------------------------
OTHER = Keyring("AC" + "9" * 32, "another-account's-auth-token-here", {KEY: SECRET})


@pytest.mark.parametrize("fault", ["forged", "another account", "observe", "empty"])
def test_a_bad_token_is_31204_and_opens_nothing(tmp_path: Path, fault: str) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        token = {
            "forged": lambda: mint_access_token(
                Keyring(lab.lab.account.sid, "x" * 32, {KEY: "y" * 40}), "eve", application_sid="AP1"
            ),
            "another account": lambda: mint_access_token(OTHER, "eve"),
            "observe": lambda: mint_observe_token(lab.keyring),
            "empty": lambda: "",
        }[fault]()
        await page.say("listen", token=token)
        assert (await page.hears("error"))["error"]["code"] == 31204
        await page.say("register", media={"audio": True})
        assert (await page.hears("error"))["error"]["code"] == 31204
        await page.call()
        assert (await page.hears("hangup"))["error"]["code"] == 20101
        assert not lab.lab.switchboard.calls
        await page.listen(lab.token())  # a good one heals it
        await page.register()

    with_exchange(tmp_path, story)


def test_an_expired_token_ends_registration_but_not_the_call(tmp_path: Path) -> None:
    """31205; then ``updateToken`` is another ``listen`` on the open socket."""

    async def story(lab: Exchange) -> None:
        page = await lab.connect()
        connected = await page.listen(lab.token(ttl=4))
        assert connected["token"]["ttl"] in (3, 4)
        await page.register()
        call = await lab.open_call(page)
        assert (await page.hears("error"))["error"]["code"] == 31205
        await page.hears("offline")
        assert not lab.lab.switchboard.registered(lab.lab.account.sid)
        assert not call.over
        await page.call("TJS2")
        assert (await page.hears("hangup"))["error"]["code"] == 20104
        await page.listen(lab.token())
        await page.register()
        assert lab.lab.switchboard.registered(lab.lab.account.sid) == {"client:alice": 1}
        await page.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


def test_a_new_identity_takes_the_old_ones_place(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page("alice")
        assert (await page.listen(lab.token("bob")))["token"]["identity"] == "bob"
        assert lab.lab.switchboard.registered(lab.lab.account.sid) == {"client:bob": 1}

    with_exchange(tmp_path, story)


def test_a_refused_update_leaves_the_page_registered(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page("alice")
        await page.say("listen", token="rubbish")
        assert (await page.hears("error"))["error"]["code"] == 31204
        assert lab.lab.switchboard.registered(lab.lab.account.sid) == {"client:alice": 1}

    with_exchange(tmp_path, story)


# --- broken connections -----------------------------------------------------------------------------------
def test_a_call_survives_a_cut_and_comes_back_by_its_token(tmp_path: Path) -> None:
    """``invite {callsid, sdp, reconnect: <token>}`` after signaling reconnect of a live call."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=5)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        assert lab.door.cut("alice") == 1
        await page.closed.wait()
        again = await lab.page(timeout=5)
        await again.say("invite", callsid=call.sid, sdp="an offer", reconnect=token, twilio={})
        assert (await again.hears("answer"))["callsid"] == call.sid
        assert not call.over
        await again.say("dtmf", callsid=call.sid, dtmf="7")
        await again.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"
        assert [key.digit for key in keys(call)] == ["7"]

    with_exchange(tmp_path, story)


def test_update_token_in_a_call_asks_for_a_reconnect_that_changes_nothing(tmp_path: Path) -> None:
    """On every ``connected`` the SDK sends its live call's ``invite`` with the reconnect token again."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=5)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        for _ in range(3):
            await page.listen(lab.token(), reconnect_timeout=5)
            await page.say("invite", callsid=call.sid, sdp="an offer", reconnect=token, twilio={})
            assert (await page.hears("answer")) == {"callsid": call.sid, "reconnect": token}
        await page.say("dtmf", callsid=call.sid, dtmf="7")
        await page.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"
        assert len(keys(call)) == 1 and [kind for kind, _ in page.said] == ["ringing"]

    with_exchange(tmp_path, story)


def test_a_page_of_old_is_told_of_the_call_that_broke_off(tmp_path: Path) -> None:
    """1.x keeps its call open when its socket is cut, and comes back without asking for it."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(version="1.5")
        call = await lab.open_call(page)
        lab.door.cut()
        assert await lab.ended(call) == "completed"
        again = await lab.page(version="1.5")
        assert await again.hears("hangup") == {"callsid": call.sid}
        stranger = await lab.page("bob", version="1.5")
        assert stranger.said == []

    with_exchange(tmp_path, story)


def test_a_page_comes_back_before_the_cut_was_noticed(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=5)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        again = await lab.page(timeout=5)
        await again.say("invite", callsid=call.sid, sdp="an offer", reconnect=token, twilio={})
        await again.hears("answer")
        await page.close()
        await again.say("dtmf", callsid=call.sid, dtmf="7")
        await again.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"
        assert len(keys(call)) == 1

    with_exchange(tmp_path, story)


@pytest.mark.parametrize(("version", "timeout"), [("1.6", 0), ("1.5", 9)])
def test_without_a_reconnect_timeout_the_call_ends_with_its_socket(
    tmp_path: Path, version: str, timeout: float
) -> None:
    """``reconnectTimeout`` 0: signaling reconnection was not asked for; 1.x has none."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(version=version, timeout=timeout)
        call = await lab.open_call(page)
        lab.door.cut()
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


def test_every_cut_gives_the_page_its_full_time(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=2)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        loop = asyncio.get_running_loop()
        for _ in range(3):
            lab.door.cut()
            await page.closed.wait()
            page = await lab.page(timeout=2)
            await page.say("invite", callsid=call.sid, sdp="an offer", reconnect=token, twilio={})
            await page.hears("answer")
        began = loop.time()
        lab.door.cut()
        assert await lab.ended(call) == "completed"
        assert loop.time() - began >= 2

    with_exchange(tmp_path, story)


def test_a_page_that_does_not_come_back_is_gone_after_the_timeout(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=0.4)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        loop = asyncio.get_running_loop()
        began = loop.time()
        lab.door.cut()
        assert await lab.ended(call) == "completed"
        assert loop.time() - began >= 0.4
        late = await lab.page()
        await late.say("invite", callsid=call.sid, sdp="an offer", reconnect=token, twilio={})
        assert await late.hears("hangup") == {"callsid": call.sid}

    with_exchange(tmp_path, story)


def test_a_page_that_is_closed_does_not_hold_its_call(tmp_path: Path) -> None:
    """Close code 1001: the browser's tab is gone, nobody will come back."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=30)
        call = await lab.open_call(page)
        await page.socket.close(code=1001)
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


@pytest.mark.parametrize("fault", ["token", "call"])
def test_a_reconnect_needs_the_token_of_that_call(tmp_path: Path, fault: str) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(timeout=5)
        call = await lab.open_call(page)
        token = (await page.hears("answer"))["reconnect"]
        eve = await lab.page("eve")
        wrong = {"token": (call.sid, "guessed"), "call": ("CA" + "0" * 32, token)}[fault]
        await eve.say("invite", callsid=wrong[0], sdp="mine", reconnect=wrong[1], twilio={})
        assert (await eve.hears("hangup"))["error"]["code"] == 31481
        assert not call.over

    with_exchange(tmp_path, story)


def test_a_pending_call_is_taken_by_its_connect_token(tmp_path: Path) -> None:
    """``device.connect({connectToken})``: a NEW offer for a pending inbound CallSid."""

    async def story(lab: Exchange) -> None:
        page = await lab.page("alice")
        call = await lab.ring()
        token = (await page.hears("invite"))["reconnect"]
        other = await lab.page("alice", register=False)
        await other.say("invite", callsid=call.sid, sdp="my own offer", reconnect=token, twilio={})
        assert (await other.hears("answer"))["sdp"] == "answer 1"
        await page.hears("cancel")
        assert lab.endpoints[0].leg.closed.done() and lab.endpoints[1].offers == ["my own offer"]
        await other.say("hangup", callsid=call.sid)
        assert await lab.ended(call) == "completed"

    with_exchange(tmp_path, story)


def test_a_page_that_does_not_read_is_cut_and_harms_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(lab: Exchange) -> None:
        good, bad = await lab.page("alice", register=False), await lab.page("bob", register=False)
        first, second = await lab.open_call(good), await lab.open_call(bad)
        transport = bad.socket.get_extra_info("socket")
        assert transport is not None
        bad.socket._reader._protocol.pause_reading()  # type: ignore[attr-defined]
        assert second.side is not None
        for _ in range(2000):
            if second.over:
                break
            try:
                await second.side.line.send_message("x" * 9000, "user-defined-message", "application/json")
            except Exception:
                break
            await asyncio.sleep(0)
        assert await lab.ended(second) == "completed"
        await good.say("dtmf", callsid=first.sid, dtmf="1")
        await good.say("hangup", callsid=first.sid)
        assert await lab.ended(first) == "completed"

    with_exchange(tmp_path, story)


def test_a_page_that_is_silent_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client answers every heartbeat."""
    monkeypatch.setattr(signaling_connection, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(signaling_connection, "SILENCE_SECONDS", 2.0)

    async def story(lab: Exchange) -> None:
        good, dead = await lab.page("alice"), await lab.page("bob")

        async def nothing(text: str) -> None:
            return

        dead.socket.send_str = nothing  # type: ignore[method-assign,assignment]
        await asyncio.wait_for(dead.closed.wait(), SECONDS)
        assert not good.closed.is_set()
        assert lab.lab.switchboard.registered(lab.lab.account.sid) == {"client:alice": 1}

    with_exchange(tmp_path, story)


def test_rubbish_closes_the_connection_and_no_other(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        good, bad = await lab.page("alice"), await lab.page("bob")
        for _ in range(60):
            await bad.socket.send_str("{")
        await asyncio.wait_for(bad.closed.wait(), SECONDS)
        assert bad.socket.close_code == 1008
        big = await lab.connect()
        await big.socket.send_str("x" * 2_000_000)
        await asyncio.wait_for(big.closed.wait(), SECONDS)
        await good.register()

    with_exchange(tmp_path, story)


def test_an_ordinary_get_is_told_what_this_is(tmp_path: Path) -> None:
    async def story() -> int:
        async with exchange(tmp_path) as lab, lab.session.get(lab.url) as response:
            return response.status

    assert asyncio.run(story()) == 426


def test_the_labs_end_ends_every_page(tmp_path: Path) -> None:
    async def story() -> Page:
        async with exchange(tmp_path) as lab:
            page = await lab.page()
            lab.pages.clear()
        await asyncio.wait_for(page.closed.wait(), SECONDS)
        return page

    assert asyncio.run(story()).socket.close_code == 1001
