"""A page of records as one query: newest first, filtered, beginning after or ending before a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from voicelab.ledger.rows import TABLES

__all__ = ["Condition", "page_query"]

Condition: TypeAlias = tuple[str, str, Any]
"""A field's name (or several, joined by ``|``: the first that is set), an operator and a value.

Operators are ``=``, ``<``, ``>=``, and ``is`` for None.
"""

_OPERATORS = frozenset({"=", "<", ">=", "is"})


def page_query(
    kind: type[Any],
    account_sid: str,
    conditions: Sequence[Condition],
    size: int,
    skip: int,
    after: str,
    before: str,
) -> tuple[str, list[Any], bool]:
    """The statement, its values, and whether its rows come oldest first.

    It asks for one row more than ``size``, which tells whether others follow.
    """
    table = TABLES[kind]
    names = {field.name for field in fields(kind)}
    where, values = ["account_sid = ?"], [account_sid]
    for name, operator, value in conditions:
        columns = name.split("|")
        assert names.issuperset(columns) and operator in _OPERATORS
        column = ", ".join(f'"{column}"' for column in columns)
        where.append(f"{f'coalesce({column})' if len(columns) > 1 else column} {operator} ?")
        values.append(value)
    place, order = f"(SELECT id FROM {table} WHERE sid = ?)", "DESC"
    if after:
        where.append(f"id < {place}")
    elif before:
        where.append(f"id > {place}")
        order = "ASC"
    if after or before:
        values.append(after or before)
    statement = f"SELECT * FROM {table} WHERE {' AND '.join(where)} ORDER BY id {order} LIMIT ? OFFSET ?"
    limit = size if before else size + 1
    return statement, [*values, limit, 0 if after or before else skip], bool(before)
