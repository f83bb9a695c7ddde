"""Where parties meet or wait: the conferences and the queues of an exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicelab.engine.conferences import Conferences
    from voicelab.engine.queues import Queues

__all__ = ["Rooms"]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The conferences and the queues."""

    conferences: Conferences
    queues: Queues
