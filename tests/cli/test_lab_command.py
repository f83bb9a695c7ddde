"""``voicelab lab``: whose each word is, and what a folder that is none gets to hear."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicelab.cli import lab, main

HANDED_ON = [
    ([], ".", []),
    (["lessons"], "lessons", []),
    (["--no-browser"], ".", ["--no-browser"]),
    (["--port", "9000"], ".", ["--port", "9000"]),
    (["--", "--no-browser"], ".", ["--no-browser"]),
    (["lessons", "--no-browser", "--port", "9000"], "lessons", ["--no-browser", "--port", "9000"]),
]


@pytest.mark.parametrize(("words", "folder", "handed_on"), HANDED_ON)
def test_the_first_word_is_the_folder_and_the_rest_is_jupyters(
    words: list[str], folder: str, handed_on: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, list[str]]] = []

    def note(directory: Path, passed: list[str]) -> int:
        opened.append((directory, passed))
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab, "_open_jupyterlab", note)
    assert main(["lab", *words]) == 0
    assert opened == [(Path(folder), handed_on)]
    assert len(list((tmp_path / folder).glob("*.ipynb"))) >= 12
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ([] if folder == "." else [folder])


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "menu.xml").write_text("<Response/>")
    assert main(["lab", str(tmp_path / "menu.xml")]) == 1
    assert "menu.xml is a file. Name a folder; it is made when absent." in capsys.readouterr().err


def test_help_is_the_commands_own(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["lab", "--help"])
    assert exited.value.code == 0 and "passed on to JupyterLab" in capsys.readouterr().out
