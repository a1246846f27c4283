"""What a viewer may see of a dataset, compiled from its rules: a few visibility clauses.

A clause says: on the records where one of these conditions holds, these fields are visible and
those are blurred. A record is readable when some clause holds; a field is visible on it when some
clause that holds shows it. Denied unless a clause says otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lieucommun.kernel.people.viewer import Viewer

from .rules import Rule
from .schema import Dataset

#: Terms that are not fields: the record's territory with those that hold it, and the
#: organisation (by id) named by a field.
TERRITORY = "@territory"


def organisation_term(name: str) -> str:
    """Return the name under which the organisation of a field is kept by its id."""
    return f"@{name}"


@dataclass(frozen=True, slots=True)
class Atom:
    """One fact about a record. `outside` is: its organisation is none of the values."""

    kind: Literal["owner", "organisation", "outside", "state", "term"]
    values: frozenset[str]
    field: str = ""


#: All atoms hold; no atom at all is always true.
Condition: TypeAlias = frozenset[Atom]
ALWAYS: Condition = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """On records where one of `when` holds, `visible` fields are shown and others blurred."""

    when: frozenset[Condition]
    visible: frozenset[str]
    blur: frozenset[tuple[str, float]] = frozenset()

    @property
    def always(self) -> bool:
        return ALWAYS in self.when

    def covers(self, other: "Clause") -> bool:
        """Say whether this clause shows at least as much as another, wherever that one holds."""
        if not (self.always or other.when <= self.when):
            return False
        shown = dict(self.blur)
        return other.visible <= self.visible and all(
            name in self.visible or shown.get(name, distance + 1) <= distance
            for name, distance in other.blur
        )


@dataclass(frozen=True, slots=True)
class Access:
    """The clauses of one viewer on one dataset; none: nothing can be read."""

    clauses: tuple[Clause, ...]
    aggregates: frozenset[str] | None = None

    @property
    def offered(self) -> frozenset[str]:
        """Return the fields that some clause shows, blurred or not."""
        blurred = {name for clause in self.clauses for name, _ in clause.blur}
        return frozenset(blurred).union(*(clause.visible for clause in self.clauses))

    def showing(self, name: str) -> frozenset[int]:
        """Return the ranks of the clauses that show a field unblurred."""
        return frozenset(rank for rank, clause in enumerate(self.clauses) if name in clause.visible)


def readable(dataset: Dataset, viewer: Viewer, *, merged: bool = True) -> Access:
    """Compile what a viewer may read; `merged=False` keeps one condition per clause."""
    clauses = list(_clauses(dataset, viewer))
    aggregates: frozenset[str] | None = None
    for rule in _held(dataset, viewer):
        if "aggregates" in rule.read:
            aggregates = (aggregates or frozenset()) | _told(dataset, rule)
    kept = _merge(clauses) if merged else clauses
    return Access(tuple(kept), aggregates)


def writable(
    dataset: Dataset, viewer: Viewer, verb: Literal["update", "delete"]
) -> frozenset[Condition]:
    """Return the conditions under which a viewer may change, or delete, a record."""
    found: set[Condition] = set()
    for rule in _held(dataset, viewer):
        states = {Atom("state", frozenset(rule.states))} if rule.states is not None else frozenset()
        scopes = getattr(rule, verb)
        found |= {each | states for each in _conditions(dataset, viewer, rule.role, scopes)}
    return frozenset(found)


def moving(dataset: Dataset, viewer: Viewer, by: Iterable[str]) -> frozenset[Condition]:
    """Return the conditions under which some roles let a viewer take a record one step further.

    A role acts on the records that it reads itself, not on those another role shows.
    """
    rules = [rule for rule in _held(dataset, viewer) if rule.role in set(by)]
    return frozenset(
        each for rule in rules for each in _conditions(dataset, viewer, rule.role, rule.read)
    )


def reads_all(access: Access) -> bool:
    """Say whether every record is readable: at once, or at home and outside together."""
    when = {condition for clause in access.clauses for condition in clause.when}
    homes = (atom for condition in when for atom in condition if atom.kind == "organisation")
    return ALWAYS in when or any(
        {frozenset({home}), frozenset({Atom("outside", home.values)})} <= when for home in homes
    )


def creating(dataset: Dataset, viewer: Viewer) -> tuple[str, ...]:
    """Return the roles by which a viewer may create a record."""
    return tuple(
        rule.role for rule in _held(dataset, viewer) if rule.create and rule.role != "author"
    )


def _held(dataset: Dataset, viewer: Viewer) -> Iterator[Rule]:
    author = {"author"} if viewer.person is not None else set()
    return (rule for rule in dataset.access if rule.role in viewer.roles | author)


def _clauses(dataset: Dataset, viewer: Viewer) -> Iterator[Clause]:
    for rule in _held(dataset, viewer):
        conditions = set(_conditions(dataset, viewer, rule.role, rule.read))
        inside = _visible(dataset, rule)
        blur = _blurred(inside, rule.blur)
        if not rule.outside_hide and not rule.outside_blur:
            yield from _each(conditions, inside, blur)
            continue
        mine = frozenset(map(str, viewer.organisations(rule.role)))
        if mine:
            at_home = {each | {Atom("organisation", mine)} for each in conditions}
            yield from _each(at_home, inside, blur)
            conditions = {each | {Atom("outside", mine)} for each in conditions}
        abroad = inside - rule.outside_hide
        farther = (*rule.blur, *rule.outside_blur)
        yield from _each(conditions, abroad, _blurred(abroad, farther))


def _each(
    conditions: Iterable[Condition], visible: frozenset[str], blur: dict[str, float]
) -> Iterator[Clause]:
    for condition in conditions:
        if not _impossible(condition):
            yield Clause(frozenset({condition}), visible - set(blur), frozenset(blur.items()))


def _impossible(condition: Condition) -> bool:
    inside = [atom.values for atom in condition if atom.kind == "organisation"]
    outside = [atom.values for atom in condition if atom.kind == "outside"]
    return any(mine <= theirs for mine in inside for theirs in outside)


def _visible(dataset: Dataset, rule: Rule) -> frozenset[str]:
    shown = set(rule.view) if rule.view is not None else set(dataset.fields)
    if rule.role == "anyone":
        shown -= {name for name, each in dataset.fields.items() if each.personal}
    return frozenset((shown & set(dataset.fields)) - rule.hide)


def _told(dataset: Dataset, rule: Rule) -> frozenset[str]:
    """Return the fields that totals may be narrowed by: none that identifies, none made coarse."""
    coarse = {name for name, _ in (*rule.blur, *rule.outside_blur)} | rule.outside_hide
    return frozenset(
        name
        for name in _visible(dataset, rule) - coarse
        if dataset.fields[name].personal in {"", "indirect"}
    )


def _blurred(visible: frozenset[str], distances: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, distance in distances:
        if name in visible:
            found[name] = max(distance, found.get(name, 0))
    return found


def _conditions(
    dataset: Dataset, viewer: Viewer, role: str, scopes: Iterable[str]
) -> Iterator[Condition]:
    for scope in scopes:
        condition = _condition(dataset, viewer, role, scope)
        if condition is not None and scope == "shared":
            shared = frozenset({"true"})
            yield from (condition | {Atom("term", shared, name)} for name in dataset.sharing)
        elif condition is not None:
            yield condition


def _condition(  # noqa: PLR0911 - one answer per scope
    dataset: Dataset, viewer: Viewer, role: str, scope: str
) -> Condition | None:
    """Return when a scope holds for a role; None when it never does."""
    person = frozenset({str(viewer.person)})
    base = ALWAYS if role != "author" else frozenset({Atom("owner", person)})
    match scope.partition(":"):
        case ("all" | "shared", _, _):
            return base
        case ("own", _, _):
            return base | {Atom("owner", person)} if viewer.person is not None else None
        case ("published", _, _):
            states = dataset.public_states
            return base if states is None else _in(base, "state", states)
        case ("territory", _, _):
            return _in(base, "term", viewer.territories(role), TERRITORY)
        case ("organisation", _, ""):
            return _in(base, "organisation", map(str, viewer.organisations(role)))
        case ("organisation", _, name):
            mine = map(str, viewer.organisations(role))
            return _in(base, "term", mine, organisation_term(name))
    return None  # aggregates, or a scope of the future: no record


def _in(
    base: Condition,
    kind: Literal["organisation", "state", "term"],
    values: Iterable[str],
    name: str = "",
) -> Condition | None:
    found = frozenset(values)
    return base | {Atom(kind, found, name)} if found else None


def _merge(clauses: list[Clause]) -> list[Clause]:
    """Join clauses that show the same, and drop those that another one covers."""
    joined: dict[tuple[frozenset[str], frozenset[tuple[str, float]]], set[Condition]] = {}
    for clause in clauses:
        joined.setdefault((clause.visible, clause.blur), set()).update(clause.when)
    whole = [
        Clause(frozenset({ALWAYS}) if ALWAYS in when else frozenset(when), visible, blur)
        for (visible, blur), when in joined.items()
    ]
    kept: list[Clause] = []
    for rank, clause in enumerate(whole):
        rivals = [*kept, *whole[rank + 1 :]]
        if not any(other.covers(clause) for other in rivals):
            kept.append(clause)
    return kept
