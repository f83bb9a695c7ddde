"""UDP dies in a call: the same leg goes on over a WebSocket, by the ticket that the page has had from the first."""

import asyncio
import re
import struct
from typing import Literal

import numpy as np
import pytest
from spectrum import Ear, main_frequency, sine

from voicelab.media import g711
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.browser_endpoint import BrowserEndpoint
from voicelab.media.frames import FRAME, Samples, Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint
from voicelab.media.websocket_way import SocketWay

pytestmark = pytest.mark.media

Codec = Literal["pcmu", "opus"]


class Socket:
    """The page's: it keeps what it is sent."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.ends: list[str] = []

    def send(self, data: bytes) -> None:
        self.got.append(data)

    def heard(self, sequence: int) -> None:
        """Nothing is held back here."""

    def end(self, reason: str) -> None:
        self.ends.append(reason)

    def speak(self, way: SocketWay, frequency: float, seconds: float) -> None:
        """Say a tone from now on, with timestamps and a source of its own."""
        loop = asyncio.get_running_loop()
        sound = sine(frequency, seconds)
        for number in range(round(seconds * 50)):
            payload = g711.ulaw_encode(sound[number * FRAME : (number + 1) * FRAME])
            data = struct.pack("!BBHII", 0x80, 0, number + 7, 900 + number * FRAME, 0xBEEF) + payload
            loop.call_at(loop.time() + number / 50, way.message, self, data)


async def _hears(leg: AudioLeg, ear: Ear, seconds: float) -> Samples:
    """The next so many seconds of what a leg hears."""
    enough = asyncio.get_running_loop().create_future()
    first = len(ear.frames)

    def look(*_: object) -> None:
        if len(ear.frames) >= first + seconds * 50 and not enough.done():
            enough.set_result(None)

    remove = leg.tap(look)
    await asyncio.wait_for(enough, 60)
    remove()
    return ear.sound[first * FRAME :]


@pytest.mark.parametrize("codec", ["pcmu", "opus"])
@pytest.mark.parametrize("page_offers", [True, False])
def test_the_leg_goes_on_over_the_socket(codec: Codec, page_offers: bool) -> None:
    async def main() -> None:
        tickets: dict[str, SocketWay] = {}
        tick = Tick()
        lab = BrowserEndpoint(tick, tickets)
        page = WebRTCEndpoint(tick, codecs=(codec,))
        if page_offers:
            description = await lab.accept_offer(await page.create_offer())
            await page.accept_answer(description)
        else:
            description = await lab.create_offer()
            await lab.accept_answer(await page.accept_offer(description))
        ticket = re.search(r"^a=x-voicelab-media:(\S+)\r$", description, re.MULTILINE)
        assert ticket and list(tickets) == [ticket[1]]
        leg = await lab.connected()
        await page.connected()
        ear, far = Ear(leg), Ear(page.leg)
        said = asyncio.create_task(page.leg.play(Sound.of(sine(1000, 60.0))))
        heard = asyncio.create_task(leg.play(Sound.of(sine(440, 60.0))))
        await _hears(leg, ear, 1.0)
        assert main_frequency((await _hears(leg, ear, 0.5))[-4000:]) == pytest.approx(1000, abs=5)
        assert main_frequency((await _hears(page.leg, far, 0.5))[-4000:]) == pytest.approx(440, abs=5)

        socket, way = Socket(), tickets[ticket[1]]
        way.attach(socket)
        socket.speak(way, 700, 4.0)
        await _hears(leg, ear, 2.0)
        assert main_frequency((await _hears(leg, ear, 0.5))[-4000:]) == pytest.approx(700, abs=5)
        assert {data[1] & 127 for data in socket.got if not 192 <= data[1] <= 223} == {0}
        sound = np.concatenate([g711.ulaw_decode(d[12:]) for d in socket.got if d[1] & 127 == 0])
        assert main_frequency(sound[-8000:]) == pytest.approx(440, abs=5)
        assert lab.leg is leg

        # an ICE restart that was under way when the page changed over is answered, and changes nothing
        if page_offers:
            again = await lab.accept_offer("v=0\r\nwhatever the browser says now\r\n")
            assert again == description
        for task in (said, heard):
            task.cancel()
        await lab.close()
        await asyncio.sleep(0)  # the way hears of it
        assert socket.ends == ["the call is over"] and tickets == {}
        await page.close()

    asyncio.run(main())


def test_a_call_that_no_datagram_ever_reached_begins_by_the_socket() -> None:
    """UDP died before the call: who waits for the leg gets it."""

    async def main() -> None:
        tickets: dict[str, SocketWay] = {}
        lab = BrowserEndpoint(Tick(), tickets)
        page = WebRTCEndpoint(Tick())
        await lab.accept_offer(await page.create_offer())  # the answer never makes the page connect
        waiting = asyncio.create_task(lab.connected())
        socket = Socket()
        (way,) = tickets.values()
        way.attach(socket)
        leg = await waiting
        ear = Ear(leg)
        socket.speak(way, 700, 3.0)
        await _hears(leg, ear, 1.5)
        assert main_frequency((await _hears(leg, ear, 0.5))[-4000:]) == pytest.approx(700, abs=5)
        await lab.close()
        await page.close()
        await asyncio.sleep(0)
        assert socket.ends == ["the call is over"] and tickets == {}

    asyncio.run(main())
