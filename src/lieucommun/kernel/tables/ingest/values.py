"""Texts given the type of their column, in SQL: what cannot be read is NULL, and is told apart.

Each expression first tries what is quick and true of nearly every cell, then what is careful:
DuckDB only computes the second argument of COALESCE for the rows where the first is NULL.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from lieucommun.kernel.tables.kinds import TYPES

from .opened import literal
from .orders import FieldFrom

_SPACES = literal(" \t\r\n\u00a0\u202f\u2009\ufeff")
_WITHIN = r"[ \t\x{00a0}\x{202f}\x{2009}]"
_SIGN = r"^[-+]?"
_END = r"[ \x{00a0}\x{202f}]*(€|euros?|EUR|%)?$"
MONEY, DECIMAL, WIDE = "DECIMAL(18,6)", "DECIMAL(38,10)", "DECIMAL(38,12)"
FACTOR = "DECIMAL(24,6)"
YES = ("true", "vrai", "oui", "yes", "1", "o", "y", "x")
NO = ("false", "faux", "non", "no", "0", "n")
#: Either decimal sign, the point first.
ANY = "any"
#: Digits after the point of an amount.
DIGITS = 6
FIRST_YEAR, LAST_YEAR = 1000, 2999


def raw(cell: str, field: FieldFrom, *, odd: bool = False) -> str:
    """Return a cell without the spaces around it; NULL for what says nothing.

    `odd`: spaces may be others than the plain one, which costs far more to take off.
    """
    trimmed = f"trim({cell}, {_SPACES})" if odd else f"trim({cell})"
    found = f"nullif({trimmed}, '')"
    if field.empty:
        nothing = ", ".join(literal(each.strip().casefold()) for each in field.empty)
        found = f"(CASE WHEN lower({found}) IN ({nothing}) THEN NULL ELSE {found} END)"
    if field.values:
        cases = " ".join(
            f"WHEN {literal(told.strip())} THEN {literal(ours)}"
            for told, ours in field.values.items()
        )
        found = f"nullif(CASE {found} {cases} ELSE {found} END, '')"
    return found


def typed(raw: str, type_: str, field: FieldFrom) -> str:
    """Return the value of a raw text, NULL when it has not the type."""
    return _TYPED.get(type_, _text)(raw, field)


def product(raw: str, times: str, type_: str, field: FieldFrom) -> str:
    """Return the product of two raw numbers, each to the sixth decimal, in the type of a column.

    Each is widened first: DuckDB would multiply within eighteen digits, and refuse the whole file.
    """
    both = (
        f"TRY_CAST({_number(each, field, DECIMAL)} AS {MONEY})::{FACTOR}" for each in (raw, times)
    )
    return f"TRY_CAST({' * '.join(both)} AS {TYPES[type_]})"


def code(raw: str, type_: str) -> str:
    """Return why a text has not its type, a code of `refusals.REASONS`, in SQL."""
    if type_ not in {"date", "datetime"}:
        return f"'{type_}'"
    shape = r"'\d{5}(\.\d+)?'"
    return f"CASE WHEN regexp_full_match({raw}, {shape}) THEN 'serial' ELSE '{type_}' END"


def cut(raw: str, type_: str, field: FieldFrom) -> str:
    """Return whether an amount has more digits after the point than are kept; "" if none may."""
    if type_ != "money" or field.scale:
        return ""
    sign = "." if field.decimal == ANY else field.decimal
    at = f"strpos({raw}, {literal(sign)})"
    return f"({at} > 0 AND length({raw}) - {at} > {DIGITS})"


def _text(raw: str, field: FieldFrom) -> str:
    del field
    return raw


def _money(raw: str, field: FieldFrom) -> str:
    return _number(raw, field, MONEY)


def _decimal(raw: str, field: FieldFrom) -> str:
    return _number(raw, field, DECIMAL)


def _number(raw: str, field: FieldFrom, kind: str) -> str:
    """Return a decimal. An underscore, which DuckDB would let pass, is in no published number."""
    if field.decimal == ANY:
        return _first([_number(raw, replace(field, decimal=sign), kind) for sign in ".,"])
    careful = _plain(raw, field)
    if field.scale:
        scaled = f"TRY_CAST({careful} AS {WIDE}) * {field.scale}"
        return f"TRY_CAST({scaled} AS {kind})"
    slow = f"TRY_CAST({careful} AS {kind})"
    if field.decimal != ".":
        return slow if field.thousands else f"coalesce({_comma(raw, kind)}, {slow})"
    return (
        f"coalesce(CASE WHEN NOT contains({raw}, '_') THEN TRY_CAST({raw} AS {kind}) END, {slow})"
    )


def _comma(raw: str, kind: str) -> str:
    """Return a number with a decimal comma and nothing else to take off."""
    fine = f"NOT contains({raw}, '_') AND NOT contains({raw}, '.')"
    return f"CASE WHEN {fine} THEN TRY_CAST(replace({raw}, ',', '.') AS {kind}) END"


def _plain(raw: str, field: FieldFrom) -> str:
    """Return the number that a text writes as people do: 1 234,50 €; NULL when it is none."""
    comma = field.decimal == ","
    point = "," if comma else r"\."
    thousands = {".": r"\.", ",": ",", "'": "['’]"}.get(field.thousands, "")
    between = f"({_WITHIN}|{thousands})" if thousands else _WITHIN
    shape = rf"{_SIGN}(\d+|\d{{1,3}}({between}\d{{3}})+)?({point}\d*)?([eE][-+]?\d+)?{_END}"
    kept = f"regexp_replace({raw}, '[^-+0-9{'' if thousands == ',' else ','}.eE]', '', 'g')"
    kept = f"regexp_replace({kept}, '(€|[eE]uros?|EUR)$', '')"
    for sign in {".", ","} - {field.decimal}:
        kept = f"replace({kept}, '{sign}', '')" if field.thousands == sign else kept
    if comma:
        kept = f"replace({kept}, ',', '.')"
    return f"CASE WHEN regexp_full_match({raw}, {literal(shape)}) THEN {kept} END"


def _integer(raw: str, field: FieldFrom) -> str:
    """Return a whole number: 12, 12.0 and 1 200, never 12.5 rounded."""
    if field.scale:
        return _whole(_number(raw, field, DECIMAL))
    quick = f"TRY_CAST({raw} AS BIGINT)"
    return (
        f"coalesce(CASE WHEN {quick}::VARCHAR = {raw} THEN {quick} END, "
        f"{_whole(f'TRY_CAST({_plain(raw, field)} AS {DECIMAL})')})"
    )


def _whole(number: str) -> str:
    return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({number} AS BIGINT) END"


def _year(raw: str, field: FieldFrom) -> str:
    """Return a year: 2018, or that of a date written 2018-12-31."""
    whole = _integer(raw, field)
    fine = f"{whole} BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
    year = f"CASE WHEN {fine} THEN TRY_CAST({whole} AS SMALLINT) END"
    return _first([year, f"TRY_CAST(year({_iso(raw, 'DATE')}) AS SMALLINT)"])


def _date(raw: str, field: FieldFrom) -> str:
    found = [_as_date(raw, each) for each in field.formats]
    return _first([*found, _iso(raw, "DATE")])  # a cell that is a date comes as ISO 8601


def _as_date(raw: str, format_: str) -> str:
    if format_ != "excel":
        return f"TRY_CAST({_parsed(raw, format_)} AS DATE)"
    shape = r"'\d{1,6}(\.0*)?'"
    days = f"CASE WHEN regexp_full_match({raw}, {shape}) THEN TRY_CAST({raw} AS INTEGER) END"
    return f"(DATE '1899-12-30' + {days})"


def _datetime(raw: str, field: FieldFrom) -> str:
    return _first([*(_parsed(raw, each) for each in field.formats), _iso(raw, "TIMESTAMP")])


def _first(found: Sequence[str]) -> str:
    return f"coalesce({', '.join(found)})" if len(found) > 1 else found[0]


def _parsed(raw: str, format_: str) -> str:
    """Return what a format reads; it would take `epoch` and `infinity` too."""
    return (
        f"CASE WHEN regexp_matches({raw}, '\\d') THEN try_strptime({raw}, {literal(format_)}) END"
    )


def _iso(raw: str, kind: str) -> str:
    """Return a date as ISO 8601 writes it; DuckDB would take `epoch` and the year 10 too."""
    return f"CASE WHEN regexp_matches({raw}, '^\\d{{4}}-') THEN TRY_CAST({raw} AS {kind}) END"


def _boolean(raw: str, field: FieldFrom) -> str:
    del field
    yes, no = (", ".join(map(literal, words)) for words in (YES, NO))
    return f"CASE WHEN lower({raw}) IN ({yes}) THEN true WHEN lower({raw}) IN ({no}) THEN false END"


_TYPED: dict[str, Callable[[str, FieldFrom], str]] = {
    "money": _money,
    "decimal": _decimal,
    "integer": _integer,
    "year": _year,
    "date": _date,
    "datetime": _datetime,
    "boolean": _boolean,
}
