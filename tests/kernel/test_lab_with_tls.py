"""A lab elsewhere with TLS and a certificate authority of its own: every way from the kernel to it verifies that."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from voicelab.errors import LabError
from voicelab.home import credentials
from voicelab.kernel.child import Child
from voicelab.kernel.lab import Lab

pytestmark = pytest.mark.media


def test_functions_events_and_the_library_go_through_tls(tmp_path: Path) -> None:
    """Issue 5: "``@lab.webhook`` on a local or a remote lab: ... over a WebSocket that the kernel opens"."""
    child = Child(data_directory=tmp_path, arguments=["--tls"])
    ready = child.start()
    held = credentials(tmp_path)
    assert ready.tls_url is not None and ready.ca_file is not None
    with pytest.raises(LabError, match="cannot be reached"):
        Lab(ready.tls_url, held.account_sid, held.auth_token)
    lab = Lab(ready.tls_url, held.account_sid, held.auth_token, ca_file=ready.ca_file)
    try:

        @lab.webhook("/greet")
        def greet(request: dict[str, str]) -> str:
            return f"<Response><Say>Hello {request['From']}</Say></Response>"

        lab.number("+15005550006", voice_url=f"{ready.url}/webhooks/greet")

        async def story() -> None:
            caller = lab.caller("+15005550001")
            await caller.dial("+15005550006")
            assert "15005550001" in await caller.hear("Hello", timeout=90)

        asyncio.run(story())
        lab.calls[-1].wait(90)
        assert [each.status for each in lab.twilio.calls.list()] == ["completed"]
    finally:
        lab.end()
        child.end()
