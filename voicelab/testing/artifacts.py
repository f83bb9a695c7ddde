"""What is kept of a failing test: each call's sound as WAV, its picture as PNG, the timeline as text."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicelab.testing.fixture import TestLab

__all__ = ["keep"]


def keep(lab: TestLab, folder: Path) -> Path:
    """Write what there is of every call into ``folder`` and return it. Ends calls that still live.

    ``timeline.txt`` for all; ``call-N.wav`` (channel 1 the caller, 2 the lab) and ``call-N.png`` for each call
    whose sound was rendered, in the order in which they began.
    """
    from voicelab.testing.picture import draw

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timeline.txt").write_text(lab.timeline() + "\n", encoding="utf-8")
    lab.hang_up_all()
    for number, call in enumerate(lab.lab.switchboard.calls.values(), 1):
        hearing = call.hearing
        if hearing is None:
            continue
        if hearing.audio is not None and hearing.audio.is_file():
            shutil.copy(hearing.audio, folder / f"call-{number}.wav")
        draw(call.events, hearing, folder / f"call-{number}.png")
    return folder
