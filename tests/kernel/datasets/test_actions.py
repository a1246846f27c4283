import uuid
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    create_record,
    delete_record,
    move_record,
    update_record,
)
from lieucommun.kernel.datasets.errors import (
    ConflictError,
    InvalidRecord,
    NotAllowedError,
    NotMetError,
)
from lieucommun.kernel.datasets.models import Record, RecordTerm, RecordVersion
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import SPEC, make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))


def problems(invalid: InvalidRecord) -> dict[str, str]:
    return {problem.field: problem.code for problem in invalid.problems}


def test_creating_writes_a_version_and_a_line_of_the_journal_without_values() -> None:
    dataset = make_dataset()
    written = create_record(dataset, workshop(1), by=CHIEF)
    assert (written.key, written.version) == ("a1", 1)
    assert RecordVersion.objects.get().data["nom"] == "Atelier 001"
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.object_id) == ("record.created", str(written.uuid))
    assert "Atelier 001" not in str(vars(entry))


@pytest.mark.parametrize("viewer", [ANYONE, Viewer(1), Viewer(None, (Grant("visite"),))])
def test_who_is_not_allowed_writes_nothing(viewer: Viewer) -> None:
    dataset = make_dataset()
    made = create_record(dataset, workshop(1), by=SYSTEM)
    with pytest.raises(NotAllowedError):
        create_record(dataset, workshop(2), by=viewer)
    with pytest.raises((NotAllowedError, UnknownRecord)):
        update_record(dataset, made.uuid, {"nom": "X"}, by=viewer)
    with pytest.raises((NotAllowedError, UnknownRecord)):
        delete_record(dataset, made.uuid, by=viewer)
    assert RecordVersion.objects.count() == 1


def test_a_team_changes_its_own_records_only() -> None:
    port = Organisation.objects.create(slug="port", name="Port")
    gare = Organisation.objects.create(slug="gare", name="Gare")
    dataset = make_dataset()
    team = Viewer(None, (Grant("equipe", port.pk),))
    ours = create_record(dataset, workshop(1), by=team)
    theirs = create_record(dataset, workshop(2), by=SYSTEM, organisation=gare.pk)
    assert Record.objects.get(uuid=ours.uuid).organisation == port
    assert update_record(dataset, ours.uuid, {"annee": 2020}, by=team).version == 2
    with pytest.raises(NotAllowedError):
        update_record(dataset, theirs.uuid, {"annee": 2020}, by=team)
    hiding = {"read": "all", "update": "all", "hide": ["note"]}
    discreet = make_dataset(access={**SPEC["access"], "equipe": hiding})
    with pytest.raises(InvalidRecord) as hidden:
        update_record(discreet, theirs.uuid, {"note": "x"}, by=team)
    assert problems(hidden.value) == {"note": "hidden"}


def test_nobody_creates_for_another_organisation() -> None:
    port = Organisation.objects.create(slug="port", name="Port")
    gare = Organisation.objects.create(slug="gare", name="Gare")
    team = Viewer(None, (Grant("equipe", port.pk),))
    with pytest.raises(NotAllowedError):
        create_record(make_dataset(), workshop(1), by=team, organisation=gare.pk)


def test_the_second_of_two_writers_is_told() -> None:
    dataset = make_dataset()
    made = create_record(dataset, workshop(1), by=CHIEF)
    update_record(dataset, made.uuid, {"annee": 2020}, by=CHIEF, expected_version=1)
    with pytest.raises(ConflictError) as conflict:
        update_record(dataset, made.uuid, {"annee": 2021}, by=CHIEF, expected_version=1)
    assert (conflict.value.expected, conflict.value.found) == (1, 2)
    assert conflict.value.data["annee"] == 2020


def test_what_other_rows_forbid_is_said() -> None:
    fields = {
        **SPEC["fields"],
        "nom": {"type": "text", "unique": True},
        "voisin": {"type": "reference", "target": "ateliers"},
        "porteur": {"type": "organisation"},
    }
    dataset = make_dataset(fields=fields)
    create_record(dataset, workshop(1), by=CHIEF)
    wrong = workshop(1, voisin="a9", porteur="inconnu")
    with pytest.raises(InvalidRecord) as invalid:
        create_record(dataset, wrong, by=CHIEF)
    assert problems(invalid.value) == {
        "nom": "unique",
        "code": "unique",
        "voisin": "missing",
        "porteur": "organisation",
    }
    create_record(dataset, workshop(2, voisin="a1"), by=CHIEF)


def test_a_form_sent_twice_makes_one_record() -> None:
    dataset = make_dataset(key="")
    identity = uuid.uuid4()
    create_record(dataset, workshop(1), by=CHIEF, uuid=identity)
    with pytest.raises(InvalidRecord):
        create_record(dataset, workshop(2), by=CHIEF, uuid=identity)
    assert Record.objects.count() == RecordVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("when", "open_to"),
    [
        ("${nom} = 'Atelier 001'", True),
        ("${nom} = ''", False),
        ("${annee} >= 2001 and ${cout} < 0", True),
        ("${annee} < 2001 or ${voisin} != ''", False),
        ("selected(${theme}, 'toit')", True),
        ("selected(${theme}, 'ecole')", False),
        ("today() > '2020-01-01'", True),
        ("${nom} >> 1", False),  # one that cannot be computed is refused
    ],
)
def test_a_transition_waits_for_its_condition(when: str, open_to: bool) -> None:  # noqa: FBT001
    step = {"from": "propose", "to": "publie", "by": ["chef"], "when": when}
    workflow = {
        "initial": "propose",
        "states": {"propose": {}, "publie": {"public": True}},
        "transitions": {"publier": step},
    }
    dataset = make_dataset(workflow=workflow)
    made = create_record(dataset, workshop(1), by=CHIEF)
    if open_to:
        assert move_record(dataset, made.uuid, "publier", by=CHIEF).state == "publie"
    else:
        with pytest.raises(NotMetError):
            move_record(dataset, made.uuid, "publier", by=CHIEF)
        assert query(dataset, CHIEF).get(made.uuid).state == "propose"


def test_states_follow_the_transitions() -> None:
    workflow = {
        "initial": "propose",
        "states": {"propose": {}, "publie": {"public": True}},
        "transitions": {"publier": {"from": "propose", "to": "publie", "by": ["chef"]}},
    }
    dataset = make_dataset(workflow=workflow)
    made = create_record(dataset, workshop(1), by=CHIEF)
    assert query(dataset, ANYONE).count() == 0
    with pytest.raises((NotAllowedError, UnknownRecord)):
        move_record(dataset, made.uuid, "publier", by=ANYONE)
    assert move_record(dataset, made.uuid, "publier", by=CHIEF).state == "publie"
    assert query(dataset, ANYONE).count() == 1
    with pytest.raises(NotAllowedError):
        move_record(dataset, made.uuid, "publier", by=CHIEF)
    # Who reads what is published never sees the draft that came before.
    assert [each.version for each in query(dataset, ANYONE).history(made.uuid)] == [2]
    assert [each.version for each in query(dataset, CHIEF).history(made.uuid)] == [2, 1]


def test_while_limits_changes_to_some_states() -> None:
    access = {"author": {"read": "all", "update": "all", "while": ["propose"]}}
    workflow = {"initial": "propose", "states": {"propose": {}, "publie": {"public": True}}}
    dataset = make_dataset(access=access, workflow=workflow)
    person = Person.objects.create_user("amel@example.org", name="Amel")
    made = create_record(dataset, workshop(1), by=SYSTEM)
    Record.objects.update(owner=person)
    author = Viewer(person.pk)
    assert update_record(dataset, made.uuid, {"annee": 2020}, by=author).version == 2
    Record.objects.update(state="publie")
    with pytest.raises(NotAllowedError):
        update_record(dataset, made.uuid, {"annee": 2021}, by=author)


class Lives(RuleBasedStateMachine):
    """Records live as a dictionary would have them live, and remember all of it."""

    records: Bundle[uuid.UUID] = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.dataset = make_dataset(f"s{uuid.uuid4().hex[:12]}")
        self.now: dict[uuid.UUID, dict[str, Any]] = {}
        self.past: dict[uuid.UUID, list[dict[str, Any]]] = {}
        self.rank = 0

    @rule(target=records, year=st.integers(2000, 2003))
    def create(self, year: int) -> uuid.UUID:
        self.rank += 1
        made = create_record(self.dataset, workshop(self.rank, annee=year), by=CHIEF)
        self.now[made.uuid] = {"annee": year, "version": 1}
        self.past[made.uuid] = [{"annee": year}]
        return made.uuid

    @rule(record=records, year=st.none() | st.integers(2000, 2003))
    def update(self, record: uuid.UUID, year: int | None) -> None:
        if record not in self.now:
            with pytest.raises(UnknownRecord):
                update_record(self.dataset, record, {"annee": year}, by=CHIEF)
            return
        written = update_record(self.dataset, record, {"annee": year}, by=CHIEF)
        if self.now[record]["annee"] != year:
            self.now[record] = {"annee": year, "version": self.now[record]["version"] + 1}
            self.past[record].append({"annee": year})
        assert written.version == self.now[record]["version"]

    @rule(record=consumes(records))
    def delete(self, record: uuid.UUID) -> None:
        if record in self.now:
            delete_record(self.dataset, record, by=CHIEF)
            del self.now[record]

    @invariant()
    def lists_agree(self) -> None:
        asked = query(self.dataset, CHIEF)
        found = {
            record.uuid: {"annee": record.value("annee"), "version": record.version}
            for record in asked.iterate()
        }
        assert found == self.now
        assert asked.count() == len(self.now)
        years = [str(each["annee"]) for each in self.now.values() if each["annee"]]
        counted = {each.value: each.count for each in asked.facets("annee")["annee"]}
        assert counted == {year: years.count(year) for year in years}
        assert asked.search("atelier").count() == len(self.now)

    @invariant()
    def history_agrees(self) -> None:
        for record, told in self.past.items():
            rows = RecordVersion.objects.filter(record=record).order_by("version")
            kept = [{"annee": row.data.get("annee")} for row in rows if row.action != "deleted"]
            assert kept == told
            assert [row.version for row in rows] == list(range(1, len(rows) + 1))
            assert (rows.last().action == "deleted") == (record not in self.now)  # type: ignore[union-attr]

    def teardown(self) -> None:
        left = RecordTerm.objects.filter(service_id=self.dataset.service_id)
        assert set(left.values_list("record__uuid", flat=True)) <= set(self.now)


class TestLives(Lives.TestCase, TestCase):  # type: ignore[name-defined, misc]
    settings = settings(max_examples=15, stateful_step_count=12)
