"""The words of the register, in the language that is active."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.promotion import DURATION

BASES: Mapping[str, object] = {
    "public-interest": _("task carried out in the public interest"),
    "legal-obligation": _("legal obligation"),
    "consent": _("consent of the person"),
    "contract": _("contract with the person"),
    "none": _("none was given"),
}
SENSITIVITIES: Mapping[str, object] = {
    "none": _("no particular sensitivity"),
    "personal": _("personal data"),
    "social": _("social data, to be kept by a declared host"),
    "health": _("health data, to be kept by a declared host"),
}
KINDS: Mapping[str, object] = {
    "identifying": _("says who the person is"),
    "indirect": _("may say it, joined to other data"),
    "sensitive": _("sensitive"),
}
SCOPES: Mapping[str, object] = {
    "own": _("their own records"),
    "organisation": _("records of their organisation"),
    "territory": _("records of their territory"),
    "shared": _("records shared by agreement"),
    "published": _("published records"),
    "all": _("all records"),
    "aggregates": _("totals only, never a record"),
}
ROLES: Mapping[str, object] = {
    "anyone": _("Anyone"),
    "signed-in": _("Anyone signed in"),
    "author": _("The author of the record"),
}
ENDS: Mapping[str, object] = {
    "delete": _("then deleted"),
    "anonymise": _("then anonymised"),
    "archive": _("then archived, out of every page"),
}
MOMENTS: Mapping[str, object] = {
    "created": _("the creation of the record"),
    "updated": _("the last change of the record"),
    "last_activity": _("the last change of the record"),
}
#: What the platform does by itself, whatever the service.
MEASURES = (
    _("Nothing is readable or writable unless the manifest says so; a hidden field counts as empty "
      "in search, filters, sorting and exports."),
    _("Each write is one transaction with one entry in the journal: who, when, which fields, never "
      "their values."),
    _("The versions of a record are kept with it, and end with it."),
    _("A record whose time is over is in no page, search or export, even before it is erased."),
    _("Totals hide small groups."),
    _("Passwords are kept as hashes; session cookies are out of the reach of scripts."),
    _("Pages load nothing from other sites: no tracker, no third party."),
)  # fmt: skip


def scope(written: str) -> str:
    """Return what a scope means; `organisation:FIELD` is the organisation that a field names."""
    name, _colon, field = written.partition(":")
    if field:
        return gettext("records whose field “%(field)s” names their organisation") % {
            "field": field
        }
    return str(SCOPES.get(name, written))


def duration(written: str) -> str:
    """Return an ISO 8601 duration as people say it."""
    found = DURATION.fullmatch(written)
    if not found:
        return written
    numbers = [int(part or 0) for part in found.groups()]
    years, months, weeks, days, hours, minutes = numbers
    said = [
        ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years else "",
        ngettext("%(n)d month", "%(n)d months", months) % {"n": months} if months else "",
        ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks} if weeks else "",
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else "",
    ]
    return " ".join(part for part in said if part) or written


TO_FILL = gettext_lazy("To be filled in.")
