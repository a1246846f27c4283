"""What a device does with its records, by example."""

import pytest

from lieucommun.engines.entities import (
    Change,
    Listed,
    Local,
    absent,
    acceptable,
    created,
    received,
    says,
    updated,
)

DRAWN = "6f9619ff-8b86-4011-b42d-00c04fc964ff"


def test_a_record_made_here_and_changed() -> None:
    made = created({"label": "Ada", "age": "30"}, "a")
    assert made == Local(1, None, "a", online=False, data={"label": "Ada", "age": "30"})
    assert made.dirty
    changed = updated(made, {"label": "  ", "age": "31"})
    assert changed == Local(2, None, "a", online=False, data={"label": "Ada", "age": "31"})
    assert updated(changed, {"label": "Ada L."}).data == {"label": "Ada L.", "age": "31"}


def test_a_record_of_the_server_and_changed() -> None:
    local = received(None, Listed(4, {"age": "30"}), "a")
    assert local == Local(4, 4, "a", online=True, data={"age": "30"})
    assert not local.dirty
    changed = updated(local, {"age": "31"})
    assert changed == Local(5, 4, "a", online=True, data={"age": "31"})
    assert changed.dirty


@pytest.mark.parametrize(
    ("local", "version", "expected"),
    [
        ((3, 2, "a"), 4, (4, 4, "new")),  # the server's is newer
        ((3, 3, "a"), 4, (4, 4, "new")),
        ((1, None, "a"), 1, (1, 1, "new")),  # made here, and sent
        ((3, 2, "a"), 3, (3, 3, "new")),  # changed here, and sent
        ((3, 3, "a"), 3, (3, 3, "a")),  # nothing new
        ((3, 2, "a"), 2, (3, 2, "a")),  # not sent yet
        ((2, None, "a"), 1, (2, None, "a")),
        ((4, 3, "a"), 1, (4, 3, "a")),
    ],
)
def test_a_list_comes(
    local: tuple[int, int | None, str], version: int, expected: tuple[int, int | None, str]
) -> None:
    mine, theirs = {"age": "31"}, {"age": "40"}
    found = received(
        Local(*local, online=local[1] is not None, data=mine), Listed(version, theirs), "new"
    )
    assert (found.version, found.trunk, found.branch) == expected
    assert found.online
    assert found.data == (theirs if expected[2] == "new" else mine)


def test_a_record_is_no_longer_listed() -> None:
    here = created({}, "a")
    assert absent(here) is here
    assert absent(here, deleted=True) is None
    assert absent(received(None, Listed(1, {}), "a")) is None
    assert absent(updated(received(here, Listed(1, {}), "b"), {})) is None


def test_which_records_a_device_makes() -> None:
    assert acceptable(DRAWN, "Ada")
    assert acceptable(f"uuid:{DRAWN}", "Ada")
    assert not acceptable(DRAWN, " ")
    assert not acceptable(DRAWN, "Ada", approval=True)
    assert not acceptable("6f9619ff-8b86-1011-b42d-00c04fc964ff", "Ada")
    assert not acceptable("ada", "Ada")


def test_what_a_submission_says() -> None:
    data = {"age": "31"}
    assert says(None, data) == Change(create=True, data=data)
    assert says(Local(5, 4, "a", online=True), data) == Change("a", 4, 5, update=True, data=data)
    assert says(created({}, "b"), data) == Change("b", None, 1, update=True, data=data)
