"""People who telephone by script: they dial, wait for words, press keys, speak and hang up."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from lab_child import ACCOUNT, AUTH_TOKEN

from voicelab.calls.events import DigitPressed, Event, PromptStarted
from voicelab.client import Client, Json
from voicelab.errors import RequestError
from voicelab.kernel.twilio_client import bound_client

__all__ = ["FIRST", "OFFICE", "SECOND", "People"]

T = TypeVar("T")
OFFICE, FIRST, SECOND = "+15005550041", "+15005550032", "+15005550033"  # who is called by the applications
SECONDS = 60.0  # for anything that is waited for: a busy machine is no failure
FINAL = ("completed", "busy", "failed", "no-answer", "canceled")


class People:
    """Everybody at the lab's telephones; a call is named by its SID."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._pause = threading.Event()

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """Look until there is something to see."""
        for _ in range(round(SECONDS / 0.1)):
            if found := look():
                return found
            self._pause.wait(0.1)
        said = [(one["from"], one["to"], one["status"]) for one in self.client.calls()]
        told = [one["message"] for one in self.client.notifications()]
        raise AssertionError(f"{what} did not come to be. Calls: {said}. Notifications: {told[-5:]}")

    def talks(self, sid: str) -> None:
        """Wait until a call is answered, as the lab sees it."""
        self.until(lambda: self.status(sid) == "in-progress" or None, f"an answer in {sid}")

    def dials(self, caller: str, to: str) -> str:
        """Somebody calls, and is answered."""
        sid = str(self.client.dial(caller, to)["sid"])
        self.until(lambda: self.status(sid) == "in-progress", f"an answer to {caller}")
        return sid

    def hears(self, sid: str, words: str, times: int = 1) -> None:
        """Wait until a call was told these words, so many times."""

        def told() -> bool:
            texts = [one.text for one in self.events(sid) if isinstance(one, PromptStarted)]
            return sum(_plain(words) in _plain(text) for text in texts) >= times

        self.until(told, f"{words!r} in call {sid}")

    def presses(self, sid: str, digits: str) -> None:
        """Press keys; the last one may well end the call."""
        try:
            self.client.press(sid, digits)
        except RequestError as error:
            assert error.code == 21220, error

    def says(self, sid: str, text: str) -> None:
        self.client.say(sid, text)

    def hangs_up(self, sid: str) -> None:
        try:
            self.client.update_call(sid, status="completed")
        except RequestError as error:
            assert error.code == 21220, error  # the other one was quicker

    def picked_up(self, to: str, *, parent: str = "", after: int = 0) -> str:
        """Wait until somebody has answered at ``to`` (``after`` so many calls); the call."""

        def answered() -> str | None:
            there = [
                str(one["sid"])
                for one in self.client.calls()
                if one["to"] == to
                and one["direction"] != "inbound"
                and (not parent or one["parent_call_sid"] == parent)
            ][after:]
            return there[0] if there and self.status(there[0]) == "in-progress" else None

        return self.until(answered, f"an answer at {to}")

    def joined(self, sid: str, times: int = 1) -> None:
        """Wait until a call was joined with another, so many times."""
        self.until(lambda: self.count(sid, "bridge-started") >= times or None, f"{times} bridges of {sid}")

    def records(self, sid: str) -> None:
        """Wait until a recording of the call has begun."""
        self.until(lambda: self.count(sid, "recording-started") or None, f"a recording of {sid}")

    def count(self, sid: str, name: str) -> int:
        """How many events of this name a call has had."""
        return sum(event.event_name() == name for event in self.events(sid))

    def status(self, sid: str) -> str:
        return str(self.client.call(sid)["status"])

    def over(self, sid: str) -> str:
        """Wait for the end of a call; its status."""
        return self.until(lambda: self.status(sid) in FINAL and self.status(sid), f"the end of {sid}")

    def events(self, sid: str) -> list[Event]:
        return self.client.events(sid)

    def keys(self, sid: str) -> str:
        """The keys that were pressed in a call."""
        return "".join(one.digit for one in self.events(sid) if isinstance(one, DigitPressed))

    def in_queue(self, name: str) -> int:
        """How many wait in a queue."""
        twilio = bound_client(self.client.url, ACCOUNT, AUTH_TOKEN)
        return sum(one.current_size for one in twilio.queues.list() if one.friendly_name == name)

    def sound_of(self, sid: str, seconds: float) -> bytes:
        """Wait for so much of a party's sound, and fetch it: a WAV file."""

        def enough() -> bytes | None:
            try:
                data = self.client.audio(sid, "inbound")
            except RequestError as error:
                assert error.code == 20404, error  # nothing yet
                return None
            return data if len(data) >= 44 + round(seconds * 8000) * 2 else None

        return self.until(enough, f"{seconds} s of sound of {sid}")

    def errors(self) -> list[Json]:
        """What went wrong on the lab."""
        return [one for one in self.client.notifications() if one["level"] == "error"]


def _plain(text: Any) -> str:
    return " ".join(re.findall(r"[^\W_]+", str(text).casefold()))
