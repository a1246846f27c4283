"""The body of a request: JSON, of a bounded size and depth, each name once."""

import json
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from .problems import Fault, Problem

LARGEST = 1024 * 1024
DEEPEST = 12


class _RefusedError(ValueError):
    """A body that JSON would let through."""


def read_body(request: HttpRequest, names: Iterable[str]) -> dict[str, Any]:
    """Return an object that holds `data` and nothing but these names; raises Problem."""
    if request.content_type != "application/json":
        raise Problem("media-type", _("Send the record as application/json."))
    content = request.body
    if len(content) > LARGEST:
        raise Problem("too-large", _("A record is a megabyte at most."))
    body = _parsed(content)
    if not isinstance(body, dict):
        raise Problem("bad-request", _("An object is expected: {“data”: {…}}."))
    known = list(names)
    faults = [_unknown(name, known) for name in body if name not in known]
    if not isinstance(body.get("data"), dict):
        faults.append(Fault("/data", "required", _("The fields of the record are expected here.")))
    if not isinstance(body.get("organisation") or "", str):
        faults.append(Fault("/organisation", "text", _("A short name is expected.")))
    if faults:
        raise Problem("invalid", _("Correct these parts of the request."), tuple(faults))
    return body


def read_reason(request: HttpRequest) -> str:
    """Return the reason of a step, "" without a body; raises Problem."""
    if not request.body:
        return ""
    if request.content_type != "application/json":
        raise Problem("media-type", _("Send the reason as application/json."))
    if len(request.body) > LARGEST:
        raise Problem("too-large", _("A record is a megabyte at most."))
    body = _parsed(request.body)
    if not isinstance(body, dict):
        raise Problem("bad-request", _("An object is expected: {“reason”: “…”}."))
    faults = [_unknown(name, ["reason"]) for name in body if name != "reason"]
    if not isinstance(body.get("reason", ""), str):
        faults.append(Fault("/reason", "text", _("A text is expected.")))
    if faults:
        raise Problem("invalid", _("Correct these parts of the request."), tuple(faults))
    return str(body.get("reason", ""))


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8")
        body = json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
        _check_depth(body)
    except _RefusedError as refused:
        raise Problem("bad-request", str(refused)) from None
    except (ValueError, RecursionError):
        raise Problem("bad-request", _("The body cannot be read as JSON in UTF-8.")) from None
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError(_("A name stands twice in one object."))
    return found


def _constant(name: str) -> Any:
    raise _RefusedError(_("%(found)s is not a number.") % {"found": name})


def _check_depth(body: object) -> None:
    level = [body]
    for _depth in range(DEEPEST):
        level = [each for node in level for each in _inside(node)]
        if not level:
            return
    raise _RefusedError(_("This body is deeper than any record."))


def _inside(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def _unknown(name: str, known: list[str]) -> Fault:
    near = get_close_matches(name, known, 1, 0.0)[0]
    detail = _("There is no part of this name here; did you mean “%(nearest)s”?")
    pointer = "/" + name[:200].replace("~", "~0").replace("/", "~1")
    return Fault(pointer, "unknown", detail % {"nearest": near})
