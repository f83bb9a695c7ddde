"""``lab.voices``: who speaks for Twilio's voices in this lab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from voicelab.client import Json
from voicelab.errors import NoSuchName
from voicelab.kernel import html
from voicelab.twiml.nearest import nearest

__all__ = ["Voices"]


class Voices(Mapping[str, str]):
    """A mapping from Twilio's voice names (``man``, ``Polly.Joanna``) to the voice that speaks for them here.

    ``here`` are the lab's own voices, which a Say may name as well.
    """

    def __init__(self, answer: Json) -> None:
        self.here: list[Json] = answer["voices"]
        self._rows: dict[str, Json] = {row["name"]: row for row in answer["stand_ins"]}

    def __getitem__(self, name: str) -> str:
        if name not in self._rows:
            near = nearest(name, self._rows)
            cure = f"Did you mean {near}?" if near else "lab.voices shows them all."
            raise NoSuchName(f"{name} is none of Twilio's voices.", cure=cure)
        return str(self._rows[name]["voice"])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def remark(self, name: str) -> str:
        """What a call's notification says when a document names this voice; empty when there is nothing to say."""
        return str(self._rows[name]["remark"])

    def to_frame(self) -> Any:
        """A pandas DataFrame of them, where pandas is installed."""
        import pandas

        return pandas.DataFrame(list(self._rows.values()))

    def __repr__(self) -> str:
        return f"<voices: {', '.join(card['name'] for card in self.here)} for {len(self)} of Twilio's>"

    def _repr_html_(self) -> str:
        here = html.table(
            ("voice", "language", "", ""),
            (
                (html.code(card["name"]), card["language"], card["gender"], html.muted(card["about"]))
                for card in self.here
            ),
        )
        rows = [
            (html.code(row["name"]), row["language"], html.code(row["voice"])) for row in self._rows.values()
        ]
        table = html.table(("Twilio's voice", "language", "speaks here"), rows)
        shut = f"<details><summary>{len(rows)} of Twilio's voices</summary>{table}</details>"
        return html.card("voices", f"{len(self.here)} in this lab", here + shut)
