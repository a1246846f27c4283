"""The entry of the register as a text to be completed and signed."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .entry import Entry, Recipient
from .words import TO_FILL

SPACES = re.compile(r"\n{3,}")


def as_markdown(entry: Entry) -> str:
    """Return the entry in Markdown, in the language that is active."""
    return joined(_lines(entry))


def joined(lines: Iterable[str]) -> str:
    """Return lines as a text, without two empty lines in a row."""
    return SPACES.sub("\n\n", "\n".join(lines)).rstrip() + "\n"


def described(entry: Entry) -> Iterator[str]:
    """Yield the parts that the register and the assessment share: people, data, uses, ends."""
    yield from _part(_("Purpose"), [entry.purpose])
    yield from _part(_("Legal basis"), [entry.legal_basis])
    yield from _part(_("Categories of people and of data"), _people(entry))
    yield from _part(_("Recipients"), _recipients(entry))
    yield from _part(_("How long data is kept"), bullets(entry.retention))
    named = entry.host or _("No host is declared here: see LIEU_DECLARED_HOST.")
    yield from _part(
        _("Host"), [named, "", _("Sensitivity: %(what)s.") % {"what": entry.sensitivity}]
    )
    yield from _part(_("Security measures of the platform"), bullets(entry.measures))


def bullets(texts: Iterable[str]) -> list[str]:
    return [f"- {text}" for text in texts]


def questions(texts: Iterable[str]) -> list[str]:
    """Return questions that only people can answer, each with the place of its answer."""
    return [line for text in texts for line in (f"- **{text}**", f"  {TO_FILL}")]


def _lines(entry: Entry) -> Iterator[str]:
    yield f"# {_('Register of processing: %(title)s') % {'title': entry.title}}"
    yield ""
    yield _("Made from the manifest of the service, version %(version)s.") % {
        "version": entry.version
    }
    yield ""
    if not entry.personal:
        yield _("The manifest says that this service keeps no personal data.")
        return
    yield from described(entry)
    asked = (
        _("Who is the controller, and how is it reached?"),
        _("Who is the data protection officer?"),
        _("Is there a joint controller or a processor, and under which contract?"),
        _("Does data leave the European Union?"),
        _("Which measures do the host and the teams add?"),
        _("Where do people ask for their rights, and how are they told?"),
    )
    yield from _part(_("What the manifest cannot say"), questions(asked))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield from lines
    yield ""


def _people(entry: Entry) -> Iterator[str]:
    for category in entry.categories:
        yield f"### {category.title}"
        yield ""
        yield from bullets(_said(title, kind) for title, kind in category.fields)
        yield ""
    yield f"### {_('People who sign in')}"
    yield ""
    yield from bullets([_("Name and e-mail address, roles, entries of the journal")])


def _recipients(entry: Entry) -> Iterator[str]:
    for recipient in entry.recipients:
        yield f"### {recipient.role} · {recipient.dataset}"
        yield ""
        told = (_said(title, ", ".join(texts)) for title, texts in _rights(recipient) if texts)
        yield from bullets(told)
        yield ""
    if entry.others:
        yield from (f"### {_('Others')}", "", *bullets(entry.others), "")


def _said(name: str, what: str) -> str:
    return _("%(name)s: %(what)s") % {"name": name, "what": what}


def _rights(recipient: Recipient) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _("Reads"), recipient.scopes
    yield _("Personal data read"), recipient.reads
    yield _("Blurred"), recipient.blurred
    yield _("Hidden"), recipient.hidden
    yield _("On records of other organisations"), recipient.outside
    yield _("Writes"), recipient.acts
