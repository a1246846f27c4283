"""Settings of a place that is measured: those of any place, with the bare peer beside it."""

import os
from typing import Any

from lieucommun.settings import environment
from lieucommun.settings.base import *  # noqa: F403
from lieucommun.settings.base import DATA_DIR, INSTALLED_APPS, STORAGES
from lieucommun.settings.databases import postgresql, sqlite

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.peer"]
SERVICE_FOLDERS = [DATA_DIR / "services"]
#: Otherwise one more statement a second, whatever the visits: counts of statements would vary.
SERVICE_CACHE_SECONDS = 3600
#: A bench calls more often than anyone may; each call is counted all the same.
API_CALLS = 1_000_000
#: Hashed names of assets cost both sides nothing here, and would have to be gathered first.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def _databases() -> dict[str, dict[str, Any]]:
    """Give the peer a database of its own, with the same options and a cache as large as ours."""
    address = environment.DATABASE_URL.text()
    if not address:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        return {
            "default": sqlite(DATA_DIR / "place.sqlite3"),
            "peer": sqlite(DATA_DIR / "peer.sqlite3"),
        }
    schema = os.environ["LIEU_BENCH_SCHEMA"]
    options = {"OPTIONS": {"options": f"-c search_path={schema}"}}
    return {name: {**postgresql(address), **options} for name in ("default", "peer")}


DATABASES = _databases()
DATABASE_ROUTERS = ["benchmarks.peer.routing.Router"]
