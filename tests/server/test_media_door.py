"""``/media`` (docs/wire.md): tickets, trials, and whole calls whose sound goes over a WebSocket."""

from __future__ import annotations

import asyncio
import re
import struct
from typing import Any

import aiohttp
import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from lab_child import LabChild, Visitor

from voicelab.callers.signal import Signal, SignalCall
from voicelab.media.g711 import ulaw_decode, ulaw_encode
from voicelab.media.websocket_pipe import IN_FLIGHT, WAITING

pytestmark = pytest.mark.media
OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 TCP/WSS/RTP/AVP 0 101\r\na=sendrecv\r\n"
ECHO = "<Response><Echo/></Response>"


def ticket_in(sdp: str) -> str:
    found = re.search(r"^a=x-voicelab-media:(\S+)", sdp, re.MULTILINE)
    assert found, sdp
    return found[1]


class Media:
    """A page's media socket that says 400 Hz and keeps what it hears."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, sequence: int = 0) -> None:
        self.socket = socket
        self.sequence = sequence
        self.heard: list[bytes] = []
        self.reports = 0
        self.enough = asyncio.Event()
        self.more = asyncio.Event()

    async def open(self, ticket: str) -> None:
        await self.socket.send_json({"ticket": ticket})
        assert await self.socket.receive_json() == {"event": "hello", "version": 1}

    async def say(self, payload_type: int, timestamp: int, payload: bytes) -> None:
        self.sequence += 1
        header = struct.pack("!BBHII", 0x80, payload_type, self.sequence, timestamp, 77)
        await self.socket.send_bytes(header + payload)

    async def talk(self) -> None:
        """Say the tone, one packet for each that comes: the lab's own clock paces it."""
        async for message in self.socket:
            assert message.type is aiohttp.WSMsgType.BINARY
            if 192 <= message.data[1] <= 223:
                self.reports += 1
                continue
            self.heard.append(message.data[12:])
            self.more.set()
            at = (self.sequence * 160 + np.arange(160)) / 8000
            sound = (8000 * np.sin(2 * np.pi * 400 * at)).astype(np.int16)
            await self.say(0, self.sequence * 160, ulaw_encode(sound))
            if len(self.heard) >= 150:
                self.enough.set()

    async def hears_itself(self) -> None:
        """Talk until three seconds have come, and find the tone in the last one."""
        talking = asyncio.create_task(self.talk())
        await self.enough.wait()
        talking.cancel()
        sound = ulaw_decode(b"".join(self.heard[-50:])).astype(float)
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        assert abs(spectrum.argmax() * 8000 / len(sound) - 400) < 3
        assert self.reports >= 1


async def called(visitor: Visitor, signal: Signal) -> SignalCall:
    """Call a document that echoes."""
    status, _ = await visitor.ask("PUT", "/lab/v1/documents/echo-by-socket", json={"source": ECHO})
    assert status == 200
    return await signal.invite(OFFER, {"To": "echo-by-socket"})


async def digits(visitor: Visitor, sid: str) -> list[tuple[str, str]]:
    events = (await visitor.ask("GET", f"/lab/v1/calls/{sid}/events"))[1]["events"]
    return [(event["digit"], event["via"]) for event in events if event["event"] == "digit-pressed"]


async def completed(visitor: Visitor, sid: str) -> None:
    async with visitor.socket("/observe") as observer:
        await observer.send_json({"token": await visitor.token("observe"), "calls": [sid], "history": True})
        while (await observer.receive_json())["event"] != "call-ended":
            pass
    assert (await visitor.ask("GET", f"/lab/v1/calls/{sid}"))[1]["status"] == "completed"


def test_a_lab_says_both_transports(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        assert (await visitor.ask("GET", "/lab/v1"))[1]["transports"] == ["webrtc", "websocket"]

    lab.run(story)


def test_a_page_calls_over_a_websocket_is_cut_and_comes_back(lab: LabChild) -> None:
    """The sound, a key, the same ticket again after a cut, a new one after a reinvite, and the end."""

    async def story(visitor: Visitor) -> None:
        signal = Signal(visitor.lab.url, await visitor.token("access", "by_socket"))
        await signal.connect()
        call = await called(visitor, signal)
        answer = await call.sdp
        async with visitor.socket("/media") as socket:
            media = Media(socket)
            await media.open(ticket_in(answer))
            await media.hears_itself()
            await media.say(101, 999, struct.pack("!BBH", 7, 0x8A, 1280))
            while await digits(visitor, call.sid) != [("7", "rtp")]:
                pass
            assert socket._response is not None and socket._response.connection is not None
            transport = socket._response.connection.transport
            assert transport is not None
            transport.abort()
        async with visitor.socket("/media") as socket:
            again = Media(socket, media.sequence + 100)
            await again.open(ticket_in(answer))
            await again.hears_itself()
            call.sdp = asyncio.get_running_loop().create_future()
            await signal.send("reinvite", {"callsid": call.sid, "sdp": OFFER})
            restarted = ticket_in(await call.sdp)
            assert restarted != ticket_in(answer)
            async with visitor.socket("/media") as third:
                await Media(third).open(restarted)
                while (message := await socket.receive()).type is aiohttp.WSMsgType.BINARY:
                    pass
                assert (message.data, message.extra) == (4410, "another connection took its place")
                await call.hang_up()
                while (message := await third.receive()).type is aiohttp.WSMsgType.BINARY:
                    pass
                assert (message.data, message.extra) == (4410, "the call is over")
        await completed(visitor, call.sid)
        await signal.close()

    lab.run(story)


def test_a_page_that_tells_of_nothing_is_sent_nothing_more_and_others_do_not_notice(lab: LabChild) -> None:
    """A proxy may take and hold all that is sent: what the page's reports tell is what came."""

    async def story(visitor: Visitor) -> None:
        stuck = Signal(visitor.lab.url, await visitor.token("access", "stuck"))
        other = Signal(visitor.lab.url, await visitor.token("access", "not_stuck"))
        await stuck.connect()
        await other.connect()
        call, other_call = await called(visitor, stuck), await called(visitor, other)
        async with visitor.socket("/media") as socket, visitor.socket("/media") as other_socket:
            media, other_media = Media(socket), Media(other_socket)
            await media.open(ticket_in(await call.sdp))
            await other_media.open(ticket_in(await other_call.sdp))
            talking = asyncio.create_task(other_media.talk())
            await media.say(0, 160, bytes(160))
            came: list[tuple[int, int]] = []  # sequence, timestamp
            while not came:
                message = await socket.receive()
                if not 192 <= message.data[1] <= 223:
                    came.append(struct.unpack_from("!HI", message.data, 2))
                    ssrc = struct.unpack_from("!I", message.data, 8)[0]
            report = struct.pack("!BBHIIIIIII", 0x81, 201, 7, 77, ssrc, 0, came[0][0], 0, 0, 0)
            await socket.send_bytes(report)

            async def take() -> None:
                async for message in socket:
                    if not 192 <= message.data[1] <= 223:
                        came.append(struct.unpack_from("!HI", message.data, 2))

            taking = asyncio.create_task(take())
            await other_media.enough.wait()  # three seconds
            before = len(other_media.heard)
            while len(other_media.heard) < before + 200:  # and four more
                assert not talking.done()
                await other_media.more.wait()
                other_media.more.clear()
            held = len(came)
            assert IN_FLIGHT <= held <= IN_FLIGHT + 60, "some came before the lab had the report"
            await socket.send_bytes(report[:16] + struct.pack("!I", came[-1][0]) + report[20:])
            while len(came) < held + WAITING:
                assert not taking.done()
                await other_media.more.wait()
                other_media.more.clear()
            ahead = ((came[held][1] - came[held - 1][1]) & 0xFFFFFFFF) / 8000
            assert ahead > 2.0, f"old sound was kept: it goes on only {ahead:.2f} s later"
            talking.cancel()
            taking.cancel()
            await call.hang_up()
            await other_call.hang_up()
        await stuck.close()
        await other.close()

    lab.run(story)


def test_a_page_that_is_called_may_answer_over_a_websocket(lab: LabChild) -> None:
    """The lab's offer is one for WebRTC that also holds a ticket."""

    async def story(visitor: Visitor) -> None:
        signal = Signal(visitor.lab.url, await visitor.token("access", "rung_by_socket"))
        await signal.connect()
        await signal.register()
        status, placed = await visitor.ask(
            "POST", "/lab/v1/calls", json={"to": "client:rung_by_socket", "what": ECHO}
        )
        assert status == 201
        call, offer = await signal.incoming()
        assert "m=audio" in offer and "UDP/TLS/RTP/SAVPF" in offer
        await call.answer(OFFER)
        async with visitor.socket("/media") as socket:
            media = Media(socket)
            await media.open(ticket_in(offer))
            await media.hears_itself()
        await call.hang_up()
        await completed(visitor, placed["sid"])
        await signal.close()

    lab.run(story)


def test_a_page_tries_webrtc_at_the_door(lab: LabChild) -> None:
    """``{"token", "offer"}`` -> ``{"event": "answer", "sdp"}``, and a connection."""

    async def story(visitor: Visitor) -> None:
        page = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        page.addTransceiver("audio", "inactive")
        connected = asyncio.Event()
        page.on("connectionstatechange", lambda: page.connectionState == "connected" and connected.set())
        await page.setLocalDescription(await page.createOffer())
        async with visitor.socket("/media") as socket:
            token = await visitor.token("access", "trier")
            await socket.send_json({"token": token, "offer": page.localDescription.sdp})
            answer = await socket.receive_json()
            assert answer["event"] == "answer"
            await page.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
            await connected.wait()
        await page.close()

    lab.run(story)


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ({"ticket": "made up"}, 31106),
        ({"ticket": 7}, 31106),
        ({"hello": "there"}, 31106),
        ({"token": "eyJ.no.token", "offer": "v=0"}, 31204),
    ],
)
def test_a_wrong_ticket_token_or_message_is_refused_and_closed_4401(
    lab: LabChild, first: dict[str, Any], code: int
) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/media") as socket:
            await socket.send_json(first)
            refusal = await socket.receive_json()
            assert (refusal["event"], refusal["code"]) == ("refused", code)
            assert (await socket.receive()).data == 4401

    lab.run(story)


def test_an_offer_that_is_none_is_refused(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/media") as socket:
            await socket.send_json({"token": await visitor.token("access", "trier"), "offer": "nonsense"})
            assert (await socket.receive_json())["code"] == 53402

    lab.run(story)


def test_pages_of_foreign_origins_are_kept_out(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with visitor.socket("/media", Origin="https://evil.example"):
                pass
        assert caught.value.status == 403
        async with visitor.socket("/media", Origin="https://notebooks.example.org", Host="hub.example.org"):
            pass

    lab.run(story)


def test_something_that_is_no_websocket_is_told_so(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        status, body = await visitor.ask("GET", "/media")
        assert status == 426 and "WebSocket" in body["message"]

    lab.run(story)
