"""A recorded call as a test: what the caller did and heard, read off its events.

The caller's keys and words become steps at their times, the prompts become expectations. A document that ran
stands in the test as it was, so that the test needs nothing else; a test of the real application replaces it
by the application's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import yaml

from voicelab.calls.events import (
    CallCreated,
    CallEnded,
    CallStatusChanged,
    DigitPressed,
    DocumentStarted,
    Event,
    PromptEnded,
    PromptStarted,
    SpeechHeard,
    VerbStarted,
    WebhookStarted,
)

__all__ = ["as_scenario", "as_test"]

_AT_THE_EAR = 0.25  # seconds that a scripted callee takes before it acts
_HANGING_UP = ("caller hung up", "party hung up", "ended by request")  # a lab's scripted caller asks for it
_EXPECTED = frozenset({"Dial", "Record", "Redirect", "Enqueue", "Reject", "Hangup", "Connect"})


def as_test(
    events: Sequence[Event], *, name: str = "call", kind: Literal["python", "yaml"] | str = "python"
) -> str:
    """The text of a pytest function, or of a scenario file, that replays the call of these events.

    The first call created in ``events`` is the one replayed; the calls it made become scripted callees.
    """
    scenario = as_scenario(events, name=name)
    if kind == "yaml":
        return yaml.dump(scenario, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return _python(scenario)


def as_scenario(events: Sequence[Event], *, name: str = "call") -> dict[str, Any]:
    """The scenario that replays the call: plain data, as :mod:`voicelab.testing.scenario` reads it."""
    created = next((event for event in events if isinstance(event, CallCreated)), None)
    sid = created.call_sid if created is not None else next((event.call_sid for event in events), "")
    own = [event for event in events if event.call_sid == sid]
    answers: dict[str, list[str]] = {}
    scenario: dict[str, Any] = {"scenario": name}
    numbers: dict[str, str] = {}
    children = {
        event.call_sid: event.to
        for event in events
        if isinstance(event, CallCreated) and event.parent_call_sid == sid
    }
    for event in events:
        if not isinstance(event, DocumentStarted) or event.call_sid not in {sid, *children}:
            continue
        if event.call_sid == sid:
            scenario.setdefault("dial", event.url or event.source)
        else:  # a number of the lab answered
            numbers.setdefault(children[event.call_sid], event.url or event.source)
        if event.url:
            answers.setdefault(event.url.partition("?")[0], []).append(event.source)
    if created is not None:
        scenario["to"], scenario["from"] = created.to, created.from_
    if answers:
        scenario["serve"] = {
            url: texts if len(set(texts)) > 1 else texts[0] for url, texts in answers.items()
        }
    if numbers:
        scenario["numbers"] = numbers
    if callees := _callees(events, sid):
        scenario["callees"] = callees
    scenario["steps"] = list(_steps(own))
    return scenario


def _callees(events: Sequence[Event], parent: str) -> dict[str, dict[str, Any]]:
    """How those whom the call rang took it, by address."""
    callees: dict[str, dict[str, Any]] = {}
    for child in events:
        if not isinstance(child, CallCreated) or child.parent_call_sid != parent:
            continue
        own = [event for event in events if event.call_sid == child.call_sid]
        if any(isinstance(event, DocumentStarted) for event in own):
            continue  # a number of the lab: its document answers
        moved = {event.status: event.at for event in own if isinstance(event, CallStatusChanged)}
        ended = next((event for event in own if isinstance(event, CallEnded)), None)
        answered = moved.get("in-progress")
        behaviour: dict[str, Any] = {}
        if answered is not None:
            behaviour["answers_after"] = round(answered - moved.get("ringing", 0.0), 2)
            if ended is not None and ended.reason.endswith("hung up"):
                behaviour["hangs_up_after"] = round(max(0.0, ended.at - answered - _AT_THE_EAR), 2)
        elif "busy" in moved:
            behaviour["busy"] = True
        elif (ended is not None and "answered in time" in ended.reason) or "canceled" in moved:
            behaviour["answers_after"] = None
        else:
            behaviour["absent"] = True
        callees[child.to] = behaviour
    return callees


def _steps(events: Sequence[Event]) -> Iterable[dict[str, Any]]:
    cut = {event.prompt_id for event in events if isinstance(event, PromptEnded) and not event.complete}
    keys = ""
    pressed_at = 0.0
    now = 0.0  # where the replayed caller stands: the end of the last thing it waited for
    for event in events:
        if isinstance(event, DigitPressed):
            if not keys:
                pressed_at = event.at
            keys += event.digit
            continue
        if keys and isinstance(event, PromptStarted | VerbStarted | CallEnded | WebhookStarted):
            yield {"presses": keys, "after": round(max(0.0, pressed_at - now), 2)}
            now, keys = event.at, ""
        match event:
            case PromptStarted(kind="say" | "play") if event.text:
                if event.prompt_id in cut:
                    yield {"expects": event.kind.capitalize(), "text": event.text}
                    now = event.at
                else:
                    yield {"hears": event.text}
                    now = event.at + event.duration
            case VerbStarted() if event.verb in _EXPECTED:
                yield {"expects": event.verb, **event.attributes}
                now = event.at
            case SpeechHeard(final=True):
                yield {"says": event.text}
                now = event.at
            case CallEnded():
                if event.reason.endswith(_HANGING_UP):
                    if event.at - now > 0.01:
                        yield {"waits": round(event.at - now, 2)}
                    yield {"hangs_up": True}
                yield {"ended": event.status}


def _python(scenario: dict[str, Any]) -> str:
    name = re.sub(r"\W+", "_", scenario["scenario"]).strip("_").lower() or "call"
    lines = [f"def test_{name}(voicelab):"]
    above: dict[str, str] = {}
    for address, source in scenario.get("serve", {}).items():
        if isinstance(source, list):
            told = ", ".join(_told(text, address, above) for text in source)
            lines.append(f"    answers = iter([{told}])")
            lines.append(f"    voicelab.serve({address!r}, lambda answers=answers: next(answers))")
        else:
            lines.append(f"    voicelab.serve({address!r}, lambda: {_told(source, address, above)})")
    for number, answer in scenario.get("numbers", {}).items():
        lines.append(f"    voicelab.number({number!r}, {answer!r})")
    for address, behaviour in scenario.get("callees", {}).items():
        words = "".join(f", {key}={value!r}" for key, value in behaviour.items())
        lines.append(f"    voicelab.callee({address!r}{words})")
    lines.append(
        f"    call = voicelab.dial({scenario.get('dial', '')!r}, to={scenario.get('to', '')!r}, "
        f"from_={scenario.get('from', '')!r})"
    )
    for step in scenario["steps"]:
        (word, value), *rest = step.items()
        extra = "".join(f", {_keyword(key)}={item!r}" for key, item in rest)
        if word == "hangs_up":
            lines.append("    call.hangs_up()")
        elif word == "ended":
            lines.append(f"    assert call.ended({value!r})")
        else:
            lines.append(f"    call.{word}({value!r}{extra})")
    constants = "".join(f'{constant} = """{text}"""\n\n' for text, constant in above.items())
    return constants + ("\n" if constants else "") + "\n".join(lines) + "\n"


def _told(text: str, address: str, above: dict[str, str]) -> str:
    """A document in the test: as a literal, or as the name of a constant above it where it has several lines.

    ``above`` are the constants so far, by their text.
    """
    plain = all(character.isprintable() or character == "\n" for character in text)
    if "\n" not in text or not plain or '"""' in text or "\\" in text or text.endswith('"'):
        return repr(text)
    wanted = re.sub(r"\W+", "_", address.rstrip("/").rpartition("/")[2], flags=re.ASCII).strip("_").upper()
    wanted = wanted if wanted[:1].isalpha() else f"DOCUMENT_{wanted}".rstrip("_")
    if text not in above:
        taken = [constant for constant in above.values() if re.fullmatch(rf"{wanted}(_\d+)?", constant)]
        above[text] = f"{wanted}_{len(taken) + 1}" if taken else wanted
    return above[text]


def _keyword(name: str) -> str:
    return name + "_" if name in ("from", "class", "for", "if", "in", "is", "or", "and", "not") else name


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
