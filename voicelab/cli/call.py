"""``voicelab call WHAT``: one call with no browser, told as it happens. A real WebRTC leg, a real lab."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from xml.sax.saxutils import escape

from aiohttp import ClientError, ClientSession

from voicelab.callers.phone import PhoneCall, open_phone
from voicelab.calls.events import CallCreated, CallEnded, Event, Notified, event_from_json
from voicelab.calls.model import parse_address
from voicelab.cli.call_errand import Errand, Keys, Words, prepare
from voicelab.errors import LabError, VoiceLabError
from voicelab.kernel.lab import Lab
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
        "--digits": ("KEYS", "keys to press, w waits half a second"),
        "--say": ("TEXT", "text to speak"),
        "--wav": ("FILE", "file to play"),
    }
    for flag, (metavar, words) in deeds.items():
        words += ", once answered, in the order given"
        parser.add_argument(flag, action=_InOrder, dest="deeds", metavar=metavar, help=words)
    parser.add_argument(
        "--transport",
        choices=("webrtc", "websocket"),
        default="webrtc",
        help="how the sound travels: by UDP, or over a WebSocket where UDP is shut",
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
    address = os.environ.get("VOICELAB_URL") or None
    try:
        errand = prepare(arguments)  # what is wrong with the words of the command is said before a lab starts
        lab = Lab(address)
        return asyncio.run(_Session(lab, errand).run())
    except (VoiceLabError, ClientError, OSError, ValueError) as error:
        if lab is None and address is not None:
            error.add_note(
                f"VOICELAB_URL is set to {address}; without it the command starts a lab of its own."
            )
        print(" ".join(["voicelab call:", str(error), *getattr(error, "__notes__", [])]), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("voicelab call: interrupted; the call is hung up.", file=sys.stderr)
        return 130
    finally:
        if lab is not None:
            lab.end()


class _Session:
    """One run of the command."""

    def __init__(self, lab: Lab, errand: Errand) -> None:
        self._lab = lab
        self._client = lab._client
        self._errand = errand
        self._ours: list[str] = []
        self._early: list[Event] | None = []  # what was told before our call had a SID
        self._events: list[Event] = []
        self._spoken: dict[Words, Sound] = {}
        self._failed = False
        self._over = asyncio.Event()
        self._watching = asyncio.Event()

    async def run(self) -> int:
        """Dial, do what was asked, and wait for the end."""
        errand = self._errand
        if errand.source is not None:
            self._client.put_document(errand.to, errand.source)
        elif parse_address(errand.to).kind == "unknown" and not errand.to.startswith(("http:", "https:")):
            self._find_document(errand.to)
        await self._render()
        token = self._client.token("access", errand.identity, caller=errand.number)
        watch = asyncio.create_task(self._watch())
        try:
            ready = asyncio.create_task(self._watching.wait())
            await asyncio.wait((watch, ready), return_when="FIRST_COMPLETED")
            if watch.done():
                ready.cancel()
                watch.result()
            async with open_phone(self._lab.url, token, errand.transport) as phone:
                call = await phone.dial({"To": errand.to})
                self._ours_is(await call.named())
                await self._converse(call)
                await call.hang_up()
                await self._settle(watch)
        finally:
            watch.cancel()
            await asyncio.wait((watch,))
        self._keep()
        return self._verdict()

    def _find_document(self, name: str) -> None:
        """A bare word is a document of the lab: a mistyped file is said here, not rung as somebody."""
        if name not in [document["name"] for document in self._client.documents()]:
            raise LabError(
                f"There is no file {name} here, and the lab has no document of that name.",
                cure=f"Name a TwiML file, or ring a phone of that name with client:{name}.",
            )

    async def _converse(self, call: PhoneCall) -> None:
        seconds = self._errand.timeout
        try:
            async with asyncio.timeout(seconds):
                await call.answered(seconds)
                await self._talk(call)
        except TimeoutError:
            print(f"{seconds:g} seconds are over; hanging up.", file=sys.stderr)
        except VoiceLabError as error:
            self._failed = True
            print(f"! {error}", file=sys.stderr)

    async def _talk(self, call: PhoneCall) -> None:
        take = None
        if self._errand.record is not None:
            take = call.leg.record(self._errand.record, channels=1, track="inbound")
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
        for deed in self._errand.deeds:
            try:
                await (call.leg.press(deed) if isinstance(deed, Keys) else call.leg.play(self._sound(deed)))
            except (VoiceLabError, OSError, ValueError) as error:
                self._failed = True
                print(f"! {error}", file=sys.stderr, flush=True)

    def _sound(self, deed: Words | Sound) -> Sound:
        return deed if isinstance(deed, Sound) else self._spoken[deed]

    async def _render(self) -> None:
        """Have the voice speak before the call: a caller does not think for seconds before every word."""
        texts = [deed for deed in self._errand.deeds if isinstance(deed, Words)]
        if not texts:
            return
        speech = SpeechService()
        await speech.start()
        try:
            for text in texts:
                spoken = await speech.speak(escape(text), text, "man", "en-US")
                self._spoken[text] = Sound(spoken.duration, spoken.samples)
        finally:
            await speech.close()

    # --- watching -------------------------------------------------------------------------------------------
    async def _watch(self) -> None:
        async for event in self._told():
            if self._early is not None:
                self._early.append(event)
            else:
                self._tell(event)

    def _ours_is(self, call_sid: str) -> None:
        """This is our call: other people's on a shared lab are none of our business."""
        self._ours.append(call_sid)
        early, self._early = self._early or [], None
        for event in early:
            self._tell(event)

    def _tell(self, event: Event) -> None:
        if isinstance(event, CallCreated) and event.parent_call_sid in self._ours:
            self._ours.append(event.call_sid)
        if event.call_sid not in self._ours:
            return
        self._events.append(event)
        if words := describe(event):
            child = "  | " if event.call_sid != self._ours[0] else ""
            print(f"{event.at:8.2f}  {child}{words}", flush=True)
        if isinstance(event, CallEnded) and event.call_sid == self._ours[0]:
            self._over.set()

    async def _told(self) -> AsyncIterator[Event]:
        address = self._lab.url.replace("http", "ws", 1) + "/observe"
        token = self._client.token("observe")
        async with ClientSession() as session, session.ws_connect(address) as socket:
            await socket.send_json({"token": token, "calls": "all", "history": False, "envelope": False})
            async for message in socket:
                said = message.json()
                if said.get("event") == "hello":
                    self._watching.set()
                elif said.get("event") == "refused":
                    raise LabError(f"The lab refused to be watched: {said.get('message')}")
                elif said.get("event") in Event.registry:
                    yield event_from_json(said)

    async def _settle(self, watch: asyncio.Task[None]) -> None:
        """Wait for the call's last event, which follows the hang-up."""
        over = asyncio.create_task(self._over.wait())
        await asyncio.wait((over, watch), timeout=10.0, return_when="FIRST_COMPLETED")
        over.cancel()
        if not self._over.is_set():
            self._failed = True
            print("! The lab did not say how the call ended.", file=sys.stderr)

    # --- afterwards -----------------------------------------------------------------------------------------
    def _keep(self) -> None:
        errand = self._errand
        if errand.events is not None:
            lines = "".join(json.dumps(event.to_json()) + "\n" for event in self._events)
            errand.events.write_text(lines, "utf-8")
        if errand.plot is not None:
            self._lab.calls[self._ours[0]].plot(theme="light").savefig(errand.plot)

    def _verdict(self) -> int:
        ended = [
            event
            for event in self._events
            if isinstance(event, CallEnded) and event.call_sid == self._ours[0]
        ]
        wrong = any(isinstance(event, Notified) and event.level == "error" for event in self._events)
        return 0 if ended and ended[0].status == "completed" and not wrong and not self._failed else 1
