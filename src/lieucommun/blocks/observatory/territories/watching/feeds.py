"""The feed of a territory: what its figures are made of, each time that it is refreshed."""

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now
from django.utils.translation import gettext as _

from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import Territory

from .queries import refreshed
from .telling import told


def feed(opened: OpenPage, territory: Territory, origin: str) -> HttpResponse:
    """Return an Atom feed (RFC 4287) of the loads from which the figures of a territory come."""
    at = {"level": territory.level, "code": territory.code}
    portrait = origin + opened.url("territory", **at)
    atom = Atom1Feed(
        title=f"{territory.name} – {opened.service.manifest.title.get(opened.language)}",
        link=portrait,
        description=_("What is loaded from which its figures come."),
        language=opened.language,
        feed_url=origin + opened.url("territory-feed", **at),
    )
    loads = refreshed(opened)
    for load in loads:
        _add(atom, opened, load, portrait)
    if not loads:
        atom.feed["updated"] = now()
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _add(atom: Atom1Feed, opened: OpenPage, load: TableLoad, portrait: str) -> None:
    title, text = told(opened, load)
    atom.add_item(
        title=title,
        link=portrait,
        description=text,
        unique_id=f"urn:uuid:{load.uuid}",
        pubdate=load.at,
        updateddate=load.at,
    )
