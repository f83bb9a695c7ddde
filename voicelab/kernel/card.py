"""The lab's own card: where it is, what it has, who is connected, what is broken on purpose."""

from __future__ import annotations

from collections.abc import Iterable

from voicelab.client import Json
from voicelab.errors import LabError, RequestError
from voicelab.kernel import html
from voicelab.kernel.connection import Connection
from voicelab.kernel.faults import told

__all__ = ["card"]


def card(connection: Connection, documents: Iterable[str]) -> str:
    """The card's HTML, with the lab as it is now; ``documents`` are the names of what it has."""
    own = connection.child is not None
    try:
        connection.check()
        about = connection.client.about()
    except (LabError, RequestError) as error:
        words = f"<p>{html.escape(error.message)} {html.escape(error.cure)}</p>"
        return html.card("VoiceLab", "not there", words, alive=False)
    written = list(documents)
    facts = [
        html.fact(
            "address", html.code(connection.url) + " " + html.muted("this kernel’s own" if own else "shared")
        ),
        html.fact("account", html.code(connection.account_sid)),
        html.fact("sound by", html.escape(", ".join(map(_transport, about.get("transports") or [])))),
        html.fact("connected", _connected(about)),
        html.fact("documents", _names(written)),
    ]
    if functions := sorted(connection.tunnel.functions):
        facts.append(html.fact("webhooks", _names(functions)))
    for fault in about.get("faults") or []:
        until = html.muted(f"· undone in {fault['seconds_left']:.0f} s at the latest")
        facts.append(html.fact("broken", f'<span class="vl-bad">{html.escape(told(fault))}</span> {until}'))
    hint = html.muted('Next: a cell that begins with %%twiml welcome, or lab.phone("alice", to="welcome")')
    begun = bool(written) or bool(about.get("live_calls"))
    body = f"<dl>{''.join(facts)}</dl>" + ("" if begun else f'<div style="margin-top:8px">{hint}</div>')
    return html.card("VoiceLab", f"version {about.get('version', '')}", body, alive=True)


def _transport(name: str) -> str:
    return {"webrtc": "WebRTC", "websocket": "WebSocket"}.get(name, name)


def _names(names: list[str]) -> str:
    shown = " ".join(html.code(name) for name in names[:12])
    more = f" {html.muted(f'and {len(names) - 12} more')}" if len(names) > 12 else ""
    return shown + more if names else html.muted("none yet")


def _connected(about: Json) -> str:
    phones = [
        str(phone["identity"]) + (f" ({phone['pages']} pages)" if int(phone.get("pages") or 1) > 1 else "")
        for phone in about.get("phones") or []
    ]
    live = int(about.get("live_calls") or 0)
    calls = f"{live} live call{'' if live == 1 else 's'}" if live else "no live call"
    return (_names(phones) if phones else html.muted("no phone yet")) + " " + html.muted(f"· {calls}")
