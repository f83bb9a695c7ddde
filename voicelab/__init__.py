"""VoiceLab: Twilio Voice in a notebook.

``%load_ext voicelab`` starts a lab as a child of the kernel and binds ``lab``; ``voicelab.Lab()`` does the
same from Python. The names a user needs are here; everything is imported on first use so that
``import voicelab`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voicelab.kernel.lab import Lab as Lab
    from voicelab.kernel.twilio_client import LabHttpClient as LabHttpClient

__version__ = "0.1.0"

_HOMES = {
    "Lab": "voicelab.kernel.lab",
    "LabHttpClient": "voicelab.kernel.twilio_client",
    "load_ipython_extension": "voicelab.kernel.extension",
    "unload_ipython_extension": "voicelab.kernel.extension",
}

__all__ = ["Lab", "LabHttpClient", "__version__"]


def __getattr__(name: str) -> Any:
    """Import a public name from its room on first use (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
