"""One request of the matrix, and what its answer must and must not say."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lieucommun.kernel.limits.buckets import InProcess
from tests.matrix.cabinet import Cabinet
from tests.matrix.canaries import found_in, readable
from tests.matrix.oracle import Someone

#: Given the answer's status, text and object: the differences with the oracle.
Check = Callable[[int, str, Any], list[str]]
#: A journal says which record an act was about, to those whom it is for: by its identifier, which
#: opens nothing to them, and never by a value (docs/explain/access.md).
JOURNALS = {"place-journal", "manage-journal"}
OVERSEERS = {"place"}


@dataclass(frozen=True)
class Ask:
    """Someone asks an address, through a route, for one output.

    `echoed` is what the address itself says, which the answer may say again.
    """

    who: Someone
    output: str
    route: str
    address: str
    echoed: tuple[str, ...] = ()
    check: Check | None = None
    post: dict[str, str] | None = None


@dataclass
class Findings:
    """What came of the asks: how many by output, which routes, and every difference."""

    counts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    routes: set[str] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return self.counts.total()


class Inquiry:
    """Asks, and compares each answer with the oracle."""

    def __init__(self, cabinet: Cabinet) -> None:
        self.cabinet = cabinet
        self.findings = Findings()
        self._allowed: dict[str, set[str]] = {}
        self._unreadable: dict[str, set[str]] = {}

    def run(self, asks: Iterable[Ask]) -> Findings:
        for ask in asks:
            self.ask(ask)
        return self.findings

    def ask(self, ask: Ask) -> None:
        """Make one request; what a form changes is taken back once it was looked at."""
        found = self.findings
        found.counts[ask.output] += 1
        found.routes.add(ask.route)
        InProcess().empty()  # how often one may ask is proved elsewhere
        client = self.cabinet.clients[ask.who.name]
        with transaction.atomic():
            if ask.post is None:
                answer = client.get(ask.address)
            else:
                answer = client.post(ask.address, ask.post)
            text = readable(answer.getvalue()) + str(answer.headers)
            told = self._compared(ask, answer, text)
            transaction.set_rollback(ask.post is not None)
        found.statuses[answer.status_code] += 1
        found.differences += [f"{ask.who.name} {ask.output} {ask.address}: {each}" for each in told]

    def _compared(self, ask: Ask, answer: Any, text: str) -> list[str]:
        who, status = ask.who, answer.status_code
        told = [f"answered {status}"] if status >= 500 else []
        for word in ask.echoed:
            text = text.replace(word, "")
        if leaked := found_in(text) - self.allowed(who):
            told.append(f"tells {sorted(leaked)}")
        if not (who.name in OVERSEERS and ask.route in JOURNALS):
            told += [f"tells of {uuid}" for uuid in self.unreadable(who) if uuid in text]
        if ask.check is not None:
            told += ask.check(status, text, answer)
        return told

    def allowed(self, who: Someone) -> set[str]:
        if who.name not in self._allowed:
            self._allowed[who.name] = self.cabinet.allowed(who)
        return self._allowed[who.name]

    def unreadable(self, who: Someone) -> set[str]:
        if who.name not in self._unreadable:
            self._unreadable[who.name] = self.cabinet.unreadable(who)
        return self._unreadable[who.name]
