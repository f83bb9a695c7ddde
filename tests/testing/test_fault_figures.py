"""One set of units for faults: a notebook's lab, a test's fixture and a scenario read the same words alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from voicelab.cli import main
from voicelab.engine.faults import FaultyWeb
from voicelab.errors import LabError
from voicelab.figures import seconds, share
from voicelab.kernel.faults import told
from voicelab.media.air import Air
from voicelab.server.faults import Faults
from voicelab.testing import TestLab
from voicelab.testing.loop import VirtualLoop


@pytest.mark.parametrize(
    ("written", "meant"), [(0.05, 0.05), ("5%", 0.05), (" 12.5 % ", 0.125), ("0.05", 0.05), (0, 0), (1, 1)]
)
def test_a_share(written: object, meant: float) -> None:
    assert share("loss", written) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("written", "meant"), [(0.03, 0.03), ("30ms", 0.03), ("1.5 s", 1.5), ("2s", 2), ("0.03", 0.03), (0, 0)]
)
def test_a_time(written: object, meant: float) -> None:
    assert seconds("jitter", written, 2.0) == pytest.approx(meant)


@pytest.mark.parametrize("written", ["much", "5 %%", True, None, float("nan"), float("inf"), 10**400, "-5%"])
def test_what_is_no_figure_is_refused(written: object) -> None:
    with pytest.raises(LabError, match="loss is a"):
        share("loss", written)
    with pytest.raises(LabError, match="jitter is"):
        seconds("jitter", written, 2.0)


def test_a_figure_of_the_other_unit_is_refused_with_the_right_one() -> None:
    with pytest.raises(LabError, match=r'loss is a share of 0 to 1, not 5\. 5 percent is "5%" or 0\.05\.'):
        share("loss", 5)
    with pytest.raises(LabError, match=r'not 30\. 30 milliseconds are "30ms" or 0\.03\.'):
        seconds("jitter", 30, 2.0)


class _NoWeb:
    async def send(self, request: Any) -> Any:
        raise AssertionError(request)

    async def close(self) -> None:
        pass


@pytest.mark.voicelab(render=True)
@pytest.mark.parametrize("figures", [("10%", "20ms", "2%"), (0.1, 0.02, 0.02)])
def test_a_test_and_a_running_lab_break_the_same(voicelab: TestLab, figures: tuple[Any, Any, Any]) -> None:
    loss, jitter, reorder = figures
    with voicelab.break_it(loss=loss, jitter=jitter, reorder=reorder):
        seen = voicelab.lab.air.loss, voicelab.lab.air.jitter, voicelab.lab.air.reorder

    async def on_a_server() -> tuple[float, float, float]:
        air = Air()
        Faults(FaultyWeb(_NoWeb()), air).add({"loss": loss, "jitter": jitter, "reorder": reorder})
        return air.loss, air.jitter, air.reorder

    loop = VirtualLoop()
    try:
        on_server = loop.run_until_complete(on_a_server())
    finally:
        loop.close()
    assert seen == on_server == pytest.approx((0.1, 0.02, 0.02))
    assert told({"loss": loss, "jitter": jitter}) == "10 % of the packets lost, jitter of 20 ms"


@pytest.mark.parametrize(
    ("figures", "words"), [("{loss: 10%, jitter: 20ms}", ""), ("{loss: 10}", '10 percent is "10%" or 0.1.')]
)
def test_a_scenario_writes_percent_and_milliseconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], figures: str, words: str
) -> None:
    text = f"""
dial: <Response><Say>Hello.</Say></Response>
render: true
faults: {figures}
steps:
  - ended: completed
"""
    (tmp_path / "line.yaml").write_text(text)
    assert (main(["test", str(tmp_path / "line.yaml")]) == 0) is (not words)
    told_all = capsys.readouterr()
    assert words in told_all.out + told_all.err
