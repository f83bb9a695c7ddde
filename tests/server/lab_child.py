"""A real ``voicelab serve`` for tests: started as a child, spoken to over real sockets, ended at the end."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from voicelab.calls.signature import sign

__all__ = ["AUTH_TOKEN", "CREDENTIALS", "WAIT_SECONDS", "LabChild", "basic", "fair", "start_lab"]

T = TypeVar("T")
WAIT_SECONDS = 60.0  # for anything that is waited for: a busy machine is no failure

CREDENTIALS = {
    "VOICELAB_ACCOUNT_SID": "AC" + "a1" * 16,
    "VOICELAB_AUTH_TOKEN": "b2" * 16,
    "VOICELAB_API_KEY_SID": "SK" + "c3" * 16,
    "VOICELAB_API_KEY_SECRET": "d4" * 16,
}
ACCOUNT = CREDENTIALS["VOICELAB_ACCOUNT_SID"]
AUTH_TOKEN = CREDENTIALS["VOICELAB_AUTH_TOKEN"]


def basic(name: str = ACCOUNT, secret: str = AUTH_TOKEN) -> dict[str, str]:
    """The header of Basic auth."""
    return {"Authorization": "Basic " + b64encode(f"{name}:{secret}".encode()).decode()}


def fair(seconds: float) -> float:
    """So many seconds of a machine with a processor for everybody: more where processes wait for their turn."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@dataclass
class LabChild:
    """A lab that runs, and what its ready line said."""

    process: subprocess.Popen[bytes]
    ready: dict[str, Any]
    log: Path
    headers: Mapping[str, str] = field(default_factory=basic)

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    def end(self) -> int:
        """End it by the end of its stdin; its exit status."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        return self.process.wait(WAIT_SECONDS)

    def run(self, story: Callable[[Visitor], Awaitable[T]]) -> T:
        """Run a story of somebody who speaks to the lab."""

        async def run() -> T:
            async with asyncio.timeout(WAIT_SECONDS), aiohttp.ClientSession() as session:
                return await story(Visitor(self, session))

        return asyncio.run(run())


@dataclass
class Visitor:
    """Somebody who speaks to the lab."""

    lab: LabChild
    session: aiohttp.ClientSession

    async def ask(
        self,
        method: str,
        path: str,
        *,
        auth: bool = True,
        headers: Mapping[str, str] | None = None,
        **request: Any,
    ) -> tuple[int, Any]:
        """Send a request; the status, and the answer's JSON or its bytes."""
        both = {**(self.lab.headers if auth else {}), **(headers or {})}
        async with self.session.request(
            method, self.lab.url + path, headers=both, allow_redirects=False, **request
        ) as answer:
            body = await answer.read()
            return answer.status, json.loads(body) if answer.content_type == "application/json" else body

    async def signed(
        self, path: str, form: Mapping[str, str], *, method: str = "POST", token: str = AUTH_TOKEN
    ) -> tuple[int, Any]:
        """Send a request as the lab itself sends them: signed, with a form."""
        signature = sign(token, self.lab.url + path, form if method == "POST" else None)
        data = {"data": dict(form)} if method == "POST" else {}
        return await self.ask(method, path, auth=False, headers={"X-Twilio-Signature": signature}, **data)

    @asynccontextmanager
    async def socket(self, path: str, **headers: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """A WebSocket to the lab."""
        async with self.session.ws_connect(self.lab.url + path, headers=headers) as socket:
            yield socket

    async def token(self, kind: str, identity: str = "") -> str:
        """A token of the lab."""
        status, data = await self.ask("POST", "/lab/v1/tokens", json={"kind": kind, "identity": identity})
        assert status == 201, data
        return str(data["token"])


def start_lab(directory: Path, *arguments: str, credentials: bool = True) -> LabChild:
    """Start a lab with its data in ``directory`` and wait for its ready line."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VOICELAB_")}
    log = directory.parent / f"{directory.name}.log"
    with log.open("ab") as stderr:
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "voicelab",
                "serve",
                "--exit-with-stdin",
                "--data-dir",
                directory,
                *arguments,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**environment, **(CREDENTIALS if credentials else {})},
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, log.read_text()
    return LabChild(process, json.loads(line), log)
