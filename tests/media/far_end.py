"""A plain aiortc peer with real tracks, to call over loopback UDP: it says a tone and keeps what it hears."""

from __future__ import annotations

import asyncio
import fractions
from typing import Literal

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from numpy.typing import NDArray
from spectrum import sine

from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint

Direction = Literal["it offers", "we offer"]


class ToneTrack(MediaStreamTrack):
    """A sine, paced by the loop's clock."""

    kind = "audio"

    def __init__(self, frequency: float, rate: int) -> None:
        super().__init__()
        self.rate, self.size = rate, rate // 50
        self.sound = sine(frequency, 1.0, rate=rate)
        self.at = 0
        self.start = 0.0

    async def recv(self) -> av.AudioFrame:
        loop = asyncio.get_running_loop()
        self.start = self.start or loop.time()
        due = loop.create_future()
        loop.call_at(self.start + self.at / self.rate, lambda: due.done() or due.set_result(None))
        await due
        begin = self.at % self.rate
        frame = av.AudioFrame(format="s16", layout="mono", samples=self.size)
        frame.planes[0].update(self.sound[begin : begin + self.size].tobytes())
        frame.pts, frame.sample_rate, frame.time_base = self.at, self.rate, fractions.Fraction(1, self.rate)
        self.at += self.size
        return frame


class FarEnd:
    """An aiortc peer. ``heard`` and ``rate`` are its ear."""

    def __init__(self, codec: str, frequency: float = 1000) -> None:
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.codec = codec
        self.track = ToneTrack(frequency, 48000 if codec == "opus" else 8000)
        self.rate = 0
        self._frames: list[NDArray[np.int16]] = []
        self._enough: asyncio.Event = asyncio.Event()
        self._wanted = 1 << 60
        self._taking: list[asyncio.Task[None]] = []
        self.connection.on("track", self._on_track)

    def _on_track(self, track: MediaStreamTrack) -> None:
        self._taking.append(asyncio.create_task(self._take(track)))

    async def _take(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame = await track.recv()
                assert isinstance(frame, av.AudioFrame)
                self.rate = frame.sample_rate
                self._frames.append(frame.to_ndarray().reshape(-1)[:: len(frame.layout.channels)])
                if len(self._frames) >= self._wanted:
                    self._enough.set()
        except MediaStreamError:
            return

    async def hears(self, seconds: float) -> NDArray[np.int16]:
        """The next so many seconds of what it hears."""
        first = len(self._frames)
        self._wanted = first + round(seconds * 50)
        self._enough.clear()
        await asyncio.wait_for(self._enough.wait(), 30)
        return np.concatenate(self._frames[first : self._wanted])

    def _prefer(self) -> None:
        codecs = RTCRtpSender.getCapabilities("audio").codecs
        mine = [codec for codec in codecs if codec.mimeType.lower() == f"audio/{self.codec}"]
        self.connection.getTransceivers()[0].setCodecPreferences(mine)

    async def meet(self, tick: Tick, direction: Direction) -> WebRTCEndpoint:
        """Connect to a new endpoint of ours, one or the other offering."""
        endpoint = WebRTCEndpoint(tick)
        pc = self.connection
        if direction == "it offers":
            pc.addTrack(self.track)
            self._prefer()
            await pc.setLocalDescription(await pc.createOffer())
            answer = await endpoint.accept_offer(pc.localDescription.sdp)
            await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        else:
            await pc.setRemoteDescription(RTCSessionDescription(await endpoint.create_offer(), "offer"))
            pc.addTrack(self.track)
            self._prefer()
            await pc.setLocalDescription(await pc.createAnswer())
            await endpoint.accept_answer(pc.localDescription.sdp)
        await endpoint.connected(30)
        return endpoint

    async def close(self) -> None:
        await self.connection.close()
        for taking in self._taking:
            await taking
