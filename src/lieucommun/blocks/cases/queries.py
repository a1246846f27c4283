"""Read a queue and a case, as the viewer may."""

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, VersionView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.workflows.machines import declared

MOST_COLUMNS = 4
LONG = frozenset({"longtext", "list", "file", "image", "audio", "area"})


def dataset_of(opened: OpenPage) -> Dataset:
    """Return the dataset of the cases."""
    return opened.service.dataset(opened.settings.dataset)


def columns(opened: OpenPage) -> tuple[str, ...]:
    """Return the fields shown in the queue: those declared, else the first after the label's."""
    dataset = dataset_of(opened)
    declared: tuple[str, ...] = opened.settings.columns
    others = (name for name in dataset.fields if name not in dataset.label_fields)
    short = (name for name in others if dataset.fields[name].type not in LONG)
    return declared or tuple(short)[:MOST_COLUMNS]


def facets(opened: OpenPage) -> tuple[str, ...]:
    """Return the fields that filter the queue: those declared, else the choices of its columns."""
    dataset = dataset_of(opened)
    told: tuple[str, ...] = opened.settings.facets or columns(opened)
    fields = dataset.fields
    return tuple(name for name in told if fields[name].counted or fields[name].facet)


def steps_together(opened: OpenPage) -> dict[str, str]:
    """Return the steps that a viewer may take with several cases at once, by name, as titles.

    Those that a role of theirs may take; whether each case may is asked of each.
    """
    dataset = dataset_of(opened)
    workflow = declared(opened.service, dataset.name)
    if workflow is None:
        return {}
    roles = {rule.role for rule in dataset.access} & opened.viewer.roles
    return {
        name: step.title.get(opened.language)
        for name, step in workflow.transitions.items()
        if roles & set(step.by) and not step.form
    }


def in_team(opened: OpenPage) -> bool:
    """Whether a viewer answers cases here, and does not only ask."""
    rules = (rule for rule in dataset_of(opened).access if opened.viewer.holds(rule.role))
    return any("all" in rule.read or not rule.create for rule in rules)


def case(opened: OpenPage, key: str) -> RecordView:
    """Return a case by its address; raises UnknownRecord."""
    return query(dataset_of(opened), opened.viewer).one(key)


def history(opened: OpenPage, record: RecordView) -> list[tuple[VersionView, str]]:
    """Return what happened to a case, the latest first, with the name of who did it.

    Names are for those who hold a role in the service: who worked on a case is not for everyone.
    """
    found = query(dataset_of(opened), opened.viewer).history(record.uuid)
    known = opened.viewer.grants
    people = names_of({version.by for version in found if version.by}) if known else {}
    return [(version, people.get(version.by or 0, "")) for version in found]
