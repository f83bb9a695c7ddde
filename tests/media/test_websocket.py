"""A leg over a WebSocket: RTP as messages, in virtual time, with the socket a pair of functions."""

import asyncio
import random
import struct
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest
from spectrum import Ear, level, main_frequency, purity, sine

from voicelab.errors import PeerError
from voicelab.media import g711
from voicelab.media.frames import FRAME, RATE, Sound
from voicelab.media.tick import Tick
from voicelab.media.websocket import WebSocketEndpoint
from voicelab.media.websocket_sdp import chosen, with_ticket
from voicelab.media.websocket_way import PATIENCE, SocketWay
from voicelab.testing.loop import run

OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nm=audio 9 TCP/WSS/RTP/AVP 0 101\r\na=sendrecv\r\n"
SSRC = 0xABCD


class Page:
    """The party: it says a tone, keeps what it is sent, and its socket may be slow or cut."""

    def __init__(self, endpoint: WebSocketEndpoint) -> None:
        self.endpoint = endpoint
        self.got: list[bytes] = []
        self.ends: list[str] = []
        self.told: list[int] = []
        self.sequence = 0
        self.last = 0.0

    def send(self, data: bytes) -> None:
        self.got.append(data)

    def heard(self, sequence: int) -> None:
        self.told.append(sequence)

    def end(self, reason: str) -> None:
        self.ends.append(reason)

    def packet(self, payload_type: int, timestamp: int, payload: bytes) -> bytes:
        self.sequence += 1
        return struct.pack("!BBHII", 0x80, payload_type, self.sequence, timestamp, SSRC) + payload

    async def speak(self, seconds: float, way: Callable[[float], float] = lambda sent: 0.003) -> None:
        """Say 400 Hz; each packet is ``way`` seconds on its way, and none overtakes another: it is a stream."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(round(seconds * 50)):
            timestamp = round(begun * 50) * FRAME + number * FRAME
            at = (timestamp + np.arange(FRAME)) / RATE
            sound = (8000 * np.sin(2 * np.pi * 400 * at)).astype(np.int16)
            data = self.packet(0, timestamp, g711.ulaw_encode(sound))
            sent = begun + number / 50
            self.last = max(self.last, sent + way(sent))
            loop.call_at(self.last, self.endpoint.message, self, data)
            await asyncio.sleep(max(0.0, sent + 0.02 - loop.time()))

    def sound(self) -> np.ndarray[Any, np.dtype[np.int16]]:
        """What the party hears."""
        return np.concatenate([g711.ulaw_decode(data[12:]) for data in self.got if data[1] & 127 == 0])


def with_page(story: Callable[[WebSocketEndpoint, Page], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        endpoint = WebSocketEndpoint(Tick(), {})
        await endpoint.accept_offer(OFFER)
        page = Page(endpoint)
        endpoint.attach(page)
        await story(endpoint, page)
        await endpoint.close()

    run(main())


def test_the_answer_holds_the_ticket_that_opens_the_media_and_a_restart_another() -> None:
    async def main() -> None:
        tickets: dict[str, SocketWay] = {}
        endpoint = WebSocketEndpoint(Tick(), tickets)
        answer = await endpoint.accept_offer(OFFER)
        assert f"a=x-voicelab-media:{endpoint.ticket}\r\n" in answer and chosen(answer)
        assert tickets == {endpoint.ticket: endpoint} and len(endpoint.ticket) >= 30
        first = endpoint.ticket
        again = await endpoint.accept_offer(OFFER)
        assert first not in again and list(tickets) == [endpoint.ticket]
        with pytest.raises(PeerError, match="another transport"):
            await endpoint.accept_offer("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")
        await endpoint.close()
        assert not tickets

    run(main())


def test_a_description_names_the_transport() -> None:
    assert chosen(OFFER)
    assert not chosen("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0 111\r\n")
    assert not chosen("nonsense")
    with pytest.raises(PeerError, match="PCMU"):
        chosen(OFFER.replace(" 0 101", " 8 101"))
    both = with_ticket("v=0\r\ns=x\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n", "TICKET")
    assert both == ("v=0\r\ns=x\r\na=x-voicelab-media:TICKET\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n")


def test_sound_passes_both_ways_whole() -> None:
    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        leg = await endpoint.connected()
        ear = Ear(leg)
        playing = asyncio.create_task(leg.play(Sound.of(sine(1000, 3.0))))
        await page.speak(3.0)
        await playing
        assert purity(ear.sound[RATE:], 400) > 0.999
        assert purity(page.sound()[RATE : 2 * RATE], 1000) > 0.999
        stats = leg.stats()
        assert (stats.lost, stats.concealed, stats.late) == (0, 0, 0)
        assert 40 <= stats.delay <= 85  # it began at 80 ms and came down

    with_page(story)


def test_keys_come_as_telephone_events_and_go_as_sound() -> None:
    """A page has no ears for telephone-events, but for tones."""

    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        leg = await endpoint.connected()
        pressed: list[tuple[str, str]] = []
        leg.add_key_listener(lambda digit, via: pressed.append((digit, via)))
        for end in (0, 0, 0x80):
            page.endpoint.message(page, page.packet(101, 8000, struct.pack("!BBH", 11, end | 10, 160)))
        assert pressed == [("#", "rtp")]
        await leg.press("5")
        await asyncio.sleep(0.1)
        assert main_frequency(page.sound()) in (pytest.approx(770, abs=12), pytest.approx(1336, abs=12))

    with_page(story)


def test_a_bad_way_is_followed_up_and_down_again() -> None:
    """15 ms + exponential 15 ms, and a stall of 120 ms each 5 s: no gap over 200 ms, hardly any at all."""

    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        leg = await endpoint.connected()
        chance = random.Random(5)

        def bad(sent: float) -> float:
            return 0.015 + chance.expovariate(1 / 0.015) + max(0.0, 0.12 - sent % 5.0)

        await page.speak(15.0, bad)
        before, ear = leg.stats(), Ear(leg)
        await page.speak(20.0, bad)
        after = leg.stats()
        assert 60 < after.delay <= 215
        assert after.concealed - before.concealed < 0.02 * 1000
        quiet = [level(ear.sound[at : at + 80]) < 500 for at in range(0, len(ear.sound) - 80, 80)]
        longest = max(len(run) for run in "".join(".#"[one] for one in quiet).split("."))
        assert longest * 10 <= 60, f"a gap of {longest * 10} ms"
        await page.speak(25.0)
        assert leg.stats().delay < 85

    with_page(story)


def test_a_socket_that_is_cut_and_opened_again_goes_on() -> None:
    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        leg = await endpoint.connected()
        await page.speak(1.0)
        endpoint.detach(page)
        await asyncio.sleep(5.0)
        other = Page(endpoint)
        other.sequence = page.sequence + 250
        endpoint.attach(other)
        endpoint.message(page, b"the old one is not heard any more")
        ear = Ear(leg)
        await other.speak(2.0)
        assert purity(ear.sound[RATE:], 400) > 0.999
        assert len(other.got) >= 99 and not leg.closed.done()
        third = Page(endpoint)
        endpoint.attach(third)
        assert other.ends == ["another connection took its place"]
        endpoint.detach(other)  # its door notices late
        await asyncio.sleep(PATIENCE + 1)
        assert not leg.closed.done()

    with_page(story)


def test_a_page_that_does_not_come_back_is_gone() -> None:
    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        leg = await endpoint.connected()
        endpoint.detach(page)
        await asyncio.sleep(PATIENCE - 1)
        assert not leg.closed.done()
        assert "did not come back in 30 s" in await asyncio.wait_for(asyncio.shield(leg.closed), 2)
        with pytest.raises(PeerError) as caught:
            await endpoint.accept_offer(OFFER)
        assert caught.value.code == 53405

    with_page(story)


def test_a_page_that_never_comes_is_53405_and_the_end_is_said_to_one_that_did() -> None:
    async def main() -> None:
        endpoint = WebSocketEndpoint(Tick(), {})
        await endpoint.accept_offer(OFFER)
        with pytest.raises(PeerError) as caught:
            await endpoint.connected()
        assert caught.value.code == 53405 and "no WebSocket within 15 s" in caught.value.message
        assert endpoint.closed.done()

    run(main())

    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        await endpoint.close()
        assert page.ends == ["the call is over"]
        late = Page(endpoint)  # its ticket was good when it came, and the call ended while it was greeted
        endpoint.attach(late)
        assert late.ends == ["the call is over"]

    with_page(story)


def test_hostile_messages_are_harmless() -> None:
    async def story(endpoint: WebSocketEndpoint, page: Page) -> None:
        chance = random.Random(1)
        for _ in range(500):
            data = chance.randbytes(chance.randrange(0, 2000))
            endpoint.message(page, data)
            endpoint.message(page, b"\x80" + data)
            endpoint.message(page, b"\x80\xc8" + data)
        leg = await endpoint.connected()
        ear = Ear(leg)
        await page.speak(3.0)
        assert purity(ear.sound[2 * RATE :], 400) > 0.99

    with_page(story)
