"""One engine for real and for virtual time: the same scenarios, the same events.

"Event lists of ten scenarios in tests/scenarios are equal in real and virtual time: same order and payloads,
times within 100 ms where sound is rendered, within 0.5 s per Say where it is not."
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from same_events import differences, told

from voicelab.testing import TestLab
from voicelab.testing.scenario import load

FILES = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))
Told = list[list[dict[str, Any]]]


def played(path: Path, *, render: bool, real_time: bool = False) -> tuple[Told, float]:
    """The events of a scenario, and the seconds that a busy machine stole from its loop: 0 on a quiet one."""
    (scenario,) = load(path)
    stolen = 0.0
    with TestLab(render=render, real_time=real_time) as lab:
        loop = lab.lab.loop

        def heartbeat(due: float) -> None:
            nonlocal stolen
            late = loop.time() - due
            stolen += late if late > 0.002 else 0.0  # many small delays make a long one
            loop.call_at(loop.time() + 0.01, heartbeat, loop.time() + 0.01)

        if real_time:
            heartbeat(loop.time())
        outcome = scenario.run(lab)
        if real_time:
            print(f"{path.stem}: the machine stole {stolen:.3f} s")
        assert outcome.passed, outcome.failure
        return told(lab), stolen


@cache
def rendered(path: Path) -> Told:
    return played(path, render=True)[0]


@cache
def in_real_time() -> dict[Path, tuple[Told, float]]:
    """All scenarios, five at a time, each on a real loop of its own in a thread."""
    for path in FILES:
        rendered(path)  # every voice is rendered by then, which takes no virtual time but real time
    with ThreadPoolExecutor(5) as threads:
        runs = threads.map(lambda path: played(path, render=True, real_time=True), FILES)
        return dict(zip(FILES, runs, strict=True))


def test_there_are_ten_scenarios_at_least() -> None:
    assert len(FILES) >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_virtual_with_and_without_samples(path: Path) -> None:
    unrendered, _ = played(path, render=False)
    assert differences(rendered(path), unrendered, seconds=0.1, per_say=0.5) == []


@pytest.mark.media
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_virtual_and_real_time(path: Path) -> None:
    real, stolen = in_real_time()[path]
    assert differences(rendered(path), real, seconds=0.1 + stolen) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_run_again_is_the_same_to_the_last_digit(path: Path) -> None:
    assert differences(rendered(path), played(path, render=True)[0], seconds=0.0) == []


def test_the_comparison_can_fail() -> None:
    one = rendered(FILES[0])
    other = [[dict(event) for event in call] for call in one]
    other[0][-1]["reason"] = "another"
    other[0][3]["at"] += 0.2
    assert len(differences(one, other, seconds=0.1)) == 2
    assert differences(one, [other[0][:-1], *other[1:]], seconds=0.1)
