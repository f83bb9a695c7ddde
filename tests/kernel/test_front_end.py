"""A kernel of VS Code's or Colab's: the lab lets the one's pages in; the other's see a stand-in, with words."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicelab.kernel import connection
from voicelab.kernel.lab import Lab

WEBVIEW = "vscode-webview://0ab1c2d3e4f5"
CHECK = {"source": "<Response/>"}


def asked_by_a_webview(lab: connection.Connection) -> int:
    """The status of a request from an output of VS Code."""
    pool = lab.client._pool
    headers = {**pool.headers, "Origin": WEBVIEW}
    return pool.request("POST", f"{lab.url}/lab/v1/check", json=CHECK, headers=headers).status


def test_the_lab_of_a_kernel_that_vs_code_started_lets_its_webviews_in(
    own: connection.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VSCODE_PID", "4242")
    lab = connection._start(tmp_path)
    try:
        assert asked_by_a_webview(lab) == 200
    finally:
        lab.end()
    assert asked_by_a_webview(own) == 403, "a kernel of somebody else's does not"


@pytest.mark.parametrize("what", ["phone", "timeline"])
def test_colab_sees_the_stand_in_and_what_to_do(lab: Lab, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release-colab")
    call = lab.call("client:nobody-is-here", "<Response/>")
    call.wait(60)
    widget = lab.phone("alice") if what == "phone" else call.timeline
    (data, _) = widget._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"}, "no live view of what cannot live"
    for shown in data.values():
        assert "no WebSocket passes there" in shown and "lab.caller(" in shown
    assert what == "phone" or "<svg" in data["text/html"]
    monkeypatch.delenv("COLAB_RELEASE_TAG")
    (data, _) = lab.phone("alice")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
