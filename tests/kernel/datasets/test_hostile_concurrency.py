"""Several people, one record, the same second: one is kept, the others are told."""

import json
import subprocess
import sys
from pathlib import Path

from lieucommun.settings import environment

ROOT = Path(__file__).resolve().parents[3]


def test_writers_at_once_are_kept_or_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.datasets.writers_at_once"],
        cwd=ROOT,
        env=environment.child(LIEU_DATA=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["one expected version"] == ["ConflictError"] * 3 + ["Written"]
    assert found["no expected version"] == ["Written"] * 4
    assert found["versions"] == ["1", "2", "3", "4", "5", "6"]
    for twice in ("one key", "one uuid"):
        assert found[twice].count("Written") == 1
        assert set(found[twice]) <= {"Written", "InvalidRecord", "IntegrityError"}
