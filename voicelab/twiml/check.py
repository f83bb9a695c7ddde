"""What is wrong in a document, read off the grammar table: Twilio's code, line, column, cure.

:func:`examine` also gives the document that can run: unknown verbs, attributes and stray text are left out
(12200), bad values are replaced by defaults (13xxx), and an element with an error carries it as its ``fault``,
so that a call runs everything before it and stops there with the right code. Rules that look at more than one
attribute are in :mod:`voicelab.twiml.rules`; advice about documents that are right but regrettable is in
:mod:`voicelab.twiml.lints`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from voicelab.errors import DocumentError, Place
from voicelab.twiml.document import Document, Element, parse
from voicelab.twiml.entry import SCHEMA, Attribute, ElementSpec, severity
from voicelab.twiml.findings import Finding, short
from voicelab.twiml.grammar import ELEMENTS, RESPONSE, VERBS, children_of, names
from voicelab.twiml.nearest import nearest
from voicelab.twiml.rules import RULES, Draft, Fault
from voicelab.twiml.values import BadValue, Text

__all__ = ["MOST_FINDINGS", "ROLES", "Examined", "Finding", "Role", "examine"]

MOST_FINDINGS = 200
"""How many findings one document gets; what is wrong beyond that is still left out of what runs."""

Role = Literal["whisper", "wait", "queue-wait", "queue-url"]

_WAITING = frozenset({"Play", "Say", "Pause", "Redirect"})
ROLES: Mapping[str, frozenset[str]] = {
    "whisper": frozenset(VERBS) - {"Dial"},
    "wait": _WAITING,
    "queue-wait": _WAITING | {"Hangup", "Leave", "Gather"},
    "queue-url": _WAITING,
}
"""The verbs that may run in a document of each role: on a called leg before it is joined, while a conference
has not started (or somebody is on hold, or it is an announcement), while a caller waits in a queue, and just before
that caller is joined with whoever takes it."""

_NOTHING: frozenset[str] = frozenset()
# elements of which nothing can be said when they are empty: a document of thousands stays quick
_BARE = frozenset(key for key, entry in ELEMENTS.items() if key not in RULES and not entry.followers)
_NESTED_CODES = {("Gather", "Say", "voice"): 13321, ("Gather", "Say", "loop"): 13322}


@dataclass(frozen=True, slots=True)
class Examined:
    """What :func:`examine` found: the document that can run, None when none can, and the findings in order."""

    document: Document | None
    findings: tuple[Finding, ...]


def examine(
    source: str | bytes,
    *,
    allowed: Collection[str] | None = None,
    role: Role | None = None,
    templates: bool = True,
) -> Examined:
    """Check a document. Never raises for bad input.

    ``allowed`` names the verbs that may run, ``role`` says what the document is for and so which; a verb
    that may not run is an error: 13201 for a Dial, 13238 in a wait document, 14202 in a queue's, 14211 before a
    queued caller is joined. With ``templates`` what has ``{{Param}}`` in it is filled in later and not judged.
    """
    try:
        document = parse(source)
    except DocumentError as error:
        return Examined(None, (Finding.of(error),))
    examination = _Examination(ROLES[role] if allowed is None and role else allowed, role, templates)
    root = examination.build(document.root, RESPONSE, None)
    findings = sorted(examination.findings, key=lambda found: (found.place.line, found.place.column))
    sound = root is not None and root.fault is None
    return Examined(Document(root, document.source) if root and sound else None, tuple(findings))


class _Examination:
    """One pass over a tree, from the root down."""

    def __init__(self, allowed: Collection[str] | None, role: Role | None, templates: bool) -> None:
        self.findings: list[Finding] = []
        self._allowed = allowed
        self._role = role
        self._templates = templates
        self._errors = 0

    def _report(
        self,
        code: int | None,
        message: str,
        cure: str,
        place: Place,
        element: str,
        attribute: str | None = None,
        instead: str | None = "",
    ) -> Finding:
        level = severity(code) if code is not None else "warning"
        finding = Finding(code, level, message, cure, place, element, attribute, instead or "")
        self._errors += level == "error"
        if not self._full or (level == "error" and self._errors <= MOST_FINDINGS):
            self.findings.append(finding)  # warnings never crowd out an error
        return finding

    @property
    def _full(self) -> bool:
        return len(self.findings) >= MOST_FINDINGS

    def build(self, raw: Element, spec: ElementSpec, parent: ElementSpec | None) -> Element | None:
        """The element that can run, or None when it is skipped."""
        if not raw.attributes and not raw.content and spec.key in _BARE and self._allowed is None:
            return Element(raw.name, raw.attributes, (), (), "", raw.source, raw.offset, raw.offset, spec)
        draft = Draft(raw, spec, parent, templates=self._templates)
        if raw.attributes:
            self._attributes(draft)
        if raw.content:
            self._content(draft)
        if raw.text or spec.text is not None:
            self._text(draft)
        for rule in RULES.get(spec.key, ()):
            for fault in rule(draft):
                self._fault(draft, fault)
        if draft.skipped:
            return None
        for name, other in spec.followers:
            if name not in draft.valid:
                draft.values[name] = draft.value(other)
        if parent is RESPONSE and self._allowed is not None and spec.name not in self._allowed:
            self._not_allowed(draft)
        children = tuple(draft.children)
        if draft.error is None and parent is not None:
            draft.error = next((child.fault for child in children if child.fault is not None), None)
        return Element(
            raw.name,
            raw.attributes,
            tuple(draft.content),
            children,
            draft.text,
            raw.source,
            raw.offset,
            raw.text_offset,
            spec,
            draft.values,
            frozenset(draft.valid) if draft.valid else _NOTHING,
            draft.error,
        )

    def _fault(self, draft: Draft, fault: Fault) -> None:
        if self._full and (fault.code is None or severity(fault.code) == "warning"):
            return
        raw = draft.raw
        place = draft.attribute_place(fault.attribute) if fault.attribute else raw.place
        if fault.at is not None:
            place = fault.at.place
        elif fault.on_text:
            place = raw.text_place
        found = self._report(fault.code, fault.message, fault.cure, place, raw.name, fault.attribute)
        if found.level == "error":
            draft.error = draft.error or found

    # --- attributes -----------------------------------------------------------------------------------------
    def _attributes(self, draft: Draft) -> None:
        for name, written in draft.raw.attributes.items():
            attribute = draft.spec.attributes.get(name)
            if attribute is None:
                self._unknown_attribute(draft, name)
            elif self._templates and "{{" in written:  # filled in when the document is asked for
                if isinstance(attribute.kind, Text):
                    draft.give(name, written)
            else:
                try:
                    draft.give(name, attribute.kind.read(written))
                except BadValue as bad:
                    self._bad_value(draft, attribute, written, bad)

    def _bad_value(self, draft: Draft, attribute: Attribute, written: str, bad: BadValue) -> None:
        code = attribute.code_for(bad.reason)
        if draft.parent is not None:
            code = _NESTED_CODES.get((draft.parent.key, draft.spec.key, attribute.name), code)
        if (
            code == 11100
        ):  # the URL stays as written: it fails when it is asked, as any address that does not work
            draft.give(attribute.name, written.strip())
        if self._full and severity(code) == "warning":
            return
        message = (
            f"{attribute.name}={short(written)} on <{draft.raw.name}> is not {attribute.kind.expected}"
            f"{_instead(attribute) if severity(code) == 'warning' else '.'}"
        )
        close = nearest(written.strip(), attribute.kind.offers)
        cure = f'Did you mean "{close}"?' if close else f"Write {attribute.kind.expected}."
        place = draft.attribute_place(attribute.name)
        found = self._report(code, message, cure, place, draft.raw.name, attribute.name, close)
        if found.level == "error" and code != 11100:
            draft.error = draft.error or found

    def _unknown_attribute(self, draft: Draft, name: str) -> None:
        if name.startswith(("xmlns:", "xsi:", "xml:")) or self._full:
            return
        raw = draft.raw
        place = draft.attribute_place(name)
        if name == "xmlns":
            self._report(None, "A namespace means nothing in TwiML.", "Remove xmlns.", place, raw.name, name)
            return
        close = nearest(name, draft.spec.attributes)
        if close:
            cure = f"Did you mean {close}?"
        elif draft.parent is not None and name in draft.parent.attributes:
            cure = f"It belongs on <{draft.parent.name}>."
        elif draft.spec.attributes:
            cure = f"<{raw.name}> knows {_listed(draft.spec.attributes)}."
        else:
            cure = f"<{raw.name}> has no attributes."
        message = f"<{raw.name}> has no attribute {short(name)}; it is ignored."
        self._report(SCHEMA, message, cure, place, raw.name, name, close)

    # --- content --------------------------------------------------------------------------------------------
    def _content(self, draft: Draft) -> None:
        inside = children_of(draft.spec)
        for item in draft.raw.content:
            if isinstance(item, str):
                if draft.spec.text is not None:
                    draft.content.append(item)
                continue
            spec = inside.get(item.name)
            if spec is None:
                self._unknown_element(draft, item)
                continue
            built = self.build(item, spec, draft.spec)
            if built is not None:
                draft.content.append(built)

    def _unknown_element(self, draft: Draft, item: Element) -> None:
        parent = draft.spec
        known = item.name in names()
        if parent.text is not None and not known and draft.in_speech:
            draft.content.append(item.plain_text)  # an unknown mark around words: the words are still spoken
        code = parent.misplaced if known or severity(parent.misplaced) == "error" else SCHEMA
        if self._full and severity(code) == "warning":
            return
        if known:
            message = f"<{item.name}> may not stand inside <{parent.name}>; it is skipped."
            homes = [entry.name for entry in ELEMENTS.values() if item.name in children_of(entry)]
            close = None
            cure = f"It may stand inside {_listed(f'<{home}>' for home in dict.fromkeys(homes))}."
        else:
            message = f"{short(f'<{item.name}>').strip(chr(34))} is not known; it is skipped."
            close = nearest(item.name, children_of(parent)) or nearest(item.name, sorted(names()))
            cure = f"Did you mean <{close}>?" if close else _may_contain(parent)
        found = self._report(code, message, cure, item.place, item.name, instead=close)
        if found.level == "error":
            draft.error = draft.error or found

    def _text(self, draft: Draft) -> None:
        raw, slot = draft.raw, draft.spec.text
        if slot is None:
            leaf = draft.parent is not None and all(child == "Parameter" for child in draft.spec.children)
            if not self._full:
                self._report(
                    None if leaf else SCHEMA,
                    f"Text inside <{raw.name}> means nothing: {short(raw.text, 30)}; it is ignored.",
                    "To speak it, put it inside <Say>." if draft.speaks else "Remove it.",
                    raw.text_place,
                    raw.name,
                )
            return
        written = raw.plain_text if draft.in_speech else raw.text
        draft.text = raw.text
        if not written or (self._templates and "{{" in written):
            return  # whether text may be missing is a rule
        try:
            slot.kind.read(written)
        except BadValue as bad:
            code = slot.code_for(bad.reason)
            message = f"{short(written)} in <{raw.name}> is not {slot.kind.expected}."
            if bad.reason == "long":
                message = f"The text of <{raw.name}> has {len(written)} characters."
            found = self._report(code, message, f"Write {slot.kind.expected}.", raw.text_place, raw.name)
            if found.level == "error" and code != 11100:
                draft.error = draft.error or found

    def _not_allowed(self, draft: Draft) -> None:
        name, allowed = draft.raw.name, self._allowed or ()
        if self._role == "queue-wait" or (self._role is None and "Leave" in allowed):
            code, where = 14202, "a queue's wait document"
        elif self._role == "queue-url":
            code, where = 14211, "what a queued caller hears before it is joined"
        elif self._role == "wait":
            code, where = 13238, "what a conference's parties wait with, are held with or are announced"
        elif name == "Dial":
            code, where = 13201, "a document that runs on a called leg"
        else:
            code, where = 13238, "this document"
        found = self._report(
            code,
            f"<{name}> may not run in {where}.",
            f"Only {_listed(f'<{verb}>' for verb in VERBS if verb in allowed)} may.",
            draft.raw.place,
            name,
        )
        draft.error = draft.error or found


def _instead(attribute: Attribute) -> str:
    default = attribute.default
    if isinstance(default, bool):
        return f'; "{str(default).lower()}" is used.'
    if isinstance(default, tuple):
        return f'; "{" ".join(default)}" is used.' if default else "; it is ignored."
    return "; it is ignored." if default in (None, "") else f'; "{default}" is used.'


def _listed(words: Iterable[str]) -> str:
    items = list(words)
    shown = items[:14] + ([f"{len(items) - 14} more"] if len(items) > 14 else [])
    return (
        shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else "nothing"
    )


def _may_contain(parent: ElementSpec) -> str:
    if not parent.children:
        return f"<{parent.name}> has no elements inside."
    return f"<{parent.name}> may contain {_listed(children_of(parent))}."
