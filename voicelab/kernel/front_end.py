"""What shows this kernel's outputs, where that is no Jupyter: what it needs of the lab, and what it cannot show."""

from __future__ import annotations

import os

__all__ = ["out_of_reach", "server_arguments"]


def server_arguments() -> list[str]:
    """What the lab's server is told for it.

    VS Code shows outputs in a webview, a page whose origin it makes up (``vscode-webview://`` and an identifier):
    the pages of this scheme may use the lab of a kernel that VS Code started. Their tokens are asked for as
    everybody's are.
    """
    return ["--allow-origin", "vscode-webview://*"] if "VSCODE_PID" in os.environ else []


def out_of_reach() -> str:
    """Why no page can show a live widget of this kernel's own lab, and what does instead; empty where one can.

    Colab's page reaches the kernel's ports by HTTP only: no WebSocket passes (googlecolab/colabtools#2529).
    """
    if "COLAB_RELEASE_TAG" not in os.environ:
        return ""
    return (
        "Colab's page cannot reach the lab beside this kernel: no WebSocket passes there. A scripted caller places "
        'calls here: await lab.caller("+15005550001").dial("NAME"); call.plot(), call.audio() and call.transcript '
        "show them. In JupyterLab, in a browser, this is live."
    )
