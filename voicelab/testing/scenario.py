"""Scenarios as data: a call written down in YAML or JSON, with the fixture's words.

::

    scenario: The menu leads to sales
    dial: menu.xml                     # TwiML, a file of it, an address, or module:application
    to: "+15005550006"
    callees:
      "+15005550010": {answers_after: 3, says: Sales speaking., hangs_up_after: 2}
    steps:
      - hears: Press 1 for sales
      - presses: 1
      - expects: Dial
        number: "+15005550010"
      - ended: completed
      - elapsed: 30                    # at most so many seconds of call time

A file holds one scenario, a list of them, or several YAML documents. Every scalar is read as text, so that
``+15005550006`` and ``01`` need no quotes. Other parts: ``from``, ``path``, ``parameters``, ``documents``
(name: TwiML), ``serve`` (address: TwiML, or a list of answers in turn), ``numbers`` (number: what it runs),
``faults`` (``{loss: 5%, jitter: 30ms}``; see :mod:`voicelab.testing.faults`), ``render``, ``seed``. Steps for
several calls say ``call: NAME``, and ``dial`` is a step then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from voicelab.errors import VoiceLabError
from voicelab.media.tones import keys_of
from voicelab.testing.fixture import TestLab
from voicelab.testing.placed import TestCall
from voicelab.testing.scenario_file import Items, Mapped, ScenarioError, Text, read
from voicelab.testing.surprise import Surprise
from voicelab.testing.words import plain

__all__ = ["Outcome", "Scenario", "ScenarioError", "load"]

_CALL = frozenset({"to", "from", "path", "parameters"})
_HOUSE = frozenset({"documents", "serve", "numbers", "callees", "faults", "render", "seed"})
_PARTS = frozenset({"scenario", "dial", "steps"}) | _CALL | _HOUSE


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a scenario went. ``failure`` is empty when it passed; ``line`` is that of the step that failed."""

    scenario: Scenario
    failure: str = ""
    line: int = 0
    elapsed: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.failure


@dataclass(slots=True)
class Scenario:
    """One scenario of one file, ready to run."""

    name: str
    file: Path
    line: int
    parts: Mapped = field(repr=False)

    def run(self, lab: TestLab) -> Outcome:
        """Run it on ``lab``. ScenarioError when a step cannot be read; a surprise is in the outcome."""
        play = _Play(self, lab)
        with ExitStack() as undo:
            try:
                play.prepare(undo)
                for step in play.steps():
                    play.step(step, undo)
            except (Surprise, VoiceLabError) as failure:
                if isinstance(failure, ScenarioError):
                    raise
                return Outcome(self, str(failure), play.line, lab.elapsed)
        return Outcome(self, "", 0, lab.elapsed)

    def make_lab(self, **settings: Any) -> TestLab:
        """A lab as the scenario wants it; ``settings`` go before."""
        wanted: dict[str, Any] = {}
        if "render" in self.parts:
            wanted["render"] = self.parts.flag("render")
        if "seed" in self.parts:
            wanted["seed"] = self.parts.text("seed")
        return TestLab(**{**wanted, **settings})


def load(path: Path) -> list[Scenario]:
    """The scenarios of a file. ScenarioError, with the place, for a file that cannot be used."""
    found: list[Scenario] = []
    for number, parts in enumerate(read(path), 1):
        parts.only(_PARTS)
        if not parts.get("steps"):
            raise parts.error("this scenario has no steps", "Add `steps:` with what happens, one a line.")
        name = parts.text("scenario") if "scenario" in parts else f"{path.stem} {number}"
        scenario = Scenario(name, path, parts.line, parts)
        for step in _Play(scenario, None).steps():
            _word_of(step)
        found.append(scenario)
    if not found:
        raise ScenarioError("there is no scenario in here", path, 1)
    return found


class _Play:
    """One run of a scenario."""

    def __init__(self, scenario: Scenario, lab: TestLab | None) -> None:
        self.parts = scenario.parts
        self.folder = scenario.file.parent
        self.line = scenario.line
        self._lab = lab
        self._calls: dict[str, TestCall] = {}
        self._last = ""

    @property
    def lab(self) -> TestLab:
        assert self._lab is not None
        return self._lab

    def steps(self) -> Iterator[Mapped]:
        """The steps, a ``dial`` of the scenario itself first."""
        if "dial" in self.parts:
            own = {key: value for key, value in self.parts.items() if key in _CALL or key == "dial"}
            yield Mapped(own, self.parts.file, self.parts.line)
        yield from self.parts.list("steps")

    def prepare(self, undo: ExitStack) -> None:
        """Everything that is there before the first call."""
        parts = self.parts
        for name, source in parts.mapping("documents").items():
            self.lab.document(name, self._app(source))
        for address, source in parts.mapping("serve").items():
            self.lab.serve(address, self._answers(source))
        for number, source in parts.mapping("numbers").items():
            self.lab.number(number, self._app(source))
        for address, behaviour in parts.mapping("callees").items():
            self.lab.callee(address, **_typed(behaviour, _CALLEE, parts))
        if parts.mapping("faults"):
            undo.enter_context(self.lab.break_it(**_typed(parts.mapping("faults"), _FAULTS, parts)))

    def step(self, step: Mapped, undo: ExitStack) -> None:
        """Do one step."""
        self.line = step.line
        word = _word_of(step)
        rest = {key: value for key, value in step.items() if key not in (word, "call")}
        name = step.text("call") if "call" in step else self._last
        self._last = name
        if word == "dial":
            step.mapping("parameters")
            details = {"from_" if key == "from" else key: value for key, value in rest.items()}
            self._calls[name] = self.lab.dial(self._app(step["dial"]), **_plain(details))
        elif word == "break_it":
            undo.enter_context(self.lab.break_it(**_typed(step.mapping("break_it"), _FAULTS, step)))
        elif word == "mend":
            undo.close()
        elif word == "elapsed":
            limit = step.number("elapsed")
            if self.lab.elapsed > limit:
                raise Surprise(
                    f"expected at most {limit:g} s of call time, not {self.lab.elapsed:.2f}",
                    self.lab.timeline(),
                )
        elif word == "waits" and name not in self._calls:
            self.lab.waits(step.number("waits"))
        elif name not in self._calls:
            raise step.error(f"no call {name or ''} was dialled before this step", "Dial first.")
        else:
            _CALL_STEPS[word](self, self._calls[name], step, rest)

    def _app(self, source: Any) -> Any:
        """What ``dial``, ``documents`` and ``numbers`` name."""
        if not isinstance(source, str):
            raise self.parts.error("this is neither TwiML nor an address", "Write text here.")
        text = source.strip()
        if text.startswith(("<", "http://", "https://", "app:", "client:", "+")):
            return text
        file = next((there for there in (self.folder / text, Path(text)) if there.is_file()), Path(text))
        if file.suffix in (".xml", ".twiml") or file.is_file():
            try:
                return file.read_text(encoding="utf-8")
            except OSError as error:
                raise self.parts.error(
                    f"{text} cannot be read: {error.strerror}", "Is the file's name right?"
                ) from error
        module, colon, attribute = text.partition(":")
        if colon:
            return self._imported(module, attribute)
        return text

    def _imported(self, module: str, attribute: str) -> Any:
        for folder in (str(self.folder.resolve()), str(Path.cwd())):
            if folder not in sys.path:
                sys.path.insert(0, folder)
        try:
            found = import_module(module.removesuffix(".py").replace("/", "."))
            for name in attribute.split("."):
                found = getattr(found, name)
        except Exception as error:
            raise self.parts.error(
                f"{module}:{attribute} cannot be had: {type(error).__name__}: {error}", "Is the name right?"
            ) from error
        return found

    def _answers(self, source: Any) -> Callable[[], Any]:
        answers = (
            [self._answer(item) for item in source] if isinstance(source, Items) else [self._answer(source)]
        )
        turn = iter(answers)
        return lambda: next(turn, answers[-1])

    def _answer(self, source: Any) -> Any:
        if isinstance(source, Mapped):
            body = self._app(source["body"]) if "body" in source else ""
            return body, int(source.number("status")) if "status" in source else 200
        return self._app(source)


# --- steps of a call ----------------------------------------------------------------------------------------------
def _hears(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    words = step.text("hears")
    if not plain(words).strip():
        raise step.error(f"there are no words in {words!r}", "Write what is said.")
    call.hears(words, **_typed(rest, {"within": float, "to_the_end": _flag}, step))


def _presses(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    try:
        keys = keys_of(step.text("presses"))
    except ValueError as error:
        raise step.error(str(error)) from error
    call.presses(keys, **_typed(rest, {"after": float}, step))


def _says(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    call.says(step.text("says"))


def _waits(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    call.waits(step.number("waits"))


def _hangs_up(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    call.hangs_up()


def _expects(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    limit = {name: rest.pop(name) for name in ("within",) if name in rest}
    call.expects(step.text("expects"), **_typed(limit, {"within": float}, step), **_plain(rest))


def _ended(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    verdict = call.ended(step.text("ended") or None, **_typed(rest, {"within": float}, step))
    if not verdict:
        raise Surprise(repr(verdict).strip("<>"), call.timeline)


def _requested(play: _Play, call: TestCall, step: Mapped, rest: dict[str, Any]) -> None:
    """The newest request to an address that holds this text had these parameters."""
    wanted = step.text("requested")
    found = [request for request in call.requests if wanted in request.url]
    if not found:
        raise Surprise(f"expected a request to {wanted}; there was none", call.timeline)
    for name, value in rest.items():
        got = found[-1].parameters.get(name)
        if got != str(value):
            raise Surprise(f"expected {name}={value} in the request to {wanted}, not {got!r}", call.timeline)


_CALL_STEPS: Mapping[str, Callable[[_Play, TestCall, Mapped, dict[str, Any]], None]] = {
    "hears": _hears,
    "presses": _presses,
    "says": _says,
    "waits": _waits,
    "hangs_up": _hangs_up,
    "expects": _expects,
    "ended": _ended,
    "requested": _requested,
}
_WORDS = (*_CALL_STEPS, "dial", "elapsed", "break_it", "mend")


def _word_of(step: Mapped) -> str:
    word = next((key for key in step if key in _WORDS), None)
    if word is None:
        names = ", ".join(step) or "nothing"
        raise step.error(f"a step cannot be {names}", f"A step begins with one of {', '.join(_WORDS)}.")
    return word


# --- types --------------------------------------------------------------------------------------------------------
def _flag(value: str) -> bool:
    if value.lower() in ("true", "yes", "on", ""):
        return True
    if value.lower() in ("false", "no", "off"):
        return False
    raise ValueError(f"{value!r} is neither true nor false")


def _seconds_or_never(value: str) -> float | None:
    return None if value.lower() in ("never", "null", "none", "") else float(value)


def _mapping(value: Any) -> dict[str, str]:
    return dict(value)


_CALLEE: Mapping[str, Callable[[str], Any]] = {
    "answers_after": _seconds_or_never,
    "busy": _flag,
    "declines": _flag,
    "absent": _flag,
    "says": str,
    "machine": str,
    "hangs_up_after": _seconds_or_never,
}
_FAULTS: Mapping[str, Callable[[str], Any]] = {
    "webhook": str,
    "slow": str,
    "only": str,
    "times": int,
    "share": str,
    "loss": str,
    "jitter": str,
    "reorder": str,
    "signaling": str,
    "after": str,
    "callee": _mapping,
}


def _typed(values: Any, types: Mapping[str, Callable[[Any], Any]], around: Mapped) -> dict[str, Any]:
    """The values as their types read them. ScenarioError with their place, or that of what is ``around`` them."""
    where = values if isinstance(values, Mapped) else around
    if not isinstance(values, dict):
        raise where.error(f"here must stand names with values, not {values!r}")
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if name not in types:
            raise where.error(f"{name!r} is not known here", f"Known are {', '.join(types)}.")
        try:
            typed[name] = types[name](value)
        except (TypeError, ValueError) as error:
            raise where.error(f"{name}: {error}") from error
    return typed


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: str(value) if isinstance(value, Text) else list(value) if isinstance(value, Items) else value
        for key, value in values.items()
    }
