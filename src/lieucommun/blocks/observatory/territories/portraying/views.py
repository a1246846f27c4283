"""The screen of a batch: how many portraits, how far they are, the ZIP when they are there."""

from datetime import datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.words import level_word
from lieucommun.design.context import Link
from lieucommun.design.tags.shown import file_size, number
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.services.texts import active_language
from lieucommun.kernel.territories import LEVELS, Level, Territory, every, find

from .batching import MOST, Batch, may_prepare
from .jobs import OPEN, ask, job_of

#: What a batch may be narrowed to.
WITHIN = frozenset({"region", "departement", "epci"})


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: PageRequest, level: str) -> HttpResponseBase:
    """Show a batch; POST has it printed, `?format=zip` gives it, `?in=` narrows it."""
    opened, looking = request.opened, Looking(request.opened)
    if opened.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    if not may_prepare(opened):
        raise PermissionDenied
    asked = _batch(looking, level, request.GET.get("in", ""))
    if request.method == "POST":
        if not asked.too_many:
            ask(asked, by=opened.viewer.person)
        return redirect(request.get_full_path())
    if request.GET.get("format") == "zip":
        return _zip(asked)
    return render(request, "observatory/territories/batch.html", _context(request, asked))


def links(looking: Looking) -> list[Link]:
    """Return where all the portraits of each level are printed, for who may."""
    return [found for level in reversed(looking.levels) if (found := link(looking, level))]


def link(looking: Looking, level: Level) -> Link | None:
    """Return where all the portraits of a level are printed; None for who may not."""
    if level == "country" or not looking.portraits_at(level) or not may_prepare(looking.opened):
        return None
    return Link(looking.opened.url("batch", level=level), level_word(level, plural=True))


def _batch(looking: Looking, level: str, within: str) -> Batch:
    """Return what is asked; raises Http404 where there is no portrait of it."""
    if level not in LEVELS or not looking.portraits_at(level):
        raise Http404(level)
    territory = find(within[:40]) if ":" in within else None
    if within and (territory is None or territory.level not in WITHIN):
        raise Http404(within)
    found = Batch(looking, level, territory)
    if not looking.indicators or found.spec is None:
        raise Http404(level)
    return found


def _zip(asked: Batch) -> FileResponse:
    try:
        file = asked.zip.open("rb")
    except FileNotFoundError as missing:
        raise Http404(asked.level) from missing
    told = [asked.looking.opened.service.slug, "portraits", asked.level]
    told += [asked.within.code.lower()] if asked.within else []
    name = f"{'-'.join([*told, active_language()])}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _context(request: PageRequest, asked: Batch) -> dict[str, Any]:
    opened, count = request.opened, len(asked.territories)
    job = job_of(asked)
    ready = asked.zip.stat() if asked.zip.is_file() else None
    lost = count - asked.printed if ready else 0
    moving = ready is None and job is not None and job.state in OPEN
    name = level_word(asked.level, plural=True)
    return {
        "heading": _("Portraits: %(level)s") % {"level": name.lower()},
        "trail": [
            Link(opened.home, opened.service.manifest.title.get(opened.language)),
            Link(opened.url(), opened.title),
        ],
        "batch": asked,
        "within": asked.within,
        "everywhere": request.path,
        "count": ngettext("%(count)s portrait", "%(count)s portraits", count)
        % {"count": number(count)},
        "too_many": asked.too_many,
        "most": MOST,
        "narrower": [Link(f"?in={each.key}", each.name) for each in _narrower(asked)],
        "moving": moving,
        "job": job if moving else None,
        "failed": job if ready is None and job and job.state == Job.State.FAILED else None,
        "zip": f"{request.path}?{_query(asked)}format=zip" if ready else "",
        "lost": ngettext(
            "%(count)s portrait could not be printed: the ZIP names it.",
            "%(count)s portraits could not be printed: the ZIP names them.",
            lost,
        )
        % {"count": number(lost)}
        if lost
        else "",
        "size": file_size(ready.st_size) if ready else "",
        "made_at": datetime.fromtimestamp(ready.st_mtime, timezone.get_current_timezone())
        if ready
        else None,
        "levels": [each for each in links(asked.looking) if each.url != request.path],
    }


def _query(asked: Batch) -> str:
    return f"in={asked.within.key}&" if asked.within else ""


def _narrower(asked: Batch) -> list[Territory]:
    """Return the territories that a batch may be narrowed to: those that hold some of it."""
    if asked.within or asked.level not in {"commune", "epci"}:
        return []
    codes = {each.departement for each in asked.territories}
    return [each for each in every("departement") if each.code in codes]
