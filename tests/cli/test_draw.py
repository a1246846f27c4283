"""What `lieu draw` prints."""

from pathlib import Path

from tests.cli.test_check import ROOT, lieu

SERVICE = str(ROOT / "services" / "maraudes")


def test_a_workflow_is_drawn_in_a_language(tmp_path: Path) -> None:
    done = lieu("draw", SERVICE, "--language", "en", here=tmp_path)
    assert done.stdout == (
        "stateDiagram-v2\n"
        '    state "Being followed" as s1\n'
        '    state "Referred" as s2\n'
        '    state "Closed" as s3\n'
        "    [*] --> s1\n"
        "    s1 --> s2 : Refer\n"
        "    s1 --> s3 : Close\n"
        "    s2 --> s3 : Close\n"
        "    s3 --> [*]\n"
    )
    assert (
        lieu("draw", SERVICE, "personnes", "--language", "en", here=tmp_path).stdout == done.stdout
    )


def test_a_dataset_that_is_not_there_or_has_no_workflow(tmp_path: Path) -> None:
    done = lieu("draw", SERVICE, "chiens", here=tmp_path)
    assert done.returncode == 2
    assert "has no dataset `chiens`" in done.stderr
