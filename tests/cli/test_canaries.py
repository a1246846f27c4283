"""A canary in every personal field goes everywhere, then nothing of it is left anywhere.

On SQLite what is read are the bytes of every file of the place, of both ways to copy its database;
on PostgreSQL, what `pg_dump` writes, and the files.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.cli.canaries import CANARIES, CONTENT, FILE, MANIFEST, REJECTED
from tests.cli.test_check import lieu
from tests.kernel.services.folders import service

SERVER = os.environ.get("LIEU_TEST_DATABASE", "")
#: Every table in which what people enter stands, and no other.
TABLES = {
    "datasets_record",
    "datasets_recordversion",
    "files_attachment",
    "saved_savedexport",
}


@dataclass(frozen=True)
class Place:
    """A place of its own: its folder, and its database when that is not in it."""

    here: Path
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What tells a command where the place is."""
        told = {"LIEU_DATA": str(self.here / "place")}
        if self.address:
            told |= {"LIEU_SIZE": "scaled", "LIEU_DATABASE_URL": self.address}
        return told

    def act(self, *arguments: str) -> str:
        """Play an act of `canaries`; return what it printed."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LIEU_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.cli.canaries", *arguments],
            env={**kept, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def tables(self) -> set[str]:
        """The tables that hold a canary."""
        return set(json.loads(self.act("rows")))

    def database(self) -> dict[str, bytes]:
        """Every picture of the database that can be taken, by how it is taken."""
        if self.address:
            dump = subprocess.run(["pg_dump", self.address], capture_output=True, check=True)
            return {"pg_dump": dump.stdout}
        paths = {way: self.here / f"{way}-{uuid4()}" for way in ("backup", "vacuum")}
        source = sqlite3.connect(self.here / "place" / "place.sqlite3")
        copy = sqlite3.connect(paths["backup"])
        source.backup(copy)
        source.execute("VACUUM INTO ?", [str(paths["vacuum"])])
        for connection in (source, copy):
            connection.close()
        found = {way: path.read_bytes() for way, path in paths.items()}
        folder = self.here / "place"
        return found | {path.name: path.read_bytes() for path in folder.glob("place.sqlite3*")}

    def files(self) -> bytes:
        """All the files of the place that are no database."""
        files = [path for path in (self.here / "place").rglob("*") if path.is_file()]
        kept = [path for path in files if not path.name.startswith("place.sqlite3")]
        return b"\0".join(path.read_bytes() for path in kept)

    def exported(self) -> str:
        """What an export of the records gives whoever may read them all."""
        who = ("--as", "c@example.org", "--format", "json")
        done = lieu("export", "essai", "gens", *who, here=self.here, **self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    pages = {"accueil.md": "# Bonjour\n"}
    service(tmp_path / "place" / "services", MANIFEST.replace("THEN", request.param), **pages)
    if not SERVER.startswith("postgres"):
        yield Place(tmp_path)
        return
    import psycopg

    name = f"canary{uuid4().hex[:12]}"
    server = urlsplit(SERVER)
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as control:
        control.execute(f"CREATE DATABASE {name}")
        yield Place(tmp_path, server._replace(path=f"/{name}").geturl())
        control.execute(f"DROP DATABASE {name} WITH (FORCE)")


def found(content: bytes | str) -> set[str]:
    text = content.encode() if isinstance(content, str) else content
    return {canary for canary in CANARIES if canary.encode() in text}


@pytest.mark.parametrize("place", ["delete", "anonymise"], indirect=True)
def test_what_people_enter_is_gone_after_its_time(place: Place) -> None:
    place.act("write")
    assert place.tables() == TABLES
    for way, picture in place.database().items():
        if way != "place.sqlite3-shm":
            assert found(picture) >= set(CANARIES) - {CONTENT, REJECTED}, way
    assert found(place.files()) == set(CANARIES) - {FILE}
    assert found(place.exported()) >= set(CANARIES) - {CONTENT, REJECTED, FILE}

    place.act("night", "2")  # a row that was refused is no record: its file goes after a week
    assert place.tables() == set()
    assert found(place.files()) == found(b"".join(rejects(place)))
    assert found(place.exported()) == set()
    place.act("night", "9")
    assert place.tables() == set()
    left = {way: found(picture) for way, picture in place.database().items()}
    assert [way for way, canaries in left.items() if canaries] == []
    assert found(place.files()) == set()


def rejects(place: Place) -> list[bytes]:
    """The files of rows to correct: one, of what one person sent."""
    kept = list((place.here / "place" / "sent").iterdir())
    assert [path.suffix for path in kept] == [".rejects"]
    return [path.read_bytes() for path in kept]
