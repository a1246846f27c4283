"""Conditions of transitions: XPath as in XLSForm, on the fields of a record."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from lxml import etree

from lieucommun.engines.xforms import ExpressionError, evaluate

ASKED = re.compile(r"\$\{([^}]*)\}")


def met(
    when: str, fields: Mapping[str, object], data: Mapping[str, Any], *, now: datetime, zone: tzinfo
) -> bool:
    """Say whether a condition holds for the data of a record; a field without value is empty.

    Raises ExpressionError when it cannot be computed.
    """
    root = etree.Element("data")
    for name in fields:
        etree.SubElement(root, name).text = _text(data.get(name))
    path = ASKED.sub(lambda found: f"/data/{found[1].strip()}", when)
    found = evaluate(f"boolean({path})", root, now=now, zone=zone)
    return found is True


def fault(when: str, fields: Mapping[str, object]) -> str:
    """Return what is wrong with a condition, "" when it can be computed."""
    try:
        met(when, fields, {}, now=datetime.now(UTC), zone=UTC)
    except ExpressionError as error:
        return error.reason
    return ""


def _text(value: Any) -> str:
    """Return a value as forms hold it: choices between spaces, a point as latitude longitude."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(_text(each) for each in value)
    if isinstance(value, dict):
        return " ".join(_text(each) for each in value.values())
    return str(value)
