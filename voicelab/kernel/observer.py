"""Waiting for what happens in a call: the lab's live events (docs/wire.md, ``/observe``), not a poll."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

import aiohttp

from voicelab.calls.events import Event, event_from_json
from voicelab.errors import LabError
from voicelab.kernel.connection import Connection

__all__ = ["wait_for_event"]


def wait_for_event(
    connection: Connection, call_sid: str | None, wanted: Callable[[Event], bool], timeout: float | None
) -> Event:
    """The first event that is wanted, of the call or (None) of any call that is live; past events count too.

    Raises TimeoutError after ``timeout`` seconds, LabError when the lab ends the watching.
    """
    connection.check()
    token = connection.client.token("observe")
    story = _watch(connection.url, connection.tls, token, call_sid, wanted)
    return connection.background.wait(story, timeout)


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
