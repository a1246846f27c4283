"""`lieu import` as a person runs it, on a place of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

MANIFEST = """\
service: essai
version: 1.0.0
title: {fr: Essai}
summary: {fr: Un essai de rien.}
languages: [fr]
datasets:
  lieux:
    title: {fr: Lieux}
    key: code
    label: "{nom}"
    fields:
      code: {type: text, title: {fr: Code}, required: true}
      nom: {type: text, title: {fr: Nom}, required: true}
      annee: {type: year, title: {fr: Année}}
    access:
      anyone: {read: all}
pages: []
"""


def lieu(home: Path, *arguments: str) -> tuple[int, str]:
    """Run `lieu`; return its code and what it said."""
    environment = {
        key: text
        for key, text in os.environ.items()
        if not key.startswith(("LIEU_", "DJANGO_SETTINGS"))
    }
    done = subprocess.run(
        [sys.executable, "-c", "from lieucommun.cli import main; main()", *arguments],
        env=environment | {"LIEU_DATA": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_file_is_brought_in_corrected_sent_again_and_taken_back(tmp_path: Path) -> None:
    folder = tmp_path / "services" / "essai"
    folder.mkdir(parents=True)
    (folder / "service.yaml").write_text(MANIFEST, "utf-8")
    file, rejects = tmp_path / "lieux.csv", tmp_path / "rejets.csv"
    file.write_bytes("code;Nom;Année\na1;Été;2001\na2;Deux;hier\n".encode("cp1252"))
    sent = ("import", "essai", "lieux", str(file), "--rejects", str(rejects), "--format", "json")
    code, said = lieu(tmp_path, *sent, "--dry-run")
    told = json.loads(said)
    assert (code, told["created"], told["number"]) == (1, 1, None)
    code, said = lieu(tmp_path, *sent, "--strict")
    assert (code, json.loads(said)["created"]) == (1, 0)
    code, said = lieu(tmp_path, *sent)
    told = json.loads(said)
    assert (code, told["created"], told["rejected"], told["number"]) == (1, 1, 1, 1)
    assert told["problems"][0]["line"] == 3
    assert told["problems"][0]["column"] == "Année"
    fixed = rejects.read_text("utf-8-sig").replace("hier", "2002")
    rejects.write_text(fixed, "utf-8")
    code, said = lieu(tmp_path, "import", "essai", "lieux", str(rejects))
    assert (code, "1 créés, 0 modifiés" in said) == (0, True)
    code, said = lieu(tmp_path, "import", "essai", "lieux", "--list", "--format", "json")
    assert [each["number"] for each in json.loads(said)["imports"]] == [2, 1]
    undo = ("import", "essai", "lieux", "--undo", "1", "--format", "json")
    assert json.loads(lieu(tmp_path, *undo)[1])["removed"] == 1
    code, said = lieu(tmp_path, "import", "essai", "lieux", "--undo", "99")
    assert (code, "99" in said, "Traceback" in said) == (1, True, False)
    file.write_bytes(b"%PDF-1.7")
    code, said = lieu(tmp_path, "import", "essai", "lieux", str(file))
    assert (code, "PDF" in said, "Traceback" in said) == (1, True, False)
