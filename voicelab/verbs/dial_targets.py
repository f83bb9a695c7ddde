"""Whom a Dial rings: its nouns, or its text, as targets. Source: Twilio's "TwiML Voice: Dial" and its nouns."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Any

from voicelab.calls.model import Address, parse_address
from voicelab.twiml.document import Element
from voicelab.verbs.plans import DetectionPlan, Ring, StatusCallback
from voicelab.verbs.ports import Ports

__all__ = ["Target", "targets_of"]

_MOST = 10


@dataclass(frozen=True, slots=True)
class Target:
    """One noun: whom to ring, and the document that its party hears first."""

    ring: Ring
    whisper: str = ""
    whisper_method: str = "POST"
    instead: tuple[Ring, ...] = ()  # whom to ring, in turn, when that one cannot be reached


def targets_of(dial: Element, ports: Ports) -> list[Target]:
    """The targets of a Dial, ten at most; a noun that names nobody is left out, and told."""
    targets: list[Target] = []
    if dial.text and not dial.children:
        plain = _number(dial, dial, ports)
        targets += [plain] if plain is not None else []
    for noun in dial.children:
        make = _NOUNS.get(noun.name)
        target = make(dial, noun, ports) if make is not None else None
        targets += [target] if target is not None else []
    if len(targets) > _MOST:
        ports.application.notify(
            None, "warning", f"A Dial rings {_MOST} at most; the rest are left out.", element=dial
        )
    return [_for_all(target, dial) for target in targets[:_MOST]]


def _for_all(target: Target, dial: Element) -> Target:
    """The target with what the Dial says of all that it rings."""
    said: dict[str, Any] = {
        "tell_caller": "call-progress-event" in dial["events"],
        "reason": dial["callReason"] or "",
        "passport": dial["passports"] or "",
    }
    if not any(said.values()):
        return target
    first, *others = [replace(ring, **said) for ring in (target.ring, *target.instead)]
    return replace(target, ring=first, instead=tuple(others))


def _number(dial: Element, noun: Element, ports: Ports) -> Target | None:
    to = parse_address(noun.text)
    if to.kind != "number":  # the check has told it: 13223
        return None
    caller_id = dial["callerId"] or ports.caller.call_from
    if parse_address(caller_id).kind == "client":
        ports.application.notify(
            13214,
            "warning",
            f"{caller_id} cannot be the caller id of a call to a number.",
            cure='Give the Dial a number of yours: callerId="+15005550006".',
            element=dial,
        )
        return None
    ring = Ring(to, caller_id, timeout=float(dial["timeout"]))
    if noun is dial:
        return Target(ring)
    return _told(replace(ring, send_digits=noun["sendDigits"] or ""), noun, ports)


def _client(dial: Element, noun: Element, ports: Ports) -> Target | None:
    identity = _named(noun, "Identity")
    if not identity:
        ports.application.notify(None, "warning", "This <Client> names nobody.", element=noun)
        return None
    return _told(_ring(dial, Address("client", identity), ports, _parameters(noun)), noun, ports)


def _application(dial: Element, noun: Element, ports: Ports) -> Target:
    address = Address("app", _named(noun, "ApplicationSid"))
    parameters = _parameters(noun)
    if noun["customerId"]:
        parameters["customerId"] = noun["customerId"]
    ring = _ring(dial, address, ports, parameters)
    return _told(replace(ring, copy_parent_to=bool(noun["copyParentTo"])), noun, ports)


def _sip(dial: Element, noun: Element, ports: Ports) -> Target:
    headers = noun.child("Headers")
    for header in headers.children if headers is not None else ():
        ports.application.notify(
            None,
            "warning",
            f"Simulated: this lab sends no SIP, so the header {header['name']}: {header['value']} is not sent.",
            element=header,
        )
    uris = [child for child in noun.children if child.name == "Uri"]
    for named in (noun, *uris):
        if named["username"]:
            ports.application.notify(
                None,
                "warning",
                f"Simulated: this lab sends no SIP, so nobody asks for the password of {named['username']}.",
                element=named,
            )
    texts = [uri.text for uri in sorted(uris, key=_preference)] or [noun.text]
    addresses = [Address("sip", re.sub(r"^sips?:", "", text.strip())) for text in texts]
    first, *others = [_told(_ring(dial, address, ports), noun, ports) for address in addresses]
    return replace(first, instead=tuple(other.ring for other in others))


def _preference(uri: Element) -> tuple[float, float]:
    """The lower priority first, among equals the higher weight; without either as they stand."""
    priority, weight = uri["priority"], uri["weight"]
    return (math.inf if priority is None else priority, -(weight or 0))


def _sim(dial: Element, noun: Element, ports: Ports) -> Target:
    return Target(_ring(dial, Address("sim", noun.text), ports))


def _whatsapp(dial: Element, noun: Element, ports: Ports) -> Target:
    return _told(_ring(dial, Address("whatsapp", noun.text), ports), noun, ports)


_NOUNS = {
    "Number": _number,
    "Client": _client,
    "Application": _application,
    "Sip": _sip,
    "Sim": _sim,
    "WhatsApp": _whatsapp,
}


def _named(noun: Element, child: str) -> str:
    """A noun's name: its own text, or that of its first ``child``."""
    inner = noun.child(child)
    return (inner.text if inner is not None else noun.text).strip()


def _parameters(noun: Element) -> dict[str, str]:
    return {child["name"] or "": child["value"] or "" for child in noun.children if child.name == "Parameter"}


def _ring(dial: Element, to: Address, ports: Ports, parameters: dict[str, str] | None = None) -> Ring:
    caller_id = dial["callerId"] or ports.caller.call_from
    return Ring(to, caller_id, parameters or {}, timeout=float(dial["timeout"]))


def _told(ring: Ring, noun: Element, ports: Ports) -> Target:
    """The target with what every noun may say: its status callback and its whisper document."""
    resolve = ports.application.resolve
    if callback := noun["statusCallback"]:
        told = StatusCallback(
            resolve(callback), noun["statusCallbackMethod"], frozenset(noun["statusCallbackEvent"])
        )
        ring = replace(ring, status_callback=told)
    if noun.name in ("Number", "Sip") and noun["machineDetection"]:
        ring = replace(ring, detection=_detection(noun, ports))
    return Target(ring, resolve(noun["url"]) if noun["url"] else "", noun["method"])


def _detection(noun: Element, ports: Ports) -> DetectionPlan:
    """How to find out who answers at this noun. Nobody waits for it: the call goes on meanwhile."""
    callback = noun["amdStatusCallback"]
    if not callback:
        ports.application.notify(
            21262,
            "warning",
            "machineDetection without amdStatusCallback: nobody is told who answered.",
            cure='Say where to tell it: amdStatusCallback="/answered-by".',
            element=noun,
        )
    return DetectionPlan(
        noun["machineDetection"] == "DetectMessageEnd",
        timeout=float(noun["machineDetectionTimeout"]),
        speech_threshold=noun["machineDetectionSpeechThreshold"] / 1000,
        speech_end_threshold=noun["machineDetectionSpeechEndThreshold"] / 1000,
        silence_timeout=noun["machineDetectionSilenceTimeout"] / 1000,
        callback=ports.application.resolve(callback) if callback else "",
        callback_method=noun["amdStatusCallbackMethod"],
    )
