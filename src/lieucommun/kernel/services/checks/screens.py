"""Pages: one address each, fields that can play their part, a variant easy to read."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel

from lieucommun.kernel.services.blocks import installed
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Dataset, PageSettings

from .options import COUNTABLE
from .references import unknown
from .rights import readable


def screens(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the pages."""
    first: dict[str, int] = {}
    for number, page in enumerate(draft.manifest.pages):
        at: At = ("pages", number)
        if page.path in first:
            _, line, _ = draft.place.find(("pages", first[page.path], "path"))
            yield Finding((*at, "path"), "LC106", {"found": page.path, "line": line})
        first.setdefault(page.path, number)
        if page.block not in installed():
            yield Finding((*at, "block"), "LC112", {"found": page.block})
        yield from _easy_to_read(draft, page, at)
        yield from _shows(draft, page, at)
    if first and "" not in first:
        yield Finding(("pages",), "LC131", key=True)


def _easy_to_read(draft: Draft, page: PageSettings, at: At) -> Iterator[Finding]:
    file = getattr(page, "file", None)
    if "anyone" not in page.for_ or not isinstance(file, str) or not file.endswith(".md"):
        return
    stem = str(PurePosixPath(file).with_suffix(""))
    variants = (path for path in draft.folder.files() if path.startswith(stem + "."))
    if draft.folder.exists(file) and not any("-x-" in path for path in variants):
        yield Finding((*at, "file"), "LC105", {"found": page.path})


def _shows(draft: Draft, page: PageSettings, at: At) -> Iterator[Finding]:
    """Check what the page says of the fields of its dataset, in the words that blocks share."""
    dataset = draft.dataset(str(getattr(page, "dataset", "")))
    if dataset is None:
        return
    if page.block in installed():
        for number, role in enumerate(page.for_):
            known = role in draft.manifest.roles or role in BUILT_IN_ROLES
            if known and not readable(dataset, role):
                params = {"found": getattr(page, "dataset", ""), "role": role}
                yield Finding((*at, "for", number), "LC116", params)
    yield from _facets(dataset, page, at)
    yield from _sorts(dataset, page, at)
    for key, name in _parts(getattr(page, "fields", None)):
        if name not in dataset.fields:
            yield unknown((*at, "fields", *key), "LC062", name, dataset.fields)


def _facets(dataset: Dataset, page: PageSettings, at: At) -> Iterator[Finding]:
    for number, name in enumerate(_names(page, "facets")):
        here = (*at, "facets", number)
        field = dataset.fields.get(name)
        if field is None:
            yield unknown(here, "LC062", name, dataset.fields)
        elif field.type not in COUNTABLE:
            yield Finding(here, "LC110", {"found": name, "type": field.type})


def _sorts(dataset: Dataset, page: PageSettings, at: At) -> Iterator[Finding]:
    for number, written in enumerate(_names(page, "sort")):
        here, name = (*at, "sort", number), written.removeprefix("-")
        field = dataset.fields.get(name)
        if field is None:
            yield unknown(here, "LC062", name, dataset.fields)
        elif not field.sort:
            yield Finding(here, "LC129", {"found": name, "option": "sort"})


def _names(page: PageSettings, key: str) -> list[str]:
    value = getattr(page, key, None)
    listed = value if isinstance(value, list | tuple) else [value]
    return [name for name in listed if isinstance(name, str)]


def _parts(fields: object) -> Iterator[tuple[At, str]]:
    """Yield the fields named by `fields: {title: nom, meta: [a, b]}`."""
    named = fields.model_dump() if isinstance(fields, BaseModel) else fields
    if not isinstance(named, Mapping):
        return
    for role, value in named.items():
        if isinstance(value, str):
            yield (role,), value
        elif isinstance(value, list | tuple):
            yield from (((role, n), name) for n, name in enumerate(value) if isinstance(name, str))
