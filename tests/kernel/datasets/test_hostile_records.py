"""Records that outlive what wrote them: manifests that change, rows that come and go."""

import unicodedata
from typing import Any

import pytest

from lieucommun.kernel.datasets.access import readable
from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    create_record,
    import_records,
    move_record,
    update_record,
)
from lieucommun.kernel.datasets.errors import InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.publication import rebuild_if_changed
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import SPEC, make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))


def seeded(dataset: Dataset, *rows: dict[str, Any]) -> None:
    numbered = [Row(line, row) for line, row in enumerate(rows, 2)]
    import_records(dataset, numbered, origin=Record.Origin.SEED, replace_all=True)


def codes(dataset: Dataset) -> list[str]:
    return sorted(record.key for record in query(dataset, CHIEF).iterate())


def without(name: str) -> dict[str, Any]:
    fields: dict[str, Any] = SPEC["fields"]
    return {each: options for each, options in fields.items() if each != name}


def test_a_row_taken_away_can_come_back() -> None:
    dataset = make_dataset()
    seeded(dataset, {"nom": "A", "code": "a"}, {"nom": "B", "code": "b"})
    seeded(dataset, {"nom": "A", "code": "a"})
    assert codes(dataset) == ["a"]
    seeded(dataset, {"nom": "A", "code": "a"}, {"nom": "B", "code": "b"})
    assert codes(dataset) == ["a", "b"]
    (again,) = [each for each in query(dataset, CHIEF).iterate() if each.key == "b"]
    versions = query(dataset, CHIEF).history(again.uuid)
    assert [each.action for each in versions] == ["created", "deleted", "created"]


def test_a_key_given_to_another_record_can_come_back() -> None:
    dataset = make_dataset()
    seeded(dataset, {"nom": "A", "code": "a"})
    (record,) = query(dataset, CHIEF).iterate()
    update_record(dataset, record.uuid, {"code": "b"}, by=CHIEF)
    seeded(dataset, {"nom": "A", "code": "a"}, {"nom": "B", "code": "b"})
    assert codes(dataset) == ["a", "b"]


@pytest.mark.parametrize("key", [unicodedata.normalize("NFD", "é"), "\u00a0a\u00a0"])
def test_a_key_that_is_not_in_its_one_form_does_not_lose_its_record(key: str) -> None:
    dataset = make_dataset()
    seeded(dataset, {"nom": "A", "code": key})
    seeded(dataset, {"nom": "A", "code": key})
    assert query(dataset, CHIEF).count() == 1


def test_a_field_that_went_away_does_not_block_its_records() -> None:
    made = create_record(make_dataset(), workshop(1), by=SYSTEM)
    after = make_dataset(fields=without("cout"))
    rebuild_if_changed(after)
    assert update_record(after, made.uuid, {"annee": 2020}, by=CHIEF).version == 2
    seen = query(after, CHIEF).get(made.uuid)
    assert "cout" not in seen.data
    # Taken back, the field finds its values again.
    assert query(make_dataset(), CHIEF).get(made.uuid).value("cout") == "-4.50"


def test_a_choice_that_went_away_blocks_only_its_own_field() -> None:
    made = create_record(make_dataset(), workshop(2, theme="sante"), by=SYSTEM)
    fields = {**SPEC["fields"], "theme": {"type": "choices", "choices": {"toit": "Toit"}}}
    hiding = {**SPEC["access"], "equipe": {"read": "all", "update": "all", "hide": ["theme"]}}
    after = make_dataset(fields=fields, access=hiding)
    team = Viewer(None, (Grant("equipe"),))
    update_record(after, made.uuid, {"annee": 2021}, by=team)
    assert query(after, CHIEF).get(made.uuid).value("theme") == ["sante"]
    with pytest.raises(InvalidRecord) as invalid:
        update_record(after, made.uuid, {"theme": "sante"}, by=CHIEF)
    assert [problem.field for problem in invalid.value.problems] == ["theme"]


def test_what_is_wrong_in_a_hidden_field_is_not_said() -> None:
    made = create_record(make_dataset(), workshop(2, note="zinzolin"), by=SYSTEM)
    fields = {**SPEC["fields"], "note": {"type": "integer"}}
    hiding = {**SPEC["access"], "equipe": {"read": "all", "update": "all", "hide": ["note"]}}
    after = make_dataset(fields=fields, access=hiding)
    team = Viewer(None, (Grant("equipe"),))
    written = update_record(after, made.uuid, {"nom": "Autre"}, by=team)
    assert written.version == 2


def test_a_role_moves_only_the_records_that_it_reads() -> None:
    """A transition by a team is for its own records, even when others are public."""
    workflow = {
        "initial": "publie",
        "states": {"publie": {"public": True}, "retire": {}},
        "transitions": {"retirer": {"from": "publie", "to": "retire", "by": ["equipe"]}},
    }
    port = Organisation.objects.create(slug="port", name="Port")
    gare = Organisation.objects.create(slug="gare", name="Gare")
    dataset = make_dataset(workflow=workflow)
    ours = create_record(dataset, workshop(1), by=SYSTEM, organisation=port.pk)
    theirs = create_record(dataset, workshop(2), by=SYSTEM, organisation=gare.pk)
    team = Viewer(None, (Grant("equipe", port.pk),))
    assert query(dataset, team).get(theirs.uuid)
    with pytest.raises(NotAllowedError):
        move_record(dataset, theirs.uuid, "retirer", by=team)
    assert move_record(dataset, ours.uuid, "retirer", by=team).state == "retire"


def test_an_author_moves_their_own_records() -> None:
    workflow = {
        "initial": "projet",
        "states": {"projet": {}, "envoye": {}},
        "transitions": {"envoyer": {"from": "projet", "to": "envoye", "by": ["author"]}},
    }
    access = {"author": {"read": "all", "create": True}, "signed-in": {"read": "all"}}
    dataset = make_dataset(workflow=workflow, access=access)
    people = [Person.objects.create_user(f"p{n}@example.org", name="P") for n in range(2)]
    made = create_record(dataset, workshop(1), by=SYSTEM)
    Record.objects.update(owner=people[0])
    with pytest.raises(NotAllowedError):
        move_record(dataset, made.uuid, "envoyer", by=Viewer(people[1].pk))
    assert move_record(dataset, made.uuid, "envoyer", by=Viewer(people[0].pk)).state == "envoye"


def test_forty_visibility_classes_are_indexed_and_searched() -> None:
    names = [f"champ{n}" for n in range(45)]
    fields = {name: {"type": "text", "search": True} for name in names}
    access = {
        f"role{rank}": {"read": "all", "hide": [n for i, n in enumerate(names) if i >> rank & 1]}
        for rank in range(6)
    }
    dataset = make_dataset(fields=fields, access=access, label="{champ0}", key=None)
    create_record(dataset, {name: f"mot{rank:02}x" for rank, name in enumerate(names)}, by=SYSTEM)
    for rank in range(6):
        viewer = Viewer(None, (Grant(f"role{rank}"),))
        for number, name in enumerate(names):
            shown = bool(readable(dataset, viewer).showing(name))
            found = query(dataset, viewer).search(f"mot{number:02}x").count()
            assert found == int(shown), (rank, name)


def test_a_cursor_of_one_query_opens_no_other() -> None:
    dataset = make_dataset()
    for rank in range(5):
        create_record(dataset, workshop(rank), by=SYSTEM)
    first = query(dataset, CHIEF).sort("nom").page(2)
    for text in (first.next, "x" * 100_000, "\0", "é" * 50, ":::", first.next and first.next * 2):
        found = query(dataset, ANYONE).sort("annee").page(2, text)
        assert len(found.items) == 2


@pytest.mark.parametrize("odd", ["\0", "x" * 100_000, "'; DROP TABLE x; --", "%", "é"])
def test_odd_values_asked_find_nothing_and_break_nothing(odd: str) -> None:
    dataset = make_dataset()
    create_record(dataset, workshop(1), by=SYSTEM)
    asked = query(dataset, ANYONE)
    for name in dataset.fields:
        assert asked.filter(name, odd).count() == 0
    assert asked.within(odd).count() == 0
    assert asked.state(odd).count() == 0
    assert asked.named([odd]) == {}
    asked.search(odd).page()
