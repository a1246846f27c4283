import json
import sqlite3
from pathlib import Path

import pytest

from .test_check import lieu

CANARY = "person.added"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A place with two acts in its journal, its database in one file."""
    for email in ("jeanne@exemple.fr", "ali@exemple.fr"):
        done = lieu("person", "add", "--email", email, "--name", "Essai", "--data", "ici",
                    here=tmp_path)  # fmt: skip
        assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "ici" / "place.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tmp_path


def test_a_sound_journal_exits_with_0(data: Path) -> None:
    done = lieu("journal", "verify", "--data", "ici", here=data)
    assert (done.returncode, done.stdout) == (0, "(place): holds, 2 sealed\n")


def test_one_byte_altered_in_the_file_is_found(data: Path) -> None:
    path = data / "ici" / "place.sqlite3"
    content = path.read_bytes()
    assert content.count(CANARY.encode()) == 2
    path.write_bytes(content.replace(CANARY.encode(), b"person.adderd"[:12], 1))
    done = lieu("journal", "verify", "--data", "ici", "--format", "json", here=data)
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (1, False)
    assert [chain["broken"]["kind"] for chain in found["chains"]] == ["altered"]


def test_a_byte_that_is_no_text_is_found(data: Path) -> None:
    path = data / "ici" / "place.sqlite3"
    path.write_bytes(path.read_bytes().replace(CANARY.encode(), b"person.adde\xff", 1))
    done = lieu("journal", "verify", "--data", "ici", here=data)
    assert done.returncode == 1
    assert "altered" in done.stdout


def test_the_last_entries_are_shown_without_values(data: Path) -> None:
    done = lieu("journal", "show", "--last", "1", "--data", "ici", "--format", "json", here=data)
    (entry,) = json.loads(done.stdout)
    assert (done.returncode, entry["action"], entry["object_kind"]) == (0, CANARY, "person")
    assert "exemple" not in done.stdout


def test_a_purge_keeps_what_is_recent_and_a_seal_finds_nothing(data: Path) -> None:
    purged = lieu("journal", "purge", "--days", "365", "--data", "ici", here=data)
    assert (purged.returncode, purged.stdout) == (0, "0 entries deleted.\n")
    sealed = lieu("journal", "seal", "--data", "ici", here=data)
    assert (sealed.returncode, sealed.stdout) == (0, "0 entries sealed.\n")


def test_a_place_without_journal_is_told_so(tmp_path: Path) -> None:
    done = lieu("journal", "verify", "--data", "ici", here=tmp_path)
    assert done.returncode == 1
    assert "lieu journal seal" in done.stderr
