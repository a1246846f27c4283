"""Each rule of placing a change, by example; some are what an ODK Central was seen to do."""

from collections.abc import Sequence
from typing import Any

import pytest

from lieucommun.engines.entities import (
    Applied,
    Change,
    Clash,
    Conflict,
    Held,
    Refusal,
    Refused,
    Version,
    force,
    place,
    release,
    worst,
)


def makes(**data: Any) -> Change:
    return Change(create=True, data=data)


def changes(branch: str, trunk: int | None, base: int | None, **data: Any) -> Change:
    return Change(branch, trunk, base, update=True, data=data)


def upserts(
    branch: str = "", trunk: int | None = None, base: int | None = None, **data: Any
) -> Change:
    return Change(branch, trunk, base, create=True, update=True, data=data)


def after(history: Sequence[Version], *sent: Change) -> list[Version]:
    """Return the history once changes were applied, each of which can be."""
    found = [*history]
    for change in sent:
        verdict = place(found, change)
        assert isinstance(verdict, Applied)
        found.append(verdict.version)
    return found


def applied(history: Sequence[Version], change: Change) -> Applied:
    verdict = place(history, change)
    assert isinstance(verdict, Applied)
    return verdict


MADE = after([], makes(name="Ada", age="30"))


def test_two_devices_as_seen_on_a_central() -> None:
    a1, a2 = changes("a", 1, 1, age="31"), changes("a", 1, 2, name="Ada L.")
    b1 = changes("b", 1, 1, age="32")
    assert place(MADE, a2) == Held("a", 2)
    history = after(MADE, b1)
    assert release(history, [a2]) == ()
    first = applied(history, a1)
    assert first.conflict == "hard"
    assert first.conflicting == (Clash("age", "30", "32", "31"),)
    history.append(first.version)
    (released,) = release(history, [a2])
    assert (released.at, released.change) == (0, a2)
    assert (released.applied.conflict, released.applied.conflicting) == ("soft", ())
    history.append(released.applied.version)
    assert worst(first.conflict, released.applied.conflict) == "hard"
    assert [(each.number, each.branch, each.branch_base, each.base) for each in history] == [
        (1, "", None, None),
        (2, "b", 1, 1),
        (3, "a", 1, 1),
        (4, "a", 2, 3),
    ]
    assert history[-1].data == {"name": "Ada L.", "age": "31"}
    assert history[-1].received == {"name": "Ada L."}


def test_a_creation_makes_the_first_version() -> None:
    for change in (makes(name="Ada"), upserts(name="Ada")):
        data = {"name": "Ada"}
        assert place([], change) == Applied(Version(1, data, data, created=True))


def test_what_was_made_is_not_made_again() -> None:
    assert place(MADE, makes(name="Bob")) == Refused(Refusal.EXISTS)
    assert force(MADE, makes(name="Bob")) == Refused(Refusal.EXISTS)


def test_an_update_without_a_branch_names_a_version_of_the_server() -> None:
    good = applied(MADE, changes("", None, 1, age="31"))
    assert good == Applied(Version(2, {"name": "Ada", "age": "31"}, {"age": "31"}, base=1))
    assert place(MADE, changes("", None, 2, age="31")) == Refused(Refusal.BASE)
    assert place(MADE, changes("", None, 0, age="31")) == Refused(Refusal.BASE)
    assert place(MADE, changes("", None, None, age="31")) == Refused(Refusal.BASE)
    assert place([], changes("", None, 1, age="31")) == Refused(Refusal.MISSING)


def test_an_update_without_a_branch_conflicts_with_what_came_since_its_base() -> None:
    history = after(MADE, changes("", None, 1, age="31"))
    other = applied(history, changes("", None, 1, name="Ada L."))
    assert (other.conflict, other.conflicting, other.version.base) == ("soft", (), 1)
    same = applied(history, changes("", None, 1, age="32", name="A."))
    assert (same.conflict, same.conflicting) == ("hard", (Clash("age", "30", "31", "32"),))
    agreed = applied(history, changes("", None, 1, age="31"))
    assert (agreed.conflict, agreed.conflicting) == ("soft", ())


def test_a_branch_follows_its_trunk_and_then_itself() -> None:
    history = after(MADE, changes("", None, 1, age="31"))
    history = after(history, changes("a", 2, 2, age="32"), changes("a", 2, 3, age="33"))
    assert [each.base for each in history] == [None, 1, 2, 3]
    assert place(history, changes("a", 2, 5, age="34")) == Held("a", 5)
    assert applied(history, changes("a", 2, 4, age="34")).conflict is Conflict.NONE


def test_what_was_made_offline_is_waited_for() -> None:
    second, third = changes("a", None, 1, age="31"), changes("a", None, 2, age="32")
    assert place([], second) == Held("a", 1)
    assert place([], third) == Held("a", 2)
    assert place(MADE, third) == Held("a", 2)
    assert place([], upserts("a", None, 1, age="31")) == Held("a", 1)
    steps = release(MADE, [third, second])
    assert [(each.at, each.applied.conflict) for each in steps] == [(1, ""), (0, "")]
    assert steps[-1].applied.version.data == {"name": "Ada", "age": "32"}


def test_a_trunk_that_the_server_never_had_is_refused_at_once() -> None:
    for change in (changes("a", 2, 2, age="1"), changes("a", 2, 5, age="1"), changes("a", 0, 3)):
        assert place(MADE, change) == Refused(Refusal.TRUNK)
        assert force(MADE, change) == Refused(Refusal.TRUNK)
    assert place([], changes("a", 1, 1)) == Refused(Refusal.MISSING)


def test_a_base_that_cannot_be_is_refused() -> None:
    history = after(MADE, changes("", None, 1, age="31"))
    assert place(history, changes("a", 2, 1)) == Refused(Refusal.BASE)
    assert place(history, changes("a", None, 0)) == Refused(Refusal.BASE)
    assert place([], changes("a", None, 0)) == Refused(Refusal.BASE)
    assert place(history[1:], changes("a", None, 1)) == Refused(Refusal.BASE)
    with pytest.raises(ValueError, match="makes a record"):
        Change()


def test_create_or_update_does_what_is_needed() -> None:
    assert applied(MADE, upserts("a", 1, 1, age="31")).conflict == ""
    assert applied([], upserts("a", 4, 4, age="31")).version.number == 1
    unseen = applied(MADE, upserts(name="Ada", age="31", town="Lyon"))
    assert (unseen.conflict, unseen.conflicting) == ("hard", (Clash("age", "", "30", "31"),))
    assert applied(MADE, upserts(name="Ada")).conflict == "soft"
    assert applied(MADE, upserts(name="Ada")).version.created


def test_a_branch_that_others_interrupted_is_a_soft_conflict() -> None:
    history = after(MADE, changes("a", 1, 1, age="31"), changes("b", 1, 1, name="B."))
    assert applied(history, changes("a", 1, 2, age="32")).conflict == "soft"
    history = after(history, changes("a", 1, 2, age="32"))
    last = applied(history, changes("a", 1, 3, age="33"))
    assert (last.version.base, last.conflict) == (4, "soft")


def test_a_value_that_reached_the_branch_by_the_server_was_not_seen_by_the_device() -> None:
    """Central compares with version 3, in which the other's value is; its device never saw it."""
    history = after(MADE, changes("b", 1, 1, age="32"), changes("a", 1, 1, name="A."))
    late = applied(history, changes("a", 1, 2, age="33"))
    assert (late.conflict, late.conflicting) == ("hard", (Clash("age", "30", "32", "33"),))


def test_a_device_is_in_no_conflict_with_itself() -> None:
    history = after(MADE, changes("b", 1, 1, age="32"), changes("a", 1, 1, age="31"))
    assert applied(history, changes("a", 1, 2, age="33")).conflicting == ()


def test_what_others_took_back_is_a_soft_conflict() -> None:
    history = after(MADE, changes("b", 1, 1, age="32"), changes("b", 1, 2, age="30"))
    assert applied(history, changes("a", 1, 1, age="31")).conflict == "soft"


def test_a_property_that_is_not_there_reads_as_empty() -> None:
    history = after(MADE, changes("b", 1, 1, town="", age=""))
    verdict = applied(history, changes("a", 1, 1, town="Lyon", age="31"))
    assert verdict.conflicting == (Clash("age", "30", "", "31"),)


def test_a_change_that_waited_too_long_is_flagged() -> None:
    history = after(MADE, changes("b", 1, 1, age="32"))
    verdict = force(history, changes("a", 1, 3, name="A."))
    assert isinstance(verdict, Applied)
    assert (verdict.conflict, verdict.version.base, verdict.version.branch_base) == ("soft", 2, 3)
    verdict = force(history, changes("a", 1, 3, age="33"))
    assert isinstance(verdict, Applied)
    assert verdict.conflicting == (Clash("age", "30", "32", "33"),)
    forced = [*history, verdict.version]
    (step,) = release(forced, [changes("a", 1, 4, age="34")])
    assert (step.applied.version.base, step.applied.conflict) == (3, "soft")
    assert place(forced, changes("a", 1, 1, age="31")) == Applied(
        Version(4, {"name": "Ada", "age": "31"}, {"age": "31"}, "a", 1, 1),
        Conflict.HARD,
        (Clash("age", "30", "33", "31"),),
    )


def test_what_need_not_be_forced_is_placed_as_usual() -> None:
    change = changes("a", 1, 1, age="31")
    assert force(MADE, change) == place(MADE, change)
    assert force([], change) == Refused(Refusal.MISSING)


def test_a_forced_change_makes_a_record_that_its_creation_may_still_join() -> None:
    verdict = force([], changes("a", None, 2, age="32"))
    assert verdict == Applied(Version(1, {"age": "32"}, {"age": "32"}, "a", 2))
    assert isinstance(verdict, Applied)
    forced = [verdict.version]
    late = applied(forced, makes(name="Ada", age="30"))
    assert (late.conflict, late.conflicting) == ("hard", (Clash("age", "", "32", "30"),))
    assert late.version == Version(
        2, {"age": "30", "name": "Ada"}, {"name": "Ada", "age": "30"}, base=1, created=True
    )
    assert applied(forced, makes(name="Ada")).conflict == "soft"
    history = [*forced, late.version]
    assert place(history, makes(name="Bob")) == Refused(Refusal.EXISTS)
    first = applied(history, changes("a", None, 1, age="31", name="A."))
    assert (first.conflict, first.conflicting) == ("soft", ())
    third = applied(history, changes("a", None, 3, name="A. L.", age="33"))
    assert third.conflicting == (Clash("age", "32", "30", "33"),)


def test_a_forced_create_or_update_is_joined_too() -> None:
    verdict = force([], upserts("a", None, 2, age="32"))
    assert isinstance(verdict, Applied)
    assert not verdict.version.created
    assert applied([verdict.version], makes(name="Ada")).conflict == "soft"


def test_a_first_version_is_a_creation_unless_it_was_forced() -> None:
    """As told by a caller who keeps nothing of a record that no device made."""
    history = [Version(1, {"age": "30"}, {"age": "30"})]
    assert place(history, makes(age="31")) == Refused(Refusal.EXISTS)
    assert applied(history, changes("a", None, 1, age="31")).conflict is Conflict.NONE


def test_a_creation_may_name_its_branch() -> None:
    history = after([], Change("b", None, 0, create=True, data={"age": "30"}))
    assert history == [Version(1, {"age": "30"}, {"age": "30"}, "b", created=True)]
    assert applied(history, changes("b", None, 1, age="31")).conflict is Conflict.NONE
    stranger = applied(history, changes("a", None, 1, age="31"))
    assert stranger.conflicting == (Clash("age", "", "30", "31"),)


def test_a_branch_in_two_goes_on_from_its_last() -> None:
    """A device put back from a copy, say, that changes the same version again."""
    history = after(MADE, changes("a", 1, 1, age="31"), changes("a", 1, 1, age="32"))
    assert applied(history, changes("a", 1, 2, age="33")).version.base == 3


def test_changes_wait_for_one_another_across_branches() -> None:
    waiting = [changes("a", 1, 3), changes("b", 1, 2), changes("a", 1, 2), changes("c", 1, 2)]
    history = after(MADE, changes("a", 1, 1), changes("b", 1, 1))
    steps = release(history, waiting)
    assert [each.at for each in steps] == [1, 2, 0]
    assert [each.applied.version.number for each in steps] == [4, 5, 6]


def test_the_worse_of_two_conflicts() -> None:
    assert worst("", "") is Conflict.NONE
    assert worst("soft", "") is worst("", "soft") is Conflict.SOFT
    assert worst("soft", "hard") is worst("hard", "") is Conflict.HARD
