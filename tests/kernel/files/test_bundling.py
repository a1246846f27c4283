"""Names in an archive stay names, whatever unpacks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.files.bundling import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rapport d’été.pdf", "rapport d’été.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\\\x\\\\y.txt", "C___x__y.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("conte.pdf", "conte.pdf"),
        ("facture\u202efdp.exe", "facture_fdp.exe"),
        (" . ", "_"),
        ("", "_"),
        (f"{'é' * 300}.pdf", f"{'é' * 116}.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text(max_size=400))
def test_any_name_is_one_part_of_a_path(name: str) -> None:
    made = safe_name(name)
    assert 0 < len(made) <= LONGEST
    assert not set(made) & set("/\\\\:\0\n\u202e")
    assert made.strip(" .") not in {"", "..", "."} or made == "_"
