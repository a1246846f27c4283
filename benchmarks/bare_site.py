"""The bare Django site that `starting` is compared with."""

import argparse

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from .peer.middleware import MIDDLEWARE


def health(request: HttpRequest) -> JsonResponse:
    """Ask the database for a number."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return JsonResponse({"ok": cursor.fetchone() == (1,)})


urlpatterns = [path("", health)]

if not settings.configured:
    settings.configure(
        SECRET_KEY="for a bench on this machine only",  # noqa: S106
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="benchmarks.bare_site",
        MIDDLEWARE=MIDDLEWARE[1:],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        STATIC_URL="static/",
    )
    django.setup()

application = get_wsgi_application()


def serve(port: int) -> None:
    """Answer on a port of this machine until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "benchmarks.bare_site:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    serve(parser.parse_args().port)
