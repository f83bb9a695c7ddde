"""The first message at ``/media``: what makes no sense is refused in words, whatever it is."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from voicelab.errors import RequestError
from voicelab.server.media_door import _first
from voicelab.testing.loop import run


@pytest.mark.parametrize(
    "text", ["", "[" * 60_000, '{"a":' * 10_000, "null", "7", "[]", "{}", '"ticket"', "9" * 5000]
)
def test_a_first_message_that_makes_no_sense_is_31106(text: str) -> None:
    async def receive() -> aiohttp.WSMessage:
        return aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, text, None)

    socket: Any = SimpleNamespace(receive=receive)
    with pytest.raises(RequestError) as refused:
        run(_first(socket))
    assert refused.value.code == 31106
