"""What is published of counts: attacked with all that is told, at once and over time."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.blocks.observatory import editions, tasks
from lieucommun.blocks.observatory.keeping import kept, restored
from lieucommun.blocks.observatory.models import Edition
from lieucommun.blocks.observatory.specs import declared
from lieucommun.engines.statistics import Dimension, Published, Table
from lieucommun.kernel.datasets.cubes import CannotCount, Side, Span, cube
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from tests.engines.statistics import proofs
from tests.engines.statistics.attacking import betrayed
from tests.field.place import Ground, opened
from tests.screen import screen

from .making import CHARTS, PAGE, SLUG, add, day, folder, invented, signed_in
from .reading import exported, published

pytestmark = pytest.mark.django_db
#: A cube that the attacker can try whole: no choice.
SMALL = CHARTS.replace(", appel]", "]")
#: Communes of one département, with all that may be counted.
LARGE = CHARTS.replace("since:", 'inside: ["42"]\n    since:')
NEEDS = ["all", "besoins:manger", "besoins:dormir", "partage:true"]
FIRST, SECOND = ["2026-01", "2026-02"], ["2026-03"]


@pytest.fixture
def charts() -> str:
    return SMALL


@pytest.fixture
def ground(tmp_path: Path, charts: str) -> Iterator[Ground]:
    with opened(folder(tmp_path, charts)) as service:
        yield Ground(service)


def at(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(editions, "_until", lambda: day(text))


def client(ground: Ground, role: str = "observatoire") -> Client:
    return signed_in(ground.person(f"{role}{Person.objects.count()}", role))


def dimensions(edition: Edition, used: set[str]) -> tuple[Dimension, ...]:
    """Return the dimensions of an edition, without places that count nobody."""
    place, month = edition.protection["dimensions"]
    return (
        Dimension(place[0], {code: above for code, above in place[1] if code in used}),
        Dimension(month[0], dict(month[1])),
    )


def truth(service: LoadedService, sides: tuple[Dimension, ...], until: str) -> list[Table]:
    wanted = declared(service, "personnes")
    assert wanted
    span = Span(day("2026-01-01"), day(until))
    tables = cube(service.dataset("personnes"), wanted.by, wanted.each, span, wanted.inside)
    return [Table(each.name, sides, each.counts, each.within) for each in tables]


def two_editions(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, seed: int, number: int = 300
) -> tuple[Client, Published, list[Table]]:
    """Publish, write more (late ones too), publish again; return all that was fetched."""
    chance, used = Random(seed), {"departement:42", "departement:69", "-"}  # noqa: S311
    add(ground.service, invented(chance, number, FIRST))
    who = client(ground)
    at(monkeypatch, "2026-03-01")
    assert who.get(PAGE).status_code == 200
    sides = dimensions(Edition.objects.get(), used)
    before = published(who, sides, NEEDS, None)
    first = truth(ground.service, sides, "2026-03-01")
    late = invented(chance, number // 3, [*FIRST, *SECOND, *SECOND, *SECOND])
    add(ground.service, late)
    at(monkeypatch, "2026-04-01")
    assert editions.renewed(ground.service, "personnes")
    edition = Edition.objects.latest("until")
    sides = dimensions(edition, used)
    after = published(who, sides, NEEDS, before)
    now = truth(ground.service, sides, "2026-04-01")
    tables = []
    for was, each in zip(first, now, strict=True):  # closed months keep the counts they had
        new = {codes: count for codes, count in each.counts.items() if codes[1] in SECOND}
        tables.append(Table(each.name, sides, {**was.counts, **new}, each.within))
    return who, after, tables


@pytest.mark.parametrize("seed", range(4))
def test_nothing_small_is_deduced_from_all_that_is_fetched(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    _, told, tables = two_editions(ground, monkeypatch, seed)
    assert any(count is None for count in told.cells.values())
    assert any(count for count in told.cells.values())
    assert betrayed(told, tables, 5) == []


def test_the_same_attack_breaks_what_hides_small_cells_only(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, tables = two_editions(ground, monkeypatch, 1)
    assert betrayed(proofs.naive(tables, 5), tables, 5)


def live(who: Client) -> dict[str, str]:
    return screen(who.get(f"{PAGE}")).terms()


def test_live_counts_tell_of_one_person_between_two_days_and_editions_do_not(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-03-01")
    add(ground.service, [{"commune": "42218", "dernier_contact": "2026-02-03"}] * 8)
    team, who = client(ground, "coordination"), client(ground)
    was, edition = live(team)["Saint-Étienne"], who.get(PAGE).content
    one = {"commune": "42218", "dernier_contact": "2026-02-05"}
    add(ground.service, [one])
    assert (was.split()[0], live(team)["Saint-Étienne"].split()[0]) == ("8", "9")
    editions.renewed(ground.service, "personnes")
    assert Edition.objects.count() == 1
    assert _told(who.get(PAGE).content) == _told(edition)


def _told(content: bytes) -> bytes:
    return content[content.index(b"<main") : content.index(b"</main")]


@pytest.mark.parametrize("charts", [LARGE])
def test_each_edition_of_communes_needs_and_calls_is_proved(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(7)  # noqa: S311
    add(ground.service, invented(chance, 400, FIRST))
    at(monkeypatch, "2026-03-01")
    editions.renewed(ground.service, "personnes")
    add(ground.service, invented(chance, 200, [*FIRST, *SECOND]))
    at(monkeypatch, "2026-04-01")
    editions.renewed(ground.service, "personnes")
    one, other = Edition.objects.order_by("until")
    assert other.before == one
    assert not other.stopped
    first = restored(one.protection, None)
    second = restored(other.protection, first.published)
    proofs.check(first)
    proofs.check(second)
    for edition, protection in ((one, first), (other, second)):
        (table,) = edition.tables
        hidden = {cell.codes[:2] for cell in protection.primary if cell.table == "all"}
        shown = {tuple(c): n for what, c, n in table["cells"] if not what}
        small = {codes for codes in hidden if codes in shown}
        assert all(shown[codes] is None or shown[codes] >= 5 for codes in small)
        assert all(n is None or n >= 1 for _, _, n in table["cells"])
        assert any(what == "appel:oui" and n for what, _, n in table["cells"])
    assert json.loads(json.dumps(kept(second))) == other.protection
    assert restored(kept(second), first.published) == second


def test_files_and_screen_say_the_same(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-03-01")
    add(ground.service, invented(Random(3), 60, FIRST))  # noqa: S311
    who = client(ground)
    who.get(PAGE)
    rows = [(*row[:-1], row[-1] or "–") for row in exported(who, "json")]
    assert any(row[-1] == "–" for row in rows)
    for kind in ("csv", "xlsx", "ods"):
        assert exported(who, kind)[: len(rows)] == rows, kind
    assert who.get(f"{PAGE}?table=personnes&format=exe").status_code == 404
    assert who.get(f"{PAGE}?table=inconnue&format=csv").status_code == 404


def test_who_reads_records_has_both_and_a_team_only_its_charts(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-03-01")
    add(ground.service, invented(Random(3), 60, FIRST))  # noqa: S311
    assert "en direct" not in screen(client(ground).get(PAGE)).text
    both = screen(client(ground, "coordination").get(PAGE))
    assert "Besoins en direct" in both.text
    assert "People" not in both.text
    assert both.all("table")
    team = screen(client(ground, "maraudeur").get(PAGE))
    assert "Besoins en direct" in team.text
    assert not team.all("table")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_page_is_valid_and_says_its_threshold(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    at(monkeypatch, "2026-03-01")
    add(ground.service, invented(Random(3), 60, FIRST))  # noqa: S311
    page = screen(client(ground).get(f"{PAGE}?lang={language}"))
    assert "–" in page.text
    if language == "en":
        assert "fewer than 5, or kept secret with them" in page.text
        assert "Records from January 2026 to February 2026" in page.text


def test_queries_are_as_many_at_2_and_200_records(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = client(ground)
    found = []
    for number, until in ((2, "2026-03-01"), (200, "2026-04-01")):
        add(ground.service, invented(Random(3), number, [*FIRST, *SECOND]))  # noqa: S311
        at(monkeypatch, until)
        editions.renewed(ground.service, "personnes")
        who.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert who.get(PAGE).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1]
    assert Edition.objects.count() == 2


def test_each_night_makes_what_is_due_and_no_more(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Context:
        done = 0

        def finish(self) -> None:
            self.done += 1

    add(ground.service, invented(Random(3), 30, FIRST))  # noqa: S311
    context: Any = Context()
    for until, made in (("2026-03-01", 1), ("2026-03-01", 1), ("2026-04-01", 2)):
        at(monkeypatch, until)
        tasks.editions(context)
        assert Edition.objects.filter(service=SLUG).count() == made
    assert context.done == 3


def test_other_fields_end_the_editions_and_the_page_says_so(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at(monkeypatch, "2026-03-01")
    add(ground.service, invented(Random(3), 30, FIRST))  # noqa: S311
    editions.renewed(ground.service, "personnes")
    at(monkeypatch, "2026-04-01")
    file = tmp_path / SLUG / "charts.yaml"
    file.write_text(file.read_text("utf-8").replace("[besoins, partage]", "[besoins]"), "utf-8")
    with opened(tmp_path) as service:
        edition = editions.renewed(service, "personnes")
        assert edition
        assert edition.stopped
        assert edition.until == dt.date(2026, 3, 1)
        page = screen(client(ground).get(f"{PAGE}?lang=en"))
        assert "Figures stop there" in page.text


def test_what_names_people_or_has_too_many_cells_is_refused(ground: Ground) -> None:
    dataset = ground.service.dataset("personnes")
    span = Span(day("2026-01-01"), day("2026-03-01"))
    for by, each in (("surnom", ()), ("age", ()), ("commune", ("note",)), ("besoins", ())):
        with pytest.raises(CannotCount):
            cube(dataset, [Side(by)], each, span)
    month = Side("dernier_contact", month=True)
    wide = Span(day("1990-01-01"), day("2026-01-01"))
    with pytest.raises(CannotCount, match="at most 60000"):
        cube(dataset, [Side("commune"), month], (), wide, ["42"])
