"""What remains: names, labels, forms, migrations."""

import re
from collections.abc import Iterator

from lieucommun.kernel.services.findings import Draft, Finding
from lieucommun.kernel.services.manifest.shapes import SHAPES

from .references import unknown

THEMES = (
    "acces-aux-droits", "inclusion", "innovation-manageriale", "participation-citoyenne",
    "relation-usagers", "formation", "simplification", "transformation-numerique",
    "transition-ecologique",
)  # fmt: skip
PREFILLED = (
    "person.name", "person.email", "organisation.name", "organisation.siret",
    "organisation.territory", "today",
)  # fmt: skip
_PART = re.compile(r"\{([^{}]*)\}")


def names(draft: Draft) -> Iterator[Finding]:
    """Yield a slug that is not the folder's name, and unknown themes and shapes."""
    manifest = draft.manifest
    if draft.folder.name != manifest.service:
        params = {"found": manifest.service, "folder": draft.folder.name}
        yield Finding(("service",), "LC122", params)
    for number, theme in enumerate(manifest.themes):
        if theme not in THEMES:
            yield unknown(("themes", number), "LC082", theme, THEMES)
    for name, dataset in manifest.datasets.items():
        if dataset.shape is not None and dataset.shape not in SHAPES:
            yield unknown(("datasets", name, "shape"), "LC081", dataset.shape, SHAPES)
        for part in _PART.findall(dataset.label or ""):
            if part not in dataset.fields:
                yield unknown(("datasets", name, "label"), "LC062", part, dataset.fields)


def forms(draft: Draft) -> Iterator[Finding]:
    """Yield forms that close before they open, and prefills that nothing can fill."""
    for name, form in draft.manifest.forms.items():
        if form.opens and form.closes and form.closes < form.opens:
            params = {"found": form.closes, "opens": form.opens}
            yield Finding(("forms", name, "closes"), "LC121", params)
        for question, source in form.prefill.items():
            dataset = draft.dataset(source.partition(".")[0])
            of_record = dataset is not None and source.partition(".")[2] in dataset.fields
            if source not in PREFILLED and not of_record:
                here = ("forms", name, "prefill", question)
                yield unknown(here, "LC033", source, PREFILLED)


def migrations(draft: Draft) -> Iterator[Finding]:
    """Yield migrations that lead to what does not exist."""
    for name, migration in draft.manifest.migrations.items():
        dataset = draft.dataset(name)
        if dataset is None:
            continue
        states = dataset.workflow.states if dataset.workflow else {}
        for old, new in migration.states.items():
            if new not in states:
                yield unknown(("migrations", name, "states", old), "LC068", new, states)
        for old, field in migration.fields.items():
            if field is not None and field not in dataset.fields:
                here = ("migrations", name, "fields", old)
                yield unknown(here, "LC062", field, dataset.fields)
