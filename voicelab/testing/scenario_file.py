"""Reading scenario files: YAML or JSON in which everything knows its line and every scalar is text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from voicelab.errors import LabError

__all__ = ["Items", "Mapped", "ScenarioError", "Text", "read"]

MOST_BYTES = 1024 * 1024
MOST_VALUES = 100_000

Text = str

_OTHERS = {
    ".py": "Tests in Python are pytest's: python -m pytest FILE runs them.",
    ".xml": "TwiML is looked at by voicelab check; a scenario, YAML or JSON, says what happens in a call of it.",
    ".ipynb": "A notebook is run by jupyter execute.",
}
"""Files that are often named in place of a scenario, and what is for them."""


class ScenarioError(LabError):
    """A scenario file that cannot be used. ``file`` and ``line`` say where."""

    def __init__(self, message: str, file: Path | None, line: int, cure: str = "") -> None:
        where = f"{file}:{line}: " if file is not None else ""
        super().__init__(where + message + ("" if message.endswith(".") else "."), cure=cure)
        self.file = file
        self.line = line


class Items(list[Any]):
    """A list."""


class Mapped(dict[str, Any]):
    """A mapping that knows its file and line."""

    def __init__(self, values: Mapping[str, Any], file: Path, line: int) -> None:
        super().__init__(values)
        self.file = file
        self.line = line

    def error(self, message: str, cure: str = "") -> ScenarioError:
        """An error at this place."""
        return ScenarioError(message, self.file, self.line, cure)

    def only(self, names: Collection[str]) -> None:
        """ScenarioError for a name that is none of these."""
        for name in self:
            if name not in names:
                raise self.error(
                    f"{name!r} is not a part of a scenario", f"Parts are {', '.join(sorted(names))}."
                )

    def text(self, name: str) -> str:
        """The text under this name."""
        value = self[name]
        if not isinstance(value, str):
            raise self.error(f"{name} must be a text")
        return value

    def number(self, name: str) -> float:
        """The number under this name."""
        try:
            return float(self.text(name))
        except ValueError:
            raise self.error(f"{name} must be a number, not {self[name]!r}") from None

    def flag(self, name: str) -> bool:
        """Whether the text under this name says yes."""
        said = self.text(name).lower()
        if said not in ("true", "yes", "on", "1", "false", "no", "off", "0"):
            raise self.error(f"{name} must be true or false, not {said!r}")
        return said in ("true", "yes", "on", "1")

    def mapping(self, name: str) -> Mapping[str, Any]:
        """The mapping under this name; empty when it is not there."""
        value = self.get(name)
        if value is None or value == "":
            return {}
        if not isinstance(value, Mapped):
            raise self.error(f"under {name} must stand names with values")
        return value

    def list(self, name: str) -> Iterator[Mapped]:
        """The mappings in the list under this name."""
        value = self.get(name) or Items()
        if not isinstance(value, Items):
            raise self.error(f"{name} must be a list, each item on a line that begins with a dash")
        for item in value:
            if isinstance(item, str):  # `- hangs_up` alone
                yield Mapped({item: ""}, self.file, self.line)
            elif isinstance(item, Mapped):
                yield item
            else:
                raise self.error(f"an item of {name} is neither a word nor names with values")


def read(path: Path) -> Iterator[Mapped]:
    """The mappings that the file holds: one, a list of them, or several documents."""
    if path.suffix.lower() in _OTHERS:
        raise ScenarioError("is no scenario", path, 1, _OTHERS[path.suffix.lower()])
    try:
        data = path.read_bytes()
    except OSError as error:
        cure = f"Name the files in it, such as {path / '*.yaml'}." if path.is_dir() else "Is its name right?"
        raise ScenarioError(f"cannot be read: {error.strerror}", path, 1, cure) from error
    if len(data) > MOST_BYTES:
        raise ScenarioError("is larger than a megabyte", path, 1, "Split it.")
    try:
        text = data.decode("utf-8")
        nodes = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except UnicodeDecodeError as error:
        raise ScenarioError(f"is no UTF-8 text: {error.reason}", path, 1, "Is it a scenario file?") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise ScenarioError(f"is no YAML: {error.problem or error.context}", path, line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ScenarioError(f"is no YAML: {error}", path, 1) from error
    for node in nodes:
        if node is None:
            continue
        value = _value(node, path, 0, count())
        for item in value if isinstance(value, Items) else [value]:
            if not isinstance(item, Mapped):
                raise ScenarioError(
                    "a scenario is names with values",
                    path,
                    node.start_mark.line + 1,
                    "Such as `dial: menu.xml`, and `steps:` with what happens, one a line.",
                )
            yield item


def _value(node: yaml.Node, path: Path, deep: int, number: count[int]) -> Any:
    line = node.start_mark.line + 1
    if next(number) > MOST_VALUES:  # a few lines may stand for more than fits in any memory
        raise ScenarioError(
            f"holds more than {MOST_VALUES} values", path, line, "Split it, without its aliases."
        )
    if deep > 20:
        raise ScenarioError("is nested too deep", path, line)
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ScenarioError("a name must be a word", path, key.start_mark.line + 1)
            if key.value in values:
                raise ScenarioError(f"{key.value!r} stands here twice", path, key.start_mark.line + 1)
            values[key.value] = _value(value, path, deep + 1, number)
        return Mapped(values, path, line)
    if isinstance(node, yaml.SequenceNode):
        return Items(_value(item, path, deep + 1, number) for item in node.value)
    return str(node.value)
