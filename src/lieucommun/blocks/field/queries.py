"""What a page of field work gives to a device: its forms, its registers, what its home shows."""

from dataclasses import dataclass
from typing import Any

from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.receiving.known import Known, forms_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.texts import Text

from .settings import FieldWorkSettings


@dataclass(frozen=True, slots=True)
class Round:
    """A page of field work, for whoever opens it, with the forms that they fill in."""

    service: LoadedService
    page: FieldWorkSettings
    forms: tuple[Known, ...]
    datasets: tuple[Dataset, ...]


def pages_for(service: LoadedService, roles: frozenset[str]) -> list[FieldWorkSettings]:
    """Return the pages of field work that roles open, in the order of the manifest."""
    return [
        page
        for page in service.manifest.pages
        if isinstance(page, FieldWorkSettings) and roles & set(page.for_)
    ]


def round_for(service: LoadedService, viewer: Viewer) -> Round | None:
    """Return the first page of field work that a viewer opens; None when there is none."""
    pages = pages_for(service, viewer.roles)
    if not pages:
        return None
    page = pages[0]
    wanted = {*page.forms, *(name for names in page.follow.values() for name in names)}
    forms = tuple(each for each in forms_for(service, viewer) if each.name in wanted)
    named = dict.fromkeys(
        [*page.datasets, *(name for each in forms for name in each.compiled.registers)]
    )
    return Round(service, page, forms, tuple(service.dataset(name) for name in named))


def page_body(round_: Round) -> dict[str, Any]:
    """Return what the home of the app shows."""
    page, known = round_.page, {each.name for each in round_.forms}
    body: dict[str, Any] = {
        "path": page.path,
        "title": texts(page.title),
        "begin": [name for name in page.forms if name in known],
        "follow": {
            dataset: [name for name in names if name in known]
            for dataset, names in page.follow.items()
        },
        "place": dict(page.place),
        "warning": texts(page.warning) if page.warning else {},
    }
    for name in ("last", "planned"):
        part = getattr(page, name)
        if part is not None:
            body[name] = part.model_dump(exclude_none=True)
    return body


def dataset_body(dataset: Dataset, viewer: Viewer) -> dict[str, Any]:
    """Return what a device needs to show the records of a dataset and to search them."""
    rules = [rule for rule in dataset.access if rule.role in viewer.roles]
    workflow = dataset.workflow
    return {
        "name": dataset.name,
        "title": texts(dataset.title),
        "label": dataset.label,
        "creates": any(rule.create for rule in rules),
        "updates": any(rule.update for rule in rules),
        "sharing": next(iter(dataset.sharing), ""),
        "fields": [_field(name, field) for name, field in dataset.fields.items()],
        "states": {name: texts(title) for name, title in workflow.states.items()}
        if workflow
        else {},
    }


def texts(text: Text) -> dict[str, str]:
    """Return a text in each of its languages."""
    return dict(text.items())


def _field(name: str, field: Field) -> dict[str, Any]:
    return {
        "name": name,
        "title": texts(field.title),
        "type": field.type,
        "search": field.search,
        "target": field.target,
        "choices": [
            {"value": value, "label": texts(choice.title)}
            for value, choice in field.choices.items()
        ],
    }
