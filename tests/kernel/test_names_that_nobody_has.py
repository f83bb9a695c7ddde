"""A name that nobody has: said at once where it is written down, and in words when it is called."""

from __future__ import annotations

import asyncio

import pytest

from voicelab.errors import LabError
from voicelab.kernel.lab import Lab
from voicelab.kernel.unserved import no_such_name, nobody_yet

HERE = "http://127.0.0.1:1"
DOCUMENT = "<Response><Say>Hello</Say></Response>"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("menu", ""),
        ("/twiml/menu", ""),
        (f"{HERE}/twiml/menu", ""),
        (f"{HERE}/twiml/menu?slow", ""),
        ("/webhooks/ivr?from=x", ""),
        ("/webhooks/ivr", ""),
        ("http://example.org/menue", ""),
        ("", ""),
        ("menue", "There is no document menue yet (did you mean menu?). Until %%twiml menue is written"),
        (f"{HERE}/twiml/zzz", "There is no document zzz yet (there are: menu)."),
        ("/webhooks/ivy", 'served at /ivy yet (did you mean /ivr?). Until @lab.webhook("/ivy") runs'),
        ("/later", "Run the cell with its @lab.webhook first, then this one again"),
    ],
)
def test_a_voice_url_that_leads_to_nobody_is_said(target: str, said: str) -> None:
    found = nobody_yet(target, HERE, ["menu"], ["/ivr"])
    assert said in found and bool(found) == bool(said)


def test_what_other_kernels_may_serve_is_not_judged() -> None:
    assert nobody_yet("/webhooks/ivy", HERE, [], None) == ""


def test_a_mere_name_is_a_documents_or_a_phones() -> None:
    assert no_such_name("menu", ["menu"], []) == no_such_name("bob", ["menu"], ["bob"]) == ""
    assert "no document bobb (did you mean bob?), so a phone" in no_such_name("bobb", ["menu"], ["bob"])


def test_an_application_without_an_answer_is_kept_with_a_remark(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be written later; until then its callers hear an application error."""
    lab.twiml["names-menu"] = DOCUMENT
    application = lab.app("names-later", voice_url="names-menue")
    assert application.voice_url == "names-menue"
    remark = capsys.readouterr().err
    assert "no document names-menue yet (did you mean names-menu?)" in remark and "11200" in remark
    lab.number("+15005550881", voice_url="names-menu")
    assert "names-" not in capsys.readouterr().err

    caller = lab.caller()

    async def call() -> int | None:
        await caller.dial("app:names-later")
        assert caller.call is not None
        await asyncio.to_thread(caller.call.wait, 120)
        return next(note.code for note in lab.notifications if note.call_sid == caller.call.sid)

    assert asyncio.run(call()) == 11200
    lab.twiml["names-menue"] = DOCUMENT
    lab.app("names-later", voice_url="names-menue")
    assert "names-" not in capsys.readouterr().err


def test_a_mistyped_name_that_is_dialled_says_what_is_near(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a caller, and by lab.call, which says it beforehand too."""
    lab.twiml["names-welcome"] = DOCUMENT
    caller = lab.caller()

    async def story() -> None:
        await caller.dial("names-welcom")
        await caller.hear("hello")

    with pytest.raises(LabError) as caught:
        asyncio.run(story())
    assert "no document names-welcom (did you mean names-welcome?)" in capsys.readouterr().err
    said = str(caught.value)
    assert "Nobody is registered as client:names-welcom. There is no document names-welcom either." in said
    assert "Did you mean the document names-welcome?" in said and 'lab.phone("names-welcom")' in said

    lab.number("+15005550882", voice_url="names-welcome")
    capsys.readouterr()
    call = lab.call("+15005550882", "names-welcom")
    assert "no document names-welcom (did you mean names-welcome?)" in capsys.readouterr().err
    call.wait(120)
    (note,) = [note for note in lab.notifications if note.call_sid == call.sid]
    assert "no document names-welcom either" in note.message and "names-welcome?" in note.cure

    lab.call("+15005550882", "names-welcome").wait(120)
    assert "names-" not in capsys.readouterr().err


def test_a_document_with_an_error_is_published_and_the_error_is_said(
    lab: Lab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.twiml["names-torn"] = "<Response><Say>Hello</Response>"
    assert lab.twiml["names-torn"] == "<Response><Say>Hello</Response>"
    said = capsys.readouterr().err
    assert said.startswith("names-torn, line 1, column ") and "12100" in said and "Close <Say>" in said
    lab.twiml["names-torn"] = '<Response><Say vioce="man">Hello</Say></Response>'  # a warning is no error
    assert "names-" not in capsys.readouterr().err
