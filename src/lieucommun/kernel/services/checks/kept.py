"""Personal data: said to be kept, and not for ever."""

from collections.abc import Iterator

from lieucommun.kernel.services.findings import Draft, Finding
from lieucommun.kernel.services.manifest import Dataset

from .references import unknown
from .rights import is_personal

MOMENTS = ("created", "updated", "last_activity")


def kept(draft: Draft) -> Iterator[Finding]:
    """Yield personal fields that nothing announces, and retentions that cannot be applied."""
    privacy = draft.manifest.privacy
    for name, dataset in draft.manifest.datasets.items():
        personal = {field: part for field, part in dataset.fields.items() if is_personal(part)}
        if privacy is None:
            for field in personal:
                at = ("datasets", name, "fields", field, "personal")
                yield Finding(at, "LC114", {"found": field})
        elif personal and name not in privacy.retention:
            grave = privacy.sensitivity in {"social", "health"} or any(
                part.personal == "sensitive" for part in personal.values()
            )
            if grave:
                yield Finding(("privacy", "retention"), "LC104", {"found": name}, key=True)
    yield from _retentions(draft)


def _retentions(draft: Draft) -> Iterator[Finding]:
    privacy = draft.manifest.privacy
    for name, retention in privacy.retention.items() if privacy else ():
        at = ("privacy", "retention", name)
        if "." in name:
            continue  # what a block keeps itself: `learning.progress`
        dataset = draft.dataset(name)
        if dataset is None:
            yield unknown(at, "LC064", name, draft.manifest.datasets, key=True)
        elif retention.since not in MOMENTS:
            yield from _since(dataset, retention.since, (*at, "since"))


def _since(dataset: Dataset, name: str, at: tuple[str, ...]) -> Iterator[Finding]:
    field = dataset.fields.get(name)
    if field is None:
        dates = [each for each, part in dataset.fields.items() if part.type in _DATES]
        yield unknown(at, "LC062", name, (*dates, *MOMENTS))
    elif field.type not in _DATES:
        params = {"found": name, "type": field.type, "needs": ", ".join(sorted(_DATES))}
        yield Finding(at, "LC119", params)


_DATES = frozenset({"date", "datetime"})
