"""``/lab/v1/voices``: who can speak here, and who speaks for Twilio's voices."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from voicelab.server.answers import json_answer
from voicelab.server.doors import need_credentials
from voicelab.speech.engines import engines
from voicelab.speech.voice_table import stand_ins

__all__ = ["add_routes"]


def add_routes(app: web.Application) -> None:
    """Open the door."""
    app.router.add_get("/lab/v1/voices", list_voices)


async def list_voices(request: web.Request) -> web.Response:
    """``GET /lab/v1/voices``."""
    need_credentials(request)
    cards = [card for engine in engines() for card in engine.voices()]
    return json_answer(
        {
            "voices": [asdict(card) for card in cards],
            "stand_ins": [asdict(each) for each in stand_ins(cards)],
        }
    )
