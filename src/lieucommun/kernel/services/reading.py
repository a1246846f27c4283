"""YAML 1.2 read with the position of every key and value; what could surprise is refused.

Events come from libyaml; resolution is ours (the core schema of YAML 1.2: `no`, `on` and `oui`
are texts, and so are dates and digits with a leading zero, since they are codes: 01004, 0777).
Aliases, anchors and tags are refused: 306 bytes of aliases can stand for a billion values.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .diagnostics import Diagnostic
from .diagnostics.words import of_libyaml

DEEPEST = 40
LARGEST = 2_000_000
MOST_NODES = 100_000
MOST_PROBLEMS = 100

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_BASED = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}\.[0-9]{0,30}|[0-9]{1,30}(?=[eE]))([eE][-+]?[0-9]{1,2})?"
)
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Place:
    """Where a value stands (1-based), where its keys stand, and the places of what it holds."""

    path: str
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    children: dict[str | int, "Place"] = field(default_factory=dict)

    def has(self, at: tuple[str | int, ...]) -> bool:
        """Say whether a value is really written there, and was not filled in by a model."""
        place = self
        for step in at:
            if step not in place.children:
                return False
            place = place.children[step]
        return True

    def find(self, at: tuple[str | int, ...], *, key: bool = False) -> tuple[str, int, int]:
        """Return path, line and column of a value, or of its key; the nearest parent if none.

        Steps that no value has (names of union members) are passed over.
        """
        place = self
        for number, step in enumerate(at):
            if key and number == len(at) - 1 and step in place.keys:
                return (place.path, *place.keys[str(step)])
            place = place.children.get(step, place)
        return place.path, place.line, place.column


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML text says: plain data, places, and the mistakes that stopped or marred it."""

    data: Any
    place: Place
    problems: tuple[Diagnostic, ...] = ()


def read_yaml(source: str | bytes, path: str = "") -> Document:
    """Read one YAML document; never raises: a mistake is a diagnostic, `data` is then partial."""
    start = Place(path, 1, 1)
    if len(source) > LARGEST:
        problem = Diagnostic(path, 1, 1, "LC002", {"found": len(source), "most": LARGEST})
        return Document(None, start, (problem,))
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
    except UnicodeDecodeError as error:
        line, column = _line_of(source[: error.start])
        return Document(None, start, (Diagnostic(path, line, column, "LC003"),))
    text = text.removeprefix("\ufeff")
    if strange := _FORBIDDEN.search(text):
        line, column = _line_of(text[: strange.start()])
        found = f"U+{ord(strange.group()):04X}"
        return Document(None, start, (Diagnostic(path, line, column, "LC004", {"found": found}),))
    return _Builder(path).read(text)


def scalar(text: str) -> Any:
    """Resolve a plain scalar by the core schema of YAML 1.2, codes with leading zeros excepted."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and not re.match(r"[-+]?0[0-9]", text):
        return float(text)
    return text


def _line_of(before: str | bytes) -> tuple[int, int]:
    if isinstance(before, bytes):
        before = before.decode("utf-8", errors="replace")
    lines = before.split("\n")
    return len(lines), len(lines[-1]) + 1


class _Stop(Exception):  # noqa: N818 - not an error: the end of what can be read
    """The rest of the document is not worth reading."""


@dataclass(slots=True)
class _Open:
    """A map or a list being read."""

    value: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None
    ignored: bool = False


class _Builder:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.root: Any = None
        self.place = Place(path, 1, 1)
        self.nodes = 0
        self.documents = 0

    def read(self, text: str) -> Document:
        try:
            for event in yaml.parse(text, Loader=yaml.CLoader):
                self._take(event)
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except (yaml.YAMLError, UnicodeEncodeError):
            self._say(None, "LC005", detail=of_libyaml(""))
        return Document(self.root, self.place, tuple(self.problems))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        self.root = None
        self._say(
            error.problem_mark or error.context_mark,
            "LC005",
            detail=of_libyaml(error.problem or ""),
        )

    def _say(self, mark: Any, code: str, **params: Any) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(Diagnostic(self.path, line, column, code, params))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind in (MappingStartEvent, SequenceStartEvent):
            self._open(event, {} if kind is MappingStartEvent else [])
        elif kind in (MappingEndEvent, SequenceEndEvent):
            self._close()
        elif kind is AliasEvent:
            self._refuse(event, "LC006", event.anchor)
            self._put(None, self._place(event))
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self._say(event.start_mark, "LC010")
                raise _Stop

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _refuse(self, event: Any, code: str, found: str) -> None:
        self._say(event.start_mark, code, found=found)

    def _plain(self, event: Any) -> None:
        """Refuse an anchor or a tag, and count the node."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._refuse(event, "LC012", str(MOST_NODES))
            raise _Stop
        if event.anchor:
            self._refuse(event, "LC007", event.anchor)
        if event.tag:
            self._refuse(event, "LC008", event.tag)

    def _scalar(self, event: Any) -> None:
        self._plain(event)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event)
            return
        if strange := _FORBIDDEN.search(event.value):  # written as an escape: "\a"
            self._refuse(event, "LC004", f"U+{ord(strange.group()):04X}")
        value = scalar(event.value) if event.implicit[0] else event.value
        self._put(value, self._place(event))

    def _key(self, top: _Open, event: Any) -> None:
        key, mark = event.value, event.start_mark
        top.key = key
        top.ignored = key in top.place.keys
        if top.ignored:
            line, _ = top.place.keys[key]
            self._say(mark, "LC009", found=key, line=line)
        elif not key:
            self._refuse(event, "LC013", key)
        else:
            top.place.keys[key] = (mark.line + 1, mark.column + 1)

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        self._plain(event)
        if len(self.stack) >= DEEPEST:
            self._refuse(event, "LC011", str(DEEPEST))
            raise _Stop
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._refuse(event, "LC013", "")
            raise _Stop
        place = self._place(event)
        self._put(value, place, keep_key=True)
        self.stack.append(_Open(value, place))

    def _close(self) -> None:
        self.stack.pop()
        if self.stack:
            self.stack[-1].key = None

    def _put(self, value: Any, place: Place, *, keep_key: bool = False) -> None:
        if not self.stack:
            self.root, self.place = value, place
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.place.children[len(top.value)] = place
            top.value.append(value)
            return
        if top.key is None:  # an alias used as a key, already refused
            top.key, top.ignored = "", True
            return
        if not top.ignored:
            top.value[top.key] = value
            top.place.children[top.key] = place
        if not keep_key:
            top.key = None
