"""A UDP way between a page and its lab that can die in the middle of a call."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Page

__all__ = ["UdpWay"]

# The lab's descriptions carry its candidates; the page is told of the relay's port instead. The lab learns the page's
# address from what comes, so there is no way around the relay.
THROUGH = """
(() => {
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    async setRemoteDescription(description) {
      const lines = description.sdp.split("\\r\\n");
      const one = lines.find(line => line.startsWith("a=candidate:") && line.includes(" 127.0.0.1 "));
      const kept = lines.filter(line => line !== one && line.startsWith("a=candidate:") === false);
      if (one) {
        const words = one.split(" ");
        words[5] = String(await window.relayTo(Number(words[5])));
        kept.splice(kept.findIndex(line => line.startsWith("a=mid:")) + 1, 0, words.join(" "));
      }
      return super.setRemoteDescription({type: description.type, sdp: kept.join("\\r\\n")});
    }
  };
})();
"""


class UdpWay:
    """Passes datagrams on, until it is ``dead``."""

    def __init__(self) -> None:
        self.dead = False
        self.passed = 0
        self._ends: list[asyncio.DatagramTransport] = []

    async def under(self, page: Page) -> None:
        """From now on the page reaches every lab through this way."""
        await page.expose_function("relayTo", self.to)
        await page.evaluate(THROUGH)

    async def to(self, port: int) -> int:
        """A port that leads to ``port`` of this machine."""
        loop = asyncio.get_running_loop()
        near, far = _End(self), _End(self)
        near.other, far.other = far, near
        far.there = ("127.0.0.1", port)
        for end in (near, far):
            transport, _ = await loop.create_datagram_endpoint(lambda end=end: end, ("127.0.0.1", 0))
            self._ends.append(transport)
        name: tuple[str, int] = self._ends[-2].get_extra_info("sockname")
        return name[1]

    def close(self) -> None:
        """Free the ports."""
        for end in self._ends:
            end.close()


class _End(asyncio.DatagramProtocol):
    """One end: it sends to whoever sent to it last, or to where it leads."""

    def __init__(self, way: UdpWay) -> None:
        self.way = way
        self.other: _End | None = None
        self.there: tuple[str, int] | None = None
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.there = addr
        other = self.other
        if self.way.dead or other is None or other.transport is None or other.there is None:
            return
        self.way.passed += 1
        other.transport.sendto(data, other.there)
