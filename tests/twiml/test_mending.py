"""Findings as an editor shows them: how far each reaches, and the edits that mend it."""

from __future__ import annotations

import pytest

from voicelab.twiml.cursor import offset_of
from voicelab.twiml.lints import review
from voicelab.twiml.mending import mark


def mended(source: str) -> str:
    """The source after everything that can be mended was."""
    for _ in range(10):
        marked = [mark(source, finding) for finding in review(source)]
        edits = next((each.edits for each in marked if each.edits), ())
        if not edits:
            return source
        for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
            at = offset_of(source, edit.line, edit.column)
            source = source[:at] + edit.text + source[at + edit.length :]
    raise AssertionError(f"it does not end: {source}")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('<Gather timout="8" action="/a"/>', '<Gather timeout="8" action="/a"/>'),
        ('<Say voice="alise">x</Say>', '<Say voice="alice">x</Say>'),
        ("<Say voice = 'alise'>x</Say>", "<Say voice = 'alice'>x</Say>"),
        ("<Saay>x</Saay><Hangup/>", "<Say>x</Say><Hangup/>"),
        ("<pause/>", "<Pause/>"),
        ("<Gathr><Say>a</Say></Gathr>", "<Gather><Say>a</Say></Gather>"),
        (
            "<Dial>\n  <Numbr>+15005550001</Numbr>\n</Dial>",
            "<Dial>\n  <Number>+15005550001</Number>\n</Dial>",
        ),
    ],
)
def test_the_edits_mend_what_was_misspelt_and_nothing_else(wrong: str, right: str) -> None:
    """Attribute names, values, and element names in both their tags."""
    assert (
        mended(f"<Response>\n{wrong}\n<Say>😀</Say></Response>")
        == f"<Response>\n{right}\n<Say>😀</Say></Response>"
    )


def test_a_mark_reaches_over_the_word_it_is_about() -> None:
    source = '<Response>\n  <Say>😀</Say><Gather timout="8" action="/a"/>\n</Response>'
    (found,) = [mark(source, each) for each in review(source) if each.attribute == "timout"]
    at = offset_of(source, found.finding.place.line, found.finding.place.column)
    assert source[at : at + found.length] == "timout"


def test_what_nothing_is_near_to_has_no_edit() -> None:
    source = '<Response><Say zzzzqqqq="1">x</Say></Response>'
    (found,) = [mark(source, each) for each in review(source)]
    assert found.finding.instead == "" and found.edits == ()


@pytest.mark.parametrize(
    "source", ["", "<", "<Response><Say", "<Response><Saay/>", "<Response>&x;</Response>"]
)
def test_a_half_written_document_is_marked_too(source: str) -> None:
    assert all(mark(source, finding).length >= 0 for finding in review(source))
