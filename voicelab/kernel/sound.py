"""A call's sound in the notebook: samples, a player, and what was said as text with times."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicelab.calls.events import Event, PromptStarted, SpeechHeard
from voicelab.client import Track
from voicelab.errors import LabError, WrongValue
from voicelab.kernel import html

__all__ = [
    "Samples",
    "Side",
    "Transcript",
    "Utterance",
    "player",
    "read_wav",
    "track_of",
    "transcript_of",
    "write_wav",
]

Side: TypeAlias = Literal["caller", "lab", "both"]

_MOMENT = 30.0  # seconds from the first word of an utterance to its text

_TRACKS: dict[str, Track] = {"caller": "inbound", "lab": "outbound", "both": "both"}


class Samples(np.ndarray[Any, np.dtype[np.float32]]):
    """Sound as a float32 array of shape (samples, legs), -1 to 1; ``rate`` is in samples a second.

    With both legs, column 0 is the caller and column 1 the lab. Slices keep the rate.
    """

    rate: int

    def __array_finalize__(self, source: NDArray[Any] | None) -> None:
        self.rate = getattr(source, "rate", 0)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self) / self.rate


def track_of(side: str) -> Track:
    """The lab's word for a side; ValueError for one there is not."""
    if side not in _TRACKS:
        raise WrongValue(f"There is no side {side!r} in a call: say caller, lab or both.")
    return _TRACKS[side]


def read_wav(data: bytes) -> Samples:
    """A 16-bit WAV file as samples; LabError when it is none."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() != 2:
                raise wave.Error("not 16 bit")
            legs, rate = file.getnchannels(), file.getframerate()
            pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    except (wave.Error, EOFError) as error:
        raise LabError(f"The lab's answer is no WAV file: {error}.") from error
    samples = (pcm.reshape(-1, legs).astype(np.float32) / 32768.0).view(Samples)
    samples.rate = rate
    return samples


def write_wav(sound: NDArray[Any]) -> bytes:
    """Sound as a 16-bit mono WAV file: floats from -1 to 1 or 16-bit integers, shape (samples,) or
    (samples, legs); at its ``rate`` when it has one, else 8000 samples a second. ValueError for anything else.
    """
    if sound.ndim not in (1, 2) or not (np.issubdtype(sound.dtype, np.floating) or sound.dtype == np.int16):
        raise WrongValue(
            f"An array of shape {sound.shape} and type {sound.dtype} is not sound: floats from -1 to 1 are."
        )
    plain = np.asarray(sound)
    if plain.dtype == np.int16:
        plain = plain / 32768.0
    if plain.ndim == 2:
        plain = plain.mean(axis=1)
    pcm = (np.clip(np.nan_to_num(plain), -1.0, 1.0) * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(int(getattr(sound, "rate", 0)) or 8000)
        out.writeframes(pcm.tobytes())
    return file.getvalue()


def player(data: bytes) -> Any:
    """An ``IPython.display.Audio`` that plays a WAV file; the sound is kept in the notebook."""
    from IPython.display import Audio

    show: Any = Audio
    return show(data=data)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said: seconds since the call began, who said it (caller or lab), and the words."""

    at: float
    who: str
    text: str

    def __str__(self) -> str:
        return f"{_clock(self.at)}  {self.who:<6}  {self.text}"


class Transcript(Sequence[Utterance]):
    """What was said in a call, in order; ``str()`` gives it as text with times."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self._utterances = tuple(utterances)

    def __getitem__(self, index: Any) -> Any:
        return self._utterances[index]

    def __len__(self) -> int:
        return len(self._utterances)

    def __iter__(self) -> Iterator[Utterance]:
        return iter(self._utterances)

    def __str__(self) -> str:
        return "\n".join(map(str, self._utterances))

    def __repr__(self) -> str:
        return str(self) or "<nothing was said>"

    def __contains__(self, words: object) -> bool:
        if isinstance(words, str):
            return words.casefold() in " ".join(each.text for each in self._utterances).casefold()
        return words in self._utterances

    def _repr_html_(self) -> str:
        if not self._utterances:
            return html.page(html.muted("Nothing was said."))
        rows = [(html.muted(_clock(each.at)), each.who, html.escape(each.text)) for each in self._utterances]
        return html.page(html.table(["at", "who", "said"], rows))


def transcript_of(events: Sequence[Event]) -> Transcript:
    """What the lab said (as it was written) and what it understood of the caller.

    What a scripted caller was told to say stands there once, also when a recogniser understood it.
    """
    said = [
        Utterance(event.at, "lab", event.text)
        for event in events
        if isinstance(event, PromptStarted) and event.kind == "say" and event.text
    ]
    heard = [event for event in events if isinstance(event, SpeechHeard) and event.final]
    told = [event for event in heard if event.confidence is None]
    heard = [event for event in heard if event.confidence is None or not _repeats(event, told)]
    said += [Utterance(event.at, "caller", event.text) for event in heard]
    return Transcript(sorted(said, key=lambda each: each.at))


def _repeats(event: SpeechHeard, told: Sequence[SpeechHeard]) -> bool:
    """Whether a recogniser understood what was told a moment before."""
    return any(0 <= event.at - each.at < _MOMENT and _words(event.text) == _words(each.text) for each in told)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"
