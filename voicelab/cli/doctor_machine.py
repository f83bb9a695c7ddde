"""What ``voicelab doctor`` looks at on the machine: Python, data directory, port, certificate."""

from __future__ import annotations

import platform
import socket
import ssl
import sys
import tempfile

from voicelab.cli.diagnosis import Diagnosis, fine
from voicelab.cli.troubles import TROUBLES
from voicelab.errors import LabError
from voicelab.home import credentials, data_directory

__all__ = ["certificate", "data", "port", "python"]

_OLDEST = (3, 11)


def python() -> Diagnosis:
    """The Python that runs the lab."""
    here = f"{platform.python_implementation()} {platform.python_version()} at {sys.executable}"
    if sys.version_info < _OLDEST:
        return TROUBLES["old python"].found(python=here)
    return fine(here)


def data() -> Diagnosis:
    """The data directory: made, written to, and its credentials read."""
    try:
        place = data_directory()
        with tempfile.NamedTemporaryFile(dir=place) as file:
            file.write(b"voicelab")
            file.flush()
        credentials(place)
    except LabError as error:
        return TROUBLES["no data directory"].found(cause=error.message, cure=error.cure)
    except OSError as error:
        return TROUBLES["data not writable"].found(reason=error.strerror)
    return fine(f"{place} can be written to, and holds the lab's credentials")


def port(number: int) -> Diagnosis:
    """A TCP port on the loopback interface; 0 is any."""
    try:
        with socket.create_server(("127.0.0.1", number)) as server:
            taken = server.getsockname()[1]
    except (OSError, OverflowError) as error:
        return TROUBLES["port taken"].found(port=number, reason=getattr(error, "strerror", None) or error)
    return fine(f"127.0.0.1:{taken} can be listened on")


def certificate() -> Diagnosis:
    """Whether this system trusts the lab's own certificate authority, if there is one already."""
    try:
        file = data_directory() / "ca.pem"
        made = file.is_file() and ssl.PEM_cert_to_DER_cert(file.read_text("ascii"))
    except LabError as error:
        return TROUBLES["no certificate"].found(cause=error.message, cure=error.cure)
    except (OSError, ValueError) as error:
        return TROUBLES["bad certificate"].found(file=file, reason=error)
    if not made:
        return fine("no authority of the lab's own yet: `voicelab serve --tls` makes one")
    if made in ssl.create_default_context().get_ca_certs(binary_form=True):
        return fine(f"this system trusts {file}")
    return TROUBLES["untrusted certificate"].found(file=file)
