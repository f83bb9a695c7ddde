"""Lists, a page at a time. Source: Twilio's "REST API: response paging".

``PageSize`` is 50 by default and 1000 at most, ``Page`` counts from 0. ``PageToken`` says where a page begins or
ends (``PA`` and the SID before it, ``PB`` and the SID after it), so that what is added meanwhile moves nothing.
URIs are relative; the next one is null at the end, and a page past the end is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from voicelab.errors import RequestError
from voicelab.ledger import Condition
from voicelab.ledger.rows import Record
from voicelab.rest.fields import Span
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.routes import Ask

__all__ = ["kept_page", "page_of", "within"]

T = TypeVar("T")

_SIZE = 50
_LARGEST = 1000
_OWN = ("Page", "PageSize", "PageToken")


@dataclass(frozen=True, slots=True)
class _Wanted:
    size: int
    number: int
    token: str


def _wanted(ask: Ask) -> _Wanted:
    fields = ask.fields
    if fields.text("PageSize").strip():
        size = fields.whole("PageSize", _SIZE, 1, 10**9)
        if size > _LARGEST:
            raise RequestError(f"PageSize {size} is too large.", code=20007, cure=f"At most {_LARGEST}.")
    else:
        size = _SIZE
    return _Wanted(size, fields.whole("Page", 0, 0, 10**9), fields.text("PageToken", limit=100))


def page_of(
    ask: Ask, key: str, items: Sequence[T], show: Callable[[T], Mapping[str, Any]], sid: Callable[[T], str]
) -> RestResponse:
    """A page of what is at hand, in the order it is given."""
    wanted = _wanted(ask)
    start = wanted.number * wanted.size
    place = next((at for at, item in enumerate(items) if sid(item) == wanted.token[2:]), None)
    if place is not None and wanted.token.startswith("PA"):
        start = place + 1
    elif place is not None and wanted.token.startswith("PB"):
        start = max(0, place - wanted.size)
    page = items[start : start + wanted.size]
    more = start + wanted.size < len(items)
    return _envelope(ask, key, wanted, [show(item) for item in page], [sid(item) for item in page], more)


async def kept_page(
    ask: Ask,
    key: str,
    kind: type[Record],
    conditions: Sequence[Condition],
    show: Callable[[Record], Mapping[str, Any]],
) -> RestResponse:
    """A page of records of the account that the ledger keeps, newest first."""
    wanted = _wanted(ask)
    token, at = wanted.token[:2], wanted.token[2:]
    records, more = await ask.tenant.ledger.page(
        kind,
        ask.tenant.sid,
        conditions,
        size=wanted.size,
        skip=wanted.number * wanted.size,
        after=at if token == "PA" else "",
        before=at if token == "PB" else "",
    )
    sids = [record.sid for record in records]
    return _envelope(ask, key, wanted, [show(record) for record in records], sids, more)


def within(column: str, span: Span | None) -> list[Condition]:
    """The conditions of a stretch of time on a date's column."""
    conditions: list[Condition] = []
    if span is not None and span.low is not None:
        conditions.append((column, ">=", span.low.isoformat()))
    if span is not None and span.high is not None:
        conditions.append((column, "<", span.high.isoformat()))
    return conditions


def _envelope(
    ask: Ask, key: str, wanted: _Wanted, shown: Sequence[Mapping[str, Any]], sids: Sequence[str], more: bool
) -> RestResponse:
    filters = [pair for pair in ask.fields.pairs() if pair[0] not in _OWN]

    def uri(page: int, token: str = "") -> str:
        query = [*filters, ("PageSize", str(wanted.size)), ("Page", str(page))]
        return f"{ask.path}?{urlencode([*query, *([('PageToken', token)] if token else [])])}"

    start = wanted.number * wanted.size
    previous = None
    if wanted.number > 0:
        before = f"PB{sids[0]}" if sids and wanted.number > 1 else ""
        previous = uri(wanted.number - 1, before)
    return answer(
        {
            key: list(shown),
            "page": wanted.number,
            "page_size": wanted.size,
            "start": start,
            "end": start + len(shown) - 1 if shown else start,
            "uri": uri(wanted.number, wanted.token),
            "first_page_uri": uri(0),
            "previous_page_uri": previous,
            "next_page_uri": uri(wanted.number + 1, f"PA{sids[-1]}") if more and sids else None,
        }
    )
