"""`lieu files verify`, on a place of its own."""

import json
from pathlib import Path

from tests.cli.test_check import lieu


def test_a_content_of_no_file_is_named_and_a_place_without_one_holds(tmp_path: Path) -> None:
    done = lieu("files", "verify", "--data", "ici", here=tmp_path)
    assert (done.returncode, done.stdout) == (0, "0 files, 0 contents.\n")
    altered = tmp_path / "ici" / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    altered.parent.mkdir(parents=True)
    altered.write_bytes(b"altered")
    told = lieu("files", "verify", "--repair", "--data", "ici", "--format", "json", here=tmp_path)
    assert json.loads(told.stdout) == {
        "ok": True,
        "contents": 1,
        "files": 0,
        "missing": [],
        "damaged": [],
        "orphans": [altered.name],
        "repaired": 1,
    }
    assert not altered.exists()
