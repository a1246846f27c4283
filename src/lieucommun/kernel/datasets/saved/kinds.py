"""The formats in which exports are saved, and how long they stay."""

import datetime as dt

KEPT = dt.timedelta(days=7)
#: What a page gives whole at its own address: a large one is prepared instead.
WHOLE = ("csv", "xlsx", "ods", "geojson", "zip")
KINDS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "ods": "ODS",
    "geojson": "GeoJSON",
    "json": "JSON",
    "zip": "ZIP",
}
