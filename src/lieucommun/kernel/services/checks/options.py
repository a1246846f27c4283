"""Options of fields: each goes with some types only, and some types ask for one."""

from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import nearest
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import Dataset, Field
from lieucommun.kernel.territories.queries import readings

NUMBERS = frozenset({"integer", "decimal", "money", "year"})
DATES = frozenset({"date", "datetime", "time"})
WORDS = frozenset({"text", "longtext", "phone", "email", "url"})
CHOICES = frozenset({"choice", "choices"})
#: Types with an order that people expect in a list.
SORTABLE = (
    NUMBERS | DATES | WORDS | {"boolean", "choice", "territory", "siren", "siret", "reference"}
    | {"organisation"}
) - {"longtext"}  # fmt: skip
#: Types with few enough values to be offered as filters.
COUNTABLE = CHOICES | {
    "territory", "reference", "organisation", "boolean", "year", "text", "integer",
}  # fmt: skip
SEARCHABLE = WORDS | CHOICES | {"territory", "siren", "siret", "reference", "organisation", "list"}
GOES_WITH: dict[str, frozenset[str]] = {
    "choices": CHOICES,
    "target": frozenset({"reference"}),
    "level": frozenset({"territory"}),
    "role": frozenset({"organisation"}),
    "of": frozenset({"list"}),
    "min": NUMBERS | DATES | {"text", "longtext", "choices", "list", "file", "image", "audio"},
    "max": NUMBERS | DATES | {"text", "longtext", "choices", "list", "file", "image", "audio"},
    "unit": frozenset({"integer", "decimal", "money"}),
    "translated": frozenset({"text", "longtext", "url", "file", "audio", "image"}),
    "grants": frozenset({"boolean"}),
    "search": SEARCHABLE,
    "unique": frozenset(NUMBERS | DATES | WORDS | {"siren", "siret", "reference", "organisation"}),
}
ASKED_BY = {"choice": "choices", "choices": "choices", "reference": "target", "list": "of"}
RESERVED = frozenset({"uuid", "state", "created_at", "updated_at"})


def options(draft: Draft) -> Iterator[Finding]:
    """Yield options that do not go with their type, and those that a type asks for."""
    for name, dataset in draft.manifest.datasets.items():
        at: At = ("datasets", name, "fields")
        yield from _of_fields(dataset.fields, at)
        yield from _key(dataset, ("datasets", name))


def _of_fields(fields: dict[str, Field], at: At) -> Iterator[Finding]:
    for name, field in fields.items():
        here = (*at, name)
        if name in RESERVED:
            yield Finding(here, "LC123", {"found": name}, key=True)
        yield from _of_field(name, field, here)
        if field.of:
            yield from _of_fields(field.of, (*here, "of"))


def _of_field(name: str, field: Field, at: At) -> Iterator[Finding]:
    for option, types in GOES_WITH.items():
        if getattr(field, option) not in (None, False) and field.type not in types:
            params = {"found": option, "type": field.type, "among": sorted(types)}
            yield Finding((*at, option), "LC040", params, key=True)
    asked = ASKED_BY.get(field.type)
    if asked and getattr(field, asked) is None:
        yield Finding(at, "LC030", {"found": asked}, key=True)
    if field.sort and field.type not in SORTABLE:
        yield Finding((*at, "sort"), "LC109", {"found": name, "type": field.type})
    if field.facet and field.type not in COUNTABLE:
        yield Finding((*at, "facet"), "LC110", {"found": name, "type": field.type})


def defaults(draft: Draft) -> Iterator[Finding]:
    """Yield starting values that their fields would refuse."""
    for name, dataset in draft.manifest.datasets.items():
        for each, field in dataset.fields.items():
            at = ("datasets", name, "fields", each, "default")
            values = field.default if isinstance(field.default, list) else [field.default]
            values = [value for value in values if value is not None]
            if field.type in CHOICES:
                known = [choice.value for choice in draft.choices(field)]
                for value in values if known else ():
                    if value not in known:
                        params = {"found": value, "field": each, "among": known[:20]}
                        yield Finding(at, "LC083", {**params, "nearest": nearest(value, known)})
            elif field.type == "territory":
                level = "country" if field.level == "pays" else field.level
                yield from (
                    Finding(at, "LC069", {"found": value})
                    for value in values
                    if not readings(str(value), level)
                )


def _key(dataset: Dataset, at: At) -> Iterator[Finding]:
    field = dataset.fields.get(dataset.key or "")
    if field is None:
        return
    allowed = ("text", "integer", "siren", "siret")
    if field.type not in allowed:
        params = {"found": dataset.key, "type": field.type, "needs": ", ".join(allowed)}
        yield Finding((*at, "key"), "LC119", params)
    elif not field.required:
        yield Finding((*at, "key"), "LC127", {"found": dataset.key})
