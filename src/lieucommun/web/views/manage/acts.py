"""The acts of the journal in words; one that is not here yet shows its code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, object] = {
    "record.created": _("Created a record"),
    "record.updated": _("Changed a record"),
    "record.deleted": _("Deleted a record"),
    "record.moved": _("Changed the state of a record"),
    "record.held": _("Held a record"),
    "record.released": _("Released a record"),
    "record.anonymised": _("Anonymised a record at its end"),
    "record.archived": _("Archived a record at its end"),
    "record.forgotten": _("Deleted a record at its end"),
    "history.forgotten": _("Forgot the history of a deleted record"),
    "records.read": _("Was shown personal data"),
    "records.imported": _("Imported records"),
    "records.exported": _("Exported records"),
    "export.taken": _("Downloaded an export"),
    "records.import_undone": _("Took an import back"),
    "person.added": _("Added a person"),
    "role.granted": _("Gave a role"),
    "job.rerun": _("Ran a job again"),
    "job.cancelled": _("Cancelled a job"),
    "token.created": _("Made a token"),
    "token.revoked": _("Revoked a token"),
    "token.wrote": _("Wrote through a token"),
    "journal.purged": _("Forgot old entries of the journal"),
    "service.published": _("Published a version of the service"),
    "service.drafted": _("Changed the folder of the service"),
    "service.broken": _("Left a mistake in the folder of the service"),
    "service.withdrawn": _("Took the service away"),
}
#: What does not hold, as verification names it.
FAULTS: Mapping[str, object] = {
    "altered": _("an entry was altered"),
    "missing": _("an entry is gone"),
    "reordered": _("entries are not in their order"),
    "anchor": _("what stands for old entries was not signed by this place"),
    "head": _("the end is not the one that was sealed"),
    "unreadable": _("some entries cannot be read"),
    "unsigned": _("the ends were not signed by this place"),
    "unguarded": _("a guard against changes is gone"),
    "witness": _("the database is older than the file of ends says"),
}


def act(code: str) -> str:
    """Say an act."""
    return str(ACTS.get(code, code))
