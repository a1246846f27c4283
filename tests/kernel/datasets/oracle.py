"""The access rules said again, record by record, in plain Python: what every read must agree with.

A manifest here is its plain values, a record what `Sample` holds; no code of the kernel is used.
"""

from dataclasses import dataclass
from typing import Any

from lieucommun.kernel.people.viewer import Viewer

HOLDERS = {
    "commune:42218": {"departement:42", "region:84"},
    "commune:69123": {"region:84"},
    "commune:75056": {"region:11"},
}


@dataclass(frozen=True)
class Sample:
    data: dict[str, Any]
    state: str
    organisation: int | None
    owner: int | None
    destination: int | None = None


def seen(spec: dict[str, Any], viewer: Viewer, record: Sample) -> dict[str, float] | None:
    """Return the visible fields with the width of their grid (0: as it is); None: not readable."""
    found: dict[str, float] | None = None
    for role, rule in spec["access"].items():
        if not _held(role, viewer, record):
            continue
        if not any(_in_scope(spec, scope, role, viewer, record) for scope in rule["read"]):
            continue
        names = set(spec["views"][rule["view"]]) if "view" in rule else set(spec["fields"])
        names -= set(rule.get("hide", ()))
        grids = {name: _metres(width) for name, width in rule.get("blur", {}).items()}
        if record.organisation not in viewer.organisations(role):
            outside = rule.get("outside", {})
            names -= set(outside.get("hide", ()))
            for name, width in outside.get("blur", {}).items():
                grids[name] = max(_metres(width), grids.get(name, 0))
        if role == "anyone":
            names -= {name for name, field in spec["fields"].items() if field.get("personal")}
        found = found or {}
        for name in names:
            width = grids.get(name, 0)
            found[name] = min(width, found.get(name, width))
    return found


def _held(role: str, viewer: Viewer, record: Sample) -> bool:
    if role == "author":
        return viewer.person is not None and record.owner == viewer.person
    return role in viewer.roles


def _in_scope(spec: dict[str, Any], scope: Any, role: str, viewer: Viewer, record: Sample) -> bool:
    place = record.data.get("lieu")
    states = spec.get("workflow", {}).get("states", {})
    return {
        "all": True,
        "own": viewer.person is not None and record.owner == viewer.person,
        "organisation": record.organisation in viewer.organisations(role),
        "destinataire": record.destination in viewer.organisations(role),
        "territory": bool(({place} | HOLDERS.get(place, set())) & viewer.territories(role)),
        "shared": record.data.get("partage") is True,
        "published": not states or bool(states[record.state].get("public")),
        "aggregates": False,
    }[scope["organisation"] if isinstance(scope, dict) else scope]


def _metres(width: str) -> float:
    return float(width.removesuffix("m"))
