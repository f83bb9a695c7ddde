"""Where a user's lab keeps its things, and the credentials it keeps there.

A server, a kernel and the command line of one user meet here: they find the same data directory and so
the same account, without a secret ever being printed or passed on a command line. Credentials come from
``VOICELAB_ACCOUNT_SID``, ``VOICELAB_AUTH_TOKEN``, ``VOICELAB_API_KEY_SID`` and ``VOICELAB_API_KEY_SECRET``;
those that are unset are made once and kept in ``credentials.json``, which only the user can read (0600).
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from voicelab.errors import LabError

__all__ = ["Credentials", "credentials", "data_directory"]

_NAMES = {
    "account_sid": "VOICELAB_ACCOUNT_SID",
    "auth_token": "VOICELAB_AUTH_TOKEN",
    "api_key_sid": "VOICELAB_API_KEY_SID",
    "api_key_secret": "VOICELAB_API_KEY_SECRET",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account and one API key of it; the secrets stay out of ``repr``."""

    account_sid: str
    auth_token: str = field(repr=False)
    api_key_sid: str = ""
    api_key_secret: str = field(default="", repr=False)


def data_directory(given: str | Path | None = None) -> Path:
    """The data directory: the one given, else ``VOICELAB_DATA_DIR``, else the platform's place for user data.

    It is made when it is missing, for its user alone (mode 0700).
    """
    place = Path(given or os.environ.get("VOICELAB_DATA_DIR") or user_data_path("voicelab")).expanduser()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LabError(
            f"The data directory {place} cannot be made: {error.strerror}.",
            cure="Give another one with --data-dir or VOICELAB_DATA_DIR.",
        ) from error
    return place.absolute()


def credentials(directory: Path, environment: Mapping[str, str] | None = None) -> Credentials:
    """The credentials of the lab in ``directory``, made and kept when they are not there yet.

    The environment has the first word. Several processes may ask at once: the first one's are kept. Raises
    LabError when the file cannot be read or does not hold credentials.
    """
    environment = os.environ if environment is None else environment
    told = {name: environment[variable] for name, variable in _NAMES.items() if environment.get(variable)}
    if len(told) == len(_NAMES):
        return Credentials(**told)
    path = directory / "credentials.json"
    try:
        if not path.exists():
            _keep_first(path)
        kept = json.loads(path.read_text("utf-8"))
        return Credentials(**{name: told.get(name) or str(kept[name]) for name in _NAMES})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LabError(
            f"The credentials in {path} cannot be used: {type(error).__name__}.",
            cure="Make the file readable, or delete it: a new one is made, and pages get new tokens.",
        ) from error


def _keep_first(path: Path) -> None:
    """Write new credentials to ``path`` unless somebody else has just done so."""
    made = {
        "account_sid": "AC" + secrets.token_hex(16),
        "auth_token": secrets.token_hex(16),
        "api_key_sid": "SK" + secrets.token_hex(16),
        "api_key_secret": secrets.token_urlsafe(24),
    }
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".credentials-")  # mode 0600 from the start
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(made, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails when the name is taken: the first one's stay
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            Path(draft).replace(path)
            return
    finally:
        Path(draft).unlink(missing_ok=True)
