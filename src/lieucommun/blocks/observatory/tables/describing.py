"""Tables described for programs: Table Schema, Data Package, and a catalogue in DCAT-AP."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.texts import Text
from lieucommun.kernel.tables.browsing.answers import Shown
from lieucommun.kernel.tables.browsing.columns import Known, known
from lieucommun.kernel.tables.models import TableLoad

from .catalogue import said
from .exporting import FORMATS, PARQUET, names_of
from .opening import Browsed

TYPES: Mapping[str, str] = {
    "integer": "integer", "decimal": "number", "money": "number", "year": "year", "date": "date",
    "datetime": "datetime", "boolean": "boolean",
}  # fmt: skip
MEDIA: Mapping[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": PARQUET,
    "json": "application/json",
}
IANA = "https://www.iana.org/assignments/media-types/"
CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TABULAR = "tabular-data-package"
#: What publishers write, and how programs know it.
LICENCES: Mapping[str, tuple[str, str]] = {
    "licence ouverte 2.0": (
        "etalab-2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ),
    "lo-2.0": ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    "odbl": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}


def schema(browsed: Browsed) -> dict[str, Any]:
    """Return the Table Schema of the CSV of a table."""
    columns = known(browsed.table)
    fields = [field for name in browsed.table.columns for field in _fields(browsed, columns[name])]
    grain = [name for name in browsed.table.grain if name in browsed.table.columns]
    return {
        "fields": fields,
        "missingValues": [""],
        **({"primaryKey": grain} if _tells(browsed, grain) else {}),
    }


def _tells(browsed: Browsed, grain: Iterable[str]) -> bool:
    """Say whether the grain is a key of what is loaded: no row repeats another in it."""
    loads = browsed.stored.loads if browsed.stored else ()
    types = {browsed.table.columns[name].type for name in grain}
    repeated = any((load.told.get("repeated") or {}).get("rows") for load in loads)
    return len(loads) <= 1 and not repeated and "territory" not in types


def _fields(browsed: Browsed, column: Known) -> Iterable[dict[str, Any]]:
    spec = browsed.table.columns[column.name]
    title = spec.title.get(browsed.language) if spec.title else column.name
    first, *beside = names_of(Shown(column.name, column))
    told: dict[str, Any] = {"name": first, "title": title, "type": TYPES.get(column.type, "string")}
    if spec.unit:
        told["unit"] = spec.unit
    if column.type == "boolean":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    if beside:
        told["description"] = "commune:CODE, epci:CODE, departement:CODE, region:CODE, country:FR"
    yield told
    for name in beside:
        yield {"name": name, "title": f"{title} ({name.rpartition('__')[2]})", "type": "string"}


def package(opened: OpenPage, tables: Mapping[str, Browsed], origin: str) -> dict[str, Any]:
    """Return the Data Package of what a page opens; `origin` is the address of the place."""
    loaded = [each for each in tables.values() if each.stored]
    loads = [load for each in loaded if each.stored for load in each.stored.loads]
    return {
        "profile": TABULAR,
        "name": opened.service.slug,
        "title": opened.service.manifest.title.get(opened.language),
        "homepage": origin + opened.url("catalogue"),
        "created": timezone.now().isoformat(timespec="seconds"),
        "licenses": _licences(loads),
        "resources": [_resource(each, origin) for each in loaded],
    }


def _resource(browsed: Browsed, origin: str) -> dict[str, Any]:
    loads = browsed.stored.loads if browsed.stored else ()
    return {
        "profile": "tabular-data-resource",
        "name": browsed.name.replace("_", "-"),
        "title": browsed.title,
        "path": origin + browsed.url("browsed_file", kind="csv"),
        "format": "csv",
        "mediatype": MEDIA["csv"],
        "encoding": "utf-8",
        "schema": schema(browsed),
        "licenses": _licences(loads),
        "sources": [
            {
                "title": said(load.provenance.get("publisher"), browsed.language) or load.source,
                **({"path": load.provenance["url"]} if load.provenance.get("url") else {}),
            }
            for load in loads
        ],
    }


def _licences(loads: Iterable[TableLoad]) -> list[dict[str, str]]:
    told = dict.fromkeys(str(load.provenance.get("licence") or "") for load in loads)
    found = []
    for title in filter(None, told):
        name, path = LICENCES.get(title.lower(), ("", ""))
        found.append({"name": name, "path": path, "title": title} if name else {"title": title})
    return found


def dcat(opened: OpenPage, tables: Mapping[str, Browsed], origin: str) -> dict[str, Any]:
    """Return the catalogue of what a page opens in DCAT-AP, as JSON-LD."""
    here = origin + opened.url("catalogue")
    manifest = opened.service.manifest
    summary = manifest.summary or manifest.title
    loaded = [each for each in tables.values() if each.stored]
    return {
        "@context": CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": _texts(manifest.title),
        "dct:description": _texts(summary),
        "dct:publisher": _agent(settings.PLACE_NAME),
        "dct:language": list(manifest.languages),
        "foaf:homepage": {"@id": here},
        "dcat:dataset": [_dataset(each, origin) for each in loaded],
    }


def _dataset(browsed: Browsed, origin: str) -> dict[str, Any]:
    loads = browsed.stored.loads if browsed.stored else ()
    here = origin + browsed.url()
    notes = [
        each for load in loads if (each := said(load.provenance.get("note"), browsed.language))
    ]
    titles = [said(load.provenance.get("title"), browsed.language) for load in loads]
    dates = [
        str(load.provenance["published"]) for load in loads if load.provenance.get("published")
    ]
    modified = max((load.at for load in loads), default=timezone.now())
    found: dict[str, Any] = {
        "@id": here,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{browsed.opened.service.slug}/{browsed.name}",
        "dct:title": _texts(browsed.table.title),
        "dct:description": " ".join(filter(None, [*titles, *notes])) or browsed.title,
        "dct:modified": {"@type": "xsd:dateTime", "@value": modified.isoformat(timespec="seconds")},
        "dcat:landingPage": {"@id": here},
        "dcat:distribution": [_distribution(browsed, kind, origin) for kind in FORMATS],
    }
    publishers = dict.fromkeys(said(x.provenance.get("publisher"), browsed.language) for x in loads)
    found["dct:publisher"] = [_agent(each) for each in publishers if each]
    if dates:
        found["dct:issued"] = max(dates)
    return found


def _distribution(browsed: Browsed, kind: str, origin: str) -> dict[str, Any]:
    address = origin + browsed.url("browsed_file", kind=kind)
    loads = browsed.stored.loads if browsed.stored else ()
    told: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": kind.upper(),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": IANA + MEDIA[kind]},
        "dct:license": [
            {"@id": each["path"]} if "path" in each else each["title"] for each in _licences(loads)
        ],
    }
    if kind == "csv":
        told["dct:conformsTo"] = {"@id": origin + browsed.url("browsed_schema")}
    return told


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _texts(text: Text) -> list[dict[str, str]]:
    return [{"@language": language, "@value": value} for language, value in text.root.items()]
