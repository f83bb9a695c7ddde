"""Figures that pages and kernels send: those that cannot be reckoned with are refused, not a mistake of the lab's."""

from __future__ import annotations

import json

import pytest

from voicelab.server.fields import read_figure


@pytest.mark.parametrize("text", ["1" + "0" * 400, "-1" + "0" * 400, "1e400", "NaN", "true", '"5"', "null"])
def test_what_is_no_figure(text: str) -> None:
    assert read_figure(json.loads(text)) is None


@pytest.mark.parametrize(("text", "figure"), [("0", 0.0), ("-3", -3.0), ("4.25", 4.25)])
def test_what_is_one(text: str, figure: float) -> None:
    assert read_figure(json.loads(text)) == figure
