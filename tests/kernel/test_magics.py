"""``%load_ext voicelab``, ``%%twiml`` and ``%twiml``: FACE.md, "In a notebook", in a real IPython shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

from voicelab.client import Client
from voicelab.kernel.connection import Connection
from voicelab.kernel.extension import load_ipython_extension, unload_ipython_extension
from voicelab.kernel.lab import Lab
from voicelab.widgets.phone import PhoneWidget

DOCUMENT = "<Response>\n  <Say>Hello</Say>\n</Response>"


@pytest.fixture
def shell(own: Connection) -> Iterator[InteractiveShell]:
    """A shell with the extension loaded, on this process's lab."""
    assert own.alive
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    with capture_output():
        load_ipython_extension(shell)
    yield shell
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, cell: str) -> tuple[Any, CapturedIO]:
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return result, captured


def ran(shell: InteractiveShell, cell: str) -> CapturedIO:
    result, captured = run(shell, cell)
    assert result.success, captured.stdout + captured.stderr
    return captured


def refused(shell: InteractiveShell, cell: str) -> str:
    """The words of a refusal, which must be words and no traceback."""
    result, captured = run(shell, cell)
    assert isinstance(result.error_in_exec, UsageError)
    assert "Traceback" not in captured.stdout + captured.stderr
    return str(result.error_in_exec)


def test_loading_binds_lab_and_shows_its_card(shell: InteractiveShell) -> None:
    with capture_output() as captured:
        load_ipython_extension(shell)
    assert isinstance(shell.user_ns["lab"], Lab)
    (card,) = captured.outputs
    assert shell.user_ns["lab"].url in card.data["text/html"]


def test_loading_again_starts_no_second_lab(shell: InteractiveShell, own: Connection) -> None:
    with capture_output():
        load_ipython_extension(shell)
    assert shell.user_ns["lab"].url == own.url
    assert own.child is not None and own.child.alive


def test_a_cell_is_checked_named_and_published(shell: InteractiveShell) -> None:
    captured = ran(shell, f"%%twiml greeting\n{DOCUMENT}\n")
    assert shell.user_ns["lab"].twiml["greeting"] == DOCUMENT
    (shown,) = captured.outputs
    assert "application/vnd.jupyter.widget-view+json" in shown.data
    assert "&lt;Say" in shown.data["text/html"] and "<script" not in shown.data["text/html"]
    assert "   2    <Say>Hello</Say>" in shown.data["text/plain"]


def test_findings_stand_at_their_line(shell: InteractiveShell) -> None:
    source = '<Response>\n  <Gather timout="8">\n    <Say>Hi</Say>\n  </Gather>\n</Response>'
    text = ran(shell, f"%%twiml typo\n{source}").outputs[0].data["text/plain"].splitlines()
    at = next(number for number, line in enumerate(text) if "timout=" in line)
    below = [line for line in text[at + 1 :] if line.startswith("      ^")]
    assert any("12200 line 2, column" in line and "timeout" in line for line in below)
    assert text[at + 1] in below


def test_a_document_that_is_not_well_formed_is_kept_and_said(shell: InteractiveShell) -> None:
    shown = ran(shell, "%%twiml torn\n<Response>\n<Say>Hi</Response>").outputs[0].data["text/plain"]
    assert "12100" in shown and "1 error" in shown
    assert "torn" in shell.user_ns["lab"].twiml


def test_no_check_publishes_without_findings(shell: InteractiveShell) -> None:
    shown = ran(shell, '%%twiml quiet --no-check\n<Response><Gather timout="8"/></Response>').outputs[0]
    assert "12200" not in shown.data["text/plain"]


def test_save_writes_the_file_too(shell: InteractiveShell, tmp_path: Path) -> None:
    ran(shell, f"%%twiml saved --save '{tmp_path / 'my menu.xml'}'\n{DOCUMENT}")
    assert (tmp_path / "my menu.xml").read_text() == DOCUMENT + "\n"
    assert "cannot be written" in refused(shell, f"%%twiml saved --save {tmp_path}/no/x.xml\n{DOCUMENT}")


def test_call_opens_a_phone_below_and_dials(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> None:
    dialed: list[str | None] = []
    monkeypatch.setattr(PhoneWidget, "dial", lambda self, to=None: dialed.append(to))
    ran(shell, f"%%twiml ring --call\n{DOCUMENT}")
    assert dialed == ["ring"]


def test_the_call_button_opens_one_phone_and_dials_it_each_time(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from voicelab.kernel.sheet import DocumentSheet

    dialed: list[str | None] = []
    monkeypatch.setattr(PhoneWidget, "dial", lambda self, to=None: dialed.append(to))
    sheet = DocumentSheet(shell.user_ns["lab"], "ring", DOCUMENT, [])
    (cell,) = sheet._widgets().children
    for _ in range(2):
        cell._handle_custom_msg({"type": "call"}, [])
    assert dialed == ["ring", "ring"]
    assert [type(child).__name__ for child in sheet._widgets().children] == ["CellWidget", "PhoneWidget"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (f"%%twiml\n{DOCUMENT}", "needs a name"),
        ("%%twiml empty", "the cell body is empty"),
        ("%%twiml empty\n   \n\n", "no document below"),
        (f"%%twiml a/b\n{DOCUMENT}", "cannot be the name"),
        (f"%%twiml one two\n{DOCUMENT}", "One name is enough"),
        (f"%%twiml one --ring\n{DOCUMENT}", "no flag --ring"),
        (f"%%twiml one --save\n{DOCUMENT}", "--save needs a file"),
        (f'%%twiml "one\n{DOCUMENT}', "cannot be read"),
        ("%twiml nosuch", "has no document nosuch"),
        ("%twiml --call", "Flags need a document"),
    ],
)
def test_mistakes_are_said_in_words(shell: InteractiveShell, cell: str, words: str) -> None:
    assert words in refused(shell, cell)


def test_help_is_printed(shell: InteractiveShell) -> None:
    for cell in ("%twiml --help", "%%twiml --help", "%%twiml -h\n", f"%%twiml --help\n{DOCUMENT}"):
        printed = ran(shell, cell).stdout
        assert all(flag in printed for flag in ("--call", "--save", "--no-check", "--help"))


def test_the_line_magic_lists_and_shows(shell: InteractiveShell) -> None:
    ran(shell, f"%%twiml listed\n{DOCUMENT}")
    listed, _ = run(shell, "%twiml")
    assert "listed" in listed.result._repr_html_() and "listed" in repr(listed.result)
    one, _ = run(shell, "%twiml listed")
    assert "<Say>Hello</Say>" in repr(one.result)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("%%twiml --", {f"%%twiml {flag}" for flag in ("--call", "--save", "--no-check", "--help")}),
        ("%%twiml --c", {"%%twiml --call"}),
        ("%%twiml completed --n", {"%%twiml completed --no-check"}),
        ("%%twiml comple", {"%%twiml completed"}),
        ("%twiml comple", {"%twiml completed"}),
        ("%%tw", {"%%twiml"}),
        ('lab.twiml["comple', {'lab.twiml["completed'}),
        ("lab.phone('kim', to='comple", {"lab.phone('kim', to='completed"}),
        ('lab.call("client:kim", "comple', {'lab.call("client:kim", "completed'}),
        ('await caller.dial("comple', {'await caller.dial("completed'}),
        ('lab.call("+1500555088', {'lab.call("+15005550880'}),
        ('lab.phone("kim", voice="ty', {'lab.phone("kim", voice="typed'}),
        ("lab.calls[-1].pl", {"lab.calls[-1].plot"}),
        ("lab.recordings[-1].", {f"lab.recordings[-1].{each}" for each in ("audio", "duration", "wav")}),
        ('call.wait(60, until="conference-j', {'call.wait(60, until="conference-joined'}),
        ("%%twiml x\n<Response>\n  <Ga", {"%%twiml x\n<Response>\n  <Gather"}),
        (
            '%%twiml x\n<Response>\n  <Gather action="/twiml/comp',
            {'%%twiml x\n<Response>\n  <Gather action="/twiml/completed'},
        ),
        ("%%twiml x\n<Response>\n  <Gather numD", {'%%twiml x\n<Response>\n  <Gather numDigits="'}),
    ],
)
def test_completion_knows_the_magic_its_flags_and_the_documents(
    shell: InteractiveShell, text: str, offered: set[str]
) -> None:
    shell.user_ns["lab"].twiml["completed"] = DOCUMENT
    shell.user_ns["lab"].number("+15005550880", voice_url="completed")
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, len(text)))
    assert offered <= {text[: each.start] + each.text for each in found}
    assert "abs" not in {each.text for each in found}, "Python's own names have no place here"


def test_what_is_completed_elsewhere_is_left_to_python(shell: InteractiveShell) -> None:
    with provisionalcompleter():
        found = [each.text for each in shell.Completer.completions("lab.twi", 7)]
    assert {"twiml", "twilio"} <= set(found)


@pytest.mark.parametrize("text", ["%twiml ", "%%twiml ", "%%twiml alone --", "%%twiml alone --call --s"])
def test_completion_of_its_line_is_free_of_pythons_names(shell: InteractiveShell, text: str) -> None:
    lab = shell.user_ns["lab"]
    lab.twiml["alone"] = DOCUMENT
    with provisionalcompleter():
        found = {each.text for each in shell.Completer.completions(text, len(text))}
    assert found and found <= {*lab.twiml, "--call", "--save", "--no-check", "--help"}


def test_completion_in_the_document_is_not_the_magics(shell: InteractiveShell) -> None:
    cell = "%%twiml alone\n--"
    with provisionalcompleter():
        found = {each.text for each in shell.Completer.completions(cell, len(cell))}
    assert "--no-check" not in found


def test_unloading_ends_the_lab_and_takes_the_magics_back(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``%unload_ext voicelab`` ends it. (Here only told to: other tests use this lab.)"""
    ended: list[str] = []
    monkeypatch.setattr(Connection, "end", lambda self: ended.append(self.url))
    url = shell.user_ns["lab"].url
    with capture_output() as captured:
        unload_ipython_extension(shell)
    assert ended == [url]
    assert captured.stdout.startswith(f"The lab at {url} has ended; ")
    assert "lab" not in shell.user_ns
    assert "twiml" not in shell.magics_manager.magics["cell"]


def test_unloading_says_which_calls_were_cut(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "end", lambda self: None)
    lab = shell.user_ns["lab"]
    lab.twiml["unloaded"] = "<Response><Say>Hello</Say><Pause length='600'/></Response>"
    call = lab.calls[lab._client.dial("client:left-behind", "unloaded")["sid"]]
    call.wait(120, until="prompt-started")
    with capture_output() as captured:
        unload_ipython_extension(shell)
    call.hang_up()
    told = re.fullmatch(
        rf"The lab at {lab.url} has ended; (\d+) live calls? (was|were) cut\.\n", captured.stdout
    )
    assert told and int(told[1]) >= 1  # tests before this one may have left some


@pytest.mark.parametrize(
    ("live", "words"), [(0, "no call was live"), (1, "1 live call was"), (2, "2 live calls were")]
)
def test_unloading_counts_in_words(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, live: int, words: str
) -> None:
    monkeypatch.setattr(Connection, "end", lambda self: None)
    monkeypatch.setattr(Client, "about", lambda self: {"live_calls": live})
    with capture_output() as captured:
        unload_ipython_extension(shell)
    assert f"has ended; {words}" in captured.stdout


def test_unloading_where_no_lab_runs_says_so(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicelab.kernel.extension.running_connection", lambda: None)
    monkeypatch.setattr(Connection, "alive", False)
    url = shell.user_ns["lab"].url
    monkeypatch.setattr(Connection, "end", lambda self: None)
    with capture_output() as captured:
        unload_ipython_extension(shell)
    assert captured.stdout == f"No lab was running: the one at {url} had ended before.\n"
