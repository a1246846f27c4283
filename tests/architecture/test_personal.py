"""What names a person is given to that person: a table that nobody explained fails here."""

from lieucommun.kernel.personal.kept import KEPT
from lieucommun.kernel.personal.queries import columns, pointing

HOW = "say in lieucommun/kernel/personal/kept.py what it is for, and what its owner is given"
SECRETS = ("password", "secret", "hash", "session_key")


def test_every_table_that_names_a_person_is_in_their_export() -> None:
    unexplained = {
        f"{label}.{name}"
        for label, names in pointing().items()
        for name in names
        if label not in KEPT or name not in {*KEPT[label].own, *KEPT[label].acts}
    }
    assert unexplained == set(), HOW


def test_what_is_explained_is_there_and_no_secret_is_given() -> None:
    for label, kept in KEPT.items():
        given = set(columns(label, own=True))
        assert set(kept.shown) <= given | {"id"}, label
        if kept.own or kept.about:
            assert given.isdisjoint(SECRETS), label
        assert not kept.acts or kept.shown, f"{label}: what others did is theirs"
