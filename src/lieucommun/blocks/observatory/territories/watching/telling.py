"""The words by which a load is told to those who watch a territory."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.kernel.documents.numbers import number
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.models import TableLoad


def told(opened: OpenPage, load: TableLoad) -> tuple[str, str]:
    """Return the title and a sentence of a load, in the language of the page and of the reader."""
    table = opened.service.manifest.tables.get(load.table)
    title = table.title.get(opened.language) if table else load.table
    if load.year:
        title = _("%(table)s, %(year)s") % {"table": title, "year": load.year}
    said = ngettext(
        "%(count)s row loaded on %(day)s", "%(count)s rows loaded on %(day)s", load.rows
    ) % {
        "count": number(load.rows, opened.language),
        "day": date_format(localtime(load.at), "DATE_FORMAT"),
    }
    publisher = load.provenance.get("publisher")
    return title, f"{said} ({publisher})." if publisher else f"{said}."
