"""`/healthz`: whether this place can answer, for the host's monitoring."""

import tempfile

import django
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

import lieucommun
from lieucommun.kernel.services.models import Service


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and files work, 503 otherwise, as JSON; no personal value."""
    del request
    database, services = _database()
    files = _files()
    healthy = database["ok"] and files["ok"]
    answer = {
        "ok": healthy,
        "database": database,
        "files": files,
        "services": services,
        "versions": {"lieu-commun": lieucommun.__version__, "django": django.get_version()},
    }
    return JsonResponse(
        answer, status=200 if healthy else 503, headers={"Cache-Control": "no-store"}
    )


def _database() -> tuple[dict[str, object], dict[str, int]]:
    try:
        total = Service.objects.count()
        broken = Service.objects.exclude(problems=[]).count()
        version = connection.cursor().connection and connection.get_database_version()
    except Error:
        return {"ok": False, "kind": connection.vendor}, {}
    number = ".".join(str(part) for part in version)
    return {"ok": True, "kind": connection.vendor, "version": number}, {
        "known": total,
        "broken": broken,
    }


def _files() -> dict[str, object]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as probe:
            probe.write(b"lieu")
    except OSError:
        return {"ok": False}
    return {"ok": True}
