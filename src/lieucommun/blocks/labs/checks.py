"""What a page of labs needs of its datasets, said before anyone opens it."""

from collections.abc import Iterator

from lieucommun.kernel.services.checks.references import unknown
from lieucommun.kernel.services.findings import At, Draft, Finding

from .settings import LabsSettings

#: (dataset, part of the settings, names in it) that each kind of page reads by name.
FIGURES = ("label", "value", "upper", "unit", "nature", "precision", "period", "page", "remark")
READ: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "lab": (
        ("projects", "project_fields", ("lab",)),
        ("figures", "figure_fields", ("lab", *FIGURES)),
        ("sessions", "session_fields", ("lab",)),
        ("participations", "session_fields", ("session", "participant", "attendance")),
        ("notices", "figure_fields", ("lab",)),
    ),
    "project": (
        ("figures", "figure_fields", ("project", *FIGURES)),
        ("notices", "figure_fields", ("project",)),
    ),
    "index": (("labs", "lab_fields", ("region",)),),
    "canvas": (),
}
#: Fields that records are ordered by: they must be marked `sort: true`.
ORDERED = (("labs", "lab_fields", "region"), ("figures", "figure_fields", "page"))


def needs(page: LabsSettings, draft: Draft) -> Iterator[Finding]:
    """Yield the fields and datasets that a page lacks."""
    if page.show != "index" and page.dataset is None:
        yield Finding((), "LC030", {"found": "dataset"})
    for key, part, roles in READ[page.show]:
        for role in roles:
            name = getattr(getattr(page, part), role)
            yield from _known(draft, getattr(page, key), name, (part, role))
    for rank, name in enumerate(page.boxes):
        yield from _known(draft, page.dataset, name, ("boxes", rank))
    for rank, name in enumerate(page.by):
        yield from _known(draft, page.projects, name, ("by", rank))
    for key, part, role in ORDERED:
        name = getattr(getattr(page, part), role)
        field = draft.field(getattr(page, key) or "", name)
        read = any(key == each and role in roles for each, _, roles in READ[page.show])
        if read and field is not None and not field.sort:
            yield Finding((part, role), "LC129", {"found": name, "option": "sort"})


def _known(draft: Draft, dataset: str | None, name: str | None, at: At) -> Iterator[Finding]:
    """Yield a finding when a dataset that is declared has no such field."""
    fields = draft.manifest.datasets[dataset].fields if dataset in draft.manifest.datasets else None
    if fields is not None and name is not None and name not in fields:
        yield unknown(at, "LC062", name, fields)
