"""Names of French territories in a sentence: à Angers, au Mans, dans le Maine-et-Loire, de l’Ain.

The article of a département or a région, and whether the `de` of a commune is elided, are those of
INSEE (Code officiel géographique, "type de nom en clair"); the preposition is that of usage.
English keeps the French name, with an article where English readers use one.
"""

import re
from typing import Protocol

from lieucommun.engines.statistics.strata import stratum
from lieucommun.kernel.documents.numbers import NO_BREAK, base, number

from .articles import ASPIRATED, DEPARTEMENTS, REGIONS, TOWN, Article

#: An article that begins a name and melts with à and de.
_MELTED = {"Le ": ("au ", "du "), "Les ": ("aux ", "des ")}
_VOWELS = frozenset("aàâäæeéèêëiîïoôöœuùûüy")
_KINDS = {
    "CC": "la communauté de communes",
    "CA": "la communauté d’agglomération",
    "CU": "la communauté urbaine",
}
_AN_ARTICLE = re.compile(r"^(?:la |l’)")
#: A group that calls itself by a name of its own, as a town does: Nantes Métropole.
_OWN = re.compile(r"[-\s](?:Communauté|Agglomération|Agglo|Métropole|Intercom)(?:\s|’?$)")
_COMMON = re.compile(
    r"(?:l[ea]s?|d[eu]s?|entre|cœur|communauté|agglo\w*|intercom\w*)\b|[ld]’", re.IGNORECASE
)
_ACRONYM = re.compile(r"\s*\([^()]*\)$")


class Named(Protocol):
    """A territory: one of `kernel.territories`, or anything with as much."""

    @property
    def level(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


def at(territory: Named, language: str) -> str:
    """Return where something is: "à Angers", "en Mayenne", "dans les Landes"; "in Angers"."""
    if base(language) != "fr":
        return f"in {the(territory, language)}"
    name = plain(territory)
    match territory.level:
        case "country":
            return "en France"
        case "departement" | "region":
            return _article(territory).where(name)
        case "epci" if found := _group(territory):
            return f"dans {found}"
    for article, (to, _) in _MELTED.items():
        if name.startswith(article):
            return to + name.removeprefix(article)
    return f"à {name}"


def of(territory: Named, language: str) -> str:
    """Return whose something is: "d’Angers", "du Mans", "de l’Ain"; "of Angers"."""
    if base(language) != "fr":
        return f"of {the(territory, language)}"
    name = plain(territory)
    match territory.level:
        case "country":
            return "de la France"
        case "departement" | "region":
            return _article(territory).whose(name)
        case "epci" if found := _group(territory):
            return f"de {found}"
    for article, (_, of_it) in _MELTED.items():
        if name.startswith(article):
            return of_it + name.removeprefix(article)
    return f"d’{name}" if _is_elided(territory, name) else f"de {name}"


def the(territory: Named, language: str) -> str:
    """Return a name with its article: "Angers", "la Mayenne", "les Landes", "la France"."""
    name = plain(territory)
    french = base(language) == "fr"
    match territory.level:
        case "country" if french:
            return "la France"
        case "departement" | "region" if french:
            return _article(territory).the(name)
        case "departement" if _article(territory).article:
            return f"the {name} département"  # many have the name of a town
        case "epci" if found := _group(territory):
            return found if french else f"the {_AN_ARTICLE.sub('', found)}"
    return name


def plain(territory: Named) -> str:
    """Return a name as it is printed: its apostrophes; a group without its initials."""
    name = territory.name.replace("'", "’").strip()
    if territory.level != "epci":
        return name
    name = _ACRONYM.sub("", name)
    bare = _bare(name)
    return bare if _is_own(bare) else name


def same_stratum(population: int, language: str) -> str:
    """Return where communes of the same size are: "dans les communes de 500 à 999 habitants".

    The strata are those of article L. 2334-3 of the Code général des collectivités territoriales.
    """
    group = stratum(population)
    low = number(group.lowest, language)
    high = number(group.highest, language) if group.highest is not None else ""
    under = number(group.highest + 1, language) if group.highest is not None else ""
    if base(language) == "fr":
        told = f"{low} à {high}{NO_BREAK}habitants" if high else f"{low}{NO_BREAK}habitants et plus"
        told = told if group.lowest else f"moins de {under}{NO_BREAK}habitants"
        return f"dans les communes de {told}"
    told = f"{low} to {high} inhabitants" if high else f"{low} inhabitants and more"
    told = told if group.lowest else f"fewer than {under} inhabitants"
    return f"in municipalities of {told}"


def _article(territory: Named) -> Article:
    table = DEPARTEMENTS if territory.level == "departement" else REGIONS
    return table.get(territory.code, TOWN)


def _is_elided(territory: Named, name: str) -> bool:
    first = name[:1].lower()
    if first == "h":  # Polynesian and Kanak names keep theirs
        return territory.code not in ASPIRATED and not territory.code.startswith("98")
    return first in _VOWELS


def _is_own(bare: str) -> bool:
    """Say whether a group has a name of its own, which needs no word before it."""
    return bool(_OWN.search(bare)) and not _COMMON.match(bare)


def _bare(name: str) -> str:
    """Return the name of a group without the two letters of its kind."""
    kind, _, rest = name.partition(" ")
    return rest.strip('"« »') if kind in _KINDS and rest else name


def _group(territory: Named) -> str:
    """Return a group after its kind, in full: "la communauté de communes du Saves".

    "" for one that has a name of its own.
    """
    name = plain(territory)
    kind, _, _ = name.partition(" ")
    if kind in _KINDS:
        return f"{_KINDS[kind]} {_bare(name)}"
    if name.startswith("Eurométropole"):
        return f"l’{name}"
    if name.startswith("Métropole"):
        return f"la {name}"
    return "" if _is_own(name) else f"l’intercommunalité {name}"
