"""Add, take away and move the rows of a repeat."""

from lieucommun.engines.xforms import FormError, move_row, path_names, rows
from lieucommun.kernel.files.actions import discard as discard_file
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.files import files_in
from lieucommun.kernel.forms.queries import Hand, Held
from lieucommun.kernel.forms.refusals import RefusedForm
from lieucommun.kernel.services.loaded import LoadedService

from .keeping import keep, writing

MOST = 1_000


def add_row(service: LoadedService, held: Held, repeat: str, hand: Hand) -> str:
    """Add a row after the others, and return its path; raises RefusedForm, FormError."""
    with writing(service, held, hand) as (draft, opened):
        _refuse_fixed(opened.answers.form.fixed, repeat)
        if len(rows(opened.answers, repeat)) >= MOST:
            raise RefusedForm("rows", most=MOST)
        row = opened.answers.add_repeat(repeat)
        keep(service, draft, opened, "draft.row-added", hand=hand, fields=[_name(repeat)])
        return row


def remove_row(service: LoadedService, held: Held, row: str, hand: Hand) -> None:
    """Take a row away, with its answers and their files; raises RefusedForm, FormError."""
    with writing(service, held, hand) as (draft, opened):
        _refuse_fixed(opened.answers.form.fixed, row)
        before = {uuid for _, uuid in files_in(opened.answers)}
        opened.answers.remove_repeat(row)
        gone = before - {uuid for _, uuid in files_in(opened.answers)}
        for file in Attachment.objects.filter(uuid__in=gone, record__isnull=True):
            discard_file(file)
        keep(service, draft, opened, "draft.row-removed", hand=hand, fields=[_name(row)])


def shift_row(service: LoadedService, held: Held, row: str, by: int, hand: Hand) -> str:
    """Move a row `by` ranks down (up when negative), and return its new path."""
    with writing(service, held, hand) as (draft, opened):
        _refuse_fixed(opened.answers.form.fixed, row)
        known = rows(opened.answers, row.rpartition("[")[0])
        if row not in known:
            raise FormError(row, "there is no such answer in the form")
        to = max(1, min(len(known), known.index(row) + 1 + by))
        moved = move_row(opened.answers, row, to)
        keep(service, draft, opened, "draft.row-moved", hand=hand, fields=[_name(row)])
        return moved


def _refuse_fixed(fixed: set[tuple[str, ...]], path: str) -> None:
    if path_names(path) in fixed:
        raise RefusedForm("fixed")


def _name(path: str) -> str:
    return ".".join(path_names(path)[1:])
