"""``voicelab check``: the contract of its output and its exit status."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from voicelab.cli import COMMANDS, main

GOOD = "<Response><Say>Hello.</Say></Response>"
WARNED = '<Response>\n\t<Say loop="x">Hé</Say>\n</Response>'
WRONG = "<Response><Say>a & b</Say></Response>"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, source in {"good.xml": GOOD, "warned.xml": WARNED, "wrong.xml": WRONG}.items():
        (tmp_path / name).write_text(source, "utf-8")
    return tmp_path


def test_nothing_wrong(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0."""
    assert main(["check", "good.xml"]) == 0
    assert capsys.readouterr().out == "1 file checked, nothing wrong.\n"


def test_findings_for_people(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """file:line:column level code message, the line, a caret, the cure; no colours into a pipe."""
    assert main(["check", "warned.xml", "good.xml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith('warned.xml:2:7: warning 13510: loop="x" on <Say> is not a whole number')
    assert lines[1:3] == ['    \t<Say loop="x">Hé</Say>', "    \t     ^"]
    assert lines[3].startswith("    Write a whole number")
    assert lines[-1] == "0 errors and 1 warning in 2 files."
    assert "\x1b" not in "".join(lines)


def test_exit_1_when_any_finding_is_an_error(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1 when any finding is an error, 0 with warnings only."""
    assert main(["check", "warned.xml", "wrong.xml"]) == 1
    assert "wrong.xml:1:18: error 12100: An & stands" in capsys.readouterr().out


def test_one_array_over_all_files(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints one array; a finding has file,line,column,code,level,message,cure; [] when clean."""
    assert main(["check", "--json", "warned.xml", "good.xml", "wrong.xml"]) == 1
    array = json.loads(capsys.readouterr().out)
    assert [(item["file"], item["line"], item["column"], item["code"], item["level"]) for item in array] == [
        ("warned.xml", 2, 7, 13510, "warning"),
        ("wrong.xml", 1, 18, 12100, "error"),
    ]
    assert all(list(item) == ["file", "line", "column", "code", "level", "message", "cure"] for item in array)
    assert main(["check", "--json", "good.xml"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_lints_have_no_code(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code is null for the lab's own lints."""
    (files / "lint.xml").write_text("<Response><Gather/></Response>")
    assert main(["check", "--json", "lint.xml"]) == 0
    assert [item["code"] for item in json.loads(capsys.readouterr().out)] == [None]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """- reads stdin."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WRONG.encode())))
    assert main(["check", "-", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["file"] == "-"


def test_files_that_cannot_be_read(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding each, so exit 1; the other files are checked all the same."""
    assert main(["check", "none.xml", ".", "wrong.xml"]) == 1
    out, err = capsys.readouterr()
    assert "none.xml:1:1: error: There is no file none.xml." in out and ". is a folder" in out and not err
    assert "wrong.xml:1:18" in out

    assert main(["check", "--json", "none.xml", "good.xml"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["file"], found["line"], found["column"]) == ("none.xml", 1, 1)
    assert (found["code"], found["level"]) == (None, "error") and found["cure"]


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff" * 40_000, b"\x1b[31mred", "<Response>\u2028<Foo/>".encode("utf-16")]
)
def test_anything_may_be_in_a_file(files: Path, capsys: pytest.CaptureFixture[str], body: bytes) -> None:
    (files / "any.xml").write_bytes(body)
    assert main(["check", "any.xml"]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_a_role(files: Path) -> None:
    (files / "wait.xml").write_text("<Response><Record action='/r'/></Response>")
    assert main(["check", "wait.xml"]) == 0
    assert main(["check", "--role", "wait", "wait.xml"]) == 1


def test_a_role_that_another_file_gives(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dial inside a whisper, and a verb that may not wait, where the files are checked together."""
    dial = '<Dial><Number url="/whisper?a=1">+14155550123</Number></Dial>'
    (files / "voice.xml").write_text(f'<Response>{dial}<Enqueue waitUrl="wait.xml">q</Enqueue></Response>')
    (files / "whisper.xml").write_text("<Response><Dial>+14155550124</Dial></Response>")
    (files / "wait.xml").write_text("<Response><Record action='/r'/></Response>")
    assert main(["check", "whisper.xml"]) == main(["check", "wait.xml"]) == 0
    capsys.readouterr()
    assert main(["check", "--json", "voice.xml", "whisper.xml", "wait.xml"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["code"]) for each in found] == [("whisper.xml", 13201), ("wait.xml", 14202)]


def test_long_lines_are_cut_around_the_place(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "long.xml").write_text(
        f"<Response><Say>{'a' * 500}</Say><Foo/><Say>{'b' * 500}</Say></Response>"
    )
    assert main(["check", "long.xml"]) == 0
    _, line, caret, *_ = capsys.readouterr().out.splitlines()
    assert len(line) < 120 and line[caret.index("^") :].startswith("<Foo/>")


def test_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands that are there are listed; others are refused with exit 2."""
    assert set(COMMANDS) >= {"check", "serve", "call", "lab", "test", "run", "doctor"}
    for arguments, status in ((["--help"], 0), (["--version"], 0), (["check"], 2), (["--chek"], 2)):
        with pytest.raises(SystemExit) as exited:
            main(arguments)
        assert exited.value.code == status
    assert "check" in capsys.readouterr().out
    assert main([]) == 2
    assert "find what is wrong in TwiML documents" in capsys.readouterr().err
    assert main(["chek", "a.xml"]) == 2
    assert capsys.readouterr().err == "voicelab: there is no command chek. Did you mean check?\n"
    assert main(["sing"]) == 2
    assert "Commands are lab, serve," in capsys.readouterr().err
