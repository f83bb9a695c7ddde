"""What a user gets wrong on a cell's last line: a sentence below the user's own line, nothing of the lab's inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import voicelab
from voicelab.errors import LabError, VoiceLabError
from voicelab.kernel.connection import Connection, shared_connection
from voicelab.kernel.extension import load_ipython_extension
from voicelab.kernel.lab import Lab

PACKAGE = str(Path(voicelab.__file__).parent)

WRONG = [
    ("lab.webhook_url('/ivy')", KeyError, '@lab.webhook("/ivy")'),
    ("lab.webhook_url(5)", TypeError, "not 5"),
    ("lab.calls[9999]", IndexError, "The lab has"),
    ("lab.calls['CA99']", KeyError, "The lab has no call CA99"),
    ("lab.recordings[-9999]", IndexError, "recordings"),
    ("lab.twiml['nope-1']", KeyError, "The lab has no document nope-1"),
    ("del lab.twiml['nope-1']", KeyError, "The lab has no document nope-1"),
    ("lab.twiml['x'] = 5", VoiceLabError, "int is not a document"),
    ("lab.twiml['bad name'] = '<Response/>'", VoiceLabError, "bad name"),
    ("lab.app('nobody')", KeyError, 'lab.app("nobody", voice_url='),
    ("lab.number('+15005550991')", KeyError, 'lab.number("+15005550991", voice_url='),
    ("lab.number('12', voice_url='x')", VoiceLabError, "E.164"),
    ("lab.flow('nope-1')", KeyError, "nope-1"),
    ("lab.voices['Polly.Joana']", KeyError, "Did you mean Polly.Joanna?"),
    ("lab.click_to_call('')", ValueError, 'lab.click_to_call("+15005550010")'),
    ("lab.phone(5)", TypeError, "identity"),
    ("lab.phone('alice', voice='nofile.wav')", LabError, "nofile.wav"),
    ("lab.phone('alice', transport='pigeon')", LabError, "pigeon"),
    ("lab.editor('we lcome')", VoiceLabError, "we lcome"),
    ("lab.call('', '<Response/>')", VoiceLabError, "21201"),
    ("lab.access_token('')", ValueError, "identity"),
    ("await lab.caller().press('1')", LabError, "in no call"),
    ("lab.conference('room-9')['zoe']", KeyError, "zoe is not in room-9"),
    ("with lab.break_it(): pass", VoiceLabError, "breaks nothing"),
    ("import voicelab; voicelab.Lab('127.0.0.1:1')", ValueError, "http://"),
    ("import voicelab; voicelab.Lab('http://127.0.0.1:1', 'AC1', 'x')", LabError, "cannot be reached"),
]


@pytest.fixture
def shell(own: Connection) -> Iterator[InteractiveShell]:
    assert own.alive
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    with capture_output():
        load_ipython_extension(shell)
    yield shell
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(("cell", "kind", "words"), WRONG, ids=[cell for cell, _, _ in WRONG])
def test_a_mistake_is_a_sentence(
    shell: InteractiveShell, cell: str, kind: type[Exception], words: str
) -> None:
    with capture_output() as captured:
        result = shell.run_cell(cell)
    error = result.error_in_exec
    assert isinstance(error, kind) and isinstance(error, VoiceLabError)
    said = captured.stdout + captured.stderr
    assert words in said and cell.split("; ")[-1].split(": ")[0] in said
    assert PACKAGE not in said and "the above exception" not in said.casefold()
    assert len(said.splitlines()) < 15, said
    assert not re.search(r"Error: ['\"]", said), "a sentence stands in no quotes"


def test_what_is_shown_of_a_lab_that_ended_says_so(lab: Lab, own: Connection) -> None:
    call = lab.call("client:nobody-there", "<Response/>")
    call.wait(60)
    joined = Lab(lab.url, lab.account_sid, own.auth_token)
    past = joined.calls[call.sid]
    joined.end()
    for show in (lambda: past.timeline, lambda: past.scope):
        with pytest.raises(LabError, match="ended"):
            show()


def test_a_call_that_failed_says_why_on_its_card(lab: Lab) -> None:
    call = lab.call("client:nobody-there", "<Response/>").wait(60)
    card = call._repr_html_()
    assert "went wrong" in card and "Nobody is registered as client:nobody-there" in card


def test_the_events_of_a_call_are_a_list_that_can_be_read(lab: Lab) -> None:
    call = lab.call("client:nobody-there", "<Response/>").wait(60)
    events = call.events
    assert isinstance(events, list) and events[0].call_sid == call.sid
    lines = repr(events).splitlines()
    assert lines[0] == f"{len(events)} events" and "CallEnded" in lines[-1]
    assert events._repr_html_().count("<tr>") == len(events) + 1  # type: ignore[attr-defined]


def test_a_shared_lab_that_is_not_there_keeps_its_cause() -> None:
    """For programs; only a notebook leaves it out."""
    with pytest.raises(LabError) as caught:
        shared_connection("http://127.0.0.1:1", "AC1", "x", None)
    assert caught.value.__cause__ is not None
