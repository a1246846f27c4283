"""What came of a load in some lines for people, in the language that is active."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from lieucommun.kernel.documents.numbers import amount, number
from lieucommun.kernel.services.manifest import Table

from .models import TableLoad
from .telling import rejects_said

SHOWN = 20
LEVELS: Mapping[str, object] = {
    "commune": gettext_lazy("Municipalities"),
    "epci": gettext_lazy("Groups of municipalities"),
    "departement": gettext_lazy("Départements"),
    "region": gettext_lazy("Régions"),
    "country": gettext_lazy("Country"),
}
#: Why a code is not, or no longer, one of today.
WHY: Mapping[str, object] = {
    "merged": gettext_lazy("merged"),
    "renumbered": gettext_lazy("renumbered"),
    "delegated": gettext_lazy("delegated municipality"),
    "associated": gettext_lazy("associated municipality"),
    "district": gettext_lazy("district of a city"),
    "unknown": gettext_lazy("unknown code"),
    "absent": gettext_lazy("no code"),
}
_APART = frozenset({"value", "rows", "levels", "exact"})


def as_text(load: TableLoad, table: Table, *, trial: bool = False) -> str:
    """Return the summary of a load: rows, totals, levels, digits, codes, gaps and rejects."""
    told = load.told
    writing = _Writing(table, get_language() or "fr")
    rows = ngettext("%(count)s row loaded", "%(count)s rows loaded", load.rows)
    rejects = ngettext("%(count)s rejected", "%(count)s rejected", load.rejects)
    lines = [
        ", ".join(
            words % {"count": writing.count(count)}
            for words, count in ((rows, load.rows), (rejects, load.rejects))
        ),
        writing.sums(gettext("Total"), told["totals"]),
        *writing.parts(told["by"]),
        *writing.levels(told["levels"]),
        *writing.digits(told["digits"]),
        *writing.codes(told["territories"]),
        *writing.repeated(told["repeated"]),
        *writing.gaps(told["reconciliation"]),
        *(each["reason"] for each in rejects_said(load)[:SHOWN]),
    ]
    if load.rejects > SHOWN:
        lines.append("…")
    if trial:
        lines.append(gettext("Nothing was kept: this was a trial."))
    return "\n".join(lines)


class _Writing:
    """Lines about a table, with its titles, its units and the signs of a language."""

    def __init__(self, table: Table, language: str) -> None:
        self.table = table
        self.language = language

    def count(self, count: int) -> str:
        return number(count, self.language)

    def title(self, name: str) -> str:
        column = self.table.columns.get(name)
        return str(column.title) if column and column.title else name

    def value(self, name: str, value: str) -> str:
        column = self.table.columns.get(name)
        places = 2 if column and column.type == "money" else None
        return amount(Decimal(value), (column.unit if column else "") or "", self.language, places)

    def sums(self, title: str, part: Mapping[str, Any], indent: str = "") -> str:
        """Return a line of sums: what they are of, how many rows, each sum."""
        told = [self.count(part["rows"])]
        told += [
            f"{self.title(name)} {self.value(name, value)}"
            for name, value in part.items()
            if name not in _APART and value is not None
        ]
        return f"{indent}{title} · {' · '.join(told)}"

    def parts(self, by: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
        for name, parts in by.items():
            yield self.title(name)
            for part in parts:
                yield self.sums(part["value"] or "—", part, "  ")

    def levels(self, levels: Mapping[str, Any]) -> Iterator[str]:
        for level, parts in levels.items():
            yield self.sums(str(LEVELS[level]), parts["located"])
            if parts["not_located"]["rows"]:
                yield self.sums(gettext("not located"), parts["not_located"], "  ")

    def digits(self, digits: Mapping[str, Any]) -> Iterator[str]:
        for name, each in digits.items():
            if each["residues"] or each["cut"]:
                yield gettext(
                    "%(column)s: %(residues)s amounts have a residue below the cent; rounding each "
                    "row would change the total by %(gap)s. %(cut)s had more than six decimals."
                ) % {
                    "column": self.title(name),
                    "residues": self.count(each["residues"]),
                    "cut": self.count(each["cut"]),
                    "gap": self.value(name, each["gap"]),
                }

    def codes(self, territories: Mapping[str, Any]) -> Iterator[str]:
        """Yield the first codes that are not those of today: what became of them."""
        changed = territories.get("changed", [])
        # Those that are nowhere come first: there is something to do about them.
        for each in sorted(changed, key=lambda each: each["today"] is not None)[:SHOWN]:
            led = f" → {each['today']}" if each["today"] else ""
            count = self.count(each["rows"])
            yield f"  {each['published'] or '—'}{led} · {WHY[each['why']]} · {count}"
        if len(changed) > SHOWN:
            count = self.count(len(changed) - SHOWN)
            yield gettext("… and %(count)s other codes.") % {"count": count}

    def repeated(self, found: Mapping[str, Any]) -> Iterator[str]:
        """Yield that some rows cannot be told from others, and where the first ones are."""
        if not found["rows"]:
            return
        grain = ", ".join(self.title(name) for name in self.table.grain)
        said = ngettext(
            "%(count)s row has the same values as another one in what tells rows apart "
            "(%(grain)s).",
            "%(count)s rows have the same values as another one in what tells rows apart "
            "(%(grain)s).",
            found["rows"],
        )
        yield said % {"count": self.count(found["rows"]), "grain": grain}
        for each in found["first"]:
            lines = ", ".join(map(str, each["lines"]))
            yield f"  {' · '.join(each or '—' for each in each['grain'])} : {lines}"

    def gaps(self, found: Mapping[str, Any]) -> Iterator[str]:
        """Yield each published total beside what was loaded."""
        for each in found.get("published", ()):
            where = [f"{self.title(name)} {value}" for name, value in each["where"].items()]
            for line in each["lines"]:
                yield self.gap(", ".join(where) or gettext("Total"), line)
        territories = found.get("territories")
        if not territories:
            return
        yield gettext("%(gaps)s gaps among %(compared)s published totals by territory.") % {
            "gaps": self.count(territories["gaps"]),
            "compared": self.count(territories["compared"]),
        }
        for line in territories["widest"][:SHOWN]:
            yield "  " + self.gap(f"{line['level']}:{line['code']} {line['where']}".strip(), line)

    def gap(self, where: str, line: Mapping[str, Any]) -> str:
        name = line["column"]
        sign = "+" if Decimal(line["gap"]) > 0 else ""
        return gettext(
            "%(where)s, %(column)s: published %(published)s, loaded %(loaded)s, gap %(gap)s"
        ) % {
            "where": where,
            "column": gettext("rows") if name == "rows" else self.title(name),
            "published": self.value(name, line["published"]),
            "loaded": self.value(name, line["loaded"]),
            "gap": sign + self.value(name, line["gap"]),
        }
