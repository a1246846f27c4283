"""Devices that work offline on one record, a server that they send to, and what should come out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lieucommun.engines.entities import (
    Applied,
    Change,
    Held,
    Listed,
    Local,
    Version,
    absent,
    created,
    force,
    place,
    received,
    release,
    says,
    updated,
)

Data = dict[str, str]


@dataclass(frozen=True)
class Message:
    """A submission. `seen`, `line` and `step`: what its author did, unknown to the engine."""

    id: int
    author: int
    change: Change
    seen: Data
    line: str
    step: int
    trunk: int | None


@dataclass
class Server:
    """One record, told of each submission once, by its identifier."""

    history: list[Version] = field(default_factory=list)
    waiting: list[Message] = field(default_factory=list)
    log: list[tuple[Message, Applied]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)

    def take(self, message: Message) -> None:
        if message.id in self.known:
            return
        self.known.add(message.id)
        verdict = place(self.history, message.change)
        if isinstance(verdict, Held):
            self.waiting.append(message)
            return
        assert isinstance(verdict, Applied), verdict
        self.apply(message, verdict)

    def apply(self, message: Message, verdict: Applied) -> None:
        self.log.append((message, verdict))
        self.history.append(verdict.version)
        steps = release(self.history, [each.change for each in self.waiting])
        for step in steps:
            self.log.append((self.waiting[step.at], step.applied))
            self.history.append(step.applied.version)
        gone = {each.at for each in steps}
        self.waiting = [each for at, each in enumerate(self.waiting) if at not in gone]

    def force(self, at: int) -> None:
        """Apply one that waits, as if it had waited for too long."""
        message = self.waiting.pop(at)
        verdict = force(self.history, message.change)
        assert isinstance(verdict, Applied)
        assert verdict.conflict or verdict.version.number == 1
        self.apply(message, verdict)

    @property
    def listed(self) -> Listed | None:
        last = self.history[-1] if self.history else None
        return Listed(last.number, last.data) if last else None


@dataclass
class Device:
    """What one device keeps and has to send. A plain one knows no branches, nor what it wrote."""

    number: int
    ids: Iterator[int]
    plain: bool = False
    local: Local | None = None
    queue: list[Message] = field(default_factory=list)

    def edit(self, data: Data) -> Message:
        before, line, step = self.local, f"line {next(self.ids)}", 0
        change = says(before, data)
        if before is None:
            self.local = created(data, line)
        elif self.plain:
            change = Change(base=before.version, update=True, data=data)
        else:
            line, step = before.branch, before.version - (before.trunk or 0)
            self.local = updated(before, data)
        seen = dict(before.data) if before else {}
        trunk = change.base if self.plain else change.trunk
        message = Message(next(self.ids), self.number, change, seen, line, step, trunk)
        self.queue.append(message)
        return message

    def pull(self, server: Server) -> None:
        if server.listed is not None:
            self.local = received(self.local, server.listed, f"line {next(self.ids)}")
        elif self.local is not None:
            self.local = absent(self.local)


class Oracle:
    """What should come out of messages as they come, told from one list of what was written."""

    def __init__(self) -> None:
        self.written: list[Message] = []
        self.waiting: list[Message] = []
        self.found: list[tuple[int, str, dict[str, tuple[Any, Any, Any]]]] = []

    def take(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if message not in self.waiting and message not in self.written:
                self.waiting.append(message)
            while ready := [each for each in self.waiting if self._ready(each)]:
                self._write(ready[0])
                self.waiting.remove(ready[0])

    def _ready(self, message: Message) -> bool:
        return message.step == len([each for each in self.written if each.line == message.line])

    def _write(self, message: Message) -> None:
        clashes = {}
        for name, mine in message.change.data.items():
            theirs = self._value(name, self.written)
            own = [each for each in self.written if each.line == message.line]
            base = self._value(name, self.written[: message.trunk or 0] + own)
            if theirs not in (base, mine):
                clashes[name] = (base, theirs, mine)
        others = [each for each in self.written[message.trunk or 0 :] if each.line != message.line]
        self.found.append((message.id, "hard" if clashes else "soft" if others else "", clashes))
        self.written.append(message)

    @staticmethod
    def _value(name: str, written: list[Message]) -> Any:
        values = [each.change.data[name] for each in written if name in each.change.data]
        return values[-1] if values else ""

    def values(self) -> Data:
        names = {name for each in self.written for name in each.change.data}
        return {name: self._value(name, self.written) for name in names}
