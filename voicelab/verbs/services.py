"""What Connect leads to and a lab does not have: Conversation, Room, VirtualAgent, Autopilot, other sessions.

Each says in words that it is simulated, to the caller and in a notification, tells its callbacks, and ends at once, so
that the Connect's action or the next verb runs. Source: Twilio's "TwiML Voice: Connect" and its nouns.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias
from xml.sax.saxutils import escape

from voicelab.calls.model import new_sid
from voicelab.clock import elapsed, now, rfc2822
from voicelab.twiml.document import Element
from voicelab.verbs.plans import HungUp, RecordingPlan, Speech
from voicelab.verbs.ports import Ports

__all__ = ["SERVICES", "Connected"]

Connected: TypeAlias = tuple[dict[str, str], HungUp | None]
"""What Connect's action is told, and the party's end when that came first."""

_Service: TypeAlias = Callable[[Element, Ports], Awaitable[Connected]]

_ANSWERS_AFTER = 2.0  # seconds that a simulated agent lets it ring


async def _virtual_agent(noun: Element, ports: Ports) -> Connected:
    """A Dialogflow agent: its settings come back in VirtualAgentProviderData, marked as simulated."""
    data = {
        "Simulated": True,
        "ConnectorName": noun["connectorName"] or "",
        "LanguageCode": noun["language"] or "en-US",
        "SentimentAnalysis": noun["sentimentAnalysis"],
        "Config": _pairs(noun, "Config"),
        "Parameters": _pairs(noun, "Parameter"),
    }
    form = {
        "VirtualAgentProvider": "dialogflow",
        "VirtualAgentStatus": "completed",
        "VirtualAgentProviderData": json.dumps(data),
    }
    gone = await _say(noun, ports, "there is no virtual agent in this lab")
    if callback := noun["statusCallback"]:
        url, method = ports.application.resolve(callback), noun["statusCallbackMethod"]
        ports.application.tell(url, method, form, "virtual agent callback")
    return form, gone


async def _autopilot(noun: Element, ports: Ports) -> Connected:
    """An assistant of a product that has ended."""
    name = noun.text or "without a name"
    return {}, await _say(
        noun, ports, f"there are no Autopilot assistants any more, so {name} does not answer"
    )


async def _room(noun: Element, ports: Ports) -> Connected:
    """A video room, which the caller has to itself and leaves at once."""
    who = f" as {noun['participantIdentity']}" if noun["participantIdentity"] else ""
    return {}, await _say(noun, ports, f"there is no video room {noun.text} to join{who} in this lab")


def _session(attribute: str) -> _Service:
    """A session that is set up elsewhere, under the name in ``attribute``."""

    async def connect(noun: Element, ports: Ports) -> Connected:
        began = elapsed()
        name = noun[attribute] or "without a name"
        _tell_settings(noun, ports)
        gone = await _say(noun, ports, f"there is no connector {name} in this lab, so nobody talks with you")
        form = {"SessionId": new_sid("VX"), "SessionStatus": "completed"}
        return form | {"SessionDuration": str(round(elapsed() - began))}, gone

    return connect


async def _conversation(noun: Element, ports: Ports) -> Connected:
    """A Conversation: an agent that is made up is rung, answers, says that it is, and leaves."""
    number = iter(range(1_000_000))

    def tell(event: str) -> None:
        callback = noun["statusCallback"]
        if callback and event in noun["statusCallbackEvent"]:
            form = {
                "StatusCallbackEvent": event,
                "Timestamp": rfc2822(now()),
                "SequenceNumber": str(next(number)),
            }
            url = ports.application.resolve(callback)
            ports.application.tell(url, noun["statusCallbackMethod"], form, "conversation callback")

    _tell_settings(noun, ports)
    tell("call-initiated")
    async with _recorded(noun, ports, "record-from-ringing"):
        tell("call-ringing")
        try:
            await _ring(ports)
        except HungUp as gone:
            tell("call-completed")
            return {}, gone
        tell("call-answered")
        async with _recorded(noun, ports, "record-from-answer"):
            gone_first = await _say(noun, ports, "there are no Conversations in this lab, and no agents")
    tell("call-completed")
    return {}, gone_first


async def _ring(ports: Ports) -> None:
    """Wait as long as an agent would let it ring; HungUp when the caller goes meanwhile."""
    with ports.caller.keys() as keys:
        try:
            async with asyncio.timeout(_ANSWERS_AFTER):
                while True:
                    await keys.get()
        except TimeoutError:
            pass


@asynccontextmanager
async def _recorded(noun: Element, ports: Ports, moment: str) -> AsyncIterator[None]:
    """Record while the body runs, if the noun asks for it from this moment on."""
    how: str = noun["record"]
    how = "record-from-answer" if how == "true" else how
    if how.removesuffix("-dual") != moment:
        yield
        return
    callback = noun["recordingStatusCallback"]
    plan = RecordingPlan(
        "DialVerb",
        channels=2 if how.endswith("-dual") else 1,
        trim=noun["trim"] == "trim-silence",
        status_callback=ports.application.resolve(callback) if callback else "",
        status_callback_method=noun["recordingStatusCallbackMethod"],
        status_callback_events=frozenset(noun["recordingStatusCallbackEvent"]),
    )
    take = await ports.caller.record(plan)
    try:
        yield
    finally:
        await take.stop()


async def _say(noun: Element, ports: Ports, what: str) -> HungUp | None:
    """Say to the caller and to the developer what is simulated; the caller's end when it came first."""
    words = f"Simulated: {what}."
    ports.application.notify(
        None,
        "warning",
        words,
        cure="The call goes on with the action of Connect, or with the next verb.",
        element=noun,
    )
    spoken = f"{words} Your call goes on."
    try:
        await ports.caller.play(Speech(escape(spoken), spoken))
    except HungUp as gone:
        return gone
    return None


_SETTINGS = {  # of a service that is not here: what is handed on to nobody
    "Conversation": "serviceInstanceSid inboundAutocreation routingAssignmentTimeout inboundTimeout url method",
    "AiSession": "aiSessionConfiguration",
    "ConversationRelaySession": "sessionConfiguration",
}


def _tell_settings(noun: Element, ports: Ports) -> None:
    """Say which settings the service would have got, so that one who writes them sees that they arrived."""
    given = [f"{name}={noun.attributes[name]}" for name in _SETTINGS[noun.name].split() if noun.given(name)]
    if given:
        ports.application.notify(
            None, "warning", f"<{noun.name}> would be set up with {', '.join(given)}.", element=noun
        )


def _pairs(noun: Element, name: str) -> dict[str, str]:
    return {child["name"]: child["value"] or "" for child in noun.children if child.name == name}


SERVICES: Mapping[str, _Service] = {
    "VirtualAgent": _virtual_agent,
    "Conversation": _conversation,
    "Room": _room,
    "Autopilot": _autopilot,
    "AiSession": _session("aiConnector"),
    "ConversationRelaySession": _session("connector"),
}
"""The nouns of Connect that are simulated, each with what it does."""
