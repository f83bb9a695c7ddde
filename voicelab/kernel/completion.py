"""Completion in a notebook's cells: the magic's line, TwiML below it, and the names of the lab's things in strings.

A matcher of IPython's completer. Where it has something to offer, Python's own guesses are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from IPython.core.completer import (
    CompletionContext,
    SimpleCompletion,
    SimpleMatcherResult,
    context_matcher,
)

from voicelab.calls.events import Event
from voicelab.errors import VoiceLabError
from voicelab.kernel.call import Call
from voicelab.kernel.lab import Lab
from voicelab.kernel.magics import complete
from voicelab.kernel.records import Notification, Recording
from voicelab.kernel.rooms import Conference
from voicelab.twiml import assist

__all__ = ["matcher"]

_MAGIC = re.compile(r"\s*%%?twiml\b")

_MEMBER = re.compile(r"\.(calls|recordings|notifications|conferences)\[[^\[\]]+\]\.(\w*)$")
_ROWS: dict[str, type] = {
    "calls": Call,
    "recordings": Recording,
    "notifications": Notification,
    "conferences": Conference,
}

_VOICES = ("microphone", "typed", "silence")
_TRANSPORTS = ("auto", "webrtc", "websocket")
_SIDES = ("caller", "lab", "both")


def matcher(lab: Callable[[], Lab]) -> Any:
    """A matcher for ``shell.Completer.custom_matchers``; ``lab`` gives the lab whose names it offers."""

    @context_matcher(identifier="voicelab", priority=100)  # type: ignore[untyped-decorator]
    def voicelab(context: CompletionContext) -> SimpleMatcherResult:
        before = context.line_with_cursor[: context.cursor_position]
        first, _, _ = context.full_text.lstrip("\n").partition("\n")
        if _MAGIC.match(before):
            word = re.split(r"\s", before)[-1]
            return _offer(complete(lab, before, word), word, "keyword")
        if context.cursor_line > 0 and _MAGIC.match(first):
            return _twiml(lab, context)
        if member := _MEMBER.search(before):  # Python cannot tell what stands in a table
            kind = _ROWS[member[1]]
            names = [*(each for each in dir(kind) if not each.startswith("_")), *getattr(kind, "_fields", ())]
            return _offer(sorted(each for each in names if each.startswith(member[2])), member[2], "property")
        try:
            return _name_in_string(lab, before)
        except VoiceLabError:  # the lab is gone: no names
            return _offer((), "", "")

    return voicelab


def _twiml(lab: Callable[[], Lab], context: CompletionContext) -> SimpleMatcherResult:
    """What may stand at the cursor below ``%%twiml``."""
    lines = context.full_text.split("\n")
    above = next(number for number, line in enumerate(lines) if _MAGIC.match(line)) + 1
    try:
        addresses = [f"/twiml/{name}" for name in lab().twiml] + [
            f"/webhooks{path}" for path in lab().webhooks
        ]
    except VoiceLabError:  # the lab is gone: the language is still there
        addresses = []
    source, line = "\n".join(lines[above:]), context.cursor_line - above + 1
    found = assist.complete(source, line, context.cursor_position + 1, addresses)
    replaced = found[0].replaces if found else 0
    words = context.line_with_cursor[context.cursor_position - replaced : context.cursor_position]
    inserts = (each.insert.removesuffix('"') if each.kind == "attribute" else each.insert for each in found)
    return _offer(inserts, words, "class")


def _name_in_string(lab: Callable[[], Lab], line: str) -> SimpleMatcherResult:
    """The names that may stand in the string that is open at the end of ``line``."""
    begin = _open_string(line)
    if begin is None:
        return _offer((), "", "")
    code, word = line[:begin], line[begin + 1 :]
    for pattern, names in _PLACES:
        if pattern.search(code):
            offered = [name for name in names(lab) if name.startswith(word)]
            return _offer(offered, word, "instance")
    return _offer((), "", "")


def _open_string(line: str) -> int | None:
    """Where the string begins that is open at the end of the line; None when none is."""
    begin: int | None = None
    for index, letter in enumerate(line):
        if letter in "\"'" and (index == 0 or line[index - 1] != "\\"):
            if begin is None:
                begin = index
            elif line[begin] == letter:
                begin = None
    return begin


def _documents(lab: Callable[[], Lab]) -> Iterable[str]:
    return list(lab().twiml)


def _answers(lab: Callable[[], Lab]) -> Iterable[str]:
    """What may answer a call: documents, webhook functions."""
    return [*lab().twiml, *lab().webhooks]


def _callable(lab: Callable[[], Lab]) -> Iterable[str]:
    """Whom one may call."""
    return [*lab().twiml, *lab().addresses]


def _ringable(lab: Callable[[], Lab]) -> Iterable[str]:
    """Who may be rung: phones and numbers."""
    return [each for each in lab().addresses if not each.startswith("app:")]


_PLACES: tuple[tuple[re.Pattern[str], Callable[[Callable[[], Lab]], Iterable[str]]], ...] = (
    (re.compile(r"\.twiml\[$|\.(editor|flow|announce|findings|publish|export)\($"), _documents),
    (re.compile(r"\.call\([^()]*,\s*(what\s*=\s*)?$"), _answers),
    (re.compile(r"\b(voice_url|voice_fallback_url|status_callback)\s*=\s*$"), _answers),
    (re.compile(r"\.webhook_url\($"), lambda lab: lab().webhooks),
    (re.compile(r"\.call\($|\.click_to_call\($"), _ringable),
    (re.compile(r"\.dial\($|\bto\s*=\s*$"), _callable),
    (re.compile(r"\.conference\($"), lambda lab: {each.name: 0 for each in lab().conferences}),
    (re.compile(r"\bvoice\s*=\s*$"), lambda lab: _VOICES),
    (re.compile(r"\btransport\s*=\s*$"), lambda lab: _TRANSPORTS),
    (re.compile(r"\.(audio|samples)\($"), lambda lab: _SIDES),
    (re.compile(r"\buntil\s*=\s*$"), lambda lab: sorted(Event.registry)),
)


def _offer(names: Iterable[str], fragment: str, kind: str) -> SimpleMatcherResult:
    found = [SimpleCompletion(name, type=kind) for name in names]
    return SimpleMatcherResult(completions=found, matched_fragment=fragment, suppress=True, ordered=True)
