"""A place on one machine: one process, SQLite, everything in one folder."""

from .base import *  # noqa: F403
from .base import DATA_DIR
from .databases import sqlite

DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": sqlite(DATA_DIR / "place.sqlite3")}
