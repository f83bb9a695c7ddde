"""What an exchange is equipped with: the ways out of the engine, handed in from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from voicelab.engine.answering import Detector, SampleDetector
from voicelab.engine.ears import Ears
from voicelab.engine.journal import Journal
from voicelab.engine.sockets import Sockets
from voicelab.engine.voice import Voice
from voicelab.engine.web import Web
from voicelab.engine.web_cache import WebCache
from voicelab.media.leg import LegPair, Mix

__all__ = ["Equipment"]


@dataclass(frozen=True, slots=True)
class Equipment:
    """The engine's ways out. ``base_url`` is a function: the lab's address is known once it listens."""

    web: Web
    voice: Voice
    journal: Journal
    legs: LegPair
    mixes: Callable[[], Mix]
    sockets: Sockets
    base_url: Callable[[], str]
    recordings: Path
    ears: Ears | None = None
    """None: nobody here understands speech."""
    detector: Detector = field(default_factory=SampleDetector)
    cache: WebCache = field(default_factory=WebCache)
    keep_audio: bool = True
    """Whether the sound of every rendered call is kept for ``call.audio()`` and ``call.plot()``."""
