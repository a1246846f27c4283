"""Turns the official register (INSEE's COG as JSON) into the rows that the atlas reads."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

Item: TypeAlias = dict[str, Any]

EPCI_KINDS = {
    "CC": "communaute-de-communes",
    "CA": "communaute-d-agglomeration",
    "CU": "communaute-urbaine",
    "METRO": "metropole",
    "MET69": "metropole",
}
REASONS = {
    "commune-deleguee": "delegated",
    "commune-associee": "associated",
    "arrondissement-municipal": "district",
}
# Loi 2015-29: the sixteen régions that became seven on 1 January 2016; absent from the package.
FORMER_REGIONS = [
    ("22", "Picardie", "32"),
    ("23", "Haute-Normandie", "28"),
    ("25", "Basse-Normandie", "28"),
    ("26", "Bourgogne", "27"),
    ("31", "Nord-Pas-de-Calais", "32"),
    ("41", "Lorraine", "44"),
    ("42", "Alsace", "44"),
    ("43", "Franche-Comté", "27"),
    ("21", "Champagne-Ardenne", "44"),
    ("54", "Poitou-Charentes", "75"),
    ("72", "Aquitaine", "75"),
    ("73", "Midi-Pyrénées", "76"),
    ("74", "Limousin", "75"),
    ("82", "Rhône-Alpes", "84"),
    ("83", "Auvergne", "84"),
    ("91", "Languedoc-Roussillon", "76"),
]


def write_register(package: Path, target: Path) -> int:
    """Write the register from an unpacked ``@etalab/decoupage-administratif``; return its rows."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    sources = {
        name: json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("communes", "epci", "departements", "regions")
    }
    rows = list(register_rows(sources))
    lines = [json.dumps(_about(version), ensure_ascii=False)]
    lines += ["\t".join(map(str, row)) for row in rows]
    text = "\n".join(lines) + "\n"
    # No time stamp and no name inside: the same sources give the same bytes.
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    return len(rows)


def register_rows(sources: dict[str, list[Item]]) -> Iterator[tuple[object, ...]]:
    """Yield rows in the order the atlas expects: country, régions, départements, EPCI, communes."""
    communes = sorted(
        (item for item in sources["communes"] if item["type"] == "commune-actuelle"), key=_code
    )
    people = _populations(communes)
    yield "country", "FR", "France", people["country"], "country", "", ""
    regions = [each for each in sources["regions"] if each["zone"] != "com"]
    for each in sorted(regions, key=_code):
        yield "region", each["code"], each["nom"], people["region", each["code"]], "region", "", ""
    codes = {each["code"] for each in regions}
    for each in sorted(sources["departements"], key=_code):
        region = each["region"] if each["region"] in codes else ""
        kind = "departement" if region else "collectivite"
        population = people["departement", each["code"]]
        yield "departement", each["code"], each["nom"], population, kind, "", region
    yield from _epci_rows(sources["epci"], {each["code"]: each for each in communes})
    yield from _commune_rows(communes, sources["epci"])
    yield from _former_rows(sources["communes"])
    for code, name, successor in sorted(FORMER_REGIONS):
        yield "former region", code, name, successor, "merged"


def _populations(communes: Iterable[Item]) -> Counter[object]:
    people: Counter[object] = Counter()
    for each in communes:
        count = each.get("population", 0)
        people["country"] += count
        people["region", each["region"]] += count
        people["departement", each["departement"]] += count
    return people


def _epci_rows(epci: Iterable[Item], communes: dict[str, Item]) -> Iterator[tuple[object, ...]]:
    for each in sorted(epci, key=_code):
        members = [communes[member["code"]] for member in each["membres"]]
        departements = {member["departement"] for member in members}
        regions = {member["region"] for member in members}
        yield (
            "epci",
            each["code"],
            each["nom"],
            sum(member.get("population", 0) for member in members),
            EPCI_KINDS[each["type"]],
            departements.pop() if len(departements) == 1 else "",
            regions.pop() if len(regions) == 1 else "",
        )


def _commune_rows(communes: Iterable[Item], epci: Iterable[Item]) -> Iterator[tuple[object, ...]]:
    epci_of = {member["code"]: each["code"] for each in epci for member in each["membres"]}
    for each in communes:
        yield (
            "commune",
            each["code"],
            each["nom"],
            each.get("population", 0),
            each["departement"],
            epci_of.get(each["code"], ""),
            " ".join(each.get("codesPostaux", [])),
        )


def _former_rows(items: Iterable[Item]) -> Iterator[tuple[object, ...]]:
    """Yield retired codes; where the source contradicts itself, the part's own ``chefLieu`` wins.

    It does twice in the 2026 edition: ``anciensCodes`` of 55245 and 60054 claim 55273 and 60455,
    associated and delegated communes of 55386 and 60694.
    """
    former: dict[str, tuple[str, str, str]] = {}
    names: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for item in items:
        if item["type"] == "commune-actuelle":
            for code in item.get("anciensCodes", []):
                # Seine, Seine-et-Oise, Corsica: the code changed with its département.
                moved = code[:2] != item["code"][:2]
                former.setdefault(code, ("", item["code"], "renumbered" if moved else "merged"))
        else:
            successor = item.get("chefLieu") or item["commune"]
            part = (item["nom"], successor, REASONS[item["type"]])
            names[item["code"]].append(part)
            former[item["code"]] = part
    for code in sorted(former):
        for part in names.get(code) or [former[code]]:
            yield "former commune", code, *part


def _about(version: str) -> dict[str, object]:
    vintage = 2020 + int(version.partition(".")[0])
    return {
        "vintage": vintage,
        "source": f"INSEE, Code officiel géographique {vintage}; DGCL, liste des EPCI {vintage}; "
        f"La Poste, codes postaux; npm @etalab/decoupage-administratif {version}",
        "licence": "Licence Ouverte 2.0 (data), MIT (package)",
        "population": f"INSEE, populations légales, as published in the {vintage} package "
        "(Mayotte: census of 2017)",
    }


def _code(item: Item) -> str:
    return str(item["code"])
