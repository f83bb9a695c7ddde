"""What Start and Connect have in common: a Stream noun as a plan."""

from __future__ import annotations

from urllib.parse import urlsplit

from voicelab.errors import ApplicationError
from voicelab.twiml.document import Element
from voicelab.verbs.plans import StreamPlan
from voicelab.verbs.ports import Ports

__all__ = ["socket_address", "stream_plan"]


def socket_address(url: str) -> tuple[str, str]:
    """Scheme and host of a WebSocket's address; both empty for what is no address at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or ""
    except ValueError:  # a bracket without its other half
        return "", ""


def stream_plan(noun: Element, ports: Ports, *, two_way: bool) -> StreamPlan:
    """The stream that a Stream noun asks for; ApplicationError 31922, 31923 or 31940 for one without an address."""
    url = (noun["url"] or "").strip()
    if not url and noun["connectorName"]:
        raise ApplicationError(
            f"There is no connector {noun['connectorName']} in a lab: a stream needs a url.",
            code=31940,
            cure='Write url="wss://..." instead of the connectorName.',
        )
    scheme, host = socket_address(url)
    if scheme not in ("wss", "ws"):
        raise ApplicationError(
            f"{url!r} is no wss:// address.", code=31922, cure="Write wss://, or ws:// in a lab."
        )
    if not host:
        raise ApplicationError(f"{url!r} names no server.", code=31923)
    callback = noun["statusCallback"]
    parameters = {
        child["name"] or "": child["value"] or "" for child in noun.children if child.name == "Parameter"
    }
    return StreamPlan(
        url,
        name=noun["name"] or "",
        track=noun["track"],
        parameters=parameters,
        two_way=two_way,
        encoding=noun["audioFormat"],
        rate=int(noun["sampleRate"]),
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=noun["statusCallbackMethod"],
    )
