"""A real JupyterLab, away from the user's settings, and the way to it from a page."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import urllib3
from playwright.sync_api import Page

import voicelab

__all__ = ["MICROPHONE_HZ", "JupyterLab", "Notebook"]

MICROPHONE_HZ = 700.0
"""What the fake microphone of the page says."""

_NOTIFICATIONS = {"fetchNews": "false", "checkForUpdates": False}
_READY_SECONDS = 120


class JupyterLab:
    """JupyterLab on ``folder``; ``home`` takes its settings, runtime files and the lab's data directory.

    ``trusts`` is the file of the authority that signed its certificate, if it has one.
    """

    def __init__(
        self,
        folder: Path,
        home: Path,
        *arguments: str,
        theme: str = "JupyterLab Light",
        trusts: Path | None = None,
    ) -> None:
        self.folder = folder
        self.data_directory = home / "voicelab"  # what the lab keeps; begin_anew() says where that is
        self.token = secrets.token_hex(16)
        self._settings = home / "settings"
        self.prefer("@jupyterlab/apputils-extension/notification", **_NOTIFICATIONS)
        self._show_in(theme)
        environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("JUPYTER", "VOICELAB"))
            },
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
            "IPYTHONDIR": str(home / "ipython"),
            "VOICELAB_DATA_DIR": str(self.data_directory),
        }
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
        command += [f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={self.token}"]
        command += ["--ServerApp.ip=127.0.0.1", "--LabApp.expose_app_in_browser=True", *arguments]
        self._process = subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        self._said: list[str] = []
        self._found = threading.Event()
        self.url = ""
        threading.Thread(target=self._read, daemon=True).start()
        if not self._found.wait(_READY_SECONDS) or not self.url:
            self.close()
            raise RuntimeError("JupyterLab did not start:\n" + "".join(self._said[-20:]))
        # It names its address a moment before it listens there
        patient = urllib3.Retry(total=12, connect=12, backoff_factor=0.1, backoff_max=2.0)
        ca = str(trusts) if trusts else None
        urllib3.PoolManager(retries=patient, ca_certs=ca).request("GET", f"{self.url}/api")

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.append(line)
            found = re.search(r"https?://127\.0\.0\.1:\d+(/\S*)?/lab", line)
            if found and not self.url:
                self.url = found.group().removesuffix("/lab")
                self._found.set()
        self._found.set()

    @property
    def log(self) -> str:
        """What it wrote to stderr."""
        return "".join(self._said)

    def _show_in(self, theme: str) -> None:
        self.prefer("@jupyterlab/apputils-extension/themes", theme=theme)

    def prefer(self, plugin: str, **settings: object) -> None:
        """Have these settings of a plug-in's, and no others, in pages that are opened from here on."""
        file = self._settings / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))

    def begin_anew(self, kept: Path, theme: str) -> None:
        """For the next test: no kernel, and labs that begin from here on keep what they keep in ``kept``."""
        self.end_kernels()
        self._show_in(theme)
        self.data_directory.unlink(missing_ok=True)
        self.data_directory.symlink_to(kept, target_is_directory=True)

    def end_kernels(self) -> None:
        """End every kernel, and the labs with them."""
        headers = {"Authorization": f"token {self.token}"}
        pool = urllib3.PoolManager(headers=headers)
        for kernel in pool.request("GET", f"{self.url}/api/kernels").json():
            pool.request("DELETE", f"{self.url}/api/kernels/{kernel['id']}")

    def close(self) -> None:
        """End it and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@dataclass
class Notebook:
    """A notebook that is open in a page."""

    page: Page
    jupyter: JupyterLab

    @classmethod
    def open(cls, page: Page, jupyter: JupyterLab, name: str) -> Notebook:
        """Open a notebook of the folder and wait until its kernel is connected."""
        page.goto(f"{jupyter.url}/lab/tree/{name}?token={jupyter.token}&reset")
        page.wait_for_function(
            "name => window.jupyterapp?.shell.currentWidget?.context?.path === name",
            arg=name,
            timeout=120_000,
        )
        page.wait_for_function(
            """() => {
                const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
                return session.session?.kernel?.connectionStatus === 'connected';
            }""",
            timeout=120_000,
        )
        return cls(page, jupyter)

    def run_all(self, timeout: float = 180.0) -> None:
        """Run every cell and wait for the last one's answer; AssertionError when one failed."""
        self._run("notebook:run-all-cells", timeout)

    def _run(self, command: str, timeout: float) -> None:
        self.page.set_default_timeout(timeout * 1000)
        done: Any = self.page.evaluate("command => window.jupyterapp.commands.execute(command)", command)
        self.page.set_default_timeout(60_000)
        errors = self.page.evaluate(
            """() => {
                const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.toJSON().cells;
                const words = output => output.traceback?.join('\\n') ?? (output.name === 'stderr' ? output.text : '');
                return cells.flatMap(cell => (cell.outputs ?? []).filter(words)
                    .map(output => [cell.source, words(output)].flat().join('\\n')));
            }"""
        )
        assert done is not False and not errors, "\n".join(errors)

    def run_above(self, words: str, timeout: float = 180.0) -> None:
        """Run the cells above the one that holds ``words``, as :meth:`run_all` does."""
        self.page.evaluate(
            """words => {
                const notebook = window.jupyterapp.shell.currentWidget.content;
                const index = notebook.model.sharedModel.cells.findIndex(cell => cell.getSource().includes(words));
                if (index < 0) throw new Error(`no cell holds ${words}`);
                notebook.activeCellIndex = index;
            }""",
            words,
        )
        self._run("notebook:run-all-above", timeout)

    def start(self, code: str) -> None:
        """Run code in the notebook's kernel, without waiting for its end."""
        self.page.evaluate(
            """code => {
                const kernel = window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
                const words = window.voicelabWords = [];
                const future = kernel.requestExecute({code, store_history: false});
                future.onIOPub = message => {
                    const {text, data, traceback} = message.content;
                    if (text) words.push(text);
                    if (data?.['text/plain']) words.push(data['text/plain']);
                    if (traceback) words.push(traceback.join('\\n'));
                };
                window.voicelabRun = future.done.then(reply => ({status: reply.content.status, text: words.join('')}));
            }""",
            code,
        )

    def wait_for_words(self, words: str) -> None:
        """Wait until what :meth:`start` started has written ``words``."""
        self.page.wait_for_function("words => window.voicelabWords.join('').includes(words)", arg=words)

    def finish(self) -> dict[str, str]:
        """Wait for what :meth:`start` started: its status (ok, error, aborted) and what it wrote."""
        answer: dict[str, str] = self.page.evaluate("() => window.voicelabRun")
        return answer

    def run(self, code: str) -> str:
        """Run code in the notebook's kernel and return what it wrote; AssertionError when it failed."""
        self.start(code)
        answer = self.finish()
        assert answer["status"] == "ok", answer["text"]
        return answer["text"].strip().strip("'")

    def lab(self) -> voicelab.Lab:
        """The lab that the notebook started, reached from here as a shared one."""
        kept = json.loads((self.jupyter.data_directory / "credentials.json").read_text())
        return voicelab.Lab(self.run("print(lab.url)"), kept["account_sid"], kept["auth_token"])

    def interrupt(self) -> None:
        """Press Interrupt."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
