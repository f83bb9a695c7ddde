"""Live tables: what the lab has now, every time one is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar, overload

from voicelab.errors import LabError, NoSuchIndex, NoSuchName
from voicelab.kernel import html

__all__ = ["Row", "Table"]

_SHOWN = 50


class Row(Protocol):
    """One thing in a table."""

    @property
    def sid(self) -> str:
        """Its SID."""
        ...

    def record(self) -> dict[str, Any]:
        """Its fields, for a data frame."""
        ...

    def cells(self) -> Sequence[str]:
        """Its cells as HTML, one a column."""
        ...


T = TypeVar("T", bound=Row)


class Table(Generic[T]):
    """Things of one kind, oldest first; items by SID or by index, ``table[-1]`` is the newest.

    Each access asks the lab anew; one ``for`` loop walks over one answer.
    """

    def __init__(
        self, name: str, columns: Sequence[str], fetch: Callable[[], list[T]], fields: Sequence[str] = ()
    ) -> None:
        self._name = name
        self._columns = columns
        self._fetch = fetch
        self._fields = fields  # of a data frame, also where there is nothing yet

    def __len__(self) -> int:
        return len(self._fetch())

    def __iter__(self) -> Iterator[T]:
        return iter(self._fetch())

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._fetch())

    def __contains__(self, wanted: object) -> bool:
        sid = getattr(wanted, "sid", wanted)
        return any(item.sid == sid for item in self._fetch())

    @overload
    def __getitem__(self, key: int | str) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> list[T]: ...
    def __getitem__(self, key: int | str | slice) -> T | list[T]:
        items = self._fetch()
        if isinstance(key, slice):
            return items[key]
        if isinstance(key, str):
            for item in items:
                if item.sid == key:
                    return item
            raise NoSuchName(f"The lab has no {self._name[:-1]} {key}; it has {len(items)} {self._name}.")
        try:
            return items[key]
        except IndexError:
            number = len(items)
            told = f"The lab has {self._count(number)}{'' if number else ' yet'}."
            raise NoSuchIndex(told, cure=f"The newest is {self._name}[-1]." if number else "") from None

    def to_frame(self) -> Any:
        """The table as a pandas DataFrame, one row a thing; an empty one has its columns. LabError without pandas."""
        try:
            import pandas as pd
        except ImportError:
            raise LabError("pandas is not installed.", cure="Run: %pip install pandas") from None
        records = [item.record() for item in self._fetch()]
        return pd.DataFrame(records) if records else pd.DataFrame(columns=list(self._fields))

    def __repr__(self) -> str:
        try:
            items = self._fetch()
        except LabError as gone:
            return f"<{self._name}: {gone}>"
        lines = [self._count(len(items)), *(f"  {item!r}" for item in items[-_SHOWN:])]
        return "\n".join(lines)

    def _count(self, number: int) -> str:
        return f"{number or 'no'} {self._name[:-1] if number == 1 else self._name}"

    def _repr_html_(self) -> str:
        try:
            items = self._fetch()
        except LabError as gone:
            return html.page(html.muted(f"{gone}"))
        if not items:
            return html.page(html.muted(f"No {self._name} yet."))
        older = len(items) - _SHOWN
        note = self._count(len(items)) + (f", the newest {_SHOWN} are shown" if older > 0 else "")
        return html.page(
            html.muted(note) + html.table(self._columns, [item.cells() for item in items[-_SHOWN:]])
        )
