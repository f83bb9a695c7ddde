"""The wiring, once: everything a lab is made of, put together, started, and ended in the right order."""

from __future__ import annotations

import asyncio
import importlib
import logging
import ssl
import weakref
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from voicelab import __version__
from voicelab.clock import now, run_outside
from voicelab.engine.account import Account
from voicelab.engine.equipment import Equipment
from voicelab.engine.faults import FaultyWeb
from voicelab.engine.switchboard import Switchboard
from voicelab.errors import LabError
from voicelab.home import Credentials
from voicelab.ledger import Ledger, Limits, Place, take_place
from voicelab.media.air import Air
from voicelab.media.browser_endpoint import BrowserEndpoint
from voicelab.media.mixer import Room
from voicelab.media.tick import Tick
from voicelab.media.wire import wire_pair
from voicelab.rest import RestFace
from voicelab.server import (
    control,
    control_accounts,
    control_hosts,
    control_tokens,
    control_voices,
    documents,
    faults,
    front,
    insights,
    observe,
    recordings,
    rest_door,
    sounds,
    tunnel,
)
from voicelab.server.answers import BODY_LIMIT, json_answer
from voicelab.server.doors import SOUNDS, doorkeeper
from voicelab.server.ears import ServiceEars
from voicelab.server.host_map import HostMap
from voicelab.server.lab import LAB, Lab, Settings
from voicelab.server.listening import cannot_listen
from voicelab.server.media_door import MediaDoor
from voicelab.server.signaling import SignalingDoor
from voicelab.server.signaling_lines import Endpoint
from voicelab.server.sockets import SOCKETS, close_sockets
from voicelab.server.stream_sockets import HttpSockets
from voicelab.server.web import HttpWeb
from voicelab.speech.engines import engines
from voicelab.speech.service import SpeechService

__all__ = ["Ready", "Server"]

log = logging.getLogger("voicelab.server")

_HANDLER_SECONDS = 0.3  # for requests that are under way when the server ends
_HEADER_SECONDS = 90.0  # for a request's head to arrive, and for which an idle connection is kept
_HEADER_LIMIT = 32 * 1024  # bytes of one header: a notebook's proxy passes its cookies on


@dataclass(frozen=True, slots=True)
class Ready:
    """What the ready line says."""

    url: str
    tls_url: str | None
    account_sid: str
    ca_file: str | None
    proxy_url: str | None = None


class Server:
    """A lab on sockets. :meth:`start` once, :meth:`close` once."""

    def __init__(
        self, settings: Settings, credentials: Credentials, directory: Path, limits: Limits | None = None
    ) -> None:
        self._settings = settings
        self._credentials = credentials
        self._directory = directory
        self._limits = limits or Limits()
        self._stack = AsyncExitStack()
        self._warming: asyncio.Task[None] | None = None
        self.lab: Lab

    async def start(self) -> Ready:
        """Start everything and return once everything listens; LabError when something cannot be had."""
        try:
            return await self._start()
        except BaseException:
            await self._stack.aclose()
            raise

    async def _start(self) -> Ready:
        place = take_place(self._directory)
        self._stack.callback(place.release)
        if place.number > 1:
            log.warning(
                "Another lab runs in %s, so this one keeps its own ledger: %s.",
                self._directory,
                place.ledger.name,
            )
        ledger = await run_outside(
            Ledger.open, place.ledger, recordings=place.recordings, limits=self._limits
        )
        self._stack.push_async_callback(run_outside, ledger.close)
        self.lab = await self._make_lab(place, ledger)
        await self.lab.remember()
        loop, accounts = asyncio.get_running_loop(), self.lab.accounts
        ledger.on_freed = lambda freed: loop.call_soon_threadsafe(accounts.freed, freed)
        runner = web.AppRunner(
            self._make_app(),
            access_log=None,
            shutdown_timeout=_HANDLER_SECONDS,
            max_line_size=_HEADER_LIMIT,
            max_field_size=_HEADER_LIMIT,
            keepalive_timeout=_HEADER_SECONDS,
        )
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await self._listen(runner)
        proxy_url = await self._open_connect_door()
        self._warming = asyncio.create_task(_warm_up())
        lab = self.lab
        return Ready(
            lab.url, lab.tls_url, lab.account_sid, str(lab.ca_file) if lab.ca_file else None, proxy_url
        )

    async def close(self, grace: float, *, hurried: bool = False) -> None:
        """End live calls properly, then everything else; callbacks have ``grace`` seconds.

        ``hurried`` is for a process that ends at once: what was remembered is written, the rest ends with it.
        """
        self._faults.clear()  # the last callbacks are not to meet them
        calls = self.lab.switchboard.live_calls()
        try:
            async with asyncio.timeout(grace):
                await self.lab.switchboard.close()
                await asyncio.gather(*(call.settled() for call in calls))
        except TimeoutError:
            log.warning("Not every callback was answered before the lab ended.")
        except Exception:  # what went wrong in one call must not keep the ledger from being closed
            log.exception("A call did not end properly.")
        if hurried:
            await run_outside(self.lab.ledger.close)
            return
        if self._warming is not None:
            self._warming.cancel()
        await self._stack.aclose()

    async def _make_lab(self, place: Place, ledger: Ledger) -> Lab:
        """The engine with its ways out, and the lab around it."""
        own_ca = self._directory / "ca.pem"
        trusted, hosts = own_ca if own_ca.exists() else None, HostMap()
        for host, address in self._settings.hosts:
            hosts.add(host, address)
        http = await self._stack.enter_async_context(HttpWeb(trusted, hosts))
        sockets = await self._stack.enter_async_context(HttpSockets(trusted, hosts))
        speech = SpeechService()
        await speech.start()
        self._stack.push_async_callback(speech.close)
        self._tick = tick = Tick()
        self._air = air = Air()
        faulty = FaultyWeb(http)
        self._faults = faults.Faults(faulty, air)
        equipment = Equipment(
            web=faulty,
            voice=speech,
            journal=ledger,
            legs=lambda: wire_pair(tick, air),
            mixes=lambda: Room(tick),
            sockets=sockets,
            ears=ServiceEars(speech),
            base_url=lambda: self.lab.base_url,
            recordings=place.recordings,
        )
        held = self._credentials
        account = Account(
            held.account_sid,
            held.auth_token,
            default=self._settings.quota,
            keys={held.api_key_sid: held.api_key_secret},
            date_created=now(),
            date_updated=now(),
        )
        switchboard = Switchboard(account, equipment)
        return Lab(self._settings, account, switchboard, ledger, place.recordings, tick, hosts=hosts)

    def _make_app(self) -> web.Application:
        """Every door of the server."""
        app = web.Application(middlewares=[doorkeeper], client_max_size=BODY_LIMIT)
        app[LAB] = self.lab
        app[SOCKETS] = weakref.WeakSet()
        app[tunnel.TUNNELS] = tunnel.Tunnels()
        app.on_shutdown.append(close_sockets)
        app[faults.FAULTS] = self._faults
        self._media = MediaDoor(self._tick)
        self._media.add_routes(app)
        signaling = SignalingDoor(
            self.lab.switchboard, self.lab.accounts.keyrings, self._endpoint, self.lab.grants.check
        )
        signaling.add_routes(app)
        self._faults.cut = signaling.cut
        control.add_routes(app)
        control_tokens.add_routes(app)
        control_hosts.add_routes(app)
        control_accounts.add_routes(app)
        control_voices.add_routes(app)
        faults.add_routes(app)
        app.router.add_get("/observe", observe.observe)
        app.router.add_get("/twiml/{name}", documents.serve_document)
        app.router.add_post("/twiml/{name}", documents.serve_document)
        app.router.add_route("*", "/webhooks/{path:.*}", tunnel.serve_webhook)
        app.router.add_get(
            r"/2010-04-01/Accounts/{account}/Recordings/{name:RE[0-9a-f]{32}(?:\.wav|\.mp3)?}",
            recordings.recording_media,
        )
        rest_door.add_routes(app, RestFace(self.lab.tenant))
        app.router.add_post("/v4/EndpointMetrics", insights.take_metrics)
        app.router.add_post("/v4/EndpointEvents", insights.take_events)
        app.router.add_get(SOUNDS + "{path:.*}", sounds.serve_sound)
        app.router.add_get("/health", health)
        app.router.add_get("/", front.front)
        return app

    def _endpoint(self) -> Endpoint:
        """The lab's end of a media connection."""
        return BrowserEndpoint(self._tick, self._media.tickets, air=self._air)

    async def _listen(self, runner: web.AppRunner) -> None:
        """Listen on one port, and on a second one with TLS when that is wanted."""
        settings, lab = self._settings, self.lab
        port = await self._bind(runner, settings.port, None)
        lab.url = f"http://{_own_name(settings.host)}:{port}"
        if settings.tls:
            context = await run_outside(self._tls_context)
            lab.tls_url = f"https://localhost:{await self._bind(runner, settings.tls_port, context)}"

    async def _open_connect_door(self) -> str | None:
        """The proxy for programs that may not be changed, when it is wanted; its address."""
        if self._settings.proxy_port is None:
            return None
        from voicelab.server.connect_door import ConnectDoor
        from voicelab.server.tls import certificate_authority

        authority = await run_outside(certificate_authority, self._directory)
        self.lab.ca_file = authority.file
        door = ConnectDoor(self.lab.url, authority)
        address = await door.start(self._settings.host, self._settings.proxy_port)
        self._stack.push_async_callback(door.close)
        return address

    async def _bind(self, runner: web.AppRunner, port: int, context: ssl.SSLContext | None) -> int:
        host = self._settings.host
        site = web.TCPSite(runner, host, port, ssl_context=context, backlog=256)
        try:
            await site.start()
        except OSError as error:
            raise cannot_listen("The lab", host, port, error) from error
        return int(runner.addresses[-1][1])

    def _tls_context(self) -> ssl.SSLContext:
        """The certificate that was given, or one of the lab's own authority."""
        settings = self._settings
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        if settings.cert is not None:
            chain, key = settings.cert, settings.key or settings.cert
        else:
            from voicelab.server.tls import certificate_authority, server_certificate

            authority = certificate_authority(self._directory)
            public = urlsplit(settings.public_url).hostname
            names = [name for name in (settings.host, public, *sorted(settings.allow_host)) if name]
            chain, key = server_certificate(self._directory, authority, [n for n in names if n != "0.0.0.0"])
            self.lab.ca_file = authority.file
        if missing := [str(file) for file in (chain, key) if not file.is_file()]:
            raise LabError(
                f"There is no file {missing[0]}.", cure="Give certificate and key as PEM, or neither."
            )
        try:
            context.load_cert_chain(chain, key)
        except (OSError, ssl.SSLError) as error:
            raise LabError(
                f"The certificate {chain} with the key {key} cannot be used: {error}.",
                cure="Give both as PEM with --cert and --key, or neither.",
            ) from error
        return context


async def health(request: web.Request) -> web.Response:
    """``GET /health``: here is a lab, and ``?account_sid=`` is one of its accounts, if the answer names it.

    ``speaks`` says whether it has a voice.
    """
    lab = request.app[LAB]
    named = lab.accounts.find(request.query.get("account_sid", ""))
    speaks = any(engine.voices() for engine in engines())
    return json_answer({"voicelab": __version__, "account_sid": (named or lab.account).sid, "speaks": speaks})


def _own_name(host: str) -> str:
    """The name in the lab's own address: the host it listens on, this machine for all of them."""
    if host in ("", "0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


async def _warm_up() -> None:
    """Load what the first call needs, so that it need not wait for it."""
    await run_outside(importlib.import_module, "voicelab.media.webrtc")
