"""Search over everything public: services, their pages, and the records that anyone may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from urllib.parse import quote

from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.documents.markdown import plain
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.manifest import PageSettings
from lieucommun.kernel.services.opening import address
from lieucommun.kernel.services.registry import LoadedService, published

from . import index
from .expressions import Every, Expression, Heading, Some, Token, dataset_token, wanted
from .texts import matching_texts
from .words import Word, read

MOST_CANDIDATES = 1_000
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: where it is, what it says, of which kind and in which service (texts shown).

    `foreign` is the language of its texts, where it is not that of the page.
    """

    url: str
    title: str
    text: str
    kind: str
    service: str
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A dataset that anyone may read, on a page that anyone may open."""

    service: LoadedService
    page: PageSettings
    query: RecordQuery
    letters: frozenset[str]


def everywhere(query: str, language: str, *, limit: int = 40) -> list[Found]:
    """Return what answers a query among services, pages and records that anyone may read.

    What bears the words in its title comes first; services, then pages, then records. Three
    statements at most, whatever the number of services.
    """
    words = read(query)
    if not words:
        return []
    services = published()
    found = [
        Found(
            entry.url,
            entry.title.get(language),
            plain(entry.text.get(language))[:LONGEST] if entry.text else "",
            _("Page") if entry.page else _("Service"),
            service.manifest.title.get(language),
            service.foreign(language),
        )
        for service, entry in matching_texts(services, words)
    ]
    shelves = [shelf for service in services for shelf in _shelves(service)]
    if shelves and len(found) < limit:
        found += _records(shelves, words, language, limit - len(found))
    return found[:limit]


def _shelves(service: LoadedService) -> Iterator[_Shelf]:
    seen = set()
    for page in service.manifest.pages:
        name = getattr(page, "dataset", None)
        public = "anyone" in page.for_ and guard.opens(service, page)
        if not name or name in seen or not public:
            continue
        seen.add(name)
        dataset = service.dataset(str(name))
        asking = query(dataset, ANYONE)
        everyone = len(asking.access.clauses)
        letters = {
            letter
            for field, letter in dataset.search_classes.items()
            if everyone and len(asking.access.showing(field)) == everyone
        }
        if letters:
            yield _Shelf(service, page, asking, frozenset(letters))


def _records(
    shelves: list[_Shelf], words: tuple[Word, ...], language: str, limit: int
) -> Iterator[Found]:
    by_place = {
        (shelf.query.dataset.service_id, shelf.query.dataset.name): shelf for shelf in shelves
    }
    rows: dict[int, Record] = {}
    for heading in (True, False):
        if len(rows) < limit:
            pks = index.find(_asked(shelves, words, heading=heading), MOST_CANDIDATES)
            readable = reduce(or_, (shelf.query.readable for shelf in shelves))
            kept = Record.objects.filter(readable, pk__in=pks).order_by("pk")
            rows.update((row.pk, row) for row in kept if row.pk not in rows)
    for row in list(rows.values())[:limit]:
        shelf = by_place[row.service_id, row.dataset]
        record = shelf.query.seen_everywhere(row)
        yield Found(
            _url(shelf, record),
            record.label(language),
            _excerpt(record, language),
            record.dataset.title.get(language),
            shelf.service.manifest.title.get(language),
            shelf.service.foreign(language),
        )


def _asked(shelves: Iterable[_Shelf], words: tuple[Word, ...], *, heading: bool) -> Expression:
    groups: dict[frozenset[str], list[Token]] = {}
    for shelf in shelves:
        dataset = shelf.query.dataset
        token = Token(dataset_token(dataset.service_id, dataset.name))
        groups.setdefault(shelf.letters, []).append(token)
    ways = []
    for letters, datasets in groups.items():
        said: Expression = Every(tuple(wanted(word, letters) for word in words))
        ways.append(Every((Some(tuple(datasets)), Heading(said) if heading else said)))
    return Some(tuple(ways))


def _url(shelf: _Shelf, record: RecordView) -> str:
    path = getattr(shelf.page, "sheet", None)
    base = address(shelf.service.slug, shelf.page.path if path is None else str(path))
    return f"{base}{quote(record.address, safe='')}/"


def _excerpt(record: RecordView, language: str) -> str:
    named = record.dataset.label_fields
    for name, field in record.dataset.fields.items():
        if name not in named and field.type in {"text", "longtext"} and field.search:
            text = record.text(name, language)
            if text:
                return plain(text)[:LONGEST]
    return ""
