"""What has no effect in a lab, or acts on what is pretended: the call is told in words, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from any_document import document, values
from far_side import mistakes, run_to_its_end

from voicelab.calls.events import Notified, VerbStarted
from voicelab.testing import TestLab
from voicelab.twiml.entry import Attribute, ElementSpec
from voicelab.twiml.grammar import ELEMENTS
from voicelab.twiml.lints import review


def limited(*supports: str) -> Iterator[Any]:
    """The attributes with such a support, each as a case that proves it."""
    for key, spec in ELEMENTS.items():
        for name, attribute in spec.attributes.items():
            if attribute.support in supports and attribute.says:
                mark = pytest.mark.proves(key, name)
                yield pytest.param(spec, attribute, marks=mark, id=f"{key}.{name}")


def dialled(lab: TestLab, spec: ElementSpec, attributes: dict[str, str]) -> tuple[list[str], list[str]]:
    """What the call was told, and the verbs that ran."""
    call = run_to_its_end(lab, document(spec, attributes), talks=False)
    assert mistakes(call) == []
    told = [event.message for event in call.all_events if isinstance(event, Notified)]
    return told, [event.verb for event in call.events if isinstance(event, VerbStarted)]


@pytest.mark.parametrize(("spec", "attribute"), [*limited("refused", "simulated")])
def test_the_call_is_told_and_goes_on_as_without_it(
    voicelab: TestLab, spec: ElementSpec, attribute: Attribute
) -> None:
    """Only what the issue of simulation names may be pretended, visibly, in words"""
    value = values(attribute)[0]
    told, verbs = dialled(voicelab, spec, {attribute.name: value})
    if spec.key != "VoiceResponse":
        how = "has no effect" if attribute.support == "refused" else "is simulated"
        assert f"{attribute.name} on <{spec.name}> {how}. {attribute.says}" in told
    with TestLab() as other:
        _, without = dialled(other, spec, {})
    assert verbs == without


@pytest.mark.parametrize(("spec", "attribute"), [*limited("refused")])
def test_the_check_says_it_before(spec: ElementSpec, attribute: Attribute) -> None:
    """A lint, so that an editor shows it"""
    found = review(document(spec, {attribute.name: values(attribute)[0]}))
    assert [each for each in found if each.attribute == attribute.name and "no effect" in each.message]
