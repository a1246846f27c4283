import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kernel.services.folders import service

ROOT = Path(__file__).resolve().parents[2]
LIEU = [sys.executable, "-c", "from lieucommun.cli import main; main()"]


def lieu(*arguments: str, here: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LIEU_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [*LIEU, *arguments],
        cwd=here,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_folder_exits_with_0_and_writes_nothing(tmp_path: Path) -> None:
    service(tmp_path)
    done = lieu("check", "essai", here=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 service, 0 errors, 0 warnings, 0 notes\n"
    assert [path.name for path in tmp_path.iterdir()] == ["essai"]


def test_mistakes_exit_with_1_in_the_language_asked(tmp_path: Path) -> None:
    service(tmp_path, "state: running\nthemes: [nouveau]\n")
    done = lieu("check", "essai", "--language", "en", here=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "essai/service.yaml:4:8: LC033 “running” is not a known value. "
        "Expected: runs, partly, planned.\n"
    )


def test_warnings_alone_exit_with_0(tmp_path: Path) -> None:
    service(tmp_path, "themes: [nouveau]\n")
    done = lieu("check", "essai", here=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("essai/service.yaml:4:10: LC082 [warning] Le thème « nouveau »")


def test_json_for_programs(tmp_path: Path) -> None:
    service(tmp_path, "state: running\n")
    done = lieu("check", "essai", "--format", "json", "--language", "en", here=tmp_path)
    assert json.loads(done.stdout) == {
        "ok": False,
        "services": [
            {
                "folder": "essai",
                "ok": False,
                "diagnostics": [
                    {
                        "path": "service.yaml",
                        "line": 4,
                        "column": 8,
                        "cell": "",
                        "code": "LC033",
                        "level": "error",
                        "message": "“running” is not a known value. "
                        "Expected: runs, partly, planned.",
                    }
                ],
            }
        ],
    }


def test_annotations_for_a_forge(tmp_path: Path) -> None:
    service(tmp_path, "state: '10%,:\\n'\n", slug="essai")
    done = lieu("check", "essai", "--format", "github", "--language", "en", here=tmp_path)
    assert done.stdout == (
        "::error file=essai/service.yaml,line=4,col=8,title=LC033::"
        "“10%25,:\\n” is not a known value. Expected: runs, partly, planned.\n"
    )


def test_slugs_paths_and_files_beside_folders(tmp_path: Path) -> None:
    service(tmp_path / "services")
    (tmp_path / "services" / "README.md").write_text("x")
    assert lieu("check", "essai", here=tmp_path).returncode == 0
    done = lieu("check", "services/README.md", "services/essai/", here=tmp_path)
    assert done.stderr.startswith("1 service,")


def test_an_unknown_name_is_a_mistake_of_use(tmp_path: Path) -> None:
    service(tmp_path / "services")
    done = lieu("check", "esai", here=tmp_path)
    assert done.returncode == 2
    assert "Did you mean `essai`?" in done.stderr


def test_a_folder_without_manifest_is_said(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    done = lieu("check", "vide", here=tmp_path)
    assert (done.returncode, done.stdout[:30]) == (1, "vide/service.yaml:1:1: LC001 C")


@pytest.mark.parametrize("case", ["everything-at-once", "workbook-save-to", "stories"])
def test_broken_folders_print_without_a_traceback(case: str) -> None:
    done = lieu("check", f"tests/broken/{case}", here=ROOT)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = (ROOT / "tests" / "broken" / case / "expected.txt").read_text("utf-8").splitlines()
    for said, expected in zip(done.stdout.splitlines(), lines, strict=True):
        assert said.startswith(f"tests/broken/{case}/{expected}")


def test_it_reads_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder = service(tmp_path)
    shutil.copytree(folder, tmp_path / "here" / "essai")
    (tmp_path / "here").chmod(0o555)
    assert lieu("check", "essai", here=tmp_path / "here").returncode == 0


def test_workbooks_are_compiled_once_on_a_machine(tmp_path: Path) -> None:
    """What was compiled is found again: a second check of the gallery is quick."""

    def compiled() -> dict[str, int]:
        folders = sorted(str(path) for path in (ROOT / "services").iterdir())
        done = lieu("check", *folders, here=ROOT, LIEU_CACHE=str(tmp_path))
        assert done.returncode == 0, done.stdout
        return {path.name: path.stat().st_mtime_ns for path in (tmp_path / "forms").iterdir()}

    first = compiled()
    assert len(first) > 5
    assert compiled() == first
