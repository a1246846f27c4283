"""What the oracle expects of the outputs of one page, for one person."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lieucommun.kernel.datasets.models import Record
from tests.matrix.asking import Check
from tests.matrix.cabinet import Cabinet
from tests.matrix.canaries import found_in
from tests.matrix.oracle import Kept, Manifest, Someone

CLOSED = {302, 403}
NEWEST_FIRST = {"date", "datetime", "year"}


@dataclass(frozen=True)
class Page:
    """A page of a manifest, by its words."""

    manifest: Manifest
    words: dict[str, Any]

    @property
    def path(self) -> str:
        return str(self.words["path"])

    @property
    def block(self) -> str:
        return str(self.words["block"])

    @property
    def address(self) -> str:
        return f"/s/{self.manifest.slug}/{self.path}/".replace("//", "/")


class Expected:
    """Checks of the outputs of one page, for one person."""

    def __init__(self, cabinet: Cabinet, who: Someone, page: Page) -> None:
        self.cabinet, self.who, self.page = cabinet, who, page
        self.open = page.manifest.opens(page.words, cabinet.as_known(who))

    @cached_property
    def spec(self) -> dict[str, Any]:
        return self.page.manifest.dataset(self.page.words["dataset"])

    @cached_property
    def records(self) -> list[Kept]:
        if "dataset" not in self.page.words:
            return []
        return self.cabinet.of(self.page.manifest.slug, self.page.words["dataset"])

    @cached_property
    def sights(self) -> dict[str, dict[str, float] | None]:
        return {one.code: self.cabinet.sight(self.who, one) for one in self.records}

    @cached_property
    def marks(self) -> set[str]:
        return set().union(*(self.cabinet.marks(self.who, one) for one in self.records))

    def shows(self, record: Kept, name: str) -> bool:
        """Whether a field is read on a record, not blurred."""
        sight = self.sights[record.code] or {}
        return sight.get(name) == 0 and record.values.get(name) is not None

    def texts(self, record: Kept, name: str) -> list[str]:
        value = record.values.get(name)
        listed = value if isinstance(value, list) else [value]
        written = [str(one).lower() if isinstance(one, bool) else str(one) for one in listed]
        kind = self.spec["fields"][name]["type"]
        return [f"commune:{one}" for one in written] if kind == "territory" else written

    # -- checks ----------------------------------------------------------------------------

    def opened(self) -> Check:
        """The page answers when it is open to who asks, and only then."""
        return lambda status, _text, _answer: self._closed(status)

    def form(self) -> Check:
        """The form of a new record opens to those who may create one, on a page open to them."""
        creates = self.page.manifest.creates(self.cabinet.as_known(self.who), self.page.words)

        def check(status: int, _text: str, _answer: Any) -> list[str]:
            if not self.open or creates:
                return self._closed(status)
            return [] if status in CLOSED else [f"{status} for who may create nothing"]

        return check

    def sheet(self, record: Kept, *, by_code: bool) -> Check:
        """One record answers when it may be read, by its key when that may be read too."""
        sight = self.sights[record.code]
        found = sight is not None and (
            not by_code or "code" not in record.values or "code" in sight
        )
        if by_code and "code" not in record.values:
            found = False

        def check(status: int, _text: str, _answer: Any) -> list[str]:
            if not self.open:
                return self._closed(status)
            wanted = 200 if found else 404
            return [] if status == wanted else [f"{status}, expected {wanted}"]

        return check

    def told_exactly(self) -> Check:
        """An export tells all that may be read; that it tells no more is asked of any answer."""

        def check(status: int, text: str, _answer: Any) -> list[str]:
            if not self.open:
                return self._closed(status)
            missing = self.marks - found_in(text)
            return [f"does not tell {sorted(missing)}"] if missing else []

        return check

    def keys(self, kept: list[Kept]) -> Check:
        """A question finds these records and counts them."""
        wanted = Counter(self._shown_key(one) for one in kept)
        return self._items(lambda items, count: (items, count) == (wanted, wanted.total()), wanted)

    def near(self, record: Kept) -> Check:
        """A place is found from close by when it is read as it is."""
        wanted = Counter([self._shown_key(record)] if self.shows(record, "position") else [])
        return self._items(lambda items, _count: items == wanted, wanted)

    def facet(self, name: str, counted: dict[str, int]) -> Check:
        """A facet counts the values that are read, and no other."""

        def check(status: int, _text: str, answer: Any) -> list[str]:
            if not self.open:
                return self._closed(status)
            facets = answer.json()["facets"].get(name, [])
            found = {each["value"]: each["count"] for each in facets}
            told = sorted(found.items()) != sorted(counted.items())
            return [f"counts {found}, expected {counted}"] if told else []

        return check

    def counted(self, name: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for record in self.records:
            if self.shows(record, name):
                found.update(self.texts(record, name))
        return dict(found)

    def ordered(self, name: str, *, descending: bool) -> Check:
        """An order follows the values that are read; those that are not come last."""
        turned = descending != (self.spec["fields"][name]["type"] in NEWEST_FIRST)
        shown = [one for one in self.records if self.shows(one, name)]
        shown.sort(key=lambda one: self._sortable(one.values[name]), reverse=turned)
        wanted = [self._shown_key(one) for one in shown]

        def check(status: int, _text: str, answer: Any) -> list[str]:
            if not self.open:
                return self._closed(status)
            found = [item["key"] for item in answer.json()["items"]]
            head = found[: len(wanted)]
            return [] if head == wanted else [f"in the order {head}, expected {wanted}"]

        return check

    def moved(self, record: Kept, transition: str) -> Check:
        """A step is taken by those whom the manifest lets, on records that they read."""
        who = self.cabinet.as_known(self.who)
        sight = self.sights[record.code]
        may = self.open and sight is not None and "code" in sight
        may = may and self.page.manifest.moves(who, record, transition)
        uuid = self.cabinet.uuids[record.code]

        def check(status: int, _text: str, _answer: Any) -> list[str]:
            moved = Record.objects.get(uuid=uuid).state != record.state
            if moved != may:
                return [f"moved: {moved}, expected {may} ({status})"]
            return []

        return check

    # -- inside ----------------------------------------------------------------------------

    def _closed(self, status: int) -> list[str]:
        if self.open:
            return [] if status == 200 else [f"{status} on an open page"]
        return [] if status in CLOSED else [f"{status} on a closed page"]

    def _items(self, agrees: Any, wanted: Counter[str | None]) -> Check:
        def check(status: int, _text: str, answer: Any) -> list[str]:
            if not self.open:
                return self._closed(status)
            told = answer.json()
            items = Counter(item["key"] for item in told["items"])
            if agrees(items, told["count"]):
                return []
            return [f"finds {sorted(map(str, items))} ({told['count']}), expected {dict(wanted)}"]

        return check

    def _shown_key(self, record: Kept) -> str | None:
        return record.code if self.shows(record, "code") else None

    def _sortable(self, value: Any) -> Any:
        return float(value) if isinstance(value, str) and value.isdecimal() else value
