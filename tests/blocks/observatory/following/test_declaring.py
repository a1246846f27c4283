"""What `lieu check` says of followed indicators before anyone opens their page."""

from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder

from .making import SLUG, folder


def errors(root: Path, *changes: tuple[str, str]) -> list[tuple[str, object]]:
    found = check(Folder.on_disk(folder(root, *changes) / SLUG)).diagnostics
    return [(each.code, each.params.get("found")) for each in found if each.level == "error"]


def test_trial_is_sound(tmp_path: Path) -> None:
    assert errors(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: valeur, proof: preuve}", "proof: preuve}", ("LC030", "value")),
        ("period: month", "period: none", ("LC030", "period")),
        ('target: {period: "2026-12"', 'target: {period: "2026-02"', ("LC041", "2026-02")),
        ('period: "2025-12", value: 120', "period: demain, value: 120", ("LC041", "demain")),
        ("due: P10D", "due: PT5H", ("LC041", "PT5H")),
        ("reason: motif", "reason: motifs", ("LC062", "motifs")),
        ("organisation: equipe", "organisation: nom", ("LC119", "nom")),
        ("indicators: indicateurs", "indicators: equipe", ("LC119", "equipe")),
        ("indicators: indicateurs, ", "", ("LC030", "indicators")),
        ("bruit: {fr: Bruit, en: Noise},", "bruits: {fr: B, en: B},", ("LC076", "bruits")),
        ("note: {type: longtext,", "note: {type: point, required: true,", ("LC119", "note")),
        ("jour: {type: date,", "jour: {type: year,", ("LC154", "jour")),
    ],
)  # fmt: skip
def test_what_would_not_work_is_said(
    tmp_path: Path, old: str, new: str, told: tuple[str, object]
) -> None:
    assert told in errors(tmp_path, (old, new))
