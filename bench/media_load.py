"""The far ends for ``bench.media``: legs that play a tone and count what they hear, in a process of their own.

With a third argument, the lab's address, their sound goes over WebSockets.

Speaks JSON lines: prints an offer for each leg, reads an answer for each, prints ``{"up": N}``, then at
``"count"`` the frames heard and lost so far, and ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import sys

import numpy as np

from voicelab.callers.media_socket import SocketEndpoint
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import RATE, SILENCE, Frame, Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint


async def main(legs: int, codec: str, url: str = "") -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    tick = Tick()
    endpoints: list[SocketEndpoint | WebRTCEndpoint] = [
        SocketEndpoint(url, tick) if url else WebRTCEndpoint(tick, codecs=(codec,)) for _ in range(legs)
    ]
    for number, endpoint in enumerate(endpoints):
        print(json.dumps({"leg": number, "offer": await endpoint.create_offer()}), flush=True)
        answer = json.loads(await reader.readline())
        await endpoint.accept_answer(answer["answer"])
    heard = [0] * legs

    def count(number: int) -> None:
        def tap(frame: Frame, said: Frame) -> None:
            if frame is not SILENCE:
                heard[number] += 1

        endpoints[number].leg.tap(tap)

    at = np.arange(RATE * 60) / RATE
    tone = Sound.of((8000 * np.sin(2 * np.pi * 1000 * at)).astype(np.int16))
    plays = []

    async def play(leg: AudioLeg) -> None:
        while True:
            await leg.play(tone)

    for number, endpoint in enumerate(endpoints):
        leg = await endpoint.connected(60)
        count(number)
        plays.append(asyncio.create_task(play(leg)))
    print(json.dumps({"up": legs}), flush=True)
    while await reader.readline():
        lost = sum(endpoint.leg.stats().lost for endpoint in endpoints)
        print(json.dumps({"heard": sum(heard), "lost": lost}), flush=True)
    for play in plays:
        play.cancel()
    for endpoint in endpoints:
        await endpoint.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), *sys.argv[2:]))
