"""What the schema allows and people regret: the lab's own advice, level warning, without a code.

:func:`review` is everything there is to say of a document: what :func:`voicelab.twiml.check.examine` finds, and
these lints on what is left to run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from voicelab.errors import Place
from voicelab.twiml.addresses import Address
from voicelab.twiml.check import Role, examine
from voicelab.twiml.document import Document, Element
from voicelab.twiml.findings import Finding, short

__all__ = ["LINTS", "MOST_OF_A_KIND", "Lint", "Served", "lint", "review"]

MOST_OF_A_KIND = 50
"""How often one lint speaks of one document."""

Served: TypeAlias = Callable[[str], bool]
"""Whether anybody answers at a URL, as written; asked for actions."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a lint looks at: the verbs, all elements, what the document is for, and who answers where."""

    verbs: tuple[Element, ...]
    elements: tuple[Element, ...]
    role: Role | None = None
    served: Served | None = None

    def all(self, *names: str) -> Iterator[Element]:
        """Every element of these names."""
        return (element for element in self.elements if element.name in names)


Lint: TypeAlias = Callable[[Setting], Iterator[Finding]]


def review(
    source: str | bytes, *, role: Role | None = None, served: Served | None = None
) -> tuple[Finding, ...]:
    """Everything wrong or regrettable in a document, in its order. Never raises for bad input."""
    examined = examine(source, role=role)
    if examined.document is None:
        return examined.findings
    findings = [*examined.findings, *lint(examined.document, role=role, served=served)]
    return tuple(sorted(findings, key=lambda found: (found.place.line, found.place.column)))


def lint(
    document: Document, *, role: Role | None = None, served: Served | None = None
) -> tuple[Finding, ...]:
    """The lints of a checked document, in no particular order."""
    setting = Setting(document.verbs, tuple(document.root.walk()), role, served)
    return tuple(finding for each in LINTS for finding in islice(each(setting), MOST_OF_A_KIND))


def _warn(element: Element, message: str, cure: str, attribute: str | None = None) -> Finding:
    place: Place = element.attribute_places.get(attribute or "", element.place)
    return Finding(None, "warning", message, cure, place, element.name, attribute)


# --- the flow of a call ---------------------------------------------------------------------------------------
def _asks_itself(setting: Setting) -> Iterator[Finding]:
    """Gather and Record without action come back to the same document."""
    for verb in setting.verbs:
        if verb.name in {"Gather", "Record"} and "action" not in verb.attributes:
            what = "input" if verb.name == "Gather" else "recording"
            yield _warn(
                verb,
                f"<{verb.name}> without action sends its {what} to this same document, which then runs again.",
                'Give it an action; action="" says that you mean this document.',
            )


_ENDS = {
    "Redirect": "goes to another document",
    "Hangup": "ends the call",
    "Reject": "ends the call",
    "Echo": "lasts until the caller hangs up",
}
_WITH_ACTION = {"Dial", "Connect", "Enqueue", "Pay", "Refer", "Start"}


def _why_last(verb: Element) -> str:
    """Why nothing after ``verb`` runs, or nothing."""
    if verb.name in _ENDS:
        return _ENDS[verb.name]
    if verb.name in _WITH_ACTION and "action" in verb.attributes:
        return "goes on with the document its action answers"
    if verb.name == "Gather" and verb["actionOnEmptyResult"]:
        return "always goes on with the document its action answers"
    return ""


def _unreachable(setting: Setting) -> Iterator[Finding]:
    for verb, following in zip(setting.verbs, setting.verbs[1:], strict=False):
        why = _why_last(verb)
        if why:
            yield _warn(
                following,
                f"<{following.name}> is never reached: <{verb.name}> at {verb.place} {why}.",
                "Move it before, or remove it.",
            )
            return


_BRIEF = {"Say", "Play", "Start", "Stop", "Hangup", "Leave", "Sms"}


def _stream_dies(setting: Setting) -> Iterator[Finding]:
    """Start Stream at the end of a document: the call ends, and the stream with it."""
    for index, verb in enumerate(setting.verbs):
        if verb.name != "Start" or verb.child("Stream") is None or "action" in verb.attributes:
            continue
        if all(later.name in _BRIEF and not _endless(later) for later in setting.verbs[index + 1 :]):
            yield _warn(
                verb,
                "<Start><Stream> does not keep the call up: it ends after the last verb, and the stream with it.",
                "For a conversation with your server use <Connect><Stream>; to listen in, add <Dial> or <Pause>.",
            )


def _endless(verb: Element) -> bool:
    """Whether it goes on until the caller hangs up."""
    return verb.name in {"Say", "Play"} and verb["loop"] == 0


def _after_answer(setting: Setting) -> tuple[Element, ...]:
    """The verbs that run on a call which is answered already, whatever the verbs before them come to."""
    for index, verb in enumerate(setting.verbs):
        if verb.name not in {"Pause", "Reject"} and not (verb.name == "Dial" and verb["answerOnBridge"]):
            return setting.verbs[index + 1 :]
    return ()


def _reject_late(setting: Setting) -> Iterator[Finding]:
    for verb in _after_answer(setting):
        if verb.name == "Reject":
            yield _warn(
                verb,
                "<Reject> refuses a call only before it is answered; a verb before this one answers it.",
                "Put it first, or use <Hangup>.",
            )


def _never_answers(setting: Setting) -> Iterator[Finding]:
    if setting.role is None and setting.verbs and all(verb.name == "Pause" for verb in setting.verbs):
        yield _warn(
            setting.verbs[0],
            "A call that comes in to <Pause> alone is never answered.",
            "Add a verb that answers, such as <Say>.",
        )


_IDLE = {"Queue": "<Dial>", "Prompt": "<Pay>"}


def _idle(setting: Setting) -> Iterator[Finding]:
    """What the helper libraries write into a Response, and nobody documents there."""
    for verb in setting.verbs:
        if verb.name in _IDLE:
            home = _IDLE[verb.name]
            yield _warn(
                verb,
                f"<{verb.name}> does nothing by itself; it belongs into {home}.",
                f"Put it into a {home}.",
            )


def _spins(setting: Setting) -> Iterator[Finding]:
    first = setting.verbs[0] if setting.verbs else None
    if first is not None and first.name == "Redirect" and not first.text:
        yield _warn(
            first, "<Redirect> without a URL runs this document again, and again.", "Write the URL inside it."
        )


def _bridge_late(setting: Setting) -> Iterator[Finding]:
    for verb in _after_answer(setting):
        if verb.name == "Dial" and verb["answerOnBridge"]:
            yield _warn(
                verb,
                "answerOnBridge works only until the call is answered; a verb before this one answers it.",
                "Put <Dial> first, or leave answerOnBridge out.",
                "answerOnBridge",
            )


def _alone(setting: Setting) -> Iterator[Finding]:
    """A conference that this caller does not start: somebody has to."""
    rooms = list(setting.all("Conference"))
    started = {room.text for room in rooms if room["startConferenceOnEnter"]}
    for room in rooms:
        if not room["startConferenceOnEnter"] and room.text not in started and not room["coach"]:
            yield _warn(
                room,
                f"Everybody in {short(room.text, 30)} waits until somebody joins with"
                ' startConferenceOnEnter="true".',
                "Make sure that the moderator's document has it.",
                "startConferenceOnEnter",
            )


# --- addresses --------------------------------------------------------------------------------------------------
def _stream_url(setting: Setting) -> Iterator[Finding]:
    for stream in setting.all("Stream", "ConversationRelay"):
        url = stream["url"] or ""
        if url.lower().startswith("ws:"):
            yield _warn(
                stream,
                "ws:// works in a lab; Twilio takes wss:// only.",
                "Write wss:// before you deploy.",
                "url",
            )
        if stream.name == "Stream" and "?" in url:
            yield _warn(
                stream,
                "Twilio takes no query string in a <Stream> URL.",
                "Send values as <Parameter> inside the <Stream>.",
                "url",
            )


_HOST = re.compile(
    r"(www\.[\w.\-]+|[\w\-]+(\.[\w\-]+)*\.(com|org|net|io|dev|app|ai|co|xyz))([:/?].*)?", re.IGNORECASE
)


def _addresses(element: Element) -> Iterator[tuple[str | None, str]]:
    """The URLs of an element, each with the attribute it is the value of, None for its text."""
    spec = element.spec
    if spec is None:
        return
    for name, written in element.attributes.items():
        attribute = spec.attributes.get(name)
        if attribute is not None and isinstance(attribute.kind, Address):
            yield name, written.strip()
    if spec.text is not None and isinstance(spec.text.kind, Address) and element.text:
        yield None, element.text


def _no_scheme(setting: Setting) -> Iterator[Finding]:
    for element in setting.elements:
        for attribute, url in _addresses(element):
            if _HOST.fullmatch(url):
                yield _warn(
                    element,
                    f"{short(url)} has no https:// and is read as a path beside this document.",
                    f"Write https://{short(url).strip(chr(34))}.",
                    attribute,
                )


def _nobody_serves(setting: Setting) -> Iterator[Finding]:
    if setting.served is None:
        return
    for element in setting.elements:
        for attribute, url in _addresses(element):
            wanted = attribute in {"action", "url"} or (attribute is None and element.name == "Redirect")
            if wanted and url and "{{" not in url and element.name != "Stream" and not setting.served(url):
                yield _warn(
                    element,
                    f"Nobody serves {short(url)} yet.",
                    "Publish a document or a webhook function there.",
                    attribute,
                )


# --- what does nothing ------------------------------------------------------------------------------------------
def _pretended(setting: Setting) -> Iterator[Finding]:
    """What the lab pretends; each once."""
    seen: set[str] = set()
    for element in setting.elements:
        spec = element.spec
        if spec is not None and spec.support != "real" and spec.key not in seen:
            seen.add(spec.key)
            yield _warn(
                element, spec.says, "The page on compatibility lists what runs, attribute by attribute."
            )


def _no_effect(setting: Setting) -> Iterator[Finding]:
    for element in setting.elements:
        for name in element.attributes if element.spec is not None else ():
            attribute = element.spec.attributes.get(name) if element.spec is not None else None
            if attribute is not None and attribute.legacy:
                yield _warn(
                    element, f"{name} on <{element.name}> has no effect any more.", "Remove it.", name
                )
            elif attribute is not None and attribute.support == "refused":
                yield _warn(
                    element,
                    f"{name} on <{element.name}> has no effect in a lab. {attribute.says}",
                    "On Twilio it may have one; leave it in if you mean it.",
                    name,
                )


def _plain_voice(setting: Setting) -> Iterator[Finding]:
    for say in setting.all("Say"):
        if say.children and say["voice"] in {"man", "woman", "alice"}:
            yield _warn(
                say.children[0],
                f'The voice "{say["voice"]}" does not do SSML on Twilio; it speaks the words without it.',
                'Choose a voice such as voice="Polly.Joanna".',
            )


LINTS: tuple[Lint, ...] = (
    _asks_itself,
    _unreachable,
    _stream_dies,
    _reject_late,
    _never_answers,
    _idle,
    _spins,
    _bridge_late,
    _alone,
    _stream_url,
    _no_scheme,
    _nobody_serves,
    _pretended,
    _no_effect,
    _plain_voice,
)
"""Every lint."""
