"""The table of what stops people: symptom, cause, cure. ``voicelab doctor`` prints from it, the documentation lists it.

What stands in braces is filled in by the check that found it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from voicelab.cli.diagnosis import Diagnosis, Level

__all__ = ["TROUBLES", "Trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One row: the check that finds it, how bad it is, what people see, why, and what to do."""

    check: str
    level: Level
    symptom: str
    cause: str
    cure: str

    def found(self, **facts: object) -> Diagnosis:
        """The trouble as it was found here; ``facts`` fill the braces."""
        return Diagnosis(
            self.level, *(words.format(**facts) for words in (self.symptom, self.cause, self.cure))
        )


_NO_START = "The lab does not start."
_NO_TLS = "`voicelab serve --tls` does not start."
_NO_VOICE = "<Say> is silent."
_NO_ANSWER = "On JupyterHub, Binder or any Jupyter elsewhere the phone says that the lab does not answer."
_NO_PAGE = (
    "Open the notebook in JupyterLab, in a browser. Without: lab.caller(...) places calls, call.plot() and "
    "call.audio() show them, voicelab call does so in a terminal."
)
_NO_NODE = "`make widgets` does not build the front end. Nothing else needs node."
_AGAIN = "Install VoiceLab again in a fresh environment: pip install --force-reinstall voicelab"
_NEWER_NODE = "Install Node.js {oldest} or newer, if you change what is in widgets/."

TROUBLES: Final[Mapping[str, Trouble]] = MappingProxyType(
    {
        "old python": Trouble(
            "python", "broken", _NO_START, "This is {python}.", "Use Python 3.11 or newer."
        ),
        "no data directory": Trouble(
            "data directory",
            "broken",
            _NO_START,
            "The data directory cannot be made, or the credentials in it cannot be used. {cause}",
            "Name another directory in VOICELAB_DATA_DIR. {cure}",
        ),
        "data not writable": Trouble(
            "data directory",
            "broken",
            _NO_START,
            "The data directory cannot be written to: {reason}.",
            "Make it writable, or name another one in VOICELAB_DATA_DIR.",
        ),
        "port taken": Trouble(
            "port",
            "broken",
            "`voicelab serve --port {port}` does not start.",
            "127.0.0.1:{port} cannot be listened on: {reason}.",
            "Is another lab running there? End it, or use --port 0, which takes a free one.",
        ),
        "no certificate": Trouble(
            "certificate",
            "broken",
            _NO_TLS,
            "The lab cannot keep a certificate authority of its own. {cause}",
            "Name another directory in VOICELAB_DATA_DIR. {cure}",
        ),
        "bad certificate": Trouble(
            "certificate",
            "broken",
            _NO_TLS,
            "{file} cannot be read: {reason}.",
            "Delete the file; a new authority is made.",
        ),
        "untrusted certificate": Trouble(
            "certificate",
            "advice",
            "A browser warns of pages at the lab's https address, and the SDK's wss connection fails.",
            "This system does not trust the lab's own authority, {file}.",
            "Only for --tls: import that file where your browser keeps its authorities. "
            "http://localhost needs none.",
        ),
        "no media": Trouble(
            "media",
            "broken",
            "The lab does not start, or calls have no sound.",
            "{library} cannot be loaded: {reason}.",
            _AGAIN,
        ),
        "udp shut": Trouble(
            "udp",
            "broken",
            "A call is answered, and then ends without sound (53405).",
            "A datagram on 127.0.0.1 {reason}.",
            "Let the firewall or the container pass UDP on the loopback interface. A notebook's phone goes over a"
            ' WebSocket by itself; lab.phone(transport="websocket") makes it.',
        ),
        "no voice": Trouble("speech", "broken", _NO_VOICE, "The voice does not speak: {reason}.", _AGAIN),
        "silent voice": Trouble("speech", "broken", _NO_VOICE, "The voice gave no sound.", _AGAIN),
        "no call": Trouble(
            "call",
            "broken",
            "Calls do not work.",
            "A lab that was started for this took no call. {reason}",
            "See the other rows first; then `voicelab serve` shows what the lab itself says.",
        ),
        "no sound": Trouble(
            "call",
            "broken",
            "Calls have no sound.",
            "A tone sent to <Echo> did not come back ({share} of what came back was the tone).",
            "See udp; close what keeps the processor busy.",
        ),
        "no proxy": Trouble(
            "proxy",
            "broken",
            _NO_ANSWER,
            "jupyter-server-proxy is not installed where this Python is.",
            "pip install jupyter-server-proxy, where JupyterLab runs; then start JupyterLab again.",
        ),
        "proxy off": Trouble(
            "proxy",
            "broken",
            _NO_ANSWER,
            "jupyter-server-proxy is installed but not enabled.",
            "jupyter server extension enable jupyter_server_proxy; then start JupyterLab again.",
        ),
        "colab": Trouble(
            "page",
            "warning",
            "In Colab a picture and a sentence stand in place of each live widget.",
            "No WebSocket passes between Colab's page and its kernel.",
            _NO_PAGE,
        ),
        "vs code": Trouble(
            "page",
            "advice",
            "In VS Code a widget says that its page is no Jupyter's, or has no microphone.",
            "An output of VS Code finds a lab on its own machine only, of a kernel that VS Code started, and never "
            "gets the microphone.",
            _NO_PAGE,
        ),
        "no front end": Trouble(
            "front end",
            "broken",
            "A phone's cell shows an error instead of the phone.",
            "{missing} is not in {place}.",
            "In a clone: make widgets. Otherwise install VoiceLab again.",
        ),
        "no node": Trouble("node", "warning", _NO_NODE, "There is no node on the PATH.", _NEWER_NODE),
        "dead node": Trouble("node", "warning", _NO_NODE, "{path} does not run: {reason}.", _NEWER_NODE),
        "old node": Trouble("node", "warning", _NO_NODE, "{path} is {version}.", _NEWER_NODE),
        "no chromium": Trouble(
            "chromium",
            "warning",
            "`make test` leaves the browser tests out. A lab needs no Chromium: any browser shows the phone.",
            "There is no Chromium on the PATH.",
            "Install it, on Debian or Ubuntu: sudo apt-get install chromium",
        ),
        "microphone": Trouble(
            "microphone",
            "advice",
            "The phone says that the microphone was refused, or that the page may not use it.",
            "Browsers give the microphone only to secure pages (https, http://localhost, http://127.0.0.1), and "
            "only when allowed; from here that cannot be seen.",
            "Open JupyterLab by http://localhost or by https, and allow the microphone at the lock beside the "
            'address. Without one, type: lab.phone(..., voice="typed").',
        ),
        "failed check": Trouble(
            "{check}", "broken", "The check of {check} itself failed.", "{reason}", "Report this, please."
        ),
    }
)
"""Every trouble, in the order in which doctor looks."""
