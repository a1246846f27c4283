"""What a territory is: a level, a code, a name, a population and where it belongs."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["commune", "epci", "departement", "region", "country"]
LEVELS: tuple[Level, ...] = get_args(Level)

Kind: TypeAlias = Literal[
    "commune",
    "communaute-de-communes",
    "communaute-d-agglomeration",
    "communaute-urbaine",
    "metropole",
    "departement",
    "collectivite",
    "region",
    "country",
]

Reason: TypeAlias = Literal[
    "unchanged", "merged", "renumbered", "delegated", "associated", "district"
]


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory of today.

    ``departement``, ``region`` and ``epci`` are codes, ``None`` where there is none: an EPCI that
    crosses a border has no département, four islands have no EPCI, and the eight overseas
    collectivités (kind ``collectivite``, level ``departement``) have no région.
    ``population`` is the legal one of the source, and 0 for the six communes without inhabitants.
    Above the commune it is the sum of the communes, so that levels always agree.
    """

    level: Level
    code: str
    name: str
    population: int
    kind: Kind
    departement: str | None = None
    region: str | None = None
    epci: str | None = None
    postcodes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The one textual form to store: ``commune:42218``."""
        return f"{self.level}:{self.code}"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Current:
    """Today's territory for a code that may be obsolete, and why it changed.

    ``reason`` is ``unchanged``, ``merged`` (into another), ``renumbered`` (its département changed,
    and it may have merged too), ``delegated`` or ``associated`` (it survives as a part of a
    commune) or ``district`` (arrondissement of Paris, Lyon, Marseille).
    ``former_name`` is empty when the source only remembers the code.
    """

    territory: Territory
    reason: Reason
    former_name: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Where the embedded data comes from; ``vintage`` is the year of the official code."""

    vintage: int
    source: str
    licence: str
    population: str
