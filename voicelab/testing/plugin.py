"""The pytest plug-in: the ``voicelab`` fixture, timelines on failures, artifacts, coverage of flows.

Loaded by every pytest run in an environment that has VoiceLab, so nothing heavy is imported until a test asks
for the fixture.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

if TYPE_CHECKING:
    from voicelab.testing.coverage import FlowCoverage
    from voicelab.testing.fixture import TestLab

_LAB = pytest.StashKey["TestLab"]()
_COVERAGE = pytest.StashKey["FlowCoverage"]()
_KEPT = "voicelab-artifacts"


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
        "voicelab(render=False, seed=0, limit=86400, account_sid=, auth_token=): how the voicelab fixture is made",
    )


@pytest.fixture
def voicelab(request: pytest.FixtureRequest) -> Iterator[TestLab]:
    """A lab in virtual time: ``call = voicelab.dial(app)``, ``call.hears(...)``, ``call.presses(...)``, ..."""
    from voicelab.testing.fixture import TestLab

    marker = request.node.get_closest_marker("voicelab")
    settings: dict[str, Any] = dict(marker.kwargs) if marker else {}
    if _wants_sound(request.config):
        settings.setdefault("render", True)
    lab = TestLab(**settings)
    request.node.stash[_LAB] = lab
    try:
        yield lab
    finally:
        try:
            _keep(request.node, lab, request.node.stash.get(_FAILED, False))
        finally:
            lab.close()


def pytest_runtest_call(item: pytest.Item) -> None:
    """What the options ask of the fixture they ask of a unittest case with a lab of its own, too."""
    homes = sys.modules.get("voicelab.testing.case")
    case = getattr(item, "instance", None)
    if homes is not None and isinstance(case, homes.CallTestCase):
        if _wants_sound(item.config):
            case.voicelab_settings = {"render": True, **case.voicelab_settings}
        # unittest reports a failure before it cleans up, and pytest keeps it there
        case.at_voicelab_end = lambda lab: _keep(item, lab, bool(getattr(item, "_excinfo", None)))


def _wants_sound(config: pytest.Config) -> bool:
    return bool(config.getoption("--voicelab-render") or config.getoption("--voicelab-artifacts"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the timeline of a failing test's calls, unless the failure shows it already."""
    report = yield
    lab = item.stash.get(_LAB, None)
    if report.when == "call" and report.failed and lab is not None:
        item.stash[_FAILED] = True
        if not _shows_timeline(call.excinfo):
            from voicelab.testing.timeline import SHOWN

            if shown := lab.timeline(most=SHOWN):
                report.sections.append(("voicelab timeline", shown))
    return report


_FAILED = pytest.StashKey[bool]()


def _shows_timeline(failure: pytest.ExceptionInfo[BaseException] | None) -> bool:
    return failure is not None and "\n>> " in str(failure.value)


def _keep(item: pytest.Item, lab: TestLab, failed: bool) -> None:
    """Keep what the options ask for, before the lab is closed."""
    folder = item.config.getoption("--voicelab-artifacts")
    if item.config.getoption("--voicelab-coverage"):
        _coverage(item.config).add(lab.events)
    if folder and lab.calls and (failed or item.config.getoption("--voicelab-artifacts-all")):
        from voicelab.testing.artifacts import keep

        kept = keep(lab, Path(folder) / _folder_name(item.nodeid))
        item.user_properties.append((_KEPT, str(kept)))


def _folder_name(nodeid: str) -> str:
    """A name that every file system takes, another one for every test."""
    name = re.sub(r"[^\w.\-]+", "_", nodeid.replace("/", "."))
    return name if len(name) <= 150 else f"{name[:140]}-{crc32(nodeid.encode()):08x}"


# --- coverage of flows --------------------------------------------------------------------------------------------
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
    """Say what was kept, and what no test has reached."""
    reports = [report for group in terminalreporter.stats.values() for report in group]
    kept = {
        value for report in reports for name, value in getattr(report, "user_properties", ()) if name == _KEPT
    }
    if kept:
        terminalreporter.section("sound, picture and timeline of calls")
        terminalreporter.write_line("\n".join(sorted(kept)))
    where = config.getoption("--voicelab-coverage")
    if not where or _COVERAGE not in config.stash:
        return
    coverage = config.stash[_COVERAGE]
    terminalreporter.section("coverage of call flows")
    terminalreporter.write_line(coverage.report())
    if where != "-":
        coverage.write(Path(where))
        terminalreporter.write_line(f"written to {where}")
