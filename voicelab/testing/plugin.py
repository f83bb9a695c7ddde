"""The pytest plug-in: the ``voicelab`` fixture, timelines on failures, artifacts, coverage of flows.

Loaded by every pytest run in an environment that has VoiceLab, so nothing heavy is imported until a test asks
for the fixture.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from voicelab.testing.coverage import FlowCoverage
    from voicelab.testing.fixture import TestLab

_LAB = pytest.StashKey["TestLab"]()
_COVERAGE = pytest.StashKey["FlowCoverage"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The command line's options."""
    group = parser.getgroup("voicelab", "VoiceLab: Twilio Voice calls in virtual time")
    group.addoption(
        "--voicelab-artifacts",
        metavar="DIR",
        help="render every sample, and keep a WAV, a PNG and the timeline of each call of a failing test in DIR",
    )
    group.addoption("--voicelab-artifacts-all", action="store_true", help="keep those of passing tests too")
    group.addoption("--voicelab-render", action="store_true", help="make every sample in every test")
    group.addoption(
        "--voicelab-coverage",
        nargs="?",
        const="-",
        metavar="JSON",
        help="say which verbs, branches and actions no test has reached; with JSON also write it to that file",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker's words."""
    config.addinivalue_line(
        "markers",
        "voicelab(render=False, seed=0, limit=86400): how the voicelab fixture of this test is made",
    )


@pytest.fixture
def voicelab(request: pytest.FixtureRequest) -> Iterator[TestLab]:
    """A lab in virtual time: ``call = voicelab.dial(app)``, ``call.hears(...)``, ``call.presses(...)``, ..."""
    from voicelab.testing.fixture import TestLab

    marker = request.node.get_closest_marker("voicelab")
    settings: dict[str, Any] = dict(marker.kwargs) if marker else {}
    option = request.config.getoption
    if option("--voicelab-render") or option("--voicelab-artifacts"):
        settings.setdefault("render", True)
    lab = TestLab(**settings)
    request.node.stash[_LAB] = lab
    try:
        yield lab
    finally:
        try:
            _keep_artifacts(request, lab)
            _cover(request.config, lab)
        finally:
            lab.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the timeline of a failing test's calls, unless the failure shows it already."""
    report = yield
    lab = item.stash.get(_LAB, None)
    if report.when == "call" and report.failed and lab is not None:
        item.stash[_FAILED] = True
        shown = lab.timeline()
        if shown and "\n>> " not in str(report.longrepr):
            report.sections.append(("voicelab timeline", shown))
    return report


_FAILED = pytest.StashKey[bool]()


def _keep_artifacts(request: pytest.FixtureRequest, lab: TestLab) -> None:
    folder = request.config.getoption("--voicelab-artifacts")
    everything = request.config.getoption("--voicelab-artifacts-all")
    if not folder or not (everything or request.node.stash.get(_FAILED, False)):
        return
    from voicelab.testing.artifacts import keep

    name = re.sub(r"[^\w.\-]+", "_", request.node.nodeid.replace("/", "."))[:150]
    kept = keep(lab, Path(folder) / name)
    request.node.user_properties.append(("voicelab-artifacts", str(kept)))


# --- coverage of flows --------------------------------------------------------------------------------------------
def _cover(config: pytest.Config, lab: TestLab) -> None:
    if config.getoption("--voicelab-coverage"):
        _coverage(config).add(lab.events)


def _coverage(config: pytest.Config) -> FlowCoverage:
    if _COVERAGE not in config.stash:
        from voicelab.testing.coverage import FlowCoverage

        config.stash[_COVERAGE] = FlowCoverage()
    return config.stash[_COVERAGE]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its coverage to the controller."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None and _COVERAGE in session.config.stash:
        output["voicelab"] = session.config.stash[_COVERAGE].to_json()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """The controller takes it."""
    data = getattr(node, "workeroutput", {}).get("voicelab")
    if data is not None:
        _coverage(node.config).merge(data)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what no test has reached."""
    where = config.getoption("--voicelab-coverage")
    if not where or _COVERAGE not in config.stash:
        return
    coverage = config.stash[_COVERAGE]
    terminalreporter.section("coverage of call flows")
    terminalreporter.write_line(coverage.report())
    if where != "-":
        coverage.write(Path(where))
        terminalreporter.write_line(f"written to {where}")
