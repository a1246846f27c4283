"""What an operator may set, read from the environment once, with the sentence that documents it."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, its default and what it does (English, one sentence)."""

    name: str
    default: str
    meaning: str

    def text(self) -> str:
        return os.environ.get(self.name, self.default).strip()

    def flag(self, *, default: bool = False) -> bool:
        """Return whether it is on; `default` where the variable is empty."""
        text = self.text().casefold()
        return text in {"1", "true", "yes", "on"} if text else default

    def words(self) -> list[str]:
        return [word for word in self.text().replace(",", " ").split() if word]

    def number(self, default: int) -> int:
        """Return a whole number, `default` where the variable is empty; raises ValueError."""
        text = self.text()
        if text and not text.isdecimal():
            raise ValueError(f"{self.name} must be a whole number, not {text!r}.")
        return int(text) if text else default

    def content(self) -> str:
        """Return what the file that the variable names holds, "" when it names none."""
        return self.path().read_text("utf-8").strip() if self.text() else ""

    def path(self) -> Path:
        return Path(self.text()).expanduser().resolve()


CACHE = Variable(
    "LIEU_CACHE",
    "~/.cache/lieu-commun",
    "Folder of what can be computed again: forms made of workbooks.",
)
DATA = Variable("LIEU_DATA", "data", "Folder of the place: database, services, files, secret key.")
SIZE = Variable("LIEU_SIZE", "embedded", "`embedded` (SQLite, one process) or `scaled`.")
DATABASE_URL = Variable(
    "LIEU_DATABASE_URL",
    "",
    "PostgreSQL address of a scaled place: postgresql://user:key@host/name.",
)
DEMO = Variable(
    "LIEU_DEMO", "", "`1` loads demo.yaml of each service and opens one-click personas."
)
AUTHORING = Variable(
    "LIEU_AUTHORING", "", "`1` serves the folders as they are being edited, with their diagnostics."
)
HOSTS = Variable("LIEU_HOSTS", "127.0.0.1 localhost [::1]", "Host names this place answers to.")
HTTPS = Variable("LIEU_HTTPS", "", "`1` when visitors arrive over HTTPS: secure cookies and HSTS.")
LARGEST_REQUEST = Variable(
    "LIEU_LARGEST_REQUEST", "100", "Largest request in MB, files included; a page says so beyond."
)
PROXIES = Variable(
    "LIEU_PROXIES",
    "",
    "Number of proxies that pass requests on through X-Forwarded-For (1 with LIEU_HTTPS, else 0).",
)
WEBHOOKS_LOOPBACK = Variable(
    "LIEU_WEBHOOKS_LOOPBACK",
    "",
    "`1` lets webhooks go to this very machine, over HTTP too: to try them, never in production.",
)
API_CALLS = Variable(
    "LIEU_API_CALLS",
    "",
    "Calls of the API a minute for one token, one person or one address (600).",
)
DECLARED_HOST = Variable(
    "LIEU_DECLARED_HOST",
    "",
    "Declared host of health or social data: services of that sensitivity stay closed without it.",
)
DECLARED_AUTHORITY = Variable(
    "LIEU_DECLARED_AUTHORITY",
    "",
    "Services (slugs) for which the host is the authority: their documents are no specimens.",
)
PUBLIC_URL = Variable(
    "LIEU_PUBLIC_URL",
    "",
    "Address of the place (https://lieu.example), by which letters and papers name its pages.",
)
SECRET_KEY = Variable(
    "LIEU_SECRET_KEY", "", "Signing key; without it one is made in the data folder."
)
NAME = Variable("LIEU_NAME", "Lieu commun", "Name of the place in its header and titles.")
ACCENT = Variable("LIEU_ACCENT", "", "Accent colour (#rrggbb) of the place; contrast is checked.")
SERVICES = Variable("LIEU_SERVICES", "", "Folder of services read before every other one.")
FILES_URL = Variable(
    "LIEU_FILES_URL",
    "",
    "Bucket for files instead of the data folder: s3://key:secret@host/bucket?region=name.",
)
FILES_LARGEST = Variable("LIEU_FILES_LARGEST", "20", "Largest file that people may send, in MB.")
FILES_QUOTA = Variable(
    "LIEU_FILES_QUOTA", "20000", "Room for the files of the whole place, in MB; 0: no bound."
)
FILES_SERVICE_QUOTA = Variable(
    "LIEU_FILES_SERVICE_QUOTA", "5000", "Room for the files of each service, in MB; 0: no bound."
)
EXPORTS_DIRECT = Variable(
    "LIEU_EXPORTS_DIRECT",
    "5000",
    "Rows of an export beyond which people who are signed in have it prepared and kept.",
)
TABLES_LARGEST = Variable(
    "LIEU_TABLES_LARGEST", "1000", "Largest file that `lieu load` reads into a table, in MB."
)
TABLES_MEMORY = Variable(
    "LIEU_TABLES_MEMORY",
    "512",
    "Memory in MB that DuckDB may take to load a table, and again to read tables in a process.",
)
TABLES_ENGINE = Variable(
    "LIEU_TABLES_ENGINE",
    "",
    "What sums tables for indicators: this process, or `postgresql://…`, or `spark://host:7077`.",
)
TABLES_SHARED = Variable(
    "LIEU_TABLES_SHARED",
    "",
    "Where the workers of Spark see `tables/shared` of the place: a mount, or `s3a://bucket/…`.",
)
TABLES_KEPT = Variable(
    "LIEU_TABLES_KEPT", "3", "Former loads of each source of a table that are kept after it."
)
EMAIL_URL = Variable(
    "LIEU_EMAIL_URL",
    "",
    "Server that sends e-mails: smtp://user:key@host:587; without it they are files of the place.",
)
CLAMD = Variable(
    "LIEU_CLAMD",
    "",
    "Antivirus that judges files before anyone opens them: unix:/path/of/clamd.ctl or tcp://host.",
)
EMAIL_FROM = Variable("LIEU_EMAIL_FROM", "lieu@localhost", "Sender of the place's e-mails.")
JOBS_KEPT = Variable(
    "LIEU_JOBS_KEPT", "30", "Days for which jobs that are over are kept; the failed ones too."
)
SECOND_FACTOR = Variable(
    "LIEU_SECOND_FACTOR",
    "",
    "`0`: the place's own roles ask for no second factor (default: they do, but in a demo).",
)
OIDC_SERVER = Variable(
    "LIEU_OIDC_SERVER", "", "OpenID Connect provider, the address of its issuer: https://id.example"
)
OIDC_CLIENT_ID = Variable("LIEU_OIDC_CLIENT_ID", "", "Name of this place at the provider.")
OIDC_SECRET = Variable("LIEU_OIDC_SECRET", "", "Secret of this place at the provider.")
OIDC_SECRET_FILE = Variable("LIEU_OIDC_SECRET_FILE", "", "File that holds the secret instead.")
OIDC_NAME = Variable("LIEU_OIDC_NAME", "OpenID Connect", "Name of the provider on the button.")
OIDC_SCOPES = Variable(
    "LIEU_OIDC_SCOPES", "openid profile email", "Scopes asked for; `siret` among them for agents."
)
OIDC_ACR = Variable(
    "LIEU_OIDC_ACR", "", "Levels of assurance asked for (acr_values); any other is refused."
)
OIDC_EMAIL_VERIFIED = Variable(
    "LIEU_OIDC_EMAIL_VERIFIED", "", "`1`: the provider verifies e-mails, although it does not say."
)
OIDC_NEWCOMERS = Variable(
    "LIEU_OIDC_NEWCOMERS", "", "`1`: whoever the provider knows gets an account at the first visit."
)
JOURNAL_KEPT = Variable(
    "LIEU_JOURNAL_KEPT",
    "365",
    "Days for which the journal is kept (CNIL: six months to a year, three for internal control).",
)
SAMPLES = Variable("LIEU_SAMPLES", "../shared/data", "Folder of sample files that some tests use.")
REQUIRE = Variable("LIEU_REQUIRE", "", "`all`: a test may no longer be skipped for a missing part.")
TEST_DATABASE = Variable("LIEU_TEST_DATABASE", "sqlite", "`sqlite` or a postgresql:// address.")

VARIABLES: tuple[Variable, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Variable)
)


def configure(**values: str) -> None:
    """Set variables by their Python name (`data=…`, `demo="1"`) before Django starts."""
    names = {name.casefold(): value for name, value in globals().items() if value in VARIABLES}
    for key, value in values.items():
        os.environ[names[key].name] = value


def child(**values: str) -> dict[str, str]:
    """Return the environment of a process that opens another place: nothing of this one's.

    `values` are variables by their full name.
    """
    own = {variable.name for variable in VARIABLES} | {"DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in own} | values
