"""Answers: JSON written once, with the tag by which a reader asks whether it has changed."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from lieucommun.kernel.datasets.records import RecordView, VersionView

JSON = "application/json"
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def answer(
    request: HttpRequest, body: object, *, version: int | None = None, status: int = 200
) -> HttpResponse:
    """Give a body with its tag, or 304 to who has it already.

    The tag of a record begins with its version, which is all that If-Match is about.
    """
    content = encode(body).encode("utf-8", "replace")
    digest = blake2b(content, digest_size=9).hexdigest()
    tag = f'"{digest}"' if version is None else f'"{version}-{digest}"'
    if status == 200 and _has(request, tag):  # noqa: PLR2004 - OK
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(content, content_type=JSON, status=status, headers={"ETag": tag})


def record_body(record: RecordView, language: str) -> dict[str, Any]:
    """Return a record as its reader sees it."""
    body: dict[str, Any] = {
        "id": str(record.uuid),
        "key": record.key or None,
        "label": record.label(language),
        "state": record.state or None,
        "version": record.version,
        "updated_at": moment(record.updated_at),
        "data": record.data,
    }
    if record.blurred:
        body["blurred"] = record.blurred
    return body


def version_body(version: VersionView) -> dict[str, Any]:
    """Return one version of a record: what was done, and what it then held."""
    return {
        "version": version.version,
        "action": version.action,
        "state": version.state or None,
        "at": moment(version.at),
        "changed": list(version.changed),
        "data": version.data,
    }


def moment(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it."""
    return at.isoformat().replace("+00:00", "Z")


def told(titles: Mapping[str, str] | None, code: str) -> str:
    """Return the words of a code, or the code."""
    return (titles or {}).get(code, code)


def _has(request: HttpRequest, tag: str) -> bool:
    given = request.headers.get("If-None-Match", "")
    if not given:
        return False
    return any(each == "*" or each.removeprefix("W/") == tag for each in parse_etags(given))
