"""The letter to someone who watches territories: what was loaded, and where to read the figures."""

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext as _

from lieucommun.blocks.observatory.models import Watch
from lieucommun.kernel.mail.sending import absolute, deliver, spoken
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.territories import find

from .queries import refreshed
from .telling import told


def tell(service: LoadedService, person: Person, page: str, until: dt.datetime) -> None:
    """Write to someone about what was loaded since they were last told, then remember it.

    Nothing is written on a page that they may open no more, or when nothing concerns it.
    """
    watches = list(
        Watch.objects.filter(
            person=person, service=service.slug, page=page, told_until__lt=until
        ).order_by("territory")
    )
    opened = _opened(service, person, page)
    if opened and watches:
        with translation.override(opened.language):
            _write(opened, person, watches)
    Watch.objects.filter(pk__in=[each.pk for each in watches]).update(told_until=until)


def _opened(service: LoadedService, person: Person, path: str) -> OpenPage | None:
    viewer = viewer_for(person, service.slug)
    for page in service.manifest.pages:
        opened = OpenPage(service, page, viewer, spoken(person.language))
        if page.path == path and opened.allowed and opened.block:
            return opened
    return None


def _write(opened: OpenPage, person: Person, watches: list[Watch]) -> None:
    loads = refreshed(opened, min(each.told_until for each in watches))
    lines = [_line(opened, each) for each in watches]
    places = [line for line in lines if line]
    if not loads or not places:
        return
    news = "\n".join(f"- {title}: {text}" for title, text in (told(opened, each) for each in loads))
    title = opened.service.manifest.title.get(opened.language)
    subject = _("New figures: %(service)s") % {"service": title}
    text = _(
        "New figures were loaded:\n\n%(news)s\n\n"
        "They concern the territories that you follow:\n\n%(places)s\n\n"
        "To receive these letters no more, open a territory and choose “Stop following”."
    ) % {"news": news, "places": "\n".join(places)}
    deliver(person.email, subject, text)


def _line(opened: OpenPage, watch: Watch) -> str:
    territory = find(watch.territory)
    if territory is None:
        return ""
    address = opened.url("territory", level=territory.level, code=territory.code)
    return f"- {territory.name}\n  {absolute(address)}"
