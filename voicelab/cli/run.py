"""``voicelab run -- COMMAND``: a program that thinks it talks to Twilio, against a lab, by environment alone.

It starts a lab and a proxy (:mod:`voicelab.server.connect_door`), or with ``--lab URL`` joins a lab that runs, and
gives the command an environment whose credentials, proxies and certificates lead there. Where the lab is goes to
stderr; stdout is the command's. The exit status is the command's (128 and the signal's number when one ended it), 127
when there is no such command; signals are passed on, and the lab ends after the command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from voicelab.client import Client
from voicelab.errors import LabError, RequestError
from voicelab.home import Credentials, credentials, data_directory
from voicelab.kernel.background import Background
from voicelab.kernel.child import Child
from voicelab.server.origin import is_loopback

__all__ = ["add_arguments", "environment_for", "run"]

_SECONDS = 60.0  # for the proxy to listen
_NOT_FOUND, _NOT_EXECUTABLE = 127, 126  # as a shell says it
_PASSED_ON = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGBREAK")


@dataclass(frozen=True, slots=True)
class _Led:
    """Where a program is led to."""

    url: str
    proxy_url: str
    bundle: Path
    ca_file: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.usage = "voicelab run [options] -- COMMAND [ARGUMENT ...]"
    parser.add_argument(
        "--number",
        action="append",
        default=[],
        type=_pair,
        metavar="+E164=URL",
        help="a number of the lab whose calls go to URL, such as +15005550006=http://127.0.0.1:5000/voice",
    )
    parser.add_argument(
        "--map-host",
        action="append",
        default=[],
        type=_mapped,
        metavar="HOST=URL",
        help="where a public name of the program's really is, such as app.example.com=http://127.0.0.1:5000",
    )
    parser.add_argument(
        "--app",
        metavar="URL",
        help="where calls of browser phones go: the TwiML application of TWILIO_TWIML_APP_SID",
    )
    parser.add_argument(
        "--lab", metavar="URL", help="use the lab at URL instead of starting one (VOICELAB_ACCOUNT_SID, ...)"
    )
    parser.add_argument(
        "--ca-file", type=Path, metavar="F", help="what that lab's certificate is verified by"
    )
    parser.add_argument(
        "--port", type=int, default=0, help="the port of the lab that is started (0: a free one)"
    )
    parser.add_argument("--data-dir", metavar="D", help="where the lab keeps its things (VOICELAB_DATA_DIR)")
    parser.add_argument("program", nargs=argparse.REMAINDER, metavar="COMMAND", help="the program to run")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; its exit status."""
    command = arguments.program[1:] if arguments.program[:1] == ["--"] else arguments.program
    if not command:
        print("voicelab run: which command? For instance: voicelab run -- python app.py", file=sys.stderr)
        return 2
    directory = data_directory(arguments.data_dir)
    held = credentials(directory)
    with ExitStack() as stack:
        if arguments.lab:
            url = _address(arguments.lab)
        else:
            child = Child(data_directory=directory, arguments=["--port", str(arguments.port)])
            stack.callback(child.end)
            url = child.start().url
        led = stack.enter_context(_proxy(url, directory, arguments.ca_file))
        ca_file = str(arguments.ca_file) if arguments.ca_file else None
        client = Client(url, held.account_sid, held.auth_token, ca_file=ca_file)
        application = _prepare(client, arguments)
        key = None if _has_key(url, held, ca_file) else stack.enter_context(_new_key(url, held, ca_file))
        added = environment_for(led.url, led.proxy_url, led.bundle, led.ca_file, held, application, key)
        print(f"voicelab run: the lab is at {url}, account {held.account_sid}", file=sys.stderr, flush=True)
        return _run(command, {**os.environ, **added})


def environment_for(
    url: str,
    proxy_url: str,
    bundle: Path,
    ca_file: Path,
    held: Credentials,
    application_sid: str,
    key: tuple[str, str] | None = None,
) -> dict[str, str]:
    """The variables that lead a program to the lab at ``url``: what each reader of them wants."""
    here = [urlsplit(url).hostname or "", "localhost", "127.0.0.1", "::1", ".localhost"]
    key_sid, secret = key or (held.api_key_sid, held.api_key_secret)
    pairs = {
        "TWILIO_ACCOUNT_SID": held.account_sid,
        "TWILIO_AUTH_TOKEN": held.auth_token,
        "TWILIO_API_KEY": key_sid,
        "TWILIO_API_KEY_SID": key_sid,
        "TWILIO_API_SECRET": secret,
        "TWILIO_API_KEY_SECRET": secret,
        "TWILIO_TWIML_APP_SID": application_sid,
        "VOICELAB_URL": url,
        "REQUESTS_CA_BUNDLE": str(bundle),  # requests, and so the Python library
        "SSL_CERT_FILE": str(bundle),  # OpenSSL's own: aiohttp, httpx, Ruby, PHP
        "CURL_CA_BUNDLE": str(bundle),
        "NODE_EXTRA_CA_CERTS": str(ca_file),  # in addition to Node's own
        "NODE_USE_ENV_PROXY": "1",  # fetch, from Node 24 on
    }
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):  # the Node library reads HTTP_PROXY for both
        pairs[name] = pairs[name.lower()] = proxy_url
    pairs["NO_PROXY"] = pairs["no_proxy"] = ",".join(dict.fromkeys(filter(None, here)))
    return pairs


@contextmanager
def _proxy(url: str, directory: Path, ca_file: Path | None) -> Iterator[_Led]:
    """A CONNECT door of this process in front of the lab."""
    import ssl

    from voicelab.server.connect_door import ConnectDoor
    from voicelab.server.tls import certificate_authority, write_bundle

    authority = certificate_authority(directory)
    lab_tls = ssl.create_default_context(cafile=ca_file) if ca_file else None
    door = ConnectDoor(url, authority, lab_tls)
    background = Background()
    try:
        address = background.wait(door.start(), _SECONDS)
        yield _Led(url, address, write_bundle(directory, authority), authority.file)
        background.wait(door.close(), _SECONDS)
    finally:
        background.close()


def _prepare(client: Client, arguments: argparse.Namespace) -> str:
    """Make the numbers and the application that were asked for; the application's SID."""
    for host, address in arguments.map_host:
        client.map_host(host, address)
    for number, address in arguments.number:
        client.put_number(number, voice_url=address)
    if arguments.app:
        return str(client.put_application("voicelab run", voice_url=arguments.app)["sid"])
    return str(client.about()["application_sid"])


def _has_key(url: str, held: Credentials, ca_file: str | None) -> bool:
    """Whether the lab knows the API key of this data directory."""
    try:
        Client(url, held.api_key_sid, held.api_key_secret, ca_file=ca_file).about()
        return True
    except RequestError:
        return False


@contextmanager
def _new_key(url: str, held: Credentials, ca_file: str | None) -> Iterator[tuple[str, str]]:
    """An API key of a lab elsewhere, for as long as the command runs."""
    from voicelab.kernel.twilio_client import bound_client

    client = bound_client(url, held.account_sid, held.auth_token, ca_file)
    key = client.new_keys.create(friendly_name="voicelab run")
    try:
        yield key.sid, key.secret
    finally:
        client.keys(key.sid).delete()


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command to its end, passing signals on."""
    program = shutil.which(command[0], path=environment.get("PATH")) or command[0]
    signals = _Signals()
    try:
        signals.process = process = subprocess.Popen([program, *command[1:]], env=environment)
        signals.catch_up()
        status = process.wait()
    except FileNotFoundError:
        print(f"voicelab run: there is no command {command[0]}.", file=sys.stderr)
        return _NOT_FOUND
    except OSError as error:
        print(f"voicelab run: {command[0]} cannot be run: {error.strerror}.", file=sys.stderr)
        return _NOT_EXECUTABLE
    finally:
        signals.restore()
    return status if status >= 0 else 128 - status


class _Signals:
    """Passes signals on to the command; those that come before it runs wait for it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._waiting: list[int] = []
        self._before = {signal.SIGINT: signal.signal(signal.SIGINT, self._interrupt)}
        for name in _PASSED_ON:
            if known := getattr(signal, name, None):
                self._before[known] = signal.signal(known, self._pass_on)

    def catch_up(self) -> None:
        """The command runs: give it what came before."""
        for number in self._waiting:
            self._pass_on(number, None)

    def restore(self) -> None:
        """The command is over: signals mean this process again."""
        for known, handler in self._before.items():
            signal.signal(known, handler)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        if self.process is None:
            self._waiting.append(number)
        elif self.process.poll() is None:
            self.process.send_signal(number)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if not _at_the_terminal():  # whose Ctrl+C the command has had itself
            self._pass_on(number, frame)


def _at_the_terminal() -> bool:
    """Whether this process and its command are what the terminal sends its Ctrl+C to."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LabError(f"{text!r} is not a lab's address: it begins with http:// or https://.")
    if parts.path.strip("/"):
        raise LabError(
            f"{text} is a path on another server, and a proxy cannot lead there.",
            cure="Give the lab's own address, as its ready line has it, or use client.api.base_url.",
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        print(f"voicelab run: the way to {parts.hostname} is not encrypted.", file=sys.stderr)
    return text.rstrip("/")


def _pair(text: str) -> tuple[str, str]:
    number, _, address = text.partition("=")
    if not number or not address.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text} is not NUMBER=URL")
    return number, address


def _mapped(text: str) -> tuple[str, str]:
    host, _, address = text.partition("=")
    if not host or not address.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text} is not HOST=URL")
    return host, address
