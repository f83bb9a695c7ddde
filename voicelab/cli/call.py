"""``voicelab call WHAT``: one call with no browser, told as it happens. A real WebRTC leg, a real lab."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from xml.sax.saxutils import escape

import aiohttp

from voicelab.callers.phone import PhoneCall, open_phone
from voicelab.calls.events import CallCreated, CallEnded, Event, Notified, event_from_json
from voicelab.calls.model import parse_address
from voicelab.clock import run_outside
from voicelab.errors import LabError, VoiceLabError
from voicelab.kernel.lab import Lab
from voicelab.media.files import decode
from voicelab.media.frames import Sound
from voicelab.speech.service import SpeechService
from voicelab.testing.timeline import describe

__all__ = ["add_arguments", "run"]

SUMMARY = "place one call with no browser and print what happens"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.add_argument(
        "what",
        help="a TwiML file, an http(s) webhook, a number, app:NAME, client:NAME, or a document of the lab",
    )
    parser.add_argument(
        "--from",
        dest="caller",
        default="caller",
        metavar="N",
        help="the identity or number that calls (default: client:caller)",
    )
    deeds = {
        "--digits": "keys to press, w waits half a second",
        "--say": "text to speak",
        "--wav": "file to play",
    }
    for flag, words in deeds.items():
        parser.add_argument(
            flag, action=_InOrder, dest="deeds", help=f"{words}, once answered, in the order given"
        )
    parser.add_argument("--record", metavar="OUT.wav", type=Path, help="keep what the caller hears")
    parser.add_argument("--plot", metavar="OUT.png", type=Path, help="draw the call")
    parser.add_argument(
        "--events", metavar="OUT.jsonl", type=Path, help="keep the events, one JSON object a line"
    )
    parser.add_argument(
        "--timeout", metavar="S", type=float, default=120.0, help="hang up after so many seconds"
    )


class _InOrder(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None) -> None:  # type: ignore[no-untyped-def]
        deeds = getattr(namespace, self.dest) or []
        setattr(namespace, self.dest, [*deeds, ((option_string or "").lstrip("-"), values)])


def run(arguments: argparse.Namespace) -> int:
    """Place the call; 0 only when it completed and nothing of level error was notified."""
    lab: Lab | None = None
    try:
        lab = Lab(os.environ.get("VOICELAB_URL") or None)
        return asyncio.run(_Session(lab, arguments).run())
    except VoiceLabError as error:
        print(f"voicelab call: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if lab is not None:
            lab.end()


class _Session:
    """One run of the command."""

    def __init__(self, lab: Lab, arguments: argparse.Namespace) -> None:
        self._lab = lab
        self._client = lab._client
        self._wanted = arguments
        self._ours: list[str] = []
        self._events: list[Event] = []
        self._failed = False
        self._over = asyncio.Event()
        self._watching = asyncio.Event()

    async def run(self) -> int:
        """Dial, do what was asked, and wait for the end."""
        wanted = self._wanted
        to = self._to(wanted.what)
        identity = str(parse_address(wanted.caller)).removeprefix("client:")
        token = self._client.token("access", identity)
        watch = asyncio.create_task(self._watch())
        try:
            await asyncio.wait(
                (watch, asyncio.create_task(self._watching.wait())), return_when="FIRST_COMPLETED"
            )
            if watch.done():
                watch.result()
            async with open_phone(self._lab.url, token) as phone:
                call = await phone.dial({"To": to})
                await self._converse(call)
                await call.hang_up()
                await self._settle()
        finally:
            watch.cancel()
            await asyncio.wait((watch,))
        self._keep()
        return self._verdict()

    def _to(self, what: str) -> str:
        path = Path(what)
        if path.suffix.lower() in (".xml", ".twiml") or path.is_file():
            try:
                source = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise LabError(f"{what} cannot be read: {error}.") from error
            self._client.put_document(path.stem, source)
            return path.stem
        return what

    async def _converse(self, call: PhoneCall) -> None:
        wanted = self._wanted
        try:
            async with asyncio.timeout(wanted.timeout):
                await call.answered(wanted.timeout)
                await self._talk(call)
        except TimeoutError:
            print(f"{wanted.timeout:g} seconds are over; hanging up.", file=sys.stderr)
        except VoiceLabError as error:
            self._failed = True
            print(f"! {error}", file=sys.stderr)

    async def _talk(self, call: PhoneCall) -> None:
        take = None
        if self._wanted.record is not None:
            take = call.leg.record(self._wanted.record, channels=1, track="inbound")
        deeds = asyncio.create_task(self._deeds(call))
        try:
            await asyncio.shield(call.ended)
        finally:
            deeds.cancel()
            await asyncio.wait((deeds,))
            if take is not None:
                await take.stop(trim=False)

    async def _deeds(self, call: PhoneCall) -> None:
        """Do what was asked, in order; what cannot be done is told at once, and the call goes on."""
        for what, value in self._wanted.deeds or ():
            try:
                await _DEEDS[what](call, value)
            except (VoiceLabError, OSError, ValueError) as error:
                self._failed = True
                print(f"! --{what} {value}: {error}", file=sys.stderr, flush=True)

    # --- watching -------------------------------------------------------------------------------------------
    async def _watch(self) -> None:
        async for event in self._told():
            if isinstance(event, CallCreated) and (not self._ours or event.parent_call_sid in self._ours):
                self._ours.append(event.call_sid)
            if event.call_sid not in self._ours:
                continue
            self._events.append(event)
            if words := describe(event):
                child = "  | " if event.call_sid != self._ours[0] else ""
                print(f"{event.at:8.2f}  {child}{words}", flush=True)
            if isinstance(event, CallEnded) and event.call_sid == self._ours[0]:
                self._over.set()

    async def _told(self) -> AsyncIterator[Event]:
        address = self._lab.url.replace("http", "ws", 1) + "/observe"
        token = self._client.token("observe")
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            await socket.send_json({"token": token, "calls": "all", "history": False, "envelope": False})
            async for message in socket:
                said = message.json()
                if said.get("event") == "hello":
                    self._watching.set()
                elif said.get("event") == "refused":
                    raise LabError(f"The lab refused to be watched: {said.get('message')}")
                elif said.get("event") in Event.registry:
                    yield event_from_json(said)

    async def _settle(self) -> None:
        """Wait for the call's last event, which follows the hang-up."""
        try:
            async with asyncio.timeout(10.0):
                await self._over.wait()
        except TimeoutError:
            print("! The lab did not say how the call ended.", file=sys.stderr)

    # --- afterwards -----------------------------------------------------------------------------------------
    def _keep(self) -> None:
        wanted = self._wanted
        if wanted.events is not None:
            lines = "".join(json.dumps(event.to_json()) + "\n" for event in self._events)
            wanted.events.write_text(lines, "utf-8")
        if wanted.plot is not None and self._ours:
            self._lab.calls[self._ours[0]].plot(theme="light").savefig(wanted.plot)

    def _verdict(self) -> int:
        ended = [
            event
            for event in self._events
            if isinstance(event, CallEnded) and event.call_sid == self._ours[0]
        ]
        wrong = any(isinstance(event, Notified) and event.level == "error" for event in self._events)
        return 0 if ended and ended[0].status == "completed" and not wrong and not self._failed else 1


async def _press(call: PhoneCall, digits: str) -> None:
    await call.leg.press(digits)


async def _say(call: PhoneCall, text: str) -> None:
    speech = SpeechService()
    await speech.start()
    try:
        spoken = await speech.speak(escape(text), text, "man", "en-US")
        await call.leg.play(Sound(spoken.duration, spoken.samples))
    finally:
        await speech.close()


async def _play(call: PhoneCall, file: str) -> None:
    body = await run_outside(Path(file).read_bytes)
    await call.leg.play(Sound.of(await run_outside(decode, body, None)))


_DEEDS: dict[str, Callable[[PhoneCall, str], Awaitable[None]]] = {"digits": _press, "say": _say, "wav": _play}
