"""Whatever is edited, deleted or swapped in the database is found, and what is sound holds."""

import datetime as dt
import json
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.journal.models import (
    JournalAnchor,
    JournalEntry,
    JournalHead,
    JournalSeal,
)
from lieucommun.kernel.journal.purging import purge
from lieucommun.kernel.journal.sealing import seal
from lieucommun.kernel.journal.verifying import Break, Chain, verify
from lieucommun.settings import environment
from tests.journal import unguarded

from .writers_at_once import write_at_once

ROOT = Path(__file__).resolve().parents[3]
LENGTH = 8
COLUMNS: dict[str, object] = {
    "action": "record.deleted",
    "person": 99,
    "object_kind": "x",
    "object_id": "x",
    "fields": '["x"]',
    "count": 7,
    "at": "2020-01-01 00:00:00+00:00",
    "service": "autre",
}


def written(service: str = "essai", length: int = LENGTH) -> None:
    for number in range(length):
        record_entry("record.updated", service=service, by=number, object_id=uuid.uuid4())


def sealed(service: str = "essai", length: int = LENGTH) -> None:
    written(service, length)
    seal()


def chain(service: str = "essai") -> Chain:
    return next(chain for chain in verify().chains if chain.service == service)


def execute(statement: str, *values: object) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestSound:
    def test_an_empty_journal_holds(self) -> None:
        assert verify().holds

    def test_a_chain_holds_for_each_service(self) -> None:
        sealed("essai")
        sealed("autre", 3)
        verdict = verify()
        assert verdict.holds
        assert [(each.service, each.sealed) for each in verdict.chains] == [
            ("autre", 3),
            ("essai", LENGTH),
        ]

    def test_what_waits_is_counted_apart(self) -> None:
        sealed()
        written(length=2)
        assert verify().holds
        assert chain().unsealed == 2
        assert seal("essai") == 2
        assert (chain().sealed, chain().unsealed) == (LENGTH + 2, 0)

    def test_sealing_twice_seals_once(self) -> None:
        sealed()
        assert seal() == 0
        assert JournalSeal.objects.count() == LENGTH

    def test_a_former_key_still_signs(self, settings: object) -> None:
        sealed()
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = (  # type: ignore[attr-defined]
            "another",
            [settings.SECRET_KEY],  # type: ignore[attr-defined]
        )
        assert verify().holds
        settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
        assert not verify().signed

    def test_values_are_kept_as_keyed_digests(self) -> None:
        entry = record_entry("essai", object_id="jeanne@exemple.fr", fields=["nom", "06 12 34"])
        again = record_entry("essai", object_id="jeanne@exemple.fr")
        assert entry.object_id == again.object_id
        assert len(entry.object_id) == 64
        assert "nom" in entry.fields
        assert "06 12 34" not in entry.fields


@pytest.mark.django_db
class TestBroken:
    @settings(max_examples=40)
    @given(rank=st.integers(1, LENGTH), column=st.sampled_from(sorted(COLUMNS)))
    def test_an_edited_entry_is_found(self, rank: int, column: str) -> None:
        with transaction.atomic():
            sealed()
            entry = JournalSeal.objects.get(service="essai", sequence=rank).entry
            execute(
                f"UPDATE journal_journalentry SET {column} = %s WHERE id = %s",  # noqa: S608 - our own names
                COLUMNS[column],
                entry,
            )
            assert chain().broken == Break("altered", rank, entry)
            transaction.set_rollback(True)

    @settings(max_examples=40)
    @given(
        first=st.integers(1, LENGTH),
        length=st.integers(1, LENGTH),
        what=st.sampled_from(["entry", "seal", "both"]),
    )
    def test_deleted_rows_are_found(self, first: int, length: int, what: str) -> None:
        with transaction.atomic():
            sealed()
            span = JournalSeal.objects.filter(sequence__gte=first, sequence__lt=first + length)
            entries = list(span.values_list("entry", flat=True))
            with unguarded():
                if what != "seal":
                    JournalEntry.objects.filter(pk__in=entries).delete()
                if what != "entry":
                    span.delete()
            assert not verify().holds
            broken = chain().broken
            assert broken is not None
            assert (broken.kind, broken.sequence) == ("missing", first)
            transaction.set_rollback(True)

    @settings(max_examples=40)
    @given(
        pair=st.lists(st.integers(1, LENGTH), min_size=2, max_size=2, unique=True),
        what=st.sampled_from(["contents", "entries", "seals"]),
    )
    def test_swapped_rows_are_found(self, pair: list[int], what: str) -> None:
        with transaction.atomic():
            sealed()
            one, two = (JournalSeal.objects.get(sequence=rank) for rank in pair)
            with unguarded():
                if what == "contents":
                    mine, other = (JournalEntry.objects.get(pk=row.entry) for row in (one, two))
                    mine.pk, other.pk = other.pk, mine.pk
                    mine.save()
                    other.save()
                else:
                    column = "sequence" if what == "seals" else "entry"
                    former = getattr(one, column), getattr(two, column)
                    JournalSeal.objects.filter(pk=one.pk).update(**{column: 1000})
                    JournalSeal.objects.filter(pk=two.pk).update(**{column: former[0]})
                    JournalSeal.objects.filter(pk=one.pk).update(**{column: former[1]})
            broken = chain().broken
            assert broken is not None
            assert broken.sequence == min(pair)
            assert broken.kind == ("reordered" if what == "seals" else "altered")
            transaction.set_rollback(True)

    def test_a_chain_made_anew_without_the_key_is_found(self, settings: object) -> None:
        sealed()
        with unguarded():
            JournalEntry.objects.filter(person=3).update(person=4)
            JournalSeal.objects.all().delete()
            JournalHead.objects.all().delete()
        key = settings.SECRET_KEY  # type: ignore[attr-defined]
        settings.SECRET_KEY = f"not {key}"  # type: ignore[attr-defined]
        seal()
        settings.SECRET_KEY = key  # type: ignore[attr-defined]
        assert chain().broken is None
        assert not verify().signed

    def test_a_chain_taken_away_whole_is_found(self) -> None:
        sealed()
        sealed("autre")
        with unguarded():
            for model in (JournalEntry, JournalSeal, JournalHead):
                model.objects.filter(service="essai").delete()
        assert not verify().holds

    def test_missing_triggers_are_told(self) -> None:
        sealed()
        with unguarded():
            assert not verify().holds
        assert verify().holds


@pytest.mark.django_db
class TestPurge:
    def aged(self) -> None:
        """Five entries of two years ago, three of today."""
        written()
        old = sorted(JournalEntry.objects.values_list("pk", flat=True))[:5]
        with unguarded():
            then = timezone.now() - dt.timedelta(days=730)
            JournalEntry.objects.filter(pk__in=old).update(at=then)
        seal()

    def test_a_purge_leaves_the_chain_verifiable(self) -> None:
        self.aged()
        assert purge(timezone.now() - dt.timedelta(days=365)) == 5
        assert verify().holds
        assert (chain().sealed, chain().purged) == (9, 5)
        assert JournalEntry.objects.count() == 4
        assert JournalEntry.objects.latest("pk").action == "journal.purged"

    def test_a_second_purge_takes_what_aged_since(self) -> None:
        self.aged()
        purge(timezone.now() - dt.timedelta(days=365))
        assert purge(timezone.now() + dt.timedelta(days=1)) == 4
        assert verify().holds
        assert JournalAnchor.objects.count() == 2
        assert JournalEntry.objects.count() == 1

    def test_nothing_old_purges_nothing(self) -> None:
        sealed()
        assert purge(timezone.now() - dt.timedelta(days=365)) == 0
        assert JournalEntry.objects.count() == LENGTH

    def test_what_stays_after_a_purge_is_still_guarded(self) -> None:
        self.aged()
        purge(timezone.now() - dt.timedelta(days=365))
        execute("UPDATE journal_journalentry SET person = 99 WHERE person = 6")
        broken = chain().broken
        assert broken is not None
        assert (broken.kind, broken.sequence) == ("altered", 7)

    def test_an_anchor_that_this_place_did_not_sign_is_found(self) -> None:
        sealed()
        third = JournalSeal.objects.get(sequence=3)
        JournalAnchor.objects.create(
            service="essai", first=1, last=3, hash=third.hash, at=timezone.now(), signature="0" * 64
        )
        gone = JournalSeal.objects.filter(sequence__lte=3).values_list("entry", flat=True)
        JournalEntry.objects.filter(pk__in=list(gone)).delete()  # its anchor lets it go…
        JournalSeal.objects.filter(sequence__lte=3).delete()
        assert chain().broken == Break("anchor", 1)  # …and tells


@pytest.mark.django_db(transaction=True)
def test_two_writers_make_one_chain(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":  # in a file: SQLite in memory does not wait for a lock
        done = subprocess.run(
            [sys.executable, "-m", "tests.kernel.journal.writers_at_once"],
            cwd=ROOT,
            env=environment.child(LIEU_DATA=str(tmp_path)),
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
    else:
        found = write_at_once()
    assert found == {"failures": [], "holds": True, "sealed": 40, "unsealed": 0}
