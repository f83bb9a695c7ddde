"""Waiting for what happens in a call: the lab's live events (docs/wire.md, ``/observe``), not a poll."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

import aiohttp

from voicelab.calls.events import Event, event_from_json
from voicelab.errors import LabError
from voicelab.kernel.connection import Connection

__all__ = ["next_event", "wait_for_event"]

_WAKE = 0.2


def wait_for_event(
    connection: Connection, call_sid: str | None, wanted: Callable[[Event], bool], timeout: float | None
) -> Event:
    """The first event that is wanted, of the call or (None) of any call that is live; past events count too.

    Raises TimeoutError after ``timeout`` seconds, LabError when the lab ends the watching.
    """
    token = _token(connection)
    story = _watch(connection.url, connection.tls, token, call_sid, wanted)
    return connection.background.wait(story, timeout)


async def next_event(
    connection: Connection, call_sid: str, wanted: Callable[[Event], bool], timeout: float
) -> Event:
    """:func:`wait_for_event` for a cell that awaits it. Whatever ends the awaiting ends the watching.

    No thread waits: one that the Interrupt button leaves behind would keep the kernel from ending. And the loop is
    woken now and then: in one that sleeps, ipykernel notices the button only once something else happens.
    """
    token = await asyncio.to_thread(_token, connection)
    story = _watch(connection.url, connection.tls, token, call_sid, wanted)
    watching = asyncio.wrap_future(connection.background.start(story))
    now = asyncio.get_running_loop().time
    end = now() + timeout
    try:
        while not watching.done():
            if now() >= end:
                raise TimeoutError
            await asyncio.wait({watching}, timeout=min(_WAKE, end - now()))
        return watching.result()
    finally:
        watching.cancel()


def _token(connection: Connection) -> str:
    connection.check()
    return connection.client.token("observe")


async def _watch(
    url: str,
    tls: ssl.SSLContext | None,
    token: str,
    call_sid: str | None,
    wanted: Callable[[Event], bool],
) -> Event:
    address = url.replace("http", "ws", 1) + "/observe"
    calls: Any = "all" if call_sid is None else [call_sid]
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, heartbeat=20.0, ssl=tls or True) as socket,
    ):
        await socket.send_json({"token": token, "calls": calls, "history": True, "envelope": False})
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            said = message.json()
            name = said.get("event")
            if name == "refused":
                raise LabError(f"The lab refused to be watched: {said.get('message')}", code=said.get("code"))
            if name in Event.registry:
                event = event_from_json(said)
                if wanted(event):
                    return event
        raise LabError("The lab stopped telling what happens.", cure="It may have ended: look at `lab`.")
