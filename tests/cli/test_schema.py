from pathlib import Path

from tests.cli.test_check import ROOT, lieu


def test_what_is_generated_is_fresh() -> None:
    done = lieu("schema", "--check", here=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_writes_the_schema_and_the_pages_then_finds_them_fresh(tmp_path: Path) -> None:
    assert lieu("schema", "--check", here=tmp_path).returncode == 1
    assert lieu("schema", here=tmp_path).returncode == 0
    assert (tmp_path / "schema" / "service.schema.json").exists()
    (tmp_path / "docs" / "reference" / "diagnostics" / "LC999.md").write_text("old")
    assert lieu("schema", "--check", here=tmp_path).returncode == 1
    assert lieu("schema", here=tmp_path).returncode == 0
    assert not (tmp_path / "docs" / "reference" / "diagnostics" / "LC999.md").exists()
    assert lieu("schema", "--check", here=tmp_path).returncode == 0


def test_help_names_every_command() -> None:
    done = lieu("--help", here=ROOT)
    assert done.returncode == 0
    for command in ("check", "new", "run", "schema"):
        assert f"  {command} " in done.stdout
