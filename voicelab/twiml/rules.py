"""Rules that look at more than one attribute, or at an element and its surroundings.

A rule is a generator over faults: it takes the draft of an element whose attributes, text and children have
been read, may change what will run, and yields what it found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from voicelab.errors import Place
from voicelab.twiml.addresses import Telephone
from voicelab.twiml.document import Element
from voicelab.twiml.entry import SCHEMA, ElementSpec
from voicelab.twiml.findings import Finding, short
from voicelab.twiml.values import BadValue

__all__ = ["RULES", "Draft", "Fault", "Rule"]

MOST_TARGETS = 10
"""How many parties one Dial may ring."""


@dataclass(slots=True)
class Draft:
    """An element on its way from what was written to what can run."""

    raw: Element
    spec: ElementSpec
    parent: ElementSpec | None
    content: list[str | Element] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    valid: set[str] = field(default_factory=set)
    text: str = ""
    skipped: bool = False
    error: Finding | None = None
    places: Mapping[str, Place] | None = None
    templates: bool = True  # whether {{Param}} is filled in later

    def attribute_place(self, name: str) -> Place:
        """Where an attribute stands; the element's own place for one that is not written."""
        if self.places is None:
            self.places = self.raw.attribute_places
        return self.places.get(name) or self.raw.place

    def give(self, name: str, value: Any) -> None:
        """Take a valid value."""
        self.values[name] = value
        self.valid.add(name)

    def forget(self, name: str) -> None:
        """Take a value back; the default holds."""
        self.values.pop(name, None)
        self.valid.discard(name)

    def value(self, name: str) -> Any:
        """The value given, or the default."""
        return self.values.get(name, self.spec.defaults[name])

    @property
    def children(self) -> list[Element]:
        """The children that can run."""
        return [item for item in self.content if type(item) is Element]

    @property
    def in_speech(self) -> bool:
        """Whether this is Say or an SSML element."""
        return self.spec.key.startswith(("Say", "Ssml"))

    @property
    def speaks(self) -> bool:
        """Whether a Say may stand here."""
        return "Say" in self.spec.children

    @property
    def is_template(self) -> bool:
        """Whether the text is filled in later."""
        return self.templates and "{{" in self.raw.text


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found; ``at`` is a child it is about, else the attribute, the text or the element itself."""

    code: int | None
    message: str
    cure: str
    attribute: str | None = None
    at: Element | None = None
    on_text: bool = False


Rule: TypeAlias = Callable[[Draft], Iterator[Fault]]


def _text_needed(draft: Draft) -> Iterator[Fault]:
    """An element without the text it needs, where nothing stands in for it."""
    slot = draft.spec.text
    if slot is not None and slot.missing and not draft.text:
        yield Fault(
            slot.missing, f"<{draft.raw.name}> has no {slot.name.replace('_', ' ')}.", "Write it inside."
        )


def _say(draft: Draft) -> Iterator[Fault]:
    if not draft.raw.plain_text and not draft.children:
        draft.skipped = True
        yield Fault(13520, "<Say> has nothing to say; it is skipped.", "Write the words inside it.")


def _play(draft: Draft) -> Iterator[Fault]:
    if draft.parent is not None and draft.parent.key in {"Gather", "Prompt"} and "digits" in draft.valid:
        draft.forget("digits")
        yield Fault(
            13320,
            f"<Play> with digits may not stand inside <{draft.parent.name}>; the digits are not sent.",
            "Move it before, as a verb of its own.",
            "digits",
        )
    if not draft.text and not draft.value("digits"):
        draft.skipped = True
        if "digits" not in draft.raw.attributes:
            yield Fault(
                None,
                "<Play> has nothing to play; it is skipped.",
                "Write a URL inside it, or give it digits.",
            )


def _gather(draft: Draft) -> Iterator[Fault]:
    if draft.values.get("speechTimeout") == "auto" and "speechModel" in draft.valid:
        draft.forget("speechTimeout")
        yield Fault(
            13335,
            'speechTimeout="auto" does not go with a speechModel; the timeout is used.',
            "Give speechTimeout in seconds, or leave speechModel out.",
            "speechTimeout",
        )


def _record(draft: Draft) -> Iterator[Fault]:
    if draft.value("transcribe"):
        if draft.value("maxLength") > 120 and "maxLength" in draft.valid:
            yield Fault(
                13615,
                "A recording is transcribed up to 120 seconds; maxLength is longer.",
                'Write maxLength="120" or less.',
                "maxLength",
            )
        elif "maxLength" not in draft.valid:
            draft.values["maxLength"] = 120
    elif "transcribeCallback" in draft.valid and "transcribe" not in draft.raw.attributes:
        yield Fault(
            None,
            "transcribeCallback alone does not turn transcription on.",
            'Add transcribe="true".',
            "transcribeCallback",
        )


_ALONE = {"Conference", "Queue"}


def _dial(draft: Draft) -> Iterator[Fault]:
    targets = draft.children
    if draft.text and targets:
        yield Fault(
            None,
            f"<Dial> has a number, {short(draft.text, 20)}, beside <{targets[0].name}>; the number is ignored.",
            "Put the number into a <Number>.",
            on_text=True,
        )
        draft.text = ""
        draft.content[:] = targets
    kept: list[Element] = []
    for target in targets:
        if kept and (target.name in _ALONE or kept[0].name in _ALONE):
            yield Fault(
                13000,
                f"<{target.name}> may not stand beside <{kept[0].name}> in one Dial; it is skipped.",
                f"<{target.name if target.name in _ALONE else kept[0].name}> stands alone.",
                at=target,
            )
        elif len(kept) >= MOST_TARGETS:
            yield Fault(
                13250 if target.name == "Sip" else 13215,
                f"One Dial rings at most {MOST_TARGETS}; this one is skipped.",
                "Remove it.",
                at=target,
            )
        else:
            kept.append(target)
    if len(kept) != len(targets):
        draft.content[:] = kept
    yield from _caller_id(draft, kept)
    if not draft.text and not draft.raw.children:
        yield Fault(None, "<Dial> calls nobody.", "Write a number inside it, or a noun such as <Client>.")


def _caller_id(draft: Draft, targets: list[Element]) -> Iterator[Fault]:
    caller_id = draft.values.get("callerId")
    if not caller_id or (draft.templates and "{{" in caller_id):
        return
    if len(caller_id) > 256:
        yield Fault(13248, "callerId is too long; the caller's own is used.", "Write a number.", "callerId")
    elif targets and all(target.name == "Sip" for target in targets):
        return  # a SIP endpoint may be shown any text
    elif not re.match(r"(client|sip|sim):.", caller_id):
        try:
            Telephone().read(caller_id)
            return
        except BadValue:
            yield Fault(
                13214,
                f"callerId={short(caller_id)} on <Dial> is not a telephone number or client:NAME;"
                " the caller's own is used.",
                "Write a number such as +14155550123, or client:NAME.",
                "callerId",
            )
    else:
        return
    draft.forget("callerId")


def _client(draft: Draft) -> Iterator[Fault]:
    if not draft.text and not any(child.name == "Identity" for child in draft.children):
        yield Fault(None, "<Client> names nobody.", "Write the identity inside it.")


def _conference(draft: Draft) -> Iterator[Fault]:
    if "waitUrl" not in draft.valid and "waitMethod" not in draft.valid:
        draft.values["waitMethod"] = "GET"  # the built-in music is fetched so
    yield from _text_needed(draft)


def _enqueue(draft: Draft) -> Iterator[Fault]:
    if "workflowSid" not in draft.valid and not draft.children:
        yield from _text_needed(draft)


def _task(draft: Draft) -> Iterator[Fault]:
    if draft.text and not draft.is_template and not draft.text.startswith("{"):
        yield Fault(
            None, "The attributes of a <Task> are a JSON object.", 'Write such as {"skill": "sales"}.'
        )


def _queue(draft: Draft) -> Iterator[Fault]:
    if "reservationSid" not in draft.valid:
        yield from _text_needed(draft)


_HEADER = re.compile(
    r"(x-[\w\-.!%*+`'~]+|user-to-user|remote-party-id|p-preferred-identity|p-called-party-id)", re.IGNORECASE
)


def _sip(draft: Draft) -> Iterator[Fault]:
    if not draft.text:
        if not any(child.name == "Uri" for child in draft.children):
            yield Fault(13243, "<Sip> has no SIP URI.", "Write one inside it, such as sip:kate@example.com.")
        return
    _, _, headers = draft.text.partition("?")
    if len(headers) >= 1024:
        yield Fault(13253, "The headers after ? have 1024 characters or more.", "Send fewer.", on_text=True)
    for header in headers.split("&") if headers and not draft.is_template else ():
        name = header.partition("=")[0]
        if not _HEADER.fullmatch(name):
            yield Fault(
                13252,
                f"The SIP header {short(name)} may not be set; it is left out.",
                "Headers of your own begin with x-.",
                on_text=True,
            )


def _stream(draft: Draft) -> Iterator[Fault]:
    where = draft.parent.key if draft.parent is not None else ""
    if where == "Stop":
        return
    if "url" not in draft.raw.attributes and not draft.value("connectorName"):
        yield Fault(31923, "<Stream> has no url.", 'Write url="wss://...".')
    if where == "Connect" and draft.value("track") != "inbound_track":
        draft.forget("track")
        yield Fault(
            31941,
            "A <Stream> inside <Connect> sends the caller's sound only.",
            'Write track="inbound_track", or leave it out.',
            "track",
        )


def _relay(draft: Draft) -> Iterator[Fault]:
    if "url" not in draft.raw.attributes:
        yield Fault(64101, "<ConversationRelay> has no url.", 'Write url="wss://...".')


def _parameter(draft: Draft) -> Iterator[Fault]:
    if not draft.value("name"):
        draft.skipped = True
        yield Fault(None, f"<{draft.raw.name}> has no name; it is skipped.", 'Write name="..." value="...".')
    elif (
        draft.parent is not None
        and draft.parent.key == "Stream"
        and len(draft.value("name") + (draft.value("value") or "")) >= 500
    ):
        yield Fault(
            SCHEMA, "A parameter's name and value together must be under 500 characters.", "Shorten it."
        )


def _one_service(draft: Draft) -> Iterator[Fault]:
    name = draft.raw.name
    if not draft.raw.children:
        yield Fault(
            None, f"<{name}> has nothing inside and does nothing.", "Put a noun such as <Stream> into it."
        )
    elif name == "Connect":
        for extra in draft.children[1:]:
            yield Fault(
                None,
                f"<Connect> connects to one service; <{extra.name}> is skipped.",
                "Use a second <Connect> after it.",
                at=extra,
            )
        draft.content[:] = draft.children[:1]


def _pay(draft: Draft) -> Iterator[Fault]:
    if "bankAccountType" in draft.valid and draft.value("paymentMethod") == "credit-card":
        yield Fault(
            64017,
            'bankAccountType does not go with paymentMethod="credit-card".',
            'Write paymentMethod="ach-debit", or leave bankAccountType out.',
            "bankAccountType",
        )


RULES: Mapping[str, tuple[Rule, ...]] = {
    "Say": (_say,),
    "Play": (_play,),
    "Gather": (_gather,),
    "Record": (_record,),
    "Dial": (_dial,),
    "Number": (_text_needed,),
    "WhatsApp": (_text_needed,),
    "Client": (_client,),
    "Conference": (_conference,),
    "Queue": (_queue,),
    "Sip": (_sip,),
    "SipUri": (_text_needed,),
    "ReferSip": (_text_needed,),
    "Enqueue": (_enqueue,),
    "Task": (_task,),
    "Sms": (_text_needed,),
    "Stream": (_stream,),
    "ConversationRelay": (_relay,),
    "Parameter": (_parameter,),
    "Config": (_parameter,),
    "Start": (_one_service,),
    "Stop": (_one_service,),
    "Connect": (_one_service,),
    "Pay": (_pay,),
}
"""The rules, by the key of the element."""
