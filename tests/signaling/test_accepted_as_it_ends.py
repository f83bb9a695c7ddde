"""A call that is ended in the very moment in which a page accepts it: the page is told, whichever comes first.

In virtual time, with the lab's own lines and conversation; only the socket and the media are in memory. The moment is
moved through every step of the loop, so no order of the two is left out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scripted_page import MemoryEndpoint

from voicelab.calls.model import Address
from voicelab.engine.call import Call
from voicelab.engine.directory import Entry
from voicelab.engine.switchboard import Outbound
from voicelab.server.pstream import PStream
from voicelab.server.pstream_events import Answered
from voicelab.server.signaling_lines import BrowserDevice, BrowserLine, BrowserOutgoingLine
from voicelab.testing.lab import VirtualLab
from voicelab.testing.loop import run

ACCEPTS = 2.0  # seconds after the invite
STEPS = range(0, 36)  # of the loop, between the page's answer and the end


class Page:
    """A registered page, as far as its lines need a connection and a door; ``said`` is what it was told."""

    def __init__(self, lab: VirtualLab, *, media_after: float = 0.0) -> None:
        self.account_sid, self.identity_name = lab.account.sid, "alice"
        self.stream = PStream()
        self.stream.receive(json.dumps({"type": "listen", "version": "1.6", "payload": {"token": "x"}}))
        self.stream.send_connected("alice", 60)
        self.stream.to_send()
        self.said: list[str] = []
        self.answered = False
        self.lines: dict[str, BrowserLine] = {}
        self._media_after = media_after
        self._lab = lab
        self.door: Any = self
        device = BrowserDevice(self, self._endpoint)  # type: ignore[arg-type]
        lab.switchboard.register(lab.account.sid, Address("client", "alice"), device)

    def _endpoint(self) -> MemoryEndpoint:
        endpoint = MemoryEndpoint(self._lab)
        if self._media_after:
            endpoint.path.clear()
            asyncio.get_running_loop().call_later(ACCEPTS + self._media_after, endpoint.path.set)
        return endpoint

    def add_line(self, line: BrowserLine) -> None:
        self.lines[line.key] = line

    def remove_line(self, line: BrowserLine) -> None:
        self.lines.pop(line.key, None)

    def remember(self, line: BrowserLine) -> None: ...

    def forget(self, line: BrowserLine) -> None: ...

    def flush(self) -> None:
        for text in self.stream.to_send():
            frame = json.loads(text)
            self.said.append(frame["type"])
            if frame["type"] == "invite":
                sid = frame["payload"]["callsid"]
                asyncio.get_running_loop().call_later(ACCEPTS, self._accept, sid)

    def _accept(self, sid: str) -> None:
        frame = {"type": "answer", "version": "1.6", "payload": {"callsid": sid, "sdp": "mine"}}
        for event in self.stream.receive(json.dumps(frame)):
            line = self.lines.get(sid)
            if isinstance(event, Answered) and isinstance(line, BrowserOutgoingLine):
                self.answered = True
                line.accepted(event.sdp)

    def told_right(self) -> bool:
        """Whether it was told just once: a page that accepted of a hangup, one that did not of a cancel."""
        ends = [kind for kind in self.said if kind in ("cancel", "hangup")]
        return ends == ["hangup" if self.answered else "cancel"]


def ended_at(
    folder: Path,
    step: int,
    *,
    pages: int,
    media_after: float,
    place: Callable[[VirtualLab], Any],
    end: Callable[[VirtualLab], Any],
) -> list[Page]:
    """The pages, after the call was ended this many steps of the loop after they accepted."""

    async def main() -> list[Page]:
        lab = VirtualLab(folder, rendered=True)
        there = [Page(lab, media_after=media_after) for _ in range(pages)]
        await place(lab)
        await asyncio.sleep(ACCEPTS)
        for _ in range(step):
            await asyncio.sleep(0)
        await end(lab)
        for call in list(lab.switchboard.calls.values()):
            await call.settled()
        await asyncio.sleep(1)
        await lab.close()
        return there

    return run(main())


async def by_the_api(lab: VirtualLab) -> None:
    await lab.switchboard.place_call(
        account_sid=lab.account.sid,
        to=Address("client", "alice"),
        from_="+15005550001",
        entry=Entry(twiml="<Response><Echo/></Response>"),
        how=Outbound(),
    )


async def by_dial(lab: VirtualLab) -> None:
    await lab.dial("<Response><Dial><Client>alice</Client></Dial><Hangup/></Response>")


async def by_whispered_dial(lab: VirtualLab) -> None:
    whisper = lab.publish("<Response><Pause length='1'/></Response>", name="whisper")
    await lab.dial(f"<Response><Dial><Client url='{whisper}'>alice</Client></Dial><Hangup/></Response>")


def parent(lab: VirtualLab) -> Call:
    return next(call for call in lab.switchboard.calls.values() if not call.record.parent_call_sid)


async def completed(lab: VirtualLab) -> None:
    await parent(lab).hang_up("ended by request", "canceled")


async def child_completed(lab: VirtualLab) -> None:
    child = next(call for call in lab.switchboard.calls.values() if call.record.parent_call_sid)
    await child.hang_up("ended by request", "canceled")


@pytest.mark.parametrize("pages", [1, 2, 3])
@pytest.mark.parametrize("media_after", [0.0, 0.5])
@pytest.mark.parametrize(
    ("place", "end"),
    [
        (by_the_api, completed),
        (by_dial, completed),
        (by_dial, child_completed),
        (by_whispered_dial, completed),
        (by_whispered_dial, child_completed),
    ],
    ids=["api", "dial-parent", "dial-child", "whisper-parent", "whisper-child"],
)
def test_a_page_is_told_whichever_comes_first(
    tmp_path: Path, pages: int, media_after: float, place: Callable[..., Any], end: Callable[..., Any]
) -> None:
    wrong = []
    for step in STEPS:
        there = ended_at(tmp_path, step, pages=pages, media_after=media_after, place=place, end=end)
        wrong += [(step, page.answered, page.said) for page in there if not page.told_right()]
    assert not wrong


def test_a_timeout_in_the_moment_of_the_answer(tmp_path: Path) -> None:
    """Dial timeout, at the very second in which the page accepts"""

    async def short(lab: VirtualLab) -> None:
        # the least that a Dial may wait is five seconds
        await lab.switchboard.place_call(
            account_sid=lab.account.sid,
            to=Address("client", "alice"),
            from_="+15005550001",
            entry=Entry(twiml="<Response><Pause length='1'/></Response>"),
            how=Outbound(timeout=ACCEPTS),
        )

    async def nothing(lab: VirtualLab) -> None:
        await asyncio.sleep(5)

    for pages in (1, 2):
        there = ended_at(tmp_path, 0, pages=pages, media_after=0.0, place=short, end=nothing)
        assert all(page.told_right() for page in there), [page.said for page in there]
