"""`lieu contours`: a file of outlines loaded, listed and refused, on a place of its own."""

import json
from pathlib import Path

from tests.cli.test_check import lieu
from tests.kernel.territories.contours.squares import collection, feature, row_of, square


def test_a_file_is_loaded_listed_and_told_in_json(tmp_path: Path) -> None:
    empty = lieu("contours", "list", "--data", "ici", "--language", "en", here=tmp_path)
    assert (empty.returncode, empty.stdout) == (
        0,
        "No contours were loaded: maps use the outlines that come with us.\n",
    )
    features = [*row_of(["44180", "49144"]), feature("99999", square(3))]
    (tmp_path / "c.geojson").write_text(collection(features))
    asked = ("contours", "load", "commune", "c.geojson", "--data", "ici", "--vintage", "2018")
    done = lieu(*asked, "--source", "IGN", "--format", "json", here=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["levels"] == {"commune": 1, "epci": 0, "departement": 0, "region": 0}
    assert told["unknown"] == [[3, "99999"]]
    assert told["changed"] == [["49144", "44180", "renumbered"]]
    assert told["tiles"] == "made"
    listed = lieu("contours", "list", "--data", "ici", "--format", "json", here=tmp_path)
    (file,) = json.loads(listed.stdout)["files"]
    assert (file["file"], file["level"], file["vintage"], file["codes"]) == (
        "c.geojson",
        "commune",
        2018,
        1,
    )
    journal = lieu("journal", "verify", "--data", "ici", here=tmp_path)
    assert journal.returncode == 0, journal.stdout + journal.stderr


def test_the_report_says_what_was_left_out_in_the_language_asked(tmp_path: Path) -> None:
    features = [*row_of(["44109", "44190"]), feature("99999", square(3))]
    (tmp_path / "c.geojson").write_text(collection(features))
    asked = ("contours", "load", "commune", "c.geojson", "--data", "ici", "--language", "en")
    done = lieu(*asked, here=tmp_path)
    assert done.stdout.splitlines() == [
        "3 features, 2 territories of today.",
        "Drawn in all: commune 2.",
        "(1) Unknown codes, left out (rank of the feature): 99999 (3).",
    ]


def test_a_wrong_file_ends_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "c.geojson").write_text(collection([feature("44109", square(0), "insee")]))
    asked = ("contours", "load", "commune", "c.geojson", "--data", "ici", "--language", "en")
    done = lieu(*asked, here=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: The features of this file have no property “code”; they have: insee, nom. Say "
        "which one holds the code with --property.\n"
    )
    absent = lieu(*asked[:3], "none.geojson", *asked[4:], here=tmp_path)
    assert absent.stderr == "Error: There is no file none.geojson.\n"
    assert lieu(*asked, "--property", "insee", here=tmp_path).returncode == 0
