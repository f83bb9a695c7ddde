"""``voicelab serve``: the lab as a server.

The first line of stdout, once everything listens, is
``{"event": "ready", "url", "tls_url", "account_sid", "ca_file"}``, and with ``--proxy-port`` ``"proxy_url"``; logs go
to stderr. SIGTERM and SIGINT end live calls properly, then the server; with ``--exit-with-stdin`` the end of stdin
does too, within a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import math
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from voicelab.errors import VoiceLabError
from voicelab.home import credentials, data_directory

__all__ = ["add_arguments", "run"]

log = logging.getLogger("voicelab")

_GRACE = 5.0  # seconds for the last callbacks
_SHORT_GRACE = 0.3  # the same when the parent is gone
_LAST_RESORT = 0.8  # seconds after which a server without a parent is gone whatever it does


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``voicelab serve``."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=_port, default=0, help="port; 0, the default, takes a free one")
    parser.add_argument("--tls", action="store_true", help="listen on a second port with TLS")
    parser.add_argument(
        "--tls-port", type=_port, default=0, help="that port; 0, the default, takes a free one"
    )
    parser.add_argument(
        "--cert", type=Path, metavar="F", help="certificate chain (PEM) instead of the lab's own"
    )
    parser.add_argument("--key", type=Path, metavar="F", help="its key (PEM)")
    parser.add_argument(
        "--proxy-port",
        type=_port,
        metavar="P",
        help="be a proxy on port P too (0: a free one), for programs that may not be changed: behind it "
        "*.twilio.com is this lab",
    )
    parser.add_argument("--data-dir", metavar="D", help="where the lab keeps its things (VOICELAB_DATA_DIR)")
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when stdin ends")
    parser.add_argument("--public-url", type=_url, help="what the lab's addresses begin with")
    parser.add_argument(
        "--allow-origin",
        action="append",
        type=_origin,
        default=[],
        metavar="URL",
        help="let pages of this origin in; vscode-webview://* is every webview of VS Code",
    )
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="answer under this host name too"
    )
    parser.add_argument(
        "--map-host",
        action="append",
        type=_mapping,
        default=[],
        metavar="HOST=URL",
        help="send webhooks and streams for this host to another address (http://127.0.0.1:5000)",
    )
    parser.add_argument(
        "--keep-days", type=_positive, default=90.0, metavar="N", help="forget older calls (90)"
    )
    parser.add_argument(
        "--keep-megabytes",
        type=_positive,
        default=2048.0,
        metavar="N",
        help="size of ledger and recordings (2048)",
    )
    parser.add_argument("--max-calls", type=_count, default=0, metavar="N", help="live calls of an account")
    parser.add_argument(
        "--max-calls-per-second",
        type=_positive,
        default=0.0,
        metavar="N",
        help="calls that programs of an account may place a second",
    )
    parser.add_argument(
        "--max-recordings-megabytes",
        type=_positive,
        default=0.0,
        metavar="N",
        help="recordings that an account may keep",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until told to end; 0, or 1 with a sentence on stderr when the server cannot start."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it would log headers of broken requests
    logging.getLogger("aioice").setLevel(logging.WARNING)  # a line for every pair of candidates
    if args.key and not args.cert:
        print("voicelab serve: --key needs --cert.", file=sys.stderr)
        return 2
    try:
        asyncio.run(_serve(args))
    except VoiceLabError as error:
        print(f"voicelab serve: {error}", file=sys.stderr)
        return 1
    return 0


async def _serve(args: argparse.Namespace) -> None:
    """Start, say so, wait for the end, end."""
    directory = data_directory(args.data_dir)
    held = credentials(directory)
    from voicelab.engine.account import Quota
    from voicelab.ledger import Limits
    from voicelab.server.app import Server
    from voicelab.server.lab import Settings

    ending: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    _listen_for_signals(ending)
    if args.exit_with_stdin:
        _listen_for_end_of_stdin(ending)
    settings = Settings(
        host=args.host,
        port=args.port,
        tls=args.tls or args.tls_port > 0 or args.cert is not None,
        tls_port=args.tls_port,
        cert=args.cert,
        key=args.key,
        public_url=args.public_url or "",
        allow_origin=frozenset(args.allow_origin),
        allow_host=frozenset(args.allow_host),
        proxy_port=args.proxy_port,
        hosts=tuple(args.map_host),
        quota=Quota(
            args.max_calls, args.max_calls_per_second, round(args.max_recordings_megabytes * 1024**2)
        ),
    )
    limits = Limits(args.keep_days, round(args.keep_megabytes * 1024**2))
    server = Server(settings, held, directory, limits)
    ready = await server.start()
    said = asdict(ready)
    if ready.proxy_url is None:
        del said["proxy_url"]
    _say({"event": "ready", **said})
    grace = await ending
    await server.close(grace, hurried=grace == _SHORT_GRACE)
    sys.stderr.flush()
    os._exit(0)  # threads that wait for a name server or a disk must not keep an ended lab alive


def _listen_for_signals(ending: asyncio.Future[float]) -> None:
    """SIGTERM and SIGINT end the server properly."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, _end, ending, _GRACE)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(_end, ending, _GRACE))


def _listen_for_end_of_stdin(ending: asyncio.Future[float]) -> None:
    """The end of stdin ends the server within a second: its parent is gone."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        last_resort = threading.Timer(_LAST_RESORT, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()
        loop.call_soon_threadsafe(_end, ending, _SHORT_GRACE)

    threading.Thread(target=read, name="stdin", daemon=True).start()


def _end(ending: asyncio.Future[float], grace: float) -> None:
    if not ending.done():
        ending.set_result(grace)


def _say(data: dict[str, str | None]) -> None:
    """Write a line to stdout; a parent that is gone does not read it."""
    try:
        print(json.dumps(data), flush=True)
    except OSError:
        log.warning("Nobody reads the ready line.")


def _port(text: str) -> int:
    port = _number(text)
    if not port.is_integer() or not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535")
    return int(port)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number") from None


def _mapping(text: str) -> tuple[str, str]:
    host, _, address = text.partition("=")
    if not host or not address:
        raise argparse.ArgumentTypeError(
            f"{text} is not HOST=URL, such as app.example.com=http://127.0.0.1:5000"
        )
    return host, address


def _count(text: str) -> int:
    number = _number(text)
    if not number.is_integer() or number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1, 2, 3 and so on")
    return int(number)


def _positive(text: str) -> float:
    number = _number(text)
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not more than nothing")
    return number


def _origin(text: str) -> str:
    scheme, _, host = text.partition("://")
    if scheme.isascii() and scheme not in ("", "http", "https") and host:
        return text.lower()
    return _url(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{text} is no http or https address")
    return text.rstrip("/")
