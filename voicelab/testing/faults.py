"""Faults on purpose, seeded and undone at the end of the block.

=================  ===========================================================================================
keyword            what goes wrong
=================  ===========================================================================================
``webhook``        a status (``500``), or a word such as ``"refused"``: see :mod:`voicelab.engine.faults`
``slow``           how much longer each answer takes; 15 seconds and more is no answer at all
``only``           a piece of the URL, or a pattern: which requests; all when it is not given
``times``          the first so many of them; ``share`` a chance for each
``callee``         ``{address: "busy" | "declines" | "absent" | "silent" | "machine"}``
``loss``           which share of the sound packets is lost, ``reorder`` out of order; ``jitter`` (rendered calls)
``signaling``      ``"cut"``: the callers' signaling is lost ``after`` so long
=================  ===========================================================================================

Words and units are those of ``lab.break_it``: shares of 0 to 1 or ``"5%"``, seconds or ``"30ms"``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voicelab import figures
from voicelab.engine.faults import WEBHOOK_FAULTS, WebFault, one_of
from voicelab.errors import LabError
from voicelab.figures import Figure

if TYPE_CHECKING:
    from voicelab.testing.lab import VirtualLab
    from voicelab.testing.lines import Callee

__all__ = ["CALLEE_FAULTS", "WEBHOOK_FAULTS", "Faults"]

CALLEE_FAULTS: Mapping[str, dict[str, Any]] = {
    "busy": {"busy": True},
    "declines": {"declines": True},
    "absent": {"absent": True},
    "silent": {"answers_after": None},
    "machine": {"machine": "You have reached our mailbox. Please leave a message after the tone."},
}


class Faults:
    """A block in which things go wrong."""

    def __init__(
        self,
        lab: VirtualLab,
        *,
        seed: int | str = 0,
        webhook: int | str | None = None,
        slow: Figure = 0.0,
        only: str | re.Pattern[str] = "",
        times: int | None = None,
        share: Figure = 1.0,
        callee: Mapping[str, str] | None = None,
        loss: Figure = 0.0,
        jitter: Figure = 0.0,
        reorder: Figure = 0.0,
        signaling: str = "",
        after: Figure = 0.0,
    ) -> None:
        slow, after = figures.seconds("slow", slow), figures.seconds("after", after)
        jitter = figures.seconds("jitter", jitter, 2.0)
        loss, reorder = figures.share("loss", loss), figures.share("reorder", reorder)
        share = figures.share("share", share)
        if not (webhook or slow or callee or loss or jitter or reorder or signaling):
            raise LabError("Nothing is to be broken.", cure='Say what: webhook=500, slow=20, loss="5%", ...')
        if times is not None and times < 1:
            raise LabError(f"times is a number of requests from 1 on, not {times}.")
        if callee is not None and not isinstance(callee, Mapping):
            raise LabError(
                f"callee says who does what, not {callee!r}.", cure='callee={"+15005550010": "busy"}'
            )
        for address, fault in (callee or {}).items():
            if fault not in CALLEE_FAULTS:
                raise LabError(f"{fault!r} is no fault of {address}.", cure=one_of(CALLEE_FAULTS))
        if signaling not in ("", "cut"):
            raise LabError(f"{signaling!r} is no fault of the signaling.", cure='Use "cut".')
        if (loss or jitter or reorder) and not lab.rendered:
            raise LabError(
                "Faults of the media need samples, and this lab makes none.",
                cure="Set voicelab.render = True before the first call, or mark the test: "
                "@pytest.mark.voicelab(render=True).",
            )
        self._lab = lab
        self._chance = random.Random(f"{seed}")
        self._web = WebFault(
            webhook=webhook, slow=slow, only=only, times=times, share=share, chance=self._chance
        )
        self._callees = dict(callee or {})
        self._air = (loss, jitter, reorder)
        self._signaling = signaling
        self._after = after
        self._undo: list[Any] = []

    @property
    def provoked(self) -> int:
        """The webhook faults so far."""
        return self._web.provoked

    def __enter__(self) -> Faults:
        lab = self._lab
        if self._web:
            door = self._web.through
            lab.web.doors.append(door)
            self._undo.append(lambda: lab.web.doors.remove(door))
        for address, fault in self._callees.items():
            known = lab.callee_at(address)
            if known is None:
                known = lab.callee(address)
                self._undo.append(lambda address=address: lab.dismiss(address))
            self._spoil(known, CALLEE_FAULTS[fault])
        if any(self._air):
            before = (lab.air.loss, lab.air.jitter, lab.air.reorder)
            lab.air.loss, lab.air.jitter, lab.air.reorder = self._air
            lab.air.chance = random.Random(self._chance.random())
            self._undo.append(
                lambda: vars(lab.air).update(zip(("loss", "jitter", "reorder"), before, strict=True))
            )
        if self._signaling:
            cut = lab.loop.call_later(self._after, self._cut_signaling)
            self._undo.append(cut.cancel)
        return self

    def __exit__(self, *_: object) -> None:
        while self._undo:
            self._undo.pop()()

    def _spoil(self, callee: Callee, fault: Mapping[str, Any]) -> None:
        before = {name: getattr(callee, name) for name in fault}
        vars(callee).update(fault)
        self._undo.append(lambda: vars(callee).update(before))

    def _cut_signaling(self) -> None:
        for call in self._lab.calls:
            call.party.lose("the signaling connection was lost (on purpose)")
