"""A phone without a browser: what it may do at a lab, over real signaling and real WebRTC."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
import numpy as np
import pytest

from voicelab.callers.phone import PhoneTransport, open_phone
from voicelab.calls.events import DigitPressed, SpeechHeard
from voicelab.client import Client
from voicelab.errors import PeerError
from voicelab.kernel.child import Child
from voicelab.media.frames import RATE, Sound

pytestmark = pytest.mark.media

ACCOUNT, TOKEN = "AC" + "a1" * 16, "b2" * 16
WAIT = 60.0


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICELAB_ACCOUNT_SID", ACCOUNT)
        patch.setenv("VOICELAB_AUTH_TOKEN", TOKEN)
        child = Child(data_directory=tmp_path_factory.mktemp("lab"))
        ready = child.start()
    yield Client(ready.url, ACCOUNT, TOKEN)
    child.end()


def play(story: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(WAIT):
            await story()

    asyncio.run(run())


def tone(frequency: float) -> Sound:
    at = np.arange(2 * RATE) / RATE
    return Sound.of((8000 * np.sin(2 * np.pi * frequency * at)).astype(np.int16))


@pytest.mark.parametrize(
    ("calls", "is_called"), [("webrtc", "webrtc"), ("websocket", "webrtc"), ("webrtc", "websocket")]
)
def test_two_phones_hear_each_other(lab: Client, calls: PhoneTransport, is_called: PhoneTransport) -> None:
    """client:bob rings; each hears the tone of the other and not its own, however their sound travels."""

    async def story() -> None:
        async with (
            open_phone(lab.url, lab.token("access", "bob"), is_called) as bob,
            open_phone(lab.url, lab.token("access", "alice"), calls) as alice,
        ):
            await bob.register()
            there = await alice.dial({"To": "client:bob"})
            here, _ = await asyncio.gather(bob.answer(), there.answered(WAIT))
            assert here.parameters["From"] == "client:alice"
            heard: dict[str, list[np.ndarray]] = {"alice": [], "bob": []}
            for name, call in (("alice", there), ("bob", here)):
                call.leg.tap(lambda frame, _, name=name: heard[name].append(frame))
            await asyncio.gather(there.leg.play(tone(500)), here.leg.play(tone(800)))
            for name, frequency in (("alice", 800), ("bob", 500)):
                samples = np.concatenate(heard[name]).astype(float)
                spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
                assert abs(np.argmax(spectrum) * RATE / len(samples) - frequency) < 5
            await there.hang_up()
            await here.ended

    play(story)


def test_a_phone_speaks_by_its_own_token_and_for_nobody_else(lab: Client) -> None:
    """`/lab/v1/calls/SID/say` and `/press`: credentials, or the token of the party itself."""
    lab.put_document("listen", "<Response><Gather numDigits='2' timeout='60'/></Response>")

    async def story() -> None:
        token = lab.token("access", "carol")
        async with aiohttp.ClientSession() as session, open_phone(lab.url, token) as phone:
            call = await phone.dial({"To": "listen"})
            await call.answered(WAIT)

            async def post(door: str, shown: str | None, **body: str) -> int:
                headers = {"X-Twilio-Token": shown} if shown else {}
                address = f"{lab.url}/lab/v1/calls/{call.sid}/{door}"
                async with session.post(address, json=body, headers=headers) as answer:
                    return answer.status

            assert await post("say", token, text="Good morning") == 200
            assert await post("say", None, text="x") == 401
            assert await post("say", lab.token("access", "mallory"), text="x") == 404
            assert await post("say", lab.token("observe", "carol"), text="x") == 404
            assert await post("press", token + "x", digits="1") == 401
            assert await post("press", token, digits="1") == 200
            events = lab.events(call.sid)
            assert "Good morning" in [event.text for event in events if isinstance(event, SpeechHeard)]
            assert [event.digit for event in events if isinstance(event, DigitPressed)] == ["1"]

    play(story)


def test_a_phone_hangs_up_by_its_own_token_and_for_nobody_else(lab: Client) -> None:
    """`/lab/v1/calls/SID/hang-up`: what a page says that goes away."""
    lab.put_document("listen", "<Response><Gather numDigits='2' timeout='60'/></Response>")

    async def story() -> None:
        token = lab.token("access", "grace")
        async with aiohttp.ClientSession() as session, open_phone(lab.url, token) as phone:
            call = await phone.dial({"To": "listen"})
            await call.answered(WAIT)
            door = f"{lab.url}/lab/v1/calls/{call.sid}/hang-up"
            for shown, status in ((lab.token("access", "mallory"), 404), (token + "x", 401), (token, 200)):
                async with session.post(door, headers={"X-Twilio-Token": shown}) as answer:
                    assert answer.status == status
            await call.ended
            assert lab.call(call.sid)["status"] == "completed"

    play(story)


def test_speech_that_the_end_of_the_call_cuts_off_is_said_to_be(lab: Client) -> None:
    """21220: the call is not in progress."""
    lab.put_document("listen", "<Response><Gather numDigits='2' timeout='60'/></Response>")

    async def story() -> None:
        token = lab.token("access", "erin")
        async with aiohttp.ClientSession() as session, open_phone(lab.url, token) as phone:
            call = await phone.dial({"To": "listen"})
            await call.answered(WAIT)
            door = f"{lab.url}/lab/v1/calls/{call.sid}/say"
            body, headers = {"text": "A long story. " * 60}, {"X-Twilio-Token": token}
            saying = asyncio.create_task(session.post(door, json=body, headers=headers))
            events = await asyncio.to_thread(lab.events, call.sid)
            while not any(isinstance(event, SpeechHeard) for event in events):
                events = await asyncio.to_thread(lab.events, call.sid)
            await call.hang_up()
            answer = await saying
            assert (answer.status, (await answer.json())["code"]) == (400, 21220)

    play(story)


def test_a_phone_without_udp_presses_keys_and_is_hung_up_on(lab: Client) -> None:
    """telephone-events over a WebSocket; the call's end closes its sound."""
    lab.put_document("goodbye", "<Response><Hangup/></Response>")
    gather = "<Gather numDigits='2' finishOnKey='' timeout='60' action='/twiml/goodbye'/>"
    lab.put_document("two-keys", f"<Response>{gather}</Response>")

    async def story() -> None:
        token = lab.token("access", "frank")
        async with open_phone(lab.url, token, "websocket") as phone:
            call = await phone.dial({"To": "two-keys"})
            await call.answered(WAIT)
            # the lab hangs up as soon as the second key begins: its end is never sent
            pressing = asyncio.create_task(call.leg.press("4#"))
            await call.ended
            pressing.cancel()
            await asyncio.shield(call.leg.closed)
            events = lab.events(call.sid)
            keys = [(event.digit, event.via) for event in events if isinstance(event, DigitPressed)]
            assert keys == [("4", "rtp"), ("#", "rtp")]

    play(story)


def test_what_the_lab_refuses_is_said(lab: Client) -> None:
    """A token that is none, a place that is none, a lab that is none: PeerError with its code."""

    async def story() -> None:
        with pytest.raises(PeerError) as caught:
            async with open_phone(lab.url, "no-token"):
                pass
        assert caught.value.code == 31204
        with pytest.raises(PeerError) as caught:
            async with open_phone("http://127.0.0.1:9", "no-token"):
                pass
        assert caught.value.code == 31005
        async with open_phone(lab.url, lab.token("access", "dave")) as phone:
            call = await phone.dial({"To": "app:nowhere"})
            with pytest.raises(PeerError, match="There is no application nowhere"):
                await call.named()
            with pytest.raises(PeerError, match="There is no application nowhere"):
                await call.answered(WAIT)

    play(story)
