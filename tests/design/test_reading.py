from typing import Any

import pytest
from django.http import QueryDict

from lieucommun.design.reading import posted


@pytest.mark.parametrize(
    ("kind", "query", "value"),
    [
        ("text", "f=+Amel+", "Amel"),
        ("text", "", None),
        ("text", "f=++", None),
        ("date", "f.day=9&f.month=2&f.year=1984", "1984-02-09"),
        ("date", "f.day=31&f.month=2&f.year=1984", "1984-02-31"),
        ("date", "f=1984-02-09", "1984-02-09"),
        ("date", "f.day=&f.month=&f.year=", None),
        (
            "date",
            "f.day=9&f.month=février&f.year=1984",
            {"day": "9", "month": "février", "year": "1984", "time": ""},
        ),
        ("datetime", "f.day=9&f.month=2&f.year=1984&f.time=09:30", "1984-02-09T09:30"),
        (
            "datetime",
            "f.day=9&f.month=2&f.year=1984",
            {"day": "9", "month": "2", "year": "1984", "time": ""},
        ),
        ("point", "f.lat=48,3&f.lon=-0.61", {"lat": "48.3", "lon": "-0.61"}),
        ("point", "f.lat=&f.lon=", None),
        ("choices", "f=a&f=b&f=", ["a", "b"]),
        ("choices", "", []),
        ("rank", "f.1=b&f.2=&f.3=a", ["b", "a"]),
        ("boolean", "f=true", True),
        ("boolean", "f=false", False),
        ("boolean", "", False),
        ("hours", "f.Mo=9-12&f.Tu=", "Mo 09:00-12:00"),
        ("hours", "f.Mo=&f.Tu=", None),
        ("hours", "f=Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"),
    ],
)
def test_what_was_typed_becomes_one_raw_value(kind: str, query: str, value: Any) -> None:
    assert posted(QueryDict(query), "f", kind) == value
