"""docs/one-setting.md: every piece of code on it runs, against a lab that is started as the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lab_child import ACCOUNT, AUTH_TOKEN, CREDENTIALS, WAIT_SECONDS, LabChild

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PAGE = (ROOT / "docs" / "one-setting.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(python|js|sh)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NOTEBOOK = (
    "import os, voicelab\n"
    'lab = voicelab.Lab(os.environ["LAB"], os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])\n'
)


def as_started(source: str, lab: LabChild) -> str:
    """The addresses of the page as those of the lab that runs."""
    return source.replace("http://127.0.0.1:8080", lab.url).replace(
        "http://127.0.0.1:8081", lab.ready["proxy_url"]
    )


@pytest.mark.parametrize(("language", "source"), BLOCKS, ids=lambda word: " ".join(word.split())[:40])
def test_a_piece_of_code_runs(language: str, source: str, behind: LabChild, tmp_path: Path) -> None:
    shutil.copy(HERE / "ordinary.py", tmp_path / "app.py")
    shutil.copy(HERE / "ordinary.cjs", tmp_path / "app.js")
    shutil.copy(behind.ready["ca_file"], tmp_path / "ca.pem")
    code = as_started(source, behind)
    command = {
        "python": [sys.executable, "-c", (NOTEBOOK if "lab.twilio" in code else "") + code],
        "js": ["node", "-e", code],
        "sh": ["sh", "-e", "-c", code],
    }[language]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("HOME", "PYTHONPATH", "LANG", "TMPDIR") or name.startswith("XDG_")
    }
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=kept
        | CREDENTIALS
        | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "NODE_PATH": str(ROOT / "tests" / "rest" / "node_modules"),
            "LAB": behind.url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_KEY": CREDENTIALS["VOICELAB_API_KEY_SID"],
            "TWILIO_API_SECRET": CREDENTIALS["VOICELAB_API_KEY_SECRET"],
            "VOICELAB_DATA_DIR": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        timeout=3 * WAIT_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    if language == "sh":
        assert done.stdout.count("{") == len(code.strip().splitlines())
    else:
        assert re.fullmatch(r"(CA|AP)[0-9a-f]{32}\s*", done.stdout)


def test_the_page_has_every_way() -> None:
    assert {language for language, _ in BLOCKS} == {"python", "js", "sh"} and len(BLOCKS) == 9
    for way in (
        "lab.twilio",
        "base_url",
        "http_client",
        "voicelab run",
        "HTTPS_PROXY",
        "host-resolver-rules",
    ):
        assert way in PAGE
