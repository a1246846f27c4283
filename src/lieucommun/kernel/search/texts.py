"""The words of services and of their pages, kept in the process by version."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lieucommun.kernel.documents.markdown import split as split_page
from lieucommun.kernel.services.manifest import PageSettings
from lieucommun.kernel.services.opening import address
from lieucommun.kernel.services.registry import LoadedService
from lieucommun.kernel.services.texts import Text

from .words import Word, split, stem

MOST_KEPT = 500
LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A service or a page: where it is, what it is called, and its words, title and all."""

    url: str
    title: Text
    text: Text | None
    page: bool
    heading: frozenset[str]
    words: frozenset[str]


_kept: dict[tuple[str, str], tuple[Entry, ...]] = {}


def matching_texts(
    services: Iterable[LoadedService], words: tuple[Word, ...]
) -> Iterator[tuple[LoadedService, Entry]]:
    """Yield the services and pages that hold every word, those in whose title first."""
    entries = [(service, entry) for service in services for entry in _entries(service)]
    entries.sort(key=lambda pair: pair[1].page)
    named = [pair for pair in entries if _holds(pair[1].heading, words)]
    yield from named
    yield from (pair for pair in entries if pair not in named and _holds(pair[1].words, words))


def _holds(found: frozenset[str], words: tuple[Word, ...]) -> bool:
    return all(
        word.stem in found or (word.prefix and any(each.startswith(word.text) for each in found))
        for word in words
    )


def _entries(service: LoadedService) -> tuple[Entry, ...]:
    key = (service.slug, service.hash)
    if key not in _kept:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = tuple(_read(service))
    return _kept[key]


def _read(service: LoadedService) -> Iterator[Entry]:
    manifest = service.manifest
    summary = manifest.summary or manifest.title
    titles = [text for _, text in manifest.title.items()]
    said = [*titles, *(text for _, text in summary.items())]
    yield Entry(
        address(service.slug),
        manifest.title,
        summary,
        page=False,
        heading=_words(titles),
        words=_words(said),
    )
    for page in manifest.pages:
        if page.path and page.menu and "anyone" in page.for_:
            yield _page(service, page)


def _page(service: LoadedService, page: PageSettings) -> Entry:
    bodies = _bodies(service, page)
    titles = [text for _, text in page.title.items()]
    return Entry(
        address(service.slug, page.path),
        page.title,
        Text(root=bodies) if bodies else None,
        page=True,
        heading=_words(titles),
        words=_words([*titles, *bodies.values()]),
    )


def _bodies(service: LoadedService, page: PageSettings) -> dict[str, str]:
    """Return the texts of a page by language: `charte.md` is in the first, `charte.en.md` says."""
    file = str(getattr(page, "file", None) or "")
    if not file.endswith(".md") or not service.folder.exists(file):
        return {}
    first = service.manifest.languages[0]
    start = str(PurePosixPath(file).with_suffix("")) + "."
    found = {first: split_page(service.folder.text(file)).body[:LONGEST]}
    for name in service.folder.files():
        language = name.removeprefix(start).removesuffix(".md")
        if name.startswith(start) and name != file and language in service.manifest.languages:
            found[language] = split_page(service.folder.text(name)).body[:LONGEST]
    return {language: text for language, text in found.items() if text.strip()}


def _words(texts: Iterable[str]) -> frozenset[str]:
    found = {word for text in texts for word in split(text)}
    return frozenset(found | {stem(word) for word in found})
