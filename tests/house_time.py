"""The house rules about time, read from the syntax of the tests: nothing sleeps, nothing reads a clock on the wall.

``ruff`` bans the clocks by name (TID251 in pyproject.toml), in tests too; what it cannot see is here: naps of a loop
that is real, waits that are naps in disguise, exemptions, and tests that are tried again until they pass.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import house_loops
from house_loops import dotted, imported

__all__ = ["faults"]

REAL_TIME = (
    *(
        "tests/apps/",
        "tests/bots/",
        "tests/browser/",
        "tests/cli/",
        "tests/docs/",
        "tests/kernel/",
        "tests/media/",
    ),
    *("tests/notebooks/", "tests/onesetting/", "tests/server/", "tests/widgets/"),
)
"""The suites of browsers, of media and of processes, which may look for something again after a pause."""
CLOCK_READERS = {
    "tests/test_clock.py",
    "tests/test_house_time.py",
}  # the one compares clocks, the other quotes
NAPS = {"asyncio.sleep", "asyncio.tasks.sleep", "anyio.sleep", "trio.sleep", "gevent.sleep", "eventlet.sleep"}
SLEEPS = {"time.sleep", "gevent.sleep", "eventlet.sleep"}
EVENTS = {"threading.Event", "multiprocessing.Event"}
TRIED_AGAIN = re.compile(r"\b(flaky|reruns?|retry|retries)\b")


def faults(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Line and words of each breach in the Python file ``name`` of the tests."""
    tree = ast.parse(text)
    names = imported(tree)
    virtual = house_loops.virtual(name, tree)
    yield from house_loops.faults(name, tree)
    for node in ast.walk(tree):
        match node:
            case ast.Name() | ast.Attribute():
                called = dotted(node, names)
                if called in SLEEPS or (called in NAPS and not virtual and not _is_turn(node, tree)):
                    yield node.lineno, "a test that sleeps; wait for the event instead"
            case ast.Call(func=ast.Attribute(attr="wait_for_timeout")):
                yield node.lineno, "a page that sleeps; wait for what shall be seen"
            case ast.Call(func=func) if dotted(func, names) == "select.select" and _waits_for_nothing(node):
                yield node.lineno, "a select of nothing sleeps; wait for the event instead"
        for decorator in getattr(node, "decorator_list", ()):
            if TRIED_AGAIN.search(ast.unparse(decorator)):
                yield decorator.lineno, "no test is tried again until it passes"
    if not name.startswith(REAL_TIME):
        yield from _events_that_never_come(tree, names)
    if name not in CLOCK_READERS:
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"#\s*noqa(?!:)|#\s*noqa:.*TID251", line):
                yield number, "a test reads the clock on the wall; use voicelab.clock, or the loop's time"


def _is_turn(node: ast.expr, tree: ast.AST) -> bool:
    """Whether it is called with nothing but zero, which gives others their turn."""
    call = next((each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.func is node), None)
    return (
        call is not None and [getattr(each, "value", None) for each in call.args] == [0] and not call.keywords
    )


def _waits_for_nothing(call: ast.Call) -> bool:
    return len(call.args) == 4 and all(isinstance(each, ast.List) and not each.elts for each in call.args[:3])


def _events_that_never_come(tree: ast.AST, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Waits of some seconds for an Event that nobody can set, since only ``wait`` is ever asked of it."""
    made = {
        ast.unparse(target)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _makes_event(node.value, names)
        for target in node.targets
    }
    used: dict[str, set[str]] = {}
    handed_on: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            used.setdefault(ast.unparse(node.value), set()).add(node.attr)
        elif isinstance(node, ast.Call):
            handed_on |= {ast.unparse(each) for each in [*node.args, *(pair.value for pair in node.keywords)]}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="wait", value=whose)) if node.args or node.keywords:
                alone = used.get(ast.unparse(whose), set()) <= {"wait", "is_set"}
                named = ast.unparse(whose) in made - handed_on and alone
                if named or _makes_event(whose, names):
                    yield node.lineno, "a wait for what nobody sets is a nap; wait for the event instead"


def _makes_event(node: ast.expr, names: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func, names) in EVENTS


def rules_of(root: Path) -> list[str]:
    """What pyproject.toml must not hold: plug-ins that try failed tests again."""
    text = (root / "pyproject.toml").read_text("utf-8")
    return [
        f"pyproject.toml: {found}"
        for found in re.findall(r"pytest-rerunfailures|flaky|pytest-retry|--reruns", text)
    ]
