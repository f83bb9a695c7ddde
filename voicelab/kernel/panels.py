"""Widgets bound to a lab: each is given what its page asks for, when it asks."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from voicelab.client import Json
from voicelab.errors import VoiceLabError
from voicelab.kernel import front_end
from voicelab.kernel.connection import Connection, on_own_start
from voicelab.kernel.page_credentials import PageCredentials
from voicelab.kernel.sheet_html import document_html
from voicelab.kernel.sketch import BINS, call_sketch
from voicelab.kernel.webhooks import show_in_notebook

if TYPE_CHECKING:
    from voicelab.widgets.board import ConferenceBoard, QueueBoard
    from voicelab.widgets.cell import CellWidget
    from voicelab.widgets.click_to_call import ClickToCallWidget
    from voicelab.widgets.editor import EditorWidget
    from voicelab.widgets.phone import PhoneWidget
    from voicelab.widgets.walkie_talkie import WalkieTalkieWidget

__all__ = [
    "click_to_call",
    "conference_board",
    "document_cell",
    "document_editor",
    "flow",
    "phone",
    "queue_board",
    "scope",
    "timeline",
    "walkie_talkie",
    "with_stand_in",
]


def phone(connection: Connection, identity: str, to: str, voice: str, transport: str) -> PhoneWidget:
    """A softphone named ``identity``."""
    from voicelab.widgets.phone import PhoneWidget

    credentials = PageCredentials(connection, identity)
    widget = PhoneWidget(identity, credentials=credentials, to=to, voice=voice, transport=transport)
    _remember(connection, widget, credentials)
    return widget


def document_cell(
    name: str,
    source: str,
    findings: Sequence[Json],
    outline: Sequence[Json],
    on_call: Callable[[], object],
    on_edit: Callable[[], object],
) -> CellWidget:
    """A document as the output of its cell; what is called when its Call and Edit buttons are pressed."""
    from voicelab.widgets.cell import CellWidget

    return CellWidget(
        name,
        source,
        findings,
        outline=outline,
        served_at=f"/twiml/{name}",
        on_call=_pressed(on_call),
        on_edit=_pressed(on_edit),
    )


def document_editor(
    connection: Connection,
    name: str,
    source: str,
    on_call: Callable[[], object],
    on_done: Callable[[], object] | None = None,
) -> EditorWidget:
    """An editor of a document; ``on_done`` gives it a button that closes it."""
    from voicelab.widgets.editor import EditorWidget

    credentials = PageCredentials(connection, may={"document": name})
    widget = EditorWidget(
        name,
        source,
        credentials=credentials,
        served_at=f"/twiml/{name}",
        on_call=_pressed(on_call),
        on_done=_pressed(on_done) if on_done else None,
    )
    widget.picture = lambda: document_html(name, widget.source, widget.findings)
    _remember(connection, widget, credentials)
    return widget


def _pressed(act: Callable[[], object]) -> Callable[[], None]:
    """What goes wrong after a button was pressed is said in the notebook."""

    def press() -> None:
        try:
            act()
        except VoiceLabError as error:
            show_in_notebook(str(error))

    return press


def timeline(connection: Connection, call_sid: str) -> Any:
    """The inspector of a call."""
    from voicelab.widgets.timeline import TimelineWidget

    client, credentials = connection.client, PageCredentials(connection)
    widget = TimelineWidget(
        call_sid,
        credentials=credentials,
        envelope=lambda bins: client.envelope(call_sid, bins),
        audio=lambda skip, seconds: client.audio(call_sid, "both", skip, seconds),
    )
    widget.picture = lambda: _sketch(connection, f"Timeline of {call_sid}", call_sid)
    return _remember(connection, widget, credentials)


def scope(connection: Connection, call_sid: str) -> Any:
    """The live waveform of a call."""
    from voicelab.widgets.scope import ScopeWidget

    credentials = PageCredentials(connection)
    widget = ScopeWidget(call_sid, credentials=credentials)
    widget.picture = lambda: _sketch(connection, f"Scope of {call_sid}", call_sid)
    return _remember(connection, widget, credentials)


def flow(
    connection: Connection, draw: Callable[[], str], about: str, call_sid: str, standing: Callable[[], str]
) -> Any:
    """A flow's picture that lights up; ``draw`` gives it as the lab is now, ``standing`` what stands for it."""
    from voicelab.widgets.flow import FlowWidget

    credentials = PageCredentials(connection)
    widget = FlowWidget(draw, about, call_sid, credentials=credentials)
    widget.picture = standing
    return _remember(connection, widget, credentials)


def _sketch(connection: Connection, title: str, call_sid: str) -> str:
    """The call as it is now, for readers without a kernel."""
    client = connection.client
    try:
        envelope = client.envelope(call_sid, BINS)
    except VoiceLabError:  # nothing sounded yet
        envelope = None
    return call_sketch(title, client.events(call_sid), envelope)


def conference_board(connection: Connection, name: str) -> ConferenceBoard:
    """The board of the conference ``name``."""
    from voicelab.widgets.board import ConferenceBoard

    credentials = PageCredentials(connection, may={"conference": name})
    widget = ConferenceBoard(name, credentials=credentials)
    _remember(connection, widget, credentials)
    return widget


def queue_board(connection: Connection) -> QueueBoard:
    """The board of all queues."""
    from voicelab.widgets.board import QueueBoard

    credentials = PageCredentials(connection, may={"queues": True})
    widget = QueueBoard(credentials=credentials)
    _remember(connection, widget, credentials)
    return widget


def walkie_talkie(
    connection: Connection, identity: str, channel: str, voice: str, transport: str
) -> WalkieTalkieWidget:
    """A walkie-talkie of ``identity``."""
    from voicelab.widgets.walkie_talkie import WalkieTalkieWidget

    credentials = PageCredentials(connection, identity)
    widget = WalkieTalkieWidget(identity, channel, credentials=credentials, voice=voice, transport=transport)
    _remember(connection, widget, credentials)
    return widget


def click_to_call(connection: Connection, customer: str, agent: str, caller: str) -> ClickToCallWidget:
    """A button that rings ``agent``, then ``customer``."""
    from voicelab.widgets.click_to_call import ClickToCallWidget

    may = {"call": {"agent": agent, "customer": customer, "caller": caller}}
    credentials = PageCredentials(connection, may=may)
    widget = ClickToCallWidget(customer, agent, credentials=credentials)
    _remember(connection, widget, credentials)
    return widget


def with_stand_in(widget: Any, words: str, table: str) -> Any:
    """What a cell shows: the live widget, and for readers without a kernel ``words`` and ``table`` (HTML)."""
    data, metadata = widget._repr_mimebundle_()
    widget.standing = table
    return {**data, "text/plain": words, "text/html": table}, metadata


_own: weakref.WeakKeyDictionary[Any, PageCredentials] = weakref.WeakKeyDictionary()


def _remember(connection: Connection, widget: Any, credentials: PageCredentials) -> Any:
    """Widgets of this kernel's own lab move with it when it is started anew, on another port."""
    widget.at_close = credentials.end
    if connection.child is not None:
        _own[widget] = credentials
        widget.out_of_reach = front_end.out_of_reach()
    return widget


def _move(connection: Connection) -> None:
    for widget, before in list(_own.items()):
        credentials = before.on(connection)
        widget.rebind(credentials)
        _remember(connection, widget, credentials)


on_own_start(_move)
