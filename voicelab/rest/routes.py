"""Which handler answers which method and path below an account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from voicelab.errors import RequestError
from voicelab.rest.asking import Asker
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse
from voicelab.rest.tenant import Tenant

__all__ = ["Ask", "Handler", "Route", "find"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request on its way to its handler.

    ``names`` are the variables of the path. ``fields`` are the form of a POST, the query of anything else.
    ``path`` is the request's own, percent-encoded. ``asker`` is whose credentials it shows: the tenant's account
    or its owner.
    """

    tenant: Tenant
    asker: Asker
    path: str
    names: Mapping[str, str]
    fields: Fields

    def __getitem__(self, name: str) -> str:
        """A variable of the path."""
        return self.names[name]


Handler: TypeAlias = Callable[[Ask], Awaitable[RestResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path such as ``Calls/{CallSid}`` (below the account, without ``.json``), and its handler."""

    method: str
    path: str
    handler: Handler

    def match(self, segments: Sequence[str]) -> dict[str, str] | None:
        """The path's variables, or None when ``segments`` are another path."""
        pattern = self.path.split("/") if self.path else []
        if len(pattern) != len(segments):
            return None
        names: dict[str, str] = {}
        for wanted, segment in zip(pattern, segments, strict=True):
            if wanted.startswith("{"):
                names[wanted[1:-1]] = segment
            elif wanted != segment:
                return None
        return names


def find(
    routes: Sequence[Route], method: str, segments: Sequence[str]
) -> tuple[Route, dict[str, str]] | None:
    """The route for a request; None when no path fits, RequestError 20004 when the method does not."""
    methods: list[str] = []
    for route in routes:
        names = route.match(segments)
        if names is not None:
            if route.method == method:
                return route, names
            methods.append(route.method)
    if methods:
        raise RequestError(
            f"This address does not take {method[:20]}.",
            status=405,
            code=20004,
            cure=f"It takes {' and '.join(sorted(set(methods)))}.",
        )
    return None
