"""How long records took from one state to another: figures about all of them, and none of them."""

import datetime as dt

from django.db.models import Min

from .models import RecordVersion
from .schema import Dataset

#: Cases that came to their end lately, at most: what a median needs, and no more.
MOST = 2_000


def durations(dataset: Dataset, start: str, end: str, *, since: dt.datetime) -> list[dt.timedelta]:
    """Return how long each record took from when it first was in `start` to when it first was in
    `end`, for those that came there since a moment; the shortest first. A few statements.

    For figures that hide small groups: nobody's rights are asked.
    """
    moments = RecordVersion.objects.filter(
        service_id=dataset.service_id, dataset=dataset.name, action__in=("created", "moved")
    )
    ends = moments.filter(state=end).values("record").annotate(first=Min("at")).order_by("-first")
    ended = {row["record"]: row["first"] for row in ends.filter(first__gte=since)[:MOST]}
    named, found = list(ended), []
    for rank in range(0, len(named), 500):
        started = moments.filter(state=start, record__in=named[rank : rank + 500])
        rows = started.values("record").annotate(first=Min("at")).order_by()
        found += [ended[row["record"]] - row["first"] for row in rows]
    return sorted(each for each in found if each >= dt.timedelta(0))
