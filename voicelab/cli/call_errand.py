"""What ``voicelab call`` is asked to do: read, checked and decoded before a lab starts."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voicelab.callers.phone import PhoneTransport
from voicelab.calls.model import parse_address
from voicelab.errors import LabError, VoiceLabError
from voicelab.media.files import LARGEST, decode
from voicelab.media.frames import Sound

__all__ = ["Errand", "Keys", "Words", "prepare"]

_LONGEST_TEXT = 2000  # characters to say


class Keys(str):
    """Keys to press, ``w`` for half a second."""

    __slots__ = ()


class Words(str):
    """A text to say."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Errand:
    """A call to place. ``source`` is to be published as the document ``to``; ``number`` is who calls, if a number."""

    to: str
    source: str | None
    identity: str
    number: str
    deeds: tuple[Keys | Sound | Words, ...]  # in the order given
    record: Path | None
    plot: Path | None
    events: Path | None
    timeout: float
    transport: PhoneTransport = "webrtc"


def prepare(arguments: argparse.Namespace) -> Errand:
    """Read the words of the command; LabError, naming the word and the cure, for what cannot be done."""
    to, source = _callee(arguments.what)
    caller = parse_address(arguments.caller)
    identity = str(caller).removeprefix("client:")
    if not identity:
        raise LabError(
            "--from is empty.", cure="Give an identity such as alice, or a number such as +15005550001."
        )
    if not (math.isfinite(arguments.timeout) and arguments.timeout > 0):
        raise LabError(f"--timeout {arguments.timeout:g} is not a number of seconds above nothing.")
    for flag in ("record", "plot", "events"):
        _check_place(flag, getattr(arguments, flag))
    return Errand(
        to,
        source,
        identity,
        caller.value if caller.kind == "number" else "",
        tuple(_DEEDS[kind](value) for kind, value in arguments.deeds or ()),
        arguments.record,
        arguments.plot,
        arguments.events,
        arguments.timeout,
        arguments.transport,
    )


def _callee(what: str) -> tuple[str, str | None]:
    """Whom to call, and the document to publish first when ``what`` is a file."""
    if not what.strip():
        raise LabError(
            "There is nobody to call.", cure="Name a TwiML file, a webhook, a number or a document."
        )
    path = Path(what)
    if path.is_dir():
        raise LabError(f"{what} is a folder.", cure="Name a TwiML file in it.")
    address = re.match(r"(https?|app|client|sip):", what) is not None
    if address or not (path.suffix.lower() in (".xml", ".twiml") or path.is_file()):
        return what, None
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabError(f"{what} is not text in UTF-8.", cure="Is it a TwiML file?") from error
    except OSError as error:
        raise LabError(f"{what} cannot be read: {error.strerror}.") from error
    name = re.sub(r"[^A-Za-z0-9_.\-]", "-", path.stem)[:100].lstrip(".-")
    return name or "document", source


def _check_place(flag: str, path: Path | None) -> None:
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        why = "is a folder" if path.is_dir() else "is in a folder that does not exist"
        raise LabError(f"--{flag} {path} {why}.", cure="Name a file in a folder that exists.")


def _keys(digits: str) -> Keys:
    if wrong := sorted(set(digits) - set("0123456789*#ABCDabcdwW")):
        raise LabError(
            f"--digits {digits}: {wrong[0]!r} is not a key.",
            cure="Keys are 0-9, *, #, A-D; w waits half a second.",
        )
    return Keys(digits)


def _text(text: str) -> Words:
    if not 0 < len(text.strip()) <= _LONGEST_TEXT:
        raise LabError(f"--say takes 1 to {_LONGEST_TEXT} characters.")
    return Words(text.strip())


def _sound(file: str) -> Sound:
    path = Path(file)
    try:
        if path.stat().st_size > LARGEST:
            raise LabError(f"--wav {file} is over {LARGEST // 1024**2} MB.")
        return Sound.of(decode(path.read_bytes(), None))
    except OSError as error:
        raise LabError(f"--wav {file} cannot be read: {error.strerror}.") from error
    except VoiceLabError as error:
        raise LabError(f"--wav {file} cannot be played. {error.message}", cure=error.cure) from error


_DEEDS: dict[str, Callable[[str], Keys | Sound | Words]] = {"digits": _keys, "say": _text, "wav": _sound}
