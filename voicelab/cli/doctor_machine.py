"""What ``voicelab doctor`` looks at on the machine: Python, data directory, port, certificate."""

from __future__ import annotations

import platform
import socket
import ssl
import sys
import tempfile

from voicelab.cli.diagnosis import Diagnosis, advice, broken, fine
from voicelab.errors import LabError
from voicelab.home import credentials, data_directory

__all__ = ["certificate", "data", "port", "python"]

_OLDEST = (3, 11)


def python() -> Diagnosis:
    """The Python that runs the lab."""
    here = f"{platform.python_implementation()} {platform.python_version()} at {sys.executable}"
    if sys.version_info < _OLDEST:
        return broken("The lab does not start.", f"This is {here}.", "Use Python 3.11 or newer.")
    return fine(here)


def data() -> Diagnosis:
    """The data directory: made, written to, and its credentials read."""
    symptom = "The lab does not start."
    try:
        place = data_directory()
        with tempfile.NamedTemporaryFile(dir=place) as file:
            file.write(b"voicelab")
            file.flush()
        credentials(place)
    except LabError as error:
        return broken(symptom, error.message, error.cure)
    except OSError as error:
        return broken(
            symptom,
            f"The data directory cannot be written to: {error.strerror}.",
            "Make it writable, or name another one in VOICELAB_DATA_DIR.",
        )
    return fine(f"{place} can be written to, and holds the lab's credentials")


def port(number: int) -> Diagnosis:
    """A TCP port on the loopback interface; 0 is any."""
    try:
        with socket.create_server(("127.0.0.1", number)) as server:
            taken = server.getsockname()[1]
    except (OSError, OverflowError) as error:
        return broken(
            f"`voicelab serve --port {number}` does not start.",
            f"127.0.0.1:{number} cannot be listened on: {getattr(error, 'strerror', None) or error}.",
            "Is another lab running there? End it, or use --port 0, which takes a free one.",
        )
    return fine(f"127.0.0.1:{taken} can be listened on")


def certificate() -> Diagnosis:
    """Whether this system trusts the lab's own certificate authority, if there is one already."""
    try:
        file = data_directory() / "ca.pem"
        made = file.is_file() and ssl.PEM_cert_to_DER_cert(file.read_text("ascii"))
    except LabError as error:
        return broken("`voicelab serve --tls` does not start.", error.message, error.cure)
    except (OSError, ValueError) as error:
        return broken(
            "`voicelab serve --tls` does not start.",
            f"{file} cannot be read: {error}.",
            "Delete the file; a new authority is made.",
        )
    if not made:
        return fine("no authority of the lab's own yet: `voicelab serve --tls` makes one")
    if made in ssl.create_default_context().get_ca_certs(binary_form=True):
        return fine(f"this system trusts {file}")
    return advice(
        "A browser warns of pages at the lab's https address, and the SDK's wss connection fails.",
        f"This system does not trust the lab's own authority, {file}.",
        "Only for --tls: import that file where your browser keeps its authorities. http://localhost needs none.",
    )
