"""The tables that a page opens: those it names, to those it is for, and no others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lieucommun.kernel.services.manifest import Manifest, Table
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.vocabularies import read_vocabulary
from lieucommun.kernel.tables.browsing.opening import rows_in, rows_of
from lieucommun.kernel.tables.browsing.standing import Rows
from lieucommun.kernel.tables.queries import Stored, tables_of

_WORD = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class Browsed:
    """A table that someone may read on a page; `stored` is None as long as nothing is loaded."""

    opened: OpenPage
    name: str
    table: Table
    stored: Stored | None

    @property
    def language(self) -> str:
        return self.opened.language

    @property
    def title(self) -> str:
        return self.table.title.get(self.language)

    @cached_property
    def titles(self) -> dict[str, dict[str, str]]:
        """The titles of values, by column, where the manifest gives some; others are published."""
        service = self.opened.service
        first = service.manifest.languages[0]
        return {
            name: {
                each.value: each.title.get(self.language)
                for each in read_vocabulary(service.folder, column.choices, first).choices
            }
            for name, column in self.table.columns.items()
            if column.choices and service.folder.exists(column.choices)
        }

    @property
    def narrowed(self) -> bool:
        """Whether rows depend on who reads them."""
        return bool(self.opened.settings.rows == "territory")

    @cached_property
    def keys(self) -> frozenset[str]:
        """The territories of the roles that open the page to its viewer."""
        viewer = self.opened.viewer
        found = (viewer.territories(role) for role in self.opened.page.for_)
        return frozenset().union(*found)

    @property
    def rows(self) -> Rows:
        """The rows that the viewer may read; raises LookupError when nothing is loaded."""
        if self.stored is None:
            raise LookupError(self.name)
        if not self.narrowed:
            return rows_of(self.stored, self.table)
        return rows_in(self.stored, self.table, place_of(self.table), self.keys)

    @property
    def stamp(self) -> str:
        """A digest that changes with the rows that the viewer may read."""
        told = self.stored.stamp if self.stored else ""
        return " ".join((told, *sorted(self.keys))) if self.narrowed else told

    def url(self, view: str = "browsed", **more: str) -> str:
        """Return the address of a view of this table."""
        return self.opened.url(view, table=self.name, **more)


def place_of(table: Table) -> str:
    """Return the column that says where a row is, the first one that does; "" without any."""
    found = (name for name, column in table.columns.items() if column.type == "territory")
    return next(found, "")


def browsed(opened: OpenPage) -> dict[str, Browsed]:
    """Return the tables that a page opens to its viewer, by name, in the order of the manifest.

    A page that shows each role its territory opens no table whose rows are nowhere.
    """
    declared = _opened(opened)
    if not declared:
        return {}
    stored = tables_of(opened.service.slug)
    return {
        name: Browsed(opened, name, table, stored.get(name)) for name, table in declared.items()
    }


def _opened(opened: OpenPage) -> Mapping[str, Table]:
    named, manifest = opened.settings.tables, opened.service.manifest
    secret = secret_tables(manifest) if named == "all" else frozenset()
    return {
        name: table
        for name, table in manifest.tables.items()
        if (named == "all" or name in named)
        and name not in secret
        and (opened.settings.rows == "all" or place_of(table))
        and opened.allowed
    }


def secret_tables(manifest: Manifest) -> frozenset[str]:
    """Return the tables that indicators under secrecy read: their rows would tell what is hidden.

    A page opens them only by their name, never as part of all of them.
    """
    told = " ".join(
        f"{each.formula} {each.secrecy.count}"
        for each in manifest.indicators.values()
        if each.secrecy
    )
    return frozenset(manifest.tables) & frozenset(_WORD.findall(told))
