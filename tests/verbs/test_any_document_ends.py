"""Whatever the table lets a document say, its call ends by itself or with its caller, and the lab makes no mistake."""

from __future__ import annotations

import pytest
from any_document import any_response, documents_of
from far_side import LONGEST, logged, mistakes, run_to_its_end
from hypothesis import HealthCheck, example, given, settings

from voicelab.testing import TestLab
from voicelab.twiml.entry import ElementSpec
from voicelab.twiml.grammar import ELEMENTS

SPEC = pytest.mark.parametrize("spec", [*ELEMENTS.values()], ids=lambda spec: spec.key)
_PATIENCE = LONGEST + 60


def assert_ends(source: bytes, caplog: pytest.LogCaptureFixture, *, talks: bool) -> None:
    lab = TestLab(limit=10 * LONGEST)
    try:
        call = run_to_its_end(lab, source, talks=talks)
        assert mistakes(call) == [], source
        assert call.elapsed < _PATIENCE, source
    finally:
        lab.close()
    assert logged(caplog) == [], source


@SPEC
def test_every_attribute_with_every_kind_of_value(
    spec: ElementSpec, caplog: pytest.LogCaptureFixture
) -> None:
    """One document for each value; a caller who talks for one, who only listens for the next"""
    for number, source in enumerate(documents_of(spec)):
        assert_ends(source, caplog, talks=number % 2 == 0)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(any_response())
@example(b"<Response/>")
@example(
    b'<Response><Dial><Number>+14155550123</Number><Number sendDigits="0">+14155550123</Number></Dial></Response>'
)
def test_any_document(caplog: pytest.LogCaptureFixture, source: bytes) -> None:
    """Verbs, nouns and attributes in any combination that nests"""
    assert_ends(source, caplog, talks=True)
    assert_ends(source, caplog, talks=False)
