"""What the suite runs on: SQLite, or the PostgreSQL that LIEU_TEST_DATABASE names."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A folder for each run: several may go on at once on one machine.
DATA_DIR = Path(tempfile.mkdtemp(prefix="lieu-tests-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ["LIEU_DATA"] = str(DATA_DIR)
(DATA_DIR / "static").mkdir()

from . import environment  # noqa: E402
from .base import *  # noqa: E402, F403
from .base import STORAGES  # noqa: E402
from .databases import postgresql, sqlite  # noqa: E402

SECRET_KEY = "for tests only"  # noqa: S105
_address = environment.TEST_DATABASE.text()
if _address == "sqlite":
    DATABASES = {"default": sqlite(DATA_DIR / "unused.sqlite3")}
else:
    DATABASES = {"default": postgresql(_address)}
    LIMITS_SHARED = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR = False
ALLOWED_HOSTS = ["*"]
SERVICE_FOLDERS = []
CACHE_DIR = DATA_DIR / "cache"
