"""The access rules and the workflow of a dataset, as the manifest writes them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lieucommun.kernel.services.texts import Text

BUILT_IN = frozenset({"anyone", "signed-in", "author"})
DISTANCE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(m|km)\s*")


@dataclass(frozen=True, slots=True)
class Rule:
    """What one role may do. Scopes are words; a scope through a field is `organisation:FIELD`."""

    role: str
    read: tuple[str, ...] = ()
    view: tuple[str, ...] | None = None
    hide: frozenset[str] = frozenset()
    blur: tuple[tuple[str, float], ...] = ()
    outside_hide: frozenset[str] = frozenset()
    outside_blur: tuple[tuple[str, float], ...] = ()
    create: bool = False
    update: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    states: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from some states to another, by some roles; a reason may be `required`.

    `when` is a condition on the fields of the record, as in XLSForm; "" when there is none.
    """

    name: str
    title: Text
    origins: tuple[str, ...]
    to: str
    by: tuple[str, ...] = ()
    reason: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of records, in their order, and those open to scope `published`."""

    initial: str
    states: Mapping[str, Text] = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    transitions: Mapping[str, Transition] = field(default_factory=dict)


def read_rules(access: Mapping[str, Any], views: Mapping[str, tuple[str, ...]]) -> tuple[Rule, ...]:
    """Return the rules of a dataset; a role without a rule may do nothing."""
    return tuple(_rule(role, spec or {}, views) for role, spec in access.items())


def _rule(role: str, spec: Mapping[str, Any], views: Mapping[str, tuple[str, ...]]) -> Rule:
    outside = spec.get("outside") or {}
    states = spec.get("while")
    return Rule(
        role=role,
        read=scopes(spec.get("read")),
        view=views[spec["view"]] if spec.get("view") else None,
        hide=frozenset(spec.get("hide") or ()),
        blur=_distances(spec.get("blur") or {}),
        outside_hide=frozenset(outside.get("hide") or ()),
        outside_blur=_distances(outside.get("blur") or {}),
        create=bool(spec.get("create") or spec.get("propose")),
        update=scopes(spec.get("update")),
        delete=scopes(spec.get("delete")),
        states=tuple(_listed(states)) or None,
    )


def scopes(written: Any) -> tuple[str, ...]:
    """Return scopes as words, from a word, a map `{organisation: FIELD}`, or a list of them."""
    found = []
    for each in _listed(written):
        if isinstance(each, Mapping) and "kind" in each:
            found.append(":".join(part for part in (each["kind"], each.get("field")) if part))
        elif isinstance(each, Mapping):
            found += [f"{kind}:{name}" for kind, name in each.items() if name]
        elif isinstance(each, str):
            found.append(each)
    return tuple(dict.fromkeys(found))


def metres(distance: str | float) -> float:
    """Return a distance such as `300m` or `1.5 km` in metres."""
    if isinstance(distance, (int, float)):
        return float(distance)
    found = DISTANCE.fullmatch(distance)
    if not found:
        raise ValueError(f"{distance!r} is not a distance such as 300m")
    return float(found[1]) * (1000 if found[2] == "km" else 1)


def read_workflow(spec: Mapping[str, Any] | None, text: Callable[[Any], Text]) -> Workflow | None:
    """Return the workflow of a dataset, if it has one."""
    if not spec:
        return None
    states = {name: each or {} for name, each in (spec.get("states") or {}).items()}
    return Workflow(
        initial=spec["initial"],
        states={name: text(each.get("title") or name) for name, each in states.items()},
        public=frozenset(name for name, each in states.items() if each.get("public")),
        final=frozenset(name for name, each in states.items() if each.get("final")),
        transitions={
            name: Transition(
                name=name,
                title=text(each.get("title") or name),
                origins=tuple(_listed(each.get("from"))),
                to=each["to"],
                by=tuple(_listed(each.get("by"))),
                reason=each.get("reason") or "",
                when=each.get("when") or "",
            )
            for name, each in (spec.get("transitions") or {}).items()
        },
    )


def _listed(written: Any) -> Iterable[Any]:
    if written is None or written is False:
        return ()
    if written is True:
        return ("all",)
    return written if isinstance(written, (list, tuple)) else (written,)


def _distances(written: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((name, metres(distance)) for name, distance in written.items()))
