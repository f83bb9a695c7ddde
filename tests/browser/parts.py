"""What the browser tests are made of: a running lab, a site, a wire that can be cut, a page with a phone."""

import asyncio
import io
import secrets
import threading
import wave
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np
from aiohttp import web
from playwright.sync_api import Page

from voicelab.calls.credentials import Keyring, mint_access_token, mint_capability_token
from voicelab.calls.events import Event
from voicelab.client import Client
from voicelab.errors import RequestError
from voicelab.kernel.child import Child

SECONDS = 60.0  # for anything that is waited for: a busy machine is no failure
MICROPHONE = 1000  # Hz: what the browsers' fake microphones say


def tone_wav(path: Path, frequency: float, seconds: float, *, rate: int = 8000) -> None:
    """A sine of a third of full scale, as a mono WAV file."""
    path.write_bytes(tone_bytes(frequency, seconds, rate=rate))


def tone_bytes(frequency: float, seconds: float, *, rate: int = 8000) -> bytes:
    samples = np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate) * 11000
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def strongest(data: bytes, *, skip: float = 0.5) -> tuple[float, float]:
    """The strongest frequency of a WAV file, and its share of the file's energy."""
    with wave.open(io.BytesIO(data)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)
    samples = samples[round(skip * rate) :]
    assert len(samples) > rate / 2, "there is less than half a second of sound"
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    spectrum[:2] = 0
    best = int(spectrum.argmax())
    width = max(3, round(20 * len(samples) / rate))
    share = spectrum[max(0, best - width) : best + width].sum() / max(spectrum.sum(), 1e-9)
    return best * rate / len(samples), float(share)


class OnThread:
    """An asyncio loop on a thread of its own, for servers that a test needs beside itself."""

    def __enter__(self) -> Self:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.run(self.start())
        return self

    def __exit__(self, *exc: object) -> None:
        self.run(self.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS)

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Site(OnThread):
    """Plain pages, the SDKs, tones, and a webhook that remembers what it was asked."""

    def __init__(self, pages: Path, modules: Path) -> None:
        self._pages = pages
        self._modules = modules
        self.asked: list[dict[str, str]] = []
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_static("/voice-sdk", self._modules / "@twilio/voice-sdk/dist")
        app.router.add_static("/twilio-client", self._modules / "twilio-client/dist")
        for name in ("page.html", "page.js"):
            app.router.add_get(f"/{name}", self._page)
        app.router.add_get(r"/tone-{frequency:\d+}.wav", self._tone)
        app.router.add_post("/action", self._action)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(self._pages / request.path[1:])

    async def _tone(self, request: web.Request) -> web.Response:
        seconds = float(request.query.get("seconds", "60"))
        body = tone_bytes(float(request.match_info["frequency"]), seconds)
        return web.Response(body=body, content_type="audio/wav")

    async def _action(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        return web.Response(text="<Response><Hangup/></Response>", content_type="text/xml")


class Lab:
    """A running ``voicelab serve --tls``, and what a test wants of it."""

    def __init__(self, directory: Path) -> None:
        self._child = Child(data_directory=directory, arguments=["--tls", "--proxy-port", "0"])
        self._directory = directory

    def __enter__(self) -> Self:
        import json

        ready = self._child.start(60)
        assert ready.tls_url is not None and ready.proxy_url is not None
        self.url, self.tls_url, self.proxy_url = ready.url, ready.tls_url, ready.proxy_url
        held = json.loads((self._directory / "credentials.json").read_text())
        self.keyring = Keyring(
            held["account_sid"], held["auth_token"], {held["api_key_sid"]: held["api_key_secret"]}
        )
        self.client = Client(self.url, held["account_sid"], held["auth_token"])
        self.own_application = self.client.about()["application_sid"]
        return self

    def __exit__(self, *exc: object) -> None:
        self._child.end()

    @property
    def log(self) -> str:
        return self._child.log

    @property
    def tls_port(self) -> int:
        return urlsplit(self.tls_url).port or 0

    def token(self, identity: str = "alice", *, kind: str = "access", **changes: Any) -> str:
        """A token for the lab's own application."""

        async def mint() -> str:
            make = mint_access_token if kind == "access" else mint_capability_token
            return make(self.keyring, identity, **({"application_sid": self.own_application} | changes))

        with ThreadPoolExecutor(1) as thread:  # playwright has a loop running on this one
            return thread.submit(asyncio.run, mint()).result()

    def document(self, name: str, inside: str) -> str:
        """Publish ``<Response>inside</Response>``."""
        self.client.put_document(name, f"<Response>{inside}</Response>")
        return name

    def until(self, is_so: Callable[[], Any], what: str) -> Any:
        """Ask until something is so."""
        pause = threading.Event()
        for _ in range(round(SECONDS / 0.05)):
            if found := is_so():
                return found
            pause.wait(0.05)
        raise AssertionError(f"{what} did not come to be; the lab's log: {self.log[-2000:]}")

    def status(self, sid: str) -> str:
        return str(self.client.call(sid)["status"])

    def ended(self, sid: str) -> str:
        """Wait until the call is over, and return its status."""
        final = ("completed", "busy", "failed", "no-answer", "canceled")
        return str(self.until(lambda: self.status(sid) in final and self.status(sid), f"the end of {sid}"))

    def events(self, sid: str, name: str) -> list[Event]:
        return [event for event in self.client.events(sid) if event.event_name() == name]

    def digits(self, sid: str) -> list[tuple[str, str]]:
        return [(event.digit, event.via) for event in self.events(sid, "digit-pressed")]  # type: ignore[attr-defined]

    def listens(self, sid: str, seconds: float = 2.0) -> None:
        """Wait until that much of the caller's sound has come in, so that there is something to analyse."""
        enough = 44 + round(seconds * 8000) * 2

        def heard() -> bool:
            try:
                return len(self.client.audio(sid, "inbound")) >= enough
            except RequestError as error:
                assert error.status == 404, error  # nothing of it is on the disk yet
                return False

        self.until(heard, f"{seconds} s of the page's sound")

    def phones(self, identity: str) -> int:
        here = {phone["identity"]: phone["pages"] for phone in self.client.about()["phones"]}
        return int(here.get(identity, 0))


class Relay(OnThread):
    """A TCP wire to a port that can be cut, and stays cut until it is mended."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wires: set[asyncio.StreamWriter] = set()
        self._open = True
        self.port = 0

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._cut()
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._open:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._wires |= {writer, back}
        await asyncio.wait(
            [asyncio.create_task(self._pass(reader, back)), asyncio.create_task(self._pass(there, writer))],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for end in (writer, back):
            self._wires.discard(end)
            end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except (ConnectionError, OSError):
            pass

    def _cut(self) -> None:
        for wire in list(self._wires):
            wire.transport.abort()

    def cut(self, *, mend: bool = True) -> None:
        """Abort every connection; without ``mend`` new ones fail too until :meth:`mend`."""
        self._open = mend
        self.loop.call_soon_threadsafe(self._cut)

    def mend(self) -> None:
        self._open = True


class SdkPage:
    """A page with a phone. Methods run in the page and wait for what they say."""

    def __init__(self, page: Page, kind: str, strayed: list[str]) -> None:
        self.page = page
        self.kind = kind
        self._strayed = strayed

    def do(self, script: str, argument: Any = None) -> Any:
        """Evaluate an async expression; ``phone``, ``notes`` and ``argument`` are at hand."""
        return self.page.evaluate(f"async (argument) => ({script})", argument)

    def take(self, name: str, seconds: float = SECONDS) -> Any:
        """Wait for the next note of this name."""
        return self.do("await notes.take(argument[0], argument[1])", [name, seconds])

    def names(self) -> list[str]:
        return list(self.do("notes.names()"))

    def register(self, token: str) -> None:
        self.do("await phone.register(argument)", token)

    def set_up(self, token: str) -> None:
        self.do("phone.setUp(argument)", token)

    def connect(self, params: dict[str, str] | None = None) -> None:
        self.do("await phone.connect(argument)", params or {})

    def call(self, params: dict[str, str] | None = None) -> str:
        """Call, wait until it is answered, return the CallSid."""
        self.connect(params)
        return self.accepted()

    def accepted(self) -> str:
        return str(self.do("await phone.accepted()"))

    def hears(self, frequency: float | str, seconds: float = SECONDS) -> dict[str, float]:
        """Wait until this tone, or ``silence``, is what the page hears."""
        return dict(self.do("await phone.heard(argument[0], argument[1])", [frequency, seconds]))

    def hang_up(self) -> None:
        self.do("phone.call.disconnect()")

    def strays(self, *addresses: str) -> None:
        """Requests to these addresses were to be expected, and did not get through."""
        self._strayed[:] = [url for url in self._strayed if not url.startswith(addresses)]

    @staticmethod
    def faults(page: Page) -> list[str]:
        """Errors and rejections that nobody in the page caught."""
        names = page.evaluate("typeof notes === 'undefined' ? [] : notes.names()")
        return [name for name in names if name in ("unhandled", "uncaught")]

    @staticmethod
    def new_identity(stem: str = "page") -> str:
        """A name that no other test uses."""
        return f"{stem}_{secrets.token_hex(4)}"
