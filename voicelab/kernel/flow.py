"""``lab.flow``: the picture of what may happen in a call, lit by what did, marked by what tests have not reached."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from voicelab.calls.status import FINAL
from voicelab.errors import LabError, NoSuchName
from voicelab.flow.chart import Chart
from voicelab.flow.drawing import STYLE, svg
from voicelab.flow.observed import NOT_ASKED, mark_reached, watch
from voicelab.flow.reading import Reader
from voicelab.kernel import html

if TYPE_CHECKING:
    from voicelab.kernel.call import Call
    from voicelab.kernel.connection import Connection
    from voicelab.kernel.report import Report

__all__ = ["Flow", "Flows", "Live", "Reached"]

Reached: TypeAlias = "str | Path | Mapping[str, Any] | Report"
"""What tests have reached: a file that ``--voicelab-coverage`` wrote, its data, or what ``lab.test`` gave."""

Live: TypeAlias = "Callable[[Callable[[], str]], Any]"
"""Makes the widget that shows a flow in a page, of what gives the HTML that stands for it elsewhere."""

_EVERYTHING = "every document and webhook of this lab"
_MOST_CALLS = 20  # past calls that are looked at for what webhooks answered


class Flow:
    """A picture that shows itself; with ``live``, a widget does, made from the page's picture and the title."""

    def __init__(self, draw: Callable[[], Chart], title: str, live: Live | None = None) -> None:
        self._draw = draw
        self._title = title
        self._live = live

    @property
    def chart(self) -> Chart:
        """What the picture is drawn from."""
        return self._draw()

    def svg(self) -> str:
        """The picture as an SVG document, for a file: ``Path("flow.svg").write_text(lab.flow.svg())``."""
        return svg(self.chart, alone=True)

    def __repr__(self) -> str:
        return self.chart.text()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any] | tuple[dict[str, Any], dict[str, Any]]:
        chart = self.chart
        if not chart.boxes:
            empty = html.muted("No documents yet. %%twiml NAME at the top of a cell publishes one.")
            return {"text/plain": repr(self), "text/html": html.page(empty)}
        picture = f'<style>{STYLE}</style><div style="overflow-x:auto;margin-top:8px">{svg(chart)}</div>'
        still = {
            "text/plain": chart.text(),
            "text/html": html.card("Flow", self._title, picture),
            "image/svg+xml": svg(chart, alone=True),
        }
        if self._live is None:
            return still
        shown = self._live(lambda: still["text/html"])._repr_mimebundle_()
        return still if shown is None else ({**shown[0], **still}, shown[1])


class Flows(Flow):
    """``lab.flow``: the flow of the whole lab, now. Called, it draws a part of it, or marks it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        super().__init__(
            lambda: self._read(None, None, None)[0],
            _EVERYTHING,
            lambda standing: self._widget(None, None, None, standing),
        )

    def __call__(
        self, name: str | None = None, *, call: Call | str | None = None, coverage: Reached | None = None
    ) -> Flow:
        """The flow from the document ``name`` on.

        ``call`` lights the path that a call took, ``coverage`` marks what tests have not reached. While calls run
        their way lights up in the page; with ``call`` only that call's. KeyError for a document that the lab does not
        have, LabError for what is no coverage.
        """
        chart, title = self._read(name, call, coverage)
        over = call is not None and self._connection.client.call(_sid(call))["status"] in FINAL

        def live(standing: Callable[[], str]) -> Any:
            return self._widget(name, call, coverage, standing)

        return Flow(lambda: chart, title, None if over else live)

    def _widget(
        self,
        name: str | None,
        call: Call | str | None,
        coverage: Reached | None,
        standing: Callable[[], str],
    ) -> Any:
        """The picture in which the page lights what happens, with nothing of ``call`` lit beforehand."""
        from voicelab.kernel.panels import flow

        def draw() -> str:
            return f"<style>{STYLE}</style>{svg(self._read(name, call, coverage, light=False)[0])}"

        about = "" if name is None else f"from {name} on"
        return flow(self._connection, draw, about, "" if call is None else _sid(call), standing)

    def _read(
        self, name: str | None, call: Call | str | None, coverage: Reached | None, *, light: bool = True
    ) -> tuple[Chart, str]:
        client = self._connection.client
        functions = self._connection.tunnel.functions
        words = {
            path: f"function {getattr(function, '__name__', 'webhook')}{NOT_ASKED}"
            for path, function in functions.items()
        }
        documents = {str(each["name"]): str(each["source"]) for each in client.documents()}
        if name is not None and name not in documents:
            known = ", ".join(documents) or "none yet"
            raise NoSuchName(f"This lab has no document {name}. It has: {known}.")
        reader = Reader(self._connection.url, documents, words)
        self._enter_by(reader)
        sid = "" if call is None else _sid(call)
        for record in client.calls(limit=_MOST_CALLS):
            if record["sid"] != sid:
                watch(reader, client.events(str(record["sid"])))
        title, starts = _EVERYTHING, []
        if name is not None:
            title, starts = f"from {name} on", [reader.document_key(name)]
        if sid:
            starts = [watch(reader, client.events(sid), light=light), *starts]
            title = f"the path of call {sid[:4]}…{sid[-2:]} is lit"
        if coverage is not None:
            mark_reached(reader.chart, _data(coverage))
            title += ", what no test reached is marked"
        chart = reader.chart.reachable(*starts) if any(starts) else reader.chart
        return chart, title

    def _enter_by(self, reader: Reader) -> None:
        """Numbers and applications that lead to something of the lab."""
        client = self._connection.client
        ways = [(str(each["phone_number"]), each) for each in client.numbers()]
        ways += [(f"app:{each['friendly_name']}", each) for each in client.applications()]
        for title, record in ways:
            url = str(record.get("voice_url") or "")
            if url.startswith("http"):
                reader.chart.way(reader.party(title, "entry"), None, reader.box_of(url))


def _sid(call: Call | str) -> str:
    return call if isinstance(call, str) else call.sid


def _data(coverage: Reached) -> Mapping[str, Any]:
    data: Any = getattr(coverage, "coverage", coverage)
    if isinstance(data, str | Path):
        try:
            data = json.loads(Path(data).expanduser().read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise LabError(
                f"{coverage} cannot be read: {error}.", cure="pytest --voicelab-coverage=FILE writes one."
            ) from None
    fields = {"document", "verb", "line", "column", "ran", "branches", "action", "action_requested"}
    good = isinstance(data, Mapping) and all(
        isinstance(place, Mapping) and fields <= set(place) for place in data.values()
    )
    if not good:
        raise LabError(
            "This is no coverage of flows.",
            cure="Give what lab.test gave, or the file that pytest --voicelab-coverage=FILE writes.",
        )
    return dict(data)
