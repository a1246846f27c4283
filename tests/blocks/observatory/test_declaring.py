"""What a table may name, said by `lieu check` before anyone opens the page."""

from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder

from .making import CHARTS, SLUG, folder

GOOD = "[commune, {month: dernier_contact}]"
EACH = "[besoins, partage, appel]"


def codes(root: Path, charts: str) -> dict[str, object]:
    found = check(Folder.on_disk(folder(root, charts) / SLUG)).diagnostics
    return {each.code: each.params.get("found") for each in found if each.level == "error"}


@pytest.mark.parametrize(
    ("was", "now", "code", "found"),
    [
        (GOOD, GOOD, "", None),
        (GOOD, "[comune]", "LC062", "comune"),
        (GOOD, "[surnom]", "LC110", "surnom"),
        (GOOD, "[besoins]", "LC110", "besoins"),
        (GOOD, "[{month: commune}]", "LC110", "commune"),
        (EACH, "[age]", "LC110", "age"),
        (EACH, "[absent]", "LC062", "absent"),
        (GOOD, "[]", "LC032", "tables.0.by"),
        (EACH, "[besoins]\n    colour: red", "LC032", "tables.0.colour"),
    ],
)
def test_tables_are_checked(tmp_path: Path, was: str, now: str, code: str, found: object) -> None:
    expected = {code: found} if code else {}
    assert codes(tmp_path, CHARTS.replace(was, now)) == expected
