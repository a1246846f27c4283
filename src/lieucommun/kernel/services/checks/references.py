"""What a manifest names must exist: files, roles, datasets, fields, states, forms…"""

from collections.abc import Callable, Iterable, Iterator

from lieucommun.kernel.services.diagnostics import nearest
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.folder import SERVICE, OutsideFolderError, inside
from lieucommun.kernel.services.manifest import BUILT_IN_ROLES, Dataset, PageSettings

from .walking import Mention, mentions

#: Keys that mean the same on every page, whichever block reads it.
PAGE_KEYS = {
    "dataset": "dataset",
    "datasets": "dataset",
    "form": "form",
    "forms": "form",
    "indicators": "indicator",
    "portraits": "portrait",
    "file": "file",
    "tree": "file",
    "charts": "file",
}
CODES = {
    "role": "LC063",
    "dataset": "LC064",
    "form": "LC065",
    "message": "LC066",
    "document": "LC067",
    "webhook": "LC089",
    "table": "LC071",
    "indicator": "LC076",
    "portrait": "LC077",
    "field": "LC062",
    "state": "LC068",
    "transition": "LC079",
    "view": "LC080",
}


def references(draft: Draft) -> Iterator[Finding]:
    """Yield every name that names nothing."""
    seen = set()
    for mention in (*mentions(draft.manifest), *_on_pages(draft)):
        where = (mention.at, mention.kind)
        if where not in seen:
            seen.add(where)
            yield from _verify(draft, mention)
    yield from _moves(draft)


def _moves(draft: Draft) -> Iterator[Finding]:
    """Yield the steps that forms set off and that the workflow of the dataset has not."""
    for name, form in draft.manifest.forms.items():
        for dataset, step in form.moves.items():
            spec = draft.dataset(dataset)
            known = spec.workflow.transitions if spec and spec.workflow else {}
            if spec is not None and step not in known:
                yield unknown(("forms", name, "moves", dataset), "LC079", step, known)


def unknown(
    at: At, code: str, found: object, among: Iterable[str], *, key: bool = False
) -> Finding:
    """Return the finding of a name that is not among those that exist."""
    names = list(among)
    params = {"found": found, "among": names[:20], "nearest": nearest(found, names)}
    return Finding(at, code, params, key=key)


def file_finding(draft: Draft, path: str, at: At) -> Finding | None:
    """Return what is wrong with the path of a file, if anything."""
    try:
        plain = inside(path)
    except OutsideFolderError:
        return Finding(at, "LC061", {"found": path})
    if draft.folder.exists(plain):
        return None
    near = nearest(path, (file for file in draft.folder.files() if file != SERVICE))
    return Finding(at, "LC060", {"found": path, "nearest": near})


def _on_pages(draft: Draft) -> Iterator[Mention]:
    for number, page in enumerate(draft.manifest.pages):
        yield from mentions(page, ("pages", number))
        for key, value in _written(page).items():
            kind = PAGE_KEYS.get(key)
            names = value if isinstance(value, list | tuple) else [value]
            for place, name in enumerate(names):
                if kind and isinstance(name, str) and name != "all":
                    yield Mention(("pages", number, key, place), kind, name)


def _written(page: PageSettings) -> dict[str, object]:
    fields = type(page).model_fields.items()
    known = {info.alias or name: getattr(page, name) for name, info in fields}
    return {**known, **(page.model_extra or {})}


def _verify(draft: Draft, mention: Mention) -> Iterator[Finding]:
    if mention.kind == "file":
        finding = file_finding(draft, mention.name, mention.at)
        if finding:
            yield finding
        return
    names = _names(draft, mention)
    name = mention.name
    if mention.kind == "field" and mention.at[0] == "pages":
        name = name.removeprefix("-")  # `sort: [-date]` sorts downwards
    if names is not None and name not in names:
        yield unknown(mention.at, CODES[mention.kind], name, names, key=mention.key)


def _names(draft: Draft, mention: Mention) -> Iterable[str] | None:
    """Return the names that may stand there; None when it cannot be told."""
    if mention.kind in _OF_SERVICE:
        return _OF_SERVICE[mention.kind](draft)
    dataset = _dataset(draft, mention)
    return _OF_DATASET[mention.kind](dataset) if dataset else None


_OF_SERVICE: dict[str, Callable[[Draft], Iterable[str]]] = {
    "role": lambda draft: (*draft.manifest.roles, *BUILT_IN_ROLES),
    "dataset": lambda draft: draft.manifest.datasets,
    "form": lambda draft: draft.manifest.forms,
    "message": lambda draft: draft.manifest.messages,
    "document": lambda draft: draft.manifest.documents,
    "webhook": lambda draft: draft.manifest.webhooks,
    "table": lambda draft: draft.manifest.tables,
    "indicator": lambda draft: draft.manifest.indicators,
    "portrait": lambda draft: draft.manifest.portraits,
}
_OF_DATASET: dict[str, Callable[[Dataset], Iterable[str]]] = {
    "field": lambda dataset: dataset.fields,
    "state": lambda dataset: dataset.workflow.states if dataset.workflow else (),
    "transition": lambda dataset: dataset.workflow.transitions if dataset.workflow else (),
    "view": lambda dataset: dataset.views,
}


def _dataset(draft: Draft, mention: Mention) -> Dataset | None:
    """Return the dataset that a name is about: its own, the nearest of its page, or the only."""
    manifest, at = draft.manifest, mention.at
    if at[0] == "datasets":
        return draft.dataset(str(at[1]))
    if at[0] == "pages":
        return draft.dataset(mention.dataset)
    if at[0] == "webhooks":
        return draft.dataset(manifest.webhooks[str(at[1])].dataset)
    if at[0] == "measures":
        named = manifest.measures[str(at[1])].dataset
        only = next(iter(manifest.datasets), "") if len(manifest.datasets) == 1 else ""
        return draft.dataset(named or only)
    return None
