"""demo.yaml: the invented organisations, persons and records of a demonstration."""

from collections.abc import Iterable, Iterator
from typing import Any

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.findings import At, Draft
from lieucommun.kernel.services.manifest import Dataset
from lieucommun.kernel.services.reading import Place

DEMO = "demo.yaml"
#: What a record says of itself: `_before` holds what it said earlier, `_moved` the states that it
#: went through, each with how many days ago.
ABOUT = ("_organisation", "_owner", "_state", "_before", "_moved")


def demos(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what demo.yaml names and does not exist."""
    if not draft.folder.exists(DEMO):
        return
    document = draft.document(DEMO)
    yield from document.problems
    if not isinstance(document.data, dict):
        return
    data, place = document.data, document.place
    organisations = [item.get("slug") for item in _items(data.get("organisations"))]
    people = [item.get("key") for item in _items(data.get("persons"))]
    yield from _territories(data, place)
    yield from _persons(draft, data, place, organisations)
    records = data.get("records")
    for name, items in records.items() if isinstance(records, dict) else ():
        dataset = draft.dataset(str(name))
        if dataset is None:
            names = draft.manifest.datasets
            yield _unknown(place, ("records", name), "LC064", name, names, key=True)
            continue
        about = {"_organisation": ["demo", *organisations], "_owner": people}
        for number, item in enumerate(_items(items)):
            yield from _record(dataset, item, place, ("records", name, number), about)


def _items(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _unknown(
    place: Place, at: At, code: str, found: Any, names: Iterable[Any], *, key: bool = False
) -> Diagnostic:
    among = [str(name) for name in names]
    params = {"found": found, "among": among[:20], "nearest": nearest(found, among)}
    return Diagnostic(*place.find(at, key=key), code, params)


def _territories(data: dict[str, Any], place: Place) -> Iterator[Diagnostic]:
    from lieucommun.kernel.territories.queries import readings

    for number, item in enumerate(_items(data.get("organisations"))):
        code = item.get("territory")
        if code is not None and not readings(str(code)):
            at = ("organisations", number, "territory")
            yield Diagnostic(*place.find(at), "LC069", {"found": code})


def _persons(
    draft: Draft, data: dict[str, Any], place: Place, organisations: list[Any]
) -> Iterator[Diagnostic]:
    for number, person in enumerate(_items(data.get("persons"))):
        for rank, grant in enumerate(_items(person.get("roles"))):
            at: At = ("persons", number, "roles", rank)
            role, home = grant.get("role"), grant.get("organisation")
            if role not in draft.manifest.roles:
                yield _unknown(place, (*at, "role"), "LC063", role, draft.manifest.roles)
            if home is not None and home not in ("demo", *organisations):
                yield _unknown(place, (*at, "organisation"), "LC085", home, organisations)


def _record(
    dataset: Dataset, item: dict[str, Any], place: Place, at: At, about: dict[str, list[Any]]
) -> Iterator[Diagnostic]:
    for key, value in item.items():
        if key in about and value not in about[key]:
            yield _unknown(place, (*at, key), "LC085", value, about[key])
        elif key == "_state" and not (dataset.workflow and value in dataset.workflow.states):
            states = dataset.workflow.states if dataset.workflow else ()
            yield _unknown(place, (*at, key), "LC068", value, states)
        elif key == "_moved":
            yield from _moved(dataset, value, place, (*at, key))
        elif key not in ABOUT and key not in dataset.fields:
            yield _unknown(place, (*at, key), "LC062", key, dataset.fields, key=True)


def _moved(dataset: Dataset, told: Any, place: Place, at: At) -> Iterator[Diagnostic]:
    states = dataset.workflow.states if dataset.workflow else ()
    for rank, each in enumerate(_items(told)):
        if each.get("state") not in states:
            yield _unknown(place, (*at, rank, "state"), "LC068", each.get("state"), states)
        elif not isinstance(each.get("days_ago"), (int, float)):
            yield _unknown(place, (*at, rank), "LC062", "days_ago", ("state", "days_ago"))
