"""What ``lab.test`` found: which tests passed, and what happened in those that did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voicelab.kernel import html

__all__ = ["Case", "Report"]


@dataclass(frozen=True, slots=True)
class Case:
    """One test. ``failure`` is empty when it passed; else what went wrong, and the call's timeline as text."""

    name: str
    seconds: float = 0.0
    failure: str = ""

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.failure


class Report:
    """The tests that ran, in order. True when all passed.

    ``seconds`` of a case are call time for a scenario, and time on the clock for a pytest function.
    """

    def __init__(self, cases: Sequence[Case], coverage: Mapping[str, Any] | None = None) -> None:
        self._cases = list(cases)
        self.coverage = dict(coverage or {})
        """What the tests reached of the flows, as ``--voicelab-coverage`` writes it; for ``lab.flow(coverage=...)``."""

    @property
    def passed(self) -> bool:
        """Whether all of them passed."""
        return all(case.passed for case in self._cases)

    @property
    def failures(self) -> list[Case]:
        """Those that did not."""
        return [case for case in self._cases if not case.passed]

    def __bool__(self) -> bool:
        return self.passed

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._cases)

    def __getitem__(self, index: int) -> Case:
        return self._cases[index]

    def __repr__(self) -> str:
        lines: list[str] = []
        for case in self._cases:
            lines.append(f"{'passed' if case.passed else 'FAILED'}  {case.name} ({case.seconds:.1f} s)")
            if not case.passed:
                lines.append(case.failure.rstrip())
        return "\n".join([*lines, self._summary()])

    def _repr_html_(self) -> str:
        rows = [
            [
                html.dot(case.passed) + (" passed" if case.passed else ' <span class="vl-bad">failed</span>'),
                html.escape(case.name),
                html.muted(f"{case.seconds:.1f} s"),
            ]
            for case in self._cases
        ]
        told = "".join(
            f'<div style="margin-top:8px"><b>{html.escape(case.name)}</b>'
            f"{html.block(case.failure.rstrip(), 4)}</div>"
            for case in self.failures
        )
        body = html.table(["", "test", "time"], rows) + told
        return html.card("Tests", self._summary(), body, alive=self.passed)

    def _summary(self) -> str:
        failed = len(self.failures)
        return f"{len(self._cases) - failed} passed" + (f", {failed} failed" if failed else "")
