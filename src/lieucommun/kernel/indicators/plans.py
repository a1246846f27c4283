"""What a manifest declares of its indicators, made ready to compute."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lieucommun.engines.statistics.formulas import (
    AREA,
    POPULATION,
    Aggregate,
    Formula,
    FormulaError,
    Name,
    Number,
    parse,
)
from lieucommun.engines.statistics.formulas.tree import leaves
from lieucommun.kernel.services.manifest import Indicator, Manifest, Table
from lieucommun.kernel.territories.territory import LEVELS, Level

from .cubes import Cube
from .finishing import Finish
from .secrecy import COUNT, nested
from .sums import UnplannedFormula, aggregate_sql, sides_sql

NUMBERS = frozenset({"integer", "decimal", "money", "year"})
DATES = frozenset({"year", "date", "datetime"})
#: Digits after the point of the sums of most columns; of columns of plain decimals.
FEW, MANY = 6, 10


@dataclass(frozen=True, slots=True)
class Plan:
    """How one indicator is computed: the cubes that are summed, and how they become figures.

    Without cubes, it is of territories alone (`population`), and has no period.
    """

    name: str
    indicator: Indicator
    formula: Formula
    levels: tuple[Level, ...]
    cubes: tuple[Cube, ...]
    finish: Finish
    #: What is counted of the first table, so that few people are told of.
    counted: Aggregate | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(cube.table for cube in self.cubes)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an indicator is not computed: `code` and what its sentence needs."""

    code: str
    params: Mapping[str, object]


def plans(manifest: Manifest) -> dict[str, Plan]:
    """Return the plan of each indicator that has a formula and that can be computed."""
    found = {}
    for name, indicator in manifest.indicators.items():
        plan = planned(name, indicator, manifest.tables)
        if isinstance(plan, Plan):
            found[name] = plan
    return found


def planned(name: str, indicator: Indicator, tables: Mapping[str, Table]) -> Plan | Refused | None:
    """Return how an indicator is computed, or why it is not; None when it has no formula."""
    if indicator.formula is None:
        return None
    try:
        formula = parse(indicator.formula)
    except FormulaError as error:
        params = {**error.params, "position": error.position + 1, "reason": error.code}
        return Refused("LC153", params)
    wrong = next(_wrong(formula, name, indicator, tables), None)
    if wrong is not None:
        return wrong
    try:
        return _plan(name, indicator, formula, tables)
    except FormulaError as error:
        return Refused("LC153", {**error.params, "position": 1, "reason": error.code})
    except UnplannedFormula as unplanned:
        return Refused("LC153", {"position": 1, "reason": unplanned.reason})


def levels_of(indicator: Indicator) -> tuple[Level, ...]:
    """Return the levels of an indicator, the smallest first; all of them unless it says so.

    The country is always there: every level adds up to it.
    """
    named = {"country" if level == "pays" else level for level in indicator.levels}
    return tuple(each for each in LEVELS if not named or each in named or each == "country")


def _plan(name: str, indicator: Indicator, formula: Formula, tables: Mapping[str, Table]) -> Plan:
    cubes: list[Cube] = []
    names: dict[Aggregate | Name, str] = {POPULATION: "population", AREA: "area"}
    digits = max((_digits(each, formula, tables) for each in formula.tables), default=FEW)
    for rank, table in enumerate(formula.tables):
        zero = indicator.absent == "zero"
        sums = []
        for place, each in enumerate(each for each in formula.aggregates if each.table == table):
            alias = f"s{rank}_{place}"
            names[each] = alias
            sums.append((alias, aggregate_sql(each, digits, zero=zero)))
        cubes.append(_cube(table, indicator, tables[table], tuple(sums)))
    counted = _counted(indicator, formula)
    if counted is not None:
        first = cubes[0]
        told = (COUNT, aggregate_sql(counted, 0, zero=True))
        cubes[0] = replace(first, sums=(*first.sums, told))
    numerator, denominator = sides_sql(formula, names, MANY)
    finish = Finish(
        numerator,
        denominator,
        [[alias for alias, _ in cube.sums] for cube in cubes],
        [cube.by is not None for cube in cubes],
        digits,
        indicator.decimals,
        indicator.direction,
    )
    return Plan(name, indicator, formula, levels_of(indicator), tuple(cubes), finish, counted)


def _counted(indicator: Indicator, formula: Formula) -> Aggregate | None:
    """Return what secrecy counts: one aggregate of the first table of the formula."""
    if indicator.secrecy is None:
        return None
    found = parse(indicator.secrecy.count)
    kept = found.numerator
    if not isinstance(kept, Aggregate) or found.ratio or kept.table != formula.tables[0]:
        raise UnplannedFormula("secrecy")
    return kept


def _digits(table: str, formula: Formula, tables: Mapping[str, Table]) -> int:
    """Return the digits that the sums of a table keep: those of its columns, and of constants."""
    if any(10**FEW % each.value.denominator for each in _constants(formula)):
        return MANY
    summed = {each.column for each in formula.aggregates if each.table == table}
    columns = tables[table].columns
    return MANY if any(c in columns and columns[c].type == "decimal" for c in summed if c) else FEW


def _constants(formula: Formula) -> Iterator[Number]:
    for side in (formula.numerator, formula.denominator):
        if side is not None:
            yield from (each for each in leaves(side) if isinstance(each, Number))


def _cube(table: str, indicator: Indicator, spec: Table, sums: tuple[tuple[str, str], ...]) -> Cube:
    date = date_of(indicator, spec)
    by = indicator.by if indicator.by in spec.columns else None
    return Cube(
        table,
        territory_of(indicator, spec) or "",
        date,
        "year" if date and spec.columns[date].type == "year" else "date",
        by,
        sums,
    )


def territory_of(indicator: Indicator, table: Table) -> str | None:
    """Return the column of the territory: the one that is said, or the only one."""
    return _only(indicator.territory, table, frozenset({"territory"}))


def date_of(indicator: Indicator, table: Table) -> str | None:
    """Return the column of the period: the one that is said, or the only one; None without."""
    return None if indicator.period == "none" else _only(indicator.date, table, DATES)


def _only(said: str | None, table: Table, types: frozenset[str]) -> str | None:
    if said is not None and said in table.columns:
        return said
    found = [name for name, column in table.columns.items() if column.type in types]
    return found[0] if len(found) == 1 else None


def _wrong(
    formula: Formula, name: str, indicator: Indicator, tables: Mapping[str, Table]
) -> Iterator[Refused]:
    """Yield what keeps a formula that reads from being computed."""
    for table, column in formula.columns:
        known = tables[table].columns if table in tables else ()
        if column not in known:
            among = [f"{table}.{each}" for each in known] or list(tables)
            yield Refused("LC071", {"found": f"{table}.{column}", "among": among[:20]})
    for table in formula.tables:
        if table not in tables:
            yield Refused("LC071", {"found": table, "among": list(tables)[:20]})
    yield from _types(formula, tables)
    if indicator.secrecy and not (formula.tables and nested(levels_of(indicator))):
        yield Refused("LC153", {"position": 1, "reason": "levels"})
    for table in formula.tables:
        yield from _columns(name, indicator, tables[table])
    columns = [each for table in formula.tables for each in tables[table].columns]
    if indicator.by and indicator.by not in columns:
        yield Refused("LC071", {"found": indicator.by, "among": columns[:20]})


def _types(formula: Formula, tables: Mapping[str, Table]) -> Iterator[Refused]:
    for each in formula.aggregates:
        if each.column is None or each.kind == "distinct":
            continue
        type_ = tables[each.table].columns[each.column].type
        if type_ not in NUMBERS:
            yield Refused(
                "LC154", {"found": f"{each.table}.{each.column}", "type": type_, "use": each.kind}
            )


def _columns(name: str, indicator: Indicator, table: Table) -> Iterator[Refused]:
    if territory_of(indicator, table) is None:
        yield Refused("LC155", {"found": name, "use": "territory"})
    if indicator.period != "none":
        date = date_of(indicator, table)
        if date is None:
            yield Refused("LC155", {"found": name, "use": "date"})
        elif indicator.period in {"month", "quarter"} and table.columns[date].type == "year":
            yield Refused("LC154", {"found": date, "type": "year", "use": indicator.period})
