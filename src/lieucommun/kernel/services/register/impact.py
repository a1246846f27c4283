"""The draft of an impact assessment: what the manifest says, and the questions that it leaves."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .entry import Entry
from .markdown import described, joined, questions


def assessment(entry: Entry) -> str:
    """Return the draft in Markdown, in the language that is active."""
    return joined(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    yield f"# {_('Impact assessment, draft: %(title)s') % {'title': entry.title}}"
    yield ""
    yield _("A draft: the questions below are for people to answer, then to review and sign.")
    yield ""
    if not entry.personal:
        yield _("The manifest says that this service keeps no personal data.")
        return
    yield from _part(_("Is an assessment needed?"), _criteria(entry))
    yield from described(entry)
    yield from _part(_("Necessity and proportion"), questions(_necessity()))
    yield from _part(_("Rights of the people concerned"), questions(_rights()))
    for event, done in _events():
        yield from _part(_("Risk: %(event)s") % {"event": event}, [done, "", *questions(_risk())])
    yield from _part(_("Opinions and decision"), questions(_decision()))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from (f"## {title}", "", *lines, "")


def _criteria(entry: Entry) -> Iterator[str]:
    yield f"- {_('Sensitivity: %(what)s.') % {'what': entry.sensitivity}}"
    if entry.located:
        yield f"- {_('Positions are kept.')}"
    yield from questions(
        (
            _("Are the people concerned vulnerable, or unable to refuse?"),
            _("How many people, over which territory?"),
            _("Does the service decide, score or watch people?"),
            _("Is data joined to that of another source?"),
        )
    )


def _necessity() -> tuple[str, ...]:
    return (
        _("Why is each piece of data listed above needed for the purpose?"),
        _("Why is this legal basis the right one, and which text founds it?"),
        _("Why are these durations neither shorter nor longer?"),
        _("How is data kept right and up to date?"),
    )


def _rights() -> tuple[str, ...]:
    return (
        _("How are people told, in words that they understand?"),
        _("How do they read, correct, object and have data erased, and who answers?"),
        _("Where consent is asked, how is it given and taken back?"),
    )


def _events() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("someone reads what they should not"),
            _("The platform denies by default, hides field by field, and keeps a journal."),
        ),
        (
            _("data is changed without reason"),
            _("The platform keeps every version of a record with its author and its date."),
        ),
        (
            _("data disappears"),
            _("A write that was acknowledged survives a crash; backups are the operator’s."),
        ),
    )


def _risk() -> tuple[str, ...]:
    return (
        _("Where could it come from, and what would it do to people?"),
        _("How severe, and how likely?"),
        _("Which measures are added, and what risk is left?"),
    )


def _decision() -> tuple[str, ...]:
    return (
        _("What does the data protection officer advise?"),
        _("What do the people concerned, or those who speak for them, say?"),
        _("Who decides, when, and when is it looked at again?"),
    )
