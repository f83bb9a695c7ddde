"""Faults on purpose, seeded and undone at the end of the block.

=================  ===========================================================================================
keyword            what goes wrong
=================  ===========================================================================================
``webhook``        a status (``500``), or a word such as ``"refused"``: see :mod:`voicelab.engine.faults`
``slow``           seconds that each answer takes longer; 15 and more is no answer at all
``only``           a piece of the URL, or a pattern: which requests; all when it is not given
``times``          the first so many of them; ``share`` a chance of 0..1 for each
``callee``         ``{address: "busy" | "declines" | "absent" | "silent" | "machine"}``
``loss``           percent of sound packets lost; ``jitter`` milliseconds; ``reorder`` percent (rendered calls)
``signaling``      ``"cut"``: the callers' signaling is lost ``after`` so many seconds
=================  ===========================================================================================
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voicelab.engine.faults import WEBHOOK_FAULTS, WebFault, one_of
from voicelab.errors import LabError

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
        slow: float = 0.0,
        only: str | re.Pattern[str] = "",
        times: int | None = None,
        share: float = 1.0,
        callee: Mapping[str, str] | None = None,
        loss: float = 0.0,
        jitter: float = 0.0,
        reorder: float = 0.0,
        signaling: str = "",
        after: float = 0.0,
    ) -> None:
        if not (webhook or slow or callee or loss or jitter or reorder or signaling):
            raise LabError("Nothing is to be broken.", cure="Say what: webhook=500, slow=20, loss=5, ...")
        if times is not None and times < 1:
            raise LabError(f"times is a number of requests from 1 on, not {times}.")
        for name, share_of, most in (
            ("loss", loss, 100),
            ("reorder", reorder, 100),
            ("jitter", jitter, 10_000),
        ):
            if not 0 <= share_of <= most:
                unit = "milliseconds" if name == "jitter" else "percent"
                raise LabError(f"{name} is a number of {unit} from 0 to {most}, not {share_of}.")
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
