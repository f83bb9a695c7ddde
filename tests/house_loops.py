"""Which tests run on a loop whose time is virtual: those of the suite that ``suites.py`` gives virtual time.

Anywhere else a file says so itself, by what it imports of ``voicelab.testing``. What has a loop, a process or a page of
its own takes real time, wherever it stands: of the files in that suite ``suites.py`` names those, and this reads from
their syntax whether the list is right.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import suites

__all__ = ["dotted", "faults", "imported", "virtual"]

LOOPS = {
    "asyncio.run",
    "asyncio.new_event_loop",
    "asyncio.EventLoop",
    "asyncio.SelectorEventLoop",
    "asyncio.ProactorEventLoop",
    "anyio.run",
    "trio.run",
    "uvloop.run",
    "aiohttp.ClientSession",
    "aiohttp.test_utils.TestServer",
    "aiohttp.web.run_app",
    "aiohttp.web.AppRunner",
    "socket.socket",
    "socket.create_connection",
    "socket.create_server",
    "uvicorn.Server",
    "uvicorn.run",
}
"""What begins a loop that is real, or a wire that needs one."""
OF_PROCESSES = ("subprocess", "multiprocessing", "playwright", "websockets", "requests", "urllib.request")
"""Modules whose every use is of a process, a page or a wire outside."""
MAKERS = ("voicelab.testing.loop.run", "voicelab.testing.loop.VirtualLoop")


def virtual(name: str, tree: ast.AST) -> bool:
    """Whether a nap in the file ``name`` of the tests passes at once: it runs on virtual loops, and on no real one."""
    names = imported(tree)
    of_suite = name.startswith(_in_suite())
    return (of_suite or any(each in MAKERS for each in names.values())) and real(tree, names) is None


def faults(name: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and words: a real loop in the suite of virtual time that ``suites.REAL`` does not name, or names in vain."""
    if not name.startswith(_in_suite()):
        return
    found = real(tree, imported(tree))
    named = name.removeprefix("tests/") in suites.REAL
    if found and not named:
        line, what = found
        yield (
            line,
            f"{what} in a suite of virtual time; use voicelab.testing, or name the file in suites.REAL",
        )
    if named and not found:
        yield 1, "named in vain in suites.REAL: nothing in it takes real time"


def real(tree: ast.AST, names: dict[str, str]) -> tuple[int, str] | None:
    """Line and name of the first thing that is real: a loop, a process, a page, a wire."""
    factories = {
        id(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and any(pair.arg == "loop_factory" for pair in node.keywords)
    }  # the class that is handed over is judged where it is named
    found = [
        (node.lineno, called)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and (called := dotted(node, names))
        and (
            called in LOOPS
            or (called == "asyncio.Runner" and id(node) not in factories)
            or called.startswith(tuple(f"{module}." for module in OF_PROCESSES))
        )
    ]
    found += [
        (node.lineno, "real_time=")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and any(pair.arg == "real_time" and ast.unparse(pair.value) != "False" for pair in node.keywords)
    ]  # a TestLab's
    return min(found, default=None)


def imported(tree: ast.AST) -> dict[str, str]:
    """What each name of the file stands for, as far as imports say."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The full name of what an expression names; empty when it names nothing that was imported."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in names:
        return ""
    return ".".join([names[node.id], *reversed(parts)])


def _in_suite() -> tuple[str, ...]:
    return tuple(f"tests/{each}" if each.endswith(".py") else f"tests/{each}/" for each in suites.VIRTUAL)
