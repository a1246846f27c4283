"""The bare Django view that `submissions` is compared with: parse the same body, insert one row.

python -m benchmarks.bare_receiver --port 8000 --database sqlite:///tmp/x.sqlite3
"""

import argparse

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from lieucommun.settings.databases import postgresql, sqlite

from .peer.middleware import MIDDLEWARE

TABLE = "bare_submission"


@csrf_exempt
def receive(request: HttpRequest) -> HttpResponse:
    """Keep what was posted in a row of its own, in a transaction of its own."""
    content = request.FILES["xml_submission_file"].read().decode()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (content) VALUES (%s)", [content])  # noqa: S608 - ours
    return HttpResponse(status=201)


urlpatterns = [path("submission", receive)]


def opened(database: str) -> None:
    """Set Django up on a database, and make the table."""
    chosen = sqlite(database) if not database.startswith("postgres") else postgresql(database)
    settings.configure(
        SECRET_KEY="for a bench on this machine only",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="benchmarks.bare_receiver",
        MIDDLEWARE=MIDDLEWARE[1:],
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        DATABASES={"default": chosen},
    )
    django.setup()
    key = "INTEGER PRIMARY KEY" if connection.vendor == "sqlite" else "BIGSERIAL PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (id {key}, content TEXT NOT NULL)")


def serve(port: int) -> None:
    """Answer on a port of this machine, as a place does, until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.bare_receiver:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        backpressure=32,
        log_access=False,
    ).serve()


def _database() -> str:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--database", required=True)
    return str(parser.parse_args().database)


if not settings.configured:  # this process, or the worker that granian starts from it
    opened(_database())
application = get_wsgi_application()

if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--database", required=True)
    serve(asked.parse_args().port)
