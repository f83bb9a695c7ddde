"""What one page may add to its own call is bounded, said once, and harms no other call."""

import asyncio
from pathlib import Path

import pytest
from scripted_page import Exchange, with_exchange

from voicelab.calls.events import DigitPressed, MessageReceived, Notified
from voicelab.engine.call import Call
from voicelab.server import signaling_connection, signaling_lines

SID = "KX{:032d}"


def notified(call: Call) -> list[str]:
    return [event.message for event in call.events if isinstance(event, Notified)]


def test_messages_without_end_are_refused_and_another_call_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """31206 is the SDKs' RateExceededError, told with the message's SID."""
    monkeypatch.setattr(signaling_connection, "MAX_MESSAGES", 3)

    async def story(lab: Exchange) -> None:
        flooding, other = await lab.page("alice"), await lab.page("bob")
        call, beside = await lab.open_call(flooding), await lab.open_call(other)
        fields = {"content": {"a": 1}, "messagetype": "user-defined-message"}
        for number in range(10):
            await flooding.say("message", callsid=call.sid, voiceeventsid=SID.format(number), **fields)
        for number in range(3):
            assert (await flooding.hears("ack"))["voiceeventsid"] == SID.format(number)
        for number in range(3, 10):
            refused = await flooding.hears("error")
            assert refused["error"]["code"] == 31206 and refused["voiceeventsid"] == SID.format(number)
        await other.say("message", callsid=beside.sid, voiceeventsid=SID.format(99), **fields)
        assert (await other.hears("ack"))["voiceeventsid"] == SID.format(99)
        assert len([event for event in call.events if isinstance(event, MessageReceived)]) == 3
        assert len(notified(call)) == 1 and "3 messages from its page" in notified(call)[0]
        assert not notified(beside) and not call.over

    with_exchange(tmp_path, story)


def test_pauses_among_keys_are_not_kept_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signaling_lines, "MOST_KEYS", 20)
    monkeypatch.setattr(signaling_lines, "WAIT_SECONDS", 0.01)

    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.open_call(page)
        (line,) = next(iter(lab.door.connections)).lines.values()
        for _ in range(50):
            await page.say("dtmf", callsid=call.sid, dtmf="w" * 9 + "1")
        await page.say("message", callsid=call.sid, voiceeventsid=SID.format(1), content=1, messagetype="x")
        await page.hears("error")  # all of it was read
        assert len(line._waiting_keys) <= 20
        await lab.until(lambda: any(isinstance(event, DigitPressed) for event in call.events))
        assert not call.over

    with_exchange(tmp_path, story)


def test_a_page_that_describes_its_media_without_end_loses_that_call_alone(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call, beside = await lab.open_call(page), await lab.page("bob")
        other = await lab.open_call(beside)
        never = asyncio.Event()

        async def accept_offer(sdp: str) -> str:
            await never.wait()
            return sdp

        lab.endpoints[0].accept_offer = accept_offer  # type: ignore[method-assign]
        for _ in range(signaling_lines.MOST_JOBS + 2):
            await page.say("reinvite", callsid=call.sid, sdp="again")
        assert (await page.hears("hangup"))["error"]["code"] == 31100
        await lab.ended(call)
        assert not other.over

    with_exchange(tmp_path, story)
