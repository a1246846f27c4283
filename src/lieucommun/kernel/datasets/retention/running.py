"""A run of retention over the services of a place: what is due, what was done, what is left."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import timezone

from lieucommun.kernel.services.loaded import LoadedService

from .actions import apply_rule, forget_history
from .due import Rule, due, held, histories, rules
from .outcomes import Line, Outcome
from .reclaiming import overwrite_what_is_freed, reclaim


def run(
    services: Iterable[LoadedService],
    *,
    dry: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Apply the retention of services, or only tell what it would do.

    `progress` is told how many services are done.
    """
    now = timezone.now()
    if not dry:
        overwrite_what_is_freed()
    lines = []
    for number, service in enumerate(services):
        progress(number)
        lines += [_line(rule, now, dry=dry) for rule in rules(service)]
    done = any(line.done or line.histories for line in lines)
    done = done and not dry
    return Outcome(now, dry, lines, reclaim() if done else None)


def _line(rule: Rule, now: dt.datetime, *, dry: bool) -> Line:
    found = done = 0
    oldest: dt.datetime | None = None
    for record in due(rule, now):
        found += 1
        end = rule.end(record)
        oldest = end if oldest is None or (end and end < oldest) else oldest
        done += not dry and apply_rule(rule, record.pk)
    kept = rule.dataset.retention
    since, keep = (kept.since, kept.keep) if kept else ("", "")
    waiting = held(rule, now)
    name = rule.dataset.name
    gone = list(histories(rule, now)) if rule.then != "archive" else []
    for uuid in () if dry else gone:
        forget_history(rule, uuid)
    told = (rule.service, name, keep, since, rule.then)
    return Line(*told, found, waiting, oldest, done, len(gone))
