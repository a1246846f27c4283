"""The cube of a plan as a portable expression: what `cubes.py` writes as SQL for this process."""

import operator
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

from lieucommun.engines.statistics.formulas import Aggregate, And, Comparison, Condition, Not
from lieucommun.kernel.indicators.cubes import COUNTRY, RANKS, Cube
from lieucommun.kernel.indicators.plans import Plan
from lieucommun.kernel.territories.territory import Level

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def cube_expression(plan: Plan, cube: Cube, rows: "ir.Table") -> "ir.Table":
    """Return level, code, period, part, n and the sums of a cube, as an expression over rows."""
    import ibis

    columns = {"period__": _period(plan, cube, rows)}
    if cube.by:
        columns["part__"] = rows[cube.by].cast("string").fill_null("")
    rows = rows.mutate(**columns)
    parted = [False] if not cube.by else [False, True] if plan.indicator.whole else [True]
    found = [
        _level(plan, cube, rows, level, parted=each) for level in plan.levels for each in parted
    ]
    return ibis.union(found[0], *found[1:], distinct=False) if len(found) > 1 else found[0]


def _level(plan: Plan, cube: Cube, rows: "ir.Table", level: Level, *, parted: bool) -> "ir.Table":
    import ibis

    code = (
        ibis.literal(COUNTRY)
        if level == "country"
        else rows[f"{cube.territory}__{level}"].fill_null("")
    )
    rows = rows.mutate(code__=code)
    keys = ["code__", "period__", *(["part__"] if parted else [])]
    sums = dict(_sums(plan, cube, rows))
    grouped = rows.group_by(keys).aggregate(n=rows.count(), **sums)
    part = grouped["part__"] if parted else ibis.null("string")
    return grouped.select(
        level=ibis.literal(RANKS[level], type="int8"),
        code=grouped["code__"],
        period=grouped["period__"],
        part=part,
        n=grouped["n"].cast("int64"),
        **{alias: grouped[alias] for alias in sums},
    )


def _sums(plan: Plan, cube: Cube, rows: "ir.Table") -> "list[tuple[str, ir.Value]]":
    aggregates = [each for each in plan.formula.aggregates if each.table == cube.table]
    if plan.counted is not None and cube is plan.cubes[0]:
        aggregates.append(plan.counted)
    kind = f"decimal(38, {plan.finish.digits})"
    zero = plan.indicator.absent == "zero"
    return [
        (alias, _aggregate(each, rows, zero=zero).cast(kind))
        for (alias, _), each in zip(cube.sums, aggregates, strict=True)
    ]


def _aggregate(aggregate: Aggregate, rows: "ir.Table", *, zero: bool) -> Any:
    where = _condition(aggregate.condition, rows) if aggregate.condition else None
    if aggregate.kind == "count":
        return rows.count(where=where)
    column: Any = rows[aggregate.column or ""]
    if aggregate.kind == "distinct":
        return column.nunique(where=where)
    found = getattr(column, aggregate.kind)(where=where)
    return found.fill_null(0) if zero and aggregate.kind == "sum" else found


def _condition(condition: Condition, rows: "ir.Table") -> Any:
    """Return which rows are taken: a comparison with no value does not hold."""
    if isinstance(condition, Comparison):
        compare = _OPERATORS[condition.operator]
        told: Any = compare(rows[condition.column], condition.constant.value)
        return told.fill_null(False)  # noqa: FBT003 - the value of what is unknown
    if isinstance(condition, Not):
        return ~_condition(condition.part, rows)
    joint = operator.and_ if isinstance(condition, And) else operator.or_
    return reduce(joint, [_condition(part, rows) for part in condition.parts])


def _period(plan: Plan, cube: Cube, rows: "ir.Table") -> Any:
    import ibis

    if cube.date is None or plan.indicator.period == "none":
        return ibis.literal("")
    column: Any = rows[cube.date]
    if cube.date_type == "year":
        return column.cast("string").fill_null("")
    year = column.year().cast("string").lpad(4, "0")
    written = {
        "year": lambda: year,
        "quarter": lambda: year + "-Q" + column.quarter().cast("string"),
        "month": lambda: year + "-" + column.month().cast("string").lpad(2, "0"),
    }[plan.indicator.period]()
    return written.fill_null("")
