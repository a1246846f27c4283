"""Settings that both sizes of place share."""

import secrets
from pathlib import Path

from . import environment
from .accounts import *  # noqa: F403
from .mail import smtp

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = environment.DATA.path()
CACHE_DIR = environment.CACHE.path()


def _secret_key() -> str:
    if given := environment.SECRET_KEY.text():
        return given
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    kept = DATA_DIR / "secret.key"
    try:
        with kept.open("x", encoding="ascii") as fresh:
            kept.chmod(0o600)
            fresh.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text("ascii")


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = environment.HOSTS.words()
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "lieucommun.kernel.people",
    "lieucommun.kernel.tokens",
    "lieucommun.kernel.devices",
    "lieucommun.kernel.webhooks",
    "lieucommun.kernel.services",
    "lieucommun.kernel.joining",
    "lieucommun.kernel.journal",
    "lieucommun.kernel.jobs",
    "lieucommun.kernel.limits",
    "lieucommun.kernel.files",
    "lieucommun.kernel.search",
    "lieucommun.kernel.datasets",
    "lieucommun.kernel.datasets.retention",
    "lieucommun.kernel.datasets.sending",
    "lieucommun.kernel.datasets.saved",
    "lieucommun.kernel.tables",
    "lieucommun.kernel.forms",
    "lieucommun.kernel.documents",
    "lieucommun.kernel.messages",
    "lieucommun.kernel.workflows",
    "lieucommun.design",
    "lieucommun.blocks.pages",
    "lieucommun.blocks.directory",
    "lieucommun.blocks.forms",
    "lieucommun.blocks.field",
    "lieucommun.blocks.labs",
    "lieucommun.blocks.cases",
    "lieucommun.blocks.observatory",
    "lieucommun.web",
]
MIDDLEWARE = [
    "lieucommun.web.security.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lieucommun.web.presence.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lieucommun.web.languages.LanguageMiddleware",
    "lieucommun.web.presence.PresenceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lieucommun.web.reading.ReadingMiddleware",
    "lieucommun.web.bounds.BoundsMiddleware",
]
ROOT_URLCONF = "lieucommun.web.urls"
WSGI_APPLICATION = "lieucommun.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lieucommun.web.context.place",
            ],
            "builtins": [
                "lieucommun.design.templatetags.lieu",
                "lieucommun.design.templatetags.pages",
            ],
        },
    }
]
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
#: The front that front/build.py made, and the outlines it draws on; without them maps are drawings.
FRONT = PACKAGE / "front_dist"
MAP_BUILT = (FRONT / "map.js").is_file()
FIELD_BUILT = (FRONT / "field" / "app.js").is_file()
STATICFILES_DIRS = (
    [("front", FRONT), ("territories", PACKAGE / "kernel" / "territories" / "data")]
    if MAP_BUILT
    else []
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
FILES_URL = environment.FILES_URL.text()
CLAMD = environment.CLAMD.text()
FILES_LARGEST = environment.FILES_LARGEST.number(20)
FILES_QUOTA = environment.FILES_QUOTA.number(20_000)
FILES_SERVICE_QUOTA = environment.FILES_SERVICE_QUOTA.number(5_000)
#: Rows of an export beyond which it is prepared by a job, for whoever is signed in.
EXPORTS_DIRECT = environment.EXPORTS_DIRECT.number(5_000)
#: Largest file of a table and memory to load or read one, in MB; former loads kept of a source.
TABLES_LARGEST = environment.TABLES_LARGEST.number(1_000)
TABLES_MEMORY = environment.TABLES_MEMORY.number(512)
TABLES_ENGINE = environment.TABLES_ENGINE.text()
TABLES_SHARED = environment.TABLES_SHARED.text()
TABLES_KEPT = environment.TABLES_KEPT.number(3)

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
if environment.EMAIL_URL.text():
    globals().update(smtp(environment.EMAIL_URL.text()))
DEFAULT_FROM_EMAIL = environment.EMAIL_FROM.text()

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if environment.HTTPS.flag():
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # Browsers refuse a cookie of this prefix that another host, or plain HTTP, would set.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    # Whether the rest of the domain speaks HTTPS is not for one place to say.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
#: Proxies before the place; one at least tells that visitors come over HTTPS.
PROXIES = environment.PROXIES.number(1 if environment.HTTPS.flag() else 0)
#: Whether allowances are counted in the database: where several processes answer.
LIMITS_SHARED = False
#: Whether webhooks may go to this very machine, over plain HTTP too.
WEBHOOKS_LOOPBACK = environment.WEBHOOKS_LOOPBACK.flag()
#: Calls of the API a minute, for one token, person or address.
API_CALLS = environment.API_CALLS.number(600)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
#: Bytes of a whole request, files included.
LARGEST_REQUEST = environment.LARGEST_REQUEST.number(100) * 1024 * 1024

#: What a package declares with django-tasks goes into the queue of the place.
TASKS = {"default": {"BACKEND": "lieucommun.kernel.jobs.backend.QueueBackend", "QUEUES": []}}
JOBS_KEPT_DAYS = environment.JOBS_KEPT.number(30)
JOURNAL_KEPT_DAYS = environment.JOURNAL_KEPT.number(365)
PLACE_NAME = environment.NAME.text()
PLACE_ACCENT = environment.ACCENT.text()
DEMO = environment.DEMO.flag()
AUTHORING = environment.AUTHORING.flag()
DECLARED_HOST = environment.DECLARED_HOST.text()
DECLARED_AUTHORITY = frozenset(environment.DECLARED_AUTHORITY.text().split())
PUBLIC_URL = environment.PUBLIC_URL.text().rstrip("/")
GALLERY = PACKAGE / "gallery"
SERVICE_FOLDERS = [
    folder
    for folder in (
        environment.SERVICES.path() if environment.SERVICES.text() else None,
        DATA_DIR / "services",
        Path.cwd() / "services",
        GALLERY,
    )
    if folder is not None
]
