"""What is said of a mere name that was dialled and that is neither a document nor somebody who is there."""

from __future__ import annotations

import pytest

from voicelab.calls.events import Notified
from voicelab.testing import TestLab

HELLO = "<Response><Say>Hello</Say></Response>"


def told(voicelab: TestLab, to: str) -> Notified:
    """The one notification of a call to ``to``."""
    call = voicelab.dial(to=to)
    assert call.ended("completed")
    (note,) = (event for event in call.events if isinstance(event, Notified))
    return note


@pytest.mark.parametrize(
    ("documents", "hint"),
    [
        (["welcome", "goodbye"], "Did you mean the document welcome? "),
        (["goodbye", "menu"], "Documents: goodbye, menu. "),
        ([], "Documents: none yet. "),
    ],
)
def test_a_mere_name_says_which_documents_are_near(
    voicelab: TestLab, documents: list[str], hint: str
) -> None:
    for name in documents:
        voicelab.document(name, HELLO)
    note = told(voicelab, "welcom")
    assert note.message == "Nobody is registered as client:welcom. There is no document welcom either."
    assert note.cure == f'{hint}Open a phone for it: lab.phone("welcom").'


def test_who_says_client_means_a_phone(voicelab: TestLab) -> None:
    voicelab.document("welcome", HELLO)
    note = told(voicelab, "client:welcom")
    assert note.message == "Nobody is registered as client:welcom."
    assert note.cure == 'Open a phone for it: lab.phone("welcom").'


def test_a_client_that_a_document_names_is_no_mere_name(voicelab: TestLab) -> None:
    voicelab.document("welcome", "<Response><Dial><Client>welcom</Client></Dial></Response>")
    assert told(voicelab, "welcome").message == "Nobody is registered as client:welcom."


def test_a_failed_answer_brings_its_own_cure(voicelab: TestLab) -> None:
    """The lab's own doors say one in their errors; others say none, or something that is no text."""

    def failing(body: str) -> object:
        def application(environ: object, start: object) -> list[bytes]:
            start("500 Sorry", [("Content-Type", "application/json")])  # type: ignore[operator]
            return [body.encode()]

        return application

    def cure(body: str) -> str:
        call = voicelab.dial(failing(body))
        assert call.ended()
        return next(event.cure for event in call.events if isinstance(event, Notified))

    assert cure('{"message": "It broke.", "cure": "Mend it."}') == "Mend it."
    usual = "Look at the application's own log for this request."
    assert cure('{"message": "It broke."}') == cure("[1]") == cure("{") == usual
