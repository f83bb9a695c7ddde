"""What keeps a server from listening, in words."""

from __future__ import annotations

import errno
import os
import socket

from voicelab.errors import LabError

__all__ = ["cannot_listen"]


def cannot_listen(who: str, host: str, port: int, error: OSError, option: str = "--port") -> LabError:
    """The error of ``who`` (such as "The lab") that is to listen at ``host`` and ``port``, with what helps."""
    named = isinstance(error, socket.gaierror)  # its numbers are not errno's
    number = error.errno or errno.EADDRNOTAVAIL  # from 3.12 on asyncio tells that one without its number
    reason = error.strerror if named else os.strerror(number).lower()
    cure = f"Give another {option} (0 takes a free one) or end the program that has it."
    if named or number == errno.EADDRNOTAVAIL:
        cure = "--host is an address of this machine: 127.0.0.1 for it alone, 0.0.0.0 for all its networks."
    elif number == errno.EACCES:
        cure = f"Give an {option} above 1023 (0 takes a free one)."
    return LabError(f"{who} cannot listen on {host}, port {port}: {reason or error}.", cure=cure)
